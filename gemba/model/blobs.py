"""Keep bytes for ever under the name of their hash: pictures that may leave (`blobs/`) and originals (`vault/`).

A file is written once and never changed. Names in `blobs/` are SHA-256; names in `vault/` are a keyed hash, so
that no file name or row can confirm a guess about an original (RELIABILITY §2, rules 4 and 5). Must not know
rows, pictures or who refers to a blob: `leftovers.py` decides what may go.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from gemba.errors import LibraryDamaged
from gemba.message import Message, say
from gemba.model import durable
from gemba.model.disk import environment_problems
from gemba.pattern import pattern

NAME = pattern(r"[0-9a-f]{64}")
_MEND = say("Run “gemba check” to see what else is damaged, and “gemba restore” to fetch it from a backup.")


class BlobStore:
    """Hold one folder of write-once files, `ab/<64 hex digits>`.

    ``key`` (16 to 64 bytes) makes it a vault with keyed names. Safe to use from several threads.
    """

    def __init__(self, folder: Path, *, key: bytes | None = None) -> None:
        """Take an existing folder; nothing is created before the first ``put``."""
        if key is not None and not 16 <= len(key) <= 64:
            raise ValueError("a vault's key has 16 to 64 bytes")
        self.folder = folder
        self._key = key
        self._writing = threading.Lock()
        self._known_durable: set[Path] = set()
        self._doubtful: set[str] = set()

    def name_of(self, data: bytes) -> str:
        """Return the name these bytes have here, stored or not."""
        # It loads 4 MB of OpenSSL; looking at what is stored needs no hash.
        import hashlib

        if self._key is None:
            return hashlib.sha256(data).hexdigest()
        return hashlib.blake2b(data, digest_size=32, key=self._key).hexdigest()

    def path(self, name: str) -> Path:
        """Return where a blob of that name stands; raise ValueError for anything that is no name."""
        if not NAME.fullmatch(name):
            raise ValueError("not the name of a blob")
        return self.folder / name[:2] / name

    def put(self, data: bytes) -> str:
        """Store bytes and return their name; when this returns they survive a power cut.

        Bytes that are there already are verified, not written again; a damaged file under their name is
        replaced by the good bytes. Raises DiskFull, LibraryReadOnly or EnvironmentProblem; then nothing is
        promised, and a second ``put`` starts from a new file.
        """
        name = self.name_of(data)
        target = self.path(name)
        with self._writing, environment_problems(say("The picture could not be stored.")):
            self._prepare(target.parent)
            if name in self._doubtful or not self._holds(target, name):
                self._write(target, name, data)
            self._doubtful.add(name)
            durable.sync_folder(target.parent)
            self._doubtful.discard(name)
        return name

    def get(self, name: str) -> bytes:
        """Return the bytes of a blob, verified. Raises LibraryDamaged where they are missing or changed."""
        try:
            data = durable.read_whole(self.path(name))
        except OSError as problem:
            raise LibraryDamaged(_unreadable(problem, name), mend=_MEND) from None
        if self.name_of(data) != name:
            raise LibraryDamaged(
                say("The stored file {name} has changed since it was written.", name=name[:12]), mend=_MEND
            )
        return data

    def exists(self, name: str) -> bool:
        """Say whether a file of that name stands here, without reading it."""
        return self.path(name).is_file() and not self.path(name).is_symlink()

    def names(self) -> Iterator[str]:
        """Yield the names of all stored blobs, in order; temporary and foreign files are left out."""
        for shard in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            for file in sorted(shard.iterdir()):
                if NAME.fullmatch(file.name) and file.name.startswith(shard.name):
                    yield file.name

    def remove(self, name: str) -> None:
        """Remove a blob that nothing refers to; the caller knows. A missing one is no error."""
        target = self.path(name)
        with self._writing, environment_problems(say("The picture could not be removed.")):
            target.unlink(missing_ok=True)
            if target.parent.is_dir():
                durable.sync_folder(target.parent)

    def _prepare(self, shard: Path) -> None:
        """Make the shard's folder, and once per process bring its name to the disk.

        A folder that exists may have been made by a process that was killed before its fsync.
        """
        for folder in (self.folder, shard):
            if folder not in self._known_durable:
                durable.make_folder(folder)
                self._known_durable.add(folder)

    def _holds(self, target: Path, name: str) -> bool:
        try:
            return self.name_of(durable.read_whole(target)) == name
        except OSError as problem:
            if problem.errno in (errno.ENOENT, errno.ELOOP, errno.EISDIR):
                return False
            raise

    def _write(self, target: Path, name: str, data: bytes) -> None:
        """Write a new temporary file, sync it, and give it its name."""
        temporary = target.with_name(f"{name}.{os.getpid()}.tmp")
        # A file of this name can only be left from a dead process that had our id: we hold the lock.
        temporary.unlink(missing_ok=True)
        descriptor = durable.open_new(temporary)
        try:
            try:
                durable.write_all(descriptor, data)
                durable.sync_file(descriptor)
            finally:
                os.close(descriptor)
            temporary.replace(target)
        except BaseException:
            _forget(temporary)
            raise


def _forget(temporary: Path) -> None:
    """Remove a temporary file if the disk still lets us; start-up clears it otherwise."""
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return


def _unreadable(problem: OSError, name: str) -> Message:
    if problem.errno == errno.ENOENT:
        return say("The stored file {name} is missing.", name=name[:12])
    if problem.errno in (errno.EACCES, errno.EPERM):
        return say("The stored file {name} may not be read by this user.", name=name[:12])
    return say("The stored file {name} cannot be read.", name=name[:12])
