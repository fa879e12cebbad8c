"""One thing of each kind that addresses name, each of which belongs to the hotel in Lyon."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from parvis.hub.accounts.models import Account
from parvis.hub.alerts.models import Alert, Hook, Report
from parvis.hub.coding.books import starter
from parvis.hub.coding.models import Codebook, Coder, Drawn, Sample
from parvis.hub.common.acts import Act
from parvis.hub.explore.models import Note, View
from parvis.hub.listening.models import Import, Perimeter, Source, Trial
from parvis.hub.objectives.models import Entry, Kpi, Measure, Objective
from parvis.hub.organisation import services
from parvis.hub.organisation.keys import make_key
from parvis.hub.organisation.models import Upload
from parvis.hub.organisation.services.roles import given
from parvis.hub.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from parvis.hub.organisation.models import Grant


def _grant(org: Any) -> Grant:
    known = Person.objects.filter(email="thing@example.org").first()
    person = known or Person.objects.create_user("thing@example.org", None, name="Thing")
    return given(None, person, org.lyon, "reader")


def _objective(org: Any) -> Objective:
    return Objective.objects.create(
        unit=org.lyon, statement="Answer within the hour", family="care",
        owner=org.person("owner", "group"), why="They ask", begins_on=dt.date(2026, 1, 1),
    )  # fmt: skip


def _key(org: Any) -> Any:
    return make_key(org.actor("owner", "group"), org.lyon, name="Key", acts=[Act.SEE])[0]


def _sample(org: Any) -> Sample:
    book = Codebook.objects.create(unit=org.lyon, name="Book", criteria=[starter()])
    day = dt.date(2026, 6, 1)
    made = Sample.objects.create(
        unit=org.lyon, codebook=book, criteria=book.criteria, perimeters={}, zone="UTC", seed=1,
        since=day, until=day, population=1, arrival=1,
        perimeter=Perimeter.objects.create(unit=org.lyon, name="Us", query="volcan"),
    )  # fmt: skip
    Drawn.objects.create(sample=made, place=1, mention="x:1", inclusion=1.0)
    Coder.objects.create(sample=made, person=org.person("owner", "group"), letter="A")
    return made


def _watched(org: Any) -> dict[str, Any]:
    """What a view of the hotel is made of, that comes again."""
    heard = Perimeter.objects.create(unit=org.lyon, name="Us", query="volcan")
    return {"unit": org.lyon, "by": org.person("owner", "group"), "perimeter": heard}


MAKERS: dict[str, Callable[[Any], Any]] = {
    "unit": lambda org: org.lyon,
    "grant": _grant,
    "invitation": lambda org: services.invite(
        org.actor("owner", "group"), org.lyon, email="new@example.org", role="reader"
    )[0],
    "group_role": lambda org: services.map_group(
        org.actor("owner", "group"), org.lyon, group="care", role="agent"
    ),
    "upload": lambda org: Upload.objects.create(
        unit=org.lyon, by=org.person("owner", "group"), name="f.csv", text="code,name\na,A\n"
    ),
    "api_key": _key,
    "objective": _objective,
    "perimeter": lambda org: Perimeter.objects.create(unit=org.lyon, name="Us", query="volcan"),
    "codebook": lambda org: Codebook.objects.create(
        unit=org.lyon, name="Book", criteria=[starter()]
    ),
    "sample": _sample,
    "source": lambda org: Source.objects.create(unit=org.lyon, name="Feed", kind="feed"),
    "file": lambda org: Import.objects.create(
        unit=org.lyon,
        by=org.person("owner", "group"),
        name="posts.csv",
        size=9,
        state="shown",
        folder="none",
        told={"fault": "", "readable": 1, "read": 1, "columns": [["Texte", "Merci"]]},
    ),
    "trial": lambda org: Trial.objects.create(
        unit=org.lyon, by=org.person("owner", "group"), kind="feed", settings={"url": "x"}
    ),
    "view": lambda org: View.objects.create(
        perimeter=Perimeter.objects.create(unit=org.lyon, name="Us", query="volcan"), name="View"
    ),
    "note": lambda org: Note.objects.create(
        perimeter=Perimeter.objects.create(unit=org.lyon, name="Us", query="volcan"),
        day=dt.date(2026, 6, 1),
        text="Strike",
    ),
    "account": lambda org: Account.objects.create(
        unit=org.lyon, network="mastodon", handle="@thing"
    ),
    "kpi": lambda org: Kpi.objects.create(
        objective=_objective(org),
        name="Answered",
        formula="answered_in_time / asked",
        measured_in="%",
        level="output",
    ),
    "alert": lambda org: Alert.objects.create(
        **_watched(org),
        name="Loud",
        figure="mentions",
        condition="above",
        level=10.0,
        look_at=timezone.now(),
    ),
    "hook": lambda org: Hook.objects.create(
        unit=org.lyon,
        by=org.person("owner", "group"),
        name="Desk",
        url="https://a.example/in",
        upto=0,
    ),
    "report": lambda org: Report.objects.create(
        **_watched(org), name="Week", every="week", next_at=timezone.now()
    ),
    "measure": lambda org: Measure.objects.create(
        unit=org.lyon, name="towels", measured_in="towels", words="Towels"
    ),
    "entry": lambda org: Entry.objects.create(
        unit=org.lyon, measure="asked", period=dt.date(2026, 6, 1), value=3.0
    ),
}
