"""The file: R-06, R-11, R-12 and R-16 for PDFs, the budget across the head, links, fonts, pixels, same bytes."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from gemba import paths
from gemba.errors import EnvironmentProblem, UserError
from gemba.imaging.picture import EncodedPicture, Frame
from gemba.model.values import NarrativeLanguage as L
from gemba.report import embed, paint
from gemba.report.document import Document, SheetPicture
from gemba.report.pdf import write_pdf
from gemba.report.preview import page_pictures, page_texts
from tests.unit.report.builders import BODY, document, forget_fonts, rendition, source, ticket, wash
from tests.unit.report.reading import copied_text, everything_in, images, names_in, opened, squeezed, tool

FORBIDDEN = {
    "/JavaScript",
    "/JS",
    "/OpenAction",
    "/AA",
    "/Launch",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/OCG",
    "/OCProperties",
}
FORBIDDEN |= {"/SMask", "/Metadata", "/RichMedia", "/SubmitForm", "/ImportData", "/GoToR"}
INFO = {"/Author", "/CreationDate", "/Creator", "/Keywords", "/ModDate", "/Producer", "/Subject", "/Title", "/Trapped"}


def many(count: int) -> list[Document]:
    """Return ``count`` documents that differ in language, length and pictures."""
    languages = list(L)
    return [
        document(
            languages[n % 4],
            text=source(languages[n % 4], paragraphs=3 + n % 7),
            tickets=(
                ticket(1),
                ticket(2, pictures=(SheetPicture("T2.1", "x.png", "", rendition(n, lossy=n % 3 == 0)),)),
            ),
        )
        for n in range(count)
    ]


def check_structure(made: Document) -> None:
    """R-11: one revision, nothing active, every image one of ours."""
    pdf = write_pdf(made)
    assert pdf.count(b"startxref") == 1
    assert pdf.count(b"%%EOF") == 1
    file = opened(pdf)
    assert not names_in(file) & FORBIDDEN
    ours = [picture.picture.base for sheet in made.tickets for picture in sheet.pictures if picture.picture is not None]
    raw = {_scan(one) for one in ours}
    found = [bytes(image.read_raw_bytes()) for image in images(file)]
    assert set(found) == raw
    assert len(found) == len(raw), "the same picture is embedded once"
    assert set(file.docinfo.keys()) <= INFO


def _scan(picture: EncodedPicture) -> bytes:
    if picture.format == "jpeg":
        return picture.data
    return embed.image_object(picture).content


@pytest.mark.parametrize("number", range(10))
def test_r11_structure(number: int) -> None:
    check_structure(many(10)[number])


@pytest.mark.nightly
def test_r11_structure_of_fifty() -> None:
    for made in many(50):
        check_structure(made)


def test_r11_can_go_red(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a foreign picture in the file is noticed."""
    foreign = rendition(77).base
    monkeypatch.setattr(paint.Pictures, "of", staticmethod(lambda tickets: _with_foreign(tickets, foreign)))
    with pytest.raises(AssertionError):
        check_structure(document(tickets=(ticket(1),)))


def _with_foreign(tickets: object, foreign: EncodedPicture) -> paint.Pictures:
    keys = [one.picture.sha256 for sheet in tickets for one in sheet.pictures if one.picture]  # type: ignore[attr-defined]
    return paint.Pictures(dict.fromkeys(keys, foreign))


def test_r06_document_info_is_fixed_but_for_title_and_authors() -> None:
    file = opened(write_pdf(document()))
    info = file.docinfo
    assert str(info["/Title"]) == "A refund waits nine days"
    assert str(info["/Creator"]) == str(info["/Producer"]) == "gemba"
    assert str(info["/Author"]) == ""
    assert str(info["/CreationDate"]) == str(info["/ModDate"])
    assert "2026" not in str(info["/CreationDate"]), "a fixed time, not the clock"


def test_r12_no_hash_of_what_was_redacted() -> None:
    """The digests of the raw picture, whole or their first 8 bytes, stand nowhere in the file."""
    picture = rendition(5)
    width, height = picture.base.size
    original = Frame(width, height, wash(5, width) * height).rgb
    pdf = everything_in(
        write_pdf(document(tickets=(ticket(1, pictures=(SheetPicture("T1.1", "x.png", "", picture),)),)))
    )
    assert not [form for form in digest_forms(original) if form in pdf]


def test_r12_can_go_red() -> None:
    """Negative control: a digest in a caption is found."""
    secret = b"original"
    told = SheetPicture("T1.1", hashlib.sha256(secret).hexdigest()[:16], "", rendition(5))
    pdf = everything_in(write_pdf(document(tickets=(ticket(1, pictures=(told,)),))))
    assert [form for form in digest_forms(secret) if form in pdf]


def digest_forms(secret: bytes) -> list[bytes]:
    digest = hashlib.sha256(secret).digest()
    forms = []
    for part in (digest, digest[:8]):
        forms += [part, part.hex().encode(), part.hex().upper().encode(), base64.b64encode(part).rstrip(b"=")]
    return forms


@pytest.mark.parametrize("fault", ["decode", "font", "truncated", "alpha", "foreign chunk", "size"])
def test_r16_a_fault_leaves_no_bytes_and_says_so(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = rendition(9)
    base = picture.base
    broken = {
        "decode": EncodedPicture(b"no picture at all", "png", *base.size),
        "truncated": EncodedPicture(base.data[:-20], "png", *base.size),
        "alpha": EncodedPicture(base.data[:25] + b"\x06" + base.data[26:], "png", *base.size),
        "foreign chunk": EncodedPicture(
            base.data[:33] + b"\x00\x00\x00\x01tEXtxaaaa" + base.data[33:], "png", *base.size
        ),
        "size": EncodedPicture(base.data, "png", 1, 1),
    }
    if fault == "font":
        forget_fonts()
        monkeypatch.setattr(paths, "font", lambda name: Path("/nowhere") / name)
    else:
        monkeypatch.setattr(paint.Pictures, "of", staticmethod(lambda tickets: _with_foreign(tickets, broken[fault])))
    try:
        with pytest.raises(EnvironmentProblem) as caught:
            write_pdf(document(tickets=(ticket(1),)))
        assert str(caught.value)
    finally:
        forget_fonts()


def test_a_png_that_ends_before_its_jpeg_marker_is_refused() -> None:
    data = rendition(3, lossy=True).base.data
    for bad in (data[:-2], b"\xff\xd8\xff\xe1\x00\x04xx" + data[2:], data[:2] + b"\xff\xfe\x00\x04xx" + data[2:]):
        with pytest.raises(EnvironmentProblem):
            embed.image_object(EncodedPicture(bad, "jpeg", 160, 90))


def test_a_code_that_stands_for_nothing_stops_the_export() -> None:
    with pytest.raises(UserError, match=r"Line 5: \[T99\]"):
        write_pdf(document(text="---\ntitle: x\n---\nFine [T1].\nBroken [T99].\n"))
    with pytest.raises(UserError, match=r"Line 4: \[=T1.money.most\]"):
        write_pdf(document(text="---\ntitle: x\n---\nBroken [=T1.money.most].\n"))


def test_a_seventh_page_is_never_written_without_draft_across_its_head() -> None:
    fits, over = document(text=source(paragraphs=2)), document(text=source(paragraphs=75))
    assert not any("DRAFT" in page for page in page_texts(write_pdf(fits)))
    texts = page_texts(write_pdf(over))
    body = [page for page in texts if "page " in page and " of " in page]
    assert len(body) > 6
    assert all("DRAFT – over by" in page for page in body)
    assert not any("DRAFT" in page for page in texts[len(body) :]), "the appendix is not counted"


def test_head_foot_and_page_labels() -> None:
    pdf = write_pdf(document())
    texts = page_texts(pdf)
    assert texts[0].startswith("A refund waits nine days · 21 November 2026 · draft 2")
    assert "Internal" in texts[0]
    assert "page 1 of" in texts[0]
    assert "appendix A-1" in "\n".join(texts)
    assert "reading time" in texts[0]
    assert "Decision asked for" in texts[0]
    file = opened(pdf)
    labels = [page.label for page in file.pages]
    assert labels[0] == "1"
    assert str(labels[-1]).startswith("A-")
    assert str(file.Root.Lang) == "en"
    assert bool(file.Root.ViewerPreferences.DisplayDocTitle)


def test_the_checksum_in_the_foot_follows_the_content() -> None:
    def foot(made: Document) -> str:
        return page_texts(write_pdf(made))[0].split()[-1]

    made = document()
    other = replace(
        made,
        tickets=(
            replace(made.tickets[0], pictures=(SheetPicture("T1.1", "03.png", "The sheet", rendition(8)),)),
            made.tickets[1],
        ),
    )
    assert len(foot(made)) == 8
    assert int(foot(made), 16)
    assert foot(made) == foot(document())
    assert len({foot(made), foot(replace(made, source=made.source.replace("draft: 2", "draft: 3"))), foot(other)}) == 3


def test_links_lead_into_the_appendix_and_bookmarks_exist() -> None:
    file = opened(write_pdf(document()))
    body = [page for page in file.pages if not str(page.label).startswith("A-")]
    leads = [note["/Dest"][0] for page in body for note in page.get("/Annots", []) if "/Dest" in note]
    assert len(leads) > 10
    assert {file.pages.index(pikepdf.Page(page)) for page in leads} <= set(range(len(body), len(file.pages)))
    with file.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[0] == "A refund waits nine days"
    assert "A Tickets" in titles
    assert "E Questions and answers" in titles


def test_fonts_are_ours_embedded_and_cut_down() -> None:
    for language in L:
        file = opened(write_pdf(document(language)))
        found = [obj for obj in file.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font"]
        assert found
        for font in found:
            assert str(font.BaseFont)[7:8] == "+", "a subset"
            assert str(font.BaseFont)[8:].startswith(("Liberation", "NotoSans"))
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


@pytest.mark.parametrize("language", list(L))
def test_text_reads_in_order_in_all_languages(language: L, tmp_path: Path) -> None:
    copied = squeezed(copied_text(write_pdf(document(language)), tmp_path))
    start = squeezed(BODY[language].split("[")[0])
    assert start in copied
    assert copied.index(start) < copied.index("T1.1")


def test_qpdf_has_nothing_to_say(tmp_path: Path) -> None:
    for at, made in enumerate(many(4)):
        file = tmp_path / f"{at}.pdf"
        file.write_bytes(write_pdf(made))
        done = subprocess.run([tool("qpdf"), "--check", str(file)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "WARNING" not in done.stdout + done.stderr


def test_pictures_are_really_painted_with_their_marks_and_redactions() -> None:
    """Look at pixels: the wash of the picture, the solid block, the red of the box."""
    with_picture = document(tickets=(ticket(1, pictures=(SheetPicture("T1.1", "x.png", "", rendition(4)),)),))
    plain = replace(
        with_picture, tickets=(replace(with_picture.tickets[0], pictures=(SheetPicture("T1.1", "x.png"),)),)
    )
    index = next(i for i, text in enumerate(page_texts(write_pdf(with_picture))) if "Appendix A" in text)
    seen, bare = (_colours(write_pdf(one), index) for one in (with_picture, plain))
    blue = [colour for colour in seen if colour[2] == 200 and colour[1] < 115]
    assert sum(seen[colour] for colour in blue) > 500
    assert not any(colour in bare for colour in blue)
    assert any(abs(c[0] - 0xB9) < 12 and abs(c[1] - 0x32) < 12 and abs(c[2] - 0x27) < 12 for c in seen), (
        "the box is red"
    )
    assert seen.get((0x1B, 0x1B, 0x1B), 0) > 100, "the redaction is solid"


def _colours(pdf: bytes, page: int) -> dict[tuple[int, int, int], int]:
    picture = page_pictures(pdf, dpi=72, pages=(page,))[0]
    counts: dict[tuple[int, int, int], int] = {}
    for at in range(0, len(picture.rgb), 3):
        colour = (picture.rgb[at], picture.rgb[at + 1], picture.rgb[at + 2])
        counts[colour] = counts.get(colour, 0) + 1
    return counts


def test_the_same_picture_twice_is_one_object() -> None:
    one = rendition(6)
    sheets = (
        ticket(1, pictures=(SheetPicture("T1.1", "x.png", "", one),)),
        ticket(2, pictures=(SheetPicture("T2.1", "x.png", "", one), SheetPicture("T2.2", "x.png", "", one))),
    )
    assert len(images(opened(write_pdf(document(tickets=sheets))))) == 1


def test_unreviewed_and_missing_pictures_stand_as_boxes_with_their_names(tmp_path: Path) -> None:
    copied = copied_text(write_pdf(document()), tmp_path)
    assert "04.png" in copied
    assert "Not yet reviewed" in copied
    assert "This picture does not exist." in copied


def test_progress_counts_pages() -> None:
    told: list[tuple[int, int]] = []
    write_pdf(document(), lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] == len(told)


def test_an_empty_narrative_is_one_page() -> None:
    made = document(text="", tickets=())
    assert len(page_texts(write_pdf(replace(made, appendix=False)))) == 1
