"""Purge originals, of one visit or of everything older than some days: preview first, then for good (R-09, R-10).

What stays of a picture is its frame with everything covered that is covered, and what it needs for tickets and paper.
Only reviewed pictures are purged: nobody has said yet what must be covered on the others. Must not know how the store
forgets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path

from gemba.errors import Refused, UserError
from gemba.imaging.forget import frame_that_stays
from gemba.imaging.png import encode_png
from gemba.message import N_, Message, say
from gemba.model import purge as forgetting
from gemba.model import swap
from gemba.model.library import Library
from gemba.model.rows import CaptureRow, Moment
from gemba.model.stored import moment_to_text
from gemba.model.values import CaptureState
from gemba.paths import is_folder
from gemba.services.finding import codes as finding
from gemba.services.keeping.backup import second_folder, second_place
from gemba.services.leaving.masking import folded
from gemba.services.leaving.privacy import Privacy, every_text
from gemba.services.pictures.captures import Progress
from gemba.services.pictures.frames import load_frame
from gemba.services.writing import purging
from gemba.settings import DECLARED

STEP = N_("Purge originals")
CAN = (
    say("What was covered is gone from the pictures, also for you, and no undo brings it back."),
    say("The bytes as they came, window titles, page addresses and texts found on the pictures are forgotten."),
    say("Pictures, marks, captions and tickets stay, and reviewed pictures still count for the gate."),
)
CANNOT = (
    say("Files that you exported, sent or copied yourself are not touched."),
    say("Flash drives, journals of the file system and snapshots may keep deleted bytes: encrypt the whole disk."),
    say("Backups that another program made of this folder keep what they hold."),
)
KEPT_DAYS = "originals.kept_days"
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class PurgePreview:
    """What a purge would do; all figures are pictures unless they say otherwise.

    ``pictures`` lose their original, ``removed`` are only in the history any more, ``unreviewed`` stay as they are.
    ``backups`` would be deleted after a new one is made. ``steps`` can no longer be undone. ``in_notes`` are texts
    found on the pictures that stand in notes too, where they stay and are masked in everything that leaves.
    """

    pictures: int
    removed: int
    unreviewed: int
    size_bytes: int
    backups: int
    steps: int
    in_notes: int
    second_folder_away: bool
    put_aside: int

    @property
    def is_nothing(self) -> bool:
        """Say whether there is nothing to purge."""
        return not (self.pictures or self.removed or self.backups)

    def remains(self) -> tuple[Message, ...]:
        """Return what stays although somebody may expect it gone, each in one sentence."""
        out = list(CANNOT)
        if self.unreviewed:
            out.append(say("{n} pictures that nobody has reviewed keep their originals.", n=self.unreviewed))
        if self.in_notes:
            out.append(say("{n} texts found on pictures stand in notes too; they stay there, masked.", n=self.in_notes))
        if self.second_folder_away:
            out.append(
                say("The second backup folder is not there: its backups hold the originals until you purge again.")
            )
        if self.put_aside:
            out.append(
                say("{n} libraries that a restore put aside beside this one keep what they hold.", n=self.put_aside)
            )
        return tuple(out)


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge did, and what it had to leave."""

    done: PurgePreview
    files: int
    size_bytes: int
    backups: int
    remains: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class _Scope:
    rows: tuple[CaptureRow, ...]
    unreviewed: int
    removed: dict[str, str]


class Purging:
    """The originals of one library."""

    def __init__(self, library: Library, *, second: Path | None = None) -> None:
        """Take the open library; ``second`` replaces the second backup folder of the person's settings."""
        self._library = library
        self._given = second

    def preview(self, *, session: str | None = None, older_than_days: int | None = None) -> PurgePreview:
        """Say what a purge would do to the pictures of a visit, or to those taken so many days ago or earlier.

        Without either, all pictures are meant. Nothing is changed.
        """
        return self._preview(self._scope(session, older_than_days))

    def purge(
        self,
        *,
        session: str | None = None,
        older_than_days: int | None = None,
        progress: Progress | None = None,
        initiator: str = "",
    ) -> Purged:
        """Purge for good, and return once it is on the disk; killed in the middle, the next start finishes it.

        Raises Refused where there is nothing to purge.
        """
        scope = self._scope(session, older_than_days)
        preview = self._preview(scope)
        if preview.is_nothing:
            raise Refused(
                say("There is nothing to purge."),
                mend=say("Only reviewed pictures are purged: review them first.") if scope.unreviewed else None,
            )
        frames = self._frames(scope.rows, progress)
        masker = Privacy(self._library).masker()
        kept = self._texts_in_notes(scope.rows)
        known = [row.id for row in self._library.queries.captures() if row.original_purged]
        self._library.run(
            STEP,
            lambda op: purging.let_go(
                op,
                frames,
                gone=(*scope.removed, *known),
                files=tuple(scope.removed.values()),
                still_masked=kept,
                words=masker.for_paper,
            ),
            initiator=initiator,
        )
        second = self._second_there()
        done = self._library.maintain(lambda raw: forgetting.finish(self._library.folder, raw, second=second))
        return Purged(preview, done.files, done.size_bytes, done.backups, self._left(preview, done))

    # -- retention --------------------------------------------------------------------------------------------

    def kept_days(self) -> int | None:
        """Return how many days this library keeps originals, None for ever."""
        told = str(self._library.queries.settings().get(KEPT_DAYS, DECLARED[KEPT_DAYS].default))
        return int(told) if told else None

    def is_due(self) -> bool:
        """Say whether reviewed pictures are older than originals are kept, and none was purged today."""
        days = self.kept_days()
        if days is None or self._purged_today():
            return False
        scope = self._scope(None, days)
        return bool(scope.rows or scope.removed)

    def purge_due(self, *, progress: Progress | None = None) -> Purged | None:
        """Purge what is due, at most once a day; None where nothing is."""
        if not self.is_due():
            return None
        return self.purge(older_than_days=self.kept_days(), progress=progress, initiator="retention")

    def _purged_today(self) -> bool:
        last = self._library.queries.settings().get(purging.LAST)
        at = last.get("at", "") if isinstance(last, dict) else ""
        return at[:10] == self._library.clock().iso()[:10]

    def _left(self, preview: PurgePreview, done: forgetting.Finished) -> tuple[Message, ...]:
        if not done.log_kept:
            return preview.remains()
        kept = say("Another program is reading this library: its log is emptied when that program closes.")
        return (*preview.remains(), kept)

    def _scope(self, session: str | None, days: int | None) -> _Scope:
        queries = self._library.queries
        visit = None if session is None else finding.session(queries, session).id
        before = None if days is None else self._days_ago(days)
        rows = [row for row in queries.captures(session_id=visit) if not row.original_purged]
        if before is not None:
            rows = [row for row in rows if row.taken is not None and row.taken.utc <= before.utc]
        reviewed = tuple(row for row in rows if row.state is CaptureState.REVIEWED)
        removed = forgetting.removed_pictures(
            queries.reader.connection, session_id=visit, before_text=None if before is None else moment_to_text(before)
        )
        return _Scope(reviewed, len(rows) - len(reviewed), removed)

    def _days_ago(self, days: int) -> Moment:
        if days < 0:
            raise UserError(say("“{n}” is no number of days.", n=days))
        return Moment((self._library.clock().utc - timedelta(days=min(days, 100_000))).astimezone(UTC))

    def _preview(self, scope: _Scope) -> PurgePreview:
        folder, second = self._library.folder, self._second()
        purged = [row.id for row in self._library.queries.captures() if row.original_purged]
        meant = {*(row.id for row in scope.rows), *scope.removed, *purged}
        names = {*scope.removed.values()}
        for row in scope.rows:
            names |= {self._library.queries.original_of(row.id), self._library.queries.frame_of(row.id)}
        return PurgePreview(
            pictures=len(scope.rows),
            removed=len(scope.removed),
            unreviewed=scope.unreviewed,
            size_bytes=sum(self._size(name) for name in names if name),
            backups=forgetting.counted(folder, meant, second=self._second_there()),
            steps=self._library.queries.count_undoable(),
            in_notes=len(self._texts_in_notes(scope.rows)),
            second_folder_away=second is not None and not is_folder(second.parent),
            put_aside=len(swap.put_aside(folder)),
        )

    def _size(self, name: str) -> int:
        path = self._library.vault.path(name)
        return path.stat().st_size if path.is_file() else 0

    def _frames(self, rows: Iterable[CaptureRow], progress: Progress | None) -> dict[str, str]:
        """Put the frames that stay into the vault, before any row speaks of them."""
        wanted, vault = tuple(rows), self._library.vault
        out: dict[str, str] = {}
        for done, row in enumerate(wanted, 1):
            name = self._library.queries.frame_of(row.id)
            if name:
                frame = load_frame(vault, name, lossy=row.lossy)
                name = vault.put(encode_png(frame_that_stays(frame, row.annotation)))
            out[row.id] = name
            if progress is not None:
                progress(done, len(wanted))
        return out

    def _texts_in_notes(self, rows: Iterable[CaptureRow]) -> tuple[str, ...]:
        """Return the texts found on these pictures that stand in some text of the library too."""
        found = {proposal.text for row in rows for proposal in row.proposals if proposal.text.strip()}
        if not found:
            return ()
        everything = "\n".join(every_text(self._library.queries))
        words, digits = folded(everything), re.sub(r"[^\d\n]", "", everything)

        def stands(text: str) -> bool:
            number = re.sub(r"\D", "", text)
            return folded(text) in words or (len(number) >= _DIGITS and number in digits)

        return tuple(sorted(text for text in found if stands(text)))

    def _second(self) -> Path | None:
        told = self._given if self._given is not None else second_folder()
        return None if told is None else second_place(told, self._library.folder)

    def _second_there(self) -> Path | None:
        second = self._second()
        return second if second is not None and is_folder(second) else None
