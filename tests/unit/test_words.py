"""Lists, moments and counted sentences in the window's language; no list of the window is joined in English's way."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gemba.message import count, joined
from gemba.model.roles import OWN_ROLES
from gemba.model.rows import Moment
from gemba.model.ticket_facts import TicketFacts
from gemba.model.values import Criterion
from gemba.rules import gate
from gemba.services.tickets.judging import judged
from gemba.services.tickets.verdict_words import in_short, more_faults
from gemba.ui.language.words import Words

UI = Path(__file__).resolve().parents[2] / "gemba" / "ui"
JOINED = re.compile(r"""["'][,;] ?["']\.join\(""")
#: what is typed back in just this form
FORMS = {"settings/field.py", "sessions/note_inspector.py"}


def joins(text):
    return [number for number, line in enumerate(text.splitlines(), 1) if JOINED.search(line)]


def test_lists_go_through_the_words():
    found = {
        f"{path.relative_to(UI).as_posix()}:{number}"
        for path in UI.rglob("*.py")
        if path.relative_to(UI).as_posix() not in FORMS
        for number in joins(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_control_an_english_join_would_be_seen():
    assert joins("""x = 1\nsaid = ", ".join(names)\nother = "; ".join(names)\ngood = " · ".join(names)""") == [2, 3]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "a, b, c"), ("vi", "a, b, c"), ("zh-Hans", "a、b、c"), ("zh-Hant", "a、b、c")]
)
def test_a_list_has_the_comma_of_its_language(language, said):
    assert Words(language).listed(["a", "", "b", "c"]) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "22 November 2026, 14:03"),
        ("zh-Hans", "2026年11月22日 14:03"),
        ("zh-Hant", "2026年11月22日 14:03"),
        ("vi", "14:03 22 tháng 11, 2026"),
    ],
)
def test_a_moment_is_day_and_clock_in_the_order_of_the_language(language, said):
    moment = Moment(datetime(2026, 11, 22, 14, 3, tzinfo=UTC), 0)
    assert Words(language).moment(moment) == said


def test_one_more_fault_is_one_and_several_are_several():
    assert str(more_faults(1)) == "One more is missing or wrong."
    assert str(more_faults(2)) == "2 more are missing or wrong."
    assert str(count("{n} dog of {owner}", "{n} dogs of {owner}", 3, owner="Ana")) == "3 dogs of Ana"


def test_a_new_ticket_says_of_its_problem_what_is_missing_in_good_english():
    facts = TicketFacts(number=0, title="")
    problem = next(one for one in judged(facts).criteria if one.criterion is Criterion.PROBLEM)
    said = joined(str(one) for one in problem.reasons)
    assert said.endswith("One more is missing or wrong.")
    assert in_short(gate.judge(facts)[Criterion.PROBLEM])[0] == said


def test_a_name_and_what_is_told_of_it_have_the_colon_of_their_language():
    assert Words("en").told("Owner", "Ana") == "Owner: Ana"
    assert Words("zh-Hans").told("负责人", "安娜") == "负责人：安娜"


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant", "vi"])
@pytest.mark.parametrize("stored", sorted(OWN_ROLES))
def test_a_role_that_gemba_wrote_itself_is_said_in_the_language(language, stored):
    words = Words(language)
    assert (words.role(stored) == stored) == (language == "en")
    assert words.role_from(words.role(stored)) == stored


def test_a_role_that_a_person_typed_is_no_sentence_of_ours():
    words = Words("zh-Hans")
    for typed in ("", "agent", "Sessions", "none", "走访员", "{who}"):
        assert words.role(typed) == typed
        assert words.role_from(typed) == typed
