"""The status line tells the truth: saving, saved, not saved and why, backup, reviews, smells, long work."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gemba.errors import DiskFull, UserError
from gemba.message import say
from tests.patience import HANG_GUARD_S


def ready(qtbot, window):
    qtbot.waitUntil(lambda: window.status.standing is not None)


def test_it_says_saving_then_saved_with_the_time(qtbot, empty_window):
    ready(qtbot, empty_window)
    go = threading.Event()
    empty_window.desk.do(lambda: go.wait(HANG_GUARD_S), owner=empty_window)
    assert empty_window.status.saved.text() == "Saving…"
    go.set()
    qtbot.waitUntil(lambda: empty_window.status.saved.text() == f"All saved {empty_window.desk.saved_at}")
    assert empty_window.desk.saved_at


def test_a_failed_write_is_said_until_a_later_one_succeeds(qtbot, empty_window):
    ready(qtbot, empty_window)

    def full() -> None:
        raise DiskFull(say("There is no room on the disk."))

    go = threading.Event()
    empty_window.desk.do(lambda: go.wait(HANG_GUARD_S), owner=empty_window)
    empty_window.desk.do(full, owner=empty_window)
    empty_window.desk.do(lambda: None, owner=empty_window)
    go.set()
    qtbot.waitUntil(lambda: empty_window.desk.saving == 0)
    text = empty_window.status.saved.text()
    assert text == "Not kept yet.", "what was handed in before does not make up for it"
    assert empty_window.banners.shown["disk"].sentence.text() == "There is no room on the disk."
    assert not empty_window.toasts.cards, "the banner says it; once is enough"
    empty_window.desk.do(lambda: None, owner=empty_window)
    qtbot.waitUntil(lambda: empty_window.status.saved.text().startswith("All saved"))


def test_what_a_person_can_mend_is_said_with_its_reason(qtbot, empty_window):
    ready(qtbot, empty_window)

    def refused() -> None:
        raise UserError(say("No such ticket."))

    empty_window.desk.do(refused, owner=empty_window)
    qtbot.waitUntil(lambda: empty_window.status.saved.text() == "Not saved: No such ticket.")
    assert empty_window.toasts.cards[-1].toast.kind == "stop"


def test_an_error_of_ours_is_not_called_saved(qtbot, empty_window):
    ready(qtbot, empty_window)
    empty_window.desk.do(lambda: 1 / 0, owner=empty_window, failed=lambda problem: None)
    qtbot.waitUntil(lambda: empty_window.desk.saving == 0)
    assert empty_window.status.saved.text().startswith("Not saved")


def test_reviews_and_smells_are_counted_and_lead_there(qtbot, sample_window):
    ready(qtbot, sample_window)
    standing = sample_window.status.standing
    structure = sample_window.desk.app.triage.structure()
    assert standing.smells == len(structure.smells) > 0
    assert str(standing.smells) in sample_window.status.smells.text()
    QTest.mouseClick(sample_window.status.smells, Qt.MouseButton.LeftButton)
    assert sample_window.place_name == "structure"


def test_a_picture_waiting_for_review_is_said_after_the_change(qtbot, sample_window):
    ready(qtbot, sample_window)
    app = sample_window.desk.app
    unreviewed = [row for row in app.captures.all() if row.state.value == "unreviewed"]
    assert sample_window.status.standing.to_review == len(unreviewed)
    assert sample_window.status.reviews.isVisible() == bool(unreviewed)


def test_a_backup_shows_its_time(qtbot, empty_window):
    ready(qtbot, empty_window)
    assert "no backup yet" in empty_window.status.backup.text()
    empty_window.trigger("library.backup")
    qtbot.waitUntil(lambda: "no backup" not in empty_window.status.backup.text())
    assert any("backup was made" in card.toast.text for card in empty_window.toasts.cards)


def test_long_work_shows_progress_and_is_cancelled(qtbot, empty_window):
    ready(qtbot, empty_window)
    status, go, ended = empty_window.status, threading.Event(), threading.Event()

    def work(job):
        try:
            job.step(3, 10)
            go.wait(HANG_GUARD_S)
            job.step(4, 10)
        finally:
            ended.set()

    empty_window.desk.fetch(work, owner=empty_window, title="Reading the pack")
    qtbot.waitUntil(lambda: status.bar.isVisible() and status.bar.value() == 3)
    assert status.work.text() == "Reading the pack"
    QTest.mouseClick(status.cancel, Qt.MouseButton.LeftButton)
    assert not status.bar.isVisible()
    go.set()
    qtbot.waitUntil(ended.is_set)
    assert "Stopped" in empty_window.toasts.cards[-1].toast.text
