"""The one style sheet: what every control looks like, from the colours and measures of gemba/ui/look/looks.py.

A widget's part is its "role" property, a list of words: title display large small muted strong good attention stop (of
text); primary quiet link danger chip icon (of buttons); card surface rail bar status banner toast overlay dropping
field (of frames); search status crumb (of buttons in the frame), key (of a label that shows one).
Must not know any screen.
"""

from __future__ import annotations

from string import Template

from gemba.ui.look.looks import CORNER_PX, Look

#: the weight of what stands out, in faces that are shipped strong
STRONG = 600
_SHEET = Template("""
* { outline: none; }
QMainWindow, QDialog { background: $ground; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QGroupBox { border: none; margin-top: 24px; font-weight: $strong; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; }
QToolTip { background: $ink; color: $surface; border: none; border-radius: ${corner}px;
  /* Qt puts it around twice: as the label's margin and as the box's. */ padding: 2px 4px; }

QLabel[role~="display"] { font-size: 28px; font-weight: $strong; }
QLabel[role~="title"] { font-size: 20px; font-weight: $strong; }
QLabel[role~="large"] { font-size: 15px; }
QLabel[role~="small"] { font-size: 11px; }
QLabel[role~="strong"] { font-weight: $strong; }
QLabel[role~="muted"] { color: $muted; }
QLabel[role~="good"] { color: $good; }
QLabel[role~="attention"] { color: $attention; }
QLabel[role~="stop"] { color: $stop; }
QLabel[role~="key"] { color: $muted; background: $hover; border: 1px solid $line; border-radius: 4px;
  padding: 1px 5px; }
QLabel[role~="accent"] { color: $accent; }

QFrame[role~="card"] { background: $surface; border: 1px solid $line; border-radius: ${corner}px; }
QFrame[role~="surface"], QWidget[role~="surface"] { background: $surface; }
QFrame[role~="rail"] { background: $ground; border: none; border-right: 1px solid $line; }
QFrame[role~="bar"] { background: $ground; border: none; border-bottom: 1px solid $line; }
QFrame[role~="status"] { background: $ground; border: none; border-top: 1px solid $line; }
QFrame[role~="inspector"] { background: $ground; border: none; }
QFrame[role~="banner"] { background: $accent_soft; border: none; border-bottom: 1px solid $line; }
QFrame[role~="toast"] { background: $ink; border-radius: ${corner}px; }
QFrame[role~="toast"] QLabel { color: $surface; }
QFrame[role~="toast"] QPushButton { color: $surface; background: transparent; border: 1px solid $field; }
QFrame[role~="toast"] QToolButton:hover { background: transparent; border-color: $field; }
QFrame[role~="toast"] QToolButton:focus { border-color: $surface; }
QFrame[role~="toast"] QPushButton:hover, QFrame[role~="toast"] QPushButton:focus { border-color: $surface; }
QFrame[role~="dropping"] { background: transparent; border: 2px solid $accent; border-radius: ${corner}px; }
QFrame[role~="overlay"] { background: $surface; border: 1px solid $field; border-radius: 10px; }
QFrame[role~="entry"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[role~="entry"] QLineEdit[role~="bare"] { font-size: 15px; }
QFrame[role~="entry"][paused="true"] { background: $pressed; }
QFrame[role~="minibar"] { background: $surface; border: 1px solid $field; border-radius: ${corner}px; }
QFrame[role~="minibar"][paused="true"] { background: $pressed; }
QFrame[role~="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QPushButton { background: $surface; color: $ink; border: 1px solid $line; border-radius: ${corner}px;
  padding: 5px 12px; min-height: 18px; qproperty-iconSize: 20px 16px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton:disabled { color: $field; background: $ground; }
QPushButton[role~="primary"] { background: $accent; color: $accent_ink; border-color: $accent; font-weight: $strong; }
QPushButton[role~="primary"]:hover { background: $accent; border-color: $ink; }
QPushButton[role~="primary"]:focus { border: 2px solid $ink; }
QPushButton[role~="primary"]:disabled { background: $pressed; color: $muted; border-color: $line; }
QPushButton[role~="danger"] { color: $stop; }
QPushButton[role~="quiet"] { background: transparent; border-color: transparent; }
QPushButton[role~="quiet"]:hover { background: $hover; }
QPushButton[role~="quiet"]:focus { border-color: $accent; }
QPushButton[role~="link"] { background: transparent; border-color: transparent; color: $accent; padding: 2px 1px;
  text-align: left; }
QPushButton[role~="link"]:hover { background: $hover; }
QPushButton[role~="link"]:focus { border: 2px solid $accent; padding: 1px 0px; }
QPushButton[role~="crumb"] { background: transparent; border-color: transparent; color: $muted; padding: 2px 1px;
  font-size: 15px; }
QPushButton[role~="crumb"]:hover { color: $ink; background: $hover; }
QPushButton[role~="crumb"]:focus { border: 2px solid $accent; padding: 1px 0px; }
QPushButton[role~="search"] { text-align: left; color: $muted; padding: 5px 12px; }
QPushButton[role~="search"]:hover { border-color: $field; background: $surface; }
QPushButton[role~="search"]:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton[role~="left"] { text-align: left; }
QPushButton[role~="choice"] { border-radius: 10px; padding: 0; }
QPushButton[role~="choice"]:hover { border-color: $field; }
QPushButton[role~="choice"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton[role~="chip"] { background: $hover; border-color: transparent; border-radius: 11px; padding: 1px 9px;
  min-height: 18px; font-size: 11px; }
QPushButton[role~="chip"]:checked { background: $accent_soft; color: $accent; border-color: $accent; }
QPushButton[role~="chip"]:focus { border: 2px solid $accent; padding: 0px 8px; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${corner}px; padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border: 2px solid $accent; padding: 3px; }
QToolButton[role~="status"] { padding: 1px 6px; font-size: 11px; color: $ink; }
QToolButton[role~="status"]:focus { padding: 0px 5px; }
QToolButton::menu-indicator { image: none; }
QFrame[role~="rail"] QToolButton { padding: 6px 0px; font-size: 11px; color: $muted; min-width: 62px; border-radius: 0;
  border: none; border-left: 3px solid transparent; }
QFrame[role~="rail"] QToolButton:checked { color: $accent; background: $accent_soft; border-left: 3px solid $accent;
  font-weight: $strong; }
QFrame[role~="rail"] QToolButton:focus { border: 2px solid $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QComboBox {
  background: $surface; color: $ink; border: 1px solid $line; border-radius: ${corner}px; padding: 5px 8px;
  selection-background-color: $accent; selection-color: $accent_ink; placeholder-text-color: $muted;
  lineedit-clear-button-icon: url("$icons/clear-$tone.svg"); }
QComboBox { padding: 5px 10px; combobox-popup: 0; }
QPlainTextEdit, QTextEdit { padding: 5px 6px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $field; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 4px 7px; }
QComboBox:focus { padding: 4px 9px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 4px 5px; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: $ground; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $muted; background: $ground; }
QLineEdit[wrong="true"] { border: 2px solid $stop; padding: 4px 7px; }
QPlainTextEdit[wrong="true"] { border: 2px solid $stop; padding: 4px 5px; }
QLineEdit[role~="bare"], QPlainTextEdit[role~="bare"] { background: transparent; border-color: transparent; }
QLineEdit[role~="row"]:focus, QPlainTextEdit[role~="row"]:focus { background: $surface; border-color: $accent; }
QLineEdit[role~="palette"], QLineEdit[role~="palette"]:focus { font-size: 15px; border: none; padding: 6px 4px; }
QTextEdit[role~="prose"], QTextEdit[role~="prose"]:focus { background: $surface; border: none; border-radius: 0;
  padding: 0; font-size: 15px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$icons/chevron-$tone.svg"); width: 14px; height: 14px; }
QSpinBox { padding-right: 22px; min-height: 18px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; background: transparent; width: 18px; }
QSpinBox::up-arrow { image: url("$icons/up-$tone.svg"); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url("$icons/chevron-$tone.svg"); width: 12px; height: 12px; }
QListWidget[role~="bare"] { background: transparent; }
QListWidget[role~="bare"]::item { border-radius: ${corner}px; padding: 0 10px; }
QListWidget[role~="bare"]::item:selected:focus { border: 1px solid $accent; padding: 0 9px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; padding: 4px; }
QComboBox QAbstractItemView::item { padding: 4px 6px; min-height: 20px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $ink; }

QCheckBox, QRadioButton { spacing: 8px; color: $ink; padding: 2px; border: 2px solid transparent;
  border-radius: ${corner}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $field;
  background: $surface; }
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$icons/check-$tone.svg"); }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 4px solid $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $field; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $ground; border-color: $line; }
QCheckBox::indicator:checked:disabled { background: $field; border-color: $field; }

QAbstractItemView { background: $surface; color: $ink; border: none; alternate-background-color: $surface;
  selection-background-color: $accent_soft; selection-color: $ink; }
QAbstractItemView[role~="ground"] { background: $ground; }
QAbstractItemView[role~="framed"] { border: 1px solid $line; border-radius: ${corner}px; }
QAbstractItemView:focus[role~="framed"] { border: 2px solid $accent; }
QListView::item, QTreeView::item { padding: 4px 8px; border: none; }
QListView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $ink; }
QListView[role~="history"] { background: transparent; }
QListView[role~="history"]::item { border-radius: ${corner}px; padding: 6px 8px; }
QHeaderView::section { background: $ground; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 6px 8px; font-size: 11px; font-weight: $strong; }

QFrame[role~="head"] { background: $ground; border: none; border-bottom: 1px solid $line; }

QMenu { background: $surface; border: 1px solid $line; border-radius: ${corner}px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $field; }
QMenu::icon { padding-left: 8px; }
QMenu::right-arrow { image: url("$icons/forward-$tone.svg"); width: 14px; height: 14px; right: 4px; }
QMenu::indicator { width: 14px; height: 14px; left: 8px; }
QMenu::indicator:checked { image: url("$icons/tick-$tone.svg"); }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenuBar { background: $ground; } QMenuBar::item { padding: 4px 8px; background: transparent; }
QMenuBar::item:selected { background: $hover; border-radius: 4px; }

QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 2px; }
QScrollBar::handle:hover { background: $field; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSlider { min-height: 20px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -6px 0; border: 1px solid $field; border-radius: 8px;
  background: $surface; }
QSlider::handle:horizontal:hover { border-color: $accent; }
QSlider::handle:horizontal:focus { width: 12px; height: 12px; border: 2px solid $accent; }
QSlider::handle:horizontal:disabled { background: $ground; border-color: $line; }
QSlider::sub-page:horizontal:disabled { background: $field; }
QSplitter::handle { background: $line; } QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QTabBar::tab { background: transparent; color: $muted; padding: 6px 12px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $ink; border-bottom: 2px solid $accent; font-weight: $strong; }
QTabBar::tab:focus { color: $accent; }
QTabWidget::pane { border: none; }
""")


def style_sheet(look: Look, *, strong: int = STRONG) -> str:
    """Return the style sheet of a look; ``strong`` is the weight of titles and headings (look/strong.py)."""
    from gemba import paths

    colours = {name: getattr(look, name) for name in look._fields}
    icons = (paths.resources() / "icons").as_posix()
    return _SHEET.substitute(
        colours, strong=strong, corner=CORNER_PX, icons=icons, tone="dark" if look.is_dark else "light"
    )
