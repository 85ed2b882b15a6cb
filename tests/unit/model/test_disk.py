"""Errors of the machine become sentences that say what to do."""

from __future__ import annotations

import errno

import pytest

from gemba.errors import EnvironmentProblem
from gemba.message import say
from gemba.model.disk import environment_problems


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOENT, errno.ENOSPC, errno.EIO, errno.EROFS])
def test_every_error_of_the_machine_says_what_to_do(number: int) -> None:
    with pytest.raises(EnvironmentProblem) as caught, environment_problems(say("It could not be stored.")):
        raise OSError(number, "x")
    assert caught.value.mend is not None and str(caught.value.sentence) == "It could not be stored."
