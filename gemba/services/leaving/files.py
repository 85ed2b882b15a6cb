"""Write a file that leaves the library: whole and verified, or not at all (RELIABILITY §2, "export").

The bytes go to a temporary file in the target's folder, are verified there, brought to the disk, and only then take
the target's name; any fault removes the temporary file and leaves what stood there. Must not know what is written.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from gemba.errors import GembaError, UserError
from gemba.message import Message, say
from gemba.model import durable
from gemba.model.disk import environment_problems

_UNSAFE = re.compile(r"[^\w.-]+")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?\Z", re.IGNORECASE)
_LONGEST_SLUG = 60


def write_outgoing(
    target: Path, make: Callable[[Path], None], *, doing: Message, verify: Callable[[Path], None]
) -> Path:
    """Write ``target`` by way of a temporary file that ``make`` fills and ``verify`` examines; return the target.

    ``verify`` raises where the file is not what it should be. Raises UserError where the target cannot be a file,
    EnvironmentProblem or DiskFull with ``doing`` where the machine stands in the way.
    """
    folder = outgoing_folder(target)
    temporary = folder / f".{os.urandom(8).hex()}.gemba.tmp"
    with environment_problems(doing):
        try:
            os.close(durable.open_new(temporary))
            make(temporary)
            verify(temporary)
            _sync(temporary)
            temporary.replace(folder / target.name)
            durable.sync_folder(folder)
        finally:
            temporary.unlink(missing_ok=True)
    return folder / target.name


def outgoing_folder(target: Path) -> Path:
    """Return the folder that ``target`` goes into; raises UserError where the target cannot be a file."""
    folder = target.parent if target.parent != Path() else Path.cwd()
    if target.is_dir():
        raise UserError(say("“{name}” is a folder.", name=target.name), mend=say("Name a file in it."))
    if not folder.is_dir():
        raise UserError(say("The folder of “{name}” does not exist.", name=target.name), mend=say("Make it first."))
    return folder


def write_bytes(target: Path, data: bytes, *, doing: Message) -> Path:
    """Write ``data`` as ``target``, verified by reading it back; see ``write_outgoing``."""

    def make(temporary: Path) -> None:
        with open(temporary, "wb", opener=_existing) as file:
            file.write(data)

    def verify(temporary: Path) -> None:
        if durable.read_whole(temporary) != data:
            raise ExportNotTrue(doing)

    return write_outgoing(target, make, doing=doing, verify=verify)


class ExportNotTrue(GembaError):
    """Say that what was written is not what was meant; nothing was left behind."""


def _existing(name: str, flags: int) -> int:
    return os.open(name, flags & ~os.O_CREAT | getattr(os, "O_NOFOLLOW", 0))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        durable.sync_file(descriptor)
    finally:
        os.close(descriptor)


def slug(text: str, *, fallback: str) -> str:
    """Return ``text`` as a piece of a file name: no path, no control or invisible signs, at most 60 characters."""
    bare = unicodedata.normalize("NFC", "".join(c for c in text if unicodedata.category(c)[0] != "C"))
    name = _UNSAFE.sub("-", bare).strip("-._")[:_LONGEST_SLUG].strip("-._")
    return fallback if not name or _DEVICES.match(name) else name
