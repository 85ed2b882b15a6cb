"""One visit and one ticket as files: pictures reviewed or named, files whole, other endings refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from gemba.app import App
from gemba.errors import Refused, UserError
from gemba.model.annotation import Mark, MarkKind
from gemba.model.values import PrivateKind
from gemba.services.leaving.pictures import PicturesOut
from gemba.services.visits.live import Live, VisitTimeline
from gemba.services.visits.observations import ObservationFields


def _text(file: Path) -> str:
    return " ".join("".join(page.extract_text() for page in PdfReader(file).pages).split())


def _pictures(file: Path) -> int:
    return sum(len(page.images) for page in PdfReader(file).pages)


def test_a_visit_and_a_ticket_leave_as_pdf_with_their_pictures(demo_app: App, tmp_path: Path) -> None:
    visit = demo_app.exporting.session_report("S1", tmp_path / "s.pdf")
    assert "Refunds" in _text(visit.file) and _pictures(visit.file) > 0
    ticket = demo_app.exporting.ticket("T2", tmp_path / "t.pdf")
    view = demo_app.tickets.view("T2")
    assert view.row.title.split()[0] in _text(ticket.file)
    assert _pictures(ticket.file) == len({one.capture_id for one in view.row.pictures})
    assert visit.unreviewed == ticket.unreviewed == visit.pictures == ticket.pictures == ()
    again = demo_app.exporting.ticket("T2", tmp_path / "again.pdf").file.read_bytes()
    assert ticket.file.read_bytes() == again


@pytest.mark.parametrize(("language", "words"), [("en", "Owner"), ("zh-Hans", "负责人"), ("vi", "Người")])
def test_the_fixed_words_of_a_ticket_follow_its_language(
    demo_app: App, tmp_path: Path, language: str, words: str
) -> None:
    assert words in _text(demo_app.exporting.ticket("T2", tmp_path / "t.pdf", language=language).file)


def test_a_ticket_as_markdown_has_its_pictures_beside_it(demo_app: App, tmp_path: Path) -> None:
    done = demo_app.exporting.ticket("T2", tmp_path / "t.md")
    text = done.file.read_text("utf-8")
    assert done.pictures and all(file.name in text for file in done.pictures)
    images = [t for outer in MarkdownIt().parse(text) for t in (outer.children or ()) if t.type == "image"]
    assert [image.attrs["src"] for image in images] == [f"t-pictures/{file.name}" for file in done.pictures]


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("v.md", "en", "Format debate: 13 min lost."),
        ("v.pdf", "en", "· format debate 13 min lost"),
        ("v.pdf", "vi", "· tranh luận hình thức mất 13 phút"),
        ("v.pdf", "zh-Hant", "· 格式之爭 耗去 13 分鐘"),
    ],
)
def test_the_minutes_that_a_visit_lost_to_debates_about_format_are_added_up(
    demo_app: App, tmp_path: Path, name: str, language: str, told: str
) -> None:
    def said() -> str:
        file = demo_app.exporting.session_report("S3", tmp_path / name, language=language).file
        return " ".join((_text(file) if name.endswith("pdf") else file.read_text("utf-8")).split())

    label = told.removeprefix("· ")[:10].rstrip(": ")
    assert label not in said(), "a visit that lost none says nothing of it"
    for words in ("Which week begins the month? | 8", "One line or two? | 4.6"):
        demo_app.observations.note("S3", ObservationFields(text=words, kind="format_debate"))
    assert told in said()


@pytest.mark.parametrize("ending", ["pdf", "md"])
def test_r17_an_unreviewed_picture_is_named_and_never_printed(demo_app: App, tmp_path: Path, ending: str) -> None:
    view = demo_app.tickets.view("T2")
    capture = demo_app.captures.one(view.row.pictures[0].capture_id or "")
    demo_app.captures.propose(capture.id, [(PrivateKind.NAME, "x", (1, 1, 9, 9))], source="by-eye")
    kept = set(tmp_path.iterdir())
    for leave in (
        lambda: demo_app.exporting.ticket("T2", tmp_path / f"t.{ending}"),
        lambda: demo_app.exporting.session_report(f"S{capture.session_number}", tmp_path / f"s.{ending}"),
    ):
        with pytest.raises(Refused) as refused:
            leave()
        assert capture.source_id in str(refused.value)
    assert set(tmp_path.iterdir()) == kept
    done = demo_app.exporting.ticket("T2", tmp_path / f"t.{ending}", accept_unreviewed=True)
    assert done.unreviewed == (capture.source_id,)
    said = _text(done.file) if ending == "pdf" else done.file.read_text("utf-8")
    assert "yet reviewed" in said


@pytest.mark.parametrize("ending", ["pdf", "md"])
def test_a_note_written_while_the_report_is_made_is_in_the_next_one(
    demo_app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    timeline = Live.timeline

    def and_then_somebody_writes(self: Live, session: str) -> VisitTimeline:
        found = timeline(self, session)
        demo_app.observations.note("S1", ObservationFields(text="Typed meanwhile"))
        return found

    monkeypatch.setattr(Live, "timeline", and_then_somebody_writes)
    first = demo_app.exporting.session_report("S1", tmp_path / f"first.{ending}").file
    monkeypatch.undo()
    second = demo_app.exporting.session_report("S1", tmp_path / f"second.{ending}").file
    said = [_text(one) if ending == "pdf" else one.read_text("utf-8") for one in (first, second)]
    assert ["Typed meanwhile" in one for one in said] == [False, True]


def test_another_ending_or_language_is_refused(demo_app: App, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.md, \.pdf"):
        demo_app.exporting.ticket("T2", tmp_path / "t.docx")
    with pytest.raises(UserError, match="zh-Hans"):
        demo_app.exporting.ticket("T2", tmp_path / "t.pdf", language="xx")
    assert not list(tmp_path.glob("t.*"))


def _out(app: App) -> PicturesOut:
    return PicturesOut(app.library)


def test_chosen_pictures_leave_as_a_zip_of_the_same_files_as_a_folder(demo_app: App, tmp_path: Path) -> None:
    ids = [one.id for one in demo_app.captures.all()][:3]
    folder = _out(demo_app).write(ids, tmp_path / "pictures")
    done = _out(demo_app).write(ids, tmp_path / "pictures.zip")
    with zipfile.ZipFile(done.file) as file:
        assert {one: file.read(one) for one in file.namelist()} == {
            one.name: one.read_bytes() for one in folder.pictures
        }
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert all(name.endswith((".png", ".jpg")) for name in file.namelist())
    assert _out(demo_app).write(ids, tmp_path / "again.zip").file.read_bytes() == done.file.read_bytes()


def test_chosen_pictures_leave_as_one_pdf_with_captions_and_every_note_of_a_number(
    demo_app: App, tmp_path: Path
) -> None:
    first = demo_app.captures.all()[0]
    notes = tuple(
        Mark("", MarkKind.NUMBER, ((500 + 20 * at, 500), (510, 510)), number=at, text=f"Remark number {at} of many")
        for at in range(31, 47)
    )
    demo_app.captures.mark(first.id, add=notes)
    demo_app.captures.edit(first.id, caption="The list, says mail@example.com")
    ids = [one.id for one in demo_app.captures.all()][:2]
    done = _out(demo_app).write(ids, tmp_path / "pictures.pdf")
    text = _text(done.file)
    assert _pictures(done.file) == 2
    assert "S1 Refunds" in text
    assert "The list, says" in text and "mail@example.com" not in text
    shown = [mark for mark in demo_app.captures.renditions(ids[:1], words=str)[first.id].marks if mark.number]
    assert len(shown) > 12 and {mark.number for mark in shown} >= {mark.number for mark in notes}
    assert all(f"Remark number {mark.number} of many" in text for mark in shown if (mark.number or 0) > 30)


@pytest.mark.parametrize("name", ["pictures", "pictures.zip", "pictures.pdf"])
def test_r17_pictures_nobody_reviewed_stay_and_are_named(demo_app: App, tmp_path: Path, name: str) -> None:
    first, second = demo_app.captures.all()[:2]
    demo_app.captures.propose(first.id, [(PrivateKind.NAME, "x", (1, 1, 9, 9))], source="by-eye")
    with pytest.raises(Refused):
        _out(demo_app).write([first.id, second.id], tmp_path / name)
    assert not (tmp_path / name).exists()
    done = _out(demo_app).write([first.id, second.id], tmp_path / name, accept_unreviewed=True)
    assert done.unreviewed == (first.source_id,)
    with pytest.raises(Refused):
        _out(demo_app).write([first.id], tmp_path / f"other-{name}", accept_unreviewed=True)
