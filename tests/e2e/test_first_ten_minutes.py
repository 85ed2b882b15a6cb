"""The first ten minutes with gemba, from the first start to the exported narrative, on the real window.

Keys and mouse only, from outside the process: a visit with twenty notes and three pasted pictures, two tickets from
draft to delegated, a narrative written and exported, a pack brought in whose proposed redactions are taken and
refused, ten steps undone and redone, and the program killed. After every stage a second process reads the library; nothing that was acknowledged may be missing.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from gemba.app import App
from gemba.model.annotation import MarkKind
from gemba.model.values import CaptureState, ObservationKind, ProposalState, TicketState
from gemba.services.narratives.paper import PaperChoice
from tests.e2e.hands import Hands
from tests.e2e.pack import HEAD as PACK_HEAD
from tests.e2e.pack import PRIVATE, make_pack
from tests.e2e.pictures import SECRET_PX, SIZE_PX, make_pictures
from tests.e2e.program import Program
from tests.e2e.screen import Screen, wait_for

TEAM, PERSON = "Refunds desk", "Priya Raman"
#: typed as they stand, "/w " and all; the three pictures come after the lines that end a part
LINES = (
    ("Opens the refund queue, 412 waiting", ObservationKind.FACT),
    ("/w Types the order number a third time", ObservationKind.WASTE),
    ("Waits 40 seconds for the dashboard", ObservationKind.WASTE),
    ("/c I sent it twice already", ObservationKind.CUSTOMER),
    ("/q Who reads the weekly sheet?", ObservationKind.QUESTION),
    ("/a Sheet Refunds W46 | weekly numbers | 30 | nobody knows", ObservationKind.ARTIFACT),
    ("/h Order goes to finance and waits two days", ObservationKind.HAND_OFF),
    ("/x Nearly paid the wrong customer", ObservationKind.NEAR_MISS),
    ("/g Checks the address aloud", ObservationKind.GOOD_PRACTICE),
    ("/i Fill the number in from the order", ObservationKind.IDEA),
    ("/p Come back with the numbers | facilitator | 2026-12-01", ObservationKind.PROMISE),
    ("/o 退款要九天", ObservationKind.FACT),
    ("Vì sao mất chín ngày?", ObservationKind.FACT),
    ("Copies the note into the sheet", ObservationKind.FACT),
    ("Asks a colleague for the code", ObservationKind.FACT),
    ("/w Writes the same mail again", ObservationKind.WASTE),
    ("Searches the inbox for the order", ObservationKind.WASTE),
)
CAPTIONS = ("The customer page with the address", "The sheet of the week", "The queue in the morning")
HEADS = ((0x1F, 0x4E, 0x79), (0x21, 0x73, 0x46), (0x7A, 0x4B, 0x12))
ARROW, BOX = (700, 430, 600, 260), (60, 196, 420, 252)
TICKETS = (
    (
        ("Type the order number once", "Refund form, then the sheet", "The order number is typed once",
         "It is typed three times", "Fill it in from the order", PERSON, TEAM),
        ("9000", "12000", "16000", "EUR", "400 x 3 min x 10 EUR = 12000"),
        ("2", "3", "5"),
    ),
    (
        ("Stop the weekly sheet", "Sheet Refunds W46", "Somebody reads it", "Nobody knows a reader",
         "Leave it out for four weeks", "Mai Lin", TEAM),
        ("2000", "3000", "4000", "EUR", "50 x 30 x 2 EUR = 3000"),
        ("1", "1", "2"),
    ),
)  # fmt: skip
DECISION = "Decide to fill in the order number from the order by the end of December."
STEPS = 10


@pytest.fixture
def screen(screen: Screen) -> Screen:
    """A screen whose keyboard has the letters of the lines."""
    screen.know("".join(text for text, _ in LINES))
    return screen


@pytest.fixture
def program(screen: Screen, own_home: Path, tmp_path: Path, shots: Path) -> Iterator[Program]:
    program = Program(screen, own_home / "first.gemba", tmp_path / "program.log")
    yield program
    screen.picture(shots / "last.png")
    program.stop()


@pytest.mark.timeout(3600)  # against hanging only: every wait below is for something that can be seen
def test_the_first_ten_minutes(screen: Screen, program: Program, own_home: Path, tmp_path: Path, shots: Path) -> None:
    pictures = make_pictures(tmp_path)
    first_start(screen, program, shots)
    with program.reader() as app:
        hands = Hands(screen, app, shots)
        visit = live_session(hands, pictures)
        captures = end_of_visit(hands, visit)
        two_tickets(hands, visit, captures)
        narrative_leaves(hands, own_home, pictures[0])
        proposals_taken_and_refused(hands, make_pack(tmp_path))
        before = undo_and_redo(hands)
    program.kill()
    program.start()
    screen.front("Today – first – gemba")
    with program.reader() as app:
        assert everything(app) == before
        assert app.health.check().findings == ()
        hands = Hands(screen, app, shots)
        screen.keys("ctrl+4")
        hands.at("Tickets")
        hands.look("reopened")
        screen.keys("ctrl+q")
    assert program.end() == 0
    assert "Traceback" not in program.said()


# -- the stages -----------------------------------------------------------------------------------------------


def first_start(screen: Screen, program: Program, shots: Path) -> None:
    """Begin a new library by the welcome."""
    program.start()
    screen.front("gemba")
    screen.keys("Tab", "Return")
    screen.picture(shots / "00-welcome.png")
    screen.keys("ctrl+a")
    screen.enter("first")
    screen.front("Today – first – gemba")


def live_session(hands: Hands, pictures: tuple[Path, Path, Path]) -> str:
    """Twenty notes at speed, three of them about pasted pictures."""
    visit = hands.start_visit(
        team=TEAM, charter="Why do refunds take nine days?", minutes="30", person=("agent", PERSON)
    )
    for text, _ in LINES:
        hands.screen.enter(text)
    hands.screen.types("/o ")
    for picture, caption in zip(pictures, CAPTIONS, strict=True):
        hands.paste(picture)
        hands.screen.enter(caption)
    notes = wait_for(lambda: _all(hands.app, visit, 20), "twenty notes are kept")
    hands.look("live")
    typed = [(text[3:] if text.startswith("/") else text, kind) for text, kind in LINES]
    kept = [(note.text, note.kind) for note in notes]
    assert [kind for _, kind in kept] == [kind for _, kind in typed] + [ObservationKind.FACT] * 3
    assert [text for text, _ in kept] == [text.split(" | ")[0] for text, _ in typed] + list(CAPTIONS)
    assert [len(note.capture_ids) for note in notes[-3:]] == [1, 1, 1]
    (row,) = hands.app.sessions.all()
    assert (row.team, row.planned_minutes, row.facilitator_role) == (TEAM, 30, "sits beside the agent")
    assert row.consent_words
    return visit


def end_of_visit(hands: Hands, visit: str) -> list[str]:
    """Read back, answer two of the five lines, and review the pictures in the annotator."""
    screen, app = hands.screen, hands.app
    captures = [note.capture_ids[0] for note in _notes(app, visit)[-3:]]
    screen.keys("ctrl+e")
    wait_for(lambda: app.sessions.all()[0].ended is not None, "the visit is over")
    hands.look("end")
    screen.keys(*["Return"] * 20)
    screen.enter("How calm they stay")
    screen.enter("Typing the same number three times")
    wait_for(lambda: _all(app, visit, 22), "two of the five lines are kept")
    screen.keys(*["Return"] * 4)
    screen.front(CAPTIONS[0])
    for capture, head, (key, box) in zip(captures, HEADS, (("a", ARROW), ("r", BOX), ("a", ARROW)), strict=True):
        where = hands.find_picture(head)
        hands.mark(capture, key, where, box)
        if capture != captures[2]:
            hands.mark(capture, "k", where, SECRET_PX if capture == captures[0] else (460, 300, 700, 340))
        hands.review(capture)
    hands.look("reviewed")
    screen.keys("ctrl+w")
    hands.at(TEAM)
    kinds = [[mark.kind for mark in hands.capture(one).annotation.marks] for one in captures]
    assert kinds[0] == [MarkKind.ARROW, MarkKind.REDACTION]
    assert kinds[1] == [MarkKind.BOX, MarkKind.REDACTION]
    assert [one.state for one in app.captures.all()] == [CaptureState.REVIEWED] * 3
    screen.keys("Return")
    hands.at("S1")
    return captures


def two_tickets(hands: Hands, visit: str, captures: list[str]) -> None:
    """Two notes with pictures become tickets, from draft to delegated."""
    screen, app = hands.screen, hands.app
    for number, (fields, money, days) in enumerate(TICKETS, 1):
        screen.keys("ctrl+2")
        hands.at("S1")
        ids = [note.id for note in _notes(app, visit)]
        wanted = next(note.id for note in _notes(app, visit) if captures[number - 1] in note.capture_ids)
        screen.keys("Home", *["j"] * ids.index(wanted), "t")
        hands.at(f"Ticket T{number}")
        row = wait_for(lambda: hands.ticket(number), "the ticket is there")  # noqa: B023
        assert row.state is TicketState.DRAFT
        assert row.observation_ids == (wanted,)
        assert [one.capture_id for one in row.pictures] == [captures[number - 1]]
        hands.fill_ticket(number, fields, money, days)
        hands.look(f"ticket-{number}")
        hands.delegate(number)
        row = hands.ticket(number)
        assert row is not None
        assert (row.title, row.owner, row.owner_team) == (fields[0], fields[5], TEAM)
        assert len(row.verdicts) == 6
        assert all(one.ok for one in row.verdicts)


def narrative_leaves(hands: Hands, home: Path, shown: Path) -> None:
    """Draft a narrative, fill its first gap, and export it by the sheet that says what leaves."""
    screen, app = hands.screen, hands.app
    screen.keys("ctrl+6")
    hands.at("Narratives")
    screen.keys("ctrl+n")
    screen.enter("Nine days for a refund")
    hands.at("Nine days for a refund")
    hands.see_desk()
    gaps = app.narratives.one().source.count("[[")
    screen.keys("F8")
    hands.see_chosen()
    screen.types(DECISION)
    wait_for(lambda: DECISION in app.narratives.one().source, "what was typed is kept")
    hands.look("narrative")
    assert app.narratives.one().source.count("[[") == gaps - 1
    hands.open_sheet("ctrl+e")
    screen.keys("ctrl+Return")
    file = wait_for(lambda: next(iter(home.rglob("*.pdf")), None), "the file is written")
    wait_for(lambda: b"%%EOF" in file.read_bytes()[-64:], "the file is complete")
    hands.look("exported")
    said = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert DECISION in " ".join(said.split())
    assert "T1" in said
    assert PERSON.split()[0] not in said
    assert PERSON in str(hands.ticket(1)), "or the text above proves nothing"
    paper = pypdf.PdfReader(file)
    assert 1 <= len(paper.pages) <= 12
    inside = [one.image.convert("RGB") for page in paper.pages for one in page.images if one.image is not None]
    pasted = [one for one in inside if one.size == SIZE_PX]
    # What the sheet says is what leaves: both pictures of the tickets, though they were pasted within a second.
    assert app.narratives.leaving("", PaperChoice()).pictures == len(pasted) == 2
    assert len(colours(Image.open(shown))) > 1, "or the test below proves nothing"
    (masked,) = [one for one in pasted if one.getpixel((5, 5)) == HEADS[0]]
    assert len(colours(masked)) == 1


def proposals_taken_and_refused(hands: Hands, pack: Path) -> None:
    """Bring in somebody's pack, whose picture comes with proposals; take one by its key, refuse the other."""
    screen = hands.screen
    brought = hands.import_pack(pack)
    assert [(one.kind.value, one.text, one.state) for one in brought.proposals] == [
        (kind, text, ProposalState.PROPOSED) for kind, text, _ in PRIVATE
    ]
    assert brought.state is CaptureState.UNREVIEWED
    screen.keys("ctrl+3")
    hands.at("4 pictures")
    hands.find_picture(PACK_HEAD, again="r")
    # A picture with open proposals is not marked, however often one says so.
    screen.keys("ctrl+Return", "Tab")
    hands.look("proposals")
    hands.decide(brought.id, "Return", ProposalState.TAKEN)
    hands.decide(brought.id, "BackSpace", ProposalState.REFUSED)
    row = hands.capture(brought.id)
    assert row.state is CaptureState.UNREVIEWED
    assert [one.state for one in row.proposals] == [ProposalState.REFUSED, ProposalState.TAKEN]
    (block,) = row.annotation.marks
    left, top, width, height = PRIVATE[1][2]
    assert block.kind is MarkKind.REDACTION
    assert block.points == ((left, top), (left + width, top + height))
    hands.review(brought.id)
    hands.look("decided")


def undo_and_redo(hands: Hands) -> object:
    """Take back the last ten steps, with the library examined after each, and do them again."""
    screen, app = hands.screen, hands.app
    screen.keys("ctrl+1")
    hands.at("Today")
    before = everything(app)
    seen = [before]
    for number in range(1, STEPS + 1):
        screen.keys("ctrl+z")
        wait_for(lambda: _undone(app) == number, f"step {number} is undone")  # noqa: B023
        assert app.health.check().findings == ()
        assert everything(app) != seen[-1]
        seen.append(everything(app))
    hands.look("undone")
    for number in range(STEPS, 0, -1):
        screen.keys("ctrl+shift+z")
        wait_for(lambda: _undone(app) == number - 1, f"step {number} is done again")  # noqa: B023
        assert everything(app) == seen[number - 1]
    assert app.health.check().findings == ()
    return before


# -- reading --------------------------------------------------------------------------------------------------


def colours(picture: Image.Image) -> set[tuple[int, int, int]]:
    """Return the colours within the box of the secret, a little inside its edges."""
    left, top, right, bottom = SECRET_PX
    inner = picture.convert("RGB").crop((left + 4, top + 4, right - 4, bottom - 4))
    return {colour for _, colour in inner.getcolors(1 << 24) or ()}


def everything(app: App) -> object:
    """Return what a person put into the library, without the times at which it was changed."""
    tickets = [
        (row.number, row.state, row.title, row.where, row.expected, row.happened, row.fix, row.money, row.effort,
         row.owner, row.owner_team, row.teams_needed, row.approvals_asked, row.observation_ids, row.pictures)
        for row in (view.row for view in app.tickets.views())
    ]  # fmt: skip
    papers = [(row.title, row.source, app.narratives.versions(row.id)) for row in app.narratives.all()]
    return app.sessions.all(), app.observations.all(), app.captures.all(), tickets, papers


def _notes(app: App, visit: str) -> list:
    return sorted(app.observations.all(session=visit), key=lambda note: note.id)


def _all(app: App, visit: str, many: int) -> list:
    notes = _notes(app, visit)
    return notes if len(notes) == many else []


def _undone(app: App) -> int:
    return sum(one.undone for one in app.history.all(limit=200))
