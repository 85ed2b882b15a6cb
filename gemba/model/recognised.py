"""Text that was read from a picture: lines with their boxes, what of it is under a cover, and its form in the store.

Boxes are left, top, right, bottom in whole pixels of the upright picture. Where in a line a word stands is told by the
reader's places between characters, else reckoned from the widths of its characters, and rounded outwards. Must not
know who read the text or what looks for it.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gemba.model.annotation import Annotation
from gemba.pattern import pattern

Box = tuple[int, int, int, int]
# A character of a script without spaces is a word of its own: a cover over two of them leaves the others.
_WORD = pattern(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\s\u2e80-\u9fff\uf900-\ufaff]+")
_NARROW = frozenset("iljtfrI1.,:;'|!()[]{}`/\\ -")
_WIDE = frozenset("mwMW@%&")
_EDGE_SLACK_PX = 2
_SLACK = 0.6
"""How far, in widths of a letter, a reckoned place may be off: fonts differ, and a box must not be too small."""


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """One line of text, its box, and how sure the reader was (0 to 1).

    ``edges_px`` are the places between the characters, one more than there are characters; empty where none is known.
    """

    text: str
    rect_px: Box
    confidence: float
    edges_px: tuple[int, ...] = ()

    def span_px(self, start: int, end: int) -> Box:
        """Return the box of ``text[start:end]``, never wider than the line's and never too narrow for the letters."""
        left, top, right, bottom = self.rect_px
        if len(self.edges_px) == len(self.text) + 1:
            begin, upto_px = self.edges_px[start] - _EDGE_SLACK_PX, self.edges_px[end] + _EDGE_SLACK_PX
            return max(left, begin), top, min(right, upto_px), bottom
        widths = [_width(character) for character in self.text]
        whole = sum(widths) or 1.0
        per_unit = (right - left) / whole
        before, upto = sum(widths[:start]), sum(widths[:end])
        # The ends of a line are known; only places inside it are reckoned, the less surely the farther from them.
        slack_left = 0.0 if not self.text[:start].strip() else _SLACK + 0.04 * min(before, whole - before)
        slack_right = 0.0 if not self.text[end:].strip() else _SLACK + 0.04 * min(upto, whole - upto)
        return (
            max(left, math.floor(left + (before - slack_left) * per_unit)),
            top,
            min(right, math.ceil(left + (upto + slack_right) * per_unit)),
            bottom,
        )


def covers_of(annotation: Annotation) -> tuple[Box, ...]:
    """Return what is covered on a picture, rounded outwards; a cover of full width reaches as far as any picture."""
    out = []
    for mark in annotation.redactions:
        left, top, right, bottom = mark.box()
        if mark.full_width:
            left, right = 0, 1 << 30
        out.append((math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)))
    return tuple(out)


def visible_text(lines: Iterable[RecognisedLine], covers: Sequence[Box]) -> str:
    """Return the text of a picture, a line each, without every word that a cover touches (R-08)."""
    return "\n".join(text for line in lines if (text := _uncovered(line, covers)))


def _uncovered(line: RecognisedLine, covers: Sequence[Box]) -> str:
    if not any(touch(line.rect_px, cover) for cover in covers):
        return line.text
    kept: list[str] = []
    at = 0
    for word in _WORD.finditer(line.text):
        box = line.span_px(word.start(), word.end())
        if not any(touch(box, cover) for cover in covers):
            kept += [" " if line.text[at : word.start()] and kept else "", word.group()]
        at = word.end()
    return "".join(kept)


def touch(one: Box, other: Box) -> bool:
    """Say whether two boxes share a pixel."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def lines_to_json(lines: Iterable[RecognisedLine]) -> str:
    """Return lines as the store keeps them."""
    found = [[line.text, *line.rect_px, round(line.confidence, 3), line.edges_px] for line in lines]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def lines_from_json(text: str) -> tuple[RecognisedLine, ...]:
    """Return the lines that the store kept."""
    return tuple(
        RecognisedLine(text, (left, top, right, bottom), confidence, tuple(edges))
        for text, left, top, right, bottom, confidence, edges in json.loads(text)
    )


def _width(character: str) -> float:
    """Return about how wide a character is, in widths of a Latin letter of a screen font."""
    if character in _NARROW:
        return 0.55
    if character in _WIDE:
        return 1.5
    if unicodedata.east_asian_width(character) in "WF":
        return 1.9
    return 1.2 if character.isupper() else 1.0
