"""Triangular distributions, sampled from a fixed seed: the numbers behind "how sure is the order".

A value known as low, likely, high is taken as triangular and drawn by the inverse of its distribution at 256 equally
likely steps (one random byte a draw, which keeps the work in C). All draws come from one pool of bytes made from the
seed; a ticket reads it from an offset of its own, so its draws do not depend on which tickets are beside it or in
which order they came. Must not know tickets. Source of the inverse: Kotz and van Dorp, Beyond Beta (2004),
§1.2.
"""

from __future__ import annotations

from array import array
from functools import lru_cache
from math import sqrt
from operator import truediv
from typing import NamedTuple

POOL = 1 << 16
MOST_SAMPLES = 10_000
GRID = 16


class Triangle(NamedTuple):
    """A triangular distribution; low <= likely <= high."""

    low: float
    likely: float
    high: float


class Ratio(NamedTuple):
    """Money over effort of one ticket, as two independent triangles; ``key`` picks its place in the pool."""

    key: int
    money: Triangle
    effort: Triangle

    @property
    def least(self) -> float:
        """Return the smallest possible value."""
        return self.money.low / self.effort.high

    @property
    def most(self) -> float:
        """Return the largest possible value."""
        return self.money.high / self.effort.low

    def samples(self, seed: int, count: int) -> array[float]:
        """Return ``count`` draws, the same for the same seed and key."""
        money, effort = (_bytes(seed, self.key, which, count) for which in (0, 1))
        if self.least == self.most:  # a point: a breath of noise, so that equal points tie instead of both coming first
            noise = self.least * 1e-9 + 1e-12
            return array(
                "d", [self.least + noise * (over + under / 256) for over, under in zip(money, effort, strict=True)]
            )
        over, under = _quantiles(self.money, _STEPS), _quantiles(self.effort, _STEPS)
        return array("d", map(truediv, map(over.__getitem__, money), map(under.__getitem__, effort)))

    def grid(self) -> list[float]:
        """Return the values at the middles of 16 x 16 equally likely cells, sorted: a cheap picture of the ratio."""
        money, effort = _quantiles(self.money, _CELLS), _quantiles(self.effort, _CELLS)
        return sorted([over / under for over in money for under in effort])


@lru_cache(maxsize=2)
def _pool(seed: int) -> bytes:
    """Return random bytes, long enough to read ``MOST_SAMPLES`` from any offset."""
    import random

    drawn = random.Random(seed).randbytes(POOL)
    return drawn + drawn[:MOST_SAMPLES]


def _bytes(seed: int, key: int, which: int, count: int) -> bytes:
    """Return the bytes of one ticket; an odd factor keeps the offsets of 32,768 tickets apart."""
    start = ((2 * key + which) * 40_503) % POOL
    return _pool(seed)[start : start + count]


def _steps(count: int) -> tuple[tuple[float, float, float], ...]:
    """Return the middles of ``count`` equally likely cells, each with the roots that the inverse needs."""
    return tuple((at, sqrt(at), sqrt(1 - at)) for at in ((cell + 0.5) / count for cell in range(count)))


_STEPS, _CELLS = _steps(256), _steps(GRID)


def _quantiles(shape: Triangle, cells: tuple[tuple[float, float, float], ...]) -> list[float]:
    """Return the values of the distribution at ``cells``."""
    low, high, width = shape.low, shape.high, shape.high - shape.low
    if width <= 0:
        return [low] * len(cells)
    split = (shape.likely - low) / width
    rise, fall = sqrt(width * (shape.likely - low)), sqrt(width * (high - shape.likely))
    return [low + root * rise if one < split else high - other * fall for one, root, other in cells]
