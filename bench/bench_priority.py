"""How long a ranking takes: 100, 1,000 and 100,000 tickets. Prints, asserts nothing."""

from __future__ import annotations

import random
import resource
import time
from decimal import Decimal

from gemba.model.ticket_facts import TicketFacts
from gemba.model.values import MoneyFacts, RangeText
from gemba.rules.priority import rank


def ticket(number: int, draw: random.Random) -> TicketFacts:
    money, days = draw.lognormvariate(9, 1), draw.lognormvariate(1, 0.8)
    amounts = RangeText(*(f"{money * factor:.0f}" for factor in (0.6, 1, 1.7)))
    efforts = RangeText(*(f"{days * factor + 0.1:.2f}" for factor in (0.6, 1, 1.7)))
    return TicketFacts(number, f"ticket {number}", money=MoneyFacts(amounts, "EUR", "year", "x"), effort=efforts)


def main() -> None:
    draw = random.Random(1)
    for count, aim in ((100, 1.0), (1_000, 5.0), (100_000, 60.0)):
        tickets = [ticket(number, draw) for number in range(1, count + 1)]
        started = time.perf_counter()
        ranking = rank(tickets, rates={"CNY": Decimal("0.128")}, house_currency="EUR")
        print(f"rank {count:,} tickets: {time.perf_counter() - started:.2f} s (aim {aim:g}), {ranking.samples} samples")
        print("   ", ranking.rows[2].why)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
