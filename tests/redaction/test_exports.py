"""R-01 and R-14 over every way out of the services: what is private never changes a byte of what leaves."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from gemba.app import App
from gemba.services.leaving.masking import Masker
from tests.redaction import export_pairs as pairs
from tests.sample_library import copy_of

SEED = 20261121


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = pairs.build(tmp_path_factory.mktemp("template") / "one.gemba")
    with pairs.opened(made) as app:
        pairs.name_after(app)
        pairs.name_label(app)
    return made


def _differences(template: Path, folder: Path, count: int, *, picture: bool) -> list[str]:
    """Return the exports that differ within ``count`` pairs."""
    rng = random.Random(SEED)
    found: list[str] = []
    left, right = copy_of(template, folder / "l.gemba"), copy_of(template, folder / "r.gemba")
    before = {left: pairs.PLACEHOLDERS, right: pairs.PLACEHOLDERS}
    with pairs.opened(left) as one, pairs.opened(right) as other:
        for number in range(count):
            made: list[dict[str, bytes]] = []
            for library, app in ((left, one), (right, other)):
                fresh = pairs.secrets(rng)
                pairs.fill(app, before[library], fresh, picture=picture)
                before[library] = fresh
                made.append(pairs.exports(app, folder / f"{library.stem}{number}"))
            found += [f"pair {number}: {name}" for name in made[0] if made[0][name] != made[1].get(name)]
            found += [f"pair {number}: only right {name}" for name in made[1].keys() - made[0].keys()]
    return found


def test_r01_ten_pairs_leave_the_same_bytes(template: Path, tmp_path: Path) -> None:
    assert _differences(template, tmp_path, 10, picture=True) == []


@pytest.mark.nightly
def test_r01_five_hundred_pairs_leave_the_same_bytes(template: Path, tmp_path: Path) -> None:
    assert _differences(template, tmp_path, 500, picture=True) == []


def test_r14_forty_texts_leave_the_same_bytes(template: Path, tmp_path: Path) -> None:
    assert _differences(template, tmp_path, 40, picture=False) == []


@pytest.mark.nightly
def test_r14_two_hundred_texts_leave_the_same_bytes(template: Path, tmp_path: Path) -> None:
    assert _differences(template, tmp_path, 200, picture=False) == []


def test_control_without_the_mask_every_way_out_differs(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Masker, "for_paper", lambda self, text: text)
    found = _differences(template, tmp_path, 1, picture=False)
    reports = ("session.md", "session.pdf", "ticket.md", "ticket.pdf", "pictures.pdf")
    beside = ("before and after.png", "label and truth.png")
    for name in ("narrative.pdf", "tickets.csv", "tickets.md", "visit.gemba-review", *reports, *beside):
        assert f"pair 0: {name}" in found


def test_control_without_the_block_the_pictures_differ(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gemba.imaging.render import Renderer
    from gemba.model.annotation import Annotation

    bake = Renderer.bake
    monkeypatch.setattr(
        Renderer, "bake", lambda self, frame, annotation, cropped: bake(self, frame, Annotation(), cropped=cropped)
    )
    found = _differences(template, tmp_path, 1, picture=True)
    held = ("narrative.pdf", "ticket.pdf", "visit.gemba-review", "pictures.pdf", "pictures.zip", "clipboard.png")
    beside = ("before and after", "label and truth")
    assert {f"pair 0: {name}" for name in (*held, *(f"{one}.png" for one in beside))} <= set(found)
    assert any("pictures/" in name for name in found) and any(": dragged/" in name for name in found)
    assert all(any(f"{one} dragged/" in name for name in found) for one in beside)


def test_control_an_after_picture_without_its_block_differs(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gemba.imaging.picture import Frame
    from gemba.imaging.redact import BakedFrame
    from gemba.imaging.render import Renderer
    from gemba.model.annotation import Annotation, MarkKind

    honest = Renderer.bake

    def bake(self: Renderer, frame: Frame, annotation: Annotation, cropped: bool) -> BakedFrame:
        # Both are cropped, the one before to what both show; only it has numbers.
        crops = annotation.of_kind(MarkKind.CROP)
        marks = annotation.marks if annotation.of_kind(MarkKind.NUMBER) or not crops else crops
        return honest(self, frame, Annotation(marks), cropped=cropped)

    monkeypatch.setattr(Renderer, "bake", bake)
    found = _differences(template, tmp_path, 1, picture=True)
    assert {f"pair 0: {name}" for name in ("narrative.pdf", "ticket.pdf", "before and after.png")} <= set(found)


def test_control_a_label_without_its_block_differs(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gemba.imaging.picture import Frame
    from gemba.imaging.redact import BakedFrame
    from gemba.imaging.render import Renderer
    from gemba.model.annotation import Annotation, MarkKind

    honest = Renderer.bake
    corners = (pairs.LABEL[:2], pairs.LABEL[2:])

    def bake(self: Renderer, frame: Frame, annotation: Annotation, cropped: bool) -> BakedFrame:
        crops = annotation.of_kind(MarkKind.CROP)
        label = len(crops) == 1 and crops[0].points == corners
        return honest(self, frame, Annotation(crops) if label else annotation, cropped=cropped)

    monkeypatch.setattr(Renderer, "bake", bake)
    found = _differences(template, tmp_path, 1, picture=True)
    # Nothing else is cut to that part: every other way out shows the picture whole, and covered.
    assert {f"pair 0: {name}" for name in ("narrative.pdf", "ticket.pdf", "label and truth.png")} <= set(found)
    assert not {f"pair 0: {name}" for name in ("session.pdf", "pictures.pdf", "clipboard.png")} & set(found)


def test_no_secret_stands_in_any_export(template: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    library = copy_of(template, tmp_path / "one.gemba")
    secrets = pairs.secrets(random.Random(SEED + 1))
    with pairs.opened(library) as app:
        pairs.fill(app, pairs.PLACEHOLDERS, secrets, picture=True)
        made = pairs.exports(app, tmp_path / "out")
    papers = [PdfReader(tmp_path / "out" / name) for name in made if name.endswith(".pdf")]
    text = "\n".join(page.extract_text() for paper in papers for page in paper.pages)
    packed = (".pdf", ".png", ".zip", "review")
    text += "\n".join(made[name].decode("utf-8") for name in made if not name.endswith(packed))
    text += made["pictures.zip"].decode("latin-1")
    text += made["visit.gemba-review"].decode("latin-1")  # its table of contents is not packed
    text += "\n".join(made)
    for place, secret in secrets.texts:
        assert secret not in text, place
        assert secret.replace(" ", "") not in text.replace(" ", ""), place
    assert "team lead" in text


def test_a_person_who_agreed_is_named(template: Path, tmp_path: Path) -> None:
    library = copy_of(template, tmp_path / "one.gemba")
    with pairs.opened(library) as app:
        pairs.fill(app, pairs.PLACEHOLDERS, pairs.secrets(random.Random(3)), picture=False)
        name = _hidden(app)
        assert name.encode() not in pairs.exports(app, tmp_path / "before")["tickets.csv"]
        app.sessions.set_consent(name, may_be_named=True)
        assert name.encode() in pairs.exports(app, tmp_path / "after")["tickets.csv"]


def _hidden(app: App) -> str:
    return next(person.name for person in app.sessions.people() if not person.may_be_named)
