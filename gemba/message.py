"""A sentence for a person, kept apart from the language it is said in.

Rules, errors and operations speak in Messages: an English template (the gettext id) and its values.
Whoever shows it (window, command line, paper) translates the template. Knows none of the rooms and no catalogue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def N_(template: str) -> str:
    """Mark an English template for the catalogues and return it unchanged."""
    return template


@dataclass(frozen=True, slots=True)
class Message:
    """Hold a template such as ``"{k} of {n} seen"`` and the values that fill it (strings and numbers)."""

    template: str
    values: tuple[tuple[str, str | int | float], ...] = ()

    def said(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of ``translate`` (a gettext function); English without it."""
        return translate(self.template).format(**dict(self.values))

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.said()


def say(template: str, **values: str | int | float) -> Message:
    """Make a Message; templates passed here are collected for the catalogues as with ``N_``."""
    return Message(template, tuple(sorted(values.items())))
