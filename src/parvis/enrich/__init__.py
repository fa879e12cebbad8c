"""Read mentions: their tonality, and what they are for; columns are added, none removed.

`confusion`, `card` and `fine_card` say how often the readers err. The room may be called like a
function: `parvis.enrich(posts)` is `parvis.enriching.enrich`, with language and noise as well.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from parvis.enrich.model import card, confusion, fine_card
from parvis.enrich.own import Own, load
from parvis.enrich.reading import read, train

if TYPE_CHECKING:
    from collections.abc import Collection

    import polars as pl

    from parvis.enrich.reading import Tier

__all__ = ["Own", "card", "confusion", "fine_card", "load", "read", "train"]


class _Room(ModuleType):
    def __call__(
        self,
        posts: pl.DataFrame,
        *,
        tier: Tier = "cascade",
        budget: float | None = None,
        columns: Collection[str] | None = None,
        own: Own | None = None,
    ) -> pl.DataFrame:
        from parvis.enriching import enrich

        return enrich(posts, tier=tier, budget=budget, columns=columns, own=own)


sys.modules[__name__].__class__ = _Room
