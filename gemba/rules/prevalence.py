"""How common is it? What "seen in k of n" says, and for which samples it says nothing (DOMAIN §3, M17).

With nothing known before, k of n random cases leave Beta(k + 1, n - k + 1) for the true share (Bayes 1763, Laplace's
rule of succession for the mean). Only a random sample that was not simulated may speak like that; for complaints,
self-selected callers, role-play and samples nobody described the sentence is "cannot say how common".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gemba.message import Message, say
from gemba.model.ticket_facts import FrequencyFacts
from gemba.model.values import SampleFrame
from gemba.rules.beta import at_least, quantile

LEVEL = 0.90
RARE = 0.001
"""The rarity that the other side of the sentence supposes: one in a thousand."""


@dataclass(frozen=True, slots=True)
class Prevalence:
    """What may be said about how common a problem is. Shares are fractions of 1, None where nothing may be said."""

    k: int | None
    n: int | None
    generalises: bool
    mean: float | None
    low: float | None
    high: float | None
    sentence: Message
    other_side: Message | None = None


def prevalence(frequency: FrequencyFacts, simulated: bool = False) -> Prevalence:
    """Return the 90 % interval and its two sentences, or the reason why there is none."""
    k, n = frequency.seen_k, frequency.looked_at_n
    if k is None or n is None or n <= 0 or not 0 <= k <= n:
        return Prevalence(k, n, False, None, None, None, _uncountable(k, n))
    refusal = _refusal(frequency.frame, k, n, simulated)
    if refusal is not None:
        return Prevalence(k, n, False, None, None, None, refusal)
    a, b = k + 1.0, n - k + 1.0
    low, high = quantile((1 - LEVEL) / 2, a, b), quantile((1 + LEVEL) / 2, a, b)
    sentence = say(
        "Seen in {k} of {n}: probably {low} % to {high} % have it.", k=k, n=n, low=percent(low), high=percent(high)
    )
    return Prevalence(k, n, True, a / (a + b), low, high, sentence, _other_side(k, n))


def percent(share: float) -> Decimal:
    """Return a share as a percentage for a sentence: one decimal below ten, two figures below one."""
    value = share * 100
    if value >= 9.95:
        return Decimal(f"{value:.0f}")
    return Decimal(f"{value:.1f}" if value >= 0.95 else f"{value:.2g}")


def _uncountable(k: int | None, n: int | None) -> Message:
    """Say why the counts themselves carry nothing."""
    if k is None or n is None:
        return say("Nobody counted; cannot say how common it is.")
    if n <= 0:
        return say("Nothing was looked at; cannot say how common it is.")
    return say("Seen in {k} of {n} cannot be; cannot say how common it is.", k=k, n=n)


def _refusal(frame: SampleFrame, k: int, n: int, simulated: bool) -> Message | None:
    """Say why the sample cannot speak for others, or return None for a random one."""
    if simulated or frame is SampleFrame.ROLE_PLAY:
        return say("Seen in {k} of {n} in a role-play: cannot say how common it is.", k=k, n=n)
    if frame is SampleFrame.COMPLAINT:
        return say(
            "Seen in {k} of {n} complaints: cannot say how common it is; those without it did not complain.", k=k, n=n
        )
    if frame is SampleFrame.SELF_SELECTED:
        return say("Seen in {k} of {n} who came by themselves: cannot say how common it is.", k=k, n=n)
    if frame is SampleFrame.UNSTATED:
        return say("Seen in {k} of {n}, chosen nobody says how: cannot say how common it is.", k=k, n=n)
    return None


def _other_side(k: int, n: int) -> Message | None:
    """Say what the counts would mean if the problem were rare."""
    if k == 0:
        met = at_least(1, n, 0.01)
        return say(
            "A problem that 1 in 100 has is met in {n} random looks only {share} % of the time.",
            n=n,
            share=percent(met),
        )
    chance = at_least(k, n, RARE)
    if chance >= 0.5:
        return say(
            "Were it only 1 in 1,000, it would still be met this often in {share} % of such samples.",
            share=percent(chance),
        )
    if chance <= 1e-12:
        return say("Were it only 1 in 1,000, {k} or more of {n} would practically never happen.", k=k, n=n)
    odds = round_odds(1 / chance)
    return say(
        "Were it only 1 in 1,000, {k} or more of {n} would be a 1-in-{odds} accident.",
        k=k,
        n=n,
        odds=Decimal(odds),
    )


def round_odds(odds: float) -> int:
    """Return odds with two figures, because more would only look exact."""
    whole = max(1, round(odds))
    step = int(10 ** max(0, len(str(whole)) - 2))
    return round(whole / step) * step
