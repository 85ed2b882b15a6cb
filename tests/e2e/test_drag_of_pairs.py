"""Before and after, dragged out of a ticket's page to another program as one picture, on a real X server.

Both programs are processes of their own; only the server's drag-and-drop protocol lies between them. What went out is
read from what the other program was given: one Rendition of both, covered, and nothing of a pair that nobody reviewed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from gemba.app import App, create_library, open_app
from gemba.imaging.metadata import check
from gemba.imaging.redact import REDACTION_RGB
from gemba.model.values import CaptureState
from gemba.services.tickets.fields import TicketFields
from gemba.services.visits.sessions import SessionFields
from tests.e2e.hands import Hands
from tests.e2e.pictures import SECRET, SECRET_PX, SIZE_PX, make_pictures
from tests.e2e.program import Program
from tests.e2e.screen import Screen, wait_for
from tests.e2e.test_drag_and_drop import HEADS, OUR_FORMATS, QT_ADDS, let_go_over, other

Colour = tuple[int, int, int]
#: of the pair that nobody has reviewed, before and after
OTHER_HEADS: tuple[Colour, Colour] = ((0x7A, 0x4B, 0x12), (0x5B, 0x2C, 0x83))
_LEAST_PX = 60


def paired(app: App, pictures: tuple[Path, Path]) -> tuple[str, str]:
    """Add two pictures to a visit, both covered where the secret stands on the first; return their ids."""
    first, second = (app.captures.add_bytes(one.read_bytes(), name=one.name, session="S1").id for one in pictures)
    for one in (first, second):
        app.captures.redact(one, rects=[SECRET_PX])
    return first, second


def make_library(folder: Path, pictures: Path) -> Path:
    """Make a library with one ticket that has two pairs: one reviewed, of the other only the picture before."""
    library = create_library(folder / "first.gemba")
    reviewed = make_pictures(pictures)
    fourth = pictures / "picture-4.png"
    with Image.open(reviewed[2]) as third:
        head = Image.new("RGB", (SIZE_PX[0], 56), OTHER_HEADS[1])
        made = third.convert("RGB")
        made.paste(head, (0, 0))
        made.save(fourth)
    with open_app(library, writes=True) as app:
        app.sessions.new("Refunds", SessionFields(charter="Why nine days?"))
        before, after = paired(app, reviewed[:2])
        left, right = paired(app, (reviewed[2], fourth))
        for one in (before, after, left):
            app.captures.review(one, by="observer")
        app.tickets.new(TicketFields(title="Typed twice"))
        app.tickets.link("T1", pictures=(before, after, left, right))
        app.tickets.changes.pair("T1", before=before, after=after)
        app.tickets.changes.pair("T1", before=left, after=right)
    return library


@pytest.fixture
def hands(screen: Screen, own_home: Path, tmp_path: Path, shots: Path) -> Iterator[Hands]:
    """The window on the ticket with its two pairs."""
    program = Program(screen, make_library(own_home, tmp_path), tmp_path / "program.log")
    program.start()
    try:
        screen.front("Today – first – gemba")
        screen.keys("ctrl+4")
        with program.reader() as app:
            hands = Hands(screen, app, shots)
            hands.at("Tickets")

            def opened() -> bool:
                # A list whose rows are still coming does not hear it.
                if screen.title().startswith("Tickets"):
                    screen.keys("Return")
                return screen.title().startswith("Ticket T1")

            wait_for(opened, "the ticket is open")
            yield hands
        assert "Traceback" not in program.said()
    finally:
        screen.picture(shots / "last.png")
        program.stop()


def shown(hands: Hands, heads: tuple[Colour, Colour]) -> tuple[int, int]:
    """Wait until a pair stands on the page; return a point on its picture before, on the screen."""

    def found() -> tuple[int, int] | None:
        shot = hands.look("page")
        boxes = []
        for colour in heads:
            apart = ImageChops.difference(shot, Image.new("RGB", shot.size, colour)).convert("L")
            box = apart.point([255] + [0] * 255).getbbox()
            if box is None or box[2] - box[0] < _LEAST_PX:
                return None
            boxes.append(box)
        return (boxes[0][0] + boxes[0][2]) // 2, boxes[0][3] + 8

    return wait_for(found, "the pair stands on the page") or (0, 0)


def colours(picture: Image.Image) -> dict[object, int]:
    return {colour: count for count, colour in picture.getcolors(1 << 24) or ()}


@pytest.mark.timeout(1800)  # against hanging only
def test_a_pair_goes_to_another_program_as_one_covered_picture(hands: Hands, tmp_path: Path) -> None:
    app, taken = hands.app, tmp_path / "taken"
    taken.mkdir()
    states = [one.state for one in app.captures.all()]
    assert states.count(CaptureState.REVIEWED) == 3
    with other(hands.screen, "take", str(taken)) as taker:
        # Of the pair that nobody has reviewed not even the pointer brings anything: the next thing that the other
        # program hears is the second drag.
        hands.screen.hold(shown(hands, OTHER_HEADS), taker.middle)
        hands.look("unreviewed")
        hands.screen.let_go()
        hands.screen.hold(shown(hands, HEADS), taker.middle)
        assert taker.said() == {"formats": sorted((*OUR_FORMATS, *QT_ADDS))}
        told = let_go_over(hands, taker)
    (file,) = taken.iterdir()
    assert told == {"taken": [file.name]}
    check(file.read_bytes(), "png")
    with Image.open(file) as image:
        assert image.format == "PNG" and image.width > 2 * SIZE_PX[0]
        assert set(image.info) <= {"dpi"}, "no words of anybody's"
        found = colours(image.convert("RGB"))
    left, top, right, bottom = SECRET_PX
    assert HEADS[0] in found and HEADS[1] in found, "both are on it"
    assert found[tuple(REDACTION_RGB)] >= 2 * (right - left) * (bottom - top), "both are covered"
    assert OTHER_HEADS[0] not in found and OTHER_HEADS[1] not in found
    assert SECRET.encode() not in file.read_bytes()
    assert secret_ink(tmp_path / "picture-1.png") > 0, "or the next line proves nothing"
    assert secret_ink(file) == 0


def secret_ink(file: Path) -> int:
    """Count the pixels in the colour that the secret is written in, wherever they stand.

    Titles are written in white and the second picture's line is covered too, so no other word has this colour.
    """
    with Image.open(file) as image:
        return colours(image.convert("RGB")).get((0x20, 0x20, 0x20), 0)
