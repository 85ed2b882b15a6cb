"""Whether a folder does as the second one for backups: judged when it is named, not when a backup is due.

Must not know how a backup is made, nor where the folder's name is kept.
"""

from __future__ import annotations

from pathlib import Path

from gemba.errors import EnvironmentProblem, UserError
from gemba.message import Message, say
from gemba.model.location import LocationKind, classify
from gemba.paths import folder_named

_ANOTHER = say("Choose a folder on another disk.")


def look_at_second(told: str, library: Path) -> Message | None:
    """Return what speaks against a folder for second backups of ``library``, None for nothing; it changes nothing.

    Raises UserError where it cannot be one: it is not there and cannot be made, or is part of the library; and an
    EnvironmentProblem where nothing can be written there. May take as long as a network disk does.
    """
    try:
        return _against(told, library)
    except OSError:  # a folder on the way may not even be looked into, and a disk may go while it is looked at
        raise _no_writing(told) from None


def _against(told: str, library: Path) -> Message | None:
    folder = folder_named(told)
    # A link that leads nowhere stands in the way of a folder of its name.
    there = folder if folder.exists() or folder.is_symlink() else folder.parent
    if not folder.is_absolute() or not there.is_dir():
        raise UserError(
            say("There is no folder “{folder}”, and none can be made there.", folder=told),
            mend=say("Plug its disk in, or choose another folder."),
        )
    if library.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise UserError(
            say("“{folder}” is part of the library: what happens to one happens to both.", folder=told), mend=_ANOTHER
        )
    _try_to_write(there)
    place = classify(folder)
    if place.kind is LocationKind.SYNCED:
        return place.reason
    if there.stat().st_dev == library.stat().st_dev:
        return say("It is on the same disk as the library: if that disk fails, both are lost.")
    return None


def _try_to_write(folder: Path) -> None:
    """Make a file that is gone at once; raises OSError where there can be none."""
    # It loads a dozen modules that nobody else here needs.
    import tempfile

    tempfile.TemporaryFile(dir=folder).close()


def _no_writing(told: str) -> EnvironmentProblem:
    return EnvironmentProblem(say("Nothing can be written into “{folder}”.", folder=told), mend=_ANOTHER)
