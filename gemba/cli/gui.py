"""The command that opens the window; a bare `gemba` does the same. Qt is loaded here and in no other command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gemba.cli.call import Call
from gemba.message import N_

if TYPE_CHECKING:
    from gemba.cli.commands import Commands


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    commands.add("gui", N_("Open the window."), open_window)


def open_window(call: Call) -> int:
    """Open the window on the library, or bring the one that is open to the front; return its exit code."""
    from gemba.ui.starting.start import run

    args = call.args
    return run(
        call.library,
        accept_location=bool(getattr(args, "accept_location", False)),
        take_over=bool(getattr(args, "take_over", False)),
    )


def open_review(call: Call) -> int:
    """Open the window of a reviewer who has no library; return its exit code."""
    from gemba.ui.reviewing.run import run

    return run(call.args.file, author=call.args.author)
