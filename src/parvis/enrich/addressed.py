"""Whom a post speaks to: a brand, other people, or nobody; read from its columns, not its words."""

from __future__ import annotations

import polars as pl

_SHORTEST_WORD = 4


def speaks_to(mentions: pl.DataFrame) -> pl.Series:
    """Tell whom each post speaks to: brand, people, nobody; null where its columns do not tell.

    A handle is a brand's when it holds the brand's name (or the first word of it, where that has
    four letters or more): `@NovaTel_Aide` for Nova Tel. Only the row itself is looked at, so a
    mention is read the same whatever stands beside it.

    Arguments:
        mentions: with `mentions` (handles named), `brands` and `reply_to`; without, all is null.

    Returns: strings, one a row.

    >>> handles, brands = [["novatel_aide"], ["julie"], []], [["Nova Tel"]] * 3
    >>> rows = {"mentions": handles, "brands": brands, "reply_to": [None] * 3}
    >>> speaks_to(pl.DataFrame(rows)).to_list()
    ['brand', 'people', 'nobody']
    """
    if not {"mentions", "brands", "reply_to"} <= set(mentions.columns):
        return pl.repeat(None, mentions.height, dtype=pl.String, eager=True)
    handles = _folded(pl.col("mentions").list.join(" ")).alias("handles")
    rows = mentions.select(handles, "brands", "reply_to").with_row_index()
    named = rows.explode("brands").select("index", is_brand=_names_brand())
    known = named.group_by("index").agg(pl.col("is_brand").any(ignore_nulls=False))
    named_none = pl.col("handles") == ""
    return (
        rows.join(known, on="index", how="left", maintain_order="left")
        .select(
            pl.when(named_none & pl.col("reply_to").is_null())
            .then(pl.lit("nobody"))
            .when(~named_none & pl.col("is_brand"))
            .then(pl.lit("brand"))
            .when(~named_none & ~pl.col("is_brand"))
            .then(pl.lit("people"))
        )
        .to_series()
    )


def _names_brand() -> pl.Expr:
    """A handle holds the brand's whole name, or its first word where that is long enough."""
    brand = pl.col("brands")
    whole, first = _letters(brand), _letters(brand.str.extract(r"^\s*(\S+)"))
    handles = pl.col("handles")
    by_first = handles.str.contains(first, literal=True)
    long_enough = first.str.len_chars() >= _SHORTEST_WORD
    return (whole != "") & (handles.str.contains(whole, literal=True) | (by_first & long_enough))


def _letters(text: pl.Expr) -> pl.Expr:
    return _folded(text).str.replace_all(r"[^\pL\pN]", "")


def _folded(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.normalize("NFKD").str.replace_all(r"[\p{Mn}_.-]", "")
