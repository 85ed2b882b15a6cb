"""Scenes of narratives: list, form, desk. Must not draw or compare anything."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from gemba.ui.narratives.place import NarrativesPlace
from gemba.ui.narratives.writing import Writing
from tools.shots.scene import Scene, at, doing
from tools.shots.stage import Stage


def _writing(stage: Stage) -> Writing:
    """Open the narrative in the stage's language."""
    language = {"zh": "zh-Hans", "vi": "vi"}.get(stage.language[:2], "en")
    rows = stage.application.app.narratives.all()
    stage.go("narratives", next(row.id for row in rows if row.language.value == language))
    place = stage.window.places["narratives"]
    assert isinstance(place, NarrativesPlace)
    writing = place.writing
    assert writing is not None
    stage.wait(lambda: writing.page.pages.laid is not None and bool(writing.citable))
    stage.wait(lambda: writing.remarking.checked_text == writing.page.editor.text())
    return writing


def _at_line(stage: Stage, line: int) -> Writing:
    writing = _writing(stage)
    writing.page.editor.setFocus()
    writing.page.editor.go_to_line(line)
    stage.key("End")
    return writing


def _desk(stage: Stage) -> None:
    _writing(stage)


def _remarks(stage: Stage) -> None:
    writing = _at_line(stage, 20)
    stage.type(" This is really significantly bad [T99]. [[what else?]]")
    stage.wait(lambda: writing.remarking.checked_text == writing.page.editor.text())
    stage.key("F8")
    stage.wait(
        lambda: writing.page.pages.laid is not None and writing.page.pages.laid.source == writing.page.editor.text()
    )


def _over(stage: Stage) -> None:
    writing = _writing(stage)
    cursor = writing.page.editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    writing.page.editor.setTextCursor(cursor)
    writing.page.editor.insertPlainText("\n\n" + "\n\n".join(["One more sentence that is too much [T1]."] * 40))
    stage.wait(
        lambda: writing.page.pages.laid is not None and writing.page.pages.laid.source == writing.page.editor.text()
    )
    stage.wait(lambda: writing.remarking.checked_text == writing.page.editor.text())


def _citing(stage: Stage) -> None:
    writing = _at_line(stage, 20)
    stage.type(" @ref")
    stage.wait(writing.page.citing.view.isVisible)


def _finding(stage: Stage) -> None:
    _at_line(stage, 20)
    stage.do("narratives.find")
    stage.type("refund")


def _versions(stage: Stage) -> None:
    writing = _at_line(stage, 20)
    stage.type(" One more sentence [T1].")
    writing.keeping.commit()
    stage.wait(lambda: not writing.keeping.pending)
    stage.do("narratives.versions")


def _leaving(stage: Stage) -> None:
    _writing(stage)
    stage.do("narratives.export")


def _print(stage: Stage) -> QPrintDialog:
    """Ask for a printer as gemba asks; nothing is printed."""
    _writing(stage)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, stage.window)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    # The dialog keeps no hold of its printer.
    stage.at_end(lambda: (dialog.close(), printer))
    dialog.show()
    stage.settle()
    return dialog


SCENES = (
    Scene("narratives", at("narratives"), manual=True),
    Scene("narratives-new", doing("narratives", "narratives.new")),
    Scene("narrative", _desk, manual=True),
    Scene("narrative-remarks", _remarks, library="own", manual=True),
    Scene("narrative-over", _over, library="own"),
    Scene("narrative-citing", _citing, library="own"),
    Scene("narrative-finding", _finding),
    Scene("narrative-versions", _versions, library="own"),
    Scene("narrative-leaving", _leaving),
    Scene("narrative-print", _print),
)
