"""Put the parts together: from a library's folder to the services that work on it. The one place that knows them all.

Every service is made on first use, so that a command that lists tickets does not load what draws paper. No singletons:
whoever opens an App hands it on, and closing it closes the library. Must not know the window.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from gemba import log, paths
from gemba.errors import EnvironmentProblem
from gemba.model.library import Library

if TYPE_CHECKING:
    from gemba.model.changed import Changed
    from gemba.model.changes import Touched
    from gemba.model.operation import Operation
    from gemba.services.by_hand import ByHand
    from gemba.services.events import Events
    from gemba.services.finding.search import SearchService
    from gemba.services.importing import ImportService
    from gemba.services.keeping.backup import Backups
    from gemba.services.keeping.health import Health
    from gemba.services.keeping.history import HistoryService
    from gemba.services.keeping.preferences import Preferences
    from gemba.services.keeping.standing import Standing
    from gemba.services.leaving.exporting import Exporting
    from gemba.services.leaving.privacy import Privacy
    from gemba.services.narratives.narratives import Narratives
    from gemba.services.pictures.captures import Captures
    from gemba.services.pictures.comments import Comments
    from gemba.services.pictures.purging import Purging
    from gemba.services.pictures.recognition import Recognition
    from gemba.services.pictures.shots import Shots
    from gemba.services.pictures.wall import Wall
    from gemba.services.reviews.sending import Reviews
    from gemba.services.tickets.decisions import Decisions
    from gemba.services.tickets.list import TicketList
    from gemba.services.tickets.tickets import Tickets
    from gemba.services.tickets.triage import Triage
    from gemba.services.visits.agenda import Agenda
    from gemba.services.visits.artifacts import Artifacts
    from gemba.services.visits.attaching import Attaching
    from gemba.services.visits.calls import Calls
    from gemba.services.visits.chats import Chats
    from gemba.services.visits.live import Live
    from gemba.services.visits.observations import Observations
    from gemba.services.visits.page import VisitPages
    from gemba.services.visits.promises import Promises
    from gemba.services.visits.sessions import Sessions


def create_library(folder: Path) -> Path:
    """Make a new library and return its folder; raises UserError where something stands there already."""
    with Library.create(folder) as library:
        return library.folder


def check_new_place(folder: Path) -> None:
    """Raise what making a library there would be refused with: a taken name, a network disk, a synced folder."""
    from gemba.errors import UserError
    from gemba.message import say
    from gemba.model.disk import environment_problems
    from gemba.model.location import check_place

    with environment_problems(say("The library could not be created.")):
        if folder.exists():
            raise UserError(say("“{name}” exists already.", name=folder.name), mend=say("Choose another name."))
        check_place(folder.absolute(), creating=True)


def open_app(
    folder: Path, *, writes: bool = False, accept_location: bool = False, take_over: bool = False, upgrade: bool = True
) -> App:
    """Open a library with its services; ``writes`` takes the writer's lock at once, waiting up to five seconds.

    ``accept_location`` and ``take_over`` are a person's choices about a library on a network or synced disk.

    Raises UserError where there is no library, LibraryBusy where another process writes to it, and without
    ``upgrade`` LibraryOlder where it is one of an older gemba (services/keeping/upgrading.py).
    """
    log.configure(paths.user_log())
    library = Library.open(folder, accept_location=accept_location, take_over=take_over, upgrade=upgrade)
    try:
        if writes:
            library.take_lock()
        library.before_commit.append(_judge)
    except BaseException:
        library.close()
        raise
    return App(library)


def _judge(op: Operation, touched: Touched) -> None:
    """Judge every ticket that an operation touched; loaded with the first write, not with the library."""
    from gemba.services.writing.judging import judge_touched

    judge_touched(op, touched)


_SMALL_PICTURES = frozenset({"capture", "annotation"})


class App:
    """An open library and the services on it; a context manager that closes the library."""

    def __init__(self, library: Library) -> None:
        """Take an open library; the App owns it from now on."""
        self.library = library
        self._changed = False
        library.before_commit.append(self._forget_small_pictures)
        library.subscribe(self._note_change)

    def __enter__(self) -> Self:
        """Return the App."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the library."""
        self.close()

    def _forget_small_pictures(self, op: Operation, touched: Touched) -> None:
        """Take small pictures off the disk that will not hold any more; loaded with the first picture that changes."""
        if not _SMALL_PICTURES.isdisjoint(touched.rows):
            from gemba.services.pictures import small_pictures

            small_pictures.before_commit(op, touched, self.library)

    def _note_change(self, changed: Changed) -> None:
        self._changed = True
        if changed.kinds & _SMALL_PICTURES:
            from gemba.services.pictures import small_pictures

            small_pictures.after_commit(changed, self.library)

    def close(self) -> None:
        """Close the library; a second call does nothing.

        Where something was changed and no backup is younger than half an hour, one is made first (D-12). One that
        cannot be made keeps nobody from closing: the log says so, and “gemba backup” says why.
        """
        if "recognition" in self.__dict__:
            self.recognition.close()
        try:
            if self._changed:
                self._changed = False
                self.backups.take_if_due()
        except EnvironmentProblem as problem:
            log.LOGGER.error("no backup at the end: %s", type(problem).__name__)
        finally:
            self.library.close()
            log.close()

    @cached_property
    def agenda(self) -> Agenda:
        """What is due."""
        from gemba.services.visits.agenda import Agenda

        return Agenda(self.library)

    @cached_property
    def artifacts(self) -> Artifacts:
        """Artifacts and where teams' use of them overlaps."""
        from gemba.services.visits.artifacts import Artifacts

        return Artifacts(self.library)

    @cached_property
    def attaching(self) -> Attaching:
        """Pictures attached to notes and tickets."""
        from gemba.services.visits.attaching import Attaching

        return Attaching(self.library)

    @cached_property
    def backups(self) -> Backups:
        """Backups."""
        from gemba.services.keeping.backup import Backups

        return Backups(self.library)

    @cached_property
    def by_hand(self) -> ByHand:
        """What was decided by hand."""
        from gemba.services.by_hand import ByHand

        return ByHand(self.library)

    @cached_property
    def calls(self) -> Calls:
        """Customer calls."""
        from gemba.services.visits.calls import Calls

        return Calls(self.library)

    @cached_property
    def captures(self) -> Captures:
        """Pictures."""
        from gemba.services.pictures.captures import Captures

        return Captures(self.library)

    @cached_property
    def comments(self) -> Comments:
        """Comments on pictures."""
        from gemba.services.pictures.comments import Comments

        return Comments(self.library)

    @cached_property
    def decisions(self) -> Decisions:
        """Decisions and their doors."""
        from gemba.services.tickets.decisions import Decisions

        return Decisions(self.library)

    @cached_property
    def events(self) -> Events:
        """Word of every durable change."""
        from gemba.services.events import Events

        return Events(self.library)

    @cached_property
    def exporting(self) -> Exporting:
        """What may leave."""
        from gemba.services.leaving.exporting import Exporting

        return Exporting(self.library)

    @cached_property
    def health(self) -> Health:
        """The check."""
        from gemba.services.keeping.health import Health

        return Health(self.library)

    @cached_property
    def history(self) -> HistoryService:
        """Undo and redo."""
        from gemba.services.keeping.history import HistoryService

        return HistoryService(self.library)

    @cached_property
    def importing(self) -> ImportService:
        """Packs."""
        from gemba.services.importing import ImportService

        return ImportService(self.library)

    @cached_property
    def live(self) -> Live:
        """Running visits."""
        from gemba.services.visits.live import Live

        return Live(self.library)

    @cached_property
    def narratives(self) -> Narratives:
        """Narratives."""
        from gemba.services.narratives.narratives import Narratives

        return Narratives(self.library)

    @cached_property
    def observations(self) -> Observations:
        """Observations."""
        from gemba.services.visits.observations import Observations

        return Observations(self.library)

    @cached_property
    def preferences(self) -> Preferences:
        """The library's settings."""
        from gemba.services.keeping.preferences import Preferences

        return Preferences(self.library, paths.user_config() / "settings.json")

    @cached_property
    def privacy(self) -> Privacy:
        """Names and numbers in texts."""
        from gemba.services.leaving.privacy import Privacy

        return Privacy(self.library)

    @cached_property
    def promises(self) -> Promises:
        """Promises."""
        from gemba.services.visits.promises import Promises

        return Promises(self.library)

    @cached_property
    def purging(self) -> Purging:
        """Forgetting originals."""
        from gemba.services.pictures.purging import Purging

        return Purging(self.library)

    @cached_property
    def recognition(self) -> Recognition:
        """Text on pictures."""
        from gemba.services.pictures.recognition import Recognition

        return Recognition(self.library)

    @cached_property
    def reviews(self) -> Reviews:
        """Reviews that go out and come home."""
        from gemba.services.reviews.sending import Reviews

        return Reviews(self.library)

    @cached_property
    def search(self) -> SearchService:
        """Search."""
        from gemba.services.finding.search import SearchService

        return SearchService(self.library)

    @cached_property
    def sessions(self) -> Sessions:
        """Sessions, teams and people."""
        from gemba.services.visits.sessions import Sessions

        return Sessions(self.library)

    @cached_property
    def shots(self) -> Shots:
        """Pictures of the screen."""
        from gemba.services.pictures.shots import Shots

        return Shots(self.library)

    def standing(self) -> Standing:
        """Return how things stand now, for the status line."""
        from gemba.services.keeping.standing import standing_of

        return standing_of(self.library)

    @cached_property
    def ticket_list(self) -> TicketList:
        """The list of tickets."""
        from gemba.services.tickets.list import TicketList

        return TicketList(self.library)

    @cached_property
    def tickets(self) -> Tickets:
        """Tickets."""
        from gemba.services.tickets.tickets import Tickets

        return Tickets(self.library)

    @cached_property
    def triage(self) -> Triage:
        """Rank, structure, prevalence and likeness."""
        from gemba.services.tickets.triage import Triage

        return Triage(self.library)

    @cached_property
    def chats(self) -> Chats:
        """The chats of rounds, as visits show them."""
        from gemba.services.visits.chats import Chats

        return Chats(self.library)

    @cached_property
    def visit_pages(self) -> VisitPages:
        """Visits as the window shows them."""
        from gemba.services.visits.page import VisitPages

        return VisitPages(self.library)

    @cached_property
    def wall(self) -> Wall:
        """What narrows the wall of pictures."""
        from gemba.services.pictures.wall import Wall

        return Wall(self.library)
