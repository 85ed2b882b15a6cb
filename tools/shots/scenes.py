"""All scenes, in the order of the index. Must not draw or compare anything."""

from __future__ import annotations

from tools.shots import (
    of_annotator,
    of_beginning,
    of_frame,
    of_live,
    of_narratives,
    of_places,
    of_reviewing,
    of_states,
    of_tickets,
)
from tools.shots.scene import Scene

SCENES: tuple[Scene, ...] = (
    *of_places.SCENES,
    *of_live.SCENES,
    *of_annotator.SCENES,
    *of_tickets.SCENES,
    *of_narratives.SCENES,
    *of_frame.SCENES,
    *of_beginning.SCENES,
    *of_reviewing.SCENES,
    *of_states.SCENES,
)
