"""What the real window has loaded once it stands painted and quiet: nothing of writing, paper, pictures or Babel.

Nor has PySide6 made the classes of everything that a widget might be, which it does to find a class for one that
Python did not make (docs/adr/0036).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HANG_S = 120
#: heavy, and needed by no list: the store's writing, paper, pictures, languages' tables, OpenSSL
NOT_AT_START = ("sqlalchemy", "alembic", "reportlab", "PIL", "isal", "babel", "rapidfuzz", "numpy", "hashlib")
#: made by that search only: nobody here has a use for one of them
NOBODY_ASKS_FOR = ("QMdiArea", "QWizardPage", "QLCDNumber", "QUndoView")

_PROGRAM = """
import gc, json, sys
from pathlib import Path
from gemba.cli import only_the_window
folder, planted = Path(sys.argv[1]), sys.argv[2]
only_the_window(["--library", str(folder), "gui"])
from gemba.ui.starting.start import Claim, hand_over_or_claim
claim = Claim(folder)
hand_over_or_claim(folder, {"do": "front"}, claim)
from gemba.ui.application import qt_application
from gemba.ui.starting.beginning import Beginning
from PySide6.QtCore import QTimer
exec(planted)
beginning = Beginning(qt_application(), language="en", appearance="light")
beginning.try_open(folder)
application = beginning.application
stood = []
def complete():
    stood.append(application.windows[0].place_name)
    timer.start()
def look():
    # Quiet: the palette is made, which comes last, and nothing is being read or written any more.
    if application.jobs.busy or application.windows[0].commands.palette is None:
        return
    timer.stop()
    classes = [one.__name__ for one in gc.get_objects() if isinstance(one, type)]
    print(json.dumps({"modules": sorted(sys.modules), "classes": classes, "stood": stood}))
    beginning.qt.quit()
timer = QTimer(interval=50)
timer.timeout.connect(look)
application.complete.connect(complete)
beginning.qt.exec()
beginning.close()
"""


def heavy_at_start(folder: Path, planted: str = "") -> list[str]:
    """Return what is there and needed by nobody; ``planted`` is done before the window is made."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(folder), planted],
        capture_output=True,
        text=True,
        timeout=HANG_S,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["stood"] == ["today"], "no place came to stand: nothing is proved"
    modules, classes = set(said["modules"]), set(said["classes"])
    assert "QListView" in classes, "no class of Qt is seen: nothing is proved"
    return [name for name in NOT_AT_START if name in modules] + [one for one in NOBODY_ASKS_FOR if one in classes]


def test_a_window_on_the_sample_stands_without_what_only_writing_needs(sample_folder: Path) -> None:
    assert heavy_at_start(sample_folder) == []


def test_a_window_on_an_empty_library_too(empty_folder: Path) -> None:
    assert heavy_at_start(empty_folder) == []


@pytest.mark.parametrize("planted", ["sqlalchemy", "babel"])
def test_one_that_is_loaded_is_seen(empty_folder: Path, planted: str) -> None:
    assert planted in heavy_at_start(empty_folder, f"import {planted}")


def test_a_search_through_every_widget_class_is_seen(empty_folder: Path) -> None:
    a_viewport = "qt_application(); from PySide6.QtWidgets import QScrollArea; QScrollArea().viewport()"
    assert set(heavy_at_start(empty_folder, a_viewport)) == set(NOBODY_ASKS_FOR)
