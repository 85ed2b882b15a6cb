#!/usr/bin/env python3
"""The one tool of this checkout: `python3 dev.py` lists what it does.

It needs nothing but Python 3.11 or newer: everything else it installs into `.venv` beside it. The work is
done in devtools/; this file stays readable for older Pythons, so that they get a sentence and no traceback.
"""

import os
import shutil
import sys

NEEDED = (3, 11)


def newer_python():
    # type: () -> str | None
    """Return a newer Python that stands ready under another name, or None."""
    for minor in range(20, NEEDED[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)  # noqa: UP031 - older Pythons read this line
        if found:
            return found
    return None


def main():
    # type: () -> int
    """Hand over to devtools, by way of a newer Python where this one is too old."""
    if sys.version_info < NEEDED:
        newer = newer_python()
        if newer is None:
            print("gemba needs Python 3.11 or newer, and this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031
            print("Install a newer one (python.org, `brew install python`, `apt install python3.11`) and call:")
            print("    python3.11 dev.py " + " ".join(sys.argv[1:]))
            return 3
        os.execv(newer, [newer, *sys.argv])
    from devtools.commands import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
