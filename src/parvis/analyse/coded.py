"""Shares of what people coded, for each brand: a coded sample re-weights the machine's reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from parvis.analyse.powered import Sample, powered
from parvis.analyse.reduction import begin, finish
from parvis.errors import InputError, MissingColumnsError
from parvis.schema import INTERACTIONS, TONALITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.analyse.powered import Estimate
    from parvis.analyse.prevalence import Floats
    from parvis.frames import Frame

CLASSES = {"tonality": TONALITIES, "interaction": INTERACTIONS}
SHARES = {
    "brand": pl.String,
    "value": pl.String,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "mentions": pl.Int64,
    "coded": pl.Int64,
}


@dataclass(frozen=True, slots=True)
class Reader:
    """What of a machine's reading stands for each value that people code.

    Arguments:
        column: tonality or interaction; its probabilities are in the column with `_p` behind it.
        classes: for each value, those of the reader's classes that mean it; where a value is not
            named, the class of its own name.

    Raises:
        InputError: the reader has no such column, or no such class.

    >>> Reader("interaction", {"yes": ["complaint"]}).of("yes")
    [1]
    >>> Reader("tonality").of("neutral")
    [1]
    """

    column: str
    classes: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.column not in CLASSES:
            named = ", ".join(CLASSES)
            raise InputError(f"nothing reads {self.column!r}. What to do: write one of {named}.")
        known = CLASSES[self.column]
        for name in (name for names in self.classes.values() for name in names):
            if name not in known:
                fault = f"{name!r} is no class of {self.column}"
                raise InputError(f"{fault}. What to do: write one of {', '.join(known)}.")

    def of(self, value: str) -> list[int]:
        """Return the places, among the reader's classes, of those that mean a value."""
        known = CLASSES[self.column]
        wanted = self.classes.get(value, [value])
        return [place for place, name in enumerate(known) if name in wanted]


def coded_shares(
    mentions: IntoFrame, codes: pl.DataFrame, *, values: Sequence[str], reader: Reader | None = None
) -> pl.DataFrame:
    """Estimate the share of each value in all mentions and in each brand's, from a coded sample.

    What a machine read of every mention makes the estimate surer, and never biases it. Mentions
    that were drawn and not coded count as missing by chance within their stratum.

    Arguments:
        mentions: all the mentions the sample was drawn from, with `id`, `brands` and what the
            reader needs.
        codes: one row a mention drawn: `id`, `code` (null where it was not coded), `inclusion`
            (the probability with which it was drawn) and `stratum`.
        values: all that `code` may be.
        reader: what reads the same; none by default, and the sample stands alone.

    Returns: brand (null: all mentions together, first), value, share, low, high (%, the interval
        at 95 %; share null where fewer than two are coded), mentions, coded.

    Raises:
        MissingColumnsError: a column is not there.
        InputError: a mention coded twice, not among the mentions, with a code that is no value or a
            probability that is none.

    Source: prediction-powered inference, as in `parvis.analyse.powered`; the mission: human reading
        re-weights machine reading.

    >>> mentions = pl.DataFrame({"id": ["a", "b", "c", "d"], "brands": [["Free"]] * 4})
    >>> drawn = {"id": ["a", "b"], "code": ["yes", "no"], "inclusion": 0.5, "stratum": ""}
    >>> shares = coded_shares(mentions, pl.DataFrame(drawn), values=["yes", "no"])
    >>> shares.select("brand", "value", "share", "mentions", "coded").rows()[2:]
    [('Free', 'yes', 50.0, 4, 2), ('Free', 'no', 50.0, 4, 2)]
    """
    _check(codes, values)
    scored = _scored(mentions, values, reader)
    names = _names(values)
    wanted = codes["id"].to_list()
    drawn = codes.join(finish(scored.filter(nw.col("id").is_in(wanted))), on="id", how="left")
    if drawn["is_there"].null_count():
        lost = drawn.filter(pl.col("is_there").is_null())["id"]
        fault = f"{lost.len()} coded mentions are not among the mentions, first {lost[0]!r}"
        raise InputError(f"{fault}. What to do: name the mentions from which they were drawn.")
    sample, coded = _sample(drawn, values)
    rows = (
        (brand, *row)
        for brand, size, mean in _means(scored, names)
        for row in _rows(sample, coded, brand, size, mean, values)
    )
    return pl.DataFrame(rows, schema=SHARES, orient="row")


def _names(values: Sequence[str]) -> list[str]:
    return [f"score_{place}" for place in range(len(values))]


def _check(codes: pl.DataFrame, values: Sequence[str]) -> None:
    needed = ("id", "code", "inclusion", "stratum")
    missing = [name for name in needed if name not in codes.columns]
    if missing:
        raise MissingColumnsError.among(missing, codes.columns)
    for fault, row in (
        ("is coded twice", pl.col("id").is_duplicated()),
        ("has a code that is no value", ~pl.col("code").is_in(list(values))),
        (
            "has no probability above 0 and up to 1",
            ~pl.col("inclusion").is_between(0, 1, closed="right").fill_null(value=False),
        ),
    ):
        wrong = codes.filter(row)
        if wrong.height:
            way_out = "mend the sheet of codes; the first that is wrong is named"
            raise InputError(f"{wrong['id'][0]} {fault}. What to do: {way_out}.")


def _scored(mentions: IntoFrame, values: Sequence[str], reader: Reader | None) -> Frame:
    """The mentions with one score a value: the probabilities of its classes together."""
    column = [f"{reader.column}_p"] if reader else []
    frame = begin(mentions, "id", "brands", *column)
    scores = [
        _score(reader, value).alias(name)
        for value, name in zip(values, _names(values), strict=True)
    ]
    return frame.with_columns(*scores, is_there=nw.lit(1)).select(
        "id", "brands", "is_there", *_names(values)
    )


def _score(reader: Reader | None, value: str) -> nw.Expr:
    score = nw.lit(0.0)
    if reader is None:
        return score
    unread = 1.0 / len(CLASSES[reader.column])
    for place in reader.of(value):
        score += nw.col(f"{reader.column}_p").list.get(place).fill_null(unread)
    return score


def _sample(drawn: pl.DataFrame, values: Sequence[str]) -> tuple[Sample, pl.DataFrame]:
    """The coded mentions, each standing also for those of its stratum left without a code."""
    answered = pl.col("code").is_not_null().mean().over("stratum")
    coded = drawn.with_columns(inclusion=pl.col("inclusion") * answered).drop_nulls("code")
    codes = [(coded["code"] == value).cast(pl.Float64).to_numpy() for value in values]
    sample = Sample(
        codes=np.stack(codes, axis=1),
        read=coded.select(_names(values)).to_numpy().astype(np.float64),
        inclusion=coded["inclusion"].to_numpy(),
        strata=coded["stratum"].fill_null("").rank("dense").cast(pl.Int64).to_numpy(),
    )
    return sample, coded


def _means(scored: Frame, names: Sequence[str]) -> Iterator[tuple[str | None, int, Floats]]:
    """How many mentions, and the mean score of each value: of all, then of each brand."""
    means = [nw.col(name).mean() for name in names]
    whole = finish(scored.select(nw.len().alias("size"), *means))
    by_brand = scored.explode("brands").filter(~nw.col("brands").is_null())
    grouped = finish(by_brand.group_by("brands").agg(*means, size=nw.len())).sort("brands")
    for table in (whole.with_columns(brands=pl.lit(None, pl.String)), grouped):
        for brand, size, *mean in table.select("brands", "size", *names).iter_rows():
            yield brand, size, np.array(mean, dtype=np.float64)


def _rows(
    sample: Sample,
    coded: pl.DataFrame,
    brand: str | None,
    size: int,
    mean: Floats,
    values: Sequence[str],
) -> Iterator[tuple[str, float | None, float, float, int, int]]:
    inside = None
    if brand is not None:
        named = coded["brands"].list.contains(brand)
        inside = named.fill_null(value=False).to_numpy()
    found: Estimate = powered(sample, mean, inside=inside)
    for place, value in enumerate(values):
        share = 100.0 * found.share[place]
        bounds = 100.0 * found.low[place], 100.0 * found.high[place]
        yield value, None if np.isnan(share) else share, *bounds, size, found.coded
