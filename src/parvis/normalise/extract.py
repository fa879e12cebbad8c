"""Handles, hashtags and links named in the words, joined with those the source declares."""

from __future__ import annotations

from typing import Literal

import polars as pl

Handles = Literal["plain", "dotted", "declared"]

_BEFORE_HANDLE = r"(?:^|[^\w@/])"
_HANDLES = {
    "plain": _BEFORE_HANDLE + r"@\w+",
    "dotted": _BEFORE_HANDLE + r"@\w(?:[\w.-]*\w)?(?:@\w[\w.-]*\w)?",
}
_NUMBER_SIGN = "[#\N{FULLWIDTH NUMBER SIGN}]"
_HASHTAG = r"(?:^|[^\w&/])[#\x{ff03}]\w*[\p{L}_]\w*"
_LINK = r"(?i)https?://[^\s<>\"“”«»\x{0000}-\x{001f}]+"
_LINK_END = r"[.,;:!?…'\x{2019})\]}*]+$"
_SHORTENED = r"^https?://t\.co/"
_NONE = pl.lit([], dtype=pl.List(pl.String))


def handles(*, declared: str = "mentions", rule: Handles = "plain") -> pl.Expr:
    """List the handles of column `text` and of a declared list: lower case, without @, once each.

    Arguments:
        declared: column with what the source lists, separated in any usual way.
        rule: `plain` for letters, digits and _, `dotted` where handles hold points and hosts,
            `declared` where the source's own list is complete and the words are not read.

    >>> posts = pl.DataFrame({"text": ["Merci @Free, et @u_1! a@b.fr"], "mentions": ["@EDF"]})
    >>> posts.select(handles())["mentions"].to_list()
    [['edf', 'free', 'u_1']]
    """
    said = _listed(declared, r"[^\s,;|@\[\]\"']+(?:@[^\s,;|@\[\]\"']+)?")
    if rule == "declared":
        return _joined(said, _NONE).alias(declared)
    named = pl.col("text").str.extract_all(_HANDLES[rule])
    return _joined(said, _each(named, r"^[^@]*@", "")).alias(declared)


def hashtags(*, declared: str = "hashtags") -> pl.Expr:
    """List the hashtags of column `text` and of a declared list: lower case, without #, once each.

    Arguments:
        declared: column with what the source lists, separated in any usual way.

    >>> posts = pl.DataFrame({"text": ["#Été à 5#6 #2024 #fibre!"], "hashtags": ["Free, Fibre"]})
    >>> posts.select(hashtags())["hashtags"].to_list()
    [['free', 'fibre', 'été']]
    """
    said = _listed(declared, r"[^\s,;|#\x{ff03}\[\]\"']+")
    named = _where("text", _NUMBER_SIGN).str.extract_all(_HASHTAG)
    return _joined(said, _each(named, r"^[^#\x{ff03}]*[#\x{ff03}]", "")).alias(declared)


def links(*, declared: str = "links") -> pl.Expr:
    """List the http and https addresses of column `text` and of a declared list, once each.

    Where the source declares addresses, Twitter's t.co forms of them are left out.

    Arguments:
        declared: column with what the source lists, separated in any usual way.

    >>> posts = pl.DataFrame({"text": ["voir (https://a.fr/x)."], "links": ["ftp://b.fr"]})
    >>> posts.select(links())["links"].to_list()
    [['https://a.fr/x']]
    """
    said, named = addresses(declared), _trimmed(_where("text", "://").str.extract_all(_LINK))
    longer = named.list.eval(pl.element().filter(~pl.element().str.contains(_SHORTENED)))
    named = pl.when(said.list.len() > 0).then(longer).otherwise(named)
    return _union(said, named).alias(declared)


def addresses(column: str) -> pl.Expr:
    """List the http and https addresses of a column, once each; an empty list for a null.

    Arguments:
        column: name of a column of strings that hold one address or several.

    >>> seen = pl.DataFrame({"media": ["https://a.fr/1.png,https://a.fr/2.png", None]})
    >>> seen.select(addresses("media"))["media"].to_list()
    [['https://a.fr/1.png', 'https://a.fr/2.png'], []]
    """
    apart = pl.col(column).str.replace_all(r"[\s,;|'\[\]\"]+(https?://)", " ${1}")
    return _union(_trimmed(apart.str.extract_all(_LINK)), _NONE).alias(column)


def _where(column: str, sign: str) -> pl.Expr:
    """Texts that hold a sign, so that a dear pattern sees those alone."""
    return pl.when(pl.col(column).str.contains(sign)).then(column)


def _listed(column: str, item: str) -> pl.Expr:
    return pl.col(column).str.extract_all(item)


def _each(lists: pl.Expr, pattern: str, value: str) -> pl.Expr:
    return lists.list.eval(pl.element().str.replace(pattern, value))


def _trimmed(lists: pl.Expr) -> pl.Expr:
    """Punctuation that ends a sentence does not end an address."""
    return _each(lists, _LINK_END, "")


def _joined(said: pl.Expr, named: pl.Expr) -> pl.Expr:
    return _union(said, named).list.eval(
        pl.element().str.to_lowercase().unique(maintain_order=True)
    )


def _union(said: pl.Expr, named: pl.Expr) -> pl.Expr:
    both = pl.concat_list(said.fill_null(_NONE), named.fill_null(_NONE))
    return both.list.unique(maintain_order=True)
