"""D-06 through the window: killed while somebody types, reopened, and every key but the last second's is there.

A child opens the real main window, goes on with the running visit and types; it is killed at a random moment, and the
next child opens the same library, says what its window offers, and types on. Some kills come through a real X server.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from gemba.app import create_library, open_app
from gemba.services.live import PersonThere
from gemba.services.sessions import SessionFields
from tests.faults.rig import ROOT

pytestmark = pytest.mark.library_file_opener
BEHIND_S = 1.0


class WindowActor:
    """The warm process and its children."""

    def __init__(self) -> None:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.window_actor"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=ROOT,
            text=True,
        )
        self._one = threading.Lock()
        assert self._answer() == "ready"

    def __enter__(self) -> WindowActor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(60)

    def start(self, run: dict[str, Any]) -> int:
        """Fork a child for the run and return its process id."""
        return int(self._ask(f"start {json.dumps(run)}"))

    def wait(self, pid: int) -> int:
        """Wait for a child and return how it ended."""
        return int(self._ask(f"wait {pid}"))

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        with self._one:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            return self._answer()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        answer = self._process.stdout.readline()
        assert answer, "the actor has died"
        return answer.strip()


@dataclass
class Count:
    """What came of many kills."""

    kills: int = 0
    acknowledged: int = 0
    offered: int = 0
    lost_notes: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    worst_s: float = 0.0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.kills + other.kills,
            self.acknowledged + other.acknowledged,
            self.offered + other.offered,
            self.lost_notes + other.lost_notes,
            self.doubled + other.doubled,
            self.behind + other.behind,
            self.invented + other.invented,
            max(self.worst_s, other.worst_s),
        )

    @property
    def faults(self) -> list[str]:
        """Return everything that must not have happened."""
        return [*self.lost_notes, *self.doubled, *self.behind, *self.invented]


@dataclass(frozen=True)
class Typed:
    """What one child told before it was killed: all that was typed since its start, and what was acknowledged."""

    offered: str
    stream: tuple[tuple[str, float], ...]
    kept: tuple[str, ...]


def visit(folder: Path) -> tuple[Path, str]:
    """Make a library with a running visit."""
    library = create_library(folder / "visit.gemba")
    with open_app(library, writes=True) as app:
        fields = SessionFields(charter="Why does it take nine days?", minutes=45, consent="agreed")
        return library, app.live.begin("Refunds", fields, (PersonThere("agent"),)).id


def told(path: Path) -> list[dict[str, Any]]:
    """Return what a child told; a line cut off by the kill was not."""
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1] if line] if path.exists() else []


def said(path: Path, what: str, *, seconds: float = 60) -> dict[str, Any]:
    """Wait until a child told something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for line in told(path):
            if line["what"] == what:
                return line
        time.sleep(0.005)
    raise AssertionError(f"the window never told {what!r}: {path.with_suffix('.errors').read_text()}")


def typed(path: Path) -> Typed:
    lines = told(path)
    offered = next(line["text"] for line in lines if line["what"] == "offered")
    stream = tuple((line["key"], float(line["t"])) for line in lines if line["what"] == "key")
    return Typed(offered, stream, tuple(line["text"] for line in lines if line["what"] == "kept"))


def notes_of(library: Path) -> list[str]:
    with open_app(library) as app:
        return [row.text for row in sorted(app.observations.all(), key=lambda row: row.id)]


def starved_s(before: Typed, killed_s: float) -> float:
    """Return for how long the busy machine let the child stand still: keys come every 60 ms where it does not.

    The time from the last key to the kill counts too; a child that got no further than its first key has no other.
    """
    times = [*(t for _, t in before.stream), killed_s]
    gaps = [later - earlier for earlier, later in zip(times, times[1:], strict=False)]
    return 2 * max(0.0, max(gaps, default=0.0) - 0.2)


def judge(count: Count, before: Typed, killed_s: float, notes: list[str], known: int, offered: str) -> None:
    """Compare what was typed with what is there: the new notes and what the window offers, one after the other."""
    new = notes[known:]
    recovered = "".join(new) + offered
    whole = before.offered + "".join(key for key, _ in before.stream)
    allowed_s = BEHIND_S + starved_s(before, killed_s)
    old = before.offered + "".join(key for key, t in before.stream if t < killed_s - allowed_s)
    count.acknowledged += len(before.kept)
    count.lost_notes += [f"lost: {text}" for text in before.kept if text not in notes]
    count.doubled += [f"doubled: {text}" for text in set(notes) if notes.count(text) > 1]
    if not whole.startswith(recovered):
        count.invented.append(f"typed {whole!r}, there is {recovered!r}")
    elif not recovered.startswith(old):
        count.behind.append(f"more than a second behind: typed {old!r}, there is {recovered!r}")
    missing = [t for key, t in before.stream[len(recovered) - len(before.offered) :]]
    if missing:
        count.worst_s = max(count.worst_s, killed_s - missing[0])


def kill_while_typing(
    actor: WindowActor,
    folder: Path,
    *,
    times: int,
    seed: int,
    without_drafts: bool = False,
    enters: bool = True,
    longest_s: float = 1.7,
    place: tuple[Path, str] | None = None,
) -> Count:
    """Kill the window ``times`` times and count what must not happen."""
    library, session = place or visit(folder)
    rng, count = random.Random(seed), Count()
    before: Typed | None = None
    killed_s, known = 0.0, 0
    for number in range(times + 1):
        path = folder / f"{number}.told"
        run = {
            "library": str(library),
            "session": session,
            "told": str(path),
            "errors": str(path.with_suffix(".errors")),
            "seed": rng.randrange(1 << 30),
            "number": number,
            "without_drafts": without_drafts,
            "enters": enters,
            "only_look": number == times,
        }
        pid = actor.start(run)
        offered = said(path, "offered")
        if before is not None:
            notes = notes_of(library)
            judge(count, before, killed_s, notes, known, offered["text"])
            count.offered += bool(offered["text"])
            known = len(notes)
        if number == times:
            assert actor.wait(pid) == 0, path.with_suffix(".errors").read_text()
            break
        said(path, "typing")
        if enters and rng.random() < 0.6:
            # However busy the machine is, most windows have acknowledged something before they are killed.
            said(path, "kept")
            time.sleep(rng.uniform(0.0, longest_s / 2))
        else:
            time.sleep(rng.uniform(0.15, longest_s))
        os.kill(pid, signal.SIGKILL)
        killed_s = time.monotonic()
        assert actor.wait(pid) == -signal.SIGKILL, path.with_suffix(".errors").read_text()
        count.kills += 1
        before = typed(path)
    return count


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


@pytest.fixture(scope="module")
def window_actor() -> Iterator[WindowActor]:
    with WindowActor() as running:
        yield running


def say(count: Count, seed: int) -> None:
    print(
        f"\nD-06 window, seed {seed}: {count.kills} kills, {count.acknowledged} notes acknowledged,"
        f" {len(count.lost_notes)} lost, {len(count.doubled)} doubled, {count.offered} half-typed lines offered,"
        f" at most {count.worst_s:.2f} s of typing lost"
    )


def test_d06_window_killed_50_times_while_typing(window_actor: WindowActor, tmp_path: Path, seed: int) -> None:
    count = kill_in_lanes(window_actor, tmp_path, times=51, seed=seed)
    say(count, seed)
    assert count.faults == []
    assert count.kills == 51
    assert count.acknowledged > 25
    assert count.offered > 25


@pytest.mark.nightly
@pytest.mark.timeout(2400)
def test_d06_window_killed_200_times_while_typing(window_actor: WindowActor, tmp_path: Path, seed: int) -> None:
    count = kill_in_lanes(window_actor, tmp_path, times=201, seed=seed)
    say(count, seed)
    assert (count.faults, count.kills) == ([], 201)


def test_d06_window_control_without_drafts_goes_red(window_actor: WindowActor, tmp_path: Path, seed: int) -> None:
    count = kill_while_typing(
        window_actor, tmp_path, times=4, seed=seed, without_drafts=True, enters=False, longest_s=3.0
    )
    assert count.behind, "a window that keeps no drafts passed: the harness is broken"
