"""Figures of the vocabulary gap: what a brand says that its public does not, and the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.gap import OWN, READ, examples, gap
from parvis.features.usual import COURTESY, GRAMMAR
from parvis.frames import where
from parvis.study.figures.lot import by_lot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from parvis.figures import Figure
    from parvis.study.figures.read import Read

ENOUGH: Final = 20
"""Texts of the brand, and people, under which nothing is compared."""

MOST: Final = 40_000
"""Texts of each side to read: more would change no word of the lists."""

EACH: Final = 20
"""Terms of each side that are figures; the others are `compared`'s."""


def vocabulary_gaps(read: Read) -> Iterator[Figure]:
    """Yield what each own brand and its public say, or why they cannot be compared."""
    for brand in read.own or dict.fromkeys(read.accounts.values()):
        by, heard = {"brand": brand}, _heard(read, brand)
        language, texts, people = _spoken(heard, brand)
        if min(texts, people) < ENOUGH:
            yield read.define("vocabulary.language", None, by=by, why="few own texts")
            continue
        yield read.define("vocabulary.language", language, by=by)
        yield read.define("vocabulary.texts", texts, by=by)
        yield read.define("vocabulary.people", people, by=by)
        yield from _terms(read, brand, heard)


def compared(read: Read, brand: str) -> pl.DataFrame:
    """Return the gap of a brand: every term, as `parvis.analyse.gap` lists them.

    Arguments:
        read: the study.
        brand: of which the own texts are set against what is said of it.
    """
    heard = _heard(read, brand)
    return gap(heard, brand, language=_spoken(heard, brand)[0], without=_without(read))


def _terms(read: Read, brand: str, heard: pl.DataFrame) -> Iterator[Figure]:
    """The surest terms of each side, each with a text in which it stands."""
    language, without = _spoken(heard, brand)[0], _without(read)
    found = gap(heard, brand, language=language, without=without)
    sides = (found.filter(pl.col("lean") > 0).head(EACH), found.filter(pl.col("lean") < 0))
    told = pl.concat([sides[0], sides[1].tail(EACH)])
    for row in told.iter_rows(named=True):
        yield from _term(read, brand, row)
    terms = told["term"].to_list()
    shown = examples(heard, brand, terms, language=language, without=without)
    for term, group, name in shown.iter_rows():
        by = {"brand": brand, "term": term, "who": "brand" if group == OWN else "public"}
        yield read.define("vocabulary.example", name, by=by)


def _term(read: Read, brand: str, row: dict[str, Any]) -> Iterator[Figure]:
    by = {"brand": brand, "term": row["term"]}
    bounds = (row["low"], row["high"])
    yield read.define("vocabulary.lean", row["lean"], by=by, interval=bounds)
    for key in ("z", "p", "texts", "people", "texts_share", "people_share"):
        yield read.define(f"vocabulary.{key}", row[key], by=by)


def _without(read: Read) -> frozenset[str]:
    return GRAMMAR | COURTESY | read.names


def _spoken(heard: pl.DataFrame, brand: str) -> tuple[str | None, int, int]:
    """The language the brand speaks most, its different texts in it, and its public's people."""
    own = heard.filter(pl.col("own_brand") == brand)
    language = own["language"].drop_nulls().mode().sort()
    if language.is_empty():
        return None, 0, 0
    name = language[0]
    spoken = pl.col("language") == name
    public = heard.filter(spoken, "kept", pl.col("brands").list.contains(brand))
    people = public.select(pl.coalesce(pl.col("author").str.to_lowercase(), "id").n_unique())
    return name, own.filter(spoken).height, people.item()


def _heard(read: Read, brand: str) -> pl.DataFrame:
    """What is said by the brand and by others, reposts and copies left out; by lot where much."""
    new = where(read.mentions, nw.col("duplicate_of").is_null(), nw.col("repost_of").is_null())
    is_own = (nw.col("own_brand") == brand).fill_null(value=False)
    sides = where(new, is_own), where(new, nw.col("kept"), ~is_own)
    return pl.concat([by_lot(side, *READ, most=MOST) for side in sides])
