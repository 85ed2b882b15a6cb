"""One visit and one ticket as files: pictures reviewed or named, files whole, other endings refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from gemba.app import App
from gemba.errors import Refused, UserError
from gemba.model.values import PrivateKind


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
    assert [image.attrs["src"] for image in images] == [file.name for file in done.pictures]


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


def test_another_ending_or_language_is_refused(demo_app: App, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.md, \.pdf"):
        demo_app.exporting.ticket("T2", tmp_path / "t.docx")
    with pytest.raises(UserError, match="zh-Hans"):
        demo_app.exporting.ticket("T2", tmp_path / "t.pdf", language="xx")
    assert not list(tmp_path.glob("t.*"))
