"""Keep what is typed on a desk: in the library at most a second behind the keys, in a draft at every rest.

Half-typed text goes to its own row at once; a draft is written when the hands rest, leave, or something needs it. Where
somebody else wrote meanwhile, both texts are kept and the person chooses. Must not know widgets but the text it is
handed, nor pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from gemba.model.rows import NarrativeRow
from gemba.ui.desk import Desk

_HALF_TYPED_MS = 600
_REST_MS = 2500
_LONGEST_MS = 20_000
_STRETCH_MS = 60_000


class Keeping(QObject):
    """What stands between one desk and the library."""

    kept = Signal(object)
    overtaken = Signal(object)
    refused = Signal(str)
    brought_back = Signal(bool)

    def __init__(
        self, desk: Desk, *, text: Callable[[], str], numbers: Callable[[str], Mapping[str, str] | None]
    ) -> None:
        """Take how to read the text, and the words of the live numbers in one where they are at hand."""
        super().__init__()
        self._desk = desk
        self._text = text
        self._numbers = numbers
        self.row: NarrativeRow | None = None
        self.sitting = ""
        self._base = ""
        self._sent = ""
        self._stretch = 0
        self._writing = False
        self._again = False
        self._stopped = False
        self._after: list[tuple[Callable[[], object], Callable[[], object]]] = []
        self._half = QTimer(self, singleShot=True, interval=_HALF_TYPED_MS)
        self._half.timeout.connect(self._keep_half_typed)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.commit)
        self._longest = QTimer(self, singleShot=True, interval=_LONGEST_MS)
        self._longest.timeout.connect(self.commit)
        self._new_stretch = QTimer(self, singleShot=True, interval=_STRETCH_MS)
        self._new_stretch.timeout.connect(self._begin_stretch)

    @property
    def pending(self) -> bool:
        """Say whether something stands on the desk that is in no draft yet."""
        return self.row is not None and self._text() != self._sent

    def open(self, row: NarrativeRow) -> str:
        """Begin a sitting on a narrative and return the text to show: what was half typed last time goes first."""
        self.row = row
        self.sitting = uuid4().hex
        self._base = self._sent = row.source
        self._stretch = 0
        self._stopped = False
        half = self._desk.app.narratives.half_typed(row.id)
        if half is None or half[0] == row.source:
            return row.source
        text, fits = half
        if fits:
            self.brought_back.emit(True)
            self._rest.start()
            return text
        # It was typed into a draft that is no longer the present one: it waits among the versions.
        narratives, key = self._desk.app.narratives, row.id

        def aside() -> None:
            narratives.keep_beside(key, text)
            narratives.forget_half_typed(key)

        self._desk.do(aside, owner=self, then=lambda _: self.brought_back.emit(False))
        return row.source

    def touched(self) -> None:
        """Called at every change of the text."""
        if self.row is None or self._desk.read_only:
            return
        if not self._half.isActive():
            self._half.start()
        if not self._stopped:
            self._rest.start()
            if not self._longest.isActive():
                self._longest.start()
        if not self._new_stretch.isActive():
            self._new_stretch.start()

    def _begin_stretch(self) -> None:
        self._stretch += 1

    def _keep_half_typed(self) -> None:
        if self.row is None or not self.pending:
            return
        narratives, key, text, base = self._desk.app.narratives, self.row.id, self._text(), self._base
        self._desk.do(lambda: narratives.keep_half_typed(key, text, based_on=base), owner=self)

    # -- drafts -----------------------------------------------------------------------------------------------

    def commit(
        self, then: Callable[[], object] | None = None, *, otherwise: Callable[[], object] | None = None
    ) -> None:
        """Write the draft now; ``then`` is called once it is durable, at once where there is nothing to write.

        Where no draft comes of it, ``otherwise`` is called instead.
        """
        if then is not None or otherwise is not None:
            self._after.append((then or _nothing, otherwise or _nothing))
        if self._stopped:
            self._give_up()  # which of two texts goes on is the person's to say first
            return
        if self._writing:
            self._again = True
            return
        self._again = False
        for timer in (self._rest, self._longest, self._half):
            timer.stop()
        if self.row is None or not self.pending or self._desk.read_only:
            self._tell()
            return
        self._write()

    def _write(self) -> None:
        row, text, base = self.row, self._text(), self._base
        if row is None:
            return
        self._writing = True
        narratives, sitting, stretch, numbers = (
            self._desk.app.narratives,
            self.sitting,
            self._stretch,
            self._numbers(text),
        )
        self._desk.do(
            lambda: narratives.write(row.id, text, based_on=base, sitting=sitting, stretch=stretch, numbers=numbers),
            owner=self,
            then=lambda new: self._written(new, text),
            failed=lambda problem: self._failed(problem, text),
        )

    def _written(self, row: NarrativeRow, text: str) -> None:
        self._writing = False
        if self.row is None or row.id != self.row.id:
            self._give_up()  # what waited for it was asked of a narrative that is off the desk
            return
        self.row, self._base, self._sent = row, row.source, text
        self.kept.emit(row)
        self.refused.emit("")
        if (self._after or self._again) and self.pending:
            self._again = False
            self._write()
        else:
            self._tell()

    def _tell(self) -> None:
        waiting, self._after = self._after, []
        for then, _ in waiting:
            then()

    def _give_up(self) -> None:
        waiting, self._after = self._after, []
        for _, otherwise in waiting:
            otherwise()

    def _failed(self, problem: BaseException, text: str) -> None:
        self._writing = False
        self._give_up()
        from gemba.errors import GembaError, UserError
        from gemba.services.writing.papers import Overtaken

        if isinstance(problem, Overtaken):
            self.look_again()
            if self._again and not self._stopped:
                self.commit()
        elif isinstance(problem, UserError):
            # The front matter cannot be read yet: the text is safe as half typed, and the sentence says the line.
            self.refused.emit(self._desk.words.problem(problem))
            self._half.start()
        else:
            self._half.start() if isinstance(problem, GembaError) else None
            self._desk.problem(problem)

    # -- others write too --------------------------------------------------------------------------------------

    def look_again(self) -> NarrativeRow | None:
        """Return the stored row where another hand wrote it and nothing of ours is waiting, else None.

        Where both wrote, ours is kept beside the drafts at once and ``overtaken`` says so.
        """
        if self.row is None or self._writing:
            return None
        stored = self._desk.app.library.queries.narrative(self.row.id)
        if stored is None or stored.source == self._base:
            if stored is not None:
                self.row = stored
            return None
        if not self.pending:
            self.row, self._base, self._sent = stored, stored.source, stored.source
            return stored
        if not self._stopped:
            self._stopped = True
            for timer in (self._rest, self._longest):
                timer.stop()
            mine, narratives, key = self._text(), self._desk.app.narratives, self.row.id
            self._desk.do(lambda: narratives.keep_beside(key, mine), owner=self)
            self.overtaken.emit(stored)
        return None

    def go_on_with_mine(self, stored: NarrativeRow) -> None:
        """Make the text of this desk the next draft; the other one stays among the versions."""
        self._stopped = False
        self._base = stored.source
        self._sent = stored.source
        self.sitting = uuid4().hex
        self.commit()

    def take_theirs(self, stored: NarrativeRow) -> str:
        """Return the other text to show; ours stays among the versions."""
        self._stopped = False
        self.row, self._base, self._sent = stored, stored.source, stored.source
        narratives, key = self._desk.app.narratives, stored.id
        self._desk.do(lambda: narratives.forget_half_typed(key), owner=self)
        return stored.source

    def close(self) -> None:
        """Write what is left and let go of the narrative."""
        self.commit()
        for timer in (self._half, self._rest, self._longest, self._new_stretch):
            timer.stop()
        if self._stopped:
            self._keep_half_typed()


def _nothing() -> None:
    """Wait for nothing."""
