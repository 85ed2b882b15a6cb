"""From blocks to strips: paragraphs, headings, lists, quotes and tables in the column of a narrative.

Each line of text becomes a strip, so that `pages` can break between lines and keep the rules of PAPER.md by flags
alone. Must not know pages, charts, tickets or ReportLab.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gemba.report.blocks import (
    Block,
    BulletList,
    Divider,
    Heading,
    Paragraph,
    Quote,
    Span,
    Spans,
    Table,
    Verbatim,
    plain_text,
)
from gemba.report.ink import GREY, LIGHT, Anchor, Ink, Strip, line
from gemba.report.para import Line, set_lines
from gemba.report.styles import Styles, TextStyle
from gemba.report.tables import table_strips

_BASELINE = 0.76
_LIST_INDENT_PT, _QUOTE_INDENT_PT = 15.0, 14.0


def baseline_in(style: TextStyle) -> float:
    """Return where the baseline stands in a line of this leading, from its top."""
    return (style.leading - style.size) / 2 + style.size * _BASELINE + style.size * 0.08


def text_strips(
    spans: Spans,
    style: TextStyle,
    styles: Styles,
    *,
    width: float,
    dx: float = 0.0,
    space_before: float = 0.0,
    block: int = -1,
    numbered: bool = True,
) -> list[Strip]:
    """Return one strip a line; two lines of a paragraph stay together at either side of a page break."""
    lines = set_lines(spans, style, styles.language, width)
    return strips_of_lines(lines, style, dx=dx, space_before=space_before, block=block, numbered=numbered)


def strips_of_lines(
    lines: Sequence[Line],
    style: TextStyle,
    *,
    dx: float = 0.0,
    space_before: float = 0.0,
    block: int = -1,
    numbered: bool = True,
) -> list[Strip]:
    """Return strips for set lines with the widow and orphan rule on them."""
    base = baseline_in(style)
    last = len(lines) - 1
    return [
        Strip(
            style.leading,
            (Ink(dx, base, made.marks),),
            space_before=space_before if at == 0 else 0.0,
            keep=at < last and (at == 0 or at == last - 1),
            baselines=(base,) if numbered else (),
            block=block,
        )
        for at, made in enumerate(lines)
    ]


def block_strips(block: Block, styles: Styles, *, index: int, first: bool) -> list[Strip]:
    """Return the strips of one block of prose; ``first`` drops the room above."""
    before = 0.0 if first else styles.gap_pt
    width = styles.sheet.column
    if isinstance(block, Heading):
        return _heading(block, styles, index, first)
    if isinstance(block, Paragraph):
        return text_strips(block.spans, styles.body, styles, width=width, space_before=before, block=index)
    if isinstance(block, Quote):
        return _quote(block, styles, index, before)
    if isinstance(block, BulletList):
        return _list(block, styles, index, before)
    if isinstance(block, Table):
        made = table_strips(block, styles, width=width, block=index, numbered=True)
        return [replace(made[0], space_before=before), *made[1:]] if made else []
    if isinstance(block, Verbatim):
        spans = (Span(block.text),)
        return text_strips(spans, styles.sheet_text, styles, width=width, space_before=before, block=index)
    if isinstance(block, Divider):
        rule = line(0, styles.gap_pt, width, styles.gap_pt, colour=LIGHT)
        return [Strip(2 * styles.gap_pt, (Ink(0, 0, (rule,)),), block=index)]
    return []


def _heading(block: Heading, styles: Styles, index: int, first: bool) -> list[Strip]:
    style = styles.heading if block.level <= 2 else styles.subheading
    before = 0.0 if first else styles.gap_pt * (2 if block.level <= 2 else 1.3)
    made = text_strips(block.spans, style, styles, width=styles.sheet.column, space_before=before, block=index)
    if not made:
        return []
    anchor = Anchor(f"section-{index}", plain_text(block.spans), 0 if block.level <= 2 else 1)
    made[0] = replace(made[0], anchors=(anchor,))
    return [*(replace(strip, keep=True) for strip in made), Strip(2.0, keep=True, block=index)]


def _quote(block: Quote, styles: Styles, index: int, before: float) -> list[Strip]:
    out: list[Strip] = []
    width = styles.sheet.column - 2 * _QUOTE_INDENT_PT
    for at, spans in enumerate(block.paragraphs):
        room = before if at == 0 else styles.gap_pt / 2
        out += text_strips(spans, styles.body, styles, width=width, dx=_QUOTE_INDENT_PT, space_before=room, block=index)
    return [_with_bar(strip) for strip in out]


def _with_bar(strip: Strip) -> Strip:
    bar = line(2.0, 0.5, 2.0, strip.height - 0.5, colour=LIGHT, width=1.2)
    return replace(strip, inks=(*strip.inks, Ink(0, 0, (bar,))))


def _list(block: BulletList, styles: Styles, index: int, before: float) -> list[Strip]:
    out: list[Strip] = []
    for at, item in enumerate(block.items):
        dx = _LIST_INDENT_PT * (item.depth + 1)
        room = before if at == 0 else styles.gap_pt / 3
        made = text_strips(
            item.spans,
            styles.body,
            styles,
            width=styles.sheet.column - dx,
            dx=dx,
            space_before=room,
            block=index,
        )
        if item.marker and made:
            sign = set_lines((Span(item.marker),), replace_colour(styles.body), styles.language, dx)[0]
            ink = Ink(dx - _LIST_INDENT_PT + 2, made[0].inks[0].dy, sign.marks)
            made[0] = replace(made[0], inks=(ink, *made[0].inks))
        out += made
    return out


def replace_colour(style: TextStyle, colour: str = GREY) -> TextStyle:
    """Return the style in another colour."""
    return style._replace(colour=colour)
