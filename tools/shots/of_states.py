"""Scenes of states that every place can come to: loading, overfull, failed, read-only, held elsewhere, no room on the
disk. States of the machine are made real where that is possible. Must not draw or compare anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gemba.errors import DiskFull
from gemba.message import say
from gemba.model.disk import MEND_FULL
from gemba.services.tickets.fields import TicketFields
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from gemba.ui.places import PLACES
from gemba.ui.widgets.loading_line import PATIENCE_MS
from tools.shots.scene import Prepare, Scene, at
from tools.shots.stage import Stage, rest

_NAMES = tuple(place.name for place in PLACES)
_LONG = (
    "The order number is typed a third time, because neither the help desk nor the back office nor the weekly sheet "
    "of the Refunds team takes it over from the one before, and nobody whom we asked knows who could change that"
)
_MANY = 12


def loading(place: str, reference: str = "") -> Callable[[Stage], None]:
    """Return a way to a place, or to a row of it, while everything that reads is busy."""

    def prepare(stage: Stage) -> None:
        stage.hold()
        stage.go(place, reference)
        rest(2 * PATIENCE_MS)

    return prepare


def _today_loading(stage: Stage) -> QWidget:
    """Open a second window: in the first Today is read long before anybody could hold it up."""
    stage.hold()
    window = stage.application.open_window()
    stage.at_end(window.close)
    window.resize(stage.window.size())
    window.move(0, 0)
    rest(2 * PATIENCE_MS)
    return window


def _full(place: str) -> Callable[[Stage], None]:
    """Return a way to a place on a library whose disk has just refused a write."""

    def prepare(stage: Stage) -> None:
        stage.go(place)
        desk = stage.window.desk

        def write() -> None:
            raise DiskFull(say("What was just entered could not be stored."), mend=MEND_FULL)

        desk.do(write, owner=stage.window)
        stage.wait(lambda: desk.unsaved_problem)

    return prepare


# -- overfull -------------------------------------------------------------------------------------------------


def _crowd(stage: Stage) -> None:
    """Fill the library with long words and many rows, once for each scene's own copy."""
    app = stage.application.app
    for number in range(_MANY):
        made = app.sessions.new(f"{_LONG} {number}", SessionFields(charter=_LONG, place=_LONG, minutes=600))
        app.observations.note(made.id, ObservationFields(text=_LONG))
        app.tickets.new(TicketFields(title=f"{number} {_LONG}"))
    for number in (1, 2, 4):
        ticket = app.tickets.open(f"T{number}").row.id
        app.tickets.edit(ticket, TicketFields(title=_LONG, where=_LONG, expected=_LONG, happened=_LONG, fix=_LONG))
    app.captures.caption_all([row.id for row in app.captures.all()[:6]], f"{_LONG}. {_LONG}")
    stage.settle()


def _overfull(place: str, reference: str = "") -> Prepare:
    def prepare(stage: Stage) -> None:
        _crowd(stage)
        stage.go(place, reference)

    return prepare


# -- failed -------------------------------------------------------------------------------------------------------


def _picture_gone(stage: Stage) -> None:
    """Take the files of all pictures away: the wall and the large picture cannot show them."""
    app = stage.application.app
    first = app.captures.all()[0].id
    for name in ("vault", "blobs", "cache"):
        shutil.rmtree(stage.folder / name, ignore_errors=True)
    stage.go("evidence", first)


def _ticket_pictures_gone(stage: Stage) -> None:
    _picture_gone(stage)
    stage.go("tickets", "T1")


def _visit_gone(stage: Stage) -> None:
    """Open a visit that is not in the library."""
    stage.go("sessions", "S99")


SCENES = (
    Scene("today-loading", _today_loading, held=True),
    *(Scene(f"{place}-loading", loading(place), held=True) for place in _NAMES if place != "today"),
    Scene("session-loading", loading("sessions", "S1"), held=True),
    Scene("ticket-loading", loading("tickets", "T1"), held=True),
    *(Scene(f"{place}-full-disk", _full(place)) for place in _NAMES),
    *(Scene(f"{place}-newer", at(place), library="newer") for place in _NAMES),
    Scene("session-newer", at("sessions", "S1"), library="newer"),
    Scene("ticket-newer", at("tickets", "T4"), library="newer"),
    *(Scene(f"{place}-held", at(place), library="held") for place in _NAMES),
    *(Scene(f"{place}-overfull", _overfull(place), library="own") for place in _NAMES),
    Scene("session-overfull", _overfull("sessions", "S4"), library="own"),
    Scene("ticket-overfull", _overfull("tickets", "T1"), library="own"),
    Scene("evidence-files-gone", _picture_gone, library="own"),
    Scene("ticket-files-gone", _ticket_pictures_gone, library="own"),
    Scene("session-missing", _visit_gone),
)
