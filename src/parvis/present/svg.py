"""A chart as SVG to stand inside a page: light, without ids, in the page's own colours and type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import vl_convert

from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from altair import LayerChart

    from parvis.present.story import Language

_TAG = re.compile(r"<[^<>]*>")
_COLOUR = re.compile("#[0-9a-f]{6}", re.IGNORECASE)
# Of two roles of one colour the first: they are of one colour in the dark as well.
_VARIABLES = {colour.lower(): f"var(--{role})" for role, colour in reversed(LIGHT.items())}
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
# What Vega writes and a still picture does not need: hooks, type that the page sets, and roles,
# for the page presents the whole picture as one image.
_IDLE = re.compile(
    r" (?:class|id|role|aria-[a-z]+|font-family|pointer-events|stroke-miterlimit|version"
    r'|xmlns(?::xlink)?)="[^"]*"'
    r'| opacity="1"'
)
_EMPTY = re.compile(
    r'<path(?=[^>]* class="background")[^>]*/>|<path(?=[^>]* display="none")[^>]*/>'
    r'|<text(?=[^>]* opacity="0")[^>]*>[^<]*</text>|<g[^<>]*/>|<g[^<>]*></g>'
)
_LOCALES: dict[Language, Literal["en-GB", "fr-FR"]] = {"en": "en-GB", "fr": "fr-FR"}


# What a page's sheet says of a map, for where there is no page.
_MAP = (
    "<style>.map line{stroke:var(--muted);stroke-opacity:.35}.map text{fill:var(--ink)}"
    ".map path{stroke:var(--paper);stroke-width:1px}.map .first{font-weight:600}"
    ".map .later{display:none}</style>"
)
_ROLE = re.compile(r"var\(--([a-z0-9-]+)\)")


def standalone(drawn: str, family: str = "Libertinus Serif") -> str:
    """Return a picture of a page as one that stands by itself, in the light colours.

    Arguments:
        drawn: as `inline` or a map returns it.
        family: of its type.

    >>> standalone('<svg viewBox="0 0 9 9"><path fill="var(--ink)"/></svg>')[-28:]
    '<path fill="#1E232B"/></svg>'
    """
    head, rest = drawn.split(">", 1)
    named = f'{head} xmlns="http://www.w3.org/2000/svg" font-family="{family}">'
    whole = named + (_MAP if 'class="map"' in head else "") + rest
    return _ROLE.sub(lambda role: LIGHT[role[1]], whole)


def inline(chart: LayerChart, language: Language) -> str:
    """Draw a chart and return its SVG, colours replaced by the variables of the page.

    >>> import altair as alt, polars as pl
    >>> bar = alt.layer(alt.Chart(pl.DataFrame({"n": [3]})).mark_bar(color="#1F4E8C").encode(x="n"))
    >>> "var(--brand-1)" in inline(bar, "en")
    True
    """
    drawn = vl_convert.vegalite_to_svg(
        chart.to_dict(validate=False), format_locale=_LOCALES[language]
    )
    for _ in range(3):  # a group may be empty once what it held is gone
        drawn = _EMPTY.sub("", drawn)
    return _TAG.sub(_tidy, drawn)


def _tidy(tag: re.Match[str]) -> str:
    """Rewrite one tag; the text between tags is left as it is."""
    bare = _NUMBER.sub(lambda number: f"{float(number[0]):.1f}", _IDLE.sub("", tag[0]))
    return _COLOUR.sub(lambda colour: _VARIABLES.get(colour[0].lower(), colour[0]), bare)
