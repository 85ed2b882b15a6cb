"""Start the command line with `python -m gemba`.

It must not know any room: the command line decides what to import, and when.
"""

import sys


def run() -> int:
    """Run the command line on `sys.argv`; return its exit code."""
    from gemba.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
