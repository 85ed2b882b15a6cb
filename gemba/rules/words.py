"""Texts taken apart: folding, scripts and words, for every rule that reads prose.

Must not know what the words mean. NFC throughout (RELIABILITY rule 21: NFC for comparing). Chinese has no
blanks, so a run of Han characters is one "word" here; who needs finer pieces cuts n-grams.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from gemba.pattern import pattern

Script = Literal["han", "vietnamese", "latin", "other"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Not compiled before the first text: a window opens without any, and these ranges take as long as a page of rows.
_HAN_RUN = rf"[{HAN}]"
_WORD = rf"[{HAN}]+|[^\W_{HAN}]+(?:['’][^\W\d_]+)?"
_VIETNAMESE = pattern(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_LATIN = pattern(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_BLANKS = pattern(r"\s+")


def listed(text: str, parted_by: str | None = None) -> tuple[str, ...]:
    """Return the entries of a word list written as one text, parted by blanks or by ``parted_by`` and line ends."""
    if parted_by is None:
        return tuple(text.split())
    return tuple(entry for part in re.split(rf"{re.escape(parted_by)}|\n", text) if (entry := part.strip()))


def fold(text: str) -> str:
    """Return ``text`` for comparing: NFKC, lower case, blanks made single, ends trimmed."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()


def words_of(text: str) -> list[str]:
    """Return the words and numbers of ``text`` in lower case; each run of Han characters is one."""
    return re.findall(_WORD, fold(text))


def words_in(folded: str) -> list[str]:
    """Return the words of a text that ``fold`` has been through already."""
    return re.findall(_WORD, folded)


def squeezed(text: str) -> str:
    """Return the words of ``text`` with single blanks between: what is left when punctuation does not count."""
    return " ".join(words_of(text))


def has_han(text: str) -> bool:
    """Say whether any Han character stands in ``text``."""
    return re.search(_HAN_RUN, text) is not None


def script_of(text: str) -> Script:
    """Name the script that carries ``text``.

    Chinese notes hold Latin names and codes, so a third of Han among the letters is enough; a Han character says
    about as much as two to three letters. Vietnamese is told from other Latin by letters that only it has; one
    in fourteen is enough, because every second syllable of it carries one, and a name alone in English does not.
    """
    if text.isascii():
        return "latin" if _LATIN.search(text) is not None else "other"
    composed = unicodedata.normalize("NFC", text)
    han, latin = len(re.findall(_HAN_RUN, composed)), len(_LATIN.findall(composed))
    if han and han * 3 >= latin:
        return "han"
    if not latin:
        return "other"
    return "vietnamese" if len(_VIETNAMESE.findall(composed)) * 14 >= latin else "latin"
