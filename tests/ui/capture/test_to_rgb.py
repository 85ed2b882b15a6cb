"""Rows of a screen turned into RGB by Qt: the picture that is kept is byte for byte the one that Pillow would make."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from gemba.imaging.png import encode_screen
from gemba.model.shot import ScreenPixels
from gemba.ui.capture.freezing import to_rgb


def screen(width: int, height: int) -> ScreenPixels:
    return ScreenPixels(width, height, width * 4, os.urandom(width * 4 * height))


@pytest.mark.parametrize("size", [(1, 1), (2, 700), (701, 3), (641, 401), (1923, 1081), (3840, 700)])
def test_the_same_picture_whoever_turns_the_rows(size: tuple[int, int]) -> None:
    pixels = screen(*size)
    assert encode_screen(pixels, to_rgb) == encode_screen(pixels)


@pytest.mark.parametrize(("left", "top"), [(0, 0), (3, 1), (17, 29)])
def test_a_part_that_ends_with_the_screen_is_read_to_its_last_pixel_and_no_further(left: int, top: int) -> None:
    pixels = screen(101, 67)
    part = pixels.part(left, top, 101 - left, 67 - top)
    assert encode_screen(part, to_rgb) == encode_screen(part.copied())


def test_several_threads_turn_their_own_rows() -> None:
    pixels = screen(1280, 1024)
    stretches = [(top, min(top + 33, 1024)) for top in range(0, 1024, 32)]
    alone = [to_rgb(pixels, *one) for one in stretches]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda one: to_rgb(pixels, *one), stretches * 8)) == alone * 8
