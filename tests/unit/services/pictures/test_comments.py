"""Comments on pictures: regions, answers, undo and redo, word of changes, search, and what goes with the picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from gemba.app import App
from gemba.errors import UserError
from gemba.services.events import Changed
from tests.sample_library import opened


@pytest.fixture
def pictured(app: App, picture: bytes) -> App:
    app.captures.add_bytes(picture, name="one.png")
    return app


def the_picture(app: App) -> str:
    return app.captures.all()[0].id


def test_a_comment_on_a_region_is_kept_inside_the_picture_and_outwards(pictured: App) -> None:
    row = pictured.comments.add(the_picture(pictured), "Why twice?", region=(70.0, 10.2, 5.5, 30.7), author="team lead")
    assert (row.region_px, row.author, row.resolved, row.text) == ((5, 10, 64, 31), "team lead", False, "Why twice?")
    with pytest.raises(UserError, match="outside the picture"):
        pictured.comments.add(the_picture(pictured), "Here", region=(100, 100, 120, 120))
    with pytest.raises(UserError, match="empty"):
        pictured.comments.add(the_picture(pictured), "  ")
    assert len(pictured.comments.of(the_picture(pictured))) == 1


def test_answers_stand_behind_their_comment_and_one_level_deep(pictured: App) -> None:
    first = pictured.comments.add(the_picture(pictured), "Why twice?")
    second = pictured.comments.add(the_picture(pictured), "And who reads it?")
    answer = pictured.comments.reply(first.id, "The sheet forgets it")
    deeper = pictured.comments.reply(answer.id, "Since when?", author="reviewer")
    assert [row.id for row in pictured.comments.of(the_picture(pictured))] == [
        first.id,
        answer.id,
        deeper.id,
        second.id,
    ]
    assert deeper.parent_id == first.id
    assert pictured.comments.open_counts() == {the_picture(pictured): 2}
    pictured.comments.resolve([first.id])
    assert pictured.comments.open_counts() == {the_picture(pictured): 1}


def test_every_change_is_one_step_back_and_forth(pictured: App) -> None:
    picture, comments = the_picture(pictured), pictured.comments
    first = comments.add(picture, "Why twice?", region=(0, 0, 10, 10))
    comments.reply(first.id, "Because")
    comments.edit(first.id, "Why three times?")
    comments.move(first.id, None)
    comments.resolve([first.id])
    comments.remove(first.id)
    assert comments.of(picture) == ()
    names = []
    while (name := pictured.history.undo()) != "Comment on a picture":
        names.append(name)
    assert names == ["Remove a comment", "Close a comment", "Move a comment", "Change a comment", "Answer a comment"]
    assert comments.of(picture) == ()
    while pictured.history.redo() != "Close a comment":
        pass
    shown = comments.of(picture)
    assert [(row.text, row.resolved, row.region_px) for row in shown] == [
        ("Why three times?", True, None),
        ("Because", False, None),
    ]


def test_listeners_hear_and_search_finds_the_picture(pictured: App) -> None:
    heard: list[Changed] = []
    stop = pictured.events.listen(heard.append, kinds=["comment"], but_not_from="me")
    row = pictured.comments.add(the_picture(pictured), "Zahlendreher in der Spalte")
    pictured.comments.edit(row.id, "抄了三遍", initiator="me")
    stop()
    assert [(one.kinds, one.ids) for one in heard] == [(frozenset({"comment"}), frozenset({row.id}))]
    assert [hit.id for hit in pictured.search.find("三遍")] == [the_picture(pictured)]
    assert pictured.search.find("zahlendreher") == ()
    pictured.comments.remove(row.id)
    assert pictured.search.find("三遍") == ()


def test_comments_go_and_come_back_with_their_picture_over_a_restart(pictured: App, tmp_path: Path) -> None:
    picture = the_picture(pictured)
    pictured.comments.reply(pictured.comments.add(picture, "Why twice?").id, "Because")
    pictured.captures.remove(picture)
    assert pictured.library.queries.comments() == []
    folder = pictured.library.folder
    pictured.close()
    with opened(folder) as again:
        again.history.undo()
        assert [row.text for row in again.comments.of(picture)] == ["Why twice?", "Because"]
