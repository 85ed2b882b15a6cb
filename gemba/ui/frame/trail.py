"""Where one has been in a window, to go back and forward. Must not know what a place is."""

from __future__ import annotations

Step = tuple[str, str]
_MOST = 100


class Trail:
    """Two stacks of (place, reference)."""

    def __init__(self) -> None:
        """Begin nowhere."""
        self._back: list[Step] = []
        self._forward: list[Step] = []
        self._here: Step = ("", "")
        self._awaits = False

    @property
    def can_go_back(self) -> bool:
        """Say whether there is somewhere to go back to."""
        return bool(self._back)

    def leave(self, place: str, reference: str) -> None:
        """Note where one was; what lay ahead is forgotten."""
        step = (place, reference)
        if not self._back or self._back[-1] != step:
            self._back.append(step)
            del self._back[:-_MOST]
        self._forward.clear()

    def arrive(self, place: str, row: str, *, asked: str) -> None:
        """Note where one stands now; a row that was asked for may still be on its way."""
        self._here, self._awaits = (place, row), bool(asked) and not row

    def moved(self, place: str, row: str) -> None:
        """Note what is open in the place one stands in: from its list to a row is a step to go back from."""
        if row and self._here == (place, "") and not self._awaits:
            self.leave(*self._here)
        self._awaits = self._awaits and not row
        self._here = (place, row)

    def back(self, here: Step) -> Step | None:
        """Return where to go back to, None where nowhere; ``here`` can be gone forward to again."""
        return _step(self._back, self._forward, here)

    def forward(self, here: Step) -> Step | None:
        """Return where to go forward to, None where nowhere."""
        return _step(self._forward, self._back, here)


def _step(taken_from: list[Step], put_on: list[Step], here: Step) -> Step | None:
    while taken_from:
        step = taken_from.pop()
        if step != here:
            put_on.append(here)
            return step
    return None
