"""What narrows the wall of pictures beside their own words: tags, tickets, words found on them, what is alike.

Each is asked for by itself, after the rows, so that the wall opens without it. Must not know the window, nor load
imaging for a mere list.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gemba.errors import GembaError
from gemba.message import N_
from gemba.model.library import Library
from gemba.model.rows.wall import TaggedRow, TicketPicturesRow

if TYPE_CHECKING:
    from gemba.imaging.alike import Face

Progress = Callable[[int, int], None]
#: the setting that keeps what somebody said: a JSON list of lists of ids
NOT_ALIKE = "wall.not_alike"
_MOST_SAID = 1_000
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

    def not_alike(self) -> tuple[frozenset[str], ...]:
        """Return the groups of which somebody said that they are not alike, each as a set of pictures."""
        told = self._library.queries.settings().get(NOT_ALIKE)
        return tuple(frozenset(map(str, one)) for one in json.loads(str(told or "[]")))

    def say_not_alike(self, ids: Iterable[str], *, initiator: str = "") -> None:
        """Keep in mind that these pictures are not alike; of very many that were said, the oldest is forgotten."""
        from gemba.services.writing import papers

        group = frozenset(ids)
        rest = [one for one in self.not_alike() if not one <= group]
        value = json.dumps([sorted(one) for one in [*rest, group][-_MOST_SAID:]])
        self._library.run(
            N_("Say that pictures are not alike"),
            lambda op: papers.set_setting(op, NOT_ALIKE, value),
            initiator=initiator,
        )

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
