"""Label and truth on the way out: beside each other, Renditions only, what is covered stays covered."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from gemba.app import App
from gemba.errors import Refused
from gemba.model.rows import NotePartRow, TicketPictureRow
from gemba.model.values import NotePart
from gemba.report.document import SheetPicture
from gemba.report.sheet_pictures import packed, picture_rows
from gemba.services.leaving.privacy import Privacy
from gemba.services.tickets.labels import LabelPair, labels_of, placed
from gemba.services.tickets.leaving import TicketLeaving, ticket_labels
from gemba.services.tickets.opened import open_ticket
from gemba.services.visits.observations import ObservationFields
from tests.redaction.export_pairs import COVERED, LABEL, SIZE, TRUTH, name_label

LABEL_SIZE, TRUTH_SIZE = (80, 50), (40, 50)


@pytest.fixture
def labelled(small_app: App) -> App:
    """The small library's ticket with a note whose label and truth are two parts of one picture."""
    name_label(small_app)
    return small_app


def label_note(app: App) -> str:
    return app.observations.all(kind="label_vs_truth")[0].id


def images(path: Path) -> list[tuple[int, int]]:
    return [one.image.size for page in PdfReader(path).pages for one in page.images if one.image is not None]


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_sheet_shows_both_parts_and_the_picture_they_are_from(labelled: App, tmp_path: Path) -> None:
    labelled.exporting.ticket("T1", tmp_path / "t.pdf")
    assert sorted(images(tmp_path / "t.pdf")) == sorted([LABEL_SIZE, TRUTH_SIZE, SIZE])
    # The two whole pictures are the same pixels: one object of the file.
    text = text_of(tmp_path / "t.pdf")
    assert "Label  T1.2" in text and "Truth  T1.2" in text
    assert TicketLeaving(labelled.library).pages("T1") == len(PdfReader(tmp_path / "t.pdf").pages)
    labelled.exporting.ticket("T1", tmp_path / "vi.pdf", language="vi")
    assert "Nhãn" in text_of(tmp_path / "vi.pdf") and "Thực tế" in text_of(tmp_path / "vi.pdf")


def test_taken_back_the_ticket_shows_its_pictures_as_before(labelled: App, tmp_path: Path) -> None:
    labelled.observations.take_part_back(label_note(labelled), part="truth")
    labelled.exporting.ticket("T1", tmp_path / "t.pdf")
    assert images(tmp_path / "t.pdf") == [SIZE]
    assert "Label  T1" not in text_of(tmp_path / "t.pdf")


def test_in_markdown_they_stand_in_one_table_and_as_text_under_each_other(labelled: App, tmp_path: Path) -> None:
    done = labelled.exporting.ticket("T1", tmp_path / "t.md")
    lines = (tmp_path / "t.md").read_text("utf-8").splitlines()
    at = lines.index("| Label | Truth |")
    assert lines[at + 1] == "| --- | --- |"
    assert lines[at + 2].count("](") == 2 and lines[at + 3].count("T1.2 ") == 2
    sizes = [size_of(one) for one in done.pictures]
    assert sizes == [SIZE, SIZE, LABEL_SIZE, TRUTH_SIZE]
    assert all(f"](t-pictures/{one.name})" in "\n".join(lines) for one in done.pictures)
    copied = TicketLeaving(labelled.library).copied("T1")
    assert "| Label | Truth |" in copied.markdown and "](" not in copied.markdown
    assert [line.split(" ")[0] for line in copied.plain.splitlines()[-3:]] == ["Label:", "Truth:", "T1.2"]


def test_what_is_covered_stays_covered_in_the_part(labelled: App) -> None:
    row = labelled.tickets.view("T1").row
    captures = labelled.captures.all(session="S1")
    out = ticket_labels(labelled.library, row, captures, Privacy(labelled.library).masker())
    made = out.cut[captures[1].id, LABEL]
    left, top = COVERED[0] - LABEL[0], COVERED[1] - LABEL[1]
    with Image.open(io.BytesIO(made.base.data)) as image:
        rgb, width = image.convert("RGB").tobytes(), image.width
    spots = [(left + 1, top + 1), (left + COVERED[2] - 2, top + COVERED[3] - 2), (left + 30, top + 20)]
    inside = {bytes(rgb[(y * width + x) * 3 :][:3]) for x, y in spots}
    assert len(inside) == 1, "a cover is of one colour, what is under it is noise"
    control = {bytes(rgb[(y * width + x) * 3 :][:3]) for x, y in ((75, 3), (77, 10), (79, 45))}
    assert len(control) == 3


def test_one_that_is_not_reviewed_is_refused_or_leaves_a_box(labelled: App, tmp_path: Path) -> None:
    key = labelled.captures.all(session="S1")[1].id
    cover = labelled.captures.one(key).annotation.redactions[-1]
    labelled.captures.mark(key, remove=(cover.id,))
    with pytest.raises(Refused, match="reviewed"):
        labelled.exporting.ticket("T1", tmp_path / "t.md")
    done = labelled.exporting.ticket("T1", tmp_path / "t.md", accept_unreviewed=True)
    assert len(done.pictures) == 1
    told = (tmp_path / "t.md").read_text("utf-8").splitlines()
    assert told[told.index("| Label | Truth |") + 2].count("not yet reviewed") == 2
    labelled.exporting.ticket("T1", tmp_path / "t.pdf", accept_unreviewed=True)
    assert images(tmp_path / "t.pdf") == [SIZE]


def test_a_note_of_which_somebody_refused_to_be_quoted_gives_no_label(
    labelled: App,
) -> None:
    row, queries = labelled.tickets.view("T1").row, labelled.library.queries
    assert len(labels_of(queries, row)) == 1
    assert labels_of(queries, row, silent={label_note(labelled)}) == ()


def test_only_pictures_of_the_ticket_stand_there(labelled: App) -> None:
    key = labelled.captures.all(session="S1")[1].id
    assert len(open_ticket(labelled.library.queries, "T1").labels) == 1
    labelled.tickets.unlink("T1", pictures=(key,))
    assert open_ticket(labelled.library.queries, "T1").labels == ()


def _part(part: NotePart, key: str, region: tuple[int, int, int, int] | None = None) -> NotePartRow:
    return NotePartRow("n", part, key, region)


def test_a_whole_picture_stands_once_and_one_of_a_region_again() -> None:
    links = [TicketPictureRow(at, key, key, None) for at, key in enumerate("abc", 1)]
    pair = LabelPair(_part(NotePart.LABEL, "b"), _part(NotePart.TRUTH, "c", TRUTH))
    found = placed(links, [pair])
    assert found.before == {"b": (pair,)} and found.shown == {"b"}
    links[2] = TicketPictureRow(3, "c", "c", "b")
    assert placed(links, [pair]).shown == frozenset(), "before and after show it too"


def test_rows_keep_label_and_truth_together() -> None:
    pictures = [
        SheetPicture("T1.1", "a"),
        SheetPicture("T1.2", "b", part="label"),
        SheetPicture("T1.1", "a", part="truth"),
        SheetPicture("T1.2", "b"),
        SheetPicture("T1.3", "c", after_of="T1.1"),
    ]
    rows = picture_rows(pictures)
    assert [[one.file_name + one.part for one in row] for row in rows] == [["a", "c"], ["blabel", "atruth"], ["b"]]
    assert [len(row) for row in packed(rows, 3)] == [2, 3]


def test_the_sessions_report_shows_a_picture_that_is_both_once(labelled: App, tmp_path: Path) -> None:
    assert len(labelled.observations.one(label_note(labelled)).capture_ids) == 1
    labelled.exporting.session_report("S1", tmp_path / "s.pdf")
    assert images(tmp_path / "s.pdf") == [SIZE]
    labelled.observations.edit(label_note(labelled), ObservationFields(kind="fact"))
    assert open_ticket(labelled.library.queries, "T1").labels == ()
