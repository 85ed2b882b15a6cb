"""Commands of the tickets: list, show, write, judge, hand over, follow.

Must not judge anything itself: every verdict and every refusal comes from the services.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from gemba.cli.call import Call
from gemba.cli.commands import Commands
from gemba.cli.terminal import Column
from gemba.message import N_, say

if TYPE_CHECKING:
    from gemba.model.values import RangeText
    from gemba.services.tickets.fields import TicketFields
    from gemba.services.tickets.tickets import TicketView

_TEXTS = (
    ("title", "TEXT", "one line that says what is wrong"),
    ("where", "TEXT", "where in the work it happens"),
    ("expected", "TEXT", "what should happen"),
    ("happened", "TEXT", "what happens instead"),
    ("fix", "TEXT", "what would mend it"),
    ("money-low", "N", "impact: low"),
    ("money-likely", "N", "impact: likely"),
    ("money-high", "N", "impact: high"),
    ("currency", "EUR", "three letters"),
    ("per", "year", "year or once"),
    ("arithmetic", "TEXT", "how often x how many x cost each"),
    ("effort-low", "DAYS", "person-days: low"),
    ("effort-likely", "DAYS", "person-days: likely"),
    ("effort-high", "DAYS", "person-days: high"),
    ("owner", "PERSON", "one person"),
    ("owner-team", "TEAM", "their team"),
    ("seen-k", "N", "seen in k …"),
    ("of-n", "N", "… of n looked at"),
    ("frame", "FRAME", "random, complaint, self_selected, role_play or unstated"),
    ("frame-words", "TEXT", "which ones were looked at"),
    ("fix-kind", "KIND", "content, config, code, policy, training or data"),
    ("why-missed", "WHY", "no_owner, nobody_thought_of_it, other_team or waiting_approval"),
    ("reason", "TEXT", "why the owner changes; asked for when a ticket is reassigned"),
)


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = commands.add("tickets", N_("List the tickets with their gate, load and value."), _tickets, data=True)
    parser.add_argument("--state", metavar="STATE", help="only this state")
    ticket = commands.group("ticket", N_("Write, judge and hand over a ticket."))
    ticket_new = ticket.add("new", N_("Write a ticket."), _new, data=True)
    _fields(ticket_new)
    edit = ticket.add("edit", N_("Change a ticket; it is judged again."), _edit, data=True)
    _name(edit)
    _fields(edit)
    for name, sentence, run in (
        ("show", N_("Show everything on one ticket."), _show),
        ("gate", N_("Say which of the six criteria hold, and how to mend the others."), _gate),
        ("history", N_("Show what happened to a ticket."), _history),
    ):
        _name(ticket.add(name, sentence, run, data=True))
    parser = ticket.add("delegate", N_("Hand an actionable ticket to its owner."), _delegate, data=True)
    _name(parser)
    parser.add_argument("--accepted", action="store_true", help="the owner has said yes")
    parser = ticket.add("state", N_("Move a ticket on, park it or reject it."), _state, data=True)
    _name(parser)
    parser.add_argument("state", metavar="STATE", help="in_progress, done, verified, parked, rejected or draft")
    parser.add_argument("--reason", metavar="TEXT", default="", help="asked for when parking or rejecting")
    parser = ticket.add("wave-off", N_("Wave off a remark, with a reason."), _wave_off, data=True)
    _name(parser)
    parser.add_argument("code", metavar="REMARK", help="the remark's code")
    parser.add_argument("--reason", metavar="TEXT", required=True)
    _add_links(ticket)


def _name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ticket", metavar="TICKET", help="14, T14 or A01")


def _fields(parser: argparse.ArgumentParser) -> None:
    for name, metavar, sentence in _TEXTS:
        parser.add_argument(f"--{name}", metavar=metavar, help=sentence)
    parser.add_argument("--team", action="append", metavar="TEAM", help="a team needed; say it again for each")
    parser.add_argument("--approval", action="append", metavar="BODY[:DAYS]", help="an approval needed, in order; none")
    parser.add_argument("--cause", action="append", metavar="TEXT", help="the next why; “evidenced: …” where it is")


def _add_links(ticket: Commands) -> None:
    for name, sentence, run in (
        ("link", N_("Link pictures or observations to a ticket."), _link),
        ("unlink", N_("Take pictures or observations off a ticket."), _unlink),
    ):
        parser = ticket.add(name, sentence, run, data=True)
        _name(parser)
        parser.add_argument("--picture", action="append", default=[], metavar="PICTURE", help="T1/03 or an id")
        parser.add_argument("--observation", action="append", default=[], metavar="ID", help="T1-0907 or an id")


def ticket_shape(call: Call, view: TicketView) -> dict[str, object]:
    """Return one ticket in the shape that the issue fixes; its value per effort is null where it is unranked."""
    row, rank = view.row, view.rank
    return {
        "id": row.id,
        "number": row.number,
        "code": f"T{row.number}",
        "source_id": row.source_id,
        "title": row.title,
        "state": row.state.value,
        "state_reason": row.state_reason,
        "gate": {v.criterion.value: {"ok": v.ok, "reason": v.reason, "mend": v.mend} for v in row.verdicts},
        "teams_needed": list(row.teams_needed),
        "approvals_needed": [a.body for a in row.approvals_needed],
        "value_per_effort": {name: None if rank is None else getattr(rank, name) for name in ("low", "likely", "high")},
        "currency": view.currency,
        "top_n_probability": None if rank is None else rank.top_n_probability,
        "unranked": None if view.unranked is None else call.said(view.unranked),
        "remarks": [r.sentence for r in row.remarks],
        "remark_codes": [{"code": r.code, "blocks": r.blocks, "waved_off": r.waved_off} for r in row.remarks],
        "load": view.load.total,
        "smell": call.said(view.load.sentence) if view.load.smell else None,
        "pass_along": view.pass_along,
        "owner": row.owner,
        "owner_team": row.owner_team,
        "pictures": [p.reference for p in row.pictures],
        "problem": row.problem_id,
    }


def ticket_whole(call: Call, view: TicketView) -> dict[str, object]:
    """Return one ticket with all its words."""
    row = view.row
    return ticket_shape(call, view) | {
        "where": row.where,
        "expected": row.expected,
        "happened": row.happened,
        "fix": row.fix,
        "money": {
            "low": row.money.range.low,
            "likely": row.money.range.likely,
            "high": row.money.range.high,
            "currency": row.money.currency,
            "per": row.money.per,
            "arithmetic": row.money.arithmetic,
        },
        "effort": {"low": row.effort.low, "likely": row.effort.likely, "high": row.effort.high},
        "seen": {"k": row.frequency.seen_k, "n": row.frequency.looked_at_n, "frame": row.frequency.frame.value},
        "causes": [{"text": c.text, "status": c.status.value, "evidence": list(c.evidence)} for c in row.causes],
        "observations": list(row.observation_ids),
        "missing": list(row.missing_references),
    }


def _tickets(call: Call) -> int:
    views = call.app().tickets.views(state=call.args.state)
    columns = [
        Column(""),
        Column(N_("From")),
        Column(N_("Gate")),
        Column(N_("State")),
        Column(N_("Title"), flexible=True),
        Column(N_("Value/day"), right=True),
        Column(N_("Top"), right=True),
        Column(N_("Load"), right=True),
    ]

    def shown() -> None:
        call.table(
            columns,
            [
                [
                    f"T{v.row.number}",
                    v.row.source_id,
                    _gate_word(v),
                    call.tr(v.row.state.value.replace("_", " ")),
                    v.row.title,
                    _value(call, v),
                    "" if v.rank is None else f"{v.rank.top_n_probability:.0%}",
                    f"{v.load.total}{' !' if v.load.smell else ''}",
                ]
                for v in views
            ],
            empty=say("No ticket yet. Write one with “gemba ticket new --title …”."),
        )
        if views:
            call.terminal.say()
            call.say(
                say("Gate: criteria that hold, of six. Load: teams and approvals needed; ! marks a structure smell.")
            )

    return call.answer([ticket_shape(call, view) for view in views], shown)


def _gate_word(view: TicketView) -> str:
    held = sum(v.ok for v in view.row.verdicts)
    return f"{held}/6"


def _value(call: Call, view: TicketView) -> str:
    from gemba.i18n import say_money

    return "–" if view.rank is None else say_money(view.rank.likely, view.currency, call.language)


def _show(call: Call) -> int:
    view = call.app().tickets.view(call.args.ticket)
    return call.answer(ticket_whole(call, view), lambda: _print(call, view))


def _print(call: Call, view: TicketView) -> None:
    row = view.row
    call.terminal.say(f"T{row.number}  {row.title}")
    state = call.tr(row.state.value.replace("_", " "))
    call.terminal.say(f"{state}{' – ' + row.state_reason if row.state_reason else ''}")
    call.terminal.say()
    money, effort = row.money, row.effort
    facts = [
        (N_("Where"), row.where),
        (N_("Expected"), row.expected),
        (N_("Happened"), row.happened),
        (N_("Fix"), row.fix),
        (N_("Money"), _range(money.range, f" {money.currency} per {money.per}")),
        (N_("Arithmetic"), money.arithmetic),
        (N_("Effort"), _range(effort, call.tr(N_(" person-days")))),
        (N_("Owner"), ", ".join(part for part in (row.owner, row.owner_team) if part)),
        (N_("Teams"), "; ".join(row.teams_needed)),
        (N_("Approvals"), "; ".join(a.body for a in row.approvals_needed)),
        (N_("Pictures"), "; ".join(p.reference for p in row.pictures)),
        (N_("Load"), call.said(view.load.sentence)),
        (N_("Rank"), _rank_words(call, view)),
    ]
    for head, text in facts:
        if text:
            call.terminal.say(f"  {call.tr(head)}: {text}")
    call.terminal.say()
    _print_gate(call, view)


def _range(typed: RangeText, unit: str) -> str:
    """Return low, likely and high as typed; nothing where nothing was typed."""
    parts = (typed.low, typed.likely, typed.high)
    return " / ".join(part or "?" for part in parts) + unit if any(parts) else ""


def _rank_words(call: Call, view: TicketView) -> str:
    if view.rank is not None:
        return call.said(view.rank.why)
    return "" if view.unranked is None else call.said(view.unranked)


def _print_gate(call: Call, view: TicketView) -> None:
    from gemba.services.tickets.shown_verdicts import said_remarks, said_verdicts

    marks = {True: N_("holds"), False: N_("missing")}
    for v in said_verdicts(view.row, view.facts, call.tr):
        call.terminal.say(f"  {call.tr(v.criterion.value):<8} {call.tr(marks[v.ok])}: {v.reason} {v.mend}".rstrip())
    sentences = said_remarks(view.facts, call.tr)
    for remark in view.row.remarks:
        end = call.tr(N_("waved off: {why}")).format(why=remark.waved_off) if remark.waved_off else remark.code
        call.terminal.say(f"  {call.tr(N_('remark'))}: {sentences.get(remark.code, remark.sentence)} ({end})")
    if view.load.smell:
        call.terminal.say(f"  {call.tr(N_('structure smell'))}: {call.said(view.load.sentence)}")


def _gate(call: Call) -> int:
    view = call.app().tickets.view(call.args.ticket)

    def shown() -> None:
        call.terminal.say(f"T{view.row.number}  {view.row.title}")
        _print_gate(call, view)
        held = sum(v.ok for v in view.row.verdicts)
        call.say(say("{n} of 6 hold.", n=held))

    return call.answer(ticket_shape(call, view), shown)


def _history(call: Call) -> int:
    events = call.app().tickets.events(call.args.ticket)
    data = [{"at": e.at.iso(), "state": e.state.value, "reason": e.reason, "taker": e.taker} for e in events]
    columns = [Column(N_("When")), Column(N_("State")), Column(N_("To")), Column(N_("Why"), flexible=True)]

    def shown() -> None:
        lines = [
            [e.at.local().strftime("%Y-%m-%d %H:%M"), call.tr(e.state.value.replace("_", " ")), e.taker, e.reason]
            for e in events
        ]
        call.table(columns, lines, empty=say("Nothing yet."))

    return call.answer(data, shown)


def _changes(args: argparse.Namespace) -> TicketFields:
    from gemba.services.tickets.fields import TicketFields, approvals_from, causes_from

    return TicketFields(
        **{name.replace("-", "_"): getattr(args, name.replace("-", "_")) for name, _, _ in _TEXTS},
        teams_needed=None if args.team is None else tuple(args.team),
        approvals=None if args.approval is None else approvals_from(args.approval),
        causes=None if args.cause is None else causes_from(args.cause),
    )


def _new(call: Call) -> int:
    view = call.app(writes=True).tickets.new(_changes(call.args))
    return call.answer(ticket_whole(call, view), lambda: _print(call, view))


def _edit(call: Call) -> int:
    view = call.app(writes=True).tickets.edit(call.args.ticket, _changes(call.args))
    return call.answer(ticket_whole(call, view), lambda: _print(call, view))


def _delegate(call: Call) -> int:
    view = call.app(writes=True).tickets.delegate(call.args.ticket, owner_accepted=call.args.accepted)
    sentence = say("T{number} is delegated to {team}.", number=view.row.number, team=view.row.owner_team)
    return call.answer(ticket_shape(call, view), lambda: call.say(sentence))


def _state(call: Call) -> int:
    view = call.app(writes=True).tickets.move(call.args.ticket, call.args.state, reason=call.args.reason)
    sentence = say("T{number} is now {state}.", number=view.row.number, state=view.row.state.value)
    return call.answer(ticket_shape(call, view), lambda: call.say(sentence))


def _wave_off(call: Call) -> int:
    view = call.app(writes=True).tickets.wave_off(call.args.ticket, call.args.code, reason=call.args.reason)
    return call.answer(ticket_shape(call, view), lambda: _print_gate(call, view))


def _link(call: Call) -> int:
    args = call.args
    view = call.app(writes=True).tickets.link(
        args.ticket, pictures=tuple(args.picture), observations=tuple(args.observation)
    )
    return call.answer(ticket_shape(call, view), lambda: _print_gate(call, view))


def _unlink(call: Call) -> int:
    args = call.args
    tickets = call.app(writes=True).tickets
    view = tickets.unlink(args.ticket, pictures=tuple(args.picture), observations=tuple(args.observation))
    return call.answer(ticket_shape(call, view), lambda: _print_gate(call, view))
