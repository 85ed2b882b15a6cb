"""The problem behind a note: the one it reports, or the notes most like it, found in the background.

A likeness is a proposal; only a person links. Must not know the rest of the inspector.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gemba.model.rows import ObservationRow
from gemba.services.visits.page import VisitPage
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.look.theme import role
from gemba.ui.widgets.clearing import take_all_out
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel
from gemba.ui.widgets.plain_words import plain_tip

if TYPE_CHECKING:
    from gemba.services.tickets.triage import Alike

_SHOWN = 3
_TITLE = 80


class NoteProblem(QWidget):
    """Says "same problem?" and links."""

    def __init__(self, desk: Desk) -> None:
        """Show nothing yet."""
        super().__init__()
        self._desk = desk
        self._note: ObservationRow | None = None
        self._asked = ""
        self.heading = PlainLabel("", "strong")
        self.linked = PlainLabel("", wrap=True)
        self.unlink = QPushButton(desk.words.tr("Not this problem"))
        role(self.unlink, "chip")
        self.unlink.clicked.connect(self._unlink)
        self.candidates = QVBoxLayout()
        self.candidates.setSpacing(8)
        self.buttons: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.heading)
        layout.addWidget(self.linked)
        top = QHBoxLayout()
        top.addWidget(self.unlink)
        top.addStretch(1)
        layout.addLayout(top)
        layout.addLayout(self.candidates)

    def show_note(self, note: ObservationRow, page: VisitPage) -> None:
        """Show the problem of a note, or look for the same one."""
        words = self._desk.words
        self._note = note
        problem = page.problems.get(note.problem_id or "")
        self.linked.setVisible(problem is not None)
        self.unlink.setVisible(problem is not None and not self._desk.read_only)
        if problem is not None:
            self._clear()
            self._asked = ""
            self.heading.setText(words.tr("Reports problem P{n}", n=problem.number))
            reports = words.count("{n} report", "{n} reports", len(problem.observation_ids))
            self.linked.setText(f"{problem.title}\n{reports}")
            return
        self.heading.setText(words.tr("Same problem?"))
        wanted = f"{note.id}:{note.text}"
        if self._asked == wanted:
            return
        self._asked = wanted
        self._clear()
        triage = self._desk.app.triage

        def look(job: Job) -> Sequence[Alike]:
            job.step()
            return tuple(one for one in triage.similar(note.text, limit=_SHOWN + 1) if one.id != note.id)[:_SHOWN]

        self._desk.fetch(
            look, owner=self, then=lambda found: self._found(note.id, found), key=f"sessions.same.{id(self)}"
        )

    def _clear(self) -> None:
        self.buttons = []
        take_all_out(self.candidates)

    def _found(self, note_id: str, found: Sequence[Alike]) -> None:
        if self._note is None or self._note.id != note_id:
            return
        self._clear()
        words = self._desk.words
        if not found:
            self.candidates.addWidget(PlainLabel(words.tr("No other note sounds like it."), "small", "muted"))
        for one in found:
            self.candidates.addWidget(self._candidate(one))

    def _candidate(self, one: Alike) -> QWidget:
        words = self._desk.words
        row = QWidget()
        layout = QVBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        text = ElidedLabel(one.text, "small")
        shared = words.listed(one.shares[:4])
        text.setToolTip(plain_tip(one.text))
        layout.addWidget(text)
        under = QHBoxLayout()
        under.setSpacing(8)
        said = words.tr("both say {words}", words=shared) if shared else words.percent(one.score)
        under.addWidget(ElidedLabel(said, "small", "muted"), 1)
        button = QPushButton(words.tr("Same"))
        role(button, "chip")
        button.setAccessibleName(words.tr("Same problem as: {text}", text=one.text))
        button.setEnabled(not self._desk.read_only)
        button.clicked.connect(lambda _=False, other=one: self._link(other))
        self.buttons.append(button)
        under.addWidget(button)
        layout.addLayout(under)
        return row

    def take_focus(self) -> None:
        """Put the focus on the first proposal, or on what unlinks."""
        wanted = self.buttons[0] if self.buttons else self.unlink
        if wanted.isVisible():
            wanted.setFocus()

    def _link(self, other: Alike) -> None:
        note = self._note
        if note is None:
            return
        triage, observations = self._desk.app.triage, self._desk.app.observations

        def work() -> object:
            known = observations.one(other.id).problem_id
            if known is not None:
                return triage.link(known, observations=(note.id,))
            title = " ".join(other.text.split())[:_TITLE]
            return triage.new_problem(title, observations=(other.id, note.id))

        self._desk.do(work, owner=self)

    def _unlink(self) -> None:
        note = self._note
        if note is None or note.problem_id is None:
            return
        problem_id = note.problem_id
        self._desk.do(lambda: self._desk.app.triage.unlink(problem_id, observations=(note.id,)), owner=self)
