"""Pictures of the screen kept without writing a row, and taken in later: what `gemba capture` without a window does.

The picture is durable when ``wait`` returns, under the key it will have; ``take_in`` makes the rows, in the order in
which the pictures were taken, and may be called again at any time. Must not load SQLAlchemy before there is a picture
to take in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gemba.errors import LibraryBusy
from gemba.message import N_
from gemba.model.annotation import PointerShape
from gemba.model.ids import new_id
from gemba.model.library import Library
from gemba.model.shot import Pointer, ScreenPixels, Shot, TakenBefore
from gemba.model.stored import moment_from_text, moment_to_text
from gemba.model.values import EvidenceSource
from gemba.model.waiting import WaitingShot, WaitingShots, waiting_ids

if TYPE_CHECKING:
    from gemba.services.pictures.frames import KeptPicture

_TEXTS = ("screen", "window_title", "program", "page_address")


def wait(library: Library, shot: Shot, *, session: str | None) -> str:
    """Keep a picture until somebody opens the library for writing, and return the key it has from now on.

    Raises EnvironmentProblem where the disk does not take it; then nothing is stored.
    """
    from gemba.imaging.png import encode_screen

    pixels = shot.pixels
    told: dict[str, Any] = {name: getattr(shot, name) for name in _TEXTS}
    told |= {"source": shot.source.value, "scale": shot.scale, "session": session, "blank": pixels.is_blank}
    told |= {"width": pixels.width, "height": pixels.height, "taken": moment_to_text(library.clock())}
    if shot.pointer is not None:
        told["pointer"] = [shot.pointer.x, shot.pointer.y, shot.pointer.shape.value, shot.pointer.height_px]
    key = new_id()
    _store(library).put(WaitingShot(key, told, encode_screen(pixels)))
    return key


def take_in(library: Library) -> int:
    """Make the rows of all pictures that wait, and return how many; one that has its row already is only put away.

    Does nothing where somebody else writes, or nobody may: those that wait can wait longer. Raises DiskFull and
    whatever else the machine says; those that were not taken in wait on.
    """
    if library.read_only or not waiting_ids(library.folder):
        return 0
    try:
        library.take_lock()  # before the first file is written
    except LibraryBusy:
        return 0
    store, taken = _store(library), 0
    for shot in store.all():
        if library.queries.capture(shot.id) is None:
            _add(library, shot)
            taken += 1
        store.remove(shot.id)
    return taken


def _store(library: Library) -> WaitingShots:
    return WaitingShots(library.folder, library.vault.name_of)


def _add(library: Library, shot: WaitingShot) -> None:
    from gemba.services.writing import pictures

    told = shot.told
    kept = _kept(library, told, shot.data)
    session = told["session"] if any(row.id == told["session"] for row in library.queries.sessions()) else None
    before = TakenBefore(shot.id, moment_from_text(told["taken"]))
    library.run(
        N_("Take a picture"),
        lambda op: pictures.add_shot(op, kept, _shot(told), session=session, caption="", before=before),
    )


def _kept(library: Library, told: Mapping[str, Any], data: bytes) -> KeptPicture:
    from gemba.services.pictures.frames import KeptPicture

    name = library.vault.put(data)
    return KeptPicture(
        original=name,
        frame=name,
        width=told["width"],
        height=told["height"],
        lossy=False,
        blank=told["blank"],
        media_type="image/png",
    )


def _shot(told: Mapping[str, Any]) -> Shot:
    """Return what is known of a picture; its pixels are in the vault by now."""
    pointer = told.get("pointer")
    return Shot(
        ScreenPixels(1, 1, 4, bytes(4)),
        EvidenceSource(told["source"]),
        scale=told["scale"],
        **{name: told[name] for name in _TEXTS},
        pointer=None if pointer is None else Pointer(pointer[0], pointer[1], PointerShape(pointer[2]), pointer[3]),
    )
