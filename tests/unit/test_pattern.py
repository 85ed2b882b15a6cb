"""A pattern that is compiled with its first use does what a compiled one does, and not before."""

import re

import pytest

from gemba.pattern import pattern

SOURCE = r"(?P<word>[a-z]+)\s(\d+)"


def test_it_does_what_a_compiled_one_does() -> None:
    later, made = pattern(SOURCE, re.IGNORECASE), re.compile(SOURCE, re.IGNORECASE)
    for text in ("Page 12", "page twelve", "12"):
        found, wanted = later.search(text), made.search(text)
        assert (found and found.groupdict()) == (wanted and wanted.groupdict())
        assert later.sub("x", text) == made.sub("x", text)
        assert later.findall(text) == made.findall(text)
    assert later.groups == made.groups
    assert later.pattern == made.pattern and later.flags == made.flags


def test_it_is_compiled_when_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.match("")
