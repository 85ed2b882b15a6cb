"""A ticket as Markdown: one list of fields, the money's period in words, the gate and the remarks apart."""

from dataclasses import replace

from gemba.app import App
from gemba.model.annotation import Annotation
from gemba.services.tickets.fields import TicketFields
from gemba.services.tickets.leaving import TicketLeaving


def markdown(app: App, reference: str) -> str:
    return TicketLeaving(app.library).copied(app.tickets.open(reference).row.id).markdown


def test_a_ticket_that_passes_says_so_and_its_remarks_stand_apart(demo_app: App) -> None:
    said = markdown(demo_app, "T1")
    fields = said.split("\n\n")[1].splitlines()
    assert len(fields) > 8 and all(line.startswith("- **") for line in fields)
    money = next(line for line in fields if line.startswith("- **Money"))
    assert money.endswith("EUR a year")
    assert "## Gate\n\n- All six criteria hold." in said
    demo_app.tickets.edit("T1", TicketFields(seen_k="", of_n=""))
    said = markdown(demo_app, "T1")
    assert "## Remarks\n\n- " in said


def test_what_the_gate_misses_is_listed_and_an_odd_period_stands_as_it_is(demo_app: App) -> None:
    said = markdown(demo_app, "T11")
    assert "All six" not in said and "## Gate\n\n- money: " in said
    demo_app.tickets.edit("T11", TicketFields(per="each full moon"))
    assert "EUR each full moon" in markdown(demo_app, "T11")
    demo_app.tickets.edit("T11", TicketFields(per="once"))
    assert "EUR once" in markdown(demo_app, "T11")


def test_what_the_numbers_on_its_pictures_mean_goes_along_masked(demo_app: App) -> None:
    copied = TicketLeaving(demo_app.library).copied("T4")
    assert "\n\n**1** Four files are named template 7b." in copied.markdown
    assert "\n  1 Four files are named template 7b." in copied.plain
    picture = demo_app.captures.one(demo_app.tickets.open("T4").row.pictures[0].capture_id or "")
    marks = [replace(one, text="Call 0170 1234567") if one.number == 1 else one for one in picture.annotation.marks]
    demo_app.captures.annotate(picture.id, Annotation(tuple(marks)))
    leaving = TicketLeaving(demo_app.library)
    told = leaving.copied("T4").plain
    assert "  1 Call" in told and "1234567" not in told
    assert leaving.reckon("T4").masked == 1


def test_what_the_numbers_mean_stays_while_nobody_has_reviewed_the_picture(demo_app: App) -> None:
    picture = demo_app.tickets.open("T4").row.pictures[0].capture_id or ""
    demo_app.captures.redact(picture, rects=[(0, 0, 8, 8)], why="a corner")
    demo_app.captures.review(picture, by="observer")
    assert "Four files are named" in TicketLeaving(demo_app.library).copied("T4").plain
    (*_, corner) = demo_app.captures.one(picture).annotation.redactions
    demo_app.captures.mark(picture, remove=(corner.id,))
    assert demo_app.captures.one(picture).state == "unreviewed"
    copied = TicketLeaving(demo_app.library).copied("T4")
    assert "Four files are named" not in copied.markdown + copied.plain


def test_the_file_is_called_by_number_and_title_and_shows_nothing_private(demo_app: App) -> None:
    leaving = TicketLeaving(demo_app.library)
    assert leaving.file_name("T4") == "T4 Which template 7b is valid"
    demo_app.tickets.edit("T4", TicketFields(title="Ask bo@example.org which is valid"))
    assert "example" not in leaving.file_name("T4")
