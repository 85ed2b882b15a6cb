"""The awkward files: each behaves as the sample's README says, and nothing of their metadata goes on."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gemba.errors import UserError
from gemba.imaging.decode import Decoded, decode_outside
from gemba.imaging.picture import Reviewed
from gemba.imaging.redact import bake
from gemba.imaging.render import make_preview, make_rendition
from gemba.imaging.thumbnail import make_thumbnail
from gemba.model.annotation import Annotation, Mark, MarkKind

FOLDER = Path(__file__).parents[2] / "fixtures" / "awkward"
READABLE = sorted(path.name for path in FOLDER.iterdir() if (FOLDER / f"{path.name}.json").exists())
# What the originals carry about people and places (see the sidecars), as bytes.
PRIVATE_BYTES = (b"Exif", b"GPS", b"Pixelon", b"camera 8.1", b"<x:xmpmeta", b"tEXt", b"iTXt", b"zTXt", b"2026:11:10")


def decoded(name: str) -> Decoded:
    return decode_outside((FOLDER / name).read_bytes(), name=name)


def test_the_pack_is_there() -> None:
    assert len(READABLE) == 9


@pytest.mark.parametrize("name", READABLE)
def test_readable_ones_arrive_upright_and_right_sized(name: str) -> None:
    sidecar = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    found = decoded(name)
    assert found.frame.size == (sidecar["width"], sidecar["height"])
    assert found.frames_in_file == sidecar.get("frames", 1)
    assert found.orientation_applied is ("orientation" in sidecar["what"])
    # The animated file's rectangles belong to its last frame; its first is what is read.
    for entry in sidecar["pii"] if found.frames_in_file == 1 else []:
        assert has_writing(found, (entry["x"], entry["y"], entry["x"] + entry["w"], entry["y"] + entry["h"])), entry


def has_writing(found: Decoded, box: tuple[int, int, int, int]) -> bool:
    """Say whether something stands in the box of the upright picture: the brightness there varies."""
    x0, y0, x1, y1 = box
    frame = found.frame
    assert 0 <= x0 < x1 <= frame.width and 0 <= y0 < y1 <= frame.height
    stride = frame.width * 3
    level = [v for y in range(y0, y1) for v in frame.rgb[y * stride + x0 * 3 + 1 : y * stride + x1 * 3 : 3]]
    return max(level) - min(level) > 40


def test_control_rectangles_of_a_picture_on_its_head_are_not_all_on_writing() -> None:
    name = next(name for name in READABLE if name.startswith("截图"))
    found = decoded(name)
    sidecar = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    width, height = found.frame.size
    turned = [
        (width - e["x"] - e["w"], height - e["y"] - e["h"], width - e["x"], height - e["y"]) for e in sidecar["pii"]
    ]
    assert not all(has_writing(found, box) for box in turned)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("report page.png", "report page.png is a PDF document, not a picture."),
        ("cut off.png", "cut off.png ends early: 71,236 bytes of at least"),
        ("empty.png", "empty.png has 0 bytes"),
    ],
)
def test_unreadable_ones_are_called_what_they_are(name: str, sentence: str) -> None:
    with pytest.raises(UserError) as refusal:
        decoded(name)
    assert str(refusal.value).startswith(sentence)
    assert refusal.value.mend is not None


@pytest.mark.parametrize("name", ["IMG_20261110_091512.jpg", "window with shadow.png"])
def test_nothing_of_exif_owner_text_or_xmp_is_in_anything_derived(name: str) -> None:
    original = (FOLDER / name).read_bytes()
    assert any(word in original for word in PRIVATE_BYTES)  # control: the originals do carry them
    found = decoded(name)
    marks = Annotation(
        (Mark("r", MarkKind.REDACTION, ((10, 10), (90, 40))), Mark("n", MarkKind.NUMBER, ((200, 90),), number=1))
    )
    reviewed = Reviewed("c", "observer", datetime.now(UTC))
    rendition = make_rendition(found.frame, marks, capture_id="c", reviewed=reviewed)
    thumbnail = make_thumbnail(bake(found.frame, marks))
    preview = make_preview(found.frame, marks)
    for product in (rendition.base, rendition.flat, thumbnail.picture, preview.picture):
        for word in (*PRIVATE_BYTES, *owners(original)):
            assert word not in product.data


def owners(original: bytes) -> list[bytes]:
    """Return the names that the file's own text parts give, found in the raw bytes."""
    return [name for name in (b"Lena Hartwig", b"Priya Raman", b"Hartwig", b"Okafor") if name in original]
