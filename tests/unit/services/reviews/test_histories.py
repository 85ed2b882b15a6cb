"""X-01, X-03, X-04: random reviews come home to two libraries in other orders, doubled and late, under wrong clocks."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gemba.app import App
from gemba.errors import UserError
from gemba.exchange.review_bundle.bundle import ReviewBundle
from gemba.exchange.review_bundle.versions import Version, visible
from gemba.model.annotation import Mark, MarkKind
from gemba.model.moment import Moment
from gemba.model.stored import wall_clock
from gemba.services.reviews.elsewhere import Review
from tests.redaction import export_pairs
from tests.sample_library import copy_of
from tests.unit.services.reviews.test_reviews import copied, state


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A closed library and the bundle that went out of it."""
    folder = tmp_path_factory.mktemp("sent")
    library = export_pairs.build(folder / "one.gemba")
    with export_pairs.opened(library) as app:
        return library, app.reviews.export(folder / "visit.gemba-review", session="S1").path


def work(path: Path, rng: random.Random, name: str, *, years: int = 0) -> None:
    """Let one reviewer do a few random things in one sitting and save."""

    def clock() -> Moment:
        return Moment(wall_clock().utc + timedelta(days=365 * years))

    with Review.open(path, author=name, drafts=path.parent / f"drafts {name}", clock=clock) as review:
        picture = review.pictures()[0].id
        for number in range(rng.randrange(1, 5)):
            own = [row for row in review.comments(picture) if row.bundle_id]
            marks = review.marks(picture)
            match rng.randrange(6):
                case 0 if own:
                    item = rng.choice([row.id for row in own if not row.beside_id] or [own[0].id])
                    words = f"{name} better {rng.random()}"
                    attempt(review, picture, item, lambda item=item, words=words: review.edit(item, words))
                case 1 if marks:
                    review.remove(rng.choice(marks).item)
                case 2 if own:
                    review.reply(rng.choice(own).id, f"{name} answers {rng.random()}")
                case 3:
                    spot = (float(rng.randrange(100)), float(rng.randrange(60)))
                    review.add_mark(picture, Mark("", MarkKind.BOX, (spot, (spot[0] + 20, spot[1] + 20))))
                case 4 if own and len(own) > 2:
                    item = rng.choice([row.id for row in own if not row.beside_id])
                    attempt(review, picture, item, lambda item=item: review.remove(item))
                case _:
                    review.comment(picture, f"{name} says {number} {rng.random()}")
        review.save()


def attempt(review: Review, picture: str, item: str, do: Callable[[], object]) -> None:
    """Do something to a comment; only one that is gone but for its answers may refuse, says so, and stays as it was."""
    before = review.comments(picture)
    try:
        do()
    except UserError as problem:
        assert "stays in sight because somebody answered it" in problem.sentence.template
        assert any(row.parent_id == item for row in before)
        assert review.comments(picture) == before


def reviews_of(bundle: Path, folder: Path, rng: random.Random) -> list[Path]:
    """Return files of three reviewers, some of whom went on in another's file; old states of them are among them."""
    files: list[Path] = []
    for number, name in enumerate(("Anke", "Bo", "Cem")):
        start = rng.choice([bundle, *files])
        path = folder / f"{number}.gemba-review"
        path.write_bytes(start.read_bytes())
        for sitting in range(rng.randrange(1, 4)):
            work(path, rng, name)
            files.append(copied(path, f"{number}-{sitting}.gemba-review"))
    return files


def histories(sent: tuple[Path, Path], tmp_path: Path, seeds: range) -> tuple[int, int, int]:
    """Return how many histories were run, how many ended differently, how many words were lost."""
    different = lost = 0
    for seed in seeds:
        rng, folder = random.Random(seed), tmp_path / str(seed)
        folder.mkdir()
        files = reviews_of(sent[1], folder, rng)
        results = []
        for name in ("left", "right"):
            order = [*files, *rng.sample(files, len(files) // 2)]
            rng.shuffle(order)
            with export_pairs.opened(copy_of(sent[0], folder / f"{name}.gemba")) as app:
                for path in order:
                    app.reviews.merge(path)
                results.append(state(app))
                lost += _lost(app, files)
        different += results[0] != results[1]
    return len(seeds), different, lost


def _lost(app: App, files: list[Path]) -> int:
    """Count the words that show in a newest file and were overtaken by nobody, but are not in the library."""
    here = {row.text for row in app.library.queries.comments()}
    versions = {one.id: one for path in files for one in _versions(path)}
    overtaken = {parent for one in versions.values() for parent in one.parents}
    alive = [
        one.content["text"]
        for one in versions.values()
        if one.content and "text" in one.content and one.kind == "comment" and one.id not in overtaken
    ]
    return sum(text not in here for text in alive)


def _versions(path: Path) -> tuple[Version, ...]:
    with ReviewBundle.open(path) as bundle:
        return bundle.manifest.versions


def test_x01_random_reviews_end_the_same_in_every_order(sent: tuple[Path, Path], tmp_path: Path) -> None:
    count, different, lost = histories(sent, tmp_path, range(8))
    print(f"\nX-01: {count} histories, {different} ended differently, {lost} words lost")
    assert different == lost == 0


@pytest.mark.nightly
@pytest.mark.timeout(7200)
def test_x01_a_thousand_histories(sent: tuple[Path, Path], tmp_path: Path) -> None:
    count, different, lost = histories(sent, tmp_path, range(1_000))
    print(f"\nX-01: {count} histories, {different} ended differently, {lost} words lost")
    assert different == lost == 0


def test_x01_control_the_last_file_wins_ends_differently(
    sent: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A merge that forgets what came before is noticed."""
    from gemba.services.writing import review_merge

    def last_wins(versions: Iterable[Version], *, answered: Iterable[str] = ()) -> dict[str, list[Version]]:
        kept = list(versions)
        newest = max((one.hand for one in kept), default="")
        return visible([one for one in kept if one.hand == newest], answered=answered)

    monkeypatch.setattr(review_merge, "visible", last_wins)
    _, different, lost = histories(sent, tmp_path, range(3))
    assert different + lost > 0


def test_x04_a_clock_ten_years_wrong_changes_no_outcome(sent: tuple[Path, Path], tmp_path: Path) -> None:
    outcomes = []
    for years in (0, -10, 10):
        folder = tmp_path / str(years)
        folder.mkdir()
        rng = random.Random(5)
        a, b = (folder / f"{name}.gemba-review" for name in "ab")
        a.write_bytes(sent[1].read_bytes())
        work(a, rng, "Anke", years=years)
        b.write_bytes(a.read_bytes())
        work(a, rng, "Anke", years=years)
        work(b, rng, "Bo")
        with export_pairs.opened(copy_of(sent[0], folder / "one.gemba")) as app:
            tally = [replace(app.reviews.merge(path)) for path in (b, a)]
            rows = sorted((row.text, row.author, bool(row.beside_id)) for row in app.library.queries.comments())
            marks = [(mark.kind, mark.points, mark.text) for row in app.captures.all() for mark in row.annotation.marks]
        outcomes.append((tally, rows, marks))
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert len(outcomes[0][1]) > 2
