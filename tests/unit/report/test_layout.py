"""The page budget and the rules of the page, for content nobody chose by hand."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from gemba.model.values import NarrativeLanguage as L
from gemba.report import layout as layout_module
from gemba.report.blocks import Heading, SourceLines, Span
from gemba.report.document import PaperSize, Profile
from gemba.report.ink import Strip, Text
from gemba.report.layout import layout
from gemba.report.pages import PageBody, break_pages
from gemba.report.para import set_lines
from gemba.report.pdf import write_pdf
from gemba.report.setting import block_strips
from gemba.report.styles import styles_of
from tests.unit.report.builders import BODY, document, source

ROOT = Path(__file__).resolve().parents[3]
LOREM = "The order id is typed by hand a second time, and nobody needs the copy in the middle of it. "
piece = st.one_of(
    st.integers(1, 14).map(lambda n: LOREM * n),
    st.just("# A heading of the body"),
    st.just("## A smaller heading"),
    st.integers(1, 9).map(lambda n: "| a | n |\n|---|---|\n" + "\n".join(f"| case {i} | {i} |" for i in range(n))),
    st.integers(1, 5).map(lambda n: "\n".join(f"- {LOREM}" for _ in range(n))),
    st.just("> " + LOREM),
    st.just("{{chart impact-effort}}"),
)
narratives = st.lists(piece, min_size=1, max_size=24).map("\n\n".join)


def bodies(text: str) -> tuple[tuple[PageBody, ...], list[Strip]]:
    made = document(text=f"---\ntitle: x\n---\n{text}\n", appendix=False)
    from gemba.report.source import read_source

    parsed = read_source(made.source)
    strips, _ = layout_module._body_strips(made, parsed, parsed.front, styles_of(L.ENGLISH))
    return break_pages(strips, depth=styles_of(L.ENGLISH).sheet.depth), strips


@hypothesis.given(narratives)
def test_pages_keep_the_rules(text: str) -> None:
    pages, strips = bodies(text)
    depth = styles_of(L.ENGLISH).sheet.depth
    own = [strip for page in pages for _, strip in page.placed]
    assert [id(s) for s in own if any(s is t for t in strips)] == [id(s) for s in strips], "every strip once, in order"
    for page in pages:
        assert page.filled <= depth + 0.02
        heights = [(y, y + strip.height) for y, strip in page.placed]
        assert all(a[1] <= b[0] + 0.01 for a, b in zip(heights, heights[1:], strict=False)), "no overlap"
    for before, after in zip(pages, pages[1:], strict=False):
        last = before.placed[-1].strip
        assert not last.keep, "a heading, an orphan or a picture's caption would be parted"
        assert after.placed[0].strip is not None


@hypothesis.given(st.integers(2, 60), st.floats(0, 700))
def test_two_lines_stand_on_either_side_of_a_break(count: int, before: float) -> None:
    styles = styles_of(L.ENGLISH)
    spans = (Span(LOREM * count),)
    lines = block_strips(_paragraph(spans), styles, index=0, first=True)
    filler = Strip(before)
    pages = break_pages([filler, *lines], depth=styles.sheet.depth)
    for page in pages:
        mine = [strip for _, strip in page.placed if strip.block == 0]
        assert len(mine) in (0, len(lines)) or len(mine) >= 2


def test_a_heading_is_never_last_on_a_page() -> None:
    styles = styles_of(L.ENGLISH)
    heading = block_strips(Heading(1, (Span("What we saw"),), SourceLines(1, 1)), styles, index=0, first=False)
    text = block_strips(_paragraph((Span(LOREM * 4),)), styles, index=1, first=False)
    for room in range(0, 60, 3):
        pages = break_pages([Strip(styles.sheet.depth - room), *heading, *text], depth=styles.sheet.depth)
        assert pages[0].placed[-1].strip.block != 0


def test_the_rules_can_go_red() -> None:
    """Negative control: without the flags a heading does stand last and a line alone."""
    styles = styles_of(L.ENGLISH)
    heading = block_strips(Heading(1, (Span("What we saw"),), SourceLines(1, 1)), styles, index=0, first=False)
    text = block_strips(_paragraph((Span(LOREM * 4),)), styles, index=1, first=False)
    loose = [replace(strip, keep=False) for strip in (*heading, *text)]
    pages = break_pages([Strip(styles.sheet.depth - 35), *loose], depth=styles.sheet.depth)
    assert pages[0].placed[-1].strip.block == 0


def test_more_kept_together_than_a_page_holds_is_still_printed() -> None:
    strips = [Strip(100.0, keep=True) for _ in range(30)]
    assert sum(len(page.placed) for page in break_pages(strips, depth=700)) == 30


def _paragraph(spans: tuple[Span, ...]):  # type: ignore[no-untyped-def]
    from gemba.report.blocks import Paragraph

    return Paragraph(spans, SourceLines(1, 1))


@pytest.mark.parametrize("language", list(L))
def test_cold_and_warm_and_edited_and_back_give_the_same_bytes(language: L) -> None:
    made = document(language)
    set_lines.cache_clear()
    cold = write_pdf(made)
    write_pdf(replace(made, source=made.source.replace("- one", "- two")))
    assert write_pdf(made) == cold
    assert write_pdf(replace(made, source=made.source.replace("- one", "- two"))) != cold


def test_a_new_process_gives_the_same_bytes() -> None:
    """Cold for real: nothing remembered, another hash seed."""
    code = (
        "import sys, hashlib; from tests.unit.report.builders import document; from gemba.report.pdf import write_pdf; "
        "sys.stdout.write(hashlib.sha256(write_pdf(document())).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == hashlib.sha256(write_pdf(document())).hexdigest()


def test_the_kept_appendix_follows_its_content() -> None:
    made = document()
    before = layout(made)
    changed = replace(made, tickets=(replace(made.tickets[0], title="Another title"), made.tickets[1]))
    assert layout(changed).checksum != before.checksum
    assert layout(made).checksum == before.checksum


@pytest.mark.parametrize(("template", "budget"), [("six-page", 6), ("three-page", 3), ("a3", 1)])
def test_the_budget_is_that_of_the_template(template: str, budget: int) -> None:
    made = layout(document(text=source(template=template)))
    assert made.budget == budget
    assert made.over_lines == 0 or made.body_pages > budget


def test_lines_over_grow_with_the_text_and_lines_left_shrink() -> None:
    seen = [layout(document(text=source(paragraphs=count), appendix=False)) for count in (2, 12, 30, 60, 90)]
    assert seen[0].over_lines == 0
    assert seen[0].left_lines > seen[1].left_lines
    assert seen[-1].body_pages > 6
    assert seen[-2].over_lines < seen[-1].over_lines
    assert [made.over_lines > 0 for made in seen] == [made.body_pages > made.budget for made in seen]


def test_one_line_too_many_is_one_line_over() -> None:
    """Fill six pages to the last line, then add one paragraph of one line."""
    styles = styles_of(L.ENGLISH)
    text = "---\ntitle: x\n---\n"
    line = "Short.\n\n"
    count = 1
    while layout(document(text=text + line * count, appendix=False)).body_pages <= 6:
        count += 1
    made = layout(document(text=text + line * count, appendix=False))
    assert made.over_lines == 1
    assert styles.body.leading == 14.5


def test_sections_name_their_page_line_and_length() -> None:
    text = "---\ntitle: x\n---\n# One\n\n" + (LOREM * 5 + "\n\n") * 12 + "# Two\n\n" + LOREM * 3
    made = layout(document(text=text, appendix=False))
    one, two = made.sections
    assert (one.title, one.page, one.line) == ("One", 1, 1)
    assert two.page == 2
    assert one.lines > 40 > two.lines > 3
    assert made.blocks[0].source_first == 4
    assert [place.page_first for place in made.blocks] == sorted(place.page_first for place in made.blocks)


def test_every_fifth_line_is_numbered_anew_on_each_page() -> None:
    made = layout(document(text="---\ntitle: x\n---\n" + (LOREM * 8 + "\n\n") * 14, appendix=False))
    for page in made.pages:
        numbers = [m.text for ink in page.inks for m in ink.marks if isinstance(m, Text) and m.size == 6.5]
        assert numbers == [str(n) for n in range(5, 5 * len(numbers) + 1, 5)]
        assert len(numbers) >= 5 or page is made.pages[-1]


def test_the_readers_margin_names_its_cost() -> None:
    made = document(text=source(paragraphs=20), appendix=False)
    assert layout(made).notes_cost_lines == 0
    assert layout(replace(made, profile=Profile.READERS_MARGIN)).notes_cost_lines > 5


def test_letter_and_a4_keep_their_margins_and_sizes() -> None:
    for page, profile in ((PaperSize.A4, Profile.STANDARD), (PaperSize.LETTER, Profile.READERS_MARGIN)):
        styles = styles_of(L.ENGLISH, page, profile)
        assert styles.sheet.left == pytest.approx(70.87, abs=0.01)
        assert styles.sheet.right == pytest.approx(70.87 if profile is Profile.STANDARD else 116.22, abs=0.01)
        assert (styles.body.size, styles.body.leading, styles.heading.size, styles.small.size) == (11, 14.5, 13, 8.5)
    made = document(text=source(paragraphs=80))
    sizes = {m.size for page in layout(made).pages for ink in page.inks for m in ink.marks if isinstance(m, Text)}
    assert min(sizes) >= 6.5, "nothing is squeezed, however much is over"


def test_reading_time_is_about_three_minutes_a_page() -> None:
    made = layout(document(text="---\ntitle: x\n---\n" + (LOREM * 8 + "\n\n") * 28, appendix=False))
    assert made.body_pages in (5, 6)
    assert 13 <= made.reading_minutes <= 16


@pytest.mark.parametrize("language", list(L))
def test_four_languages_lay_out(language: L) -> None:
    made = layout(document(language))
    assert made.remarks
    assert not [remark for remark in made.remarks if "font" in str(remark)]
    assert BODY[language][:6] in "".join(m.text for i in made.pages[0].inks for m in i.marks if isinstance(m, Text))
