"""Reports of one visit, one ticket and a period; and the empty narratives of every template and language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gemba.errors import UserError
from gemba.model.values import NarrativeLanguage as L
from gemba.report.layout import layout
from gemba.report.pdf import write_pdf
from gemba.report.session_report import (
    ProblemLine,
    ProblemList,
    SessionReport,
    Standing,
    TicketReport,
    write_problem_list,
    write_session_report,
    write_ticket_sheet,
)
from gemba.report.source import TEMPLATES, read_source
from gemba.report.templates import blank_narrative
from tests.unit.report.builders import document, ticket
from tests.unit.report.reading import copied_text, images, opened, squeezed


def test_a_session_report_holds_head_share_observations_and_pictures(tmp_path: Path) -> None:
    made = document()
    report = SessionReport(
        made.sessions[0],
        observations=made.evidence,
        pictures=made.tickets[0].pictures,
        promises=("Ask for a second slot by Friday.",),
        confidentiality="Internal",
    )
    pdf = write_session_report(report)
    copied = squeezed(copied_text(pdf, tmp_path))
    for words in (
        "S1 Refunds & Chargebacks",
        "Why wait?",
        "1 of 3 seen live",
        "09:07",
        "Copied by hand",
        "second slot",
        "Internal",
        "page 1 of",
    ):
        assert squeezed(words) in copied
    assert "draft" not in copied
    assert len(images(opened(pdf))) == 1
    assert pdf == write_session_report(report)


def test_a_ticket_sheet_stands_alone(tmp_path: Path) -> None:
    pdf = write_ticket_sheet(TicketReport(ticket(7), day=date(2026, 11, 21)))
    copied = squeezed(copied_text(pdf, tmp_path))
    for words in ("T7", "likely EUR 14,000 a year", "Head of Payments", "passed: all 6 criteria hold", "claimed"):
        assert squeezed(words) in copied


@pytest.mark.parametrize("language", list(L))
def test_a_problem_list_is_the_same_for_the_same_lines(language: L, tmp_path: Path) -> None:
    lines = (
        ProblemLine(1, "Typed twice", Standing.NEW, 5, "Back Office", 3, 1),
        ProblemLine(2, "Same sheet", Standing.STILL_OPEN, 40),
        ProblemLine(3, "No number", Standing.SOLVED),
    )
    report = ProblemList("Problems", date(2026, 11, 9), date(2026, 11, 15), (("Refunds", lines),), language)
    pdf = write_problem_list(report)
    assert pdf == write_problem_list(replace(report))
    copied = copied_text(pdf, tmp_path)
    assert "Back Office" in copied
    assert "40" in copied


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", list(L))
def test_every_template_reads_fits_and_marks_its_gaps(template: str, language: L) -> None:
    text = blank_narrative(template, language, title="A: title", day=date(2026, 11, 21), decision="One\ntwo")
    parsed = read_source(text)
    assert (parsed.front.title, parsed.front.language, parsed.front.template) == ("A: title", language, template)
    assert parsed.front.decision == "One two"
    assert len(parsed.gaps) >= 5
    made = document(text=text, appendix=False)
    assert layout(made).over_lines == 0
    assert not [r for r in layout(made).remarks if "font" in str(r)]
    assert write_pdf(made)


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(UserError, match="ten-page"):
        blank_narrative("ten-page", L.ENGLISH, title="x", day=date(2026, 11, 21))
