"""Which mentions are spam, and the signs that say so."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import polars as pl

from parvis.features.ngrams import summed
from parvis.features.text import prepare
from parvis.filter.signals import NAMES, STOCK, signs_of
from parvis.frames import enter

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REPEATED: Final = 1.5  # log-odds that a link posted again and again by one author is worth
_STOCK: Final = 2.0  # log-odds of a turn that campaigns leave everywhere
_OFTEN: Final = 3  # near-duplicates of one author
_SAID: Final = 3  # signs named in a reason, at most
_WEIGHTY: Final = 0.3  # log-odds that a sign must be worth to be named
_AT_ONCE: Final = 1 << 16


class Model(NamedTuple):
    """What was learnt.

    Arguments:
        words: a weight for each bucket of hashed features.
        scale: what one step of those is worth.
        signs: a weight for each of `NAMES`.
        usual: the mean of each sign; only what is beyond it counts.
        bias: in log-odds.
        yes_from: the probability from which a mention is taken for spam.
    """

    words: NDArray[np.int8]
    scale: float
    signs: NDArray[np.float32]
    usual: NDArray[np.float32]
    bias: float
    yes_from: float


def mark_spam(mentions: pl.DataFrame) -> pl.DataFrame:
    """Mark the mentions that are spam or promotion of the kind nobody asked for.

    Judged by their words, by signs of any kind of spam (links, money, calls to act, ...) and, where
    `author` and `duplicate_group` are there, by a link that one author posts again and again. The
    templates of support accounts (`is_template`) and a brand's own words (`own_brand`) are none.

    Arguments:
        mentions: needs `text`.

    Returns: the mentions with `is_spam`, `spam_p` and `spam_reason`: the weightiest signs, null
        where it is none. A mention without text is none.

    Raises:
        MissingColumnsError: there is no `text`.

    Source: Alberto, Lochter and Almeida, "TubeSpam" (2015); signs and n-grams in one logistic
        regression; scores in models/spam.json, rows 40 and 42 of the capabilities.

    >>> posts = pl.DataFrame({"text": ["Check out my channel, subscribe! http://a.io", "Merci"]})
    >>> mark_spam(posts)["is_spam"].to_list()
    [True, False]
    """
    enter(mentions, "text")
    parts = [_judged(mentions["text"].slice(at, _AT_ONCE)) for at in _starts(mentions.height)]
    said = pl.concat(parts) if parts else _judged(mentions["text"])
    is_stock = mentions["text"].fill_null("").str.to_lowercase().str.contains(STOCK)
    odds = said["odds"] + _REPEATED * _is_repeated(mentions) + _STOCK * is_stock.cast(pl.Float64)
    p = 1 / (1 + (-odds).exp())
    is_spam = (p >= model().yes_from) & (mentions["text"].fill_null("") != "")
    is_spam &= ~_is_of_a_brand(mentions)
    signs = pl.when(is_stock).then("stock phrase, " + said["signs"]).otherwise(said["signs"])
    named = pl.when(is_spam).then(signs)
    return mentions.with_columns(is_spam=is_spam, spam_p=p, spam_reason=named)


def _is_of_a_brand(mentions: pl.DataFrame) -> pl.Series:
    """Whether a support account or a brand wrote it."""
    known = {
        "is_template": pl.col("is_template").fill_null(value=False),
        "own_brand": pl.col("own_brand").is_not_null(),
    }
    told = [told for name, told in known.items() if name in mentions.columns]
    return mentions.select(pl.any_horizontal(pl.lit(value=False), *told)).to_series()


def _starts(height: int) -> range:
    return range(0, height, _AT_ONCE)


def _judged(texts: pl.Series) -> pl.DataFrame:
    """Log-odds of posts, and the signs that weigh most, in words."""
    known = model()
    prepared = texts.to_frame("text").select(prepare(pl.col("text"))).to_series()
    sums = summed(prepared, known.words).astype(np.float64)
    words = known.scale * sums[:, 0] / np.sqrt(np.maximum(sums[:, 1], 1))
    weights = (signs_of(texts) - known.usual) * known.signs
    named = weights[:, : len(NAMES)] * _can_be_named()
    order = np.argsort(-named, axis=1)[:, :_SAID]
    heavy = np.take_along_axis(named, order, axis=1) >= _WEIGHTY
    names = pl.Series(NAMES).gather(order.ravel()).set(pl.Series(~heavy.ravel()), None)
    by_post = pl.DataFrame({"post": np.repeat(np.arange(len(texts)), _SAID), "sign": names})
    reasons = by_post.group_by("post", maintain_order=True).agg(pl.col("sign").drop_nulls())
    said = reasons["sign"].list.join(", ").replace("", "its words")
    return pl.DataFrame({"odds": words + weights.sum(axis=1) + known.bias, "signs": said})


@cache
def _can_be_named() -> NDArray[np.float32]:
    """Its length is no reason a person would give."""
    return np.array([name != "length" for name in NAMES], dtype=np.float32)


def _is_repeated(mentions: pl.DataFrame) -> pl.Series:
    """Whether an author posted it, with a link, three times or more."""
    if not {"author", "duplicate_group"} <= set(mentions.columns):
        return pl.repeat(0.0, mentions.height, eager=True)
    often = pl.len().over("author", "duplicate_group") >= _OFTEN
    is_known = pl.col("author").is_not_null() & pl.col("duplicate_group").is_not_null()
    has_link = pl.col("text").str.contains(r"https?://|www\.").fill_null(value=False)
    return mentions.select((often & is_known & has_link).cast(pl.Float64)).to_series()


@cache
def model() -> Model:
    """Load what was learnt, once.

    >>> len(model().signs) == len(NAMES)
    True
    """
    known = card()
    with (files("parvis.models") / "spam.npz").open("rb") as file, np.load(file) as tables:
        words = tables["words"]
    return Model(
        words,
        known["scale"],
        np.array(known["signs"], dtype=np.float32),
        np.array(known["usual"], dtype=np.float32),
        known["bias"],
        known["yes_from"],
    )


@cache
def card() -> dict[str, Any]:
    """Return what is known of the spam model: its weights by sign, version, data and scores.

    >>> card()["version"]
    'spam-1'
    """
    return json.loads((files("parvis.models") / "spam.json").read_text("utf-8"))
