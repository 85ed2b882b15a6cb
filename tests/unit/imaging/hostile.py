"""Picture files made by code for H-04: valid but unusual ones, broken ones, bombs, and files that are no pictures."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageCms

W, H = 48, 32
ORIENTATION, GPS = 0x0112, 0x8825


@dataclass(frozen=True)
class Case:
    """One file: either read to ``size``, or refused with ``says`` in the sentence, or both are right (neither set)."""

    name: str
    data: bytes
    size: tuple[int, int] | None = None
    says: str | None = None
    # Colours of the upright picture's corners, top left, top right, bottom left, to within ``slack``.
    corners: tuple[tuple[int, int, int], ...] = ()
    slack: int = 0
    dropped: tuple[str, ...] = ()
    frames: int | None = None


RED, GREEN, BLUE, WHITE, GREY = (220, 30, 30), (30, 200, 40), (40, 60, 210), (255, 255, 255), (128, 128, 128)


def chart(width: int = W, height: int = H) -> Image.Image:
    """Return a picture whose corners tell how it is turned: red, green, blue, white."""
    image = Image.new("RGB", (width, height), GREY)
    x, y = width // 3, height // 3
    image.paste(RED, (0, 0, x, y))
    image.paste(GREEN, (width - x, 0, width, y))
    image.paste(BLUE, (0, height - y, x, height))
    image.paste(WHITE, (width - x, height - y, width, height))
    return image


UPRIGHT = (RED, GREEN, BLUE)


def saved(image: Image.Image, format_: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)  # type: ignore[arg-type]
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(
    width: int, height: int, depth: int, colour: int, rows: bytes, *, extra: bytes = b"", interlace: int = 0
) -> bytes:
    """Return a PNG from filtered rows."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    body = chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def blank_png(width: int, height: int, depth: int, colour: int, *, extra: bytes = b"") -> bytes:
    """Return a PNG of zeros, compressed without holding them."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = bytes(1 + (width * depth * channels + 7) // 8)
    deflate = zlib.compressobj(9)
    stream = b"".join(deflate.compress(row) for _ in range(height)) + deflate.flush()
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", stream) + chunk(b"IEND", b"")


def header_png(width: int, height: int) -> bytes:
    """Return a PNG that only claims a size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def turned(orientation: int) -> Image.Image:
    """Return the chart as a camera stores it, so that the orientation makes it upright."""
    T = Image.Transpose
    undo = {
        1: None, 2: T.FLIP_LEFT_RIGHT, 3: T.ROTATE_180, 4: T.FLIP_TOP_BOTTOM,
        5: T.TRANSPOSE, 6: T.ROTATE_90, 7: T.TRANSVERSE, 8: T.ROTATE_270,
    }[orientation]  # fmt: skip
    image = chart()
    return image if undo is None else image.transpose(undo)


def exif(orientation: int = 1, *, gps: bool = False, owner: str = "") -> Image.Exif:
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    if gps:
        tags.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    if owner:
        tags[0x013B] = owner
    return tags


def orientations() -> Iterator[Case]:
    for n in range(1, 9):
        image = turned(n)
        tags = exif(n)
        yield Case(
            f"jpeg_turn_{n}",
            saved(image, "JPEG", exif=tags, quality=95, subsampling=0),
            (W, H),
            corners=UPRIGHT,
            slack=12,
        )
        yield Case(f"png_turn_{n}", saved(image, "PNG", exif=tags), (W, H), corners=UPRIGHT)
        yield Case(f"webp_turn_{n}", saved(image, "WEBP", exif=tags, lossless=True), (W, H), corners=UPRIGHT)
        yield Case(f"tiff_turn_{n}", saved(image, "TIFF", exif=tags), (W, H), corners=UPRIGHT)
    yield Case("jpeg_turn_99", saved(chart(), "JPEG", exif=exif(99), quality=95), (W, H), corners=UPRIGHT, slack=40)
    broken = saved(chart(), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff", quality=95, subsampling=0)
    yield Case("jpeg_exif_broken", broken, (W, H), corners=UPRIGHT, slack=12)


def png_kinds() -> Iterator[Case]:
    for depth in (1, 2, 4, 8, 16):
        yield Case(f"png_grey_{depth}", blank_png(W, H, depth, 0), (W, H), corners=((0, 0, 0),))
    for depth in (1, 2, 4, 8):
        palette = chunk(b"PLTE", bytes(RED) + bytes(GREEN))
        yield Case(f"png_palette_{depth}", blank_png(W, H, depth, 3, extra=palette), (W, H), corners=(RED,))
        clear = palette + chunk(b"tRNS", b"\0")
        yield Case(f"png_palette_clear_{depth}", blank_png(W, H, depth, 3, extra=clear), (W, H), corners=(WHITE,))
    for depth in (8, 16):
        yield Case(f"png_grey_alpha_{depth}", blank_png(W, H, depth, 4), (W, H), corners=(WHITE,))
        yield Case(f"png_rgb_{depth}", blank_png(W, H, depth, 2), (W, H), corners=((0, 0, 0),))
        yield Case(f"png_rgba_{depth}", blank_png(W, H, depth, 6), (W, H), corners=(WHITE,))
        key = chunk(b"tRNS", bytes(6))
        yield Case(f"png_rgb_key_{depth}", blank_png(W, H, depth, 2, extra=key), (W, H))
    for depth in (1, 8, 16):
        key = chunk(b"tRNS", bytes(2))
        yield Case(f"png_grey_key_{depth}", blank_png(W, H, depth, 0, extra=key), (W, H))
    half = Image.new("RGBA", (W, H), (0, 0, 0, 128))
    yield Case("png_half_clear_on_white", saved(half, "PNG"), (W, H), corners=((127, 127, 127),), slack=1)
    steps = [int(65535 * x / (W - 1)) for x in range(W)]
    rows = b"".join(b"\0" + struct.pack(f">{W}H", *steps) for _ in range(H))
    yield Case("png_grey_16_ramp", png(W, H, 16, 0, rows), (W, H), corners=((0, 0, 0), WHITE), slack=6)
    # One row and column at the tightest: interlaced files of Adam7 with all passes empty but one.
    yield Case("png_interlaced", png(1, 1, 8, 2, b"\0\x10\x20\x30", interlace=1), (1, 1), corners=((16, 32, 48),))


def other_kinds() -> Iterator[Case]:
    rgb = chart()
    for mode in ("1", "L", "P", "RGB", "RGBA", "CMYK", "I;16"):
        image = rgb.convert("L").convert("I").convert(mode) if mode == "I;16" else rgb.convert(mode)
        yield Case(f"tiff_{mode.replace(';', '_')}", saved(image, "TIFF"), (W, H))
    for mode in ("I", "F"):
        yield Case(f"tiff_{mode}", saved(rgb.convert("L").convert(mode), "TIFF"), says="32 bits a colour")
    yield Case("tiff_lab", saved(Image.new("LAB", (W, H)), "TIFF"), says="32 bits a colour")
    for method in ("tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"):
        yield Case(f"tiff_{method}", saved(rgb, "TIFF", compression=method), (W, H), corners=UPRIGHT, slack=40)
    yield Case(
        "tiff_three_pages",
        saved(rgb, "TIFF", save_all=True, append_images=[Image.new("RGB", (9, 9))] * 2),
        (W, H),
        corners=UPRIGHT,
        frames=3,
    )
    for mode in ("1", "L", "P", "RGB", "RGBA"):
        yield Case(f"bmp_{mode}", saved(rgb.convert(mode), "BMP"), (W, H))
    yield Case("gif", saved(rgb, "GIF"), (W, H), corners=UPRIGHT, slack=60)
    film = [Image.new("RGB", (W, H), c) for c in (GREEN, BLUE)]
    yield Case(
        "gif_film", saved(rgb, "GIF", save_all=True, append_images=film), (W, H), corners=UPRIGHT, slack=60, frames=3
    )
    yield Case("apng", saved(rgb, "PNG", save_all=True, append_images=film), (W, H), corners=UPRIGHT, frames=3)
    yield Case(
        "webp_film",
        saved(rgb, "WEBP", save_all=True, append_images=film, lossless=True),
        (W, H),
        corners=UPRIGHT,
        frames=3,
    )
    yield Case("webp_lossy", saved(rgb, "WEBP", quality=90), (W, H), corners=UPRIGHT, slack=60)
    yield Case("webp_alpha", saved(Image.new("RGBA", (W, H), (0, 0, 0, 0)), "WEBP"), (W, H), corners=(WHITE,), slack=2)
    for mode in ("L", "CMYK"):
        yield Case(f"jpeg_{mode}", saved(rgb.convert(mode), "JPEG", quality=95), (W, H))
    yield Case("jpeg_progressive", saved(rgb, "JPEG", quality=95, progressive=True), (W, H), corners=UPRIGHT, slack=40)
    yield Case("jpeg_420", saved(rgb, "JPEG", quality=95, subsampling=2), (W, H), corners=UPRIGHT, slack=40)


def carrying() -> Iterator[Case]:
    rgb = chart()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    yield Case("png_srgb", saved(rgb, "PNG", icc_profile=srgb), (W, H), corners=UPRIGHT, dropped=("colour profile",))
    yield Case(
        "jpeg_srgb",
        saved(rgb, "JPEG", icc_profile=srgb, quality=95, subsampling=0),
        (W, H),
        corners=UPRIGHT,
        slack=12,
        dropped=("colour profile",),
    )
    yield Case("png_profile_nonsense", saved(rgb, "PNG", icc_profile=b"\0" * 4000), (W, H), corners=UPRIGHT)
    yield Case(
        "png_profile_huge",
        png(W, H, 8, 2, bytes((1 + 3 * W) * H), extra=chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(80_000_000), 9))),
    )
    yield Case(
        "png_ztxt_huge",
        png(W, H, 8, 2, bytes((1 + 3 * W) * H), extra=chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(80_000_000), 9))),
    )
    yield Case(
        "png_itxt_huge",
        png(
            W,
            H,
            8,
            2,
            bytes((1 + 3 * W) * H),
            extra=chunk(b"iTXt", b"x\0\1\0\0\0" + zlib.compress(bytes(80_000_000), 9)),
        ),
    )
    many = chunk(b"tEXt", b"Author\0Jane Roe") * 20_000
    yield Case("png_text_many", png(W, H, 8, 2, bytes((1 + 3 * W) * H), extra=many))
    yield Case(
        "jpeg_gps",
        saved(rgb, "JPEG", exif=exif(6, gps=True, owner="Jane Roe")),
        (H, W),
        dropped=("EXIF", "GPS position", "owner"),
    )
    yield Case("jpeg_comment", saved(rgb, "JPEG", comment=b"Jane Roe"), (W, H), dropped=("comment",))
    yield Case("jpeg_xmp", saved(rgb, "JPEG", xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"), (W, H), dropped=("XMP",))
    yield Case("png_trailing_bytes", saved(rgb, "PNG") + b"secret" * 1000, (W, H), corners=UPRIGHT)
    yield Case("jpeg_trailing_zip", saved(rgb, "JPEG") + b"PK\x03\x04" + bytes(5000), (W, H))


@cache
def progressive_bomb() -> bytes:
    """Return a small progressive JPEG whose last scan is repeated five hundred times."""
    data = saved(chart(1200, 900), "JPEG", progressive=True, quality=90)
    last = data.rindex(b"\xff\xda")
    scan = data[last : data.rindex(b"\xff\xd9")]
    return data[:last] + scan * 500 + b"\xff\xd9"


def bombs() -> Iterator[Case]:
    yield Case("png_13400_squared", blank_png(13_400, 13_400, 1, 0), says="13,400 x 13,400")
    yield Case("png_20000_squared_1_bit", blank_png(20_000, 20_000, 1, 0), says="20,000 x 20,000")
    yield Case("png_2_to_31", header_png(2**31 - 1, 2**31 - 1), says="2,147,483,647 x 2,147,483,647")
    yield Case("png_2_to_31_wide", header_png(2**31 - 1, 1), says="2,147,483,647 x 1")
    yield Case("png_64_million_and_one", header_png(64_000_001, 1), says="64,000,001 x 1")
    yield Case("png_no_width", header_png(0, 5), says="damaged")
    yield Case("png_size_beyond_31_bits", header_png(2**32 - 1, 2**32 - 1), says="")
    gif = bytearray(saved(chart(), "GIF"))
    gif[6:10] = struct.pack("<HH", 65535, 65535)
    yield Case("gif_65535_squared", bytes(gif), says="65,535 x 65,535")
    bmp = bytearray(saved(chart(), "BMP"))
    bmp[18:26] = struct.pack("<ii", 2**31 - 1, 2**31 - 1)
    yield Case("bmp_2_to_31", bytes(bmp), says="2,147,483,647")
    tiff = bytearray(saved(chart(), "TIFF"))
    at = (
        tiff.index(struct.pack("<HHI", 256, 4, 1))
        if struct.pack("<HHI", 256, 4, 1) in tiff
        else tiff.index(struct.pack("<HHI", 256, 3, 1))
    )
    tiff[at : at + 12] = struct.pack("<HHII", 256, 4, 1, 60_000_000)
    yield Case("tiff_60_million_wide", bytes(tiff), says="60,000,000")
    webp = bytearray(saved(Image.new("RGBA", (W, H), (1, 2, 3, 4)), "WEBP"))
    if webp[12:16] == b"VP8X":
        webp[24:30] = b"\xff\x3f\x00\xff\x3f\x00"
        yield Case("webp_16384_squared", bytes(webp), says="16,384 x 16,384")
    jpeg = bytearray(saved(chart(), "JPEG"))
    at = jpeg.index(b"\xff\xc0")
    jpeg[at + 5 : at + 9] = struct.pack(">HH", 65500, 65500)
    yield Case("jpeg_65500_squared", bytes(jpeg), says="65,500 x 65,500")
    yield Case("jpeg_progressive_bomb", progressive_bomb())


def broken() -> Iterator[Case]:
    for format_ in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"):
        image = Image.effect_noise((96, 64), 60).convert("RGB")
        data = saved(image, format_)
        yield Case(f"{format_.lower()}_cut_in_half", data[: len(data) // 2], says="")
        yield Case(f"{format_.lower()}_head_only", data[:16], says="")
    data = saved(chart(), "PNG")
    at = data.index(b"IDAT") + 10
    yield Case("png_bad_checksum", data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :], says="damaged")
    yield Case("png_no_end", data[:-12])
    yield Case("png_two_headers", data[:33] + data[8:33] + data[33:])
    yield Case("png_wrong_depth", blank_png(W, H, 3, 0), says="")
    yield Case("empty", b"", says="0 bytes")
    yield Case("one_byte", b"\x89", says="not a picture")
    yield Case("signature_only", b"\x89PNG\r\n\x1a\n", says="")
    yield Case("noise", bytes((n * 7919) % 256 for n in range(5000)), says="not a picture")


def foreign() -> Iterator[Case]:
    def ftyp(brand: bytes) -> bytes:
        return struct.pack(">I", 24) + b"ftyp" + brand + bytes(4) + brand + b"mif1" + bytes(64)

    for name, data, word in (
        ("pdf", b"%PDF-1.4\n%\xe2\xe3", "PDF document"),
        ("pdf_late", b"junk\n" * 5 + b"%PDF-1.7", "PDF document"),
        ("postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n", "EPS"),
        ("eps_binary", b"\xc5\xd0\xd3\xc6" + bytes(28), "EPS"),
        ("psd", b"8BPS\0\1" + bytes(30), "Photoshop"),
        ("svg", b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        ("svg_bare", b"  <svg width='1'/>", "SVG"),
        ("heic", ftyp(b"heic"), "HEIC"),
        ("avif", ftyp(b"avif"), "AVIF"),
        ("mp4", struct.pack(">I", 20) + b"ftypisom" + bytes(12), "video"),
        ("mov", struct.pack(">I", 20) + b"ftypqt  " + bytes(12), "video"),
        ("mkv", b"\x1aE\xdf\xa3" + bytes(30), "video"),
        ("avi", b"RIFF" + bytes(4) + b"AVI LIST", "video"),
        ("wav", b"RIFF" + bytes(4) + b"WAVEfmt ", "sound"),
        ("mp3", b"ID3\x04" + bytes(30), "sound"),
        ("docx", b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "Office"),
        ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(30), "Office"),
        ("zip", b"PK\x03\x04" + bytes(26) + b"a.png", "archive"),
        ("gzip", b"\x1f\x8b\x08" + bytes(20), "archive"),
        ("rar", b"Rar!\x1a\x07\x01\x00", "archive"),
        ("seven_zip", b"7z\xbc\xaf\x27\x1c" + bytes(20), "archive"),
        ("jpeg_xl", b"\xff\x0a" + bytes(20), "JPEG XL"),
        ("jpeg_2000", b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000"),
        ("ico", b"\x00\x00\x01\x00\x01\x00" + bytes(30), "icon"),
        ("emf", b"\x01\x00\x00\x00\x58\x00\x00\x00" + bytes(40), "metafile"),
        ("camera_raw", b"II*\x00\x10\x00\x00\x00CR\x02\x00" + bytes(30), "raw photo"),
        ("exr", b"v/1\x01" + bytes(20), "more than 16 bits"),
        ("html", b"<!DOCTYPE html><html><body>login</body></html>", "web page"),
        ("text", "说明 just words\n".encode(), "plain text"),
        ("exe", b"MZ\x90\x00" + bytes(60), "program"),
        ("sqlite", b"SQLite format 3\x00" + bytes(84), "database"),
        ("ppm", b"P6 1 1 255\n\0\0\0", "not a picture"),
        ("tga", bytes([0, 0, 2]) + bytes(9) + b"\1\0\1\0\x18\0" + bytes(3), "not a picture"),
    ):
        yield Case(f"foreign_{name}", data, says=word)


@cache
def every_case() -> list[Case]:
    """Return all cases; names are unique."""
    families = (orientations, png_kinds, other_kinds, carrying, bombs, broken, foreign)
    return [case for family in families for case in family()]
