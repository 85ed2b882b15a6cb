"""The tickets in a narrative as a small table: those that passed the gate, first by rank; drafts are only counted.

Must not know pages or the store.
"""

from __future__ import annotations

from dataclasses import replace

from gemba.model.values import TicketState
from gemba.report.blocks import SourceLines, Span, Spans, Table
from gemba.report.document import Document, TicketSheet
from gemba.report.ink import Strip
from gemba.report.numbers import money, number, share
from gemba.report.setting import text_strips
from gemba.report.styles import Styles
from gemba.report.tables import simple_table, table_strips
from gemba.report.words import Words, per_word, words_in

PASSED = (
    TicketState.ACTIONABLE,
    TicketState.DELEGATED,
    TicketState.IN_PROGRESS,
    TicketState.DONE,
    TicketState.VERIFIED,
)
"""States of tickets that have passed the gate and were not put aside."""

_NOWHERE = SourceLines(0, 0)


def listed_tickets(document: Document) -> list[TicketSheet]:
    """Return the tickets of the table: ranked ones in their order, then the others by number."""
    passed = [one for one in document.tickets if one.state in PASSED]
    return sorted(passed, key=lambda one: (one.rank is None, one.rank or 0, one.number))


def ticket_table_strips(document: Document, styles: Styles, *, block: int = -1) -> list[Strip]:
    """Return the table and the line that counts the drafts; nothing where there is no ticket."""
    words = words_in(styles.language)
    tickets = listed_tickets(document)
    out: list[Strip] = []
    if tickets:
        head, rows = _head(document, words), [_row(one, document, styles, words) for one in tickets]
        table = Table(*simple_table(head, rows, right=(2, 3, 4, 5)), _NOWHERE)
        made = table_strips(table, styles, width=styles.sheet.column, block=block, numbered=True)
        out = [replace(made[0], space_before=styles.gap_pt), *made[1:]]
    drafts = sum(one.state is TicketState.DRAFT for one in document.tickets)
    if not drafts:
        return out
    if out:
        out[-1] = replace(out[-1], keep=True)
    return [*out, *_drafts(drafts, styles, words, block, more=bool(tickets))]


def _head(document: Document, words: Words) -> list[str]:
    top_n = document.tickets[0].top_n
    return [
        words("Ticket"),
        "",
        words("{currency} a year", currency=document.method.house_currency),
        words("Person-days"),
        words("Teams + approvals"),
        words("Among the first {n}", n=top_n),
    ]


def _row(ticket: TicketSheet, document: Document, styles: Styles, words: Words) -> list[Spans | str]:
    chance = ticket.top_n_probability
    return [
        (Span(f"T{ticket.number}", href=f"#T{ticket.number}"),),
        ticket.title,
        _worth(ticket, document.method.house_currency, styles, words),
        number(ticket.effort.likely, styles.language) if ticket.effort else "–",
        f"{len(ticket.teams_needed)} + {len(ticket.approvals_needed)}",
        "–" if chance is None else share(chance, styles.language),
    ]


def _worth(ticket: TicketSheet, house: str, styles: Styles, words: Words) -> str:
    """Return the likely money a year; where no rate leads to the house's currency, as it was stated, with its code."""
    if ticket.house_money is not None:
        return number(ticket.house_money.likely, styles.language, decimals=0)
    if ticket.money is None:
        return "–"
    yearly = ticket.per in ("", "year")
    if yearly and ticket.currency == house:
        return number(ticket.money.likely, styles.language, decimals=0)
    stated = money(ticket.money.likely, ticket.currency, styles.language)
    return stated if yearly else f"{stated} {per_word(ticket.per, words)}"


def _drafts(count: int, styles: Styles, words: Words, block: int, *, more: bool) -> list[Strip]:
    if more:
        said = words("{n} more tickets are drafts.", n=count) if count > 1 else words("1 more ticket is a draft.")
    else:
        said = words("{n} tickets, all drafts.", n=count) if count > 1 else words("1 ticket, a draft.")
    made = text_strips((Span(said),), styles.small, styles, width=styles.sheet.column, space_before=3, numbered=False)
    return [replace(strip, block=block) for strip in made]
