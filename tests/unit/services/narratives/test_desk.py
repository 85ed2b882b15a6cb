"""What a writing desk asks of the services: drafts within a sitting, half-typed text, two hands, true pages one by one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gemba.app import App
from gemba.errors import UserError
from gemba.report.pdf import write_pdf
from gemba.report.preview import page_pictures
from gemba.services.narratives.narratives import is_beside
from gemba.services.narratives.paper import PaperBuilder, PaperChoice
from gemba.services.tickets.fields import TicketFields
from gemba.services.writing.papers import Overtaken


def test_typing_on_stays_in_one_draft_and_one_step_of_undo(demo_app: App) -> None:
    row = demo_app.narratives.one()
    kept = len(demo_app.narratives.versions(row.id))
    base, first = row.source, row.source
    for letter in "abc":
        source = base + letter
        base = demo_app.narratives.write(row.id, source, based_on=base, sitting="one").source
    now = demo_app.narratives.one(row.id)
    assert (now.draft, now.source) == (row.draft + 1, first + "abc")
    assert len(demo_app.narratives.versions(row.id)) == kept + 1
    assert demo_app.history.undo() == "Write the narrative"
    assert demo_app.narratives.one(row.id).source == first


def test_a_new_sitting_keeps_the_last_words_of_the_draft_before(demo_app: App) -> None:
    row = demo_app.narratives.one()
    one = demo_app.narratives.write(row.id, row.source + "x", based_on=row.source, sitting="one")
    two = demo_app.narratives.write(row.id, row.source + "xy", based_on=one.source, sitting="one")
    three = demo_app.narratives.write(row.id, row.source + "z", based_on=two.source, sitting="two")
    assert three.draft == two.draft + 1
    drafts = {one.draft: one.source for one in demo_app.narratives.versions(row.id) if not one.checksum}
    assert drafts[two.draft] == row.source + "xy"


def test_what_was_printed_is_never_written_on(demo_app: App) -> None:
    row = demo_app.narratives.one()
    one = demo_app.narratives.write(row.id, row.source + "\nx\n", based_on=row.source, sitting="one")
    choice = PaperChoice(accept_unreviewed=True, over_budget=True)
    assert demo_app.narratives.printed(row.id, choice).startswith(b"%PDF")
    two = demo_app.narratives.write(row.id, one.source + "y\n", based_on=one.source, sitting="one")
    assert two.draft == one.draft + 1


def test_two_hands_are_told_and_both_texts_are_kept(demo_app: App) -> None:
    row = demo_app.narratives.one()
    theirs = demo_app.narratives.write(row.id, row.source + "theirs", based_on=row.source, sitting="theirs")
    with pytest.raises(Overtaken):
        demo_app.narratives.write(row.id, row.source + "mine", based_on=row.source, sitting="mine")
    demo_app.narratives.keep_beside(row.id, row.source + "mine")
    beside = [one for one in demo_app.narratives.versions(row.id) if is_beside(one)]
    assert [one.source for one in beside] == [row.source + "mine"]
    assert demo_app.narratives.one(row.id).source == theirs.source
    back = demo_app.narratives.restore(row.id, beside[0].id)
    assert (back.source, back.draft) == (row.source + "mine", theirs.draft + 1)
    demo_app.history.undo()
    assert demo_app.narratives.one(row.id).source == theirs.source


def test_half_typed_text_waits_and_says_what_it_was_typed_into(demo_app: App) -> None:
    row = demo_app.narratives.one()
    assert demo_app.narratives.half_typed(row.id) is None
    demo_app.narratives.keep_half_typed(row.id, row.source + "half a sen", based_on=row.source)
    assert demo_app.narratives.half_typed(row.id) == (row.source + "half a sen", True)
    demo_app.narratives.edit(row.id, row.source + "other")
    assert demo_app.narratives.half_typed(row.id) == (row.source + "half a sen", False)
    now = demo_app.narratives.one(row.id)
    demo_app.narratives.write(row.id, now.source + "!", based_on=now.source, sitting="one")
    assert demo_app.narratives.half_typed(row.id) is None


def test_a_changed_number_stays_stale_while_typing_until_it_is_accepted(demo_app: App) -> None:
    row = demo_app.narratives.one()
    demo_app.tickets.edit("A01", TicketFields(money_likely="15500"))
    demo_app.narratives.write(row.id, row.source + "\nMore.\n", based_on=row.source, sitting="one")
    stale = [one for one in demo_app.narratives.check(row.id).remarks if one.kind == "stale"]
    assert "T1.money.likely" in {one.words for one in stale}
    pages = demo_app.narratives.pages(row.id)
    words = pages.numbers(demo_app.narratives.one(row.id).source)
    demo_app.narratives.accept_numbers(row.id, {one.words: words[one.words] for one in stale})
    assert not [one for one in demo_app.narratives.check(row.id).remarks if one.kind == "stale"]


def test_one_page_is_the_page_of_the_print(demo_app: App) -> None:
    row = next(one for one in demo_app.narratives.all() if one.language.value == "en")
    pages = demo_app.narratives.pages(row.id)
    laid = pages.lay_out(row.source)
    built = PaperBuilder(demo_app.library).build(row, PaperChoice(), pictures=False)
    printed = page_pictures(write_pdf(built.document), dpi=400 * 72 / laid.page_size_pt[0])
    assert laid.page_count == len(printed)
    for index in (0, 2, laid.made.body_pages):
        assert pages.picture(laid, index, width_px=400) == printed[index]


def test_sections_pages_and_lines_lead_to_each_other(demo_app: App) -> None:
    row = next(one for one in demo_app.narratives.all() if one.language.value == "en")
    pages = demo_app.narratives.pages(row.id)
    laid = pages.lay_out(row.source)
    sections = laid.sections()
    lines = row.source.splitlines()
    assert [one.title for one in sections] == [lines[one.line - 1].lstrip("# ") for one in sections]
    assert sum(one.over for one in sections) == laid.made.over_lines == 0
    assert 5 < laid.pages_used <= 6
    for section in sections:
        assert laid.page_of(section.line) == section.page - 1
    longer = pages.lay_out(row.source + "\n\n" + "\n\n".join(["Another sentence that is too much."] * 60))
    assert longer.made.over_lines > 0
    assert sum(one.over for one in longer.sections()) == longer.made.over_lines
    assert longer.sections()[-1].over > 0
    assert longer.pages_used > 6


def test_masking_by_paragraph_and_as_a_whole_agree_on_the_pages(demo_app: App) -> None:
    row = next(one for one in demo_app.narratives.all() if one.language.value == "en")
    hidden = next(one.name for one in demo_app.sessions.people() if not one.may_be_named and " " in one.name)
    first, last = hidden.split(" ", 1)
    source = row.source + f"\n\nWe met {hidden} there. {first}\n\n{last}\n"
    pages = demo_app.narratives.pages(row.id)
    pages.check(source, kept_numbers="")
    assert hidden not in pages.lay_out(source).document.source
    built = PaperBuilder(demo_app.library).build(row, PaperChoice(), source=source, pictures=False)
    assert pages.lay_out(source).document.source == built.document.source


def test_everything_citable_is_offered_with_its_words(demo_app: App) -> None:
    row = demo_app.narratives.one()
    found = {one.code: one for one in demo_app.narratives.pages(row.id).citable()}
    assert found["T1"].insert == "[T1]"
    assert found["T1.money.likely"].insert == "[=T1.money.likely]"
    assert "14" in found["T1.money.likely"].words
    assert {"S1", "P1", "D1", "T1.1", "R.sessions"} <= set(found)


def test_a_wrong_front_matter_is_a_sentence_and_changes_nothing(demo_app: App) -> None:
    row = demo_app.narratives.one()
    broken = row.source.replace("language:", "lnguage", 1)
    with pytest.raises(UserError):
        demo_app.narratives.write(row.id, broken, based_on=row.source, sitting="one")
    assert demo_app.narratives.one(row.id).source == row.source


def test_what_would_leave_is_said_before(demo_app: App) -> None:
    row = demo_app.narratives.one()
    ready = demo_app.narratives.leaving(row.id, PaperChoice())
    assert ready.file_name.endswith(".pdf")
    assert ready.appendix_pages > 0 and ready.pictures > 0 and ready.unreviewed == () and ready.blocks > 0
    demo_app.narratives.edit(row.id, row.source + "\n[[a gap]] [T99]\n")
    worse = demo_app.narratives.leaving(row.id, PaperChoice(paper="letter"))
    assert (worse.gaps, worse.unresolved, worse.paper) == (ready.gaps + 1, ("[T99]",), "Letter")


def test_the_pages_said_before_are_the_pages_that_are_written(demo_app: App, tmp_path: Path) -> None:
    row = demo_app.narratives.one()
    choice = PaperChoice(accept_unreviewed=True, over_budget=True)
    said = demo_app.narratives.leaving(row.id, choice)
    written = demo_app.narratives.export(row.id, tmp_path / "printed.pdf", choice)
    assert said.pictures > 0
    assert (said.body_pages, said.appendix_pages) == (written.body_pages, written.pages - written.body_pages)


def test_a_narrative_is_removed_and_undo_brings_it_back(demo_app: App) -> None:
    row = demo_app.narratives.one()
    versions = demo_app.narratives.versions(row.id)
    demo_app.narratives.remove(row.id)
    assert row.id not in {one.id for one in demo_app.narratives.all()}
    demo_app.history.undo()
    assert demo_app.narratives.one(row.id).source == row.source
    assert demo_app.narratives.versions(row.id) == versions
    assert all(json.loads(one.settings or "{}") is not None for one in versions)


def test_the_desk_counts_the_pictures_that_the_export_says_before_and_after_they_are_read(demo_app: App) -> None:
    row = demo_app.narratives.one()
    reviewed = next(one for one in demo_app.captures.all() if one.state == "reviewed" and one.annotation.redactions)
    demo_app.captures.mark(reviewed.id, remove=(reviewed.annotation.redactions[-1].id,))
    assert demo_app.captures.one(reviewed.id).state == "unreviewed"
    pages = demo_app.narratives.pages(row.id)
    pages.refresh(pictures=False)
    before = pages.lay_out(row.source).picture_count
    pages.refresh()
    leaving = demo_app.narratives.leaving(row.id, PaperChoice(accept_unreviewed=True))
    assert leaving.unreviewed
    assert before == pages.lay_out(row.source).picture_count == leaving.pictures
