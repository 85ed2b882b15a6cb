"""Look at a narrative's text while it is written: run the checks at every rest, underline, go from remark to remark.

What is found is the services' and the linter's; latest wins. Must not know how a text is kept or a page set.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from gemba.errors import EnvironmentProblem, GembaError
from gemba.model.rows import NarrativeRow
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.narratives.desk_page import DeskPage
from gemba.ui.narratives.remark_list import Remark, remarks_of, stated_draft, stopped

if TYPE_CHECKING:
    from gemba.services.narratives.check import CheckReport
    from gemba.services.narratives.pages import NarrativePages

_CHECK_MS = 900
_MOST_UNDERLINED = 400
_MOST_MEASURED = 60


class Remarking(QObject):
    """The remarks on what stands on one desk."""

    def __init__(self, desk: Desk, page: DeskPage, *, row: Callable[[], NarrativeRow | None]) -> None:
        """Take the desk's widgets and how to know what is open."""
        super().__init__(page)
        self._desk = desk
        self.page = page
        self._row = row
        self.pages: NarrativePages | None = None
        self.checked_text: str | None = None
        self._report: CheckReport | None = None
        self._checking: Job | None = None
        #: what the machine keeps from being printed, such as a picture whose file is gone
        self._lost: tuple[Remark, ...] = ()
        self._wanted = 0
        #: the rows are those of what stands there
        self._fresh = False
        self.rest = QTimer(self, singleShot=True, interval=_CHECK_MS)
        self.rest.timeout.connect(self.check_now)
        page.editor.cursorPositionChanged.connect(self._moved)
        page.finder.found_changed.connect(self.underline)
        page.remarks.gone_to.connect(self._go_to)
        page.remarks.mended.connect(self._mend)

    def open(self, pages: NarrativePages) -> None:
        """Begin with another narrative."""
        self.pages = pages
        self.checked_text, self._report, self._wanted = None, None, 0
        self._lost, self._fresh = (), False
        self.page.remarks.show_remarks(())
        self._say()

    def lose(self, problem: EnvironmentProblem | None) -> None:
        """Say first of all what would stop the print, None where nothing does any more."""
        self._lost = () if problem is None else (stopped(problem, self._desk.words),)
        self._show()

    def typed(self) -> None:
        """The text changed: what is being looked at is old, look again at the next rest."""
        if self._checking is not None:
            self._checking.cancel()
        self._wanted, self._fresh = 0, False
        self.rest.start()

    def draft_kept(self) -> None:
        """The draft has another number: the head of the page may say the old one."""
        if self.checked_text == self.page.editor.text():
            self._show()

    def check_now(self) -> None:
        """Look at the whole text; what is found is shown below and underlined."""
        self.rest.stop()
        pages, row = self.pages, self._row()
        if pages is None or row is None:
            return
        text, narratives = self.page.editor.text(), self._desk.app.narratives

        def work(job: Job) -> tuple[str, CheckReport]:
            from gemba.services.narratives.narratives import kept_settings

            kept = kept_settings(narratives.versions(row.id), row)
            return text, pages.check(text, kept_numbers=kept, between=job.step)

        key = f"narrative-check-{id(self)}"
        self._checking = self._desk.fetch(work, owner=self, then=self._checked, failed=self._quiet, key=key)

    def _checked(self, found: tuple[str, CheckReport]) -> None:
        text, report = found
        if text != self.page.editor.text():
            return  # typed on meanwhile: the next look is under way
        self.checked_text, self._fresh = text, True
        self._report = report
        self._show()
        if self._wanted:
            wanted, self._wanted = self._wanted, 0
            self.step(wanted)
        laid = self.page.pages.laid
        if laid is not None and laid.source == text and laid.made.checksum != report.checksum:
            self.page.pages.set_soon()  # masked as a whole, something else is covered

    def _show(self) -> None:
        row, report, words = self._row(), self._report, self._desk.words
        if row is not None and report is not None:
            stated = stated_draft(self.page.editor.text(), row.draft, words)
            self.page.remarks.show_remarks((*self._lost, *stated, *remarks_of(report, words)))
            self._follow()
            self._say()
            self.underline()

    def _moved(self) -> None:
        # While somebody types nothing moves below the text: it does once they rest and that is looked at.
        if self._fresh:
            self._follow()

    def _follow(self) -> None:
        """Have in sight below what is remarked where the hands are."""
        editor, panel = self.page.editor, self.page.remarks
        line, at = editor.line(), editor.textCursor().selectionStart()
        here = [one for one in panel.remarks if one.line == line][:_MOST_MEASURED]
        nearest = min(here, key=lambda one: self._distance(one, at), default=None)
        panel.follow(line, nearest)

    def _distance(self, remark: Remark, at: int) -> int:
        there = self.page.editor.find_in_line(remark.line, remark.find)
        return max(there.selectionStart() - at, at - there.selectionEnd(), 0)

    def _quiet(self, problem: BaseException) -> None:
        # A front matter that cannot be read is said below the pages already.
        if isinstance(problem, EnvironmentProblem):
            # "Checking…" would stand for ever, and nobody would know that nothing is checked any more.
            self.checked_text, self._lost = self.page.editor.text(), (stopped(problem, self._desk.words),)
            self.page.remarks.show_remarks(self._lost)
            self._say()
        elif not isinstance(problem, GembaError):
            self._desk.problem(problem)

    def _say(self) -> None:
        words, remarks = self._desk.words, self.page.remarks.remarks
        button = self.page.remarks_button
        if self.checked_text is None:
            button.setText(words.tr("Checking…"))
        elif remarks:
            button.setText(words.count("{n} remark", "{n} remarks", len(remarks)))
        else:
            button.setText(words.tr("No remarks"))

    def step(self, by: int) -> None:
        """Go to the next remark or the one before, and show the panel; before the first look is over, go then."""
        if self.page.remarks.remarks:
            self.page.show_remarks(True)
            self.page.remarks.step(by, line=self.page.editor.line())
        elif self.checked_text is None:
            self._wanted = by

    def show_code(self) -> None:
        """Go to the first code that stands for nothing; to what comes first where that is not known yet."""
        panel = self.page.remarks
        code = next((row for row, one in enumerate(panel.remarks) if one.kind == "code"), None)
        if code is None:
            self.step(1)
        else:
            self.page.show_remarks(True)
            panel.go_to(code)

    def _go_to(self, remark: Remark) -> None:
        if remark.line:
            # A gap is chosen with its signs, so that what is typed then fills it.
            gap = f"[[{remark.find}]]"
            there = self.page.editor.find_in_line(remark.line, gap).hasSelection()
            self.page.editor.go_to_line(remark.line, words=gap if there else remark.find)

    def _mend(self, remark: Remark) -> None:
        row, pages = self._row(), self.pages
        if remark.kind == "stopped":
            self._desk.trigger("library.check")
        elif remark.kind == "draft":
            self.page.editor.take_line_out(remark.line)
        elif remark.kind == "unreviewed":
            self._desk.go("evidence", "")
        elif remark.kind == "stale" and row is not None and pages is not None:
            now = pages.numbers(self.page.editor.text()).get(remark.words, "")
            narratives = self._desk.app.narratives
            self._desk.do(
                lambda: narratives.accept_numbers(row.id, {remark.words: now}),
                owner=self,
                then=lambda _: self.check_now(),
            )

    def underline(self) -> None:
        """Underline what is remarked, softly, and brighten what is looked for."""
        look, editor = self._desk.theme.look, self.page.editor
        soft = QTextCharFormat()
        soft.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        soft.setUnderlineColor(QColor(look.attention))
        selections = []
        for remark in self.page.remarks.remarks[:_MOST_UNDERLINED]:
            if remark.line and remark.find:
                cursor = editor.find_in_line(remark.line, remark.find)
                if cursor.hasSelection():
                    selections.append(_selection(cursor, soft))
        bright = QTextCharFormat()
        bright.setBackground(QColor(look.accent_soft))
        selections += [_selection(cursor, bright) for cursor in self.page.finder.places()]
        editor.setExtraSelections(selections)


def _selection(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor = cursor
    made.format = look
    return made
