"""How common, when that may be said, and when a door may be taken."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemba.model.ticket_facts import FrequencyFacts
from gemba.model.values import Door, SampleFrame
from gemba.rules.beta import at_least, quantile, regularised
from gemba.rules.doors import Question, as_verdict, information, judge_door
from gemba.rules.prevalence import percent, prevalence


def random_sample(k, n):
    return prevalence(FrequencyFacts(k, n, SampleFrame.RANDOM))


@pytest.mark.parametrize(("k", "n", "low", "high"), [(1, 20, 1.7, 20.7), (3, 20, 6.8, 32.9), (3, 25, 5.4, 27.2)])
def test_published_intervals(k, n, low, high):
    found = random_sample(k, n)
    assert (round(found.low * 100, 1), round(found.high * 100, 1)) == (low, high)
    assert found.mean == pytest.approx((k + 1) / (n + 2))


def test_a_rare_problem_is_rarely_met():
    assert round(at_least(1, 20, 0.01), 2) == 0.18
    assert round(at_least(1, 20, 0.001), 2) == 0.02
    assert "18 %" in str(random_sample(0, 20).other_side)


def test_both_sides_are_said():
    found = random_sample(3, 25)
    assert "3 of 25" in str(found.sentence) and "27 %" in str(found.sentence)
    assert "1-in-440,000" in str(found.other_side)


@pytest.mark.parametrize("frame", [frame for frame in SampleFrame if frame is not SampleFrame.RANDOM])
def test_only_a_random_sample_speaks_for_others(frame):
    found = prevalence(FrequencyFacts(3, 25, frame))
    assert not found.generalises and found.low is None and found.other_side is None
    assert "cannot say how common" in str(found.sentence)


def test_a_rehearsed_thing_is_never_counted():
    assert not prevalence(FrequencyFacts(3, 25, SampleFrame.RANDOM), simulated=True).generalises
    assert random_sample(3, 25).generalises


@pytest.mark.parametrize(("k", "n"), [(None, 3), (3, None), (0, 0), (5, 3), (-1, 3), (2, -4)])
def test_counts_that_carry_nothing(k, n):
    found = random_sample(k, n)
    assert not found.generalises and "cannot say how common" in str(found.sentence)


@settings(deadline=None)
@given(st.integers(1, 400), st.data())
def test_more_sightings_mean_more_common(n, data):
    k = data.draw(st.integers(0, n - 1))
    less, more = random_sample(k, n), random_sample(k + 1, n)
    assert less.low < more.low and less.high < more.high and less.mean < more.mean
    assert 0 <= less.low < less.mean < less.high <= 1


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.floats(0.001, 0.999))
def test_the_tail_is_the_sum_of_the_binomial(k, extra, share):
    n = k + extra
    direct = sum(math.comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(k, n + 1))
    assert at_least(k, n, share) == pytest.approx(direct, rel=1e-9, abs=1e-12)


@settings(deadline=None)
@given(st.floats(0.001, 0.999), st.floats(0.5, 500), st.floats(0.5, 500))
def test_the_inverse_is_one(p, a, b):
    assert regularised(quantile(p, a, b), a, b) == pytest.approx(p, abs=1e-9)


def test_percent_shows_what_it_knows():
    assert [str(percent(share)) for share in (0.0004, 0.017, 0.2067, 0, 1)] == ["0.04", "1.7", "21", "0", "100"]


SAMPLE_D1 = [Question(5, True, True), Question(5), Question(2, True, True)]


def test_information_is_weighed_and_needs_evidence():
    assert information(SAMPLE_D1).level == pytest.approx(7 / 12)
    assert information([Question(5, True, False), Question(5)]).level == 0
    assert information([]).level is None


@pytest.mark.parametrize(
    ("door", "known", "may", "over"),
    [(Door.TWO_WAY, 69, False, False), (Door.TWO_WAY, 70, True, False), (Door.TWO_WAY, 95, True, True),
     (Door.ONE_WAY, 94, False, False), (Door.ONE_WAY, 95, True, False), (Door.ONE_WAY, 100, True, False)],
)  # fmt: skip
def test_seventy_and_ninety_five(door, known, may, over):
    judged = judge_door(door, [Question(known, True, True), Question(100 - known)])
    assert (judged.may_take, judged.over_researched) == (may, over)
    assert as_verdict(judged).ok is may and str(judged.sentence)


def test_a_reason_opens_the_door_and_an_unset_door_never_opens():
    assert not judge_door(Door.ONE_WAY, SAMPLE_D1, override_reason=" … ").may_take
    taken = judge_door(Door.ONE_WAY, SAMPLE_D1, override_reason="the scheme asks for it at once")
    assert taken.may_take and taken.needs_reason
    assert not judge_door(None, SAMPLE_D1, override_reason="x").may_take
    assert not judge_door(Door.TWO_WAY, []).may_take
