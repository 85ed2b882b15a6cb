"""How many words a text has, as its language counts them: Han characters one by one, other scripts by words.

Must not know widgets.
"""

from __future__ import annotations

import re

_FRONT = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL)
_BRACKETS = re.compile(r"\[=?[A-Z][\w.,; ]*+\]|\{\{[^{}\n]*+\}\}")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORDS = re.compile(r"[^\W\u3400-\u9fff\uf900-\ufaff]+(?:['’.,\-][^\W\u3400-\u9fff\uf900-\ufaff]+)*")


def count_words(source: str) -> int:
    """Return the words of a narrative's prose; codes, live numbers and front matter are none."""
    body = _BRACKETS.sub(" ", _FRONT.sub("", source))
    return len(_HAN.findall(body)) + len(_WORDS.findall(body))


def first_line_of_prose(source: str) -> int:
    """Return the first line after the front matter that is not empty, from 1."""
    found = _FRONT.match(source)
    at = source[: found.end()].count("\n") if found else 0
    lines = source.split("\n")
    while at < len(lines) - 1 and not lines[at].strip():
        at += 1
    return at + 1
