"""R-09: a purge killed before every call leaves a whole library, and the next start that writes finishes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gemba.app import App, open_app
from gemba.model import purge
from tests.faults.conftest import copy_of
from tests.faults.powercut import empty
from tests.faults.rig import KILL, Actor, Fault, Run, acknowledged
from tests.redaction import export_pairs

pytestmark = pytest.mark.library_file_opener


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one reviewed picture and a backup."""
    library = export_pairs.build(tmp_path_factory.mktemp("visited") / "one.gemba")
    with export_pairs.opened(library) as app:
        app.backups.take()
    return library


def purge_killed(actor: Actor, visited: Path, fast: Path, *, step: int, control: bool = False) -> dict[str, int]:
    """Kill a purge before every ``step``-th call, open the library, write once, and count how it was found."""
    tally = {"not begun": 0, "begun": 0, "done": 0, "damaged": 0, "not finished": 0}
    at = 1
    while True:
        folder = fast / str(at)
        (folder / "root").mkdir(parents=True)
        library = copy_of(visited, folder / "root" / "visit.gemba")
        original = _original(library)
        args = {"folder": str(library), "control": control}
        run = Run(
            "purge_originals", folder / "root", folder / "acks", None, folder / "errors", Fault(at, True, KILL), args
        )
        code = actor.run(run)
        with open_app(library) as app:
            purged = any(row.original_purged for row in app.captures.all())
            pending = purge.is_pending(app.library.queries.reader.connection)
            state = "not begun" if not purged else "begun" if pending else "done"
            tally[state] += 1
            assert state == "done" or not acknowledged(folder / "acks")
            tally["damaged"] += _damaged(app)
            app.library.maintain(lambda raw: None)  # the first write
            tally["not finished"] += purge.is_pending(app.library.queries.reader.connection)
            if purged:
                tally["not finished"] += app.library.vault.exists(original) or app.history.undo() is not None
                tally["damaged"] += _damaged(app)
        empty(folder)
        if code == 0:
            return tally
        assert code == -9, (folder / "errors").read_text()
        at += step


def _damaged(app: App) -> bool:
    return any(finding.code != "room" for finding in app.health.check().findings)


def _original(library: Path) -> str:
    with open_app(library) as app:
        return next(app.library.queries.original_of(row.id) for row in app.captures.all() if row.width == 160)


def test_r09_a_purge_killed_at_calls_is_finished_by_the_next_start(actor: Actor, visited: Path, fast: Path) -> None:
    tally = purge_killed(actor, visited, fast, step=61)
    print(f"\nR-09: a purge killed at calls: {tally}")
    assert tally["damaged"] == tally["not finished"] == 0
    assert min(tally["not begun"], tally["begun"], tally["done"]) > 0


def test_r09_control_files_before_rows_goes_red(actor: Actor, visited: Path, fast: Path) -> None:
    tally = purge_killed(actor, visited, fast, step=101, control=True)
    print(f"\nR-09 control: {tally}")
    assert tally["damaged"] > 0


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_r09_a_purge_killed_at_every_fourth_call(actor: Actor, visited: Path, fast: Path) -> None:
    tally = purge_killed(actor, visited, fast, step=4)
    print(f"\nR-09: a purge killed at calls: {tally}")
    assert tally["damaged"] == tally["not finished"] == 0
