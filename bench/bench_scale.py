"""A library of 100,000 tickets and 300,000 observations: open, first page, next page, search. Asserts nothing.

``--full`` measures 1,000,000 tickets (and 3,000,000 observations) as well and prints how much slower that is. The
seeding here writes rows in bulk, past operations and history, which nothing in gemba itself may do.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from gemba.model import digest, search
from gemba.model.ids import new_id
from gemba.model.library import Library
from gemba.model.values import Criterion

SEED = 20261110
WORDS = (
    "refund order agent copies sheet help desk back office approval queue template board chart number customer waits"
    " finance list mail report nobody reads settlement scan slip amount field form export team lead call morning"
).split()
CHINESE = "订单 错误 客服 复制 表格 工单 退款 审批 等待 看板 报表 无人 阅读 客户 电话".split()
VIETNAMESE = "khách hàng chờ hoàn tiền đơn lỗi duyệt bảng báo cáo không ai đọc quyền xem".split()
RUNS = 200


def sentences(draw: random.Random) -> list[str]:
    """Return enough different sentences, half of them English, a quarter each Chinese and Vietnamese."""
    pools = ((WORDS, " "), (WORDS, " "), (CHINESE, ""), (VIETNAMESE, " "))
    chosen = (pools[number % 4] for number in range(8_000))
    return [gap.join(draw.choices(pool, k=draw.randint(8, 20))) for pool, gap in chosen]


TEXTS = sentences(random.Random(SEED))


def seed(folder: Path, tickets: int) -> Library:
    """Make a library of so many tickets, three observations each, past every operation."""
    library = Library.create(folder)
    started = time.perf_counter()
    library.maintain(lambda raw: fill(raw, tickets))
    print(f"seeded {tickets:,} tickets in {time.perf_counter() - started:.0f} s")
    return library


def fill(raw: sqlite3.Connection, tickets: int) -> None:
    draw = random.Random(SEED)
    # Half the seeding's time would go into a cache that is too small and into triggers that have nothing to clear.
    raw.execute("PRAGMA cache_size=-1000000")
    later = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    raw.execute("BEGIN IMMEDIATE")
    for name, _ in later:
        raw.execute(f"DROP TRIGGER {name}")
    round_id, team_id = new_id(), new_id()
    insert(raw, "round", [{"id": round_id, "name": "Round"}])
    team = {"code": "T1", "place": "", "time_zone": "", "language": "en", "name": "Refunds", "department_id": None}
    insert(raw, "team", [{"id": team_id, **team, "people": None}])
    sessions = [new_id() for _ in range(max(20, tickets // 200))]
    insert(raw, "session", (a_session(key, n, round_id, team_id) for n, key in enumerate(sessions, 1)))
    insert(raw, "observation", (an_observation(draw, n, sessions) for n in range(tickets * 3)))
    keys = [new_id() for _ in range(tickets)]
    insert(raw, "ticket", (a_ticket(draw, n, key, round_id) for n, key in enumerate(keys, 1)))
    insert(raw, "ticket_team", (part(key, name=f"Team {n}", team_id=None) for key in keys for n in range(2)))
    insert(raw, "ticket_approval", (part(key, body="Finance", role="", typical_days=2.0) for key in keys))
    raw.execute("INSERT INTO gate_revision (ticket_id, revision, judged) SELECT id, 1, 1 FROM ticket")
    for criterion in Criterion:
        raw.execute(
            "INSERT INTO verdict SELECT ticket_id, ?, 1, 'stands', '', revision FROM gate_revision", (criterion.value,)
        )
    for _, sql in later:
        raw.execute(sql)
    search.rebuild(raw)
    digest.rebuild(raw)
    raw.execute("COMMIT")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def insert(raw: sqlite3.Connection, table: str, rows: list[dict[str, object]] | Iterator[dict[str, object]]) -> None:
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(f":{name}" for name in columns)
    raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def at(minutes: int) -> str:
    day, rest = divmod(minutes, 1440)
    return f"2026-{1 + day // 28 % 12:02d}-{1 + day % 28:02d}T{rest // 60:02d}:{rest % 60:02d}:00.000000Z+01:00"


def a_session(key: str, number: int, round_id: str, team_id: str) -> dict[str, object]:
    text = dict.fromkeys(("charter", "facilitator_role", "consent_words", "place", "language", "source_id"), "")
    empty = dict.fromkeys(("planned_minutes", "started", "ended"))
    return {
        **text,
        **empty,
        "id": key,
        "number": number,
        "round_id": round_id,
        "team_id": team_id,
        "date": "2026-11-10",
    }


def an_observation(draw: random.Random, number: int, sessions: list[str]) -> dict[str, object]:
    text = dict.fromkeys(("speaker", "language", "original", "original_language"), "")
    empty = dict.fromkeys(
        ("elicitation", "waste", "debate_minutes", "severity_actual", "severity_potential", "problem_id")
    )
    return {
        **text,
        **empty,
        "id": new_id(),
        "session_id": sessions[number % len(sessions)],
        "kind": "fact",
        "text": draw.choice(TEXTS),
        "at": at(number // 10),
        "source_id": f"T1-{number}",
        "seen_as": "live" if number % 3 else None,
        "frame": "unstated",
        "simulated": 0,
    }


def a_ticket(draw: random.Random, number: int, key: str, round_id: str) -> dict[str, object]:
    written = ("problem_where", "problem_expected", "problem_happened", "fix", "arithmetic")
    return {
        **{name: draw.choice(TEXTS) for name in written},
        **dict.fromkeys(("state_reason", "owner", "frame_words"), ""),
        **dict.fromkeys(("problem_id", "owner_person_id", "seen_k", "looked_at_n", "fix_kind", "why_missed")),
        **dict.fromkeys(("approvals_asked", "experience_only", "reassignments"), 0),
        "id": key,
        "number": number,
        "title": draw.choice(TEXTS)[:120],
        "created": at(number),
        "changed": at(number),
        "source_id": f"A{number}",
        "round_id": round_id,
        "state": ("draft", "actionable", "parked")[number % 3],
        "money_low": "9000",
        "money_likely": "14000",
        "money_high": "21000",
        "currency": "EUR",
        "money_per": "year",
        "effort_low": "4",
        "effort_likely": "7",
        "effort_high": "12",
        "owner_team": "Refunds",
        "frame": "random",
        "missing_references": "[]",
    }


def part(ticket_id: str, **fields: object) -> dict[str, object]:
    return {"id": new_id(), "ticket_id": ticket_id, "position": 1, **fields}


def milliseconds(work: Callable[[int], object], runs: int = RUNS) -> tuple[float, float]:
    """Return the median and the 95th percentile of so many runs."""
    taken = []
    for run in range(runs):
        started = time.perf_counter()
        work(run)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


OPEN = """
import time; started = time.perf_counter()
from pathlib import Path
from gemba.model.library import Library
with Library.open(Path({folder!r})) as library:
    library.queries.ticket_page(limit=50)
    print(time.perf_counter() - started)
"""


def measure(library: Library, tickets: int) -> dict[str, float]:
    """Measure one library, print every figure with its aim and return the medians."""
    queries = library.queries
    common, rare = ["refund", "订单", "hoan tien", "approval queue"], ["错", "đơn lỗi", "settlement scan"]
    opened = [
        float(subprocess.check_output([sys.executable, "-c", OPEN.format(folder=str(library.folder))]))
        for _ in range(5)
    ]
    middle = queries.ticket_page(limit=1, after=(tickets // 2, ""))[0]
    figures = {
        "open and first list, s": (statistics.median(opened), max(opened)),
        "first page of 100, ms": milliseconds(lambda _: queries.ticket_page(limit=100)),
        "page in the middle, ms": milliseconds(
            lambda _: queries.ticket_page(limit=100, after=(middle.number, middle.id))
        ),
        "newest first, ms": milliseconds(lambda _: queries.ticket_page(limit=100, newest_first=True)),
        "observations of a page, ms": milliseconds(lambda _: queries.observations(limit=100)),
        "search, common words, ms": milliseconds(lambda run: queries.search(common[run % len(common)])),
        "search, other words, ms": milliseconds(lambda run: queries.search(rare[run % len(rare)])),
        "unjudged tickets, ms": milliseconds(lambda _: queries.unjudged_tickets()),
    }
    aims = dict.fromkeys(figures, 10.0) | {"open and first list, s": 1.0}
    aims |= {name: 20.0 for name in figures if name.startswith("search")}
    for name, (middle_value, high) in figures.items():
        print(f"{tickets:,} tickets, {name}: p50 {middle_value:.2f}, p95 {high:.2f} (aim {aims[name]:g})", flush=True)
    started = time.perf_counter()
    wrong = digest.verify(queries.reader.connection)
    print(f"{tickets:,} tickets, digests of every row: {time.perf_counter() - started:.1f} s, {len(wrong)} wrong")
    return {name: found[0] for name, found in figures.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="measure 1,000,000 tickets too")
    parser.add_argument("--tickets", type=int, default=100_000)
    chosen = parser.parse_args()
    results = []
    with tempfile.TemporaryDirectory(prefix="gemba-bench-") as folder:
        for tickets in (chosen.tickets, *((chosen.tickets * 10,) if chosen.full else ())):
            with seed(Path(folder) / f"{tickets}.gemba", tickets) as library:
                results.append(measure(library, tickets))
    if len(results) == 2:
        for name, value in results[0].items():
            print(f"ten times the rows, {name.rsplit(',', 1)[0]}: {results[1][name] / value:.2f} x (aim 2 x)")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB; {RUNS} runs each")


if __name__ == "__main__":
    main()
