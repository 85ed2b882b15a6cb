"""H-08 and the paper half of H-09 and H-13: hostile text prints as typed, opens nothing, and never raises."""

from __future__ import annotations

import html
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gemba.model.values import NarrativeLanguage, ObservationKind
from gemba.report.document import Document, EvidenceEntry, QuestionEntry
from gemba.report.facts import facts_from
from gemba.report.layout import layout
from gemba.report.para import paper_text
from gemba.report.pdf import write_pdf
from gemba.report.source import escape_markdown, read_source
from tests.unit.report.builders import document, payloads, ticket
from tests.unit.report.reading import copied_text, opened, squeezed

LONG = ("long-word", "many-tags", "many-brackets")
_seen: list[str] = []


def _hook(event: str, details: tuple[object, ...]) -> None:
    if _watching and event in ("open", "socket.connect", "socket.getaddrinfo", "urllib.Request"):
        _seen.append(f"{event} {details[0] if details else ''}")


_watching: list[bool] = []
sys.addaudithook(_hook)


@contextmanager
def nothing_opened() -> Iterator[None]:
    """Fail where the block opens a file or a socket."""
    _seen.clear()
    _watching.append(True)
    try:
        yield
    finally:
        _watching.clear()
    assert not _seen


def entries(texts: list[str]) -> Document:
    made = tuple(EvidenceEntry(1, None, ObservationKind.FACT, text) for text in texts)
    return Document("---\ntitle: x\n---\nBody.", facts_from(), evidence=made)


@pytest.fixture(scope="module", autouse=True)
def everything_loaded() -> None:
    """Load fonts, Qt and the words first, so that what opens a file afterwards was asked to by the text."""
    for language in NarrativeLanguage:
        write_pdf(document(language))
    write_pdf(entries(list("“–—😀工שa\u0301（")))


def test_the_fixture_has_every_payload_of_the_book() -> None:
    assert len(payloads()) == 48
    assert payloads()["lone-high"] == "\ud800"


@pytest.mark.parametrize("name", [name for name in payloads() if name not in LONG])
def test_h08_payload_in_a_cell_prints_as_typed(name: str, tmp_path: Path) -> None:
    text = payloads()[name]
    with nothing_opened():
        pdf = write_pdf(entries([text]))
    assert squeezed(paper_text(text)) in squeezed(copied_text(pdf, tmp_path))


@pytest.mark.parametrize("name", LONG)
def test_h08_a_long_payload_loses_no_character(name: str) -> None:
    text = payloads()[name]
    made = layout(document(tickets=(ticket(1, happened=text, pictures=()),), evidence=()))
    drawn = [mark.text for page in made.pages for ink in page.inks for mark in ink.marks if hasattr(mark, "text")]
    assert "".join(drawn).count(text[:3]) >= len(text) // 3 - len(made.pages) * 60
    assert sum(part.count(text[0]) for part in drawn) >= text.count(text[0])


def test_h08_every_field_takes_every_payload(tmp_path: Path) -> None:
    """All texts at once in every field of a ticket and around it."""
    for name, text in payloads().items():
        if name in LONG:
            continue
        fields = dict.fromkeys(
            (
                "title",
                "where",
                "expected",
                "happened",
                "fix",
                "arithmetic",
                "owner",
                "owner_team",
                "prevalence",
                "money_words",
            ),
            text,
        )
        sheet = ticket(1, teams_needed=(text,), remarks=(text,), pictures=(), **fields)
        with nothing_opened():
            pdf = write_pdf(document(tickets=(sheet,), questions=(QuestionEntry(text, text, True),)))
        assert opened(pdf).pages, name


@hypothesis.given(st.lists(st.text(max_size=80), min_size=5, max_size=5))
def test_h08_any_text_prints_as_typed(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """60 x 5 = 300 strings here, 25,000 in the nightly profile."""
    with nothing_opened():
        pdf = write_pdf(entries(texts))
    copied = squeezed(copied_text(pdf, tmp_path_factory.getbasetemp()))
    for text in texts:
        for piece in paper_text(text).split():
            assert piece in copied, (piece, text)


@hypothesis.given(st.text(max_size=200))
def test_the_normalisation_is_total_and_settles(text: str) -> None:
    once = paper_text(text)
    assert paper_text(once) == once
    assert not any("\ud800" <= char <= "\udfff" or char in "\x00\u202e\u2066\u200b" for char in once)


def test_h13_direction_and_invisible_characters_are_named(tmp_path: Path) -> None:
    copied = copied_text(
        write_pdf(entries(["a\u202etxt.exe\u202c", "x" + "\u200b" * 3000, "soft\u00adhyphen"])), tmp_path
    )
    assert "‹U+202E›txt.exe‹U+202C›" in copied
    assert "‹U+200B ×3000›" in copied
    assert "soft‹U+00AD›hyphen" in copied


def test_right_to_left_words_copy_in_their_own_order(tmp_path: Path) -> None:
    assert "שלום" in copied_text(write_pdf(entries(["before שלום after"])), tmp_path)


def test_h09_only_web_and_mail_become_links() -> None:
    refused = (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "smb://h/x",
        "data:text/html,x",
        "ms-msdt:/id",
        "//host/x",
        "JaVaScRiPt:x",
    )
    lines = "\n\n".join(
        f"[word{n}]({address})" for n, address in enumerate((*refused, "https://example.org/a", "mailto:a@example.org"))
    )
    pdf = opened(write_pdf(document(text=f"---\ntitle: x\n---\n{lines}\n", tickets=())))
    found = [str(note["/A"]["/URI"]) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
    assert found == ["https://example.org/a", "mailto:a@example.org"]


def test_h09_a_refused_link_stays_text(tmp_path: Path) -> None:
    pdf = write_pdf(document(text="---\ntitle: x\n---\n[x](file:///etc/passwd) ![y](/CANARY.png)\n", tickets=()))
    assert "[x](file:///etc/passwd)![y](/CANARY.png)" in squeezed(copied_text(pdf, tmp_path))


@hypothesis.given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=60))
def test_escaped_text_reads_back_as_typed(text: str) -> None:
    from gemba.report.blocks import plain_text

    words = " ".join(text.split())
    blocks = read_source("Start " + escape_markdown(words)).blocks
    said = " ".join(plain_text(block.spans) for block in blocks if hasattr(block, "spans"))
    assert squeezed(said) == squeezed("Start " + words)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Fish & chips, R&D, a && b&", "Fish & chips, R&D, a && b&"),
        ("&amp; &#38; &#x26;", r"\&amp; \&\#38; \&\#x26;"),
    ],
)
def test_an_ampersand_is_escaped_only_where_another_reader_would_take_it_for_an_entity(
    typed: str, written: str
) -> None:
    assert escape_markdown(typed) == written
    other = MarkdownIt("commonmark")
    assert html.unescape(other.renderInline(written)) == typed
    assert (html.unescape(other.renderInline(typed)) == typed) == (written == typed), "not more than needs it"


def test_missing_characters_are_reported_not_dropped(tmp_path: Path) -> None:
    made = document(text="---\ntitle: x\n---\nSmile 😀 now.\n", tickets=())
    assert any("U+1F600 GRINNING FACE" in str(remark) for remark in layout(made).remarks)
    assert "😀" in copied_text(write_pdf(made), tmp_path)
    assert not any("no font" in str(remark).lower() for remark in layout(document()).remarks)


def test_the_watch_over_files_can_go_red(tmp_path: Path) -> None:
    """Negative control: a text that did open a file would be seen."""
    with pytest.raises(AssertionError), nothing_opened():
        (tmp_path / "x").write_text("x")


def test_the_reading_back_can_go_red(tmp_path: Path) -> None:
    """Negative control: a dropped character is noticed."""
    pdf = write_pdf(entries(["value < 5 and a b"]))
    assert squeezed("value < 5 and a <b") not in squeezed(copied_text(pdf, tmp_path))


def test_a_picture_of_several_is_a_box_each_and_hides_nothing_beside_letters() -> None:
    assert paper_text("\U0001f469\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f\u200d\U0001f525") == (
        "\U0001f469\U0001f469\U0001f467 \u2764\U0001f525"
    )
    assert paper_text("a\u200db \U0001f469\u200d\u200d\U0001f469 \U0001f469\u200d") == (
        "a‹U+200D›b \U0001f469‹U+200D ×2›\U0001f469 \U0001f469‹U+200D›"
    )
