"""How what several people did to the same marks and comments becomes one, whatever the order it arrives in.

Nothing is ever changed: each state of a mark or comment is a version that names the versions it takes the place of.
Two sets of versions are merged by putting them together, so merging is idempotent, commutative and associative; what
shows is worked out from the whole set. Two versions that did not know of each other both show (RELIABILITY rule 23).
Order comes from dots (``counter``, ``hand``), never from a clock. Pure: knows no file and no library.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MARK, COMMENT = "mark", "comment"
REDACTION = "redaction"
LIBRARY = "library"
"""The hand of the library that sent the bundle; no file can bring a version of it."""


@dataclass(frozen=True, slots=True)
class Version:
    """One state of one mark or comment (``item``) on one picture; ``content`` None says that it was taken away.

    ``counter`` is one more than the largest its maker had seen, ``hand`` a random word of one sitting at one machine.
    """

    id: str
    item: str
    picture: str
    kind: str
    hand: str
    counter: int
    parents: tuple[str, ...]
    content: Mapping[str, Any] | None

    @property
    def dot(self) -> tuple[int, str, str]:
        """Return its place in the order that everybody finds, whoever's clock is wrong."""
        return self.counter, self.hand, self.id

    @property
    def redacts(self) -> bool:
        """Say whether it covers something; a cover is never taken off by what comes from outside."""
        return self.kind == MARK and self.content is not None and self.content.get("kind") == REDACTION


def by_item(versions: Iterable[Version]) -> dict[str, list[Version]]:
    """Return the versions of each mark or comment in the order of their dots."""
    out: dict[str, list[Version]] = {}
    for version in sorted(versions, key=lambda one: one.dot):
        out.setdefault(version.item, []).append(version)
    return out


def heads(versions: Iterable[Version]) -> list[Version]:
    """Return the versions of one item that no other takes the place of, in the order of their dots.

    A redaction gives way only to the library itself.
    """
    found = sorted(versions, key=lambda one: one.dot)
    by_all = {parent for one in found for parent in one.parents}
    by_library = {parent for one in found if one.hand == LIBRARY for parent in one.parents}
    return [one for one in found if one.id not in (by_library if one.redacts else by_all)]


def shown(versions: Iterable[Version]) -> list[Version]:
    """Return the versions of one item that show: usually one, several where people disagree, none where it is gone."""
    return [one for one in heads(versions) if one.content is not None]


def disagree(versions: Iterable[Version]) -> bool:
    """Say whether people changed one item without knowing of each other: two states, or a change and a removal."""
    found = heads(versions)
    return len(found) > 1 and any(one.content is not None for one in found)


def visible(versions: Iterable[Version], *, answered: Iterable[str] = ()) -> dict[str, list[Version]]:
    """Return what shows of a whole bundle, by item in the order in which the items were begun.

    A comment that was taken away while somebody answered it shows as it last was, so that no answer loses what it is
    about; ``answered`` are further comments with answers.
    """
    items = by_item(versions)
    out = {item: shown(states) for item, states in items.items()}
    needed = [
        *answered,
        *(str(one.content.get("parent") or "") for states in out.values() for one in states if one.content),
    ]
    waiting = {item for item in needed if item in out and not out[item]}
    while waiting:
        item = waiting.pop()
        out[item] = [one for one in items[item] if one.content is not None][-1:]
        above = {str(one.content.get("parent") or "") for one in out[item] if one.content is not None}
        waiting |= {one for one in above if one in out and not out[one]}
    return {item: states for item, states in out.items() if states}


def next_counter(versions: Iterable[Version]) -> int:
    """Return the counter of the next version of somebody who has seen these."""
    return max((one.counter for one in versions), default=0) + 1
