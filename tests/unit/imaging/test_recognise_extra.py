"""The extra itself, on pictures of the sample: it reads, tells where, and needs no network. Run by `dev.py recognise`."""

from __future__ import annotations

import importlib
import json
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from devtools.environment import RECOGNISE_FOLDER
from gemba import paths
from gemba.imaging.picture import Frame
from gemba.imaging.recognising import Recogniser
from gemba.rules.private_seen import find_seen
from gemba.services.pictures.recognition import is_extra_installed

pytestmark = pytest.mark.recognise
SCREENS = paths.sample() / "teams"


@pytest.fixture(scope="module")
def reader() -> Iterator[Recogniser]:
    # Behind everything else: its Pillow is the same, and nothing here may take another library of it.
    sys.path.append(str(RECOGNISE_FOLDER))
    importlib.invalidate_caches()
    assert is_extra_installed(), "python3 dev.py recognise puts the extra there"
    one = Recogniser()
    yield one
    one.close()
    sys.path.remove(str(RECOGNISE_FOLDER))


def frame_of(path: Path) -> Frame:
    with Image.open(path) as source:
        rgb = source.convert("RGB")
        return Frame(*rgb.size, rgb.tobytes())


def plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(one for one in letters if one.isalnum())


@pytest.mark.parametrize("name", ["T1/08", "T2/08", "T3/03"])
def test_it_finds_what_a_person_listed(reader: Recogniser, name: str) -> None:
    team, number = name.split("/")
    side = json.loads((SCREENS / team / "screens" / f"{number}.json").read_text(encoding="utf-8"))
    lines = reader.read(frame_of(SCREENS / team / "screens" / f"{number}.png"))
    assert len(lines) > 10
    names = tuple({one["text"] for one in side["pii"] if one["kind"] == "name"})
    found = find_seen(lines, names)
    hit = 0
    for one in side["pii"]:
        middle = one["x"] + one["w"] / 2, one["y"] + one["h"] / 2
        for find in found:
            left, top, right, bottom = find.rect_px
            inside = left <= middle[0] <= right and top <= middle[1] <= bottom
            hit_here = inside and (find.kind.value == one["kind"] or plain(find.text) == plain(one["text"]))
            if hit_here:
                hit += 1
                break
    assert hit >= 0.85 * len(side["pii"]), f"{hit} of {len(side['pii'])}"


def test_a_picture_without_text_has_none(reader: Recogniser) -> None:
    assert reader.read(Frame(200, 120, b"\xf0\xf0\xf0" * (200 * 120))) == ()


def test_the_smallest_picture_does_no_harm(reader: Recogniser) -> None:
    assert reader.read(Frame(1, 1, b"\x00\x00\x00")) == ()
    assert reader.engine.startswith("rapidocr ")
