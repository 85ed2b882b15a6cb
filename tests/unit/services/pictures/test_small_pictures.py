"""Small pictures that are kept: never an older one than the redactions say, on the screen or on disk (R-08)."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from gemba.app import App, open_app
from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from gemba.model.annotation import Mark, MarkKind
from gemba.model.small_pictures import SmallPictureStore, key_of
from tests.sample_library import new_app

EDGE = 160
SECRET = (200, 30, 160)
BLOCK = Mark("r", MarkKind.REDACTION, ((60.0, 40.0), (200.0, 120.0)), text="why it is covered")
BOX = Mark("m", MarkKind.BOX, ((10.0, 10.0), (60.0, 40.0)))


def secret_picture(width: int = 320, height: int = 200) -> bytes:
    """A grey picture with one patch of a colour that stands nowhere else."""
    rows = []
    for y in range(height):
        inside = 60 <= y < 110
        rows.append(bytes((90, 90, 90)) * 80 + bytes(SECRET if inside else (90, 90, 90)) * 100)
        rows.append(bytes((90, 90, 90)) * (width - 180))
    return encode_png(Frame(width, height, b"".join(rows)))


def kept_files(app: App) -> list[Path]:
    return sorted(app.library.folder.joinpath("cache").rglob("*.small*"))


def shows_secret(data: bytes) -> bool:
    """Say whether anything in the bytes, a picture inside included, has the secret's colour."""
    for start in (b"\x89PNG", b"\xff\xd8\xff"):
        at = data.find(start)
        if at >= 0:
            with Image.open(io.BytesIO(data[at:])) as image:
                pixels = image.convert("RGB").getcolors(1 << 20) or []
            return any(max(abs(a - b) for a, b in zip(colour, SECRET, strict=True)) < 40 for _, colour in pixels)
    return False


def secrets_on_disk(app: App) -> list[Path]:
    return [path for path in kept_files(app) if shows_secret(path.read_bytes())]


@pytest.fixture
def picture(app: App) -> str:
    found = app.captures.add_bytes(secret_picture(), name="one.png").id
    for edge in (160, 320, 640):
        assert shows_secret(app.captures.thumbnail(found, max_px=edge))
    assert len(secrets_on_disk(app)) == 3
    return found


def test_a_redaction_added_afterwards_is_on_the_small_picture_and_no_file_shows_what_was_there(app, picture):
    app.captures.mark(picture, add=(BLOCK,))
    assert secrets_on_disk(app) == []
    assert app.captures.kept_thumbnail(picture, max_px=EDGE) is None
    assert not shows_secret(app.captures.thumbnail(picture, max_px=EDGE))
    assert not shows_secret(app.captures.kept_thumbnail(picture, max_px=EDGE))
    assert secrets_on_disk(app) == []


def test_without_the_hooks_the_old_one_would_stay_on_disk_and_still_not_be_shown(app, picture):
    # The negative control of the test above.
    app.library.before_commit.pop()
    app._note_change = lambda changed: None  # type: ignore[method-assign]
    app.library._subscribers.clear()
    app.captures.mark(picture, add=(BLOCK,))
    assert len(secrets_on_disk(app)) == 3
    assert app.captures.kept_thumbnail(picture, max_px=EDGE) is None
    assert not shows_secret(app.captures.thumbnail(picture, max_px=EDGE))


def test_undo_and_redo_take_what_no_longer_holds_with_them(app, picture):
    app.captures.mark(picture, add=(BLOCK,))
    app.captures.thumbnail(picture, max_px=EDGE)
    covered = kept_files(app)
    app.history.undo()
    assert kept_files(app) == []
    assert covered
    app.captures.thumbnail(picture, max_px=EDGE)
    assert len(secrets_on_disk(app)) == 1
    app.history.redo()
    assert kept_files(app) == []


def test_a_removed_picture_leaves_none(app, picture):
    app.captures.remove(picture)
    assert kept_files(app) == []


def test_other_marks_and_words_leave_it_where_it_is(app, picture):
    before = [(path, path.stat().st_mtime_ns) for path in kept_files(app)]
    app.captures.mark(picture, add=(BOX,))
    app.captures.edit(picture, caption="The queue at nine")
    assert [(path, path.stat().st_mtime_ns) for path in kept_files(app)] == before
    assert app.captures.kept_thumbnail(picture, max_px=EDGE) is not None


def test_one_made_from_old_marks_while_new_ones_were_written_does_not_stay(app, picture):
    row, frame = app.captures.one(picture), app.library.queries.frame_of(picture)
    old, data = key_of(frame, row.annotation, lossy=row.lossy), app.captures.thumbnail(picture, max_px=EDGE)
    app.captures.mark(picture, add=(BLOCK,))
    # What a thread that began before would still write.
    app.library.small_pictures.put(picture, EDGE, old, data)
    assert app.captures.kept_thumbnail(picture, max_px=EDGE) is None
    app.captures.thumbnail(picture, max_px=320)
    assert secrets_on_disk(app) == []


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "foreign", "folder"])
def test_a_damaged_one_is_none_and_made_anew(app, picture, harm):
    good = app.captures.thumbnail(picture, max_px=EDGE)
    (path,) = [one for one in kept_files(app) if one.name.endswith(f"-{EDGE}.small")]
    whole = path.read_bytes()
    path.unlink()
    if harm == "folder":
        path.mkdir()
    else:
        flipped = bytearray(whole)
        flipped[-20] ^= 1
        path.write_bytes({"cut": whole[:-30], "flipped": flipped, "empty": b"", "foreign": secret_picture()}[harm])
    assert app.captures.kept_thumbnail(picture, max_px=EDGE) is None
    assert app.captures.thumbnail(picture, max_px=EDGE) == good
    if harm != "folder":
        assert app.captures.kept_thumbnail(picture, max_px=EDGE) == good


def test_all_are_thrown_away_after_a_crash(app, picture):
    folder = app.library.folder
    held = (folder / "lock").read_bytes()
    app.close()
    with open_app(folder, writes=True) as again:
        assert len(kept_files(again)) == 3
    (folder / "lock").write_bytes(held)  # a process that was killed leaves its name
    with open_app(folder, writes=True) as again:
        assert kept_files(again) == []


def test_a_reader_writes_none(app):
    picture = app.captures.add_bytes(secret_picture(), name="one.png").id
    with open_app(app.library.folder) as reader:
        assert shows_secret(reader.captures.thumbnail(picture, max_px=EDGE))
    assert kept_files(app) == []


def test_the_oldest_go_where_the_bound_is_passed(tmp_path):
    store = SmallPictureStore(tmp_path / "cache", bound_bytes=10_000)
    ids = [f"{number:032x}" for number in range(30)]
    for one in ids:
        store.put(one, EDGE, "key", bytes(900))
    total = sum(path.stat().st_size for path in tmp_path.rglob("*.small"))
    assert total <= 10_000
    assert store.get(ids[-1], EDGE, "key") == bytes(900)
    assert store.get(ids[0], EDGE, "key") is None


def test_what_is_kept_is_in_no_backup_and_readable_by_nobody_else(app, picture):
    kept = kept_files(app)
    assert [path.stat().st_mode & 0o077 for path in kept] == [0] * 3
    assert all(b"why it is covered" not in path.read_bytes() for path in kept)
    app.backups.take()
    inside = {path.suffix for path in app.library.folder.joinpath("backups").rglob("*")}
    assert inside and ".small" not in inside
    assert len(kept_files(app)) == 3


def test_a_name_that_is_no_id_reaches_no_file(tmp_path):
    store = SmallPictureStore(tmp_path / "cache")
    with pytest.raises(ValueError, match="id"):
        store.put("../../etc/passwd", EDGE, "key", b"x")
    assert store.get("../../etc/passwd", EDGE, "key") is None
    assert store.having(["../../etc/passwd"]) == set()


def test_reading_one_loads_nothing_that_opens_pictures(tmp_path):
    with new_app(tmp_path) as app:
        picture = app.captures.add_bytes(secret_picture(), name="one.png").id
        app.captures.thumbnail(picture, max_px=EDGE)
        folder = app.library.folder
    program = (
        "import sys; from pathlib import Path; from gemba.app import open_app\n"
        f"with open_app(Path({str(folder)!r})) as app: found = app.captures.kept_thumbnail({picture!r}, max_px={EDGE})\n"
        "print(bool(found), [name for name in ('PIL', 'numpy', 'sqlalchemy') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "True []"
