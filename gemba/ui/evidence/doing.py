"""What the actions of the evidence do, on the wall and on the large picture. Must not know keys, nor how rows come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from gemba.model.rows import CaptureListRow
from gemba.model.values import CaptureState
from gemba.ui.evidence.actions import ON_CHOSEN, ON_PROPOSALS, WRITING
from gemba.ui.evidence.left_to_focus import unless_focus_takes
from gemba.ui.evidence.sending import outgoing_handlers

if TYPE_CHECKING:
    from gemba.ui.evidence.place import EvidencePlace


class Doing:
    """The doing of one place."""

    def __init__(self, place: EvidencePlace) -> None:
        """Take the place, all of it built."""
        self._place, self._desk = place, place.desk
        self._wall, self._large = place.wall, place.large

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what the actions do."""
        place, large, canvas = self._place, self._large, self._large.canvas
        return {
            "evidence.add": place.incoming.open_files,
            "evidence.paste": place.incoming.paste,
            "evidence.open": lambda: unless_focus_takes(self._enter_key),
            "evidence.look": lambda: unless_focus_takes(self._toggle_large),
            "evidence.review": self._mark_reviewed,
            "evidence.review_all": lambda: place.together.mark_all(place.chosen()),
            "evidence.queue": self._queue_key,
            "evidence.attach": lambda: place.together.attach(place.chosen()),
            "evidence.keep_one": lambda: place.together.keep_one(place.chosen(), self._group_alike()),
            "evidence.not_alike": lambda: place.together.say_not_alike(self._group_alike()),
            "evidence.alike": self._toggle_alike,
            "evidence.next_proposal": lambda: canvas.step_proposal(1),
            "evidence.refuse": lambda: place.large_is_open and large.decide(take=False),
            "evidence.take_all": lambda: place.large_is_open and large.decide(take=True, every=True),
            "evidence.annotate": self.annotate,
            "evidence.caption": self._write_caption,
            "evidence.remove": self.remove,
            **outgoing_handlers(self._desk, place, place.chosen, self._shown),
            "evidence.purge": self._purge,
            "evidence.all": self._choose_all,
            "evidence.filter": self._filter,
            "evidence.larger": lambda: self._zoom(1),
            "evidence.smaller": lambda: self._zoom(-1),
            "evidence.fit": canvas.fit,
            "evidence.actual": canvas.actual,
            "evidence.close": self._escape,
        }

    def allows(self, action_id: str) -> bool:
        """Grey what has nothing to work on, and what writes where nothing may be written."""
        verb = action_id.removeprefix("evidence.")
        if self._desk.read_only and verb in WRITING:
            return False
        if verb in ON_CHOSEN:
            return bool(self._place.chosen())
        if verb in ON_PROPOSALS:
            return self._place.large_is_open and bool(self._large.canvas.proposals)
        return True

    def _queue_key(self) -> None:
        """Walk the chosen pictures where several are, else every one."""
        chosen = set(self._place.chosen())
        if len(chosen) < 2:
            self._place.begin_review()
            return
        ids = [one for one in self._wall.to_review() if one in chosen]
        if ids:
            self._place.walk(ids)
        else:
            self._desk.toast(self._desk.words.tr("All of these have been reviewed."), kind="good")

    def _mark_reviewed(self) -> None:
        if self._place.large_is_open:
            self._place.review.mark()
            return
        chosen = set(self._place.chosen())
        rows = self._wall.model.rows
        waiting = [row.id for row in rows if row.id in chosen and row.state is CaptureState.UNREVIEWED]
        if waiting:
            # Reviewed means that somebody looked: from the wall it opens them large, one after the other.
            self._place.walk(waiting)

    def _escape(self) -> None:
        if not self._place.wall_is_open:
            self._place.close_large()
        elif self._wall.filters.wanted.narrows and self._wall.filters.field.hasFocus():
            self._wall.filters.clear()
        elif self._wall.filters.field.hasFocus():
            self._wall.go_to_wall()
        else:
            self._wall.view.clearSelection()

    def _shown(self) -> list[str]:
        return [row.id for row in self._wall.model.rows]

    def _enter_key(self) -> None:
        if self._place.large_is_open:
            self._large.decide(take=True)
        elif self._wall.view.current_id():
            self._place.open_large(self._wall.view.current_id())

    def _toggle_large(self) -> None:
        if self._place.large_is_open:
            self._place.close_large()
        elif self._wall.view.current_id():
            self._place.open_large(self._wall.view.current_id())

    def annotate(self) -> None:
        """Open the chosen picture in the annotator, beside those that are shown with it."""
        ids = self._place.chosen()
        if ids:
            from gemba.ui.annotator.window import open_annotator

            series = self._large.series if self._place.large_is_open else self._shown()
            open_annotator(self._desk, ids[0], series=series)

    def _write_caption(self) -> None:
        if self._place.large_is_open:
            self._large.caption.setFocus()
            self._large.caption.selectAll()
        elif len(self._place.chosen()) > 1:
            self._place.facts.edit_caption()
        else:
            self._wall.view.edit_caption()

    def remove(self) -> None:
        """Take the chosen pictures away; the large one goes on to the next."""
        ids = self._place.chosen()
        if not ids or self._desk.read_only:
            return
        if self._place.large_is_open:
            series = self._large.series
            at = series.index(ids[0]) if ids[0] in series else 0
            rest = tuple(one for one in series if one not in ids)
            if rest:
                self._large.open(rest[min(at, len(rest) - 1)], rest, queue=self._large.queue)
            else:
                self._place.close_large()
        self._place.changing.remove(ids)

    def _choose_all(self) -> None:
        if self._place.wall_is_open:
            self._wall.view.selectAll()

    def _filter(self) -> None:
        if not self._place.wall_is_open:
            self._place.close_large()
        self._wall.filters.field.setFocus()
        self._wall.filters.field.selectAll()

    def _purge(self) -> None:
        """Ask to purge the originals of the visit that is looked at, else of all pictures."""
        from gemba.ui.forgetting.sheet import ask_to_purge

        ask_to_purge(self._desk, self._place, session=self._wall.visit)

    def _toggle_alike(self) -> None:
        if not self._place.wall_is_open:
            self._place.close_large()
        self._wall.filters.alike.toggle()

    def _group_alike(self) -> tuple[CaptureListRow, ...]:
        """Return the group in which the chosen picture stands because it is like others."""
        chosen = self._wall.view.chosen_ids() if self._place.wall_is_open else []
        return self._wall.group_alike(chosen[0]) if chosen else ()

    def _zoom(self, step: int) -> None:
        if self._place.large_is_open:
            self._large.canvas.zoom_by(step)
        else:
            self._wall.view.zoom(step)
