"""Commands of the narrative: draft, show, edit, check, export.

Must not know Markdown, pages or pictures; the services do.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.cli import shapes
from gemba.cli.call import Call
from gemba.cli.commands import Commands
from gemba.cli.terminal import Column, shorten
from gemba.errors import EnvironmentProblem, UserError
from gemba.message import N_, say

if TYPE_CHECKING:
    from gemba.model.rows import NarrativeRow
    from gemba.services.narratives.check import CheckReport

_CELLS_SHOWN = 80


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    narrative = commands.group("narrative", N_("Write the document that is read in silence."))
    narrative.add("list", N_("List the narratives."), _list, data=True)
    parser = narrative.add("new", N_("Draft one from what the library knows."), _new, data=True)
    parser.add_argument("--round", default="", metavar="NAME", help="the round; the newest where none is named")
    parser.add_argument(
        "--template", default="six-page", metavar="NAME", help="six-page, three-page, pr-faq, problem-list or a3"
    )
    parser.add_argument("--language", default="en", metavar="CODE", help="en, zh-Hans, zh-Hant or vi")
    parser.add_argument("--title", default="", metavar="TEXT")
    parser.add_argument(
        "--from", dest="source", type=Path, metavar="FILE", help="take this Markdown instead of a draft"
    )
    named(narrative.add("show", N_("Print its Markdown."), _show, data=True))
    parser = narrative.add("edit", N_("Edit its Markdown in $EDITOR, or read it back from a file."), _edit, data=True)
    named(parser)
    parser.add_argument(
        "--from", dest="source", metavar="FILE", help="read this file instead; - reads the standard input"
    )
    named(
        narrative.add(
            "check", N_("Say how many pages it takes, what the linter marks, what is stale."), _check, data=True
        )
    )
    parser = narrative.add("versions", N_("List its kept states."), _versions, data=True)
    named(parser)
    parser = narrative.add("export", N_("Write the PDF."), _export, data=True)
    named(parser)
    export_options(parser)


def named(parser: argparse.ArgumentParser) -> None:
    """Let a command name a narrative."""
    parser.add_argument("narrative", nargs="?", default="", metavar="ID", help="the newest where none is named")


def export_options(parser: argparse.ArgumentParser) -> None:
    """Let a command say where and how a narrative is printed."""
    parser.add_argument("--to", type=Path, metavar="FILE", help="where; narrative.pdf here where none is named")
    parser.add_argument(
        "--accept-unreviewed", action="store_true", help="print “not yet reviewed” in place of pictures"
    )
    parser.add_argument("--readers-margin", action="store_true", help="a wide outer margin for notes with a pen")
    parser.add_argument("--paper", choices=("A4", "Letter"), help="the library's setting where it is not said")
    parser.add_argument("--draft", action="store_true", help="export over its budget, with a line that says so")


def _list(call: Call) -> int:
    rows = call.app().narratives.all()
    columns = [
        Column(N_("Id")),
        Column(N_("Title"), flexible=True),
        Column(N_("Language")),
        Column(N_("Template")),
        Column(N_("Draft no."), right=True),
        Column(N_("Changed")),
    ]

    def shown() -> None:
        lines = [
            [
                r.id[-6:],
                r.title,
                r.language.value,
                r.template,
                str(r.draft),
                r.changed.local().strftime("%Y-%m-%d %H:%M"),
            ]
            for r in rows
        ]
        call.table(columns, lines, empty=say("No narrative yet. “gemba narrative new” drafts one."))

    return call.answer([shapes.narrative(row) for row in rows], shown)


def _new(call: Call) -> int:
    args = call.args
    source = None if args.source is None else _file_text(args.source)
    row = call.app(writes=True).narratives.new(
        round_name=args.round, template=args.template, language=args.language, title=args.title, source=source
    )

    def shown() -> None:
        call.say(say("“{title}” is drafted.", title=row.title))
        call.say(say("Fill the gaps marked [[…]] with “gemba narrative edit”, then “gemba narrative check”."))

    return call.answer(shapes.narrative(row), shown)


def _file_text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UserError(
            say("“{name}” cannot be read as text.", name=path.name), mend=say("It has to be a Markdown file in UTF-8.")
        ) from None


def _show(call: Call) -> int:
    row = call.app().narratives.one(call.args.narrative)
    return call.answer(shapes.narrative(row) | {"source": row.source}, lambda: call.terminal.write(row.source))


def _edit(call: Call) -> int:
    narratives = call.app(writes=bool(call.args.source)).narratives
    row = narratives.one(call.args.narrative)
    if call.args.source == "-":
        source = call.text("source") or ""
    elif call.args.source:
        source = _file_text(Path(call.args.source))
    else:
        # The library is not held while somebody writes; it is opened for writing when the editor has closed.
        source = _edited(row)
        call.close()
        narratives = call.app(writes=True).narratives
    new = narratives.edit(row.id, source, based_on=row.draft)
    sentence = say("Unchanged.") if new.source == row.source else say("Kept as draft {n}.", n=new.draft)
    return call.answer(shapes.narrative(new), lambda: call.say(sentence))


def _edited(row: NarrativeRow) -> str:
    """Return the source after the person's editor has closed; the copy is private and removed."""
    import shlex
    import subprocess
    import tempfile

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor or not sys.stdin.isatty():
        raise UserError(
            say("No editor is named."),
            mend=say("Set EDITOR, or use “gemba narrative show > FILE” and “edit --from FILE”."),
        )
    with tempfile.TemporaryDirectory(prefix="gemba-") as folder:
        file = Path(folder) / "narrative.md"
        file.write_text(row.source, "utf-8")
        try:
            done = subprocess.run([*shlex.split(editor), str(file)], check=False)
        except OSError as problem:
            raise EnvironmentProblem(say("The editor could not be started.")) from problem
        if done.returncode != 0:
            raise UserError(say("The editor reported a failure; the narrative is unchanged."))
        return _file_text(file)


def _check(call: Call) -> int:
    report = call.app().narratives.check(call.args.narrative)
    data = {
        "pages": report.pages,
        "budget": report.budget,
        "over_lines": report.over_lines,
        "left_lines": report.left_lines,
        "sections": [{"title": s.title, "lines": s.lines, "page": s.page, "line": s.line} for s in report.sections],
        "remarks": [
            {"line": r.line, "kind": r.kind, "sentence": call.said(r.sentence), "words": r.words}
            for r in report.remarks
        ],
        "reading_minutes": report.reading_minutes,
        "unreviewed": list(report.unreviewed),
        "cut": [call.said(one) for one in report.cut],
        "checksum": report.checksum,
    }
    return call.answer(data, lambda: _print_check(call, report))


def _print_check(call: Call, report: CheckReport) -> None:
    size = say(
        "{pages} of {budget} pages, about {n} minutes to read.",
        pages=report.pages,
        budget=report.budget,
        n=report.reading_minutes,
    )
    call.say(size)
    if report.over_lines:
        call.say(say("{n} lines are over the budget.", n=report.over_lines))
    for proposal in report.cut:
        call.terminal.say(f"  {call.said(proposal)}")
    call.terminal.say()
    columns = [
        Column(N_("Section"), flexible=True),
        Column(N_("Lines"), right=True),
        Column(N_("Page"), right=True),
        Column(N_("Line no."), right=True),
    ]
    lines = [[s.title, str(s.lines), str(s.page), str(s.line)] for s in report.sections]
    call.table(columns, lines, empty=say("It has no section."))
    if report.remarks or report.unreviewed:
        call.terminal.say()
    for remark in report.remarks:
        where = f"{remark.line}: " if remark.line else ""
        words = f" “{shorten(remark.words, _CELLS_SHOWN)}”" if remark.words else ""
        call.terminal.say(f"  {where}{call.said(remark.sentence)}{words}")
    for name in report.unreviewed:
        call.say(say("Not yet reviewed: {name}", name=name))


def _versions(call: Call) -> int:
    rows = call.app().narratives.versions(call.args.narrative)
    columns = [Column(N_("Draft no."), right=True), Column(N_("When")), Column(N_("Checksum"))]

    def shown() -> None:
        lines = [[str(r.draft), r.created.local().strftime("%Y-%m-%d %H:%M"), r.checksum[:8]] for r in rows]
        call.table(columns, lines, empty=say("No state is kept yet."))

    return call.answer([shapes.version(row) for row in rows], shown)


def _export(call: Call) -> int:
    return export_narrative(call)


def export_narrative(call: Call) -> int:
    """Write the PDF of the narrative that the arguments name; shared with ``gemba export narrative``."""
    from gemba.services.narratives.paper import PaperChoice

    args = call.args
    choice = PaperChoice(
        accept_unreviewed=args.accept_unreviewed,
        readers_margin=args.readers_margin,
        paper=args.paper or "",
        over_budget=args.draft,
    )
    to = args.to or Path("narrative.pdf")
    done = call.app(writes=True).narratives.export(
        args.narrative, to, choice, progress=call.progress(say("Writing the PDF"))
    )
    data = {
        "file": str(done.file),
        "pages": done.pages,
        "body_pages": done.body_pages,
        "checksum": done.checksum,
        "unreviewed": list(done.unreviewed),
        "over_lines": done.over_lines,
        "gaps": done.gaps,
    }

    def shown() -> None:
        call.say(
            say(
                "{file}: {pages} pages, {body} of them to be read.",
                file=str(done.file),
                pages=done.pages,
                body=done.body_pages,
            )
        )
        for name in done.unreviewed:
            call.say(say("Not yet reviewed, so not printed: {name}", name=name))
        if done.gaps:
            call.say(say("{n} gaps still wait for the writer.", n=done.gaps))

    return call.answer(data, shown)
