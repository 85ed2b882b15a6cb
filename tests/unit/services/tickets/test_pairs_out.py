"""Before and after on the way out: beside each other, one region, Renditions only, what is covered in neither."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from gemba.app import App
from gemba.errors import Refused
from gemba.imaging.rects import IntRect
from gemba.model.annotation import Mark, MarkKind
from gemba.model.rows import CaptureRow, TicketPictureRow
from gemba.services.reviews.elsewhere import Review
from gemba.services.tickets.leaving import TicketLeaving
from gemba.services.tickets.pairs import renditions_together, same_region, together
from tests.redaction.export_pairs import SIZE, name_after

CROP = ((10.0, 10.0), (150.0, 90.0))
CUT = (140, 80)


@pytest.fixture
def paired(small_app: App) -> App:
    """The small library's ticket, its picture whole, and cropped the one that is after it."""
    name_after(small_app)
    return small_app


def images(path: Path) -> list[tuple[int, int]]:
    return [one.image.size for page in PdfReader(path).pages for one in page.images if one.image is not None]


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def test_both_leave_cut_to_what_both_show(paired: App, tmp_path: Path) -> None:
    paired.exporting.ticket("T1", tmp_path / "t.pdf")
    assert images(tmp_path / "t.pdf") == [CUT], "cut alike, the two are the same pixels: one object of the file"
    text = PdfReader(tmp_path / "t.pdf").pages[0].extract_text()
    assert "Before" in text and "After" in text and len(PdfReader(tmp_path / "t.pdf").pages) == 1
    row = paired.tickets.view("T1").row
    paired.tickets.changes.take_apart("T1", after=row.pictures[1].capture_id or "")
    paired.exporting.ticket("T1", tmp_path / "apart.pdf")
    assert images(tmp_path / "apart.pdf") == [SIZE, CUT]
    assert "Before" not in PdfReader(tmp_path / "apart.pdf").pages[0].extract_text()


def test_in_markdown_they_stand_in_one_table_and_as_text_under_each_other(paired: App, tmp_path: Path) -> None:
    done = paired.exporting.ticket("T1", tmp_path / "t.md")
    lines = (tmp_path / "t.md").read_text("utf-8").splitlines()
    at = lines.index("| Before | After |")
    assert lines[at + 1] == "| --- | --- |"
    assert lines[at + 2].count("](") == 2 and lines[at + 3].startswith("| T1.1 ") and " | T1.2 " in lines[at + 3]
    assert [size_of(one) for one in done.pictures] == [CUT, CUT]
    copied = TicketLeaving(paired.library).copied("T1")
    assert "| Before | After |" in copied.markdown and "](" not in copied.markdown
    told = [line for line in copied.plain.splitlines() if not line.startswith("  ")]
    assert [line.split(" ")[0] for line in told[-2:]] == ["Before:", "After:"]
    notes = [line[2:] for line in copied.plain.splitlines() if line.startswith("  ")]
    assert notes and all(line.split(" ")[0].isdigit() for line in notes), (
        "what the numbers mean stands below its picture"
    )


def test_a_pair_of_which_one_is_not_reviewed_is_refused_or_leaves_with_the_other_alone(
    paired: App, tmp_path: Path
) -> None:
    after = paired.tickets.view("T1").row.pictures[1].capture_id or ""
    cover = paired.captures.one(after).annotation.redactions[-1]
    paired.captures.mark(after, remove=(cover.id,))
    assert paired.captures.one(after).state == "unreviewed"
    with pytest.raises(Refused, match="reviewed"):
        paired.exporting.ticket("T1", tmp_path / "t.md")
    done = paired.exporting.ticket("T1", tmp_path / "t.md", accept_unreviewed=True)
    assert len(done.pictures) == 1 and len(done.unreviewed) == 1
    lines = (tmp_path / "t.md").read_text("utf-8").splitlines()
    told = lines[lines.index("| Before | After |") + 2]
    assert told.count("](") == 1 and "not yet reviewed" in told
    paired.exporting.ticket("T1", tmp_path / "t.pdf", accept_unreviewed=True)
    assert len(images(tmp_path / "t.pdf")) == 1


def test_of_a_pair_only_the_numbers_that_both_show_are_told_on_paper_and_in_text(paired: App, tmp_path: Path) -> None:
    before = paired.tickets.view("T1").row.pictures[0].capture_id or ""
    aside = Mark(id="", kind=MarkKind.NUMBER, points=((155, 95), (158, 98)), number=77, text="Beside the sheet")
    paired.captures.mark(before, add=(aside,))
    paired.captures.review(before, by="observer")

    def told() -> list[bool]:
        paired.exporting.ticket("T1", tmp_path / "t.md")
        paired.exporting.ticket("T1", tmp_path / "t.pdf")
        copied = TicketLeaving(paired.library).copied("T1")
        paper = "".join(page.extract_text() for page in PdfReader(tmp_path / "t.pdf").pages)
        texts = ((tmp_path / "t.md").read_text("utf-8"), copied.markdown, copied.plain, paper)
        return ["Beside the sheet" in text for text in texts]

    assert told() == [False] * 4, "it lies where the picture is cut off"
    paired.tickets.changes.take_apart("T1", after=paired.tickets.view("T1").row.pictures[1].capture_id or "")
    assert told() == [True] * 4


def _cropped(row: CaptureRow, *corners: tuple[float, float]) -> CaptureRow:
    marks = (Mark(id="c", kind=MarkKind.CROP, points=corners),) if corners else ()
    return replace(row, annotation=replace(row.annotation, marks=marks))


def test_the_region_is_what_all_show_and_none_where_that_is_too_little(paired: App) -> None:
    row = _cropped(paired.captures.all(session="S1")[0])
    assert same_region([row, row]) == IntRect(0, 0, *SIZE)
    assert same_region([row, _cropped(row, (100, 0), (160, 100))]) == IntRect(100, 0, 160, 100)
    left, right = _cropped(row, (0, 0), (100, 100)), _cropped(row, (60, 0), (160, 100))
    assert same_region([left, right]) is None, "40 of 100 columns are less than half"
    assert same_region([left, _cropped(row, (50, 0), (150, 100))]) == IntRect(50, 0, 100, 100)
    assert same_region([left, _cropped(row, (120, 0), (160, 100))]) is None
    assert same_region([row, replace(row, width=SIZE[0] + 1)]) is None


def test_a_rendition_is_never_cut_to_more_than_what_was_reviewed(paired: App) -> None:
    cropped = paired.captures.all(session="S1")[1]
    for region in (IntRect(0, 0, *SIZE), IntRect(150, 90, *SIZE)):
        made = paired.captures.renditions([cropped.id], words=str, regions={cropped.id: region})
        assert made[cropped.id].base.size == CUT


def test_pictures_that_show_no_more_anyway_are_not_made_twice(paired: App) -> None:
    rows = {one.id: one for one in paired.captures.all(session="S1")}
    links = paired.tickets.view("T1").row.pictures
    made = renditions_together(paired.captures, links, rows, words=str)
    assert list(made) == [links[0].capture_id]


def test_every_picture_stands_once_in_the_tickets_order() -> None:
    def link(position: int, key: str, after_of: str | None = None) -> TicketPictureRow:
        return TicketPictureRow(position, key, key, after_of)

    links = [link(1, "a"), link(2, "b"), link(3, "c", "a"), link(4, "d", "gone"), link(5, "e", "a")]
    found = [[one.reference for one in group.links] for group in together(links)]
    assert found == [["a", "c", "e"], ["b"], ["d"]]


def test_a_review_that_goes_out_and_comes_home_leaves_the_pair_as_it_is(paired: App, tmp_path: Path) -> None:
    before = paired.tickets.view("T1").row.pictures
    sent = paired.reviews.export(tmp_path / "visit.gemba-review", session="S1").path
    with Review.open(sent, author="team lead") as review:
        assert len(review.pictures()) == 2
        review.comment(review.pictures()[0].id, "And now?")
        review.save()
    paired.reviews.merge(sent)
    assert paired.tickets.view("T1").row.pictures == before
    assert before[1].after_of == before[0].capture_id
