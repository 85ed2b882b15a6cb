"""Write a Rendition to a file: whole, proven and durable, or not at all.

A new file beside the target, verified as it lies on disk, then renamed over it: the old file's bytes are never
reused (RELIABILITY R-07). Takes nothing but Renditions.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path
from typing import BinaryIO, Literal

from gemba.errors import DiskFull, EnvironmentProblem, LibraryReadOnly
from gemba.imaging.picture import EncodedPicture, Rendition
from gemba.imaging.verify import verify_written
from gemba.message import say

Product = Literal["flat", "base"]


def export_picture(rendition: Rendition, target: Path, *, product: Product = "flat") -> None:
    """Write one product of the rendition to ``target``, replacing what is there.

    Returns when it is durable. Raises Refused where the written file does not hold what it must, DiskFull or
    EnvironmentProblem where the disk says no; then ``target`` is as it was and nothing is left beside it.
    """
    picture = chosen(rendition, product)
    temporary = target.with_name(f".{target.name[:40]}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    try:
        _write_new(temporary, picture.data)
        verify_written(temporary, picture, redactions=rendition.redactions)
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as problem:
        raise _said(problem, target) from problem
    finally:
        temporary.unlink(missing_ok=True)


def export_into(rendition: Rendition, stream: BinaryIO, *, product: Product = "flat") -> None:
    """Write one product into an open stream that can seek, from its start; what stood there before is cut off."""
    picture = chosen(rendition, product)
    verify_written(picture.data, picture, redactions=rendition.redactions)
    stream.seek(0)
    stream.write(picture.data)
    stream.truncate()


def chosen(rendition: Rendition, product: Product) -> EncodedPicture:
    """Return one product; raise TypeError for anything that is no Rendition."""
    given: object = rendition
    if not isinstance(given, Rendition):
        raise TypeError("only a Rendition leaves gemba")
    return rendition.flat if product == "flat" else rendition.base


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows has no way to and does without."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_new(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    with contextlib.closing(os.fdopen(handle, "wb", buffering=0)) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        os.fsync(file.fileno())


def _said(problem: OSError, target: Path) -> EnvironmentProblem:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(
            say("There is no room on the disk for {name}.", name=target.name),
            mend=say("Free some space and try again."),
        )
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return LibraryReadOnly(
            say("{name} cannot be written there.", name=target.name), mend=say("Choose a folder that you may write to.")
        )
    return EnvironmentProblem(say("{name} could not be written.", name=target.name), mend=say("Try another folder."))
