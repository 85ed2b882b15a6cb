"""The chat of a round beside a visit: by day, by role, each message a note once it is taken up, masked when it leaves."""

from pathlib import Path

import pytest

from gemba.app import App
from gemba.errors import UserError
from gemba.model.values import SeenAs
from gemba.services.visits.chats import ChatLine
from tests.sample_library import copy_of_demo, opened


@pytest.fixture
def sample(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory):
    with opened(copy_of_demo(tmp_path_factory.getbasetemp().parent, tmp_path)) as app:
        yield app


def lines(app: App) -> list[ChatLine]:
    return [line for day in app.visit_pages.page("S1").chat for line in day.lines]


def test_every_message_stands_on_its_day_and_in_its_order(sample: App) -> None:
    days = sample.visit_pages.page("S1").chat
    assert [(one.day, len(one.lines)) for one in days] == [("2026-11-09", 57), ("2026-11-10", 3)]
    assert sorted(lines(sample), key=lambda one: one.at) == lines(sample)
    assert sample.visit_pages.page("S3").chat == days, "the chat is the round's"


def test_senders_are_named_only_with_consent(sample: App) -> None:
    people = {one.name: one for one in sample.library.queries.people()}
    senders = {one.id: one.sender for one in sample.library.queries.messages()}
    seen = set()
    for line in lines(sample):
        person = people.get(senders[line.id])
        seen.add(person is not None and person.may_be_named)
        assert line.who == (senders[line.id] if person is not None and person.may_be_named else "")
        assert line.role == (person.role if person is not None else "")
    assert seen == {True, False}


def test_a_message_becomes_one_note_and_undo_gives_it_back(sample: App) -> None:
    line = next(one for one in lines(sample) if one.role)
    note = sample.chats.take_up("S1", line.id)
    assert (note.text, note.seen_as, note.at, note.speaker) == (line.text, SeenAs.CHAT, line.at, line.role)
    assert next(one for one in lines(sample) if one.id == line.id).note_id == note.id
    assert sample.chats.take_up("S1", line.id).id == note.id
    sample.history.undo()
    assert next(one for one in lines(sample) if one.id == line.id).note_id is None
    with pytest.raises(UserError):
        sample.chats.take_up("S1", "no such message")


def test_what_was_taken_up_leaves_masked(sample: App) -> None:
    private = next(one for one in lines(sample) if "Sean Cox" in one.text)
    hidden = next(one for one in lines(sample) if "Sofia" in one.text)
    for line in (private, hidden):
        note = sample.chats.take_up("S1", line.id)
        out = sample.privacy.for_paper(note.text)
        assert "Sean Cox" not in out and "Sofia Lindqvist" not in out
    # The negative control: the library itself keeps the words.
    assert "Sean Cox" in sample.observations.one(sample.chats.take_up("S1", private.id).id).text
