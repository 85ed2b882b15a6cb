"""Read the text of one picture after the other in a process that can do no harm, with RapidOCR's own models.

Runs alone: ``python -I -S -B recogniser_child.py FOLDER``, FOLDER holding the extra's libraries; imports nothing of
gemba. It says hello when the models are loaded, then answers each picture until its input ends. Every message has a
4-byte length before it. Hello: ``{"engine": …}``. Request: JSON ``{"width", "height"}``, then width * height * 3 bytes
RGB. Answer: ``{"ok": true, "lines": [[text, left, top, right, bottom, confidence, [edges]]]}``, where the edges are
the places between the characters, as many as characters and one more, or none; or ``{"ok": false, "why": …}``.

It opens no socket, starts no program and writes no file: Python's audit hook refuses, and the models lie in the
wheel. It runs on one thread at the lowest priority.
"""

import contextlib
import importlib
import importlib.metadata
import json
import os
import struct
import sys
from collections.abc import Iterator
from typing import IO, Any, NoReturn

MEMORY_BYTES = 4 * 1024 * 1024 * 1024
CPU_SECONDS_PER_PICTURE = 240
OPEN_FILES = 64
TILE_PX, OVERLAP_PX = 1600, 96
"""A picture is read in pieces no larger than this: the engine would shrink a larger one, and memory is bounded."""
_WHOLE_UP_TO_PX = 2000
_LEAST_CONFIDENCE = 0.5
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork", "os.startfile", "ctypes.")
Line = tuple[str, float, float, float, float, float, list[float]]


def main() -> int:
    """Answer until the input ends."""
    answers = _private_output()
    _be_modest()
    sys.path.append(sys.argv[1])
    sys.addaudithook(_refuse)
    try:
        engine = _load()
    except Exception as problem:  # whatever is wrong with the extra, it is one answer
        _send(answers, {"engine": "", "why": type(problem).__name__})
        return 1
    _limit_memory()
    _send(answers, {"engine": f"rapidocr {importlib.metadata.version('rapidocr')}"})
    while (request := _message(sys.stdin.buffer)) is not None:
        wanted = json.loads(request)
        width, height = int(wanted["width"]), int(wanted["height"])
        rgb = sys.stdin.buffer.read(width * height * 3)
        if len(rgb) != width * height * 3:
            return 0
        _allow_time()
        _send(answers, _answer(engine, rgb, width, height))
    return 0


def _answer(engine: Any, rgb: bytes, width: int, height: int) -> dict[str, Any]:
    try:
        return {"ok": True, "lines": read(engine, rgb, width, height)}
    except MemoryError:
        return {"ok": False, "why": "memory"}
    except Exception as problem:  # said, so that it is told from a crash; the parent begins the next one anew
        return {"ok": False, "why": type(problem).__name__[:40]}


def read(engine: Any, rgb: bytes, width: int, height: int) -> list[Line]:
    """Return the lines of a picture, from the top, each once."""
    numpy: Any = importlib.import_module("numpy")
    picture = numpy.frombuffer(rgb, numpy.uint8).reshape(height, width, 3)[:, :, ::-1]
    found: list[Line] = []
    for left, top, right, bottom in tiles(width, height):
        piece = numpy.ascontiguousarray(picture[top:bottom, left:right])
        for line in _lines(engine(piece, return_word_box=True, return_single_char_box=True), left, top):
            whole = bottom - top == height and right - left == width
            if whole or not _is_twice(line, found):
                found.append(line)
    return sorted(found, key=lambda line: (line[2], line[1]))


def tiles(width: int, height: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the pieces a picture is read in: the whole of it, or overlapping ones."""
    for top, bottom in _cuts(height):
        for left, right in _cuts(width):
            yield left, top, right, bottom


def _cuts(length: int) -> list[tuple[int, int]]:
    if length <= _WHOLE_UP_TO_PX:
        return [(0, length)]
    steps = range(0, length - OVERLAP_PX, TILE_PX - OVERLAP_PX)
    return [(start, min(start + TILE_PX, length)) for start in steps]


def _is_twice(line: Line, found: list[Line]) -> bool:
    """Say whether a line was read before, in the overlap; of a cut line and the whole one, the longer stays."""
    for at, other in enumerate(found):
        wide = min(line[3], other[3]) - max(line[1], other[1])
        high = min(line[4], other[4]) - max(line[2], other[2])
        if wide <= 0 or high <= 0:
            continue
        smaller = min((one[3] - one[1]) * (one[4] - one[2]) for one in (line, other))
        if wide * high > 0.6 * smaller:
            if line[3] - line[1] > other[3] - other[1]:
                found[at] = line
            return True
    return False


def _lines(result: Any, left: int, top: int) -> Iterator[Line]:
    """Yield what the engine found, in pixels of the whole picture."""
    if result.boxes is None:
        return
    words = result.word_results or [()] * len(result.txts)
    for corners, text, score, letters in zip(result.boxes, result.txts, result.scores, words, strict=True):
        if score < _LEAST_CONFIDENCE or not text.strip():
            continue
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        box = (min(xs) + left, min(ys) + top, max(xs) + left, max(ys) + top)
        yield text, *box, float(score), edges(text, letters, box[0], box[2], left)


def edges(text: str, letters: Any, begin: float, end: float, left: int) -> list[float]:
    """Return the places between the characters of a line, or none where the engine's letters are not the text's."""
    spans = []
    for letter in letters:
        xs = [float(x) for x, _ in letter[2]]
        spans.append((str(letter[0]), min(xs) + left, max(xs) + left))
    plain = [character for character in text if not character.isspace()]
    if not plain or [letter for letter, _, _ in spans] != plain:
        return []
    out, at = [begin], 0
    for number, character in enumerate(text[:-1]):
        at += not character.isspace()
        before = spans[at - 1][2] if at else begin
        after = spans[at][1] if at < len(spans) else end
        # A blank stands in the middle of its gap; between two letters the border is half way.
        share = 0.25 if text[number + 1].isspace() else 0.75 if character.isspace() else 0.5
        out.append(max(out[-1], min(before + (after - before) * share, end)))
    return [*out, end]


def _load() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,  # text on a screen is never upside down
            "Global.max_side_len": _WHOLE_UP_TO_PX,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _be_modest() -> None:
    """Lower the priority and give up cores, files and output files; Windows has the parent's job object instead."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(15)
    with contextlib.suppress(ImportError):
        import resource

        for name, amount in (("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0), ("RLIMIT_NOFILE", OPEN_FILES)):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(getattr(resource, name), (amount, amount))


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # macOS refuses; the limit on pixels holds there
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _allow_time() -> None:
    """Give the next picture its processor time, counted from now."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS_PER_PICTURE
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse sockets, other programs, and files opened for writing, whoever of the libraries asks."""
    if event == "open":
        mode, flags = str(arguments[1] or ""), int(arguments[2] or 0)
        if set(mode) & set("wax+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise PermissionError("the process that reads text writes no file")
    elif event.startswith(_FORBIDDEN) and not event.startswith("ctypes.dlopen"):
        raise PermissionError(f"the process that reads text does without {event}")


def _private_output() -> IO[bytes]:
    """Return the pipe to the parent; whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    return answers


def _message(stream: IO[bytes]) -> bytes | None:
    head = stream.read(4)
    return stream.read(struct.unpack(">I", head)[0]) if len(head) == 4 else None


def _send(stream: IO[bytes], answer: dict[str, Any]) -> None:
    data = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    view = memoryview(struct.pack(">I", len(data)) + data)
    while view:
        view = view[stream.write(view) or 0 :]


def run() -> NoReturn:
    """Answer and leave at once, without the interpreter's tidying up."""
    code = main()
    os._exit(code)


if __name__ == "__main__":
    run()
