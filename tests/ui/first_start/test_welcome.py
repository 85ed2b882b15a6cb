"""The first start: a welcome with two ways to begin, in four languages, from the real beginning of the program."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gemba import paths
from gemba.settings import PersonSettings
from gemba.ui.first_start.welcome import Welcome
from gemba.ui.jobs import Cancelled
from gemba.ui.starting.beginning import Beginning
from tests.ui.new_program import in_a_new_program

LONG_MS = 600_000


@pytest.fixture
def beginning(qapp: QApplication) -> Iterator[Beginning]:
    begun = Beginning(qapp, language="en", appearance="light")
    yield begun
    begun.close()
    begun.theme.speak("en")


def welcome_of(qtbot: QtBot, beginning: Beginning, folder: Path) -> Welcome:
    beginning.try_open(folder)
    window = beginning.problem
    assert isinstance(window, Welcome)
    qtbot.waitUntil(window.isVisible)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def kept(key: str) -> str:
    return PersonSettings(paths.user_config() / "settings.json").get(key)


def test_keys_alone_make_a_new_library_and_open_it(qtbot, beginning, tmp_path):
    window = welcome_of(qtbot, beginning, tmp_path / "data" / "library.gemba")
    qtbot.waitUntil(window.sample.hasFocus)
    QTest.keyClick(window.sample, Qt.Key.Key_Tab)
    assert window.begin.hasFocus()
    QTest.keyClick(window.begin, Qt.Key.Key_Space)
    assert window.new.name.hasFocus()
    QTest.keyClicks(window.new.name, "refunds")
    QTest.keyClick(window.new.name, Qt.Key.Key_Return)
    folder = tmp_path / "data" / "refunds.gemba"
    qtbot.waitUntil(lambda: beginning.application is not None and bool(beginning.application.windows[0].places))
    assert (folder / "library.db").is_file()
    assert beginning.problem is None
    assert kept("library") == str(folder)


def test_escape_goes_back_and_nothing_is_made(qtbot, beginning, tmp_path):
    window = welcome_of(qtbot, beginning, tmp_path / "library.gemba")
    QTest.mouseClick(window.begin, Qt.MouseButton.LeftButton)
    assert window.stack.currentIndex() == 1
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.stack.currentIndex() == 0
    assert list(tmp_path.glob("*.gemba")) == []


@pytest.mark.parametrize(("place", "word"), [("Dropbox/work", "Dropbox"), ("", "exists already")])
def test_a_bad_place_is_said_before_anything_is_made(qtbot, beginning, tmp_path, place, word):
    (tmp_path / "taken.gemba").mkdir()
    window = welcome_of(qtbot, beginning, tmp_path / "library.gemba")
    window.begin.click()
    window.new.name.setText("taken")
    window.new.place.setText(str(tmp_path / place))
    qtbot.waitUntil(lambda: word in window.new.problem.text())
    assert window.new.problem.isVisible()
    window.new.make.click()
    qtbot.waitUntil(lambda: window.stack.currentIndex() == 1 and not window.jobs.busy)
    assert word in window.new.problem.text()
    assert not (tmp_path / "Dropbox").exists()
    window.new.name.setText("free")
    window.new.place.setText(str(tmp_path))
    qtbot.waitUntil(lambda: not window.new.problem.isVisible())


def test_a_place_is_typed_letter_by_letter_also_in_a_home(qtbot, beginning, tmp_path):
    window = welcome_of(qtbot, beginning, tmp_path / "library.gemba")
    window.begin.click()
    window.new.name.setText("visits")
    window.new.place.clear()
    QTest.keyClicks(window.new.place, "~nobody-at-all/x")  # each letter, "~n" too, says what the folder becomes
    assert "~nobody-at-all/x/visits.gemba" in window.new.becomes.text()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    window.new.place.setText("/" + "x" * 300)
    qtbot.waitUntil(lambda: "could not be created" in window.new.problem.text())


def test_the_language_changes_at_once_and_is_kept(qtbot, beginning, tmp_path):
    window = welcome_of(qtbot, beginning, tmp_path / "library.gemba")
    english = window.title.text()
    window.begin.click()
    window.new.name.setText("refunds")
    for code, name in (("zh-Hans", "简体中文"), ("vi", "Tiếng Việt")):
        assert window.languages.buttons[code].text() == name
        QTest.mouseClick(window.languages.buttons[code], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda code=code: window.language == code)
        assert (kept("language"), beginning.language, beginning.words.language) == (code, code, code)
        assert window.languages.buttons[code].isChecked()
        assert window.title.text() == beginning.words.tr("Go and see the real work")
        assert window.new.name.text() == "refunds"
        assert window.stack.currentIndex() == 1
    assert english != ""


def test_a_sample_round_that_is_cancelled_leaves_nothing(qtbot, beginning, tmp_path):
    window = welcome_of(qtbot, beginning, tmp_path / "library.gemba")
    window.sample.click()
    assert window.stack.currentIndex() == 2
    qtbot.waitUntil(lambda: window.working.step.text() != "", timeout=LONG_MS)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.stack.currentIndex() == 0, timeout=LONG_MS)
    assert list(tmp_path.glob("*.gemba")) == []
    assert window.sample.isEnabled() and window.languages.isEnabled()


def test_a_sample_round_is_whole_or_not_there(tmp_path):
    from gemba.services.demo import make_sample

    def stop(what, done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        make_sample(tmp_path / "sample.gemba", step=stop)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.timeout(1800)  # against hanging only
def test_the_sample_round_opens_with_its_tickets(qtbot, beginning, tmp_path):
    window = welcome_of(qtbot, beginning, tmp_path / "library.gemba")
    QTest.keyClick(window.sample, Qt.Key.Key_Space)
    qtbot.waitUntil(
        lambda: beginning.application is not None and bool(beginning.application.windows[0].places), timeout=LONG_MS
    )
    folder = tmp_path / "sample.gemba"
    assert beginning.application is not None
    assert beginning.application.app.library.folder == folder
    assert len(beginning.application.app.tickets.views()) > 5
    assert beginning.application.app.health.check().ok
    assert kept("library") == str(folder)
    assert not (tmp_path / "library.gemba").exists()


def test_a_library_that_was_named_and_is_not_there_is_missed(qtbot, beginning, tmp_path, monkeypatch):
    window = welcome_of(qtbot, beginning, tmp_path / "gone.gemba")
    assert "gone" in window.problem.text()
    monkeypatch.setenv("GEMBA_LIBRARY", str(tmp_path / "usual.gemba"))
    window = welcome_of(qtbot, beginning, tmp_path / "usual.gemba")
    assert window.problem.isHidden()


def test_it_is_not_scrolled_sideways_on_a_screen_of_720_pixels(qtbot, beginning, tmp_path):
    window = welcome_of(qtbot, beginning, tmp_path / "library.gemba")
    window.setMinimumSize(0, 0)
    window.resize(716, 410)
    bar = window._area.horizontalScrollBar()
    for code in window.languages.buttons:
        beginning._speak(window, code)
        qtbot.waitUntil(lambda: window._area.verticalScrollBar().maximum() > 0 and bar.maximum() == 0)


def test_nothing_in_it_is_cut_in_any_language(qtbot, beginning, tmp_path):
    window = welcome_of(qtbot, beginning, tmp_path / "library.gemba")
    window.resize(window.minimumSize())
    for code in window.languages.buttons:
        beginning._speak(window, code)
        qtbot.waitUntil(lambda: _cut(window) == [])


def _cut(window: Welcome) -> list[str]:
    shown = [button for button in window.findChildren(QPushButton) if button.isVisible()]
    assert len(shown) >= 7
    return [
        button.accessibleName() or button.text()
        for button in shown
        if button.height() < button.minimumSizeHint().height() or button.width() < button.minimumSizeHint().width()
    ]


def test_the_library_that_was_chosen_opens_next_time(tmp_path):
    from types import SimpleNamespace

    from gemba.cli.call import Call
    from gemba.cli.terminal import Terminal

    PersonSettings(paths.user_config() / "settings.json").set("library", str(tmp_path / "mine.gemba"))
    terminal = Terminal(sys.stdout, sys.stderr)
    assert Call(SimpleNamespace(library=None), terminal, str).library == tmp_path / "mine.gemba"
    assert Call(SimpleNamespace(library="/x.gemba"), terminal, str).library == Path("/x.gemba")


def test_two_readers_of_the_persons_settings_keep_each_others_values(tmp_path):
    file = tmp_path / "settings.json"
    one, other = PersonSettings(file), PersonSettings(file)
    one.set("language", "vi")
    other.set("appearance", "dark")
    assert (PersonSettings(file).get("language"), PersonSettings(file).get("appearance")) == ("vi", "dark")


def test_arrows_go_through_the_languages(qtbot, beginning, tmp_path):
    window = welcome_of(qtbot, beginning, tmp_path / "library.gemba")
    window.languages.buttons["en"].setFocus()
    for before, after in (("en", "zh-Hans"), ("zh-Hans", "zh-Hant"), ("zh-Hant", "vi")):
        QTest.keyClick(window.languages.buttons[before], Qt.Key.Key_Right)
        qtbot.waitUntil(lambda after=after: window.language == after)
        assert (beginning.language, window.languages.buttons[after].hasFocus()) == (after, True)
        assert window.begin.title.text() == beginning.words.tr("Begin a new library")


def test_the_bar_goes_through_all_parts_of_the_sample_and_never_back(tmp_path):
    from gemba.services.demo import make_sample

    parts: list[str] = []
    shares: list[float] = []

    def note(what, done, total):
        parts.append(what.template)
        shares.append(done / total)

    make_sample(tmp_path / "sample.gemba", step=note)
    assert len(set(parts)) == 3 and shares[-1] == 1.0
    assert shares == sorted(shares) and len(set(shares)) > 20


def test_on_a_small_screen_all_of_it_is_within_reach(tmp_path):
    in_a_new_program(__name__, f"on_a_screen_of_half_its_size(Path({str(tmp_path)!r}))")


def on_a_screen_of_half_its_size(folder: Path) -> None:
    # Qt's screen without a screen is 800 x 800, and reads its scale once.
    os.environ["QT_SCALE_FACTOR"] = "2"
    application = QApplication(["gemba"])
    begun = Beginning(application, language="en", appearance="light")
    begun.try_open(folder / "library.gemba")
    window = begun.problem
    assert isinstance(window, Welcome)
    QTest.qWaitForWindowExposed(window)
    room = application.primaryScreen().availableGeometry()
    assert room.width() == 400 and window.width() <= 400 and window.height() <= 400
    for one in (window.other, window.languages.buttons["vi"], window.sample):
        one.setFocus(Qt.FocusReason.TabFocusReason)
        window._area.ensureWidgetVisible(one)
        assert window.rect().contains(one.mapTo(window, one.rect().topLeft())), one.text()
    begun.close()


def test_every_language_can_read_its_own_name(tmp_path):
    in_a_new_program(__name__, f"an_english_welcome_shows_chinese_names(Path({str(tmp_path)!r}))")


def an_english_welcome_shows_chinese_names(folder: Path) -> None:
    # A face once loaded stays for the process, and a test before this one may have loaded it.
    application = QApplication(["gemba"])
    begun = Beginning(application, language="en", appearance="light")
    begun.try_open(folder / "library.gemba")
    window = begun.problem
    assert isinstance(window, Welcome)
    for code in ("zh-Hans", "zh-Hant"):
        button = window.languages.buttons[code]
        assert _faces_of(button.text(), button.font()) == {"Noto Sans SC"}
    begun.close()


def _faces_of(text: str, font: QFont) -> set[str]:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}
