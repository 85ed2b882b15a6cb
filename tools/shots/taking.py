"""Take the pictures of one language and scale in this process: scenes that only look share one open library.

Must not know any scene.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tools.shots.scene import Scene
from tools.shots.stage import Stage

LOOKS = ("light", "dark")
_LIBRARIES = ("sample", "empty", "newer", "held", "own")
Shoot = Callable[[Scene, str, Stage, QWidget | None], None]


def own_home(home: Path, *, language: str = "en") -> None:
    """Keep what gemba writes outside a library under a folder, with the settings of a person who speaks ``language``."""
    for name in ("DATA", "CONFIG", "CACHE", "LOG"):
        os.environ[f"GEMBA_{name}"] = str(home / name.lower())
    # Where text on pictures can be read, it would be for minutes behind every scene: none would come to rest.
    settings = {"recognise": "off", "language": language}
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")


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
        ordered = sorted(scenes, key=lambda scene: _LIBRARIES.index(scene.library))
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
            opened = {"newer": Stage.newer, "held": Stage.held_elsewhere}.get(scene.library, Stage.sample)
            self._stage = opened(self._demo, place, language=self._language)
        self._library = scene.library
        return self._stage

    def close(self) -> None:
        """End the stage that is open."""
        if self._stage is not None:
            stage, self._stage = self._stage, None
            stage.close()


def take_one(folder: Path, which: str, demo: Path, wanted: list[str]) -> int:
    """Take the pictures of one language and scale, into a folder each for light and dark; return an exit code."""
    language, scale = which.split()

    def shoot(scene: Scene, look: str, stage: Stage, widget: QWidget | None) -> None:
        stage.shoot(folder / f"{language}-{scale}-{look}" / f"{scene.name}.png", widget)

    return _take(demo, language, lambda scene: not wanted or scene.name in wanted, shoot, looks=LOOKS)


def take_manual(pictures: Path, demo: Path, wanted: list[str]) -> int:
    """Take the pictures of the manual, light and in English; return an exit code."""
    from tools.shots.manual import README_PICTURE, README_SCENE, shrink

    def shoot(scene: Scene, look: str, stage: Stage, widget: QWidget | None) -> None:
        whole = pictures / f"{scene.name}.whole.png"
        stage.shoot(whole, widget)
        shrink(whole, pictures / f"{scene.name}.png")
        if scene.name == README_SCENE:
            shrink(whole, README_PICTURE)
        whole.unlink()

    return _take(demo, "en", lambda scene: scene.manual and (not wanted or scene.name in wanted), shoot)


def take_goldens(folder: Path, demo: Path, wanted: list[str]) -> int:
    """Take the pictures that are compared with goldens; return an exit code."""
    from tools.shots.goldens import write

    def shoot(scene: Scene, look: str, stage: Stage, widget: QWidget | None) -> None:
        stage.settle()
        write(stage.picture(widget, with_status=False), folder / f"{scene.name}.png")

    return _take(demo, "en", lambda scene: scene.golden and (not wanted or scene.name in wanted), shoot)


def _take(
    demo: Path,
    language: str,
    fits: Callable[[Scene], bool],
    shoot: Shoot,
    *,
    looks: tuple[str, ...] = LOOKS[:1],
) -> int:
    from tools.shots.scenes import SCENES

    with tempfile.TemporaryDirectory(prefix="gemba-shots-") as temporary:
        home = Path(temporary)
        own_home(home, language=language)
        taker = Taker(demo, home, language=language)
        taker.take([scene for scene in SCENES if fits(scene)], shoot, looks=looks)
    return min(1, len(taker.problems))
