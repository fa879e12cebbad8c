"""The menu by which something is taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django import template

from parvis.hub.explore.shown import Shown
from parvis.hub.explore.taking.formats import FIGURES, MENTIONS
from parvis.hub.explore.taking.licences import LICENCES
from parvis.hub.explore.templatetags.explore import address, at_version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from parvis.hub.explore.filters import Filters
    from parvis.hub.explore.scopes import Scope
    from parvis.hub.explore.taking.formats import Format

register = template.Library()
_DRAWN = ("png", "svg")


@dataclass(frozen=True, slots=True)
class Offered:
    """A format in a menu, and where it is had."""

    name: str
    words: _StrPromise | str
    address: str


@register.inclusion_tag("explore/parts/take.html")
def take(
    scope: Scope, wanted: Filters, what: Shown | Literal["mentions", ""] = ""
) -> dict[str, Any]:
    """The menu of a figure, of the mentions of a list, or of the whole dashboard."""
    if isinstance(what, Shown):
        has_picture = bool(what.panel and what.panel.drawings)
        formats = {name: one for name, one in FIGURES.items() if has_picture or name not in _DRAWN}
        told = _offered(address(scope, "figure_taken", what.name), _at(what), wanted, formats)
        return {"offered": told, "about": what.panel.name if what.panel else ""}
    if what:
        told = _offered(address(scope, "mentions_taken"), "", wanted, MENTIONS)
        return {"offered": told}
    return {"offered": _offered(address(scope, "taken"), at_version(wanted), wanted, FIGURES)}


def _at(shown: Shown) -> str:
    return "" if shown.version is None else f"&version={shown.version}"


def _offered(
    begin: str, version: str, wanted: Filters, formats: Mapping[str, Format]
) -> list[Offered]:
    query = f"{wanted.address}{version}"
    return [
        Offered(name, one.words, f"{begin}?{query}&format={name}") for name, one in formats.items()
    ]


@register.inclusion_tag("explore/parts/open_data.html")
def open_data(scope: Scope, wanted: Filters) -> dict[str, Any]:
    """The menu of licences under which counts are published."""
    begin, query = address(scope, "open_data"), f"{wanted.address}{at_version(wanted)}"
    return {
        "offered": [
            Offered(name, told, f"{begin}?{query}&licence={name}")
            for name, (told, _where) in LICENCES.items()
        ]
    }
