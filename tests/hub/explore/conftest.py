"""A lake in which two perimeters were heard: one of Volcan, one of Orage."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches
from django.utils import timezone

from parvis.hub.listening.models import Perimeter
from tests.hub.heard import Said, hear

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
def heard(tmp_path, settings) -> Callable[..., None]:
    """Takes texts and the perimeters that each matches into a lake, an hour apart until now.

    Other columns are as they are said by name, a value a text.
    """
    settings.LAKE = tmp_path / "lake"

    def take(said: list[Heard], **others: list[str | None]) -> None:
        hour, now = dt.timedelta(hours=1), timezone.now()
        told = [Said(f"x:{n}", text, now - hour * n, of) for n, (text, of) in enumerate(said)]
        hear(told, **others)

    return take
