"""Decode one picture from outside in a process that can do no harm. Runs alone: ``python -I -S -B decoder_child.py``.

Imports nothing of gemba, so that it starts quickly and holds nothing worth stealing. Limits itself before it reads
a single byte, reads one request, writes one answer and ends. stdin: 4-byte length, JSON request, picture bytes
to the length that it names. stdout: one JSON line; after ``{"ok": true}`` follow width * height * 3 bytes.
argv: the folder that holds Pillow.
"""

import contextlib
import importlib
import io
import json
import os
import struct
import sys
import zlib
from typing import IO, TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from PIL import Image as PillowImage

    Picture = PillowImage.Image

MEMORY_BYTES = 900 * 1024 * 1024
CPU_SECONDS = 10
OPEN_FILES = 16
_ORIENTATION, _GPS, _OWNER_TAGS = 0x0112, 0x8825, (0x013B, 0x8298, 0xA430)
_MAX_PROFILE_BYTES = 4 * 1024 * 1024
_BAND_BYTES = 256 * 1024
_READERS = {
    "PNG": "PIL.PngImagePlugin",
    "JPEG": "PIL.JpegImagePlugin",
    "WEBP": "PIL.WebPImagePlugin",
    "GIF": "PIL.GifImagePlugin",
    "BMP": "PIL.BmpImagePlugin",
    "TIFF": "PIL.TiffImagePlugin",
}
_LOSSY_TIFF = frozenset({"jpeg", "tiff_jpeg", "webp", "tiff_jpeg_2000"})


class Unreadable(Exception):
    """Carry the answer to send instead of pixels."""

    def __init__(self, why: str, **values: int | str) -> None:
        """Take the code of the reason and its numbers."""
        super().__init__(why)
        self.answer = {"ok": False, "why": why, **values}


def limit() -> None:
    """Give up memory, processor time, files and cores beyond what one picture needs.

    Windows has no rlimits; there the parent puts the child into a job object (gemba.imaging.windows_job).
    """
    try:
        import resource
    except ImportError:
        return
    for name, amount in (
        ("RLIMIT_AS", MEMORY_BYTES),
        ("RLIMIT_CPU", CPU_SECONDS),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", OPEN_FILES),
    ):
        # macOS refuses RLIMIT_AS; the limit on pixels and the parent's clock still hold there.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (amount, amount))


def main() -> int:
    """Answer one request; return 0 whatever the picture was."""
    sys.path.append(sys.argv[1])
    from PIL import Image, PngImagePlugin  # noqa: F401 - most pictures are PNG; loaded while there is time

    # Otherwise the first open() loads five readers (45 ms); the one that is needed is loaded by name instead.
    Image._initialized = 2
    Image.MAX_IMAGE_PIXELS = None  # the limit is checked here, with a number in the answer
    limit()
    request, data = _read(sys.stdin.buffer)
    if request is None:
        return 0  # the parent ended while this child stood by
    try:
        facts, picture = decode(data, request)
        del data
    except Unreadable as problem:
        _say(problem.answer)
    except MemoryError:
        _say({"ok": False, "why": "memory"})
    except Exception as problem:  # whatever Pillow raises on hostile bytes is an answer, not a crash
        early = isinstance(problem, EOFError) or "truncated" in str(problem)
        _say({"ok": False, "why": "early" if early else "damaged"})
    else:
        _send(facts, picture)
    return 0


def decode(data: bytes, request: dict[str, Any]) -> "tuple[dict[str, Any], Picture]":
    """Return the facts and the upright RGB picture; raise Unreadable or whatever Pillow raises."""
    from PIL import Image

    format_ = str(request["format"])
    importlib.import_module(_READERS[format_])
    if format_ == "PNG":
        _check_png(data)
    if format_ == "WEBP":
        _check_size(_webp_size(data), request)  # its reader takes memory for the canvas before it can be asked
    source = Image.open(io.BytesIO(data), formats=[format_])
    _check_size(source.size, request)
    lossy = _is_lossy(source, data)
    said = _orientation(source)  # Pillow turns a TIFF while it loads and forgets the tag
    source.load()
    dropped = _metadata(source)
    profile = source.info.get("icc_profile")
    turn = _orientation(source)
    picture = _turned(_to_rgb(source, profile), turn)
    facts = {
        "ok": True,
        "width": picture.width,
        "height": picture.height,
        "format": format_,
        "turned": said != 1 or turn != 1,
        "frames": _frames(source),
        "lossy": lossy,
        "dropped": dropped,
    }
    return facts, picture


def _check_size(size: tuple[int, int], request: dict[str, Any]) -> None:
    width, height = size
    if width < 1 or height < 1:
        raise Unreadable("damaged")
    if width * height > int(request["max_pixels"]):
        raise Unreadable("pixels", width=width, height=height)


def _check_png(data: bytes) -> None:
    """Refuse a PNG with a damaged chunk of pixels: Pillow would show whatever the wrong bytes give."""
    at = 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        end = at + 8 + length
        needed = data[at + 4 : at + 5].isupper() and end + 4 <= len(data)
        if needed and zlib.crc32(data[at + 4 : end]) != struct.unpack_from(">I", data, end)[0]:
            raise Unreadable("damaged")
        at = end + 4


def _webp_size(data: bytes) -> tuple[int, int]:
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF


def _is_lossy(source: "Picture", data: bytes) -> bool:
    if source.format in ("JPEG", "MPO"):
        return True
    if source.format == "WEBP":
        return b"VP8 " in data[:64] or b"ALPH" in data[:64] or b"ANMF" in data[:256]
    return source.format == "TIFF" and str(source.info.get("compression")) in _LOSSY_TIFF


def _metadata(source: "Picture") -> list[str]:
    """Name what the file carries beside pixels, in fixed words; nothing of its content."""
    found: list[str] = []
    with contextlib.suppress(Exception):
        exif = source.getexif()
        if len(exif) and source.format != "TIFF":
            found.append("EXIF")
        if exif.get_ifd(_GPS):
            found.append("GPS position")
        if any(tag in exif or tag in exif.get_ifd(0x8769) for tag in _OWNER_TAGS):
            found.append("owner")
        if b"\xff\xd8\xff" in source.info.get("exif", b""):
            found.append("thumbnail")
    info = source.info
    if "xmp" in info or "XML:com.adobe.xmp" in info:
        found.append("XMP")
    if getattr(source, "text", None):
        found.append("text")
    if info.get("comment"):
        found.append("comment")
    if info.get("icc_profile"):
        found.append("colour profile")
    return found


def _orientation(source: "Picture") -> int:
    with contextlib.suppress(Exception):  # a broken EXIF block must not cost the picture
        value = int(source.getexif().get(_ORIENTATION, 1))
        return value if 1 <= value <= 8 else 1
    return 1


def _turned(picture: "Picture", orientation: int) -> "Picture":
    from PIL.Image import Transpose as T  # noqa: N817

    turns = {
        2: T.FLIP_LEFT_RIGHT,
        3: T.ROTATE_180,
        4: T.FLIP_TOP_BOTTOM,
        5: T.TRANSPOSE,
        6: T.ROTATE_270,
        7: T.TRANSVERSE,
        8: T.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def _to_rgb(source: "Picture", profile: object) -> "Picture":
    """Return the picture as RGB, 8 bits, alpha laid on white. Every pixel by itself: no rule looks at another."""
    mode = source.mode
    if mode in ("I", "F", "LAB"):
        # Scaling to the darkest and brightest pixel would let redacted pixels change the others.
        raise Unreadable("depth")
    if mode.startswith("I;16"):
        source = source.point(lambda value: value * (255 / 65535)).convert("L")
        source.info.pop("transparency", None)  # a 16-bit grey level, of no use in 8 bits
    if "transparency" in source.info or mode in ("LA", "La", "PA", "RGBa"):
        source = source.convert("RGBA")
    if source.mode not in ("RGB", "RGBA", "CMYK", "L"):
        source = source.convert("RGB")
    alpha = source.getchannel("A") if source.mode == "RGBA" else None
    rgb = _in_srgb(source if alpha is None else source.convert("RGB"), profile)
    if alpha is None:
        return rgb
    from PIL import Image

    paper = Image.new("RGB", rgb.size, (255, 255, 255))
    paper.paste(rgb, (0, 0), alpha)
    return paper


def _in_srgb(picture: "Picture", profile: object) -> "Picture":
    """Convert by the picture's own colour profile where it has a usable one that is not sRGB already."""
    usable = isinstance(profile, bytes) and 128 <= len(profile) <= _MAX_PROFILE_BYTES
    if usable and b"sRGB" not in profile[:4096] and b"s\0R\0G\0B" not in profile[:4096]:  # type: ignore[index]
        with contextlib.suppress(Exception):  # a bad profile is ignored, as every viewer does
            from PIL import ImageCms

            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))  # type: ignore[arg-type]
            target = ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
            if changed is not None:
                return changed
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _frames(source: "Picture") -> int:
    with contextlib.suppress(Exception):
        return int(getattr(source, "n_frames", 1))
    return 1


def _read(stream: IO[bytes]) -> tuple[dict[str, Any] | None, bytes]:
    head = stream.read(4)
    if len(head) < 4:
        return None, b""
    request = json.loads(stream.read(struct.unpack(">I", head)[0]))
    data = stream.read(int(request["length"]))
    return (request, data) if len(data) == request["length"] else (None, b"")


def _say(answer: dict[str, Any]) -> None:
    _write((json.dumps(answer) + "\n").encode())


def _send(facts: dict[str, Any], picture: "Picture") -> None:
    _say(facts)
    rows = max(1, _BAND_BYTES // (picture.width * 3))
    for top in range(0, picture.height, rows):
        _write(picture.crop((0, top, picture.width, min(top + rows, picture.height))).tobytes())


def _write(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(1, view) :]


def run() -> NoReturn:
    """Answer and leave at once, without the interpreter's tidying up."""
    code = main()
    os._exit(code)


if __name__ == "__main__":
    run()
