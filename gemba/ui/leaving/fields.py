"""Where a file goes and how it is called: its form, its name, its folder, its language.

Must not know what is in the file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from gemba.services.leaving.files import slug
from gemba.ui.leaving.leaving import Leaving
from gemba.ui.look.theme import role
from gemba.ui.widgets.choices import name_choice
from gemba.ui.widgets.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from gemba.ui.desk import Desk


class TargetFields(QWidget):
    """Form, name, folder and language of one file."""

    def __init__(self, desk: Desk, leaving: Leaving, *, folder: Path) -> None:
        """Take what is to leave; the first form and the suggested name are chosen."""
        super().__init__()
        self._desk = desk
        self._leaving = leaving
        self._folder = folder
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._build_form()
        self._build_name()
        self._build_folder()
        # The last: where a form has no language, its room is no hole between the others.
        self._build_languages()
        self._build_replaces()
        self._keep_room()
        self._target_changed()

    def _keep_room(self) -> None:
        """Keep the room of what comes and goes with form and name: what stands below it stays under the hand."""
        for part in (self.languages, self._language_label, self.replaces):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
        self.replaces.setMinimumHeight(self.replaces.fontMetrics().height())

    def _row(self, label: PlainLabel, part: QWidget | QHBoxLayout) -> None:
        at = self._grid.rowCount()
        self._grid.addWidget(label, at, 0)
        if isinstance(part, QWidget):
            self._grid.addWidget(part, at, 1)
        else:
            self._grid.addLayout(part, at, 1)

    def _build_form(self) -> None:
        words = self._desk.words
        self.forms = QButtonGroup(self)
        across = QHBoxLayout()
        across.setSpacing(8)
        for at, one in enumerate(self._leaving.suffixes):
            button = QPushButton(one.text)
            role(button, "chip")
            button.setCheckable(True)
            button.setChecked(at == 0)
            button.setAccessibleName(words.tr("Write it as {form}", form=one.text))
            self.forms.addButton(button, at)
            across.addWidget(button)
        across.addStretch(1)
        self.forms.idToggled.connect(lambda *_: self._target_changed())
        if len(self._leaving.suffixes) > 1:
            self._row(PlainLabel(words.tr("Form"), "muted"), across)

    def _build_languages(self) -> None:
        words = self._desk.words
        self.languages = QComboBox()
        name_choice(self.languages, words.tr("Language of the file's own words"))
        for code, name in self._leaving.languages:
            self.languages.addItem(name, code)
        self.languages.setCurrentIndex(max(0, self.languages.findData(self._leaving.language)))
        self._language_label = PlainLabel(words.tr("Language"), "muted")
        if self._leaving.languages:
            self._row(self._language_label, self.languages)

    def _build_name(self) -> None:
        self.name = QLineEdit(slug(self._leaving.name, fallback="gemba"))
        # Of a long one the beginning says what it is.
        self.name.setCursorPosition(0)
        self.name.textChanged.connect(lambda _: self._target_changed())
        self.ending = PlainLabel("", "muted")
        across = QHBoxLayout()
        across.setSpacing(4)
        across.addWidget(self.name, 1)
        across.addWidget(self.ending)
        self._name_label = PlainLabel("", "muted")
        self._row(self._name_label, across)

    def _build_folder(self) -> None:
        words = self._desk.words
        self.folder = ElidedLabel("")
        self.choose = QPushButton(words.tr("Change…"))
        self.choose.setAccessibleName(words.tr("Change the folder"))
        self.choose.clicked.connect(self._choose)
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.folder, 1)
        across.addWidget(self.choose)
        self._folder_label = PlainLabel("", "muted")
        self._row(self._folder_label, across)

    def _build_replaces(self) -> None:
        self.replaces = PlainLabel("", "small", "attention", wrap=True)
        self._grid.addWidget(self.replaces, self._grid.rowCount(), 1)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._desk.words.tr("Folder to write to"), str(self._folder))
        if chosen:
            self.set_folder(Path(chosen))

    def set_folder(self, folder: Path) -> None:
        """Write to another folder."""
        self._folder = folder
        self._target_changed()

    def suffix(self) -> str:
        """Return the ending of the chosen form."""
        return self._leaving.suffixes[max(0, self.forms.checkedId())].ending

    @property
    def is_folder(self) -> bool:
        """Say whether the chosen form is a new folder."""
        return not self.suffix()

    def language(self) -> str:
        """Return the chosen language's code."""
        return str(self.languages.currentData() or self._leaving.language or self._desk.words.language)

    def path(self) -> Path | None:
        """Return the file that is meant, None while it has no name."""
        bare = self.name.text().strip()
        for one in self._leaving.suffixes:
            bare = bare.removesuffix(one.ending)
        name = slug(bare, fallback="") if bare else ""
        return self._folder / f"{name}{self.suffix()}" if name else None

    def _target_changed(self) -> None:
        if not hasattr(self, "replaces"):
            return
        words = self._desk.words
        self._name_label.setText(words.tr("New folder") if self.is_folder else words.tr("File"))
        self._folder_label.setText(words.tr("Inside") if self.is_folder else words.tr("Folder"))
        self.name.setAccessibleName(words.tr("Name of the new folder") if self.is_folder else words.tr("File name"))
        self.ending.setText(self.suffix())
        # A label without words would still have its gap.
        self.ending.setHidden(not self.suffix())
        self.folder.setText(str(self._folder))
        has_words = self.suffix() == ".pdf" or len(self._leaving.suffixes) == 1
        self.languages.setVisible(bool(self._leaving.languages) and has_words)
        self._language_label.setVisible(bool(self._leaving.languages) and has_words)
        path = self.path()
        there = path is not None and path.exists()
        said = ""
        if path and there and self.is_folder:
            said = words.tr("“{name}” is there already. Choose another name.", name=path.name)
        elif path and there:
            said = words.tr("“{name}” is there already and will be replaced.", name=path.name)
        self.replaces.setText(said)
        self.replaces.setVisible(bool(said))
