"""Label and truth of the notes that a ticket rests on: which stand beside each other, and what of them may leave (M5).

A part is a whole picture or a region of one. A picture that is a part as a whole stands there only; one of which a
region is the part is shown whole as well. Must not know paper or the window.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gemba.model.queries import Queries
from gemba.model.rows import CaptureRow, NotePartRow, TicketPictureRow, TicketRow
from gemba.model.values import CaptureState, NotePart

if TYPE_CHECKING:
    from gemba.imaging.picture import Rendition
    from gemba.services.pictures.captures import Captures

Detail = tuple[str, tuple[int, int, int, int]]


@dataclass(frozen=True, slots=True)
class LabelPair:
    """What a label says, and what it really is."""

    label: NotePartRow
    truth: NotePartRow

    @property
    def parts(self) -> tuple[NotePartRow, NotePartRow]:
        """Return both, the label first."""
        return (self.label, self.truth)


def label_pairs(parts: Iterable[NotePartRow]) -> dict[str, LabelPair]:
    """Return, by note, label and truth of those notes that have both."""
    found: dict[str, dict[NotePart, NotePartRow]] = {}
    for one in parts:
        found.setdefault(one.observation_id, {})[one.part] = one
    return {
        note: LabelPair(both[NotePart.LABEL], both[NotePart.TRUTH]) for note, both in found.items() if len(both) == 2
    }


def labels_of(queries: Queries, row: TicketRow, *, silent: Collection[str] = ()) -> tuple[LabelPair, ...]:
    """Return label and truth of a ticket's notes whose pictures are linked to it; none of the ``silent`` notes'."""
    notes = [one for one in row.observation_ids if one not in silent]
    linked = {one.capture_id for one in row.pictures}
    pairs = label_pairs(queries.note_parts(notes))
    there = (pairs[one] for one in notes if one in pairs)
    return tuple(dict.fromkeys(one for one in there if all(part.capture_id in linked for part in one.parts)))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where label and truth stand among a ticket's pictures: before which, and which need not be shown once more."""

    before: Mapping[str, tuple[LabelPair, ...]]
    shown: frozenset[str]


def placed(links: Sequence[TicketPictureRow], pairs: Sequence[LabelPair]) -> Placed:
    """Return where these pairs stand: each before the picture of its label.

    A picture that stands in before and after is shown there as well.
    """
    before: dict[str, tuple[LabelPair, ...]] = {}
    for pair in pairs:
        key = pair.label.capture_id
        before[key] = (*before.get(key, ()), pair)
    whole = {part.capture_id for pair in pairs for part in pair.parts if part.region_px is None}
    changed = {key for one in links if one.after_of is not None for key in (one.after_of, one.capture_id) if key}
    return Placed(before, frozenset(whole - changed))


@dataclass(frozen=True, slots=True)
class LabelsOut:
    """Label and truth on their way out: the pairs, and what may leave of those that are a region of a picture."""

    pairs: tuple[LabelPair, ...] = ()
    cut: Mapping[Detail, Rendition] = field(default_factory=dict)

    def rendition(self, part: NotePartRow, whole: Mapping[str, Rendition]) -> Rendition | None:
        """Return what may leave of a part, None where nobody has reviewed it; ``whole`` are pictures by their id."""
        if part.region_px is None:
            return whole.get(part.capture_id)
        return self.cut.get((part.capture_id, part.region_px))


def labels_out(
    captures: Captures,
    pairs: Sequence[LabelPair],
    rows: Mapping[str, CaptureRow],
    *,
    words: Callable[[str], str],
) -> LabelsOut:
    """Return these pairs with Renditions of the regions of reviewed pictures, never of more than was reviewed."""
    from gemba.imaging.rects import IntRect

    cut: dict[Detail, Rendition] = {}
    for key, region in ((part.capture_id, part.region_px) for pair in pairs for part in pair.parts):
        row = rows.get(key)
        if region is not None and row is not None and row.state is CaptureState.REVIEWED:
            cut[key, region] = captures.renditions([key], words=words, regions={key: IntRect(*region)})[key]
    return LabelsOut(tuple(pairs), cut)
