"""Tell who listens what has changed: kinds (table names) and ids of rows, and who did it (ARCHITECTURE, "Operation").

Views reload on the kinds they show and ignore their own echo by ``initiator``. Must not know Qt: listeners are called
on the writer's thread, and the window hops to its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from gemba.model.changed import Changed

if TYPE_CHECKING:
    from gemba.model.library import Library

__all__ = ["Changed", "Events"]


class Events:
    """What happens in one library."""

    def __init__(self, library: Library) -> None:
        """Take the open library."""
        self._library = library

    def listen(
        self, listener: Callable[[Changed], None], *, kinds: Collection[str] = (), but_not_from: str = ""
    ) -> Callable[[], None]:
        """Call ``listener`` after every durable change of these kinds (all where none is named); return how to stop.

        ``but_not_from`` is the listener's own initiator, whose changes it knows already.
        """
        wanted = frozenset(kinds)

        def heard(changed: Changed) -> None:
            own = bool(but_not_from) and changed.initiator == but_not_from
            if not own and (not wanted or wanted & changed.kinds):
                listener(changed)

        return self._library.subscribe(heard)
