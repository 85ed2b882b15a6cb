"""The command line: what a person can do, one command each, for people and for other programs.

It speaks to services only, through gemba/app.py, and imports them inside the commands so that help is quick.
Exit codes: 0 done · 1 refused, with one sentence and the mend · 2 usage · 3 the machine stands in the way.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import TextIO

from gemba.cli.call import DONE, ENVIRONMENT, REFUSED, Call
from gemba.errors import EnvironmentProblem, GembaError, UserError
from gemba.message import joined

_BUG = 70
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code (0–3; 70 for a bug of ours, 130 when interrupted)."""
    os.umask(0o077)
    _speak_utf8(sys.stdout)
    _speak_utf8(sys.stderr)
    tr = _language()
    arguments = list(sys.argv[1:] if argv is None else argv)
    asked = only_the_window(arguments) or (_only_a_picture(arguments) if "capture" in arguments else None)
    if asked is not None:
        return _carry_out(Call(asked, None, tr))
    from gemba.cli.commands import build_parser

    parser = build_parser(tr)
    try:
        args = parser.parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else DONE
    if not hasattr(args, "run"):
        parser.print_help()
        return DONE
    return _carry_out(Call(args, None, tr))


def only_the_window(arguments: Sequence[str]) -> SimpleNamespace | None:
    """Return what is asked of the window where nothing else is asked for, else None.

    The tree of forty commands takes longer to build than the window has to stand on the screen. A bare `gemba` where
    there is no screen is left to it, and prints the list of commands.
    """
    asked = SimpleNamespace(library=None, json=False, accept_location=False, take_over=False)
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        name, _, value = word.partition("=")
        if word in ("--accept-location", "--take-over"):
            setattr(asked, word[2:].replace("-", "_"), True)
        elif name == "--library" and (value or (rest and not rest[0].startswith("-"))):
            asked.library = value or rest.pop(0)
        elif word != "gui":
            return None
    from gemba.cli.gui import open_window
    from gemba.ui.starting.start import has_screen

    asked.run = open_window
    return asked if "gui" in arguments or has_screen() else None


def _only_a_picture(arguments: Sequence[str]) -> SimpleNamespace | None:
    from gemba.cli.taking import only_a_picture

    return only_a_picture(arguments)


def _carry_out(call: Call) -> int:
    try:
        try:
            code: int = call.args.run(call)
        finally:
            call.close()
        sys.stdout.flush()
        return code
    except UserError as problem:
        return _refuse(call, problem, REFUSED)
    except EnvironmentProblem as problem:
        return _refuse(call, problem, ENVIRONMENT)
    except BrokenPipeError:
        # The reader of a pipe (`| head`) has gone: not our fault, and nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        call.terminal.complain(call.tr("Stopped. What was reported as done is stored."))
        return _INTERRUPTED
    except Exception as bug:
        return _report(call, bug)


def _refuse(call: Call, problem: GembaError, code: int) -> int:
    call.terminal.complain(joined(call.said(one) for one in (problem.sentence, problem.mend) if one is not None))
    return code


def _report(call: Call, bug: Exception) -> int:
    """Print one line about a bug of ours and write the local report, which holds no title, name or picture."""
    from gemba import log, paths

    try:
        # The library's end has closed the log; without it the line would come out on the terminal.
        log.configure(paths.user_log())
        where = str(log.write_bug_report(bug, paths.user_log()))
    except OSError:
        where = ""
    finally:
        log.close()
    line = call.tr("This is a bug in gemba ({kind}); nothing was sent anywhere.").format(kind=type(bug).__name__)
    if where:
        line += " " + call.tr("A report without your texts is in {file}.").format(file=where)
    call.terminal.complain(line)
    return _BUG


def _language() -> Callable[[str], str]:
    """Return the gettext function of the person's language, without failing for a broken settings file."""
    from gemba import i18n, paths
    from gemba.settings import PersonSettings

    return i18n.translator(PersonSettings(paths.user_config() / "settings.json").get("language"))


def _speak_utf8(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
