"""Tables on paper: horizontal hairlines only, numbers right-aligned, never wider than the column, no row cut.

Must not know where a table's words come from, nor pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gemba.report.blocks import Span, Spans, Table
from gemba.report.ink import BLACK, LIGHT, Ink, Strip, line
from gemba.report.para import Line, set_lines
from gemba.report.styles import Styles, TextStyle

_PAD_PT, _GUTTER_PT = 2.6, 10.0
_BASELINE = 0.84


def simple_table(
    head: Sequence[str], rows: Sequence[Sequence[Spans | str]], *, right: Sequence[int] = ()
) -> tuple[tuple[Spans, ...], tuple[tuple[Spans, ...], ...], tuple[bool, ...]]:
    """Return head, rows and alignment from plain words; ``right`` names the columns of numbers."""
    cells = tuple(tuple((Span(cell),) if isinstance(cell, str) else cell for cell in row) for row in rows)
    return tuple((Span(word),) for word in head), cells, tuple(i in right for i in range(len(head)))


def table_strips(
    table: Table,
    styles: Styles,
    *,
    width: float,
    block: int = -1,
    numbered: bool = False,
    style: TextStyle | None = None,
) -> list[Strip]:
    """Return a strip for the head and one for each row; the head is repeated on top of the next page."""
    cell = style or styles.cell
    columns = max([len(table.head), *(len(row) for row in table.rows)])
    right = (*table.right, *(False,) * columns)[:columns]
    widths = column_widths((table.head, *table.rows), styles, cell, width=width)
    titled = any(span.text.strip() for head in table.head for span in head)
    head = _row(table.head, styles.cell_head, styles, widths, right, block, numbered=False, at_bottom=True)
    rule = line(0, head.height, width, head.height, colour=BLACK)
    top = replace(head, inks=(*head.inks, Ink(0, 0, (line(0, 0, width, 0, colour=BLACK), rule))), keep=True)
    rows = [_row(row, cell, styles, widths, right, block, numbered=numbered) for row in table.rows]
    out = [top] if titled else []
    for at, row in enumerate(rows):
        last = at == len(rows) - 1
        under = line(0, row.height, width, row.height, colour=BLACK if last else LIGHT, width=0.5 if last else 0.3)
        keep = len(rows) > 1 and at in (0, len(rows) - 2)
        out.append(replace(row, inks=(*row.inks, Ink(0, 0, (under,))), keep=keep, head=(top,) if titled else ()))
    return out


def column_widths(
    rows: Sequence[Sequence[Spans]], styles: Styles, cell: TextStyle, *, width: float
) -> tuple[float, ...]:
    """Share the column among a table's columns: what each wants, or in proportion above its longest word."""
    columns = max(len(row) for row in rows)
    room = width - _GUTTER_PT * (columns - 1)
    wants, needs = [1.0] * columns, [1.0] * columns
    for at, row in enumerate(rows):
        style = styles.cell_head if at == 0 else cell
        for i, spans in enumerate(row):
            wants[i] = max(wants[i], _widest(spans, style, styles, 1e9))
            needs[i] = max(needs[i], _widest(spans, style, styles, 1.0, at_most=room / 3))
    if sum(wants) <= room:
        wants[_widest_column(wants)] += room - sum(wants)
        return tuple(wants)
    needed = sum(needs)
    if needed >= room:
        return tuple(need * room / needed for need in needs)
    # A column that wants little gets it; the rest of the room goes to the long ones, softened by the square root.
    over = [max(0.0, want - need) ** 0.5 for want, need in zip(wants, needs, strict=True)]
    return _shared(needs, wants, over, room - needed)


def _shared(needs: list[float], wants: list[float], over: list[float], spare: float) -> tuple[float, ...]:
    widths = list(needs)
    for _ in range(len(needs)):
        open_columns = [i for i in range(len(needs)) if widths[i] < wants[i] - 0.01]
        total = sum(over[i] for i in open_columns)
        if not open_columns or spare <= 0.01 or not total:
            break
        given = {i: min(spare * over[i] / total, wants[i] - widths[i]) for i in open_columns}
        for i, extra in given.items():
            widths[i] += extra
        spare -= sum(given.values())
    return tuple(widths)


def _widest_column(wants: Sequence[float]) -> int:
    return max(range(len(wants)), key=lambda i: wants[i])


def _widest(spans: Spans, style: TextStyle, styles: Styles, width: float, *, at_most: float = 1e9) -> float:
    """Return the widest line of a cell; with ``width`` 1 that is its longest word."""
    if width > 1:
        return max((made.width for made in set_lines(spans, style, styles.language, width)), default=0.0)
    words = [span._replace(text=word) for span in spans for word in _words(span.text)]
    longest = sorted(words, key=lambda span: -len(span.text))[:4]
    found = max((set_lines((span,), style, styles.language, 1e9)[0].width for span in longest), default=0.0)
    return min(found + 0.1, at_most)


def _words(text: str) -> list[str]:
    from gemba.report.linebreak import break_positions

    cuts = break_positions(text.replace("\n", " "))
    return [text[a:b].strip() for a, b in zip((0, *cuts), cuts, strict=False)][:400]


def _row(
    cells: Sequence[Spans],
    style: TextStyle,
    styles: Styles,
    widths: Sequence[float],
    right: Sequence[bool],
    block: int,
    *,
    numbered: bool,
    at_bottom: bool = False,
) -> Strip:
    made: list[tuple[Line, ...]] = [
        set_lines(spans, style, styles.language, widths[i]) for i, spans in enumerate(cells)
    ]
    count = max((len(lines) for lines in made), default=1)
    base = (style.leading - style.size) / 2 + style.size * _BASELINE + _PAD_PT
    inks: list[Ink] = []
    x = 0.0
    for i, lines in enumerate(made):
        down = (count - len(lines)) * style.leading if at_bottom else 0.0
        for at, one in enumerate(lines):
            shift = widths[i] - one.width if right[i] else 0.0
            inks.append(Ink(x + shift, base + down + at * style.leading, one.marks))
        x += widths[i] + _GUTTER_PT
    baselines = tuple(base + at * style.leading for at in range(count)) if numbered else ()
    return Strip(count * style.leading + 2 * _PAD_PT, tuple(inks), baselines=baselines, block=block)
