"""Cut a paragraph into sentences: abbreviations, initials, decimals, quotes and Chinese punctuation.

A full stop ends a sentence when a blank and something that can begin one follow, and when the word before it is no
abbreviation and no initial. Chinese marks (。！？) end one wherever they stand. Closing quotes and brackets belong
to the sentence before them. Must not know what is said.
"""

from __future__ import annotations

import re

from gemba.rules.prose_words import ABBREVIATIONS
from gemba.rules.words import HAN

_END = re.compile(r"[。！？!?…]+[”’」』）\"')\]]*|\.+[”’」』）\"')\]]*")
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]+\.)*[^\W\d_]+$")
_NUMBER_BEFORE = re.compile(r"(?:^|[\s(])\d{1,3}$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence of a paragraph, without the blanks between them."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.start() < start or not _ends(text, match):
            continue
        _add(found, text, start, match.end())
        start = match.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and any(character.isalnum() for character in text[start:end]):
        found.append((start, end))


def _ends(text: str, match: re.Match[str]) -> bool:
    """Say whether a closing mark really closes a sentence."""
    mark, after = match.group(), text[match.end() :]
    if mark[0] in "。！？":
        return True
    if after and not after[0].isspace():
        return re.match(rf"[{HAN}]", after) is not None and mark[0] in "!?…"
    rest = after.lstrip()
    if mark[0] in "!?":
        return not rest or not rest[0].islower()
    if not rest:
        return True
    if rest[0].islower() or rest[0] in ",;:)":
        return False
    before = text[max(0, match.start() - 24) : match.start()]
    word = _WORD_BEFORE.search(before)
    if word is not None and (f"{word.group().lower()}." in ABBREVIATIONS or len(word.group()) == 1):
        return word.group() == "I" and before.endswith(" I")
    return not (_NUMBER_BEFORE.search(before) is not None and match.start() < 4)
