"""PNG files that gemba writes: right for every reader, the same on every machine, read back by us only."""

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gemba.imaging.metadata import check_png_chunks
from gemba.imaging.picture import Frame
from gemba.imaging.png import NotOurPng, adler32_combine, chunks, decode_own_png, encode, encode_png, size_of_own_png
from tests.unit.imaging.hostile import chart, saved


def noisy(width: int, height: int) -> Frame:
    image = Image.merge("RGB", [Image.effect_noise((width, height), 80) for _ in range(3)])
    return Frame(width, height, image.tobytes())


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (700, 1), (3, 2), (640, 401), (1920, 1081), (2000, 3001)])
def test_pillow_and_gemba_read_back_the_very_pixels(size: tuple[int, int]) -> None:
    frame = noisy(*size)
    data = encode_png(frame)
    check_png_chunks(data)
    with Image.open(io.BytesIO(data)) as image:
        assert image.mode == "RGB" and image.size == size
        assert image.convert("RGB").tobytes() == frame.rgb
    assert decode_own_png(data) == frame
    assert size_of_own_png(data) == size
    # The joined bands are one valid zlib stream with its checksum.
    assert len(zlib.decompress(dict(chunks(data))[b"IDAT"])) == (size[0] * 3 + 1) * size[1]


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_any_pixels_survive(width: int, height: int, data: st.DataObject) -> None:
    frame = Frame(width, height, data.draw(st.binary(min_size=width * height * 3, max_size=width * height * 3)))
    assert decode_own_png(encode_png(frame)) == frame


def test_the_bytes_depend_on_the_pixels_alone() -> None:
    frame = noisy(1500, 900)
    assert len({encode_png(frame) for _ in range(5)}) == 1
    assert encode(frame).sha256 == encode(Frame(frame.width, frame.height, bytes(frame.rgb), lossy=True)).sha256


def test_lossy_is_the_callers_word() -> None:
    assert decode_own_png(encode_png(noisy(4, 4)), lossy=True).lossy


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_checksums_of_two_stretches_combine(first: bytes, second: bytes) -> None:
    assert adler32_combine(zlib.adler32(first), zlib.adler32(second), len(second)) == zlib.adler32(first + second)


def test_checksums_combine_at_the_edge_of_the_modulus() -> None:
    long = b"\xff" * 200_000
    assert adler32_combine(zlib.adler32(long), zlib.adler32(long), len(long)) == zlib.adler32(long * 2)


def test_a_png_of_another_writer_is_not_taken_for_ours() -> None:
    ours = encode_png(noisy(30, 20))
    others = [
        saved(chart(), "PNG"),
        saved(chart().convert("L"), "PNG"),
        saved(chart(), "PNG", interlace=1),
        ours[:-3],
        ours + b"x",
        b"",
        ours[:8],
    ]
    flipped = bytearray(ours)
    flipped[70] ^= 1
    for data in (*others, bytes(flipped)):
        with pytest.raises(NotOurPng):
            decode_own_png(data)


def test_a_frame_needs_as_many_bytes_as_its_size_says() -> None:
    for width, height, length in ((2, 2, 11), (2, 2, 13), (0, 5, 0), (-1, -1, 3)):
        with pytest.raises(ValueError, match="needs"):
            Frame(width, height, bytes(length))
