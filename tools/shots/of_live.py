"""Scenes of the running visit: start, notes, links, privacy pause, mini bar, end. Must not draw or compare anything."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gemba import paths
from gemba.services.visits.live import PersonThere
from gemba.services.visits.sessions import SessionFields
from gemba.ui.live.page import LivePage
from gemba.ui.sessions.place import SessionsPlace
from tools.shots.scene import Scene
from tools.shots.stage import Stage

_LINES = (
    "/w Copies the order id into the sheet and again into the dashboard note",
    "/a Sheet Refunds W46, 30 minutes a week, nobody reads it",
    '/c "I sent it twice already"',
    "/h From the help desk to Finance by mail, waits until 16:00",
    "/q Who approves a refund above 200 on a Friday?",
    "/g The template folder is sorted by reason, found in two seconds",
    "/p Ask Finance whether a second approval slot is possible by Friday",
)
_SCREEN = paths.sample() / "teams" / "T1" / "screens" / "02.png"


def _place(stage: Stage) -> SessionsPlace:
    place = stage.window.places["sessions"]
    assert isinstance(place, SessionsPlace)
    return place


def _start(stage: Stage) -> None:
    stage.do("sessions.new")


def _start_filled(stage: Stage) -> None:
    stage.do("sessions.new")
    stage.type("Refunds & Chargebacks")
    stage.key("Return")
    stage.type("Why do refunds take nine days?")


def _start_offered(stage: Stage) -> None:
    stage.do("sessions.new")
    stage.type("s")


def _start_wrong(stage: Stage) -> None:
    stage.do("sessions.new")
    stage.key("Ctrl+Return")


def _empty_visit(stage: Stage) -> LivePage:
    live = stage.application.app.live
    fields = SessionFields(charter="Why do refunds take nine days?", minutes=45, consent="agreed")
    row = live.begin("Refunds & Chargebacks", fields, (PersonThere("agent"), PersonThere("team lead")))
    stage.go("sessions", f"live:{row.id}")
    page = _place(stage).live
    assert page is not None
    page.entry.edit.setFocus()
    return page


def _visit(stage: Stage) -> LivePage:
    page = _empty_visit(stage)
    for number, line in enumerate(_LINES):
        if number == 3:
            _paste(stage, page)
        stage.type(line)
        stage.key("Return")
        stage.wait(lambda: not stage.window.desk.saving)
    stage.wait(lambda: len(page.timeline.rows.rows) >= len(_LINES))
    return page


def _paste(stage: Stage, page: LivePage) -> None:
    mime = QMimeData()
    mime.setData("image/png", _SCREEN.read_bytes())
    QGuiApplication.clipboard().setMimeData(mime)
    before = len(page.timeline.rows.rows)
    stage.key("Ctrl+V")
    stage.wait(lambda: len(page.timeline.rows.rows) > before)


def _running(stage: Stage) -> None:
    _visit(stage)
    stage.type("/w Types the same number a third time")


def _nothing_yet(stage: Stage) -> None:
    _empty_visit(stage)


def _links(stage: Stage) -> None:
    page = _visit(stage)
    stage.type("/h Gives it to @t")
    stage.wait(page.entry.links.isVisible)


def _chosen(stage: Stage) -> None:
    _visit(stage)
    stage.key("Up", "Up", "Up", "Up", "Up")


def _paused(stage: Stage) -> None:
    _visit(stage)
    stage.do("live.pause")


def _mini(stage: Stage) -> QWidget:
    page = _visit(stage)
    page.mini.appear()
    page.mini.entry.edit.setFocus()
    stage.settle()
    stage.type("/w Waits 40 s for the list")
    return page.mini


def _mini_paused(stage: Stage) -> QWidget:
    page = _visit(stage)
    page.mini.appear()
    stage.do("live.pause")
    return page.mini


def _end(stage: Stage) -> None:
    _visit(stage)
    stage.do("live.end")


def _end_below(stage: Stage) -> None:
    page = _visit(stage)
    stage.do("live.end")
    bar = page.end_page.verticalScrollBar()
    bar.setValue(bar.maximum())
    stage.settle()


SCENES = (
    Scene("live-start", _start),
    Scene("live-start-filled", _start_filled, manual=True),
    Scene("live-start-offered", _start_offered),
    Scene("live-start-wrong", _start_wrong),
    Scene("live-nothing", _nothing_yet, library="own"),
    Scene("live", _running, library="own", manual=True),
    Scene("live-links", _links, library="own"),
    Scene("live-chosen", _chosen, library="own"),
    Scene("live-paused", _paused, library="own"),
    Scene("live-mini", _mini, library="own", manual=True),
    Scene("live-mini-paused", _mini_paused, library="own"),
    Scene("live-end", _end, library="own", manual=True),
    Scene("live-end-below", _end_below, library="own"),
)
