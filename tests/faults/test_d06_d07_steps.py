"""D-06 and D-07 below the window: half-typed text, and a process killed at every step of taking a picture."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from gemba.model.library import Library
from tests.faults import recipe
from tests.faults.conftest import copy_of
from tests.faults.rig import KILL, Actor, Fault, Run, acknowledged

pytestmark = pytest.mark.library_file_opener


def draft_of(library: Path) -> str:
    with Library.open(library) as opened:
        return str(opened.queries.reader.value("SELECT text FROM draft WHERE key = 'entry'") or "")


def kill_while_typing(
    actor: Actor, template: Path, folder: Path, *, times: int, seed: int, control: str | None = None
) -> tuple[int, int]:
    """Return how many drafts were offered again and how many characters were lost at most."""
    rng, offered, worst = random.Random(seed), 0, 0
    for number in range(times):
        library, acks = copy_of(template, folder / f"{number}.gemba"), folder / f"{number}.acks"
        args = {"folder": str(library), "characters": 100_000, "control": control}
        pid = actor.start(Run("type_draft", folder, acks, errors=folder / "errors", args=args))
        deadline = time.monotonic() + 60
        while not acknowledged(acks) and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(rng.uniform(0, 0.15))
        assert actor.kill(pid) == -9
        stored = max(int(line["typed"]) for line in acknowledged(acks))
        text = draft_of(library)
        wanted = "".join(chr(ord("a") + n % 26) for n in range(len(text)))
        offered += bool(text) and text == wanted
        worst = max(worst, stored - len(text))
    return offered, worst


def test_d06_a_draft_is_never_older_than_the_last_stored_second(actor: Actor, template: Path, tmp_path: Path, seed: int) -> None:  # fmt: skip
    offered, worst = kill_while_typing(actor, template, tmp_path, times=15, seed=seed)
    print(f"\nD-06 seed {seed}: {offered}/15 drafts offered, {worst} stored characters lost")
    assert (offered, worst <= 0) == (15, True)


def test_d06_negative_control_a_draft_that_comes_late_is_caught(actor: Actor, template: Path, tmp_path: Path, seed: int) -> None:  # fmt: skip
    _, worst = kill_while_typing(actor, template, tmp_path, times=3, seed=seed, control="draft late")
    assert worst > 0


@pytest.mark.nightly
@pytest.mark.timeout(1200)
def test_d06_200_kills(actor: Actor, template: Path, tmp_path: Path, seed: int) -> None:
    offered, worst = kill_while_typing(actor, template, tmp_path, times=200, seed=seed)
    print(f"\nD-06 seed {seed}: {offered}/200 drafts offered, {worst} stored characters lost")
    assert (offered, worst <= 0) == (200, True)


def kill_at_every_step(
    actor: Actor, template: Path, fast: Path, seed: int, control: str | None = None
) -> tuple[int, int, int, int]:
    """Return steps, pictures lost after the feedback, dangling rows, editors opened before the store was durable."""
    steps = lost = bad = early = 0
    while True:
        folder = fast / str(steps)
        folder.mkdir()
        library, acks = copy_of(template, folder / "visit.gemba"), folder / "acks"
        args = {"folder": str(library), "seed": seed, "control": control}
        code = actor.run(Run("capture_first", folder, acks, errors=folder / "errors", fault=Fault(steps + 1, True, KILL), args=args))  # fmt: skip
        promised = recipe.kept_lines(acknowledged(acks))
        verdict = recipe.judge(library, promised, twice=False)
        lost += verdict.lost
        bad += verdict.dangling + verdict.damaged
        early += (folder / "editor").exists() and not promised
        steps += 1
        if promised:
            return steps, lost, bad, early
        assert code == -9, (folder / "errors").read_text()


def test_d07_killed_at_every_step_from_hot_key_to_editor(actor: Actor, template: Path, fast: Path, seed: int) -> None:
    steps, lost, bad, early = kill_at_every_step(actor, template, fast, seed)
    print(
        f"\nD-07 seed {seed}: killed at {steps} steps, {lost} lost after the feedback, {bad} bad, {early} early editors"
    )
    assert (lost, bad, early) == (0, 0, 0)
    assert steps > 20


def test_d07_negative_control_an_editor_that_opens_first_is_caught(actor: Actor, template: Path, fast: Path, seed: int) -> None:  # fmt: skip
    early = kill_at_every_step(actor, template, fast, seed, control="editor first")[-1]
    assert early > 0
