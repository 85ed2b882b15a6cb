"""One command being carried out: its arguments, where it prints, in which language, and the library it opens.

Must not know what any command does. The library is opened on first use, so that a command that needs none (help,
self-test) never touches a disk, and is closed by `main` whatever happens.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gemba.errors import EnvironmentProblem, UserError
from gemba.message import Message, say

if TYPE_CHECKING:
    from gemba.app import App
    from gemba.cli.terminal import Column, Terminal

DONE = 0
REFUSED = 1
ENVIRONMENT = 3


class Call:
    """Hold what one command needs. ``tr`` is the gettext function of the person's language."""

    def __init__(self, args: Any, terminal: Terminal | None, tr: Callable[[str], str]) -> None:
        """Take the parsed arguments (a namespace of argparse or one like it); nothing is opened yet.

        Without a ``terminal`` the standard streams are one, made when something is printed: the window prints nothing.
        """
        self.args = args
        self._terminal = terminal
        self.tr = tr
        self._stack = ExitStack()
        self._app: App | None = None

    @property
    def terminal(self) -> Terminal:
        """Return where it prints."""
        if self._terminal is None:
            from gemba.cli.terminal import Terminal

            self._terminal = Terminal(sys.stdout, sys.stderr)
        return self._terminal

    @property
    def language(self) -> str:
        """Return the person's language, in which figures are written."""
        return str(getattr(self.tr, "language", "en"))

    @property
    def wants_json(self) -> bool:
        """Say whether data is to be printed as JSON."""
        return bool(getattr(self.args, "json", False))

    @property
    def library(self) -> Path:
        """Return the folder of the library: `--library`, `GEMBA_LIBRARY`, the one chosen last, or the usual place."""
        from gemba import paths
        from gemba.settings import PersonSettings

        named = getattr(self.args, "library", None) or os.environ.get("GEMBA_LIBRARY")
        named = named or PersonSettings(paths.user_config() / "settings.json").get("library")
        return paths.folder_named(named) if named else paths.default_library()

    def app(self, *, writes: bool = False) -> App:
        """Open the library once and return the services; ``writes`` takes the single-writer lock.

        Pictures that were taken while nobody could write get their rows first: nothing is listed or searched without
        them. Where the disk does not take them, that is said, and the command goes on.
        """
        app = self.opened(writes=writes)
        try:
            app.shots.take_in()
        except EnvironmentProblem as problem:
            self.terminal.complain(self.said(problem.sentence))
        return app

    def opened(self, *, writes: bool = False) -> App:
        """Open it as ``app`` does, and leave pictures that wait for their rows waiting."""
        if self._app is None:
            from gemba.app import open_app

            opened = open_app(
                self.library,
                writes=writes,
                accept_location=bool(getattr(self.args, "accept_location", False)),
                take_over=bool(getattr(self.args, "take_over", False)),
            )
            self._app = self._stack.enter_context(opened)
        return self._app

    def close(self) -> None:
        """Close what was opened; it may be opened again."""
        self._app = None
        self._stack.close()

    def text(self, name: str) -> str | None:
        """Return a text argument, None where it was not given; ``-`` reads the standard input."""
        value = getattr(self.args, name, None)
        if value == "-":
            return _standard_input()
        return None if value is None else str(value)

    def said(self, message: Message) -> str:
        """Return a sentence in the person's language."""
        return message.said(self.tr)

    def say(self, message: Message) -> None:
        """Print one sentence."""
        self.terminal.say(self.said(message))

    def answer(self, data: object, shown: Callable[[], None]) -> int:
        """Print ``data`` as JSON where that was asked for, else call ``shown``; return the exit code 0."""
        if self.wants_json:
            self.terminal.json(data)
        else:
            shown()
        return DONE

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]], *, empty: Message) -> None:
        """Print a table with its heads in the person's language, or the sentence ``empty``."""
        from gemba.cli.terminal import Column

        heads = [Column(self.tr(c.head) if c.head else "", right=c.right, flexible=c.flexible) for c in columns]
        self.terminal.table(heads, rows, empty=self.said(empty))

    def progress(self, what: Message) -> Callable[[int, int], None]:
        """Return a function (done, total) that draws the progress of ``what`` where a person watches."""
        words = self.said(what)
        return lambda done, total: self.terminal.progress(words, done, total)


def _standard_input() -> str:
    """Read the standard input as UTF-8; raise UserError where it is something else, so that nothing is half kept."""
    try:
        return sys.stdin.buffer.read().decode("utf-8") if hasattr(sys.stdin, "buffer") else sys.stdin.read()
    except UnicodeDecodeError as problem:
        raise UserError(
            say("The text is not UTF-8: byte {number} cannot be read.", number=problem.start + 1),
            mend=say("Convert it to UTF-8 and hand it in again."),
        ) from problem
