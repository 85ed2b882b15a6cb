"""How well and how fast same-problem candidates are found. Prints, asserts nothing.

Quality: pairs within a language, on the notes of the sample (truth.json; either_way is left out) and on the notes
written for the tests. Speed: 10,000 texts made from all of them, clustered, and one against all.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from itertools import combinations
from pathlib import Path

from gemba.rules.likeness import Index
from gemba.rules.words import script_of

ROOT = Path(__file__).resolve().parents[1]
LINE = re.compile(r"(\d\d)[:：](\d\d) [\[【]([^\]】]+)[\]】] (.*)")


def sample_notes(pack: Path) -> dict[str, str]:
    found = {}
    for path in sorted(pack.glob("teams/*/notes.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := LINE.match(line):
                found[f"{path.parent.name}-{match[1]}{match[2]}"] = match[4]
    return found


def more_notes() -> tuple[dict[str, str], dict[str, str]]:
    rows = (ROOT / "tests/unit/rules/more_notes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    parted = [row.split("\t") for row in rows]
    return {row[0]: row[2] for row in parted}, {row[0]: row[1] for row in parted if row[1] != "-"}


def quality(
    title: str, notes: dict[str, str], group_of: dict[str, str], free: set[frozenset[str]], *, show: bool
) -> None:
    scripts = {name: script_of(text) for name, text in notes.items()}
    wanted = {
        frozenset(pair)
        for pair in combinations(group_of, 2)
        if group_of[pair[0]] == group_of[pair[1]] and scripts[pair[0]] == scripts[pair[1]]
    } - free
    index = Index(notes.items())
    found = {frozenset(pair) for cluster in index.clusters() for pair in combinations(cluster.members, 2)} - free
    right = found & wanted
    ranks = []
    for name in {name for pair in wanted for name in pair}:
        like = [hit.id for hit in index.similar(notes[name], but=name)]
        partners = {other for pair in wanted if name in pair for other in pair if other != name}
        ranks.append(any(one in partners for one in like[:1]))
    for script in ("latin", "han", "vietnamese"):
        mine = {pair for pair in wanted if scripts[min(pair)] == script}
        theirs = {pair for pair in found if scripts[min(pair)] == script}
        print(f"  {script}: recall {len(mine & theirs)}/{len(mine)}, precision {len(mine & theirs)}/{len(theirs)}")
    print(
        f"{title}: pair recall {len(right) / max(1, len(wanted)):.2f}, precision {len(right) / max(1, len(found)):.2f}, "
        f"first hit right {sum(ranks) / max(1, len(ranks)):.2f} of {len(ranks)}"
    )
    if show:
        scores = {(name, hit.id): hit.score for name in notes for hit in index.similar(notes[name], 40, but=name)}
        for pair in sorted(wanted - found, key=sorted):
            print("    missed", *sorted(pair), scores.get(tuple(sorted(pair)), 0))
        for pair in sorted(found - wanted, key=sorted):
            print("    wrong ", *sorted(pair), scores.get(tuple(sorted(pair)), 0))


def speed(notes: dict[str, str]) -> None:
    draw = random.Random(2)
    texts = list(notes.values())
    words = [word for text in texts for word in text.split()]
    many = [(str(at), f"{draw.choice(texts)} {' '.join(draw.sample(words, 6))} {at}") for at in range(10_000)]
    started = time.perf_counter()
    index = Index(many)
    built = time.perf_counter()
    clusters = index.clusters(0.7)
    done = time.perf_counter()
    print(f"10,000 texts: index {built - started:.2f} s, clusters {done - built:.2f} s ({len(clusters)}) (aim 0.5)")
    started = time.perf_counter()
    for text in texts[:50]:
        index.similar(text)
    print(f"one against 10,000: {(time.perf_counter() - started) / 50 * 1000:.1f} ms (aim 5)")


def main(pack: Path, *, show: bool) -> None:
    notes = sample_notes(pack)
    truth = json.loads((pack / "truth.json").read_text(encoding="utf-8"))
    groups = {group["group"]: group["notes"] for group in truth["duplicate_groups"]}
    group_of = {note: name for name, members in groups.items() for note in members}
    free = {frozenset((one["note"], member)) for one in truth["either_way"] for member in groups[one["group"]]}
    quality("sample", notes, group_of, free, show=show)
    hard = {frozenset((one["a"], one["b"])) for one in truth["hard_negatives"]}
    found = [frozenset(pair) for one in Index(notes.items()).clusters() for pair in combinations(one.members, 2)]
    print(f"hard negatives clustered: {sum(pair in hard for pair in found)} (aim 0)")
    more, more_groups = more_notes()
    quality("more notes", more, more_groups, set(), show=show)
    quality("both", notes | more, group_of | more_groups, free, show=show)
    speed(notes | more)


if __name__ == "__main__":
    main(ROOT / "resources/sample", show="--show" in sys.argv)
