"""A chat, sidecars and a whole pack: every row is counted, every file is read or named."""

import json
import shutil
from pathlib import Path

import pytest

from gemba import paths
from gemba.errors import UserError
from gemba.exchange.chat import read_chat
from gemba.exchange.folder import read_pack, rows_in
from gemba.exchange.pictures import read_sidecar
from gemba.model.values import PrivateKind


def test_the_sample_chat_has_sixty_messages() -> None:
    chat, refused = read_chat(paths.sample() / "chat.txt", file="chat.txt")
    assert refused == []
    assert [message.source_id for message in chat.messages] == [f"m{n:03}" for n in range(1, 61)]
    assert chat.messages[7].sender == "Priya Raman"


def test_a_broken_message_keeps_its_number(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(
        "title\nexported\nby\n\n2026-11-09 08:00:00 A\none\n\n2026-13-09 08:00:00 B\ntwo\n\n"
        "no stamp\n\n2026-11-09 08:02:00 C\nthree\nand more\n\n2026-11-09 08:03:00 D\n\n",
        encoding="utf-8",
    )
    chat, refused = read_chat(path, file="chat.txt")
    assert [(one.source_id, one.text) for one in chat.messages] == [("m001", "one"), ("m004", "three\nand more")]
    assert [bad.line for bad in refused] == [8, 11, 17]


def test_a_sidecar_gives_rectangles_rounded_outwards(tmp_path: Path) -> None:
    path = tmp_path / "03.json"
    entries = [
        {"kind": "name", "text": "A B", "x": 1.5, "y": 2.5, "w": 10, "h": 3.2, "source": "ocr"},
        {"kind": "shoe size", "text": "44", "x": 0, "y": 0, "w": 1, "h": 1},
        {"kind": "name", "x": "left"},
        {"kind": "name", "text": "flat", "x": 0, "y": 0, "w": 0, "h": 1},
        "nonsense",
    ]
    path.write_text(json.dumps({"app": "X", "pii": entries}), encoding="utf-8")
    sidecar, oddities = read_sidecar(path, file="03.json")
    assert sidecar is not None
    assert [(one.kind, one.rect_px) for one in sidecar.proposals] == [
        (PrivateKind.NAME, (1, 2, 12, 6)),
        (PrivateKind.OTHER, (0, 0, 1, 1)),
    ]
    assert len(oddities) == 3


@pytest.mark.parametrize("text", ["", "[]", "{", '{"pii": 3', "[" * 100_000])
def test_a_broken_sidecar_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "03.json"
    path.write_text(text, encoding="utf-8")
    sidecar, oddities = read_sidecar(path, file="03.json")
    assert (sidecar, len(oddities)) == (None, 1)


def test_the_sample_pack_is_counted_row_by_row() -> None:
    pack = read_pack(paths.sample())
    assert pack.refused == ()
    assert rows_in(pack) == 62 + 59 + 60 + 23
    assert "truth.json" in pack.skipped_files
    assert all(not name.endswith((".csv", "notes.md", ".png", "chat.txt")) for name in pack.skipped_files)


def test_a_pack_without_most_files_is_a_pack(tmp_path: Path) -> None:
    (tmp_path / "teams" / "T1").mkdir(parents=True)
    shutil.copy(paths.sample() / "teams/T1/notes.md", tmp_path / "teams/T1/notes.md")
    pack = read_pack(tmp_path)
    assert (len(pack.visits), rows_in(pack)) == (1, 20)


def test_a_link_out_of_the_pack_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "calls.csv").write_text("call\nK01\n", encoding="utf-8")
    pack_folder = tmp_path / "pack"
    pack_folder.mkdir()
    (pack_folder / "plan.csv").write_text("team\nA\n", encoding="utf-8")
    (pack_folder / "calls.csv").symlink_to(outside / "calls.csv")
    (pack_folder / "more").symlink_to(outside)
    pack = read_pack(pack_folder)
    assert set(pack.tables) == {"plan.csv"}


@pytest.mark.parametrize("make", [lambda p: None, lambda p: p.mkdir(), lambda p: p.write_text("x")])
def test_a_folder_that_is_no_pack_is_refused_with_a_mend(tmp_path: Path, make) -> None:
    folder = tmp_path / "pack"
    make(folder)
    with pytest.raises(UserError) as caught:
        read_pack(folder)
    assert caught.value.mend is not None
