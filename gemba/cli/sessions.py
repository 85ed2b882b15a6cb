"""Commands of the visit: sessions, observations, promises, artifacts, calls, teams and people.

Must not know how anything is stored; every command is one service call and its printing.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from gemba.cli import shapes
from gemba.cli.call import Call
from gemba.cli.commands import Commands
from gemba.cli.terminal import Column
from gemba.message import N_, say

if TYPE_CHECKING:
    from gemba.model.rows import SessionRow
    from gemba.services.visits.observations import ObservationFields
    from gemba.services.visits.sessions import SessionFields


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    commands.add("sessions", N_("List the visits."), _sessions, data=True)
    _add_session(commands)
    parser = commands.add("observations", N_("List what was seen and heard."), _observations, data=True)
    parser.add_argument("--session", metavar="S", help="only this visit: S1, 1 or T1")
    parser.add_argument("--kind", metavar="KIND", help="only this kind")
    parser.add_argument("--seen-as", metavar="HOW", help="only what was seen like this")
    _add_observe(commands)
    commands.add("artifacts", N_("Show reports, boards and sheets that several teams keep."), _artifacts, data=True)
    parser = commands.add("promises", N_("List what the visitors promised."), _promises, data=True)
    parser.add_argument("--open", action="store_true", help="only those neither kept nor broken")
    parser.add_argument("--kept", metavar="ID", help="write down that this promise was kept")
    parser.add_argument("--broken", metavar="ID", help="write down that this promise was broken")
    parser = commands.add("calls", N_("List customer calls."), _calls, data=True)
    parser.add_argument("--open", action="store_true", help="only those not solved")
    parser.add_argument("--solved", metavar="ID", help="write down that this call's problem is solved")
    commands.add("teams", N_("List the teams."), _teams, data=True)
    parser = commands.add("people", N_("List people with role and consent, or change a consent."), _people, data=True)
    parser.add_argument("--may-be-named", metavar="NAME", help="this person agreed to be named")
    parser.add_argument("--not-named", metavar="NAME", help="this person is to be printed as a role")


def _add_session(commands: Commands) -> None:
    session = commands.group("session", N_("Begin or change a visit."))
    parser = session.add("new", N_("Begin a visit to a team."), _session_new, data=True)
    parser.add_argument("team", metavar="TEAM", help="the team's name")
    parser.add_argument("--charter", required=True, metavar="QUESTION", help="the question the visit is to answer")
    parser.add_argument("--date", metavar="DATE", help="YYYY-MM-DD; today where it is not said")
    _session_fields(parser)
    parser = session.add("edit", N_("Change a visit."), _session_edit, data=True)
    parser.add_argument("session", metavar="S", help="S1, 1 or T1")
    parser.add_argument("--charter", metavar="QUESTION")
    parser.add_argument("--date", metavar="DATE")
    _session_fields(parser)


def _session_fields(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--minutes", type=int, metavar="N", help="planned length")
    add("--round", metavar="NAME", help="the round it belongs to")
    add("--department", metavar="NAME")
    add("--place", metavar="WORDS")
    add("--language", metavar="CODE")
    add("--facilitator-role", metavar="WORDS")
    add("--consent", metavar="WORDS", help="what the observed agreed to")


def _add_observe(commands: Commands) -> None:
    parser = commands.add(
        "observe", N_("Write down one observation; it is on disk when this returns."), _observe, data=True
    )
    parser.add_argument("text", metavar="TEXT", help="what happened, in your words; - reads the standard input")
    parser.add_argument("--session", metavar="S", required=True, help="S1, 1 or T1")
    _observation_fields(parser)
    observation = commands.group("observation", N_("Change an observation."))
    parser = observation.add("edit", N_("Change words, kind or how it was seen."), _observation_edit, data=True)
    parser.add_argument("observation", metavar="ID", help="its id, or T1-0907")
    parser.add_argument("--text", metavar="TEXT")
    _observation_fields(parser)


def _observation_fields(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--kind", metavar="KIND", help="o fact, w waste, q question, c customer, a artifact, h hand-off, x near miss…")
    add("--seen-as", metavar="HOW", help="live, report, told, replay, call, listen_in, role_play or chat")
    add("--elicitation", metavar="HOW", help="unprompted, open_question, led_question or scheduled_interview")
    add("--waste", metavar="WASTE", help="duplicate_work, waiting, hand_off, rework, searching…")
    add("--at", metavar="TIME", help="HH:MM of the team, or ISO 8601; now where it is not said")
    add("--tag", action="append", metavar="WORD")
    add("--picture", action="append", metavar="PICTURE", help="T1/03 or a capture's id")
    add("--speaker", metavar="ROLE")


def _sessions(call: Call) -> int:
    rows = call.app().sessions.all()
    columns = [
        Column(""),
        Column(N_("Date")),
        Column(N_("Team"), flexible=True),
        Column(N_("Notes"), right=True),
        Column(N_("Pictures"), right=True),
        Column(N_("Seen live"), right=True),
    ]
    empty = say("No visit yet. Begin one with “gemba session new TEAM --charter QUESTION”, or import a pack.")

    def shown() -> None:
        call.table(
            columns,
            [[f"S{r.number}", r.date, r.team, str(r.observations), str(r.captures), _seen_live(call, r)] for r in rows],
            empty=empty,
        )

    return call.answer([shapes.session(row) for row in rows], shown)


def _seen_live(call: Call, row: SessionRow) -> str:
    if row.observations and not row.seen_stated:
        return call.tr(N_("not stated"))
    words = f"{row.seen_live} / {row.seen_stated}"
    unset = row.observations - row.seen_stated
    return words + (f" (+{unset} ?)" if unset else "")


def _session_changes(args: argparse.Namespace) -> SessionFields:
    from gemba.services.visits.sessions import SessionFields

    return SessionFields(
        charter=args.charter,
        date=args.date,
        minutes=args.minutes,
        round_name=args.round,
        department=args.department,
        place=args.place,
        language=args.language,
        facilitator_role=args.facilitator_role,
        consent=args.consent,
    )


def _session_new(call: Call) -> int:
    row = call.app(writes=True).sessions.new(call.args.team, _session_changes(call.args))
    sentence = say("S{number} is open: {team}, {date}.", number=row.number, team=row.team, date=row.date)
    return call.answer(shapes.session(row), lambda: call.say(sentence))


def _session_edit(call: Call) -> int:
    row = call.app(writes=True).sessions.edit(call.args.session, _session_changes(call.args))
    sentence = say("S{number} is changed.", number=row.number)
    return call.answer(shapes.session(row), lambda: call.say(sentence))


def _observations(call: Call) -> int:
    args = call.args
    rows = call.app().observations.all(session=args.session, kind=args.kind, seen_as=args.seen_as)
    columns = [Column(""), Column(N_("Time")), Column(N_("Kind")), Column(N_("What happened"), flexible=True)]

    def shown() -> None:
        lines = [
            [r.source_id or f"S{r.session_number}", r.at.local().strftime("%H:%M"), _kind(call, r.kind.value), r.text]
            for r in rows
        ]
        call.table(columns, lines, empty=say("Nothing is written down yet."))

    return call.answer([shapes.observation(row) for row in rows], shown)


def _kind(call: Call, kind: str) -> str:
    return call.tr(kind.replace("_", " "))


def _observation_changes(args: argparse.Namespace, text: str | None) -> ObservationFields:
    from gemba.services.visits.observations import ObservationFields

    return ObservationFields(
        text=text,
        kind=args.kind,
        seen_as=args.seen_as,
        elicitation=args.elicitation,
        waste=args.waste,
        at=args.at,
        tags=None if args.tag is None else tuple(args.tag),
        pictures=None if args.picture is None else tuple(args.picture),
        speaker=args.speaker,
    )


def _observe(call: Call) -> int:
    fields = _observation_changes(call.args, call.text("text"))
    row = call.app(writes=True).observations.note(call.args.session, fields)
    sentence = say("Stored in S{session} at {time}.", session=row.session_number, time=row.at.local().strftime("%H:%M"))
    return call.answer(shapes.observation(row), lambda: call.say(sentence))


def _observation_edit(call: Call) -> int:
    fields = _observation_changes(call.args, call.text("text"))
    row = call.app(writes=True).observations.edit(call.args.observation, fields)
    return call.answer(shapes.observation(row), lambda: call.say(say("Changed.")))


def _artifacts(call: Call) -> int:
    overlaps = call.app().artifacts.overlaps()
    data = [
        {"names": list(o.names), "teams": list(o.teams), "sightings": [shapes.sighting(s) for s in o.sightings]}
        for o in overlaps
    ]
    columns = [
        Column(N_("Artifact"), flexible=True),
        Column(N_("Team"), flexible=True),
        Column(N_("Min/week"), right=True),
        Column(N_("Still read by"), flexible=True),
        Column(N_("Purpose"), flexible=True),
    ]

    def shown() -> None:
        lines = [
            [
                s.name,
                s.team,
                "" if s.minutes_per_week is None else f"{s.minutes_per_week:g}",
                s.still_read_by,
                s.purpose,
            ]
            for o in overlaps
            for s in o.sightings
        ]
        call.table(columns, lines, empty=say("No report, board or sheet is written down yet."))

    return call.answer(data, shown)


def _promises(call: Call) -> int:
    settled = call.args.kept or call.args.broken
    if settled:
        call.app(writes=True).promises.settle(settled, kept=bool(call.args.kept))
    rows = call.app().promises.all(open_only=call.args.open)
    columns = [
        Column(""),
        Column(N_("By")),
        Column(N_("Due")),
        Column(N_("State")),
        Column(N_("Promise"), flexible=True),
        Column(N_("Id")),
    ]
    words = {None: N_("open"), True: N_("kept"), False: N_("broken")}

    def shown() -> None:
        lines = [[f"S{r.session_number}", r.by_role, r.due, call.tr(words[r.kept]), r.text, r.id[-6:]] for r in rows]
        call.table(columns, lines, empty=say("Nothing was promised."))

    return call.answer([shapes.promise(row) for row in rows], shown)


def _calls(call: Call) -> int:
    if call.args.solved:
        call.app(writes=True).calls.solve(call.args.solved)
    rows = call.app().calls.all(open_only=call.args.open)
    columns = [
        Column(""),
        Column(N_("Customer")),
        Column(N_("Team")),
        Column(N_("Complaint"), flexible=True),
        Column(N_("Solved")),
        Column(N_("Call back")),
    ]
    words = {None: "?", True: N_("yes"), False: N_("no")}

    def shown() -> None:
        lines = [
            [
                r.source_id,
                r.customer,
                r.team,
                r.complaint,
                call.tr(words[r.solved]),
                "" if r.call_back_due is None else r.call_back_due.local().strftime("%Y-%m-%d %H:%M"),
            ]
            for r in rows
        ]
        call.table(columns, lines, empty=say("No call is written down."))

    return call.answer([shapes.call(row) for row in rows], shown)


def _teams(call: Call) -> int:
    rows = call.app().sessions.teams()
    columns = [
        Column(""),
        Column(N_("Team"), flexible=True),
        Column(N_("Department"), flexible=True),
        Column(N_("Place")),
        Column(N_("Time zone")),
    ]

    def shown() -> None:
        lines = [[r.code, r.name, r.department, r.place, r.time_zone] for r in rows]
        call.table(columns, lines, empty=say("No team yet."))

    return call.answer([shapes.team(row) for row in rows], shown)


def _people(call: Call) -> int:
    named, hidden = call.args.may_be_named, call.args.not_named
    if named or hidden:
        call.app(writes=True).sessions.set_consent(named or hidden, may_be_named=bool(named))
    rows = call.app().sessions.people()
    columns = [
        Column(N_("Name"), flexible=True),
        Column(N_("Role"), flexible=True),
        Column(N_("Team"), flexible=True),
        Column(N_("Printed as")),
    ]

    def shown() -> None:
        as_name, as_role = call.tr(N_("name")), call.tr(N_("role"))
        lines = [[r.name, r.role, r.team, as_name if r.may_be_named else as_role] for r in rows]
        call.table(columns, lines, empty=say("Nobody is written down."))

    return call.answer([shapes.person(row) for row in rows], shown)
