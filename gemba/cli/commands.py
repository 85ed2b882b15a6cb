"""The tree of commands: one module per noun adds its own, and this one knows how help is written.

Must not import services or any room: `gemba --help` has 150 ms. Every leaf accepts ``--library`` and, where it
prints data, ``--json``; both may also stand before the command.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from gemba import __version__
from gemba.cli.call import Call
from gemba.message import N_

Run = Callable[[Call], int]
_PROLOGUE = N_(
    "gemba: go and see the real work, write down what you see, and hand in a narrative that people can decide on."
)


class Commands:
    """One level of the tree. ``listed`` remembers (path, sentence) of every leaf for help and the manual's test."""

    def __init__(
        self,
        parser: argparse.ArgumentParser,
        tr: Callable[[str], str],
        *,
        path: tuple[str, ...] = (),
        listed: list[tuple[str, str, str]] | None = None,
    ) -> None:
        """Start a level below ``parser``."""
        self.parser = parser
        self._tr = tr
        self._path = path
        self._topic = ""
        self.listed: list[tuple[str, str, str]] = [] if listed is None else listed
        self._level = parser.add_subparsers(
            metavar=tr(N_("COMMAND")),
            dest=f"command{len(path)}",
            required=bool(path),
            prog=" ".join(("gemba", *path)),
            parser_class=argparse.ArgumentParser,
        )

    def topic(self, words: str) -> None:
        """Begin a paragraph of the command list."""
        self._topic = words

    def add(self, name: str, sentence: str, run: Run, *, data: bool = False) -> argparse.ArgumentParser:
        """Add a leaf that calls ``run``; ``data`` says that it knows ``--json``."""
        words = self._tr(sentence)
        parser = self._level.add_parser(name, help=words, description=words, allow_abbrev=False)
        parser.add_argument(
            "--library", metavar="DIR", default=argparse.SUPPRESS, help=self._tr(N_("the library folder"))
        )
        if data:
            parser.add_argument(
                "--json", action="store_true", default=argparse.SUPPRESS, help=self._tr(N_("print JSON"))
            )
        parser.set_defaults(run=run)
        self.listed.append((" ".join((*self._path, name)), words, self._topic))
        return parser

    def group(self, name: str, sentence: str, *, run: Run | None = None) -> Commands:
        """Add a noun with its own commands below it, such as ``ticket new``; with ``run`` it is a command itself."""
        words = self._tr(sentence)
        parser = self.add(name, sentence, run, data=True) if run else self._plain(name, words)
        below = Commands(parser, self._tr, path=(*self._path, name), listed=self.listed)
        below.topic(self._topic)
        below.parser = parser
        if run is not None:
            below._level.required = False
        return below

    def _plain(self, name: str, words: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = self._level.add_parser(
            name, help=words, description=words, allow_abbrev=False
        )
        return parser


class _Root(argparse.ArgumentParser):
    """The parser of `gemba` itself; its help is the command list, paragraph by paragraph."""

    listed: list[tuple[str, str, str]]
    tr: Callable[[str], str]

    def format_help(self) -> str:
        """Return usage and the command list."""
        usage = self.format_usage().rstrip()
        return "\n".join([self.tr(_PROLOGUE), "", usage, *command_list(self.listed), "", self._footer(), ""])

    def _footer(self) -> str:
        return self.tr(N_("“gemba COMMAND --help” says what a command takes. The manual is docs/manual/cli.md."))


def command_list(listed: list[tuple[str, str, str]]) -> list[str]:
    """Return the lines of the command list: topics, and under each its commands with one sentence."""
    lines: list[str] = []
    topic = None
    width = max(len(path) for path, _, _ in listed)
    for path, words, of_topic in listed:
        if of_topic != topic:
            lines += ["", of_topic]
            topic = of_topic
        lines.append(f"  {path:<{width}}  {words}")
    return lines


def build_parser(tr: Callable[[str], str]) -> argparse.ArgumentParser:
    """Return the whole parser, in the language of ``tr``."""
    from gemba.cli import (
        captures,
        decisions,
        gui,
        libraries,
        narratives,
        packs,
        purging,
        reviews,
        sessions,
        tickets,
        triage,
    )

    root: Any = _Root(prog="gemba", allow_abbrev=False, usage="gemba [--library DIR] [--json] COMMAND …")
    root.tr = tr
    root.add_argument("--library", metavar="DIR", default=None)
    root.add_argument("--json", action="store_true", default=False)
    root.add_argument("--accept-location", action="store_true", default=False)
    root.add_argument("--take-over", action="store_true", default=False)
    root.add_argument("--version", action="version", version=f"gemba {__version__}")
    commands = Commands(root, tr)
    root.listed = commands.listed
    for topic, module in (
        (N_("Look"), gui),
        (N_("Begin"), packs),
        (N_("Go and see"), sessions),
        (N_("Pictures"), captures),
        (N_("Reviewers elsewhere"), reviews),
        (N_("Tickets"), tickets),
        (N_("What to do first"), triage),
        (N_("Decide"), decisions),
        (N_("Write"), narratives),
        (N_("Keep"), libraries),
        (N_("Forget"), purging),
    ):
        commands.topic(tr(topic))
        module.add_commands(commands)
    parser: argparse.ArgumentParser = root
    return parser
