"""The appendix: A ticket sheets, B evidence, C structure, D method and limits, E questions and answers.

Numbered apart and not counted. A part with nothing in it is left out. Must not know pages or the store.
"""

from __future__ import annotations

from dataclasses import replace

from gemba.report.blocks import SourceLines, Span, Spans, Table
from gemba.report.charts import chart_strips
from gemba.report.codes import ticket_order
from gemba.report.document import DecisionEntry, Document, EvidenceEntry, SessionEntry, TicketSheet
from gemba.report.ink import Anchor, Strip
from gemba.report.method import method_strips
from gemba.report.numbers import day_short, money, number, share
from gemba.report.setting import text_strips
from gemba.report.sheets import ticket_strips
from gemba.report.sightings import live_words, time_words
from gemba.report.source import Parsed
from gemba.report.styles import Styles
from gemba.report.tables import simple_table, table_strips
from gemba.report.words import Words, door_word, elicitation_word, kind_word, seen_word, words_in

NOWHERE = SourceLines(0, 0)
_MOST_PAIRS = 12


def appendix_strips(document: Document, parsed: Parsed, styles: Styles) -> list[Strip]:
    """Return the strips of all parts that have content, tickets in the order of the body."""
    words = words_in(styles.language)
    parts = (
        ("A", words("Tickets"), _tickets(document, parsed, styles)),
        ("B", words("Evidence"), _evidence(document, styles, words)),
        ("C", words("Structure"), _structure(document, styles, words)),
        ("D", words("Method and limits"), method_strips(document, styles, words)),
        ("E", words("Questions and answers"), _questions(document, styles, words)),
    )
    out: list[Strip] = []
    for letter, title, strips in parts:
        if strips:
            head = _part(words("Appendix {letter}", letter=letter), title, letter, styles, new_page=letter in "AB")
            out += [*head, replace(strips[0], space_before=min(strips[0].space_before, 8.0)), *strips[1:]]
    return out


def _part(name: str, title: str, letter: str, styles: Styles, *, new_page: bool) -> list[Strip]:
    spans = (Span(f"{name}  ", small=True), Span(title))
    made = text_strips(spans, styles.heading, styles, width=styles.sheet.column, space_before=30, numbered=False)
    made[0] = replace(made[0], anchors=(Anchor(f"appendix-{letter}", f"{letter} {title}", 0),), new_page=new_page)
    return [*(replace(strip, keep=True) for strip in made), Strip(4, keep=True)]


def ordered_tickets(document: Document, parsed: Parsed) -> list[TicketSheet]:
    """Return the tickets the body cites, in its order, then the others as they came."""
    order = {number_: at for at, number_ in enumerate(ticket_order(parsed.codes))}
    return sorted(document.tickets, key=lambda ticket: order.get(ticket.number, len(order)))


def _tickets(document: Document, parsed: Parsed, styles: Styles) -> list[Strip]:
    return [s for ticket in ordered_tickets(document, parsed) for s in ticket_strips(ticket, document, styles)]


def _evidence(document: Document, styles: Styles, words: Words) -> list[Strip]:
    out: list[Strip] = []
    listed = {entry.session_number for entry in document.evidence}
    for session in document.sessions:
        entries = [entry for entry in document.evidence if entry.session_number == session.number]
        out += session_head(session, styles, words)
        if entries:
            out += evidence_table(entries, styles, words)
    known = {session.number for session in document.sessions}
    rest = [entry for entry in document.evidence if entry.session_number not in known]
    if rest and listed - known:
        out += evidence_table(rest, styles, words)
    return [*out, *_problems(document, styles, words)]


def session_head(session: SessionEntry, styles: Styles, words: Words) -> list[Strip]:
    """Return a session's line: number, team, day, length, charter, and how much was seen live."""
    spans = (Span(f"S{session.number}  ", bold=True), Span(session.team, bold=True))
    made = text_strips(spans, styles.body, styles, width=styles.sheet.column, space_before=14, numbered=False)
    made[0] = replace(made[0], anchors=(Anchor(f"S{session.number}", f"S{session.number} {session.team}", 1),))
    facts = [session.department, day_short(session.day) if session.day else ""]
    facts += [words("{n} minutes", n=session.minutes) if session.minutes else "", session.facilitator]
    facts += [words("{n} observations", n=session.observations), live_words(session, words)]
    lines = text_strips(
        (Span(" · ".join(part for part in facts if part)),),
        styles.small,
        styles,
        width=styles.sheet.column,
        numbered=False,
    )
    if session.charter:
        lines += text_strips(
            (Span(session.charter, italic=True),), styles.sheet_text, styles, width=styles.sheet.column, numbered=False
        )
    return [*(replace(s, keep=True) for s in (*made, *lines)), Strip(3, keep=True)]


def evidence_table(entries: list[EvidenceEntry], styles: Styles, words: Words) -> list[Strip]:
    """Return observations as a table: time, kind, words, how seen, where used."""
    head = [words("Time"), words("Kind"), words("What was seen or heard"), words("How seen"), words("Used in")]
    rows: list[list[Spans | str]] = []
    for entry in entries:
        seen = seen_word(entry.seen_as, words)
        if entry.elicitation is not None:
            seen += f", {elicitation_word(entry.elicitation, words)}"
        codes = (*entry.tickets, *entry.pictures)
        rows.append([time_words(entry.at), kind_word(entry.kind, words), entry.text, seen, _codes(codes)])
    table = Table(*simple_table(head, rows), NOWHERE)
    style = styles.small._replace(colour=styles.body.colour)
    return table_strips(table, styles, width=styles.sheet.column, style=style)


def _codes(codes: tuple[str, ...]) -> Spans:
    out: list[Span] = []
    for code in codes:
        out += [Span(code, href=f"#{code}"), Span(", ")]
    return tuple(out[:-1]) or (Span(""),)


def _problems(document: Document, styles: Styles, words: Words) -> list[Strip]:
    if not document.problems:
        return []
    head = ["", words("Problem"), words("Reports"), words("Sessions"), words("Customers"), words("Tickets")]
    rows: list[list[Spans | str]] = [
        [f"P{p.number}", p.title, str(p.reports), str(p.sessions), str(p.customers), _codes(p.tickets)]
        for p in document.problems
    ]
    table = table_strips(Table(*simple_table(head, rows, right=(2, 3, 4)), NOWHERE), styles, width=styles.sheet.column)
    anchored = [
        replace(strip, anchors=(Anchor(f"P{problem.number}"),))
        for strip, problem in zip(table[1:], document.problems, strict=True)
    ]
    return [*_subhead(words("Problems and who reports them"), styles), table[0], *anchored]


def _subhead(text: str, styles: Styles) -> list[Strip]:
    made = text_strips(
        (Span(text),), styles.subheading, styles, width=styles.sheet.column, space_before=16, numbered=False
    )
    return [*(replace(strip, keep=True) for strip in made), Strip(3, keep=True)]


def _structure(document: Document, styles: Styles, words: Words) -> list[Strip]:
    structure = document.structure
    out: list[Strip] = []
    if structure.by_teams:
        said = " · ".join(f"{teams}: {tickets}" for teams, tickets in structure.by_teams)
        lead = words("Tickets by the number of teams they need:") + " " + said
        out += _text(lead, styles)
    if structure.pairs:
        out += chart_strips("coordination", document, styles)
        out += _pairs(document, styles, words)
    if structure.approvers:
        out += _subhead(words("Whose yes is waited for"), styles)
        rows = [
            [a.body, str(a.tickets), "–" if a.typical_days is None else number(a.typical_days, styles.language)]
            for a in structure.approvers
        ]
        head = [words("Approval"), words("Tickets"), words("Usual days")]
        out += table_strips(Table(*simple_table(head, rows, right=(1, 2)), NOWHERE), styles, width=styles.sheet.column)
    out += _smells(document, styles, words)
    if structure.states:
        out += chart_strips("time-in-state", document, styles)
    return out


def _text(text: str, styles: Styles, *, space: float = 5.0) -> list[Strip]:
    return text_strips(
        (Span(text),), styles.sheet_text, styles, width=styles.sheet.column, space_before=space, numbered=False
    )


def _pairs(document: Document, styles: Styles, words: Words) -> list[Strip]:
    currency = document.method.house_currency
    rows: list[list[Spans | str]] = [
        [
            f"{p.first} + {p.second}",
            str(p.tickets),
            "–" if p.money is None else money(p.money, currency, styles.language),
        ]
        for p in document.structure.pairs[:_MOST_PAIRS]
    ]
    left_out = len(document.structure.pairs) - _MOST_PAIRS
    if left_out > 0:
        rows.append([words("and {n} more pairs", n=left_out), "", ""])
    head = [words("Two teams needed together"), words("Tickets"), words("Money a year behind them")]
    table = Table(*simple_table(head, rows, right=(1, 2)), NOWHERE)
    made = table_strips(table, styles, width=styles.sheet.column)
    return [replace(made[0], space_before=12), *made[1:]]


def _smells(document: Document, styles: Styles, words: Words) -> list[Strip]:
    chosen = [ticket for ticket in document.tickets if ticket.number in document.structure.smells]
    if not chosen:
        return []
    rows: list[list[Spans | str]] = [
        [
            (Span(f"T{t.number}", href=f"#T{t.number}"),),
            t.title,
            number(t.effort.likely, styles.language) if t.effort else "–",
            str(len(t.teams_needed)),
            str(len(t.approvals_needed)),
        ]
        for t in chosen
    ]
    head = [words("Ticket"), "", words("Person-days"), words("Teams"), words("Approvals")]
    table = Table(*simple_table(head, rows, right=(2, 3, 4)), NOWHERE)
    title = _subhead(words("Small work that needs many hands"), styles)
    return [*title, *table_strips(table, styles, width=styles.sheet.column)]


def _questions(document: Document, styles: Styles, words: Words) -> list[Strip]:
    out: list[Strip] = []
    for decision in document.decisions:
        out += _decision(decision, styles, words)
    for question in document.questions:
        width = styles.sheet.column
        asked = text_strips(
            (Span(question.text, bold=True),), styles.sheet_text, styles, width=width, space_before=9, numbered=False
        )
        out += [replace(strip, keep=True) for strip in asked]
        out += _text(question.answer or words("Not answered yet."), styles, space=1.0)
    return out


def _decision(decision: DecisionEntry, styles: Styles, words: Words) -> list[Strip]:
    head = _subhead(f"D{decision.number}  {decision.title}", styles)
    head[0] = replace(head[0], anchors=(Anchor(f"D{decision.number}", f"D{decision.number} {decision.title}", 1),))
    facts = [door_word(decision.door, words), decision.owner, decision.due]
    facts.append(words("{share} of the information gathered", share=share(decision.information, styles.language)))
    line = text_strips(
        (Span(" · ".join(part for part in facts if part)),),
        styles.small,
        styles,
        width=styles.sheet.column,
        numbered=False,
    )
    rows: list[list[Spans | str]] = [
        [q.text, number(q.weight, styles.language), q.answer or (words("answered") if q.answered else words("open"))]
        for q in decision.questions
    ]
    table = Table(*simple_table([words("Question"), words("Weight"), words("Answer")], rows, right=(1,)), NOWHERE)
    made = table_strips(table, styles, width=styles.sheet.column) if rows else []
    room = [Strip(3, keep=True)] if made else []
    return [*head, *(replace(strip, keep=bool(made)) for strip in line), *room, *made]
