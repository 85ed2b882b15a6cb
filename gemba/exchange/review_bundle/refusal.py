"""The one way in which a review bundle is refused: a sentence that says which file, what is wrong, and what to do."""

from __future__ import annotations

from gemba.errors import UserError
from gemba.message import N_, Message, say


class BundleRefused(UserError):
    """Say that a file is no review bundle that may be read; nothing of it was taken."""


class Fault(Exception):
    """What is wrong, without the name of the file: raised inside this package, told by ``refused``.

    ``why`` is an N_() template filled with ``values``.
    """

    def __init__(self, why: str, **values: str | int | float) -> None:
        """Take the reason."""
        super().__init__(why)
        self.why = why
        self.values = values


NEWER = N_("it was written by a newer gemba (form {version})")
SEND_AGAIN = say("Ask for the file to be sent again, as it is, and open that.")
NEWER_MEND = say("Install a newer gemba to open it.")


def refused(name: str, fault: Fault, *, mend: Message | None = None) -> BundleRefused:
    """Return the error for the file of that name; the name is cut, so that the sentence stays one line."""
    newer = fault.why == NEWER
    return BundleRefused(
        say("“{name}” cannot be opened as a review: {why}.", name=name[:80], why=say(fault.why, **fault.values)),
        mend=mend or (NEWER_MEND if newer else SEND_AGAIN),
    )
