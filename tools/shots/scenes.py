"""The scenes: how to come to each place and state with keys and mouse, from the sample's library or an empty one.

A scene's name is its file's name. Must not draw or compare anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from gemba.ui.places import PLACES
from tools.shots.stage import Stage


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: ``prepare`` drives the stage and returns the widget to photograph (None: the window)."""

    name: str
    prepare: Callable[[Stage], QWidget | None]
    library: str = "sample"
    stable: bool = True


def _go(place: str, reference: str = "", *keys: str) -> Callable[[Stage], QWidget | None]:
    def prepare(stage: Stage) -> QWidget | None:
        stage.go(place, reference)
        stage.key(*keys)
        return None

    return prepare


def _over(*keys: str, typed: str = "", place: str = "today") -> Callable[[Stage], QWidget | None]:
    def prepare(stage: Stage) -> QWidget | None:
        stage.go(place)
        stage.key(*keys)
        if typed:
            stage.type(typed)
        return None

    return prepare


SCENES: tuple[Scene, ...] = (
    *(Scene(f"{place.name}", _go(place.name)) for place in PLACES),
    *(Scene(f"{place.name}-empty", _go(place.name), library="empty") for place in PLACES),
    Scene("session", _go("sessions", "S1")),
    Scene("ticket", _go("tickets", "T1")),
    Scene("ticket-draft", _go("tickets", "T3")),
    Scene("palette", _over("Ctrl+K")),
    Scene("palette-found", _over("Ctrl+K", typed="refund")),
    Scene("keys", _over("F1", place="tickets")),
    Scene("history", _over("Ctrl+H", place="tickets"), stable=False),
    Scene("settings", _over("Ctrl+,")),
)
