"""The true pages beside the prose: the page the cursor is on, set again after every change; latest wins.

One job lays the text out and makes the picture of the one page that is seen. Must not know how a page is set, nor keep
what is typed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QImage
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from gemba.errors import GembaError
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.look.theme import role
from gemba.ui.narratives.page_view import PageView
from gemba.ui.narratives.parts import tool
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel
from gemba.ui.widgets.loading_line import LoadingLine

if TYPE_CHECKING:
    from gemba.services.narratives.pages import Laid, NarrativePages, PagePicture

# While pages are being set, further keys are waited for together; a first change is set at once.
SETTLE_MS = 30
#: pictures of pages that are kept to turn back to: eight of a page that is read, two of one made very large
_KEPT_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A text laid out, and the picture of one of its pages."""

    laid: Laid
    index: int
    image: QImage


class PagePane(QWidget):
    """Pages of one narrative; ``laid_out`` tells outline and foot what the layout says."""

    laid_out = Signal(object)
    shown = Signal(int)
    pointed = Signal(int)
    choice_changed = Signal()

    def __init__(
        self, desk: Desk, *, text: Callable[[], str], line: Callable[[], int], share: Callable[[], float]
    ) -> None:
        """Take how to read the text, the line of the cursor, and how far into it the cursor is."""
        super().__init__()
        self._desk = desk
        self._text = text
        self._line = line
        self._share = share
        self._pages: NarrativePages | None = None
        self._laid: Laid | None = None
        self._index = 0
        self._pictures: OrderedDict[tuple[str, int, int], QImage] = OrderedDict()
        self._job: Job | None = None
        self._follow = True
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._set)
        self._build()

    def _build(self) -> None:
        words = self._desk.words
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 6)
        head.setSpacing(2)
        self.where = ElidedLabel("", "muted")
        self.where.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self.where, 1)
        self.back = tool(self._desk, "chevron-left", words.tr("Page before"), lambda: self.turn(-1))
        self.on = tool(self._desk, "chevron-right", words.tr("Page after"), lambda: self.turn(1))
        self.smaller = tool(self._desk, "zoom-out", words.tr("Smaller page"), lambda: self.view.set_zoom(-1))
        self.larger = tool(self._desk, "zoom-in", words.tr("Larger page"), lambda: self.view.set_zoom(1))
        self.paper = tool(self._desk, "file-text", words.tr("Paper and margin"), None)
        self.paper.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.paper.setMenu(self._paper_menu())
        for button in (self.back, self.on, self.smaller, self.larger, self.paper):
            head.addWidget(button)
        layout.addLayout(head)
        self.view = PageView(self._desk.theme)
        self.view.setAccessibleName(words.tr("The page as it will be printed"))
        self.view.width_wanted.connect(lambda _: self.set_soon())
        self.view.turned.connect(self.turn)
        self.view.pointed.connect(self._pointed)
        layout.addWidget(self.view, 1)
        self._loading = LoadingLine(self.view, self._desk.theme, words.tr("Setting the pages…"))
        self.trouble = PlainLabel("", "small", "attention", wrap=True)
        self.trouble.setContentsMargins(12, 6, 12, 6)
        self.trouble.hide()
        layout.addWidget(self.trouble)
        role(self, "surface")

    def _paper_menu(self) -> QMenu:
        words = self._desk.words
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._papers: dict[str, QAction] = {}
        for name, text in (("", words.tr("Paper of the house")), ("a4", "A4"), ("letter", "Letter")):
            # Kept ones are made in Python: the wrapper of one that Qt made may be found dead while it lives.
            action = QAction(text, menu)
            menu.addAction(action)
            action.setCheckable(True)
            action.setChecked(not name)
            action.triggered.connect(lambda _=False, name=name: self.choose(paper=name))
            group.addAction(action)
            self._papers[name] = action
        menu.addSeparator()
        self.margin = QAction(words.tr("Reader's margin for notes (41 mm)"), menu)
        menu.addAction(self.margin)
        self.margin.setCheckable(True)
        self.margin.triggered.connect(lambda on: self.choose(margin=on))
        return menu

    def sizeHint(self) -> QSize:
        """Return a width at which a page can be read."""
        return QSize(400, 560)

    # -- what is set ------------------------------------------------------------------------------------------

    def open(self, pages: NarrativePages) -> None:
        """Begin with another narrative; its facts are read first, then with the pictures that are printed."""
        self._pages = pages
        self._laid = None
        self._index = 0
        self._pictures.clear()
        self.view.show_page(None, size_pt=(595.28, 841.89), mark=None)
        self.where.setText("")
        self.set_soon()

    def close_pages(self) -> None:
        """Let go of the narrative."""
        self._settle.stop()
        if self._job is not None:
            self._job.cancel()
        self._pages, self._laid = None, None
        self._pictures.clear()

    def choose(self, *, paper: str | None = None, margin: bool | None = None) -> None:
        """Set on another paper, or with the margin for a reader's pen."""
        if self._pages is not None:
            now = self._pages.choice
            paper = now.paper if paper is None else paper
            self._pages.choice = replace(
                now, paper=paper, readers_margin=now.readers_margin if margin is None else margin
            )
            self._papers[paper].setChecked(True)
            self.choice_changed.emit()
            self.set_soon()

    def text_changed(self) -> None:
        """The text changed: follow the cursor and set the page again."""
        self._follow = True
        self.set_soon()

    def cursor_moved(self) -> None:
        """The cursor moved without a change: show its page, from what is laid out already."""
        self._follow = True
        if self._laid is not None and not self._settle.isActive():
            self._show(self._laid.page_of(self._line(), self._share()))

    def set_soon(self) -> None:
        """Set the present text again, once the window has shown what changed: text, facts, paper or room."""
        under_way = self._job is not None and not self._job.done
        self._settle.start(SETTLE_MS if under_way else 0)

    def _set(self) -> None:
        pages, width = self._pages, self.view.page_width_px()
        if pages is None or width < 40:
            return
        text, line, share = self._text(), self._line(), self._share()
        index = None if self._follow else self._index

        def work(job: Job) -> Shown:
            laid = pages.lay_out(text)
            job.step()
            at = laid.page_of(line, share) if index is None else min(index, laid.page_count - 1)
            return Shown(laid, at, as_image(pages.picture(laid, at, width_px=width)))

        self._job = self._desk.fetch(
            work,
            owner=self,
            then=self._set_is_done,
            failed=self._cannot,
            key=f"narrative-page-{id(self)}",
            at_once=True,
        )
        if self._laid is None:
            self._loading.watch(self._job)

    def _set_is_done(self, found: Shown) -> None:
        self._laid = found.laid
        self._index = found.index
        self._remember(found)
        self.trouble.hide()
        self._say_where()
        self.view.show_page(found.image, size_pt=found.laid.page_size_pt, mark=self._mark())
        self._bring_mark_into_view()
        self.laid_out.emit(found.laid)
        self.shown.emit(found.index)

    def _cannot(self, problem: BaseException) -> None:
        if isinstance(problem, GembaError):
            self.trouble.setText(self._desk.words.problem(problem))
            self.trouble.show()
        else:
            self._desk.problem(problem)

    @property
    def laid(self) -> Laid | None:
        """Return what is laid out, None before the first."""
        return self._laid

    def show_page(self, index: int) -> None:
        """Show a page by its index from 0, whatever the cursor does."""
        self._follow = False
        self._show(index)

    # -- which page is seen ------------------------------------------------------------------------------------

    def turn(self, pages: int) -> None:
        """Turn pages on or back; the cursor stays where it is."""
        if self._laid is not None:
            self._follow = False
            self._show(max(0, min(self._laid.page_count - 1, self._index + pages)))

    def _show(self, index: int) -> None:
        laid, pages, width = self._laid, self._pages, self.view.page_width_px()
        if laid is None or pages is None:
            return
        self._index = index
        self._say_where()
        image = self._pictures.get((laid.made.checksum, index, width))
        if image is not None:
            self.view.show_page(image, size_pt=laid.page_size_pt, mark=self._mark())
            self._bring_mark_into_view()
            self.shown.emit(index)
            return

        def work(job: Job) -> Shown:
            return Shown(laid, index, as_image(pages.picture(laid, index, width_px=width)))

        self._job = self._desk.fetch(
            work, owner=self, then=self._turned, failed=self._cannot, key=f"narrative-page-{id(self)}", at_once=True
        )

    def _turned(self, found: Shown) -> None:
        self._remember(found)
        if found.laid is self._laid and found.index == self._index:
            self.view.show_page(found.image, size_pt=found.laid.page_size_pt, mark=self._mark())
            self._bring_mark_into_view()
            self.shown.emit(found.index)

    def _remember(self, found: Shown) -> None:
        """Keep a page's picture; pictures of what stood there before the last change are never asked for again."""
        checksum = found.laid.made.checksum
        for key in [one for one in self._pictures if one[0] != checksum]:
            del self._pictures[key]
        self._pictures[checksum, found.index, found.image.width()] = found.image
        while len(self._pictures) > 1 and sum(one.sizeInBytes() for one in self._pictures.values()) > _KEPT_BYTES:
            self._pictures.popitem(last=False)

    def _say_where(self) -> None:
        laid, words = self._laid, self._desk.words
        if laid is None:
            return
        body = laid.made.body_pages
        if self._index < body:
            said = words.tr("Page {n} of {m}", n=self._index + 1, m=body)
        else:
            said = words.tr("Appendix {n} of {m}", n=self._index - body + 1, m=laid.page_count - body)
        self.where.setText(said)
        self.back.setEnabled(self._index > 0)
        self.on.setEnabled(self._index < laid.page_count - 1)

    def _mark(self) -> tuple[float, float] | None:
        """Return top and foot of the cursor's paragraph on the page that is seen, in points."""
        laid = self._laid
        block = laid.place_of(self._line()) if laid is not None else None
        if laid is None or block is None or not block.page_first <= self._index + 1 <= block.page_last:
            return None
        top = block.top_pt if block.page_first == self._index + 1 else laid.made.styles.sheet.top
        foot = block.bottom_pt
        if block.page_last > self._index + 1:
            foot = laid.page_size_pt[1] - laid.made.styles.sheet.bottom
        return top, foot

    def _bring_mark_into_view(self) -> None:
        mark = self._mark()
        if mark is not None and self._follow:
            self.view.show_height(mark[0])

    def _pointed(self, y_pt: float) -> None:
        if self._laid is not None and self._index < self._laid.made.body_pages:
            self.pointed.emit(self._laid.line_at(self._index, y_pt))


def as_image(picture: PagePicture) -> QImage:
    """Return a page's picture as Qt paints it; the bytes are copied."""
    made = QImage(picture.rgb, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888)
    return made.copy()
