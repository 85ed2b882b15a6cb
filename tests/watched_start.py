"""Watch gemba begin, for programs that a test or a bench runs in a process of their own. Loads nothing of Qt.

Import it, call ``when_made``, then ``gemba.cli.main`` as the command line does.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any

from gemba.ui.starting import start

if TYPE_CHECKING:
    from gemba.ui.application import Application


def when_made(hear: Callable[[Application], None]) -> None:
    """Call ``hear`` with the Application once it is made: nothing is painted then, and no library open."""
    load = start.load

    def watched() -> ModuleType:
        module = load()
        made: type[Application] = module.Application
        begin = made.__init__

        def noted(self: Application, *words: Any, **named: Any) -> None:
            begin(self, *words, **named)
            hear(self)

        made.__init__ = noted  # type: ignore[method-assign]
        return module

    start.load = watched
