"""A narrative begins from any template in any language, or from a file as it is."""

from __future__ import annotations

import pytest

from gemba.app import App
from gemba.errors import UserError
from gemba.model.values import NarrativeLanguage
from gemba.report.source import TEMPLATES, read_source
from gemba.services.visits.sessions import SessionFields


@pytest.mark.parametrize("form", TEMPLATES)
def test_every_template_begins_in_every_language(small_app: App, form: str) -> None:
    for language in NarrativeLanguage:
        row = small_app.narratives.new(template=form, language=language.value)
        parsed = read_source(row.source)
        assert (row.template, row.language) == (form, language)
        assert (parsed.front.template, parsed.front.language) == (form, language)
        assert parsed.front.title == row.title and parsed.front.title.strip() and "{" not in row.source
        assert parsed.front.day is not None and parsed.front.round_name and parsed.front.decision
        assert parsed.gaps
        report = small_app.narratives.check(row.id)
        assert (report.budget, report.over_lines) == (TEMPLATES[form], 0)


def test_a_title_of_ones_own_stays(small_app: App) -> None:
    row = small_app.narratives.new(template="a3", language="vi", title="Nine days")
    assert row.title == read_source(row.source).front.title == "Nine days"


def test_an_unknown_template_lists_the_choices(small_app: App) -> None:
    with pytest.raises(UserError) as refused:
        small_app.narratives.new(template="ten-page")
    assert all(name in str(refused.value) for name in TEMPLATES)


def test_a_file_keeps_the_draft_number_that_it_states(small_app: App) -> None:
    text = "---\ntitle: Nine days\ndraft: 3\n---\n# Purpose\n\nOne line [T1].\n"
    row = small_app.narratives.new(source=text)
    assert (row.draft, row.source) == (3, text)
    assert [one.draft for one in small_app.narratives.versions(row.id)] == [3]
    plain = small_app.narratives.new(source=text.replace("draft: 3\n", ""))
    assert plain.draft == 1


def test_a_team_without_a_department_is_named_without_brackets(small_app: App) -> None:
    small_app.sessions.new("Refunds desk", SessionFields(charter="Why nine days?", date="2026-11-10", minutes=45))
    for language in NarrativeLanguage:
        source = small_app.narratives.new(language=language.value).source
        (said,) = [line for line in source.splitlines() if "Refunds desk" in line]
        assert not set("()（）–") & set(said), said
