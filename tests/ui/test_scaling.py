"""At 100 to 300 %, in a window of 1024 x 640: nothing is cut, and every picture has the screen's own resolution."""

import json
import subprocess
import sys

import pytest

HANG_S = 1500


@pytest.mark.timeout(1800)  # against hanging only
@pytest.mark.parametrize("factor", ["1", "1.5", "2", "3"])
def test_nothing_is_cut_at_any_scale(sample_folder, factor):
    command = [sys.executable, "-m", "tests.ui.scaled_window", str(sample_folder), factor]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HANG_S, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["seen"] == 12
    assert "\n".join(told["wrong"]) == ""
