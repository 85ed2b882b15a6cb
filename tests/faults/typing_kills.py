"""Kill the window while somebody types, open it again, and hold what is there against what was typed (D-06).

The promise is exact: one second after a key the library has it, in a note or in the draft. It is measured on the
steady clock that the program and this harness share, from the key to the draft that the library has, or to the kill;
only the time in which the kernel says that the machine gave the program no processor is taken off (starvation.py).
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gemba.app import create_library, open_app
from gemba.services.visits.live import PersonThere
from gemba.services.visits.sessions import SessionFields
from tests.faults.rig import Warm, acknowledged
from tests.faults.starvation import Sample, starved_s, waited_s

BEHIND_S = 1.0


class WindowActor(Warm):
    """The warm process whose children open the window and type."""

    def __init__(self) -> None:
        super().__init__("tests.faults.window_typist", {"QT_QPA_PLATFORM": "offscreen"})

    def start(self, run: dict[str, Any]) -> int:
        """Fork a child for the run and return its process id."""
        return self.fork(json.dumps(run))


@dataclass
class Count:
    """What came of many kills; times are in seconds, the machine's own taken off but for ``raw_s``."""

    kills: int = 0
    acknowledged: int = 0
    offered: int = 0
    drafts: int = 0
    lost_notes: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    behind_s: float = 0.0
    lost_s: float = 0.0
    raw_s: float = 0.0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.kills + other.kills,
            self.acknowledged + other.acknowledged,
            self.offered + other.offered,
            self.drafts + other.drafts,
            self.lost_notes + other.lost_notes,
            self.doubled + other.doubled,
            self.behind + other.behind,
            self.invented + other.invented,
            max(self.behind_s, other.behind_s),
            max(self.lost_s, other.lost_s),
            max(self.raw_s, other.raw_s),
        )

    @property
    def faults(self) -> list[str]:
        """Return everything that must not have happened."""
        return [*self.lost_notes, *self.doubled, *self.behind, *self.invented]


@dataclass(frozen=True)
class Draft:
    """A draft that the library said it has: when, after how many keys, and what it holds."""

    at_s: float
    keys: int
    text: str


@dataclass(frozen=True)
class Typed:
    """What one child told before it was killed: all that was typed since its start, and what the library had."""

    offered: str
    keys: str
    times_s: tuple[float, ...]
    kept: tuple[str, ...]
    drafts: tuple[Draft, ...]
    samples: tuple[Sample, ...]
    killed_s: float

    @property
    def whole(self) -> str:
        """Return everything that was ever in the field."""
        return self.offered + self.keys

    def fair_s(self, begin_s: float, end_s: float) -> float:
        """Return how long it took from one moment to another, the machine's own time taken off."""
        first = max((at for at, one in enumerate(self.samples) if one.at_s <= begin_s), default=0)
        last = next((at for at, one in enumerate(self.samples) if one.at_s >= end_s), len(self.samples) - 1)
        return end_s - begin_s - starved_s(self.samples[first : last + 1])


def visit(folder: Path) -> tuple[Path, str]:
    """Make a library with a running visit."""
    library = create_library(folder / "visit.gemba")
    with open_app(library, writes=True) as app:
        fields = SessionFields(charter="Why does it take nine days?", minutes=45, consent="agreed")
        return library, app.live.begin("Refunds", fields, (PersonThere("agent"),)).id


def said(path: Path, what: str, *, seconds: float = 300) -> dict[str, Any]:
    """Wait until a child told something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for line in acknowledged(path):
            if line["what"] == what:
                return line
        time.sleep(0.005)
    raise AssertionError(f"the window never told {what!r}: {path.with_suffix('.errors').read_text()}")


def typed(path: Path, last: Sample) -> Typed:
    """Return what a child told before the moment of the ``last`` sample, at which it was killed."""
    lines = acknowledged(path)

    def told(what: str) -> Iterator[dict[str, Any]]:
        return (line for line in lines if line["what"] == what)

    return Typed(
        offered=next(told("offered"))["text"],
        keys="".join(line["key"] for line in told("key")),
        times_s=tuple(float(line["t"]) for line in told("key")),
        kept=tuple(line["text"] for line in told("kept")),
        drafts=tuple(Draft(line["t"], line["keys"], line["text"]) for line in told("draft")),
        samples=(*(Sample(line["t"], line["waited"]) for line in lines if line["t"] <= last.at_s), last),
        killed_s=last.at_s,
    )


def notes_of(library: Path) -> list[str]:
    """Return the notes in the order in which they were begun."""
    with open_app(library) as app:
        return [row.text for row in sorted(app.observations.all(), key=lambda row: row.id)]


def judge(count: Count, before: Typed, notes: Sequence[str], known: int, offered: str) -> None:
    """Compare what was typed with what is there: the new notes and what the window offers, one after the other."""
    recovered = "".join(notes[known:]) + offered
    count.acknowledged += len(before.kept)
    count.drafts += len(before.drafts)
    count.lost_notes += [f"lost: {text}" for text in before.kept if text not in notes]
    count.doubled += [f"doubled: {text}" for text in set(notes) if notes.count(text) > 1]
    _judge_lags(count, before)
    if not before.whole.startswith(recovered):
        count.invented.append(f"typed {before.whole!r}, there is {recovered!r}")
        return
    missing = before.times_s[max(0, len(recovered) - len(before.offered)) :]
    if missing and missing[0] < before.killed_s:
        lost_s = before.fair_s(missing[0], before.killed_s)
        count.lost_s = max(count.lost_s, lost_s)
        count.raw_s = max(count.raw_s, before.killed_s - missing[0])
        if lost_s > BEHIND_S:
            count.behind.append(f"{lost_s:.2f} s lost: typed {before.whole!r}, there is {recovered!r}")


def _judge_lags(count: Count, before: Typed) -> None:
    """Say how long each key waited for the draft that the library said it has."""
    had = 0
    for draft in before.drafts:
        if not before.whole[: len(before.offered) + draft.keys].endswith(draft.text):
            count.invented.append(f"a draft holds {draft.text!r} of {before.whole!r}")
        if draft.keys > had:
            behind_s = before.fair_s(before.times_s[had], draft.at_s)
            count.behind_s = max(count.behind_s, behind_s)
            if behind_s > BEHIND_S:
                count.behind.append(f"a draft was {behind_s:.2f} s behind the key {had} of {before.keys!r}")
            had = draft.keys


def kill_while_typing(
    actor: WindowActor,
    folder: Path,
    *,
    times: int,
    seed: int,
    broken: str = "",
    enters: bool = True,
    typing_s: tuple[float, float] = (0.15, 1.7),
    place: tuple[Path, str] | None = None,
) -> Count:
    """Kill the window ``times`` times and count what must not happen."""
    library, session = place or visit(folder)
    rng, count = random.Random(seed), Count()
    before: Typed | None = None
    known = 0
    for number in range(times + 1):
        path = folder / f"{number}.told"
        run = {
            "library": str(library),
            "session": session,
            "told": str(path),
            "errors": str(path.with_suffix(".errors")),
            "seed": rng.randrange(1 << 30),
            "number": number,
            "broken": broken,
            "enters": enters,
            "only_look": number == times,
        }
        pid = actor.start(run)
        offered = said(path, "offered")
        if before is not None:
            notes = notes_of(library)
            judge(count, before, notes, known, offered["text"])
            count.offered += bool(offered["text"])
            known = len(notes)
        if number == times:
            assert actor.wait(pid) == 0, path.with_suffix(".errors").read_text()
            break
        _let_type(path, rng, enters=enters, typing_s=typing_s)
        # What comes after this moment is the child's luck; until then every second of its own counts.
        last = Sample(time.monotonic(), waited_s(pid))
        assert actor.kill(pid) == -9, path.with_suffix(".errors").read_text()
        count.kills += 1
        before = typed(path, last)
    return count


def _let_type(path: Path, rng: random.Random, *, enters: bool, typing_s: tuple[float, float]) -> None:
    """Wait for a random while after the first key, mostly until a note was acknowledged."""
    said(path, "typing")
    if enters and rng.random() < 0.6:
        # However busy the machine is, most windows have acknowledged something before they are killed.
        said(path, "kept")
        time.sleep(rng.uniform(0.0, typing_s[1] / 2))
    else:
        time.sleep(rng.uniform(*typing_s))


def kill_in_lanes(actor: WindowActor, folder: Path, *, times: int, seed: int, lanes: int = 3) -> Count:
    """Do the kills on several libraries at once: most of the time is waiting for somebody to type."""

    folders = [folder / f"lane {number}" for number in range(lanes)]
    for own in folders:
        own.mkdir()
    places = [visit(own) for own in folders]

    def lane(number: int) -> Count:
        return kill_while_typing(actor, folders[number], times=times // lanes, seed=seed + number, place=places[number])

    with ThreadPoolExecutor(lanes) as pool:
        return sum(pool.map(lane, range(lanes)), Count())


def say(count: Count, seed: int) -> None:
    """Print what came of it."""
    print(
        f"\nD-06 window, seed {seed}: {count.kills} kills, {count.acknowledged} notes acknowledged,"
        f" {len(count.lost_notes)} lost, {len(count.doubled)} doubled, {count.offered} half-typed lines offered,"
        f" {count.drafts} drafts at most {count.behind_s:.2f} s behind the keys,"
        f" at most {count.lost_s:.2f} s of typing lost ({count.raw_s:.2f} s with the machine's pauses)"
    )
