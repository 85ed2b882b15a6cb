"""Commands of reviews: send pictures to a reviewer, look into such a file, bring it home.

Must not know how a bundle is built.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from gemba.cli.call import DONE, Call
from gemba.cli.commands import Commands
from gemba.errors import UserError
from gemba.message import N_, Message, say

if TYPE_CHECKING:
    from gemba.services.reviews.elsewhere import Review
    from gemba.services.reviews.sending import MergePreview


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    group = commands.group("reviewer", N_("Send pictures to a reviewer elsewhere, and bring home what comes back."))
    parser = group.add("export", N_("Write reviewed pictures into one file for a reviewer who has no library."), _send)
    parser.add_argument("to", metavar="FILE", type=Path, help="ends in .gemba-review")
    parser.add_argument("captures", nargs="*", metavar="PICTURE", help="T1/03 or an id")
    parser.add_argument("--session", metavar="S", help="all pictures of this visit")
    parser.add_argument("--question", metavar="TEXT", default="", help="what you ask the reviewer")
    parser.add_argument(
        "--leave-out-unreviewed", action="store_true", help="send the reviewed ones though others are not reviewed"
    )
    parser = group.add("open", N_("Open a review file in a window; needs no library."), _open)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument(
        "--as", dest="author", metavar="ROLE", default="", help="your role, which stands beside what you say"
    )
    parser = group.add("show", N_("Say what is in a review file; needs no library."), _show, data=True)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser = group.add("merge", N_("Bring a review home in one step that undo takes back."), _merge, data=True)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--preview", action="store_true", help="only say what it would add")


def _send(call: Call) -> int:
    if bool(call.args.captures) == bool(call.args.session):
        raise UserError(
            say("Name pictures, or a visit with --session."), mend=say("“gemba captures” lists the pictures.")
        )
    done = call.app(writes=True).reviews.export(
        call.args.to,
        call.args.captures,
        session=call.args.session,
        question=call.args.question,
        accept_unreviewed=call.args.leave_out_unreviewed,
        progress=call.progress(say("Preparing pictures")),
    )
    call.say(say("{file}: {n} pictures, redacted and masked.", file=str(done.path), n=done.pictures))
    if done.left_out:
        call.say(say("Left out because nobody has reviewed them: {names}.", names=", ".join(done.left_out)))
    return DONE


def _open(call: Call) -> int:
    from gemba.cli.gui import open_review

    return open_review(call)


def _show(call: Call) -> int:
    from gemba.services.reviews.elsewhere import Review

    with Review.open(call.args.file) as review:
        return call.answer(_told(review), lambda: _print(call, review))


def _told(review: Review) -> dict[str, object]:
    """Return what is in a review, for other programs."""
    pictures = []
    for one in review.pictures():
        comments = [
            {
                "id": row.id,
                "parent": row.parent_id,
                "author": row.author,
                "text": row.text,
                "region_px": row.region_px,
                "resolved": row.resolved,
                "at": row.at.iso(),
            }
            for row in review.comments(one.id)
        ]
        marks = [{**row.mark.to_json(), "id": row.item} for row in review.marks(one.id)]
        told = {"id": one.id, "name": one.name, "caption": one.caption, "width": one.width, "height": one.height}
        pictures.append({**told, "questions": list(one.questions), "marks_added": marks, "comments": comments})
    return {"title": review.title, "question": review.question, "pictures": pictures, "unsaved": review.is_unsaved}


def _print(call: Call, review: Review) -> None:
    for line in (review.title, review.question):
        if line:
            call.terminal.say(line)
    for one in review.pictures():
        call.terminal.say()
        call.terminal.say(f"{one.name}  {one.width}×{one.height}  {one.caption}".rstrip())
        for question in one.questions:
            call.terminal.say(f"  ? {question}")
        for row in review.comments(one.id):
            call.terminal.say(f"  {'  ' if row.parent_id else ''}{row.author}: {row.text}")
        marks = review.marks(one.id)
        if marks:
            call.say(say("  marks added by reviewers: {n}", n=len(marks)))
    if review.is_unsaved:
        call.terminal.say()
        call.say(say("Some of this was written on this machine and is not saved into the file yet."))


def _merge(call: Call) -> int:
    reviews = call.app(writes=True).reviews
    found = reviews.preview(call.args.file) if call.args.preview else reviews.merge(call.args.file)
    return call.answer(asdict(found), lambda: call.say(adds(found)))


def adds(found: MergePreview) -> Message:
    """Return what a review brings, in one sentence."""
    if found.is_nothing:
        return say("Everything in this review is here already.")
    return say(
        "Adds {comments} comments, {marks} marks and {covers} covers, changes {changed}, takes away {removed};"
        " {conflicts} conflicts, in which both states stay. Pictures that are not here any more: {missing}.",
        comments=found.comments,
        marks=found.marks,
        covers=found.covers,
        changed=found.changed,
        removed=found.removed,
        conflicts=found.conflicts,
        missing=found.missing_pictures,
    )
