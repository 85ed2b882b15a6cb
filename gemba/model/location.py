"""Judge the place of a library: local disk, network disk or synced folder; and whose folder it is.

A database on a network or synced folder is lost sooner or later, so none is created there; an existing one opens
only after a clear choice, and never in WAL mode on a network disk (D-16). A folder of somebody else, a planted
link or a parent that anybody may rewrite is refused (H-18). Must not know what a library holds.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path, PurePath
from typing import NamedTuple

from gemba.errors import LocationProblem
from gemba.message import Message, say
from gemba.model import filesystem
from gemba.pattern import pattern


class LocationKind(StrEnum):
    """What sort of place a path is in."""

    LOCAL = "local"
    NETWORK = "network"
    SYNCED = "synced"


class Location(NamedTuple):
    """The verdict on a place; ``reason`` is a sentence, empty where the place is good."""

    kind: LocationKind
    reason: Message | None = None

    @property
    def is_good(self) -> bool:
        """Say whether a library may be created here."""
        return self.kind is LocationKind.LOCAL

    @property
    def allows_wal(self) -> bool:
        """Say whether SQLite's WAL works here; it needs shared memory, which no network disk has."""
        return self.kind is not LocationKind.NETWORK


_SYNCED_NAMES: tuple[tuple[str, str], ...] = (
    (r"dropbox( \(.+\))?", "Dropbox"),
    (r"onedrive( - .+)?", "OneDrive"),
    (r"icloud ?drive|mobile documents|com~apple~clouddocs", "iCloud"),
    (r"nextcloud\d?", "Nextcloud"),
    (r"owncloud\d?", "ownCloud"),
    (r"google ?drive.*|my drive", "Google Drive"),
    (r"box sync", "Box"),
    (r"cloudstorage", "macOS cloud storage"),
    (r"pclouddrive|pcloud drive|megasync|syncthing", "a sync program"),
)
_SYNCED_NAME = pattern("|".join(f"(?:{words})" for words, _ in _SYNCED_NAMES), re.I)
_SYNCED_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
}
_MEND = say("Choose a folder on a disk of this computer; to share work, export a bundle into the shared folder.")


def classify(path: Path, *, file_system: Callable[[Path], filesystem.FileSystem] = filesystem.of) -> Location:
    """Say what sort of place ``path`` (existing or not) is in.

    ``file_system`` tells the kind of disk of an existing folder; tests give their own.
    """
    if is_unc(str(path)):
        return Location(LocationKind.NETWORK, say("The folder is on a network share."))
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - links are judged by their own name and by their target
    for candidate in dict.fromkeys((absolute, absolute.resolve())):
        synced = _synced_by(candidate)
        if synced is not None:
            return Location(LocationKind.SYNCED, say("The folder is kept in step by {program}.", program=synced))
    disk = file_system(_existing(absolute.resolve()))
    if disk.is_network:
        return Location(LocationKind.NETWORK, say("The folder is on a network disk ({name}).", name=disk.name))
    return Location(LocationKind.LOCAL)


def is_unc(path: str) -> bool:
    r"""Say whether a path names another computer: `\\server\share` or `//server/share`."""
    return bool(re.match(r"(\\\\|//)[^\\/]+[\\/]", path)) and not path.startswith("\\\\?\\")


def check_place(folder: Path, *, creating: bool, accept_location: bool = False) -> Location:
    """Return the location of a library folder, or raise LocationProblem.

    Nothing is created in a bad place; an existing library opens there only with ``accept_location``.
    """
    location = classify(folder)
    if location.is_good or (accept_location and not creating):
        return location
    reason = location.reason or say("The folder is in a bad place.")
    if creating:
        raise LocationProblem(reason, mend=_MEND)
    raise LocationProblem(
        reason, mend=say("Move it to a disk of this computer, or open it once more with --accept-location.")
    )


def check_owner(folder: Path, *, creating: bool) -> None:
    """Raise LocationProblem where the library folder is not this person's own, or may be swapped by others.

    Looks at the folder itself, at the names the library uses inside it, and at the parent.
    """
    _check_parent(folder.parent, creating=creating)
    for path in (folder, *(folder / name for name in _OWN_NAMES)):
        _check_one(path)


_OWN_NAMES = ("library.db", "library.db-wal", "library.db-shm", "lock", "blobs", "vault", "cache", "backups")


def _check_one(path: Path) -> None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISLNK(found.st_mode):
        raise LocationProblem(
            say("“{name}” is a link to another place.", name=path.name),
            mend=say("Open the library under its real folder, or remove the link."),
        )
    if sys.platform != "win32" and found.st_uid != os.geteuid():
        raise LocationProblem(
            say("“{name}” belongs to another user of this computer.", name=path.name),
            mend=say("Open your own library; for somebody else's ask for a bundle."),
        )


def _check_parent(parent: Path, *, creating: bool) -> None:
    """Refuse a parent in which anybody may rename or replace the library."""
    if sys.platform == "win32" or not parent.exists():
        return
    mode = parent.stat().st_mode
    if creating and mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        raise LocationProblem(
            say("Everybody may change the folder “{name}” in which the library would stand.", name=parent.name),
            mend=say("Choose a folder that only you may write to."),
        )


def _synced_by(path: PurePath) -> str | None:
    """Return the sync program whose folder the path is in: by the names on the way, then by its mark files."""
    for part in path.parts:
        if _SYNCED_NAME.fullmatch(part):
            return next(program for words, program in _SYNCED_NAMES if re.fullmatch(words, part, re.I))
    for folder in Path(path).parents:
        for marker, program in _SYNCED_MARKERS.items():
            # ~/.dropbox is the program's own settings folder, not the mark of a synced folder.
            if (folder / marker).exists() and not (marker == ".dropbox" and (folder / marker).is_dir()):
                return program
    return None


def _existing(path: Path) -> Path:
    """Return the nearest folder on the way up that exists."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return path
