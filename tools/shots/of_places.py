"""Scenes of Today, sessions, evidence, structure and settings. Must not draw or compare anything."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from gemba.model.values import CaptureState, PrivateKind
from gemba.ui.evidence.place import EvidencePlace
from gemba.ui.places import PLACES
from gemba.ui.sessions.place import SessionsPlace
from gemba.ui.settings.place import SettingsPlace
from gemba.ui.structure.place import StructurePlace
from tools.shots.of_tickets import note_with_labels
from tools.shots.scene import Scene, at, doing
from tools.shots.stage import Stage

#: the section of the settings that looks the same on every machine
_MONEY = 5
#: where something private would stand on a picture of the sample
_PRIVATE = (
    (PrivateKind.EMAIL, "a@example.org", (300, 220, 520, 250)),
    (PrivateKind.PHONE, "1", (200, 600, 360, 630)),
)


def _sessions(stage: Stage) -> SessionsPlace:
    place = stage.window.places["sessions"]
    assert isinstance(place, SessionsPlace)
    return place


def _evidence(stage: Stage) -> EvidencePlace:
    place = stage.window.places["evidence"]
    assert isinstance(place, EvidencePlace)
    return place


# -- sessions -------------------------------------------------------------------------------------------------


def _note(stage: Stage) -> None:
    stage.go("sessions", "S1")
    page = _sessions(stage).page
    stage.wait(lambda: page.page is not None)
    stage.key("J", "J", "J", "J")


def _note_edited(stage: Stage) -> None:
    _note(stage)
    stage.key("E")


def _note_labels(stage: Stage) -> None:
    """Show a note whose pictures are named label and truth."""
    note = note_with_labels(stage)
    stage.go("sessions", note)
    stage.wait(lambda: _sessions(stage).page.inspected.labels.isVisible())


def _visit_part(number: int) -> object:
    def prepare(stage: Stage) -> None:
        stage.go("sessions", "S1")
        page = _sessions(stage).page
        stage.wait(lambda: page.page is not None)
        page.tabs.setCurrentIndex(number)
        stage.settle()

    return prepare


def _report(stage: Stage) -> None:
    stage.go("sessions", "S1")
    page = _sessions(stage).page
    stage.wait(lambda: page.page is not None)
    stage.do("sessions.report")


# -- evidence -------------------------------------------------------------------------------------------------


def unreviewed(stage: Stage) -> list[str]:
    """Propose something private on three pictures, so that they wait for a review; return their ids."""
    captures = stage.application.app.captures
    rows = captures.all()[3:6]
    for row in rows:
        captures.propose(row.id, list(_PRIVATE), source="shots")
    stage.settle()
    return [row.id for row in rows]


def _proposals(stage: Stage) -> None:
    (first, *_) = unreviewed(stage)
    stage.go("evidence", first)
    stage.wait(lambda: _evidence(stage).large.canvas.has_picture)


def _queue(stage: Stage) -> None:
    unreviewed(stage)
    stage.go("evidence")
    stage.do("evidence.queue")
    stage.wait(lambda: _evidence(stage).large.canvas.has_picture)


def _queue_end(stage: Stage) -> None:
    _queue(stage)
    captures, place = stage.application.app.captures, _evidence(stage)
    while left := len(captures.all(unreviewed_only=True)):
        stage.key("Shift+Return")
        stage.wait(lambda: all(one.state.value != "open" for one in captures.one(place.large.row.id).proposals))  # type: ignore[union-attr]
        stage.wait(lambda: place.large.canvas.has_picture)
        stage.key("Ctrl+Return")
        stage.wait(lambda left=left: len(captures.all(unreviewed_only=True)) < left)  # type: ignore[misc]
    assert all(one.state is CaptureState.REVIEWED for one in captures.all())


def _wall_waiting(stage: Stage) -> None:
    unreviewed(stage)
    stage.go("evidence")


def _wall_large(stage: Stage) -> None:
    stage.go("evidence", stage.application.app.captures.all()[7].id)
    stage.wait(lambda: _evidence(stage).large.canvas.has_picture)


def _wall_filtered(stage: Stage) -> None:
    stage.go("evidence")
    stage.do("evidence.filter")
    stage.type("refund")
    stage.wait(lambda: len(_evidence(stage).wall.model.rows) < len(stage.application.app.captures.all()))


# -- structure, settings --------------------------------------------------------------------------------------


def _pair(stage: Stage) -> None:
    stage.go("structure")
    place = stage.window.places["structure"]
    assert isinstance(place, StructurePlace)
    place.pairs.matrix.setFocus()
    stage.key("Home", "Right", "Return")


def _section(number: int) -> object:
    def prepare(stage: Stage) -> None:
        stage.go("settings")
        place = stage.window.places["settings"]
        assert isinstance(place, SettingsPlace)
        place.sections.setCurrentRow(number)
        stage.settle()

    return prepare


def _choices(stage: Stage) -> None:
    _section(0)(stage)  # type: ignore[operator]
    place = stage.window.places["settings"]
    assert isinstance(place, SettingsPlace)
    choice = next(one for one in place.findChildren(QComboBox) if one.isVisible())
    choice.showPopup()
    stage.at_end(choice.hidePopup)
    stage.settle()


def _key_pressed(stage: Stage) -> QWidget | None:
    stage.go("settings")
    place = stage.window.places["settings"]
    assert isinstance(place, SettingsPlace)
    place.sections.setCurrentRow(place.sections.count() - 1)
    stage.settle()
    assert place.keys is not None
    stage.click(place.keys.rows[2].button)
    return None


SCENES = (
    Scene("today", at("today"), manual=True),
    Scene("sessions", at("sessions"), manual=True),
    Scene("sessions-filtered", doing("sessions", "sessions.filter", typed="refunds")),
    Scene("session", _note, manual=True),
    Scene("session-editing", _note_edited),
    Scene("session-labels", _note_labels, library="own"),
    *(Scene(f"session-part-{number}", _visit_part(number)) for number in range(1, 4)),  # type: ignore[arg-type]
    Scene("session-report", _report, manual=True),
    Scene("evidence", at("evidence"), manual=True),
    Scene("evidence-filtered", _wall_filtered),
    Scene("evidence-nothing", doing("evidence", "evidence.filter", typed="zebra")),
    Scene("evidence-chosen", doing("evidence", "evidence.all")),
    Scene("evidence-waiting", _wall_waiting, library="own"),
    Scene("evidence-large", _wall_large),
    Scene("evidence-proposals", _proposals, library="own", manual=True),
    Scene("evidence-queue", _queue, library="own"),
    Scene("evidence-queue-end", _queue_end, library="own"),
    Scene("evidence-leaving", doing("evidence", "evidence.export")),
    Scene("structure", at("structure"), manual=True, golden=True),
    Scene("structure-pair", _pair),
    *(Scene(f"settings-{number}", _section(number), golden=number == _MONEY) for number in range(10)),  # type: ignore[arg-type]
    Scene("settings-choices", _choices),
    Scene("settings-key", _key_pressed, manual=True),
    *(
        Scene(f"{place.name}-empty", at(place.name), library="empty", golden=place.name == "tickets")
        for place in PLACES
    ),
)
