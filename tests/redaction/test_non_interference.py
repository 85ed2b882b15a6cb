"""R-01: two captures that differ only under redactions give the same bytes in every sink."""

import pytest

from tests.redaction.faults import OverlayOnly
from tests.redaction.material import Darkroom, differences, random_pair


@pytest.mark.parametrize("block", range(4))
def test_r01_40_pairs_are_byte_identical_in_every_sink(block: int) -> None:
    for seed in range(block * 10, block * 10 + 10):
        assert differences(Darkroom(), random_pair(seed, lossy=seed % 3 == 0)) == [], f"seed {seed}"


@pytest.mark.nightly
def test_r01_500_pairs_are_byte_identical_in_every_sink() -> None:
    for seed in range(1000, 1500):
        assert differences(Darkroom(), random_pair(seed, lossy=seed % 3 == 0)) == [], f"seed {seed}"


def test_r01_control_a_build_that_does_not_burn_in_is_noticed() -> None:
    assert all(differences(OverlayOnly(), random_pair(seed)) for seed in range(10))


def test_r01_control_a_difference_outside_the_redactions_is_noticed() -> None:
    pair = random_pair(3)
    frame, annotation = pair.second
    lines = bytearray(frame.rgb)
    outside = next(
        n for n in range(0, len(lines), 3)
        if not any(r.x0 - 20 <= n // 3 % frame.width < r.x1 + 20 for r in pair.drawn)
    )  # fmt: skip
    lines[outside] ^= 0xFF
    changed = type(frame)(frame.width, frame.height, bytes(lines), frame.lossy)
    assert "editor preview" in differences(
        Darkroom(), type(pair)((frame, annotation), (changed, annotation), pair.drawn)
    )
