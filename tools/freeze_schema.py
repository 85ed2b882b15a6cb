"""Write today's schema out as the SQL of a revision: `python -m tools.freeze_schema 0001_first`.

It makes the seeded library of tests/databases anew as well. Only for a revision that was never released. A released one is history; the next change gets a revision of its own.
"""

import subprocess
import sys
from pathlib import Path

from gemba.model import schema

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = Path(schema.__file__).parent / "migrations" / "versions"
HEAD = "-- The schema as released. Written by tools/freeze_schema.py; once released, it is never changed.\n"


def main(name: str) -> None:
    """Write versions/NAME.sql."""
    body = "".join(f"\n{tidy(statement)};\n" for statement in schema.statements())
    (VERSIONS / f"{name}.sql").write_text(HEAD + body, encoding="utf-8")
    # In a process of its own, so that it reads the file just written.
    subprocess.run([sys.executable, "-m", "tests.databases.make"], cwd=ROOT, check=True)


def tidy(statement: str) -> str:
    """Return a statement without trailing white space, tabs and its last semicolon."""
    lines = (line.rstrip().replace("\t", "    ") for line in statement.strip().rstrip(";").splitlines())
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1])
