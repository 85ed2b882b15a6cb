"""R-18: every seeded fault of imaging turns at least one check red, and the honest build none."""

import pytest

from tests.redaction.checks import CHECKS
from tests.redaction.faults import FAULTS
from tests.redaction.material import Darkroom


def red(darkroom: Darkroom) -> set[str]:
    """Return the ids of the checks that find something."""
    return {name for name, check in CHECKS.items() if check(darkroom, range(40, 46))}


def test_r18_the_honest_build_is_green() -> None:
    assert red(Darkroom()) == set()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_r18_the_suite_catches(fault: type[Darkroom]) -> None:
    assert red(fault())
