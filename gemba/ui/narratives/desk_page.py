"""The writing desk: outline, prose and true pages side by side, remarks below, and what keeps them in step.

Each part is its own widget; this one builds them and passes on what one says to the others. Must not know how a page is
set, a remark found or a text kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gemba.ui.desk import Desk
from gemba.ui.look.theme import role
from gemba.ui.narratives.banner import Banner
from gemba.ui.narratives.citing import Citing
from gemba.ui.narratives.code_card import CodeCard
from gemba.ui.narratives.find_bar import FindBar
from gemba.ui.narratives.highlighter import Highlighter
from gemba.ui.narratives.outline import Outline
from gemba.ui.narratives.page_pane import PagePane
from gemba.ui.narratives.parts import tool
from gemba.ui.narratives.prose_edit import ProseEdit
from gemba.ui.narratives.remarks_panel import RemarksPanel
from gemba.ui.narratives.versions_pane import VersionsPane
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel, rule

_NO_OUTLINE_BELOW_PX, _ROOMY_PX = 860, 1100
_OUTLINE_PX, _PROSE_PX, _PAGES_PX = 220, 540, 440


class DeskPage(QWidget):
    """The widgets of the desk; writing.py makes them work together."""

    asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the desk inside ``parent``: what is put into a window when it is full is dressed anew."""
        super().__init__(parent)
        self.desk = desk
        self.editor = ProseEdit()
        self.editor.setAccessibleName(desk.words.tr("Text of the narrative"))
        self.editor.setPlaceholderText(desk.words.tr("Write here. Type @ to cite a ticket, a picture or a number."))
        self.highlighter = Highlighter(self.editor.document(), desk.theme.look)
        self.citing = Citing(desk, self.editor)
        self.editor.key_first = self.citing.key
        self.outline = Outline(desk)
        self.card = CodeCard(desk)
        self.banner = Banner(desk)
        self.finder = FindBar(desk, self.editor)
        self.remarks = RemarksPanel(desk)
        self.pages = PagePane(desk, text=self.editor.text, line=self.editor.line, share=self.editor.share_of_line)
        self.versions = VersionsPane(desk)
        self._build()

    def _build(self) -> None:
        self.split = QSplitter(Qt.Orientation.Horizontal)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        # From the outside in: a part is told anew of what it stands in each time that is put into something larger.
        layout.addWidget(self.split)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.side = self._left()
        for part in (self.side, self._middle(), self._right()):
            self.split.addWidget(part)
        for at, stretch in enumerate((0, 3, 2)):
            self.split.setStretchFactor(at, stretch)
        self.split.setSizes([_OUTLINE_PX, _PROSE_PX, _PAGES_PX])

    def _left(self) -> QWidget:
        column = QWidget()
        role(column, "surface")
        column.setMinimumWidth(160)
        column.setMaximumWidth(320)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addSpacing(8)
        layout.addWidget(self.outline, 1)
        layout.addWidget(self.card)
        return column

    def _middle(self) -> QWidget:
        column = QWidget()
        role(column, "surface")
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._tools())
        layout.addWidget(rule())
        layout.addWidget(self.banner)
        layout.addWidget(self.finder)
        self.below = QSplitter(Qt.Orientation.Vertical)
        self.below.setHandleWidth(1)
        self.below.setChildrenCollapsible(False)
        self.below.addWidget(self.editor)
        self.below.addWidget(self.remarks)
        self.below.setStretchFactor(0, 1)
        self.below.setStretchFactor(1, 0)
        self.remarks.hide()
        layout.addWidget(self.below, 1)
        layout.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 12, 6)
        self.counted = ElidedLabel("", "small", "muted")
        self.kept = PlainLabel("", "small", "muted")
        foot.addWidget(self.counted, 1)
        foot.addWidget(self.kept)
        layout.addLayout(foot)
        return column

    def _tools(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setContentsMargins(12, 6, 12, 6)
        across.setSpacing(2)
        self._add_writers_tools(across)
        across.addStretch(1)
        self._add_ways_out(across)
        return across

    def _add_writers_tools(self, across: QHBoxLayout) -> None:
        words = self.desk.words
        work: tuple[tuple[str, str, Callable[[], object], str], ...] = (
            ("bold", words.tr("Bold"), lambda: self.write(lambda: self.editor.surround("**")), "narratives.bold"),
            ("heading", words.tr("Heading"), lambda: self.write(self.editor.next_heading_level), "narratives.heading"),
            (
                "quote",
                words.tr("Quote"),
                lambda: self.write(lambda: self.editor.begin_lines_with("> ")),
                "narratives.quote",
            ),
            ("list", words.tr("List"), lambda: self.write(lambda: self.editor.begin_lines_with("- ")), ""),
            ("link", words.tr("Cite a ticket, picture, visit or number"), self.citing.ask, "narratives.cite"),
            ("search", words.tr("Find in the text"), lambda: self.asked.emit("narratives.find"), "narratives.find"),
        )
        self._roomy = []
        for icon, text, action, action_id in work:
            button = tool(self.desk, icon, text, action, action_id=action_id)
            across.addWidget(button)
            if icon in ("heading", "quote", "list"):
                self._roomy.append(button)

    def _add_ways_out(self, across: QHBoxLayout) -> None:
        words = self.desk.words
        self.remarks_button = QPushButton("")
        role(self.remarks_button, "chip")
        self.remarks_button.setCheckable(True)
        self.desk.keys.tip(self.remarks_button, "narratives.next_remark")
        self.remarks_button.toggled.connect(self.show_remarks)
        across.addWidget(self.remarks_button)
        across.addSpacing(6)
        for icon, text, name in (
            ("history", words.tr("Kept states"), "narratives.versions"),
            ("printer", words.tr("Print…"), "narratives.print"),
        ):
            across.addWidget(tool(self.desk, icon, text, partial(self.asked.emit, name), action_id=name))
        across.addSpacing(4)
        self.export = QPushButton(words.tr("Export…"))
        self.desk.keys.tip(self.export, "narratives.export")
        role(self.export, "primary")
        self.export.clicked.connect(lambda: self.asked.emit("narratives.export"))
        across.addWidget(self.export)

    def _right(self) -> QWidget:
        self.right = QStackedWidget()
        self.right.setMinimumWidth(240)
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pages, 1)
        layout.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 6)
        self.budget = ElidedLabel("", "small", "muted")
        self.budget.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.budget, 1)
        layout.addLayout(foot)
        role(column, "surface")
        self.right.addWidget(column)
        self.right.addWidget(self.versions)
        return self.right

    def write(self, work: Callable[[], None]) -> None:
        """Do something to the text and put the hands back into it."""
        work()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_remarks(self, shown: bool) -> None:
        """Open or close the panel below the prose."""
        if self.remarks.isHidden() == shown:
            self.remarks.setVisible(shown)
            if shown:
                room = self.below.height()
                self.below.setSizes([room - min(200, room // 3), min(200, room // 3)])
                self.remarks.show_nearest()
        self.remarks_button.setChecked(shown)

    def show_versions(self, shown: bool) -> None:
        """Show the kept states in the place of the pages, or the pages again."""
        self.right.setCurrentIndex(1 if shown else 0)
        if shown:
            self.versions.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drop with Esc what is selected, then the panel of remarks, then the text, then go back to the list."""
        if event.key() != Qt.Key.Key_Escape or event.modifiers():
            super().keyPressEvent(event)
            return
        event.accept()
        focus, cursor = QApplication.focusWidget(), self.editor.textCursor()
        if focus is self.editor and cursor.hasSelection():
            cursor.clearSelection()
            self.editor.setTextCursor(cursor)
        elif focus is self.editor:
            (self.outline if self.side.isVisible() else self.pages.view).setFocus(Qt.FocusReason.OtherFocusReason)
        elif focus is not None and self.remarks.isAncestorOf(focus):
            self.show_remarks(False)
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.asked.emit("narratives.list")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for: first the tools that have keys, then the outline."""
        for button in self._roomy:
            button.setVisible(self.width() >= _ROOMY_PX)
        super().resizeEvent(event)
        self.side.setVisible(self.width() >= _NO_OUTLINE_BELOW_PX)
