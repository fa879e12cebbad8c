"""Who an audience is by what it does: where it says it is, where it speaks, what else it speaks of.

People are counted, not mentions, and nothing is told of fewer than FEWEST of them. Interests are
what people speak of and link to, never what they are: a name that touches health, belief, politics,
union membership, origin or sexuality is left out here, before anything is counted of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from parvis.analyse.clustered import share_interval
from parvis.analyse.hosts import SHORTENERS, host
from parvis.analyse.reduction import begin, finish
from parvis.analyse.voices import voice
from parvis.features.sensitive import is_sensitive
from parvis.frames import distinct, enter

if TYPE_CHECKING:
    from collections.abc import Collection

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame

FEWEST: Final = 5
"""People of whom anything is told."""
SHORT: Final = 4  # letters of a name under which it is looked for as a whole word only
SHARES = {"people": pl.Int64, "share": pl.Float64, "low": pl.Float64, "high": pl.Float64}
KINDS: Final = {"hashtag": "hashtags", "topic": "topic", "site": "links"}
"""What tells of interests, and the column that holds it."""


def people(mentions: IntoFrame) -> int:
    """Count the people who speak; a mention without an author is a person of its own.

    Arguments:
        mentions: with `id` and `author`.

    >>> people(pl.DataFrame({"id": ["1", "2", "3"], "author": ["Ann", "ann", None]}))
    2
    """
    said = begin(mentions, "id", "author").select(voice=voice())
    return int(finish(said.select(people=nw.col("voice").n_unique()))["people"].sum())


def by_place(mentions: IntoFrame, *, least: int = FEWEST) -> pl.DataFrame:
    """Count the people who state each place, and their part of those who state one.

    Arguments:
        mentions: with `id`, `author` and `country`.
        least: people under which a place is not told.

    Returns: place (as most write it), people, share, low, high (%), most first; the row whose place
        is null counts the people who state none, and has no share.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 27 of the capabilities; Wilson 1927, as in `clustered.share_interval`.

    >>> said = {"id": ["1", "2"], "author": ["ann", "bo"], "country": ["Lyon", None]}
    >>> by_place(pl.DataFrame(said), least=1).select("place", "people").rows()
    [('Lyon', 1), (None, 1)]
    """
    said = begin(mentions, "id", "author", "country").with_columns(voice=voice())
    stated = finish(distinct(said, "voice", "country")).rename({"country": "place"})
    written = pl.col("place").str.strip_chars()
    known = stated.select("voice", place=pl.when(written != "").then(written)).drop_nulls("place")
    alike = known.with_columns(key=pl.col("place").str.to_lowercase())
    spelt = (
        alike.sort("place").group_by("key").agg(pl.col("place").mode(maintain_order=True).first())
    )
    counted = alike.group_by("key").agg(people=pl.col("voice").n_unique()).join(spelt, on="key")
    somewhere = known["voice"].n_unique()
    silent = stated["voice"].n_unique() - somewhere
    shares = _shares(counted.select("place", "people"), somewhere, least)
    nowhere = pl.DataFrame([(None, silent, None, None, None)], shares.schema, orient="row")
    return pl.concat([shares, nowhere])


def by_site(mentions: IntoFrame, *, least: int = FEWEST) -> pl.DataFrame:
    """Count the people who speak in each medium, and on each site of it.

    Arguments:
        mentions: with `id`, `author`, `medium` and `url`.
        least: people under which a site is not told.

    Returns: medium (null: unknown), site (null: all of the medium), people, share, low, high (% of
        all people), most first; one who speaks on two sites counts for both.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 27 of the capabilities; Wilson 1927, as in `clustered.share_interval`.

    >>> said = {"id": ["1"], "author": ["ann"], "medium": ["forum"], "url": ["https://a.example/1"]}
    >>> by_site(pl.DataFrame(said), least=1).select("medium", "site", "people").rows()
    [('forum', None, 1), ('forum', 'a.example', 1)]
    """
    said = begin(mentions, "id", "author", "medium", "url").with_columns(voice=voice())
    sites = said.select("voice", "medium", site=host("url"))
    counted = finish(sites.group_by("medium", "site").agg(people=nw.col("voice").n_unique()))
    whole = finish(sites.group_by("medium").agg(people=nw.col("voice").n_unique()))
    everybody = people(mentions)
    media = whole.select("medium", pl.lit(None, pl.String).alias("site"), "people")
    return pl.concat(
        [_shares(table, everybody, least) for table in (media, counted.drop_nulls("site"))]
    )


def interests(
    mentions: IntoFrame, *, without: Collection[str] = (), least: int = FEWEST
) -> pl.DataFrame:
    """Count the people who use each hashtag, speak of each topic and link to each site.

    Left out: what names a brand, sites that stand for others, and every name that would tell of
    health, sexuality, religion, politics, union membership or origin.

    Arguments:
        mentions: with `id`, `author`, `hashtags`, `links` and, where it was read, `topic`.
        without: names of the brands and words that only say which one is meant, lower case; of a
            tag or a site, a longer one is looked for within.
        least: people under which nothing is told.

    Returns: kind (hashtag, topic or site), name, people, share, low, high (% of all people), most
        first.

    Raises:
        MissingColumnsError: a column is not there.

    Source: interests from behaviour, not from who people are: row 81 of the capabilities;
        `features.sensitive`.

    >>> said = {"id": ["1"], "author": ["ann"], "hashtags": [["free", "fibre", "cancer"]]}
    >>> said |= {"topic": ["roaming"], "links": [["https://blog.example/a"]]}
    >>> found = interests(pl.DataFrame(said), without={"free"}, least=1)
    >>> found.select("kind", "name").rows()
    [('hashtag', 'fibre'), ('site', 'blog.example'), ('topic', 'roaming')]
    """
    is_there = enter(mentions, "hashtags", "links").collect_schema().names()
    kinds = [kind for kind, column in KINDS.items() if column in is_there]
    columns = (KINDS[kind] for kind in kinds)
    said = begin(mentions, "id", "author", *columns).with_columns(voice=voice())
    counted = nw.concat([_named(said, kind) for kind in kinds])
    told = finish(counted.group_by("kind", "name").agg(people=nw.col("voice").n_unique()))
    enough = told.filter(pl.col("people") >= least)
    harmless = enough.filter(~is_sensitive(enough["name"]))
    return _shares(harmless.filter(~_names_brand(without)), people(mentions), least)


def _named(said: Frame, kind: str) -> Frame:
    """Who uses which name of a kind."""
    column = KINDS[kind]
    each = said.select("voice", column)
    if kind != "topic":
        each = each.explode(column)
    name = host(column) if kind == "site" else nw.col(column)
    named = each.with_columns(name=name).select("voice", "name", kind=nw.lit(kind))
    return named.filter(~nw.col("name").is_null(), ~nw.col("name").is_in(["", *SHORTENERS]))


def _names_brand(names: Collection[str]) -> pl.Expr:
    """Whether a name is one of these, or holds a longer one."""
    parts = pl.col("name").str.to_lowercase().str.split(".")
    is_one = parts.list.set_intersection(pl.lit(sorted(names), pl.List(pl.String))).list.len() > 0
    longer = [name for name in sorted(names) if len(name) >= SHORT]
    letters = pl.col("name").str.to_lowercase().str.replace_all(r"[^\pL\pN]", "")
    return is_one | (letters.str.contains_any(longer) if longer else pl.lit(value=False))


def _shares(counted: pl.DataFrame, whole: int, least: int) -> pl.DataFrame:
    """Add what part of the people they are, with its interval; people are independent."""
    names = [name for name in counted.columns if name != "people"]
    told = counted.filter(pl.col("people") >= least).sort(
        "people", *names, descending=[True, *(False for _ in names)], nulls_last=True
    )
    parts = told["people"].to_numpy() / max(1, whole)
    bounds = [share_interval(float(part), max(1, whole), np.inf) for part in parts]
    low, high = (
        pl.Series([100 * one[side] for one in bounds], dtype=pl.Float64) for side in (0, 1)
    )
    return told.select(*names, "people").with_columns(
        share=pl.Series(100 * parts, dtype=pl.Float64), low=low, high=high
    )
