"""What the editor's pages are put together from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime

from parvis.hub.explore.public import language, named
from parvis.present.hygiene import clean

if TYPE_CHECKING:
    from parvis.hub.editor.trying import Count
    from parvis.perimeter.explain.explanation import Explanation

register = template.Library()


@register.filter
def about(value: float, count: Count) -> str:
    """A figure of a count, no finer than its interval allows."""
    spread = (count.high - count.low) / 2
    step = 10 ** math.floor(math.log10(spread)) if spread >= 1 else 1
    return str(number_format(round(value / step) * step, 0, force_grouping=True))


@register.filter
def percent(share: float) -> str:
    """A share in whole per cent."""
    said = number_format(100 * share, 0)
    return f"{said}\N{NARROW NO-BREAK SPACE}%" if language() == "fr" else f"{said}%"


@register.filter
def near(part: Explanation) -> str:
    """What came near a part that does not hold, in words."""
    from parvis.perimeter.explain.telling import miss_in_words

    return clean(miss_in_words(part.miss, language()), limit=400) if part.miss else ""


@register.filter
def said_in_short(part: Explanation) -> str:
    """A part of a query, cut where it is long."""
    return clean(part.said, limit=200)


@register.filter
def whose(row: dict[str, Any]) -> list[str]:
    """Who, where and when, each a word or two."""
    told = [
        clean(row["author"], limit=40) if row.get("author") else "",
        named("medium", row["medium"]) if row.get("medium") else "",
        date_format(localtime(row["published_at"]), "SHORT_DATETIME_FORMAT"),
    ]
    return [fact for fact in told if fact]
