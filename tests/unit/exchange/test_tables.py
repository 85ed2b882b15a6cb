"""Tables come in row by row and go out as text that no spreadsheet computes."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gemba.exchange.tables import guarded, read_table, write_csv


def read(tmp_path: Path, text: str, required: tuple[str, ...] = ("id",)):
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return read_table(path, file="t.csv", required=required)


def test_quotes_commas_and_line_ends_in_cells(tmp_path: Path) -> None:
    rows, refused = read(tmp_path, '\ufeffid,text\r\n1,"a, ""b""\nand c"\r\n2,d\r\n')
    assert refused == []
    assert [(row.line, row.get("text")) for row in rows] == [(2, 'a, "b"\nand c'), (4, "d")]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2,too,many", "3 cells where the header has 2"),
        ("2", "1 cells where the header has 2"),
        ('2,"never closed', "never closed"),
        ('2,"closed" early', "never closed"),
    ],
)
def test_a_broken_row_names_its_line_and_stops_no_other(tmp_path: Path, row: str, words: str) -> None:
    rows, refused = read(tmp_path, f"id,text\n1,a\n{row}\n3,c\n")
    assert [row.get("id") for row in rows] == ["1", "3"]
    assert [(bad.line, words in str(bad.reason)) for bad in refused] == [(3, True)]


def test_a_missing_column_is_said_for_each_row(tmp_path: Path) -> None:
    rows, refused = read(tmp_path, "name,text\n1,a\n2,b\n")
    assert rows == []
    assert [bad.line for bad in refused] == [2, 3]


def test_an_empty_file_is_refused_whole(tmp_path: Path) -> None:
    rows, refused = read(tmp_path, "")
    assert (rows, len(refused), refused[0].line) == ([], 1, None)


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\u00a0=1",
    "ok\n=1+1",
    "＝1+1",
    "＠x",
    "＋1",
    "－1",
    "\u200b=1",
]


@pytest.mark.parametrize("cell", FORMULAS)
def test_h10_a_formula_becomes_text(cell: str) -> None:
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["plain", "a=1", "12-3", "x@y.example", "", "'quoted", "工单"])
def test_h10_other_text_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell


def test_h10_the_guard_can_be_left_off_on_purpose() -> None:
    assert b'"=1"' in write_csv(["a"], [["=1"]], guard=False)
    assert b'"\'=1"' in write_csv(["a"], [["=1"]])


@given(
    st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5)
)
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    data = write_csv(["a", "b"], rows, guard=False).decode("utf-8-sig")
    read_back = list(csv.reader(io.StringIO(data, newline="")))
    assert read_back == [["a", "b"], *rows]
