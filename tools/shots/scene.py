"""What a scene is: a name, a way to come there, and whose library it needs. Must not know any place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from tools.shots.stage import Stage

Prepare = Callable[[Stage], QWidget | None]


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: ``prepare`` drives the stage and returns the widget to photograph (None: the window).

    ``library`` is "sample", "empty", "newer" (written by a newer gemba) or "held" (by another process), each shared
    by scenes that only look, or "own": a copy of the sample's that the scene may change. A scene with ``golden`` shows
    no time of day and is a snapshot test; one with ``manual`` is in the manual. ``held`` scenes are photographed
    while work is under way: nobody waits for it to end.
    """

    name: str
    prepare: Prepare
    library: str = "sample"
    golden: bool = False
    manual: bool = False
    held: bool = False


def at(place: str, reference: str = "", *keys: str, typed: str = "") -> Prepare:
    """Return a way to a place, with a row open where one is named, keys pressed and a text typed."""

    def prepare(stage: Stage) -> None:
        stage.go(place, reference)
        stage.key(*keys)
        if typed:
            stage.type(typed)

    return prepare


def doing(place: str, *actions: str, typed: str = "") -> Prepare:
    """Return a way to a place with actions done there, and a text typed into what has the focus then."""

    def prepare(stage: Stage) -> None:
        stage.go(place)
        for action in actions:
            stage.do(action)
        if typed:
            stage.type(typed)

    return prepare
