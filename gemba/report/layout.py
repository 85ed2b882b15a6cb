"""Lay a narrative out against its page budget with the real line breaking, and say where everything stands.

Paragraphs are remembered (`para.set_lines`), so that an edited one costs itself and a walk over the rest; cold and
warm give the same pages. Must not know ReportLab's canvas, the store or services.
"""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from gemba.message import Message
from gemba.report.appendix import appendix_strips
from gemba.report.blocks import Block, Directive, Heading, plain_text
from gemba.report.charts import chart_strips
from gemba.report.codes import resolved, ticket_order, unresolved
from gemba.report.document import Document, Front, Profile, SheetPicture
from gemba.report.frontpage import title_strips
from gemba.report.furniture import body_inks, line_number_inks
from gemba.report.ink import Anchor, Ink, Marks, Strip
from gemba.report.pages import PageBody, break_pages
from gemba.report.remarks import entry_remarks, missing_glyph_remarks, picture_remarks
from gemba.report.setting import block_strips
from gemba.report.source import Parsed, budget_of, read_source
from gemba.report.styles import Styles, styles_of
from gemba.report.ticket_table import ticket_table_strips
from gemba.report.words import words_in

MINUTES_A_PAGE = 3.0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the body, how many lines its section takes, and the page and line where it begins (from 1)."""

    title: str
    lines: int
    page: int
    line: int


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where one block of the source stands: source lines, first page and line, last page and line, all from 1.

    ``top_pt`` is its top on the first of its pages, ``bottom_pt`` its foot on the last, from the paper's upper edge.
    """

    source_first: int
    source_last: int
    page_first: int
    line_first: int
    page_last: int
    line_last: int
    top_pt: float = 0.0
    bottom_pt: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page without head and foot: ink in page coordinates, anchors with their height from the top."""

    inks: tuple[Ink, ...]
    anchors: tuple[tuple[Anchor, float], ...]
    number: int
    appendix: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """What `layout` answers. ``left_lines`` is the room left on the last page of the budget.

    ``notes_cost_lines`` is what the reader's margin costs against the plain one; 0 without it. ``checksum`` is the
    SHA-256 of the laid-out, redacted content.
    """

    pages: tuple[Page, ...]
    styles: Styles
    front: Front
    body_pages: int
    budget: int
    over_lines: int
    left_lines: int
    sections: tuple[Section, ...]
    blocks: tuple[BlockPlace, ...]
    remarks: tuple[Message, ...]
    reading_minutes: int
    notes_cost_lines: int
    checksum: str


def layout(document: Document) -> Layout:
    """Lay the whole document out; faults a writer can mend are remarks, nothing is cut or squeezed."""
    parsed = read_source(document.source)
    front = document.front or parsed.front
    styles = styles_of(front.language, document.page, document.profile)
    budget = document.budget_pages or budget_of(front)
    strips, blocks = _body_strips(document, parsed, front, styles)
    body, minutes = _body_pages(strips, front, styles)
    front_pages, (back_pages, back_inks) = _pages(body, styles, appendix=False), _appendix(document, parsed, styles)
    over = _lines(sum(page.filled for page in body[budget:]), styles)
    left = styles.sheet.depth * (budget - len(body) + 1) - body[-1].filled if len(body) <= budget else 0.0
    places = _places(body, len(blocks), styles)
    remarks = [item.placed for item in unresolved(parsed, document.facts)]
    return Layout(
        pages=(*front_pages, *back_pages),
        styles=styles,
        front=front,
        body_pages=len(body),
        budget=budget,
        over_lines=over,
        left_lines=int(left / styles.body.leading),
        sections=_sections(blocks, body, places, styles),
        blocks=tuple(_block_place(blocks[i], place) for i, place in sorted(places.items())),
        remarks=(*remarks, *picture_remarks(document), *missing_glyph_remarks(document, front)),
        reading_minutes=minutes,
        notes_cost_lines=_notes_cost(document, parsed, front, body, styles),
        checksum=_checksum(
            (_ink_bytes(front_pages), back_inks),
            (one for ticket in document.tickets for one in ticket.pictures),
            front,
        ),
    )


def _appendix(document: Document, parsed: Parsed, styles: Styles) -> tuple[tuple[Page, ...], bytes]:
    """Return the pages of the appendix and the bytes of their ink for the checksum.

    Those of the last document are kept, as edits are mostly in the body.
    """
    if not document.appendix:
        return (), b""
    parts = (document.tickets, document.sessions, document.problems, document.decisions, document.evidence)
    key = (*parts, document.structure, document.method, document.questions, ticket_order(parsed.codes), styles)
    kept = _kept_appendix.get("last")
    if kept is not None and kept[0] == key:
        return kept[1], kept[2]
    back = break_pages(appendix_strips(document, parsed, styles), depth=styles.sheet.depth)
    pages = tuple(_pages(back, styles, appendix=True))
    inks = _ink_bytes(pages)
    _kept_appendix["last"] = (key, pages, inks)
    return pages, inks


_kept_appendix: dict[str, tuple[tuple[object, ...], tuple[Page, ...], bytes]] = {}


def sheet_layout(
    front: Front, strips: Sequence[Strip], styles: Styles, *, pictures: Sequence[SheetPicture] = ()
) -> Layout:
    """Break the strips of a report that has no budget, no line numbers and no appendix into pages."""
    body = break_pages(strips, depth=styles.sheet.depth)
    pages = tuple(_pages(body, styles, appendix=False, numbered=False))
    return Layout(
        pages=pages,
        styles=styles,
        front=front,
        body_pages=len(pages),
        budget=len(pages),
        over_lines=0,
        left_lines=0,
        sections=(),
        blocks=(),
        remarks=entry_remarks(pictures),
        reading_minutes=0,
        notes_cost_lines=0,
        checksum=_checksum((_ink_bytes(pages),), pictures, front),
    )


def _body_strips(
    document: Document, parsed: Parsed, front: Front, styles: Styles
) -> tuple[list[Strip], tuple[Block, ...]]:
    blocks = resolved(parsed.blocks, document.facts, front.language)
    if blocks and isinstance(blocks[0], Heading) and plain_text(blocks[0].spans).strip() == front.title.strip():
        blocks = blocks[1:]
    out: list[Strip] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Directive):
            made = _directive(block, document, styles, index)
        else:
            made = block_strips(block, styles, index=index, first=not out)
        out += made
    return out, blocks


def _directive(block: Directive, document: Document, styles: Styles, index: int) -> list[Strip]:
    if block.kind == "table":
        return ticket_table_strips(document, styles, block=index)
    return chart_strips(block.name, document, styles, block=index)


def _body_pages(strips: Sequence[Strip], front: Front, styles: Styles) -> tuple[tuple[PageBody, ...], int]:
    """Break the body with its head piece; the reading time needs the pages, and takes no room of its own."""
    words = words_in(front.language)
    depth = styles.sheet.depth
    first = break_pages([*title_strips(front, styles, words, minutes=1), *strips], depth=depth)
    exact = len(first) - 1 + first[-1].filled / depth
    minutes = max(1, round(exact * MINUTES_A_PAGE))
    return break_pages([*title_strips(front, styles, words, minutes=minutes), *strips], depth=depth), minutes


def _pages(bodies: Sequence[PageBody], styles: Styles, *, appendix: bool, numbered: bool = True) -> list[Page]:
    out: list[Page] = []
    for number, body in enumerate(bodies, 1):
        inks = body_inks(body.placed, styles)
        if numbered and not appendix:
            inks += line_number_inks(body.placed, styles)
        anchors = tuple((a, styles.sheet.top + y) for y, strip in body.placed for a in strip.anchors)
        out.append(Page(tuple(inks), anchors, number, appendix))
    return out


def _lines(height: float, styles: Styles) -> int:
    return math.ceil(height / styles.body.leading - 1e-6)


_Place = tuple[int, int, int, int, float, float]


def _places(body: Sequence[PageBody], count: int, styles: Styles) -> dict[int, _Place]:
    """Return of each block: first page, first line, last page, last line, its top there and its foot here."""
    found: dict[int, _Place] = {}
    above = styles.sheet.top
    for page, one in enumerate(body, 1):
        lines = 0
        for y, strip in one.placed:
            before = lines
            lines += len(strip.baselines)
            if 0 <= strip.block < count:
                start = found.get(strip.block, (page, before + 1, page, before + 1, above + y, 0.0))
                last = max(lines, before + 1 if not strip.baselines else lines)
                found[strip.block] = (start[0], start[1], page, last, start[4], above + y + strip.height)
    return found


def _block_place(block: Block, place: _Place) -> BlockPlace:
    return BlockPlace(block.lines.first, block.lines.last, *place)


def _sections(
    blocks: Sequence[Block],
    body: Sequence[PageBody],
    places: dict[int, _Place],
    styles: Styles,
) -> tuple[Section, ...]:
    starts = [i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.level <= 2 and i in places]
    heights = [0.0] * len(blocks)
    for page in body:
        before = 0.0
        for y, strip in page.placed:
            if strip.block >= 0:
                heights[strip.block] += y + strip.height - before
            before = y + strip.height
    out = []
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(blocks)
        block = blocks[start]
        title = plain_text(block.spans) if isinstance(block, Heading) else ""
        lines = _lines(sum(heights[start:end]), styles)
        out.append(Section(title, lines, places[start][0], places[start][1]))
    return tuple(out)


def _notes_cost(document: Document, parsed: Parsed, front: Front, body: Sequence[PageBody], styles: Styles) -> int:
    if document.profile is not Profile.READERS_MARGIN:
        return 0
    plain = replace(document, profile=Profile.STANDARD)
    plain_styles = styles_of(front.language, document.page, Profile.STANDARD)
    strips, _ = _body_strips(plain, parsed, front, plain_styles)
    other, _ = _body_pages(strips, front, plain_styles)
    return _lines(_used(body, styles) - _used(other, plain_styles), styles)


def _used(body: Sequence[PageBody], styles: Styles) -> float:
    return (len(body) - 1) * styles.sheet.depth + body[-1].filled


@lru_cache(maxsize=8192)
def _marks_digest(marks: Marks) -> bytes:
    # Found again by equality, to which 0, 0.0 and -0.0 are one: so they are to the digest, whichever came first.
    return hashlib.sha256(repr(_measured(marks)).encode("utf-8", "backslashreplace")).digest()


def _measured(value: object) -> object:
    """Return the same with every number as a float, zero without a sign."""
    if isinstance(value, (int, float)):
        return value + 0.0
    return tuple(map(_measured, value)) if isinstance(value, tuple) else value


def _ink_bytes(pages: Sequence[Page]) -> bytes:
    parts: list[bytes] = []
    for page in pages:
        for dx, dy, marks in page.inks:
            parts += (struct.pack("<dd", dx, dy), _marks_digest(marks))
    return b"".join(parts)


def _checksum(inks: Iterable[bytes], pictures: Iterable[SheetPicture], front: Front) -> str:
    digest = hashlib.sha256(b"".join(inks))
    for picture in pictures:
        if picture.picture is not None:
            digest.update(picture.picture.sha256.encode())
    digest.update(
        repr((front.draft, front.day, front.title, front.confidentiality)).encode("utf-8", "backslashreplace")
    )
    return digest.hexdigest()
