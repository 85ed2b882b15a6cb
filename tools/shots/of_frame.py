"""Scenes of the frame: palette, keys, history, menu, messages, states that last, what is loading, about, a bug.

States of the machine are made real where that is possible. Must not draw or compare anything.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from gemba import log, paths
from gemba.errors import DiskFull
from gemba.message import say
from gemba.model.disk import MEND_FULL
from gemba.services.tickets.fields import TicketFields
from gemba.ui.frame.bug_sheet import show_bug
from gemba.ui.jobs import Job
from gemba.ui.starting.settling import show_states
from tools.shots.of_beginning import problem_of_synced
from tools.shots.scene import Scene, at, doing
from tools.shots.stage import Stage


def _palette(*, typed: str = "") -> Callable[[Stage], None]:
    def prepare(stage: Stage) -> None:
        stage.go("tickets")
        stage.key("Ctrl+K")
        if typed:
            stage.type(typed)

    return prepare


def _history(stage: Stage) -> None:
    app = stage.application.app
    stage.go("tickets")
    for number, fix in ((4, "One template"), (8, "A shared inbox"), (11, "Mask the number")):
        ticket = app.tickets.open(f"T{number}").row.id
        app.tickets.edit(ticket, TicketFields(fix=fix))
    stage.do("history.undo")
    stage.do("history.show")


def _menu(stage: Stage) -> None:
    stage.go("tickets")
    stage.window.trigger("menu.open")
    stage.settle()


def _toast(stage: Stage) -> None:
    stage.go("tickets")
    words = stage.window.desk.words
    stage.window.desk.toast(
        words.tr("A backup was made and verified."), button=words.tr("Open"), action=list, kind="good"
    )


def _toasts(stage: Stage) -> None:
    _toast(stage)
    desk = stage.window.desk
    desk.problem(DiskFull(say("What was just entered could not be stored."), mend=MEND_FULL))
    desk.toast(desk.words.tr("There is nothing to take back."))


def _place_notice(stage: Stage) -> None:
    stage.application.notice = problem_of_synced(stage).sentence
    show_states(stage.application, stage.window)


def _long_work(stage: Stage) -> None:
    stage.go("evidence")

    def work(job: Job) -> None:
        step = 0
        while not job.cancelled and step < 2000:
            job.step(30, 100)
            step += 1
            time.sleep(0.01)

    made = stage.window.desk.fetch(work, title=stage.window.desk.words.tr("Ranking the tickets"))
    stage.at_end(made.cancel)
    # Short work is not worth a line: it comes after a moment.
    stage.wait(stage.window.status.bar.isVisible)


def _bug(stage: Stage) -> None:
    stage.go("tickets")
    folder = paths.user_log()
    folder.mkdir(parents=True, exist_ok=True)
    report = folder / "error-20261116-090914.txt"
    report.write_text("ValueError\n", encoding="utf-8")
    log.LOGGER.info("a report for the scene")
    show_bug(stage.window, report)


SCENES = (
    Scene("palette", _palette(), golden=True, manual=True),
    Scene("palette-found", _palette(typed="refund"), golden=True),
    Scene("palette-nothing", _palette(typed="zebra crossing")),
    Scene("keys", doing("tickets", "keys.show"), golden=True, manual=True),
    Scene("history", _history, library="own", manual=True),
    Scene("menu", _menu),
    Scene("toast", _toast),
    Scene("toasts", _toasts),
    Scene("about", doing("tickets", "about.show")),
    Scene("bug", _bug),
    Scene("banner-place", _place_notice, library="own"),
    Scene("long-work", _long_work, held=True),
    Scene("today-inspector", at("today", "", "Ctrl+H")),
)
