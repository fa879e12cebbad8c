"""The study file that goes with a market: its objective, its source and its brands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.simulate.clock import TIMEZONE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from parvis.simulate.brands import SimulatedBrand

POSTS = "posts.csv"
_HEAD = """\
# The study of a simulated market; its truth is in truth.json. `parvis compare` sets them
# side by side.
title = "A simulated market"
language = "en"
timezone = "{timezone}"

[objective]
statement = "Customers of {brand} who call on us get an answer the same day, a crisis included"
family = "care"

[[objective.kpi]]
name = "Posts answered within 24 hours"
unit = "%"
baseline = 55
target = 85
date = {due}
figure = "answers.within_24h"
by = {{ brand = "{brand}" }}

[[objective.kpi]]
name = "Share of voice, repeats counted once"
unit = "%"
baseline = 32
target = 36
date = {due}
figure = "share_of_voice"
by = {{ brand = "{brand}", count = "deduplicated" }}

[[source]]
file = "{posts}"
"""
_BRAND = """
[[brand]]
name = "{name}"
own = {own}
accounts = [{accounts}]
query = "{query}"
"""


def study_file(brands: Sequence[SimulatedBrand], due: dt.date) -> str:
    """Return the text of a study file for these brands.

    Arguments:
        brands: of the market; the objective is of the own one, of the first where none is.
        due: when the KPI are due.

    >>> import datetime as dt
    >>> from parvis.simulate.brands import BRANDS
    >>> study_file(BRANDS, dt.date(2026, 12, 31)).splitlines()[-1]
    'query = "Veldane OR #Veldane OR @VeldaneHQ OR @VeldaneHelp"'
    """
    own = next((brand for brand in brands if brand.is_own), brands[0])
    head = _HEAD.format(timezone=TIMEZONE, brand=own.name, due=due.isoformat(), posts=POSTS)
    return head + "".join(map(_entry, brands))


def _entry(brand: SimulatedBrand) -> str:
    words = [brand.name, f"#{brand.name}", *(f"@{handle}" for handle in brand.accounts)]
    return _BRAND.format(
        name=brand.name,
        own=str(brand.is_own).lower(),
        accounts=", ".join(f'"{handle}"' for handle in brand.accounts),
        query=" OR ".join(words),
    )
