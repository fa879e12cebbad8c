"""What pages of exploring are put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import template
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime

from parvis.hub.explore.words import capital, named, words
from parvis.present.hygiene import clean

if TYPE_CHECKING:
    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope
    from parvis.hub.explore.selectors import Choice
    from parvis.present.panels.panel import Panel

register = template.Library()
LONGEST = 1_200


@register.simple_tag
def address(scope: Scope, what: str = "", *named_by: str) -> str:
    """The address of a scope's dashboard, or of what belongs to it."""
    view = f"explore_{scope.kind}" + (f"_{what}" if what else "")
    return reverse(view, args=[scope.pk, *named_by])


@register.filter
def at_version(wanted: Filters) -> str:
    """What an address ends with, so that it shows the lake as it was."""
    return "" if wanted.version is None else f"&version={wanted.version}"


@register.simple_tag
def change(percent: float) -> str:
    """A change in per cent, signed."""
    sign = "+" if percent > 0 else ""
    return f"{sign}{number_format(round(percent, 1), 1, force_grouping=True)}\N{NO-BREAK SPACE}%"


@register.filter
def chosen(choice: Choice) -> str:
    """How many values of a filter are chosen; nothing where all are shown."""
    count = sum(is_chosen for _value, _said, is_chosen in choice.values)
    return str(count or "")


@register.filter
def said(row: dict[str, Any]) -> str:
    """The words of a mention, fit to print."""
    title = f"{row['title']} — " if row.get("title") else ""
    return clean(f"{title}{row.get('text') or ''}", limit=LONGEST)


@register.filter
def byline(row: dict[str, Any]) -> list[str]:
    """Who, where, when and how it was read, each a word or two."""
    told = [
        clean(row["author"], limit=40) if row.get("author") else "",
        named("medium", row["medium"]) if row.get("medium") else "",
        date_format(localtime(row["published_at"]), "SHORT_DATETIME_FORMAT"),
        named("tonality", row["tonality"]) if row.get("tonality") else "",
        named("interaction", row["interaction"]) if row.get("interaction") else "",
        ", ".join(clean(name, limit=40) for name in row["brands"]),
    ]
    return [fact for fact in told if fact]


@register.filter
def source(row: dict[str, Any]) -> str:
    """The address of a mention, if it is one of the web."""
    url = row.get("url") or ""
    return url if urlsplit(url).scheme in {"http", "https"} else ""


@register.filter
def class_in_words(panel: Panel) -> str:
    """Whether its figures were measured, estimated or judged."""
    return capital(words()(f"panel.{panel.kind}"))
