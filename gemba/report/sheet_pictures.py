"""Pictures on a ticket's sheet with caption and legend: before and after, label and truth beside each other.

Must not know tickets, pages or the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gemba.report.blocks import Span, Spans
from gemba.report.document import SheetPicture
from gemba.report.ink import BLACK, GREY, Anchor, Ink, Marks, Strip, Text, box
from gemba.report.marked import picture_marks, printed_size
from gemba.report.para import set_lines, set_words
from gemba.report.setting import baseline_in
from gemba.report.styles import Styles
from gemba.report.words import Words

LARGEST_SHARE = 0.40
"""What share of the page's height a picture may have."""
EMPTY_PT = 38.0
LEGEND_LINES = 12
"""How many notes stand below a picture at most; they stay on its page."""
_GAP_PT = 12.0
Row = tuple[SheetPicture, ...]


def picture_rows(pictures: Sequence[SheetPicture]) -> list[Row]:
    """Return every picture once, in their order: before with what is after it, and label with truth, as rows."""
    alone = [one for one in pictures if not one.part]
    first = {one.code for one in alone if not one.after_of}
    rows: list[Row] = []
    for at, one in enumerate(pictures):
        if one.part:
            rows += [tuple(pictures[at : at + 2])] if one.part == "label" else []
        elif one.after_of not in first:
            rows.append((one, *(after for after in alone if after.after_of == one.code)))
    return rows


def packed(rows: Sequence[Row], columns: int) -> list[Row]:
    """Return the same pictures with as many beside each other as there are columns; a pair is never torn apart."""
    out: list[Row] = []
    for row in rows:
        if out and len(out[-1]) + len(row) <= columns:
            out[-1] = (*out[-1], *row)
        else:
            out.append(row)
    return out


def row_strip(row: Row, styles: Styles, words: Words, *, columns: int = 1, share: float = LARGEST_SHARE) -> Strip:
    """Return pictures beside each other as one strip, each in its part of the column; before and after say so."""
    columns = max(columns, len(row))
    part = (styles.sheet.column - _GAP_PT * (columns - 1)) / columns
    narrow = replace(styles, sheet=replace(styles.sheet, right=styles.sheet.right + styles.sheet.column - part))
    strips = [picture_strip(one, narrow, words, share=share, label=_label(one, row, words)) for one in row]
    inks = tuple(
        ink._replace(dx=ink.dx + at * (part + _GAP_PT)) for at, strip in enumerate(strips) for ink in strip.inks
    )
    anchors = tuple(anchor for strip in strips for anchor in strip.anchors)
    return Strip(max(strip.height for strip in strips), inks, space_before=4, anchors=anchors)


def _label(picture: SheetPicture, row: Row, words: Words) -> str:
    if picture.part:
        return words("Label") if picture.part == "label" else words("Truth")
    if any(one.after_of == picture.code for one in row):
        return words("Before")
    return words("After") if any(one.code == picture.after_of for one in row) else ""


def picture_strip(
    picture: SheetPicture, styles: Styles, words: Words, *, share: float = LARGEST_SHARE, label: str = ""
) -> Strip:
    """Return picture, caption and legend as one strip, or the box that says why there is none.

    ``label`` stands before its code: what a picture is to the one beside it.
    """
    rendition = picture.picture
    anchors = (Anchor(picture.code),)
    if rendition is None:
        marks, height = _empty_box(picture, styles, words, label)
        return Strip(height, (Ink(0, 0, marks),), space_before=4, anchors=anchors)
    column, depth = styles.sheet.column, styles.sheet.depth
    legend = legend_of(picture)[:LEGEND_LINES]
    below = _caption_inks(picture, legend, styles, label)
    text_height = styles.small.leading * sum(1 for ink in below) + 8
    room = max(80.0, min(depth * share, depth - text_height - 10))
    width, height = printed_size(rendition, width=column, height=room)
    image = picture_marks(rendition, x=0, y=0, width=width, height=height, language=styles.language)
    inks = [Ink(0, 0, image)]
    y = height + 4
    for ink in below:
        inks.append(Ink(ink.dx, y + baseline_in(styles.small), ink.marks))
        y += styles.small.leading
    return Strip(min(y + 6, depth), tuple(inks), space_before=4, anchors=anchors)


def _caption_inks(picture: SheetPicture, legend: Sequence[Spans], styles: Styles, label: str) -> list[Ink]:
    style = styles.small._replace(colour=BLACK)
    caption: Spans = (Span(_code(picture, label), bold=True), Span(picture.caption or picture.file_name))
    lines = set_lines(caption, style, styles.language, styles.sheet.column)
    out = [Ink(0, 0, made.marks) for made in lines[:6]]
    for entry in legend:
        lines = set_lines(entry, style, styles.language, styles.sheet.column - 12)
        out += [Ink(12, 0, made.marks) for made in lines[:6]]
    return out


def _code(picture: SheetPicture, label: str) -> str:
    return f"{label}  {picture.code}  " if label else f"{picture.code}  "


def legend_of(picture: SheetPicture) -> list[Spans]:
    """Return the notes of the numbered marks, in the order of their numbers."""
    if picture.picture is None:
        return []
    noted = [mark for mark in picture.picture.marks if mark.number is not None and mark.text.strip()]
    entries = sorted({(mark.number or 0, mark.text) for mark in noted})
    return [(Span(f"{number_} ", bold=True), Span(text)) for number_, text in entries]


def _empty_box(picture: SheetPicture, styles: Styles, words: Words, label: str) -> tuple[Marks, float]:
    edge = box(0.25, 0, styles.sheet.column - 0.5, EMPTY_PT, stroke=GREY)._replace(dash=(3, 3))
    said = (
        words("This picture does not exist.")
        if picture.missing
        else words("Not yet reviewed: the picture is not shown.")
    )
    style = styles.small._replace(colour=BLACK)
    title: Spans = (Span(_code(picture, label), bold=True), Span(picture.file_name))
    first = set_lines(title, style, styles.language, styles.sheet.column - 20)[0]
    second = set_words(said, styles.small, styles.language, width=styles.sheet.column - 20)
    moved = [*_shifted(first.marks, 10, 15), *_shifted(second.marks, 10, 28)]
    return (edge, *moved), EMPTY_PT + 8


def _shifted(marks: Marks, dx: float, dy: float) -> Marks:
    return tuple(mark._replace(x=mark.x + dx, y=mark.y + dy) for mark in marks if isinstance(mark, Text))
