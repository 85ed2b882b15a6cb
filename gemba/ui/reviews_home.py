"""A review comes home: choose the file, read what it would add, and take it in one step that undo takes back.

Must not know what a file is made of or how it is merged.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from gemba.ui.frame.text_sheet import TextSheet
from gemba.ui.language.words import Words

if TYPE_CHECKING:
    from gemba.services.reviews.sending import MergePreview
    from gemba.ui.frame.main_window import MainWindow


def choose_review(parent: QWidget, title: str) -> Path | None:
    """Ask for a review that came back; None where the person gave up."""
    found, _ = QFileDialog.getOpenFileName(parent, title, str(Path.home()), "*.gemba-review")
    return Path(found) if found else None


class ReviewsHome:
    """For one window. ``choose`` may be replaced, for tests."""

    def __init__(self, window: MainWindow) -> None:
        """Take the window."""
        self._window = window
        self._desk = window.desk
        self.choose: Callable[[QWidget, str], Path | None] = choose_review
        self.sheet: TextSheet | None = None

    def bring(self) -> None:
        """Ask for the file and show what it would add."""
        path = self.choose(self._window, self._desk.words.tr("Bring a review home"))
        if path is not None:
            self.preview(path)

    def preview(self, path: Path) -> None:
        """Show what a file would add, before anything is changed."""
        reviews = self._desk.app.reviews
        self._desk.fetch(
            lambda job: reviews.preview(path), owner=self._window, then=lambda found: self._show(path, found)
        )

    def _show(self, path: Path, found: MergePreview) -> None:
        words = self._desk.words
        if found.is_nothing:
            self._desk.toast(words.tr("Everything in “{name}” is here already.", name=path.name))
            return
        self.sheet = TextSheet(
            self._window,
            self._desk,
            title=words.tr("Bring “{name}” home", name=path.name),
            sentence=said_of_preview(words, found),
            text="\n".join(lines_of_preview(words, found)),
            button=words.tr("Bring it home"),
            action=lambda: self._merge(path),
        )

    def _merge(self, path: Path) -> None:
        reviews, words = self._desk.app.reviews, self._desk.words

        def done(found: MergePreview) -> None:
            text = words.tr("The review is home: {what}.", what=words.listed(lines_of_preview(words, found)[:2]))
            self._desk.toast(text, button=words.tr("Undo"), action=self._window.commands.undo, kind="good")

        self._desk.do(lambda: reviews.merge(path), owner=self._window, then=done)


def said_of_preview(words: Words, found: MergePreview) -> str:
    """Return in one sentence what a review brings."""
    return words.tr(
        "It adds {comments}, {marks}, {conflicts}.",
        comments=words.count("{n} comment", "{n} comments", found.comments),
        marks=words.count("{n} mark", "{n} marks", found.marks),
        conflicts=words.count("{n} conflict", "{n} conflicts", found.conflicts),
    )


def lines_of_preview(words: Words, found: MergePreview) -> tuple[str, ...]:
    """Return what else a review does, and what it does not, one thing a line."""
    lines = []
    for number, said in (
        (found.covers, words.count("It covers {n} place.", "It covers {n} places.", found.covers)),
        (
            found.changed,
            words.count("It changes {n} thing that was here.", "It changes {n} things that were here.", found.changed),
        ),
        (
            found.removed,
            words.count("It takes {n} thing away.", "It takes {n} things away.", found.removed),
        ),
        (
            found.conflicts,
            words.count(
                "In the conflict both states stay, side by side.",
                "In each conflict both states stay, side by side.",
                found.conflicts,
            ),
        ),
        (
            found.missing_pictures,
            words.count(
                "{n} picture of it is not here any more: what was said about it stays in the file.",
                "{n} pictures of it are not here any more: what was said about them stays in the file.",
                found.missing_pictures,
            ),
        ),
    ):
        if number:
            lines.append(said)
    lines.append(words.tr("Nothing here is overwritten. It is one step, and undo takes it back."))
    return tuple(lines)
