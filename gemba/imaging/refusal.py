"""Say in one sentence why a picture was refused and how to go on. Nothing of the picture's content is repeated."""

from __future__ import annotations

import signal
from collections.abc import Collection
from typing import Any

from gemba.errors import UserError
from gemba.imaging import MAX_PIXELS
from gemba.imaging.sniff import Foreign, announced_bytes
from gemba.imaging.words import clean
from gemba.message import N_, say

_NAME_LIMIT = 80
_SHOWN = {"WEBP": "WebP"}
_AGAIN = N_("Save it again in the program it came from, or take a screenshot of it.")


def shown_name(name: str) -> str:
    """Return a file name fit for a sentence: no controls, no bidi marks, at most 80 characters."""
    plain = clean(name).replace("\n", " ").strip() or "the picture"
    return plain if len(plain) <= _NAME_LIMIT else f"{plain[: _NAME_LIMIT - 9]}…{plain[-8:]}"


def before_decoding(data: bytes, kind: str | Foreign, name: str, allowed: Collection[str], limit: int) -> UserError:
    """Return the refusal of bytes that no child is started for."""
    name = shown_name(name)
    if not data:
        return UserError(
            say("{name} has 0 bytes: there is no picture in it.", name=name),
            mend=say("Copy it again from where it came from."),
        )
    if isinstance(kind, Foreign):
        return UserError(say(kind.sentence, name=name), mend=say(kind.mend))
    if kind not in allowed:
        taken = ", ".join(sorted(map(_shown, allowed)))
        return UserError(
            say(
                "{name} is a {kind} picture, and only {allowed} are taken here.",
                name=name,
                kind=_shown(kind),
                allowed=taken,
            ),
            mend=say("Save it as PNG."),
        )
    return UserError(
        say("{name} has {found} MB; at most {limit} are read.", name=name, found=len(data) >> 20, limit=limit >> 20),
        mend=say("Save it smaller, as PNG or JPEG."),
    )


def after_answer(answer: dict[str, Any], data: bytes, format_: str, name: str) -> UserError:
    """Return the refusal for what the child found; an unknown code counts as damaged."""
    name = shown_name(name)
    why = answer["why"]
    if why == "pixels":
        return _too_many_pixels(answer, name)
    if why == "memory":
        return UserError(
            say("{name} needs more memory to read than gemba gives to one picture.", name=name),
            mend=say("Scale it down or cut it, and save it as PNG."),
        )
    if why == "depth":
        return UserError(
            say("{name} has 32 bits a colour or Lab colours, which gemba does not read.", name=name),
            mend=say("Save it as PNG with 8 bits a colour."),
        )
    return _broken(data, format_, name, early=why == "early")


def after_death(code: int, data: bytes, format_: str, name: str) -> UserError:
    """Return the refusal where the child ended without an answer; ``code`` is its return code."""
    name = shown_name(name)
    if code in (-getattr(signal, "SIGXCPU", 24), -getattr(signal, "SIGKILL", 9)):
        return UserError(
            say("{name} takes too long to read, as a picture made to do harm does.", name=name), mend=say(_AGAIN)
        )
    return _broken(data, format_, name, early=False)


def _too_many_pixels(answer: dict[str, Any], name: str) -> UserError:
    width, height = _count(answer.get("width")), _count(answer.get("height"))
    return UserError(
        say(
            "{name} has {width} x {height} pixels ({millions} million); at most {limit} million are read.",
            name=name,
            width=f"{width:,}",
            height=f"{height:,}",
            millions=f"{width * height / 1e6:,.0f}",
            limit=f"{MAX_PIXELS / 1e6:.0f}",
        ),
        mend=say("Scale it down or cut it, and save it as PNG."),
    )


def _broken(data: bytes, format_: str, name: str, *, early: bool) -> UserError:
    announced = announced_bytes(data, format_)
    if announced is not None:
        sentence = say(
            "{name} ends early: {found} bytes of at least {announced} are there.",
            name=name,
            found=f"{len(data):,}",
            announced=f"{announced:,}",
        )
        return UserError(sentence, mend=say("Copy it again from where it came from."))
    if early:
        sentence = say("{name} ends early: {found} bytes, and the rest is missing.", name=name, found=f"{len(data):,}")
        return UserError(sentence, mend=say("Copy it again from where it came from."))
    sentence = say("{name} begins like a {kind} picture but is damaged.", name=name, kind=_shown(format_))
    return UserError(sentence, mend=say(_AGAIN))


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value <= 1 << 40 else 0


def _shown(format_: str) -> str:
    return _SHOWN.get(format_, format_)
