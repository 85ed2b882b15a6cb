"""Name a list of choices so that it is heard: on Linux, Qt says what is chosen in place of its name."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox


def name_choice(combo: QComboBox, name: str) -> None:
    """Give ``combo`` its name, also as the description that is read after what is chosen."""
    combo.setAccessibleName(name)
    combo.setAccessibleDescription(name)
