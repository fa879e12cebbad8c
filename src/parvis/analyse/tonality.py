"""In what tone each brand is spoken of, with what the reader's errors allow to be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from parvis.analyse.prevalence import WORTH, carried, interval
from parvis.analyse.reduction import begin, begin_by_brand, finish
from parvis.frames import enter
from parvis.schema import TONALITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.analyse.prevalence import Floats
    from parvis.frames import Frame

    Confusion: TypeAlias = Mapping[str, Floats] | Callable[[str], Floats]

UNDETERMINED = "und"
SHARES = {
    "brand": pl.String,
    "tonality": pl.String,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "mentions": pl.Int64,
}


def tonality_counts(mentions: IntoFrame) -> pl.DataFrame:
    """Count the mentions of each brand by language and tonality; those not read yet are left out.

    Arguments:
        mentions: the mentions to count, with `brands`, `language`, `tonality` and `is_unsure`; the
            tonality `towards` a brand goes before that of the mention, where it is there.

    Returns: brand, language ("und" where null), tonality, mentions, unsure (of these, those on
        whose tonality the reader would not lean).

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 28 of the capabilities.

    >>> row = {"brands": ["Free"], "language": "fr", "tonality": "negative", "is_unsure": True}
    >>> tonality_counts(pl.DataFrame([row, {**row, "is_unsure": False}])).rows()
    [('Free', 'fr', 'negative', 2, 1)]
    """
    keys = ("brand", "language", "tonality")
    counted = (
        _said(mentions)
        .filter(~nw.col("tonality").is_null())
        .with_columns(
            nw.col("language").fill_null(UNDETERMINED),
            nw.col("is_unsure").fill_null(value=False).cast(nw.Int64),
        )
        .group_by(*keys)
        .agg(mentions=nw.len(), unsure=nw.col("is_unsure").sum())
    )
    return finish(counted).sort(*keys)


def unsure(mentions: IntoFrame) -> pl.DataFrame:
    """Tell on how many of the readings towards each brand the reader would not lean.

    Arguments:
        mentions: the mentions to count, with `towards`.

    Returns: brand, share (%).

    Raises:
        MissingColumnsError: a column is not there.

    >>> from parvis.schema import empty
    >>> unsure(empty()).columns
    ['brand', 'share']
    """
    entry = nw.col("towards")
    each = begin(mentions, "towards").explode("towards").filter(~entry.is_null())
    told = each.select(
        brand=entry.struct.field("brand"),
        unsure=entry.struct.field("is_unsure").fill_null(value=False).cast(nw.Int64),
    )
    counted = told.group_by("brand").agg(readings=nw.len(), unsure=nw.col("unsure").sum())
    share = 100.0 * pl.col("unsure") / pl.col("readings")
    return finish(counted).sort("brand").select("brand", share=share)


def _said(mentions: IntoFrame) -> Frame:
    """A row for each brand of a mention, with the tonality towards it."""
    read = ("language", "tonality", "is_unsure")
    if "towards" not in enter(mentions).collect_schema().names():
        return begin_by_brand(mentions, *read)
    entry, fields = nw.col("towards"), ("brand", "tonality", "is_unsure")
    whole = begin_by_brand(mentions, *read, "towards").filter(entry.is_null())
    each = begin(mentions, "language", "towards").explode("towards").filter(~entry.is_null())
    apart = each.select("language", *(entry.struct.field(name) for name in fields))
    return nw.concat([whole.select(apart.collect_schema().names()), apart])


def tonality_shares(
    counts: pl.DataFrame,
    confusion: Confusion,
    *,
    worth: float = WORTH,
    draws: int = 2000,
    seed: int = 0,
) -> pl.DataFrame:
    """Give the share of each tonality in a brand's mentions, with its 95 % interval.

    The share is what the reader read. The interval is for the share that true readers would find:
    it holds the chance of the sample and the reader's known errors, language by language, and
    always contains the share read. The errors are other ones on another subject, so it is wide;
    a sample that people code, with `parvis.analyse.coded`, makes it narrow.

    Arguments:
        counts: what `tonality_counts` returned.
        confusion: labelled posts the reader had not seen, 3 by 3 counts by true and read tonality,
            for each language: a mapping, or what is called with the language. For a language the
            mapping leaves out nothing is known, and the interval widens.
        worth: how far the errors carry to this subject, as in `parvis.analyse.prevalence.carried`.
        draws: simulations behind the interval.
        seed: of their random numbers.

    Returns: brand, tonality (all three, in the schema's order), share, low, high (%), mentions.

    Source: Rogan and Gladen 1978 and Forman 2008, as in `parvis.analyse.prevalence`; row 28 of
        the capabilities.

    >>> counted = {"brand": "Free", "language": "fr", "tonality": "negative", "mentions": 80}
    >>> shares = tonality_shares(pl.DataFrame([counted]), {"fr": np.diag([99.0, 99, 99])})
    >>> shares.select("tonality", "share", "mentions").rows()
    [('negative', 100.0, 80), ('neutral', 0.0, 0), ('positive', 0.0, 0)]
    """
    errors = confusion if callable(confusion) else _known(confusion)
    rows = [
        row
        for (brand,), strata in _strata(counts).group_by("brand", maintain_order=True)
        for row in _shares(
            str(brand),
            strata,
            lambda name: carried(errors(name), worth=worth),
            draws=draws,
            seed=seed,
        )
    ]
    return pl.DataFrame(rows, schema=SHARES, orient="row")


def _known(confusion: Mapping[str, Floats]) -> Callable[[str], Floats]:
    nothing = np.zeros((len(TONALITIES), len(TONALITIES)))
    return lambda language: confusion.get(language, nothing)


def _strata(counts: pl.DataFrame) -> pl.DataFrame:
    """One row a brand and language, one column a tonality."""
    mentions, tonality = pl.col("mentions"), pl.col("tonality")
    columns = {name: mentions.filter(tonality == name).sum() for name in TONALITIES}
    return counts.group_by("brand", "language", maintain_order=True).agg(**columns)


def _shares(
    brand: str, strata: pl.DataFrame, errors: Callable[[str], Floats], *, draws: int, seed: int
) -> Iterator[tuple[str, str, float, float, float, int]]:
    read = strata.select(TONALITIES).to_numpy().astype(np.float64)
    confusion = np.stack([np.asarray(errors(name), np.float64) for name in strata["language"]])
    bounds = 100.0 * interval(read, confusion, draws=draws, seed=seed)
    for name, mentions, (low, high) in zip(TONALITIES, read.sum(axis=0), bounds.T, strict=True):
        yield brand, name, 100.0 * (mentions / read.sum()), low, high, int(mentions)
