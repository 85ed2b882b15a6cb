"""R-09, R-10 through the window: purging is asked for with plain words, and afterwards nothing brings a pixel back."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemba.errors import UserError
from gemba.services.pictures.purging import Purged
from gemba.ui.desk import Toast
from gemba.ui.forgetting.retention import Retention
from gemba.ui.forgetting.sheet import PurgeSheet
from gemba.ui.settings.originals import OriginalsPanel
from gemba.ui.widgets.labels import PlainLabel
from tests.sample_library import new_app
from tests.unit.services.pictures.test_purging import Seeded, canaries

pytestmark = pytest.mark.library_file_opener  # it reads every byte of the folder


@pytest.fixture
def seeded(tmp_path):
    """A library that hides something in every place where something can lie, closed again."""
    with new_app(tmp_path) as app:
        return Seeded(app)


@pytest.fixture
def window(qtbot, start, seeded):
    made = start(seeded.folder).open_window("evidence")
    qtbot.waitUntil(lambda: "evidence" in made.places)
    qtbot.waitUntil(lambda: len(made.places["evidence"].wall.model.rows) == 1)
    return made


@pytest.fixture
def toasts(window):
    said: list[Toast] = []
    window.desk.toasted.connect(said.append)
    return said


def shown(qtbot, window):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(PurgeSheet)))
    return next(one for one in window.findChildren(PurgeSheet) if one.isVisible())


def texts(sheet):
    return [one.text() for one in sheet.findChildren(PlainLabel)]


def test_r09_r10_purged_through_the_window_nothing_lies_there_and_no_undo_brings_it_back(qtbot, window, seeded, toasts):
    app = window.desk.app
    assert canaries(seeded.folder, seeded.row), "control: before it, it lies everywhere"
    window.desk.trigger("evidence.purge")
    sheet = shown(qtbot, window)
    assert sheet.cancel_button is window.focusWidget()
    assert not sheet.purge_button.isEnabled()
    QTest.keyClick(sheet.tick, Qt.Key.Key_Space)
    QTest.mouseClick(sheet.purge_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(toasts))
    assert toasts[-1].text == "The original of 1 picture is purged."
    assert canaries(seeded.folder, seeded.row) == []
    window.trigger("history.undo")
    qtbot.waitUntil(lambda: window.desk.saving == 0)
    assert app.history.next_undo() is None and app.captures.one(seeded.id).original_purged
    assert app.history.all()[0].name == "Purge originals" and not app.history.all()[0].undone
    window.desk.go("evidence", seeded.id)
    qtbot.waitUntil(lambda: window.places["evidence"].large.canvas.has_picture)
    assert canaries(seeded.folder, seeded.row) == [], "what is shown afterwards is made from what stayed"


def test_it_says_what_goes_what_stays_and_what_it_cannot_promise(qtbot, window, seeded):
    window.desk.trigger("evidence.purge")
    sheet = shown(qtbot, window)
    said = " ".join(texts(sheet))
    for part in ("2 backups", "no undo brings it back", "still count for the gate", "Flash drives", "exported, sent"):
        assert part in said, part
    QTest.keyClick(sheet.cancel_button, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert not window.desk.app.captures.one(seeded.id).original_purged


def test_per_visit_from_its_page(qtbot, window, seeded, toasts):
    window.go("sessions", "S1")
    qtbot.waitUntil(lambda: window.places["sessions"].page.page is not None)
    window.desk.trigger("sessions.purge")
    sheet = shown(qtbot, window)
    sheet.tick.setChecked(True)
    sheet.purge_button.click()
    qtbot.waitUntil(lambda: window.desk.app.captures.one(seeded.id).original_purged)


def test_nothing_to_purge_says_what_to_do_first(qtbot, sample_window):
    from tests.ui.evidence.test_incoming import png

    desk = sample_window.desk
    said: list[Toast] = []
    desk.toasted.connect(said.append)
    desk.app.captures.remove_all([row.id for row in desk.app.captures.all()])
    desk.app.purging.purge()
    desk.app.captures.add_bytes(png(width=320, height=200), name="new.png")
    sample_window.go("evidence")
    qtbot.waitUntil(lambda: len(sample_window.places["evidence"].wall.model.rows) == 1)
    desk.trigger("evidence.purge")
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1].button == "Review them"


# -- retention ----------------------------------------------------------------------------------------------------


def retention(window, *, busy=False):
    done: list[Purged] = []
    made = Retention(
        window.desk.app,
        window.desk.jobs,
        title="Purging originals",
        busy=lambda: busy,
        purged=done.append,
        failed=window.desk.problem,
    )
    return made, done


def days_later(app, days):
    then = app.library.clock
    app.library.clock = lambda: type(then())(then().utc + timedelta(days=days), then().offset_minutes)


def test_off_by_default_nothing_is_ever_purged_by_itself(qtbot, window, seeded):
    app = window.desk.app
    days_later(app, 20_000)
    assert app.purging.kept_days() is None
    made, done = retention(window)
    made.look()
    qtbot.waitUntil(lambda: window.desk.jobs.busy == 0)
    assert done == [] and not app.captures.one(seeded.id).original_purged


def test_what_is_older_than_it_is_kept_goes_once_a_day_and_not_during_a_visit(qtbot, window, seeded):
    app = window.desk.app
    app.preferences.set("originals.kept_days", "30")
    made, done = retention(window)
    made.look()
    qtbot.waitUntil(lambda: window.desk.jobs.busy == 0)
    assert done == [], "younger than 30 days"
    days_later(app, 40)
    busy, untouched = retention(window, busy=True)
    busy.look()
    qtbot.waitUntil(lambda: window.desk.jobs.busy == 0)
    assert untouched == []
    made.look()
    qtbot.waitUntil(lambda: len(done) == 1)
    assert app.captures.one(seeded.id).original_purged
    assert canaries(seeded.folder, seeded.row) == []
    made.look()
    qtbot.waitUntil(lambda: window.desk.jobs.busy == 0)
    assert len(done) == 1


def test_the_settings_say_what_is_due_and_purge_it(qtbot, window, seeded, toasts):
    app = window.desk.app
    window.go("settings", "originals.kept_days")
    panel = window.places["settings"].originals
    assert isinstance(panel, OriginalsPanel)
    qtbot.waitUntil(lambda: "until somebody purges" in panel.summary.text())
    assert not panel.due_button.isVisible()
    days_later(app, 40)
    window.places["settings"].fields["originals.kept_days"].keep("30")
    qtbot.waitUntil(panel.due_button.isVisible)
    assert panel.summary.text() == "1 original is older. It goes by itself within a day, or now."
    panel.due_button.click()
    sheet = shown(qtbot, window)
    sheet.tick.setChecked(True)
    sheet.purge_button.click()
    qtbot.waitUntil(lambda: app.captures.one(seeded.id).original_purged)
    qtbot.waitUntil(lambda: not panel.due_button.isVisible())


@pytest.mark.parametrize("text", ["0", "-3", "3.5", "soon", "99999"])
def test_a_number_of_days_that_is_none_is_refused(window, text):
    with pytest.raises(UserError, match="number of days"):
        window.desk.app.preferences.set("originals.kept_days", text)
