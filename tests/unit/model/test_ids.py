"""D-17 for keys: strictly increasing in one process, whatever the clock does."""

from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from gemba.model.ids import IdSource, new_id

TEN_YEARS_MS = 10 * 365 * 86_400_000


@given(st.lists(st.integers(-TEN_YEARS_MS, TEN_YEARS_MS), min_size=2, max_size=200))
def test_keys_increase_under_clock_jumps(jumps: list[int]) -> None:
    readings = iter(1_790_000_000_000 + jump for jump in jumps)
    source = IdSource(wall_ms=lambda: next(readings))
    keys = [source.new() for _ in jumps]
    assert keys == sorted(set(keys))
    assert all(len(key) == 32 and key[12] == "7" and key[16] in "89ab" for key in keys)


@given(st.integers(-(10**15), 10**18))
def test_a_clock_out_of_range_still_gives_keys(ms: int) -> None:
    source = IdSource(wall_ms=lambda: ms)
    assert source.new() < source.new()


def test_the_tail_runs_over_into_the_next_millisecond() -> None:
    source = IdSource(wall_ms=lambda: 5)
    source.new()
    source._tail = (1 << 74) - 1
    before = source._ms
    assert source._compose(source._ms, source._tail) < source.new()
    assert source._ms == before + 1


def test_threads_share_one_order() -> None:
    keys: list[str] = []

    def make() -> None:
        keys.extend([new_id() for _ in range(2000)])

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 8000


def test_time_stands_in_front() -> None:
    assert IdSource(wall_ms=lambda: 0x0123456789AB).new().startswith("0123456789ab7")
