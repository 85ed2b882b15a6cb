"""What narrows the wall of pictures beside their own words: tags, tickets, words found on them, what is alike.

Each is asked for by itself, after the rows, so that the wall opens without it. Must not know the window, nor load
imaging for a mere list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gemba.errors import GembaError
from gemba.model.library import Library
from gemba.model.rows.wall import TaggedRow, TicketPicturesRow

if TYPE_CHECKING:
    from gemba.imaging.alike import Face

Progress = Callable[[int, int], None]
_FACE_PX = 320


@dataclass(frozen=True, slots=True)
class WallLinks:
    """Tags of the notes that show pictures, by name, and tickets that do, by number; each with its pictures."""

    tags: tuple[TaggedRow, ...] = ()
    tickets: tuple[TicketPicturesRow, ...] = ()


@dataclass(frozen=True, slots=True)
class AlikeGroup:
    """Pictures that are the same (``same``: bytes or pixels) or look nearly so, oldest first."""

    capture_ids: tuple[str, ...]
    same: bool


class Wall:
    """Questions about the pictures of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def links(self) -> WallLinks:
        """Return what pictures belong to beside their visit."""
        queries = self._library.queries
        return WallLinks(tuple(queries.picture_tags()), tuple(queries.ticket_pictures()))

    def same(self) -> tuple[AlikeGroup, ...]:
        """Return pictures of the same bytes or pixels; quick."""
        return tuple(AlikeGroup(ids, same=True) for ids in self._library.queries.same_pictures())

    def alike(
        self, *, known: dict[str, Face] | None = None, progress: Progress | None = None
    ) -> tuple[AlikeGroup, ...]:
        """Return pictures that are the same or look nearly so, by their oldest; nothing is changed.

        ``known`` keeps faces from one call to the next for who asks again; ``progress`` may raise, to stop it. A
        picture that cannot be shown is left out.
        """
        from gemba.imaging.alike import groups_alike

        same = self.same()
        first = {ids[0]: ids for ids in (group.capture_ids for group in same)}
        later = {one for ids in first.values() for one in ids[1:]}
        told = [row.id for row in self._library.queries.capture_list() if row.id not in later]
        faces = self._faces(told, {} if known is None else known, progress)
        out: list[AlikeGroup] = []
        seen: set[str] = set()
        for group in groups_alike(faces, step=lambda: progress(0, 0) if progress is not None else None):
            seen.update(group)
            out.append(AlikeGroup(tuple(sorted(one for each in group for one in first.get(each, (each,)))), same=False))
        out += [group for group in same if group.capture_ids[0] not in seen]
        return tuple(sorted(out, key=lambda group: group.capture_ids[0]))

    def _faces(self, ids: Iterable[str], known: dict[str, Face], progress: Progress | None) -> dict[str, Face]:
        from gemba.imaging.alike import face_of
        from gemba.imaging.render import open_small
        from gemba.services.pictures import small_pictures

        queries = self._library.queries
        keys = small_pictures.keys(queries, tuple(ids))
        out: dict[str, Face] = {}
        for done, (one, key) in enumerate(keys.items()):
            if progress is not None:
                progress(done, len(keys))
            try:
                if key not in known:
                    # Making many takes minutes, and its marks may have changed since all keys were asked for.
                    key = small_pictures.keys(queries, (one,)).get(one, key)
                    small = small_pictures.made(self._library, one, edge_px=_FACE_PX)
                    known[key] = face_of(open_small(small, most_px=_FACE_PX))
            except (GembaError, OSError, ValueError):
                continue
            out[one] = known[key]
        return out
