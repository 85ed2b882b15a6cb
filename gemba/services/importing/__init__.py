"""Read a visit pack into the library: every row is stored, unchanged, or refused with file, line and reason.

Files are read first; then the rows go into the library in operations that are one undo step together. Pictures are
decoded outside the writer's thread, so that a window stays quick meanwhile. Must not know file formats (exchange
does) and must not judge (the gate does, before each operation is committed).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

from gemba.errors import UserError
from gemba.exchange.clocks import zone_known
from gemba.exchange.folder import read_pack, rows_in
from gemba.exchange.pack import Pack, PackMessage, PackPicture, PackVisit
from gemba.message import N_, say
from gemba.model.entities import Round, Team
from gemba.model.ids import new_id
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.services.importing import pictures, tables, visits
from gemba.services.importing.ledger import Ledger
from gemba.services.importing.places import Places
from gemba.services.importing.report import ImportReport
from gemba.services.pictures.frames import keep_picture, many_pictures

Progress = Callable[[int, int], None]
T = TypeVar("T")
_ROWS_A_BATCH = 200
_PICTURES_A_BATCH = 8
_DECODERS = 2
_MAX_PICTURE_BYTES = 512 * 1024 * 1024


class ImportService:
    """Bring packs into one library."""

    def __init__(self, library: Library) -> None:
        """Take the library to import into."""
        self._library = library

    def import_pack(
        self,
        folder: Path,
        *,
        round_name: str = "",
        progress: Progress | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Import a pack folder into the round of that name (the folder's name where none is given).

        Importing the same pack again changes nothing. ``progress`` is called with rows done and rows in all; ``stop``
        is asked between steps, and what came in before it said yes stays. Raises UserError where the folder is no
        pack; every smaller fault stands in the report.
        """
        pack = read_pack(folder)
        run = _Run(self._library, pack, round_name or folder.resolve().name, progress or _silent)
        return run.all(stop or _never)


def _silent(done: int, total: int) -> None:
    """Show nothing."""


def _never() -> bool:
    """Go on to the end."""
    return False


class _Run:
    """One import: the report it fills and the operations it makes."""

    def __init__(self, library: Library, pack: Pack, round_name: str, progress: Progress) -> None:
        self._library = library
        self._pack = pack
        self._round_name = round_name
        self._progress = progress
        self._undo_group = f"import:{new_id()}"
        self._done = len(pack.refused)
        self._total = rows_in(pack)
        self._sessions: dict[str, str] = {}
        self._known_pictures: dict[str, str] = {}
        self.report = ImportReport(
            files=pack.files,
            rows_read=self._total,
            refused=list(pack.refused),
            remarks=list(pack.oddities),
            skipped_files=pack.skipped_files,
        )

    def all(self, stop: Callable[[], bool]) -> ImportReport:
        """Import everything, or as much as came before ``stop`` said yes; return the report."""
        with closing(self._steps()) as steps:
            for fill, rows in steps:
                if stop():
                    self.report.stopped = True
                    return self.report
                self._step(fill, rows)
        self._progress(self._total, self._total)
        return self.report

    def _steps(self) -> Generator[tuple[Callable[[Ledger], None], int], None, None]:
        """Yield what each operation stores, with how many rows it stands for."""
        yield self._plan_and_headers, 0
        with many_pictures(), ThreadPoolExecutor(max_workers=_DECODERS, thread_name_prefix="gemba-import") as pool:
            for batch in _batches(self._pack.pictures, _PICTURES_A_BATCH):
                read = list(pool.map(self._read, batch))
                yield partial(self._pictures, read=read), len(batch)
        for visit in self._pack.visits:
            yield partial(self._notes, visit=visit), len(visit.notes)
        yield self._tables, 0
        if self._pack.chat is not None:
            for messages in _batches(self._pack.chat.messages, _ROWS_A_BATCH):
                yield partial(self._chat, messages=messages), len(messages)

    def _step(self, fill: Callable[[Ledger], None], rows: int) -> None:
        """Run one operation of this import; a failed one leaves no rows and no counts behind."""
        before = (self.report.rows_stored, self.report.rows_unchanged)

        def body(op: Operation) -> None:
            self.report.rows_stored, self.report.rows_unchanged = before
            fill(Ledger(op, _round(op, self._round_name), self.report))

        self._library.run(
            N_("Import the pack “{name}”"), body, values={"name": self._round_name}, coalesce=self._undo_group
        )
        self._done += rows
        self._progress(min(self._done, self._total), self._total)

    def _plan_and_headers(self, ledger: Ledger) -> None:
        self._known_pictures = ledger.known("picture")
        places = Places(ledger.op)
        for position, row in enumerate(self._pack.tables.get("plan.csv", ())):
            visits.store_plan_row(ledger, places, row, position)
        for visit in self._pack.visits:
            self._sessions[visit.code] = visits.store_visit(ledger, places, visit)
        for position, row in enumerate(self._pack.tables.get("participants.csv", ())):
            visits.store_participant(ledger, places, row, position)

    def _read(self, picture: PackPicture) -> pictures.ReadPicture:
        """Bring one picture's bytes into the vault unless this very row is known already."""
        vault = self._library.vault
        try:
            if picture.path.stat().st_size > _MAX_PICTURE_BYTES:
                return pictures.ReadPicture(picture, "", None, say("The file is larger than 512 MB."))
            data = picture.path.read_bytes()
        except OSError:
            return pictures.ReadPicture(picture, "", None, say("The file cannot be read."))
        name = vault.name_of(data)
        if self._known_pictures.get(picture.source_id) == pictures.digest_of(picture, name):
            return pictures.ReadPicture(picture, name, None)
        try:
            return pictures.ReadPicture(picture, name, keep_picture(vault, data, name=picture.path.name))
        except UserError as problem:
            return pictures.ReadPicture(picture, name, None, pictures.reading_problem(problem))

    def _pictures(self, ledger: Ledger, read: list[pictures.ReadPicture]) -> None:
        for one in read:
            session_id = self._sessions.get(one.picture.team_code)
            pictures.store_picture(
                ledger, one, session_id=session_id, zone=self._zone(ledger.op, one.picture.team_code)
            )

    def _notes(self, ledger: Ledger, visit: PackVisit) -> None:
        places = Places(ledger.op)
        zone = self._zone(ledger.op, visit.code)
        if not zone:
            ledger.remark(visit.file, None, say("No time zone is known for this team; times are read as UTC."))
        session_id = self._sessions[visit.code]
        for note in visit.notes:
            visits.store_note(ledger, places, visit, note, session_id=session_id, zone=zone)

    def _tables(self, ledger: Ledger) -> None:
        places = Places(ledger.op)
        for row in self._pack.tables.get("tickets.csv", ()):
            tables.store_ticket(ledger, places, row)
        for row in self._pack.tables.get("calls.csv", ()):
            tables.store_call(ledger, places, row, self._zone(ledger.op, row.get("team")) or self._usual_zone())
        ordinals: Counter[str] = Counter()
        for row in self._pack.tables.get("decisions.csv", ()):
            ordinals[row.get("decision")] += 1
            tables.store_question(ledger, row, ordinals[row.get("decision")])
        self._done += sum(len(rows) for rows in self._pack.tables.values())

    def _chat(self, ledger: Ledger, messages: tuple[PackMessage, ...]) -> None:
        chat = self._pack.chat
        assert chat is not None
        zone = self._usual_zone()
        sentence = say("The chat names no time zone; its times are read as {zone}.", zone=zone or "UTC")
        ledger.remark(chat.file, None, sentence)
        for message in messages:
            tables.store_message(ledger, message, file=chat.file, zone=zone)

    def _zone(self, op: Operation, team: str) -> str:
        """Return the time zone of a team's code or name, as the plan or the notes say it; else nothing."""
        found = op.find(Team, code=team) or op.find(Team, name=team) if team else None
        zone = found.time_zone if found is not None else ""
        return zone if zone_known(zone) else ""

    def _usual_zone(self) -> str:
        """Return the zone that most teams of the plan live in, for what names no team; else nothing."""
        zones = Counter(row.get("time_zone") for row in self._pack.tables.get("plan.csv", ()))
        return next((zone for zone, _ in zones.most_common() if zone_known(zone)), "")


def _round(op: Operation, name: str) -> Round:
    return op.find(Round, name=name) or op.add(Round(name=name))


def _batches(items: tuple[T, ...], size: int) -> Iterator[tuple[T, ...]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
