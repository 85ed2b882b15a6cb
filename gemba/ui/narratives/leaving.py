"""How a narrative leaves the desk: kept first, then what will leave is reckoned and said, then it goes.

Must not know how a PDF is made nor how the sheet looks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.narratives.writing import Writing

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from gemba.services.narratives.leaving import NarrativeLeaving
    from gemba.services.narratives.paper import PaperChoice


class Departure:
    """One narrative on its way out, until its sheet or the printer's question stands or nothing comes of it."""

    def __init__(self, desk: Desk, writing: Writing) -> None:
        """Take what is being written."""
        self._desk = desk
        self._writing = writing
        self._kind = ""
        self._narrative_id = ""
        #: what was reckoned with
        self._text = ""
        self._job: Job | None = None
        self._back: QWidget | None = None

    def export(self) -> None:
        """Keep the text, reckon what would leave, and show the sheet; the keys wait on its button meanwhile.

        Enter for a sheet that is not there yet would write into the text, over a word that F8 has chosen.
        """
        page = self._writing.page
        if not self._begin("export"):
            return
        if page.editor.hasFocus():
            self._back = page.editor
            page.export.setFocus(Qt.FocusReason.OtherFocusReason)
        self._writing.keeping.commit(lambda: self._reckon(self._show_sheet), otherwise=self._end)

    def print(self) -> None:
        """Keep the text, reckon what would leave, and ask for the printer; what is reckoned for a sheet gives way."""
        if self._begin("print"):
            self._writing.keeping.commit(lambda: self._reckon(self._ask_printer), otherwise=self._end)

    def _begin(self, kind: str) -> bool:
        """Note that the narrative departs; a second wish of the same kind is the first one's, also while it is kept."""
        row, earlier = self._writing.row, self._writing.departing.get(kind)
        if row is None:
            return False
        if earlier is not None:
            if earlier._job is None or not earlier._job.cancelled:
                return False
            # It was stopped and only has not noticed: the keys that it was to give back are this one's.
            self._back, earlier._back = earlier._back, None
        self._kind, self._narrative_id = kind, row.id
        self._writing.departing[kind] = self
        return True

    def _end(self) -> None:
        """Let it be wished for again, and give the keys back where they still wait; a sheet that comes takes them."""
        if self._writing.departing.get(self._kind) is self:
            del self._writing.departing[self._kind]
        page, back = self._writing.page, self._back
        if back is not None and shiboken6.isValid(page) and page.window().focusWidget() is page.export:
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choice(self) -> PaperChoice:
        from gemba.services.narratives.paper import PaperChoice

        pages = self._writing.pages
        return pages.choice if pages is not None else PaperChoice()

    def _reckon(self, then: Callable[[NarrativeLeaving], None]) -> None:
        row, narratives, choice = self._writing.row, self._desk.app.narratives, self._choice()
        if row is None or row.id != self._narrative_id:
            self._end()
            return
        self._text = self._writing.page.editor.text()

        def work(job: Job) -> NarrativeLeaving:
            return narratives.leaving(row.id, choice, progress=job.step)

        title = self._desk.words.tr("Looking at what will leave")
        self._job = self._desk.fetch(work, owner=self._writing, then=then, key="narrative-leaving", title=title)
        # However it ends: found, failed, stopped, or given way to the other kind.
        self._job.ended.connect(self._end)

    def _where_seen(self, found: NarrativeLeaving, show: Callable[[], None]) -> None:
        """Show it over the desk; where somebody went elsewhere meanwhile nothing jumps up: a button leads there."""

        def go() -> None:
            self._desk.go("narratives", self._narrative_id)
            if self._writing.page.editor.text() == self._text:
                show()
            else:
                (self.export if self._kind == "export" else self.print)()

        if self._writing.page.isVisible():
            show()
        else:
            words = self._desk.words
            said = words.tr("What will leave of “{title}” is known.", title=found.title)
            self._desk.toast(said, button=words.tr("Show"), action=go)

    def _show_sheet(self, found: NarrativeLeaving) -> None:
        self._where_seen(found, lambda: self._show_sheet_now(found))

    def _show_sheet_now(self, found: NarrativeLeaving) -> None:
        from gemba.ui.narratives.sending import show_sheet

        row = self._writing.row
        if row is not None and row.id == self._narrative_id:
            show = self._writing.remarking.show_code
            show_sheet(self._desk, self._writing.page, row.id, found, self._choice(), show_code=show)

    def _ask_printer(self, found: NarrativeLeaving) -> None:
        self._where_seen(found, lambda: self._ask_printer_now(found))

    def _ask_printer_now(self, found: NarrativeLeaving) -> None:
        from gemba.ui.narratives.sending import SHOW_CODE, ask_printer

        words = self._desk.words
        if found.unresolved:
            codes = words.listed(found.unresolved[:5])
            said = words.tr("{codes} stands for nothing: the print stops there.", codes=codes)
            show = self._writing.remarking.show_code
            self._desk.toast(said, button=words.tr(SHOW_CODE), action=show, kind="stop")
            return
        if found.unreviewed:
            self._desk.toast(
                words.count(
                    "{n} picture is not yet reviewed and will not be printed.",
                    "{n} pictures are not yet reviewed and will not be printed.",
                    len(found.unreviewed),
                ),
                kind="attention",
            )
        row = self._writing.row
        if row is None or row.id != self._narrative_id:
            return
        printer = ask_printer(self._desk, self._writing.page, found.paper)
        if printer is not None:
            self._print_on(printer)

    def _print_on(self, printer: QPrinter) -> None:
        from dataclasses import replace

        from gemba.ui.narratives.sending import print_pdf

        row, narratives, words = self._writing.row, self._desk.app.narratives, self._desk.words
        if row is None:
            return
        choice = replace(self._choice(), accept_unreviewed=True, over_budget=True)

        def work(job: Job) -> int:
            pdf = narratives.printed(row.id, choice, progress=job.step)
            return print_pdf(printer, pdf, job)

        self._desk.fetch(
            work,
            owner=self._writing,
            then=lambda n: self._desk.toast(
                words.count("{n} page went to the printer.", "{n} pages went to the printer.", n)
            ),
            title=words.tr("Printing"),
        )
