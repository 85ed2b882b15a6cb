"""Places in a text as Qt counts them: in UTF-16 units, of which an emoji has two where Python counts one letter.

Whatever Python finds in a text goes through here before it becomes the place of a cursor, a selection or a format, and
back. Must not know widgets.
"""

from __future__ import annotations


def units(text: str) -> int:
    """Return how long a text is in Qt's units."""
    return len(text) if text.isascii() else len(text) + sum(letter > "\uffff" for letter in text)


def in_units(text: str, start: int, end: int | None = None) -> str:
    """Return a part of a text by places in Qt's units."""
    if text.isascii():
        return text[start:end]
    coded = text.encode("utf-16-le", "surrogatepass")
    return coded[2 * start : None if end is None else 2 * end].decode("utf-16-le", "surrogatepass")


def letters(text: str, place_units: int) -> int:
    """Return before which of its letters, as Python counts them, a place in Qt's units lies."""
    return len(in_units(text, 0, place_units))
