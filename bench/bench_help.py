"""How long `gemba --help` and the lists of a library take, from the command to the end of its process.

Prints the median of several starts, with a bare Python start beside it: what is left is ours. Asserts nothing.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gemba import paths
from gemba.app import create_library, open_app

ROUNDS = 15
HELP_AIM_MS = 150


def median_ms(*command: str, environment: dict[str, str] | None = None) -> float:
    """Return the median time of a command in milliseconds, after one start that warms the disk."""
    times: list[float] = []
    for number in range(ROUNDS + 1):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True, env=environment)
        if number:
            times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    print(f"python -c pass: {median_ms('-c', 'pass'):.0f} ms (floor)")
    print(f"gemba --help: {median_ms('-m', 'gemba', '--help'):.0f} ms (<= {HELP_AIM_MS} ms)")
    with tempfile.TemporaryDirectory(prefix="gemba-bench-") as folder:
        library = Path(folder) / "bench.gemba"
        create_library(library)
        with open_app(library, writes=True) as app:
            app.importing.import_pack(paths.sample())
        environment = {**os.environ, "GEMBA_LIBRARY": str(library), "GEMBA_LOG": folder}
        for command in ("sessions", "observations", "tickets"):
            taken = median_ms("-m", "gemba", command, "--json", environment=environment)
            print(f"gemba {command}: {taken:.0f} ms (no aim)")


if __name__ == "__main__":
    main()
