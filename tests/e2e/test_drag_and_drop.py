"""Pictures dropped on gemba from another program, and dragged from gemba to another one, on a real X server.

Both programs are processes of their own; only the server's drag-and-drop protocol lies between them. What comes in is
read from the library by a third process; what goes out is read from what the other program was given.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from gemba.app import create_library
from gemba.model.rows import CaptureRow
from gemba.model.values import EvidenceSource
from tests.e2e import other_program
from tests.e2e.hands import Hands
from tests.e2e.pictures import SECRET_PX, SIZE_PX, make_pictures
from tests.e2e.program import Program
from tests.e2e.screen import Screen, wait_for

HEADS = ((0x1F, 0x4E, 0x79), (0x21, 0x73, 0x46))
#: what gemba offers, and what Qt makes of an address here and of a picture there
OUR_FORMATS = ("text/uri-list", "image/png")
QT_ADDS = ("text/plain", "application/x-qt-image")
_LEAST_PX = 60


@pytest.fixture
def hands(screen: Screen, own_home: Path, tmp_path: Path, shots: Path) -> Iterator[Hands]:
    """The window on an empty wall of a new library."""
    program = Program(screen, create_library(own_home / "first.gemba"), tmp_path / "program.log")
    program.start()
    try:
        screen.front("Today – first – gemba")
        screen.keys("ctrl+3")
        with program.reader() as app:
            hands = Hands(screen, app, shots)
            hands.at("Evidence")
            yield hands
        assert "Traceback" not in program.said()
    finally:
        screen.picture(shots / "last.png")
        program.stop()


class Other:
    """The other program, and what it says has happened."""

    def __init__(self, screen: Screen, *words: str) -> None:
        """Start it, and wait for its window."""
        self._screen = screen
        self._process = subprocess.Popen(
            [sys.executable, other_program.__file__, *words], env=screen.environment, stdout=subprocess.PIPE, text=True
        )
        window = wait_for(lambda: screen.windows(other_program.TITLE), "the other program's window")[-1]
        left, top, width, height = screen.frame(window)
        self.middle = (left + width // 2, top + height // 2)

    def said(self) -> dict[str, object]:
        """Wait for the next thing that happens to it."""
        assert self._process.stdout is not None
        told = json.loads(self._process.stdout.readline())
        assert isinstance(told, dict)
        return told

    def kill(self) -> None:
        """Let it end in the middle of whatever it does."""
        self._process.kill()
        self._process.wait(30)

    def end(self) -> None:
        """End it, if it runs."""
        self._process.terminate()
        self._process.communicate(timeout=30)


@contextmanager
def other(screen: Screen, *words: str) -> Iterator[Other]:
    """Let the other program stand in its corner for a while."""
    program = Other(screen, *words)
    try:
        yield program
    finally:
        program.end()


def let_go_over(hands: Hands, taker: Other) -> dict[str, object]:
    """Let go once the other program shows that it would take what is held over it; return what it says it took."""
    ready = tuple(int(other_program.READY[at : at + 2], 16) for at in (1, 3, 5))
    beside = (taker.middle[0] - other_program.SIZE_PX[0] // 3, taker.middle[1])
    wait_for(lambda: hands.look("held-out").getpixel(beside) == ready, "the other program would take it")
    hands.screen.let_go()
    return taker.said()


def middle_of_gemba(screen: Screen) -> tuple[int, int]:
    """Return a point of the wall, in pixels of the screen."""
    left, top, width, height = screen.frame(screen.windows("first – gemba")[-1])
    return left + width // 3, top + height // 2


def drop_on_gemba(hands: Hands, kind: str, picture: Path) -> CaptureRow:
    """Drag a picture from the other program onto the wall; return what is in the library then."""
    before = {one.id for one in hands.app.captures.all()}
    with other(hands.screen, "give", kind, str(picture)) as giver:
        to = middle_of_gemba(hands.screen)
        resting = hands.look("resting").getpixel(to)
        hands.screen.hold(giver.middle, to)
        wait_for(lambda: hands.look("held").getpixel(to) != resting, "the wall says where the picture would go")
        hands.screen.let_go()
        assert giver.said() == {"given": True}
        return wait_for(lambda: [one for one in hands.app.captures.all() if one.id not in before], "it came in")[0]


def thumbnail(hands: Hands, colour: tuple[int, int, int]) -> tuple[int, int]:
    """Wait until a picture whose head has this colour stands on the wall; return its middle, on the screen."""

    def found() -> tuple[int, int] | None:
        shot = hands.look("wall")
        left, top, width, height = hands.screen.frame(hands.screen.windows("first – gemba")[-1])
        wall = shot.crop((left, top, left + width * 5 // 8, top + height))
        apart = ImageChops.difference(wall, Image.new("RGB", wall.size, colour)).convert("L")
        box = apart.point([255] + [0] * 255).getbbox()
        if box is None or box[2] - box[0] < _LEAST_PX:
            return None
        return left + (box[0] + box[2]) // 2, top + box[3] + 12

    return wait_for(found, "the picture stands on the wall") or (0, 0)


@pytest.mark.timeout(1800)  # against hanging only
def test_pictures_of_another_program_are_dropped_on_the_wall(hands: Hands, tmp_path: Path) -> None:
    first, second, third = make_pictures(tmp_path)
    row = drop_on_gemba(hands, "file", first)
    assert (row.file_name, row.source, row.width, row.height) == (first.name, EvidenceSource.FILE, *SIZE_PX)
    row = drop_on_gemba(hands, "bytes", second)
    assert (row.source, row.width, row.height) == (EvidenceSource.PASTE, *SIZE_PX)
    with other(hands.screen, "give", "words", str(third)) as giver:
        hands.screen.hold(giver.middle, middle_of_gemba(hands.screen))
        hands.screen.let_go()
        assert giver.said() == {"given": False}
    assert len(hands.app.captures.all()) == 2


@pytest.mark.timeout(1800)  # against hanging only
def test_a_program_that_ends_in_its_drag_leaves_no_veil_on_the_wall(hands: Hands, tmp_path: Path) -> None:
    to = middle_of_gemba(hands.screen)
    resting = hands.look("resting").getpixel(to)
    with other(hands.screen, "give", "file", str(make_pictures(tmp_path)[0])) as giver:
        hands.screen.hold(giver.middle, to)
        wait_for(lambda: hands.look("held").getpixel(to) != resting, "the wall says where the picture would go")
        giver.kill()
        hands.screen.let_go()
    hands.screen.point(to[0] + 40, to[1] + 40)
    hands.screen.point(to[0] + 80, to[1] + 40)
    wait_for(lambda: hands.look("over").getpixel(to) == resting, "the veil is gone")
    assert hands.app.captures.all() == ()


@pytest.mark.timeout(1800)  # against hanging only
def test_only_a_reviewed_picture_goes_to_another_program_and_covered(hands: Hands, tmp_path: Path) -> None:
    first, *_ = make_pictures(tmp_path)
    row = drop_on_gemba(hands, "file", first)
    taken = tmp_path / "taken"
    taken.mkdir()
    with other(hands.screen, "take", str(taken)) as taker:
        hands.screen.hold(thumbnail(hands, HEADS[0]), taker.middle)
        told = taker.said()
        hands.look("unreviewed")
        assert told == {"formats": ["application/x-gemba-drag"]}, "nothing that another program could read"
        hands.screen.let_go()
    hands.screen.front("first – gemba")
    hands.screen.click(*thumbnail(hands, HEADS[0]))
    hands.screen.keys("a")
    where = hands.find_picture(HEADS[0])
    hands.mark(row.id, "k", where, SECRET_PX)
    hands.review(row.id)
    hands.screen.keys("ctrl+w")
    hands.at("1 picture")
    with other(hands.screen, "take", str(taken)) as taker:
        hands.screen.hold(thumbnail(hands, HEADS[0]), taker.middle)
        assert taker.said() == {"formats": sorted((*OUR_FORMATS, *QT_ADDS))}
        told = let_go_over(hands, taker)
    (file,) = taken.iterdir()
    assert told == {"taken": [file.name]}
    shown = Image.open(file)
    assert (shown.format, shown.size, shown.info) == ("PNG", SIZE_PX, {})
    assert shown.convert("RGB").getpixel((5, 5)) == HEADS[0]
    assert len(colours(Image.open(first))) > 1, "or the next line proves nothing"
    assert len(colours(shown)) == 1
    assert file.read_bytes() != first.read_bytes()


def colours(picture: Image.Image) -> set[object]:
    """Return the colours within the box of the secret, a little inside its edges."""
    left, top, right, bottom = SECRET_PX
    inner = picture.convert("RGB").crop((left + 4, top + 4, right - 4, bottom - 4))
    return {colour for _, colour in inner.getcolors(1 << 24) or ()}
