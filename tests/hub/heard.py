"""Takes mentions into the lake of a test, as the listener would."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import polars as pl
from django.conf import settings
from django.utils import timezone

from parvis import enrich
from parvis.filter import detect_language
from parvis.hub.explore.frames import OF
from parvis.store import create_lake

if TYPE_CHECKING:
    import datetime as dt

    from parvis.hub.listening.models import Perimeter


class Said(NamedTuple):
    """A mention: its id, what it says, when, and the perimeters that it matches."""

    id: str
    text: str
    at: dt.datetime
    of: tuple[Perimeter, ...]


def hear(said: list[Said], **others: list[str | None]) -> None:
    """Take mentions into the lake, with what is read in them and the marks of their perimeters.

    Other columns are as they are said by name, a value a mention.
    """
    told = pl.DataFrame(
        {
            "id": [one.id for one in said],
            "text": [one.text for one in said],
            "author": [f"someone{number}" for number in range(len(said))],
            "source": "x",
            "medium": "micro-blog",
            "kind": "post",
            "published_at": [one.at for one in said],
            "brands": [[each.key for each in one.of] for one in said],
            **others,
        },
        schema_overrides={"brands": pl.List(pl.String)},
    )
    names = {each.key: [each.name] for one in said for each in one.of}
    read = enrich.read(detect_language(told), tier="fast")
    read = enrich.read_towards(read, names, about="brands", tier="fast")
    marks = told.select(
        mention="id", perimeter=pl.lit(OF), version=pl.lit("1"), query="brands", matches=True
    ).explode("query")
    with create_lake(settings.LAKE).writing("a test") as writer, writer.together():
        writer.append("mentions", told.drop("brands"))
        writer.append("readings", _readings(read))
        writer.append("marks", marks)


def _readings(read: pl.DataFrame) -> pl.DataFrame:
    kept = ("language", "language_p", "tonality", "tonality_p", "is_unsure", "towards",
            "interaction", "interaction_p", "tier", "model_version")  # fmt: skip
    return read.select(*kept, mention="id", read_at=pl.lit(timezone.now()))
