"""R-15: clipboard and drag carry the Rendition's bytes and nothing beside; sending and bringing home in the window."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gemba.errors import Refused
from gemba.imaging.metadata import ForeignContent, check
from gemba.imaging.redact import REDACTION_RGB
from gemba.model.annotation import Mark, MarkKind
from gemba.model.values import CaptureState
from gemba.services.pictures.copies import copy_of, picture_copy
from gemba.services.reviews.elsewhere import Review
from gemba.ui.leaving.picture_mime import FORMATS, HINTS, PNG, mime_of

COVERED = Mark("", MarkKind.REDACTION, ((40, 40), (200, 120)))


@pytest.fixture
def evidence(qtbot, sample_window):
    sample_window.go("evidence")
    qtbot.waitUntil(lambda: "evidence" in sample_window.places)
    place = sample_window.places["evidence"]
    qtbot.waitUntil(lambda: len(place.wall.model.rows) > 5)
    return place


def reviewed(captures):
    return next(row for row in captures.all() if row.state is CaptureState.REVIEWED)


def test_r15_the_list_of_formats_is_exact_and_the_bytes_are_the_renditions(sample_window):
    app = sample_window.desk.app
    row = reviewed(app.captures)
    made = app.captures.renditions([row.id], words=app.privacy.masker().for_paper)[row.id]
    mime = mime_of(picture_copy(app.library, row.id))
    assert set(mime.formats()) == FORMATS
    assert mime.data(PNG).data() == made.flat.data
    check(mime.data(PNG).data(), "png")
    assert mime.data("x-kde-passwordManagerHint").data() == b"secret"
    assert not (mime.hasText() or mime.hasHtml() or mime.hasUrls())
    assert all(mime.data(name).data() == value for name, value in HINTS.items())


def test_r15_what_is_covered_is_one_colour_on_the_clipboard(qtbot, evidence):
    from tests.ui.evidence.test_incoming import png

    app = evidence.desk.app
    row = app.captures.add_bytes(png(width=320, height=200), name="new.png")  # the sample's may be cropped
    app.captures.mark(row.id, add=(COVERED,))
    app.captures.review(row.id)
    from gemba.ui.evidence.sending import copy_picture

    QGuiApplication.clipboard().setText("something else")
    copy_picture(evidence.desk, evidence, row.id)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().mimeData().hasFormat(PNG))
    assert QGuiApplication.clipboard().text() == ""
    data = QGuiApplication.clipboard().mimeData().data(PNG).data()
    with Image.open(io.BytesIO(data)) as image:
        assert image.crop((48, 48, 190, 110)).getcolors() == [(142 * 62, tuple(REDACTION_RGB))]


def test_r15_a_picture_nobody_reviewed_does_not_get_there(qtbot, evidence):
    app = evidence.desk.app
    row = reviewed(app.captures)
    app.captures.mark(row.id, add=(COVERED,))
    app.captures.mark(row.id, remove=(app.captures.one(row.id).annotation.redactions[-1].id,))
    with pytest.raises(Refused):
        picture_copy(app.library, row.id)


def test_r15_controls_an_original_and_a_text_are_noticed(sample_window):
    app = sample_window.desk.app
    row = reviewed(app.captures)
    with pytest.raises(TypeError):
        copy_of(app.captures.preview(row.id))
    with pytest.raises(TypeError):
        mime_of(app.captures.preview(row.id).picture)
    mime = mime_of(picture_copy(app.library, row.id))
    mime.setText("T1/03")
    assert set(mime.formats()) != FORMATS
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "JPEG", comment=b"x", exif=Image.Exif().tobytes() or b"Exif\0\0")
    with pytest.raises(ForeignContent):
        check(out.getvalue(), "png")


def test_a_review_goes_out_through_the_sheet_and_comes_home_through_its_preview(qtbot, evidence, tmp_path):
    from gemba.ui.evidence.sending import send_pictures
    from gemba.ui.leaving.sheet import LeavingSheet

    window, app = evidence.window(), evidence.desk.app
    ids = [row.id for row in app.captures.all() if row.state is CaptureState.REVIEWED][:3]
    send_pictures(evidence.desk, evidence, ids)
    qtbot.waitUntil(lambda: bool(window.findChildren(LeavingSheet)))
    sheet = window.findChildren(LeavingSheet)[-1]
    assert "3 pictures to a reviewer" in sheet.leaving.title
    sheet.close_up()
    path = app.reviews.export(tmp_path / "three.gemba-review", ids).path
    with Review.open(path, author="team lead") as review:
        review.comment(ids[0], "Nobody reads it")
        review.add_mark(ids[1], Mark("", MarkKind.BOX, ((5, 5), (50, 50))))
        review.save()
    home = window.commands.reviews_home
    home.choose = lambda parent, title: path
    window.actions_by_id["library.review"].trigger()
    qtbot.waitUntil(lambda: home.sheet is not None)
    assert home.sheet.sentence.text() == "It adds 1 comment, 1 mark, 0 conflicts."
    assert home.sheet.text.toPlainText().splitlines() == [
        "Nothing here is overwritten. It is one step, and undo takes it back."
    ]
    assert app.comments.of(ids[0]) == ()
    home.sheet.button.click()
    qtbot.waitUntil(lambda: len(app.comments.of(ids[0])) == 1)
    window.commands.undo()
    qtbot.waitUntil(lambda: app.comments.of(ids[0]) == ())


def test_a_question_goes_with_a_visit_masked_and_what_is_half_typed_is_kept(qtbot, evidence, tmp_path):
    from gemba.ui.leaving.sheet import LeavingSheet

    window, app = evidence.window(), evidence.desk.app

    def opened():
        window.desk.trigger("sessions.send")
        qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(LeavingSheet)))
        return next(one for one in window.findChildren(LeavingSheet) if one.isVisible())

    window.go("sessions", "S1")
    qtbot.waitUntil(lambda: window.places["sessions"].page.page is not None)
    sheet = opened()
    QTest.keyClicks(sheet.asking.edit, "Does anybody read it? Ask anna.b@mail.example or")
    # At once, before the pause after which a draft is kept: the last letters are not lost either.
    QTest.keyClick(sheet.asking.edit, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    qtbot.waitUntil(lambda: app.observations.drafts().get("leaving.words", "").endswith(" or"))
    sheet = opened()
    qtbot.waitUntil(lambda: sheet.asking.words.startswith("Does anybody read it?"))
    sheet.fields.set_folder(tmp_path)
    QTest.keyClick(sheet.asking.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    path = tmp_path / f"{sheet.fields.name.text()}.gemba-review"
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: "leaving.words" not in app.observations.drafts())
    with Review.open(path, author="team lead") as review:
        assert review.question.startswith("Does anybody read it? Ask ")
        assert "anna.b" not in review.question
        assert len(review.pictures()) == 8
