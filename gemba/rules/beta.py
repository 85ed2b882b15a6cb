"""The regularised incomplete beta function, its inverse and the binomial tail, in plain floats.

Continued fraction by Lentz's method (Press et al., Numerical Recipes, 3rd ed., §6.4), inverse by bisection: 60 steps
give full double precision and cannot run away. Must not know what is counted.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, log1p

_TINY = 1e-300
_STEPS = 400


def regularised(x: float, a: float, b: float) -> float:
    """Return I_x(a, b), the probability that Beta(a, b) is at most ``x``; a and b are positive."""
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _fraction(x, a, b) / a
    return 1.0 - front * _fraction(1.0 - x, b, a) / b


@lru_cache(maxsize=1024)
def quantile(p: float, a: float, b: float) -> float:
    """Return the x at which I_x(a, b) reaches ``p``."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if regularised(middle, a, b) < p:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def at_least(k: int, n: int, share: float) -> float:
    """Return the probability of k or more of n when each has the probability ``share`` (binomial tail)."""
    if k <= 0:
        return 1.0
    return 0.0 if k > n else regularised(share, float(k), float(n - k + 1))


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction of the incomplete beta function."""
    c = 1.0
    d = 1.0 / _away(1.0 - (a + b) * x / (a + 1.0))
    result = d
    for m in range(1, _STEPS):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / _away(1.0 + numerator * d)
            c = _away(1.0 + numerator / c)
            result *= d * c
        if abs(d * c - 1.0) < 1e-15:
            break
    return result


def _away(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
