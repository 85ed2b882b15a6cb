"""Pictures: add one (durable when the call returns), mark it, cover what is private, review it, make what may leave.

Order for a new picture: bytes and frame into the vault, then the row (ARCHITECTURE, "Durability"). Frames never leave
this module but as Previews and Renditions. Must not know paper or tickets, nor load imaging for a mere list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.errors import EnvironmentProblem, GembaError, Refused, UserError
from gemba.message import N_, say
from gemba.model.annotation import Annotation, Mark, MarkKind
from gemba.model.library import Library
from gemba.model.rows import CaptureListRow, CaptureRow, PictureUseRow
from gemba.model.values import CaptureState, EvidenceSource, PrivateKind
from gemba.services.finding import codes as finding
from gemba.services.pictures import small_pictures

if TYPE_CHECKING:
    from gemba.imaging.picture import Frame, Preview, PreviewPixels, Rendition
    from gemba.imaging.rects import IntRect
    from gemba.model.operation import Operation

Progress = Callable[[int, int], None]
_MAX_FILE_BYTES = 512 * 1024 * 1024
_PAPER_WIDTH_PX = 1400
"""What 160 mm hold at 220 dpi: photographs are never printed finer (SETTLED §3)."""
#: pictures after which what making them took is given back to the system; fewer are followed by others soon
_BATCH = 4


class Captures:
    """The pictures of one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def all(self, *, session: str | None = None, unreviewed_only: bool = False) -> tuple[CaptureRow, ...]:
        """Return pictures by visit and name, only those of one visit or not reviewed yet where asked."""
        queries = self._library.queries
        found = queries.captures(
            session_id=None if session is None else finding.session(queries, session).id,
            state=CaptureState.UNREVIEWED if unreviewed_only else None,
        )
        return tuple(sorted(found, key=lambda row: (row.session_number or 0, row.source_id, row.id)))

    def count_to_review(self) -> int:
        """Return how many pictures nobody has reviewed yet."""
        return self._library.queries.count_to_review()

    def wall(self) -> tuple[CaptureListRow, ...]:
        """Return every picture with what a cell of the wall shows, oldest first."""
        return tuple(self._library.queries.capture_list())

    def holding(self, text: str) -> dict[str, frozenset[str]]:
        """Return for each word of a text the pictures it is found on: recognised, written under them or in marks."""
        queries = self._library.queries
        return {word: queries.captures_holding(word) for word in dict.fromkeys(text.casefold().split())}

    def one(self, reference: str) -> CaptureRow:
        """Return the picture that "T1/03" or an id means."""
        return finding.capture(self._library.queries, reference)

    def some(self, ids: Iterable[str]) -> tuple[CaptureRow, ...]:
        """Return the pictures of these ids that are still there."""
        return tuple(self._library.queries.captures(ids=ids))

    def add_file(
        self,
        path: Path,
        *,
        session: str | None = None,
        caption: str = "",
        source: EvidenceSource = EvidenceSource.FILE,
        together: str = "",
    ) -> CaptureRow:
        """Add a picture file; it is decoded in a limited child and on disk when this returns.

        Those added one after the other with the same ``together`` are one step of the history. Raises
        UserError that says what the file really is where it is no picture gemba reads.
        """
        try:
            if path.stat().st_size > _MAX_FILE_BYTES:
                raise UserError(say("“{name}” is larger than 512 MB.", name=path.name))
            data = path.read_bytes()
        except OSError:
            raise UserError(say("“{name}” cannot be read.", name=path.name), mend=say("Check the name.")) from None
        return self.add_bytes(data, name=path.name, session=session, caption=caption, source=source, together=together)

    def add_bytes(
        self,
        data: bytes,
        *,
        name: str,
        session: str | None = None,
        caption: str = "",
        source: EvidenceSource = EvidenceSource.PASTE,
        together: str = "",
    ) -> CaptureRow:
        """Add picture bytes, pasted or dropped; durable when this returns. ``name`` is only shown."""
        from gemba.services.pictures.frames import keep_picture
        from gemba.services.writing import pictures

        kept = keep_picture(self._library.vault, data, name=name)
        return self._run(
            N_("Add a picture"),
            lambda op: pictures.add(op, kept, name=name, session=session, caption=caption, source=source),
            coalesce=together,
        )

    def edit(self, reference: str, *, caption: str) -> CaptureRow:
        """Change a picture's caption."""
        self.caption_all((reference,), caption)
        return self.one(reference)

    def caption_all(self, references: Iterable[str], caption: str) -> None:
        """Write the same caption under these pictures, in one step."""
        from gemba.services.writing import pictures

        wanted = tuple(references)
        name = N_("Change a caption") if len(wanted) == 1 else N_("Change {n} captions")

        def body(op: Operation) -> None:
            for reference in wanted:
                pictures.set_caption(op, reference, caption)

        self._library.run(name, body, values={"n": len(wanted)})

    def move_all(self, references: Iterable[str], session: str | None) -> None:
        """Put these pictures to a visit, or to none with None, in one step."""
        from gemba.services.writing import pictures

        wanted = tuple(references)
        name = N_("Put a picture to a visit") if len(wanted) == 1 else N_("Put {n} pictures to a visit")

        def body(op: Operation) -> None:
            for reference in wanted:
                pictures.set_session(op, reference, session)

        self._library.run(name, body, values={"n": len(wanted)})

    def remove(self, reference: str) -> None:
        """Take a picture out; tickets that rest on it are judged again, and undo brings it back."""
        self.remove_all((reference,))

    def remove_all(self, references: Iterable[str]) -> None:
        """Take pictures out in one step; nothing is taken out where one of them is not there."""
        from gemba.services.writing import pictures

        wanted = tuple(references)
        name = N_("Remove a picture") if len(wanted) == 1 else N_("Remove {n} pictures")

        def body(op: Operation) -> None:
            for reference in wanted:
                pictures.remove(op, reference)

        self._library.run(name, body, values={"n": len(wanted)})

    def annotate(self, reference: str, annotation: Annotation) -> CaptureRow:
        """Put these marks in the place of all marks; a picture that loses a redaction has to be reviewed again."""
        from gemba.services.writing import pictures

        return self._run(N_("Mark a picture"), lambda op: pictures.annotate(op, reference, annotation))

    def mark(
        self,
        reference: str,
        *,
        add: tuple[Mark, ...] = (),
        remove: tuple[str, ...] = (),
        changing: bool = False,
        together: str = "",
    ) -> CaptureRow:
        """Add marks and take others off by id or the end of it; numbers without a figure go on from the last one.

        A mark whose id is there already takes the old one's place; ``changing`` says that this is what is meant, for
        the step's name. Steps that follow each other with the same ``together`` are taken back as one.
        """
        from gemba.services.writing import pictures

        name = _name_of_marking(add, remove, changing)
        return self._run(name, lambda op: pictures.mark(op, reference, add=add, remove=remove), coalesce=together)

    def redact(
        self,
        reference: str,
        *,
        rects: Iterable[tuple[float, float, float, float]] = (),
        why: str = "",
        take: tuple[str, ...] = (),
        refuse: tuple[str, ...] = (),
    ) -> CaptureRow:
        """Cover rectangles (left, top, width, height) and decide on proposals by id; "all" means every open one."""
        from gemba.services.writing import pictures

        drawn = tuple(rects)
        return self._run(
            N_("Cover something"),
            lambda op: pictures.redact(op, reference, rects=drawn, why=why, take=take, refuse=refuse),
        )

    def propose(
        self, reference: str, rects: Iterable[tuple[PrivateKind, str, tuple[int, int, int, int]]], *, source: str
    ) -> CaptureRow:
        """Propose redactions (kind, what stands there, left-top-right-bottom); the picture has to be reviewed again."""
        from gemba.services.writing import pictures

        found = tuple(rects)
        return self._run(N_("Propose redactions"), lambda op: pictures.propose(op, reference, found, source=source))

    def review(self, reference: str, *, by: str = "") -> CaptureRow:
        """Say that a person has looked; refuses while proposals are open (UX, Ctrl+Enter)."""
        from gemba.services.writing import pictures

        return self._run(N_("Review a picture"), lambda op: pictures.review(op, reference, by=by))

    def review_all(self, references: Iterable[str], *, by: str = "") -> int:
        """Say of several pictures in one step that a person has looked; return how many there were.

        Refuses where one has open proposals, or is a still of a recording: those are looked at one by one (M7).
        """
        from gemba.services.writing import pictures

        wanted = tuple(references)
        name = N_("Review a picture") if len(wanted) == 1 else N_("Review {n} pictures")

        def body(op: Operation) -> None:
            for reference in wanted:
                pictures.refuse_still(op, reference)
                pictures.review(op, reference, by=by)

        self._library.run(name, body, values={"n": len(wanted)})
        return len(wanted)

    def preview(self, reference: str, *, max_px: int | None = None, cropped: bool = True) -> Preview:
        """Return the picture for screens inside the program, what is covered so far burnt in."""
        from gemba.imaging.render import make_preview

        row = self.one(reference)
        return make_preview(self._frame(row), row.annotation, max_px=max_px, cropped=cropped)

    def thumbnail(self, capture_id: str, *, max_px: int) -> bytes:
        """Return a Preview within so many pixels each way, for lists and walls, as PNG or JPEG."""
        return small_pictures.made(self._library, capture_id, edge_px=max_px)

    def kept_thumbnail(self, capture_id: str, *, max_px: int) -> bytes | None:
        """Return the same where it was made before and still holds, in a few milliseconds; else None."""
        return small_pictures.kept(self._library, capture_id, edge_px=max_px)

    def marked_by(self, annotation_ids: Iterable[str]) -> frozenset[str]:
        """Return the pictures whose marks are these rows; a Changed names rows of marks, and views show pictures."""
        return self._library.queries.marked_by(annotation_ids)

    def preview_pixels(self, reference: str | CaptureRow) -> PreviewPixels:
        """Return the whole picture with what is covered so far burnt in, as bare pixels, for the annotator."""
        from gemba.imaging.render import make_preview_pixels

        row = self.one(reference) if isinstance(reference, str) else reference
        return make_preview_pixels(self._frame(row), row.annotation)

    def shown_pixels(self, row: CaptureRow) -> PreviewPixels:
        """Return the whole picture as it is looked at: covered what is covered so far, marks painted, not cropped."""
        from gemba.imaging.render import make_preview_pixels

        return make_preview_pixels(self._frame(row), row.annotation, marked=True)

    def used_in(self, capture_id: str) -> tuple[PictureUseRow, ...]:
        """Return the tickets that rest on a picture, by number."""
        return tuple(self._library.queries.picture_uses(capture_id))

    def renditions(
        self,
        capture_ids: Iterable[str],
        *,
        words: Callable[[str], str],
        progress: Progress | None = None,
        regions: Mapping[str, IntRect] | None = None,
    ) -> dict[str, Rendition]:
        """Return what may leave of reviewed pictures, by id; ``words`` masks the texts of marks.

        ``regions`` cuts some of them to a part of what was reviewed, in pixels of the frame; never to more.
        Raises Refused naming the first that is not reviewed, EnvironmentProblem naming one that cannot be made.
        """
        wanted = list(dict.fromkeys(capture_ids))
        found: dict[str, Rendition] = {}
        for done, capture_id in enumerate(wanted, start=1):
            found[capture_id] = self._rendition(self.one(capture_id), words, (regions or {}).get(capture_id))
            if progress is not None:
                progress(done, len(wanted))
        if len(wanted) >= _BATCH:
            from gemba.model.given_back import give_back

            give_back()
        return found

    def _rendition(self, row: CaptureRow, words: Callable[[str], str], region: IntRect | None) -> Rendition:
        from gemba.imaging.picture import Reviewed
        from gemba.imaging.render import make_rendition

        name = row.source_id or row.file_name
        if row.state is not CaptureState.REVIEWED or row.reviewed_at is None:
            raise Refused(
                say("{picture} has not been reviewed.", picture=words(name)),
                mend=say("Look at it in the redaction step and mark it reviewed."),
            )
        reviewed = Reviewed(row.id, row.reviewed_by, row.reviewed_at.utc)
        width = _PAPER_WIDTH_PX if row.lossy else None
        marks = Annotation(tuple(replace(mark, text=words(mark.text)) for mark in row.annotation.marks))
        if region is not None:
            marks = _cut_to(marks, region, (row.width, row.height))
        try:
            return make_rendition(self._frame(row), marks, capture_id=row.id, reviewed=reviewed, max_width_px=width)
        except GembaError as problem:
            raise type(problem)(
                say("The picture {picture} cannot be exported: {why}", picture=words(name), why=problem.sentence),
                mend=problem.mend,
            ) from problem
        except (OSError, ValueError, MemoryError) as problem:
            raise EnvironmentProblem(
                say(
                    "The picture {picture} could not be prepared for export; nothing was written.", picture=words(name)
                ),
                mend=say("Run “gemba check” to see whether the library is sound."),
            ) from problem

    def _frame(self, row: CaptureRow) -> Frame:
        from gemba.services.pictures.frames import load_frame

        return load_frame(self._library.vault, self._library.queries.frame_of(row.id), lossy=row.lossy)

    def _run(self, name: str, body: Callable[[Operation], str], *, coalesce: str = "") -> CaptureRow:
        return self.one(self._library.run(name, body, coalesce=coalesce))


def _cut_to(annotation: Annotation, region: IntRect, size: tuple[int, int]) -> Annotation:
    """Return the marks with a crop that leaves a region of what was left before; the crop in force is the last."""
    from gemba.imaging.clip import kept_rect

    part = kept_rect(annotation, size).meet(region)
    if part.is_empty:
        return annotation  # a crop of nothing would show everything
    corners = ((float(part.x0), float(part.y0)), (float(part.x1), float(part.y1)))
    return Annotation((*annotation.marks, Mark(id="", kind=MarkKind.CROP, points=corners)))


def _name_of_marking(add: tuple[Mark, ...], remove: tuple[str, ...], changing: bool) -> str:
    if remove and not add:
        return N_("Take a mark off")
    if changing:
        return N_("Change a mark")
    covers = bool(add) and all(mark.kind is MarkKind.REDACTION for mark in add)
    return N_("Cover something") if covers else N_("Mark a picture")
