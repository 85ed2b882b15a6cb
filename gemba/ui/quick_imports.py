"""Keep PySide6 from reading the source of every module that is imported: import this before the window's other parts.

PySide6 looks into each source for its own name, because a module may ask for other spellings of Qt (snake_case). Nobody
here does, and Python's cache of lines would keep all of it: 4 MB and a fifth of the start. Must not know anything else.
"""

from __future__ import annotations

import importlib
from types import ModuleType

import PySide6.QtCore  # noqa: F401  (what looks comes with it)

_LOOKS = "_mod_uses_pyside"


def _uses_none(_module: ModuleType) -> bool:
    return False


def stop_reading() -> bool:
    """Answer for PySide6 that no module wants other spellings; say whether this PySide6 asks so."""
    try:
        feature = importlib.import_module("shibokensupport.feature")
    except ImportError:
        return False
    if not hasattr(feature, _LOOKS):
        return False
    setattr(feature, _LOOKS, _uses_none)
    return True


stop_reading()
