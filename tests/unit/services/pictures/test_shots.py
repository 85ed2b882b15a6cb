"""Pictures of the screen through the service: kept with what the desktop told, in a visit or the inbox, with consent."""

from datetime import timedelta
from pathlib import Path

import pytest

from gemba.app import App, create_library, open_app
from gemba.errors import Refused
from gemba.model.rows import Moment
from gemba.model.shot import ScreenPixels, Shot
from gemba.model.values import CaptureState, EvidenceSource
from gemba.services.visits.live import PersonThere
from gemba.services.visits.sessions import SessionFields


def shot(**told: str) -> Shot:
    pixels = ScreenPixels(20, 15, 80, bytes(range(1, 241)) * 5)
    return Shot(pixels, EvidenceSource.REGION, scale=1.5, screen="DP-1", **told)


@pytest.fixture
def app(tmp_path: Path):
    with open_app(create_library(tmp_path / "one.gemba"), writes=True) as opened:
        yield opened


def visit(app: App, consent: str) -> str:
    fields = SessionFields(charter="Why?", minutes=45, consent=consent)
    return app.live.begin("Refunds", fields, (PersonThere("agent"),)).id


def test_it_keeps_what_the_desktop_told(app: App) -> None:
    row = app.shots.keep(shot(window_title="Orders", program="firefox", page_address="https://a.test/1"))
    assert (row.width, row.height, row.scale, row.source) == (20, 15, 1.5, EvidenceSource.REGION)
    assert (row.window_title, row.app, row.page_address) == ("Orders", "firefox", "https://a.test/1")
    assert row.file_name.startswith("DP-1 ") and row.taken is not None
    assert (row.session_id, row.state, row.blank) == (None, CaptureState.UNREVIEWED, False)
    frame = app.captures.preview(row.id).picture
    assert frame.size == (20, 15)


def test_one_file_is_original_and_frame_and_undo_takes_the_row_back(app: App) -> None:
    row = app.shots.keep(shot())
    assert app.library.queries.original_of(row.id) == app.library.queries.frame_of(row.id)
    assert len(list(app.library.vault.names())) == 1
    app.history.undo()
    assert app.captures.all() == ()
    app.history.redo()
    assert app.captures.preview(row.id).picture.size == (20, 15)


def test_in_a_visit_it_hangs_there_at_its_minute(app: App) -> None:
    session = visit(app, "agreed")
    row = app.shots.keep(shot(), session=session)
    assert row.session_id == session
    assert [one.id for one in app.live.timeline(session).captures] == [row.id]


def test_without_consent_nothing_is_stored(app: App) -> None:
    session = visit(app, "")
    with pytest.raises(Refused) as refused:
        app.shots.keep(shot(), session=session)
    assert "Nobody agreed" in refused.value.sentence.said(str)
    assert (app.captures.all(), list(app.library.vault.names())) == ((), [])


def test_caption_and_address_are_one_step(app: App) -> None:
    row = app.shots.keep(shot())
    changed = app.shots.edit(row.id, caption="The sheet", page_address="https://a.test")
    assert (changed.caption, changed.page_address) == ("The sheet", "https://a.test")
    assert app.shots.edit(row.id, caption="The list").page_address == "https://a.test"
    app.history.undo()
    app.history.undo()
    assert (app.captures.one(row.id).caption, app.captures.one(row.id).page_address) == ("", "")


def test_the_visit_that_runs_is_the_newest_of_today_that_has_not_ended(app: App) -> None:
    assert app.shots.running() is None
    first, second = visit(app, "agreed"), visit(app, "agreed")
    assert app.shots.running().id == second
    app.live.end(second)
    assert app.shots.running().id == first
    now = app.library.clock()
    app.library.clock = lambda: Moment(now.utc + timedelta(hours=13), now.offset_minutes)
    assert app.shots.running() is None, "a visit of yesterday was left, not ended"
