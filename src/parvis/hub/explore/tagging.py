"""Words of people's own, under which mentions are found again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl
from django.db.models import Count, Max

from parvis.hub.explore.models import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from parvis.hub.explore.scopes import Scope

OFFERED: Final = 60
"""Words that are offered to choose from, those that were given most often."""


def has_tag(keys: Iterable[str], words: Iterable[str]) -> pl.Expr:
    """Return whether a wide row was given one of these words, within its perimeter.

    Arguments:
        keys: of perimeters.
        words: any of these.
    """
    held = _of(keys).filter(word__in=list(words)).values_list("perimeter_id", "mention")
    found: dict[int, list[str]] = {}
    for key, mention in held:
        found.setdefault(key, []).append(mention)
    given = [
        (pl.col("brand") == f"p{key}") & pl.col("id").is_in(mentions)
        for key, mentions in found.items()
    ]
    return pl.any_horizontal(pl.lit(value=False), *given)


def tags_of(keys: Iterable[str], mentions: Iterable[str] | None = None) -> dict[str, list[str]]:
    """Return the words that mentions were given within some perimeters, each once.

    Arguments:
        keys: of the perimeters.
        mentions: a page of them; all that were given any where None.
    """
    some = {} if mentions is None else {"mention__in": list(mentions)}
    held = _of(keys).filter(**some).values_list("mention", "word")
    found: dict[str, list[str]] = {}
    for mention, word in held.order_by("word").distinct():
        found.setdefault(mention, []).append(word)
    return found


def in_use(scope: Scope) -> list[str]:
    """Return the words that were given most often within a scope, in their order."""
    held = _of(scope.names).order_by().values("word").annotate(often=Count("pk"))
    return sorted(row["word"] for row in held.order_by("-often", "word")[:OFFERED])


def stamp(scope: Scope) -> str:
    """Return what changes with every word that is given or taken away within a scope."""
    told = _of(scope.names).aggregate(last=Max("pk"), often=Count("pk"))
    return f"{told['last']}/{told['often']}"


def _of(keys: Iterable[str]) -> QuerySet[Tag]:
    return Tag.objects.filter(perimeter__in=[int(key.removeprefix("p")) for key in keys])
