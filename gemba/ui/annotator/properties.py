"""Above the picture: what the chosen mark looks like and says, or the tool in the hand, or what is proposed.

Every change is one operation on the mark, and the tool remembers it. Must not know how marks are drawn or kept.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QWidget

from gemba.imaging.geometry import number_radius, text_size
from gemba.model.annotation import Mark, MarkKind
from gemba.ui.annotator.actions import ARRANGING
from gemba.ui.annotator.board import Board
from gemba.ui.annotator.handles import magnified
from gemba.ui.annotator.names import kind_of, kind_word, source_words
from gemba.ui.annotator.swatches import Swatches
from gemba.ui.annotator.tools import (
    BY_KIND,
    COLOURLESS,
    COMMENT,
    SIZED,
    WIDEST_PX,
    WIDTHLESS,
    Style,
    resized,
    scale_of,
)
from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel

_WORDED = frozenset({MarkKind.NUMBER, MarkKind.REDACTION})
_HEIGHT_PX = 48
_INTO_LINE = frozenset(f"annotator.align_{edge}" for edge in ("left", "right", "top", "bottom"))


class Properties(QFrame):
    """The line above the picture."""

    done = Signal()

    def __init__(self, desk: Desk, board: Board) -> None:
        """Follow the board's selection and tool."""
        super().__init__()
        self._desk = desk
        self._board = board
        self._noted = ""
        self._worn = ""
        role(self, "bar")
        self.setFixedHeight(_HEIGHT_PX)
        words = desk.words
        self.title = PlainLabel("", "strong")
        self.hint = ElidedLabel("", "muted")
        self.swatches = Swatches(desk)
        self.thinner = self._step("minus", words.tr("Thinner"), -1)
        self.thicker = self._step("plus", words.tr("Thicker"), 1)
        self.width_label = PlainLabel("", "muted")
        self.width_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.width_label.setMinimumWidth(44)
        self.note = QLineEdit()
        self.note.setMaximumWidth(520)
        self.note.setAccessibleName(words.tr("Note of the mark"))
        self.full = QCheckBox(words.tr("Full width"))
        desk.keys.tip(
            self.full,
            "annotator.full_width",
            words.tr("The block runs from edge to edge, so that its width does not tell how long the words were"),
        )
        self.line = QToolButton()
        self.line.setText(words.tr("Whole line"))
        desk.keys.tip(self.line, "annotator.whole_line", words.tr("As high as the line of text, and from edge to edge"))
        self.goes_on = QCheckBox(words.tr("Go on over the series"))
        self.goes_on.setToolTip(words.tr("Unticked, the numbers of every picture begin with 1"))
        self.take = QPushButton(words.tr("Take"))
        self.refuse = QPushButton(words.tr("Refuse"))
        self.take_all = QPushButton(words.tr("Take all"))
        role(self.take, "primary")
        role(self.refuse, "quiet")
        role(self.take_all, "quiet")
        self._lay_out()
        self._connect()
        self.show_current()

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(12)
        width = QWidget()
        steps = QHBoxLayout(width)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(0)
        for part in (self.thinner, self.width_label, self.thicker):
            steps.addWidget(part)
        self.width_box = width
        line.addWidget(self.title)
        for one in (self.swatches, width, self.full, self.line, self.goes_on, self.take, self.refuse, self.take_all):
            line.addWidget(one)
        # What a hint warns of is to be read whole; words that are longer than their field can be walked through.
        line.addWidget(self.note, 2)
        line.addWidget(self.hint, 3)
        # Takes what is left where neither of them stands.
        line.addStretch(0)

    def _connect(self) -> None:
        board = self._board
        board.selection.changed.connect(self.show_current)
        board.tool_changed.connect(self.show_current)
        board.work.marks_changed.connect(self.show_current)
        board.work.row_changed.connect(self.show_current)
        board.work.opened.connect(self.show_current)
        self.swatches.chosen.connect(self.set_colour)
        self.swatches.any.clicked.connect(self._colours_below)
        self.full.clicked.connect(lambda: self.toggle_full_width())
        self.goes_on.clicked.connect(self._number_on)
        self.line.clicked.connect(lambda: board.edits.cover_line())
        self.take.clicked.connect(lambda: board.edits.take())
        self.refuse.clicked.connect(lambda: board.edits.refuse())
        self.take_all.clicked.connect(lambda: board.edits.take(every=True))
        self.note.editingFinished.connect(self.keep_note)
        self.note.returnPressed.connect(self.done)
        self._desk.theme.changed.connect(self._draw)
        self._desk.keys.changed.connect(self.show_current)
        self._draw()

    def _draw(self) -> None:
        self.thinner.setIcon(self._desk.theme.icon("minus", colour="muted"))
        self.thicker.setIcon(self._desk.theme.icon("plus", colour="muted"))

    def _step(self, icon: str, word: str, steps: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._desk.theme.icon(icon, colour="muted"))
        button.setAccessibleName(word)
        self._desk.keys.tip(button, "annotator.thinner" if steps < 0 else "annotator.thicker", word)
        button.clicked.connect(lambda: self.step(steps))
        return button

    # -- showing ----------------------------------------------------------------------------------------------

    def show_current(self) -> None:
        """Show what is chosen: a proposal, a mark, or the tool in the hand."""
        self._show_current()
        # An empty hint would keep its share of the line from the words of a mark.
        self.hint.setVisible(bool(self.hint.text()))

    def _show_current(self) -> None:
        proposal, mark, tool = self._board.selection.proposal, self._board.selection.mark, self._board.tool
        if self._board.draws:
            mark = None  # the tool's own width is what counts while a hand draws
        kind = mark.kind if mark else tool.kind
        writable = self._board.work.can_write
        look = mark is not None or (proposal is None and kind is not None)
        self.swatches.setVisible(writable and look and kind not in COLOURLESS)
        self.width_box.setVisible(
            writable and look and (kind not in WIDTHLESS or kind in SIZED or kind is MarkKind.INSET)
        )
        self.full.setVisible(writable and mark is not None and mark.kind is MarkKind.REDACTION)
        self.goes_on.setVisible(writable and mark is None and kind is MarkKind.NUMBER)
        self.goes_on.setChecked(self._board.memory.numbers_go_on)
        self.line.setVisible(writable and mark is not None and mark.kind is MarkKind.REDACTION)
        self.note.setVisible(writable and mark is not None and mark.kind in _WORDED)
        left = len(self._board.work.open_proposals) if kind is None or proposal is not None else 0
        for one in (self.take, self.refuse):
            one.setVisible(writable and proposal is not None)
        self.take_all.setVisible(writable and (proposal is not None or left > 0))
        self.take_all.setText(self._desk.words.count("Take the {n} left", "Take all {n}", left))
        if proposal is not None:
            self.title.setText(
                self._desk.words.tr("Cover this? {kind}", kind=kind_word(self._desk.words, proposal.kind))
            )
            keys = self._desk.words.tr("Enter takes, Backspace refuses, Tab goes on")
            self.hint.setText(f"{source_words(self._desk.words, proposal)}  ·  {keys}")
        elif kind is not None:
            self._show_look(kind, mark)
        elif tool is COMMENT:
            self.title.setText(self._desk.words.tr("Comment"))
            self.hint.setText(
                self._desk.words.tr("Drag over what it is about; Enter says it of the chosen mark or all")
            )
        elif left:
            self.title.setText(self._desk.words.count("{n} proposal to decide", "{n} proposals to decide", left))
            self.hint.setText(self._desk.words.tr("Tab goes through them, Enter takes, Backspace refuses"))
        else:
            self.title.setText(self._desk.words.tr("Nothing chosen"))
            self.hint.setText(self._desk.words.tr("Choose a tool at the left, or a mark on the picture"))

    def _show_look(self, kind: MarkKind, mark: Mark | None) -> None:
        words = self._desk.words
        tool = BY_KIND.get(kind)
        several = len(self._board.selection.marks)
        self.title.setText(words.tr(tool.word) if tool else words.tr("Mouse pointer"))
        if several > 1:
            self.title.setText(words.count("{n} mark chosen", "{n} marks chosen", several))
        style = self._board.memory.style(kind)
        self._worn = mark.colour if mark else style.colour
        self.swatches.show_colour(self._worn)
        shown = words.number(self._shown_width(kind, mark, style))
        times = kind is MarkKind.INSET
        self.width_label.setText(words.tr("{n} ×", n=shown) if times else words.tr("{n} px", n=shown))
        self.thinner.setEnabled(self._shown_width(kind, mark, style) > 1)
        if mark is None:
            self.hint.setText(self._hint_of(kind))
            return
        usual = "" if mark.kind in _WORDED else words.tr("Arrows move it, Alt+arrows change its size")
        if kind is MarkKind.POINTER:
            key = self._desk.keys.named("annotator.delete")
            usual = words.tr("It came with the picture: arrows move it, {key} takes it off", key=key)
        if several > 1:
            usual = self._hint_of_several()
        scene = self._board.scene if self._board.layers is not None else None
        if scene is not None and scene.is_hidden(mark):
            usual = words.tr("Covered or outside the frame: nobody sees it there")
        elif scene is not None and scene.has_lost_words(mark):
            usual = words.tr("Its words touch what is covered, so nobody sees them: move it")
        self.hint.setText(usual)
        self.full.setChecked(mark.full_width)
        if mark.kind in _WORDED and (mark.id != self._noted or not self.note.hasFocus()):
            self._noted = mark.id
            number = mark.kind is MarkKind.NUMBER
            self.note.setPlaceholderText(
                words.tr("What is to be seen at {n}?", n=mark.number or 0) if number else words.tr("Why it is covered")
            )
            known = kind_of(mark.text)
            self.note.setText(kind_word(words, known) if known is not None and not number else mark.text)
            self.note.setCursorPosition(0)

    def _hint_of_several(self) -> str:
        """Return what keys do with some marks; how they line up is said where the four keys are still the arrows."""
        own = [one for one in ARRANGING if one.id in _INTO_LINE]
        if all(self._desk.keys.of(one) == one.keys for one in own):
            return self._desk.words.tr("Arrows move them, Ctrl+arrows bring them into line")
        return self._desk.words.tr("Arrows move it, Alt+arrows change its size")

    def _hint_of(self, kind: MarkKind) -> str:
        words = self._desk.words
        if kind is MarkKind.REDACTION:
            return words.tr("Drag over what nobody else may read; Enter puts a block in the middle")
        if kind is MarkKind.NUMBER:
            figure = self._board.next_number()
            return words.tr("Click where {n} goes; Enter puts it in the middle", n=figure)
        if kind is MarkKind.TEXT:
            return words.tr("Click where it goes; Enter puts it in the middle")
        if kind is MarkKind.CALLOUT:
            return words.tr("Press on what it is about, drag to where the words go")
        if kind is MarkKind.INSET:
            return words.tr("Drag over the part to magnify; its copy stands beside it")
        if kind is MarkKind.SPOTLIGHT:
            return words.tr("Drag over what is to stay bright")
        if kind is MarkKind.CROP:
            return words.tr("Drag a frame around what is to be shown; nothing is cut away")
        return words.tr("Drag on the picture; Enter puts one in the middle")

    def _shown_width(self, kind: MarkKind, mark: Mark | None, style: Style) -> float:
        size = self._board.size
        if kind is MarkKind.INSET:
            return mark.zoom if mark else style.zoom
        if kind in SIZED:
            if mark is None:
                mark = self._board.memory.bare(kind, size, screen_scale=self._board.screen_scale)
            return round(number_radius(mark, size) if kind is MarkKind.NUMBER else text_size(mark, size))
        return round(mark.width_px if mark else style.width_px * scale_of(size, screen_scale=self._board.screen_scale))

    # -- changing ---------------------------------------------------------------------------------------------

    def set_colour(self, colour: str) -> None:
        """Give the chosen mark, or the tool in the hand, another colour."""
        mark = self._board.selection.mark
        if mark is not None:
            self._remember(replace(mark, colour=colour))
            coloured = (one for one in self._board.selection.marks if one.kind not in COLOURLESS)
            self._board.change(*(replace(one, colour=colour) for one in coloured))
        elif self._board.tool.kind is not None:
            kind = self._board.tool.kind
            self._board.memory.keep(kind, replace(self._board.memory.style(kind), colour=colour))
            self.show_current()

    def show_colours(self, at: QPoint | None = None) -> None:
        """Show the colours of the chosen mark or the tool in the hand at a point of the screen, else at the pointer."""
        from gemba.ui.annotator.menus import show_colours

        if self.swatches.isHidden():
            return
        here = at or QCursor.pos()
        window = self.window()
        if not window.rect().contains(window.mapFromGlobal(here)):
            here = self.swatches.mapToGlobal(self.swatches.rect().bottomLeft())
        show_colours(self, self._desk, self._worn, here, self._take_colour)

    def _colours_below(self) -> None:
        self.show_colours(self.swatches.any.mapToGlobal(self.swatches.any.rect().bottomLeft()))

    def _take_colour(self, colour: str) -> None:
        self.set_colour(colour)
        self.done.emit()

    def step(self, steps: int) -> None:
        """Make the chosen mark or the tool in the hand thicker or thinner; words and numbers larger or smaller."""
        mark, memory, size = self._board.selection.mark, self._board.memory, self._board.size
        kind = mark.kind if mark else self._board.tool.kind
        if kind is None or kind in COLOURLESS or kind is MarkKind.MARKER:
            return
        if mark is None:
            memory.step(kind, steps, size, screen_scale=self._board.screen_scale)
        elif kind in SIZED:
            self._change(resized(mark, steps, size), remember=True)
        elif kind is MarkKind.INSET:
            self._change(magnified(mark, mark.zoom + steps / 4), remember=True)
        else:
            width = min(max(round(mark.width_px) + float(steps), 1.0), WIDEST_PX)
            self._change(replace(mark, width_px=width), remember=True)
        self.show_current()

    def _number_on(self, go_on: bool) -> None:
        self._board.memory.numbers_go_on = go_on
        self.show_current()

    def toggle_full_width(self) -> None:
        """Let the chosen block run from edge to edge, or only over what was drawn."""
        mark = self._board.selection.mark
        if mark is not None and mark.kind is MarkKind.REDACTION:
            self._change(replace(mark, full_width=not mark.full_width), remember=False)

    def keep_note(self) -> None:
        """Keep the note that was typed, at the mark it was typed for."""
        mark = next((one for one in self._board.work.annotation.marks if one.id == self._noted), None)
        text = self.note.text().strip()
        if mark is None or mark.kind not in _WORDED or text == mark.text:
            return
        known = kind_of(mark.text)
        if known is None or text != kind_word(self._desk.words, known):
            self._change(replace(mark, text=text), remember=False)

    def _change(self, mark: Mark, *, remember: bool) -> None:
        if remember:
            self._remember(mark)
        self._board.change(mark)

    def _remember(self, mark: Mark) -> None:
        board = self._board
        board.memory.keep_of(mark, board.size, screen_scale=board.screen_scale)
