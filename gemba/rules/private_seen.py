"""Find what belongs to a person in text that was read from a picture, and say where on the picture it stands.

The rules are those of typed text (private.py), and a little more patient, because a reader takes l for 1, loses the
marks of Vietnamese letters, runs two cells of a table together and stops where a cell is cut off. What is found is
only ever proposed. Must not know who read the text, nor what becomes of a proposal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gemba.model.recognised import Box, RecognisedLine
from gemba.model.values import PrivateKind
from gemba.rules import private
from gemba.rules.private_words import IBAN_LENGTHS
from gemba.rules.words import has_han

ALIKE, LONG_ALIKE = 86.0, 83.0
"""From how like a listed name on (0 to 100) words are proposed: about a letter in seven may be wrong."""
_LONG = 9
_LEAST_LETTERS = 6
_WORD = re.compile(r"[^\W_]+")
_NUMBERS = re.compile(r"[0-9OoIlSB|][0-9OoIlSB|\s().+-]{6,}[0-9OoIlSB|]")
_TAKEN_FOR = str.maketrans("OoIl|SB", "0011158")
_BEGUN_IBAN = re.compile(r"(?<![A-Za-z])([A-Z]{2})[0-9]{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![A-Za-z])")
_LEAST_OF_IBAN = 14
_PARTS_OF_IBAN = (PrivateKind.CARD, PrivateKind.PHONE)
_GO_OVER = (PrivateKind.NAME, PrivateKind.IBAN)
_SHAPES = str.maketrans({"i": "l", "1": "l", "|": "l", "đ": "d", "0": "o"})


@dataclass(frozen=True, slots=True)
class SeenFind:
    """Something of a person on a picture: its kind, the text that was read, and its box in pixels."""

    kind: PrivateKind
    text: str
    rect_px: Box


def find_seen(lines: Iterable[RecognisedLine], names: Sequence[str] = ()) -> tuple[SeenFind, ...]:
    """Return what belongs to a person on a picture, by line; ``names`` are people who are to be found too.

    What a cell of a table has broken into two lines is found in both, each with its own box.
    """
    names = tuple(dict.fromkeys(form for name in names for form in (name, *_turned(name))))
    alike = tuple(_Name(name) for name in names)
    read = tuple(lines)
    found = [_in_line(line.text, names, alike) for line in read]
    for upper, lower in _stacked(read):
        for at, part in _broken(read[upper].text, read[lower].text, names, alike):
            place = (upper, lower)[at]
            if not _overlaps(part, found[place]):
                found[place].append(part)
    return tuple(
        SeenFind(find.kind, find.text, line.span_px(find.start, find.end))
        for line, finds in zip(read, found, strict=True)
        for find in sorted(finds, key=lambda one: one.start)
    )


def _turned(name: str) -> Iterator[str]:
    """Yield a Han name with the given name first and no blank: readers drop the blank that programs put there."""
    bare = "".join(name.split())
    if 3 <= len(bare) <= 4 and has_han(bare):
        first, _, last = " ".join(name.split()).partition(" ")
        yield last + first if last else bare[1:] + bare[0]


def _stacked(lines: Sequence[RecognisedLine]) -> Iterator[tuple[int, int]]:
    """Yield the places of lines that stand close below each other and begin alike, as the lines of one cell do."""
    order = sorted(range(len(lines)), key=lambda at: lines[at].rect_px[1])
    for number, upper in enumerate(order):
        left, top, _, bottom = lines[upper].rect_px
        height = bottom - top
        for lower in order[number + 1 :]:
            below = lines[lower].rect_px
            if below[1] > bottom + height // 2:
                break
            if below[1] > top + height // 2 and abs(below[0] - left) <= height // 2:
                yield upper, lower
                break


def _broken(upper: str, lower: str, names: Sequence[str], alike: Sequence[_Name]) -> Iterator[tuple[int, private.Find]]:
    """Yield the parts in the upper (0) and lower (1) line of what goes over from one to the other."""
    # An address that stands whole above or below is no half of one: "E-mail" is often written over it.
    whole = [find for find in private.find(upper) if find.end == len(upper)]
    whole += [find for find in private.find(lower) if find.start == 0]
    betweens = (" ",) if any(find.kind is PrivateKind.EMAIL for find in whole) else (" ", "")
    for between in betweens:
        border = len(upper) + len(between)
        for find in _in_line(upper + between + lower, names, alike):
            goes_over = find.start < len(upper) and find.end > border
            # Numbers one below the other are many and only by chance one; these have a check, a list or a shape.
            if goes_over and (find.kind is PrivateKind.EMAIL if not between else find.kind in _GO_OVER):
                yield 0, private.Find(find.kind, find.start, len(upper), upper[find.start :])
                yield 1, private.Find(find.kind, 0, find.end - border, lower[: find.end - border])


def _in_line(text: str, names: Sequence[str], alike: Sequence[_Name]) -> list[private.Find]:
    found = list(private.find(text, names))
    # Four groups of an account that was cut off can pass for a card or a telephone; the whole of it is meant.
    begun = [find for find in _begun_ibans(text) if not _overlaps(find, found, but=_PARTS_OF_IBAN)]
    found = [find for find in found if not _overlaps(find, begun)] + begun
    found += [find for find in _with_plain_digits(text) if not _overlaps(find, found)]
    for find in _names_alike(text, alike):
        # "Tom 0kafor" is more than the "Tom" that is spelled right.
        parts = [one for one in found if one.kind is PrivateKind.NAME and find.start <= one.start < one.end <= find.end]
        others = [one for one in found if one not in parts]
        if not _overlaps(find, others) and not any((one.start, one.end) == (find.start, find.end) for one in parts):
            found = [*others, find]
    return found


def _overlaps(find: private.Find, others: Iterable[private.Find], *, but: Sequence[PrivateKind] = ()) -> bool:
    return any(find.start < other.end and other.start < find.end for other in others if other.kind not in but)


def _with_plain_digits(text: str) -> Iterator[private.Find]:
    """Yield numbers in which letters stand for the digits they look like."""
    plain = text
    for run in _NUMBERS.finditer(text):
        digits = sum(character.isdigit() for character in run.group())
        letters = sum(character in "OoIl|SB" for character in run.group())
        if letters and digits >= 3 * letters:
            plain = plain[: run.start()] + run.group().translate(_TAKEN_FOR) + plain[run.end() :]
    if plain != text:
        numbers = (PrivateKind.CARD, PrivateKind.IBAN, PrivateKind.PHONE, PrivateKind.ID)
        yield from (find for find in private.find(plain) if find.kind in numbers)


def _begun_ibans(text: str) -> Iterator[private.Find]:
    """Yield what begins as an account number does and is cut off, or has a letter misread: no check can hold."""
    for match in _BEGUN_IBAN.finditer(text):
        length = IBAN_LENGTHS.get(match[1], 0)
        letters = [at for at in range(*match.span()) if text[at] != " "][:length]
        if len(letters) >= _LEAST_OF_IBAN and (" " in match.group() or len(letters) == length):
            start, end = match.start(), letters[-1] + 1
            yield private.Find(PrivateKind.IBAN, start, end, text[start:end])


class _Name:
    """A listed name of two words and more in Latin letters, as a reader may have spelled it."""

    def __init__(self, name: str) -> None:
        words = _WORD.findall(unicodedata.normalize("NFC", name))
        self.words = len(words)
        self.shape = _shape("".join(words))
        self.can_be_alike = self.words > 1 and len(self.shape) >= _LEAST_LETTERS and self.shape.isascii()


def _names_alike(text: str, names: Sequence[_Name]) -> Iterator[private.Find]:
    wanted = [name for name in names if name.can_be_alike]
    words = list(_WORD.finditer(text)) if wanted else []
    if not words:
        return
    # It loads compiled code, which a text without such names does without.
    from rapidfuzz import fuzz

    shapes = [_shape(word.group()) for word in words]
    for count in sorted({number for name in wanted for number in (name.words, name.words - 1)}, reverse=True):
        for first in range(len(words) - count + 1):
            seen = "".join(shapes[first : first + count])
            if any(_is_alike(fuzz.ratio, seen, name) for name in wanted if name.words - count in (0, 1)):
                start, end = words[first].start(), words[first + count - 1].end()
                yield private.Find(PrivateKind.NAME, start, end, text[start:end])


def _is_alike(ratio: Callable[[str, str], float], seen: str, name: _Name) -> bool:
    # Names that begin otherwise are other people: "Tran Minh" is not "Phan Minh".
    least = LONG_ALIKE if len(name.shape) >= _LONG else ALIKE
    return seen[:1] == name.shape[:1] and ratio(seen, name.shape) >= least


def _shape(text: str) -> str:
    """Return letters without case and marks, and those that look alike as one."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_SHAPES)
