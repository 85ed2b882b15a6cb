"""H-14: every text that a person or a file can produce can be stored, and twice the same gives the same."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemba.model.annotation import Annotation
from gemba.model.entities import Capture, Observation
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.text import BODY_LIMIT, TITLE_LIMIT, normalise, normalise_title, normalise_within
from tests import factory

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=400)
LANDMINES = {
    "nul": "a\x00b",
    "surrogate": "a\ud800b",
    "pair of surrogates": "\ud83d\ude00",
    "c0": "".join(map(chr, range(32))),
    "long": "x" * 10_000_000,
    "marks": "a" + "\u0301" * 1_000_000,
    "mixed marks": "a" + "\u0301\u0323" * 500_000,
    "bidi": "\u202e\u2066" * 50,
    "zero width": "\u200b" * 3000,
    "decomposed": "Tie\u0302\u0301ng Vie\u0323\u0302t",
    "hangul": "\u1112\u1161\u11ab",
    "composition exclusion": "\u0958" * 300,
}


@settings(max_examples=400)
@given(ANY_TEXT, st.integers(0, 50))
def test_normaliser_is_total_idempotent_and_capped(text: str, limit: int) -> None:
    once = normalise(text, limit=limit)
    assert normalise(once, limit=limit) == once
    assert len(once) <= limit
    once.encode("utf-8")
    assert unicodedata.is_normalized("NFC", once)
    assert not any(ord(c) < 32 and c not in "\n\t" for c in once)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",))))
def test_ordinary_text_only_becomes_nfc(text: str) -> None:
    assert normalise(text) == unicodedata.normalize("NFC", text)


@given(st.text("a\u0301\u0323\u0302\u0307\u3099\u0345", min_size=60, max_size=300))
def test_long_runs_of_marks_come_out_as_nfc_orders_them(text: str) -> None:
    assert normalise(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("name", list(LANDMINES))
def test_landmines_are_stored_everywhere(library: Library, name: str) -> None:
    text = LANDMINES[name]
    started = time.monotonic()

    def add(op: Operation) -> tuple[str, str]:
        note = factory.an_observation(op, text=text, speaker=text, source_id=text)
        marks = Annotation((factory.an_arrow(text=text),))
        factory.an_annotation(op, marks=marks)
        factory.a_proposal(op, text=text)
        factory.a_ticket(op, title=text, fix=text, owner=text, missing_references=(text,))
        return note.id, note.text

    note, attribute = library.run("Add {name}", add, values={"name": text})
    row = library.queries.observation(note)
    assert row is not None
    assert (row.text, row.speaker) == (normalise(text), normalise_title(text))
    assert attribute in (text, row.text)
    library.save_draft(text, text)
    assert library.queries.search(text[:1000]) is not None
    assert time.monotonic() - started < 60, "a hang guard, not a speed test"


def test_the_entity_says_what_the_store_will(library: Library) -> None:
    def add(op: Operation) -> str:
        note = factory.an_observation(op, text="a\r\nb\rc\x00d")
        op.flush()
        return note.text

    assert library.run("Add", add) == "a\nb\ncd"


def test_caps() -> None:
    assert len(normalise_title("t" * 1000)) == TITLE_LIMIT
    assert len(normalise("t" * 200_000)) == BODY_LIMIT
    assert normalise_within({"a\x00": ["b\ud800", 1, None, ("c\x01",)]}) == {"a": ["b\ufffd", 1, None, ("c",)]}


def test_a_change_is_normalised_too(library: Library) -> None:
    key = library.run("Add", lambda op: factory.a_capture(op).id)
    library.run("Change", lambda op: setattr(op.get(Capture, key), "caption", "e\u0301\x07"))
    assert library.queries.captures()[0].caption == "é"
    note = library.run("Add", lambda op: factory.an_observation(op, text="é").id)
    library.run("Same", lambda op: setattr(op.get(Observation, note), "text", "e\u0301"))
    assert [row.name for row in library.queries.history()] == ["Add", "Change", "Add"]
