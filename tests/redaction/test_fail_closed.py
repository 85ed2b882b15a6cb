"""R-16: whatever fails on the way, there is no product, no half file and no left-over."""

import io
import subprocess
import sys
import textwrap
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from gemba.errors import DiskFull, EnvironmentProblem, Refused, UserError
from gemba.imaging.decode import Decoder
from gemba.imaging.export import export_into, export_picture
from gemba.imaging.paint import FontPaths
from gemba.imaging.picture import EncodedPicture, Frame
from gemba.imaging.redact import BakedFrame
from gemba.imaging.render import Renderer
from gemba.model.annotation import Annotation, Mark, MarkKind
from tests.redaction.faults import ExifKept
from tests.redaction.material import CAPTURE, STAMP, Darkroom, random_pair


class Injected(Exception):
    """The fault of a test."""


STEPS = ("bake", "scale_down", "marks", "paint", "encode")


def breaking(step: str) -> Renderer:
    """Return a renderer in which one step raises."""

    def fail(self: Renderer, *args: object, **options: object) -> None:
        raise Injected(step)

    return type("Breaking", (Renderer,), {step: fail})()


def drawn() -> tuple[Frame, Annotation]:
    frame, annotation = random_pair(4).first
    return frame, annotation.with_mark(Mark("a", MarkKind.ARROW, ((1, 1), (60, 50))))


@pytest.mark.parametrize("step", STEPS)
def test_r16_a_step_that_fails_gives_no_product_and_no_file(step: str, tmp_path: Path) -> None:
    target = tmp_path / "x.png"
    with pytest.raises(Injected):
        export_picture(Darkroom(breaking(step)).rendition(*drawn()), target)
    assert list(tmp_path.iterdir()) == []


def test_r16_control_without_a_fault_the_file_is_there(tmp_path: Path) -> None:
    export_picture(Darkroom().rendition(*drawn()), tmp_path / "x.png")
    assert (tmp_path / "x.png").exists()


def test_r16_a_picture_that_fails_its_last_look_is_not_exported(tmp_path: Path) -> None:
    target = tmp_path / "x.png"
    target.write_bytes(b"as it was")
    stream = io.BytesIO(b"as it was")
    made = ExifKept().rendition(*drawn())
    with pytest.raises(Refused, match="more than pixels"):
        export_picture(made, target)
    with pytest.raises(Refused, match="more than pixels"):
        export_into(made, stream)
    assert target.read_bytes() == stream.getvalue() == b"as it was"
    assert list(tmp_path.iterdir()) == [target]


def test_r16_a_missing_font_stops_the_picture_with_a_sentence(tmp_path: Path) -> None:
    fonts = FontPaths(tmp_path / "gone.ttf", tmp_path / "gone.ttf")
    frame, annotation = random_pair(4).first
    worded = annotation.with_mark(Mark("n", MarkKind.NUMBER, ((-1, -1),), number=1))
    roomy = Frame(400, 300, bytes(400 * 300 * 3))
    worded = Annotation((Mark("n", MarkKind.NUMBER, ((200, 150),), number=1),))
    del frame
    with pytest.raises(EnvironmentProblem, match="font file"):
        Renderer(fonts).rendition(roomy, worded, capture_id=CAPTURE, reviewed=STAMP)


@pytest.mark.parametrize("room", [0, 1, 5_000])
def test_r16_a_full_disk_leaves_the_old_file_and_no_other(tmp_path: Path, room: int) -> None:
    # A limit on file sizes stands for the full disk: write() fails in the middle, as it does there.
    target = tmp_path / "x.png"
    target.write_bytes(b"as it was")
    code = f"""
        import resource, pathlib
        from tests.redaction.material import Darkroom, random_pair
        from gemba.errors import DiskFull
        from gemba.imaging.export import export_picture
        made = Darkroom().rendition(*random_pair(4).first)
        assert len(made.flat.data) > 5000
        resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
        try:
            export_picture(made, pathlib.Path({str(target)!r}))
        except DiskFull as problem:
            print(problem)
    """
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, cwd=root)
    assert done.stdout.startswith("There is no room on the disk for x.png."), done.stderr
    assert target.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [target]


def test_r16_disk_full_is_a_problem_of_the_machine() -> None:
    assert issubclass(DiskFull, EnvironmentProblem)


def test_r16_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"x\.png could not be written"):
        export_picture(Darkroom().rendition(*drawn()), tmp_path / "none" / "x.png")


def test_r16_a_decoder_that_dies_gives_no_frame(tmp_path: Path) -> None:
    program = tmp_path / "child.py"
    program.write_text("raise MemoryError")
    png = Darkroom().rendition(*drawn()).flat.data
    with pytest.raises(UserError, match="damaged"):
        Decoder(program=program).decode(png, name="x.png")


@dataclass(frozen=True)
class _Half(Renderer):
    """Encode a torn file, as a bug in an encoder would."""

    def encode(self, baked: BakedFrame) -> EncodedPicture:
        whole = super().encode(baked)
        return replace(whole, data=whole.data[: len(whole.data) // 2])


def test_r16_a_torn_file_is_not_exported(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        export_picture(Darkroom(_Half()).rendition(*drawn()), tmp_path / "x.png")
    assert list(tmp_path.iterdir()) == []
