"""Commands that say what to do first: rank, structure, prevalence, same problem, problems.

Must not compute anything: every number and every sentence comes from the services.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.cli import shapes
from gemba.cli.call import Call
from gemba.cli.commands import Commands
from gemba.cli.terminal import Column
from gemba.errors import UserError
from gemba.i18n import say_money
from gemba.message import N_, say

if TYPE_CHECKING:
    from gemba.rules.coordination import Structure
    from gemba.services.tickets.ranking import RankingView


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    commands.add("rank", N_("Order the tickets by value per effort, and say how sure the order is."), _rank, data=True)
    commands.add("structure", N_("Show which teams and approvals fixes wait for."), _structure, data=True)
    parser = commands.add(
        "prevalence", N_("Say what “seen in k of n” tells about how common it is."), _prevalence, data=True
    )
    parser.add_argument("ticket", nargs="?", metavar="TICKET", help="14, T14 or A01; all tickets where none is named")
    parser.add_argument("--seen", type=int, metavar="K")
    parser.add_argument("--of", dest="of_n", type=int, metavar="N")
    parser.add_argument(
        "--frame", default="unstated", metavar="FRAME", help="random, complaint, self_selected, role_play"
    )
    parser = commands.add(
        "similar", N_("Find observations that may report the same problem as a text."), _similar, data=True
    )
    parser.add_argument("text", metavar="TEXT")
    parser.add_argument("--limit", type=int, default=10, metavar="N")
    commands.add("clusters", N_("Propose groups of observations that report the same problem."), _clusters, data=True)
    commands.add("problems", N_("List the problems with their reports."), _problems, data=True)
    problem = commands.group("problem", N_("Name a problem, link reports, merge two."))
    parser = problem.add("new", N_("Name the problem behind several observations."), _problem_new, data=True)
    parser.add_argument("title", metavar="TITLE")
    parser.add_argument("--symptom", default="", metavar="TEXT", help="what was said")
    parser.add_argument("--need", metavar="LEVEL", help="usable, useful or pleasant")
    parser.add_argument("--observation", action="append", default=[], metavar="ID", help="T1-0907 or an id")
    for name, sentence, run in (
        ("link", N_("Link observations and tickets to a problem."), _problem_link),
        ("unlink", N_("Take observations and tickets off a problem."), _problem_unlink),
    ):
        parser = problem.add(name, sentence, run, data=True)
        parser.add_argument("problem", metavar="PROBLEM", help="3 or P3")
        parser.add_argument("--observation", action="append", default=[], metavar="ID")
        parser.add_argument("--ticket", action="append", default=[], metavar="TICKET")
    parser = problem.add(
        "merge", N_("Say that two problems are the same; “gemba undo” takes it back."), _problem_merge, data=True
    )
    parser.add_argument("into", metavar="PROBLEM", help="the one that stays")
    parser.add_argument("other", metavar="OTHER", help="the one that goes into it")


def _rank(call: Call) -> int:
    ranking = call.app().triage.rank()
    data = {
        "top_n": ranking.top_n,
        "currency": ranking.currency,
        "ranked": [
            {
                "position": r.position,
                "number": r.number,
                "source_id": r.source_id,
                "title": r.title,
                "value_per_effort": {"low": r.low, "likely": r.likely, "high": r.high},
                "top_n_probability": r.top_n_probability,
                "ties_with": list(r.ties_with),
                "why": call.said(r.why),
            }
            for r in ranking.ranked
        ],
        "unranked": [
            {"number": u.number, "source_id": u.source_id, "title": u.title, "reason": call.said(u.reason)}
            for u in ranking.unranked
        ],
    }
    return call.answer(data, lambda: _print_rank(call, ranking))


def _print_rank(call: Call, ranking: RankingView) -> None:
    columns = [
        Column("", right=True),
        Column(N_("Ticket")),
        Column(N_("Title"), flexible=True),
        Column(N_("Value a day"), right=True),
        Column(N_("Range"), right=True),
        Column(f"{call.tr(N_('Top'))} {ranking.top_n}", right=True),
        Column(N_("Ties with")),
    ]
    lines = [
        [
            f"{r.position}{'=' if r.ties_with else ' '}",
            f"T{r.number}",
            r.title,
            f"{r.likely:,.0f}",
            f"{r.low:,.0f}–{r.high:,.0f}",
            f"{r.top_n_probability:.0%}",
            " ".join(f"T{n}" for n in r.ties_with),
        ]
        for r in ranking.ranked
    ]
    call.table(columns, lines, empty=say("No ticket can be ranked yet."))
    for unranked in ranking.unranked:
        call.terminal.say(f"  T{unranked.number} {call.tr(N_('not ranked'))}: {call.said(unranked.reason)}")
    call.terminal.say()
    call.say(say("Value in {currency} a person-day; “=” marks what is as good as tied.", currency=ranking.currency))


def _structure(call: Call) -> int:
    found = call.app().triage.structure()
    stand_outs = {number: call.said(sentence) for number, sentence in found.stand_outs}
    data = {
        "by_teams": [{"teams": n, "tickets": count} for n, count in found.team_counts],
        "by_approvals": [{"approvals": n, "tickets": count} for n, count in found.approval_counts],
        "pairs": [
            {
                "first": p.first,
                "second": p.second,
                "tickets": list(p.tickets),
                "money": float(p.money),
                "unpriced": p.unpriced,
            }
            for p in found.pairs
        ],
        "approvers": [
            {"body": b.body, "tickets": list(b.tickets), "waiting_days": b.waiting_days, "unstated": b.unstated}
            for b in found.bodies
        ],
        "smells": [{"number": number, "sentence": stand_outs.get(number, "")} for number in found.smells],
        "waiting_days": found.waiting_days,
        "work_days": float(found.work_days),
        "currency": found.currency,
    }
    return call.answer(data, lambda: _print_structure(call, found))


_TEAMS_NEEDED = {0: N_("Tickets that name no team: {count}."), 1: N_("Tickets that need one team: {count}.")}


def _print_structure(call: Call, found: Structure) -> None:
    for n, count in found.team_counts:
        template = _TEAMS_NEEDED.get(n, N_("Tickets that need {n} teams: {count}."))
        call.say(say(template, count=count, n=n))
    call.terminal.say()
    pairs = [
        Column(N_("Needed together"), flexible=True),
        Column("", flexible=True),
        Column(N_("Tickets"), right=True),
        Column(N_("Money a year"), right=True),
    ]
    rows = [
        [p.first, p.second, str(len(p.tickets)), say_money(p.money, found.currency, call.language)] for p in found.pairs
    ]
    call.table(pairs, rows, empty=say("No two teams are needed together."))
    call.terminal.say()
    bodies = [
        Column(N_("Waited for"), flexible=True),
        Column(N_("Tickets"), right=True),
        Column(N_("Days"), right=True),
    ]
    waits = [
        [_body(call, b.body), str(len(b.tickets)), f"{b.waiting_days:g}" if b.waiting_days else "?"]
        for b in found.bodies
    ]
    call.table(bodies, waits, empty=say("No approval is asked for."))
    if found.smells:
        call.terminal.say()
        call.say(say("Structure smells: {tickets}", tickets=", ".join(f"T{n}" for n in found.smells)))
    for number, sentence in found.stand_outs:
        call.terminal.say(f"  T{number}  {call.said(sentence)}")


def _prevalence(call: Call) -> int:
    args = call.args
    triage = call.app().triage
    if args.seen is not None or args.of_n is not None:
        if args.seen is None or args.of_n is None:
            raise UserError(say("“Seen in k of n” needs both numbers."), mend=say("Give --seen K and --of N."))
        lines = [triage.prevalence_of(args.seen, args.of_n, frame=args.frame)]
    else:
        lines = list(triage.prevalence(args.ticket))
    data = [
        {
            "number": line.number,
            "source_id": line.source_id,
            "title": line.title,
            "k": line.k,
            "n": line.n,
            "frame": line.frame.value,
            "mean": line.mean,
            "low": line.low,
            "high": line.high,
            "sentence": call.said(line.sentence),
            "other_side": None if line.other_side is None else call.said(line.other_side),
        }
        for line in lines
    ]

    def shown() -> None:
        for line in lines:
            head = f"T{line.number}  {line.title}: " if line.number else ""
            call.terminal.say(head + call.said(line.sentence))
        if not lines:
            call.say(say("No ticket says in how many of how many it was seen."))

    return call.answer(data, shown)


def _similar(call: Call) -> int:
    found = call.app().triage.similar(call.args.text, limit=call.args.limit)
    data = [
        {"source_id": f.source_id, "id": f.id, "score": f.score, "shares": list(f.shares), "text": f.text}
        for f in found
    ]
    columns = [
        Column(N_("Note")),
        Column(N_("Alike"), right=True),
        Column(N_("What happened"), flexible=True),
        Column(N_("Shares"), flexible=True),
    ]

    def shown() -> None:
        lines = [[f.source_id or f.id[-6:], f"{f.score:.0%}", f.text, ", ".join(f.shares)] for f in found]
        call.table(columns, lines, empty=say("Nothing alike is written down."))

    return call.answer(data, shown)


def _clusters(call: Call) -> int:
    found = call.app().triage.clusters()
    data = [
        {"members": [m.source_id or m.id for m in c.members], "score": c.score, "ids": [m.id for m in c.members]}
        for c in found
    ]

    def shown() -> None:
        if not found:
            call.say(say("No two observations look like the same problem."))
        for cluster in found:
            call.terminal.say(f"{cluster.score:.0%}")
            for member in cluster.members:
                call.terminal.say(f"  {member.source_id or member.id[-6:]}  {member.text}")
        if found:
            call.terminal.say()
            call.say(say("These are proposals. “gemba problem new TITLE --observation …” links what you agree with."))

    return call.answer(data, shown)


def _problems(call: Call) -> int:
    triage = call.app().triage
    rows, demand = triage.problems(), triage.demand_from()
    columns = [
        Column(""),
        Column(N_("Problem"), flexible=True),
        Column(N_("Reports"), right=True),
        Column(N_("From visits"), right=True),
        Column(N_("Customers"), right=True),
        Column(N_("Is")),
    ]
    data = [shapes.problem(row, demand_from=demand) for row in rows]

    def shown() -> None:
        lines = [
            [
                f"P{d['number']}",
                d["title"],
                str(d["reports"]),
                str(d["sessions"]),
                str(d["customers"]),
                call.tr(d["is"]),
            ]
            for d in data
        ]
        call.table(columns, lines, empty=say("No problem is named yet; “gemba clusters” proposes some."))

    return call.answer(data, shown)


def _problem_new(call: Call) -> int:
    args = call.args
    triage = call.app(writes=True).triage
    row = triage.new_problem(
        args.title, symptom=args.symptom, need_level=args.need, observations=tuple(args.observation)
    )
    sentence = say("P{number} has {n} reports.", number=row.number, n=len(row.observation_ids))
    return call.answer(shapes.problem(row, demand_from=triage.demand_from()), lambda: call.say(sentence))


def _problem_link(call: Call) -> int:
    return _relink(call, linked=True)


def _problem_unlink(call: Call) -> int:
    return _relink(call, linked=False)


def _relink(call: Call, *, linked: bool) -> int:
    args = call.args
    triage = call.app(writes=True).triage
    change = triage.link if linked else triage.unlink
    row = change(args.problem, observations=tuple(args.observation), tickets=tuple(args.ticket))
    sentence = say("P{number} has {n} reports.", number=row.number, n=len(row.observation_ids))
    return call.answer(shapes.problem(row, demand_from=triage.demand_from()), lambda: call.say(sentence))


def _problem_merge(call: Call) -> int:
    triage = call.app(writes=True).triage
    row = triage.merge(call.args.into, call.args.other)
    sentence = say("P{number} now holds both; “gemba undo” takes it back.", number=row.number)
    return call.answer(shapes.problem(row, demand_from=triage.demand_from()), lambda: call.say(sentence))


def _body(call: Call, body: str) -> str:
    from gemba.rules.coordination import NO_ROLE

    return call.tr(NO_ROLE) if body == NO_ROLE else body
