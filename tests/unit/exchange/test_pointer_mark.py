"""A mouse pointer on a picture that goes to a reviewer: known shapes only, and it points at nothing by itself."""

import pytest

from gemba.exchange.review_bundle.fields import mark_content, sent_mark
from gemba.exchange.review_bundle.refusal import Fault
from gemba.model.annotation import Annotation, Mark, MarkKind, PointerShape

POINTER = Mark("p", MarkKind.POINTER, ((10, 10), (22, 30)), shape=PointerShape.HAND)


def test_it_goes_there_and_back() -> None:
    assert sent_mark(POINTER.to_json()) == POINTER
    assert mark_content({name: value for name, value in POINTER.to_json().items() if name != "id"})["shape"] == "hand"


@pytest.mark.parametrize("shape", ["<b>", 1, None, "claw"])
def test_a_shape_that_is_none_is_refused(shape: object) -> None:
    with pytest.raises(Fault):
        sent_mark({**POINTER.to_json(), "shape": shape})


def test_it_is_drawn_and_is_no_mark_of_a_person() -> None:
    both = Annotation((POINTER, Mark("a", MarkKind.ARROW, ((0, 0), (9, 9)))))
    assert [mark.id for mark in both.drawn] == ["p", "a"]
    assert [mark.id for mark in both.pointing] == ["a"]
