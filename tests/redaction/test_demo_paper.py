"""The demo's PDF, page by page: no name without consent and no number of the sample's lists stands on it (SETTLED §7)."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from gemba import paths
from gemba.app import open_app
from tests.sample_library import demo_folder

YES = ("yes",)
_SHORTEST = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.getbasetemp()
    return demo_folder(base.parent if base.name.startswith("popen-") else base)


@pytest.fixture(scope="module")
def pages(folder: Path) -> list[str]:
    return [_plain(page.extract_text()) for page in PdfReader(folder / "narrative.pdf").pages]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def consenting() -> set[str]:
    """Return who agreed to be named."""
    with (paths.sample() / "participants.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"] for row in csv.DictReader(file) if row["consent_to_be_named"] in YES}


def hidden_people() -> set[str]:
    """Return the people of participants, headers, chat and tickets who did not agree."""
    named = consenting()
    with (paths.sample() / "participants.csv").open(encoding="utf-8", newline="") as file:
        found = {row["name"] for row in csv.DictReader(file)}
    chat = (paths.sample() / "chat.txt").read_text("utf-8")
    found |= set(re.findall(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (.+)$", chat, re.MULTILINE))
    for notes in paths.sample().glob("teams/*/notes.md"):
        for line in re.findall(r"^(?:People|Facilitator): (.+)$", notes.read_text("utf-8"), re.MULTILINE):
            found |= {part.strip() for part in re.split(r"[,，、]", re.sub(r"[(（][^)）]*[)）]", "", line))}
    found |= {"Sofia Lindqvist", "Marta Nowak", "Kofi Mensah", "Jonas Weber"}
    roles = ("Head of", "实习生", "Settlement", "Finance", "系统")
    return {name for name in found if name and name not in named and not name.startswith(roles)}


def sidecar_texts() -> set[str]:
    """Return every name, address and number that the sidecars list, but for people who agreed."""
    named = consenting()
    return {
        entry["text"].strip()
        for file in paths.sample().glob("teams/*/screens/*.json")
        for entry in json.loads(file.read_text("utf-8"))["pii"]
        if entry["text"].strip() not in named and len(entry["text"].strip()) >= _SHORTEST
    }


def test_the_lists_are_not_empty() -> None:
    assert len(sidecar_texts()) > 150
    assert {"Marta Nowak", "Sofia Lindqvist", "Jonas Weber"} <= hidden_people()
    assert "Lena Hartwig" not in hidden_people()


def test_no_page_holds_a_listed_text(pages: list[str]) -> None:
    wanted = {_plain(text) for text in sidecar_texts() | hidden_people()}
    found = [
        (number, text)
        for number, page in enumerate(pages, start=1)
        for text in wanted
        if text in page or text.replace(" ", "") in page.replace(" ", "").replace("\n", "")
    ]
    assert found == []


def test_no_page_holds_a_listed_number_however_it_is_grouped(pages: list[str]) -> None:
    numbers = {re.sub(r"\D", "", text) for text in sidecar_texts() if "@" not in text}
    numbers = {digits for digits in numbers if len(digits) >= 9}
    assert numbers
    found = [
        (page_number, digits)
        for page_number, page in enumerate(pages, start=1)
        for digits in numbers
        if digits in re.sub(r"[\s.\-()/]", "", page)
    ]
    assert found == []


def test_no_first_name_of_a_hidden_person_stands_alone(pages: list[str]) -> None:
    given = {name.split()[0] for name in ("Marta Nowak", "Sofia Lindqvist", "Kofi Mensah", "Jonas Weber")}
    given |= {name.split()[1] for name in ("Marta Nowak", "Sofia Lindqvist", "Kofi Mensah", "Jonas Weber")}
    found = [(n, word) for n, page in enumerate(pages, 1) for word in given if re.search(rf"\b{word}\b", page)]
    assert found == []


def test_outline_title_and_metadata_hold_none_either(folder: Path) -> None:
    reader = PdfReader(folder / "narrative.pdf")
    words = json.dumps([str(value) for value in (reader.metadata or {}).values()], ensure_ascii=False)
    words += " ".join(str(item.title) for item in _flat(reader.outline))
    assert not [text for text in sidecar_texts() | hidden_people() if text in words]


def _flat(items: list) -> list:  # type: ignore[type-arg]
    return [one for item in items for one in (_flat(item) if isinstance(item, list) else [item])]


def test_control_the_library_itself_keeps_the_people(folder: Path) -> None:
    with open_app(folder / "library.gemba") as app:
        assert "Marta Nowak" in {person.name for person in app.sessions.people()}
        assert "Sofia Lindqvist" in {view.row.owner for view in app.tickets.views()}


def test_control_a_name_on_a_page_would_be_found(pages: list[str]) -> None:
    assert any("Lena Hartwig" in page for page in pages)


def test_six_pages_to_read_and_a_reviewed_picture_for_every_link(folder: Path) -> None:
    with open_app(folder / "library.gemba") as app:
        report = app.narratives.check()
        assert (report.pages, report.budget, report.over_lines, report.unreviewed) == (6, 6, 0, ())
        serious = ("code", "stale", "glyph", "front_matter", "gap", "blame", "name")
        assert [remark for remark in report.remarks if remark.kind in serious] == []
