"""A ticket as Markdown: one list of fields, the money's period in words, the gate and the remarks apart."""

from gemba.app import App
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
