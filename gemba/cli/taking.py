"""The command that takes a picture of the screen: by the window that runs, else by itself where the system lets it.

Any desktop's own shortcut can call it. Must not load Qt, nor the library where a window runs: it has 170 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING

from gemba.cli.call import DONE, Call
from gemba.errors import EnvironmentProblem, Refused, UserError
from gemba.message import N_, Message, say

if TYPE_CHECKING:
    import argparse

MODES = {
    "region": N_("choose a region or a window"),
    "window": N_("the other program's window"),
    "screen": N_("the screen with the pointer"),
    "all": N_("all screens"),
    "last": N_("the last region again"),
}
_LONGEST_DELAY_S = 60
_SHOWN_ID = 6


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of taking a picture."""
    for mode in MODES:
        parser.add_argument(f"--{mode}", dest="mode", action="store_const", const=mode, help=MODES[mode])
    parser.add_argument("--pointer", action="store_true", help=N_("the mouse pointer with it, as a mark"))
    parser.add_argument("--delay", metavar="SECONDS", default="0", help="wait so long, with a countdown")


def only_a_picture(arguments: Sequence[str]) -> SimpleNamespace | None:
    """Return what is asked where it is a picture of the screen and nothing else, else None: no tree of commands."""
    rest = list(arguments)
    asked = SimpleNamespace(library=None, json=False, mode=None, delay="0", pointer=False, run=take)
    seen = False
    while rest:
        word = rest.pop(0)
        if word == "capture" and not seen:
            seen = True
        elif word == "--library" and rest:
            asked.library = rest.pop(0)
        elif seen and word == "--delay" and rest:
            asked.delay = rest.pop(0)
        elif seen and word == "--pointer":
            asked.pointer = True
        elif seen and word.removeprefix("--") in MODES and word.startswith("--") and asked.mode is None:
            asked.mode = word[2:]
        else:
            return None
    return asked if seen and asked.mode else None


def take(call: Call) -> int:
    """Take a picture and print its code; refuses with the sentence that the window would show."""
    mode = call.args.mode
    if mode is None:
        raise UserError(
            say("Say what to take a picture of."),
            mend=say("Use --region, --window, --screen, --all or --last; or “gemba capture add FILE”."),
        )
    from gemba.ui.starting.single_instance import ask

    delay = _delay(call.args.delay)
    told = {"do": "capture", "mode": mode, "delay": str(delay), "pointer": "1" if call.args.pointer else ""}
    answer = ask(call.library, told)
    if answer is None:
        return _alone(call, mode, delay, pointer=call.args.pointer)
    ids = answer.get("captures", "").split()
    if ids:
        return _say(call, ids)
    if answer.get("why"):
        raise Refused(Message(answer["why"].replace("{", "{{").replace("}", "}}")))
    if "captures" not in answer:
        raise EnvironmentProblem(say("The window went away before the picture was taken."))
    raise Refused(say("No picture was taken: it was called off."))


def _delay(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= _LONGEST_DELAY_S:
        return int(text)
    raise UserError(say("“{text}” is no delay.", text=text), mend=say("Write whole seconds, at most 60."))


def _say(call: Call, ids: Sequence[str]) -> int:
    """Print the codes; with ``--json`` what is known of the pictures."""
    if call.wants_json:
        from gemba.cli import shapes

        captures = call.app().captures
        call.terminal.json([shapes.capture(captures.one(one)) for one in ids])
    else:
        for one in ids:
            call.terminal.say(one[-_SHOWN_ID:])
    return DONE


def _alone(call: Call, mode: str, delay_s: int, *, pointer: bool) -> int:
    """Take it without a window: what needs a choice needs one."""
    if mode == "region":
        raise EnvironmentProblem(
            say("Choosing a region needs the window, and none is open on this library."),
            mend=say("Start it with “gemba gui”, or use --screen, --window or --last."),
        )
    from gemba.ui.capture.alone import take_alone

    return _say(call, [take_alone(call.opened(), mode, delay_s=delay_s, pointer=pointer)])
