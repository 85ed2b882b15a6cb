"""Lines of a visit as they are typed, in four languages, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.i18n import LANGUAGES, translator
from gemba.model.roles import OWN_ROLES
from gemba.model.values import ObservationKind as Kind
from gemba.services.visits.note_line import NoteLine, before_due, compose, read_line


@pytest.mark.parametrize(
    ("kind", "typed", "wanted"),
    [
        (Kind.FACT, "a | b > c", NoteLine("a | b > c")),
        (
            Kind.ARTIFACT,
            "Sheet Refunds W46 | purpose: for the lead | 30 | read by: nobody",
            NoteLine("Sheet Refunds W46", purpose="for the lead", minutes=30, read_by="nobody"),
        ),
        (Kind.ARTIFACT, "Board | stand-up | 15 min/week | two leads", NoteLine("Board", "stand-up", 15, "two leads")),
        (Kind.ARTIFACT, "看板 ｜ 用途：周会 ｜ 45 分钟 ｜ 阅读：没有人", NoteLine("看板", "周会", 45, "没有人")),
        (Kind.ARTIFACT, "Báo cáo | mục đích: họp | 20 phút", NoteLine("Báo cáo", "họp", 20)),
        (Kind.ARTIFACT, "| 30", NoteLine("| 30", minutes=30)),
        (
            Kind.HAND_OFF,
            "agent > back office -> finance: list by mail",
            NoteLine(
                "agent > back office -> finance: list by mail",
                steps=("agent", "back office", "finance"),
                what="list by mail",
            ),
        ),
        (
            Kind.HAND_OFF,
            "二线 → 清算组：没有工单",
            NoteLine("二线 → 清算组：没有工单", steps=("二线", "清算组"), what="没有工单"),
        ),
        (Kind.HAND_OFF, "nobody took it", NoteLine("nobody took it")),
        (Kind.NEAR_MISS, "row above | 1 | 4", NoteLine("row above", severity_actual=1, severity_potential=4)),
        (Kind.NEAR_MISS, "row above | 0/5", NoteLine("row above", severity_actual=0, severity_potential=5)),
        (Kind.NEAR_MISS, "row above | potential: 3", NoteLine("row above", severity_potential=3)),
        (Kind.NEAR_MISS, "row above | 9", NoteLine("row above | 9")),
        (
            Kind.PROMISE,
            "Ask | who: team lead | due: 2026-11-30",
            NoteLine("Ask", by_role="team lead", due="2026-11-30"),
        ),
        (Kind.PROMISE, "Ask | lead | 13 Nov", NoteLine("Ask", by_role="lead", due="2026-11-13")),
        (Kind.PROMISE, "Ask | 13 Nov", NoteLine("Ask", due="2026-11-13")),
        (Kind.PROMISE, "Ask | due: 13 Nov", NoteLine("Ask", due="2026-11-13")),
        (Kind.PROMISE, "Ask | lead | Fri", NoteLine("Ask", by_role="lead", due="2026-11-13")),
        (Kind.PROMISE, "Ask | by Tuesday", NoteLine("Ask", due="2026-11-10")),
        (Kind.PROMISE, "Ask | due: tomorrow", NoteLine("Ask", due="2026-11-11")),
        (Kind.PROMISE, "Hỏi | thứ sáu", NoteLine("Hỏi", due="2026-11-13")),
        (Kind.PROMISE, "Hỏi | 27/11", NoteLine("Hỏi", due="2026-11-27")),
        (Kind.PROMISE, "问财务 ｜ 周五", NoteLine("问财务", due="2026-11-13")),
        (Kind.PROMISE, "问财务 ｜ 1月5日", NoteLine("问财务", due="2027-01-05")),
        (Kind.PROMISE, "Ask | lead | 31/02", NoteLine("Ask (31/02)", by_role="lead")),
        (Kind.PROMISE, "Ask about Friday | lead", NoteLine("Ask about Friday", by_role="lead")),
        (Kind.PROMISE, "Ask | due: some day", NoteLine("Ask (some day)")),
        (Kind.PROMISE, "Ask by Fri 13 Nov", NoteLine("Ask by Fri 13 Nov", due="2026-11-13")),
        (Kind.FORMAT_DEBATE, "Which week? | 12", NoteLine("Which week?", minutes=12)),
    ],
)
def test_a_line_says_what_its_kind_carries(kind, typed, wanted):
    assert read_line(kind, typed, day="2026-11-10") == wanted


@given(st.sampled_from(list(Kind)), st.text(max_size=80))
def test_every_text_is_read_and_none_is_lost_in_a_plain_kind(kind, text):
    line = read_line(kind, text, day="2026-11-10")
    assert line.text or not text.strip()
    if kind is Kind.FACT:
        assert line.text == text.strip()


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (Kind.ARTIFACT, NoteLine("Board", "stand-up", 15.5, "two leads")),
        (Kind.ARTIFACT, NoteLine("Board", read_by="nobody")),
        (Kind.NEAR_MISS, NoteLine("row above", severity_actual=0, severity_potential=5)),
        (Kind.PROMISE, NoteLine("Ask", by_role="lead", due="2026-11-30")),
        (Kind.FORMAT_DEBATE, NoteLine("Which week?", minutes=12)),
        (Kind.FACT, NoteLine("plain")),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant", "vi"])
def test_what_is_composed_in_a_language_is_read_back(kind, line, language):
    said = compose(kind, line, language=language)
    assert read_line(kind, said) == line
    if language != "en" and (line.by_role or line.purpose or line.read_by):
        assert not {"who", "due", "purpose", "read by"} & {part.split(":")[0].strip() for part in said.split("|")[1:]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", sorted(OWN_ROLES))
def test_a_role_that_gemba_wrote_is_typed_in_the_language_and_stored_as_before(language, role):
    said = translator(language)(role)
    typed = compose(Kind.PROMISE, NoteLine("Ask", by_role=role), language=language)
    assert said in typed
    assert language == "en" or role not in typed
    assert read_line(Kind.PROMISE, typed).by_role == role
    assert read_line(Kind.PROMISE, f"Ask | {said.capitalize()}").by_role.lower() == role


def test_a_role_that_a_person_typed_stays_as_typed():
    typed = compose(Kind.PROMISE, NoteLine("Ask", by_role="Facilitators"), language="zh-Hans")
    assert read_line(Kind.PROMISE, typed).by_role == "Facilitators"


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant", "vi"])
def test_what_stands_before_the_day_of_a_promise_is_what_compose_writes_and_names_it(language):
    before = before_due(language)
    assert compose(Kind.PROMISE, NoteLine("Ask", due="2026-11-27"), language=language) == f"Ask | {before}2026-11-27"
    assert read_line(Kind.PROMISE, f"Ask | {before}soon") == NoteLine("Ask", due="soon")
    assert read_line(Kind.PROMISE, f"Ask | {before}") == NoteLine("Ask")
