"""`gemba reviewer`: a selection goes out, is looked into without a library, and comes home once."""

from __future__ import annotations

from pathlib import Path

from gemba.model.annotation import Mark, MarkKind
from gemba.services.reviews.elsewhere import Review
from tests.unit.cli.conftest import Run


def test_out_and_home_again(run: Run, demo_copy: Path, tmp_path: Path) -> None:
    reviewed = [row["id"] for row in run("captures", "--json", library=demo_copy).json() if row["state"] == "reviewed"]
    target = tmp_path / "some.gemba-review"
    out = run("reviewer", "export", target, *reviewed[:3], "--question", "What did we miss?", library=demo_copy)
    assert out.code == 0 and "3 pictures" in " ".join(out.out.split())
    assert run("reviewer", "export", target, library=demo_copy).code == 1

    shown = run("reviewer", "show", target, "--json").json()
    assert (len(shown["pictures"]), shown["question"]) == (3, "What did we miss?")
    with Review.open(target, author="team lead") as review:
        review.comment(reviewed[0], "Nobody reads it")
        review.add_mark(reviewed[1], Mark("", MarkKind.BOX, ((5, 5), (50, 50))))
        review.save()
    assert "team lead: Nobody reads it" in run("reviewer", "show", target).out

    wanted = {"comments": 1, "marks": 1, "covers": 0, "changed": 0, "removed": 0, "conflicts": 0, "missing_pictures": 0}
    for arguments in (("--preview",), (), ("--preview",)):
        told = run("reviewer", "merge", target, *arguments, "--json", library=demo_copy).json()
        assert told == wanted
        wanted = dict.fromkeys(wanted, 0) if not arguments else wanted
    assert "here already" in " ".join(run("reviewer", "merge", target, library=demo_copy).out.split())


def test_what_is_no_review_is_refused_with_a_sentence(run: Run, demo_copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.gemba-review"
    path.write_bytes(b"PK hello")
    for arguments in (("show", path), ("merge", path), ("show", tmp_path / "none.gemba-review")):
        done = run("reviewer", *arguments, library=demo_copy)
        assert done.code == 1 and done.err.count("\n") == 1, done.err
