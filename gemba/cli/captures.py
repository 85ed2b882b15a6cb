"""Commands of the pictures: list, add, mark, cover, review.

Must not know how a picture is decoded or where its bytes lie. Coordinates are pixels of the upright picture.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.cli import shapes, taking
from gemba.cli.call import Call
from gemba.cli.commands import Commands
from gemba.cli.terminal import Column
from gemba.errors import UserError
from gemba.message import N_, say

if TYPE_CHECKING:
    from gemba.model.annotation import Mark
    from gemba.model.rows import CaptureRow


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = commands.add("captures", N_("List the pictures."), _captures, data=True)
    parser.add_argument("--session", metavar="S", help="only this visit")
    parser.add_argument("--unreviewed", action="store_true", help="only those nobody has reviewed")
    capture = commands.group("capture", N_("Take a picture of the screen, add or show one."), run=taking.take)
    taking.add_options(capture.parser)
    parser = capture.add("add", N_("Add picture files; each is on disk before the next begins."), _add, data=True)
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
    parser.add_argument("--session", metavar="S", help="the visit it belongs to")
    parser.add_argument("--caption", metavar="TEXT", default="")
    parser = capture.add("show", N_("Show one picture's marks and proposed redactions."), _show, data=True)
    parser.add_argument("capture", metavar="PICTURE", help="T1/03 or an id")
    parser = capture.add("edit", N_("Change a picture's caption."), _edit, data=True)
    parser.add_argument("capture", metavar="PICTURE")
    parser.add_argument("--caption", metavar="TEXT", required=True)
    _add_annotate(commands)
    _add_redact(commands)
    parser = commands.add(
        "review", N_("Say that you have looked at pictures and nothing private is left open."), _review, data=True
    )
    parser.add_argument("captures", nargs="+", metavar="PICTURE")
    parser.add_argument("--by", metavar="ROLE", default="", help="the role of who looked")


def _add_annotate(commands: Commands) -> None:
    parser = commands.add("annotate", N_("Put marks on a picture, or take one off."), _annotate, data=True)
    parser.add_argument("capture", metavar="PICTURE", help="T1/03 or an id")
    parser.add_argument("--arrow", action="append", metavar="X,Y,X,Y", help="from tail to head")
    parser.add_argument("--box", action="append", metavar="X,Y,X,Y", help="two opposite corners")
    parser.add_argument("--number", action="append", metavar="X,Y", help="a numbered point")
    parser.add_argument("--text", metavar="TEXT", help="the note of the mark")
    parser.add_argument(
        "--mark", action="append", metavar="JSON", help="any mark, as gemba/model/annotation.py writes it"
    )
    parser.add_argument("--from", dest="source", metavar="FILE", type=Path, help="replace all marks by this JSON list")
    parser.add_argument("--remove", action="append", metavar="ID", help="take a mark off")


def _add_redact(commands: Commands) -> None:
    parser = commands.add(
        "redact", N_("Cover something for good, or decide on proposed redactions."), _redact, data=True
    )
    parser.add_argument("capture", metavar="PICTURE", help="T1/03 or an id")
    parser.add_argument("--rect", action="append", metavar="X,Y,W,H", help="cover this rectangle")
    parser.add_argument("--why", metavar="WORDS", default="", help="why it is covered; not printed")
    parser.add_argument("--take", action="append", metavar="ID", help="take a proposal; “all” takes every open one")
    parser.add_argument(
        "--refuse", action="append", metavar="ID", help="refuse a proposal; “all” refuses every open one"
    )


def _captures(call: Call) -> int:
    rows = call.app().captures.all(session=call.args.session, unreviewed_only=call.args.unreviewed)

    def shown() -> None:
        _print(call, rows)
        open_ones = sum(row.state.value == "unreviewed" for row in rows)
        if open_ones:
            call.terminal.say()
            call.say(
                say("{n} not yet reviewed: “gemba redact” decides on proposals, “gemba review” closes.", n=open_ones)
            )

    return call.answer([shapes.capture(row) for row in rows], shown)


def _print(call: Call, rows: tuple[CaptureRow, ...]) -> None:
    columns = [
        Column(N_("Picture"), flexible=True),
        Column(N_("Size"), right=True),
        Column(N_("State")),
        Column(N_("Marks"), right=True),
        Column(N_("Covered"), right=True),
        Column(N_("Proposed"), right=True),
        Column(N_("Shows"), flexible=True),
    ]
    lines = [
        [
            row.source_id or f"{row.id[-6:]}  {row.file_name}".rstrip(),
            f"{row.width}×{row.height}",
            call.tr(row.state.value),
            str(len(row.annotation.pointing)),
            str(len(row.annotation.redactions)),
            str(sum(p.state == "proposed" for p in row.proposals)),
            row.caption or row.what,
        ]
        for row in rows
    ]
    call.table(columns, lines, empty=say("No picture yet. Add one with “gemba capture add FILE”."))


def _add(call: Call) -> int:
    captures = call.app(writes=True).captures
    files: list[Path] = call.args.files
    draw = call.progress(say("Adding pictures"))
    rows: list[CaptureRow] = []
    refused: list[UserError] = []
    for done, file in enumerate(files, start=1):
        try:
            rows.append(captures.add_file(file, session=call.args.session, caption=call.args.caption))
        except UserError as problem:
            refused.append(problem)
        draw(done, len(files))
    call.answer([shapes.capture(row) for row in rows], lambda: _print(call, tuple(rows)) if rows else None)
    for refusal in refused:
        mend = f" {call.said(refusal.mend)}" if refusal.mend else ""
        call.terminal.complain(f"{call.said(refusal.sentence)}{mend}")
    return 1 if refused else 0


def _show(call: Call) -> int:
    row = call.app().captures.one(call.args.capture)

    def shown() -> None:
        _print(call, (row,))
        columns = [
            Column(N_("Id")),
            Column(N_("Kind")),
            Column(N_("Where")),
            Column(N_("State")),
            Column(N_("Note"), flexible=True),
        ]
        marks = [[m.id[-6:], m.kind.value, _place(m), "", m.text] for m in row.annotation.marks]
        found = [
            [p.id[-6:], p.kind.value, ",".join(map(str, p.rect_px)), p.state.value, p.source] for p in row.proposals
        ]
        call.terminal.say()
        call.table(columns, [*marks, *found], empty=say("No marks and no proposals."))

    return call.answer(shapes.capture_whole(row), shown)


def _place(mark: Mark) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in mark.points[:4])


def _edit(call: Call) -> int:
    row = call.app(writes=True).captures.edit(call.args.capture, caption=call.args.caption)
    return call.answer(shapes.capture(row), lambda: _print(call, (row,)))


def _annotate(call: Call) -> int:
    from gemba.model.annotation import Annotation

    args = call.args
    captures = call.app(writes=True).captures
    if args.source is not None:
        row = captures.annotate(args.capture, Annotation.from_json(_json(args.source.read_text("utf-8"))))
    else:
        added = [
            _mark(kind, text, args.text or "")
            for kind in ("arrow", "box", "number")
            for text in getattr(args, kind) or ()
        ]
        added += [_typed(text) for text in args.mark or ()]
        if not added and not args.remove:
            raise UserError(say("No mark was given."), mend=say("Use --arrow, --box, --number, --mark or --from."))
        row = captures.mark(args.capture, add=tuple(added), remove=tuple(args.remove or ()))
    return call.answer(shapes.capture_whole(row), lambda: _print(call, (row,)))


def _json(text: str) -> object:
    try:
        data: object = json.loads(text)
    except ValueError:
        raise UserError(say("That is no JSON."), mend=say("docs/manual/cli.md shows how a mark is written.")) from None
    return data


def _typed(text: str) -> Mark:
    from gemba.model.annotation import POINTING_KINDS, Mark

    data = _json(text)
    try:
        return Mark.from_json(data if isinstance(data, dict) else {})
    except ValueError:
        kinds = ", ".join(sorted(kind.value for kind in POINTING_KINDS))
        raise UserError(
            say("That is no mark."), mend=say("A mark has a kind ({kinds}) and points.", kinds=kinds)
        ) from None


def _mark(kind: str, text: str, note: str) -> Mark:
    from gemba.model.annotation import Mark

    wanted = 1 if kind == "number" else 2
    values = _numbers(text, wanted * 2)
    points = [[values[i], values[i + 1]] for i in range(0, len(values), 2)]
    return Mark.from_json({"kind": kind, "points": points, "text": note})


def _numbers(text: str, count: int) -> list[float]:
    try:
        values = [float(part) for part in text.strip().split(",")]
    except ValueError:
        values = []
    if len(values) != count:
        raise UserError(say("“{text}” is not {n} numbers with commas between.", text=text, n=count))
    return values


def _redact(call: Call) -> int:
    args: argparse.Namespace = call.args
    if not (args.rect or args.take or args.refuse):
        raise UserError(say("Nothing to cover was given."), mend=say("Use --rect, --take or --refuse."))
    captures = call.app(writes=True).captures
    rects = tuple(_rect(text) for text in args.rect or ())
    row = captures.redact(
        args.capture, rects=rects, why=args.why, take=tuple(args.take or ()), refuse=tuple(args.refuse or ())
    )
    return call.answer(shapes.capture_whole(row), lambda: _print(call, (row,)))


def _rect(text: str) -> tuple[float, float, float, float]:
    x, y, w, h = _numbers(text, 4)
    return x, y, w, h


def _review(call: Call) -> int:
    captures = call.app(writes=True).captures
    rows = tuple(captures.review(name, by=call.args.by) for name in call.args.captures)
    return call.answer([shapes.capture(row) for row in rows], lambda: _print(call, rows))
