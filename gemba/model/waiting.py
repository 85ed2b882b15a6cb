"""Pictures of the screen that wait for their row: one durable file each in `waiting/`, written without the database.

The command that takes a picture while no window runs has 400 ms, and loading what writes rows takes longer than that.
Whoever opens the library for writing next takes them in, under the key and with the time they have had from the
start. A file is its keyed hash, a line of JSON and the picture; one whose hash does not fit is never taken in, and the
check names it (gemba/model/scrub.py). Must not know rows, SQL or what a picture shows.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gemba.message import say
from gemba.model import durable
from gemba.model.disk import environment_problems
from gemba.model.format import WAITING_NAME

_NAME = re.compile(r"([0-9a-f]{32})\.shot")
_HASH_LENGTH = 64


@dataclass(frozen=True, slots=True)
class WaitingShot:
    """One picture that waits: its key, what is known of it, and its bytes."""

    id: str
    told: dict[str, Any]
    data: bytes


class WaitingShots:
    """The pictures that wait in one library; ``hashed`` is the vault's keyed hash."""

    def __init__(self, library: Path, hashed: Callable[[bytes], str]) -> None:
        """Take the library's folder; nothing is made before the first picture."""
        self._folder = library / WAITING_NAME
        self._hashed = hashed

    def put(self, shot: WaitingShot) -> None:
        """Keep a picture; it survives a power cut when this returns. Raises DiskFull, LibraryReadOnly."""
        body = json.dumps(shot.told, ensure_ascii=True, sort_keys=True).encode() + b"\n" + shot.data
        temporary = self._folder / f"{shot.id}.{os.getpid()}.tmp"
        with environment_problems(say("The picture could not be stored.")):
            if not self._folder.is_dir():
                durable.make_folder(self._folder)
            try:
                descriptor = durable.open_new(temporary)
                try:
                    durable.write_all(descriptor, self._hashed(body).encode())
                    durable.write_all(descriptor, body)
                    durable.sync_file(descriptor)
                finally:
                    os.close(descriptor)
                temporary.replace(self._file(shot.id))
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
            durable.sync_folder(self._folder)

    def all(self) -> Iterator[WaitingShot]:
        """Yield those that wait, oldest first; files that were changed, or are none of ours, are left alone."""
        for key in waiting_ids(self._folder.parent):
            shot = self._read(key)
            if shot is not None:
                yield shot

    def spoilt(self) -> list[str]:
        """Return the keys of those that cannot be read or are not as they were written, oldest first."""
        # One that was taken in meanwhile is gone, and in order.
        ids = [key for key in waiting_ids(self._folder.parent) if self._read(key) is None]
        return [key for key in ids if self._file(key).exists()]

    def _read(self, key: str) -> WaitingShot | None:
        try:
            content = durable.read_whole(self._file(key))
        except OSError:
            return None
        body = content[_HASH_LENGTH:]
        if self._hashed(body).encode() != content[:_HASH_LENGTH]:
            return None
        told, _, data = body.partition(b"\n")
        return WaitingShot(key, json.loads(told), data)

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.shot"

    def remove(self, key: str) -> None:
        """Forget one that has its row."""
        with environment_problems(say("A picture that was taken in could not be put away.")):
            self._file(key).unlink(missing_ok=True)
            durable.sync_folder(self._folder)


def waiting_ids(library: Path) -> list[str]:
    """Return the keys of the pictures that wait in a library, oldest first; a look at one folder."""
    try:
        names = [path.name for path in (library / WAITING_NAME).iterdir()]
    except OSError:
        return []
    return sorted(match[1] for name in names if (match := _NAME.fullmatch(name)) is not None)
