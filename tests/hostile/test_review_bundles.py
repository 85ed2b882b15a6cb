"""H-01, H-02, H-05: hostile review bundles are refused with one sentence, and nothing of them is taken."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from pathlib import Path

import pytest

from gemba.app import App
from gemba.errors import UserError
from gemba.exchange.review_bundle.bundle import ReviewBundle
from gemba.exchange.review_bundle.refusal import BundleRefused
from gemba.exchange.review_bundle.strict_json import canonical
from gemba.services.reviews.elsewhere import Review
from tests.hostile import bundles
from tests.sample_library import new_app

CASES = dict(bundles.corpus())


def opened(data: bytes) -> ReviewBundle:
    return ReviewBundle(io.BytesIO(data), name="visit.gemba-review")


def test_the_good_one_is_read() -> None:
    with opened(bundles.good()) as bundle:
        assert [one.kind for one in bundle.manifest.versions] == ["mark", "comment"]
        assert bundle.picture(bundles.BLOB) == bundles.PNG
    # The builder that can lie tells the truth where it is not asked to lie.
    assert bundles.Zip(bundles.parts()).data() == bundles.good()


def test_h01_every_hostile_bundle_is_refused_with_one_sentence() -> None:
    taken = []
    for name, data in CASES.items():
        try:
            opened(data).close()
        except BundleRefused as refusal:
            words = str(refusal)
            assert "visit.gemba-review" in words and "\n" not in words and len(words) < 400, name
        else:
            taken.append(name)
    print(f"\nH-01: {len(CASES)} hostile bundles, {len(taken)} taken")
    assert taken == []
    assert len(CASES) >= 60


def test_h01_nothing_is_written_and_the_store_stays_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    with new_app(tmp_path) as app:
        before = contents(app)
        for number, data in enumerate(CASES.values()):
            path = folder / f"{number}.gemba-review"
            path.write_bytes(data)
            for take in (app.reviews.merge, app.reviews.preview, lambda path: Review.open(path, drafts=folder / "d")):
                with pytest.raises(UserError):
                    take(path)
            path.unlink()
        assert contents(app) == before
    assert list(folder.iterdir()) == []


def contents(app: App) -> list[object]:
    """Return every row of the library."""
    reader = app.library.queries.reader
    tables = [row[0] for row in reader.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [(table, [tuple(row) for row in reader.all(f"SELECT * FROM {table}")]) for table in tables]


def test_h01_memory_stays_bounded(tmp_path: Path) -> None:
    program = (
        "import re, sys; from pathlib import Path; from gemba.errors import UserError;"
        "from gemba.exchange.review_bundle.bundle import ReviewBundle;"
        # Not ru_maxrss, which a child takes over from whoever started it.
        "peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) // 1024\n"
        "before = peak()\n"
        "try: ReviewBundle.open(Path(sys.argv[1])); print('taken')\n"
        "except UserError: print(peak() - before)"
    )
    for name in ("manifest: a million values", "manifest: string of 15 MB", "zip: 50 MB of zeros at 1:1000"):
        path = tmp_path / "case.gemba-review"
        path.write_bytes(CASES[name])
        done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
        print(f"\nH-01: {name}: memory grew by {done.stdout.strip()} MB (at most 256)")
        assert int(done.stdout) <= 256


def test_truncated_at_every_byte() -> None:
    good = bundles.good()
    for length in range(len(good)):
        with pytest.raises(BundleRefused):
            opened(good[:length])


def mutants(data: bytes, rng: random.Random, count: int) -> list[bytes]:
    """Return changed copies: a byte, a cut, a piece doubled, a length field turned up."""
    out = []
    for _ in range(count):
        made = bytearray(data)
        kind, at = rng.randrange(4), rng.randrange(len(data))
        if kind == 0:
            made[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del made[at : at + rng.randrange(1, 40)]
        elif kind == 2:
            made[at:at] = made[at : at + rng.randrange(1, 40)]
        else:
            made[at : at + 4] = rng.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\1\0\0\0"))
        out.append(bytes(made))
    return out


def survivors(good: bytes, rng: random.Random, count: int) -> tuple[int, int]:
    """Return how many mutants were refused and how many accepted with other content than the good one."""
    refused = other = 0
    with opened(good) as bundle:
        whole = bundle.manifest.to_bytes()
    for data in mutants(good, rng, count):
        try:
            with opened(data) as bundle:
                other += bundle.manifest.to_bytes() != whole or bundle.picture(bundles.BLOB) != bundles.PNG
        except BundleRefused:
            refused += 1
    return refused, other


def test_h02_mutants_are_refused_or_equal() -> None:
    refused, other = survivors(bundles.good(), random.Random(20261122), 6_000)
    print(f"\nH-02: 6000 mutants, {refused} refused, {other} accepted with other content")
    assert other == 0 and refused > 5_000


@pytest.mark.nightly
@pytest.mark.timeout(7200)
def test_h02_a_million_mutants() -> None:
    refused, other = survivors(bundles.good(), random.Random(7), 1_000_000)
    print(f"\nH-02: 1000000 mutants, {refused} refused, {other} accepted with other content")
    assert other == 0


def test_h02_mutated_manifests_with_right_sums_raise_nothing_else() -> None:
    rng = random.Random(11)
    accepted = 0
    text = canonical(bundles.manifest())
    for made in mutants(text, rng, 4_000):
        try:
            opened(bundles.packed(made)).close()
            accepted += 1
        except BundleRefused:
            continue
    print(f"\nH-02: 4000 manifests changed and summed anew, {accepted} read")
    assert 0 < accepted < 2_000


def test_x09_fields_of_a_newer_gemba_of_the_same_form_are_kept() -> None:
    raw = bundles.manifest()
    raw["minor"] = 3
    raw["mood"] = "calm"
    raw["versions"][0]["weight"] = 4
    with opened(bundles.packed(raw)) as bundle:
        again = b"".join(bundle.with_versions(bundle.manifest.versions))
    assert again == bundles.packed(raw)
    raw["minor"] = 0
    with pytest.raises(BundleRefused):
        opened(bundles.packed(raw))


def test_a_newer_form_says_what_to_do() -> None:
    with pytest.raises(BundleRefused, match="newer gemba"):
        opened(CASES["manifest: a newer form"])


def test_control_a_reader_without_its_checks_takes_what_it_must_not(monkeypatch: pytest.MonkeyPatch) -> None:
    from gemba.exchange.review_bundle import container, manifest

    monkeypatch.setattr(container, "_check_name", lambda name, **_: None)
    with pytest.raises(BundleRefused, match="not those of its list"):
        opened(CASES["name: database"])  # the second wall still stands
    monkeypatch.setattr(manifest, "check_versions", lambda sent, versions: None)
    opened(CASES["manifest: answers in a ring"]).close()
    monkeypatch.setattr(ReviewBundle, "_check_pictures", lambda self: None)
    opened(CASES["name: database"]).close()
    opened(CASES["zip: svg as a picture"]).close()
