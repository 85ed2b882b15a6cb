"""Read a chat export: header lines, then for each message "date time sender", its text, an empty line.

Messages are numbered in the order of the file (m001 …), broken ones included, so that an id never shifts. Must not
know how messages are stored or what is asked for in them.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from gemba.exchange.lines import FileTooLarge, Line, read_lines
from gemba.exchange.pack import PackChat, PackMessage, Refusal
from gemba.message import Message, say

_STAMP = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2})[ T]+(\d{1,2}:\d{2}(?::\d{2})?)\s+(\S.*?)\s*$")
_HEADER_LINES = 3


def read_chat(path: Path, *, file: str) -> tuple[PackChat, list[Refusal]]:
    """Read chat.txt; return its messages and the blocks that are none."""
    try:
        lines = read_lines(path)
    except (OSError, FileTooLarge):
        return PackChat(file), [Refusal(file, None, say("The file cannot be read as text."))]
    start = next((i for i, line in enumerate(lines) if _STAMP.match(line.text)), len(lines))
    header_end = min(start, _HEADER_LINES)
    header = tuple(line.text for line in lines[:header_end] if line.text.strip())
    messages: list[PackMessage] = []
    refused: list[Refusal] = []
    for number, block in enumerate(_blocks(lines[header_end:]), start=1):
        message = _message(block, number)
        if isinstance(message, Message):
            refused.append(Refusal(file, block[0].number, message))
        else:
            messages.append(message)
    return PackChat(file, header[0] if header else "", header, tuple(messages)), refused


def _blocks(lines: list[Line]) -> list[list[Line]]:
    """Cut the lines into messages: a stamp line starts one, and so does text after an empty line."""
    blocks: list[list[Line]] = []
    after_gap = True
    for line in lines:
        if not line.text.strip():
            after_gap = True
        elif _STAMP.match(line.text) or not blocks or (after_gap and not _is_text_of(blocks[-1])):
            blocks.append([line])
            after_gap = False
        else:
            blocks[-1].append(line)
            after_gap = False
    return blocks


def _is_text_of(block: list[Line]) -> bool:
    """Say whether a line after an empty one still belongs to the block: its stamp has no text yet."""
    return len(block) == 1 and _STAMP.match(block[0].text) is not None


def _message(block: list[Line], number: int) -> PackMessage | Message:
    match = _STAMP.match(block[0].text)
    if match is None:
        return say("The block does not begin with date, time and sender.")
    if not all(line.readable for line in block):
        return say("The message holds bytes that are no UTF-8 text.")
    clock = match[2] if match[2].count(":") == 2 else f"{match[2]}:00"
    try:
        stamp = datetime.strptime(f"{match[1]} {clock}", "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return say("“{stamp}” is no date and time.", stamp=f"{match[1]} {match[2]}")
    text = "\n".join(line.text for line in block[1:]).strip()
    if not text:
        return say("The message has no text.")
    return PackMessage(f"m{number:03}", block[0].number, f"{stamp:%Y-%m-%d %H:%M:%S}", match[3], text)
