"""A caption in lines: whole, or shortened with the rest in its tool tip; a word that no card is wide enough for is cut."""

from gemba.ui.widgets.labels import ElidedLabel, in_lines

CAPTION = "T1.1  The sheet “Refunds W46” while a row is typed in"


def test_a_caption_is_whole_in_lines(sample_window):
    label = in_lines(CAPTION, 160, "small")
    assert label.wordWrap() and label.text() == " ".join(CAPTION.split()) and label.toolTip() == ""
    assert label.minimumSizeHint().width() < 120


def test_what_is_left_out_is_in_the_tool_tip(sample_window):
    label = in_lines(CAPTION * 8, 160)
    assert label.text().endswith("…") and len(label.text()) <= 160
    assert CAPTION.split()[-1] in label.toolTip() and len(label.toolTip()) > 300


def test_a_long_word_widens_no_card(sample_window):
    label = in_lines("https://example.org/" + "a" * 60, 160)
    assert isinstance(label, ElidedLabel)
    assert label.minimumSizeHint().width() < 40


def test_chinese_is_broken_anywhere(sample_window):
    label = in_lines("退款登记表" * 20, 160)
    assert label.wordWrap() and label.minimumSizeHint().width() < 120
