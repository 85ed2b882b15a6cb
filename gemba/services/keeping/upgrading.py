"""Bring a library of an older gemba to the new form without opening it for work: for whoever shows how far it is.

Every other way of opening does it in passing. Must not know who watches.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gemba.model.library import Library

if TYPE_CHECKING:
    from gemba.model.migrate import Watch


def upgrade_library(folder: Path, *, watch: Watch, accept_location: bool = False, take_over: bool = False) -> None:
    """Check a library, back it up and bring it to the new form; one of today is left as it is.

    ``watch`` is told of each step and stops it by raising: then the library is as it was. Raises what ``open_app``
    raises but LibraryOlder.
    """
    Library.open(folder, accept_location=accept_location, take_over=take_over, watch=watch).close()
