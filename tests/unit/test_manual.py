"""The manual: every picture and page it names is there, no picture is left over, its keys are those of the program."""

import re
from pathlib import Path

import pytest

from gemba.ui.keys.actions import every_table
from tools.shots import manual

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs" / "manual"
PAGES = (ROOT / "README.md", *sorted(MANUAL.glob("*.md")))
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)")


def named(page: Path) -> list[Path]:
    """Return the files of this repository that a page names."""
    found = _LINK.findall(page.read_text(encoding="utf-8"))
    return [(page.parent / one).resolve() for one in found if "://" not in one]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page):
    missing = [one for one in named(page) if not one.exists()]
    assert missing == []


def test_no_picture_is_left_over_and_all_are_small():
    shown = {one for page in PAGES for one in named(page)}
    pictures = set(manual.PICTURES.glob("*.png"))
    assert pictures and pictures <= shown, "renew or remove what no page shows"
    assert all(one.stat().st_size <= manual.MOST_BYTES for one in pictures)
    assert sum(one.stat().st_size for one in pictures) <= manual.MOST_BYTES_TOGETHER


def test_every_page_of_the_manual_is_named_by_its_first_page():
    pages = set(MANUAL.glob("*.md")) - {MANUAL / "README.md"}
    assert pages <= set(named(MANUAL / "README.md"))


def test_the_table_of_keys_is_that_of_the_program():
    written = manual.KEYS.read_text(encoding="utf-8")
    assert written == manual.keys_page(), "renew it: python -m tools.shots.manual"
    with_keys = [one for one in every_table() if one.keys]
    assert len(with_keys) > 100 and {"annotator", "reviewing"} <= {one.place for one in with_keys}
    missing = [one.id for one in with_keys if f"| {one.text} |" not in written]
    assert missing == []


def test_a_key_that_changed_would_make_the_table_stale(monkeypatch):
    monkeypatch.setattr("gemba.ui.keys.actions.WINDOW_ACTIONS", ())
    assert manual.KEYS.read_text(encoding="utf-8") != manual.keys_page()
