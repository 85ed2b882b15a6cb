"""Tables and Markdown for other programs: text stays text (H-10, H-11), files are whole, names are ours (H-12)."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from gemba.app import App
from gemba.errors import UserError
from gemba.exchange.tables import write_csv
from gemba.services.leaving.files import slug
from gemba.services.leaving.markdown import block, inline, table
from gemba.services.tickets.fields import TicketFields
from gemba.services.visits.sessions import SessionFields

STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%", "＝", "＋", "－", "＠")
BODIES = ("1+1", "cmd|'/c calc'!A1", "SUM(A1)", 'HYPERLINK("http://x.example")')
BEFORE = ("", " ", "\u00a0", "ok\n", "\u200b")
FORMULAS = [f"{before}{start}{body}" for before in BEFORE for start in STARTS for body in BODIES[:1]] + [
    f"{start}{body}" for start in STARTS for body in BODIES[1:]
]
PAYLOADS = json.loads((Path(__file__).parents[3] / "fixtures" / "payloads.json").read_text("utf-8"))
TEXTS = list(PAYLOADS["plain"].values())


def test_there_are_sixty_cases_and_more() -> None:
    assert len(FORMULAS) >= 60


@pytest.mark.parametrize("cell", FORMULAS)
def test_h10_no_cell_begins_like_a_formula(cell: str) -> None:
    text = write_csv(["a"], [[cell]]).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(text, newline="")))[1]
    assert row[0] == "'" + cell


def test_h10_control_without_the_guard_the_formula_stands() -> None:
    assert b'"=1+1"' in write_csv(["a"], [["=1+1"]], guard=False)


def test_h10_every_exported_field_is_guarded(app: App, tmp_path: Path) -> None:
    fields = dict.fromkeys(("title", "where", "expected", "happened", "fix", "arithmetic", "frame_words"), "=1+1")
    app.tickets.new(TicketFields(**fields))  # type: ignore[arg-type]
    file = app.exporting.tickets(tmp_path / "t.csv").file
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    assert rows[1].count("'=1+1") == len(fields)
    assert not [cell for cell in rows[1] if cell.startswith("=")]
    bare = app.exporting.tickets(tmp_path / "bare.csv", guard=False).file
    assert '"=1+1"' in bare.read_text("utf-8-sig")


@pytest.mark.nightly
def test_h10_libreoffice_reads_text(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    file = tmp_path / "cells.csv"
    file.write_bytes(write_csv(["a"], [[cell] for cell in FORMULAS]))
    command = [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "fods"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(file)], check=True, timeout=600, capture_output=True)
    assert "table:formula" not in (tmp_path / "cells.fods").read_text("utf-8")


def _tokens(text: str) -> list[str]:
    parser = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table")
    return [
        token.type
        for outer in parser.parse(text)
        for token in (outer, *(outer.children or ()))
        if token.type
        in ("html_block", "html_inline", "link_open", "image", "fence", "code_block", "code_inline", "heading_open")
    ]


@pytest.mark.parametrize("text", [*TEXTS, "a\n# b", "1. x", "- y", "[a](javascript:x)", "<b>x</b>", "www.x.example"])
def test_h11_user_text_is_never_mark_up(text: str) -> None:
    text = text[:2000]
    assert _tokens(f"before {inline(text)} after") == []
    assert _tokens(inline(text)) == []
    assert _tokens(block(text)) == []
    assert _tokens(table(["a"], [[text]])) == []


def test_h11_control_the_same_text_unescaped_is_mark_up() -> None:
    assert _tokens("see <b>x</b> and [a](http://x.example)") == ["html_inline", "html_inline", "link_open"]


def test_h11_a_report_links_only_its_own_pictures(app: App, picture: bytes, tmp_path: Path) -> None:
    app.sessions.new("Team <b> [x](y)", SessionFields(charter="![x](/etc/passwd) <script>"))
    row = app.captures.add_bytes(picture, name="../../x [y](z).png", session="S1", caption="<img src=x>")
    app.captures.review(row.id, by="observer")
    done = app.exporting.session_report("S1", tmp_path / "s.md")
    (file,) = done.pictures
    assert file.parent == tmp_path / "s-pictures" and file.name.startswith("picture-")
    text = done.file.read_text("utf-8")
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    images = [t for outer in parser.parse(text) for t in (outer.children or ()) if t.type == "image"]
    assert [image.attrs["src"] for image in images] == [f"s-pictures/{file.name}"]
    assert "html_inline" not in _tokens(text) and "html_block" not in _tokens(text)
    assert "link_open" not in _tokens(text)


@pytest.mark.parametrize(
    "name", ["../../x", "C:\\x", "CON", "nul.txt", "a" * 300, "x. ", "a\x00b", "\u202egnp.exe", "", "。。"]
)
def test_h12_a_name_is_never_a_path(name: str) -> None:
    made = slug(name, fallback="picture")
    assert made and len(made) <= 60
    assert not set(made) & set('/\\:\x00\u202e<>"|?*')
    assert not made.startswith(".") and not made.endswith((".", " "))
    assert made.upper() not in ("CON", "NUL.TXT")


def test_the_name_of_a_visits_report_is_masked_as_its_heading(demo_app: App, tmp_path: Path) -> None:
    team = demo_app.sessions.all()[0].team
    assert team == "Refunds & Chargebacks"
    assert demo_app.exporting.session_file_name("S1") == f"S1 {team} 2026-11-10"
    demo_app.privacy.decide("Chargebacks", private=True)
    name = slug(demo_app.exporting.session_file_name("S1"), fallback="gemba")
    assert name == "S1-Refunds-2026-11-10"
    out = tmp_path / "out"
    out.mkdir()
    done = demo_app.exporting.session_report("S1", out / f"{name}.md", accept_unreviewed=True)
    assert done.pictures and "chargebacks" not in done.file.read_text("utf-8").casefold()
    assert not [one for one in out.rglob("*") if "chargebacks" in one.name.casefold()]


def test_an_unknown_ending_is_refused(app: App, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        app.exporting.tickets(tmp_path / "t.xlsx")
    app.sessions.new("Refunds", SessionFields(charter="Why?"))
    with pytest.raises(UserError):
        app.exporting.session_report("S1", tmp_path / "s.docx")


def test_an_export_replaces_a_longer_file_whole(app: App, tmp_path: Path) -> None:
    target = tmp_path / "t.csv"
    target.write_bytes(b"x" * 100_000)
    before = target.stat().st_ino
    app.exporting.tickets(target)
    assert b"xxx" not in target.read_bytes()
    assert target.stat().st_ino != before
    assert target.stat().st_mode & 0o777 == 0o600
