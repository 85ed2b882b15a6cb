"""Send reviewed pictures to a reviewer elsewhere as one file, and bring home what that reviewer added (H-17, X-01).

Only Renditions of reviewed pictures leave, and every text is masked. What comes home is shown as a preview and taken
in one undoable step; the same file twice, or two reviewers' files in either order, give the same result. Must not
know how the file is built, or the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.errors import Refused, UserError
from gemba.exchange.review_bundle.bundle import SUFFIX, ReviewBundle, new_bundle
from gemba.exchange.review_bundle.fields import MAX_TEXT
from gemba.exchange.review_bundle.manifest import Manifest, Sent, SentComment, SentPicture
from gemba.exchange.review_bundle.refusal import Fault
from gemba.imaging.clip import kept_rect
from gemba.message import N_, say
from gemba.model.library import Library
from gemba.model.reviews import note_sent
from gemba.model.rows import CaptureRow
from gemba.model.rows.review import CommentRow, PlaceRow, Region, SentRow
from gemba.model.text import TITLE_LIMIT
from gemba.model.values import CaptureState, ObservationKind
from gemba.services.finding import codes as finding
from gemba.services.leaving.files import ExportNotTrue, write_outgoing
from gemba.services.leaving.masking import Masker
from gemba.services.leaving.privacy import Privacy
from gemba.services.leaving.reckoning import Reckoned, reckon
from gemba.services.pictures.captures import Captures

if TYPE_CHECKING:
    from gemba.imaging.picture import Rendition
    from gemba.model.operation import Operation
    from gemba.services.pictures.captures import Progress
    from gemba.services.writing.review_merge import Tally


@dataclass(frozen=True, slots=True)
class ReviewSent:
    """A review bundle that was written: where, how many pictures are in it, and which had to stay."""

    path: Path
    bundle_id: str
    pictures: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a review brings home: counts, and how many pictures of it are not in the library any more.

    ``conflicts`` are marks and comments that two people changed without knowing of each other: both states stay.
    """

    comments: int
    marks: int
    covers: int
    changed: int
    removed: int
    conflicts: int
    missing_pictures: int

    @property
    def is_nothing(self) -> bool:
        """Say whether everything in the file is here already."""
        return not (self.comments or self.marks or self.covers or self.changed or self.removed or self.conflicts)


class Reviews:
    """What goes from one library to reviewers and comes back."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def reckon(self, pictures: Sequence[str] = (), *, session: str | None = None, question: str = "") -> Reckoned:
        """Say what would leave: how many pictures, which stay, and what is masked in captions, marks and comments."""
        rows = self._rows(pictures, session)
        shown = [row for row in rows if _is_reviewed(row)]
        texts = [question, *(text for row in shown for text in (row.caption, *(m.text for m in row.annotation.marks)))]
        comments = self._library.queries.comments(capture_ids=[row.id for row in shown])
        return reckon(Privacy(self._library).masker(), [*texts, *(one.text for one in comments)], rows)

    def export(
        self,
        target: Path,
        pictures: Sequence[str] = (),
        *,
        session: str | None = None,
        question: str = "",
        accept_unreviewed: bool = False,
        progress: Progress | None = None,
    ) -> ReviewSent:
        """Write the reviewed ones of these pictures (or of a visit) as one file, whole or not at all.

        Raises Refused where one is not reviewed and ``accept_unreviewed`` was not given, and where none is left.
        """
        if target.suffix != SUFFIX:
            raise UserError(
                say("“{name}” does not end in {suffix}.", name=target.name, suffix=SUFFIX),
                mend=say("Give the file that ending, so that gemba opens it."),
            )
        rows = self._rows(pictures, session)
        masker = Privacy(self._library).masker()
        left_out = tuple(_name(row, masker) for row in rows if not _is_reviewed(row))
        shown = [row for row in rows if _is_reviewed(row)]
        if left_out and not accept_unreviewed:
            raise Refused(
                say("{picture} has not been reviewed.", picture=left_out[0]),
                mend=say("Look at it in the redaction step and mark it reviewed."),
            )
        if not shown:
            raise Refused(say("None of these pictures has been reviewed."), mend=say("Review them first."))
        made = Captures(self._library).renditions([row.id for row in shown], words=masker.for_paper, progress=progress)
        sent = self._sent(shown, made, masker, title=self._title(session, masker), question=question)
        manifest, data = _bundled(sent, [made[row.id] for row in shown])
        self._note(manifest)
        return ReviewSent(_written(target, manifest, data, made), manifest.bundle, len(shown), left_out)

    def sent(self) -> tuple[SentRow, ...]:
        """Return every review that went out from here, newest first."""
        return tuple(self._library.queries.reviews_sent())

    def preview(self, path: Path) -> MergePreview:
        """Say what a file that came back would add; nothing is written."""
        with ReviewBundle.open(path) as bundle:
            sent, manifest = self._known(bundle), bundle.manifest

            def look(op: Operation) -> None:
                from gemba.services.writing import review_merge

                raise _OnlyLooked(review_merge.merge(op, sent, manifest.versions))

            try:
                self._library.run(N_("Bring a review home"), look)
            except _OnlyLooked as looked:
                return _preview(looked.tally)
        raise AssertionError("a look always ends in what it saw")

    def merge(self, path: Path, *, initiator: str = "") -> MergePreview:
        """Bring home what a file adds, in one step that undo takes back; return what it did.

        Raises BundleRefused for a file that is none, UserError for one that did not go out from this library or names
        what was not sent with it.
        """
        with ReviewBundle.open(path) as bundle:
            sent, manifest = self._known(bundle), bundle.manifest

            def body(op: Operation) -> Tally:
                from gemba.services.writing import review_merge

                return review_merge.merge(op, sent, manifest.versions)

            return _preview(self._library.run(N_("Bring a review home"), body, initiator=initiator))

    def _known(self, bundle: ReviewBundle) -> SentRow:
        sent = self._library.queries.review_sent(bundle.manifest.bundle)
        if sent is None:
            raise UserError(
                say("“{name}” did not go out from this library.", name=bundle.name[:80]),
                mend=say("Open the library that it was sent from, and bring it home there."),
            )
        return sent

    def _rows(self, pictures: Sequence[str], session: str | None) -> list[CaptureRow]:
        queries = self._library.queries
        if session is not None:
            rows = queries.captures(session_id=finding.session(queries, session).id)
            return sorted(rows, key=lambda row: (row.source_id, row.id))
        found = [finding.capture(queries, one) for one in pictures]
        return list({row.id: row for row in found}.values())

    def _title(self, session: str | None, masker: Masker) -> str:
        if session is None:
            return ""
        row = finding.session(self._library.queries, session)
        return _line(f"S{row.number} {row.team}", masker)

    def _sent(
        self, rows: Sequence[CaptureRow], made: dict[str, Rendition], masker: Masker, *, title: str, question: str
    ) -> Sent:
        comments: dict[str, list[CommentRow]] = {}
        for one in self._library.queries.comments(capture_ids=[row.id for row in rows]):
            comments.setdefault(one.capture_id, []).append(one)
        asked = self._questions({row.session_id for row in rows if row.session_id is not None})
        pictures = [
            _picture(row, made[row.id], masker, comments.get(row.id, ()), asked.get(row.id, ())) for row in rows
        ]
        return Sent(title, _text(question, masker), tuple(pictures))

    def _questions(self, sessions: Iterable[str]) -> dict[str, list[str]]:
        """Return the questions that were written down beside pictures, by picture."""
        out: dict[str, list[str]] = {}
        for session in sorted(sessions):
            for note in self._library.queries.observations(session_id=session, kind=ObservationKind.QUESTION):
                for capture_id in note.capture_ids:
                    out.setdefault(capture_id, []).append(note.text)
        return out

    def _note(self, manifest: Manifest) -> None:
        """Remember what goes out before it does: a file that nobody remembers could not come home."""
        places = {one.id: one.place for one in manifest.sent.pictures}
        sent = SentRow(manifest.bundle, self._library.clock(), places)
        self._library.maintain(lambda connection: note_sent(connection, sent))


class _OnlyLooked(Exception):
    """Ends an operation that was only looked at, so that nothing of it stays."""

    def __init__(self, tally: Tally) -> None:
        super().__init__("only looked")
        self.tally = tally


def _preview(tally: Tally) -> MergePreview:
    counted = (tally.comments, tally.marks, tally.covers, tally.changed, tally.removed, tally.conflicts, tally.missing)
    return MergePreview(*(len(one) for one in counted))


def _bundled(sent: Sent, renditions: Sequence[Rendition]) -> tuple[Manifest, Iterable[bytes]]:
    try:
        return new_bundle(sent, renditions)
    except Fault as fault:
        raise Refused(
            say("The review was not written: {why}.", why=say(fault.why, **fault.values)),
            mend=say("Send fewer pictures at a time."),
        ) from None


def _written(target: Path, manifest: Manifest, data: Iterable[bytes], made: dict[str, Rendition]) -> Path:
    """Write the file, open it again as a reviewer would, and prove that it holds these Renditions and nothing else."""
    from gemba.imaging.verify import verify_rendition

    doing = say("The review could not be written.")

    def make(temporary: Path) -> None:
        with temporary.open("r+b") as file:
            for piece in data:
                file.write(piece)

    def verify(temporary: Path) -> None:
        for rendition in made.values():
            verify_rendition(rendition)
        with ReviewBundle.open(temporary) as written:
            if written.manifest.to_bytes() != manifest.to_bytes():
                raise ExportNotTrue(doing)

    return write_outgoing(target, make, doing=doing, verify=verify)


def _picture(
    row: CaptureRow, rendition: Rendition, masker: Masker, comments: Iterable[CommentRow], questions: Iterable[str]
) -> SentPicture:
    kept = kept_rect(row.annotation, (row.width, row.height))
    flat = rendition.flat
    place = PlaceRow(kept.x0, kept.y0, rendition.scale)
    return SentPicture(
        id=row.id,
        name=_name(row, masker),
        caption=_text(row.caption, masker),
        taken="" if row.taken is None else row.taken.iso(),
        blob=flat.sha256,
        format=flat.format,
        width=flat.width,
        height=flat.height,
        place=place,
        marks=tuple(replace(mark, text=mark.text[:MAX_TEXT]) for mark in rendition.marks),
        comments=tuple(_comment(one, masker, place, flat.size) for one in comments),
        questions=tuple(_text(one, masker) for one in questions),
    )


def _comment(row: CommentRow, masker: Masker, place: PlaceRow, size: tuple[int, int]) -> SentComment:
    region = None if row.region_px is None else _seen(row.region_px, place, size)
    text, author = _text(row.text, masker), _line(row.author, masker)
    return SentComment(row.id, row.parent_id, text, author, row.at, region, row.resolved)


def _seen(region: Region, place: PlaceRow, size: tuple[int, int]) -> Region | None:
    """Return the part of a region that the Rendition shows, in its pixels; None where it shows nothing of it."""
    left, top = (
        max(0, int((at - start) * place.scale)) for at, start in zip(region, (place.left, place.top), strict=False)
    )
    right, bottom = (
        min(most, int(-(-(at - start) * place.scale // 1)))
        for at, start, most in zip(region[2:], (place.left, place.top), size, strict=True)
    )
    return (left, top, right, bottom) if left <= right and top <= bottom else None


def _name(row: CaptureRow, masker: Masker) -> str:
    return _line(row.source_id or row.file_name, masker)


def _text(text: str, masker: Masker) -> str:
    return masker.for_paper(text)[:MAX_TEXT]


def _line(text: str, masker: Masker) -> str:
    return " ".join(masker.for_paper(text).split())[:TITLE_LIMIT].strip()


def _is_reviewed(row: CaptureRow) -> bool:
    return row.state is CaptureState.REVIEWED
