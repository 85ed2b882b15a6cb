"""Set a narrative's true pages again and again while it is written: facts read once, one paragraph masked anew.

The same engine as the print, page by page. May be used from several threads; a reading of the facts replaces the one
before as a whole. Must not know the window, nor write anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gemba.services.narratives.choice import PaperChoice

if TYPE_CHECKING:
    # A quarter of a second to load, which is the worker's: the window makes the desk of a narrative meanwhile.
    from gemba.model.library import Library
    from gemba.model.rows import NarrativeRow
    from gemba.report.document import Document
    from gemba.report.layout import BlockPlace, Layout
    from gemba.report.preview import PagePicture
    from gemba.services.narratives.check import CheckReport
    from gemba.services.narratives.paper import Built
    from gemba.services.narratives.sheets import SheetMaker

__all__ = ["Citable", "Laid", "LaidSection", "NarrativePages", "PagePicture"]

_BLANK_LINES = re.compile(r"(\n[ \t]*\n)")
_MOST_MASKED = 4096


@dataclass(frozen=True, slots=True)
class LaidSection:
    """A section on its pages: ``line`` of the source, lines used, and how many of them are over the budget."""

    title: str
    line: int
    lines: int
    page: int
    over: int


@dataclass(frozen=True, slots=True)
class Laid:
    """A text laid out: what the desk says about it, and what ``picture`` needs to show a page.

    ``picture_count`` is how many pictures stand in the appendix, one that several tickets show once, as the export
    counts; it is known before they are read.
    """

    source: str
    document: Document
    made: Layout
    picture_count: int

    @property
    def page_count(self) -> int:
        """Return how many pages there are, the appendix with them."""
        return len(self.made.pages)

    @property
    def page_size_pt(self) -> tuple[float, float]:
        """Return width and height of the paper in points."""
        return self.made.styles.sheet.width, self.made.styles.sheet.height

    @property
    def pages_used(self) -> float:
        """Return how many pages the body fills, such as 5.4."""
        a_page = self.made.styles.sheet.depth / self.made.styles.body.leading
        if self.made.over_lines:
            return self.made.budget + self.made.over_lines / a_page
        return max(0.0, self.made.budget - self.made.left_lines / a_page)

    def sections(self) -> tuple[LaidSection, ...]:
        """Return the sections with their place; what is over the budget is what stands last."""
        from gemba.report.blocks import Heading
        from gemba.report.source import read_source

        placed = {one.source_first for one in self.made.blocks}
        lines = [
            block.lines.first
            for block in read_source(self.document.source).blocks
            if isinstance(block, Heading) and block.level <= 2 and block.lines.first in placed
        ]
        left, out = self.made.over_lines, []
        for line, section in reversed(list(zip(lines, self.made.sections, strict=False))):
            over = min(section.lines, left)
            left -= over
            out.append(LaidSection(section.title, line, section.lines, section.page, over))
        return tuple(reversed(out))

    def place_of(self, source_line: int) -> BlockPlace | None:
        """Return where the block at a line of the source stands; the one before where none stands there."""
        best: BlockPlace | None = None
        for block in self.made.blocks:
            if block.source_first > source_line:
                break
            best = block
        return best or (self.made.blocks[0] if self.made.blocks else None)

    def page_of(self, source_line: int, share: float = 0.0) -> int:
        """Return the index from 0 of the page on which a place of the source stands, ``share`` of 0–1 into its line."""
        block = self.place_of(source_line)
        if block is None:
            return 0
        if block.page_first == block.page_last:
            return block.page_first - 1
        rows = max(1, block.source_last - block.source_first + 1)
        into = min(1.0, (max(0, source_line - block.source_first) + share) / rows)
        a_page = round(self.made.styles.sheet.depth / self.made.styles.body.leading)
        lines = (block.page_last - block.page_first) * a_page - block.line_first + 1 + block.line_last
        return (
            block.page_first
            - 1
            + min(block.page_last - block.page_first, int((block.line_first - 1 + into * lines) // a_page))
        )

    def line_at(self, page: int, y_pt: float) -> int:
        """Return the line of the source that stands at a height of a page of the body (index from 0)."""
        best: BlockPlace | None = None
        for block in self.made.blocks:
            top = block.top_pt if block.page_first == page + 1 else 0.0
            if block.page_first <= page + 1 <= block.page_last and (best is None or top <= y_pt):
                best = block
        return best.source_first if best is not None else 1


@dataclass(frozen=True, slots=True)
class Citable:
    """What may be cited: its code or path, what it is called, and the words of a live number."""

    code: str
    title: str
    words: str = ""

    @property
    def insert(self) -> str:
        """Return what is put into the text."""
        return f"[={self.code}]" if self.words else f"[{self.code}]"


@dataclass(frozen=True, slots=True)
class _Read:
    """One reading of the facts."""

    row: NarrativeRow
    built: Built
    maker: SheetMaker
    pictures: bool
    confidentiality: str


class NarrativePages:
    """The pages of one narrative, for as long as a desk is open on it."""

    def __init__(self, library: Library, narrative_id: str) -> None:
        """Take the library and whose pages; nothing is read before it is asked for. ``choice`` is paper and margin."""
        self._library = library
        self._id = narrative_id
        self._read: _Read | None = None
        self._masked: dict[str, str] = {}
        self._whole: tuple[str, str] = ("", "")
        self.choice = PaperChoice()

    @property
    def is_read(self) -> bool:
        """Say whether the facts have been read; before that every question takes its while."""
        return self._read is not None

    def refresh(self, *, pictures: bool = True, progress: Callable[[int, int], None] | None = None) -> None:
        """Read the facts anew, with the pictures that may be printed; the first time takes its while."""
        row = self._library.queries.narrative(self._id)
        if row is not None:
            before, read = self._read, self._reading(row, pictures=pictures, progress=progress)
            if before is not None and before.maker.masker != read.maker.masker:
                self._masked, self._whole = {}, ("", "")
            self._read = read

    def draft_kept(self, draft: int) -> bool:
        """Let the head of the pages say this draft from now on; return whether it said another before."""
        read = self._read
        if read is None or read.row.draft == draft:
            return False
        self._read = replace(read, row=replace(read.row, draft=draft))
        return True

    def lay_out(self, source: str) -> Laid:
        """Lay a text out with the facts last read; raises UserError naming the line of a wrong front matter."""
        from gemba.report.document import PaperSize, Profile
        from gemba.report.layout import layout
        from gemba.report.source import read_source
        from gemba.services.narratives.paper import front_of

        masked = self._mask(source)
        language = read_source(masked).front.language
        read = self._known()
        if language is not read.row.language:
            read = self._read = self._reading(replace(read.row, language=language), pictures=read.pictures)
        front = front_of(masked, read.row, read.confidentiality)
        document = replace(
            read.built.document,
            source=masked,
            front=front,
            page=PaperSize(self.choice.paper) if self.choice.paper else read.built.document.page,
            profile=Profile.READERS_MARGIN if self.choice.readers_margin else Profile.STANDARD,
        )
        return Laid(source, document, layout(document), read.built.reviewed)

    def picture(self, laid: Laid, index: int, *, width_px: int) -> PagePicture:
        """Return one page, as it will be printed, so many pixels wide."""
        from gemba.report.paint import Pictures
        from gemba.report.pdf import paint_pages
        from gemba.report.preview import page_pictures

        made = replace(laid.made, pages=(laid.made.pages[index],))
        pdf = paint_pages(made, Pictures.of(laid.document.tickets))
        return page_pictures(pdf, dpi=width_px * 72 / laid.page_size_pt[0])[0]

    def check(self, source: str, *, kept_numbers: str, between: Callable[[], object] = lambda: None) -> CheckReport:
        """Return everything to look at in a text; looks also for what is masked across the end of a paragraph.

        ``between`` is called between the longer parts, and stops it by raising.
        """
        from gemba.services.narratives.check import check

        read = self._known()
        if self._crosses(source, between):
            self._whole = (source, read.maker.paper(source))
        laid = self.lay_out(source)
        between()
        built = replace(read.built, document=laid.document)
        hidden = tuple(one.name for one in read.maker.masker.people)
        return check(built, source=source, kept_numbers=kept_numbers, names=hidden)

    def numbers(self, source: str) -> dict[str, str]:
        """Return the words of today of every live number in a text."""
        from gemba.report.codes import snapshot

        return snapshot(source, self._known().built.facts)

    def citable(self) -> tuple[Citable, ...]:
        """Return everything a text may cite: tickets and their pictures, visits, problems, decisions, live numbers."""
        facts, language = self._known().built.facts, self._known().row.language
        found = [Citable(code, target.title) for code, target in facts.targets.items()]
        for path, sayer in facts.values.items():
            target = facts.targets.get(path.partition(".")[0])
            found.append(Citable(path, target.title if target is not None else "", sayer(language)))
        return tuple(found)

    def _known(self) -> _Read:
        if self._read is None:
            self.refresh(pictures=False)
        read = self._read
        if read is None:
            from gemba.services.finding import codes as finding

            finding.narrative(self._library.queries, self._id)
            raise LookupError(self._id)
        return read

    def _reading(
        self, row: NarrativeRow, *, pictures: bool, progress: Callable[[int, int], None] | None = None
    ) -> _Read:
        from gemba.services.narratives.paper import PaperBuilder

        builder = PaperBuilder(self._library)
        maker = builder.maker(row)
        # The text itself is masked here, paragraph by paragraph: what is built now serves every later text.
        head = "\n".join(["---", f"language: {row.language.value}", "---", ""])
        built = builder.build(row, PaperChoice(), source=head, pictures=pictures, progress=progress)
        return _Read(row, built, maker, pictures, maker.house.confidentiality)

    def _mask(self, source: str) -> str:
        """Return the text as it may leave. Each paragraph is masked once; a whole masking of this text goes first."""
        if self._whole[0] == source:
            return self._whole[1]
        return "".join(self._piece(piece) for piece in _BLANK_LINES.split(source))

    def _piece(self, piece: str) -> str:
        shown = self._masked.get(piece)
        if shown is None:
            if len(self._masked) > _MOST_MASKED:
                self._masked.clear()
            shown = self._masked[piece] = self._known().maker.paper(piece) if piece.strip() else piece
        return shown

    def _crosses(self, source: str, between: Callable[[], object]) -> bool:
        """Say whether something is masked across the end of a paragraph, such as a name broken by a blank line.

        Two paragraphs at a time, because one search over the whole text would hold up every other thread.
        """
        pieces = _BLANK_LINES.split(source)
        for at in range(0, len(pieces) - 2, 2):
            between()
            one, gap, two = pieces[at : at + 3]
            if self._piece(one + gap + two) != self._piece(one) + gap + self._piece(two):
                return True
        return False


def pages_as_pictures(pdf: bytes, *, dpi: float, pages: tuple[int, ...]) -> tuple[PagePicture, ...]:
    """Return pages of a finished PDF as pictures, for a printer."""
    from gemba.report.preview import page_pictures

    return page_pictures(pdf, dpi=dpi, pages=pages)


def count_pages(pdf: bytes) -> int:
    """Return how many pages a finished PDF has."""
    from gemba.report.preview import page_count

    return page_count(pdf)
