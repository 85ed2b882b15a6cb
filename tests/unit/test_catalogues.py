"""The catalogues hold every template, keep its places, and are compiled; a spoiled one is found."""

from __future__ import annotations

import gettext
import io
import re
from enum import StrEnum

import pytest
from babel.messages.pofile import read_po

from gemba.i18n import translator
from gemba.message import say
from gemba.model.values import CaptureState, Criterion, ObservationKind, TicketState
from tools import catalogues


def test_every_template_is_in_the_catalogues() -> None:
    known = {one.id for one in catalogues.catalogue_of(catalogues.LOCALE / "gemba.pot", None) if one.id}
    assert catalogues.all_templates() == known, "run: python tools/catalogues.py"


def test_no_template_is_put_together_while_running() -> None:
    found = {
        path.name: lines
        for path in catalogues.modules()
        if (lines := catalogues.built_templates(path.read_text(encoding="utf-8")))
    }
    assert not found


def test_nothing_is_out_of_date() -> None:
    assert not catalogues.stale(catalogues.wanted()), "run: python tools/catalogues.py"


@pytest.mark.parametrize("language", catalogues.TRANSLATED)
def test_a_translation_keeps_the_places_of_its_template(language: str) -> None:
    text = (catalogues.folder_of(language) / "gemba.po").read_bytes()
    assert not wrong_places(text, language)


def test_dots_that_leave_words_open_stand_close_to_them() -> None:
    assert [one for one in catalogues.all_templates() if re.search(r"\w …$", one)] == []


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "vi"])
def test_the_program_speaks_the_language(language: str) -> None:
    sentence = say("On {picture} sensitive places are not decided: {count}.", picture="a.png", count=3)
    words = sentence.said(translator(language))
    assert words != str(sentence)
    assert "a.png" in words and "3" in words


@pytest.mark.parametrize("words", [TicketState, Criterion, ObservationKind, CaptureState])
def test_the_words_of_the_domain_are_marked(words: type[StrEnum]) -> None:
    assert {one.value.replace("_", " ") for one in words} <= catalogues.all_templates()


def test_a_value_that_is_our_word_is_translated_too() -> None:
    sentence = say("The arithmetic gives an amount per {found}, the ticket says once.", found=say("month"))
    assert "tháng" in sentence.said(translator("vi"))
    assert "month" in str(sentence)


def test_the_bytes_are_the_same_again() -> None:
    assert catalogues.wanted() == catalogues.wanted()
    header = (catalogues.folder_of("vi") / "gemba.po").read_bytes().split(b"\n\n")[0]
    assert b"Date" not in header


# Negative controls: each check above has to go red for what it is there to find.


def test_a_spoiled_place_is_found() -> None:
    text = (catalogues.folder_of("vi") / "gemba.po").read_bytes()
    spoiled = text.replace(b'msgstr "{picture} ', b'msgstr "{bild} ')
    assert spoiled != text
    assert wrong_places(spoiled, "vi")


def test_a_stale_compiled_file_is_found() -> None:
    po = catalogues.folder_of("vi") / "gemba.po"
    mo = po.with_suffix(".mo")
    changed = po.read_bytes().replace("Chưa liên kết hình nào.".encode(), "Không có hình.".encode())
    assert catalogues.mo_bytes(changed, "vi") != mo.read_bytes()
    assert catalogues.stale({mo: catalogues.mo_bytes(changed, "vi")}) == (mo,)


def test_a_new_template_is_found() -> None:
    source = 'from gemba.message import say\nsay("Never said before, {x}.", x=1)\n'
    assert catalogues.templates_of(source) == {"Never said before, {x}."}
    assert not catalogues.templates_of(source) <= catalogues.all_templates()
    assert catalogues.built_templates('say(f"Put together: {x}")\nN_("a" + b)') == (1, 2)


def test_a_compiled_file_leaves_out_what_nobody_translated() -> None:
    po = (
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr ""\n'
    )
    found = gettext.GNUTranslations(io.BytesIO(catalogues.mo_bytes(po, "vi")))
    assert (found.gettext("a"), found.gettext("c")) == ("b", "c")


def wrong_places(text: bytes, language: str) -> list[str]:
    """Return the templates whose translation leaves other places open."""
    return [
        str(one.id)
        for one in read_po(io.BytesIO(text), locale=language)
        if one.id and one.string and catalogues.places(str(one.id)) != catalogues.places(str(one.string))
    ]
