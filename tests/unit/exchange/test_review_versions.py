"""X-01, X-04: versions put together in any order, doubled and cut up, give one result; nothing unseen is lost."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from hypothesis import given
from hypothesis import strategies as st

from gemba.exchange.review_bundle.versions import COMMENT, LIBRARY, Version, disagree, heads, next_counter, visible

PICTURE = "0" * 32


class Replica:
    """One person's copy: what it has seen, and what it does."""

    def __init__(self, hand: str) -> None:
        self.hand = hand
        self.seen: dict[str, Version] = {}
        self.made = 0

    def write(self, item: str, text: str | None) -> Version:
        states = [one for one in self.seen.values() if one.item == item]
        content = None if text is None else {"text": text, "parent": None}
        parents = tuple(one.id for one in heads(states))
        self.made += 1
        name = f"{self.hand}-{self.made}"
        new = Version(name, item, PICTURE, COMMENT, self.hand, next_counter(self.seen.values()), parents, content)
        self.seen[new.id] = new
        return new

    def take(self, versions: Iterable[Version]) -> None:
        self.seen |= {one.id: one for one in versions}


Steps = list[tuple[int, str, int, int]]
STEPS = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from(("add", "edit", "remove", "fetch")), st.integers(0, 9), st.integers(0, 3)
    ),
    max_size=40,
)


def history(steps: Steps) -> list[Replica]:
    """Let four people work: each writes in its own copy and now and then fetches another one's."""
    people = [Replica(f"hand{n}") for n in range(4)]
    for number, (who, what, which, other) in enumerate(steps):
        person = people[who]
        items = sorted({one.item for one in person.seen.values()})
        if what == "fetch":
            person.take(people[other].seen.values())
        elif what == "add" or not items:
            person.write(f"item{number}", f"words {number}")
        else:
            person.write(items[which % len(items)], None if what == "remove" else f"words {number}")
    return people


def texts(versions: Iterable[Version]) -> dict[str, list[str]]:
    return {item: [str((one.content or {})["text"]) for one in states] for item, states in visible(versions).items()}


@given(STEPS, st.randoms(use_true_random=False))
def test_x01_every_order_gives_one_result(steps: Steps, rng: random.Random) -> None:
    people = history(steps)
    results = []
    for _ in range(4):
        home: dict[str, Version] = {}
        order = people * 2
        rng.shuffle(order)
        for person in order:
            part = list(person.seen.values())
            rng.shuffle(part)
            home |= {one.id: one for one in part[: rng.randrange(len(part) + 1)]} | {one.id: one for one in part}
        shuffled = list(home.values())
        rng.shuffle(shuffled)
        results.append(list(visible(shuffled).items()))
    assert all(one == results[0] for one in results)


@given(STEPS)
def test_x01_nothing_is_lost_that_no_later_change_has_seen(steps: Steps) -> None:
    together = {key: one for person in history(steps) for key, one in person.seen.items()}
    shown = {one.id for states in visible(together.values()).values() for one in states}
    for one in together.values():
        overtaken = any(one.id in other.parents for other in together.values())
        if one.content is not None and not overtaken:
            assert one.id in shown


def lossy(versions: Iterable[Version]) -> set[str]:
    """The control: the newest by its counter wins, as clocks would have it."""
    newest: dict[str, Version] = {}
    for one in versions:
        newest[one.item] = max(newest.get(one.item, one), one, key=lambda v: v.dot)
    return {one.id for one in newest.values() if one.content is not None}


def test_x01_control_the_newest_wins_loses_words() -> None:
    first, second = Replica("hand1"), Replica("hand2")
    first.write("item", "words")
    second.take(first.seen.values())
    a, b = first.write("item", "one"), second.write("item", "two")
    together = [*first.seen.values(), *second.seen.values()]
    assert not {a.id, b.id} <= lossy(together)
    assert sorted(texts(together)["item"]) == ["one", "two"]
    assert disagree({one.id: one for one in together}.values())


def test_x05_a_change_survives_a_removal_it_did_not_see() -> None:
    first, second = Replica("hand1"), Replica("hand2")
    first.write("item", "words")
    second.take(first.seen.values())
    first.write("item", None)
    second.write("item", "better words")
    together = {**first.seen, **second.seen}.values()
    assert texts(together) == {"item": ["better words"]}
    assert disagree(together)
    first.take(second.seen.values())
    first.write("item", None)
    assert texts(first.seen.values()) == {} and not disagree(first.seen.values())


def test_an_answer_keeps_what_it_is_about() -> None:
    person = Replica("hand1")
    person.write("asked", "who?")
    answer = Version("a-1", "answer", PICTURE, COMMENT, "hand2", 5, (), {"text": "Bo", "parent": "asked"})
    person.take([answer])
    person.write("asked", None)
    assert texts(person.seen.values()) == {"asked": ["who?"], "answer": ["Bo"]}


def test_a_cover_gives_way_only_to_the_library() -> None:
    def version(
        name: str, hand: str, counter: int, parents: tuple[str, ...], content: dict[str, str] | None
    ) -> Version:
        return Version(name, "item", PICTURE, "mark", hand, counter, parents, content)

    cover = version("1", "hand1", 1, (), {"kind": "redaction"})
    taken: Callable[[str], Version] = lambda hand: version("2", hand, 2, ("1",), None)  # noqa: E731
    assert visible([cover, taken("hand2")]) == {"item": [cover]}
    assert visible([cover, taken(LIBRARY)]) == {}
