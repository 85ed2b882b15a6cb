"""What commands print: calm aligned tables, sentences, JSON, and a progress line when a person is watching.

Knows text and streams only: no rows, no library, no service. Widths count terminal cells, so that Chinese and
Vietnamese columns stand straight; what does not fit is shortened with an ellipsis, never wrapped into a neighbour.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TextIO

_NARROWEST = 40
_GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, whether numbers stand right-aligned, and whether it gives way when space is short."""

    head: str
    right: bool = False
    flexible: bool = False


def cells(text: str) -> int:
    """Return how many terminal cells ``text`` takes; combining marks take none, wide characters two."""
    if text.isascii():
        return len(text)
    return sum(_cell(char) for char in text)


def _cell(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def shorten(text: str, width: int) -> str:
    """Return ``text`` in one line of at most ``width`` cells, with an ellipsis where it was cut."""
    line = plain(text)
    if cells(line) <= width:
        return line
    taken, used = [], 0
    for char in line:
        step = _cell(char)
        if used + step > width - 1:
            break
        taken.append(char)
        used += step
    return "".join(taken).rstrip() + "…"


def plain(text: str) -> str:
    """Return ``text`` in one line without control or bidirectional characters, so that no row can be faked."""
    return " ".join("".join(char if _shows(char) else " " for char in text).split())


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _padded(text: str, width: int, *, right: bool) -> str:
    space = " " * max(0, width - cells(text))
    return space + text if right else text + space


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]], *, width: int) -> str:
    """Return an aligned table of at most ``width`` cells; flexible columns share what is left."""
    body = [[plain(cell) for cell in row] for row in rows]
    shown = [i for i, column in enumerate(columns) if column.head or any(row[i] for row in body)]
    widths = {i: max([cells(columns[i].head), *(cells(row[i]) for row in body)]) for i in shown}
    _fit(columns, widths, width)
    lines = [_line([columns[i].head for i in shown], columns, shown, widths)]
    lines += [_line([row[i] for i in shown], columns, shown, widths) for row in body]
    return "\n".join(lines)


def _fit(columns: Sequence[Column], widths: dict[int, int], width: int) -> None:
    """Take cells from the widest flexible column until the row fits, but never below eight."""
    flexible = [i for i in widths if columns[i].flexible]
    over = sum(widths.values()) + _GAP * (len(widths) - 1) - width
    while over > 0 and flexible:
        widest = max(flexible, key=lambda i: widths[i])
        if widths[widest] <= 8:
            return
        widths[widest] -= 1
        over -= 1


def _line(texts: Sequence[str], columns: Sequence[Column], shown: Sequence[int], widths: dict[int, int]) -> str:
    parts = [
        _padded(shorten(text, widths[i]), widths[i], right=columns[i].right)
        for text, i in zip(texts, shown, strict=True)
    ]
    return (" " * _GAP).join(parts).rstrip()


@dataclass
class Terminal:
    """The two streams of one command, and how wide the first one is."""

    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)

    @property
    def width(self) -> int:
        """Return the usable width in cells; 100 where the output goes to a file or a pipe."""
        if not self.out.isatty() and "COLUMNS" not in os.environ:
            return 100
        import shutil

        return max(_NARROWEST, shutil.get_terminal_size((80, 24)).columns)

    @property
    def watched(self) -> bool:
        """Say whether a person watches the error stream."""
        return self.err.isatty()

    def say(self, text: str = "") -> None:
        """Print one paragraph, folded to the width; a hanging indent follows leading blanks."""
        if not text:
            self.out.write("\n")
            return
        indent = " " * (len(text) - len(text.lstrip()))
        self.out.write(fold(text.strip(), self.width, indent=indent) + "\n")

    def write(self, text: str) -> None:
        """Print text as it stands, with one line end."""
        self.out.write(text if text.endswith("\n") else text + "\n")

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]], *, empty: str) -> None:
        """Print a table, or the sentence ``empty`` where there is no row."""
        rows = list(rows)
        if rows:
            self.out.write(table(columns, rows, width=self.width) + "\n")
        else:
            self.say(empty)

    def json(self, data: object) -> None:
        """Print ``data`` as JSON, in UTF-8 and readable as it stands."""
        import json

        self.out.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")

    def complain(self, text: str) -> None:
        """Print one sentence on the error stream."""
        self.err.write(plain(text) + "\n")

    def progress(self, what: str, done: int, total: int) -> None:
        """Draw the state of long work on one line of the error stream, where a person watches it."""
        if not self.watched:
            return
        share = done / total if total else 1.0
        bar = ("━" * round(share * 24)).ljust(24, "·")
        self.err.write(f"\r{shorten(what, 40):<40} {bar} {done}/{total}\x1b[K")
        if done >= total:
            self.err.write("\r\x1b[K")
        self.err.flush()


def fold(text: str, width: int, *, indent: str = "") -> str:
    """Fold a paragraph to ``width`` cells; text without blanks (Chinese) is broken between characters."""
    if cells(text) + len(indent) <= width:
        return indent + text
    if text.isascii():
        import textwrap

        return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=False)
    lines, line = [], indent
    for word in _pieces(text):
        if cells(line) + cells(word.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line = indent + word.lstrip()
        else:
            line += word
    return "\n".join([*lines, line.rstrip()])


def _pieces(text: str) -> list[str]:
    """Split into words with their blank, and wide characters one by one."""
    out: list[str] = []
    word = ""
    for char in text:
        if _cell(char) == 2:
            if word:
                out.append(word)
            out.append(char)
            word = ""
        else:
            word += char
            if char == " ":
                out.append(word)
                word = ""
    return [*out, word] if word else out
