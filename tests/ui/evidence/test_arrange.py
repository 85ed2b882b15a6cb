"""Which pictures the wall shows, and where the cells of thousands stand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QRect

from gemba.model.moment import Moment
from gemba.model.rows import CaptureListRow
from gemba.model.values import CaptureState
from gemba.ui.evidence.arrange import INBOX, Only, Sort, Wanted, arrange, chosen, wall_rows
from gemba.ui.evidence.grid import Grid

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
PLAIN = CaptureListRow(
    id="a",
    source_id="",
    session_id=None,
    session_number=None,
    file_name="a.png",
    caption="",
    window_title="",
    taken=None,
    width=10,
    height=10,
    state=CaptureState.UNREVIEWED,
    proposals=0,
    marks=0,
    mark_texts="",
)
ROWS = wall_rows(
    [
        PLAIN,
        replace(PLAIN, id="b", session_id="s2", session_number=2, caption="Zebra", marks=2, mark_texts="Hoàn tiền"),
        replace(PLAIN, id="c", session_id="s1", session_number=1, caption="apple", state=CaptureState.REVIEWED),
        replace(PLAIN, id="d", session_id="s1", session_number=1, window_title="Refunds W46", proposals=1),
    ]
)


def ids(wanted: Wanted) -> list[str]:
    return [row.id for row in chosen(ROWS, wanted)]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["a", "b", "c", "d"]),
        (Wanted(only=frozenset({Only.TO_REVIEW})), ["a", "b", "d"]),
        (Wanted(only=frozenset({Only.TO_REVIEW, Only.PROPOSALS})), ["d"]),
        (Wanted(only=frozenset({Only.MARKS})), ["b"]),
        (Wanted(only=frozenset({Only.NO_CAPTION})), ["a", "d"]),
        (Wanted(visit=INBOX), ["a"]),
        (Wanted(visit="s1"), ["c", "d"]),
        (Wanted(text="REFUNDS w46"), ["d"]),
        (Wanted(text="hoàn"), ["b"]),
        (Wanted(text="a.png zebra"), ["b"]),
    ],
)
def test_filters_narrow_together(wanted, expected):
    assert ids(wanted) == expected


def test_the_inbox_comes_first_then_visits_by_number():
    assert [(group.session, [row.id for row in group.rows]) for group in arrange(ROWS, Wanted())] == [
        (None, ["a"]),
        ("s1", ["c", "d"]),
        ("s2", ["b"]),
    ]


def test_without_groups_the_order_goes_through():
    (group,) = arrange(ROWS, Wanted(grouped=False, sort=Sort.CAPTION))
    assert [row.id for row in group.rows] == ["c", "b", "a", "d"]
    assert group.to_review == 3


def test_pictures_stand_in_the_order_taken_whatever_their_ids():
    late, early = (
        replace(PLAIN, id=key, taken=Moment(NOON - timedelta(minutes=ago))) for key, ago in (("b", 1), ("c", 3))
    )
    wall = wall_rows([late, early, PLAIN])
    assert [row.id for row in chosen(wall, Wanted())] == ["a", "c", "b"]
    (group,) = arrange(wall, Wanted(sort=Sort.NEWEST))
    assert [row.id for row in group.rows] == ["b", "c", "a"]


def test_a_chip_counts_what_its_filter_would_show():
    blank = replace(PLAIN, id="e", caption="  ")
    wall = wall_rows([*ROWS.rows, blank])
    for only in Only:
        assert wall.counts[only] == len(chosen(wall, Wanted(only=frozenset({only}))))
    assert wall.counts[Only.NO_CAPTION] == 3


@pytest.mark.parametrize("counts", [(1, 7, 12), (10_000,), (3,)])
def test_every_cell_is_found_where_it_stands(counts):
    grid = Grid(counts, width_px=900, cell_px=200, headings=True)
    numbers = range(0, sum(counts), max(1, sum(counts) // 50))
    for at in numbers:
        assert grid.at(grid.rect(at).center()) == at
    assert grid.at(QRect(0, 0, 1, 1).center()) == -1
    assert grid.within(QRect(0, 0, 900, grid.height)) == list(range(sum(counts)))


def test_arrows_keep_the_column_over_a_heading():
    grid = Grid((5, 6), width_px=900, cell_px=200, headings=True)
    assert grid.columns == 4
    assert grid.moved(2, 1) == 4  # a short last row: its last picture
    assert grid.moved(4, 1) == 5
    assert grid.moved(5, -1) == 4
    assert grid.moved(0, -1) == 0
    assert grid.moved(10, 1) == 10
