"""A script that a few lines can read: each character is a block of 8 x 8 pixels that spells its code point in bits.

``drawn`` puts lines of it on a picture; run as a program, it is a real recogniser of that script, with a real
protocol, real pixels and no model. Needs nothing but Python, so that it can run as the reading process does.
"""

import json
import struct
import sys

CELL = 8
MARK, INK, PAPER = b"\xc8\x00\x00", b"\x00\x00\x00", b"\xff\xff\xff"
ENGINE = "blocks 1"


def drawn(width: int, height: int, lines: list[tuple[int, int, str]]) -> bytes:
    """Return the RGB of a picture with these lines, each with its left and top."""
    rows = [bytearray(PAPER * width) for _ in range(height)]

    def put(x: int, y: int, colour: bytes) -> None:
        rows[y][3 * x : 3 * x + 3] = colour

    for left, top, text in lines:
        for number, character in enumerate(text):
            x = left + number * CELL
            put(x, top, MARK)
            for bit in range(21):
                if ord(character) >> bit & 1:
                    put(x + bit % 7, top + 1 + bit // 7, INK)
    return b"".join(rows)


def box_of(left: int, top: int, text: str, start: int, end: int) -> tuple[int, int, int, int]:
    """Return where ``text[start:end]`` stands on a picture that ``drawn`` made."""
    return left + start * CELL, top, left + end * CELL, top + CELL


def read(rgb: bytes, width: int, height: int) -> list[list[object]]:
    """Return the lines of a picture as the protocol has them."""
    lines: list[list[object]] = []
    for y in range(height - CELL + 1):
        row = rgb[y * width * 3 : (y + 1) * width * 3]
        marks = [x for x in range(width - CELL + 1) if row[3 * x : 3 * x + 3] == MARK]
        for run in _runs(marks):
            text = "".join(_character(rgb, width, x, y) for x in run)
            edges = [run[0] + CELL * number for number in range(len(run) + 1)]
            lines.append([text, run[0], y, edges[-1], y + CELL, 0.99, edges])
    return lines


def _runs(marks: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for x in marks:
        if runs and x - runs[-1][-1] == CELL:
            runs[-1].append(x)
        else:
            runs.append([x])
    return runs


def _character(rgb: bytes, width: int, x: int, y: int) -> str:
    code = 0
    for bit in range(21):
        at = 3 * ((y + 1 + bit // 7) * width + x + bit % 7)
        code |= (rgb[at : at + 3] == INK) << bit
    return chr(code)


def say(answer: object) -> None:
    data = json.dumps(answer).encode()
    sys.stdout.buffer.write(struct.pack(">I", len(data)) + data)
    sys.stdout.buffer.flush()


def asked() -> tuple[bytes, int, int] | None:
    head = sys.stdin.buffer.read(4)
    if len(head) < 4:
        return None
    request = json.loads(sys.stdin.buffer.read(struct.unpack(">I", head)[0]))
    width, height = request["width"], request["height"]
    return sys.stdin.buffer.read(width * height * 3), width, height


def main() -> None:
    say({"engine": ENGINE})
    while (one := asked()) is not None:
        say({"ok": True, "lines": read(*one)})


if __name__ == "__main__":
    main()
