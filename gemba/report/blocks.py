"""The content of a narrative once its Markdown has been read: blocks of spans, each with its lines in the source.

Pure values. Must not know Markdown, fonts, pages or the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text in one style.

    ``href`` is an outside address (http, https, mailto) or ``#anchor`` in this file. ``code`` and ``number`` hold
    what stands in the brackets of the source until `codes.resolved` has put words in ``text``; ``gap`` marks
    a place the writer still has to fill. A newline in ``text`` breaks the line.
    """

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    href: str = ""
    code: str = ""
    number: str = ""
    gap: bool = False
    small: bool = False


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SourceLines:
    """First and last line in the source, counted from 1, front matter included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading; level 1 and 2 are sections, 3 and more stand inside them."""

    level: int
    spans: Spans
    lines: SourceLines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Spans
    lines: SourceLines


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, set in from the left."""

    paragraphs: tuple[Spans, ...]
    lines: SourceLines


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item; ``marker`` is a bullet or a number with its full stop, ``depth`` 0 for the outermost list."""

    marker: str
    depth: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list, nested ones flattened into depths."""

    items: tuple[ListItem, ...]
    lines: SourceLines


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head; ``right`` says for each column whether it holds numbers or was aligned right."""

    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    right: tuple[bool, ...]
    lines: SourceLines


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Lines to print as they stand."""

    text: str
    lines: SourceLines


@dataclass(frozen=True, slots=True)
class Divider:
    """A thin line between two parts."""

    lines: SourceLines


@dataclass(frozen=True, slots=True)
class Directive:
    """``{{chart impact-effort}}`` or ``{{table tickets}}``: drawn from the store at this place."""

    kind: str
    name: str
    lines: SourceLines


Block = Heading | Paragraph | Quote | BulletList | Table | Verbatim | Divider | Directive


def plain_text(spans: Spans) -> str:
    """Return the words of ``spans`` without their style."""
    return "".join(span.text for span in spans)
