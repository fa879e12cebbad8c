"""A lake with a month of what is said of two hotels, read by no machine but as it is told here."""

from __future__ import annotations

import datetime as dt
import random
from itertools import cycle
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from parvis.schema import INTERACTIONS, TONALITIES
from parvis.store import create_lake

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Saying(NamedTuple):
    """What is said again and again, where, and how it is meant; {} is the hotel's name."""

    text: str
    language: str
    medium: str
    tonality: str
    interaction: str


PEACE = (
    Saying("Deux nuits chez {}, accueil parfait. Merci !", "fr", "review", "positive", "praise"),
    Saying("{} accepte-t-il les chiens ?", "fr", "forum", "neutral", "question"),
    Saying("{} ouvre un hôtel à Lyon au printemps.", "fr", "news", "neutral", "marketing"),
    Saying("The pool at {} is lovely, we will be back.", "en", "review", "positive", "praise"),
    Saying("Does {} have parking for a van?", "en", "micro-blog", "neutral", "question"),
    Saying("{}, pas de réponse à mon courriel, honteux.", "fr", "forum", "negative", "complaint"),
    Saying("Could {} serve breakfast until eleven?", "en", "review", "neutral", "request"),
)
TROUBLE = (
    Saying("Panne d'eau chaude chez {}, honteux.", "fr", "micro-blog", "negative", "complaint"),
    Saying("Ascenseur en panne chez {} ce matin.", "fr", "review", "negative", "complaint"),
    Saying("La panne est-elle finie chez {} ?", "fr", "micro-blog", "neutral", "question"),
)
FEW = (TROUBLE[0], PEACE[1], PEACE[0])
SURE = {True: 0.8, False: 0.1}
_SAID = ("id", "text", "author", "source", "medium", "kind", "published_at")


def month(count: int) -> list[float]:
    """Hours ago of so many mentions, evenly over four weeks."""
    return [28 * 24 * number / count for number in range(count)]


def evening(count: int) -> list[float]:
    """Hours ago of so many mentions around one evening, nine days ago."""
    drawn = random.Random(2010)  # noqa: S311 - for looks
    return [drawn.gauss(9 * 24, 5) for _ in range(count)]


def hear(lake: Path, key: str, name: str, says: Sequence[Saying], hours: Sequence[float]) -> None:
    """Take what is said in turn of a hotel into a lake, each so many hours ago.

    Arguments:
        lake: folder of it.
        key: of the perimeter that it matches.
        name: of the hotel.
        says: what is said.
        hours: since each mention.
    """
    turns = zip(cycle(says), hours, strict=False)
    told = pl.DataFrame([_row(f"{key}:{ago:.6f}", name, one, ago) for one, ago in turns])
    marks = told.select(mention="id").with_columns(
        perimeter=pl.lit("hub"), version=pl.lit("1"), query=pl.lit(key), matches=True
    )
    with create_lake(lake).writing("a test") as writer, writer.together():
        writer.append("mentions", told.select(_SAID))
        writer.append("readings", _readings(told.with_columns(of=pl.lit(key))))
        writer.append("marks", marks)


def _row(key: str, name: str, one: Saying, ago: float) -> dict[str, Any]:
    return {
        **one._asdict(), "id": key, "text": one.text.format(name), "source": one.medium,
        "author": f"guest{round(7 * ago) % 89}", "kind": "post",
        "published_at": dt.datetime.now(dt.UTC) - dt.timedelta(hours=ago),
    }  # fmt: skip


def _readings(told: pl.DataFrame) -> pl.DataFrame:
    p = {one: [SURE[one == other] for other in TONALITIES] for one in TONALITIES}
    purposes = {one: [float(one == other) for other in INTERACTIONS] for one in INTERACTIONS}
    given = {"language_p": 1.0, "is_unsure": False, "tier": "fast", "model_version": "as told"}
    rows = told.select("language", "tonality", "interaction", "of", mention="id").with_columns(
        tonality_p=pl.col("tonality").replace_strict(p, return_dtype=pl.List(pl.Float64)),
        interaction_p=pl.col("interaction").replace_strict(
            purposes, return_dtype=pl.List(pl.Float64)
        ),
        read_at=pl.lit(dt.datetime.now(dt.UTC)),
        **{name: pl.lit(value) for name, value in given.items()},
    )
    towards = pl.struct(
        "tonality", "is_unsure", brand="of", p="tonality_p", words=pl.lit(""),
        is_turned=pl.lit(value=False),
    )  # fmt: skip
    order = ("brand", "tonality", "p", "is_unsure", "words", "is_turned")
    fields = pl.struct([towards.struct.field(name) for name in order])
    return rows.with_columns(towards=pl.concat_list(fields)).drop("of")
