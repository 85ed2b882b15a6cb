"""A screen's pixels as the system hands them over become the very PNG that their RGB frame would become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gemba.imaging.picture import Frame
from gemba.imaging.png import decode_own_png, encode_png, encode_screen
from gemba.model.shot import ScreenPixels


def noisy(width: int, height: int) -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise((width, height), 80) for _ in range(3)])


def as_screen(image: Image.Image, *, padding: int = 0) -> ScreenPixels:
    rows = [image.crop((0, y, image.width, y + 1)).tobytes("raw", "BGRX") for y in range(image.height)]
    return ScreenPixels(image.width, image.height, image.width * 4 + padding, (b"\x55" * padding).join(rows))


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (700, 1), (640, 401), (1920, 1081), (2000, 3001)])
@pytest.mark.parametrize("padding", [0, 12])
def test_the_same_bytes_as_of_the_frame(size: tuple[int, int], padding: int) -> None:
    image = noisy(*size)
    data = encode_screen(as_screen(image, padding=padding))
    assert data == encode_png(Frame(*size, image.tobytes()))
    assert decode_own_png(data).rgb == image.tobytes()


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (7, 3), (2000, 3001)])
@pytest.mark.parametrize("padding", [0, 3])
def test_rows_that_the_caller_turns_may_be_followed_by_anything(size: tuple[int, int], padding: int) -> None:
    image, asked = noisy(*size), []

    def to_rgb(screen: ScreenPixels, top: int, bottom: int) -> bytes:
        asked.append((top, bottom))
        rows = [image.crop((0, y, image.width, y + 1)).tobytes() for y in range(top, bottom)]
        return b"".join(row + b"\x99" * padding for row in rows)

    assert encode_screen(as_screen(image), to_rgb) == encode_png(Frame(*size, image.tobytes()))
    assert asked


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (640, 401), (2000, 3001)])
def test_a_pillow_that_draws_into_a_copy_costs_time_but_no_row(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    image, drawn = noisy(*size), []

    def copied_first(picture: Image.Image) -> None:
        drawn.append(picture.size)
        picture._copy()

    usual = encode_png(Frame(*size, image.tobytes()))
    monkeypatch.setattr(Image.Image, "_ensure_mutable", copied_first)
    data = encode_png(Frame(*size, image.tobytes()))
    assert drawn, "or nothing was shown"
    assert data == usual and decode_own_png(data).rgb == image.tobytes()


@given(st.data())
def test_any_part_of_a_screen_is_cut_without_moving_a_pixel(data: st.DataObject) -> None:
    width, height = data.draw(st.integers(1, 30)), data.draw(st.integers(1, 30))
    image = noisy(width, height)
    left, top = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    part_width, part_height = data.draw(st.integers(1, width - left)), data.draw(st.integers(1, height - top))
    part = as_screen(image, padding=4).part(left, top, part_width, part_height)
    wanted = image.crop((left, top, left + part_width, top + part_height))
    assert decode_own_png(encode_screen(part)).rgb == wanted.tobytes()
    assert decode_own_png(encode_screen(part.copied())).rgb == wanted.tobytes()


@pytest.mark.parametrize("where", [(-1, 0, 2, 2), (0, -1, 2, 2), (9, 0, 2, 2), (0, 9, 2, 2), (0, 0, 11, 1)])
def test_a_part_outside_is_refused(where: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError):
        as_screen(noisy(10, 10)).part(*where)


def test_too_few_bytes_are_refused() -> None:
    with pytest.raises(ValueError):
        ScreenPixels(10, 10, 40, bytes(399))


def test_a_flat_screen_is_blank_and_one_with_a_dot_is_not() -> None:
    flat = Image.new("RGB", (40, 30), (0, 0, 0))
    assert as_screen(flat, padding=8).is_blank
    flat.putpixel((39, 29), (0, 0, 1))
    assert not as_screen(flat, padding=8).is_blank
