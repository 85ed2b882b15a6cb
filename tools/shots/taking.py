"""Take the pictures of one language and scale in this process: scenes that only look share one open library.

Must not know any scene.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tools.shots.scene import Scene
from tools.shots.stage import Stage

LOOKS = ("light", "dark")
Shoot = Callable[[Scene, str, Stage, object], None]


def own_home(home: Path) -> None:
    """Keep what gemba writes outside a library under a folder."""
    for name in ("DATA", "CONFIG", "CACHE", "LOG"):
        os.environ[f"GEMBA_{name}"] = str(home / name.lower())


class Taker:
    """Opens stages as scenes need them, and prepares each scene once for all looks."""

    def __init__(self, demo: Path, home: Path, *, language: str) -> None:
        """Copy libraries from ``demo`` into ``home``."""
        self._demo, self._home, self._language = demo, home, language
        self._stage: Stage | None = None
        self._library = ""
        self._made = 0
        self.problems: list[str] = []

    def take(self, scenes: Iterable[Scene], shoot: Shoot, *, looks: tuple[str, ...] = LOOKS) -> None:
        """Call ``shoot`` for every scene in every look; a scene that cannot be reached is a problem."""
        ordered = sorted(scenes, key=lambda scene: ("sample", "empty", "own").index(scene.library))
        for scene in ordered:
            try:
                stage = self._ready(scene)
                stage.held = scene.held
                widget = scene.prepare(stage)
                # Changing the look costs more than most scenes: begin with the one that is worn.
                for look in sorted(looks, key=lambda look: look != stage.look):
                    stage.wear(look)
                    shoot(scene, look, stage, widget)
            except Exception as problem:
                self.problems.append(f"{scene.name} ({self._language}): {type(problem).__name__}: {problem}")
                print(self.problems[-1], flush=True)
                self.close()
        self.close()

    def _ready(self, scene: Scene) -> Stage:
        if self._stage is not None and scene.library == self._library != "own":
            self._stage.fresh()
            return self._stage
        self.close()
        self._made += 1
        place = self._home / str(self._made) / "library.gemba"
        place.parent.mkdir(parents=True)
        if scene.library == "empty":
            self._stage = Stage.empty(place, language=self._language)
        else:
            self._stage = Stage.sample(self._demo, place, language=self._language)
        self._library = scene.library
        return self._stage

    def close(self) -> None:
        """End the stage that is open."""
        if self._stage is not None:
            stage, self._stage = self._stage, None
            stage.close()


def take_one(folder: Path, which: str, demo: Path, wanted: list[str]) -> int:
    """Take the pictures of one language and scale; return how many scenes could not be reached."""
    from tools.shots.scenes import SCENES

    language, scale = which.split()

    def shoot(scene: Scene, look: str, stage: Stage, widget: object) -> None:
        to = folder / f"{language}-{scale}-{look}" / f"{scene.name}.png"
        stage.shoot(to, widget)  # type: ignore[arg-type]

    with tempfile.TemporaryDirectory(prefix="gemba-shots-") as temporary:
        home = Path(temporary)
        own_home(home)
        taker = Taker(demo, home, language=language)
        taker.take([scene for scene in SCENES if not wanted or scene.name in wanted], shoot)
    return min(1, len(taker.problems))
