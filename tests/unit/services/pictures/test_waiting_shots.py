"""Pictures kept without a row: durable at once, taken in once, in their order, with what was known of them."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gemba.app import App, create_library, open_app
from gemba.errors import DiskFull, EnvironmentProblem, Refused
from gemba.model import durable
from gemba.model.annotation import MarkKind, PointerShape
from gemba.model.leftovers import clear_temporaries
from gemba.model.scrub import check
from gemba.model.shot import Pointer, ScreenPixels, Shot
from gemba.model.values import EvidenceSource
from gemba.model.waiting import waiting_ids
from gemba.services.visits.live import PersonThere
from gemba.services.visits.sessions import SessionFields

POINTER = Pointer(7, 5, PointerShape.HAND, 10)


def shot(level: int = 1, **told: object) -> Shot:
    pixels = ScreenPixels(20, 15, 80, bytes(range(level, 240 + level)) * 5)
    return Shot(pixels, EvidenceSource.REGION, scale=1.5, screen="DP-1", **told)  # type: ignore[arg-type]


def waiting_finds(folder: Path) -> list[str]:
    """Return the names of the waiting pictures that the check complains of."""
    return [str(dict(one.sentence.values)["name"]) for one in check(folder).findings if one.code == "waiting"]


def vault_files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "vault").rglob("*") if path.is_file())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create_library(tmp_path / "one.gemba")


@pytest.fixture
def app(folder: Path):
    with open_app(folder) as opened:
        yield opened


def test_it_waits_without_a_row_and_gets_it_with_its_key_and_time(app: App, folder: Path) -> None:
    key = app.shots.wait(shot(window_title="Orders", program="firefox", page_address="https://a.test", pointer=POINTER))
    assert (waiting_ids(folder), app.captures.all(), app.library.holds_lock) == ([key], (), False)
    before = app.library.clock().utc
    assert app.shots.take_in() == 1
    row = app.captures.one(key)
    assert (row.width, row.height, row.scale, row.source) == (20, 15, 1.5, EvidenceSource.REGION)
    assert (row.window_title, row.app, row.page_address) == ("Orders", "firefox", "https://a.test")
    assert row.taken is not None and before - timedelta(minutes=1) <= row.taken.utc <= before
    assert row.file_name.startswith("DP-1 ")
    assert app.captures.preview(key).picture.size == (20, 15)
    (mark,) = row.annotation.marks
    assert (mark.kind, mark.shape) == (MarkKind.POINTER, "hand")
    assert waiting_ids(folder) == []


def test_both_ways_keep_the_same_picture(app: App) -> None:
    kept = app.shots.keep(shot(pointer=POINTER))
    waited = app.shots.wait(shot(pointer=POINTER))
    app.shots.take_in()
    one, other = (app.captures.one(name) for name in (kept.id, waited))
    queries = app.library.queries
    assert queries.frame_of(one.id) == queries.frame_of(other.id)
    assert [mark.points for mark in one.annotation.marks] == [mark.points for mark in other.annotation.marks]


def test_several_come_in_their_order_and_each_is_a_step(app: App) -> None:
    keys = [app.shots.wait(shot(level)) for level in (1, 2, 3)]
    assert app.shots.take_in() == 3
    taken = sorted(app.captures.all(), key=lambda row: row.taken.utc if row.taken else datetime.min.replace(tzinfo=UTC))
    assert [row.id for row in taken] == keys
    app.history.undo()
    assert len(app.captures.all()) == 2


def test_killed_after_the_row_it_is_put_away_and_not_doubled(app: App, folder: Path) -> None:
    key = app.shots.wait(shot())
    file = folder / "waiting" / f"{key}.shot"
    data = file.read_bytes()
    app.shots.take_in()
    durable.write_new(file, data)
    assert app.shots.take_in() == 0
    assert (len(app.captures.all()), waiting_ids(folder)) == (1, [])


def test_one_that_was_changed_is_left_alone_and_the_others_come_in(app: App, folder: Path) -> None:
    first, second = app.shots.wait(shot(1)), app.shots.wait(shot(2))
    file = folder / "waiting" / f"{first}.shot"
    data = bytearray(file.read_bytes())
    data[-40] ^= 1
    assert waiting_finds(folder) == [], "the control: before it was changed nothing is found"
    file.write_bytes(data)
    (folder / "waiting" / "notes.txt").write_text("not ours")
    assert waiting_finds(folder) == [first[-12:]]
    assert app.shots.take_in() == 1
    assert [row.id for row in app.captures.all()] == [second]
    assert file.exists()
    assert waiting_finds(folder) == [first[-12:]]


def test_while_somebody_else_writes_it_goes_on_waiting(app: App, folder: Path) -> None:
    with open_app(folder, writes=True) as other:
        app.library._wait_s = 0.0
        key, vault = app.shots.wait(shot()), vault_files(folder)
        assert app.shots.take_in() == 0
        assert (waiting_ids(folder), vault_files(folder)) == ([key], vault), "and stores nothing where others write"
        assert other.shots.take_in() == 1
        assert len(vault_files(folder)) == len(vault) + 1


def test_a_full_disk_is_told_when_they_are_taken_in_and_they_wait_on(
    app: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    key = app.shots.wait(shot())
    monkeypatch.setattr(durable, "sync_file", full)
    with pytest.raises(DiskFull):
        app.shots.take_in()
    monkeypatch.undo()
    assert waiting_ids(folder) == [key]
    assert app.shots.take_in() == 1


def test_a_visit_without_consent_refuses_and_a_removed_one_leaves_it_to_the_inbox(app: App, folder: Path) -> None:
    people = (PersonThere("agent"),)
    silent = app.live.begin("A", SessionFields(charter="Why?", minutes=45, consent=""), people).id
    agreed = app.live.begin("B", SessionFields(charter="Why?", minutes=45, consent="all agreed"), people).id
    with pytest.raises(Refused, match="Nobody agreed"):
        app.shots.wait(shot(), session=silent)
    assert waiting_ids(folder) == []
    there = app.shots.wait(shot(1), session=agreed)
    app.shots.take_in()
    assert app.captures.one(there).session_id == agreed
    gone = app.shots.wait(shot(2), session=agreed)
    while any(one.id == agreed for one in app.sessions.all()):
        app.history.undo()
    assert app.shots.take_in() == 1
    assert app.captures.one(gone).session_id is None


def test_a_full_disk_keeps_nothing_and_says_so(app: App, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable, "sync_file", full)
    with pytest.raises(EnvironmentProblem):
        app.shots.wait(shot())
    monkeypatch.undo()
    assert list((folder / "waiting").iterdir()) == []


def test_what_a_killed_process_began_is_cleared(folder: Path) -> None:
    (folder / "waiting").mkdir()
    begun = folder / "waiting" / f"{'0' * 32}.{2**22 - 1}.tmp"
    begun.write_bytes(b"half")
    own = folder / "waiting" / f"{'1' * 32}.{os.getpid()}.tmp"
    own.write_bytes(b"half")
    clear_temporaries(folder)
    assert (begun.exists(), own.exists()) == (False, True)
