"""Paint a layout into a PDF: one revision, our fonts only, pictures passed through, same content same bytes.

`write_pdf` refuses a code that stands for nothing and writes DRAFT across a body that is over its budget; it never
cuts or squeezes. Nothing here ever opens what a text names. Must not know Markdown, the store or services.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock

from gemba.report.binding import Binding, Bookmark, Cover
from gemba.report.codes import refuse_unresolved
from gemba.report.document import Document
from gemba.report.furniture import foot_inks, head_inks
from gemba.report.ink import Ink
from gemba.report.layout import Layout, Page, layout
from gemba.report.objects import ObjectFile
from gemba.report.paint import Painter, Pictures
from gemba.report.para import paper_text
from gemba.report.source import read_source
from gemba.report.words import words_in

# A link comes out a little above the line it names, so that the line is not at the window's very edge.
_ABOVE_ANCHOR_PT = 8
_one_writer = Lock()
Progress = Callable[[int, int], None]


def write_pdf(document: Document, progress: Progress | None = None) -> bytes:
    """Return the PDF of a narrative; the same document gives the same bytes.

    ``progress`` is called with pages done and pages in all. Raises UserError where a code or live number stands for
    nothing, EnvironmentProblem where a font or picture cannot be used; then there are no bytes at all.
    """
    parsed = read_source(document.source)
    refuse_unresolved(parsed, document.facts)
    made = layout(document)
    pictures = Pictures.of(document.tickets)
    return paint_pages(made, pictures, progress=progress)


def paint_pages(made: Layout, pictures: Pictures, *, progress: Progress | None = None) -> bytes:
    """Return the bytes of a finished layout."""
    # ReportLab reads and cuts a font through one position in its file, shared by all: one writer at a time.
    with _one_writer:
        return _paint(made, pictures, progress)


def _paint(made: Layout, pictures: Pictures, progress: Progress | None) -> bytes:
    file, sheet = ObjectFile(), made.styles.sheet
    binding = Binding(file, len(made.pages), width=sheet.width, height=sheet.height)
    places = {
        anchor.name: binding.place(at, sheet.height - y + _ABOVE_ANCHOR_PT)
        for at, page in enumerate(made.pages)
        for anchor, y in page.anchors
    }
    painter = Painter(file, sheet.height, pictures, places)
    for at, page in enumerate(made.pages):
        painted = painter.paint(_inks(made, page))
        binding.add_page(at, painted.operators, resources=painted.resources, links=painted.links)
        if progress is not None:
            progress(at + 1, len(made.pages))
    cover = Cover(
        title=_one_line(made.front.title),
        authors=_one_line(", ".join(made.front.authors)),
        language=made.front.language.value,
        body_pages=made.body_pages,
    )
    # The same eight signs as in the foot: enough to tell versions apart.
    identity = made.checksum[:8]
    fonts = painter.fonts.write(file)
    return binding.finish(cover, fonts=fonts, bookmarks=_bookmarks(made.pages, places), identity=identity)


def _inks(made: Layout, page: Page) -> list[Ink]:
    words = words_in(made.front.language)
    draft = made.over_lines if not page.appendix else 0
    head = head_inks(made.front, made.styles, words, over_lines=draft)
    if page.appendix:
        label = words("appendix A-{n}", n=page.number)
    else:
        label = words("page {n} of {m}", n=page.number, m=made.body_pages)
    foot = foot_inks(made.front, made.styles, label=label, checksum=made.checksum)
    return [*head, *page.inks, *foot]


def _one_line(text: str) -> str:
    return " ".join(paper_text(text).split())


def _bookmarks(pages: Sequence[Page], places: Mapping[str, str]) -> list[Bookmark]:
    anchors = [anchor for page in pages for anchor, _ in page.anchors if anchor.title]
    return [Bookmark(_one_line(one.title) or "—", one.level, places[one.name]) for one in anchors]
