"""The command that opens the window; a bare `gemba` does the same. Qt is loaded here and in no other command."""

from __future__ import annotations

from gemba.cli.call import Call
from gemba.cli.commands import Commands
from gemba.message import N_


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    commands.add("gui", N_("Open the window."), open_window)


def open_window(call: Call) -> int:
    """Open the window on the library, or bring the one that is open to the front; return its exit code."""
    from gemba.ui.start import run

    args = call.args
    return run(
        call.library,
        accept_location=bool(getattr(args, "accept_location", False)),
        take_over=bool(getattr(args, "take_over", False)),
    )


def open_or_help(call: Call) -> int | None:
    """Do what a bare `gemba` does: open the window, or return None where there is no screen for it."""
    from gemba.ui.start import has_screen

    return open_window(call) if has_screen() else None
