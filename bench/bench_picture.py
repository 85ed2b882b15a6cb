"""Pictures: a 1080p file imported and durable, PNG writing at 4K, a rendition with marks. Prints, asserts nothing.

Span of the import: from the bytes in memory to the new file's name durable in its folder (child starts or stands by,
decodes, pixels come over, PNG is written, fsync, rename, fsync of the folder). The original is written the same way.
"""

from __future__ import annotations

import io
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import PIL
from PIL import Image

from gemba import paths
from gemba.imaging.decode import Decoder
from gemba.imaging.export import sync_folder
from gemba.imaging.picture import Frame, Reviewed
from gemba.imaging.png import decode_own_png, encode_png
from gemba.imaging.redact import bake
from gemba.imaging.render import make_rendition
from gemba.imaging.thumbnail import make_thumbnail
from gemba.model.annotation import Annotation, Mark, MarkKind

ROUNDS = 40


def main() -> None:
    screen = (paths.sample() / "teams" / "T1" / "screens" / "03.png").read_bytes()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        _imports(screen, Path(folder))
    frame = _frame(Image.open(io.BytesIO(screen)))
    large = _frame(Image.open(io.BytesIO(screen)).resize((3840, 2160), Image.Resampling.LANCZOS))
    _png("1080p", frame, "aim 5-20 ms")
    _png("4K", large, "aim 20-80 ms")
    _rendition(frame)


def _imports(screen: bytes, folder: Path) -> None:
    cold, warm = Decoder(), Decoder()
    warm.warm_up()
    _durable(folder / "first", screen)
    for name, decoder, pause in (("standing by", warm, 0.12), ("started for it", cold, 0.0)):
        times = []
        for n in range(ROUNDS):
            time.sleep(pause)  # an import in a row has the next child start while this picture is written
            start = time.perf_counter()
            frame = decoder.decode(screen, name="x").frame
            _durable(folder / f"{name}{n}.original", screen)
            _durable(folder / f"{name}{n}.png", encode_png(frame))
            times.append((time.perf_counter() - start) * 1e3)
        print(f"1080p file imported and durable, child {name}, p95: {_p95(times):.0f} ms (aim <= 250 ms)")
        print(f"1080p file imported and durable, child {name}, median: {statistics.median(times):.0f} ms")
    start = time.perf_counter()
    for n in range(20):
        _durable(folder / f"row{n}.png", encode_png(warm.decode(screen, name="x").frame))
    print(f"20 files of 1080p in a row: {(time.perf_counter() - start) * 50:.0f} ms each")
    warm.cool_down()


def _png(name: str, frame: Frame, aim: str) -> None:
    image = Image.frombytes("RGB", frame.size, frame.rgb)

    def pillow() -> bytes:
        out = io.BytesIO()
        image.save(out, "PNG", compress_level=1)
        return out.getvalue()

    ours, theirs = encode_png(frame), pillow()
    mine, peer = _interleaved(lambda: encode_png(frame), pillow)
    print(f"PNG of {name} written: {mine:.1f} ms ({aim})")
    print(f"PNG of {name} written by Pillow {PIL.__version__} at level 1: {peer:.1f} ms (peer)")
    print(f"PNG of {name}, bytes against Pillow level 1: {len(ours) / len(theirs) * 100 - 100:+.0f} % (aim <= +20 %)")
    print(f"PNG of {name} read back: {_median(lambda: decode_own_png(ours)):.1f} ms")


def _rendition(frame: Frame) -> None:
    marks = Annotation(
        (
            Mark("a", MarkKind.ARROW, ((300, 300), (700, 520))),
            Mark("n", MarkKind.NUMBER, ((700, 520),), number=1),
            Mark("b", MarkKind.BOX, ((650, 500), (1100, 620))),
            Mark("r", MarkKind.REDACTION, ((200, 400), (420, 430))),
        )
    )
    stamp = Reviewed("c", "observer", datetime.now(UTC))
    made = _median(lambda: make_rendition(frame, marks, capture_id="c", reviewed=stamp))
    print(f"rendition of 1080p with four marks, base and flat: {made:.0f} ms")
    baked = bake(frame, marks)
    print(f"thumbnail while the frame is in memory: {_median(lambda: make_thumbnail(baked)):.1f} ms (aim <= 10 ms)")


def _durable(path: Path, data: bytes) -> None:
    temporary = path.with_suffix(".tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(path)
    sync_folder(path.parent)


def _frame(image: Image.Image) -> Frame:
    return Frame(image.width, image.height, image.convert("RGB").tobytes())


def _interleaved(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(9):
        for work, kept in zip((first, second), times, strict=True):
            start = time.perf_counter()
            work()
            kept.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times[0]), statistics.median(times[1])


def _median(work: Callable[[], object]) -> float:
    return _interleaved(work, lambda: None)[0]


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main()
