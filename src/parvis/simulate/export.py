"""The market as an export of posts: one CSV row each, under the column names of an X export."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.simulate.grammar import LANGUAGES, grammar

if TYPE_CHECKING:
    from parvis.simulate.people import Integers, People

COLUMNS = (
    "Tweet Id",
    "Created At",
    "Screen Name",
    "Full Text",
    "Language",
    "In Reply To",
    "Retweet Of",
    "Quote Of",
    "Likes",
    "Retweets",
    "Replies",
    "Quotes",
    "Views",
    "Followers",
    "Location",
    "Link",
    "Medium",
)
SITES = {
    "micro-blog": "piou",
    "social network": "cercle",
    "forum": "forum",
    "review": "avis",
    "video": "ecran",
    "blog": "carnet",
    "news": "journal",
}
COUNTING = ("micro-blog", "social network")
EPOCH_MS = 1_288_834_974_657
BROKEN = (
    "{id},{at},too,many,cells,in,this,row,for,the,header,that,stands,above,it,all,and,then,some",
    "{id},{at}",
    '{id},{at},"a quote that opens" and does not close as it should,x,fr',
)


def identify(rows: pl.DataFrame) -> list[str]:
    """Give every row the id its medium would: a number that holds the time, or a name and a count.

    Arguments:
        rows: as planted; an edit keeps the id of the post it edits.

    >>> rows = pl.DataFrame(
    ...     {"at": [1_700_000_000], "medium": ["forum"], "relation": [""], "parent": [-1]}
    ... )
    >>> identify(rows)
    ['forum_0']
    """
    ids: list[str] = []
    for number, (at, medium, relation, parent) in enumerate(
        rows.select("at", "medium", "relation", "parent").iter_rows()
    ):
        if relation == "edit":
            ids.append(ids[parent])
        elif medium == "micro-blog":
            ids.append(str((at * 1000 + number % 1000 - EPOCH_MS << 22) + number))
        else:
            ids.append(f"{SITES[medium]}_{number}")
    return ids


def export(
    rows: pl.DataFrame, texts: list[str], people: People, rng: np.random.Generator
) -> pl.DataFrame:
    """Lay the posts out as an export would, in the order of planting.

    Arguments:
        rows: as planted.
        texts: their words.
        people: of the market.
        rng: where the counts of likes and the places come from.
    """
    ids = pl.Series(identify(rows))
    author = rows["author"].to_numpy()
    counted = rows["medium"].is_in(COUNTING)
    moment = pl.from_epoch(rows["at"]).dt.strftime("%Y-%m-%d %H:%M:%S +00:00")
    columns = {
        "Tweet Id": ids,
        "Created At": _where(moment, ~rows["is_undated"]),
        "Screen Name": pl.Series(people.handle).gather(author),
        "Full Text": pl.Series(texts),
        "Language": _where(pl.Series(LANGUAGES).gather(rows["language"]), counted),
        **_pointers(rows, ids),
        **_counts(rows, people, rng),
        "Followers": _where(pl.Series(people.followers[author]), counted),
        "Location": _places(rows, rng),
        "Link": _addresses(rows, ids),
        "Medium": rows["medium"],
    }
    return pl.DataFrame(columns).select(COLUMNS)


def lay_out(posts: pl.DataFrame, at: pl.Series, repeated: Integers) -> pl.DataFrame:
    """Put the posts in the order of time, some of them twice.

    Arguments:
        posts: of `export`.
        at: when each was posted, known or not.
        repeated: the numbers of those that stand twice.
    """
    order = np.concatenate([np.arange(posts.height), repeated])
    return posts[order[np.argsort(at.to_numpy()[order], kind="stable")]]


def broken_lines(count: int, rng: np.random.Generator) -> list[str]:
    """Return lines of CSV that no reader can make a post of.

    >>> len(broken_lines(2, np.random.default_rng(1)))
    2
    """
    kind, number = rng.integers(0, len(BROKEN), count), rng.integers(10**17, 10**18, count)
    moment = "2026-03-09 08:00:00 +00:00"
    return [
        BROKEN[each].format(id=identity, at=moment)
        for each, identity in zip(kind.tolist(), number.tolist(), strict=True)
    ]


def _where(values: pl.Series, is_known: pl.Series) -> pl.Series:
    return values.zip_with(is_known, values.clear(len(values)))


def _pointers(rows: pl.DataFrame, ids: pl.Series) -> dict[str, pl.Series]:
    """Ids of the posts answered, reposted and quoted."""
    parent = ids.gather(rows["parent"].clip(0))
    names = {"In Reply To": "reply", "Retweet Of": "repost", "Quote Of": "quote"}
    return {name: _where(parent, rows["relation"] == relation) for name, relation in names.items()}


def _counts(rows: pl.DataFrame, people: People, rng: np.random.Generator) -> dict[str, pl.Series]:
    """Likes, reposts, replies, quotes and views: those planted, and those of strangers."""
    followers = people.followers[rows["author"].to_numpy()]
    appeal = rng.lognormal(-1.2, 1.3, rows.height) * np.sqrt(followers) / 4
    is_counted = rows["medium"].is_in(COUNTING)
    counts = {"Likes": _where(pl.Series(rng.poisson(appeal)), rows["medium"] != "news")}
    names = {"Retweets": "repost", "Replies": "reply", "Quotes": "quote"}
    for name, relation in names.items():
        of = rows.filter(pl.col("relation") == relation)["parent"].to_numpy()
        planted = np.bincount(of, minlength=rows.height)
        counts[name] = _where(pl.Series(planted + rng.poisson(appeal / 12)), is_counted)
    seen = rows["medium"].is_in(["micro-blog", "video"])
    views = (appeal * rng.uniform(15, 60, rows.height)).astype(np.int64) + 3
    return counts | {"Views": _where(pl.Series(views), seen)}


def _places(rows: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
    """Where about half of the authors of micro-blogs say they are, always the same place."""
    cities = pl.Series(
        [
            grammar(language).rules["city"][place][1][0]
            for language in LANGUAGES
            for place in range(38)
        ],
        dtype=pl.String,
    )
    home = rows["author"] * 31 % 38 + 38 * rows["language"]
    says = (rows["author"] * 17 % 100 < 52) & (rows["medium"] == "micro-blog")
    return _where(cities.gather(home), says)


def _addresses(rows: pl.DataFrame, ids: pl.Series) -> pl.Series:
    sites = rows["medium"].replace_strict(SITES)
    return pl.select(pl.format("https://{}.example/p/{}", sites, ids)).to_series()
