"""H-19: forty exceptions whose texts hold what a person wrote; none of it reaches log, report, terminal or stderr."""

from __future__ import annotations

import argparse
import base64
import io
import json
import logging
import sqlite3
import subprocess
import sys
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gemba import log, paths
from gemba.cli import _carry_out
from gemba.cli.call import Call
from gemba.cli.terminal import Terminal
from gemba.message import N_
from gemba.model.entities import Round
from gemba.model.library import Library
from gemba.model.operation import Operation

CANARY = "Frau Nguyen 4711 Kontonummer"


def _text_twice(library: Library) -> None:
    def body(op: Operation) -> None:
        op.add(Round(name=CANARY))
        op.flush()
        op.add(Round(name=CANARY))
        op.flush()

    library.run(N_("Add round"), body)


def _in_an_operation(library: Library) -> None:
    def body(_op: Operation) -> None:
        raise KeyError(CANARY)

    library.run(N_("Add round"), body)


def _sql(library: Library) -> None:
    library.maintain(lambda raw: raw.execute(f'SELECT "{CANARY}" FROM "{CANARY}"'))


def _sql_bound(library: Library) -> None:
    library.maintain(lambda raw: raw.execute("INSERT INTO round (id, name) VALUES (?, ?, ?)", [CANARY]))


def _paper_markup(_library: Library) -> None:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph

    Paragraph(f"<b>{CANARY}</i>", getSampleStyleSheet()["Normal"])


def _paper_too_small(_library: Library) -> None:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import KeepInFrame, Paragraph, SimpleDocTemplate

    block = KeepInFrame(10, 10, [Paragraph(f"{CANARY} " * 50, getSampleStyleSheet()["Normal"])], mode="error")
    SimpleDocTemplate(io.BytesIO(), title=CANARY).build([block])


def _picture(_library: Library) -> None:
    from PIL import Image

    Image.open(io.BytesIO(CANARY.encode()))


def _chained(_library: Library) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError as problem:
        raise RuntimeError(f"while reading {CANARY}") from problem


def _noted(_library: Library) -> None:
    problem = ValueError(CANARY)
    problem.add_note(f"the title was {CANARY}")
    raise problem


def _grouped(_library: Library) -> None:
    raise ExceptionGroup(CANARY, [ValueError(CANARY), KeyError(CANARY)])


def _raise(problem: Exception) -> Callable[[Library], None]:
    def act(_library: Library) -> None:
        raise problem

    return act


FORCED: list[Callable[[Library], object]] = [
    _text_twice,
    _in_an_operation,
    _sql,
    _sql_bound,
    _paper_markup,
    _paper_too_small,
    _picture,
    _chained,
    _noted,
    _grouped,
    lambda library: (library.folder / CANARY / "x").read_bytes(),
    lambda library: json.loads('{"title": "' + CANARY),
    lambda library: CANARY.encode("utf-16").decode("ascii"),
    lambda library: {}[CANARY],
    lambda library: int(CANARY),
    lambda library: subprocess.run([sys.executable, "-c", "raise SystemExit(1)", CANARY], check=True),
    _raise(zipfile.BadZipFile(f"File name in directory '{CANARY}' and header differ")),
    _raise(AssertionError(CANARY)),
    _raise(sqlite3.IntegrityError(f"UNIQUE constraint failed: {CANARY}")),
    _raise(PermissionError(13, "Permission denied", f"/home/an/{CANARY}.png")),
]


def hits(blob: bytes) -> int:
    """Count the canary in any of the forms in which text ends up in files."""
    raw = CANARY.encode()
    forms = [raw, CANARY.encode("utf-16-le"), raw.hex().encode(), base64.b64encode(raw)[:-4], raw.split()[1]]
    return sum(blob.count(form) for form in forms)


def force_all(library: Library, folder: Path, report: Callable[[Exception], object]) -> int:
    """Let every exception happen twice: as a command's bug, and as one that is logged on the way."""
    forced = 0
    for act in FORCED:
        call = Call(argparse.Namespace(run=lambda _call, act=act: act(library)), Terminal(), str)
        assert _carry_out(call) == 70, act
        log.configure(folder)
        try:
            act(library)
        except Exception as problem:
            report(problem)
            forced += 1
        finally:
            log.close()
        forced += 1
    return forced


def everything_written(folder: Path) -> bytes:
    return b"".join(path.read_bytes() + path.name.encode() for path in sorted(folder.rglob("*")) if path.is_file())


def test_h19_40_exceptions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("GEMBA_LOG", str(tmp_path / "log"))
    with Library.create(tmp_path / "visit.gemba") as library:
        forced = force_all(library, tmp_path / "log", lambda problem: log.LOGGER.exception("failed", exc_info=problem))
    shown = capfd.readouterr()
    written = everything_written(tmp_path / "log")
    found = hits(written), hits(shown.out.encode()), hits(shown.err.encode())
    print(
        f"\nH-19: {forced} forced exceptions, {found} hits in log and reports, stdout, stderr; {len(written)} bytes written"
    )
    assert forced == 40
    assert found == (0, 0, 0)
    assert len(list((tmp_path / "log").glob("bug-*.txt"))) == 20
    assert paths.user_log() == tmp_path / "log"


def test_h19_control_the_usual_way_of_logging_goes_red(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEMBA_LOG", str(tmp_path / "log"))
    usual = logging.getLogger("usual")
    handler = logging.FileHandler(tmp_path / "usual.log")
    usual.addHandler(handler)
    usual.propagate = False
    try:
        with Library.create(tmp_path / "visit.gemba") as library:
            force_all(
                library, tmp_path / "log", lambda problem: usual.error("".join(traceback.format_exception(problem)))
            )
    finally:
        usual.removeHandler(handler)
        handler.close()
    assert hits((tmp_path / "usual.log").read_bytes()) >= 20
