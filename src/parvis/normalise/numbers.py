"""Counts, ratings and yes-or-no as people and platforms write them: 1.2K, 1 234, 1,234, 4,5/5."""

from __future__ import annotations

import polars as pl

_SPACES = r"[\s\x{00a0}\x{202f}\x{2009}']"
_NUMBER = r"^([+-]?\d+(?:[.,]\d+)*)\+?([a-z]*)"
_FACTORS = {"": 1.0, "k": 1e3, "m": 1e6, "mio": 1e6, "b": 1e9, "md": 1e9, "mrd": 1e9}
_YES = ("true", "1", "1.0", "yes", "oui", "vrai", "blue", "business", "government", "verified")
_NO = ("false", "0", "0.0", "no", "non", "faux", "none")


def counts(column: str) -> pl.Expr:
    """Read a column of counts as integers; what is no number is null.

    Without a suffix a point or comma before three digits groups thousands, for counts are whole.

    Arguments:
        column: name of a column of strings.

    >>> written = pl.DataFrame({"likes": ["1.2K", "1 234", "1,234", "12.0", "N/A"]})
    >>> written.select(counts("likes"))["likes"].to_list()
    [1200, 1234, 1234, 12, None]
    """
    plain = pl.col(column).cast(pl.Int64, strict=False)
    other = pl.when(plain.is_null()).then(column)
    bare = other.str.to_lowercase().str.replace_all(_SPACES, "")
    digits, suffix = bare.str.extract(_NUMBER + "$", 1), bare.str.extract(_NUMBER + "$", 2)
    factor = suffix.replace_strict(_FACTORS, default=None, return_dtype=pl.Float64)
    is_grouped = digits.str.contains(r"^[+-]?\d{1,3}(?:[.,]\d{3})+$") & (suffix == "")
    whole = digits.str.replace_all(r"[.,]", "").cast(pl.Int64, strict=False)
    scaled = (_decimal(digits) * factor).round().cast(pl.Int64, strict=False)
    return pl.coalesce(plain, pl.when(is_grouped).then(whole).otherwise(scaled)).alias(column)


def ratings(column: str) -> pl.Expr:
    """Read a column of ratings on the source's own scale; stars are counted.

    Arguments:
        column: name of a column of strings.

    >>> written = pl.DataFrame({"rating": ["4,5/5", "★★★☆☆", "5 étoiles", ""]})
    >>> written.select(ratings("rating"))["rating"].to_list()
    [4.5, 3.0, 5.0, None]
    """
    stars = pl.col(column).str.count_matches("★").cast(pl.Float64)
    number = _decimal(pl.col(column).str.extract(r"(\d+(?:[.,]\d+)?)"))
    return pl.when(stars > 0).then(stars).otherwise(number).alias(column)


def truths(column: str) -> pl.Expr:
    """Read a column of yes and no, in English or French; anything else is null.

    Arguments:
        column: name of a column of strings.

    >>> written = pl.DataFrame({"verified": ["TRUE", "non", "peut-être"]})
    >>> written.select(truths("verified"))["verified"].to_list()
    [True, False, None]
    """
    values = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
    low = pl.col(column).str.to_lowercase().str.strip_chars()
    return low.replace_strict(values, default=None, return_dtype=pl.Boolean).alias(column)


def _decimal(digits: pl.Expr) -> pl.Expr:
    """1,234.5 is English grouping; a lone comma is a decimal comma."""
    is_english = digits.str.contains(r"^[+-]?\d{1,3}(?:,\d{3})+\.\d+$")
    plain = pl.when(is_english).then(digits.str.replace_all(",", "")).otherwise(digits)
    return plain.str.replace_all(",", ".").cast(pl.Float64, strict=False)
