"""A review is saved behind its window: on a disk that takes its time one edits, saves again and closes, and keeps all."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gemba.model import durable
from gemba.services.reviews.elsewhere import Review
from gemba.ui.reviewing.window import ReviewWindow
from tests.ui.reviewing.conftest import shut

HANG_S = 60


class SlowDisk:
    """Holds what is written for the review file until ``go``; everything else is as quick as ever."""

    def __init__(self, file: Path) -> None:
        self._file, self._right = file, durable.sync_file
        self._may = threading.Event()
        self.asked = 0

    def sync_file(self, descriptor: int) -> None:
        written = {path.stat().st_ino for path in self._file.parent.glob(".*.gemba.tmp")}
        if os.fstat(descriptor).st_ino in written:
            self.asked += 1
            assert self._may.wait(HANG_S)
        self._right(descriptor)

    def go(self) -> None:
        self._may.set()

    def hold(self) -> None:
        self._may.clear()


@pytest.fixture
def disk(file: Path, window: ReviewWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    slow = SlowDisk(file)
    monkeypatch.setattr(durable, "sync_file", slow.sync_file)
    yield slow
    slow.go()


def say(qtbot, window: ReviewWindow, text: str) -> None:
    qtbot.keyClicks(window.side.line, text)
    qtbot.keyClick(window.side.line, Qt.Key.Key_Return)


def said(file: Path, picture: str) -> tuple[set[str], bool]:
    """Return what stands in the file and in drafts, and whether some of it is in drafts alone."""
    with Review.open(file) as review:
        return {row.text for row in review.comments(picture)}, review.is_unsaved


def in_the_file(file: Path, picture: str, tmp_path: Path) -> set[str]:
    """Return what stands in the file for somebody who has no drafts."""
    with Review.open(file, drafts=tmp_path / "nobody") as review:
        return {row.text for row in review.comments(picture)}


def test_the_window_goes_on_while_the_disk_writes_and_what_is_added_meanwhile_is_kept(
    qtbot, window, file, disk: SlowDisk, tmp_path: Path
) -> None:
    say(qtbot, window, "first")
    window.actions_by_id["reviewing.save"].trigger()
    qtbot.waitUntil(lambda: disk.asked == 1)
    assert window.status.text() == "Saving…"
    say(qtbot, window, "second")
    assert "second" in [row.text for row in window.review.comments(window.here.id)]
    assert said(file, window.here.id)[0] >= {"first", "second"}, "a kill would lose neither"
    disk.go()
    qtbot.waitUntil(lambda: not window.saving.is_under_way)
    assert "first" in in_the_file(file, window.here.id, tmp_path)
    assert "second" not in in_the_file(file, window.here.id, tmp_path)
    assert window.review.is_unsaved and "Saved into the file" not in window.status.text()
    texts, drafts = said(file, window.here.id)
    assert texts >= {"first", "second"} and drafts


def test_words_half_typed_while_the_disk_writes_do_not_wait_for_the_file(qtbot, window, file, disk: SlowDisk) -> None:
    say(qtbot, window, "first")
    window.save()
    qtbot.waitUntil(lambda: disk.asked == 1)
    qtbot.keyClicks(window.side.line, "half a sentence")
    with Review.open(file) as looking:  # what a kill would leave
        qtbot.waitUntil(lambda: looking.typed() is not None)
        assert looking.typed().line == "half a sentence"
    assert window.saving.is_under_way and disk.asked == 1


def test_saving_again_while_the_disk_writes_puts_all_into_the_file(
    qtbot, window, file, disk: SlowDisk, tmp_path
) -> None:
    say(qtbot, window, "first")
    window.save()
    qtbot.waitUntil(lambda: disk.asked == 1)
    for text in ("second", "third"):
        say(qtbot, window, text)
        window.save()
    disk.go()
    qtbot.waitUntil(lambda: not window.review.is_unsaved and not window.saving.is_under_way)
    assert disk.asked == 2, "what was wished for while one ran is one more"
    assert in_the_file(file, window.here.id, tmp_path) >= {"first", "second", "third"}
    assert said(file, window.here.id)[1] is False
    assert window.status.text() == "Saved into the file. Send it back as it is."


@pytest.mark.parametrize("saving", [False, True])
def test_a_window_closed_while_the_disk_writes_stays_until_all_is_in_the_file(
    qtbot, window, file, disk: SlowDisk, tmp_path, saving: bool
) -> None:
    say(qtbot, window, "first")
    if saving:
        window.save()
        qtbot.waitUntil(lambda: disk.asked == 1)
        say(qtbot, window, "second")
    shown = window.here.id
    window.close()
    qtbot.waitUntil(lambda: disk.asked == 1)
    window.close()
    assert window.isVisible() and not window.isEnabled()
    assert said(file, shown)[0] >= {"first"}
    disk.go()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert in_the_file(file, shown, tmp_path) >= ({"first", "second"} if saving else {"first"})
    assert said(file, shown)[1] is False


def close_in_vain(qtbot, window: ReviewWindow) -> None:
    """Close a window whose file cannot be saved: it stays, awake, and says so."""
    window.close()
    qtbot.waitUntil(lambda: not window.saving.is_under_way)
    assert window.isVisible() and window.isEnabled()
    assert "cannot be opened as a review" in window.status.text()
    assert "is not saved into the file yet" in window.status.text()


def test_a_window_that_cannot_save_stays_to_say_so_and_closed_again_it_goes_and_the_draft_stays(
    qtbot, window, file, disk: SlowDisk
) -> None:
    say(qtbot, window, "first")
    window.side.line.setFocus()
    qtbot.keyClicks(window.side.line, "half a sentence")
    good, shown = file.read_bytes(), window.here.id
    disk.go()
    file.write_bytes(b"gone wrong")
    close_in_vain(qtbot, window)
    assert window.focusWidget() is window.side.line, "the keys are where they were"
    shut(qtbot, window)
    file.write_bytes(good)
    texts, drafts = said(file, shown)
    assert "first" in texts and drafts
    with Review.open(file) as looking:
        assert looking.typed().line == "half a sentence"


def test_a_window_that_could_not_save_tries_again_and_says_again_what_fails_after_more_was_added(
    qtbot, window, file, disk: SlowDisk, tmp_path
) -> None:
    say(qtbot, window, "first")
    good, shown = file.read_bytes(), window.here.id
    disk.go()
    file.write_bytes(b"gone wrong")
    close_in_vain(qtbot, window)
    say(qtbot, window, "second")
    close_in_vain(qtbot, window)
    file.write_bytes(good)
    shut(qtbot, window)
    assert in_the_file(file, shown, tmp_path) >= {"first", "second"}


def test_a_bug_while_a_window_closes_is_raised_and_the_window_stays_once(
    qtbot, window, file, disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(qtbot, window, "first")

    def broken() -> Path:
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(window.review, "save", broken)
        with qtbot.captureExceptions() as caught:
            window.close()
            qtbot.waitUntil(lambda: not window.saving.is_under_way)
    assert [str(problem) for _, problem, _ in caught] == ["broken"]
    assert window.isVisible() and window.isEnabled()
    assert window.status.text().endswith("is not saved into the file yet.")
    disk.go()


@pytest.mark.parametrize("when", ["saving", "never"])
def test_a_refusal_said_while_the_disk_writes_stays_to_be_read(qtbot, window, file, disk: SlowDisk, when: str) -> None:
    say(qtbot, window, "first")
    window.save()
    qtbot.waitUntil(lambda: disk.asked == 1)
    if when == "saving":
        window.side.entries.setCurrentRow(0)  # what the sender asked
        window.actions_by_id["reviewing.remove"].trigger()
        assert "Answer it with a comment" in window.status.text()
    disk.go()
    qtbot.waitUntil(lambda: not window.saving.is_under_way)
    assert not window.review.is_unsaved
    assert ("Answer it with a comment" in window.status.text()) == (when == "saving")
    assert ("Saved into the file" in window.status.text()) == (when == "never")


@pytest.mark.parametrize("adding", [False, True])
def test_what_another_reviewer_saved_is_seen_after_the_saving(
    qtbot, window, file, disk: SlowDisk, tmp_path, adding: bool
) -> None:
    with Review.open(file, drafts=tmp_path / "another") as another:
        another.comment(window.here.id, "of another")
        disk.go()
        another.save()
    disk.hold()
    say(qtbot, window, "first")
    window.save()
    qtbot.waitUntil(lambda: disk.asked == 2)
    if adding:
        say(qtbot, window, "second")
    disk.go()
    qtbot.waitUntil(lambda: not window.saving.is_under_way)
    entries = window.side.entries
    listed = "\n".join(entries.item(at).text() for at in range(entries.count()))
    assert "of another" in listed and ("second" in listed) == adding
    assert window.review.is_unsaved == adding


def test_nothing_is_lost_where_one_thread_saves_and_another_adds(file: Path, tmp_path: Path) -> None:
    review = Review.open(file, drafts=tmp_path / "drafts")
    picture, ended, saved = review.pictures()[0].id, threading.Event(), 0

    def save() -> None:
        nonlocal saved
        while not ended.is_set():
            review.save()
            saved += 1

    thread = threading.Thread(target=save)
    thread.start()
    try:
        began = time.monotonic()
        number = 0
        while number < 40 or (saved < 5 and time.monotonic() - began < HANG_S):
            review.comment(picture, f"number {number}")
            number += 1
    finally:
        ended.set()
        thread.join()
    wanted = {f"number {at}" for at in range(number)}
    assert {row.text for row in review.comments(picture)} >= wanted and saved >= 5
    with Review.open(file, drafts=tmp_path / "drafts") as other:
        assert {row.text for row in other.comments(picture)} >= wanted
    review.save()
    review.close()
    assert in_the_file(file, picture, tmp_path) >= wanted


def test_a_draft_written_while_drafts_are_forgotten_is_not_forgotten_with_them(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = Review.open(file, drafts=tmp_path / "drafts")
    picture, right = review.pictures()[0].id, Path.unlink
    adding: list[threading.Thread] = []

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if path.parent.name == "drafts" and path.suffix == ".json" and not adding:
            adding.append(threading.Thread(target=lambda: review.comment(picture, "second")))
            adding[0].start()
            adding[0].join(2.0)
        right(path, missing_ok=missing_ok)

    review.comment(picture, "first")
    monkeypatch.setattr(Path, "unlink", unlink)
    review.save()
    adding[0].join()
    review.close()
    with Review.open(file, drafts=tmp_path / "drafts") as other:
        assert {row.text for row in other.comments(picture)} >= {"first", "second"}
