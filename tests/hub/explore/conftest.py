"""A lake in which two perimeters were heard: one of Volcan, one of Orage."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import polars as pl
import pytest
from django.core.cache import caches
from django.utils import timezone

from parvis import enrich
from parvis.filter import detect_language
from parvis.hub.explore.frames import OF
from parvis.hub.listening.models import Perimeter
from parvis.store import create_lake

if TYPE_CHECKING:
    from collections.abc import Callable

Heard = tuple[str, tuple[Perimeter, ...]]


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    caches["figures"].clear()


@pytest.fixture
def ours(org):
    return Perimeter.objects.create(unit=org.volcan, name="Volcan", query="volcan")


@pytest.fixture
def theirs(org):
    return Perimeter.objects.create(unit=org.orage, name="Orage", query="orage")


@pytest.fixture
def heard(tmp_path, settings) -> Callable[[list[Heard]], None]:
    """Takes texts and the perimeters that each matches into a lake, an hour apart until now."""
    settings.LAKE = tmp_path / "lake"

    def take(said: list[Heard]) -> None:
        hour = dt.timedelta(hours=1)
        told = pl.DataFrame(
            {
                "id": [f"x:{number}" for number in range(len(said))],
                "text": [text for text, _of in said],
                "author": [f"someone{number}" for number in range(len(said))],
                "source": "x",
                "medium": "micro-blog",
                "kind": "post",
                "published_at": [timezone.now() - hour * number for number in range(len(said))],
                "brands": [[one.key for one in of] for _text, of in said],
            },
            schema_overrides={"brands": pl.List(pl.String)},
        )
        names = {one.key: [one.name] for _text, of in said for one in of}
        read = enrich.read(detect_language(told), tier="fast")
        read = enrich.read_towards(read, names, about="brands", tier="fast")
        marks = told.select(
            mention="id", perimeter=pl.lit(OF), version=pl.lit("1"), query="brands", matches=True
        ).explode("query")
        with create_lake(settings.LAKE).writing("a test") as writer:
            writer.append("mentions", told.drop("brands"))
            writer.append("readings", _readings(read))
            writer.append("marks", marks)

    return take


def _readings(read: pl.DataFrame) -> pl.DataFrame:
    kept = ("language", "language_p", "tonality", "tonality_p", "is_unsure", "towards",
            "interaction", "interaction_p", "tier", "model_version")  # fmt: skip
    return read.select(*kept, mention="id", read_at=pl.lit(timezone.now()))
