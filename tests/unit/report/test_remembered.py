"""What is remembered between two settings of a text never shows: equal blocks keep their lines, documents their own."""

from __future__ import annotations

from dataclasses import replace

from gemba.report.layout import layout
from gemba.report.source import read_source
from tests.unit.report.builders import document, ticket

BODY = "---\ntitle: A text\n---\n\nThe number is typed twice [T1], and [[who reads it]].\n"


def test_two_equal_paragraphs_each_keep_their_own_line() -> None:
    once = read_source(BODY)
    twice = read_source(BODY + "\nThe number is typed twice [T1], and [[who reads it]].\n")
    assert [use.line for use in once.codes] == [5]
    assert [use.line for use in twice.codes] == [5, 7]
    assert [use.line for use in twice.gaps] == [5, 7]


def test_a_character_no_face_has_is_remarked_in_its_own_document_only() -> None:
    plain = document(text=BODY, tickets=(ticket(1),))
    odd = replace(plain, tickets=(replace(ticket(1), title="An odd sign \U0001f600"),))
    before = [one.said() for one in layout(plain).remarks]
    with_odd = [one.said() for one in layout(odd).remarks]
    after = [one.said() for one in layout(plain).remarks]
    assert before == after
    assert any("No font has" in one for one in with_odd)
    assert not any("No font has" in one for one in before)


def test_a_changed_appendix_changes_the_checksum() -> None:
    plain = document(text=BODY, tickets=(ticket(1),))
    other = replace(plain, tickets=(replace(ticket(1), title="Another title"),))
    assert layout(plain).checksum == layout(plain).checksum
    assert layout(plain).checksum != layout(other).checksum
