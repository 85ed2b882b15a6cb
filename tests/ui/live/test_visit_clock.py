"""The clock of a visit under sleep, a stopped process and a clock that somebody set (D-17, D-18)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.ui.language.words import Words
from gemba.ui.live.clock_words import clock_sentence
from gemba.ui.live.visit_clock import ClockMoved, Slept, minutes_words
from tests.ui.live.conftest import FakeTime


def beats(time, clock, seconds):
    found = []
    for _ in range(seconds):
        time.passes(1)
        notice = clock.beat()
        if notice is not None:
            found.append(notice)
    return found


def test_a_quiet_hour_is_an_hour(fake_time):
    clock = fake_time.clock()
    assert beats(fake_time, clock, 3600) == []
    assert clock.ran_s == 3600
    assert clock.now() == fake_time.wall()


def test_sleep_is_said_and_not_counted_and_notes_have_the_time_after_it(fake_time):
    clock = fake_time.clock()
    beats(fake_time, clock, 60)
    fake_time.sleeps(43 * 60)
    notice = clock.beat()
    assert notice == Slept(43 * 60, certain=True)
    assert clock.ran_s == 60
    assert clock.now() == fake_time.wall()
    assert clock_sentence(Words("en"), notice) == (
        "Paused for 43 min while the computer slept; not counted.",
        "Count it",
    )
    clock.count(notice.seconds)
    assert clock.ran_s == 44 * 60


def test_where_the_system_does_not_say_that_it_slept_it_is_asked(fake_time):
    clock = fake_time.clock(sleep_known=False)
    beats(fake_time, clock, 60)
    fake_time.sleeps(43 * 60)
    notice = clock.beat()
    assert notice == Slept(43 * 60, certain=False)
    assert clock_sentence(Words("en"), notice)[0].startswith("Paused for 43 min: did the computer sleep?")
    assert clock.now() == fake_time.wall()


def test_a_process_that_was_stopped_is_asked_about_too(fake_time):
    clock = fake_time.clock()
    fake_time.passes(300)
    assert clock.beat() == Slept(300, certain=False)
    assert clock.ran_s == 0


@pytest.mark.parametrize("seconds", [-3600, 3600, -10 * 365 * 86400, 10 * 365 * 86400])
def test_a_clock_that_is_set_does_not_move_the_notes(fake_time, seconds):
    clock = fake_time.clock()
    beats(fake_time, clock, 60)
    true = clock.now()
    fake_time.is_set(seconds)
    assert clock.beat() == ClockMoved(seconds)
    assert clock.now() == true
    assert clock.ran_s == 60
    beats(fake_time, clock, 30)
    assert clock.ran_s == 90
    clock.take_new_time()
    assert clock.now() == fake_time.wall()
    assert clock.ran_s == 90


def test_the_time_server_may_correct_a_little_without_a_word(fake_time):
    clock = fake_time.clock()
    fake_time.is_set(5)
    assert beats(fake_time, clock, 1) == []
    assert clock.now() == fake_time.wall()


@given(st.integers(0, 1 << 30))
def test_no_length_is_ever_negative_and_none_runs_back(seed):
    time, rng = FakeTime(), random.Random(seed)
    clock = time.clock()
    last = clock.ran_s
    for _ in range(50):
        rng.choice([time.passes, time.sleeps])(rng.uniform(0, 90))
        time.is_set(rng.uniform(-1e7, 1e7) if rng.random() < 0.3 else 0.0)
        clock.beat()
        assert clock.ran_s >= last
        last = clock.ran_s


def test_lengths_read_like_a_clock():
    assert [minutes_words(one) for one in (0, -5, 61, 3599, 3600, 3729)] == [
        "00:00",
        "00:00",
        "01:01",
        "59:59",
        "1:00:00",
        "1:02:09",
    ]
