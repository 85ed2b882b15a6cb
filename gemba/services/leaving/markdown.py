"""Write Markdown for other programs: user text is escaped, so that no HTML, link or picture of its own comes alive.

RELIABILITY H-11. Pictures are named relatively and only by names we made. Must not know rows.
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>~|&#!$^=+-])")
_NUMBERED = re.compile(r"(?m)^(\s*\d+)([.)])")
_AUTOLINK = re.compile(r"(?i)\b(https?|ftp|mailto|file|javascript|data|vbscript|www)([:.])")


def inline(text: str) -> str:
    """Return user text for one line of Markdown: every sign that could mean something is escaped."""
    line = " ".join(text.split())
    escaped = _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line))
    # Some readers make links of bare addresses; a zero-width joiner would change the text, an entity does not.
    return _AUTOLINK.sub(lambda match: f"{match[1]}&#{ord(match[2])};", escaped).replace("@", "&#64;")


def block(text: str) -> str:
    """Return user text as a paragraph; its own line ends become hard breaks."""
    return "\\\n".join(inline(line) for line in text.split("\n") if line.strip())


def row(cells: list[str]) -> str:
    """Return one line of a table from user texts."""
    return "| " + " | ".join(inline(cell) for cell in cells) + " |"


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a table from user texts."""
    return "\n".join([row(head), "|" + " --- |" * len(head), *(row(cells) for cells in rows)])
