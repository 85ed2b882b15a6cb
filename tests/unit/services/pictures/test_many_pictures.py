"""Several pictures changed in one step, the rows of the wall, and chosen ones leaving as a folder."""

import errno
from pathlib import Path

import pytest

from gemba.errors import DiskFull, Refused, UserError
from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from gemba.model.annotation import Mark, MarkKind
from gemba.model.values import PrivateKind
from gemba.services.leaving.pictures import PicturesOut
from gemba.services.visits.sessions import SessionFields
from tests.sample_library import new_app


def picture(shade: int) -> bytes:
    return encode_png(Frame(64, 48, bytes((shade, 30, 60)) * (64 * 48 - 1) + b"\1\2\3"))


@pytest.fixture
def app(tmp_path):
    with new_app(tmp_path) as made:
        made.sessions.new("Refunds", SessionFields(charter="Why?"))
        for number in range(3):
            made.captures.add_bytes(picture(number), name=f"{number}.png", together="one")
        yield made


def ids(app):
    return [row.id for row in app.captures.wall()]


def test_pictures_added_together_are_one_step(app):
    app.history.undo()
    assert ids(app) == []
    app.history.redo()
    assert len(ids(app)) == 3


def test_captions_and_visits_change_in_one_step_and_come_back_in_one(app):
    app.captures.caption_all(ids(app), "Alike")
    app.captures.move_all(ids(app)[:2], "S1")
    assert [row.caption for row in app.captures.wall()] == ["Alike"] * 3
    assert [row.session_number for row in app.captures.wall()] == [1, 1, None]
    app.history.undo()
    assert {row.session_number for row in app.captures.wall()} == {None}
    app.captures.move_all(ids(app), "S1")
    app.captures.move_all(ids(app)[:1], None)
    assert [row.session_number for row in app.captures.wall()] == [None, 1, 1]


def test_nothing_is_taken_out_where_one_is_not_there(app):
    with pytest.raises(UserError):
        app.captures.remove_all([*ids(app), "f" * 32])
    assert len(ids(app)) == 3
    app.captures.remove_all(ids(app))
    assert ids(app) == []
    app.history.undo()
    assert len(ids(app)) == 3


def test_the_wall_counts_open_proposals_and_marks_that_point(app):
    one = ids(app)[0]
    box = Mark(id="", kind=MarkKind.BOX, points=((1, 1), (9, 9)), text="typed again")
    crop = Mark(id="", kind=MarkKind.CROP, points=((0, 0), (60, 40)))
    app.captures.mark(one, add=(box, crop))
    app.captures.redact(one, rects=[(20, 20, 8, 8)], why="a secret word")
    app.captures.propose(one, [(PrivateKind.NAME, "x", (1, 1, 5, 5))] * 2, source="test")
    app.captures.redact(one, refuse=(app.captures.one(one).proposals[0].id,))
    row = app.captures.wall()[0]
    assert (row.marks, row.proposals) == (1, 1)
    assert "typed again" in row.mark_texts
    assert "secret" not in row.mark_texts


def test_only_reviewed_pictures_leave(app, tmp_path: Path):
    out, folder = PicturesOut(app.library), tmp_path / "Pictures"
    with pytest.raises(Refused):
        out.write(ids(app), folder)
    with pytest.raises(Refused):
        out.write(ids(app), folder, accept_unreviewed=True)
    assert not folder.exists()
    app.captures.review(ids(app)[1])
    assert out.reckon(ids(app)).pictures == 1
    written = out.write(ids(app), folder, accept_unreviewed=True)
    assert len(written.unreviewed) == 2
    assert [path.parent for path in written.pictures] == [folder]
    assert sorted(folder.iterdir()) == sorted(written.pictures)
    with pytest.raises(UserError):
        out.write(ids(app)[1:2], folder)


def test_a_picture_that_cannot_be_made_leaves_no_folder(app, tmp_path: Path, monkeypatch):
    for one in ids(app):
        app.captures.review(one)
    written = []

    def fails(target: Path, data: bytes, *, doing):
        written.append(target)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "no room")
        target.write_bytes(data)
        return target

    monkeypatch.setattr("gemba.services.leaving.pictures.write_bytes", fails)
    with pytest.raises(DiskFull):
        PicturesOut(app.library).write(ids(app), tmp_path / "Pictures")
    assert not (tmp_path / "Pictures").exists()
    assert not list(tmp_path.glob("*.tmp"))
    assert not list(tmp_path.glob(".*.tmp"))
