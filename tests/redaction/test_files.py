"""R-05, R-06, R-07: what is written is RGB, carries pixels only, and nothing of the file it replaces."""

import io
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from gemba.errors import Refused
from gemba.imaging.decode import Decoder
from gemba.imaging.export import export_into, export_picture
from gemba.imaging.metadata import ForeignContent, check, check_jpeg_segments, check_png_chunks
from gemba.imaging.picture import Rendition, Reviewed
from gemba.imaging.redact import bake
from gemba.imaging.render import make_preview, make_rendition
from gemba.imaging.thumbnail import make_thumbnail
from gemba.model.annotation import Annotation
from tests.redaction.checks import file_faults
from tests.redaction.faults import ExifKept, MeanColour
from tests.redaction.material import CAPTURE, STAMP, Darkroom, busy_picture, random_pair
from tests.unit.imaging.hostile import exif


def rendition(seed: int = 0, *, lossy: bool = False) -> Rendition:
    return Darkroom().rendition(*random_pair(seed, lossy=lossy).first)


def test_r05_every_product_is_rgb_with_one_colour_in_each_box() -> None:
    assert file_faults(Darkroom(), range(30)) == []


@pytest.mark.parametrize("fault", [ExifKept, MeanColour])
def test_r05_control_metadata_and_a_second_colour_are_noticed(fault: type[Darkroom]) -> None:
    assert file_faults(fault(), range(4))


def gps_photo(n: int) -> bytes:
    """Return a photograph with a position, an owner, a thumbnail, XMP and a comment."""
    rng = random.Random(n)
    tags = exif(1 + n % 8, gps=True, owner=f"Owner {n}")
    out = io.BytesIO()
    image = busy_picture(rng, 160, 120)
    image.save(out, "JPEG", exif=tags, xmp=b"<x:xmpmeta>Owner</x:xmpmeta>", comment=f"Owner {n}".encode(), quality=85)
    return out.getvalue()


def test_r06_20_photos_with_positions_leave_none_of_it_behind() -> None:
    decoder = Decoder()
    decoder.warm_up()
    for n in range(20):
        data = gps_photo(n)
        assert b"Owner" in data and b"Exif" in data
        found = decoder.decode(data, name=f"photo {n}.jpg")
        assert {"EXIF", "GPS position", "owner", "XMP", "comment"} <= set(found.metadata_dropped)
        made = make_rendition(found.frame, Annotation(), capture_id=CAPTURE, reviewed=STAMP)
        thumbnail = make_thumbnail(bake(found.frame, Annotation()))
        for product in (made.base, made.flat, make_preview(found.frame, Annotation()).picture, thumbnail.picture):
            check(product.data, product.format)
            assert b"Owner" not in product.data and b"Exif" not in product.data
    decoder.cool_down()


def foreign_files() -> dict[str, bytes]:
    """Return files that an allowlist must refuse, each for one reason."""
    png, jpeg = rendition().base.data, rendition(1, lossy=True).base.data
    image = Image.open(io.BytesIO(png))
    out: dict[str, bytes] = {
        "png tail": png + b"x",
        "jpeg tail": jpeg + b"\0",
        "png in png": png + png,
        "jpeg in jpeg": jpeg + jpeg,
    }
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "Jane Roe")
    for name, options in {
        "png text": {"pnginfo": text},
        "png exif": {"exif": exif(1, gps=True)},
        "png profile": {"icc_profile": b"x" * 200},
    }.items():
        file = io.BytesIO()
        image.save(file, "PNG", **options)
        out[name] = file.getvalue()
    for name, more in {
        "jpeg exif": {"exif": exif(1, gps=True)},
        "jpeg comment": {"comment": b"x"},
        "jpeg profile": {"icc_profile": b"x" * 200},
    }.items():
        file = io.BytesIO()
        image.convert("RGB").save(file, "JPEG", **more)
        out[name] = file.getvalue()
    out["png torn"], out["jpeg torn"] = png[:-5], jpeg[:-2]
    out["png flipped"] = png[:60] + bytes([png[60] ^ 1]) + png[61:]
    out["jpeg with a thumbnail"] = jpeg.replace(b"\0\x01\0\x01\0\0", b"\0\x01\0\x01\x01\x01", 1)
    out["gif"] = b"GIF89a" + bytes(20)
    out["nothing"] = b""
    return out


@pytest.mark.parametrize("name", foreign_files())
def test_r06_the_allowlists_refuse(name: str) -> None:
    data = foreign_files()[name]
    with pytest.raises(ForeignContent):
        check_jpeg_segments(data) if name.startswith("jpeg") else check_png_chunks(data)


def test_r06_the_allowlists_take_what_gemba_writes_and_a_density() -> None:
    check_png_chunks(rendition().flat.data)
    check_jpeg_segments(rendition(1, lossy=True).flat.data)
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG", dpi=(96, 96))
    check_png_chunks(file.getvalue())
    file = io.BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(file, "JPEG", progressive=True, restart_marker_rows=1)
    check_jpeg_segments(file.getvalue())


@pytest.mark.parametrize("lossy", [False, True])
def test_r07_a_bigger_file_is_replaced_and_not_written_over(tmp_path: Path, lossy: bool) -> None:
    made = rendition(2, lossy=lossy)
    target = tmp_path / "screen.png"
    target.write_bytes(b"OLD" * 1_000_000)
    old = target.stat().st_ino
    with target.open("rb") as still_open:
        export_picture(made, target)
        assert target.stat().st_ino != old
        assert target.read_bytes() == made.flat.data
        assert still_open.read(3) == b"OLD"  # whoever had it open keeps the old file; nothing was mixed
    assert list(tmp_path.iterdir()) == [target]
    assert target.stat().st_mode & 0o777 == 0o600
    export_picture(made, target, product="base")
    assert target.read_bytes() == made.base.data


def test_r07_streams_and_files_opened_for_update_end_with_the_picture(tmp_path: Path) -> None:
    made = rendition(2)
    stream = io.BytesIO()
    for stale in (b"OLD" * 100_000, made.flat.data * 2):
        stream.seek(0)
        stream.write(stale)
        export_into(made, stream)
        assert stream.getvalue() == made.flat.data
    path = tmp_path / "old.png"
    path.write_bytes(b"OLD" * 100_000)
    with path.open("r+b") as file:
        export_into(made, file)
    assert path.read_bytes() == made.flat.data


def test_r07_control_writing_over_a_bigger_file_leaves_a_tail(tmp_path: Path) -> None:
    made = rendition(2)
    path = tmp_path / "old.png"
    path.write_bytes(b"OLD" * 100_000)
    with path.open("r+b") as file:
        file.write(made.flat.data)
    with pytest.raises(ForeignContent, match="after the end"):
        check_png_chunks(path.read_bytes())


def test_r17_only_the_stamp_of_this_very_capture_lets_a_picture_out() -> None:
    frame, annotation = random_pair(0).first
    other = Reviewed("another", "observer", datetime.now(UTC))
    for stamp in (other, None, True, "reviewed"):
        with pytest.raises(Refused, match="nobody has reviewed"):
            make_rendition(frame, annotation, capture_id=CAPTURE, reviewed=stamp)  # type: ignore[arg-type]
