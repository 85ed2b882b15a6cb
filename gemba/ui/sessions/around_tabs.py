"""What was found besides the notes of a visit: artifacts, hand-off chains, promises, customer calls.

Each row says where it was written down and leads there. Must not know how notes are drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gemba.message import N_
from gemba.model.rows import ArtifactSightingRow, CallRow, HandOffStepRow, PromiseRow
from gemba.ui.desk import Desk
from gemba.ui.language.days import said_day
from gemba.ui.look.theme import role
from gemba.ui.sessions.chain import ChainDrawing
from gemba.ui.sessions.rows_tab import RowsTab, card, muted
from gemba.ui.widgets.empty import EmptyState
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.toggling import ToggleButton

GoToNote = Callable[[str], None]
_TO_TIMELINE = N_("Back to the notes")
_CALLED = "call"


def _empty(desk: Desk, icon: str, sentence: str, back: Callable[[], None]) -> EmptyState:
    words = desk.words
    return EmptyState(desk.theme, icon=icon, sentence=words.tr(sentence), button=words.tr(_TO_TIMELINE), action=back)


def _note_button(desk: Desk, observation_id: str | None, go: GoToNote) -> QPushButton:
    button = QPushButton(desk.words.tr("Go to the note"))
    role(button, "quiet")
    if observation_id is None:
        button.hide()
    button.clicked.connect(lambda: go(observation_id or ""))
    return button


def artifacts_tab(desk: Desk, go: GoToNote, back: Callable[[], None]) -> RowsTab[ArtifactSightingRow]:
    """Return the tab of artifacts: what for, how long, who still reads it."""
    words = desk.words

    def make(one: ArtifactSightingRow) -> QWidget:
        frame, layout = card()
        top = QHBoxLayout()
        top.addWidget(PlainLabel(one.name, "strong", wrap=True), 1)
        top.addWidget(_note_button(desk, one.observation_id, go))
        layout.addLayout(top)
        layout.addWidget(PlainLabel(words.tr("Purpose: {text}", text=one.purpose or words.tr("not stated")), wrap=True))
        minutes = words.tr("not stated")
        if one.minutes_per_week is not None:
            minutes = words.tr("{n} min a week", n=words.number(one.minutes_per_week))
        reader = one.still_read_by or words.tr("not stated")
        layout.addWidget(muted(words.tr("{minutes} · still read by: {who}", minutes=minutes, who=reader)))
        return frame

    sentence = N_("No artifact was written down: no report, board, sheet or meeting.")
    return RowsTab(desk, empty=_empty(desk, "table-2", sentence, back), make=make)


def chains_tab(desk: Desk, go: GoToNote, back: Callable[[], None]) -> RowsTab[tuple[HandOffStepRow, ...]]:
    """Return the tab of hand-off chains, drawn as steps."""
    words = desk.words

    def make(steps: tuple[HandOffStepRow, ...]) -> QWidget:
        frame, layout = card()
        top = QHBoxLayout()
        top.addWidget(PlainLabel(words.count("{n} hand-off", "{n} hand-offs", len(steps)), "strong"), 1)
        top.addWidget(_note_button(desk, steps[0].observation_id, go))
        layout.addLayout(top)
        layout.addWidget(ChainDrawing(desk, (steps[0].giver, *(one.taker for one in steps))))
        said = " · ".join(one.what for one in steps if one.what)
        if said:
            layout.addWidget(muted(said))
        return frame

    sentence = N_("No hand-off was written down: nobody was asked to ask somebody else.")
    return RowsTab(desk, empty=_empty(desk, "arrow-right-left", sentence, back), make=make)


_STATES: tuple[tuple[bool | None, str], ...] = ((None, N_("Still open")), (True, N_("Kept")), (False, N_("Broken")))


def promises_tab(desk: Desk, go: GoToNote, back: Callable[[], None]) -> RowsTab[PromiseRow]:
    """Return the tab of promises, each open, kept or broken."""
    words = desk.words

    # What was asked for last, which the row knows only once it is durable.
    asked: dict[str, bool | None] = {}

    def settle(one: PromiseRow, kept: bool | None) -> None:
        if kept is not asked.get(one.id, one.kept):
            asked[one.id] = kept
            desk.do(lambda: desk.app.promises.settle(one.id, kept=kept))

    def make(one: PromiseRow) -> QWidget:
        asked.pop(one.id, None)
        frame, layout = card()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(PlainLabel(one.text, wrap=True), 1)
        group = QButtonGroup(frame)
        for at, (kept, text) in enumerate(_STATES):
            button = ToggleButton(words.tr(text))
            role(button, "chip")
            button.setChecked(one.kept is kept)
            button.setEnabled(not desk.read_only)
            button.setAccessibleName(words.tr("{state}: {text}", state=words.tr(text), text=one.text))
            button.clicked.connect(lambda _=False, kept=kept: settle(one, kept))
            group.addButton(button, at)
            top.addWidget(button)
        layout.addLayout(top)
        under = QHBoxLayout()
        under.addWidget(muted(_promised(desk, one)), 1)
        under.addWidget(_note_button(desk, one.observation_id, go))
        layout.addLayout(under)
        return frame

    sentence = N_("Nothing was promised on this visit.")
    return RowsTab(desk, empty=_empty(desk, "handshake", sentence, back), make=make)


def _promised(desk: Desk, one: PromiseRow) -> str:
    words = desk.words
    said = [words.tr("by {who}", who=words.role(one.by_role))] if one.by_role else []
    if not one.due:
        said.append(words.tr("no day said"))
    elif one.kept is None and one.due < date.today().isoformat():
        said.append(words.tr("was due {day}", day=said_day(one.due, words)))
    else:
        said.append(words.tr("due {day}", day=said_day(one.due, words)))
    return " · ".join(said)


def calls_tab(desk: Desk, go: GoToNote, back: Callable[[], None]) -> RowsTab[CallRow]:
    """Return the tab of customer calls; their words only where they allowed it."""
    words = desk.words

    def make(one: CallRow) -> QWidget:
        frame, layout = card()
        top = QHBoxLayout()
        solved = {True: words.tr("solved"), False: words.tr("not solved yet"), None: words.tr("not stated")}
        # The import writes the channel of every call so; between calls it says nothing, and in English in any language.
        channel = "" if one.channel == _CALLED else one.channel
        said = [one.customer, channel, words.clock(one.at) if one.at else "", solved[one.solved]]
        top.addWidget(PlainLabel(" · ".join(part for part in said if part), "strong"), 1)
        top.addWidget(_note_button(desk, one.observation_id, go))
        layout.addLayout(top)
        layout.addWidget(PlainLabel(one.complaint or words.tr("No complaint"), wrap=True))
        if one.words and one.words_allowed:
            layout.addWidget(PlainLabel(f"“{one.words}”", wrap=True))
        elif not one.words_allowed:
            layout.addWidget(muted(words.tr("The customer did not allow their words to be used.")))
        if one.asked:
            layout.addWidget(muted(words.tr("Asked for: {text}", text=one.asked)))
        return frame

    return RowsTab(desk, empty=_empty(desk, "phone", N_("No customer called during this visit."), back), make=make)
