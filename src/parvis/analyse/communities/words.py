"""What each community says that the others do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.reduction import begin, finish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narwhals.stable.v2.typing import IntoFrame

LEAST_LETTERS: Final = 3
LEAST_AUTHORS: Final = 3
TELLING: Final = 3.0  # standard deviations: thousands of words are tried
TIMES: Final = 2.0  # how many times as often as the others
COMMON: Final = 0.05  # share of the others: what so many of them say names nobody
_PRIOR: Final = 500.0  # sayings, or a tenth of all where that is less, that what all say is worth
_NO_WORDS: Final = (r"https?://\S+", r"@\S+", r"[^\p{L}]+")


def words_said(mentions: IntoFrame, authors: Sequence[str]) -> pl.DataFrame:
    """List the words of some authors, each word of an author once.

    Words are runs of letters, three at least, lower case; handles and addresses are none.

    Arguments:
        mentions: with `author`, `language` and `text`.
        authors: whom to hear, lower case.

    Returns: author, language, word; by these.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 30 of the capabilities.

    >>> said = {"author": ["Ann"], "language": ["fr"], "text": ["@bo Ma fibre, ma FIBRE !"]}
    >>> words_said(pl.DataFrame(said), ["ann"]).rows()
    [('ann', 'fr', 'fibre')]
    """
    said = begin(mentions, "author", "language", "text").with_columns(
        author=nw.col("author").str.to_lowercase(), word=nw.col("text").str.to_lowercase()
    )
    heard = said.filter(nw.col("author").is_in(list(authors)))
    for pattern in _NO_WORDS:
        heard = heard.with_columns(word=nw.col("word").str.replace_all(pattern, " "))
    split = heard.with_columns(word=nw.col("word").str.split(" ")).explode("word")
    long = split.filter(nw.col("word").str.len_chars() >= LEAST_LETTERS)
    return finish(long.select("author", "language", "word").unique()).sort(
        "author", "language", "word"
    )


def own_words(said: pl.DataFrame, members: pl.DataFrame, *, top: int = 5) -> pl.DataFrame:
    """List the words that most set each community apart from the others who speak its language.

    A word counts once for each author, so that nobody makes a community's words alone; languages
    are compared with themselves, so that no language is a community's word.

    Arguments:
        said: author, language and word, as `words_said` returns them.
        members: author and community.
        top: how many to list for each.

    Returns: community, word, authors (of the community who say it), z (standard deviations from
        saying it as often as the others); the most telling first.

    Source: Monroe, Colaresi and Quinn, "Fightin' words" (Political Analysis 16, 2008): log-odds
        with an informative Dirichlet prior; row 30 of the capabilities.

    >>> said = [
    ...     (f"{side}{n}", "fr", word)
    ...     for side, own in (("a", "fibre"), ("b", "prix"))
    ...     for n in range(40)
    ...     for word in (own, "oui")
    ... ]
    >>> said = pl.DataFrame(said, ["author", "language", "word"], orient="row")
    >>> members = said.select(
    ...     "author", community=1 + pl.col("author").str.starts_with("b")
    ... ).unique()
    >>> own_words(said, members).select("community", "word", "authors").rows()
    [(1, 'fibre', 40), (2, 'prix', 40)]
    """
    telling = _counted(said, members).filter(
        pl.col("authors") >= LEAST_AUTHORS,
        _log_odds() > TELLING,
        _times() > TIMES,
        pl.col("elsewhere") <= COMMON * pl.col("strangers"),
    )
    ordered = telling.with_columns(z=_log_odds()).sort("z", "word", descending=[True, False])
    once = ordered.unique(["community", "word"], keep="first", maintain_order=True)
    chosen = once.filter(pl.int_range(pl.len()).over("community") < top)
    return chosen.select("community", "word", "authors", "z").sort("community", maintain_order=True)


def _counted(said: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Count each word of each community and language.

    `authors` say it, `elsewhere` of `strangers` do; `here` and `there` are the sayings of all
    words. Only whoever is in a community counts.
    """
    spoken = said.join(members.select("author", "community"), on="author").with_columns(
        pl.col("language").fill_null("und")
    )
    people = spoken.group_by("community", "language").agg(
        people=pl.col("author").n_unique(), here=pl.len()
    )
    others = people.with_columns(
        strangers=pl.col("people").sum().over("language") - pl.col("people"),
        there=pl.col("here").sum().over("language") - pl.col("here"),
    )
    counted = spoken.group_by("community", "language", "word").agg(authors=pl.len())
    elsewhere = pl.col("authors").sum().over("language", "word") - pl.col("authors")
    counts = pl.col("authors", "elsewhere", "strangers", "here", "there").cast(pl.Int64)
    joined = counted.with_columns(elsewhere=elsewhere).join(others, on=["community", "language"])
    return joined.with_columns(counts)


def _times() -> pl.Expr:
    """How many times as large a part of the community's sayings a word is as of the others'."""
    elsewhere = pl.max_horizontal(pl.col("elsewhere"), 1e-9) / pl.col("there")
    return pl.col("authors") / pl.col("here") / elsewhere


def _log_odds() -> pl.Expr:
    """How far a community's odds of a word are from the others', in standard deviations."""
    all_, whole = pl.col("authors") + pl.col("elsewhere"), pl.col("here") + pl.col("there")
    worth = pl.min_horizontal(_PRIOR, whole / 10)
    prior = worth * all_ / whole
    here, there = pl.col("authors") + prior, pl.col("elsewhere") + prior
    here_not, there_not = pl.col("here") + worth - here, pl.col("there") + worth - there
    off = (here / here_not).log() - (there / there_not).log()
    return off / (1 / here + 1 / there).sqrt()
