"""Sources by their API: where is listened, with what settings, and how that does."""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Schema, Status
from pydantic import Field

from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface import answers as said
from parvis.hub.interface.asked import Name, chosen, text
from parvis.hub.interface.figures import Figure, counted
from parvis.hub.interface.rules import Endpoints
from parvis.hub.listening import checking, keeping, selectors, services
from parvis.hub.listening.endpoints.perimeters import ForIn, HeardOut
from parvis.hub.listening.models import Doing, Source
from parvis.hub.listening.words import KINDS
from parvis.hub.objectives.public import choosable
from parvis.hub.organisation.public import Unit

endpoints = Endpoints("listening")

Standing = Literal["", "starting", "reading", "held up", "waiting", "failing", "stopped"]
Kind = Annotated[str, text(32, least=1)]
Secret = Annotated[str, text(20_000, least=1)]


class DoingOut(Schema):
    """How a source does, as the listener last told; counts are since it was activated."""

    told_at: dt.datetime
    standing: Standing
    fault: str = Field(description="Why it gives nothing; empty where it does")
    gap: str = Field(description="Why something is thought to be missing; empty where nothing is")
    rate: Figure
    new: Figure
    edits: Figure
    repeats: Figure = Field(description="Held already")
    unmatched: Figure = Field(description="Found by no query")
    rejected: Figure = Field(description="Could not be read")
    removed: Figure = Field(description="Taken down where they were")
    last_answer: dt.datetime | None
    last_mention: dt.datetime | None
    next_visit: dt.datetime | None


class KeyOut(Schema):
    """What is to be known of a key. The key itself is never told."""

    since: dt.datetime | None = Field(description="null where none of this name is kept here")
    expires: dt.date | None


class SourceOut(HeardOut):
    """Where is listened."""

    kind: str
    settings: dict[str, Any]
    key: KeyOut | None = Field(description="null where it is asked without one")
    doing: DoingOut | None = Field(description="null until it is listened to")


class SourceIn(Schema):
    name: Name
    kind: Kind = Field(description="One of GET /source-kinds")
    settings: dict[str, Any] = Field(description="As the example of its kind has them")


class SourceChange(Schema):
    name: Name | None = None
    settings: dict[str, Any] | None = Field(None, description="All of them: they replace the old")


class KeyIn(Schema):
    secret: Secret = Field(description="The password, token or `id:secret` of the source")
    expires: dt.date | None = Field(None, description="The last day on which it is valid")


class KindOut(Schema):
    kind: str
    words: str
    example: str = Field(description="Its settings as a listen file has them; optional behind #")


class ListeningOut(Schema):
    """How listening does as a whole."""

    active: Figure
    faulty: Figure
    rate: Figure
    last_mention: dt.datetime | None
    is_heard: bool = Field(description="Whether the listener told of itself lately")
    is_behind: bool = Field(description="Whether it does not go yet by what was changed last")
    has_perimeter: bool = Field(description="Whether anything is listened for, anywhere")
    fault: str
    doing: str


@endpoints.get("/listening", Act.SEE, ListeningOut)
def listening(request: Asked) -> dict[str, Any]:
    """Say how listening does as a whole, as far as I may see it."""
    whole = selectors.whole(request.rights)
    names = ("is_heard", "is_behind", "has_perimeter", "fault", "doing")
    told = {name: getattr(whole, name) for name in names} | {"last_mention": whole.last}
    told |= {"active": counted(whole.active, "sources"), "faulty": counted(whole.faulty, "sources")}
    return told | {"rate": counted(whole.per_hour, "mentions/hour")}


@endpoints.get("/source-kinds", Act.LISTEN, list[KindOut])
def source_kinds(request: Asked) -> list[dict[str, str]]:
    """List the kinds of sources there are, with what may be said of each."""
    return [
        {"kind": kind, "words": str(words), "example": checking.example(kind)}
        for kind, words in KINDS.items()
    ]


@endpoints.get("/sources", Act.SEE, said.Page[SourceOut])
def sources(request: Asked, page: said.AskedPage) -> dict[str, Any]:
    """List the sources of the units that I may see, and how each does."""
    found = selectors.visible(Source.objects.select_related("doing"), request.rights)
    return said.paged(found, page, lambda rows: [_told(one) for one in rows])


@endpoints.post("/units/{int:unit}/sources", Act.LISTEN, SourceOut, 201)
def add_source(request: Asked, unit: Unit, body: SourceIn) -> Status[dict[str, Any]]:
    """Add a source to a unit; nothing is fetched from it until it is activated.

    Refused (422, `settings`) where its connector does not take them. What touches the machine of
    the hub, or a key kept in it, is for owners of the organisation (403).
    """
    return Status(201, _told(services.add_source(request.actor, unit, **body.dict())))


@endpoints.get("/sources/{int:source}", Act.SEE, SourceOut)
def source(request: Asked, source: Source) -> dict[str, Any]:
    """Return a source: its settings, and how it does."""
    return _told(source)


@endpoints.patch("/sources/{int:source}", Act.LISTEN, SourceOut)
def change_source(request: Asked, source: Source, body: SourceChange) -> dict[str, Any]:
    """Change a source; what was fetched stays, and it goes on where it was."""
    told: dict[str, Any] = {"name": source.name, "settings": source.settings}
    told |= body.dict(exclude_unset=True, exclude_none=True)
    return _told(services.change_source(request.actor, source, **told))


@endpoints.put("/sources/{int:source}/key", Act.LISTEN, SourceOut)
def keep_key(request: Asked, source: Source, body: KeyIn) -> dict[str, Any]:
    """Give a source the key it is asked with; it is sealed, and never told again.

    For owners of the organisation. Another one replaces it.
    """
    return _told(services.keep_key(request.actor, source, **body.dict()))


@endpoints.post("/sources/{int:source}/activate", Act.LISTEN, SourceOut)
def activate_source(request: Asked, source: Source, body: ForIn) -> dict[str, Any]:
    """Have a source be listened to, for an objective; the listener takes it up within seconds.

    Refused (422) as the gate refuses: `no_objective`, `draft`, `closed`, `past`, `active`.
    """
    objective = chosen(choosable(source.unit), body.objective_id, "objective_id")
    services.activate(request.actor, source, objective)
    return _told(source)


@endpoints.post("/sources/{int:source}/retire", Act.LISTEN, SourceOut)
def retire_source(request: Asked, source: Source) -> dict[str, Any]:
    """Have it be listened to no more; what it gave stays, and it may be activated again."""
    services.retire(request.actor, source)
    return _told(source)


def _told(source: Source) -> dict[str, Any]:
    names = (*HeardOut.model_fields, "kind", "settings")
    told = {name: getattr(source, name) for name in names}
    doing: Doing | None = getattr(source, "doing", None)
    return told | {"key": _key(source), "doing": _doing(doing) if doing else None}


def _key(source: Source) -> dict[str, Any] | None:
    kept = keeping.kept(source)
    return {"since": kept.since, "expires": kept.expires} if kept else None


def _doing(doing: Doing) -> dict[str, Any]:
    counts = ("new", "edits", "repeats", "unmatched", "rejected", "removed")
    told: dict[str, Any] = {name: counted(getattr(doing, name), "mentions") for name in counts}
    names = ("told_at", "standing", "fault", "last_mention", "next_visit")
    told |= {name: getattr(doing, name) for name in names}
    told |= {"gap": doing.silent, "last_answer": doing.last_success}
    return told | {"rate": counted(doing.per_hour, "mentions/hour")}
