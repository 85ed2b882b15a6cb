"""Rebuild the disks a power cut may leave, from the shim's record of what a process did (RELIABILITY §1.5).

A file keeps the bytes that an fsync made durable plus the writes since; a folder keeps its durable names plus the
changes since. Mode `strict` is POSIX at its worst; in mode `ext4` any fsync makes all earlier names durable too.
"""

from __future__ import annotations

import random
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_HEAD = struct.Struct("<BBHIiIqII")
SECTOR = 512
VARIANTS = ("nothing", "everything", "subset", "subset again", "torn", "garbage")


@dataclass(frozen=True, slots=True)
class Event:
    """One call as the shim saw it; ``kind`` is its letter."""

    kind: str
    failed: bool
    pid: int
    fd: int
    flags: int
    offset: int
    one: bytes
    two: bytes


@dataclass(slots=True)
class File:
    """Durable bytes, and writes (offset, bytes) or truncations (offset, None) that no fsync has covered."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)


@dataclass(slots=True)
class Folder:
    """Durable and present names, and the changes between the two: (old name or "", new name or "", node)."""

    durable: dict[str, File | Folder] = field(default_factory=dict)
    present: dict[str, File | Folder] = field(default_factory=dict)
    pending: list[tuple[str, str, File | Folder]] = field(default_factory=list)

    def change(self, old: str, new: str, node: File | Folder) -> None:
        """Note a new name, a lost name, or both at once (a rename inside the folder is atomic)."""
        self.pending.append((old, new, node))
        _rename(self.present, (old, new, node))


def _rename(names: dict[str, File | Folder], step: tuple[str, str, File | Folder]) -> None:
    old, new, node = step
    if old:
        names.pop(old, None)
    if new:
        names[new] = node


def read_log(path: Path) -> list[Event]:
    """Return the events of a shim's log."""
    data, at, events = path.read_bytes(), 0, []
    while at + _HEAD.size <= len(data):
        kind, failed, _pad, pid, fd, flags, offset, len1, len2 = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        one, two = data[at : at + len1], data[at + len1 : at + len1 + len2]
        at += len1 + len2
        events.append(Event(chr(kind), bool(failed), pid, fd, flags, offset, one, two))
    return events


class Disk:
    """What is on the disk and what is only in memory, event by event. ``root`` is the path the shim watched."""

    def __init__(self, root: Path, *, mode: str = "strict", seed: int = 0, start: Path | None = None) -> None:
        self.root = str(root)
        self.top = Folder() if start is None else _loaded(start)
        self.acks: list[bytes] = []
        self.sync_after_failure = 0
        self._mode = mode
        self._rng = random.Random(seed)
        self._open: dict[tuple[int, int], File | Folder] = {}
        self._burnt: set[tuple[int, int]] = set()

    def apply(self, event: Event) -> None:
        """Let one event happen."""
        if event.kind == "a":
            self.acks.append(event.one)
        elif event.kind == "o":
            self._opened(event)
        elif event.kind in "wt":
            node = self._open[event.pid, event.fd]
            assert isinstance(node, File)
            node.pending.append((event.offset, event.one if event.kind == "w" else None))
        elif event.kind == "s":
            self._synced(event)
        elif event.kind == "x":
            self._open.pop((event.pid, event.fd), None)
            self._burnt.discard((event.pid, event.fd))
        else:
            self._named(event)

    def build(self, target: Path, variant: str, seed: int) -> None:
        """Write one possible disk after a power cut at this point into the new folder ``target``."""
        target.mkdir()
        _Building(variant, random.Random(seed)).folder(self.top, target)

    def _opened(self, event: Event) -> None:
        path = event.one.decode()
        if path == self.root:
            self._open[event.pid, event.fd] = self.top
            return
        folder, name = self._place(path)
        if event.flags & 1 or name not in folder.present:
            folder.change("", name, File())
        node = folder.present[name]
        if event.flags & 2 and isinstance(node, File):
            node.pending.append((0, None))
        self._open[event.pid, event.fd] = node

    def _synced(self, event: Event) -> None:
        key = event.pid, event.fd
        node = self._open[key]
        if event.failed:
            self._burnt.add(key)
            if isinstance(node, File):
                # The kernel marks such pages clean: some reached the disk, no later fsync writes the others.
                kept = [write for write in node.pending if self._rng.random() < 0.5]
                _write(node.durable, kept)
                node.pending.clear()
            return
        self.sync_after_failure += key in self._burnt
        if isinstance(node, File):
            _write(node.durable, node.pending)
            node.pending.clear()
        else:
            _settle(node)
        if self._mode == "ext4":
            for folder in _folders(self.top):
                _settle(folder)

    def _named(self, event: Event) -> None:
        path = event.one.decode()
        if path == self.root:
            return
        folder, name = self._place(path)
        if event.kind == "m":
            folder.change("", name, Folder())
        elif event.kind in "ud":
            if name in folder.present:
                folder.change(name, "", folder.present[name])
        else:
            other, new = self._place(event.two.decode())
            node = folder.present[name]
            if event.kind == "l":
                other.change("", new, node)
            elif other is folder:
                folder.change(name, new, node)
            else:
                other.change("", new, node)
                folder.change(name, "", node)

    def _place(self, path: str) -> tuple[Folder, str]:
        parts = path[len(self.root) :].strip("/").split("/")
        folder = self.top
        for part in parts[:-1]:
            below = folder.present[part]
            assert isinstance(below, Folder)
            folder = below
        return folder, parts[-1]


class _Building:
    """Choose what of the unsynced survived, the same for every name of a file, and write it down."""

    def __init__(self, variant: str, rng: random.Random) -> None:
        self._variant = variant
        self._rng = rng
        self._torn = False
        self._chosen: dict[int, bytes] = {}

    def folder(self, folder: Folder, target: Path) -> None:
        names = dict(folder.durable)
        for step in folder.pending[: self._prefix(len(folder.pending))]:
            _rename(names, step)
        for name, node in names.items():
            if isinstance(node, Folder):
                (target / name).mkdir(mode=0o700)
                self.folder(node, target / name)
            else:
                (target / name).touch(mode=0o600)
                (target / name).write_bytes(self._bytes(node))

    def _prefix(self, length: int) -> int:
        if self._variant == "nothing":
            return 0
        return length if self._variant == "everything" else self._rng.randint(0, length)

    def _bytes(self, file: File) -> bytes:
        if id(file) not in self._chosen:
            data = bytearray(file.durable)
            _write(data, list(self._survivors(file.pending)))
            self._chosen[id(file)] = bytes(data)
        return self._chosen[id(file)]

    def _survivors(self, pending: list[tuple[int, bytes | None]]) -> Iterator[tuple[int, bytes | None]]:
        for offset, data in pending:
            if self._variant == "everything":
                yield offset, data
            elif self._variant == "nothing" or self._rng.random() < 0.5:
                continue
            elif data is None:
                yield offset, data
            elif self._variant == "garbage":
                yield offset, self._rng.randbytes(len(data))
            elif self._variant == "torn" and not self._torn and len(data) > SECTOR:
                self._torn = True
                cut = self._rng.randrange(SECTOR, len(data), SECTOR)
                yield (offset, data[:cut]) if self._rng.random() < 0.5 else (offset + cut, data[cut:])
            else:
                yield offset, data


def _write(data: bytearray, writes: list[tuple[int, bytes | None]]) -> None:
    for offset, piece in writes:
        if piece is None:
            del data[offset:]
            data.extend(bytes(max(0, offset - len(data))))
            continue
        if offset > len(data):
            data.extend(bytes(offset - len(data)))
        data[offset : offset + len(piece)] = piece


def _settle(folder: Folder) -> None:
    folder.durable = dict(folder.present)
    folder.pending.clear()


def _folders(top: Folder) -> Iterator[Folder]:
    yield top
    for node in top.present.values():
        if isinstance(node, Folder):
            yield from _folders(node)


def _loaded(start: Path) -> Folder:
    """Return a durable folder with everything that stands in ``start``, -shm files left out."""
    folder = Folder()
    for path in sorted(start.iterdir()):
        if path.name.endswith("-shm"):
            continue
        node = _loaded(path) if path.is_dir() else File(bytearray(path.read_bytes()))
        folder.durable[path.name] = folder.present[path.name] = node
    return folder


def empty(folder: Path) -> None:
    """Remove a built disk."""
    shutil.rmtree(folder, ignore_errors=True)
