"""Take a picture from wish to disk: may it be, our windows away, every screen frozen, a part chosen, kept, captioned.

One at a time. The picture is durable before the veil goes and before any line opens (D-07); one that the disk does
not take stays here to be tried again. Must not know where the wish came from: key, command or button.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from gemba.errors import EnvironmentProblem, GembaError
from gemba.model.rows import CaptureRow
from gemba.ui.capture.cutting import (
    cut_choice,
    cut_desktop,
    cut_last,
    cut_screen,
    cut_window,
    place_of_choice,
    place_of_last,
    remembered,
)
from gemba.ui.capture.freezing import Freezer, Frozen, NothingToSee, to_rgb
from gemba.ui.capture.grid_points import in_points, pointer_in_grid
from gemba.ui.capture.hiding import Hiding
from gemba.ui.capture.last_region import LastRegion, read_region
from gemba.ui.capture.modes import Mode, Taken
from gemba.ui.capture.notice import Countdown, Notice
from gemba.ui.capture.pointing import AS_MARK, SETTING, Pointing
from gemba.ui.capture.whose import Whose
from gemba.ui.capture.x11.windows import WindowThere, XWindows
from gemba.ui.desk import Desk

if TYPE_CHECKING:
    from gemba.ui.capture.caption_line import CaptionLine
    from gemba.ui.capture.veil.choosing import Chosen
    from gemba.ui.capture.veil.veil import Veil
    from gemba.ui.jobs import Job

#: cuts the pictures out of their frame; on the library's thread
Cut = Callable[[], Sequence[Taken]]
Answer = Callable[[tuple[CaptureRow, ...], str], object]
LAST_REGION = "capture.last_region"


class Taking(QObject):
    """The pictures of one program; ``desk`` says on which window's behalf."""

    kept = Signal(object)
    ended = Signal()
    #: the veils have been painted
    frozen_shown = Signal()

    def __init__(self, desk: Callable[[], Desk | None]) -> None:
        """Take a way to the desk of the window used last; nothing is opened yet."""
        super().__init__()
        self._desk_of = desk
        self.whose = Whose()
        self.pointing = Pointing()
        self.freezer = Freezer()
        self._windows: XWindows | None = None
        self._asked = False
        self._hiding: Hiding | None = None
        self.veils: list[Veil] = []
        self.line: CaptionLine | None = None
        self.notice: Notice | None = None
        self._frozen: Frozen | None = None
        self._there: tuple[WindowThere, ...] = ()
        self._answer: Answer = _nobody
        self._waited = False
        self.busy = False

    @property
    def x_windows(self) -> XWindows | None:
        """Return the way to ask an X server about windows, None elsewhere."""
        if not self._asked:
            self._asked = True
            if QGuiApplication.platformName() == "xcb":
                self._windows = XWindows.open()
        return self._windows

    def make_ready(self) -> None:
        """Load and open what the first picture would wait for; the heavy part on another thread."""
        desk = self._desk_of()
        if desk is None:
            return
        _ = self.x_windows
        shots, freezer = desk.app.shots, self.freezer
        _ = freezer.x_screen

        def work(_: Job) -> None:
            shots.warm_up()
            freezer.make_ready()

        desk.fetch(work, owner=self, key="capture.ready")

    # -- the wish ---------------------------------------------------------------------------------------------

    def take(self, mode: Mode, *, delay_s: int = 0, answer: Answer | None = None, pointer: bool = False) -> None:
        """Take a picture; ``answer`` hears the kept rows, or why there are none (then nothing is shown).

        With ``pointer`` the mouse pointer goes onto it as a mark, whatever the setting says.
        """
        desk = self._desk_of()
        if desk is None:
            (answer or _nobody)((), "")
            return
        if self.busy:
            (answer or _nobody)((), desk.words.tr("Another picture is being taken."))
            return
        self.busy, self._answer = True, answer or _nobody
        why = self.whose.why_not(desk)
        if why:
            self._refuse(desk, why)
            return
        self._waited = bool(delay_s)
        self.pointing.wanted = pointer or desk.app.preferences.get(SETTING) == AS_MARK
        if delay_s:
            self.notice = Countdown(desk, delay_s, lambda: self._begin(mode), lambda: self._finish((), ""))
            self.notice.appear()
        else:
            self._begin(mode)

    def _refuse(self, desk: Desk, why: str) -> None:
        """Say on the screen why there is no picture; whoever asked by a command hears it there."""
        if self._answer is _nobody:
            self.notice = Notice(desk, why)
            self.notice.appear()
        self._finish((), why)

    def _begin(self, mode: Mode) -> None:
        self._hiding = Hiding(self.freezer.x_screen, self.x_windows, self)
        self._hiding.clear_then(lambda: self._freeze(mode))

    def _freeze(self, mode: Mode) -> None:
        desk, hiding = self._desk_of(), self._hiding
        self._end_countdown()
        if desk is None or hiding is None:
            self._finish((), "")
            return
        # A privacy pause that began during the countdown holds too.
        why = self.whose.why_not(desk) if self._waited else ""
        if why:
            hiding.back()
            self._refuse(desk, why)
            return
        try:
            self._frozen = self.freezer.freeze(has_remains=hiding.has_remains)
        except NothingToSee:
            hiding.back()
            self._ask_desktop(desk, mode)
            return
        self._let_line_go()
        if self._frozen.desktop is not None:
            hiding.blot(self._frozen.desktop)
        self._there = hiding.there
        # Whoever chooses a region may still want the pointer; for others the server is asked only where it goes on.
        if self.pointing.wanted or mode is Mode.REGION:
            self.pointing.look(self.x_windows, pointer_in_grid)
        if mode is Mode.REGION:
            self._show_veils(desk)
            # While somebody chooses there is time to load what keeping needs.
            self.make_ready()
        else:
            # Keeping goes on behind the window while ours come back.
            self._keep_mode(desk, mode, self._frozen)
            hiding.back()

    def _ask_desktop(self, desk: Desk, mode: Mode) -> None:
        """Ask the desktop for a picture, where programs may not look at the screen themselves."""
        from gemba.ui.capture.portal.shot import ask_desktop

        def came(rows: tuple[CaptureRow, ...], why: str) -> None:
            if rows:
                self._all_kept(desk, rows, None, asks=False)
            elif why:
                self._refuse(desk, why)
            else:
                self._finish((), "")

        ask_desktop(desk, self.whose.session(desk), choose=mode is Mode.REGION, owner=self, then=came)

    # -- choosing ---------------------------------------------------------------------------------------------

    def _show_veils(self, desk: Desk) -> None:
        from gemba.ui.capture.veil.veils import veils_over

        frozen = self._frozen
        if frozen is None:
            return
        self.veils = veils_over(desk, frozen, self._there, self._last(desk), self.pointing)
        for veil in self.veils:
            veil.pointer_changed.connect(self._repaint_pointer)
            veil.chosen.connect(lambda chosen: self._chosen(frozen, chosen))
            veil.given_up.connect(self._given_up)
            veil.painted.connect(self.frozen_shown)
            veil.show()

    def _repaint_pointer(self) -> None:
        for veil in self.veils:
            veil.update()

    def _chosen(self, frozen: Frozen, chosen: Chosen) -> None:
        desk = self._desk_of()
        if desk is None:
            self._given_up()
            return
        for veil in self.veils:
            veil.keeping = True
        there = self._there
        if chosen.source == "region":
            self._remember(desk, remembered(frozen, place_of_choice(frozen, chosen)))
        self._keep(desk, self._pointed(lambda: [cut_choice(frozen, chosen, there)]), asks=True)

    def _given_up(self) -> None:
        self._lift()
        self._finish((), "")

    def _lift(self) -> None:
        """Take the veils away and bring our windows back."""
        for veil in self.veils:
            veil.releaseKeyboard()
            veil.close()
            veil.deleteLater()
        if self.veils and self._hiding is not None:
            self._hiding.back()
        self.veils = []

    def _keep_mode(self, desk: Desk, mode: Mode, frozen: Frozen) -> None:
        """Keep what needs no choice."""
        tr, there = desk.words.tr, self._there
        cut: Cut | None
        why = ""
        if mode is Mode.ALL:
            cut = partial(cut_desktop, frozen, there)
        elif mode is Mode.LAST:
            last = self._last(desk)
            found = place_of_last(frozen, last) is not None
            cut = (lambda: _those(cut_last(frozen, last, there))) if found else None
            why = tr("The screen of the last region is not there any more.") if last else tr("No region was taken yet.")
        elif mode is Mode.WINDOW:
            window = self.x_windows.active() if self.x_windows is not None else None
            one = None if window is None else cut_window(frozen, window)
            cut = None if one is None else partial(_those, one)
            why = tr("There is no window of another program on the screen.")
        else:
            cut = partial(_those, cut_screen(frozen, pointer_in_grid()[:2], there))
        if cut is not None:
            self._keep(desk, self._pointed(cut), asks=False)
        else:
            self._refuse(desk, why)

    # -- keeping ----------------------------------------------------------------------------------------------

    def _pointed(self, cut: Cut) -> Cut:
        """Return the cut with the pointer as it is now."""
        pointing = copy(self.pointing)
        return lambda: pointing.on(cut())

    def _keep(self, desk: Desk, cut: Cut, *, asks: bool) -> None:
        """Have the library's thread cut it and keep it; the frame is held until that is done."""
        visit = self.whose.session(desk)
        session = None if visit is None else visit.id
        shots = desk.app.shots
        taken: list[Taken] = []

        def work() -> tuple[CaptureRow, ...]:
            # Several screens of 4K take tens of milliseconds to put together; the window would stand still for them.
            taken[:] = cut()
            return tuple(shots.keep(one.shot, session=session, to_rgb=to_rgb) for one in taken)

        def failed(problem: BaseException) -> None:
            self._lift()
            if not isinstance(problem, GembaError):
                self._finish((), "")
                desk.problem(problem)
            elif isinstance(problem, EnvironmentProblem) and self._answer is _nobody:
                self._offer_again(desk, taken, problem, asks=asks)
            else:
                self._refuse(desk, desk.words.problem(problem))

        desk.do(work, then=lambda rows: self._all_kept(desk, rows, taken[0], asks=asks), failed=failed)

    def _offer_again(self, desk: Desk, taken: Sequence[Taken], problem: GembaError, *, asks: bool) -> None:
        """Hold on to a picture that the disk did not take, in memory of its own, until it is tried again."""
        words = desk.words
        held = [replace(one, shot=replace(one.shot, pixels=one.shot.pixels.copied())) for one in taken]
        self._finish((), words.problem(problem))
        self.notice = Notice(
            desk,
            words.problem(problem),
            kind="stop",
            button=words.tr("Try again"),
            action=lambda: self._keep(desk, lambda: held, asks=asks),
        )
        self.notice.appear()

    def _all_kept(self, desk: Desk, rows: tuple[CaptureRow, ...], taken: Taken | None, *, asks: bool) -> None:
        """It is on the disk: lift the veils, tell who waits, open the line beside it."""
        from gemba.ui.capture.caption_line import CaptionLine

        visit = self.whose.session(desk)
        self._lift()
        silent = self._answer is not _nobody
        self._finish(rows, "")
        for row in rows:
            self.kept.emit(row)
        if not silent:
            where = desk.words.tr("Inbox") if visit is None else f"S{visit.number} · {visit.team}"
            self.line = CaptionLine(desk, rows[-1], where=where)
            self.line.left.connect(self._line_left)
            self.line.appear(in_points(taken), asks=asks)

    def _finish(self, rows: tuple[CaptureRow, ...], why: str) -> None:
        answer, self._answer = self._answer, _nobody
        frozen, self._frozen = self._frozen, None
        if frozen is not None:
            frozen.let_go()
        self._there = ()
        self.busy = False
        answer(rows, why)
        self.ended.emit()

    # -- small things -----------------------------------------------------------------------------------------

    def _last(self, desk: Desk) -> LastRegion | None:
        return read_region(desk.app.preferences.get(LAST_REGION))

    def _remember(self, desk: Desk, region: LastRegion) -> None:
        desk.app.preferences.set(LAST_REGION, region.text())

    def _end_countdown(self) -> None:
        """Close the countdown, which is hidden by now and is not to come back with our other windows."""
        countdown = self.notice
        if isinstance(countdown, Countdown) and shiboken6.isValid(countdown):
            self.notice = None
            if self._hiding is not None:
                self._hiding.keep_away(countdown)
            countdown.close()

    def _line_left(self) -> None:
        self.line = None

    def _let_line_go(self) -> None:
        """A new picture is the surest sign that somebody went on: the last one's words are kept."""
        if self.line is not None:
            self.line.close()

    def close(self) -> None:
        """End what is open."""
        if self.veils:
            self._given_up()
        self._let_line_go()
        if self.notice is not None:
            self.notice = None
        self.freezer.close()
        if self._windows is not None:
            self._windows.close()


def _those(one: Taken | None) -> list[Taken]:
    return [] if one is None else [one]


def _nobody(rows: tuple[CaptureRow, ...], why: str) -> None:
    """Nobody waits for an answer."""
