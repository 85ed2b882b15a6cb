"""Say what would leave before it leaves: how many notes and pictures, who is printed as a role, how much is masked.

Nothing is written here and nobody's words are returned but the names of pictures. Must not know how a report is laid
out; exporting.py says which texts and pictures it is made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gemba.model.rows import CaptureRow
from gemba.model.values import CaptureState

if TYPE_CHECKING:
    from gemba.services.leaving.masking import Masker


@dataclass(frozen=True, slots=True)
class UnreviewedPicture:
    """A picture that nobody has looked at yet: its id, and its name as it is shown inside the program."""

    capture_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What an export would hold; ``pictures`` are the reviewed ones, which leave, the others stay."""

    notes: int
    pictures: int
    unreviewed: tuple[UnreviewedPicture, ...]
    names_as_roles: int
    masked: int


def reckon(
    masker: Masker,
    texts: Iterable[str],
    captures: Sequence[CaptureRow],
    *,
    notes: int = 0,
    people: Iterable[tuple[str, str]] = (),
) -> Reckoned:
    """Count what ``masker`` does to texts; ``people`` are (name, what is printed) of a header."""
    # They load every pattern of what is private; windows import this file for its values only.
    from gemba.rules.private import BLOCK
    from gemba.services.leaving.masking import folded

    roles: set[str] = {folded(name) for name, shown in people if name and shown != name}
    blocks: set[str] = set()
    for text in texts:
        for stood, printed in masker.hidden(text):
            (blocks if printed == BLOCK else roles).add(folded(stood))
    left = [one for one in captures if one.state is not CaptureState.REVIEWED]
    return Reckoned(
        notes=notes,
        pictures=len(captures) - len(left),
        unreviewed=tuple(UnreviewedPicture(one.id, one.source_id or one.file_name) for one in left),
        names_as_roles=len(roles),
        masked=len(blocks),
    )
