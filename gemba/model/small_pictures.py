"""Keep small pictures that were made before, so that a wall opens without decoding one original.

Throw-away files in the library's `cache/`: they never leave, are in no backup, and may be deleted at any time. Each
says inside what it was made of, the frame's keyed name and every redaction and crop, word for word; one that says
anything else than what holds now is never handed out, and goes as soon as the marks change (RELIABILITY R-08). Must
not know what is on a picture nor how it is made.
"""

from __future__ import annotations

import contextlib
import os
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.model import durable
from gemba.pattern import pattern

if TYPE_CHECKING:
    from gemba.model.annotation import Annotation

#: the longest edges that are kept; larger ones are made anew
EDGES_PX = (160, 320, 640)
BOUND_BYTES = 256 * 1024 * 1024
_MAGIC = b"gemba small picture 1\n"
_KEPT_AFTER_PRUNING = 0.75
_ID = pattern(r"[0-9a-f]{32}")


def key_of(frame: str, annotation: Annotation, *, lossy: bool) -> str:
    """Return what a small picture is made of: the frame's name in the vault and the marks that change its pixels."""
    from gemba.model.annotation import MarkKind

    # Kind and points are all that baking looks at; the words of a mark have no place in a cache.
    baked = [
        (mark.kind.value, mark.points) for mark in annotation.marks if mark.kind in (MarkKind.REDACTION, MarkKind.CROP)
    ]
    return f"{frame} {int(lossy)} {baked}"


class SmallPictureStore:
    """Hold a folder of small pictures, `ab/<id of the capture>-<edge>.small`; safe to use from several threads.

    Only who holds the library's lock may call what writes or removes. Trouble with the disk is no error: what cannot
    be kept is made again.
    """

    def __init__(self, folder: Path, *, bound_bytes: int = BOUND_BYTES) -> None:
        """Take the folder; nothing is read or made before the first use."""
        self.folder = folder
        self._bound = bound_bytes
        self._bytes: int | None = None
        self._writing = threading.Lock()

    def get(self, capture_id: str, edge_px: int, key: str) -> bytes | None:
        """Return the picture that was made of exactly this, or None; a damaged or foreign file is none."""
        try:
            whole = durable.read_whole(self._path(capture_id, edge_px))
        except (OSError, ValueError):
            return None
        said, at = _key_in(whole)
        if said != key or zlib.crc32(whole[at + 4 :]) != int.from_bytes(whole[at : at + 4]):
            return None
        return whole[at + 4 :]

    def put(self, capture_id: str, edge_px: int, key: str, data: bytes) -> None:
        """Keep a picture, whole or not at all; the oldest go where the bound is passed."""
        if edge_px not in EDGES_PX:
            return
        path = self._path(capture_id, edge_px)
        named = key.encode()
        whole = _MAGIC + len(named).to_bytes(4) + named + zlib.crc32(data).to_bytes(4) + data
        with self._writing, contextlib.suppress(OSError):
            path.parent.mkdir(mode=durable.FOLDER_MODE, parents=True, exist_ok=True)
            _replace(path, whole)
            self._bytes = self._measure() if self._bytes is None else self._bytes + len(whole)
            if self._bytes > self._bound:
                self._prune()

    def having(self, capture_ids: Iterable[str]) -> set[str]:
        """Return those of these captures of which something is kept."""
        if not self.folder.is_dir():
            return set()
        named = (one for one in capture_ids if _ID.fullmatch(one))
        return {one for one in named if any(path.exists() for path in self._paths(one))}

    def keep_only(self, keys: Mapping[str, str | None]) -> None:
        """Remove what was made of anything else than the key of each capture says; None removes all of it."""
        with self._writing:
            for capture_id, key in keys.items():
                for path in self._paths(capture_id):
                    if key is None or _key_of_file(path) != key:
                        with contextlib.suppress(OSError):
                            path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove everything: after a crash nobody knows what was about to go."""
        with self._writing:
            for path in self._files():
                with contextlib.suppress(OSError):
                    path.unlink()
            self._bytes = 0

    def _path(self, capture_id: str, edge_px: int) -> Path:
        if not _ID.fullmatch(capture_id):
            raise ValueError("not the id of a capture")
        # An id begins with its time: those of one visit would all stand in one folder.
        return self.folder / capture_id[-2:] / f"{capture_id}-{edge_px}.small"

    def _paths(self, capture_id: str) -> list[Path]:
        return [self._path(capture_id, edge_px) for edge_px in EDGES_PX]

    def _files(self) -> Iterator[Path]:
        for shard in self.folder.glob("[0-9a-f][0-9a-f]"):
            yield from shard.glob("*.small*")

    def _measure(self) -> int:
        return sum(found.st_size for _, found in self._found())

    def _found(self) -> Iterator[tuple[Path, os.stat_result]]:
        for path in self._files():
            with contextlib.suppress(OSError):
                yield path, path.stat()

    def _prune(self) -> None:
        """Remove those made first until a quarter is free again."""
        oldest_first = sorted(self._found(), key=lambda one: one[1].st_mtime_ns)
        total = sum(found.st_size for _, found in oldest_first)
        for path, found in oldest_first:
            if total <= self._bound * _KEPT_AFTER_PRUNING:
                break
            with contextlib.suppress(OSError):
                path.unlink()
                total -= found.st_size
        self._bytes = total


def _replace(path: Path, data: bytes) -> None:
    """Put a file in the place of another, whole; not brought to the disk, as it can be made again."""
    # leftovers.py clears the temporary files of dead processes by this name.
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with contextlib.suppress(FileNotFoundError):
        beside.unlink()
    descriptor = durable.open_new(beside)
    try:
        try:
            durable.write_all(descriptor, data)
        finally:
            os.close(descriptor)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def _key_in(whole: bytes) -> tuple[str | None, int]:
    """Return what a file says it was made of, and where what follows begins."""
    at = len(_MAGIC) + 4
    end = at + int.from_bytes(whole[at - 4 : at])
    if not whole.startswith(_MAGIC) or len(whole) < end + 4:
        return None, 0
    return whole[at:end].decode("utf-8", errors="replace"), end


def _key_of_file(path: Path) -> str | None:
    try:
        return _key_in(durable.read_whole(path))[0]
    except OSError:
        return None
