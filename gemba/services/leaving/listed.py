"""Find listed names and numbers in a text: customers' names however turned, numbers however grouped.

A library lists hundreds of them, and to try each at every character takes a second for a long text. So only those are
tried whose letters and digits stand in the text at all; the rest could not have been found. Must not know the store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
_SEPARATOR = r"[\s\u00a0().\-–/·]"
_SEPARATORS = re.compile(f"{_SEPARATOR}+")
_SHORTEST_NAME = 3
_SHORTEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class _Form:
    """One way in which something may stand in a text, and what has to be there for it.

    ``first`` and ``rest`` are caseless pieces, all of which stand in every match; where ``is_grouped``, the first is
    looked for with the separators left out. One that ``is_word`` is none within a longer word.
    """

    body: str
    first: str = ""
    rest: tuple[str, ...] = ()
    is_grouped: bool = False
    is_word: bool = True


class Listed:
    """Names and numbers, longest first, so that a name is taken whole."""

    def __init__(self, names: Iterable[str], numbers: Iterable[str]) -> None:
        """Take what may not be printed; names too short and numbers of too few digits find nothing."""
        forms = {form for name in names for form in name_forms(name)}
        found = [_name(text) for text in sorted(forms, key=lambda text: (-len(text), text))]
        found += [_number(text) for text in sorted(set(numbers), key=lambda text: (-len(text), text))]
        self._forms = tuple((one.first, one) for one in found if one.body)

    def pattern(self, text: str) -> re.Pattern[str] | None:
        """Return a pattern that finds in ``text`` what one of everything would find; None where that is nothing."""
        plain = caseless(text)
        bare = _SEPARATORS.sub("", plain)
        # Hundreds of forms for each of thousands of texts: almost all fall at the first piece.
        possible = [
            one
            for first, one in self._forms
            if first in (bare if one.is_grouped else plain) and all(piece in plain for piece in one.rest)
        ]
        return _any_of(possible, text) if possible else None


def _any_of(forms: Iterable[_Form], text: str) -> re.Pattern[str]:
    """Return what finds any of these forms in a text.

    In Chinese a Latin name stands between characters without a blank: those of the text go on with no word. Only those:
    a class of all there are takes milliseconds to compile.
    """
    beside = "".join(sorted(set(_CJK.findall(text))))
    before, after = rf"(?<![^\W{beside}])", rf"(?![^\W{beside}])"
    bodies = (f"{before}{one.body}{after}" if one.is_word else one.body for one in forms)
    return re.compile("|".join(bodies), re.IGNORECASE)


def caseless(text: str) -> str:
    """Return a text in which characters are the same wherever `re` takes them for the same without case.

    Lower first, for "ẞ" is the capital of "ß"; then upper, for "ſ" is another small "s". "İ" alone would become two.
    """
    return text.replace("İ", "i").lower().upper()


def name_forms(name: str) -> list[str]:
    """Return how a customer's name may stand in a text: whole and turned round; too short a name has no form."""
    whole = " ".join(name.split())
    han = _CJK.search(whole) is not None
    if len(whole) < (2 if han else _SHORTEST_NAME):
        return []
    parts = whole.split(" ")
    if han or len(parts) == 1:
        return [whole]
    return [whole, f"{parts[-1]}, {' '.join(parts[:-1])}", f"{parts[-1]} {' '.join(parts[:-1])}"]


def _name(text: str) -> _Form:
    words = text.split()
    body = r"[\s\u00a0]+".join(re.escape(word) for word in words)
    # A Han name stands between other characters; a Latin one is a whole word.
    return _Form(body, *_pieces(words), is_word=_CJK.search(text) is None)


def _number(text: str) -> _Form:
    """Return what finds the same digits however they are grouped; an address is taken literally."""
    digits = re.sub(r"\D", "", text)
    if "@" in text:
        return _Form(rf"(?<![.+-]){re.escape(text)}", *_pieces(text.split()))
    if len(digits) < _SHORTEST_DIGITS:
        return _Form("")
    if not re.sub(r"[\W\d_]", "", text):
        grouped = f"{_SEPARATOR}*".join(digits)
        return _Form(rf"(?<!\d)\+?{grouped}(?!\d)", caseless(digits), is_grouped=True, is_word=False)
    kept = re.sub(r"[^\w]", "", text)
    grouped = f"{_SEPARATOR}*".join(re.escape(char) for char in kept)
    return _Form(grouped, caseless(kept), is_grouped=True)


def _pieces(words: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return the longest word, which is the rarest, and the others."""
    first, *rest = sorted(map(caseless, words), key=len, reverse=True)
    return first, tuple(rest)
