"""What runs unseen: backups by the clock, reports of errors without anybody's text, and licences to read."""

import logging
import sys
from pathlib import Path

from gemba import paths
from gemba.services.events import Changed
from gemba.ui.background import BackupClock
from gemba.ui.bugs import BugCatcher
from gemba.ui.frame.about import plain
from gemba.ui.frame.bug_sheet import show_bug

HALF_AN_HOUR_S = 1800.0


def test_a_backup_is_made_half_an_hour_after_the_first_change(qtbot, start, empty_folder):
    application = start(empty_folder)
    now, made = [0.0], []
    failed: list[object] = []
    clock = BackupClock(
        application.app,
        application.jobs,
        made=lambda: made.append(1),
        failed=failed.append,
        now_s=lambda: now[0],
    )
    clock.look()
    clock.note(Changed(frozenset({"ticket"}), frozenset({"x"})))
    now[0] = HALF_AN_HOUR_S - 1
    clock.look()
    assert application.jobs.busy == 0, "nothing is due yet"
    now[0] = HALF_AN_HOUR_S
    clock.look()
    qtbot.waitUntil(lambda: made == [1])
    clock.stop()
    assert failed == []
    assert len(application.app.backups.all()) == 1


def test_a_backup_is_made_when_a_visit_ends_and_not_twice_for_the_same(qtbot, sample_window):
    desk = sample_window.desk
    session = desk.app.sessions.all()[0].id
    sample_window.go("sessions", f"live:{session}")
    place = sample_window.places["sessions"]
    qtbot.waitUntil(lambda: place.live is not None and place.front is place.live)
    qtbot.waitUntil(lambda: not desk.saving)
    before = len(desk.app.backups.all())
    sample_window.trigger("live.end")
    qtbot.waitUntil(lambda: len(desk.app.backups.all()) == before + 1)
    place.live.end_page.finish.click()
    qtbot.waitUntil(lambda: place.front is place.page)
    qtbot.waitUntil(lambda: not desk.jobs.busy)
    assert len(desk.app.backups.all()) == before + 1, "nothing was changed since"


def test_an_error_is_reported_without_its_words_and_shown_once(qtbot, empty_window):
    qtbot.waitUntil(lambda: empty_window.place is not None)
    reports: list[Path] = []
    bugs = BugCatcher(reports.append)
    before = sys.excepthook
    bugs.install()
    try:
        sys.excepthook(ValueError, ValueError("Ines Sofia Lindqvist"), None)
        qtbot.waitUntil(lambda: len(reports) == 1)
    finally:
        bugs.remove()
    assert sys.excepthook is before
    text = reports[0].read_text(encoding="utf-8")
    assert "ValueError" in text and "Lindqvist" not in text
    sheet = show_bug(empty_window, reports[0])
    assert sheet is not None and str(reports[0]) in sheet.text.toPlainText()
    assert show_bug(empty_window, reports[0]) is None
    sheet.close_up()


def test_an_error_that_comes_again_and_again_is_written_a_few_times_only(qapp):
    reports: list[Path] = []
    bugs = BugCatcher(reports.append)
    for _ in range(50):
        bugs.report(ValueError("again"))
    assert len(reports) == 20
    assert all(report.parent == paths.user_log() for report in reports)


def test_what_qt_says_is_logged_up_to_the_first_name(qapp, caplog):
    from PySide6.QtCore import QMessageLogContext, QtMsgType

    from gemba import log
    from gemba.ui.bugs import _note

    log.LOGGER.propagate = True
    with caplog.at_level(logging.WARNING):
        _note(QtMsgType.QtWarningMsg, QMessageLogContext(), 'QImage: cannot read "/home/ines/secret.png"')
    assert "qt: QImage: cannot read" in caplog.text
    assert "ines" not in caplog.text


def test_licences_are_read_without_their_marks():
    text = plain((paths.resources() / "LICENSES.md").read_text(encoding="utf-8"))
    assert "PySide6" in text and "OFL" in text
    assert not any(mark in text for mark in ("|", "`", "# "))
