"""The entry line: chip of the kind, field, what the kind carries, and one sentence where something is not kept.

Shown at the foot of the live session and in the mini bar, both over one LiveLine. Must not know the store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from gemba.model.values import ObservationKind, SeenAs
from gemba.ui.desk import Desk
from gemba.ui.live.carried import CarriedFields
from gemba.ui.live.entry_edit import EntryEdit, step_kind
from gemba.ui.live.line import LiveLine
from gemba.ui.live.line_hints import LINE_HINTS
from gemba.ui.live.links import Link, LinkPopup
from gemba.ui.look.theme import role
from gemba.ui.widgets.kinds import KIND_ICONS, KIND_ORDER, KIND_WORDS, LETTER_OF, SEEN_WORDS
from gemba.ui.widgets.labels import PlainLabel
from gemba.ui.widgets.plain_words import plain_tip


class EntryLine(QFrame):
    """One line that writes a visit."""

    wants_above = Signal()
    picture_pasted = Signal()
    linked = Signal(object)
    focused = Signal()

    def __init__(
        self, desk: Desk, line: LiveLine, find: Callable[[str], Sequence[Link]], over: QWidget, *, small: bool = False
    ) -> None:
        """Show a line; ``small`` leaves out hints and what a kind carries."""
        super().__init__()
        self._desk, self.line, self._small = desk, line, small
        self._instead = ""
        self.edit = EntryEdit()
        self.edit.links = self.links = LinkPopup(desk, over, find, floating=small)
        self.links.stand_over(self if small else self.edit)
        self.links.taken.connect(self.linked)
        self.kind = QPushButton()
        self.seen = QToolButton()
        self.attached = QPushButton()
        self.hint = PlainLabel("", "small", "muted")
        self.problem = PlainLabel("", "small", "stop", wrap=True)
        self.again = QPushButton(desk.words.tr("Try again"))
        self.carried = CarriedFields(desk, self.edit)
        self._build()
        self._connect()
        self.looks_changed()
        self.edit.setText(line.text)
        self._show_state()

    # -- building ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        words = self._desk.words
        role(self, "entry")
        role(self.kind, "chip")
        role(self.attached, "chip")
        self.kind.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.kind.setMenu(self._kind_menu())
        self.attached.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.attached.setToolTip(words.tr("The note is about these pictures. Esc leaves them out."))
        self.seen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.seen.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.seen.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.seen.setMenu(self._seen_menu())
        self.edit.setAccessibleName(words.tr("Entry line"))
        self.hint.setText(words.tr("Enter keeps it · Tab kind · @ links"))
        top = QHBoxLayout()
        # The small one has little room, and all of it is for the words.
        top.setSpacing(4 if self._small else 8)
        for widget in (self.kind, self.attached):
            top.addWidget(widget)
        top.addWidget(self.edit, 1)
        for last in () if self._small else (self.seen, self.hint):
            top.addWidget(last)
        trouble = QHBoxLayout()
        trouble.addWidget(self.problem, 1)
        trouble.addWidget(self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*((4, 4, 0, 4) if self._small else (16, 12, 16, 12)))
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.carried)
        layout.addLayout(trouble)

    def _connect(self) -> None:
        line, edit = self.line, self.edit
        edit.textEdited.connect(self._typed)
        edit.textChanged.connect(self._follow)
        edit.entered.connect(self.enter)
        edit.kind_typed.connect(self._kind_typed)
        edit.kind_stepped.connect(lambda by: line.choose(step_kind(line.kind, by)))
        edit.kind_given_back.connect(self._give_back)
        edit.escaped.connect(self._escape)
        edit.wants_above.connect(self.wants_above)
        edit.wants_below.connect(self.carried.take_focus)
        edit.picture_pasted.connect(self.picture_pasted)
        self.carried.entered.connect(self.enter)
        self.carried.left.connect(edit.setFocus)
        self.carried.composed.connect(self._compose)
        self.again.clicked.connect(self.enter)
        self.attached.clicked.connect(lambda: line.detach())
        line.text_changed.connect(self._show_text)
        line.kind_changed.connect(self._show_state)
        line.trouble.connect(self._troubled)
        self._desk.theme.changed.connect(self.looks_changed)

    def _troubled(self, _: str) -> None:
        self._show_state()

    def _kind_menu(self) -> QMenu:
        menu = QMenu(self)
        for kind in KIND_ORDER:
            words = f"{self._desk.words.tr(KIND_WORDS[kind])}\t/{LETTER_OF[kind]}"
            menu.addAction(words).triggered.connect(partial(self._choose, kind))
        return menu

    def _seen_menu(self) -> QMenu:
        menu = QMenu(self)
        words = self._desk.words
        menu.addAction(words.tr("not stated")).triggered.connect(partial(self._see_as, None))
        for seen in SeenAs:
            menu.addAction(words.tr(SEEN_WORDS[seen])).triggered.connect(partial(self._see_as, seen))
        return menu

    # -- what happens -----------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Keep what is typed."""
        self.line.enter()
        self.edit.begin = self.line.begin
        self.edit.setFocus()

    def _choose(self, kind: ObservationKind, checked: bool = False) -> None:
        self.line.choose(kind)
        self.edit.setFocus()

    def _see_as(self, seen_as: SeenAs | None, checked: bool = False) -> None:
        self.line.see_as(seen_as)
        self.edit.setFocus()

    def _typed(self, _: str) -> None:
        # Not what the signal carries: a choice of kind may have taken its letters out by now.
        self.line.type_text(self.edit.text())
        self.edit.begin = self.line.begin

    def _follow(self, text: str) -> None:
        self.carried.follow(self.line.kind, text[self.edit.begin :])
        if self.line.restored and text != self.line.text:
            self.line.restored = False
            self._show_state()

    def _kind_typed(self, kind: ObservationKind) -> None:
        self.line.type_text(self.edit.text())
        self.line.choose(kind)

    def _give_back(self) -> None:
        """Backspace at the start: the chip becomes the letters that chose it."""
        self.edit.give_back(LETTER_OF[self.line.kind])
        self.line.choose(ObservationKind.FACT)
        self.line.type_text(self.edit.text())

    def _escape(self) -> None:
        # Esc drops a selection or an attached picture, and never words.
        if self.edit.hasSelectedText():
            self.edit.deselect()
        elif not self.line.detach():
            self.wants_above.emit()

    def _compose(self, text: str) -> None:
        whole = self.edit.text()[: self.edit.begin] + text
        self.edit.setText(whole)
        self.line.type_text(whole)

    # -- showing ----------------------------------------------------------------------------------------------

    def _show_text(self, text: str) -> None:
        edit = self.edit
        edit.begin = self.line.begin
        if edit.text() == text:
            return
        # What was kept goes away at the start; the cursor stays as far from the end as it was.
        from_end = len(edit.text()) - edit.at()
        edit.setText(text)
        edit.go_to(max(0, len(text) - from_end))

    def _show_state(self) -> None:
        words, line = self._desk.words, self.line
        # In the mini bar the room belongs to what is typed: the icon says the kind, as does the example in the field.
        self.kind.setText("" if self._small else words.tr(KIND_WORDS[line.kind]))
        self.kind.setToolTip(words.tr(KIND_WORDS[line.kind]) if self._small else "")
        self.kind.setAccessibleName(words.tr("Kind: {kind}", kind=words.tr(KIND_WORDS[line.kind])))
        self.kind.setIcon(self._desk.theme.icon(KIND_ICONS[line.kind], colour="accent"))
        hints = (self._instead,) if self._instead else tuple(words.tr(one) for one in LINE_HINTS[line.kind])
        self.edit.offer_hints(hints)
        # The hint is gone with the first letter, and short in a short line: how a line is written stays to be read.
        self.edit.setToolTip(plain_tip(hints[0]))
        self.edit.setAccessibleDescription(words.tr(KIND_WORDS[line.kind]))
        self.attached.setVisible(bool(line.pictures))
        pictures = words.count("{n} picture", "{n} pictures", len(line.pictures))
        self.attached.setText(words.number(len(line.pictures)) if self._small else pictures)
        self.attached.setAccessibleName(pictures)
        self.attached.setIcon(self._desk.theme.icon("image", colour="accent"))
        seen = words.tr("not stated") if line.seen_as is None else words.tr(SEEN_WORDS[line.seen_as])
        self.seen.setText(words.tr("seen: {how}", how=seen))
        restored = words.tr("You were typing this when the window closed. Enter keeps it.") if line.restored else ""
        said = line.problem or restored
        self.problem.setText(said)
        role(self.problem, "small", "stop" if line.problem else "accent")
        self.problem.setVisible(bool(said) and not self._small)
        self.again.setVisible(bool(line.problem) and bool(line.text) and not self._small)
        self.edit.setProperty("wrong", bool(line.problem))
        self.setToolTip(said if self._small else "")
        self.carried.follow(line.kind, self.edit.text()[self.edit.begin :])
        self.carried.allow(not self._small)

    def hint_of_line(self, words: str) -> None:
        """Show something else than the kind's example in the empty field; "" shows the example again."""
        self._instead = words
        self._show_state()

    def looks_changed(self) -> None:
        """Draw the icons in the colours of the look."""
        self.seen.setIconSize(QSize(20, 16))
        self.seen.setIcon(self._desk.theme.icon("eye", colour="muted"))
        self._show_state()
