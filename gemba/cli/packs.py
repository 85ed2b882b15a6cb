"""Commands that begin: a library, a pack into it, the demo; and what goes out of it.

Must not know file formats; the services do.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.cli.call import Call
from gemba.cli.commands import Commands
from gemba.cli.narratives import export_narrative, export_options, named
from gemba.message import N_, Message, say

if TYPE_CHECKING:
    from gemba.services.demo import DemoDone


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = commands.add("init", N_("Make a library."), _init, data=True)
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="a new folder ending in .gemba")
    parser = commands.add(
        "import", N_("Read a visit pack; what cannot be read is named, nothing is dropped."), _import, data=True
    )
    parser.add_argument("pack", type=Path, metavar="PACK")
    parser.add_argument("--round", default="", metavar="NAME", help="the round; the pack's folder name where not said")
    parser = commands.add(
        "demo", N_("Make a library from the sample in DIR and print its narrative."), _demo, data=True
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--pack", type=Path, metavar="PACK", help="another pack of the same form")
    export = commands.group("export", N_("Write what may leave: redacted, with people as roles."))
    parser = export.add("narrative", N_("Write the narrative as a PDF."), export_narrative, data=True)
    named(parser)
    export_options(parser)
    parser = export.add("session", N_("Write the report of one visit as Markdown or PDF."), _export_session, data=True)
    parser.add_argument("session", metavar="S", help="S1, 1 or T1")
    _report_options(parser)
    parser = export.add("ticket", N_("Write one ticket as Markdown or PDF."), _export_ticket, data=True)
    parser.add_argument("ticket", metavar="TICKET", help="14, T14 or A01")
    _report_options(parser)
    parser = export.add("tickets", N_("Write the tickets as CSV or Markdown."), _export_tickets, data=True)
    parser.add_argument("--to", type=Path, metavar="FILE", help="ending in .csv or .md")
    parser.add_argument(
        "--unguarded", action="store_true", help="do not guard cells that a spreadsheet would run as formulas"
    )


def _report_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="FILE", help="ending in .md or .pdf")
    parser.add_argument(
        "--language", default="en", metavar="CODE", help="of the PDF's fixed words: en, zh-Hans, zh-Hant or vi"
    )
    parser.add_argument("--accept-unreviewed", action="store_true", help="name unreviewed pictures instead of stopping")


def _init(call: Call) -> int:
    from gemba.app import create_library

    folder = call.args.folder or call.library
    made = create_library(folder)
    return call.answer({"library": str(made)}, lambda: call.say(say("{folder} is ready.", folder=str(made))))


def _import(call: Call) -> int:
    draw = call.progress(say("Reading the pack"))
    report = call.app(writes=True).importing.import_pack(call.args.pack, round_name=call.args.round, progress=draw)
    data = report.to_json(call.tr)

    def shown() -> None:
        call.say(
            say(
                "{read} rows read from {files} files: {stored} stored, {unchanged} unchanged, {refused} refused.",
                read=data["rows_read"],
                files=data["files"],
                stored=data["rows_stored"],
                unchanged=data["rows_unchanged"],
                refused=len(data["refused"]),
            )
        )
        for refused in data["refused"]:
            call.terminal.say(f"  {refused['file']}{_line(refused['line'])}: {refused['reason']}")
        for remark in data["remarks"]:
            call.terminal.say(f"  {remark}")
        if data["skipped_files"]:
            call.say(say("Not asked for: {files}", files=", ".join(data["skipped_files"])))

    return call.answer(data, shown)


def _line(line: object) -> str:
    return "" if line is None else f":{line}"


def _demo(call: Call) -> int:
    from gemba.services.demo import run_demo

    begun: set[str] = set()

    def step(what: Message, done: int, total: int) -> None:
        words = call.said(what)
        if call.terminal.watched:
            call.terminal.progress(words, done, total)
        elif words not in begun and not call.wants_json:
            call.terminal.say(words)
        begun.add(words)

    done = run_demo(call.args.folder, pack=call.args.pack, step=step)
    data = {
        "library": str(done.library),
        "pdf": str(done.pdf),
        "pages": done.pages,
        "body_pages": done.body_pages,
        "tickets": done.tickets,
        "actionable": done.actionable,
        "refused": done.refused,
        "unreviewed": list(done.unreviewed),
        "gaps": done.gaps,
    }
    return call.answer(data, lambda: _print_demo(call, done))


def _print_demo(call: Call, done: DemoDone) -> None:
    call.say(say("{n} of {tickets} tickets are actionable.", n=done.actionable, tickets=done.tickets))
    if done.unreviewed:
        call.say(say("{n} pictures are not yet reviewed, so they are not printed.", n=len(done.unreviewed)))
    if done.gaps:
        call.say(say("{n} gaps still wait for the writer.", n=done.gaps))
    size = say("{body} pages to read, {pages} in all:", body=done.body_pages, pages=done.pages)
    call.say(size)
    call.terminal.write(f"  {done.pdf}")
    call.terminal.say()
    call.say(say("Next, look at the tickets:"))
    call.terminal.write(f"  gemba tickets --library {done.library}")


def _export_session(call: Call) -> int:
    args = call.args
    to = args.to or Path(f"session-{args.session}.md".replace("/", "-"))
    done = call.app(writes=False).exporting.session_report(
        args.session, to, language=args.language, accept_unreviewed=args.accept_unreviewed
    )
    return _written(call, done.file, done.unreviewed)


def _export_ticket(call: Call) -> int:
    args = call.args
    to = args.to or Path(f"ticket-{args.ticket}.md".replace("/", "-"))
    done = call.app(writes=False).exporting.ticket(
        args.ticket, to, language=args.language, accept_unreviewed=args.accept_unreviewed
    )
    return _written(call, done.file, done.unreviewed)


def _export_tickets(call: Call) -> int:
    to = call.args.to or Path("tickets.csv")
    done = call.app().exporting.tickets(to, guard=not call.args.unguarded)
    return _written(call, done.file, done.unreviewed)


def _written(call: Call, file: Path, unreviewed: tuple[str, ...]) -> int:
    data = {"file": str(file), "unreviewed": list(unreviewed)}

    def shown() -> None:
        call.say(say("{file} is written.", file=str(file)))
        for name in unreviewed:
            call.say(say("Not yet reviewed, so left out: {name}", name=name))

    return call.answer(data, shown)
