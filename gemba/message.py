"""A sentence for a person, kept apart from the language it is said in.

Rules, errors and operations speak in Messages: an English template (the gettext id) and its values.
Whoever shows it (window, command line, paper) translates the template. Knows none of the rooms and no catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias


def N_(template: str) -> str:
    """Mark an English template for the catalogues and return it unchanged."""
    return template


Value: TypeAlias = "str | int | float | Message"


@dataclass(frozen=True, slots=True)
class Message:
    """Hold a template such as ``"{k} of {n} seen"`` and the values that fill it.

    A value is a string or a number as it stands, or a Message where the value itself is our words ("month", "low").
    """

    template: str
    values: tuple[tuple[str, Value], ...] = ()

    def said(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of ``translate`` (a gettext function); English without it."""
        words = {name: one.said(translate) if isinstance(one, Message) else one for name, one in self.values}
        return translate(self.template).format(**words)

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.said()


def say(template: str, **values: Value) -> Message:
    """Make a Message; templates passed here are collected for the catalogues as with ``N_``."""
    return Message(template, tuple(sorted(values.items())))


def joined(sentences: Iterable[str]) -> str:
    """Return sentences one after the other; no blank follows a full stop that is as wide as a character."""
    text = ""
    for one in sentences:
        text += one if not text or text.endswith(("。", "！", "？")) else f" {one}"
    return text
