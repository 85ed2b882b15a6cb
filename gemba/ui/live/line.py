"""The line being typed in a visit: its kind, its draft at most a second behind the keys, its way into the library.

One object for the entry line and the mini bar. The text stays until the note is durable; what is typed meanwhile
stands behind it and is never lost. Every line has its note's id from its first key on, so that a draft of a line that
was kept is known as such after a crash. Must not know how it is shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from gemba.errors import GembaError
from gemba.message import joined
from gemba.model.rows import Moment, ObservationRow
from gemba.model.values import ObservationKind, SeenAs
from gemba.services.visits.observations import ObservationFields
from gemba.ui.desk import Desk

#: half-typed text is handed to the writer this long after the first key since the last time
DRAFT_MS = 400
_AGAIN_MS = 2000


#: which line keeps its drafts under which name, by the library's folder: two windows may be at one visit
_HELD: dict[tuple[str, str], LiveLine] = {}


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line, half typed or entered and on its way."""

    key: str
    kind: ObservationKind
    text: str
    seen_as: SeenAs | None = None
    pictures: tuple[str, ...] = ()
    at: str = ""


class LiveLine(QObject):
    """What is in the entry line of one visit."""

    text_changed = Signal(str)
    kind_changed = Signal()
    kept = Signal(object)
    trouble = Signal(str)
    _draft_ended = Signal(object)

    def __init__(self, desk: Desk, session_id: str, now: Callable[[], Moment], *, draft_ms: int = DRAFT_MS) -> None:
        """Take the visit; ``restore`` brings back what was half typed. A ``draft_ms`` of 0 keeps no drafts."""
        super().__init__()
        self._desk = desk
        self.session_id = session_id
        self._now = now
        self.place = f"live.{session_id}"
        self.kind = ObservationKind.FACT
        self.seen_as: SeenAs | None = None
        self.pictures: tuple[str, ...] = ()
        self.text = ""
        self.restored = False
        self.problem = ""
        self._key = desk.app.observations.new_key()
        self._ahead: list[TypedLine] = []
        self._on_way: dict[str, TypedLine] = {}
        self._stored = ""
        self._drafts = draft_ms > 0
        self._soon = QTimer(self, singleShot=True, interval=max(1, draft_ms))
        self._soon.timeout.connect(self.save_now)
        self._draft_ended.connect(self._after_draft, Qt.ConnectionType.QueuedConnection)

    def take_place(self) -> None:
        """Keep drafts under the visit's name, or under one of its own where another window has that one."""
        folder, base, number = str(self._desk.app.library.folder), f"live.{self.session_id}", 1
        while _HELD.get((folder, self.place), self) is not self:
            number += 1
            self.place = f"{base}.{number}"
        _HELD[folder, self.place] = self

    def let_go(self) -> None:
        """Let the next window that comes to the visit keep drafts under its name."""
        folder = str(self._desk.app.library.folder)
        if _HELD.get((folder, self.place)) is self:
            del _HELD[folder, self.place]

    # -- what is typed ----------------------------------------------------------------------------------------

    @property
    def tail(self) -> str:
        """Return what stands behind the lines that are on their way."""
        return self.text[self.begin :]

    @property
    def begin(self) -> int:
        """Return how many characters of the field belong to lines that are on their way."""
        return sum(len(line.text) for line in self._ahead)

    @property
    def busy(self) -> bool:
        """Say whether an entered line is not durable yet."""
        return bool(self._on_way)

    @property
    def on_way(self) -> Collection[str]:
        """Return the ids of the notes that are not durable yet."""
        return self._on_way.keys()

    def type_text(self, text: str) -> None:
        """Take what the field holds now."""
        self.text = text
        self.restored = False
        if not text.startswith("".join(line.text for line in self._ahead)):
            # Somebody changed a line that is on its way; it is kept as it was entered, and what stands here stays.
            self._ahead.clear()
        self.text_changed.emit(text)
        self._draft_soon()

    def choose(self, kind: ObservationKind) -> None:
        """Choose the kind; it stays for the next line."""
        if kind is not self.kind:
            self.kind = kind
            self.kind_changed.emit()
            self._draft_soon()

    def see_as(self, seen_as: SeenAs | None) -> None:
        """Say how what this line tells was seen; the next line begins unset (SETTLED §14)."""
        self.seen_as = seen_as
        self.kind_changed.emit()
        self._draft_soon()

    def attach(self, capture_id: str) -> None:
        """Let the line be about a picture."""
        if capture_id not in self.pictures:
            self.pictures = (*self.pictures, capture_id)
            self.kind_changed.emit()
            self._draft_soon()

    def detach(self) -> bool:
        """Let the line be about no picture; say whether it was about one."""
        had, self.pictures = bool(self.pictures), ()
        if had:
            self.kind_changed.emit()
            self._draft_soon()
        return had

    def put(self, text: str, kind: ObservationKind | None = None) -> None:
        """Put a text into the field from the program's side."""
        self.text = text
        if kind is not None:
            self.choose(kind)
        self.text_changed.emit(text)
        self._draft_soon()

    # -- keeping ----------------------------------------------------------------------------------------------

    def enter(self) -> bool:
        """Keep the line; the field clears once it is durable. Say whether there was anything to keep."""
        text = self.tail
        if not text.strip():
            return False
        line = TypedLine(self._key, self.kind, text, self.seen_as, self.pictures, self._now().local().isoformat())
        self._ahead.append(line)
        self._key = self._desk.app.observations.new_key()
        self.seen_as, self.pictures, self.restored, self.problem = None, (), False, ""
        self._keep(line)
        self.kind_changed.emit()
        return True

    def _keep(self, line: TypedLine) -> None:
        self._on_way[line.key] = line
        observations = self._desk.app.observations
        fields = ObservationFields(
            text=line.text,
            kind=line.kind.value,
            seen_as=None if line.seen_as is None else line.seen_as.value,
            pictures=line.pictures or None,
            captions=bool(line.pictures),
            at=line.at,
            key=line.key,
        )
        session = self.session_id
        self._desk.do(
            lambda: observations.note(session, fields),
            owner=self,
            then=partial(self._is_kept, line),
            failed=partial(self._is_not_kept, line),
        )

    def _is_kept(self, line: TypedLine, row: ObservationRow) -> None:
        self._on_way.pop(line.key, None)
        if line in self._ahead:
            before = sum(len(one.text) for one in self._ahead[: self._ahead.index(line)])
            self._ahead.remove(line)
            self.text = self.text[:before] + self.text[before + len(line.text) :]
            self.text_changed.emit(self.text)
        self.save_now()
        self.kept.emit(row)

    def _is_not_kept(self, line: TypedLine, problem: BaseException) -> None:
        """Leave the text where it is, with the sentence; a second try has the same id and cannot double it."""
        self._on_way.pop(line.key, None)
        if not isinstance(problem, GembaError):
            self._desk.problem(problem)
        if line in self._ahead:
            alone = self.tail == ""
            self._ahead.clear()
            if alone:
                self._key, self.seen_as, self.pictures = line.key, line.seen_as, line.pictures
        elif line.text not in self.text:
            self.text = f"{line.text} {self.text}".strip()
        said = self._desk.words
        why = said.problem(problem) if isinstance(problem, GembaError) else ""
        self.problem = joined(filter(None, (said.tr("Not kept yet."), why)))
        self.text_changed.emit(self.text)
        self.trouble.emit(self.problem)
        self._draft_soon()

    # -- drafts -----------------------------------------------------------------------------------------------

    def _draft_soon(self) -> None:
        # Begun by the first key and not put off by the next: never more than a second behind them.
        if self._drafts and not self._soon.isActive():
            self._soon.start()

    def save_now(self) -> Future[None] | None:
        """Hand what is half typed to the writer at once; None where it is there already."""
        self._soon.stop()
        text = self._draft_text()
        if not self._drafts or text == self._stored or self._desk.read_only:
            return None
        self._stored = text
        try:
            future = self._desk.app.observations.submit_draft(self.place, text)
        except (GembaError, RuntimeError):
            self._stored = ""
            return None
        future.add_done_callback(self._tell_draft)
        return future

    def _draft_text(self) -> str:
        lines = [*self._on_way.values()]
        tail = self.tail
        if tail.strip() or self.pictures:
            lines.append(TypedLine(self._key, self.kind, tail, self.seen_as, self.pictures))
        if not lines:
            return ""
        return json.dumps([_as_json(line) for line in lines], ensure_ascii=False)

    def _tell_draft(self, future: Future[None]) -> None:
        try:
            self._draft_ended.emit(future.exception())
        except RuntimeError:
            return  # the line is gone; the draft is on disk

    def _after_draft(self, problem: BaseException | None) -> None:
        said = self._desk.words
        if problem is None:
            if self.problem and not self._on_way and self.problem.startswith(said.tr("What you type is not saved.")):
                self.problem = ""
                self.trouble.emit("")
            return
        self._stored = ""
        why = said.problem(problem) if isinstance(problem, GembaError) else ""
        self.problem = joined(filter(None, (said.tr("What you type is not saved."), why)))
        self.trouble.emit(self.problem)
        QTimer.singleShot(_AGAIN_MS, self, self.save_now)

    def restore(self) -> bool:
        """Bring back what was half typed when the window went; say whether there was something.

        A line that was entered and not durable is kept now; one that is in the library is not doubled.
        """
        observations = self._desk.app.observations
        lines = self._lines_left()
        there = {row.id for row in observations.all(session=self.session_id)} if lines else set()
        left = [line for line in lines if line.key not in there]
        for line in [one for one in left if one.at]:
            self._keep(line)
        half = [line for line in left if not line.at]
        if not half or not (half[-1].text.strip() or half[-1].pictures):
            return False
        line = half[-1]
        self._key, self.kind, self.seen_as, self.pictures = line.key, line.kind, line.seen_as, line.pictures
        self.text, self.restored = line.text, bool(line.text.strip())
        self._stored = self._draft_text()
        self.kind_changed.emit()
        self.text_changed.emit(self.text)
        return self.restored

    def _lines_left(self) -> list[TypedLine]:
        """Return what stands in the drafts of the visit that no window has; one draft holds it from now on."""
        observations = self._desk.app.observations
        folder, base = str(self._desk.app.library.folder), f"live.{self.session_id}"
        found: list[TypedLine] = []
        for place, text in sorted(observations.drafts().items(), key=lambda item: item[0] == self.place):
            mine = place == base or place.startswith(f"{base}.")
            if not mine or _HELD.get((folder, place), self) is not self:
                continue
            found += lines_of(text)
            if place != self.place and not self._desk.read_only:
                observations.submit_draft(place, "")
        if len([line for line in found if not line.at]) > 1:
            # Two windows were typing: what is not the last is kept whole, nothing is dropped.
            *others, last = [line for line in found if not line.at]
            now = self._now().local().isoformat()
            found = [line for line in found if line.at] + [replace(one, at=now) for one in others] + [last]
        return found


def _as_json(line: TypedLine) -> dict[str, object]:
    return {
        "key": line.key,
        "kind": line.kind.value,
        "text": line.text,
        "seen_as": line.seen_as and line.seen_as.value,
        "pictures": list(line.pictures),
        "at": line.at,
    }


def lines_of(draft: str) -> list[TypedLine]:
    """Read a draft back; one that is not ours gives nothing."""
    try:
        found = json.loads(draft or "[]")
        return [
            TypedLine(
                str(one["key"]),
                ObservationKind(one["kind"]),
                str(one["text"]),
                SeenAs(one["seen_as"]) if one["seen_as"] else None,
                tuple(str(name) for name in one["pictures"]),
                str(one["at"]),
            )
            for one in found
        ]
    except (ValueError, KeyError, TypeError):
        return []
