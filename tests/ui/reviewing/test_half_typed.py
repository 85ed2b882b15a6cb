"""What a reviewer typed half and the disk refused is kept as soon as the disk takes it, without a key more."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from gemba.model import durable
from gemba.services.reviews.elsewhere import Review
from gemba.ui.reviewing.window import ReviewWindow


class FullDisk:
    """Takes nothing until ``has_room``."""

    def __init__(self) -> None:
        self._right = durable.sync_file
        self.has_room = False
        self.asked = 0

    def sync_file(self, descriptor: int) -> None:
        self.asked += 1
        if not self.has_room:
            raise OSError(errno.ENOSPC, "No space left on device")
        self._right(descriptor)


def left_by_a_kill(file: Path) -> str:
    """Return the half-typed words that the next opening would find."""
    with Review.open(file) as looking:
        typed = looking.typed()
    return "" if typed is None else typed.line


def test_what_a_full_disk_refused_is_tried_again_though_nobody_types_on(
    qtbot, window: ReviewWindow, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk()
    monkeypatch.setattr(durable, "sync_file", disk.sync_file)
    window.side.line.setFocus()
    qtbot.keyClicks(window.side.line, "half a sentence")
    qtbot.waitUntil(lambda: "could not be stored" in window.status.text())
    assert left_by_a_kill(file) == ""
    disk.has_room = True
    qtbot.waitUntil(lambda: left_by_a_kill(file) == "half a sentence")
    qtbot.waitUntil(lambda: window.status.text().startswith("Kept."))
    tried = disk.asked
    window.half_typed.keep()
    window.jobs.close()
    assert disk.asked == tried, "what is kept is not written again"


def test_what_was_refused_is_tried_again_where_the_window_closes(
    qtbot, window: ReviewWindow, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk()
    monkeypatch.setattr(durable, "sync_file", disk.sync_file)
    qtbot.keyClicks(window.side.line, "half a sentence")
    qtbot.waitUntil(lambda: "could not be stored" in window.status.text())
    disk.has_room = True
    window.close()
    assert left_by_a_kill(file) == "half a sentence"


def test_a_bug_is_raised_once_and_not_again_and_again(
    qtbot, window: ReviewWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def broken(_typed: object) -> None:
        tried.append(1)
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(window.review, "keep_typed", broken)
        with qtbot.captureExceptions() as caught:
            window.half_typed.keep()
            qtbot.waitUntil(lambda: bool(caught))
    assert [str(problem) for _, problem, _ in caught] == ["broken"]
    assert not window.half_typed._again.isActive() and len(tried) == 1
