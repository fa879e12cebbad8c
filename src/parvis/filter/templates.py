"""Which answers of a support account are its templates: phrases it gives to many people."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from parvis.filter.canonical import canonical
from parvis.frames import enter

LEAST_CALLERS: Final = 5  # people who name an account that answers the public
LEAST_CALLED: Final = 0.1  # of its answers that go to such people, however few were collected
LEAST_USES: Final = 3  # answers that hold a phrase of a template
PHRASE: Final = 4  # words
LEAST_ANSWERS: Final = 0.5  # of what a support account says
LEAST_SHARE: Final = 0.5  # of the words of an answer

_HEARD: Final = ("reply_to", "own_brand")
_HANDLE: Final = r"@(\w+)"
_ANSWER: Final = r"^\W*@\w"
_REPOST: Final = r"(?i)^\W*rt\s+@\w"
_UNTOLD: Final = {"is_template": pl.Boolean, "template_reason": pl.String}


def mark_templates(mentions: pl.DataFrame) -> pl.DataFrame:
    """Mark the answers that a support account makes of phrases it gives to many.

    A support account mostly answers: its mentions begin with a handle or have a `reply_to`. It
    wrote for a brand (`own_brand`), or five other authors name it and one in ten of the answers
    that name anybody goes to them. Four words in a row that stand in three of its answers belong to
    a template; an answer half of whose words do is one, whatever name was put into it. A template
    is neither spam nor a campaign. What spammers repeat is none, since those they write to never
    called them. `parvis.filter.undo` takes a mark back.

    Arguments:
        mentions: needs `text`; `author` tells who says it, `own_brand` and `reply_to` are heard if
            there. Without an author the marks are null.

    Raises:
        MissingColumnsError: there is no `text`.

    Source: the macros of support software, found as boilerplate by repeated passages (Kohlschütter,
    Fankhauser and Nejdl 2010).

    >>> import polars as pl
    >>> public = [(f"p{n}", "@free ma box est en panne") for n in range(5)]
    >>> answers = [("free", f"@p{n} Merci de nous écrire en privé. Léa") for n in range(5)]
    >>> posts = pl.DataFrame(public + answers, schema=["author", "text"], orient="row")
    >>> mark_templates(posts)["is_template"].to_list()
    [False, False, False, False, False, True, True, True, True, True]
    """
    enter(mentions, "text")
    if "author" not in mentions.columns:
        return mentions.with_columns(pl.lit(None, dtype).alias(n) for n, dtype in _UNTOLD.items())
    placed = mentions.with_columns(place=pl.int_range(pl.len(), dtype=pl.Int64))
    marks = templates_of(heard_of(placed))
    told = placed.select("place").join(marks, on="place", how="left", maintain_order="left")
    return mentions.with_columns(told.select("is_template", "template_reason"))


def heard_of(mentions: pl.DataFrame) -> pl.DataFrame:
    """Return what is known of each account: what it says, and who calls it.

    Arguments:
        mentions: as for `mark_templates`, with `author` and `place`, the number of each.

    Returns: rows by `author`, lower case. Of what it says: `place`, `account` (as written), `text`,
        `is_answer`, `is_own`; of who calls it: `caller`. All of an author are needed by
        `templates_of`, and nothing of another.
    """
    posts = _posts(mentions)
    return pl.concat([posts, _calls(posts)], how="diagonal")


def templates_of(heard: pl.DataFrame) -> pl.DataFrame:
    """Mark what accounts say as a template, or not.

    Arguments:
        heard: of some accounts, all that `heard_of` returns of each.

    Returns: place, is_template, template_reason; those without an author are left out.

    >>> said = pl.DataFrame({"place": [0], "author": ["free"], "text": ["Bonjour"]})
    >>> templates_of(heard_of(said)).rows()
    [(0, False, None)]
    """
    is_call = pl.col("caller").is_not_null()
    posts = heard.filter(~is_call).drop_nulls("author")
    calls = heard.filter(is_call).select("caller", "author").unique()
    support = _support_accounts(posts, calls)
    answers = posts.filter("is_answer").join(support, on="author", how="semi")
    marked = posts.join(_templates(answers), on="place", how="left", maintain_order="left")
    return marked.select(
        "place",
        is_template=pl.col("uses").is_not_null(),
        template_reason=pl.format("in {} answers of {}", "uses", "account"),
    )


def _posts(mentions: pl.DataFrame) -> pl.DataFrame:
    """Each mention with its author in lower case, and whether it answers somebody."""
    begins = pl.col("text").str.contains(_ANSWER)
    told = {name: pl.col(name) if name in mentions.columns else pl.lit(None) for name in _HEARD}
    return mentions.select(
        "place",
        pl.col("author").str.to_lowercase(),
        "text",
        account="author",
        is_answer=begins.fill_null(value=False) | told["reply_to"].is_not_null(),
        is_own=told["own_brand"].is_not_null(),
    )


def _support_accounts(posts: pl.DataFrame, said_to: pl.DataFrame) -> pl.DataFrame:
    """Accounts that mostly answer, those who call them among others, or that write for a brand."""
    said = posts.drop_nulls("author").group_by("author")
    answering = said.agg(
        answers=pl.col("is_answer").mean(), is_own=pl.col("is_own").any(), posts=pl.len()
    ).filter(pl.col("answers") >= LEAST_ANSWERS, pl.col("posts") >= LEAST_USES)
    if answering.is_empty():
        return answering
    calls = said_to.join(answering, on="author", how="semi")
    callers = calls.group_by("author").agg(callers=pl.len())
    answered = (
        posts.filter("is_answer")
        .select("author", caller=pl.col("text").str.to_lowercase().str.extract(_HANDLE))
        .join(calls.with_columns(is_called=pl.lit(value=True)), on=["author", "caller"], how="left")
        .group_by("author")
        .agg(called=pl.col("is_called").is_not_null().filter(pl.col("caller").is_not_null()).mean())
    )
    told = answering.join(callers, on="author", how="left").join(answered, on="author", how="left")
    is_called = (pl.col("callers") >= LEAST_CALLERS) & (
        pl.col("called").fill_null(1.0) >= LEAST_CALLED
    )
    return told.filter(pl.col("is_own") | is_called)


def _calls(posts: pl.DataFrame) -> pl.DataFrame:
    """Who names whom, once each; reposts name nobody."""
    named = pl.col("text").str.to_lowercase().str.extract_all(_HANDLE)
    return (
        posts.drop_nulls("author")
        .filter(~pl.col("text").str.contains(_REPOST))
        .select(caller="author", author=named)
        .explode("author")
        .select("caller", author=pl.col("author").str.slice(1))
        .filter(pl.col("author") != pl.col("caller"))
        .unique()
    )


def _templates(answers: pl.DataFrame) -> pl.DataFrame:
    """The answers made of repeated phrases, and how many answers hold the commonest of each."""
    words = _words(answers)
    phrases = words.filter("is_whole").select("at", "author", "phrase", "place")
    uses = phrases.group_by("author", "phrase").agg(uses=pl.col("place").n_unique())
    common = phrases.join(uses.filter(pl.col("uses") >= LEAST_USES), on=["author", "phrase"])
    held = np.zeros(words.height, np.int64)
    for behind in range(PHRASE):
        np.maximum.at(held, common["at"].to_numpy() + behind, common["uses"].to_numpy())
    shares = (
        words.with_columns(uses=pl.Series(held))
        .group_by("place")
        .agg(share=(pl.col("uses") > 0).mean(), uses=pl.col("uses").max())
    )
    return shares.filter(pl.col("share") >= LEAST_SHARE).select("place", "uses")


def _words(answers: pl.DataFrame) -> pl.DataFrame:
    """Each word of the answers, and the phrase that begins with it where there is a whole one."""
    said = answers.select("place", "author", word=canonical(answers["text"]).str.split(" "))
    words = said.explode("word").filter(pl.col("word") != "").with_row_index("at")
    following = [pl.col("word").shift(-behind) for behind in range(PHRASE)]
    return words.with_columns(
        phrase=pl.concat_str(following, separator=" "),
        is_whole=pl.col("place") == pl.col("place").shift(1 - PHRASE),
    )
