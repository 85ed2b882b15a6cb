"""What a note's kind carries stands in the report of a visit, on paper and as Markdown, masked as every text."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from gemba.app import App
from gemba.i18n import translator
from gemba.model.values import ObservationKind as Kind
from gemba.services.visits.note_details import details
from gemba.services.visits.note_line import NoteLine, read_line
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (Kind.ARTIFACT, "Sheet | weekly count | 30 | nobody", "30 min a week · purpose: weekly count · read by nobody"),
        (Kind.ARTIFACT, "Board", "still read?"),
        (Kind.HAND_OFF, "agent > finance", "1 hand-off"),
        (Kind.HAND_OFF, "Agent -> Finance -> Bank", "2 hand-offs"),
        (Kind.HAND_OFF, "Agent -> Finance: list", "Agent → Finance · 1 hand-off"),
        (Kind.HAND_OFF, "agent > office > finance: the list", "agent → office → finance · 2 hand-offs"),
        (Kind.NEAR_MISS, "Paid twice | 1 | 4", "severity 1 of 5 · could have been 4 of 5"),
        (Kind.PROMISE, "Ask | lead | 2026-11-27", "by lead · due 2026-11-27"),
        (Kind.PROMISE, "Ask", "due when?"),
        (Kind.FORMAT_DEBATE, "Which week? | 2.5", "2.5 min lost"),
        (Kind.FACT, "a | b", ""),
    ],
)
def test_each_kind_says_what_it_carries(kind, typed, said):
    assert " · ".join(map(str, details(kind, read_line(kind, typed)))) == said


def test_it_is_said_in_the_language_of_the_reader():
    (minutes, *_) = details(Kind.ARTIFACT, read_line(Kind.ARTIFACT, "Sheet | weekly | 30"))
    assert minutes.said(translator("zh-Hans")) != str(minutes)


@pytest.mark.parametrize("ending", ["pdf", "md"])
def test_the_report_of_a_visit_carries_it_masked(app: App, tmp_path: Path, ending: str) -> None:
    visit = app.sessions.new("Desk", SessionFields(charter="Why?"))
    note = lambda kind, text: app.observations.note(visit.id, ObservationFields(text=text, kind=kind))  # noqa: E731
    note("artifact", "Sheet | weekly count | 30 | sean.cox@example.com")
    note("near_miss", "Paid twice | 1 | 4")
    file = app.exporting.session_report("S1", tmp_path / f"s.{ending}").file
    text = file.read_text("utf-8") if ending == "md" else "".join(page.extract_text() for page in PdfReader(file).pages)
    text = " ".join(text.replace("\\", "").split())
    assert "30 min a week · purpose: weekly count · read by" in text
    assert "severity 1 of 5 · could have been 4 of 5" in text
    assert "sean.cox" not in text


@pytest.mark.parametrize(
    ("language", "said"), [("en", "by facilitator"), ("zh-Hans", "由走访者"), ("vi", "người đến xem")]
)
def test_who_promised_is_said_in_the_language_where_gemba_wrote_the_role(language: str, said: str) -> None:
    told = details(Kind.PROMISE, NoteLine("Ask", by_role="facilitator"))[0].said(translator(language))
    assert said in told.replace("由 ", "由")
    assert "lead" in details(Kind.PROMISE, NoteLine("Ask", by_role="lead"))[0].said(translator(language))
