"""What is left of a window on a spot of the screen: seen where it has something in it, made flat, nothing else touched."""

import random

import pytest

from gemba.ui.capture.remains import is_doubtful, make_flat, remains

WIDTH, HEIGHT = 100, 60


def noise(seed: int) -> bytearray:
    return bytearray(random.Random(seed).randbytes(WIDTH * HEIGHT * 4))


def copied(source: bytes, target: bytearray, left: int, top: int, width: int, height: int) -> bytearray:
    for row in range(top, top + height):
        at = (row * WIDTH + left) * 4
        target[at : at + width * 4] = source[at : at + width * 4]
    return target


def test_a_spot_that_is_painted_anew_is_in_no_doubt() -> None:
    assert not is_doubtful(bytes(noise(1)), bytes(noise(2)), WIDTH, HEIGHT)


@pytest.mark.parametrize(("left", "top"), [(0, 0), (32, 16), (64, 32)])
def test_one_patch_that_is_left_is_found(left: int, top: int) -> None:
    before = noise(1)
    after = copied(before, noise(2), left, top, 32, 16)
    assert is_doubtful(bytes(before), bytes(after), WIDTH, HEIGHT)


def test_flat_patches_tell_nothing() -> None:
    white = bytes([255]) * (WIDTH * HEIGHT * 4)
    assert not is_doubtful(white, white, WIDTH, HEIGHT)
    dotted = bytearray(white)
    dotted[5 * WIDTH * 4 + 40] = 0
    assert is_doubtful(bytes(dotted), bytes(dotted), WIDTH, HEIGHT)


def test_everything_that_did_not_change_is_made_flat_and_nothing_else() -> None:
    before = noise(1)
    after = copied(before, noise(2), 16, 10, 40, 20)
    picture = bytearray(after)
    for row, left, count in remains(bytes(before), bytes(after), WIDTH, HEIGHT):
        make_flat(memoryview(picture), WIDTH * 4, row, left, count)
    for row in range(HEIGHT):
        for column in range(WIDTH):
            at = (row * WIDTH + column) * 4
            left_over = 10 <= row < 30 and 16 <= column < 56
            assert picture[at : at + 4] == (b"\x80" * 4 if left_over else after[at : at + 4])


def test_a_spot_that_did_not_change_at_all_goes_whole() -> None:
    before = bytes(noise(1))
    assert list(remains(before, before, WIDTH, HEIGHT)) == [(row, 0, WIDTH) for row in range(HEIGHT)]
