"""D-15, H-16: the watch over the suite sees what it must see, and nothing else."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.audit import MODEL, ROOT, WATCH, NetworkRefused, is_exempt_creation

CREATE = "import os\nos.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))"
REOPEN = "import os\nos.close(os.open(path, os.O_RDWR))"


def run_as(filename: str, source: str, path: Path) -> None:
    exec(compile(source, filename, "exec"), {"path": str(path)})


@pytest.mark.parametrize("name", ["library.db", "library.db-wal", "library.db-shm"])
def test_d15_negative_control_an_opened_database_file_is_seen(tmp_path: Path, name: str) -> None:
    with WATCH.collecting() as seen:
        (tmp_path / name).write_bytes(b"x")
    assert len(seen) == 1
    assert "D-15" in seen[0] and name in seen[0]


def test_d15_sqlite_itself_passes(tmp_path: Path) -> None:
    with WATCH.collecting() as seen:
        connection = sqlite3.connect(tmp_path / "library.db")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE t (x)")
        connection.close()
    assert seen == []


def test_d15_other_files_pass(tmp_path: Path) -> None:
    with WATCH.collecting() as seen:
        (tmp_path / "library.db.txt").write_bytes(b"x")
    assert seen == []


def test_d15_the_exemption_is_the_exclusive_creation_in_the_model(tmp_path: Path) -> None:
    with WATCH.collecting() as seen:
        run_as(MODEL + "library.py", CREATE, tmp_path / "library.db")
    assert seen == []


def test_d15_the_exemption_does_not_cover_a_second_opening(tmp_path: Path) -> None:
    with WATCH.collecting() as seen:
        run_as(MODEL + "library.py", CREATE, tmp_path / "library.db")
        run_as(MODEL + "library.py", REOPEN, tmp_path / "library.db")
    assert len(seen) == 1


def test_d15_the_exemption_does_not_cover_other_rooms(tmp_path: Path) -> None:
    with WATCH.collecting() as seen:
        run_as(str(ROOT / "gemba" / "services" / "backup.py"), CREATE, tmp_path / "library.db")
    assert len(seen) == 1


def test_d15_exemption_needs_both_flags() -> None:
    assert not is_exempt_creation(MODEL + "library.py", os.O_CREAT)
    assert not is_exempt_creation(MODEL + "library.py", os.O_EXCL)
    assert not is_exempt_creation(MODEL + "library.py", None)


@pytest.mark.library_file_opener
def test_d15_the_marker_lifts_the_watch(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"x")


def test_d15_a_fork_inside_gemba_is_seen_and_one_elsewhere_is_not(tmp_path: Path) -> None:
    # In a child, because forking this process would run the rest of the suite twice.
    script = tmp_path / "forks.py"
    script.write_text(
        "import os, sys, tests.audit as audit\n"
        "def fork(filename):\n"
        "    source = 'import os\\nchild = os.fork()\\nif child == 0: os._exit(0)\\nos.waitpid(child, 0)'\n"
        "    exec(compile(source, filename, 'exec'), {})\n"
        "fork('elsewhere.py')\n"
        "assert audit.WATCH.drain() == []\n"
        "fork(audit.GEMBA + 'services/keeping/backup.py')\n"
        "assert audit.WATCH.drain() == ['D-15: gemba forked']\n",
        encoding="utf-8",
    )
    subprocess.run([sys.executable, str(script)], check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def test_h16_negative_control_a_name_lookup_is_refused() -> None:
    with WATCH.collecting() as seen, pytest.raises(NetworkRefused):
        socket.getaddrinfo("gemba.invalid", 80)
    assert len(seen) == 1


def test_h16_negative_control_a_connection_is_refused() -> None:
    with WATCH.collecting() as seen, socket.socket() as plug, pytest.raises(NetworkRefused):
        plug.connect(("192.0.2.1", 80))
    assert len(seen) == 1


def test_h16_loopback_passes() -> None:
    with WATCH.collecting() as seen, socket.socket() as server, socket.socket() as plug:
        server.bind(("127.0.0.1", 0))
        server.listen()
        plug.connect(server.getsockname())
    assert seen == []
