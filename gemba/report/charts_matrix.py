"""The coordination matrix: which teams are needed together, how often, and the money behind it. Never people."""

from __future__ import annotations

from gemba.report.document import Document, StructureSheet
from gemba.report.ink import BLACK, GREY, LIGHT, Mark, Marks, box
from gemba.report.numbers import money
from gemba.report.plot import words_at
from gemba.report.styles import Styles, TextStyle
from gemba.report.words import Words

_CELL_PT, _NAMES_PT, _MOST_TEAMS, _PAIRS = 13.5, 112.0, 12, 6
_TINTS = ("#E4E9F8", "#BCC8EE", "#8193DD", "#2F4BC4")


def coordination(document: Document, styles: Styles, words: Words) -> tuple[Marks, float, str, str] | None:
    """Draw the lower triangle of team against team, and beside it the pairs in order."""
    structure = document.structure
    if not structure.pairs or len(structure.teams) < 2:
        return None
    teams = structure.teams[:_MOST_TEAMS]
    cell = min(_CELL_PT, (styles.sheet.column * 0.3) / max(1, len(teams) - 1))
    marks = _triangle(structure, teams, cell, styles)
    x = _NAMES_PT + cell * (len(teams) - 1) + 18
    marks += _ranked(document, x, styles.sheet.column - x, styles, words)
    height = max(cell * len(teams) + 4, 30.0 + 2 * styles.small.leading * min(_PAIRS, len(structure.pairs)))
    left_out = len(structure.teams) - len(teams)
    note = words("{n} more teams are in the table of appendix C.", n=left_out) if left_out > 0 else ""
    return tuple(marks), height, words("Which teams a ticket needs together"), note


def _triangle(structure: StructureSheet, teams: tuple[str, ...], cell: float, styles: Styles) -> list[Mark]:
    counts = {frozenset((pair.first, pair.second)): pair.tickets for pair in structure.pairs}
    most = max(counts.values())
    marks: list[Mark] = []
    for row, team in enumerate(teams):
        y = row * cell
        label = TextStyle(styles.small.size, styles.small.leading, colour=BLACK)
        base = y + cell / 2 + 3
        marks += words_at(f"{row + 1}", 8, base, styles.small, styles, align=1.0)
        marks += words_at(team, 13, base, label, styles, width=_NAMES_PT - 16)
        for column in range(row):
            x = _NAMES_PT + column * cell
            count = counts.get(frozenset((team, teams[column])), 0)
            marks.append(box(x, y, cell, cell, stroke=LIGHT, fill=_tint(count, most), line_width=0.3))
            if count:
                dark = _tint(count, most) == _TINTS[-1]
                ink = TextStyle(styles.small.size, styles.small.leading, bold=True, colour="#FFFFFF" if dark else BLACK)
                marks += words_at(str(count), x + cell / 2, base, ink, styles, align=0.5)
        if row < len(teams) - 1:
            x = _NAMES_PT + (row + 0.5) * cell
            marks += words_at(f"{row + 1}", x, base, styles.small, styles, align=0.5)
    return marks


def _tint(count: int, most: int) -> str:
    if not count:
        return "#FFFFFF"
    if most == 1:
        return _TINTS[1]
    return _TINTS[min(3, round(3 * (count - 1) / (most - 1)))]


def _ranked(document: Document, x: float, width: float, styles: Styles, words: Words) -> list[Mark]:
    marks = words_at(words("Pairs, by tickets that need both"), x, 8, styles.label, styles, width=width)
    y = 8 + styles.small.leading * 1.3
    name = TextStyle(styles.small.size, styles.small.leading, colour=BLACK)
    fact = TextStyle(styles.small.size, styles.small.leading, colour=GREY)
    for pair in document.structure.pairs[:_PAIRS]:
        marks += words_at(f"{pair.first} + {pair.second}", x, y, name, styles, width=width)
        one = pair.tickets == 1
        said = words("1 ticket") if one else words("{n} tickets", n=pair.tickets)
        if pair.money:
            amount = money(pair.money, document.method.house_currency, styles.language)
            said += ", " + words("{money} a year behind them", money=amount)
        marks += words_at(said, x, y + styles.small.leading, fact, styles, width=width)
        y += 2 * styles.small.leading
    return marks
