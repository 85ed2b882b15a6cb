"""Figures inside sentences are written as the language of the sentence writes them, as words.py does elsewhere."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from gemba.i18n import LANGUAGES, say_number, say_percent, translator
from gemba.message import say
from gemba.model.values import MoneyFacts, NarrativeLanguage, RangeText
from gemba.report import numbers
from gemba.rules import estimate, prevalence, priority
from gemba.ui.language.words import PSEUDO, Words
from tests.unit.rules.test_priority import ticket

AMOUNT = {"en": "24,000", "zh-Hans": "24,000", "zh-Hant": "24,000", "vi": "24.000"}
SHARE = {"en": "67 %", "zh-Hans": "67%", "zh-Hant": "67%", "vi": "67%"}
PLAIN = "{amount} EUR, {share:.0%}, {days:g} days, T{ticket}"


def test_every_language_has_its_own_expectation():
    assert set(AMOUNT) == set(SHARE) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_shares_and_days_are_written_as_in_the_language_and_ticket_numbers_as_they_stand(language):
    sentence = say(PLAIN, amount=Decimal(24000), share=0.6666, days=1234.5, ticket=12345)
    said = sentence.said(translator(language)).replace("\u00a0", " ")
    assert AMOUNT[language] in said
    assert SHARE[language] in said
    assert say_number(1234.5, language) in said
    assert "T12345" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_of_a_place_says_what_words_would_say(language):
    words = Words(language)
    ranking = priority.rank(
        [ticket(1), ticket(2, (24_000_000, 48_000_000, 96_000_000)), ticket(3), ticket(4, (1, 2, 3), (50, 70, 90))],
        rates={},
        house_currency="EUR",
    )
    for row in ranking.rows:
        said = words.say(row.why)
        for value in (row.likely, row.low, row.high):
            assert (
                words.number(round(value) if value >= 10 else float(f"{value:.2g}"), decimals=None) in said or value < 1
            )
        assert words.percent(row.top_n_probability) in said
        assert ".0%" not in said and "Decimal" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_begins_with_a_percent_sign(language):
    for said in (Words(language).percent(0.67), say("{share:.0%}", share=0.67).said(translator(language))):
        assert " " not in said and said.removesuffix("%").rstrip("\u00a0") == "67"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_range_of_an_estimate_and_a_prevalence_are_said_alike(language):
    words = Words(language)
    verdict = estimate.judge_effort(RangeText("1200", "2400.5", "4800"))
    assert verdict.ok
    for figure in (Decimal(1200), Decimal("2400.5"), Decimal(4800)):
        assert words.number(figure) in words.say(verdict.reason)
    odds = prevalence._other_side(3, 25)
    assert odds is not None and say_number(440000, language) in words.say(odds)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_currency_stands_on_one_side_of_amounts_wherever_money_is_written(language):
    before, behind = re.compile(r"EUR \d"), re.compile(r"\d EUR")
    wanted, other = (before, behind) if language == "en" else (behind, before)
    ranking = priority.rank([ticket(1), ticket(2, (1, 2, 3))], rates={}, house_currency="EUR")
    typed = RangeText("9000", "14000", "21000")
    sums = [
        estimate.judge_money(MoneyFacts(typed, "EUR", per, "14000 EUR")).reason for per in ("year", "once", "month")
    ]
    messages = [message for message in (*sums, *(row.why for row in ranking.rows)) if "{currency}" in message.template]
    assert len(messages) == 5
    tr = translator(language)
    # A sentence that nobody translated yet is said in English; test_catalogues.py counts those.
    said = [message.said(tr) for message in messages if language == "en" or tr(message.template) != message.template]
    for text in (*said, Words(language).money(14000, "EUR"), numbers.money(14000, "EUR", NarrativeLanguage(language))):
        if "EUR" in text:
            assert wanted.search(text) and not other.search(text), text
    assert Words(language).money(14000, "EUR") in ("EUR 14,000", "14,000 EUR", "14.000 EUR")
    assert Words(language).money(14000, "") == Words(language).number(14000)


def test_small_amounts_keep_the_figures_they_were_given():
    assert str(say("{a} {b} {c}", a=Decimal("0.014"), b=Decimal("9.8"), c=Decimal("1E+3"))) == "0.014 9.8 1,000"


def test_what_is_no_finite_number_is_said_as_it_stands():
    assert str(say("{a}", a=float("inf"))) == "inf"


def test_words_that_mark_every_sentence_write_figures_in_english():
    assert "24,000" in Words(PSEUDO).say(say(PLAIN, amount=Decimal(24000), share=0.5, days=1.0, ticket=1))


def test_a_function_without_a_language_would_write_english_figures():
    # The negative control: the language comes from the translator and from nowhere else.
    assert say("{n}", n=Decimal(24000)).said(lambda text: text) == "24,000" != AMOUNT["vi"]
    assert say_percent(0.5, "zh-Hans") != say_percent(0.5, "en")
