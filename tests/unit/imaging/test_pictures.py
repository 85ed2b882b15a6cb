"""Who may make what: seals, stamps, keeping and taking out again, thumbnails, the last look."""

import copy
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from gemba.errors import Refused
from gemba.imaging.export import export_picture
from gemba.imaging.keep import frame_of, rendition_record, restore_preview, restore_rendition
from gemba.imaging.picture import EncodedPicture, Frame, Original, Preview, Rendition
from gemba.imaging.rects import IntRect
from gemba.imaging.redact import REDACTION_RGB, bake, scale_down
from gemba.imaging.render import make_preview, make_rendition, open_own, open_small
from gemba.imaging.thumbnail import make_thumbnail
from gemba.imaging.verify import verify_rendition, verify_written
from gemba.model.annotation import Annotation, Mark, MarkKind
from tests.redaction.material import CAPTURE, STAMP, Darkroom, random_pair

PACKAGE = Path(__file__).parents[3] / "gemba"


def made(seed: int = 0, *, lossy: bool = False) -> Rendition:
    return Darkroom().rendition(*random_pair(seed, lossy=lossy).first)


def test_preview_and_rendition_cannot_be_made_elsewhere() -> None:
    picture = EncodedPicture(b"", "png", 1, 1)
    with pytest.raises(TypeError, match="make_preview"):
        Preview(picture)
    with pytest.raises(TypeError, match="make_rendition"):
        Rendition("c", picture, picture, (), (), 1.0, "")
    with pytest.raises((TypeError, ValueError)):
        replace(made(), capture_id="another")
    with pytest.raises(TypeError):
        Preview(picture, seal=object())  # type: ignore[arg-type]


def test_the_seal_is_known_in_imaging_only() -> None:
    outside = [
        p for p in PACKAGE.rglob("*.py") if p.parent.name != "imaging" and re.search(r"\bSEAL\b", p.read_text("utf-8"))
    ]
    assert outside == []


def test_only_a_rendition_is_exported(tmp_path: Path) -> None:
    frame, annotation = random_pair(0).first
    for thing in (frame, make_preview(frame, annotation), Original(b"x", "PNG"), made().base, b"bytes"):
        with pytest.raises(TypeError, match="only a Rendition"):
            export_picture(thing, tmp_path / "x.png")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_thumbnail_of_an_original_frame_is_a_type_error() -> None:
    frame, annotation = random_pair(0).first
    with pytest.raises(TypeError, match="baked"):
        make_thumbnail(frame)  # type: ignore[arg-type]
    baked = make_thumbnail(bake(frame, annotation), max_px=50)
    assert max(baked.picture.size) == 50
    again = make_thumbnail(make_preview(frame, annotation), max_px=50)
    assert again.picture.size == baked.picture.size


@pytest.mark.parametrize("lossy", [False, True])
def test_screens_become_png_and_photographs_jpeg_of_bounded_width(lossy: bool) -> None:
    frame = Frame(300, 200, Image.effect_noise((300, 200), 60).convert("RGB").tobytes(), lossy)
    mark = Annotation(
        (Mark("r", MarkKind.REDACTION, ((50, 50), (90, 80))), Mark("a", MarkKind.ARROW, ((10, 110), (250, 150))))
    )
    full = make_rendition(frame, mark, capture_id=CAPTURE, reviewed=STAMP)
    small = make_rendition(frame, mark, capture_id=CAPTURE, reviewed=STAMP, max_width_px=150)
    assert full.base.format == ("jpeg" if lossy else "png")
    assert full.base.size == (300, 200) and full.scale == 1
    assert small.base.size == (150, 100) and small.scale == 0.5
    assert small.marks[0].points == ((5, 55), (125, 75)) and small.marks[0].width_px == 2
    assert small.redactions[0].width <= full.redactions[0].width // 2 + 2
    for rendition in (full, small):
        verify_rendition(rendition)
    if lossy:
        with Image.open(io.BytesIO(full.base.data)) as image:
            assert image.layer[0][1:3] == (1, 1)  # type: ignore[attr-defined]


def test_without_marks_base_and_flat_are_one_picture() -> None:
    frame = Frame(20, 10, bytes(600))
    rendition = make_rendition(frame, Annotation(), capture_id=CAPTURE, reviewed=STAMP)
    assert rendition.flat is rendition.base and rendition.sha256 == rendition.base.sha256


def test_the_original_frame_is_not_changed() -> None:
    frame, annotation = random_pair(0).first
    before = copy.deepcopy(frame)
    made_from = make_rendition(frame, annotation, capture_id=CAPTURE, reviewed=STAMP)
    assert frame == before and made_from.base.size == bake(frame, annotation).size


def test_marks_of_a_cropped_picture_are_in_pixels_of_the_base() -> None:
    frame = Frame(200, 100, bytes(60000))
    crop = Mark("c", MarkKind.CROP, ((50, 20), (150, 90)))
    arrow = Mark("a", MarkKind.ARROW, ((60, 30), (100, 60)))
    rendition = make_rendition(frame, Annotation((arrow, crop)), capture_id=CAPTURE, reviewed=STAMP)
    assert rendition.base.size == (100, 70)
    assert rendition.marks[0].points == ((10, 10), (50, 40))
    assert make_preview(frame, Annotation((crop,)), cropped=False).picture.size == (200, 100)


def test_scaling_down_keeps_the_block_one_colour_to_its_edge() -> None:
    noise = Image.effect_noise((400, 300), 90).convert("RGB").tobytes()
    baked = bake(Frame(400, 300, noise), Annotation((Mark("r", MarkKind.REDACTION, ((101, 103), (177, 131))),)))
    small = scale_down(baked, (133, 133))
    (block,) = small.redactions
    for y in range(block.y0, block.y1):
        at = (y * small.width + block.x0) * 3
        assert small.rgb[at : at + block.width * 3] == REDACTION_RGB * block.width
    assert scale_down(baked, (1000, 1000)) is baked


@pytest.mark.parametrize("lossy", [False, True])
def test_a_rendition_put_away_comes_back_without_its_original(lossy: bool) -> None:
    rendition = made(6, lossy=lossy)
    record = rendition_record(rendition)
    back = restore_rendition(record, base=rendition.base.data, flat=rendition.flat.data)
    assert back == rendition
    assert frame_of(back).size == rendition.base.size


def test_a_record_does_not_take_other_bytes() -> None:
    rendition, other = made(6), made(7)
    record = rendition_record(rendition)
    with pytest.raises(ValueError, match="not those"):
        restore_rendition(record, base=other.base.data, flat=rendition.flat.data)
    with pytest.raises(ValueError, match="not those"):
        restore_rendition(record, base=rendition.base.data, flat=rendition.flat.data + b"x")
    with pytest.raises(ValueError, match="record"):
        restore_rendition({"capture_id": "x"}, base=b"", flat=b"")
    preview = make_preview(*random_pair(6).first).picture
    again = restore_preview(
        preview.data, format_="png", width=preview.width, height=preview.height, sha256=preview.sha256
    )
    assert again.picture == preview


def test_the_last_look_sees_what_is_wrong(tmp_path: Path) -> None:
    picture = made(6).flat
    path = tmp_path / "x.png"
    path.write_bytes(picture.data)
    verify_written(path, picture, redactions=made(6).redactions)
    for data, reason in (
        (picture.data + b"x", "more than pixels"),
        (made(7).flat.data, "not what was encoded"),
        (b"GIF89a", "more than pixels"),
    ):
        with pytest.raises(Refused, match=reason):
            verify_written(data, picture)
    with pytest.raises(Refused, match="size or its colours"):
        verify_written(picture.data, replace(picture, width=picture.width + 1))
    with pytest.raises(Refused, match="one solid colour"):
        verify_written(picture.data, picture, redactions=[IntRect(0, 0, picture.width, picture.height)])


def test_own_pictures_open_again() -> None:
    for lossy in (False, True):
        picture = made(6, lossy=lossy).base
        assert open_own(picture).size == picture.size
    with pytest.raises(ValueError, match="not the one"):
        open_own(replace(picture, width=picture.width + 1))


def test_nothing_tells_pixels_in_a_repr() -> None:
    frame = Frame(1, 1, b"abc")
    for thing in (frame, bake(frame, Annotation()), EncodedPicture(b"abc", "png", 1, 1), Original(b"abc", "PNG")):
        assert "abc" not in repr(thing)


def test_pillow_opens_files_in_the_child_and_our_own_ones_only() -> None:
    opening = {p.name for p in (PACKAGE / "imaging").glob("*.py") if "Image.open(" in p.read_text("utf-8")}
    assert opening == {"decoder_child.py", "render.py", "verify.py"}


@pytest.mark.parametrize("lossy", [False, True])
def test_small_pictures_open_by_their_bytes_and_nothing_larger_or_foreign_does(lossy: bool) -> None:
    picture = made(6, lossy=lossy).base
    longest = max(picture.size)
    assert open_small(picture.data, most_px=longest) == open_own(picture)
    refused = "not the one" if lossy else "no small picture"
    with pytest.raises(ValueError, match=refused):
        open_small(picture.data, most_px=longest - 1)
    foreign = io.BytesIO()
    Image.new("L", (9, 9)).save(foreign, "JPEG" if lossy else "PNG")
    with pytest.raises(ValueError, match="not the one" if lossy else "PNG"):
        open_small(foreign.getvalue(), most_px=longest)
