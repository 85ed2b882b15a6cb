"""What the wall knows beside its rows, asked for behind the window: tags, tickets, words on pictures, what is alike.

The wall opens without any of it. Must not know how pictures are shown or narrowed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gemba.services.pictures.wall import AlikeGroup, WallLinks
from gemba.ui.desk import Desk
from gemba.ui.evidence.arrange import Surroundings
from gemba.ui.jobs import Job

if TYPE_CHECKING:
    from gemba.imaging.alike import Face

#: links, pictures by the words found on them, and groups of which somebody said that they are not alike
_Linked = tuple[WallLinks, dict[str, frozenset[str]], tuple[frozenset[str], ...]]


class Around(QObject):
    """For one wall; ``changed`` when ``known`` says something else."""

    changed = Signal()
    #: tags and tickets that pictures have, to choose from (WallLinks)
    linked = Signal(object)
    #: the comparing ended without an answer: somebody stopped it, or it failed
    stopped = Signal()

    def __init__(self, desk: Desk, owner: QObject) -> None:
        """Know nothing yet."""
        super().__init__(owner)
        self._desk = desk
        self.known = Surroundings()
        self.comparing = False
        self._text = ""
        self._faces: dict[str, Face] = {}

    def load(self, *, alike: bool) -> None:
        """Ask anew, after rows came or changed; for what is alike only where that is looked at."""
        wall, text = self._desk.app.wall, self._text
        captures = self._desk.app.captures

        def work(job: Job) -> _Linked:
            return wall.links(), captures.holding(text), wall.not_alike()

        self._desk.fetch(work, owner=self, then=self._linked, key=f"around-{id(self)}")
        if alike:
            self.compare()

    def _linked(self, found: _Linked) -> None:
        links, words, not_alike = found
        tags = {one.name: one.capture_ids for one in links.tags}
        tickets = {one.id: one.capture_ids for one in links.tickets}
        self.linked.emit(links)
        self._know(replace(self.known, tags=tags, tickets=tickets, found=words, not_alike=not_alike))

    def look_for(self, text: str) -> None:
        """Ask on which pictures the words of a text were found."""
        self._text = text
        captures = self._desk.app.captures
        key = f"around-words-{id(self)}"
        if text.strip():
            self._desk.fetch(lambda job: captures.holding(text), owner=self, then=self._found, key=key, at_once=True)

    def _found(self, found: dict[str, frozenset[str]]) -> None:
        self._know(replace(self.known, found=found))

    def compare(self) -> None:
        """Look for pictures that are alike; the status line shows how far it is and can stop it."""
        wall, known = self._desk.app.wall, self._faces
        job = self._desk.fetch(
            lambda job: wall.alike(known=known, progress=job.step),
            owner=self,
            then=self._compared,
            failed=self._could_not,
            key=f"around-alike-{id(self)}",
            title=self._desk.words.tr("Comparing pictures"),
        )
        self.comparing = True
        self._comparing = job
        job.ended.connect(self._ended)

    def _compared(self, groups: tuple[AlikeGroup, ...]) -> None:
        self.known = replace(self.known, alike=tuple((one.capture_ids, one.same) for one in groups))
        self.changed.emit()

    def _could_not(self, problem: BaseException) -> None:
        self.stopped.emit()
        self._desk.problem(problem)

    def _ended(self) -> None:
        # One that a newer took the place of ends too.
        if self._comparing.done:
            self.comparing = False
            if self._comparing.cancelled:
                self.stopped.emit()

    def _know(self, known: Surroundings) -> None:
        if known != self.known:
            self.known = known
            self.changed.emit()
