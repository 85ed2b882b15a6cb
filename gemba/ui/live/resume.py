"""Say at the start that a visit is still running, and what was half typed in it: offered, never silently dropped.

Must not know the visit's page.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from gemba.message import joined
from gemba.ui.live.line import lines_of

if TYPE_CHECKING:
    from gemba.model.rows import SessionRow
    from gemba.ui.desk import Desk
    from gemba.ui.frame.banners import Banners
    from gemba.ui.live.sitting import Sitting

BANNER = "visit"
_RECENT = timedelta(hours=24)


def running_visit(desk: Desk, *, but: str = "") -> tuple[SessionRow, str] | None:
    """Return the newest visit that did not end, with what was half typed in it; None where there is none.

    One that began long ago and holds nothing half typed was simply left, and is not asked about; nor is that whose id
    is ``but``.
    """
    drafts = desk.app.observations.drafts()
    now = desk.app.library.clock()
    for row in desk.app.live.running():
        if row.id == but:
            continue
        found = [line.text for key, text in drafts.items() if _is_of(key, row.id) for line in lines_of(text)]
        typed = next((text for text in reversed(found) if text.strip()), "")
        if typed or (row.started is not None and abs(now.utc - row.started.utc) <= _RECENT):
            return row, typed
    return None


def offer_running(desk: Desk, banners: Banners) -> None:
    """Show a banner with the way back into a running visit, but for that in which somebody sits in this window."""
    sitting = cast("Sitting | None", desk.sitting())
    found = None if desk.read_only else running_visit(desk, but=sitting.session_id if sitting is not None else "")
    if found is None:
        return
    row, typed = found
    words = desk.words
    said = words.tr("The visit to {team} is still running.", team=row.team)
    if typed:
        shown = typed if len(typed) <= 48 else f"{typed[:47]}…"
        said = joined((said, words.tr("You were typing “{text}”.", text=shown)))

    def go_on() -> None:
        desk.go("sessions", f"live:{row.id}")

    for settled in (desk.visit_entered, desk.visit_ended):
        settled.connect(lambda _: banners.take_away(BANNER))

    banners.show_banner(BANNER, said, icon="footprints", button=words.tr("Go on with it"), action=go_on)


def _is_of(key: str, session_id: str) -> bool:
    return key == f"live.{session_id}" or key.startswith(f"live.{session_id}.")
