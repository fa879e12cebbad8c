"""Values of KPIs as people read them: rounded to what their interval allows, in their unit."""

from __future__ import annotations

import math
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from parvis.hub.objectives.words import UNITS

MINUS: Final = "\u2212"
DASH: Final = "\u2013"  # where there is no value
_MOST_PLACES: Final = 3


def value_of(value: float, unit: str, *, places: int | None = None) -> str:
    """Write a value in its unit.

    Arguments:
        value: in that unit.
        unit: as the KPI has it.
        places: decimals; None for as many as the value itself bears.
    """
    number = _number(value, _places_of(value) if places is None else places)
    if unit == "%":
        return _("%(number)s%%") % {"number": number}
    said = unit_of(unit)
    return f"{number}\u00a0{said}" if said else number


def range_of(low: float, high: float, unit: str) -> str:
    """Write an interval in its unit."""
    places = places_of(low, high)
    places = _places_of(high) if places is None else places
    told = {"low": _number(low, places), "high": value_of(high, unit, places=places)}
    return _("%(low)s to %(high)s") % told


def unit_of(unit: str) -> str:
    """Write a unit in the reader's language; one's own as it is.

    >>> unit_of("dogs"), unit_of("1")
    ('dogs', '')
    """
    return "" if unit == "1" else str(UNITS.get(unit, unit))


def places_of(low: float | None, high: float | None) -> int | None:
    """Return how many decimals an interval allows: those that half its width is still told by.

    >>> places_of(47.2, 65.4), places_of(3.141, 3.149), places_of(None, None)
    (0, 3, None)
    """
    if low is None or high is None or high <= low:
        return None
    return min(max(0, -math.floor(math.log10((high - low) / 2))), _MOST_PLACES)


def _places_of(value: float) -> int:
    """Three digits that count, and none where it is whole."""
    if value == round(value) or abs(value) >= 100:
        return 0
    return 1 if abs(value) >= 10 else 2


def _number(value: float, places: int) -> str:
    rounded = round(value, places)  # Django's own cuts
    said = number_format(abs(rounded), places, use_l10n=True, force_grouping=True)
    return f"{MINUS}{said}" if rounded < 0 else said
