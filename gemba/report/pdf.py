"""Paint a layout into a PDF: one revision, our fonts only, pictures passed through, same content same bytes.

The only module that draws. `write_pdf` refuses a code that stands for nothing and writes DRAFT across a body that is
over its budget; it never cuts or squeezes. Must not know Markdown, the store or services.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, cast

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from gemba.report.codes import refuse_unresolved
from gemba.report.document import Document, Front
from gemba.report.fonts import REGULAR, face
from gemba.report.furniture import foot_inks, head_inks
from gemba.report.ink import Anchor, Ink
from gemba.report.layout import Layout, Page, layout
from gemba.report.paint import Painter, Pictures
from gemba.report.para import paper_text
from gemba.report.source import read_source
from gemba.report.styles import Styles
from gemba.report.words import words_in

# ASCII85 in Python takes longer than all else together, and nothing needs it (PERFORMANCE, finding 2).
rl_config.useA85 = 0
# No setting blocks local paths, so nothing here ever hands ReportLab a name to open; these close the rest.
rl_config.trustedHosts = ["gemba.invalid"]
rl_config.trustedSchemes = []
CREATOR = "gemba"
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
    # Fonts keep their subset per document in objects that all documents share: one writer at a time.
    with _one_writer:
        return _paint(made, pictures, progress)


def _paint(made: Layout, pictures: Pictures, progress: Progress | None) -> bytes:
    canvas = _canvas(made.front, made.styles)
    painter = Painter(canvas, made.styles.sheet.height, pictures, _anchor_names(made.pages))
    words = words_in(made.front.language)
    for count, page in enumerate(made.pages, 1):
        draft = made.over_lines if not page.appendix else 0
        head = head_inks(made.front, made.styles, words, over_lines=draft)
        if page.appendix:
            label = words("appendix A-{n}", n=page.number)
        else:
            label = words("page {n} of {m}", n=page.number, m=made.body_pages)
        foot = foot_inks(made.front, made.styles, label=label, checksum=made.checksum)
        _page(canvas, painter, [*head, *page.inks, *foot], page.anchors, made.styles)
        if progress is not None:
            progress(count, len(made.pages))
    _labels(canvas, made)
    # The bytes themselves, not by way of a file: a document with pictures is large, and copies cost more than ink.
    finished: bytes = cast(Any, canvas).getpdfdata()
    return finished


def _canvas(front: Front, styles: Styles) -> Canvas:
    face(REGULAR)
    canvas = Canvas(
        "",
        pagesize=(styles.sheet.width, styles.sheet.height),
        pageCompression=1,
        invariant=1,
        initialFontName=cast(Any, REGULAR),  # the stubs call it a number
        lang=front.language.value,
    )
    canvas.setTitle(_one_line(front.title))
    canvas.setAuthor(_one_line(", ".join(front.authors)))
    canvas.setCreator(CREATOR)
    canvas.setProducer(CREATOR)
    canvas.setSubject("")
    canvas.setKeywords("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _one_line(text: str) -> str:
    return " ".join(paper_text(text).split())


def _page(
    canvas: Canvas, painter: Painter, inks: Sequence[Ink], anchors: Sequence[tuple[Anchor, float]], styles: Styles
) -> None:
    painter.paint(inks)
    for anchor, y in anchors:
        canvas.bookmarkPage(anchor.name, fit="XYZ", left=0, top=styles.sheet.height - y + 8)
        if anchor.title:
            painter.outline(anchor.name, _one_line(anchor.title), anchor.level)
    canvas.showPage()


def _labels(canvas: Canvas, made: Layout) -> None:
    canvas.addPageLabel(0, style="ARABIC", start=1)
    if len(made.pages) > made.body_pages:
        canvas.addPageLabel(made.body_pages, style="ARABIC", start=1, prefix="A-")
    canvas.showOutline()


def _anchor_names(pages: Sequence[Page]) -> frozenset[str]:
    return frozenset(anchor.name for page in pages for anchor, _ in page.anchors)
