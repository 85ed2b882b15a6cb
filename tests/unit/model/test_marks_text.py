"""Stored marks: the quick way writes byte for byte what the plain way writes, and reads back what was written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.model.marks_text import marks_of, marks_text
from gemba.model.text import normalise_within
from gemba.model.types import to_json_text

places = st.one_of(st.floats(-5000, 5000), st.integers(-5000, 5000), st.just(-0.0))
marks = st.builds(
    Mark,
    id=st.uuids().map(str),
    kind=st.just(MarkKind.BOX),
    points=st.tuples(st.tuples(places, places), st.tuples(places, places)),
    text=st.text(),
    number=st.one_of(st.none(), st.integers(0, 900)),
    width_px=places,
    size_px=st.one_of(st.none(), places),
    full_width=st.booleans(),
)


@given(some=st.lists(marks, max_size=4))
def test_the_quick_way_writes_what_the_plain_way_writes(some: list[Mark]) -> None:
    annotation = Annotation(tuple(some))
    for _ in range(2):  # the second time from what is kept
        text = marks_text(annotation)
        assert text == to_json_text(normalise_within(annotation.to_json()))
    assert marks_of(text) == Annotation.from_json(json.loads(text))
    assert marks_text(marks_of(text)) == text


def test_words_come_back_as_they_are_stored_and_not_as_they_were_typed() -> None:
    typed = Annotation((Mark("m", MarkKind.TEXT, ((1.0, 2.0),), text="tie\u0302\u0301ng\r\n"),))
    back = marks_of(marks_text(typed))
    assert back.marks[0].text == "tiếng\n"


def test_marks_that_are_equal_are_stored_alike() -> None:
    one = Mark("m", MarkKind.LINE, ((0.0, 700.0), (1.0, 1.0)))
    other = Mark("m", MarkKind.LINE, ((-0.0, 700), (1, 1)))
    assert one == other
    assert to_json_text(one.to_json()) == to_json_text(other.to_json())


@pytest.mark.parametrize("broken", ["{}", "[3]", '[{"id": "m"}]', "[", '[{"kind": "box", "points": [[1, 1]]}]'])
def test_what_is_no_list_of_marks_is_refused(broken: str) -> None:
    with pytest.raises(ValueError):
        marks_of(broken)
