"""A disk that takes nothing is said in a banner that stays until a write went through again."""

from threading import Event

import pytest
import shiboken6
from PySide6.QtCore import QObject

from gemba.errors import DiskFull, UserError
from gemba.message import say
from gemba.model.disk import MEND_FULL
from tests.patience import HANG_GUARD_S


def refusing(problem):
    def work():
        raise problem

    return work


def test_a_full_disk_stays_said_until_a_write_succeeds(qtbot, empty_window):
    desk, banners = empty_window.desk, empty_window.banners
    full = DiskFull(say("The note could not be kept."), mend=MEND_FULL)
    desk.do(refusing(full), failed=lambda _: None)
    qtbot.waitUntil(lambda: "disk" in banners.shown)
    shown = banners.shown["disk"]
    assert "Make room on the disk" in shown.sentence.text() and shown.button.text() == "Put a backup on another disk…"
    assert shown.other.text() == "Open the library's folder"
    desk.do(refusing(full), failed=lambda _: None)
    qtbot.waitUntil(lambda: desk.saving == 0)
    assert banners.shown["disk"] is shown
    desk.do(lambda: None)
    qtbot.waitUntil(lambda: "disk" not in banners.shown)


@pytest.mark.parametrize("problem", [UserError(say("No such ticket."))])
def test_what_a_person_can_mend_is_no_banner(qtbot, empty_window, problem):
    desk = empty_window.desk
    desk.do(refusing(problem), failed=lambda _: None)
    qtbot.waitUntil(lambda: desk.saving == 0 and bool(desk.unsaved_problem))
    assert "disk" not in empty_window.banners.shown


def test_the_banner_puts_a_backup_on_another_disk_and_nothing_on_this_one(qtbot, empty_window, tmp_path):
    desk, elsewhere = empty_window.desk, tmp_path / "other disk"
    elsewhere.mkdir()
    empty_window.commands.library.choose_folder = lambda *_: elsewhere
    full = DiskFull(say("The note could not be kept."), mend=MEND_FULL)
    desk.do(refusing(full), failed=lambda _: None)
    qtbot.waitUntil(lambda: "disk" in empty_window.banners.shown)
    empty_window.banners.shown["disk"].button.click()
    qtbot.waitUntil(lambda: any("other disk" in card.toast.text for card in empty_window.toasts.cards))
    (row,) = desk.app.backups.all()
    assert (row.where, row.verified) == ("second", True)
    assert desk.app.preferences.get("backup.second_folder") == str(elsewhere)


def test_a_backup_into_the_library_itself_is_refused_before_anything_is_written(qtbot, empty_window):
    desk = empty_window.desk
    inside = desk.app.library.folder / "blobs"
    before = sorted(inside.iterdir())
    empty_window.commands.library.choose_folder = lambda *_: inside
    desk.trigger("library.backup_elsewhere")
    qtbot.waitUntil(lambda: any("is part of the library" in card.toast.text for card in empty_window.toasts.cards))
    assert sorted(inside.iterdir()) == before and desk.app.preferences.get("backup.second_folder") == ""


def test_a_problem_of_who_is_gone_is_said_by_the_window(qtbot, empty_window):
    desk, owner, go = empty_window.desk, QObject(), Event()
    said: list[BaseException] = []

    def refused():
        go.wait(HANG_GUARD_S)
        raise UserError(say("No such ticket."))

    desk.do(refused, owner=owner, failed=said.append)
    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(lambda: any(card.toast.text == "No such ticket." for card in empty_window.toasts.cards))
    assert said == [] and desk.saving == 0
