"""The one normaliser that every text passes on its way into the store (RELIABILITY rule 21, SETTLED §18).

Total and idempotent: any Python string goes in, a string that SQLite, JSON and paper can hold comes out.
"As typed" means after this module. It must not know SQL, Qt or what a text is about.

What it does, in this order: CRLF and CR become LF; lone surrogates become U+FFFD; NUL and the other C0 controls but
LF and TAB are dropped; the text is cut at its cap; it is put into NFC; it is cut at the cap again, because a few
characters grow in NFC.
"""

from __future__ import annotations

import unicodedata

from gemba.pattern import pattern

TITLE_LIMIT = 300
BODY_LIMIT = 100_000

_SURROGATE = pattern("[\ud800-\udfff]")
_CONTROL = pattern("[\x00-\x08\x0b-\x1f]")
_LONG_RUN = 64


def normalise(text: str, *, limit: int = BODY_LIMIT) -> str:
    """Return ``text`` as it is stored, at most ``limit`` characters long."""
    if text.isascii() and len(text) <= limit and not _CONTROL.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", _SURROGATE.sub("\ufffd", text))[:limit]
    if not text.isascii():
        text = unicodedata.normalize("NFC", _in_canonical_order(text))
    return text[:limit]


def normalise_title(text: str) -> str:
    """Return ``text`` as a title is stored: the same, at most ``TITLE_LIMIT`` characters."""
    return normalise(text, limit=TITLE_LIMIT)


def normalise_within(value: object) -> object:
    """Return JSON-like ``value`` with every string in it normalised; keys too."""
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, (list, tuple)):
        return type(value)(normalise_within(item) for item in value)
    if isinstance(value, dict):
        return {normalise(str(key)): normalise_within(item) for key, item in value.items()}
    return value


def _in_canonical_order(text: str) -> str:
    """Return ``text`` with long runs of combining marks already in order.

    The order is what NFC would reach anyway. ``unicodedata`` gets there by moving one mark at a time, which takes
    minutes on 100,000 marks in a row (RELIABILITY H-14); a sort takes milliseconds.
    """
    if len(text) <= _LONG_RUN:
        return text
    out: list[str] = []
    run: list[str] = []
    for character in text:
        if unicodedata.combining(character):
            run.append(character)
            continue
        out.extend(_ordered(run))
        run.clear()
        out.append(character)
    out.extend(_ordered(run))
    return "".join(out)


def _ordered(run: list[str]) -> list[str]:
    if len(run) <= _LONG_RUN:
        return run
    marks = [mark for character in run for mark in unicodedata.normalize("NFD", character)]
    return sorted(marks, key=unicodedata.combining)
