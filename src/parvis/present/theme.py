"""The colours and type of everything Parvis shows: one palette, by role, light and dark.

A chart is drawn in the light colours; `present.svg` turns each into the variable of its role, so
that a page may show it on a dark ground. Hence two roles that differ in the dark never share a
light colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

LIGHT = {
    "paper": "#FAF8F4",
    "panel": "#FFFFFF",
    "ink": "#1E232B",
    "muted": "#5B6470",
    "hairline": "#DDD7CC",
    "ruby": "#A3262F",
    "negative": "#B5532A",
    "neutral": "#A59F93",
    "positive": "#2C6E8F",
    "brand-1": "#1F4E8C",
    "brand-2": "#C08A1E",
    "brand-3": "#6B4C8A",
    "brand-4": "#3B7D57",
    "brand-5": "#A3262F",
    "brand-6": "#5B8A8A",
    "brand-7": "#8A6B4C",
    "brand-8": "#7A7F87",
    "community-1": "#1F4E8C",
    "community-2": "#B8821A",
    "community-3": "#A3262F",
    "community-4": "#3A8FD6",
    "community-5": "#9786A9",
    "community-6": "#5E1D3D",
}
DARK = {
    "paper": "#16181D",
    "panel": "#1E2128",
    "ink": "#E9E6DF",
    "muted": "#A3A9B3",
    "hairline": "#343A45",
    "ruby": "#F08A8F",
    "negative": "#E0875F",
    "neutral": "#8E897E",
    "positive": "#6DB3D6",
    "brand-1": "#8DB4E8",
    "brand-2": "#E3B65A",
    "brand-3": "#BA9FDB",
    "brand-4": "#82C49D",
    "brand-5": "#F08A8F",
    "brand-6": "#93C4C4",
    "brand-7": "#CBAA8A",
    "brand-8": "#B5BAC2",
    "community-1": "#8DB4E8",
    "community-2": "#E3B65A",
    "community-3": "#F08A8F",
    "community-4": "#7FECDF",
    "community-5": "#A76194",
    "community-6": "#EDECA7",
}
COMMUNITIES = 6  # colours that nobody takes for another, whatever their eyes
TONALITY = ("negative", "neutral", "positive")
SANS = "system-ui, sans-serif"
SIZE = 13


def brand_colours(names: tuple[str, ...], own: tuple[str, ...]) -> dict[str, str]:
    """Return a colour for each brand, own brands first, the same on every page.

    >>> brand_colours(("Rapido", "Free"), own=("Free",))
    {'Free': '#1F4E8C', 'Rapido': '#C08A1E'}
    """
    ordered = [*own, *(name for name in names if name not in own)]
    return {name: LIGHT[f"brand-{1 + place % 8}"] for place, name in enumerate(ordered)}


def community_slots(numbers: Iterable[int]) -> dict[int, int]:
    """Return a slot, 1 to COMMUNITIES, for each community: its colour and its shape on a map.

    A community has the slot of its number where no lower number took it, so that it looks the same
    from one run to the next.

    >>> community_slots([2, 8, 9])
    {2: 2, 8: 3, 9: 4}
    """
    slots: dict[int, int] = {}
    for number in sorted(numbers):
        wished = [1 + (number - 1 + step) % COMMUNITIES for step in range(COMMUNITIES)]
        free = (slot for slot in wished if slot not in slots.values())
        slots[number] = next(free, wished[0])
    return slots


def variables(palette: dict[str, str]) -> str:
    """Return a palette as CSS declarations.

    >>> variables({"ink": "#1E232B"})
    '--ink: #1E232B;'
    """
    return " ".join(f"--{role}: {colour};" for role, colour in palette.items())


CONFIG: dict[str, Any] = {
    "aria": False,  # the page describes the whole picture, and gives its table
    "background": LIGHT["paper"],
    "font": SANS,
    "view": {"stroke": None},
    "axis": {
        "domain": False,
        "ticks": False,
        "grid": False,
        "labelColor": LIGHT["muted"],
        "labelFontSize": SIZE,
        "labelPadding": 6,
        "gridColor": LIGHT["hairline"],
        "title": None,
    },
    "text": {"color": LIGHT["ink"], "fontSize": SIZE, "font": SANS},
    "title": {
        "anchor": "start",
        "color": LIGHT["ink"],
        "fontSize": SIZE,
        "fontWeight": 600,
        "offset": 8,
    },
}
