"""Commands that keep the library: search, history, undo, backup, restore, check, settings, self-test.

Must not touch a file of the library itself.
"""

from __future__ import annotations

from pathlib import Path

from gemba.cli import shapes
from gemba.cli.call import DONE, REFUSED, Call
from gemba.cli.commands import Commands
from gemba.cli.terminal import Column
from gemba.message import N_, say


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = commands.add(
        "search", N_("Find notes, tickets, pictures and marks; the words are taken literally."), _search, data=True
    )
    parser.add_argument("query", nargs="+", metavar="WORDS")
    parser.add_argument("--limit", type=int, default=50, metavar="N")
    parser = commands.add("history", N_("List what was done, newest first."), _history, data=True)
    parser.add_argument("--limit", type=int, default=30, metavar="N")
    commands.add("undo", N_("Take the last step back."), _undo, data=True)
    commands.add("redo", N_("Do the last undone step again."), _redo, data=True)
    parser = commands.add(
        "private", N_("List mail addresses, numbers and names that every export masks."), _private, data=True
    )
    parser.add_argument("--allow", metavar="TEXT", help="this text is not private; print it")
    parser.add_argument("--mask", metavar="TEXT", help="mask this text in every export")
    parser = commands.add("settings", N_("List or change the settings of library and person."), _settings, data=True)
    parser.add_argument("key", nargs="?", metavar="KEY")
    parser.add_argument("value", nargs="?", metavar="VALUE")
    parser = commands.add("backup", N_("Make a verified backup now, or list them."), _backup, data=True)
    parser.add_argument("--list", dest="list_only", action="store_true")
    parser = commands.add(
        "restore", N_("Bring a backup back; what stands here now is kept aside."), _restore, data=True
    )
    parser.add_argument("backup", nargs="?", default="", metavar="NAME", help="the newest good one where none is named")
    parser = commands.add("check", N_("Examine the library and say how to mend what is wrong."), _check, data=True)
    parser.add_argument(
        "--save-into",
        type=Path,
        metavar="DIR",
        help="make a new library from what can be read of a damaged one that no backup brings back",
    )
    commands.add("self-test", N_("Try whether this installation works, in a folder of its own."), _self_test, data=True)


def _search(call: Call) -> int:
    hits = call.app().search.find(" ".join(call.args.query), limit=call.args.limit)
    columns = [Column(N_("Kind")), Column(""), Column(N_("Found"), flexible=True)]

    def shown() -> None:
        call.table(
            columns, [[call.tr(h.kind), h.source_id or h.id[-6:], h.snippet] for h in hits], empty=say("Nothing found.")
        )

    return call.answer([shapes.hit(hit) for hit in hits], shown)


def _history(call: Call) -> int:
    rows = call.app().history.all(limit=call.args.limit)
    columns = [Column("", right=True), Column(N_("When")), Column(N_("What"), flexible=True), Column("")]

    def shown() -> None:
        undone = call.tr(N_("undone"))
        lines = [
            [str(r.seq), r.at.local().strftime("%Y-%m-%d %H:%M"), call.tr(r.name), undone if r.undone else ""]
            for r in rows
        ]
        call.table(columns, lines, empty=say("Nothing was done yet."))

    return call.answer([shapes.operation(row) for row in rows], shown)


def _undo(call: Call) -> int:
    name = call.app(writes=True).history.undo()
    return _stepped(call, name, say("Nothing to undo.") if name is None else say("Undone: {what}.", what=call.tr(name)))


def _redo(call: Call) -> int:
    name = call.app(writes=True).history.redo()
    return _stepped(
        call, name, say("Nothing to redo.") if name is None else say("Done again: {what}.", what=call.tr(name))
    )


def _stepped(call: Call, name: str | None, sentence: object) -> int:
    from gemba.message import Message

    assert isinstance(sentence, Message)
    call.answer({"name": name}, lambda: call.say(sentence))
    return DONE if name is not None else REFUSED


def _private(call: Call) -> int:
    args = call.args
    if args.allow or args.mask:
        call.app(writes=True).privacy.decide(args.allow or args.mask, private=bool(args.mask))
    finds = call.app().privacy.finds()
    data = [{"kind": f.kind.value, "text": f.text, "where": f.where, "state": f.state} for f in finds]
    columns = [
        Column(N_("Kind")),
        Column(N_("Text"), flexible=True),
        Column(N_("Where"), flexible=True),
        Column(N_("State")),
    ]

    def shown() -> None:
        lines = [[call.tr(f.kind.value), f.text, f.where, call.tr(f.state)] for f in finds]
        call.table(columns, lines, empty=say("Nothing private was found in the texts."))

    return call.answer(data, shown)


def _settings(call: Call) -> int:
    args = call.args
    settings = call.app(writes=args.value is not None).preferences
    if args.key and args.value is not None:
        settings.set(args.key, args.value)
    rows = [row for row in settings.all() if args.key in (None, row.key)]
    data = [{"key": r.key, "value": r.value, "kept_in": r.kept_in, "label": r.label} for r in rows]
    columns = [
        Column(N_("Key")),
        Column(N_("Value"), flexible=True),
        Column(N_("Kept in")),
        Column(N_("What for"), flexible=True),
    ]

    def shown() -> None:
        call.table(
            columns,
            [[r.key, r.value, call.tr(r.kept_in), call.tr(r.label)] for r in rows],
            empty=say("No such setting."),
        )

    return call.answer(data, shown)


def _backup(call: Call) -> int:
    backups = call.app(writes=not call.args.list_only).backups
    if not call.args.list_only:
        backups.take()
    rows = backups.all()
    data = [
        {"name": r.name, "at": r.at.iso(), "bytes": r.size_bytes, "verified": r.verified, "where": r.where}
        for r in rows
    ]
    columns = [Column(N_("Backup")), Column(N_("When")), Column(N_("MB"), right=True), Column(N_("Checked"))]

    def shown() -> None:
        lines = [
            [
                r.name,
                r.at.local().strftime("%Y-%m-%d %H:%M"),
                f"{r.size_bytes / 1e6:.1f}",
                call.tr(N_("yes") if r.verified else N_("no")),
            ]
            for r in rows
        ]
        call.table(columns, lines, empty=say("No backup yet."))

    return call.answer(data, shown)


def _restore(call: Call) -> int:
    from gemba.services.keeping.backup import restore_library

    done = restore_library(call.library, call.args.backup)
    aside = None if done.kept_aside is None else str(done.kept_aside)

    def shown() -> None:
        call.say(say("{name} is back.", name=done.name))
        if aside is not None:
            call.say(say("What stood here is kept in {aside}.", aside=aside))

    return call.answer({"library": str(call.library), "backup": done.name, "kept_aside": aside}, shown)


def _check(call: Call) -> int:
    if call.args.save_into is not None:
        return _save_what_can_be_read(call, call.args.save_into)
    from gemba.services.keeping.health import check_library

    report = check_library(call.library)
    data = {
        "ok": report.ok,
        "findings": [{"what": call.said(f.sentence), "mend": call.said(f.mend)} for f in report.findings],
    }

    def shown() -> None:
        if report.ok:
            call.say(say("The library is sound."))
        for finding in report.findings:
            call.terminal.say(f"{call.said(finding.sentence)} {call.said(finding.mend)}".strip())

    call.answer(data, shown)
    return DONE if report.ok else REFUSED


def _save_what_can_be_read(call: Call, into: Path) -> int:
    from gemba.services.keeping.health import save_what_can_be_read

    saved = save_what_can_be_read(call.library, into)
    data = {
        "library": str(into),
        "rows": dict(saved.rows),
        "unreadable_ranges": saved.unreadable_ranges,
        "lost_tables": list(saved.lost_tables),
    }

    def shown() -> None:
        rows = sum(saved.rows.values())
        call.say(say("{n} rows were saved into {folder}; the damaged library stays.", n=rows, folder=str(into)))
        if saved.unreadable_ranges or saved.lost_tables:
            call.say(say("{n} stretches could not be read.", n=saved.unreadable_ranges + len(saved.lost_tables)))

    return call.answer(data, shown)


def _self_test(call: Call) -> int:
    from gemba.services.keeping.self_test import run_self_test

    steps = run_self_test(progress=call.progress(say("Trying everything once")))
    data = {"ok": all(s.ok for s in steps), "steps": [{"name": s.name, "ok": s.ok, "why": s.why} for s in steps]}

    def shown() -> None:
        for step in steps:
            state = call.tr(N_("works") if step.ok else N_("does not work"))
            call.terminal.say(f"  {call.tr(step.name)}: {state}{' – ' + step.why if step.why else ''}")

    call.answer(data, shown)
    return DONE if data["ok"] else 3


__all__ = ["Path", "add_commands"]
