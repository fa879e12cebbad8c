"""Files imported by the API: given, seen, corrected, taken."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.http.response import HttpResponseBase
from ninja import File, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.interface.asked import Name, chosen, text
from parvis.hub.interface.rules import Endpoints
from parvis.hub.listening.importing import services
from parvis.hub.listening.importing.letters import as_answer
from parvis.hub.listening.models import Import
from parvis.hub.objectives.public import choosable
from parvis.hub.organisation.public import Unit

endpoints = Endpoints("listening")

Column = Annotated[str, text(1_000)]
Content = Annotated[UploadedFile, File(description="CSV, Excel, JSON, Parquet; gzip, ZIP")]


class SeenOut(Schema):
    """What is in a file, read as it would be taken."""

    fault: str = Field(description="Why it cannot be taken; empty where it can")
    columns: list[tuple[str, str]] = Field([], description="Of a table, with something in each")
    mapped: dict[str, str] = Field({}, description="Column of a mention: column of the file")
    unused: list[str] = Field([], description="Columns that nothing is read from")
    platform: str = ""
    format: str = ""
    encoding: str | None = None
    delimiter: str | None = None
    notes: list[str] = Field([], description="On how it was read")
    read: int = Field(0, description="Rows: those that can be read, and those rejected")
    readable: int = 0
    rejected: int = 0
    twice: int = Field(0, description="Rows that stand twice in it")
    undated: int = 0
    first: dt.datetime | None = None
    last: dt.datetime | None = None
    rows: list[dict[str, Any]] = Field([], description="The first, as they will be read")


class CameOut(Schema):
    """What became of its rows: `read` is all the others together."""

    read: int
    new: int
    edits: int = Field(description="Kept as a new wording of what is held")
    twice: int = Field(description="Held already")
    rejected: int
    unread: int = Field(description="Not taken, since its source was retired before")
    days: list[tuple[dt.date, int]] = Field(description="Kept, by day of publication in UTC")
    undated: int


class FileOut(Schema):
    """A file that is imported."""

    id: int
    unit_id: int
    name: str
    size: int = Field(description="Bytes")
    state: Literal["looking", "shown", "faulty", "taking", "done"]
    wish: dict[str, Any]
    seen: SeenOut | None = Field(description="null while it is looked at: ask again")
    came: CameOut | None = Field(description="null until it is in the lake")
    source_id: int | None


class FileChange(Schema):
    """What is said of a file; what is left out is as the file shows."""

    columns: dict[Column, Column] = Field({}, description="Mapped to nothing: read from nowhere")
    platform: Column | None = None
    medium: Column | None = None
    timezone: Column | None = Field(None, description="Of times that name none, as Europe/Paris")
    day_first: bool | None = None


class TakeIn(Schema):
    name: Name = Field(description="Of the source that it becomes")
    objective_id: int | None = None


@endpoints.post("/units/{int:unit}/files", Act.LISTEN, FileOut, 202)
def offer_file(request: Asked, unit: Unit, content: Content) -> Status[dict[str, Any]]:
    """Give a file of at most 100 MB; what is in it is at `GET /files/{id}` within seconds.

    Nothing of it is kept before it is taken, and it is forgotten after a day.
    """
    return Status(202, _told(services.offer(request.actor, unit, content)))


@endpoints.get("/files/{int:file}", Act.LISTEN, FileOut)
def file(request: Asked, file: Import) -> dict[str, Any]:
    """Say what is in a file, and what became of it."""
    return _told(file)


@endpoints.patch("/files/{int:file}", Act.LISTEN, FileOut)
def correct_file(request: Asked, file: Import, body: FileChange) -> dict[str, Any]:
    """Have a file be read otherwise, and seen again. Refused (422, `taken`) once it is taken."""
    return _told(services.correct(request.actor, file, body.dict()))


@endpoints.post("/files/{int:file}/take", Act.LISTEN, FileOut)
def take_file(request: Asked, file: Import, body: TakeIn) -> dict[str, Any]:
    """Have a file be taken into the lake, as a source of its own, for an objective.

    Refused (422) where nothing in it can be read (`nothing`), and as the gate refuses.
    """
    objective = chosen(choosable(file.unit), body.objective_id, "objective_id")
    services.take(request.actor, file, name=body.name, objective=objective)
    return _told(file)


@endpoints.file("/files/{int:file}/rejected", Act.LISTEN, ["text/csv"])
def rejected(request: Asked, file: Import) -> HttpResponseBase:
    """Give the rows that could not be read, with their line and why."""
    return as_answer(file)


@endpoints.delete("/files/{int:file}", Act.LISTEN, None, 204)
def drop_file(request: Asked, file: Import) -> Status[None]:
    """Discard a file. Refused (422, `taken`) once it is taken."""
    services.drop(request.actor, file)
    return Status(204, None)


def _told(one: Import) -> dict[str, Any]:
    names = ("id", "unit_id", "name", "size", "state", "wish", "came", "source_id")
    seen = one.told if one.told and one.state != "looking" else None
    return {name: getattr(one, name) for name in names} | {"seen": seen}
