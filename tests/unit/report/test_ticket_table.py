"""The table, the chart and the sheets of tickets: order, drafts, money, and what stands together on a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from gemba.model.ticket_facts import ApprovalFacts
from gemba.model.values import Criterion, TicketState
from gemba.model.values import NarrativeLanguage as L
from gemba.report.charts_scatter import impact_effort
from gemba.report.document import Document, Estimate, GateLine, PaperSize, Profile, TicketSheet
from gemba.report.facts import FactBook
from gemba.report.ink import Ink, Shape, Strip, Text
from gemba.report.layout import layout
from gemba.report.pages import break_pages
from gemba.report.pdf import write_pdf
from gemba.report.plot import Box, overlap, place_label
from gemba.report.sheets import ticket_strips
from gemba.report.styles import styles_of
from gemba.report.ticket_table import listed_tickets, ticket_table_strips
from gemba.report.words import words_in
from tests.unit.report.builders import document, ticket
from tests.unit.report.reading import copied_text

STYLES = styles_of(L.ENGLISH, PaperSize.A4, Profile.STANDARD)
DRAFT = TicketState.DRAFT
NO_MONEY = (GateLine(Criterion.MONEY, False, "The arithmetic is missing."), GateLine(Criterion.OWNER, True))


def _inked(strips: list[Strip]) -> str:
    lines = []
    for strip in strips:
        for ink in strip.inks:
            lines.append("".join(mark.text for mark in ink.marks if isinstance(mark, Text)))
    return " | ".join(line for line in lines if line)


def _around(*tickets: TicketSheet) -> Document:
    return Document("", FactBook(), tickets=tickets)


def test_the_table_lists_what_passed_in_the_order_of_the_rank() -> None:
    tickets = (
        ticket(1, rank=3, state=TicketState.DELEGATED),
        ticket(2, rank=1, state=DRAFT),
        ticket(3, rank=2),
        ticket(4, rank=None, state=TicketState.DONE),
        ticket(5, rank=None, state=TicketState.PARKED),
        ticket(6, rank=None, state=TicketState.REJECTED),
    )
    assert [one.number for one in listed_tickets(_around(*tickets))] == [3, 1, 4]
    said = _inked(ticket_table_strips(_around(*tickets), STYLES))
    assert "1 more ticket is a draft." in said and "T2" not in said
    assert said.index("T3") < said.index("T1") < said.index("T4")


def test_a_row_says_money_days_load_and_chance() -> None:
    house = Estimate(9000, 14000, 21000)
    rows = (
        ticket(1, rank=1, house_money=house, top_n_probability=0.987),
        ticket(2, house_money=None, currency="CNY", top_n_probability=None, approvals_needed=()),
        ticket(3, house_money=None, currency="CNY", per="once", approvals_needed=(ApprovalFacts("A"),) * 2),
        ticket(4, house_money=None, money=None),
    )
    said = _inked(ticket_table_strips(_around(*rows), STYLES))
    assert "EUR a year" in said and "Among the first 3" in said
    assert "14,000" in said and "CNY 14,000" in said and "once" in said
    assert "2 + 1" in said and "2 + 0" in said and "2 + 2" in said
    assert "99\u00a0%" in said and "–" in said
    assert "draft" not in said


@pytest.mark.parametrize("language", list(L))
def test_drafts_alone_are_counted_in_every_language(language: L) -> None:
    styles = styles_of(language, PaperSize.A4, Profile.STANDARD)
    tickets = tuple(ticket(number, state=DRAFT) for number in range(1, 8))
    assert "7" in _inked(ticket_table_strips(_around(*tickets), styles))
    assert ticket_table_strips(_around(), styles) == []
    made = document(language, tickets=(*tickets, ticket(8, rank=1)))
    assert layout(made).over_lines == 0


def test_a_draft_is_a_ring_in_the_chart() -> None:
    words = words_in(L.ENGLISH)

    def note(state: TicketState) -> str:
        drawn = impact_effort(_around(ticket(1, state=state)), STYLES, words)
        assert drawn is not None
        return drawn[3]

    assert "ring" in note(DRAFT)
    assert "ring" not in note(TicketState.ACTIONABLE)


def test_no_line_crosses_a_label_that_has_to_be_free() -> None:
    room: Box = (0, 0, 200, 200)
    cross: list[Box] = [(60, 99.5, 140, 100.5), (99.5, 60, 100.5, 140), (60, 88, 140, 89), (60, 112, 140, 113)]
    taken: list[Box] = [(96, 96, 104, 104)]
    box = place_label((100, 100), 50, 8, taken, cross, room, free=True)
    assert box is not None and not any(overlap(box, one) for one in cross)
    nearest = place_label((100, 100), 50, 8, taken, [], room)
    assert nearest is not None and any(overlap(nearest, one) for one in cross)
    assert place_label((100, 100), 50, 8, taken, [room], room, free=True) is None


def test_a_draft_says_why_and_claims_no_place(tmp_path: Path) -> None:
    sheet = ticket(7, state=DRAFT, gate=NO_MONEY, top_n_probability=0.97)
    said = _inked(ticket_strips(sheet, _around(sheet), STYLES))
    assert "draft: The arithmetic is missing." in said
    assert "among the first" not in said and "for each person-day" not in said
    passed = ticket(7, top_n_probability=0.97)
    said = _inked(ticket_strips(passed, _around(passed), STYLES))
    assert "among the first 3 with 97\u00a0%" in said and "for each person-day" in said
    assert "draft: The arithmetic" in copied_text(write_pdf(document(tickets=(sheet,), text="# A\n\nx\n")), tmp_path)


def test_a_draft_that_lacks_much_says_how_much_above_and_what_below() -> None:
    gate = tuple(GateLine(one, at > 2, f"Reason {at}.", f"Mend {at}.") for at, one in enumerate(Criterion))
    sheet = ticket(7, state=DRAFT, gate=gate)
    said = _inked(ticket_strips(sheet, _around(sheet), STYLES))
    assert "draft · in the pack A07 · EUR 2,000 for each person-day · 3 of 6 criteria hold |" in said
    assert said.count("Reason 0.") == 1


def _strip(height: float, *, together: float = 0.0, keep: bool = False) -> Strip:
    shape = Shape(((0, 0), (1, 1)))
    return Strip(height, (Ink(0, 0, (shape,)),), together_pt=together, keep=keep)


@pytest.mark.parametrize(
    ("before", "together", "pages"),
    [(60, 50, [2, 5]), (50, 55, [7]), (60, 40, [7]), (54, 300, [7]), (56, 300, [2, 5])],
)
def test_a_sheet_begins_on_a_new_page_where_little_is_left(before: float, together: float, pages: list[int]) -> None:
    strips = [_strip(before / 2), _strip(before / 2), _strip(8, together=together), *(_strip(8) for _ in range(4))]
    assert [len(page.placed) for page in break_pages(strips, depth=100)] == pages


def test_the_last_rows_of_a_sheet_stand_together() -> None:
    sheet = ticket(1, remarks=())
    strips = ticket_strips(sheet, _around(sheet), STYLES)
    assert [strip.keep for strip in strips[-4:]] == [True, True, True, False]
    height = sum(strip.height + strip.space_before for strip in strips)
    for cut in range(int(height)):
        pages = break_pages(strips, depth=STYLES.sheet.depth, first_depth=max(60.0, float(cut)))
        assert len(pages[-1].placed) >= 4 or len(pages) == 1
