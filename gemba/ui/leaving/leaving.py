"""What a place says about a file that is to leave: its kind, its name, what is in it, and how it is written.

Values only. Must not know how the sheet shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gemba.services.leaving.reckoning import Reckoned, UnreviewedPicture
from gemba.ui.jobs import Job
from gemba.ui.language.words import Words

__all__ = ["Hindrance", "Leaving", "LeavingLine", "Outgoing", "Suffix", "UnreviewedPicture", "lines_of"]


@dataclass(frozen=True, slots=True)
class LeavingLine:
    """One sentence of what will leave, in the window's language, with an icon; ``kind`` colours the icon.

    ``only`` is the ending of the one form that it goes for, empty for all.
    """

    icon: str
    sentence: str
    kind: str = "muted"
    only: str = ""


@dataclass(frozen=True, slots=True)
class Suffix:
    """One form to write: the file's ending (".pdf", "" for a folder) and what a person calls it ("PDF")."""

    ending: str
    text: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What the person chose on the sheet."""

    path: Path
    language: str
    accept_unreviewed: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What has to be mended before anything can be written: the words of the button that leads there, and its way."""

    button: str
    go: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What is to leave.

    ``write`` is called off the window's thread and returns the file; without it the sheet only asks, and hands the
    chosen path on. ``later`` finds lines that take a moment to reckon (pages), off the window's thread too.
    ``asks`` names a field for words of the person that go with it, masked. ``languages`` are (code, name) where the
    file's fixed words have a language. With a ``hindrance`` nothing is written: its button stands in the place of the
    one that writes. ``may_leave_out`` says whether it can be written without the pictures that are
    not reviewed, ``names_those`` whether those are named in it then.
    """

    title: str
    suffixes: tuple[Suffix, ...]
    name: str
    lines: tuple[LeavingLine, ...]
    unreviewed: tuple[UnreviewedPicture, ...] = ()
    may_leave_out: bool = True
    names_those: bool = True
    languages: tuple[tuple[str, str], ...] = ()
    language: str = ""
    asks: str = ""
    hindrance: Hindrance | None = None
    write: Callable[[Outgoing, Job], Path] | None = None
    later: Callable[[Job], Sequence[LeavingLine]] | None = None

    @property
    def is_folder(self) -> bool:
        """Say whether a new folder can be written; one that is there already is never replaced."""
        return not all(one.ending for one in self.suffixes)


def lines_of(words: Words, found: Reckoned) -> tuple[LeavingLine, ...]:
    """Return the sentences for what a service reckoned; what is nothing is left unsaid, but what is masked."""
    lines = []
    if found.notes:
        lines.append(LeavingLine("sticky-note", words.count("{n} note", "{n} notes", found.notes)))
    if found.pictures and found.unreviewed:
        said = words.count("{n} reviewed picture", "{n} reviewed pictures", found.pictures)
        lines.append(LeavingLine("images", said))
    elif found.pictures:
        said = words.count("{n} picture, reviewed", "{n} pictures, all reviewed", found.pictures)
        lines.append(LeavingLine("images", said))
    else:
        lines.append(LeavingLine("images", words.tr("No pictures")))
    if found.names_as_roles:
        said = words.count("{n} name printed as a role", "{n} names printed as roles", found.names_as_roles)
        lines.append(LeavingLine("circle-user", said))
    else:
        lines.append(LeavingLine("circle-user", words.tr("No names of people without consent")))
    if found.masked:
        said = words.count("{n} name, number or address masked", "{n} names, numbers or addresses masked", found.masked)
        lines.append(LeavingLine("eye-off", said))
    else:
        lines.append(LeavingLine("eye-off", words.tr("No numbers or addresses to mask")))
    return tuple(lines)
