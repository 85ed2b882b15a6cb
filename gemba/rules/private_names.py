"""Turn a list of people into patterns that find them as they are written in notes and chats.

Of ``Lena Hartwig``: the full name in either order and any case, ``L. Hartwig``, each part alone where it is spelled
with a capital and is no ordinary word, and any part after an honorific. Of ``周晓敏``: the name, ``晓敏 周``, the
given name of two characters, the surname with an honorific (``周组长``). Vietnamese names also without tone marks,
and the given name alone (``hỏi Bình``).
Somebody who is in no list is found by an unmistakable honorific (``王女士``, ``Mrs Shaw``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from gemba.rules.gate_words import ROLE_WORDS
from gemba.rules.private_words import (
    ALSO_WORDS,
    HAN_CLEAR_HONORIFICS,
    HAN_HONORIFICS,
    HAN_SURNAMES,
    HONORIFICS,
    VIETNAMESE_HONORIFICS,
    VIETNAMESE_SECOND_SYLLABLES,
)
from gemba.rules.words import has_han, listed, script_of, words_of

_LETTER = r"A-Za-z0-9\u00c0-\u024f\u1e00-\u1eff"
_LOWER = "".join(letter for letter in map(chr, [*range(0x61, 0x250), *range(0x1E00, 0x1F00)]) if letter.islower())
_UPPER = "".join(letter for letter in map(chr, [*range(0x41, 0x250), *range(0x1E00, 0x1F00)]) if letter.isupper())
_BEFORE, _AFTER = rf"(?<![{_LETTER}])", rf"(?![{_LETTER}])"
_CAPITALISED = r"[A-ZÀ-ÖØ-ÞĀ-ɏẠ-Ỹ][a-zà-öø-ÿā-ɏḁ-ỹ'’-]+"


_ANYBODY = re.compile(
    rf"{_BEFORE}(?:{'|'.join(HONORIFICS)})\.?[ ]{_CAPITALISED}(?:[ ]{_CAPITALISED})?{_AFTER}"
    rf"|[{HAN_SURNAMES}](?:{'|'.join(HAN_CLEAR_HONORIFICS)})"
)
"""People in no list, by what stands before or after their surname."""


def patterns(names: tuple[str, ...], text: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns for those of ``names`` that can stand in ``text`` and for anybody with an honorific.

    A pattern of hundreds of names is slow; a look for one part of each name first is not.
    """
    lowered = text.lower()
    present = (name for name in names if any(key in lowered for key in _keys(name)))
    return (_ANYBODY, *(pattern for name in present for pattern in _patterns_of(name)))


@lru_cache(maxsize=4_096)
def _keys(name: str) -> tuple[str, ...]:
    """Return what must stand in a lower-case text for ``name`` to be in it in any form."""
    parts = unicodedata.normalize("NFC", name).lower().split()
    if has_han(name):
        return tuple("".join(parts)) if len(parts) > 1 else tuple(name[:2])
    return tuple({key for part in parts for key in (part, _without_tones(part))})


@lru_cache(maxsize=4_096)
def _patterns_of(name: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns for one name; apply to NFC text."""
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if has_han(plain):
        return (_any_of(_han_forms(plain), 0),)
    if not plain or any(word in ROLE_WORDS for word in words_of(plain)):
        return ()
    full, short = _latin_forms(plain)
    found = (_any_of(full, re.IGNORECASE),) if full else ()
    return (*found, _any_of(short, 0)) if short else found


def _any_of(forms: set[str], flags: int) -> re.Pattern[str]:
    """Join forms into one pattern, longer ones first so that the whole name is taken."""
    return re.compile("|".join(sorted(forms, key=lambda form: (-len(form), form))), flags)


def _latin_forms(name: str) -> tuple[set[str], set[str]]:
    """Return (forms in any case, forms as spelled) of a name in Latin letters."""
    parts = name.split()
    plain = _without_tones(name).split()
    full = {_bordered(r"\s+".join(map(re.escape, order))) for order in (parts, plain)}
    if len(parts) == 1:
        return _single(name, full)
    first, last = parts[0], parts[-1]
    surname_first = rf"{re.escape(last)},?\s+{re.escape(' '.join(parts[:-1]))}"
    full |= {_bordered(surname_first), _bordered(rf"{re.escape(first[0])}(?:\.\s?|\s){re.escape(last)}")}
    if script_of(name) == "vietnamese" or first.lower() in _VIETNAMESE_SURNAMES:
        return full, _vietnamese_short(parts)
    short = {
        _bordered(f"(?:{re.escape(part)}|{re.escape(part.upper())})") for part in parts if _stands_for_itself(part)
    }
    titled = "|".join(HONORIFICS)
    short |= {_bordered(rf"(?:{titled})\.?\s+{re.escape(part)}") for part in parts}
    return full, short


def _single(name: str, full: set[str]) -> tuple[set[str], set[str]]:
    """Return the forms of a name of one part: a letter is nobody, "An" and "Bo" are somebody with a capital only."""
    if len(_without_tones(name)) < 2 or not any(character.isalpha() for character in name):
        return set(), set()
    if len(name) > 3 and name.lower() not in ALSO_WORDS:
        return full, set()
    return set(), {_bordered(re.escape(form)) for form in (name.capitalize(), name.upper()) if name[0].isupper()}


_VIETNAMESE_SURNAMES = frozenset(listed("nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý mai"))


def _vietnamese_short(parts: list[str]) -> set[str]:
    """Return the short forms of a Vietnamese name: its last two parts, and the last after an honorific."""
    polite = "|".join(sorted({*VIETNAMESE_HONORIFICS, *map(str.capitalize, VIETNAMESE_HONORIFICS), *HONORIFICS}))
    forms = {_bordered(rf"(?:{polite})\.?\s+{re.escape(parts[-1])}"), *_vietnamese_alone(parts[-1])}
    if len(parts) > 2:
        forms.add(_bordered(rf"{re.escape(parts[-2])}\s+{re.escape(parts[-1])}"))
    return forms


def _vietnamese_alone(given: str) -> set[str]:
    """Return the forms of a given name by which Vietnamese colleagues call each other: "hỏi Bình", "Bình hỏi".

    Beside another capital it belongs to a name of its own ("Hòa Bình", "Bình Dương"); at the start of a sentence it
    may begin an ordinary word ("Bình thường").
    """
    if len(given) < 2 or not given[0].isupper():
        return set()
    before = [rf"(?<![{_LETTER}])(?!(?:{'|'.join(VIETNAMESE_HONORIFICS)})[ ])[{_LOWER}][{_LETTER}]*[ ]"]
    if len(given) > 2 and given.lower() not in ALSO_WORDS:
        before.append(rf"(?:^|[^{_LETTER}\s])\s*")
    behind = rf"{_AFTER}(?!\s[{_UPPER}])(?!\s(?:{'|'.join(VIETNAMESE_SECOND_SYLLABLES)}){_AFTER})"
    return {rf"(?:{'|'.join(before)})(?P<name>{re.escape(given)}){behind}"}


def _han_forms(name: str) -> set[str]:
    """Return the forms of a Chinese name; the surname is the first character, or stands after a blank."""
    pieces = name.split()
    surname, given = (pieces[-1], pieces[0]) if len(pieces) == 2 and len(pieces[-1]) == 1 else (name[0], name[1:])
    whole = f"{surname}{given}".replace(" ", "")
    if whole.endswith(HAN_HONORIFICS):
        return {re.escape(whole)}
    forms = {re.escape(whole), rf"{re.escape(given.strip())}\s{re.escape(surname)}"}
    if len(given.strip()) >= 2:
        forms.add(re.escape(given.strip()))
    forms.add(rf"{re.escape(surname)}(?:{'|'.join(HAN_HONORIFICS)})")
    return forms


def _bordered(pattern: str) -> str:
    return f"{_BEFORE}{pattern}{_AFTER}"


def _stands_for_itself(part: str) -> bool:
    """Say whether a part of a name alone points at a person."""
    return len(part) >= 3 and part[0].isupper() and part.lower() not in ALSO_WORDS


def _without_tones(text: str) -> str:
    """Return Latin text as typed on a keyboard without accents."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(mark for mark in bare if not unicodedata.combining(mark)))
