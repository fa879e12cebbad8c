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
    beyond = _REPEATED * _is_repeated(mentions) + _STOCK * _is_stock(mentions["text"])
    given = pl.DataFrame({"text": mentions["text"], "beyond": beyond})
    is_free = ~_is_of_a_brand(mentions) & (mentions["text"].fill_null("") != "")
    parts = [_judged(part) for part in given.iter_slices(_AT_ONCE)] or [_judged(given)]
    said = pl.concat(parts).with_columns(is_spam=pl.col("is_spam") & is_free)
    named = pl.when("is_spam").then("spam_reason").alias("spam_reason")
    return mentions.with_columns(said.select("is_spam", "spam_p", named))


def _is_stock(texts: pl.Series) -> pl.Series:
    """Whether a text has a turn that campaigns leave everywhere, as a number."""
    return texts.str.to_lowercase().str.contains(STOCK).fill_null(value=False).cast(pl.Float64)


def _is_of_a_brand(mentions: pl.DataFrame) -> pl.Series:
    """Whether a support account or a brand wrote it."""
    known = {
        "is_template": pl.col("is_template").fill_null(value=False),
        "own_brand": pl.col("own_brand").is_not_null(),
    }
    told = [told for name, told in known.items() if name in mentions.columns]
    return mentions.select(pl.any_horizontal(pl.lit(value=False), *told)).to_series()


def _judged(given: pl.DataFrame) -> pl.DataFrame:
    """Whether posts are spam, how likely, and why those are that are.

    Arguments:
        given: `text`, and `beyond`: log-odds of what stands beside the words.
    """
    known = model()
    prepared = given.select(prepare(pl.col("text"))).to_series()
    sums = summed(prepared, known.words).astype(np.float64)
    words = known.scale * sums[:, 0] / np.sqrt(np.maximum(sums[:, 1], 1))
    weights = (signs_of(given["text"]) - known.usual) * known.signs
    odds = words + weights.sum(axis=1) + known.bias + given["beyond"].to_numpy()
    p = pl.Series(1 / (1 + np.exp(-odds)))
    is_spam = p >= known.yes_from
    rows = is_spam.arg_true()
    why = _reasons(weights[rows, : len(NAMES)], given["text"].gather(rows))
    reason = pl.repeat(None, len(p), dtype=pl.String, eager=True).scatter(rows, why)
    return pl.DataFrame({"is_spam": is_spam, "spam_p": p, "spam_reason": reason})


def _reasons(weights: NDArray[np.float32], texts: pl.Series) -> pl.Series:
    """The signs that weigh most in each post, in words."""
    named = weights * _can_be_named()
    order = np.argsort(-named, axis=1)[:, :_SAID]
    heavy = np.take_along_axis(named, order, axis=1) >= _WEIGHTY
    names = pl.Series(NAMES).gather(order.ravel()).set(pl.Series(~heavy.ravel()), None)
    by_post = pl.DataFrame({"post": np.repeat(np.arange(len(texts)), _SAID), "sign": names})
    reasons = by_post.group_by("post", maintain_order=True).agg(pl.col("sign").drop_nulls())
    said = reasons["sign"].list.join(", ").replace("", "its words")
    stock = pl.DataFrame({"said": said, "stock": _is_stock(texts) > 0})
    return stock.select(
        pl.when("stock").then(pl.lit("stock phrase, ") + pl.col("said")).otherwise("said")
    ).to_series()


@cache
def _can_be_named() -> NDArray[np.float32]:
    """Its length is no reason a person would give."""
    return np.array([name != "length" for name in NAMES], dtype=np.float32)


def _is_repeated(mentions: pl.DataFrame) -> pl.Series:
    """Whether an author posted it, with a link, three times or more, as a number."""
    if not {"author", "duplicate_group"} <= set(mentions.columns):
        return pl.repeat(0.0, mentions.height, eager=True)
    often = pl.len().over("author", "duplicate_group") >= _OFTEN
    is_known = pl.col("author").is_not_null() & pl.col("duplicate_group").is_not_null()
    has_link = pl.col("text").str.contains(r"https?://|www\.")
    is_again = (often & is_known & has_link).fill_null(value=False)
    return mentions.select(is_again.cast(pl.Float64)).to_series()


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
