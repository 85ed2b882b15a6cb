"""Patterns that are compiled when they are first used: compiling those of the modules a list needs took 15 ms.

Must not know what is looked for.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """Stands for a pattern until somebody looks for it."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, found)
        return found


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` returns, compiled with its first use; a wrong one is only noticed then."""
    return cast("re.Pattern[str]", _Later(source, flags))
