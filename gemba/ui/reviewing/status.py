"""The reviewer's status line: what became of what was entered, and what went wrong, in as many lines as it takes.

Must not know how a review is kept.
"""

from __future__ import annotations

from gemba.errors import GembaError
from gemba.message import joined
from gemba.ui.language.words import Words
from gemba.ui.widgets.labels import PlainLabel


class StatusLine(PlainLabel):
    """Says one thing at a time; ``save_key`` is what the key that saves is called."""

    def __init__(self, words: Words, *, save_key: str) -> None:
        """Say that everything is kept."""
        super().__init__(words.tr("Everything you add is kept at once."), "small", "muted", wrap=True)
        self._words = words
        self._saving = words.tr("Saving…")
        self._kept = words.tr("Kept. {key} saves it into the file, and so does closing the window.", key=save_key)
        self.setContentsMargins(16, 4, 16, 8)

    def kept(self) -> None:
        """Say that what was entered is kept, and how it gets into the file."""
        self.setText(self._kept)

    def kept_again(self, problem: BaseException) -> None:
        """Say so where it still says that something could not be kept, for that reason."""
        if isinstance(problem, GembaError) and self.text() == self._words.problem(problem):
            self.kept()

    def saving(self) -> None:
        """Say that it is put into the file now."""
        self.setText(self._saving)

    def saved(self) -> None:
        """Say that all is in the file; a refusal that was said meanwhile stays to be read."""
        if self.text() in (self._saving, self._kept):
            self.setText(self._words.tr("Saved into the file. Send it back as it is."))

    def refused(self, problem: BaseException) -> None:
        """Say why something cannot be; what is no GembaError is raised."""
        if not isinstance(problem, GembaError):
            raise problem
        self.setText(self._words.problem(problem))

    def not_saved(self, problem: BaseException) -> None:
        """Say why the file lacks what was added, and that it is kept here; what is no GembaError is raised then."""
        kept_here = self._words.tr("Some of this was written on this machine and is not saved into the file yet.")
        self.setText(kept_here)
        self.refused(problem)
        self.setText(joined((self.text(), kept_here)))
