"""How much of the sample's personal data the finder finds, and what it takes that is none. Prints, asserts nothing.

Recall: every text of the picture sidecars, alone and inside a sentence. Precision: the notes, tickets, calls, plan
and chat of the sample, where everything found besides names is printed to be looked at.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from gemba.rules.private import find

SENTENCES = ("{}", "please call {} today, order LW-408328", "客户{}，请回电", "({});")


def main(pack: Path) -> None:
    seen, found = Counter[str](), Counter[str]()
    entries = [entry for path in sorted(pack.rglob("*.json")) for entry in _entries(path)]
    names = tuple(sorted({entry["text"] for entry in entries if entry["kind"] == "name"}))
    for entry in entries:
        for sentence in SENTENCES:
            hits = find(sentence.format(entry["text"]), names)
            seen[entry["kind"]] += 1
            hit = any(one.kind == entry["kind"] and one.text == entry["text"] for one in hits)
            found[entry["kind"]] += hit
            if not hit:
                print("missed:", sentence.format(entry["text"]), [one.text for one in hits])
    for kind in sorted(seen):
        print(f"recall {kind}: {found[kind] / seen[kind]:.3f} of {seen[kind]} (aim 1.000)")
    size, spent = 0, 0.0
    for path in sorted([*pack.glob("*.csv"), *pack.glob("chat.txt"), *pack.glob("teams/*/notes.md")]):
        text = path.read_text(encoding="utf-8")
        size += len(text)
        print(f"{path.relative_to(pack)}:", [hit.text for hit in find(text, names) if hit.kind != "name"])
        started = time.perf_counter()
        for line in text.splitlines():
            find(line, names)
        spent += time.perf_counter() - started
    print(f"speed: {size / spent / 1e6:.2f} million characters a second, line by line")


def _entries(path: Path) -> list[dict[str, str]]:
    read = json.loads(path.read_text(encoding="utf-8"))
    return read.get("pii", []) if isinstance(read, dict) else []


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("resources/sample"))
