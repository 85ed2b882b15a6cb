"""How well what was typed fits a line of the palette, and which of its letters to show as found.

Case, accents and đ do not count, in any script; each word typed has to be in the line, whole, as its initials, or at
least its letters in their order. Must not know what a line stands for.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_DSTROKE = {"đ": "d", "Đ": "d"}
_BEGINS_TEXT, _BEGINS_WORD, _INSIDE, _INITIALS, _SCATTERED = 120.0, 100.0, 60.0, 40.0, 10.0
_WIDEST = 4
"""Letters that are scattered wider than so many times their number are no find."""


@dataclass(frozen=True, slots=True)
class Match:
    """How good (more is better), and the places of the found letters in the text."""

    score: float
    places: tuple[int, ...]


def match(query: str, text: str) -> Match | None:
    """Return how ``query`` fits ``text``, None where a word of it does not; an empty query fits everything."""
    words = folded(query)[0].split()
    plain, origin = folded(text)
    score, places = 0.0, set[int]()
    for word in words:
        found = _word(word, plain)
        if found is None:
            return None
        score += found.score
        places.update(origin[at] for at in found.places)
    return Match(score - len(plain) * 0.05, tuple(sorted(places)))


def folded(text: str) -> tuple[str, list[int]]:
    """Return the text without case and marks, and for each of its letters the place in ``text`` it came from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", _DSTROKE.get(letter, letter)).casefold():
            if not unicodedata.combining(part):
                letters.append(part)
                origin.append(place)
    return "".join(letters), origin


def _word(word: str, text: str) -> Match | None:
    """Return the best way in which one word stands in the text."""
    at = _beginning(word, text)
    if at is not None:
        return Match((_BEGINS_WORD if at else _BEGINS_TEXT) + 2 * len(word) - at * 0.1, _run(at, len(word)))
    at = text.find(word)
    if at >= 0:
        return Match(_INSIDE + 2 * len(word) - at * 0.1, _run(at, len(word)))
    if len(word) < 2:
        return None
    initials = _initials(word, text)
    if initials is not None:
        return Match(_INITIALS + len(word) - initials[0] * 0.1, initials)
    scattered = _scattered(word, text)
    return None if scattered is None else Match(_SCATTERED - (scattered[-1] - scattered[0]) * 0.1, scattered)


def _run(at: int, length: int) -> tuple[int, ...]:
    return tuple(range(at, at + length))


def _begins(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _beginning(word: str, text: str) -> int | None:
    """Return where the word stands at the beginning of a word of the text."""
    at = text.find(word)
    while at >= 0:
        if _begins(text, at):
            return at
        at = text.find(word, at + 1)
    return None


def _initials(word: str, text: str) -> tuple[int, ...] | None:
    """Return the places where each letter begins a word or follows the letter before it ("gtt": Go To Tickets)."""
    starts = [at for at in range(len(text)) if _begins(text, at) and text[at].isalnum()]

    def rest(number: int, after: int) -> tuple[int, ...] | None:
        if number == len(word):
            return ()
        follows = [after + 1] if 0 <= after < len(text) - 1 else []
        for at in (*follows, *(start for start in starts if start > after)):
            if text[at] == word[number] and (end := rest(number + 1, at)) is not None:
                return (at, *end)
        return None

    return rest(0, -1) if len(word) <= 12 else None


def _scattered(word: str, text: str) -> tuple[int, ...] | None:
    """Return the places of the letters in their order, where they do not stand too far apart."""
    places: list[int] = []
    at = -1
    for letter in word:
        at = text.find(letter, at + 1)
        if at < 0:
            return None
        places.append(at)
    return tuple(places) if places[-1] - places[0] < _WIDEST * len(word) else None
