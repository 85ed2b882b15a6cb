"""Markdown has its pictures in a folder of its own: whole or not at all, and nothing of somebody else's is touched."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from gemba.app import App
from gemba.errors import EnvironmentProblem, UserError
from gemba.message import Message
from gemba.model.annotation import Mark, MarkKind
from gemba.services.tickets.fields import TicketFields


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder to write to, beside the library."""
    made = tmp_path / "out"
    made.mkdir()
    return made


def _named(file: Path) -> list[Path]:
    """Return the files that a reader of the text would look for."""
    tokens = MarkdownIt("commonmark").enable("table").parse(file.read_text("utf-8"))
    images = [one for outer in tokens for one in (outer.children or ()) if one.type == "image"]
    return [file.parent / unquote(str(one.attrs["src"])) for one in images]


def _full(target: Path, data: bytes, *, doing: Message) -> Path:
    raise EnvironmentProblem(doing)


def _cover(app: App, ticket: str) -> None:
    """Cover something on the first picture of a ticket, which makes another picture of it."""
    capture = app.tickets.view(ticket).row.pictures[0].capture_id or ""
    app.captures.mark(capture, add=(Mark(id="", kind=MarkKind.REDACTION, points=((1, 1), (600, 400))),))
    app.captures.review(capture, by="observer")


@pytest.mark.parametrize("name", ["T2.md", "T2 và (một) 票 #1%.md", "a|b`c]<d>.md"])
def test_pictures_lie_in_a_folder_of_the_texts_own(demo_app: App, out: Path, name: str) -> None:
    done = demo_app.exporting.ticket("T2", out / name)
    folder = out / f"{Path(name).stem}-pictures"
    assert sorted(out.iterdir()) == sorted([out / name, folder])
    assert sorted(folder.iterdir()) == sorted(done.pictures)
    assert _named(done.file) == list(done.pictures)
    visit = demo_app.exporting.session_report("S1", out / "visit.md")
    assert _named(visit.file) and all(one.parent == out / "visit-pictures" for one in _named(visit.file))


def test_a_second_export_takes_the_same_folder_and_the_pictures_that_went_with_the_first(
    demo_app: App, out: Path
) -> None:
    first = demo_app.exporting.ticket("T2", out / "T2.md")
    (out / "T2-pictures" / "mine.png").write_bytes(b"mine")
    again = demo_app.exporting.ticket("T2", out / "T2.md")
    assert again.pictures == first.pictures
    _cover(demo_app, "T2")
    covered = demo_app.exporting.ticket("T2", out / "T2.md")
    assert set(covered.pictures) != set(first.pictures)
    kept = {one.name for one in (out / "T2-pictures").iterdir()}
    assert kept == {one.name for one in covered.pictures} | {"mine.png"}, "what shows what is covered now is gone"


def test_what_somebody_changed_in_the_folder_stays(demo_app: App, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = demo_app.exporting.ticket("T2", out / "T2.md")
    drawn_on = first.pictures[0]
    drawn_on.write_bytes(b"drawn on")
    again = demo_app.exporting.ticket("T2", out / "T2.md")
    assert drawn_on.read_bytes() == b"drawn on" and drawn_on not in again.pictures
    assert _named(again.file) == list(again.pictures) and all(one.is_file() for one in again.pictures)
    drawn_again = again.pictures[0]
    drawn_again.write_bytes(b"again")
    with monkeypatch.context() as patched:
        patched.setattr("gemba.services.leaving.report_pictures.write_bytes", _full)
        with pytest.raises(EnvironmentProblem):
            demo_app.exporting.ticket("T2", out / "T2.md")
    assert (drawn_on.read_bytes(), drawn_again.read_bytes()) == (b"drawn on", b"again"), "nothing was written"
    third = demo_app.exporting.ticket("T2", out / "T2.md")
    assert (drawn_on.read_bytes(), drawn_again.read_bytes()) == (b"drawn on", b"again")
    assert not {drawn_on, drawn_again} & set(third.pictures)
    assert _named(third.file) == list(third.pictures) and all(one.is_file() for one in third.pictures)


def test_a_folder_of_somebody_else_is_not_taken(demo_app: App, out: Path) -> None:
    theirs = out / "T2-pictures"
    theirs.mkdir()
    (out / "T2-pictures-2").write_text("a file", "utf-8")
    done = demo_app.exporting.ticket("T2", out / "T2.md")
    assert {one.parent for one in done.pictures} == {out / "T2-pictures-3"}
    assert not list(theirs.iterdir()) and _named(done.file) == list(done.pictures)
    _cover(demo_app, "T2")
    covered = demo_app.exporting.ticket("T2", out / "T2.md")
    assert set(covered.pictures) != set(done.pictures)
    assert not list(theirs.iterdir()) and _named(covered.file) == list(covered.pictures)
    assert sorted(one for one in out.rglob("*") if one.is_file() and one.suffix in (".png", ".jpg")) == sorted(
        covered.pictures
    ), "what shows what is covered now is gone"


def test_two_texts_of_one_stem_have_a_folder_each(demo_app: App, out: Path) -> None:
    one, other = out / "T2.md", out / "T2.markdown"
    for file in (one, other, other):
        demo_app.exporting.ticket("T2", file)
    _cover(demo_app, "T2")
    demo_app.exporting.ticket("T2", one)
    for file in (one, other):
        assert _named(file) and all(picture.is_file() for picture in _named(file))
    assert {picture.parent for picture in _named(one)} == {out / "T2-pictures"}
    assert {picture.parent for picture in _named(other)} == {out / "T2-pictures-2"}


def test_nothing_is_left_where_the_text_cannot_be_written(
    demo_app: App, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gemba.services.leaving.report_pictures.write_bytes", _full)
    with pytest.raises(EnvironmentProblem):
        demo_app.exporting.ticket("T2", out / "T2.md")
    assert not list(out.iterdir())


def test_one_picture_that_cannot_be_taken_back_keeps_none_of_the_others(
    demo_app: App, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink, refused = Path.unlink, list[Path]()

    def first_refused(file: Path, missing_ok: bool = False) -> None:
        if file.suffix == ".png" and not refused:
            refused.append(file)
            raise PermissionError(file)
        unlink(file, missing_ok=missing_ok)

    monkeypatch.setattr("gemba.services.leaving.report_pictures.write_bytes", _full)
    monkeypatch.setattr(Path, "unlink", first_refused)
    with pytest.raises(EnvironmentProblem):
        demo_app.exporting.session_report("S1", out / "S1.md", accept_unreviewed=True)
    assert list((out / "S1-pictures").iterdir()) == refused


def test_one_picture_that_cannot_be_read_keeps_none_of_the_others(
    demo_app: App, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = demo_app.exporting.session_report("S1", out / "one.md", accept_unreviewed=True)
    assert len(first.pictures) > 1
    bare = demo_app.tickets.new(TicketFields(title="Nothing to see"))
    read, refused = Path.read_bytes, list[Path]()

    def first_refused(file: Path) -> bytes:
        if file in first.pictures and not refused:
            refused.append(file)
            raise OSError("the disk does not answer")
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", first_refused)
    demo_app.exporting.ticket(bare.row.id, out / "one.md")
    assert list((out / "one-pictures").iterdir()) == refused, "what can be deleted is gone"


def test_without_pictures_there_is_no_folder_and_a_missing_place_is_said_of_the_file(demo_app: App, out: Path) -> None:
    bare = demo_app.tickets.new(TicketFields(title="Nothing to see"))
    demo_app.exporting.ticket(bare.row.id, out / "bare.md")
    assert [one.name for one in out.iterdir()] == ["bare.md"]
    with pytest.raises(UserError, match=r"T2\.md"):
        demo_app.exporting.ticket("T2", out / "away" / "T2.md")
