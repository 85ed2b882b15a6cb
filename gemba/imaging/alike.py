"""Tell whether two pictures look nearly alike: the same screen saved again, scaled, or with a clock gone on.

From small Previews only, so that what is covered has no part in it. A picture's face is a difference hash of 64 bits,
which finds candidates quickly, and a square of grey values, which decides: two records in one form have the same bits
nearly everywhere and differ in many squares. Must not know rows or where pictures are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from PIL import Image, ImageChops

from gemba.imaging.picture import Frame

GRID = 64
"""Squares to each side in which greys are compared."""
_SQUARE_DIFFERS = 14
_MOST_DIFFERING = 0.006
_MOST_BITS = 7  # eight bands of eight bits: at most seven differing bits leave one band equal
_SHAPE = 0.02
_BANDS = 8


@dataclass(frozen=True, slots=True)
class Face:
    """How a picture looks: 64 bits, grey squares, and its width for a height of 1."""

    bits: int
    greys: bytes = field(repr=False)
    shape: float


def face_of(small: Frame) -> Face:
    """Return the face of the pixels of a small Preview."""
    grey = Image.frombytes("RGB", small.size, small.rgb).convert("L")
    wide = grey.resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(8):
        for at in range(row * 9, row * 9 + 8):
            bits = bits << 1 | (wide[at] > wide[at + 1])
    return Face(bits, grey.resize((GRID, GRID), Image.Resampling.BOX).tobytes(), small.width / small.height)


def nearly_alike(one: Face, other: Face) -> bool:
    """Say whether two faces differ in a few squares at most."""
    if abs(one.shape - other.shape) > _SHAPE * one.shape or (one.bits ^ other.bits).bit_count() > _MOST_BITS:
        return False
    first, second = (Image.frombytes("L", (GRID, GRID), face.greys) for face in (one, other))
    differing = sum(ImageChops.difference(first, second).histogram()[_SQUARE_DIFFERS + 1 :])
    return differing <= _MOST_DIFFERING * GRID * GRID


def groups_alike(faces: Mapping[str, Face], *, step: Callable[[], None] = lambda: None) -> list[tuple[str, ...]]:
    """Return the groups of nearly alike pictures in the order of ``faces``, a single one being no group.

    ``step`` is called for each picture and may raise, to stop it.
    """
    order = {one: at for at, one in enumerate(faces)}
    parent = {one: one for one in faces}
    for one, other in _candidates(faces, step):
        first, second = _root(parent, one), _root(parent, other)
        if first != second and nearly_alike(faces[one], faces[other]):
            parent[max(first, second, key=order.__getitem__)] = min(first, second, key=order.__getitem__)
    groups: dict[str, list[str]] = defaultdict(list)
    for one in faces:
        groups[_root(parent, one)].append(one)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def _candidates(faces: Mapping[str, Face], step: Callable[[], None]) -> Iterator[tuple[str, str]]:
    """Yield pairs that have eight bits in common in one place, as all have that differ in seven bits at most.

    One after the other: pictures of one form are all candidates of each other, too many to be kept.
    """
    bands: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one, face in faces.items():
        step()
        for band in range(_BANDS):
            there = bands[band, face.bits >> band * 8 & 0xFF]
            for other in there:
                differing = faces[other].bits ^ face.bits
                is_first = all(differing >> before * 8 & 0xFF for before in range(band))
                if is_first and differing.bit_count() <= _MOST_BITS:
                    yield other, one
            there.append(one)


def _root(parent: dict[str, str], one: str) -> str:
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one
