"""Say sentences, numbers, money and dates in a person's language: gettext catalogues and Babel, nothing of Qt.

Templates are English and marked with ``N_`` or ``say`` (gemba/message.py). A language without a catalogue, or a
sentence missing from it, is said in English. Must not know any room, and must not remember a language globally:
the narrative's language and the window's are two different things.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from gemba import cldr, paths

LANGUAGES = ("en", "zh-Hans", "zh-Hant", "vi")
_BABEL_NAMES = {"en": "en_GB", "zh-Hans": "zh_Hans_CN", "zh-Hant": "zh_Hant_TW", "vi": "vi_VN"}


class Translator:
    """A gettext function that knows its language, so that figures in a sentence are written as there (message.py)."""

    __slots__ = ("gettext", "language")

    def __init__(self, language: str, gettext: Callable[[str], str]) -> None:
        """Take a language and what says an English template in it."""
        self.language: Final = language
        self.gettext: Final = gettext

    def __call__(self, template: str) -> str:
        """Return an English template in the language."""
        return self.gettext(template)


@cache
def translator(language: str) -> Translator:
    """Return the gettext function of a language ("en", "zh-Hans", "zh-Hant", "vi"); English where it has none."""
    if not (paths.locale() / language.replace("-", "_")).is_dir():
        return Translator("en", str)
    import gettext

    try:
        catalogue: gettext.NullTranslations = gettext.translation(
            "gemba", localedir=str(paths.locale()), languages=[language.replace("-", "_")]
        )
    except OSError:
        return Translator("en", str)
    return Translator(language, catalogue.gettext)


def babel_name(language: str) -> str:
    """Return Babel's name for one of our languages; British English for an unknown one."""
    return _BABEL_NAMES.get(language, "en_GB")


def say_number(value: Decimal | float, language: str, *, decimals: int | None = None) -> str:
    """Return a number with the separators of the language; ``decimals`` fixes the places, else at most two."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if exact.is_finite():
        return cldr.number(exact, language, decimals=decimals)
    from babel.numbers import format_decimal

    pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, format=pattern, locale=babel_name(language)))


def say_money(value: Decimal | float, currency: str, language: str) -> str:
    """Return an amount in whole units with its ISO code: "EUR 14,000" (en), "14,000 EUR" (zh), "14.000 EUR" (vi).

    The code stands instead of a sign because one document mixes currencies, and "$" or "¥" name several. It stands
    where the catalogue's sentences and the paper have it in the language.
    """
    amount = say_number(value, language, decimals=0)
    behind = language.startswith("zh") or language == "vi"
    return " ".join(part for part in ((amount, currency) if behind else (currency, amount)) if part)


def say_percent(share: float, language: str, *, decimals: int = 0) -> str:
    """Return a share of 0–1 as a percentage; English sets a blank that does not break before the sign (house style)."""
    exact = Decimal(str(share))
    if exact.is_finite():
        return cldr.percent(exact, language, decimals=decimals)
    return f"{say_number(share, language)}%"


def say_date(day: date, language: str, *, style: str = "long") -> str:
    """Return a date in words; ``style`` is Babel's: full, long, medium or short."""
    if style in ("medium", "long"):
        return cldr.day(day, language, style=style)
    from babel.dates import format_date

    return str(format_date(day, format=style, locale=babel_name(language)))
