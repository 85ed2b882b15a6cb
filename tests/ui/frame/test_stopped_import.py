"""An import that is stopped says what came in and stays; its one Undo takes all of it back."""

from threading import Event

from gemba import paths
from gemba.services.importing import ImportService
from gemba.ui.jobs import Job
from tests.patience import HANG_GUARD_S


def import_under_way(window):
    """Begin to read the sample; return the job."""
    jobs: list[Job] = []
    window.desk.jobs.started.connect(jobs.append)
    window.commands.library.import_from(paths.sample())
    return next(job for job in jobs if job.title)


def counts(window):
    app = window.desk.app
    return len(app.captures.all()), len(app.sessions.all())


def said(window):
    return [card.toast for card in window.toasts.cards]


def test_what_came_in_stays_and_one_undo_takes_it_back(qtbot, empty_window):
    # It goes no further than to its first pictures: on a busy machine it was through before anybody could stop it.
    go_on = Event()
    empty_window.desk.app.events.listen(lambda _: go_on.wait(HANG_GUARD_S), kinds=("capture",))
    job = import_under_way(empty_window)
    qtbot.waitUntil(lambda: counts(empty_window)[0] > 0)
    empty_window.status.cancel.click()
    go_on.set()
    qtbot.waitUntil(lambda: job.done)
    pictures, visits = counts(empty_window)
    assert pictures and visits
    (toast,) = said(empty_window)
    assert toast.text.startswith("The import was stopped: ") and toast.text.endswith("rows came in and stay.")
    toast.action()
    qtbot.waitUntil(lambda: counts(empty_window) == (0, 0))


def test_one_that_was_stopped_before_it_began_left_nothing(qtbot, empty_window):
    # Before its thread hears of it: it may have begun a moment later.
    empty_window.desk.jobs.started.connect(lambda begun: begun.cancel() if begun.title else None)
    job = import_under_way(empty_window)
    qtbot.waitUntil(lambda: job.done)
    assert [toast.text for toast in said(empty_window)] == ["The import was stopped; nothing came in."]
    assert counts(empty_window) == (0, 0)


def test_stopping_leaves_whole_steps_and_the_next_import_brings_the_rest(empty_window):
    app = empty_window.desk.app
    asked = []

    def stop():
        asked.append(1)
        return len(asked) > 3

    first = ImportService(app.library).import_pack(paths.sample(), stop=stop)
    assert first.stopped and 0 < first.rows_stored < first.rows_read
    second = app.importing.import_pack(paths.sample())
    assert not second.stopped
    assert second.rows_unchanged == first.rows_stored
    assert second.rows_stored + second.rows_unchanged + len(second.refused) == second.rows_read
