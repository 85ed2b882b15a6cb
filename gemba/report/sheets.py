"""A ticket on paper: the sheet of appendix A. Must not know pages or the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gemba.message import joined
from gemba.model.values import Criterion, TicketState
from gemba.report.blocks import Span, Spans
from gemba.report.document import Document, TicketSheet
from gemba.report.ink import BLACK, Anchor, Ink, Strip, line
from gemba.report.numbers import days, days_range, k_of_n, money, money_range, number, share
from gemba.report.para import set_lines, set_words
from gemba.report.setting import strips_of_lines
from gemba.report.sheet_pictures import EMPTY_PT, LARGEST_SHARE, picture_rows, row_strip
from gemba.report.sightings import sighting_lines
from gemba.report.styles import Styles
from gemba.report.words import Words, cause_word, criterion_word, per_word, state_word, words_in

LABEL_PT = 92.0
_SMALLEST_SHARE = 0.25
_PART_HEAD_PT = 52.0
_LAST_ROWS = 3
_TOLD_ABOVE = 2


def ticket_parts(ticket: TicketSheet, document: Document, styles: Styles) -> tuple[list[Strip], list[Strip]]:
    """Return what stands above the pictures of a ticket's sheet, and what stands below them."""
    words = words_in(styles.language)
    return _head(ticket, document, styles, words), _fields(ticket, styles, words)


def ticket_strips(ticket: TicketSheet, document: Document, styles: Styles) -> list[Strip]:
    """Return the sheet of one ticket: head, pictures with their legends, fields."""
    words = words_in(styles.language)
    head, fields = ticket_parts(ticket, document, styles)
    taken = _height((*head, *fields))
    rows = picture_rows(ticket.pictures)
    shown = [row for row in rows if any(one.picture is not None for one in row)]
    empty = (len(rows) - len(shown)) * (EMPTY_PT + 8)
    room = (styles.sheet.depth - taken - empty - _PART_HEAD_PT) / max(1, len(shown)) - 3 * styles.small.leading
    # Pictures give way so that a sheet fills one page, as far as they stay readable.
    share = min(LARGEST_SHARE, max(_SMALLEST_SHARE, room / styles.sheet.depth))
    made = [*head, *(row_strip(one, styles, words, share=share) for one in rows), *fields]
    made[0] = replace(made[0], together_pt=_height(made))
    return made


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height + strip.space_before for strip in strips)


def _head(ticket: TicketSheet, document: Document, styles: Styles, words: Words) -> list[Strip]:
    width = styles.sheet.column
    code = set_words(f"T{ticket.number}", styles.heading, styles.language)
    indent = code.width + 9
    lines = set_lines((Span(ticket.title or "—"),), styles.heading, styles.language, width - indent)
    made = strips_of_lines(lines, styles.heading, dx=indent, numbered=False)
    first = made[0]
    anchors = (Anchor(f"T{ticket.number}", f"T{ticket.number} {ticket.title}", 1),)
    made[0] = replace(first, inks=(Ink(0, first.inks[0].dy, code.marks), *first.inks), anchors=anchors)
    rule = Strip(7, (Ink(0, 0, (line(0, 0, width, 0, colour=BLACK, width=0.8),)),), space_before=26, keep=True)
    facts = (Span(_facts(ticket, document, styles, words)),)
    under = strips_of_lines(set_lines(facts, styles.small, styles.language, width), styles.small, numbered=False)
    return [rule, *(replace(strip, keep=True) for strip in (*made, *under)), Strip(4, keep=True)]


def _facts(ticket: TicketSheet, document: Document, styles: Styles, words: Words) -> str:
    """Return state, origin and rank; a draft says why it is one, and claims no place and no worth it cannot show."""
    failing = [entry for entry in ticket.gate if not entry.ok]
    draft = ticket.state is TicketState.DRAFT
    reasons = " ".join(entry.reason for entry in failing if entry.reason)
    parts = [state_word(ticket.state, words)]
    if ticket.source_id:
        parts.append(words("in the pack {id}", id=ticket.source_id))
    figures = not any(entry.criterion in (Criterion.MONEY, Criterion.EFFORT) for entry in failing)
    if ticket.value_per_effort is not None and figures:
        amount = money(ticket.value_per_effort.likely, document.method.house_currency, styles.language)
        parts.append(words("{money} for each person-day", money=amount))
    elif ticket.unranked and not draft:
        parts.append(words("no rank: {reason}", reason=ticket.unranked))
    if ticket.top_n_probability is not None and not draft:
        chance = share(ticket.top_n_probability, styles.language)
        parts.append(words("among the first {n} with {chance}", n=ticket.top_n, chance=chance))
    if draft and len(failing) > _TOLD_ABOVE:
        # Told one by one below; here they would be a paragraph in small print.
        parts.append(words("{n} of {m} criteria hold", n=len(ticket.gate) - len(failing), m=len(ticket.gate)))
    elif draft and reasons:
        parts[0] = words("draft: {reasons}", reasons=reasons)
        parts = [*parts[1:], parts[0]]
    return " · ".join(parts)


def field_strips(label: str, values: Sequence[Spans], styles: Styles, *, first: bool = False) -> list[Strip]:
    """Return a label in the left column and its paragraphs in the right one; nothing where there are no values."""
    out: list[Strip] = []
    width = styles.sheet.column - LABEL_PT
    for at, spans in enumerate(values):
        lines = set_lines(spans, styles.sheet_text, styles.language, width)
        room = (5.0 if first else 3.6) if at == 0 else 1.0
        out += strips_of_lines(lines, styles.sheet_text, dx=LABEL_PT, space_before=room, numbered=False)
    if out:
        tag = set_words(label, styles.label, styles.language, width=LABEL_PT - 8)
        out[0] = replace(out[0], inks=(Ink(0, out[0].inks[0].dy, tag.marks), *out[0].inks))
        if len(out) > 1:
            out[0] = replace(out[0], keep=True)
    return out


def _fields(ticket: TicketSheet, styles: Styles, words: Words) -> list[Strip]:
    rows: list[tuple[str, list[Spans]]] = [
        (words("Where"), _plain(ticket.where)),
        (words("Expected"), _plain(ticket.expected)),
        (words("Happened"), _plain(ticket.happened)),
        (words("Fix"), _plain(ticket.fix)),
        (words("Money"), _money(ticket, styles, words)),
        (words("Effort"), _effort(ticket, styles, words)),
        (words("Owner"), _plain(" · ".join(part for part in (ticket.owner, ticket.owner_team) if part))),
        (words("Causes"), [_cause(at, c.text, cause_word(c.status, words)) for at, c in enumerate(ticket.causes, 1)]),
        (words("Teams needed"), _plain(" · ".join(ticket.teams_needed))),
        (words("Approvals"), _approvals(ticket, styles, words)),
        (words("Load"), _load(ticket, words)),
        (words("How common"), _frequency(ticket, styles, words)),
        (words("Seen by"), [(Span(text),) for text in sighting_lines(ticket.sightings, words)]),
        (words("Gate"), _gate(ticket, words)),
        (words("Remarks"), [(Span(text),) for text in ticket.remarks]),
    ]
    filled = [(label, values) for label, values in rows if values]
    made = [field_strips(label, values, styles, first=at == 0) for at, (label, values) in enumerate(filled)]
    return _ended(
        [s for strips in made[:-_LAST_ROWS] for s in strips],
        [s for strips in made[-_LAST_ROWS:] for s in strips],
        styles,
    )


def _ended(before: list[Strip], last: list[Strip], styles: Styles) -> list[Strip]:
    """Keep the last rows together, so that no page begins with the end of one; long ones as far as a third of it."""
    kept = list(last)
    room = styles.sheet.depth / 3
    for at in range(len(last) - 1, 0, -1):
        room -= last[at].height + last[at].space_before
        if room < 0:
            break
        kept[at - 1] = replace(kept[at - 1], keep=True)
    return [*before, *kept]


def _plain(text: str) -> list[Spans]:
    return [(Span(text),)] if text.strip() else []


def _cause(at: int, text: str, status: str) -> Spans:
    return (Span(f"{at}. ", small=True), Span(text), Span(f" ({status})", small=True))


def _money(ticket: TicketSheet, styles: Styles, words: Words) -> list[Spans]:
    out: list[Spans] = []
    if ticket.money is not None:
        likely = money(ticket.money.likely, ticket.currency, styles.language)
        spread = money_range(ticket.money, ticket.currency, styles.language)
        per = per_word(ticket.per, words)
        out.append((Span(words("likely {likely} {per}", likely=likely, per=per), bold=True), Span(f" ({spread})")))
    elif ticket.money_words:
        out.append((Span(ticket.money_words), Span(f" ({words('no valid range')})", small=True)))
    if ticket.arithmetic:
        out.append((Span(ticket.arithmetic),))
    return out


def _effort(ticket: TicketSheet, styles: Styles, words: Words) -> list[Spans]:
    if ticket.effort is not None:
        likely = days(ticket.effort.likely, styles.language)
        spread = days_range(ticket.effort, styles.language)
        return [(Span(words("likely {days}", days=likely), bold=True), Span(f" ({spread})"))]
    return (
        [(Span(ticket.effort_words), Span(f" ({words('no valid range')})", small=True))] if ticket.effort_words else []
    )


def _approvals(ticket: TicketSheet, styles: Styles, words: Words) -> list[Spans]:
    if not ticket.approvals_needed:
        return [(Span(words("none needed, asked")),)] if ticket.approvals_asked else []
    out: list[Spans] = []
    for at, approval in enumerate(ticket.approvals_needed, 1):
        text = f"{at}. {approval.body}" + (f" ({approval.role})" if approval.role else "")
        if approval.typical_days is not None:
            text += " · " + words("usually {n} days", n=number(approval.typical_days, styles.language))
        out.append((Span(text),))
    return out


def _load(ticket: TicketSheet, words: Words) -> list[Spans]:
    if not ticket.load:
        return []
    teams, approvals = len(ticket.teams_needed), len(ticket.approvals_needed)
    text = words("{load} (teams {teams}, approvals {approvals})", load=ticket.load, teams=teams, approvals=approvals)
    smell = (Span(" · " + words("a sign about the structure"), bold=True),) if ticket.smell else ()
    return [(Span(text), *smell)]


def _frequency(ticket: TicketSheet, styles: Styles, words: Words) -> list[Spans]:
    seen = ticket.frequency
    out: list[Spans] = []
    if seen.seen_k is not None and seen.looked_at_n is not None:
        text = words("seen in {k_of_n}", k_of_n=k_of_n(seen.seen_k, seen.looked_at_n, styles.language))
        out.append((Span(text + (f" ({seen.frame_words})" if seen.frame_words else "")),))
    return [*out, *_plain(ticket.prevalence)]


def _gate(ticket: TicketSheet, words: Words) -> list[Spans]:
    if not ticket.gate:
        return []
    failing = [entry for entry in ticket.gate if not entry.ok]
    if not failing:
        return [(Span(words("passed: all {n} criteria hold", n=len(ticket.gate))),)]
    head = words("{n} of {m} criteria hold", n=len(ticket.gate) - len(failing), m=len(ticket.gate))
    out: list[Spans] = [(Span(head),)]
    for entry in failing:
        name = criterion_word(entry.criterion, words)
        out.append((Span(f"{name}: ", bold=True), Span(joined(part for part in (entry.reason, entry.mend) if part))))
    return out
