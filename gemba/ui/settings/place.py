"""The settings as one page: each is declared once in gemba/settings.py and kept as soon as it is changed.

Must not know what any setting is used for; who cares listens to the Desk's ``settings_changed``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QScrollArea, QVBoxLayout, QWidget

from gemba.message import N_
from gemba.settings import DECLARED
from gemba.ui.desk import Desk
from gemba.ui.place import Place
from gemba.ui.settings.backups import BackupList, chosen_folder, folder_button
from gemba.ui.settings.field import RatesField, SettingField
from gemba.ui.settings.keys import KeyEditor
from gemba.ui.theme import role
from gemba.ui.widgets.labels import PlainLabel, rule

if TYPE_CHECKING:
    from gemba.services.events import Changed

_WIDTH_PX = 760
_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("For you"), ("language", "appearance")),
    (N_("Backups"), ("backup.second_folder",)),
    (N_("Money"), ("house.currency", "house.rates")),
    (N_("When something smells"), ("smell.teams", "smell.approvals", "smell.effort_days", "demand.sources")),
    (N_("Paper"), ("paper.size", "paper.line")),
)
_KEYS = N_("Keys")
#: kept like settings, but changed where they are seen: by the key editor, in the list, by moving a window
ELSEWHERE = frozenset(("keys", "tickets.views", "live.mini_bar"))
_NAMES = {
    "system": N_("As the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    # Everybody finds their own language, whatever the window speaks now.
    "en": "English",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
    "vi": "Tiếng Việt",
}


class SettingsPlace(Place):
    """Sections at the left, the settings at the right."""

    kinds = frozenset(("setting",))

    def __init__(self, desk: Desk) -> None:
        """Build every section."""
        super().__init__(desk)
        self.fields: dict[str, SettingField] = {}
        self._headings: list[QWidget] = []
        self.sections = QListWidget()
        self.sections.setAccessibleName(desk.words.tr("Sections of the settings"))
        self.sections.setFixedWidth(200)
        role(self.sections, "bare")
        self.backups = BackupList(desk)
        self.keys = KeyEditor(desk)
        self._area = QScrollArea()
        self._build()

    def _build(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 24, 0, 0)
        across.setSpacing(24)
        across.addWidget(self.sections)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setMaximumWidth(_WIDTH_PX + 48)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 24, 24)
        column.setSpacing(8)
        for heading, keys in _SECTIONS:
            self._section(column, heading, [self._field(key) for key in keys])
        self._section(column, _KEYS, [self.keys])
        column.addStretch(1)
        self._area.setWidget(page)
        across.addWidget(self._area, 1)
        self.sections.currentRowChanged.connect(self._show_section)

    def _section(self, column: QVBoxLayout, heading: str, parts: list[QWidget]) -> None:
        words = self.desk.words.tr(heading)
        self.sections.addItem(words)
        self.sections.item(self.sections.count() - 1).setSizeHint(QSize(0, 32))
        label = PlainLabel(words, "large", "strong")
        self._headings.append(label)
        column.addWidget(label)
        card = QFrame()
        role(card, "card")
        room = QVBoxLayout(card)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(0)
        if heading == _SECTIONS[1][0]:
            parts = [*parts, self.backups]
        for number, part in enumerate(parts):
            if number:
                room.addWidget(rule())
            room.addWidget(part)
        column.addWidget(card)
        column.addSpacing(20)

    def _field(self, key: str) -> SettingField:
        setting, tr = DECLARED[key], self.desk.words.tr
        choices = tuple((value, tr(_NAMES[value]) if value in _NAMES else value) for value in setting.choices)
        make = RatesField if key == "house.rates" else SettingField
        field = make(self.desk, key, label=tr(setting.label), note=tr(setting.note), choices=choices)
        if key == "backup.second_folder":
            button = folder_button(self.desk)
            button.clicked.connect(self._choose_folder)
            field.add_at_right(button)
            field.kept.connect(lambda _: self.backups.load())
        self.fields[key] = field
        return field

    # -- a place ----------------------------------------------------------------------------------------------

    def heading(self) -> str:
        """Return what the top bar says."""
        return self.desk.words.tr("Settings")

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what this place's actions do."""
        return {"settings.backup_folder": self._choose_folder, "settings.reset_keys": self.keys.reset_all}

    def enter(self) -> None:
        """Look at the backups anew."""
        self.backups.load()
        if self.sections.currentRow() < 0:
            self.sections.setCurrentRow(0)

    def reload(self, changed: Changed) -> None:
        """Show what another window or an undo has changed."""
        for key, field in self.fields.items():
            field.show_value(self.desk.app.preferences.get(key))

    def _show_section(self, row: int) -> None:
        if 0 <= row < len(self._headings):
            self._area.verticalScrollBar().setValue(max(0, self._headings[row].y() - 4))

    def _choose_folder(self) -> None:
        field = self.fields["backup.second_folder"]
        folder = chosen_folder(self.desk, field, self.desk.app.preferences.get(field.key))
        if folder:
            field.keep(folder)
