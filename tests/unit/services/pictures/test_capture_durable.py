"""D-07 through the service: a picture whose call returned is whole after a kill, at whatever moment the kill comes."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from gemba.app import create_library, open_app

KILLS = 4
ADDER = """
import sys
from pathlib import Path
from gemba.app import open_app
from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png

with open_app(Path(sys.argv[1]), writes=True) as app:
    # The first one loads everything; kills come while the others are taken.
    app.captures.add_bytes(encode_png(Frame(2, 1, b"abcdef")), name="first.png")
    print("ready", flush=True)
    for number in range(int(sys.argv[2]), 10_000):
        pixels = number.to_bytes(3, "big") * 300
        row = app.captures.add_bytes(encode_png(Frame(20, 15, pixels)), name=f"{number}.png")
        print(row.id, number, flush=True)
"""


def test_d07_no_picture_is_lost_after_its_call_returned(tmp_path: Path) -> None:
    library = tmp_path / "one.gemba"
    create_library(library)
    rng = random.Random(20261121)
    told: list[tuple[str, int]] = []
    for turn in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-c", ADDER, str(library), str(turn * 1000)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        first = child.stdout.readline()  # however slow the machine is, something was taken before the kill
        time.sleep(rng.uniform(0.0, 0.7))
        child.kill()
        out = first + child.communicate()[0]
        told += [(line.split()[0], int(line.split()[1])) for line in out.splitlines() if len(line.split()) == 2]
    assert told
    with open_app(library) as app:
        kept = {row.id: row for row in app.captures.all()}
        queries, vault = app.library.queries, app.library.vault
        for capture_id, number in told:
            assert kept[capture_id].file_name == f"{number}.png"
            assert vault.get(queries.original_of(capture_id))[:4] == b"\x89PNG"
            assert app.captures.preview(capture_id).picture.size == (20, 15)
        # What the kill caught between the file and its row is a left-over, never a row without its picture.
        assert all(vault.exists(queries.frame_of(row.id)) for row in kept.values())
