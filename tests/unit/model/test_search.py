"""Search finds what brute force finds, in any script, and takes every query literally (H-15)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemba.model import search
from gemba.model.annotation import Annotation
from gemba.model.entities import CaptureAnnotation, Observation, Tag
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.search_text import SearchedText, segmented, snippet
from tests import factory

NOTES = [
    "Agent copies the order id from the help desk into the sheet",
    "客服把订单号从工单复制到表格里",
    "Khách hàng chờ hoàn tiền vì không có quyền xem đơn hàng",
    "订单错误 KPI Refunds W46 refunded",
    "ＫＰＩ 数据 2026",
    "การคืนเงินช้า",
    "Đường dẫn bị hỏng",
    "a.b-c_d e@f.example",
    "返金の承認",
]


def oracle_tokens(text: str) -> list[str]:
    """Cut text into tokens the slow, obvious way: no case, no marks, characters of scripts without spaces alone."""
    plain = unicodedata.normalize("NFKD", text).replace("đ", "d").replace("Đ", "D").casefold()
    out: list[str] = []
    word = ""
    for character in plain:
        category = unicodedata.category(character)
        alone = "CJK" in unicodedata.name(character, "") or "HIRAGANA" in unicodedata.name(character, "")
        if category.startswith("M"):
            continue
        if category[0] in "LN" and not alone:
            word += character
            continue
        out += [word] if word else []
        word = ""
        out += [character] if alone else []
    return out + ([word] if word else [])


def oracle_finds(text: str, query: str) -> bool:
    have = oracle_tokens(text)
    for word in query.split():
        want = oracle_tokens(word)
        if not want:
            continue
        spans = [have[i : i + len(want)] for i in range(len(have) - len(want) + 1)]
        prefix = len(word) >= 3
        if not any(
            s[:-1] == want[:-1] and (s[-1].startswith(want[-1]) if prefix else s[-1] == want[-1]) for s in spans
        ):
            return False
    return any(oracle_tokens(word) for word in query.split())


def add_notes(op: Operation) -> list[str]:
    visit = factory.a_session(op, charter="").id
    return [factory.an_observation(op, session_id=visit, text=text).id for text in NOTES]


def found(library: Library, query: str) -> set[str]:
    return {hit.id for hit in library.queries.search(query, kinds=["observation"], limit=1000)}


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("订", {1, 3}),
        ("订单", {1, 3}),
        ("单订", set()),
        ("工单复制", {1}),
        ("错误 refund", {3}),
        ("hoan tien", {2}),
        ("HOÀN TIỀN", {2}),
        ("don hang", {2}),
        ("đơn", {2}),
        ("duong", {6}),
        ("kpi", {3, 4}),
        ("ref", {3}),
        ("re", set()),
        ("copi", {0}),
        ("承認", {8}),
        ("sheet agent", {0}),
        ("e@f.example", {7}),
    ],
)
def test_any_script_is_found(library: Library, query: str, places: set[int]) -> None:
    ids = library.run("Add", add_notes)
    assert found(library, query) == {ids[place] for place in places}


WORDS = st.sampled_from(
    ["order", "orders", "订单", "订", "单", "号", "chờ", "cho", "đơn", "Don", "错误", "W46", "re-fund", "é"]
)


@settings(max_examples=15)
@given(
    texts=st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=8),
    query=st.lists(WORDS, min_size=1, max_size=2),
)
def test_search_equals_brute_force(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], query: list[str]
) -> None:
    with Library.create(tmp_path_factory.mktemp("search") / "a.gemba") as library:

        def add(op: Operation) -> list[str]:
            visit = factory.a_session(op, charter="").id
            return [factory.an_observation(op, session_id=visit, text=text).id for text in texts]

        ids = library.run("Add", add)
        for wanted in (*query, " ".join(query), "".join(query)):
            expected = {key for key, text in zip(ids, texts, strict=True) if oracle_finds(text, wanted)}
            assert found(library, wanted) == expected, wanted


LANDMINES = [
    '"',
    '""',
    "'",
    "*",
    "a*",
    "^a",
    "NEAR(a b)",
    '"a" NEAR "b" *',
    "a AND",
    "OR NOT",
    "body: a",
    "{body}: a",
    "-a",
    "a:b",
    "(((",
    "' OR 1=1 --",
    "%s %n {0} ${HOME}",
    "\x00",
    "\ud800",
    "a\x00b",
    "+1+1",
    "́",
    "x" * 100_000,
    " ".join(f"t{i}" for i in range(10_000)),
    "订" * 5_000,
]


@pytest.mark.parametrize("query", LANDMINES, ids=range(len(LANDMINES)))
def test_no_query_is_an_error_or_an_operator(library: Library, query: str) -> None:
    library.run("Add", add_notes)
    assert library.queries.search(query) is not None


@pytest.mark.parametrize("word", ["NEAR", "AND", "OR", "NOT", "body"])
def test_operators_are_words(library: Library, word: str) -> None:
    def add(op: Operation) -> str:
        visit = factory.a_session(op, charter="").id
        factory.an_observation(op, session_id=visit, text="apple pie")
        return factory.an_observation(op, session_id=visit, text=f"the word {word} stands here").id

    note = library.run("Add", add)
    assert found(library, word) == {note}


@settings(max_examples=150)
@given(st.text())
def test_no_text_at_all_is_an_error(text: str) -> None:
    segmented(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    line = snippet(SearchedText("i", "s", ("", text)), text)
    assert "\n" not in line


def test_every_kind_is_found_and_says_its_source(library: Library) -> None:
    def add(op: Operation) -> None:
        factory.an_observation(
            op, text="zebra", source_id="T1-0907", session_id=factory.a_session(op, charter="zebra").id
        )
        factory.a_ticket(op, fix="zebra", source_id="A01")
        capture = factory.a_capture(op, source_id="T1/03")
        factory.an_annotation(op, capture_id=capture.id, marks=Annotation((factory.an_arrow(text="a zebra here"),)))
        factory.a_problem(op, title="zebra")
        factory.a_question(op, text="Which zebra?", decision_id=factory.a_decision(op, source_id="D1").id)
        factory.a_contact(op, words="zebra", source_id="K01")
        factory.a_message(op, text="zebra", source_id="m001")
        factory.a_narrative(op, source="# zebra")

    library.run("Add", add)
    hits = {hit.kind: (hit.source_id, hit.snippet) for hit in library.queries.search("zebra")}
    assert hits == {
        "session": ("", "zebra"),
        "observation": ("T1-0907", "zebra"),
        "ticket": ("A01", "zebra"),
        "capture": ("T1/03", "a zebra here"),
        "problem": ("", "zebra"),
        "decision": ("D1", "Which zebra?"),
        "call": ("K01", "zebra"),
        "message": ("m001", "zebra"),
        "narrative": ("", "# zebra"),
    }
    assert {hit.kind for hit in library.queries.search("zebra", kinds=["ticket", "call"])} == {"ticket", "call"}


def test_parts_and_tags_move_the_index(library: Library) -> None:
    def add(op: Operation) -> tuple[str, str, str]:
        from gemba.model.entities import ObservationTag

        note, tag = factory.an_observation(op), factory.a_tag(op, name="zebra")
        op.add(ObservationTag(observation_id=note.id, tag_id=tag.id))
        marks = factory.an_annotation(op, marks=Annotation((factory.an_arrow(text="zebra"),)))
        return note.id, tag.id, marks.id

    note, tag, marks = library.run("Add", add)
    assert {hit.kind for hit in library.queries.search("zebra")} == {"observation", "capture"}
    library.run("Rename", lambda op: setattr(op.get(Tag, tag), "name", "giraffe"))
    library.run("Wipe", lambda op: setattr(op.get(CaptureAnnotation, marks), "marks", Annotation()))
    assert library.queries.search("zebra") == []
    library.run("Delete", lambda op: op.delete(op.get(Observation, note)))
    assert library.queries.search("giraffe") == []
    library.undo()
    assert {hit.id for hit in library.queries.search("giraffe")} == {note}
    assert library.maintain(search.verify) == []


def test_rebuild_makes_the_same_index_and_verify_notices_a_lost_entry(library: Library) -> None:
    library.run("Add", add_notes)
    assert library.maintain(search.verify) == []
    library.maintain(lambda raw: raw.execute("DELETE FROM search_entry WHERE id = 1"))
    assert library.maintain(search.verify) != [], "control: a lost entry must be noticed"
    library.maintain(search.rebuild)
    assert library.maintain(search.verify) == []
    assert len(found(library, "订单")) == 2


@pytest.mark.parametrize(
    ("text", "query", "wanted"),
    [
        ("x" * 200 + " Đơn hàng chờ " + "y" * 200, "don hang", "Đơn hàng chờ"),
        ("很长的话" * 40 + "订单错误" + "很长" * 90, "订单", "订单错误"),
        ("one\n\ntwo\tthree", "two", "one two three"),
    ],
)
def test_snippets_are_plain_and_show_the_place(text: str, query: str, wanted: str) -> None:
    line = snippet(SearchedText("i", "", (text,)), query)
    assert wanted in line
    assert "\n" not in line and len(line) <= 125
