"""Text on pictures: what share of the personal data on the sample's screens is found, and of the proposals is right.

Every screen of ../shared/sample (or of the folder given), read by the extra in its own process as the window does,
against the picture's sidecar. Found: a proposal of the same kind holds at least half of the listed item or lies in it
by half. Whole: for lists of boxes that hug their text, the proposal reaches both ends of the item. Right: a proposal
that holds by half, or lies by half in, something listed. Names to look for are those of all sidecars, as a user would
list them; user names stand on many screens and in no sidecar, and count as wrong. Prints, asserts nothing.

    python3 dev.py bench bench_recognise           (or: python bench/bench_recognise.py [FOLDER])
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from devtools.environment import RECOGNISE_FOLDER  # noqa: E402

sys.path.append(str(RECOGNISE_FOLDER))

from gemba import paths  # noqa: E402
from gemba.errors import UserError  # noqa: E402
from gemba.imaging import recogniser_child  # noqa: E402
from gemba.imaging.decode import decode_outside  # noqa: E402
from gemba.imaging.recognising import NotRead, Recogniser  # noqa: E402
from gemba.model.recognised import Box  # noqa: E402
from gemba.rules.private_seen import SeenFind, find_seen  # noqa: E402
from gemba.services.pictures.recognition import is_extra_installed  # noqa: E402

SHARED = ROOT.parent / "shared" / "sample"
HUGGING = frozenset({"dom", "terminal-grid", "text-grid", "pdf-text"})
KINDS = ("name", "email", "phone", "card", "iban", "id")
FOUND_AIM, RIGHT_AIM = 90, 90
SLACK_PX = 2


@dataclass
class Tally:
    """Counts by kind, and what each picture cost."""

    listed: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    hugged: Counter[str] = field(default_factory=Counter)
    whole: Counter[str] = field(default_factory=Counter)
    proposed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    pictures: int = 0


def screens(folder: Path) -> list[tuple[Path, dict[str, object]]]:
    """Return every picture with the list of what is on it."""
    out = []
    for side in sorted([*folder.glob("teams/*/screens/*.json"), *folder.glob("awkward/*.json")]):
        picture = side.with_suffix("") if side.parent.name == "awkward" else side.with_suffix(".png")
        out.append((picture, json.loads(side.read_text(encoding="utf-8"))))
    return out


def listed(side: dict[str, object]) -> list[tuple[str, str, Box]]:
    items = side["pii"]
    assert isinstance(items, list)
    return [
        (one["kind"], one["source"], (one["x"], one["y"], one["x"] + one["w"], one["y"] + one["h"])) for one in items
    ]


def together(one: Box, other: Box) -> bool:
    """Say whether two boxes share at least half of the smaller one."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return wide > 0 and high > 0 and smaller > 0 and wide * high >= smaller / 2


def judge(tally: Tally, items: list[tuple[str, str, Box]], finds: tuple[SeenFind, ...]) -> None:
    for kind, source, box in items:
        tally.listed[kind] += 1
        hits = [find.rect_px for find in finds if find.kind.value == kind and together(find.rect_px, box)]
        tally.found[kind] += bool(hits)
        if source in HUGGING and hits:
            tally.hugged[kind] += 1
            tally.whole[kind] += any(hit[0] <= box[0] + SLACK_PX and hit[2] >= box[2] - SLACK_PX for hit in hits)
    for find in finds:
        tally.proposed[find.kind.value] += 1
        tally.right[find.kind.value] += any(together(find.rect_px, box) for _, _, box in items)


def cpu_of(reader: Recogniser) -> float:
    """Return the processor seconds of the child so far; 0 where the system does not tell."""
    child = reader._child
    try:
        fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="ascii").split(")")[1].split()  # type: ignore[union-attr]
    except (OSError, AttributeError, IndexError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / 100


def read_all(folder: Path, reader: Recogniser) -> tuple[Tally, int]:
    found = screens(folder)
    names = tuple(
        sorted({one["text"] for _, side in found for one in side["pii"] if one["kind"] == "name"})  # type: ignore[attr-defined]
    )
    tally, peak = Tally(), 0
    for picture, side in found:
        frame = decode_outside(picture.read_bytes(), name=picture.name).frame
        reader.begin()
        before, began = cpu_of(reader), time.perf_counter()
        try:
            lines = reader.read(frame)
        except NotRead as problem:
            print(f"{picture.name}: not read, {problem.why}")
            lines = ()
        tally.pictures += 1
        if frame.size == (1920, 1080):
            tally.seconds.append(time.perf_counter() - began)
            tally.cpu.append(cpu_of(reader) - before)
        peak = max(peak, peak_kb(reader))
        judge(tally, listed(side), find_seen(lines, names))
    return tally, peak


def peak_kb(reader: Recogniser) -> int:
    child = reader._child
    try:
        text = Path(f"/proc/{child.pid}/status").read_text(encoding="ascii")  # type: ignore[union-attr]
    except (OSError, AttributeError):
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("VmHWM")), 0)


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "none"


def main() -> int:
    if not is_extra_installed():
        print("The extra is not here: python3 dev.py bench bench_recognise puts it aside for this bench.")
        return 3
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED if SHARED.is_dir() else paths.sample()
    reader = Recogniser()
    try:
        tally, peak = read_all(folder, reader)
        print(f"engine: {reader.engine}, process limited to {recogniser_child.MEMORY_BYTES >> 20} MB of addresses")
    except UserError as problem:
        print(problem.sentence)
        return 1
    finally:
        reader.close()
    print(f"pictures: {tally.pictures} of {folder.name}")
    for kind in (*(one for one in KINDS if tally.listed[one] or tally.proposed[one]),):
        print(f"{kind} found: {share(tally.found[kind], tally.listed[kind])} (aim {FOUND_AIM} %)")
        if tally.hugged[kind]:
            print(f"{kind} covered from end to end, of those found: {share(tally.whole[kind], tally.hugged[kind])}")
        print(f"{kind} proposals right: {share(tally.right[kind], tally.proposed[kind])} (aim {RIGHT_AIM} %)")
    print(f"all found: {share(tally.found.total(), tally.listed.total())} (aim {FOUND_AIM} %)")
    print(f"all proposals right: {share(tally.right.total(), tally.proposed.total())} (aim {RIGHT_AIM} %)")
    print(f"processor time a 1080p picture: median {statistics.median(tally.cpu):.1f} s, most {max(tally.cpu):.1f} s")
    print(f"waited for a 1080p picture: median {statistics.median(tally.seconds):.1f} s, at the lowest priority")
    print(f"memory of the process at its most: {peak / 1024:.0f} MB")
    print(f"memory of this process at its most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
