"""The large picture: what it says when its file is gone, whatever look is worn."""

import shutil


def test_a_picture_that_cannot_be_shown_says_so_in_the_other_look_too_until_its_file_is_back(qtbot, place, captures):
    vault = place.desk.app.library.folder / "vault"
    aside = vault.with_name("vault-aside")
    for name in ("blobs", "cache"):
        shutil.rmtree(vault.with_name(name), ignore_errors=True)
    vault.rename(aside)
    row = captures.all()[0]
    place.show_row(row.id)
    large = place.large
    qtbot.waitUntil(lambda: "is missing" in large.state.text())
    place.desk.theme.wear("dark")
    assert "is missing" in large.state.text()
    assert large.state.property("role") == "stop"
    aside.rename(vault)
    large.refresh()
    qtbot.waitUntil(lambda: large.canvas.has_picture)
    assert "is missing" not in large.state.text()
    place.desk.theme.wear("light")


def test_the_picture_after_one_that_cannot_be_shown_does_not_take_its_sentence_over(qtbot, place, captures):
    large, row = place.large, captures.all()[0]
    place.show_row(row.id)
    qtbot.waitUntil(lambda: large.canvas.has_picture)
    large._cannot_show(_missing(place))
    assert large.state.property("role") == "stop"
    large.step(1)
    assert large.state.property("role") != "stop"


def _missing(place):
    from gemba.errors import GembaError

    try:
        place.desk.app.captures.one("no such picture")
    except GembaError as problem:
        return problem
    raise AssertionError("there is such a picture")
