"""D-01: whoever says which pictures belong together is killed at any call; what was said is said, and nothing half."""

from __future__ import annotations

from pathlib import Path

import pytest

from gemba.app import open_app
from gemba.model import digest
from tests.faults import namings
from tests.faults.conftest import copy_of
from tests.faults.powercut import empty
from tests.faults.rig import KILL, Actor, Fault, Run, acknowledged

pytestmark = pytest.mark.library_file_opener


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library in which nothing is said of the pictures yet."""
    return namings.build(tmp_path_factory.mktemp("silent") / "visit.gemba")


@pytest.fixture(scope="module")
def states(silent: Path, tmp_path_factory: pytest.TempPathFactory) -> list[namings.Said]:
    """What is said before the first step and after each."""
    with open_app(copy_of(silent, tmp_path_factory.mktemp("whole") / "visit.gemba")) as app:
        found = [namings.said(app)]
        for step in namings.steps(app):
            step()
            found.append(namings.said(app))
    return found


def killed(
    actor: Actor, silent: Path, states: list[namings.Said], fast: Path, *, step: int, only: int | None = None
) -> dict[str, int]:
    """Kill it before every ``step``-th call, open the library, judge it, and say the rest.

    ``only`` is a step that alone is done, in two operations where it should be one: the control.
    """
    first, last = (0, len(states) - 1) if only is None else (only, only + 1)
    tally = {"as acknowledged": 0, "one farther": 0, "half": 0, "damaged": 0, "not resumed": 0}
    at = 1
    while True:
        folder = fast / str(at)
        (folder / "root").mkdir(parents=True)
        library = copy_of(silent, folder / "root" / "visit.gemba")
        with open_app(library) as app:
            for one in namings.steps(app)[:first]:
                one()
        args = {"folder": str(library), "first": first, "last": last, "control": only is not None}
        fault = Fault(at, True, KILL)
        code = actor.run(Run("say_of_pictures", folder / "root", folder / "acks", None, folder / "errors", fault, args))
        done = max([first, *(line["said"] for line in acknowledged(folder / "acks"))])
        with open_app(library) as app:
            now = namings.said(app)
            found = next((number for number in (done, done + 1) if states[number : number + 1] == [now]), None)
            tally["half" if found is None else "as acknowledged" if found == done else "one farther"] += 1
            tally["damaged"] += bool(digest.verify(app.library.queries.reader.connection))
            if found is not None:
                for one in namings.steps(app)[found:]:
                    one()
                tally["not resumed"] += namings.said(app) != states[-1]
        empty(folder)
        if code == 0:
            return tally
        assert code == -9, (folder / "errors").read_text()
        at += step


def test_every_step_says_something_else(states: list[namings.Said]) -> None:
    assert all(one != other for one, other in zip(states, states[1:], strict=False))


def test_d01_what_is_said_of_pictures_killed_at_calls(
    actor: Actor, silent: Path, states: list[namings.Said], fast: Path
) -> None:
    tally = killed(actor, silent, states, fast, step=19)
    print(f"\nD-01: said of pictures and killed at calls: {tally}")
    assert tally["half"] == tally["damaged"] == tally["not resumed"] == 0
    assert tally["as acknowledged"] > len(states)


def test_d01_control_a_label_moved_in_two_operations_goes_red(
    actor: Actor, silent: Path, states: list[namings.Said], fast: Path
) -> None:
    tally = killed(actor, silent, states, fast, step=8, only=namings.MOVED)
    print(f"\nD-01 control: {tally}")
    assert tally["half"] > 0


@pytest.mark.nightly
@pytest.mark.timeout(1200)
def test_d01_what_is_said_of_pictures_killed_at_every_call(
    actor: Actor, silent: Path, states: list[namings.Said], fast: Path
) -> None:
    tally = killed(actor, silent, states, fast, step=1)
    print(f"\nD-01: said of pictures and killed at every call: {tally}")
    assert tally["half"] == tally["damaged"] == tally["not resumed"] == 0
