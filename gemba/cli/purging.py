"""The command that purges originals: it says what will be gone and what stays, and does it only when told twice.

Must not know what a purge removes.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from gemba.cli.call import Call
from gemba.cli.commands import Commands
from gemba.message import N_, say

if TYPE_CHECKING:
    from gemba.services.pictures.purging import PurgePreview


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = commands.add(
        "purge", N_("Say what purging originals would forget for good; with --yes, do it."), _purge, data=True
    )
    parser.add_argument("--session", metavar="S", help="only the pictures of this visit")
    parser.add_argument(
        "--older-than", metavar="DAYS", type=int, help="only pictures taken so many days ago or earlier"
    )
    parser.add_argument("--yes", action="store_true", help="do it; nothing brings the originals back")


def _purge(call: Call) -> int:
    purging = call.app(writes=call.args.yes).purging
    session, days = call.args.session, call.args.older_than
    if not call.args.yes:
        preview = purging.preview(session=session, older_than_days=days)
        return call.answer({**asdict(preview), "purged": False}, lambda: _print(call, preview))
    done = purging.purge(session=session, older_than_days=days, progress=call.progress(say("Preparing pictures")))
    told = {**asdict(done.done), "purged": True, "files": done.files}

    def shown() -> None:
        call.say(
            say("Purged: {files} files and {backups} backups are deleted.", files=done.files, backups=done.backups)
        )
        for line in done.remains:
            call.say(line)

    return call.answer(told, shown)


def _print(call: Call, preview: PurgePreview) -> None:
    from gemba.services.pictures.purging import CAN

    if preview.is_nothing:
        call.say(say("There is nothing to purge."))
        if preview.unreviewed:
            call.say(say("{n} pictures are not reviewed; only reviewed ones are purged.", n=preview.unreviewed))
        return
    call.say(
        say(
            "Would be gone: the originals of {pictures} pictures, and {removed} pictures that were taken out before.",
            pictures=preview.pictures,
            removed=preview.removed,
        )
    )
    call.say(
        say(
            "{backups} backups hold them and are deleted after a new one is made; {steps} steps can no longer be"
            " undone.",
            backups=preview.backups,
            steps=preview.steps,
        )
    )
    for line in CAN:
        call.say(line)
    call.terminal.say()
    call.say(say("What remains:"))
    for line in preview.remains():
        call.say(line)
    call.terminal.say()
    call.say(say("Nothing was changed. “gemba purge --yes” does it."))
