"""Pairs of libraries that differ only in what is private, and every way out of them (R-01, R-14, services level).

One library is written with placeholders in every text field and in a covered part of its picture; the copies get
different secrets of the same kinds. Ids, times and everything else stay equal, so every export must stay equal too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from gemba.app import App, _judge
from gemba.imaging.picture import Frame
from gemba.imaging.png import encode_png
from gemba.model.annotation import Mark, MarkKind
from gemba.model.entities import Capture, Entity, Person, Proposal, Role
from gemba.model.library import Library
from gemba.model.operation import Operation
from gemba.model.recognised import RecognisedLine
from gemba.model.ticket_facts import ApprovalFacts
from gemba.model.values import PrivateKind
from gemba.services.leaving.pictures import PicturesOut
from gemba.services.narratives.paper import PaperChoice
from gemba.services.pictures.copies import picture_copy, taken_along
from gemba.services.tickets.fields import TicketFields, causes_from
from gemba.services.tickets.labels import labels_of
from gemba.services.tickets.pairs_out import Both, both_copied, both_taken
from gemba.services.visits.observations import ObservationFields
from gemba.services.visits.sessions import SessionFields
from tests.factory import Clock

SIZE = (160, 100)
COVERED = (30, 20, 60, 40)  # left, top, width, height
LABEL, TRUTH = (25, 15, 105, 65), (110, 10, 150, 60)  # left, top, right, bottom
PLACES = ("PERSON0", "CUSTOMER0", "MAIL0", "PHONE0", "CARD0", "IBAN0")
EVERYTHING = "PERSON0 wrote to CUSTOMER0 (MAIL0, PHONE0), card CARD0, account IBAN0."
FIRST = ("Anke", "Bo", "Cornelius", "Đặng", "Ewa", "Ferdinand", "Gro", "Henrike", "Iago", "Jo")
LAST = ("Abendroth", "Brzęk", "Castellanos", "Dvořák", "Eze", "Featherstonehaugh", "Guðmundsdóttir", "Horvat", "Ivić")


@dataclass(frozen=True)
class Secrets:
    """What differs between two libraries: texts by placeholder, and the seed of the covered pixels."""

    texts: tuple[tuple[str, str], ...]
    seed: int


def secrets(rng: random.Random) -> Secrets:
    """Return random secrets of every kind, valid by their own checks."""
    person, customer = rng.sample([(f, last) for f in FIRST for last in LAST], 2)
    name = f"{customer[0]} {customer[1]}"
    return Secrets(
        (
            ("PERSON0", f"{person[0]} {person[1]}"),
            ("CUSTOMER0", name),
            ("MAIL0", f"{rng.choice('abcdefgh')}{rng.randrange(10**6)}@mail{rng.randrange(99)}.example.com"),
            ("PHONE0", f"+49 30 {rng.randrange(10**6, 10**8)}"),
            ("CARD0", _card(rng)),
            ("IBAN0", _iban(rng)),
        ),
        rng.randrange(1 << 30),
    )


def _card(rng: random.Random) -> str:
    digits = [4, *(rng.randrange(10) for _ in range(14))]
    doubled = [d * 2 - 9 if d > 4 else d * 2 for d in digits[0::2]]
    digits.append(-(sum(doubled) + sum(digits[1::2])) % 10)
    text = "".join(map(str, digits))
    return " ".join(text[at : at + 4] for at in range(0, 16, 4))


def _iban(rng: random.Random) -> str:
    account = f"{rng.randrange(10**18):018d}"
    check = 98 - int(account + "131400") % 97
    text = f"DE{check:02d}{account}"
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def frame_bytes(seed: int) -> bytes:
    """Return a picture that is the same for every seed outside the covered rectangle."""
    width, height = SIZE
    noise = random.Random(seed)
    left, top, w, h = COVERED
    rgb = bytearray()
    for y in range(height):
        for x in range(width):
            hidden = left <= x < left + w and top <= y < top + h
            value = noise.randrange(256) if hidden else (x * 3 + y * 5) % 251
            rgb += bytes((value, value, value))
    return encode_png(Frame(width, height, bytes(rgb)))


@contextmanager
def opened(folder: Path) -> Iterator[App]:
    """Open a library under a clock that stands still."""
    library = Library.open(folder, clock=Clock())
    library.before_commit.append(_judge)
    with App(library) as app:
        yield app


def build(folder: Path) -> Path:
    """Make the library with placeholders in every field that leaves."""
    with Library.create(folder, clock=Clock()):
        pass
    with opened(folder) as app:
        app.sessions.new(
            "Refunds",
            SessionFields(charter=EVERYTHING, date="2026-11-10", minutes=60, department="Care", place=EVERYTHING),
        )
        app.library.run("people", _people)
        row = app.captures.add_bytes(frame_bytes(0), name="PERSON0 CARD0.png", session="S1", caption=EVERYTHING)
        note = app.observations.note("S1", ObservationFields(text=EVERYTHING, at="09:07", tags=("PERSON0",)))
        app.captures.mark(row.id, add=_marks())
        app.captures.redact(row.id, rects=[COVERED], why="PERSON0")
        app.comments.reply(app.comments.add(row.id, EVERYTHING, author="PERSON0").id, EVERYTHING)
        app.captures.review(row.id, by="observer")
        app.tickets.new(_fields())
        app.tickets.link("T1", pictures=(row.id,), observations=(note.id,))
        app.triage.new_problem("Typed twice, says PERSON0 CARD0", observations=(note.id,))
        app.decisions.new(EVERYTHING, door="two-way", owner="PERSON0", questions=(EVERYTHING,))
        app.decisions.answer("D1", 1, EVERYTHING)
        app.narratives.new(source=_source())
    return folder


def name_after(app: App) -> str:
    """Add the picture from after the change: covered as the first one is, and cropped, so that both are cut to that."""
    before = app.captures.all(session="S1")[0]
    row = app.captures.add_bytes(frame_bytes(0), name="after PERSON0 CARD0.png", session="S1", caption=EVERYTHING)
    app.captures.mark(row.id, add=(Mark(id="", kind=MarkKind.CROP, points=((10, 10), (150, 90))),))
    app.captures.redact(row.id, rects=[COVERED], why="PERSON0")
    app.captures.review(row.id, by="observer")
    app.tickets.link("T1", pictures=(row.id,))
    app.tickets.changes.pair("T1", before=before.id, after=row.id)
    return row.id


def name_label(app: App) -> str:
    """Add a note whose label and truth are two parts of one covered picture; the cover lies in the label."""
    row = app.captures.add_bytes(frame_bytes(0), name="label PERSON0 CARD0.png", session="S1", caption=EVERYTHING)
    app.captures.redact(row.id, rects=[COVERED], why="PERSON0")
    app.captures.review(row.id, by="observer")
    fields = ObservationFields(text=EVERYTHING, at="09:09", kind="label_vs_truth", pictures=(row.id,))
    note = app.observations.note("S1", fields)
    app.observations.name_part(note.id, row.id, part="label", region=LABEL)
    app.observations.name_part(note.id, row.id, part="truth", region=TRUTH)
    app.tickets.link("T1", pictures=(row.id,), observations=(note.id,))
    return row.id


def _people(op: Operation) -> None:
    role = op.add(Role(name="team lead"))
    op.add(Person(name="PERSON0", role_id=role.id))
    capture = None
    for kind, text in ((PrivateKind.NAME, "CUSTOMER0"), (PrivateKind.EMAIL, "MAIL0")):
        capture = capture or op.add(Capture(file_name="list.png", width=9, height=9, source_id="X/1"))
        op.add(Proposal(capture_id=capture.id, kind=kind, text=text, rect_px=(0, 0, 5, 5)))


def _marks() -> tuple[Mark, ...]:
    return (
        Mark(id="", kind=MarkKind.NUMBER, points=((120, 30), (140, 60)), text=EVERYTHING),
        Mark(id="", kind=MarkKind.TEXT, points=((100, 80),), text="CARD0"),
    )


def _fields() -> TicketFields:
    return TicketFields(
        title=f"Typed twice: {EVERYTHING}",
        where=EVERYTHING,
        expected=f"Typed once. {EVERYTHING}",
        happened=f"Typed into two programs. {EVERYTHING}",
        fix="Let the sheet read the export of the help desk every morning, and ask PERSON0 or MAIL0.",
        money_low="4000",
        money_likely="6000",
        money_high="9000",
        currency="EUR",
        per="year",
        arithmetic="300 a week x 46 x 40 s = 153 h x 39 EUR = 5 980, says PERSON0",
        effort_low="1",
        effort_likely="2",
        effort_high="4",
        owner="PERSON0",
        owner_team="Refunds",
        seen_k="12",
        of_n="20",
        frame="random",
        frame_words=f"20 drawn by lot. {EVERYTHING}",
        teams_needed=("Refunds",),
        approvals=(ApprovalFacts("PERSON0", typical_days=3),),
        causes=causes_from([f"evidenced: {EVERYTHING}"]),
    )


def _source() -> str:
    return (
        "---\ntitle: What PERSON0 said\nlanguage: en\ntemplate: six-page\n"
        f"decision: {EVERYTHING}\nauthors: PERSON0\n---\n\n## PERSON0 and CARD0\n\n"
        f"{EVERYTHING} It stands in [T1] and [T1.1], seen in [S1], and costs [=T1.money.likely].\n\n"
        f"> {EVERYTHING}\n\n- {EVERYTHING}\n\n| who | what |\n| --- | --- |\n| PERSON0 | CARD0 |\n"
    )


def fill(app: App, old: Secrets, new: Secrets, *, picture: bool) -> None:
    """Put the new secrets in the place of the old ones, in every text of every entity and in the picture."""
    frame = app.library.vault.put(frame_bytes(new.seed)) if picture else ""
    pairs = [(before, after) for (_, before), (_, after) in zip(old.texts, new.texts, strict=True)]

    def body(op: Operation) -> None:
        for kind in Entity.__subclasses__():
            for entity in op.all(kind):
                _replace(entity, pairs)
        if frame:
            for capture in op.all(Capture):
                if capture.width == SIZE[0]:
                    capture.frame = frame
        for capture in op.all(Capture):
            # What was read from a picture leaves in no form, covered or not.
            places = ((0, 0, 20, 10), (COVERED[0], COVERED[1], COVERED[0] + COVERED[2], COVERED[1] + COVERED[3]))
            lines = [RecognisedLine(text, place, 0.9) for _, text in new.texts for place in places]
            op.write_recognised(capture.id, frame=capture.frame, engine="reader", lines=lines)

    app.library.run("fill", body)


def _replace(entity: Entity, pairs: list[tuple[str, str]]) -> None:
    for column in entity.__table__.columns:
        value = getattr(entity, column.name)
        if isinstance(value, str) and column.name not in ("id", "frame", "original"):
            setattr(entity, column.name, _swapped(value, pairs))
        elif isinstance(value, tuple) and all(isinstance(one, str) for one in value):
            setattr(entity, column.name, tuple(_swapped(one, pairs) for one in value))
    marks = getattr(entity, "marks", None)
    if marks is not None:
        entity.marks = replace(  # type: ignore[attr-defined]
            marks, marks=tuple(replace(mark, text=_swapped(mark.text, pairs)) for mark in marks.marks)
        )


def _swapped(text: str, pairs: list[tuple[str, str]]) -> str:
    # All at once: the new name of one may be the old name of another.
    found = re.compile("|".join(re.escape(before) for before, _ in pairs))
    return found.sub(lambda match: dict(pairs)[match.group()], text)


def belonging(app: App) -> dict[str, Both]:
    """Return what leaves as one picture: before and after, label and truth, where the ticket has them."""
    row = app.tickets.view("T1").row
    found: dict[str, Both] = {}
    for one in row.pictures:
        if one.after_of and one.capture_id:
            ids = (one.after_of, one.capture_id)
            found["before and after"] = Both(ids, ("Before: T1.1", "After: T1.2"), "T1.1 T1.2")
    for pair in labels_of(app.library.queries, row):
        ids = (pair.label.capture_id, pair.truth.capture_id)
        said = ("Label: T1.3", "Truth: T1.3")
        regions = (pair.label.region_px, pair.truth.region_px)
        found["label and truth"] = Both(ids, said, "T1.3", regions, pair.label.observation_id)
    return found


PLACEHOLDERS = Secrets(tuple((place, place) for place in PLACES), 0)


def exports(app: App, folder: Path) -> dict[str, bytes]:
    """Return everything that leaves: file names and their bytes."""
    folder.mkdir()
    choice = PaperChoice(accept_unreviewed=True, over_budget=True)
    row = app.narratives.all()[0]
    app.narratives.export(row.id, folder / "narrative.pdf", choice)
    app.exporting.tickets(folder / "tickets.csv")
    app.exporting.tickets(folder / "tickets.md")
    for name in ("session.md", "session.pdf"):
        app.exporting.session_report("S1", folder / name, accept_unreviewed=True)
    for name in ("ticket.md", "ticket.pdf"):
        app.exporting.ticket("T1", folder / name, accept_unreviewed=True)
    app.reviews.export(
        folder / "visit.gemba-review",
        session="S1",
        question=app.comments.of(app.captures.all(session="S1")[0].id)[0].text,
    )
    pictures = [one.id for one in app.captures.all(session="S1")]
    for name in ("pictures", "pictures.zip", "pictures.pdf"):
        PicturesOut(app.library).write(pictures, folder / name)
    (folder / "clipboard.png").write_bytes(picture_copy(app.library, pictures[0]).png)
    taken_along(app.library, pictures, folder / "dragged")
    for name, both in belonging(app).items():
        (folder / f"{name}.png").write_bytes(both_copied(app.library, both).png)
        both_taken(app.library, both, folder / f"{name} dragged")
    made = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {str(file.relative_to(folder)): file.read_bytes() for file in made}
