"""Make the desk's parts work together on one narrative: what is typed is kept, set, checked and said.

Must not build widgets, nor know the list of narratives.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gemba.errors import EnvironmentProblem, GembaError, UserError
from gemba.model.rows import NarrativeRow
from gemba.model.values import NarrativeLanguage
from gemba.ui.desk import Desk
from gemba.ui.jobs import Job
from gemba.ui.narratives.code_card import place_of
from gemba.ui.narratives.counting import count_words, first_line_of_prose
from gemba.ui.narratives.desk_page import DeskPage
from gemba.ui.narratives.keeping import Keeping
from gemba.ui.narratives.remarking import Remarking
from gemba.ui.widgets.undo_toast import toast_with_undo

if TYPE_CHECKING:
    from gemba.services.narratives.pages import Citable, Laid, NarrativePages
    from gemba.ui.narratives.leaving import Departure

_FACTS_MS, _COUNT_MS = 400, 250


class Writing(QObject):
    """One narrative on one desk, for as long as it is open."""

    heading_changed = Signal(str)

    def __init__(self, desk: Desk, page: DeskPage) -> None:
        """Take the desk's widgets."""
        super().__init__(page)
        self._desk = desk
        self.page = page
        self.keeping = Keeping(desk, text=page.editor.text, numbers=self._numbers)
        # Its timers ask for the text, and must not outlive the editor.
        self.keeping.setParent(self)
        self.remarking = Remarking(desk, page, row=lambda: self.row)
        self.pages: NarrativePages | None = None
        #: what is on its way out by "export" or "print", from the wish until it is known what will leave
        self.departing: dict[str, Departure] = {}
        self.citable: dict[str, Citable] = {}
        self._language: NarrativeLanguage | None = None
        self._loading = False
        self._says_refusal = False
        self._pictures_asked = False
        self._facts = QTimer(self, singleShot=True, interval=_FACTS_MS)
        self._facts.timeout.connect(self._read_facts)
        self._count = QTimer(self, singleShot=True, interval=_COUNT_MS)
        self._count.timeout.connect(self._say_count)
        self._listen()

    def _listen(self) -> None:
        page, keeping = self.page, self.keeping
        page.editor.textChanged.connect(self._typed)
        page.editor.cursorPositionChanged.connect(self._moved)
        page.editor.left.connect(self._left)
        page.editor.link_followed.connect(self.follow)
        page.outline.chosen.connect(lambda line: page.editor.go_to_line(line))
        page.outline.appendix_chosen.connect(self._show_appendix)
        page.card.followed.connect(self.follow)
        page.remarks.opened.connect(page.show_remarks)
        page.pages.laid_out.connect(self._laid_out)
        page.pages.pointed.connect(lambda line: page.editor.go_to_line(line))
        page.versions.taken.connect(self.restore)
        page.versions.closed.connect(lambda: page.show_versions(False))
        self._desk.read_only_changed.connect(self._may_write_or_not)
        keeping.kept.connect(self._kept)
        keeping.overtaken.connect(self._overtaken)
        keeping.refused.connect(self._refused)
        keeping.brought_back.connect(self._brought_back)

    # -- opening and closing ----------------------------------------------------------------------------------

    @property
    def row(self) -> NarrativeRow | None:
        """Return the narrative that is open."""
        return self.keeping.row

    def open(self, row: NarrativeRow) -> None:
        """Put a narrative on the desk."""
        page = self.page
        page.banner.hide()
        page.show_versions(False)
        page.finder.hide()
        page.card.show_code("", {})
        page.show_remarks(False)
        self._pictures_asked = False
        self.citable = {}
        page.citing.citable = ()
        self.pages = self._desk.app.narratives.pages(row.id)
        self.remarking.open(self.pages)
        self._set_in(row)
        self._show(self.keeping.open(row))
        page.editor.setReadOnly(self._desk.read_only)
        page.editor.go_to_line(first_line_of_prose(page.editor.text()))
        page.editor.verticalScrollBar().setValue(0)
        page.pages.open(self.pages)
        self._say_count()
        self._say_kept()
        self.heading_changed.emit(self.heading())

    def _set_in(self, row: NarrativeRow) -> None:
        """Show the text in the faces of its own language, as the paper does."""
        if row.language is not self._language:
            self._language = row.language
            for part in (self.page.editor, self.page.outline, self.page.versions.text):
                self._desk.theme.set_in(part, row.language.value)

    def _may_write_or_not(self) -> None:
        self.page.editor.setReadOnly(self._desk.read_only)

    def close(self) -> None:
        """Keep what is left and let go."""
        for timer in (self.remarking.rest, self._facts, self._count):
            timer.stop()
        self.keeping.close()

    def clear(self) -> None:
        """Take the narrative off the desk, once it is closed."""
        self.close()
        self.keeping.row = None
        self.pages = None
        self.page.pages.close_pages()

    def heading(self) -> str:
        """Return title and draft."""
        row, words = self.row, self._desk.words
        if row is None:
            return ""
        return f"{row.title or words.tr('Without a title')} · {words.tr('draft {n}', n=row.draft)}"

    def _show(self, text: str) -> None:
        self._loading = True
        self.page.editor.load(text)
        self._loading = False

    # -- typing -----------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        if self._loading or self.row is None:
            return
        self.keeping.touched()
        self.page.pages.text_changed()
        self.remarking.typed()
        self._count.start()
        self._say_kept()

    def _moved(self) -> None:
        if self._loading or self.row is None:
            return
        editor = self.page.editor
        self.page.outline.follow(editor.line())
        self.page.pages.cursor_moved()
        self.page.card.show_code(editor.link_at(editor.textCursor()), self.citable)

    def _left(self) -> None:
        if self.keeping.pending:
            self.keeping.commit()

    def _numbers(self, text: str) -> Mapping[str, str] | None:
        try:
            return self.pages.numbers(text) if self.pages is not None and self.pages.is_read else None
        except UserError:
            return None  # writing it says so

    def follow(self, code: str = "") -> None:
        """Open what a code stands for in its own place; without one, what stands under the cursor."""
        code = code or self.page.editor.link_at(self.page.editor.textCursor())
        thing = code.split(".")[0]
        if place_of(thing):
            self._desk.go(place_of(thing), thing)

    # -- what the pages say ------------------------------------------------------------------------------------

    def _laid_out(self, laid: Laid) -> None:
        page, words = self.page, self._desk.words
        page.outline.show_layout(laid)
        page.outline.follow(page.editor.line())
        made = laid.made
        said = words.tr("{n} / {m} pages", n=words.number(laid.pages_used, decimals=1), m=made.budget)
        read = words.tr("{n} min read", n=made.reading_minutes)
        if made.over_lines:
            over = words.count("▲ {n} line over", "▲ {n} lines over", made.over_lines)
            page.budget.setText(f"{over} · {said} · {read}")
        else:
            page.budget.setText(f"{said} · {read}")
        if not self._pictures_asked:
            self._pictures_asked = True
            self._read_facts()

    def _show_appendix(self) -> None:
        laid = self.page.pages.laid
        if laid is not None:
            self.page.pages.show_page(laid.made.body_pages)

    def _read_facts(self) -> None:
        pages = self.pages
        if pages is None:
            return

        def work(job: Job) -> tuple[tuple[Citable, ...], EnvironmentProblem | None]:
            lost: EnvironmentProblem | None = None
            try:
                pages.refresh()
            except EnvironmentProblem as problem:
                # What can be cited and checked does not wait for a picture whose file is gone.
                lost = problem
                pages.refresh(pictures=False)
            job.step()
            return pages.citable(), lost

        self._desk.fetch(work, owner=self, then=self._facts_read, failed=self._quiet, key=f"narrative-facts-{id(self)}")

    def _facts_read(self, read: tuple[tuple[Citable, ...], EnvironmentProblem | None]) -> None:
        found, lost = read
        self.citable = {one.code: one for one in found}
        self.page.citing.citable = found
        self.remarking.lose(lost)
        self.page.pages.set_soon()
        self.remarking.rest.start()
        self._moved()

    def _quiet(self, problem: BaseException) -> None:
        # A front matter that cannot be read is said below the pages already.
        if not isinstance(problem, GembaError):
            self._desk.problem(problem)

    def facts_changed(self) -> None:
        """Something the narrative may cite has changed: read it anew, once it is quiet."""
        if self.row is not None:
            self._facts.start()

    def text_changed_elsewhere(self) -> None:
        """The narrative's row changed: show it, unless both sides wrote."""
        stored = self.keeping.look_again()
        if stored is not None:
            self._loading = True
            self.page.editor.take_over(stored.source)
            self.page.editor.forget_steps()
            self._loading = False
            self.page.pages.text_changed()
            self.remarking.rest.start()
            self._say_count()
        self._say_kept()
        self.heading_changed.emit(self.heading())
        if self.page.right.currentIndex() == 1:
            self.load_versions()

    def looks_changed(self) -> None:
        """Wear the other look."""
        with self.page.editor.keeping_view():
            self.page.highlighter.wear(self._desk.theme.look)
        self.remarking.underline()

    # -- kept or not ------------------------------------------------------------------------------------------

    def _kept(self, row: NarrativeRow) -> None:
        self._set_in(row)
        if self.pages is not None and self.pages.draft_kept(row.draft):
            # What is seen is what prints: the head names the draft.
            self.page.pages.set_soon()
        self._say_kept()
        self.remarking.draft_kept()
        self.heading_changed.emit(self.heading())

    def _say_kept(self) -> None:
        row, words = self.row, self._desk.words
        if row is not None:
            said = words.tr("writing…") if self.keeping.pending else words.tr("draft {n} kept", n=row.draft)
            self.page.kept.setText(said)

    def _say_count(self) -> None:
        words = self._desk.words
        count = count_words(self.page.editor.text())
        self.page.counted.setText(words.count("{n} word", "{n} words", count))

    def _refused(self, sentence: str) -> None:
        if sentence:
            self.page.kept.setText(self._desk.words.tr("not yet a draft"))
        # What the pages say already is not said twice.
        if sentence and self.page.pages.trouble.isHidden():
            self.page.banner.tell(sentence)
            self._says_refusal = True
        elif self._says_refusal:
            self.page.banner.hide()
            self._says_refusal = False

    def _brought_back(self, here: bool) -> None:
        words = self._desk.words
        if here:
            said = words.tr("What you had typed and was in no draft yet is here again.")
        else:
            said = words.tr("Somebody wrote a newer draft. What you had typed is kept among the states, beside it.")
        # The page is only being opened: the line is shown once it stands.
        QTimer.singleShot(0, self, lambda: self.page.banner.tell(said))

    def _overtaken(self, stored: NarrativeRow) -> None:
        words = self._desk.words
        self.page.banner.tell(
            words.tr(
                "Draft {n} was written elsewhere while you typed. Both texts are kept. Which one goes on?",
                n=stored.draft,
            ),
            (words.tr("Mine"), lambda: self.keeping.go_on_with_mine(stored)),
            (words.tr("The other one"), lambda: self._take_theirs(stored)),
        )

    def _take_theirs(self, stored: NarrativeRow) -> None:
        self._show(self.keeping.take_theirs(stored))
        self.page.pages.text_changed()
        self.remarking.rest.start()
        self._say_kept()

    def load_versions(self) -> None:
        """Read the kept states anew."""
        row = self.row
        if row is not None:
            self.page.versions.show_versions(row, self._desk.app.narratives.versions(row.id))

    def restore(self, version_id: str) -> None:
        """Make a kept state the next draft."""
        row, words = self.row, self._desk.words
        if row is None:
            return
        narratives = self._desk.app.narratives

        def restored(new: NarrativeRow) -> None:
            toast_with_undo(self._desk, words.tr("Draft {n} goes on from that state.", n=new.draft))
            self.page.show_versions(False)

        self.keeping.commit(
            lambda: self._desk.do(lambda: narratives.restore(row.id, version_id), owner=self, then=restored)
        )
