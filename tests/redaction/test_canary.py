"""R-02 and R-12: what was planted under a redaction, or a hash of the original, is in no product."""

import pytest

from tests.redaction.checks import canary, oracles
from tests.redaction.faults import Alpha250, HashOfOriginal, OverlayOnly, TextUnderBox
from tests.redaction.material import Darkroom


@pytest.mark.parametrize("block", range(4))
def test_r02_200_planted_tiles_and_tokens_are_nowhere(block: int) -> None:
    assert canary(Darkroom(), range(block * 50, block * 50 + 50)) == []


@pytest.mark.parametrize("fault", [OverlayOnly, Alpha250, TextUnderBox])
def test_r02_control_a_leak_is_noticed(fault: type[Darkroom]) -> None:
    assert canary(fault(), range(3))


def test_r12_no_hash_of_an_original_is_in_a_product() -> None:
    assert oracles(Darkroom(), range(60)) == []


def test_r12_control_a_hash_in_a_product_is_noticed() -> None:
    assert oracles(HashOfOriginal(), range(3))
