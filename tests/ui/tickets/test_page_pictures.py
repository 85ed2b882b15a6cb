"""The pictures of a ticket: the notes of their numbers stand below them, but not of numbers that are covered."""

from gemba.model.annotation import Mark, MarkKind
from gemba.ui.tickets.page_pictures import legend_of
from gemba.ui.widgets.labels import PlainLabel
from tests.ui.tickets.pages import open_page


def test_the_notes_of_the_numbers_are_the_legend_below_the_picture(qtbot, sample_window):
    app = sample_window.desk.app
    ticket, picture = next(
        (row, app.captures.one(link.capture_id))
        for row in app.library.queries.tickets()
        for link in row.pictures
        if link.capture_id and legend_of(app.captures.one(link.capture_id))
    )
    legend = legend_of(picture)
    page = open_page(qtbot, sample_window, str(ticket.number))

    def shown():
        return [one.text() for one in page.pictures.findChildren(PlainLabel)]

    qtbot.waitUntil(lambda: all(f"{number}  {note}" in shown() for number, note in legend))
    number = next(mark for mark in picture.annotation.marks if mark.kind is MarkKind.NUMBER and mark.text)
    (x, y), reach = number.points[0], 200
    cover = Mark("", MarkKind.REDACTION, ((x - reach, y - reach), (x + reach, y + reach)))
    covered = app.captures.mark(picture.id, add=(cover,))
    assert (number.number, " ".join(number.text.split())) not in legend_of(covered)
    gone = f"{number.number}  {' '.join(number.text.split())}"
    qtbot.waitUntil(lambda: gone not in shown())
