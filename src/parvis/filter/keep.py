"""Which mentions count in the figures, and why the others do not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

import polars as pl

from parvis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection

_UNTOLD = "und"


def _moment(bound: date, name: str) -> datetime:
    """A bound of the period as a moment; a day begins at midnight UTC."""
    if not isinstance(bound, datetime):
        return datetime.combine(bound, time(), tzinfo=UTC)
    if bound.tzinfo is None:
        raise InputError(
            f"{name} is {bound.isoformat()}, a time without a zone. "
            "What to do: give it one, for example tzinfo=datetime.UTC."
        )
    return bound.astimezone(UTC)


def _asked_for(languages: Collection[str]) -> list[str]:
    """The codes asked for, in lower case; a text alone is one code."""
    codes = [languages] if isinstance(languages, str) else languages
    return [code.lower() for code in codes]


def _outside(since: date | None, until: date | None) -> pl.Expr:
    """Whether a mention is dated, and outside the period."""
    start = _moment(since, "since") if since else None
    end = _moment(until, "until") if until else None
    if start and end and start >= end:
        raise InputError(
            f"the period from {start.isoformat()} until {end.isoformat()} is empty. "
            "What to do: give an end after its start."
        )
    published, nothing = pl.col("published_at"), pl.lit(value=False)
    too_early = published < start if start else nothing
    return too_early | (published >= end if end else nothing)


def _reasons(
    languages: Collection[str] | None, since: date | None, until: date | None
) -> dict[str, tuple[str, pl.Expr]]:
    """Each reason, in the order of their rank, with the column it looks at and what it asks."""
    language, nothing = pl.col("language"), pl.lit(value=False)
    foreign = (language != _UNTOLD) & ~language.is_in(_asked_for(languages or ()))
    return {
        "own_account": ("own_brand", pl.col("own_brand").is_not_null()),
        "off_perimeter": ("brands", pl.col("brands").list.len() == 0),
        "language": ("language", foreign if languages else nothing),
        "period": ("published_at", _outside(since, until)),
    }


def keep(
    mentions: pl.DataFrame,
    *,
    languages: Collection[str] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> pl.DataFrame:
    """Mark each mention as counted in the figures or not, with the first reason why it is not.

    The reasons in their order: `own_account` (a brand's own words), `off_perimeter` (no brand's
    query), `language` (told, and not among those asked for), `period` (dated, and outside it). What
    is unknown counts against no mention: one whose language cannot be told (`und`) or whose date is
    missing is kept, and a column that is not there gives no reason.

    Arguments:
        mentions: `own_brand`, `brands`, `language` and `published_at` are heard if there.
        languages: ISO 639-1 codes to keep; all of them when none is named.
        since: first moment of the period, aware, or a day, which begins at midnight UTC.
        until: first moment after the period.

    Raises:
        InputError: a bound has no time zone, or the period is empty.

    Source: row 21 of the capabilities; the reasons are those of `parvis.schema.FILTER_REASONS`.

    >>> import polars as pl
    >>> said = pl.DataFrame({"language": ["fr", "en", "und"], "brands": [["Free"], ["Free"], []]})
    >>> keep(said, languages=["fr"]).select("kept", "filter_reason").rows()
    [(True, None), (False, 'language'), (False, 'off_perimeter')]
    """
    asked = _reasons(languages, since, until)
    answers = [
        pl.when(holds).then(pl.lit(reason))
        for reason, (column, holds) in asked.items()
        if column in mentions.columns
    ]
    reason = pl.coalesce(pl.lit(None, dtype=pl.String), *answers)
    return mentions.with_columns(kept=reason.is_null(), filter_reason=reason)
