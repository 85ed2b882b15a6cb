"""The second folder for backups: chosen or typed, and looked at before it is kept; how it stands is said beside it.

Must not know how a backup is made, nor what makes a folder good or bad.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton

from gemba.errors import GembaError
from gemba.message import Message
from gemba.ui.desk import Desk
from gemba.ui.jobs import Failed
from gemba.ui.look.theme import role
from gemba.ui.settings.field import SettingField


class SecondFolderField(SettingField):
    """A folder that is looked at, behind the window, when it is named and when the field is built."""

    def __init__(
        self, desk: Desk, key: str, *, label: str, note: str, choices: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Show the setting ``key`` with a button that chooses a folder."""
        self._refused = False
        #: what is named and still looked at
        self._named = ""
        super().__init__(desk, key, label=label, note=note, choices=choices)
        button = QPushButton(desk.words.tr("Choose…"))
        role(button, "quiet")
        button.setAccessibleName(desk.words.tr("Choose the second backup folder"))
        button.clicked.connect(self.choose)
        self.add_at_right(button)
        self.kept.connect(self._look_at_kept)
        self._look_at_kept()
        desk.closing.connect(self._keep_named)
        self._show_unkept()

    def choose(self) -> None:
        """Ask for a folder; nothing changes where the person thinks better of it."""
        from PySide6.QtWidgets import QFileDialog

        title = self._desk.words.tr("A folder on another disk, for a second backup")
        found = QFileDialog.getExistingDirectory(self, title, self._value or str(Path.home()))
        if found:
            self.keep(found)

    def keep(self, typed: str) -> None:
        """Keep a folder that can be one; what speaks against it is said, and what is none stays to be mended."""
        if not typed or typed == self._value:
            super().keep(typed)
            return
        assert isinstance(self.control, QLineEdit)
        field, keep = self.control, super().keep
        field.setText(typed)
        self._named = typed

        def is_meant() -> bool:
            if self._named == typed:
                self._named = ""
            # Whoever took it back with Esc, or typed on meanwhile, does not mean it any more.
            return field.text().strip() == typed

        def good(_against: Message | None) -> None:
            if is_meant():
                keep(typed)

        def bad(problem: BaseException) -> None:
            if is_meant() or not isinstance(problem, GembaError):
                self._failed(problem)

        self._look(typed, then=good, failed=bad, what="typed")

    def _keep_named(self) -> None:
        """Keep what is still looked at while the window goes: its answer would come to nobody."""
        desk, key, named = self._desk, self.key, self._named
        if named and self._standing().strip() == named:
            preferences = desk.app.preferences
            desk.jobs.command_apart(lambda: preferences.set_unseen(key, named), failed=desk.problem)

    def _show_unkept(self) -> None:
        """Show again what was refused when nobody could be told, and say why."""
        desk, key = self._desk, self.key
        named = desk.app.preferences.unkept(key)
        if named and not desk.read_only:
            desk.jobs.command(lambda: desk.app.preferences.forget_unkept(key), failed=desk.problem)
            self.keep(named)

    def _writing(self, text: str) -> Callable[[], None]:
        """Return what keeps a folder that was looked at: a network disk must not hold up what else is written."""
        return partial(self._desk.app.preferences.set, self.key, text, looked_at=True)

    def show_value(self, text: str) -> None:
        """Show a value that was kept elsewhere, and look at it."""
        other = text != self._value
        super().show_value(text)
        if other:
            self._look_at_kept()

    def _say(self, sentence: str) -> None:
        """Say what is wrong with the folder that is typed; meanwhile nothing is said of the one that is kept."""
        before, self._refused = self._refused, bool(sentence)
        super()._say(sentence)
        if sentence:
            self.say_state("")
        elif before:
            self._look_at_kept()

    def _look_at_kept(self, _key: str = "") -> None:
        """Say in place of the note how the folder stands that is kept."""
        told, words = self._value, self._desk.words

        def say_of_it(against: Message | None) -> None:
            if told == self._value and not self._refused:
                self.say_state("" if against is None else words.say(against), "attention")

        def say_why_not(problem: BaseException) -> None:
            if not isinstance(problem, GembaError):
                self._desk.problem(problem)
            elif told == self._value and not self._refused:
                self.say_state(words.problem(problem), "attention")

        if told:
            self._look(told, then=say_of_it, failed=say_why_not, what="kept")
        else:
            self.say_state("")

    def _look(self, told: str, *, then: Callable[[Message | None], None], failed: Failed, what: str) -> None:
        """Look at a folder behind the window; the one that is ``typed`` does not cancel the one that is ``kept``."""
        backups = self._desk.app.backups
        key = f"second-folder-{what}-{id(self)}"
        self._desk.fetch(lambda _: backups.look_at_second(told), owner=self, then=then, failed=failed, key=key)
