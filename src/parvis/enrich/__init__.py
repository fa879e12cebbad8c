"""Read mentions: their tonality, and what they are for; columns are added, none removed.

`confusion`, `card` and `fine_card` say how often the readers err. The room may be called like a
function: `parvis.enrich(posts)` is `parvis.enriching.enrich`, with language and noise as well.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Unpack

from parvis.enrich.model import card, confusion, fine_card
from parvis.enrich.outside import load_model
from parvis.enrich.overrides import Overrides, load_words
from parvis.enrich.own import Own, load
from parvis.enrich.reading import read, train
from parvis.enrich.towards import read_towards
from parvis.enrich.weighing import weigh_words

if TYPE_CHECKING:
    from collections.abc import Collection

    import polars as pl

    from parvis.enrich.reading import How
    from parvis.enrich.topics import KnownTopics

__all__ = [
    "Overrides",
    "Own",
    "card",
    "confusion",
    "fine_card",
    "load",
    "load_model",
    "load_words",
    "read",
    "read_towards",
    "train",
    "weigh_words",
]


class _Room(ModuleType):
    def __call__(
        self,
        posts: pl.DataFrame,
        *,
        columns: Collection[str] | None = None,
        languages: Collection[str] | None = None,
        topics: KnownTopics | None = None,
        **how: Unpack[How],
    ) -> pl.DataFrame:
        from parvis.enriching import enrich

        return enrich(posts, columns=columns, languages=languages, topics=topics, **how)


sys.modules[__name__].__class__ = _Room
