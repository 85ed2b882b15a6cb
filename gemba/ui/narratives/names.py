"""What templates and languages are called on the screen. Must not know what they hold."""

from __future__ import annotations

from gemba.message import N_

TEMPLATE_NAMES = {
    "six-page": N_("Six pages"),
    "three-page": N_("Three pages"),
    "pr-faq": N_("Press release and questions"),
    "problem-list": N_("Problem list"),
    "a3": N_("A3"),
}
TEMPLATE_SENTENCES = {
    "six-page": N_("For an hour: what was seen, what it costs, what is proposed, what is to be decided."),
    "three-page": N_("For half an hour: the same argument, shorter."),
    "pr-faq": N_("The news as if it were done, then the questions it has to answer."),
    "problem-list": N_("What is new, still open, solved, and waiting for whom."),
    "a3": N_("One sheet: the problem, its cause, the countermeasure, the follow-up."),
}
