"""The command that opens the window; a bare `gemba` does the same. Qt is loaded here and in no other command."""

from __future__ import annotations

from gemba.cli.call import Call
from gemba.cli.commands import Commands
from gemba.message import N_


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    commands.add("gui", N_("Open the window."), open_window)


def open_window(call: Call) -> int:
    """Open the window on the library and return its exit code."""
    from gemba.ui.application import run

    return run(call.library)
