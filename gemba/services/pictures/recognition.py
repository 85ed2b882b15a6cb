"""Read the text of pictures in the background, so that it is searched, and propose what on it belongs to a person.

Reading needs the extra ``recognise``; without it nothing here does anything, and nothing else needs it. A picture that
a person has reviewed is read for search only: what they have looked at is not called unseen by a program. What is
found joins the step that brought the picture, so that undo goes past it (docs/adr/0022). Must not know the window, nor
load imaging before something is read.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gemba.errors import GembaError, UserError
from gemba.message import N_, say
from gemba.model.changed import Changed
from gemba.model.library import Library
from gemba.model.queries import Queries
from gemba.model.rows import RecognisedCounts
from gemba.model.values import CaptureState
from gemba.services.finding import codes as finding

if TYPE_CHECKING:
    from gemba.imaging.picture import Frame
    from gemba.imaging.recognising import Recogniser
    from gemba.model.recognised import RecognisedLine
    from gemba.rules.private_seen import SeenFind

Progress = Callable[[int, int], None]
INITIATOR = "recognition"
NAMES_TO_COVER = "recognise.names"
STEP = N_("Propose redactions")
_UNREADABLE = N_("the picture could not be loaded")
_PARTS = re.compile(r"[,;，；、\n]")


@dataclass(frozen=True, slots=True)
class ReadPictures:
    """What one go at the waiting pictures did; ``proposed`` counts new proposals."""

    read: int = 0
    failed: int = 0
    proposed: int = 0


class Recognition:
    """Text on the pictures of one library."""

    def __init__(self, library: Library, *, make: Callable[[], Recogniser] | None = None) -> None:
        """Take the open library; ``make`` gives another reader than the extra's (tests)."""
        self._library = library
        self._make = make
        self._reader: Recogniser | None = None
        self._making = threading.Lock()

    def is_installed(self) -> bool:
        """Say whether pictures can be read here; loads nothing of the extra."""
        return self._make is not None or is_extra_installed()

    def waiting(self) -> tuple[str, ...]:
        """Return the pictures that nobody has tried to read as they are now, the newest first."""
        return tuple(self._library.queries.not_recognised())

    def counts(self) -> RecognisedCounts:
        """Return how many pictures were read, could not be, and wait."""
        return self._library.queries.recognised_counts()

    def read(
        self,
        captures: Iterable[str] | None = None,
        *,
        progress: Progress | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> ReadPictures:
        """Read these pictures, or all that wait, one after the other; each is kept as soon as it is read.

        A picture that cannot be read is noted and left; ``stopped`` is asked ten times a second and ends the reading.
        Raises UserError where the extra is not there, EnvironmentProblem where its process does not start.
        """
        if not self.is_installed():
            raise UserError(
                say("Reading text on pictures is not installed."),
                mend=say("Add it with: pip install 'gemba[recognise]'"),
            )
        from gemba.imaging.recognising import Stopped

        wanted = self.waiting() if captures is None else tuple(captures)
        read = failed = proposed = 0
        for done, capture_id in enumerate(wanted):
            if progress is not None:
                progress(done, len(wanted))
            try:
                found = self._read_one(capture_id, stopped)
            except Stopped:
                break
            read, failed, proposed = read + (found is not None), failed + (found is None), proposed + (found or 0)
        return ReadPictures(read, failed, proposed)

    def look_again(self, *, stopped: Callable[[], bool] = lambda: False) -> int:
        """Look through the text of pictures to review once more, for a list of names that grew; return new proposals.

        Nothing is read anew, and the extra is not needed. ``stopped`` is asked before each picture.
        """
        from gemba.rules.private_seen import find_seen
        from gemba.services.writing import recognition

        queries, proposed = self._library.queries, 0
        names = names_to_find(queries)
        for row in queries.captures(state=CaptureState.UNREVIEWED):
            if stopped():
                break
            read = queries.recognised(row.id)
            found = () if read is None else find_seen(read.lines, names)
            if found:
                proposed += self._library.run(
                    STEP,
                    partial(recognition.propose, capture_id=row.id, found=found),
                    initiator=INITIATOR,
                    found_on=row.id,
                )
        return proposed

    def text_of(self, reference: str) -> str:
        """Return what was read from a picture and is not covered, a line each; empty where nothing was."""
        from gemba.model.recognised import covers_of, visible_text

        row = finding.capture(self._library.queries, reference)
        found = self._library.queries.recognised(row.id)
        return "" if found is None else visible_text(found.lines, covers_of(row.annotation))

    def close(self) -> None:
        """End the process that reads, if there is one."""
        with self._making:
            reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def _read_one(self, capture_id: str, stopped: Callable[[], bool]) -> int | None:
        """Read one picture and keep what was read; return how much was proposed, or None where it was not read."""
        from gemba.imaging.recognising import NotRead, Stopped

        if stopped():
            raise Stopped
        queries = self._library.queries
        row, frame_name = next(iter(queries.captures(ids=[capture_id])), None), queries.frame_of(capture_id)
        if row is None or not frame_name:
            return None
        reader = self._ready()
        try:
            lines = reader.read(self._frame(frame_name, lossy=row.lossy), stopped=stopped)
        except NotRead as problem:
            self._keep(capture_id, frame_name, reader.engine, (), (), problem.why)
            return None
        except (OSError, ValueError, MemoryError):
            self._keep(capture_id, frame_name, reader.engine, (), (), _UNREADABLE)
            return None
        from gemba.rules.private_seen import find_seen

        found = find_seen(lines, names_to_find(queries))
        return self._keep(capture_id, frame_name, reader.engine, lines, found, "")

    def _frame(self, name: str, *, lossy: bool) -> Frame:
        from gemba.services.pictures.frames import load_frame

        try:
            return load_frame(self._library.vault, name, lossy=lossy)
        except GembaError as problem:  # a damaged file is told by the check, not by this
            raise ValueError from problem

    def _keep(
        self,
        capture_id: str,
        frame: str,
        engine: str,
        lines: tuple[RecognisedLine, ...],
        found: tuple[SeenFind, ...],
        problem: str,
    ) -> int:
        from gemba.services.writing import recognition

        proposed = self._library.run(
            STEP,
            lambda op: recognition.keep(
                op, capture_id, frame=frame, engine=engine, lines=lines, found=found, problem=problem
            ),
            initiator=INITIATOR,
            found_on=capture_id,
        )
        # Text is no row of the history, so nobody else tells the views that search now finds more.
        told = Changed(frozenset({"recognised"}), frozenset({capture_id}), INITIATOR)
        self._library.maintain(lambda _: self._library.publish(told))
        return proposed

    def _ready(self) -> Recogniser:
        with self._making:
            if self._reader is None:
                if self._make is not None:
                    self._reader = self._make()
                else:
                    from gemba.imaging.recognising import Recogniser

                    self._reader = Recogniser()
            return self._reader


def is_extra_installed() -> bool:
    """Say whether the libraries of the extra ``recognise`` are there; loads nothing of them, nor imaging."""
    from importlib.util import find_spec

    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def names_to_find(queries: Queries) -> tuple[str, ...]:
    """Return whom to look for on pictures: the list the user keeps, and people here who may not be named."""
    people = (person.name for person in queries.people() if not person.may_be_named)
    return tuple(dict.fromkeys(name for name in (*listed_names(queries), *people) if name.strip()))


def listed_names(queries: Queries) -> tuple[str, ...]:
    """Return the names to cover that the user keeps in this library."""
    value = queries.settings().get(NAMES_TO_COVER)
    return tuple(name for part in _PARTS.split(str(value or "")) if (name := " ".join(part.split())))
