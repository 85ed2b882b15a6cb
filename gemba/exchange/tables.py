"""Read and write tables as CSV, one row at a time, so that a broken row never stops the others.

Reading: RFC 4180 with a header line; a quote that is never closed costs its own line and not the rest of the file.
Writing: every cell is text to the spreadsheet that opens it; a cell that a spreadsheet would take for a formula gets
an apostrophe before it (OWASP "CSV injection"; RELIABILITY H-10). Must not know what the columns mean.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from gemba.exchange.lines import FileTooLarge, Line, read_lines
from gemba.exchange.pack import Refusal, TableRow
from gemba.message import Message, say

_MAX_LINES_IN_A_ROW = 200
_FORMULA_STARTS = "=+-@\t\r|%"


def read_table(path: Path, *, file: str, required: Sequence[str]) -> tuple[list[TableRow], list[Refusal]]:
    """Read a CSV file into rows by column name, and the rows that could not be read.

    A file without one of the ``required`` columns gives one refusal for each of its rows.
    """
    try:
        lines = read_lines(path)
    except (OSError, FileTooLarge):
        return [], [Refusal(file, None, say("The file cannot be read as text."))]
    start = next((i for i, line in enumerate(lines) if line.text.strip()), len(lines))
    if start == len(lines):
        return [], [Refusal(file, None, say("The file is empty; its first line has to name the columns."))]
    header, taken = _cells(lines, start, None)
    columns = [cell.strip().lower() for cell in header or []]
    missing = [name for name in required if name not in columns]
    rows: list[TableRow] = []
    refused: list[Refusal] = []
    index = start + taken
    while index < len(lines):
        if not lines[index].text.strip():
            index += 1
            continue
        cells, taken = _cells(lines, index, len(columns))
        problem = _problem(lines[index : index + taken], cells, columns, missing)
        if problem is not None:
            refused.append(Refusal(file, lines[index].number, problem))
        elif cells is not None:
            named = {name: cell.strip() for name, cell in zip(columns, cells, strict=True)}
            rows.append(TableRow(file, lines[index].number, named))
        index += taken
    return rows, refused


def _cells(lines: list[Line], index: int, width: int | None) -> tuple[list[str] | None, int]:
    """Return the cells of the row at ``index`` and how many lines it takes; None where its quotes never close."""
    single: list[str] | None = None
    for count in range(1, min(_MAX_LINES_IN_A_ROW, len(lines) - index) + 1):
        text = "\n".join(line.text for line in lines[index : index + count])
        try:
            cells = next(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error as problem:
            if "unexpected end of data" not in str(problem):
                return single, 1
            continue
        if width is None or len(cells) == width or count == 1:
            return cells, count
        single = None
    return single, 1


def _problem(lines: list[Line], cells: list[str] | None, columns: list[str], missing: list[str]) -> Message | None:
    if missing:
        return say("The header names no column “{column}”.", column=missing[0])
    if not all(line.readable for line in lines):
        return say("The line holds bytes that are no UTF-8 text.")
    if cells is None:
        return say("A quotation mark in this line is never closed.")
    if len(cells) != len(columns):
        return say("The line has {found} cells where the header has {wanted}.", found=len(cells), wanted=len(columns))
    return None


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet reads as a formula: an apostrophe stands before what would start one.

    Looks past blanks, invisible signs and full-width forms, and behind line ends, because programs strip those.
    """
    for part in cell.split("\n"):
        start = unicodedata.normalize("NFKC", part).lstrip(" \u00a0\u200b\u200c\u200d\u2060\ufeff\u3000\v\f")
        if start[:1] and start[0] in _FORMULA_STARTS:
            return "'" + cell
    return cell


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]], *, guard: bool = True) -> bytes:
    """Return a CSV file as UTF-8 with a byte order mark, every cell quoted, lines ended by CR LF.

    ``guard=False`` writes cells as they are; only an explicit choice of a person may do that.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([guarded(cell) if guard else cell for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")
