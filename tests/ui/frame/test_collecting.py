"""Cycles with Qt objects are never collected on a worker's thread, and are collected on the window's."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject, QTimer

from gemba.ui.collecting import Collecting


class Knot(QObject):
    """A Qt object with a running timer that only a cycle keeps alive."""

    def __init__(self):
        super().__init__()
        self.me = self
        self.timer = QTimer(self)
        self.timer.start(1000)


def make_garbage():
    knot = Knot()
    where = []
    gone = weakref.finalize(knot.timer, lambda: where.append(threading.current_thread()))
    assert gone.alive
    return where


def allocate():
    kept = []
    for number in range(60_000):
        kept.append([number])
    assert len(kept) == 60_000


def in_a_thread():
    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()


def test_a_worker_collects_nothing_and_the_window_does(qapp):
    owner = QObject()
    collecting = Collecting(owner)
    try:
        where = make_garbage()
        in_a_thread()
        assert where == []
        kept = []
        # Each generation is looked through after the younger one was often enough.
        for _ in range(200):
            kept.append([[number] for number in range(1000)])
            collecting.look()
        assert where == [threading.main_thread()]
    finally:
        collecting.stop()
    assert gc.isenabled()


def test_without_it_a_worker_would(qapp):
    gc.enable()
    gc.collect()
    where = []

    class Plain:
        me: object = None

    knot = Plain()
    knot.me = knot
    weakref.finalize(knot, lambda: where.append(threading.current_thread()))
    del knot
    in_a_thread()
    assert where and where[0] is not threading.main_thread()
