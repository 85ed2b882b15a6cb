"""The errors a person can meet, and the one tree they hang on.

    GembaError
    ├── UserError               something asked for cannot be done; says what, where, and the mend (exit 1)
    │   └── Refused             a rule of DOMAIN says no (gate, review, consent); nothing was changed
    └── EnvironmentProblem      the machine says no: disk full, read-only, locked, no font (exit 3)
        ├── LibraryBusy         another process holds the library's lock
        ├── LibraryNewer        the library was written by a newer gemba; it opens read-only
        ├── LibraryOlder        the library must be brought to the new form first, which takes long
        ├── LibraryReadOnly     the folder or file cannot be written
        ├── LibraryDamaged      a check found damage; nothing was repaired in place
        ├── LocationProblem     the folder is on a network or cloud-synced disk
        └── DiskFull            no space; what was not acknowledged is still in memory

Everything else that is raised is a bug. This module knows none of the rooms. Sentences are Messages,
so that window, command line and paper say them in their own language.
"""

from __future__ import annotations

from gemba.message import Message


class GembaError(Exception):
    """Carry one sentence for the person: what and where, and (``mend``) how to put it right."""

    def __init__(self, sentence: Message, *, mend: Message | None = None) -> None:
        """Take the sentence and its mend; neither may hold text that a log must not see."""
        super().__init__(sentence.template)
        self.sentence = sentence
        self.mend = mend

    def __str__(self) -> str:
        """Say sentence and mend in English, as the command line prints them."""
        return str(self.sentence) if self.mend is None else f"{self.sentence} {self.mend}"


class UserError(GembaError):
    """Say that what was asked for cannot be done as asked. Exit code 1."""


class Refused(UserError):
    """Say that a rule of the domain refuses; nothing was changed."""


class EnvironmentProblem(GembaError):
    """Say that the machine, not the person, stands in the way. Exit code 3."""


class LibraryBusy(EnvironmentProblem):
    """Say that another process holds the library."""


class LibraryNewer(EnvironmentProblem):
    """Say that the library needs a newer gemba."""


class LibraryOlder(EnvironmentProblem):
    """Say that the library must be brought to the new form before it opens."""


class LibraryReadOnly(EnvironmentProblem):
    """Say that the library can be read but not written."""


class LibraryDamaged(EnvironmentProblem):
    """Say that a check found damage and what can be restored."""


class LocationProblem(EnvironmentProblem):
    """Say that a library must not live in this place."""


class DiskFull(EnvironmentProblem):
    """Say that the disk is full and what is not yet stored."""
