"""R-09, R-10: after a purge no byte of the data folder holds what was covered, and no undo brings it back."""

from __future__ import annotations

import io
import random
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from gemba.app import App
from gemba.errors import Refused
from gemba.imaging.picture import Frame
from gemba.imaging.png import decode_own_png, encode_png
from gemba.imaging.redact import REDACTION_RGB
from gemba.model import purge
from gemba.model.annotation import Mark, MarkKind
from gemba.model.recognised import RecognisedLine
from gemba.model.values import CaptureState, PrivateKind
from gemba.services.pictures.purging import CANNOT, Purging
from gemba.services.visits.sessions import SessionFields
from tests.sample_library import new_app

pytestmark = pytest.mark.library_file_opener  # it reads every byte of the folder
SIZE = 96, 64
TILE = (16, 8, 40, 24)  # left, top, width, height of what is covered
# One word each, so that an index holds them in one piece; it leaves out letters that the word before it shares.
TOKENS = ("qzxtitle5f0e", "qzyaddress77aa", "qzwfoundc3d1", "qzvmark90b2", "qzumeta18e4", "qzkread6d2b")


def pixels(rng: random.Random) -> tuple[bytes, bytes]:
    """Return a picture with a tile of noise in it, and the tile's own pixels."""
    left, top, width, height = TILE
    rgb = bytearray((x * 2 + y * 3) % 256 for y in range(SIZE[1]) for x in range(SIZE[0]) for _ in range(3))
    rows = [rng.randbytes(width * 3) for _ in range(height)]
    for number, row in enumerate(rows):
        start = ((top + number) * SIZE[0] + left) * 3
        rgb[start : start + len(row)] = row
    return bytes(rgb), rows[height // 2]


def as_png(rgb: bytes) -> bytes:
    """Return a PNG as a careless program writes it, with a text in it."""
    from PIL.PngImagePlugin import PngInfo

    info, out = PngInfo(), io.BytesIO()
    info.add_text("Comment", TOKENS[4])
    Image.frombytes("RGB", SIZE, rgb).save(out, "PNG", pnginfo=info)
    return out.getvalue()


class Seeded:
    """A library with one picture that hides something, in every place where something can lie."""

    def __init__(self, app: App, *, removed: bool = False) -> None:
        self.app = app
        self.folder = app.library.folder
        self.rgb, self.row = pixels(random.Random(3))
        app.sessions.new("Refunds", SessionFields(charter="Why?", date="2026-11-10"))
        self.id = app.captures.add_bytes(as_png(self.rgb), name="one.png", session="S1", caption="Typed twice").id
        left, top, width, height = TILE
        mark = Mark("", MarkKind.TEXT, ((left + 8, top + 8),), text=TOKENS[3], size_px=8)
        app.captures.mark(self.id, add=(mark, Mark("", MarkKind.ARROW, ((80, 50), (90, 60)))))
        app.library.run("Told by the system", self._told)
        app.captures.propose(
            self.id, [(PrivateKind.NAME, TOKENS[2], (left, top, left + width, top + height))], source="dom"
        )
        app.backups.take()
        app.captures.redact(self.id, take=("all",))
        app.captures.review(self.id)
        if removed:
            app.captures.remove(self.id)
        app.backups.take()

    def _told(self, op: object) -> None:
        from gemba.model.entities import Capture

        capture = op.get(Capture, self.id)  # type: ignore[attr-defined]
        read = RecognisedLine(TOKENS[5], (TILE[0], TILE[1], TILE[0] + TILE[2], TILE[1] + TILE[3]), 0.9)
        op.write_recognised(self.id, frame=capture.frame, engine="x", lines=[read])  # type: ignore[attr-defined]
        capture.window_title, capture.page_address = f"{TOKENS[0]} a.b@mail.example", f"https://x.example/{TOKENS[1]}"


def canaries(folder: Path, row: bytes) -> list[str]:
    """Return where anything of what was covered still lies: raw, packed, in pixels, in a database's free pages."""
    out = []
    for path, data in _files(folder):
        texts = [data, *unpacked(data)]
        for token in TOKENS:
            if any(sign in text for text in texts for sign in (token[3:].encode(), token[3:].encode("utf-16-le"))):
                out.append(f"{token} in {path.name}")
        if any(row in text for text in texts):
            out.append(f"pixels in {path.name}")
    return out


def _files(folder: Path) -> list[tuple[Path, bytes]]:
    """Return every file with its bytes; where one got another name meanwhile, all are read anew, so none is missed."""
    while True:
        try:
            return [(path, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]
        except FileNotFoundError:
            continue


def unpacked(data: bytes) -> Iterator[bytes]:
    """Give the pixels of a picture file, however it is packed."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        with Image.open(io.BytesIO(data)) as image:
            yield image.convert("RGB").tobytes()
    try:
        yield zlib.decompress(data)
    except zlib.error:
        return


@pytest.fixture
def seeded(tmp_path: Path) -> Iterator[Seeded]:
    with new_app(tmp_path) as app:
        yield Seeded(app)


def test_r09_control_before_the_purge_it_lies_everywhere(seeded: Seeded) -> None:
    found = canaries(seeded.app.library.folder, seeded.row)
    assert {one.split(" in ")[0] for one in found} >= {*TOKENS[2:], "pixels"}
    assert sum(".db" in one for one in found) >= 4, "in the backups too"


def test_r09_after_the_purge_it_lies_nowhere(seeded: Seeded) -> None:
    app = seeded.app
    preview = app.purging.preview(session="S1")
    assert (preview.pictures, preview.unreviewed, preview.backups) == (1, 0, 2)
    done = app.purging.purge(session="S1")
    assert (done.done, done.backups, done.files) == (preview, 2, 2)
    found = canaries(app.library.folder, seeded.row)
    print(f"\nR-09: {len(found)} canaries after the purge")
    assert found == []
    app.close()
    assert canaries(app.library.folder, seeded.row) == []


def test_r09_a_picture_taken_out_before_is_purged_too(tmp_path: Path) -> None:
    with new_app(tmp_path) as app:
        seeded = Seeded(app, removed=True)
        assert canaries(app.library.folder, seeded.row)
        assert app.purging.preview(session="S1").removed == 1
        app.purging.purge(session="S1")
        assert canaries(app.library.folder, seeded.row) == []
        assert app.history.undo() is None and app.captures.all() == ()


def test_r10_no_undo_redo_or_change_of_covers_brings_it_back(seeded: Seeded) -> None:
    app = seeded.app
    app.purging.purge(session="S1")
    assert app.history.next_undo() is None and app.history.undo() is None and app.history.redo() is None
    assert app.history.all()[0].name == "Purge originals" and not app.history.all()[0].undone
    row = app.captures.one(seeded.id)
    for mark in row.annotation.redactions:
        app.captures.mark(seeded.id, remove=(mark.id,))
    frame = decode_own_png(app.captures.preview(seeded.id, cropped=False).picture.data)
    left, top, width, _ = TILE
    start = ((top + 4) * frame.width + left + 4) * 3
    assert frame.rgb[start : start + (width - 8) * 3] == REDACTION_RGB * (width - 8)
    assert app.history.undo() == "Take a mark off"
    assert app.history.undo() is None, "the purge is a wall"


def test_what_stays_is_the_picture_and_its_place_at_the_gate(seeded: Seeded) -> None:
    app = seeded.app
    before = app.captures.preview(seeded.id).picture.data
    made = app.captures.renditions([seeded.id], words=str)[seeded.id]
    app.purging.purge()
    row = app.captures.one(seeded.id)
    assert (row.state, row.original_purged, row.caption) == (CaptureState.REVIEWED, True, "Typed twice")
    assert app.captures.preview(seeded.id).picture.data == before
    again = app.captures.renditions([seeded.id], words=str)[seeded.id]
    assert (again.base.data, again.flat.data) == (made.base.data, made.flat.data)
    assert [mark.kind for mark in row.annotation.pointing] == [MarkKind.ARROW]
    assert [one.code for one in app.health.check().findings if one.code != "room"] == []
    assert app.library.vault.exists(app.library.queries.frame_of(seeded.id))
    assert app.health.tidy().quarantined == 0


def test_a_reviewed_picture_still_passes_the_gate(small_app: App) -> None:
    from gemba.model.values import Criterion

    def picture_ok() -> bool:
        verdicts = small_app.library.queries.tickets()[0].verdicts
        return next(verdict.ok for verdict in verdicts if verdict.criterion is Criterion.PICTURE)

    assert picture_ok()
    small_app.purging.purge()
    assert picture_ok()


def test_pixels_outside_the_crop_go_too(app: App) -> None:
    rgb, row = pixels(random.Random(5))
    picture = app.captures.add_bytes(encode_png(Frame(*SIZE, rgb)), name="one.png")
    app.captures.mark(picture.id, add=(Mark("", MarkKind.CROP, ((0, 40), (96, 64))),))
    app.captures.review(picture.id)
    assert canaries(app.library.folder, row)
    app.purging.purge()
    assert canaries(app.library.folder, row) == []
    crop = app.captures.one(picture.id).annotation.crop
    assert crop is not None
    app.captures.mark(picture.id, remove=(crop.id,))
    assert app.captures.preview(picture.id).picture.size == SIZE


def test_unreviewed_pictures_stay_and_are_told(app: App, picture: bytes) -> None:
    app.captures.add_bytes(picture, name="new.png")
    preview = app.purging.preview()
    assert (preview.pictures, preview.unreviewed, preview.is_nothing) == (0, 1, True)
    assert len(preview.remains()) == len(CANNOT) + 1
    with pytest.raises(Refused, match="nothing to purge"):
        app.purging.purge()


def test_retention_takes_what_is_old_enough_and_not_more(app: App, picture: bytes) -> None:
    old = app.captures.add_bytes(picture, name="old.png").id
    new = app.captures.add_bytes(picture[:-12] + picture[-12:], name="new.png").id
    app.captures.review(old)
    app.captures.review(new)

    def age(op: object) -> None:
        from gemba.model.entities import Capture
        from tests.factory import moment

        op.get(Capture, old).taken = moment(-5000 * 24 * 60)  # type: ignore[attr-defined]

    app.library.run("Age", age)
    assert app.purging.preview(older_than_days=9000).is_nothing
    assert app.purging.preview(older_than_days=3650).pictures == 1
    assert app.purging.preview(older_than_days=0).pictures == 2
    app.purging.purge(older_than_days=0)
    assert all(row.original_purged for row in app.captures.all())


def test_bytes_that_another_picture_needs_stay(app: App, picture: bytes) -> None:
    app.sessions.new("Refunds", SessionFields(charter="Why?", date="2026-11-10"))
    app.sessions.new("Refunds", SessionFields(charter="Again?", date="2026-11-11"))
    one, two = (app.captures.add_bytes(picture, name="same.png", session=visit).id for visit in ("S1", "S2"))
    app.captures.review(one)
    app.captures.review(two)
    app.purging.purge(session="S1")
    assert app.library.vault.exists(app.library.queries.original_of(two))
    assert app.captures.preview(two).picture.size == (64, 48)
    assert [finding.code for finding in app.health.check().findings if finding.code != "room"] == []


def test_found_texts_that_stand_in_notes_go_on_being_masked(small_app: App) -> None:
    customer = next(p.text for row in small_app.captures.all() for p in row.proposals)
    assert customer not in small_app.privacy.for_paper(f"said {customer}")
    for row in small_app.captures.all():
        if row.state is CaptureState.UNREVIEWED:
            small_app.captures.redact(row.id, refuse=("all",))
            small_app.captures.review(row.id)
    preview = small_app.purging.preview()
    assert preview.in_notes > 0
    small_app.purging.purge()
    assert customer not in small_app.privacy.for_paper(f"said {customer}")


def test_backups_in_the_second_folder_go_too_and_an_absent_one_is_told(tmp_path: Path) -> None:
    second = tmp_path / "disk" / "backups"
    second.parent.mkdir()
    with new_app(tmp_path) as app:
        app.backups._given = second
        seeded = Seeded(app)
        assert canaries(second, seeded.row)
        shutil.move(second.parent, tmp_path / "unplugged")
        purging = Purging(app.library, second=second)
        assert purging.preview().second_folder_away
        assert any("second backup folder" in one.said() for one in purging.purge().remains)
        shutil.move(tmp_path / "unplugged", second.parent)
        assert canaries(second, seeded.row)
        assert purging.preview().backups == 2
        purging.purge()
        assert canaries(second, seeded.row) == []
        assert all(row.verified for row in app.backups.all())


@pytest.mark.parametrize("broken", ["_empty_history", "_delete_files", "_rewrite", "_renew_backups"])
def test_r09_controls_each_step_left_out_is_noticed(
    seeded: Seeded, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    nothing: dict[str, object] = {
        "_empty_history": set(),
        "_delete_files": (0, 0),
        "_rewrite": None,
        "_renew_backups": 0,
    }
    monkeypatch.setattr(purge, broken, lambda *_: nothing[broken])
    seeded.app.purging.purge()
    assert canaries(seeded.app.library.folder, seeded.row), f"without {broken} nothing was left"


def test_a_backup_that_cannot_be_read_counts_as_one_that_knows(tmp_path: Path) -> None:
    path = tmp_path / "000001-20261110T080000Z.db"
    path.write_bytes(b"SQLite format 3\0" + bytes(4096))
    assert purge.knows(path, {"x"})
    whole = sqlite3.connect(tmp_path / "whole.db")
    whole.execute("CREATE TABLE capture (id TEXT, original_purged INTEGER)")
    whole.execute('CREATE TABLE change (table_name TEXT, entity_id TEXT, "before" TEXT, "after" TEXT)')
    whole.commit()
    whole.close()
    assert not purge.knows(tmp_path / "whole.db", {"x"})
