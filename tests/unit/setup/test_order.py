"""Long tests are begun first, and every test is still there."""

import pytest

from tests.order import LONG, long_first


def test_what_is_long_is_begun_first_and_nothing_is_lost(request: pytest.FixtureRequest) -> None:
    here = request.session.items
    are_long = [one.path.parent in LONG for one in here]
    assert are_long == sorted(are_long, reverse=True)
    turned = here[::-1]
    long_first(turned)
    assert sorted(one.nodeid for one in turned) == sorted(one.nodeid for one in here)
    assert [one.path.parent in LONG for one in turned] == are_long


def test_every_folder_of_long_tests_is_there() -> None:
    assert [folder for folder in LONG if not list(folder.glob("test_*.py"))] == []
