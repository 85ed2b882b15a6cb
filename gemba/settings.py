"""Every setting, declared once: its name, where it is kept, what it may be, and what it is for.

Defaults, validation, the settings page and the manual's table all come from ``DECLARED``. Settings of the house
(currency, rates, thresholds) are kept in the library, those of the person in a small JSON file. This module reads
and writes that file; it must not know the library or any other room.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from gemba.errors import UserError
from gemba.message import N_, Message, say
from gemba.pattern import pattern

IN_LIBRARY = N_("library")
OF_PERSON = N_("person")
#: the window keeps settings from several threads, and what one has read must not be written over another's
_WRITING = threading.Lock()


class Setting(NamedTuple):
    """One setting; values are kept as text and checked by ``problem`` (None: fine); ``empty`` says what none means."""

    key: str
    kept_in: str
    default: str
    label: str
    note: str
    problem: Callable[[str], Message | None]
    choices: tuple[str, ...] = ()
    empty: str = N_("none")


def _number(low: Decimal, high: Decimal) -> Callable[[str], Message | None]:
    def problem(text: str) -> Message | None:
        try:
            value = Decimal(text)
        except InvalidOperation:
            return say("“{text}” is not a number.", text=text)
        if not value.is_finite() or not low <= value <= high:
            return say("{text} is not between {low} and {high}.", text=text, low=str(low), high=str(high))
        return None

    return problem


def _one_of(*choices: str) -> Callable[[str], Message | None]:
    def problem(text: str) -> Message | None:
        if text in choices:
            return None
        return say("“{text}” is not one of {choices}.", text=text, choices=", ".join(choices))

    return problem


def _currency(text: str) -> Message | None:
    if len(text) == 3 and text.isascii() and text.isalpha() and text.isupper():
        return None
    return say("“{text}” is no currency; write its three letters, such as EUR.", text=text)


def _rates(text: str) -> Message | None:
    try:
        rates = parse_rates(text)
    except UserError as problem:
        return problem.sentence
    return next((bad for name in rates if (bad := _currency(name))), None)


def _keys(text: str) -> Message | None:
    try:
        parse_keys(text)
    except UserError as problem:
        return problem.sentence
    return None


def _json_list(text: str) -> Message | None:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    return None if isinstance(found, list) else say("“{text}” is no list.", text=text[:40])


def _place(text: str) -> Message | None:
    parts = text.split(",")
    fits = not text or (len(parts) == 2 and all(part.lstrip("-").isdigit() for part in parts))
    return None if fits else say("Write a place as x,y.")


_DESKTOP_KEY = pattern(
    r"((Ctrl|Alt|Shift|Meta)\+)*(F[1-9]|F1[0-9]|F2[0-4]|Print)\Z"
    r"|(Shift\+)?((Ctrl|Alt|Meta)\+)((Ctrl|Alt|Shift|Meta)\+)*[A-Z0-9]\Z",
    re.IGNORECASE,
)


def _desktop_key(text: str) -> Message | None:
    if not text or _DESKTOP_KEY.match(text):
        return None
    return say("“{text}” is no key for the whole desktop; write one such as Ctrl+Alt+G, F8 or Print.", text=text)


def _days_or_none(text: str) -> Message | None:
    if not text or (text.isascii() and text.isdigit() and 1 <= int(text) <= 36_500):
        return None
    return say("“{text}” is no number of days from 1 to 36500; leave it empty to keep them for ever.", text=text[:40])


def _anything(text: str) -> Message | None:
    return None


_LANGUAGES = ("en", "zh-Hans", "zh-Hant", "vi")
DECLARED: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting("house.currency", IN_LIBRARY, "EUR", N_("House currency"), N_("Money is compared in it."), _currency),
        Setting(
            "house.rates",
            IN_LIBRARY,
            "{}",
            N_("Exchange rates"),
            N_(
                "What one unit of another currency is worth in the house currency, such as CNY 0.128. "
                "Printed in the appendix; a ticket without a rate is not ranked."
            ),
            _rates,
        ),
        Setting(
            "smell.teams",
            IN_LIBRARY,
            "3",
            N_("Many teams"),
            N_("From so many teams on."),
            _number(Decimal(2), Decimal(99)),
        ),
        Setting(
            "smell.approvals",
            IN_LIBRARY,
            "2",
            N_("Many approvals"),
            N_("From so many on."),
            _number(Decimal(1), Decimal(99)),
        ),
        Setting(
            "smell.effort_days",
            IN_LIBRARY,
            "3",
            N_("A simple fix"),
            N_("At most so many person-days."),
            _number(Decimal("0.1"), Decimal(999)),
        ),
        Setting(
            "chance.money",
            IN_LIBRARY,
            "5000",
            N_("Big money"),
            N_("Even the low estimate is so much a year, in the house's currency."),
            _number(Decimal(1), Decimal(10**12)),
        ),
        Setting(
            "chance.effort_days",
            IN_LIBRARY,
            "5",
            N_("Few days"),
            N_("Even the high estimate is at most so many person-days."),
            _number(Decimal("0.1"), Decimal(999)),
        ),
        Setting(
            "demand.sources",
            IN_LIBRARY,
            "3",
            N_("Demand"),
            N_("From so many sources on."),
            _number(Decimal(2), Decimal(99)),
        ),
        Setting(
            "paper.size", IN_LIBRARY, "A4", N_("Paper"), N_("A4 or Letter."), _one_of("A4", "Letter"), ("A4", "Letter")
        ),
        Setting(
            "paper.line", IN_LIBRARY, "", N_("Confidentiality line"), N_("Stands at the foot of each page."), _anything
        ),
        Setting(
            "originals.kept_days",
            IN_LIBRARY,
            "",
            N_("Keep originals for so many days"),
            N_("Empty: for ever. Older ones are purged once a day, and no undo goes past that."),
            _days_or_none,
            empty=N_("for ever"),
        ),
        Setting(
            "language",
            OF_PERSON,
            "en",
            N_("Language"),
            N_("Of window and command line."),
            _one_of(*_LANGUAGES),
            _LANGUAGES,
        ),
        Setting(
            "appearance",
            OF_PERSON,
            "system",
            N_("Appearance"),
            N_("Light, dark, or as the system."),
            _one_of("system", "light", "dark"),
            ("system", "light", "dark"),
        ),
        Setting("library", OF_PERSON, "", N_("Library"), N_("Opens where none is named."), _anything),
        Setting("keys", OF_PERSON, "{}", N_("Keys"), N_("What was changed, by the id of the action."), _keys),
        Setting(
            "tickets.views", OF_PERSON, "[]", N_("Saved views"), N_("Of the tickets; made in the list."), _json_list
        ),
        Setting("wall.not_alike", IN_LIBRARY, "[]", N_("Not alike"), N_("Said of pictures, on the wall."), _json_list),
        Setting("palette.recent", OF_PERSON, "[]", N_("Used last"), N_("In the palette."), _json_list),
        Setting("live.mini_bar", OF_PERSON, "", N_("Place of the mini bar"), "Where it was last left, as x,y.", _place),
        Setting("capture.key.region", OF_PERSON, "Ctrl+Alt+G", N_("Region or window"), N_("Anywhere."), _desktop_key),
        Setting("capture.key.screen", OF_PERSON, "Ctrl+Alt+S", N_("Whole screen"), N_("Anywhere."), _desktop_key),
        Setting("capture.key.window", OF_PERSON, "", N_("Window in front"), N_("Anywhere."), _desktop_key),
        Setting("capture.key.last", OF_PERSON, "Ctrl+Alt+A", N_("Last region again"), N_("Anywhere."), _desktop_key),
        Setting(
            "capture.folder",
            OF_PERSON,
            "",
            N_("Watched folder"),
            N_("Pictures that come into it are added: to the visit that runs, else to the inbox."),
            _anything,
        ),
        Setting(
            "capture.pointer",
            OF_PERSON,
            "away",
            N_("Mouse pointer"),
            N_("Left away, or put onto the picture as a mark that can be moved and taken off."),
            _one_of("away", "mark"),
            ("away", "mark"),
        ),
        Setting("capture.last_region", OF_PERSON, "", N_("Last region"), "Of the screen; taken again.", _anything),
        Setting(
            "recognise",
            OF_PERSON,
            "on",
            N_("Read text on pictures"),
            N_("In the background, on this computer, so that pictures are found by what stands on them."),
            _one_of("on", "off"),
            ("on", "off"),
        ),
        Setting(
            "recognise.names",
            IN_LIBRARY,
            "",
            N_("Names to cover"),
            N_("With commas between them. They are proposed on pictures, and masked in all that leaves."),
            _anything,
        ),
        Setting("backup.second_folder", OF_PERSON, "", N_("Second backup folder"), N_("On another disk."), _anything),
    )
}


def parse_rates(text: str) -> dict[str, Decimal]:
    """Read ``{"CNY": "0.128"}`` as rates into the house currency; raise UserError where it is not that."""
    try:
        data = json.loads(text or "{}")
        rates = {str(name): Decimal(str(rate)) for name, rate in data.items()}
    except (ValueError, AttributeError, InvalidOperation) as problem:
        raise UserError(say("The exchange rates cannot be read."), mend=say('Write {{"CNY": "0.128"}}.')) from problem
    for name, rate in rates.items():
        if not rate.is_finite() or rate <= 0:
            raise UserError(say("The rate of {name} is not above zero.", name=name))
    return rates


def parse_keys(text: str) -> dict[str, tuple[str, ...]]:
    """Read ``{"history.show": ["Ctrl+H"]}`` as keys by the id of an action; raise UserError where it is not that."""
    try:
        data = json.loads(text or "{}")
        return {str(name): tuple(str(key) for key in keys) for name, keys in data.items() if isinstance(keys, list)}
    except (ValueError, AttributeError) as problem:
        raise UserError(
            say("The changed keys cannot be read."), mend=say("Set the setting “keys” to {{}}.")
        ) from problem


def checked(key: str, text: str) -> str:
    """Return ``text`` when the setting may have that value; raise UserError with a sentence otherwise."""
    setting = DECLARED.get(key)
    if setting is None:
        raise UserError(say("There is no setting named “{key}”.", key=key))
    problem = setting.problem(text)
    if problem is not None:
        raise UserError(problem)
    return text


class PersonSettings:
    """The settings of one person in one JSON file that holds only what differs from the defaults."""

    def __init__(self, file: Path) -> None:
        """Read the file; one that is missing or broken counts as empty, and a broken one is kept aside."""
        self._file = file
        self._values = self._read()

    def _read(self) -> dict[str, str]:
        try:
            data = json.loads(self._file.read_text("utf-8"))
            return {key: str(data[key]) for key in data if key in DECLARED and DECLARED[key].kept_in == OF_PERSON}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError):
            self._set_aside()
            return {}

    def _set_aside(self) -> None:
        try:
            self._file.replace(self._file.with_suffix(".broken.json"))
        except OSError:
            return

    def get(self, key: str) -> str:
        """Return a setting's value, or its default."""
        return self._values.get(key, DECLARED[key].default)

    def set(self, key: str, text: str) -> None:
        """Check and keep a value; the file is replaced whole, so that a crash leaves the old one."""
        value = checked(key, text)
        # It loads a dozen modules that reading does not need, and every start reads.
        import tempfile

        with _WRITING:
            # Window, settings page and command line each read the file; what another kept since then stays.
            self._values = {**self._read(), key: value}
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor, name = tempfile.mkstemp(dir=self._file.parent, prefix=".settings-")
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(self._values, file, ensure_ascii=False, indent=1, sort_keys=True)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._file)
