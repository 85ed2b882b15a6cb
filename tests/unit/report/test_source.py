"""Reading a narrative, its facts in words, what is stale, and the fixed words in all languages."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

from gemba.errors import UserError
from gemba.model.values import (
    CauseStatus,
    Criterion,
    Door,
    Elicitation,
    ObservationKind,
    SampleFrame,
    SeenAs,
    TicketState,
)
from gemba.model.values import NarrativeLanguage as L
from gemba.report import numbers
from gemba.report.blocks import BulletList, Directive, Heading, Paragraph, Quote, Table, plain_text
from gemba.report.codes import resolved, snapshot, stale, ticket_order, unresolved
from gemba.report.document import Estimate
from gemba.report.facts import FactBook, facts_from
from gemba.report.number_names import number_name
from gemba.report.sightings import live_words
from gemba.report.source import read_source
from gemba.report.words import catalogue, seen_word, words_in
from tests.unit.report.builders import document, source, ticket

REPORT = Path(__file__).resolve().parents[3] / "gemba" / "report"


def test_front_matter_is_read_with_long_values_and_aliases() -> None:
    front = read_source(
        "---\ntitle: 'T'\nlanguage: zh-CN\ndate: 2026-11-21\ndraft: 3\nauthors: A, B\ndecision: one\n  two\nmood: x\n---\nB"
    ).front
    assert (front.title, front.language, front.day, front.draft) == ("T", L.CHINESE_SIMPLIFIED, date(2026, 11, 21), 3)
    assert front.authors == ("A", "B")
    assert front.decision == "one two"
    assert read_source("---\nmood: x\n---\n").unknown_fields[0].line == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ntitle: x\n", "no end"),
        ("---\ntitle: x\ndraft: zero\n---\n", "Line 3"),
        ("---\ndraft: 0\n---\n", "Line 2"),
        ("---\nlanguage: xx\n---\n", "Line 2"),
        ("---\ntemplate: ten-page\n---\n", "Line 2"),
        ("---\nnonsense\n---\n", "Line 2"),
        ("---\ntitle: x\n---\n\n{{chart pie}}\n", "Line 5"),
        ("{{map x}}\n", "Line 1"),
    ],
)
def test_faults_in_the_source_name_their_line(text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_source(text)


def test_blocks_know_their_lines() -> None:
    made = read_source(source(paragraphs=1))
    kinds = [type(block) for block in made.blocks]
    assert kinds[:3] == [Heading, Paragraph, Quote]
    assert {Directive, Table, BulletList} <= set(kinds)
    lines = source(paragraphs=1).split("\n")
    for block in made.blocks:
        assert lines[block.lines.first - 1].strip(), block
        assert block.lines.last >= block.lines.first
    assert made.gaps[0].words == "Say why now."


def test_codes_alone_together_and_escaped() -> None:
    made = read_source("See [T14], [T14.2; S7] and [P3、D1].\nNot \\[T9] nor [T] nor [x] nor T8.")
    assert [use.words for use in made.codes] == ["T14", "T14.2", "S7", "P3", "D1"]
    assert ticket_order(made.codes) == (14,)
    made = read_source("One\ntwo [T2] and\nthree [=T2.teams]")
    assert (made.codes[0].line, made.numbers[0].line) == (2, 3)


def test_chinese_lines_join_without_a_blank_and_latin_with_one() -> None:
    (block,) = read_source("中文第一行\n第二行 and\nmore").blocks
    assert isinstance(block, Paragraph)
    assert plain_text(block.spans) == "中文第一行第二行 and more"


def test_numeric_columns_stand_right() -> None:
    (table,) = read_source("| a | n | b |\n|---|---|---|\n| x | 1,300 | 2 of 3 |\n| y | 7 % | z |\n").blocks
    assert isinstance(table, Table)
    assert table.right == (False, True, False)


def test_html_and_entities_stay_as_typed() -> None:
    (block,) = read_source("<b>x</b> &copy; <img src=/x>").blocks
    assert isinstance(block, Paragraph)
    assert plain_text(block.spans) == "<b>x</b> &copy; <img src=/x>"


@pytest.mark.parametrize(
    ("language", "money", "effort", "share"),
    [
        (L.ENGLISH, "EUR 14,000", "4–12 person-days", "87\u00a0%"),
        (L.CHINESE_SIMPLIFIED, "14,000 欧元", "4–12 人日", "87%"),
        (L.CHINESE_TRADITIONAL, "14,000 歐元", "4–12 人日", "87%"),
        (L.VIETNAMESE, "14.000 EUR", "4–12 ngày công", "87%"),
    ],
)
def test_live_numbers_speak_the_language(language: L, money: str, effort: str, share: str) -> None:
    facts = document().facts
    assert facts.resolve_number("T1.money.likely", language) == money
    assert facts.resolve_number("T1.effort.range", language) == effort
    assert facts.resolve_number("T1.top_n", language) == share


def test_every_path_of_the_book_answers_and_others_do_not() -> None:
    facts = document().facts
    paths = [f"T1.money.{part}" for part in ("low", "likely", "high", "range")]
    paths += [f"T1.effort.{part}" for part in ("low", "likely", "high", "range")]
    paths += [
        f"T1.{part}" for part in ("teams", "approvals", "load", "seen", "prevalence", "value_per_effort", "top_n")
    ]
    paths += ["S1.seen_live", "S1.observations", "S1.minutes", "P1.reports", "P1.sessions", "P1.customers"]
    paths += ["D1.information", "R.sessions", "R.observations", "R.captures", "R.tickets", "R.actionable"]
    assert not [path for path in paths if not facts.resolve_number(path, L.ENGLISH)]
    assert facts.resolve_number("T2.money.likely", L.ENGLISH) is None, "no valid range, no number"
    assert facts.resolve_number("T1.owner", L.ENGLISH) is None
    assert facts.resolve_number("T1.seen", L.ENGLISH) == "27 of 30"
    assert facts.resolve_number("T1.prevalence", L.ENGLISH) == "76\u00a0%–95\u00a0%"


def test_unresolved_are_listed_with_lines_and_stay_as_typed() -> None:
    parsed = read_source("Fine [T1].\n\nBad [T9] and [=T9.teams].")
    assert [(item.words, item.line) for item in unresolved(parsed, document().facts)] == [
        ("[T9]", 3),
        ("[=T9.teams]", 3),
    ]
    assert [str(item.sentence) for item in unresolved(parsed, document().facts)] == [
        "[T9] stands for nothing.",
        "[=T9.teams] has no number.",
    ], "a list shows the line beside the sentence, so that the sentence does not say it again"
    assert str(unresolved(parsed, document().facts)[0].placed) == "Line 3: [T9] stands for nothing."
    last = resolved(parsed.blocks, document().facts, L.ENGLISH)[1]
    assert isinstance(last, Paragraph)
    assert plain_text(last.spans) == "Bad [T9] and [=T9.teams]."


def test_a_changed_number_makes_its_line_stale() -> None:
    text = "Worth [=T1.money.likely].\n\nNeeds [=T1.teams] teams."
    before = snapshot(text, document().facts)
    assert before == {"T1.money.likely": "EUR 14,000", "T1.teams": "2"}
    assert stale(before, document().facts, text) == ()
    changed = facts_from(tickets=(ticket(1, money=Estimate(1, 15000, 20000)),))
    (found,) = stale(before, changed, text)
    assert (found.line, found.before, found.now) == (1, "EUR 14,000", "EUR 15,000")
    assert found.path == "T1.money.likely"
    said = "T1 “Refund data typed three times”, money, likely: it was EUR 14,000 and is now EUR 15,000."
    assert str(found.said()) == said


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("T1.money.low", "T1 “{T1}”, money, low estimate"),
        ("T1.money.range", "T1 “{T1}”, Money"),
        ("T1.effort.high", "T1 “{T1}”, person-days, high estimate"),
        ("T1.teams", "T1 “{T1}”, Teams needed"),
        ("T1.top_n", "T1 “{T1}”, Top 3"),
        ("T9.load", "T9, Coordination load"),
        ("S1.seen_live", "S1 “{S1}”, Seen live"),
        ("P1.customers", "P1 “{P1}”, Customers"),
        ("D1.information", "D1 “{D1}”, Information"),
        ("R.sessions", "Sessions of the round"),
        ("R.actionable", "Actionable tickets of the round"),
    ],
)
def test_a_live_number_is_named_as_the_screens_name_it(path: str, said: str) -> None:
    facts = document().facts
    titles = {code: target.title for code in ("T1", "S1", "P1", "D1") if (target := facts.resolve_code(code))}
    assert str(facts.name_number(path)) == said.format(**titles)


def test_every_number_that_can_be_cited_has_a_name_of_its_own() -> None:
    facts = document().facts
    assert isinstance(facts, FactBook)
    names = {path: str(facts.name_number(path)) for path in facts.values}
    assert not [path for path, name in names.items() if not name or path in name]
    assert len(set(names.values())) == len(names), "two places would be called the same"
    assert facts.name_number("T1.owner") is None


def test_a_long_title_leaves_room_for_the_figures() -> None:
    named = str(number_name("T1.load", title="word " * 40, first_n=0))
    assert named.startswith("T1 “word word") and named.endswith("…”, Coordination load") and len(named) < 70


def test_a_number_that_is_missing_is_said_in_words_and_as_it_is_typed() -> None:
    (found,) = unresolved(read_source("Worth [=T2.money.likely]."), document().facts)
    title = document().facts.resolve_code("T2")
    assert title is not None
    assert str(found.sentence) == f"T2 “{title.title}”, money, likely: there is no number ([=T2.money.likely])."
    (unknown,) = unresolved(read_source("By [=T1.owner]."), document().facts)
    assert str(unknown.sentence) == "[=T1.owner] has no number."


def test_numbers_are_neither_rounded_away_nor_overdone() -> None:
    assert numbers.number(0.5, L.ENGLISH) == "0.5"
    assert numbers.number(0.5, L.VIETNAMESE) == "0,5"
    assert numbers.number(1234567.4, L.ENGLISH) == "1,234,567"
    assert numbers.share(0.004, L.ENGLISH) == "0.4\u00a0%"
    assert numbers.days(1, L.ENGLISH) == "1 person-day"


def test_seen_live_is_never_a_zero_that_nobody_stated() -> None:
    words = words_in(L.ENGLISH)
    session = document().sessions[0]
    assert live_words(session, words) == "1 of 3 seen live; not stated for 1 of 3"
    from dataclasses import replace

    assert live_words(replace(session, stated=0, live=0), words) == "not stated for 3 of 3"
    assert seen_word(None, words) == "not stated"


def test_no_fixed_word_is_missing_in_any_language() -> None:
    for key, said in catalogue().items():
        assert set(said) == {language.value for language in L}, key
        assert all(text.strip() for text in said.values()), key
        places = {tuple(sorted(_places(text))) for text in said.values()}
        assert len(places) == 1, key


def _places(text: str) -> set[str]:
    import string

    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_word_that_the_code_says_is_in_the_catalogue() -> None:
    asked: set[str] = set()
    for file in REPORT.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "words"):
                continue
            asked.update(arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))
    for prefix, words in (
        ("state", TicketState), ("criterion", Criterion), ("cause", CauseStatus), ("kind", ObservationKind),
        ("seen", SeenAs), ("asked", Elicitation), ("frame", SampleFrame), ("door", Door),
    ):  # fmt: skip
        asked |= {f"{prefix} {word.value}" for word in words}
    assert len(asked) > 120
    assert asked <= set(catalogue())


def test_a_missing_word_is_noticed() -> None:
    """Negative control."""
    with pytest.raises(KeyError):
        words_in(L.ENGLISH)("There is no such sentence.")
