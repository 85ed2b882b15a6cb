"""Appendix D draws what it speaks of: the impact/effort picture stands there, and not where nothing can be drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gemba.report.pdf import write_pdf
from tests.unit.report.builders import document, ticket
from tests.unit.report.reading import copied_text

TITLE = "What a ticket brings in a year"


def test_the_method_shows_money_against_effort(tmp_path: Path) -> None:
    said = copied_text(write_pdf(document(tickets=(ticket(1), ticket(2)), text="# A\n\nx\n")), tmp_path)
    assert said.index("Method and limits") < said.index(TITLE)


def test_tickets_without_ranges_draw_nothing(tmp_path: Path) -> None:
    bare = replace(ticket(1), money=None, house_money=None)
    said = copied_text(write_pdf(document(tickets=(bare,), text="# A\n\nx\n")), tmp_path)
    assert "Method and limits" in said
    assert TITLE not in said
