"""A review goes out and comes home: what is in it, twice, from two reviewers in either order, undone, disputed."""

from __future__ import annotations

import hashlib
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gemba.app import App
from gemba.errors import Refused, UserError
from gemba.exchange.review_bundle.bundle import ReviewBundle
from gemba.imaging.picture import Frame
from gemba.imaging.png import decode_own_png, encode_png
from gemba.imaging.redact import REDACTION_RGB
from gemba.model.annotation import Mark, MarkKind
from gemba.model.values import CaptureState
from gemba.services.reviews.elsewhere import Review
from tests.redaction import export_pairs

BOX = ((10.0, 10.0), (60.0, 40.0))


def a_box(text: str = "", *, points: tuple[tuple[float, float], ...] = BOX) -> Mark:
    return Mark("", MarkKind.BOX, points, text=text)


def a_text(text: str) -> Mark:
    return Mark("", MarkKind.TEXT, ((20.0, 20.0),), text=text)


@pytest.fixture
def sent(small_app: App, tmp_path: Path) -> Path:
    """A bundle of the small library's visit; its library is ``small_app``."""
    picture = small_app.captures.all(session="S1")[0]
    small_app.comments.remove(small_app.comments.of(picture.id)[0].id)
    small_app.comments.add(picture.id, "Is this read by anybody?", region=(110, 50, 140, 90))
    return small_app.reviews.export(tmp_path / "visit.gemba-review", session="S1", question="What did we miss?").path


def copied(path: Path, name: str) -> Path:
    target = path.with_name(name)
    target.write_bytes(path.read_bytes())
    return target


def the_picture(path: Path) -> str:
    with Review.open(path) as review:
        return review.pictures()[0].id


def state(app: App) -> tuple[object, ...]:
    """Return every mark and comment of the library, without what is told by this library's own counting."""
    captures = app.captures.all()
    marks = [(row.id, row.annotation.marks) for row in captures]
    return tuple(marks), tuple(sorted(app.library.queries.comments(), key=lambda row: row.id))


def test_the_bundle_holds_the_reviewed_rendition_and_masked_words(small_app: App, sent: Path) -> None:
    row = small_app.captures.all(session="S1")[0]
    with Review.open(sent) as review:
        [picture] = review.pictures()
        assert (picture.id, picture.width, picture.height, review.question) == (row.id, 160, 100, "What did we miss?")
        frame = review.frame(picture.id)
        left, top, width, height = export_pairs.COVERED
        for y in range(top, top + height):
            start = (y * frame.width + left) * 3
            assert frame.rgb[start : start + width * 3] == REDACTION_RGB * width
        assert [one.text for one in review.comments(picture.id)] == ["Is this read by anybody?"]
        assert review.comments(picture.id)[0].region_px == (110, 50, 140, 90)
    data = sent.read_bytes()
    for text, value in export_pairs.secrets(random.Random(7)).texts:
        assert value.encode() not in data, text


def test_the_visit_is_called_by_its_code_as_everywhere(small_app: App, sent: Path) -> None:
    team = next(one.team for one in small_app.sessions.all() if one.number == 1)
    with Review.open(sent) as review:
        assert review.title == f"S1 {team}"


def test_r12_no_hash_of_an_original_leaves(small_app: App, sent: Path) -> None:
    data = sent.read_bytes()
    vault = small_app.library.vault
    for name in vault.names():
        digest = hashlib.sha256(vault.get(name))
        for sign in (
            digest.digest(),
            digest.digest()[:8],
            digest.hexdigest().encode(),
            digest.hexdigest()[:16].encode(),
        ):
            assert sign not in data
        assert name.encode() not in data, "nor its name in the vault"
    with Review.open(sent) as review:  # the control: a hash that is in it is found
        assert review.pictures()[0].blob.encode() in data


def test_a_picture_nobody_reviewed_stays(small_app: App, tmp_path: Path, picture: bytes) -> None:
    extra = small_app.captures.add_bytes(picture, name="new.png", session="S1")
    target = tmp_path / "visit.gemba-review"
    with pytest.raises(Refused, match="has not been reviewed"):
        small_app.reviews.export(target, session="S1")
    assert not target.exists()
    done = small_app.reviews.export(target, session="S1", accept_unreviewed=True)
    assert (done.pictures, done.left_out) == (1, ("new.png",))
    with Review.open(target) as review:
        assert extra.id not in {one.id for one in review.pictures()}
    with pytest.raises(UserError, match="does not end in"):
        small_app.reviews.export(tmp_path / "visit.zip", session="S1", accept_unreviewed=True)
    with pytest.raises(Refused, match="None of these"):
        small_app.reviews.export(tmp_path / "b.gemba-review", [extra.id], accept_unreviewed=True)


def test_x10_the_same_content_gives_the_same_bytes(small_app: App, sent: Path, tmp_path: Path) -> None:
    again = small_app.reviews.export(tmp_path / "again.gemba-review", session="S1", question="What did we miss?")
    assert again.path.read_bytes() == sent.read_bytes()
    other = small_app.reviews.export(tmp_path / "other.gemba-review", session="S1", question="Who reads it?")
    assert other.bundle_id != again.bundle_id


def test_x03_it_comes_home_once_however_often_it_comes(small_app: App, sent: Path) -> None:
    first = small_app.comments.of(the_picture(sent))[0].id
    with Review.open(sent, author="team lead") as review:
        picture = review.pictures()[0].id
        review.add_mark(picture, a_box())
        review.add_mark(picture, a_text("here too"))
        review.comment(picture, "Nobody reads it", about=(5, 5, 30, 30))
        review.reply(first, "No")
        review.save()
    before = state(small_app)
    preview = small_app.reviews.preview(sent)
    assert state(small_app) == before
    assert (preview.comments, preview.marks, preview.conflicts) == (2, 2, 0)
    assert small_app.reviews.merge(sent) == preview
    after = state(small_app)
    steps = len(small_app.history.all(limit=500))
    for _ in range(3):
        assert small_app.reviews.merge(sent).is_nothing
    assert state(small_app) == after and len(small_app.history.all(limit=500)) == steps
    comments = small_app.comments.of(picture)
    assert [(row.text, row.author) for row in comments] == [
        ("Is this read by anybody?", "facilitator"),
        ("No", "team lead"),
        ("Nobody reads it", "team lead"),
    ]
    assert comments[2].region_px == (5, 5, 30, 30)
    assert small_app.captures.one(picture).state is CaptureState.REVIEWED
    assert small_app.history.undo() == "Bring a review home"
    assert state(small_app) == before
    assert small_app.history.redo() == "Bring a review home"
    assert state(small_app) == after
    small_app.history.undo()
    assert small_app.reviews.merge(sent) == preview
    assert state(small_app) == after


def test_two_reviewers_in_either_order(small_app: App, sent: Path) -> None:
    a, b = copied(sent, "a.gemba-review"), copied(sent, "b.gemba-review")
    picture = the_picture(sent)
    for path, word in ((a, "Anke's"), (b, "Bo's")):
        with Review.open(path, author=word) as review:
            review.add_mark(picture, a_text(word))
            review.comment(picture, f"{word} comment")
            review.save()
    results = []
    for order in ((a, b), (b, a), (a, b, a), (b, b, a)):
        for path in order:
            small_app.reviews.merge(path)
        results.append(state(small_app))
        for _ in {*order}:
            small_app.history.undo()
    assert all(one == results[0] for one in results)
    small_app.reviews.merge(a)
    small_app.reviews.merge(b)
    assert {"Anke's", "Bo's"} <= {mark.text for mark in small_app.captures.one(picture).annotation.marks}


def test_an_older_file_after_a_newer_one_takes_nothing_back(small_app: App, sent: Path) -> None:
    picture = the_picture(sent)
    with Review.open(sent) as review:
        comment = review.comment(picture, "first words")
        mark = review.add_mark(picture, a_box())
        old = copied(review.save(), "old.gemba-review")
        review.edit(comment, "better words")
        review.remove(mark)
        review.save()
    small_app.reviews.merge(sent)
    after = state(small_app)
    assert small_app.reviews.merge(old).is_nothing
    assert state(small_app) == after
    assert [row.text for row in small_app.comments.of(picture)][-1] == "better words"


def test_x05_a_change_survives_a_removal_and_is_told_as_a_conflict(small_app: App, sent: Path) -> None:
    picture = the_picture(sent)
    with Review.open(sent) as review:
        comment = review.comment(picture, "first words")
        mark = review.add_mark(picture, a_box())
        review.save()
        small_app.reviews.merge(sent)
        small_app.comments.remove(comment)
        small_app.captures.mark(picture, remove=(mark,))
        review.edit(comment, "better words")
        review.save()
    done = small_app.reviews.merge(sent)
    assert (done.conflicts, done.comments, done.marks) == (1, 1, 0)
    assert [row.text for row in small_app.comments.of(picture)][-1] == "better words"
    assert mark not in {one.id for one in small_app.captures.one(picture).annotation.marks}


def test_what_two_people_changed_stands_side_by_side(small_app: App, sent: Path) -> None:
    picture = the_picture(sent)
    with Review.open(sent) as review:
        comment = review.comment(picture, "first words")
        review.save()
        small_app.reviews.merge(sent)
        small_app.comments.edit(comment, "words of the house")
        review.edit(comment, "words of the reviewer")
        review.save()
    assert small_app.reviews.merge(sent).conflicts == 1
    both = {row.text: row.beside_id for row in small_app.comments.of(picture)}
    assert {"words of the house", "words of the reviewer"} <= both.keys()
    assert sorted(both[one] for one in ("words of the house", "words of the reviewer")) == ["", comment]
    assert small_app.reviews.merge(sent).is_nothing


def test_a_redaction_from_outside_is_never_taken_off_from_outside(small_app: App, sent: Path) -> None:
    picture = the_picture(sent)
    cover = Mark("", MarkKind.REDACTION, BOX)
    with Review.open(sent) as review:
        item = review.add_mark(picture, cover)
        review.save()
        assert small_app.reviews.merge(sent).covers == 1
        review.remove(item)
        review.save()
    small_app.reviews.merge(sent)
    assert item in {mark.id for mark in small_app.captures.one(picture).annotation.redactions}
    small_app.captures.mark(picture, remove=(item,))
    assert small_app.captures.one(picture).state is CaptureState.UNREVIEWED
    assert small_app.reviews.merge(sent).is_nothing


def test_marks_land_where_they_were_put_also_on_a_cropped_picture(app: App, tmp_path: Path) -> None:
    row = app.captures.add_bytes(encode_png(Frame(200, 100, bytes(range(200)) * 300)), name="one.png")
    app.captures.mark(row.id, add=(Mark("", MarkKind.CROP, ((50, 20), (150, 80))),))
    app.captures.review(row.id)
    path = app.reviews.export(tmp_path / "one.gemba-review", [row.id]).path
    with Review.open(path) as review:
        assert review.frame(row.id).size == (100, 60)
        item = review.add_mark(row.id, a_box())
        review.comment(row.id, "here", about=(1, 2, 30, 40))
        review.save()
    app.reviews.merge(path)
    found = {mark.id: mark for mark in app.captures.one(row.id).annotation.marks}[item]
    assert found.points == ((60.0, 30.0), (110.0, 60.0))
    assert app.comments.of(row.id)[0].region_px == (51, 22, 80, 60)


def test_a_picture_that_is_gone_is_told_and_the_rest_comes_home(small_app: App, sent: Path) -> None:
    picture = the_picture(sent)
    with Review.open(sent) as review:
        review.comment(picture, "about nothing now")
        review.save()
    small_app.captures.remove(picture)
    assert small_app.reviews.merge(sent).missing_pictures == 1
    assert small_app.library.queries.comments() == []


def test_a_review_of_another_library_is_refused(small_app: App, sent: Path, app: App) -> None:
    with pytest.raises(UserError, match="did not go out from this library"):
        app.reviews.preview(sent)
    with pytest.raises(UserError, match="did not go out from this library"):
        app.reviews.merge(sent)


def test_drafts_are_there_after_a_kill_and_gone_after_saving(sent: Path, tmp_path: Path) -> None:
    picture = the_picture(sent)
    before = sent.read_bytes()
    review = Review.open(sent)
    item = review.comment(picture, "half a review")
    review.close()  # as a kill would: never saved
    assert sent.read_bytes() == before
    with Review.open(sent) as again:
        assert again.is_unsaved
        assert [row.text for row in again.comments(picture)][-1] == "half a review"
        again.edit(item, "a whole one")
        assert again.undo()
        assert [row.text for row in again.comments(picture)][-1] == "half a review"
        again.save()
        assert not again.is_unsaved
    with Review.open(sent) as third:
        assert not third.is_unsaved
        assert [row.text for row in third.comments(picture)][-1] == "half a review"


def test_a_draft_that_cannot_be_taken_away_makes_no_good_saving_fail(
    sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, drafts, right = the_picture(sent), tmp_path / "drafts", Path.unlink
    refused: list[Path] = []

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if path.parent == drafts and path.suffix == ".json":
            refused.append(path)
            raise PermissionError(13, "a scanner of viruses holds it", str(path))
        right(path, missing_ok=missing_ok)

    with Review.open(sent, drafts=drafts) as review:
        review.comment(picture, "first")
        with monkeypatch.context() as patched:
            patched.setattr(Path, "unlink", unlink)
            assert review.save() == sent
        assert len(refused) == 1 and refused[0].exists()
        assert not review.is_unsaved
    with Review.open(sent, drafts=drafts) as again:
        assert not again.is_unsaved, "what is in the file is no draft"
        assert [row.text for row in again.comments(picture)].count("first") == 1
        again.comment(picture, "second")
        again.save()
    assert not list(drafts.iterdir()), "it goes with the next saving"


def test_two_windows_on_one_file_lose_nothing(sent: Path) -> None:
    picture = the_picture(sent)
    with Review.open(sent) as one, Review.open(sent) as two:
        one.comment(picture, "from one")
        two.comment(picture, "from two")
        one.save()
        two.save()
    with Review.open(sent) as last:
        assert {"from one", "from two"} <= {row.text for row in last.comments(picture)}


def test_the_reviewer_cannot_touch_what_the_sender_wrote(sent: Path) -> None:
    picture = the_picture(sent)
    with Review.open(sent) as review:
        theirs = review.comments(picture)[0].id
        for change in (lambda: review.edit(theirs, "x"), lambda: review.remove(theirs)):
            with pytest.raises(UserError):
                change()
        with pytest.raises(UserError, match="crop"):
            review.add_mark(picture, Mark("", MarkKind.CROP, BOX))
        with pytest.raises(UserError, match="outside"):
            review.add_mark(picture, a_box(points=((500, 500), (600, 600))))
        with pytest.raises(UserError, match="empty"):
            review.comment(picture, " ")


def test_the_picture_in_the_file_is_the_rendition_and_nothing_else(sent: Path) -> None:
    with ReviewBundle.open(sent) as bundle:
        [picture] = bundle.manifest.sent.pictures
        assert decode_own_png(bundle.picture(picture.blob)).size == (picture.width, picture.height)


def test_pictures_are_read_on_several_threads_while_the_file_is_saved(demo_app: App, tmp_path: Path) -> None:
    pictures = [row.id for row in demo_app.captures.all() if row.reviewed_at is not None][:6]
    path = demo_app.reviews.export(tmp_path / "visit.gemba-review", pictures).path
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with Review.open(path) as review, ThreadPoolExecutor(3) as threads:
            names = [one.id for one in review.pictures()]
            expected = {one: review.picture_file(one) for one in names}
            reads = [threads.submit(review.picture_file, one) for one in names * 100]
            for turn in range(5):
                review.comment(names[0], f"turn {turn}")
                review.save()
            assert all(read.result() == expected[name] for read, name in zip(reads, names * 100, strict=True))
    finally:
        sys.setswitchinterval(before)
