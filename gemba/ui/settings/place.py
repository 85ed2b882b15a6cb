"""The settings as one page: each is declared once in gemba/settings.py and kept as soon as it is changed.

Must not know what any setting is used for; who cares listens to the Desk's ``settings_changed``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gemba.message import N_
from gemba.settings import DECLARED
from gemba.ui.desk import Desk
from gemba.ui.language.own_names import OWN_NAMES
from gemba.ui.look.theme import role
from gemba.ui.place import Place
from gemba.ui.settings.backups import BackupList
from gemba.ui.settings.field import LongField, RatesField, SettingField
from gemba.ui.settings.keys import KeyEditor
from gemba.ui.settings.second_folder import SecondFolderField
from gemba.ui.widgets.labels import PlainLabel, rule

if TYPE_CHECKING:
    from gemba.services.events import Changed
    from gemba.ui.settings.originals import OriginalsPanel
    from gemba.ui.settings.recognising import RecognisingPanel

_WIDTH_PX = 760
_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("For you"), ("language", "appearance")),
    (N_("Backups"), ("backup.second_folder",)),
    (N_("Originals"), ("originals.kept_days",)),
    (
        N_("Pictures of the screen"),
        (
            "capture.key.region",
            "capture.key.screen",
            "capture.key.window",
            "capture.key.last",
            "capture.pointer",
            "capture.folder",
        ),
    ),
    (N_("Text on pictures"), ("recognise", "recognise.names")),
    (N_("Money"), ("house.currency", "house.rates")),
    (N_("When something smells"), ("smell.teams", "smell.approvals", "smell.effort_days", "demand.sources")),
    (N_("Big money, few days"), ("chance.money", "chance.effort_days")),
    (N_("Paper"), ("paper.size", "paper.line")),
)
_KEYS = N_("Keys")
_FIELDS: dict[str, type[SettingField]] = {
    "backup.second_folder": SecondFolderField,
    "house.rates": RatesField,
    "recognise.names": LongField,
}
#: kept like settings, but changed where they are seen: by the key editor, in the list, by moving a window, by opening
ELSEWHERE = frozenset(
    ("keys", "tickets.views", "wall.not_alike", "palette.recent", "live.mini_bar", "library", "capture.last_region")
)
_NAMES = {
    "system": N_("As the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    "on": N_("Yes"),
    "off": N_("No"),
    "away": N_("Left away"),
    "mark": N_("As a mark"),
    **OWN_NAMES,
}


class SettingsPlace(Place):
    """Sections at the left, the settings of the one that is chosen at the right; each is built when first chosen."""

    kinds = frozenset(("setting",))

    def __init__(self, desk: Desk) -> None:
        """Build the list of sections."""
        super().__init__(desk)
        self.fields: dict[str, SettingField] = {}
        self.backups: BackupList | None = None
        self.keys: KeyEditor | None = None
        self.originals: OriginalsPanel | None = None
        self.text_on_pictures: RecognisingPanel | None = None
        self.sections = QListWidget()
        self.sections.setAccessibleName(desk.words.tr("Sections of the settings"))
        self.sections.setFixedWidth(200)
        role(self.sections, "bare")
        self._pages = QStackedWidget()
        for heading in (*(name for name, _ in _SECTIONS), _KEYS):
            item = QListWidgetItem(desk.words.tr(heading), self.sections)
            item.setSizeHint(QSize(0, 32))
            self._pages.addWidget(QWidget())
        self.sections.currentRowChanged.connect(self._show_section)
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 24, 0, 0)
        across.setSpacing(24)
        across.addWidget(self.sections)
        across.addWidget(self._pages, 1)

    def open_section(self, heading: str) -> None:
        """Bring a section to the front by its English heading."""
        names = [*(name for name, _ in _SECTIONS), _KEYS]
        self.sections.setCurrentRow(names.index(heading))

    def _show_section(self, row: int) -> None:
        built = self._pages.widget(row)
        if built is None:
            return
        if not isinstance(built, QScrollArea):
            page = self._page(row)
            self._pages.removeWidget(built)
            built.deleteLater()
            self._pages.insertWidget(row, page)
            built = page
        self._pages.setCurrentWidget(built)
        if self.backups is not None and _SECTIONS[1:2] == _SECTIONS[row : row + 1]:
            self.backups.load()

    def _page(self, row: int) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setMaximumWidth(_WIDTH_PX + 48)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 24, 24)
        column.setSpacing(8)
        heading, parts = self._parts(row)
        column.addWidget(PlainLabel(self.desk.words.tr(heading), "large", "strong"))
        card = QFrame()
        role(card, "card")
        room = QVBoxLayout(card)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(0)
        for number, part in enumerate(parts):
            if number:
                room.addWidget(rule())
            room.addWidget(part)
        column.addWidget(card)
        column.addStretch(1)
        area.setWidget(page)
        return area

    def _parts(self, row: int) -> tuple[str, list[QWidget]]:
        if row == len(_SECTIONS):
            self.keys = KeyEditor(self.desk)
            return _KEYS, [self.keys]
        heading, keys = _SECTIONS[row]
        parts: list[QWidget] = [self._field(key) for key in keys]
        if "backup.second_folder" in keys:
            self.backups = BackupList(self.desk)
            parts.append(self.backups)
        if "originals.kept_days" in keys:
            from gemba.ui.settings.originals import OriginalsPanel

            self.originals = OriginalsPanel(self.desk)
            self.originals.load()
            parts.append(self.originals)
        if "capture.folder" in keys:
            from gemba.ui.settings.capturing import CapturePanel

            parts.insert(0, CapturePanel(self.desk, self.fields))
        if "recognise" in keys:
            from gemba.ui.settings.recognising import RecognisingPanel

            self.text_on_pictures = RecognisingPanel(self.desk)
            parts.insert(0, self.text_on_pictures)
        return heading, parts

    def _field(self, key: str) -> SettingField:
        setting, tr = DECLARED[key], self.desk.words.tr
        choices = tuple((value, tr(_NAMES[value]) if value in _NAMES else value) for value in setting.choices)
        make = _FIELDS.get(key, SettingField)
        field = make(self.desk, key, label=tr(setting.label), note=tr(setting.note), choices=choices)
        if key == "backup.second_folder":
            field.kept.connect(self._look_at_backups)
        if key == "originals.kept_days":
            field.kept.connect(self._look_at_originals)
        if key == "capture.folder":
            self._add_folder_button(field)
        self.fields[key] = field
        return field

    def _add_folder_button(self, field: SettingField) -> None:
        from gemba.ui.settings.capturing import watched_folder_button

        field.add_at_right(watched_folder_button(self.desk, field))

    # -- a place ----------------------------------------------------------------------------------------------

    def heading(self) -> str:
        """Return what the top bar says."""
        return self.desk.words.tr("Settings")

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what this place's actions do."""
        return {"settings.backup_folder": self._choose_folder, "settings.reset_keys": self._reset_keys}

    def enter(self) -> None:
        """Show the first section the first time, and look at the backups anew."""
        if not self.sections.selectedItems():
            # A list that gets the keys makes its first line the current one by itself, and chooses none.
            self.sections.setCurrentRow(0)
        self.sections.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look_at_backups()

    def current_row(self) -> str:
        """Return the setting whose control is in use, else the number of the section."""
        used = QApplication.focusWidget()
        keys = (key for key, field in self.fields.items() if used is not None and field.isAncestorOf(used))
        return next(keys, str(self.sections.currentRow()))

    def show_row(self, reference: str) -> None:
        """Open the section of a number, or the one with a setting, its control in hand."""
        if reference.isdigit():
            self.sections.setCurrentRow(int(reference))
        for number, (_, keys) in enumerate(_SECTIONS):
            if reference in keys:
                self.sections.setCurrentRow(number)
                self.fields[reference].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self, changed: Changed) -> None:
        """Show what another window or an undo has changed."""
        for key, field in self.fields.items():
            field.follow(self.desk.app.preferences.get(key))
        self._look_at_originals()

    def _look_at_backups(self, _key: str = "") -> None:
        if self.backups is not None:
            self.backups.load()

    def _look_at_originals(self, _key: str = "") -> None:
        if self.originals is not None:
            self.originals.load()

    def _reset_keys(self) -> None:
        self.open_section(_KEYS)
        if self.keys is not None:
            self.keys.reset_all()

    def _choose_folder(self) -> None:
        self.open_section(_SECTIONS[1][0])
        field = self.fields["backup.second_folder"]
        if isinstance(field, SecondFolderField):
            field.choose()
