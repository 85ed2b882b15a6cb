"""Settings of house and person in one place: those of the house live in the library, those of the person in a file.

What settings there are is declared in gemba/settings.py. Must not know what they are used for.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gemba.errors import GembaError
from gemba.message import N_
from gemba.model.library import Library
from gemba.settings import DECLARED, IN_LIBRARY, PersonSettings, checked

_UNKEPT = "setting:"


class SettingRow(NamedTuple):
    """One setting with its present value."""

    key: str
    value: str
    kept_in: str
    label: str
    note: str


class Preferences:
    """The settings that hold for one library and one person."""

    def __init__(self, library: Library, person_file: Path) -> None:
        """Take the open library and the person's settings file."""
        self._library = library
        self._person_file = person_file

    def get(self, key: str) -> str:
        """Return a setting's value, or its default."""
        if DECLARED[key].kept_in != IN_LIBRARY:
            return PersonSettings(self._person_file).get(key)
        value = self._library.queries.settings().get(key)
        return DECLARED[key].default if value is None else str(value)

    def set(self, key: str, text: str, *, looked_at: bool = False) -> None:
        """Check and keep a value; raises UserError for a key that is not declared or a value it cannot have.

        A second folder for backups is looked at on its disk, too (see ``look_at_second``), which may last as long as a
        network disk does; not where it was ``looked_at`` just now.
        """
        value = checked(key, text)
        if key == "backup.second_folder" and value and not looked_at:
            from gemba.services.keeping.second_folder import look_at_second

            look_at_second(value, self._library.folder)
        if DECLARED[key].kept_in != IN_LIBRARY:
            PersonSettings(self._person_file).set(key, value)
            return
        from gemba.services.writing import papers

        self._library.run(N_("Change a setting"), lambda op: papers.set_setting(op, key, value))

    def set_unseen(self, key: str, text: str) -> None:
        """Keep a value whose window goes; what refuses it can be said nowhere then, so the value waits as ``unkept``.

        Raises EnvironmentProblem where not even that can be written.
        """
        try:
            self.set(key, text)
        except (GembaError, OSError):
            self._library.save_draft(f"{_UNKEPT}{key}", text)

    def unkept(self, key: str) -> str:
        """Return a value that was refused when nobody could be told, "" for none."""
        return next((row.text for row in self._library.queries.drafts() if row.key == f"{_UNKEPT}{key}"), "")

    def forget_unkept(self, key: str) -> None:
        """Let go of a refused value: somebody sees it now."""
        self._library.save_draft(f"{_UNKEPT}{key}", "")

    def all(self) -> tuple[SettingRow, ...]:
        """Return every declared setting in the order of its declaration."""
        return tuple(
            SettingRow(one.key, self.get(one.key), one.kept_in, one.label, one.note) for one in DECLARED.values()
        )
