"""A lake in which some things were said lately."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from django.utils import timezone

from parvis.hub.editor.recent import forget
from parvis.hub.listening.models import Perimeter
from parvis.store import create_lake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def ours(org) -> Perimeter:
    return Perimeter.objects.create(unit=org.volcan, name="Volcan", query="volcan")


@pytest.fixture
def said(tmp_path, settings) -> Callable[..., Any]:
    """Takes texts into a lake, a minute apart until now, and returns it."""
    settings.LAKE = tmp_path / "lake"

    def take(texts: Iterable[str], days_ago: int = 0, **columns: Any) -> Any:
        texts, now = list(texts), timezone.now() - dt.timedelta(days=days_ago)
        told = pl.DataFrame(
            {
                "id": [f"x:{days_ago}:{number}" for number in range(len(texts))],
                "text": texts,
                "author": [f"someone{number}" for number in range(len(texts))],
                "published_at": [now - dt.timedelta(minutes=n) for n in range(len(texts))],
            },
            schema_overrides={"text": pl.String, "author": pl.String},
        ).with_columns(
            **{name: pl.lit(value) for name, value in
               {"source": "x", "medium": "micro-blog", "kind": "post", **columns}.items()}
        )  # fmt: skip
        lake = create_lake(settings.LAKE)
        with lake.writing("a test") as writer:
            writer.append("mentions", told)
        forget()
        return lake

    return take
