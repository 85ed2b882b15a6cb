"""Who begins says so, and others wait until it listens or is gone: processes of their own, as the lock is theirs."""

import errno
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gemba.ui.starting.claim import Claim, hand_over_or_claim
from gemba.ui.starting.single_instance import Listener

_HANG_S = 60
_BEGINS = """
import sys
from pathlib import Path
from gemba.ui.starting.claim import Claim
from gemba.ui.starting.single_instance import Listener
claim = Claim(Path(sys.argv[1]))
assert claim.take()
print("begins", flush=True)
if sys.stdin.readline().strip() == "listen":
    listener = Listener(Path(sys.argv[1]), lambda told: print(told["do"], flush=True))
    sys.stdin.readline()
    listener.close()
"""


@pytest.fixture
def beginner(empty_folder):
    """Another process that begins on the library and does not listen before it is told to."""
    process = subprocess.Popen(
        [sys.executable, "-c", _BEGINS, str(empty_folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "begins\n"
    yield process
    process.kill()
    process.communicate(timeout=_HANG_S)


def waiting_start(folder: Path) -> tuple[threading.Thread, list[bool], Claim]:
    """Begin a start that waits for another; its list says what became of it."""
    claim, handed = Claim(folder), []
    words = {"do": "front"}
    thread = threading.Thread(
        target=lambda: handed.append(hand_over_or_claim(folder, words, claim, patience_s=_HANG_S)), daemon=True
    )
    thread.start()
    return thread, handed, claim


def test_the_first_start_claims_and_lets_go(empty_folder):
    claim = Claim(empty_folder)
    assert hand_over_or_claim(empty_folder, {"do": "front"}, claim) is False
    assert Claim(empty_folder).take() is False
    claim.release()
    claim.release()
    other = Claim(empty_folder)
    assert other.take() is True
    other.release()


def test_a_second_start_waits_until_the_first_listens(empty_folder, beginner):
    thread, handed, _ = waiting_start(empty_folder)
    assert not handed
    beginner.stdin.write("listen\n")
    beginner.stdin.flush()
    assert beginner.stdout.readline() == "front\n"
    thread.join(_HANG_S)
    assert handed == [True]


def test_a_second_start_begins_where_the_first_one_dies(empty_folder, beginner):
    thread, handed, claim = waiting_start(empty_folder)
    assert not handed
    beginner.kill()
    thread.join(_HANG_S)
    assert handed == [False]
    assert Claim(empty_folder).take() is False, "the second one has the claim now"
    claim.release()


def test_a_first_start_that_hangs_is_not_waited_for_for_ever(empty_folder, beginner):
    claim = Claim(empty_folder)
    assert hand_over_or_claim(empty_folder, {"do": "front"}, claim, patience_s=0.1) is False


def test_a_window_that_stands_is_handed_over_to_and_the_claim_is_free_again(empty_folder):
    heard: list[object] = []
    listener = Listener(empty_folder, heard.append)
    assert hand_over_or_claim(empty_folder, {"do": "front"}, Claim(empty_folder)) is True
    listener.close()
    assert heard == [{"do": "front"}]
    claim = Claim(empty_folder)
    assert claim.take() is True
    claim.release()


@pytest.mark.skipif(sys.platform == "win32", reason="another lock")
def test_where_a_folder_knows_no_locks_nobody_waits(empty_folder, monkeypatch):
    """Some folders of a network answer every lock with an error."""
    import fcntl

    def refuse(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert hand_over_or_claim(empty_folder, {"do": "front"}, Claim(empty_folder)) is False
