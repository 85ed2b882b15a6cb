"""Text read from pictures: searched, proposed, joined to the step that brought the picture, and gone when it must be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from gemba.app import App
from gemba.errors import EnvironmentProblem, UserError
from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from gemba.imaging.recognising import Recogniser
from gemba.model import search
from gemba.model.rows import CaptureRow
from gemba.model.scrub import check
from gemba.model.values import RECOGNISED, CaptureState, PrivateKind, ProposalState
from gemba.services.pictures.recognition import ReadPictures, Recognition
from tests.recognisers import blocks

BLOCKS = Path(blocks.__file__)
MAIL, NAME, ORDER = "ana.costa@example.com", "Lena Hartwig", "refund of order 20261110"
LINES = [(8, 16, f"mail {MAIL} today"), (8, 40, f"{NAME} asked"), (8, 80, ORDER), (8, 120, "周晓敏 来电")]
SIZE = 400, 160


def png(lines: list[tuple[int, int, str]] | None = None) -> bytes:
    return encode_png(Frame(*SIZE, blocks.drawn(*SIZE, LINES if lines is None else lines)))


@pytest.fixture
def reading(app: App) -> Iterator[Recognition]:
    """What reads the block script, as a real process."""
    made = Recognition(app.library, make=lambda: Recogniser(program=BLOCKS))
    yield made
    made.close()


def added(app: App, lines: list[tuple[int, int, str]] | None = None) -> CaptureRow:
    return app.captures.add_bytes(png(lines), name="screen.png")


def hits(app: App, query: str) -> list[str]:
    return [hit.id for hit in app.library.queries.search(query, kinds=("capture",))]


def kinds(row: CaptureRow) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in row.proposals]


def test_a_picture_is_found_by_what_stands_on_it(app: App, reading: Recognition) -> None:
    row = added(app)
    assert hits(app, "order 20261110") == [] and reading.waiting() == (row.id,)
    assert reading.read() == ReadPictures(read=1, proposed=1)
    assert hits(app, "order 20261110") == hits(app, "来电") == hits(app, "ana.costa") == [row.id]
    assert reading.waiting() == () and reading.counts().read == 1
    (found,) = [one for one in app.search.found("来电") if one.kind == "capture"]
    assert (found.place, found.reference) == ("evidence", row.id)
    assert "来电" in found.title


def test_what_is_private_is_proposed_where_it_stands(app: App, reading: Recognition) -> None:
    app.preferences.set("recognise.names", f"{NAME}, 周晓敏")
    row = added(app)
    reading.read()
    (mail, name, chinese) = app.captures.one(row.id).proposals
    assert (mail.kind, mail.text, mail.source) == (PrivateKind.EMAIL, MAIL, RECOGNISED)
    left, top, right, bottom = blocks.box_of(*LINES[0], 5, 5 + len(MAIL))
    assert mail.rect_px[0] <= left and mail.rect_px[2] >= right and mail.rect_px[1] <= top and mail.rect_px[3] >= bottom
    assert (name.text, chinese.text) == (NAME, "周晓敏")
    assert {one.state for one in (mail, name, chinese)} == {ProposalState.PROPOSED}


def test_a_name_that_is_listed_later_is_proposed_without_reading_again(app: App, reading: Recognition) -> None:
    row, reviewed = added(app), added(app, [(8, 16, f"{NAME} again")])
    app.captures.review(reviewed.id)
    reading.read()
    reading.close()
    app.captures.redact(row.id, refuse=("all",))
    app.preferences.set("recognise.names", NAME)
    assert (reading.look_again(), reading.look_again()) == (1, 0)
    assert kinds(app.captures.one(row.id)) == [("email", MAIL), ("name", NAME)]
    assert app.captures.one(reviewed.id).proposals == ()
    assert app.library.queries.can_undo() == "Change a setting"


def test_words_under_a_cover_are_not_found_and_come_back_with_an_undo(app: App, reading: Recognition) -> None:
    row = added(app)
    reading.read()
    app.captures.redact(row.id, take=("all",))
    assert hits(app, "ana.costa") == [] and hits(app, "order 20261110") == [row.id]
    assert MAIL not in reading.text_of(row.id) and ORDER in reading.text_of(row.id)
    assert app.history.undo()
    assert hits(app, "ana.costa") == [row.id]


def test_undo_goes_past_what_was_found_and_takes_it_with_its_picture(app: App, reading: Recognition) -> None:
    row = added(app)
    app.captures.edit(row.id, caption="first")
    app.captures.edit(row.id, caption="second")
    app.history.undo()
    reading.read()
    assert app.library.queries.can_redo() == "Change a caption", "what could be redone still can"
    assert app.library.queries.can_undo() == "Change a caption"
    app.history.redo()
    assert app.captures.one(row.id).caption == "second"
    for name in ("Change a caption", "Change a caption", "Add a picture"):
        assert app.library.undo() == name
    assert app.captures.all() == ()
    assert app.library.undo() is None
    assert app.library.redo() == "Add a picture"
    assert kinds(app.captures.one(row.id)) == [("email", MAIL)]
    assert hits(app, "order 20261110") == [row.id]
    assert [one.code for one in check(app.library.folder).findings if one.code != "room"] == []


def test_taking_a_find_is_a_step_of_its_own(app: App, reading: Recognition) -> None:
    row = added(app)
    reading.read()
    app.captures.redact(row.id, take=("all",))
    assert app.library.undo() == "Cover something"
    assert [one.state for one in app.captures.one(row.id).proposals] == [ProposalState.PROPOSED]


def test_a_reviewed_picture_is_read_for_search_only(app: App, reading: Recognition) -> None:
    row = added(app)
    app.captures.review(row.id)
    assert reading.read() == ReadPictures(read=1)
    found = app.captures.one(row.id)
    assert found.state is CaptureState.REVIEWED and found.proposals == ()
    assert hits(app, "ana.costa") == [row.id]


def test_what_is_proposed_or_covered_already_is_not_proposed_again(app: App, reading: Recognition) -> None:
    row = added(app)
    box = blocks.box_of(*LINES[0], 5, 5 + len(MAIL))
    app.captures.propose(row.id, [(PrivateKind.EMAIL, MAIL, box)], source="dom")
    assert reading.read().proposed == 0
    other = added(app, [*LINES, (8, 140, "+44 20 7946 0149")])
    left, top, right, bottom = box
    app.captures.redact(other.id, rects=[(left - 2, top - 2, right - left + 4, bottom - top + 4)])
    assert reading.read() == ReadPictures(read=1, proposed=1)
    assert kinds(app.captures.one(other.id)) == [("phone", "+44 20 7946 0149")]


def test_a_refused_find_is_not_masked_and_an_undecided_one_is(app: App, reading: Recognition) -> None:
    app.preferences.set("recognise.names", "Quillon Voss")
    row = added(app, [(8, 16, "Marlo Trent 4111 1111 1111 1111"), (8, 40, "Quillon Voss")])
    reading.read()
    assert "4111" not in app.privacy.for_paper("card 4111111111111111")
    assert "Voss" not in app.privacy.for_paper("call Quillon Voss")
    number = "20261110 0099"
    app.captures.propose(row.id, [(PrivateKind.OTHER, number, (0, 100, 50, 120))], source=RECOGNISED)
    assert number not in app.privacy.for_paper(f"see {number}")
    app.captures.redact(row.id, refuse=("all",))
    assert number in app.privacy.for_paper(f"see {number}")


def test_a_reader_that_dies_costs_its_picture_only(app: App, tmp_path: Path) -> None:
    file = tmp_path / "reader.py"
    known = BLOCKS.read_text(encoding="utf-8").split("def main()")[0]
    file.write_text(
        f"{known}\nimport os\nsay({{'engine': 'odd'}})\n"
        "while (one := asked()) is not None:\n"
        "    lines = read(*one)\n"
        "    if 'bomb' in lines[0][0]: os._exit(1)\n"
        "    say({'ok': True, 'lines': lines})\n",
        encoding="utf-8",
    )
    reading = Recognition(app.library, make=lambda: Recogniser(program=file))
    try:
        good, bad = added(app, [(8, 16, "harmless")]), added(app, [(8, 16, "bomb")])
        assert reading.read() == ReadPictures(read=1, failed=1)
        found = app.library.queries.recognised(bad.id)
        assert found is not None and found.problem == "ended early"
        assert reading.waiting() == () and reading.counts().failed == 1
        assert hits(app, "harmless") == [good.id]
        assert reading.read((bad.id,)) == ReadPictures(failed=1), "it may be tried again"
    finally:
        reading.close()


def test_one_that_never_starts_is_told_and_nothing_is_noted(app: App, tmp_path: Path) -> None:
    file = tmp_path / "reader.py"
    file.write_text("raise SystemExit(1)", encoding="utf-8")
    row = added(app)
    with pytest.raises(EnvironmentProblem):
        Recognition(app.library, make=lambda: Recogniser(program=file)).read()
    assert app.recognition.waiting() == (row.id,)


def test_a_cancelled_reading_keeps_what_was_read(app: App, reading: Recognition) -> None:
    rows = [added(app, [(8, 16, f"page {number}")]) for number in range(3)]
    seen: list[int] = []
    done = reading.read(progress=lambda at, _total: seen.append(at), stopped=lambda: len(seen) > 1)
    assert done.read == 1 and len(reading.waiting()) == 2
    assert hits(app, "page") == [rows[2].id], "the newest first"


def test_without_the_extra_it_says_how_to_add_it(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Recognition, "is_installed", lambda self: False)
    added(app)
    with pytest.raises(UserError) as caught:
        app.recognition.read()
    assert "gemba[recognise]" in str(caught.value.mend)


@pytest.mark.library_file_opener
def test_a_purge_forgets_the_text_and_what_stays_may_be_read(app: App, reading: Recognition) -> None:
    row = added(app, [*LINES, (8, 140, "quietly")])
    reading.read()
    app.captures.redact(row.id, take=("all",))
    app.captures.review(row.id)
    app.purging.purge()
    raw = sqlite3.connect(f"file:{app.library.folder / 'library.db'}?mode=ro", uri=True)
    assert raw.execute("SELECT count(*) FROM recognised").fetchone() == (0,)
    dump = "\n".join(map(str, raw.iterdump()))
    raw.close()
    assert "ana.costa" not in dump and "quietly" not in dump
    assert hits(app, "quietly") == []
    assert reading.waiting() == (row.id,)
    reading.read()
    assert hits(app, "quietly") == [row.id], "read again, from what is left of the picture"
    assert hits(app, "ana.costa") == []
    assert MAIL not in reading.text_of(row.id)


def test_the_index_says_what_the_rows_say(app: App, reading: Recognition) -> None:
    row = added(app)
    reading.read()
    app.captures.redact(row.id, take=("all",))
    app.captures.remove(row.id)
    assert hits(app, "order 20261110") == []
    app.library.undo()
    assert hits(app, "order 20261110") == [row.id]
    assert app.library.maintain(search.verify) == []


def test_those_who_listen_are_told(app: App, reading: Recognition) -> None:
    row = added(app, [(8, 16, "nothing private")])
    told: list[frozenset[str]] = []
    stop = app.events.listen(lambda changed: told.append(changed.kinds), kinds=("recognised", "proposal"))
    reading.read()
    stop()
    assert told == [frozenset({"recognised"})]
    assert hits(app, "private") == [row.id]
