"""The gate inside the database: plain-SQL triggers that no service, import or other program gets past (SETTLED §9).

They refuse a ticket in *delegated* (and in what comes after it) without six current true verdicts and with a remark
that still blocks, and they clear the verdicts when anything that was judged changes. What a verdict says is decided
by gemba/rules and written by the services; a verdict for another revision than the current one is refused.
Only SQLite knows this dialect: nothing else in gemba may depend on how it is written.
"""

from __future__ import annotations

JUDGED_COLUMNS = (
    "title",
    "problem_where",
    "problem_expected",
    "problem_happened",
    "fix",
    "money_low",
    "money_likely",
    "money_high",
    "currency",
    "money_per",
    "arithmetic",
    "effort_low",
    "effort_likely",
    "effort_high",
    "owner",
    "owner_person_id",
    "owner_team",
    "approvals_asked",
    "seen_k",
    "looked_at_n",
    "frame",
    "frame_words",
    "missing_references",
    "experience_only",
)
JUDGED_PARTS = ("ticket_picture", "ticket_team", "ticket_approval", "ticket_observation", "cause")
GUARDED_STATES = ("delegated", "in_progress", "done", "verified")
REFUSAL = "gate: six current true verdicts and no blocking remark are needed"

_GUARDED = ", ".join(f"'{state}'" for state in GUARDED_STATES)
_BEGUN = "'in_progress', 'done', 'verified'"
_CRITERIA = "'picture', 'problem', 'fix', 'money', 'effort', 'owner'"


def _judge_again(where: str) -> str:
    return (
        f"UPDATE gate_revision SET revision = revision + 1, judged = 0 WHERE ticket_id {where}; "
        f"DELETE FROM verdict WHERE ticket_id {where};"
    )


def _passes(ticket: str) -> str:
    return (
        f"(SELECT count(*) FROM verdict v JOIN gate_revision g ON g.ticket_id = v.ticket_id"
        f" WHERE v.ticket_id = {ticket}.id AND v.ok = 1 AND v.revision = g.revision"
        f" AND v.criterion IN ({_CRITERIA})) = 6"
        f" AND NOT EXISTS (SELECT 1 FROM remark r"
        f" WHERE r.ticket_id = {ticket}.id AND r.blocks = 1 AND r.waved_off = '')"
    )


def _trigger(name: str, event: str, action: str, *, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return f"CREATE TRIGGER {name} {event}{condition} BEGIN {action} END"


def _refuse(words: str) -> str:
    return f"SELECT RAISE(ABORT, '{words}');"


def _on_ticket() -> list[str]:
    # A ticket that comes back by undo goes on counting: no verdict of its former life fits.
    begin = "INSERT OR IGNORE INTO gate_revision (ticket_id, revision) VALUES (NEW.id, 0);"
    begin = f"{begin} {_judge_again('= NEW.id')}"
    gone = f"{_judge_again('= OLD.id')} UPDATE gate_revision SET judged = 1 WHERE ticket_id = OLD.id;"
    judged = f"AFTER UPDATE OF {', '.join(JUDGED_COLUMNS)} ON ticket"
    enters = f"NEW.state IN ({_GUARDED}) AND OLD.state NOT IN ({_GUARDED}) AND NOT ({_passes('NEW')})"
    # From done back to delegated is a new hand-over: what was judged must still hold.
    returns = f"NEW.state = 'delegated' AND OLD.state IN ({_BEGUN}) AND NOT ({_passes('NEW')})"
    no_new_key = _refuse("gate: the key of a ticket never changes")
    return [
        _trigger("gate_ticket_added", "AFTER INSERT ON ticket", begin),
        _trigger("gate_ticket_changed", judged, _judge_again("= NEW.id")),
        _trigger("gate_ticket_deleted", "AFTER DELETE ON ticket", gone),
        _trigger("gate_ticket_key", "BEFORE UPDATE OF id ON ticket", no_new_key, when="NEW.id IS NOT OLD.id"),
        _trigger("gate_no_start", "BEFORE INSERT ON ticket", _refuse(REFUSAL), when=f"NEW.state IN ({_GUARDED})"),
        _trigger("gate_no_pass", "BEFORE UPDATE OF state ON ticket", _refuse(REFUSAL), when=enters),
        _trigger("gate_no_return", "BEFORE UPDATE OF state ON ticket", _refuse(REFUSAL), when=returns),
    ]


def _on_rows(table: str, *, added: str, changed: str, deleted: str, of: str = "") -> list[str]:
    """Return the three triggers of a table whose rows are judged."""
    columns = f" OF {of}" if of else ""
    return [
        _trigger(f"gate_{table}_added", f"AFTER INSERT ON {table}", added),
        _trigger(f"gate_{table}_changed", f"AFTER UPDATE{columns} ON {table}", changed),
        _trigger(f"gate_{table}_deleted", f"AFTER DELETE ON {table}", deleted),
    ]


def _on_parts() -> list[str]:
    new, old = _judge_again("= NEW.ticket_id"), _judge_again("= OLD.ticket_id")
    both = _judge_again("IN (OLD.ticket_id, NEW.ticket_id)")
    return [statement for table in JUDGED_PARTS for statement in _on_rows(table, added=new, changed=both, deleted=old)]


def _on_pictures() -> list[str]:
    def linked(capture: str) -> str:
        return _judge_again(f"IN (SELECT ticket_id FROM ticket_picture WHERE capture_id = {capture})")

    new, old = linked("NEW.capture_id"), linked("OLD.capture_id")
    out = _on_rows(
        "capture", added=linked("NEW.id"), changed=linked("NEW.id"), deleted=linked("OLD.id"), of="state, blank"
    )
    for table in ("annotation", "proposal"):
        out += _on_rows(table, added=new, changed=f"{new} {old}", deleted=old)
    return out


def _on_verdicts() -> list[str]:
    stale = "NEW.revision IS NOT (SELECT revision FROM gate_revision WHERE ticket_id = NEW.ticket_id)"
    refuse = _refuse("gate: a verdict for another revision of the ticket")
    return [
        _trigger("gate_verdict_added", "BEFORE INSERT ON verdict", refuse, when=stale),
        _trigger("gate_verdict_changed", "BEFORE UPDATE ON verdict", refuse, when=stale),
    ]


def _on_renderings() -> list[str]:
    """Return triggers that throw away what was made from a picture when it is no longer true (SETTLED §1)."""

    def forget(what: str) -> str:
        return f"DELETE FROM rendering WHERE {what};"

    unseen = (
        "NEW.product IN ('base', 'flat')"
        " AND NOT EXISTS (SELECT 1 FROM capture WHERE id = NEW.capture_id AND state = 'reviewed')"
    )
    renditions = "capture_id = NEW.id AND product IN ('base', 'flat')"
    marks = "capture_id IN (OLD.capture_id, NEW.capture_id)"
    refuse = _refuse("only a reviewed picture has a rendition")
    return [
        _trigger("rendering_reviewed", "BEFORE INSERT ON rendering", refuse, when=unseen),
        _trigger("rendering_marks_added", "AFTER INSERT ON annotation", forget("capture_id = NEW.capture_id")),
        _trigger("rendering_marks_changed", "AFTER UPDATE ON annotation", forget(marks)),
        _trigger("rendering_marks_deleted", "AFTER DELETE ON annotation", forget("capture_id = OLD.capture_id")),
        _trigger("rendering_review_changed", "AFTER UPDATE OF state ON capture", forget(renditions)),
        _trigger("rendering_capture_deleted", "AFTER DELETE ON capture", forget("capture_id = OLD.id")),
    ]


def trigger_statements() -> list[str]:
    """Return every CREATE TRIGGER statement, in a fixed order."""
    return [*_on_ticket(), *_on_parts(), *_on_pictures(), *_on_verdicts(), *_on_renderings()]
