"""Every entity in one place: ``from gemba.model.entities import Ticket``.

Loading this loads sqlalchemy.orm (about half a second): lists are read through gemba/model/queries, which does
not. Cords and meetings will stand beside these as cord.py and so on.
"""

from __future__ import annotations

from gemba.model.entities.base import Entity
from gemba.model.entities.contact import ChatMessage, Contact, Customer, Participant, PlanSlot
from gemba.model.entities.paper import Decision, ImportRow, Narrative, NarrativeVersion, Question, Setting
from gemba.model.entities.picture import Capture, CaptureAnnotation, ObservationCapture, Proposal
from gemba.model.entities.review import Comment, ReviewVersion
from gemba.model.entities.ticket import (
    Cause,
    Remark,
    Ticket,
    TicketApproval,
    TicketObservation,
    TicketPair,
    TicketPicture,
    TicketStage,
    TicketTeam,
)
from gemba.model.entities.visit import (
    Artifact,
    Department,
    GembaSession,
    HandOffStep,
    Observation,
    ObservationTag,
    Person,
    Problem,
    Promise,
    Role,
    Round,
    SessionPerson,
    Sighting,
    Tag,
    Team,
)

__all__ = [
    "Artifact",
    "Capture",
    "CaptureAnnotation",
    "Cause",
    "ChatMessage",
    "Comment",
    "Contact",
    "Customer",
    "Decision",
    "Department",
    "Entity",
    "GembaSession",
    "HandOffStep",
    "ImportRow",
    "Narrative",
    "NarrativeVersion",
    "Observation",
    "ObservationCapture",
    "ObservationTag",
    "Participant",
    "Person",
    "PlanSlot",
    "Problem",
    "Promise",
    "Proposal",
    "Question",
    "Remark",
    "ReviewVersion",
    "Role",
    "Round",
    "SessionPerson",
    "Setting",
    "Sighting",
    "Tag",
    "Team",
    "Ticket",
    "TicketApproval",
    "TicketObservation",
    "TicketPair",
    "TicketPicture",
    "TicketStage",
    "TicketTeam",
]
