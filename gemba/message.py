"""A sentence for a person, kept apart from the language it is said in.

Rules, errors and operations speak in Messages: an English template (the gettext id) and its values.
Whoever shows it (window, command line, paper) translates the template; figures in it are written as that language
writes them. Knows none of the rooms and no catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final, TypeAlias

from gemba import cldr


def N_(template: str) -> str:
    """Mark an English template for the catalogues and return it unchanged."""
    return template


Value: TypeAlias = "str | int | float | Decimal | Message"


class Message:
    """Hold a template such as ``"{k} of {n} seen"`` and the values that fill it.

    A value is a string or a whole number as it stands (T1234, line 12), a fraction or a Decimal that is written with
    the separators of the language, or a Message where the value itself is our words ("month", "low"). It is not changed
    once it is made. Its methods stand here in full: a dataclass takes longer to be defined than a start has for it
    (docs/adr/0039).
    """

    __slots__ = ("template", "values")

    def __init__(self, template: str, values: tuple[tuple[str, Value], ...] = ()) -> None:
        """Take the template and its values as they are; ``say`` orders them."""
        self.template: Final = template
        self.values: Final = values

    def __eq__(self, other: object) -> bool:
        """Say whether another says the same of the same."""
        if not isinstance(other, Message):
            return NotImplemented
        return self.template == other.template and self.values == other.values

    def __hash__(self) -> int:
        """Return the same number for equal ones."""
        return hash((self.template, self.values))

    def __repr__(self) -> str:
        """Return it as it is made."""
        return f"Message(template={self.template!r}, values={self.values!r})"

    def said(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of ``translate`` (an i18n.Translator); English without it."""
        return translate(self.template).format(**{name: _said(one, translate) for name, one in self.values})

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.said()


class _Figure:
    """A number inside a sentence: ``{share:.0%}`` is a percentage, any other place holds the number itself."""

    __slots__ = ("language", "value")

    def __init__(self, value: Decimal, language: str) -> None:
        """Take an amount and the language that it is written in."""
        self.value: Final = value
        self.language: Final = language

    def __format__(self, form: str) -> str:
        """Return the figure as the language writes it."""
        if form.endswith("%"):
            return cldr.percent(self.value, self.language, decimals=int(form[1:-1] or 0))
        return cldr.number(self.value, self.language, decimals=None if form else _places(self.value))


def _places(value: Decimal) -> int | None:
    """Return how many decimal places an amount was given; a whole one has none."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else None


def _said(value: Value, translate: Callable[[str], str]) -> object:
    """Return a value as it stands in a sentence."""
    if isinstance(value, Message):
        return value.said(translate)
    if not isinstance(value, (float, Decimal)):
        return value
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return _Figure(exact, str(getattr(translate, "language", "en"))) if exact.is_finite() else value


def say(template: str, **values: Value) -> Message:
    """Make a Message; templates passed here are collected for the catalogues as with ``N_``."""
    return Message(template, tuple(sorted(values.items())))


def count(one: str, many: str, number: int, **values: Value) -> Message:
    """Make a Message about ``number`` things; languages that count in one form translate both templates alike.

    ``{n}`` is the number in either. Both templates are collected for the catalogues.
    """
    return say(one if number == 1 else many, n=number, **values)


def joined(sentences: Iterable[str]) -> str:
    """Return sentences one after the other; no blank follows a full stop that is as wide as a character."""
    text = ""
    for one in sentences:
        text += one if not text or text.endswith(("。", "！", "？")) else f" {one}"
    return text
