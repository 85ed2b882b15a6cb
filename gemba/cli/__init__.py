"""The command line: what a person can do, one command each, for people and for other programs.

It speaks to services only, through gemba/app.py, and imports them inside the commands so that help is quick.
Exit codes: 0 done · 1 refused, with one sentence and the mend · 2 usage · 3 the machine stands in the way.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from gemba.cli.call import DONE, ENVIRONMENT, REFUSED, Call
from gemba.cli.terminal import Terminal
from gemba.errors import EnvironmentProblem, GembaError, UserError
from gemba.message import joined

_BUG = 70
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code (0–3; 70 for a bug of ours, 130 when interrupted)."""
    os.umask(0o077)
    _speak_utf8(sys.stdout)
    _speak_utf8(sys.stderr)
    from gemba.cli.commands import build_parser

    tr = _language()
    parser = build_parser(tr)
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        args = parser.parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else DONE
    if not hasattr(args, "run"):
        args.run = lambda call: _open_window_or_help(call, parser)
    return _carry_out(Call(args, Terminal(sys.stdout, sys.stderr), tr))


def _open_window_or_help(call: Call, parser: argparse.ArgumentParser) -> int:
    """Do what a bare `gemba` does: the window, or the list of commands where there is no screen for one."""
    from gemba.cli.gui import open_or_help

    code = open_or_help(call)
    if code is None:
        parser.print_help()
    return DONE if code is None else code


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
