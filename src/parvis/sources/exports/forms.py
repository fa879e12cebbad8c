"""Answers of surveys and forms: Google, Microsoft, Typeform, LimeSurvey, SurveyMonkey.

What was asked is the head of a column, and no tool's own: the open question is found by what was
answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.normalise.rows import Habits
from parvis.sources.platform import Platform, mark

if TYPE_CHECKING:
    from collections.abc import Mapping


def _form(
    source: str,
    names: Mapping[str, tuple[str, ...]],
    *marks: frozenset[str],
    is_american: bool = False,
) -> Platform:
    habits = Habits(source=source, medium="survey", is_american=is_american)
    return Platform(habits=habits, names=names, marks=marks)


FORMS = (
    _form(
        "google_forms",
        {"published_at": ("Horodateur",), "author": ("Nom d'utilisateur", "Adresse e-mail")},
        mark("Horodateur"),
    ),
    _form(
        "microsoft_forms",
        {
            "id": ("ID",),
            "published_at": ("Completion time", "Heure de fin", "Start time"),
            "author": ("Name", "Nom", "Email", "Adresse de messagerie"),
        },
        mark("Start time", "Completion time"),
        mark("Heure de début", "Heure de fin"),
    ),
    _form(
        "typeform",
        {"published_at": ("Submit Date (UTC)", "Submitted At")},
        mark("Submit Date (UTC)"),
        mark("Submitted At", "Token"),
    ),
    _form(
        "limesurvey",
        {
            "id": ("id", "ID de la réponse", "Response ID"),
            "published_at": ("submitdate", "Date de soumission", "Date submitted"),
        },
        mark("submitdate", "startlanguage"),
        mark("Date de soumission", "Langue de départ"),
        mark("Date submitted", "Start language"),
    ),
    _form(
        "surveymonkey",
        {
            "id": ("Respondent ID",),
            "published_at": ("End Date", "Date de fin"),
            "author": ("Email Address",),
        },
        mark("Respondent ID", "Collector ID"),
        is_american=True,
    ),
)
