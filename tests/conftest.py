"""What holds for every test: no display, no leaked threads, a home of its own, and the watch of audit.py.

Long runs carry the marker `nightly` and are left out unless `dev.py nightly` asks for them. Hypothesis is
deterministic here (profile `ci`) and searches for real under `nightly`.
"""

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

# Before anything imports Qt: without a display, and without its complaint about the locale.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "C.UTF-8")

import hypothesis
import pytest

from tests.audit import WATCH
from tests.order import long_first
from tests.patience import HANG_GUARD_S, PatientBot

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, database=None, max_examples=60)
hypothesis.settings.register_profile("nightly", deadline=None, database=None, max_examples=5000, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

HOME_VARIABLES = ("HOME", "USERPROFILE")
XDG_FOLDERS = {
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
    "LOCALAPPDATA": "data",
    "APPDATA": "config",
}
GEMBA_VARIABLES = ("GEMBA_DATA", "GEMBA_CONFIG", "GEMBA_CACHE", "GEMBA_LOG", "GEMBA_LIBRARY")


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Keep what collecting leaves (modules and thousands of items) out of every later search for garbage.

    The tests of the window search after each test, and half their time went into walking over it. What a test makes
    itself comes later and is searched as ever.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what is long."""
    long_first(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Lift D-15 for tests that say why they must touch the database file themselves."""
    WATCH.allow_database_files = item.get_closest_marker("library_file_opener") is not None
    try:
        return (yield)
    finally:
        WATCH.allow_database_files = False


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> PatientBot:
    """Drive widgets as pytest-qt does, with hang guards in the place of its limits."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def nothing_forbidden(tmp_path: Path) -> Iterator[None]:
    """Fail the test during which a database file was opened by hand, or the network was asked for.

    The test's folder is asked for before everything else, and so taken away after all that may still write into it.
    """
    WATCH.drain()
    yield
    seen = WATCH.drain()
    if seen:
        pytest.fail("\n".join(seen), pytrace=False)


@pytest.fixture(autouse=True)
def no_leaked_threads(nothing_forbidden: None) -> Iterator[None]:
    """Fail the test that leaves a thread running; every library and job pool must be closed."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and not _foreign(thread)]
    for thread in left:
        thread.join(HANG_GUARD_S)
    alive = [thread.name for thread in left if thread.is_alive()]
    if alive:
        pytest.fail(f"threads still running after the test: {', '.join(alive)}", pytrace=False)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test an empty home folder, and no word from the person's own settings."""
    home = tmp_path_factory.mktemp("home")
    for variable in HOME_VARIABLES:
        monkeypatch.setenv(variable, str(home))
    for variable, name in XDG_FOLDERS.items():
        folder = home / name
        folder.mkdir(mode=0o700, exist_ok=True)
        monkeypatch.setenv(variable, str(folder))
    for variable in GEMBA_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    return home


def _foreign(thread: threading.Thread) -> bool:
    # Threads that Python did not start (Qt's pool) show up under this name and end with their pool.
    return isinstance(thread, threading._DummyThread)
