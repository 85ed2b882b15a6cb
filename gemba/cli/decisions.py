"""Commands of the decisions: list them, answer a question, write down that one was taken.

Must not know what 70 % or 95 % mean; the services do.
"""

from __future__ import annotations

from gemba.cli import shapes
from gemba.cli.call import Call
from gemba.cli.commands import Commands
from gemba.cli.terminal import Column
from gemba.message import N_, say


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    commands.add("decisions", N_("List the decisions with their door and what is known."), _decisions, data=True)
    decision = commands.group("decision", N_("Prepare and take a decision."))
    parser = decision.add("new", N_("Write down a choice to make."), _new, data=True)
    parser.add_argument("title", metavar="TITLE")
    parser.add_argument("--door", metavar="DOOR", help="one-way or two-way")
    parser.add_argument("--owner", default="", metavar="WORDS")
    parser.add_argument("--due", default="", metavar="DATE")
    parser.add_argument("--question", action="append", default=[], metavar="TEXT[:WEIGHT]", help="what has to be known")
    parser = decision.add("answer", N_("Answer one of its questions."), _answer, data=True)
    parser.add_argument("decision", metavar="DECISION", help="1 or D1")
    parser.add_argument("question", type=int, metavar="N", help="which question, counted from 1")
    parser.add_argument("answer", metavar="TEXT", help="the answer with its evidence; an empty one opens it again")
    parser = decision.add("take", N_("Write down that it was taken."), _take, data=True)
    parser.add_argument("decision", metavar="DECISION", help="1 or D1")
    parser.add_argument("--reason", default="", metavar="TEXT", help="asked for where too little is known")


def _decisions(call: Call) -> int:
    views = call.app().decisions.views()
    data = [shapes.decision(v.row, information=v.information) | {"advice": call.said(v.advice)} for v in views]

    def shown() -> None:
        columns = [
            Column(""),
            Column(N_("Decision"), flexible=True),
            Column(N_("Door")),
            Column(N_("Known"), right=True),
            Column(N_("Due")),
        ]
        lines = [
            [
                f"D{v.row.number}",
                v.row.title,
                v.row.door.value if v.row.door else "?",
                f"{v.information:.0%}",
                v.row.due,
            ]
            for v in views
        ]
        call.table(columns, lines, empty=say("No decision is written down."))
        for view in views:
            call.terminal.say()
            call.terminal.say(f"D{view.row.number}  {call.said(view.advice)}")
            for position, question in enumerate(view.row.questions, start=1):
                answer = question.answer if question.answered else call.tr(N_("not answered yet"))
                call.terminal.say(f"  {position}. {question.text} ({question.weight:g})  {answer}")

    return call.answer(data, shown)


def _new(call: Call) -> int:
    args = call.args
    view = call.app(writes=True).decisions.new(
        args.title, door=args.door, owner=args.owner, due=args.due, questions=tuple(args.question)
    )
    sentence = say("D{number} is written down.", number=view.row.number)
    return call.answer(shapes.decision(view.row, information=view.information), lambda: call.say(sentence))


def _answer(call: Call) -> int:
    args = call.args
    view = call.app(writes=True).decisions.answer(args.decision, args.question, args.answer)
    return call.answer(shapes.decision(view.row, information=view.information), lambda: call.say(view.advice))


def _take(call: Call) -> int:
    view = call.app(writes=True).decisions.take(call.args.decision, reason=call.args.reason)
    sentence = say("D{number} is taken.", number=view.row.number)
    return call.answer(shapes.decision(view.row, information=view.information), lambda: call.say(sentence))
