"""What a facilitator does with gemba's window, in keys and mouse, each step waiting for what can be seen from outside.

What it waits for: titles of windows, pixels of the screen, and rows that a second process reads. Must not know how the
window is built: every key here stands in the program's own sheet of keys.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from gemba.app import App
from gemba.model.rows import CaptureRow, TicketRow
from gemba.model.values import CaptureState, ProposalState, TicketState
from tests.e2e.pictures import SIZE_PX
from tests.e2e.screen import Screen, wait_for

Box = tuple[int, int, int, int]
#: the accent of the light look (UX.md), on which chosen words stand
ACCENT = (0x2F, 0x4B, 0xC4)
_CHOSEN_PIXELS = 1500
#: wider than a ring, and what is left of a button without its edge
_RING_PX, _BUTTON_PIXELS = 5, 300


class Hands:
    """One person at one screen; ``app`` reads the library as another process does."""

    def __init__(self, screen: Screen, app: App, pictures: Path) -> None:
        """Take the screen, the reader and the folder for what was seen."""
        self.screen, self.app = screen, app
        self._pictures = pictures
        self._shots = 0

    def look(self, name: str) -> Image.Image:
        """Keep a picture of the screen under a name, and return it."""
        self._shots += 1
        file = self._pictures / f"{self._shots:02}-{name}.png"
        self.screen.picture(file)
        return Image.open(file).convert("RGB")

    def at(self, title: str) -> None:
        """Wait until the window that has the keyboard is called so."""
        wait_for(lambda: self.screen.title().startswith(title), f"the window in front is called {title}")

    # -- a visit ----------------------------------------------------------------------------------------------

    def start_visit(self, *, team: str, charter: str, minutes: str, person: tuple[str, str]) -> str:
        """Fill the form of a new visit from top to bottom, with consent; return the visit's id."""
        keys, types = self.screen.keys, self.screen.types
        keys("ctrl+2")
        self.at("Sessions")
        keys("n")
        self.at("New visit")
        self.screen.enter(team)
        self.screen.enter(charter)
        types(minutes)
        keys("Tab", "Tab")
        types("office floor 2")
        keys("Tab")
        types("sits beside the agent")
        keys("Tab")
        types(person[0])
        keys("Tab")
        types(person[1])
        # past "may be named", the row's cross and one more person, onto the tick of consent
        keys("Tab", "Tab", "Tab", "Tab", "space")
        self.look("new-visit")
        keys("ctrl+Return")
        wait_for(self.app.live.running, "the visit runs")
        self.at(team)
        return self.app.live.running()[0].id

    def paste(self, picture: Path) -> str:
        """Paste a picture into the visit's line; return its id once the next line is about it."""
        before = {one.id for one in self.app.captures.all()}
        self.screen.copy_picture(picture)
        self.screen.keys("ctrl+v")

        def came() -> str:
            new = [one.id for one in self.app.captures.all() if one.id not in before]
            about = " ".join(self.app.observations.drafts().values())
            return new[0] if new and new[0] in about else ""

        return wait_for(came, "the picture came in and the line is about it")

    def see_desk(self) -> None:
        """Wait until a narrative can be written: above it stands "Export…", the one button that is filled."""

        def stands() -> bool:
            shot = self.look("desk")
            bar = (shot.width // 4, shot.height * 2 // 25, shot.width * 2 // 3, shot.height * 7 // 50)
            return _has_filled_button(shot.crop(bar))

        wait_for(stands, "the desk of the narrative stands")

    def see_chosen(self) -> None:
        """Wait until some words stand chosen in the middle of the window, white on the accent."""

        def chosen() -> bool:
            shot = self.look("chosen")
            left, top, width, height = self.screen.frame(self.screen.windows("gemba")[-1])
            middle = (left + width // 4, top + height // 6, left + width * 5 // 8, top + height * 3 // 4)
            apart = ImageChops.difference(shot.crop(middle), Image.new("RGB", shot.crop(middle).size, ACCENT))
            return apart.convert("L").histogram()[0] > _CHOSEN_PIXELS

        wait_for(chosen, "the words of the remark are chosen")

    def open_sheet(self, key: str) -> None:
        """Press a key that opens a sheet over the window, and wait until what lies behind is dimmed."""
        left, top, _, height = self.screen.frame(self.screen.windows("gemba")[-1])
        empty = (left + 34, top + height * 2 // 3)  # on the rail, between its places and the settings
        before = self.look("before").getpixel(empty)
        self.screen.keys(key)
        wait_for(lambda: self.look("sheet").getpixel(empty) != before, "the sheet is open")

    def import_pack(self, pack: Path) -> CaptureRow:
        """Choose a pack's folder in the dialog of the window; return the picture that came with it."""
        before = {one.id for one in self.app.captures.all()}
        self.screen.keys("ctrl+shift+i")
        dialog = "Import a visit pack"
        self.screen.front(dialog)
        self.screen.types(str(pack))
        self.look("import")

        def gone() -> bool:
            # The first Enter may only close the list of folders that came up while the name was typed.
            if self.screen.title().startswith(dialog):
                self.screen.keys("Return")
            return not self.screen.windows(dialog)

        wait_for(gone, "the folder is taken")

        def came() -> list[CaptureRow]:
            return [one for one in self.app.captures.all() if one.id not in before]

        return wait_for(came, "the pack's picture is in the library")[0]

    # -- a picture --------------------------------------------------------------------------------------------

    def find_picture(self, colour: tuple[int, int, int], *, again: str = "") -> Box:
        """Wait until the picture whose head has this colour stands large; return where, on the screen.

        ``again`` is the key that opens it, pressed until it does: a place whose rows are still coming does not hear it.
        """
        wanted: list[Box] = []

        def found() -> bool:
            shot = self.look("annotator")
            box = _where(shot, colour)
            if box is None or box[2] - box[0] < SIZE_PX[0] // 2:
                if again:
                    self.screen.keys(again)
                return False
            # A window that is still taking its size moves what is in it.
            steady = wanted[-1:] == [box]
            wanted.append(box)
            return steady

        wait_for(found, "the picture is on the screen")
        left, top, right, _ = wanted[-1]
        return left, top, right, top + (right - left) * SIZE_PX[1] // SIZE_PX[0]

    def mark(self, capture: str, key: str, where: Box, box: Box) -> None:
        """Draw one mark with a tool from corner to corner, in pixels of the picture."""
        before = len(self.capture(capture).annotation.marks)
        left, top, right, _ = where
        scale = (right - left) / SIZE_PX[0]
        x0, y0, x1, y1 = (round(value * scale) for value in box)
        self.screen.keys(key)
        self.screen.drag((left + x0, top + y0), (left + x1, top + y1))
        wait_for(lambda: len(self.capture(capture).annotation.marks) == before + 1, f"the mark of {key} is kept")

    def review(self, capture: str) -> None:
        """Mark the picture in front as reviewed."""
        self.screen.keys("ctrl+Return")
        wait_for(lambda: self.capture(capture).state is CaptureState.REVIEWED, "the picture is reviewed")

    def decide(self, capture: str, key: str, state: ProposalState) -> None:
        """Take or refuse the proposal that is chosen, by its key."""
        before = self.many(capture, state)
        self.screen.keys(key)
        wait_for(lambda: self.many(capture, state) == before + 1, f"one more proposal is {state.value}")

    def many(self, capture: str, state: ProposalState) -> int:
        """Return how many proposals of a picture are open, taken or refused."""
        return sum(one.state is state for one in self.capture(capture).proposals)

    def capture(self, key: str) -> CaptureRow:
        """Return a picture as it stands in the library."""
        return self.app.captures.one(key)

    # -- a ticket ---------------------------------------------------------------------------------------------

    def ticket(self, number: int) -> TicketRow | None:
        """Return a ticket as it stands in the library, None while there is none."""
        return next((view.row for view in self.app.tickets.views() if view.row.number == number), None)

    def fill_ticket(self, number: int, fields: tuple[str, ...], money: tuple[str, ...], days: tuple[str, ...]) -> None:
        """Fill an open ticket from its title down; ``fields`` are title, where, expected, happened, fix, person, team."""
        types, keys = self.screen.types, self.screen.keys
        title, where, expected, happened, fix, person, team = fields
        self._over(title)
        keys("Tab")
        for text in (where, expected):
            self._over(text)
            keys("Tab")
        self._over(happened)
        self._judged(number, "happened", happened)
        keys("Tab")
        types(fix)
        self._judged(number, "fix", fix)
        keys("Tab", "Tab")
        *three, currency, arithmetic = money
        for value in three:
            types(value)
            keys("Tab")
        # Enter takes what is written, whatever list of words has come up below it.
        self.screen.enter(currency)
        keys("Tab", "Down")
        wait_for(lambda: self._has(number, lambda row: row.money.per == "year"), "the money is for a year")
        keys("Tab")
        types(arithmetic)
        self._judged(number, "arithmetic", arithmetic)
        keys("Tab")
        for value in days:
            types(value)
            if value is not days[-1]:
                keys("Tab")
        self._judged(number, "effort_high", days[-1])
        keys("Tab")
        self.screen.enter(person)
        keys("Tab")
        self.screen.enter(team)
        self._judged(number, "owner_team", team)
        keys("Tab")
        self.screen.enter(team)
        wait_for(lambda: self._has(number, lambda row: row.teams_needed == (team,)), "the team that is needed is kept")
        keys("Tab", "Tab", "Tab", "Tab", "Tab", "space")
        wait_for(lambda: self._has(number, lambda row: row.approvals_asked), "no approvals are needed")

    def _over(self, text: str) -> None:
        self.screen.keys("ctrl+a")
        self.screen.types(text)

    def _judged(self, number: int, name: str, typed: str) -> None:
        """Wait until a field's text is in a draft or kept: its verdict was shown before that, its button has settled."""

        def kept() -> bool:
            opened = self.app.tickets.open(f"T{number}")
            row = opened.row
            stored = {
                "happened": row.happened,
                "fix": row.fix,
                "arithmetic": row.money.arithmetic,
                "effort_high": row.effort.high,
                "owner_team": row.owner_team,
            }
            return typed in (opened.drafts.get(name), stored[name])

        wait_for(kept, f"“{typed}” is safe")

    def _has(self, number: int, holds: object) -> bool:
        row = self.ticket(number)
        assert callable(holds)
        return row is not None and bool(holds(row))

    def delegate(self, number: int) -> None:
        """Delegate the open ticket; its owner has said yes."""
        wait_for(lambda: self._has(number, lambda row: row.state is TicketState.ACTIONABLE), "six of six hold")

        def is_lit() -> bool:
            shot = self.look("lit")
            return _has_filled_button(
                shot.crop((shot.width * 3 // 4, shot.height * 2 // 25, shot.width, shot.height // 4))
            )

        # The library knows it before the page has read it; pressed too early, the key goes to what the page misses.
        wait_for(is_lit, "the button that delegates is lit")
        self.screen.keys("Escape", "ctrl+d")
        self.look(f"delegate-{number}")
        self.screen.keys("Return")
        wait_for(lambda: self._has(number, lambda row: row.state is TicketState.DELEGATED), "the ticket is delegated")


def _has_filled_button(part: Image.Image) -> bool:
    """Say whether a button filled with the accent stands in a part of the screen."""
    apart = ImageChops.difference(part, Image.new("RGB", part.size, ACCENT)).convert("L")
    # What has the focus has a ring in the same colour.
    inside = apart.point(lambda value: 0 if value else 255).filter(ImageFilter.MinFilter(_RING_PX))
    return inside.histogram()[255] > _BUTTON_PIXELS


def _where(shot: Image.Image, colour: tuple[int, int, int]) -> Box | None:
    """Return the box around the rows of the screen in which this colour runs on for long."""
    apart = ImageChops.difference(shot, Image.new("RGB", shot.size, colour)).convert("L")
    same = apart.point([255] + [0] * 255)
    shares = same.resize((1, shot.height), Image.Resampling.BOX)
    rows = shares.point([255 if share * shot.width > 255 * SIZE_PX[0] // 3 else 0 for share in range(256)])
    found = rows.getbbox()
    if found is None:
        return None
    top, bottom = found[1], found[3]
    across = same.crop((0, top, shot.width, top + 1)).getbbox()
    return None if across is None else (across[0], top, across[2], bottom)
