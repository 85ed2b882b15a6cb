"""Say things in the window's language: sentences, counts, numbers, money, days and times.

One object for one language, handed on with the Desk. Must not know Qt nor any room: gemba/i18n.py has the catalogues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from gemba import i18n
from gemba.errors import GembaError
from gemba.message import Message, joined
from gemba.model.roles import OWN_ROLES

if TYPE_CHECKING:
    from gemba.model.rows import Moment

PSEUDO = "pseudo"


def pseudo(text: str) -> str:
    """Return a text a third longer and in brackets, so that fixed strings and cut text show (STACK §9)."""
    longer = "·" * (len(text) // 3)
    # As breakable as words are: one word of fifty letters stands in no language of ours.
    return f"⟦{text}{' '.join(longer[at : at + 8] for at in range(0, len(longer), 8))}⟧"


class Words:
    """The words of one language; "pseudo" marks and lengthens every English sentence."""

    def __init__(self, language: str) -> None:
        """Take one of i18n.LANGUAGES, or "pseudo"."""
        self.language = "en" if language == PSEUDO else language
        self.translate: Callable[[str], str] = pseudo if language == PSEUDO else i18n.translator(language)

    def tr(self, template: str, **values: str | int | float) -> str:
        """Return an English template in the language, its places filled; collected for the catalogues."""
        said = self.translate(template)
        return said.format(**values) if values else said

    def count(self, one: str, many: str, number: int, **values: str | int | float) -> str:
        """Return ``one`` or ``many`` as the language counts; ``{n}`` is the number, with its separators.

        Chinese and Vietnamese have one form only, which is ``many``. Both templates are collected for the catalogues.
        """
        single = number == 1 and self.language == "en"
        return self.translate(one if single else many).format(n=self.number(number), **values)

    def say(self, message: Message) -> str:
        """Return a Message in the language."""
        return message.said(self.translate)

    def problem(self, error: GembaError) -> str:
        """Return what an error says, with its mend."""
        return joined(self.say(part) for part in (error.sentence, error.mend) if part is not None)

    def listed(self, parts: Iterable[str]) -> str:
        """Return words one after the other with the comma of the language; an empty one is left out."""
        return ("、" if self.language.startswith("zh") else ", ").join(part for part in parts if part)

    def told(self, name: str, text: str) -> str:
        """Return what is said of something behind its name, with the colon of the language."""
        return f"{name}：{text}" if self.language.startswith("zh") else f"{name}: {text}"

    def role(self, stored: str) -> str:
        """Return a role as it was written; one that gemba wrote itself (model/roles.py) is said in the language."""
        return self.translate(stored) if stored in OWN_ROLES else stored

    def role_from(self, said: str) -> str:
        """Return how a role that a person reads or typed is stored: the other way round of ``role``."""
        return next((one for one in OWN_ROLES if self.translate(one) == said), said)

    def number(self, value: Decimal | float, *, decimals: int | None = None) -> str:
        """Return a number with the language's separators."""
        if isinstance(value, int) and abs(value) < 1000:
            # Small counts stand everywhere at the start; Babel is not loaded for them.
            return str(value)
        return i18n.say_number(value, self.language, decimals=decimals)

    def money(self, value: Decimal | float, currency: str) -> str:
        """Return an amount with its currency's code."""
        return i18n.say_money(value, currency, self.language)

    def percent(self, share: float, *, decimals: int = 0) -> str:
        """Return a share of 0–1 as a percentage."""
        return i18n.say_percent(share, self.language, decimals=decimals)

    def day(self, day: date, *, style: str = "medium") -> str:
        """Return a day in words; ``style`` is Babel's."""
        return i18n.say_date(day, self.language, style=style)

    def clock(self, moment: Moment, *, seconds: bool = False) -> str:
        """Return the time of day as it was at the place, "14:03"."""
        return moment.local().strftime("%H:%M:%S" if seconds else "%H:%M")

    def moment(self, moment: Moment, *, style: str = "long") -> str:
        """Return day and time of day as they were at the place, in the order of the language."""
        day, clock = self.day(moment.local().date(), style=style), self.clock(moment)
        if self.language == "vi":
            return f"{clock} {day}"
        return f"{day} {clock}" if self.language.startswith("zh") else f"{day}, {clock}"
