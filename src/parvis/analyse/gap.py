"""The vocabulary gap: what a brand says that its public does not, and the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw
import polars as pl
from scipy import stats

from parvis.analyse.odds import log_odds, surprise
from parvis.analyse.reduction import begin, finish
from parvis.analyse.telling import without_parts
from parvis.analyse.terms import cut, voices_by_term
from parvis.analyse.voices import voice
from parvis.frames import distinct

if TYPE_CHECKING:
    from collections.abc import Collection

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame

OWN, PUBLIC, MARKET = "own", "public", "market"
LEAST = 5
_WITHIN = 1.959964  # standard errors that hold a value 95 times in 100
READ = (
    *("id", "author", "text", "language", "brands"),
    *("own_brand", "kept", "duplicate_of", "repost_of"),
)
"""What is read of a mention."""
GAP = {
    "term": pl.String,
    "texts": pl.Int64,
    "people": pl.Int64,
    "texts_share": pl.Float64,
    "people_share": pl.Float64,
    "lean": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "z": pl.Float64,
    "p": pl.Float64,
}
TYPICAL = 140  # characters of a text that shows well how a term is used


def gap(
    mentions: IntoFrame,
    brand: str,
    *,
    language: str | None = None,
    least: int = LEAST,
    without: Collection[str] = (),
) -> pl.DataFrame:
    """Set what a brand's accounts say against what is said of the brand.

    Of the brand, each text counts once for a term, its copies left out; of the public, each author
    counts once, so that nobody's favourite word wins alone. How often a term is to be expected is
    taken from the whole market, so that a rare one needs more than a few uses to stand out.

    Arguments:
        mentions: all mentions of the study, kept or not, with `id`, `author`, `text`, `language`,
            `brands`, `own_brand`, `kept`, `duplicate_of` and `repost_of`.
        brand: whose accounts, and whose public.
        language: of the texts to compare; all by default.
        least: texts and people together that a term needs.
        without: words that are no terms.

    Returns: term, texts (of the brand that say it), people (who say it), texts_share and
        people_share (%), lean (log-odds ratio: above 0 it is the public's word, below the brand's),
        low, high (its interval at 95 %), z (lean in its standard errors), p (how rarely chance
        would part the two so far: of the terms under 0.05, no more than one in twenty is there by
        chance); the surest words of the public first, those of the brand last.

    Raises:
        MissingColumnsError: a column is not there.

    Source: Monroe, Colaresi and Quinn, "Fightin' words: lexical feature selection and evaluation
        for identifying the content of political conflict" (Political Analysis 16, 2008): log-odds
        ratio with an informative Dirichlet prior; Dunning, "Accurate methods for the statistics of
        surprise and coincidence" (Computational Linguistics 19, 1993): likelihood ratio, which
        holds where a term is never said on one side; Benjamini and Hochberg (Journal of the Royal
        Statistical Society B 57, 1995); row 30 of the capabilities.

    >>> row = {"author": "ann", "text": "panne", "language": "fr", "brands": ["Free"], "kept": True}
    >>> row |= {"own_brand": None, "duplicate_of": None, "repost_of": None}
    >>> own = row | {"text": "incident", "own_brand": "Free", "kept": False, "brands": []}
    >>> rows = [row | {"id": f"p{n}", "author": f"a{n}"} for n in range(9)]
    >>> rows += [own | {"id": f"o{n}"} for n in range(9)]
    >>> gap(pl.DataFrame(rows), "Free").select("term", "texts", "people").rows()
    [('panne', 0, 9), ('incident', 9, 0)]
    """
    said = _said(mentions, brand, language)
    terms, voices = voices_by_term(said, least=1, without=without)
    return _compared(_wide(without_parts(terms)), voices, least)


def examples(
    mentions: IntoFrame,
    brand: str,
    terms: Collection[str],
    *,
    language: str | None = None,
    without: Collection[str] = (),
) -> pl.DataFrame:
    """Choose, for terms of `gap`, a text of the brand and one of its public that say them.

    Arguments:
        mentions: as for `gap`.
        brand: whose accounts, and whose public.
        terms: to be shown in use.
        language: of the texts.
        without: words that are no terms.

    Returns: term, group (own or public) and id, of the text whose length shows a term best.

    Raises:
        MissingColumnsError: a column is not there.

    >>> row = {"author": "ann", "text": "panne", "language": "fr", "brands": ["Free"], "kept": True}
    >>> row |= {"id": "x:1", "own_brand": None, "duplicate_of": None, "repost_of": None}
    >>> examples(pl.DataFrame([row]), "Free", ["panne"]).rows()
    [('panne', 'public', 'x:1')]
    """
    said = _said(mentions, brand, language).filter(nw.col("group") != MARKET)
    off = (nw.col("text").str.len_chars() - TYPICAL).abs()
    used = cut(said.with_columns(off=off), without=without).filter(nw.col("term").is_in([*terms]))
    ordered = finish(distinct(used, "term", "group", "id", "off"))
    first = ordered.sort("term", "group", "off", "id").group_by("term", "group")
    return first.agg(pl.col("id").first()).sort("term", "group")


def _said(mentions: IntoFrame, brand: str, language: str | None) -> Frame:
    """The texts of the brand, of its public, and of those who speak of others, copies left out."""
    all_ = begin(mentions, *READ).filter(
        nw.col("duplicate_of").is_null(), nw.col("repost_of").is_null()
    )
    said = all_ if language is None else all_.filter(nw.col("language") == language)
    own = said.filter(nw.col("own_brand") == brand)
    spoken = said.filter(nw.col("kept")).explode("brands").filter(~nw.col("brands").is_null())
    is_of_brand = nw.col("brands") == brand
    group = nw.when(is_of_brand).then(nw.lit(PUBLIC)).otherwise(nw.lit(MARKET))
    return nw.concat(
        [
            own.select("id", "text", voice=nw.col("id"), group=nw.lit(OWN)),
            spoken.select("id", "text", voice=voice(), group=group),
        ]
    )


def _wide(terms: pl.DataFrame) -> pl.DataFrame:
    """One row a term: how many voices of each group say it."""
    groups = [
        pl.col("voices").filter(pl.col("group") == group).sum().cast(pl.Int64).alias(group)
        for group in (OWN, PUBLIC, MARKET)
    ]
    return terms.group_by("term").agg(groups).sort("term")


def _compared(terms: pl.DataFrame, voices: dict[str, int], least: int) -> pl.DataFrame:
    public, own = (terms[group].to_numpy() for group in (PUBLIC, OWN))
    lean, spread = log_odds(public, own, terms[MARKET].to_numpy())
    found = {"lean": lean, "spread": spread, "z": lean / spread, "apart": surprise(public, own)}
    measured = terms.with_columns(**{name: pl.Series(of) for name, of in found.items()}).filter(
        pl.col(OWN) + pl.col(PUBLIC) >= least
    )
    p = 2.0 * stats.norm.sf(measured["apart"].abs().to_numpy())
    half = _WITHIN * pl.col("spread")
    shares = [
        (100.0 * pl.col(group) / max(1, voices.get(group, 0))).alias(name)
        for group, name in ((OWN, "texts_share"), (PUBLIC, "people_share"))
    ]
    named = measured.with_columns(
        *shares, texts=OWN, people=PUBLIC, low=pl.col("lean") - half, high=pl.col("lean") + half,
        p=pl.Series(stats.false_discovery_control(p)),
    )  # fmt: skip
    return named.sort("apart", "term", descending=[True, False]).select(
        pl.col(name).cast(dtype) for name, dtype in GAP.items()
    )
