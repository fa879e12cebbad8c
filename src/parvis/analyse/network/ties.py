"""Who names, answers and reposts whom, and which sites they link to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse.hosts import SHORTENERS, host
from parvis.analyse.reduction import begin, by_quarter, finish, local_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame

Kind = Literal["mention", "reply", "repost", "link"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
PEOPLE: Final[tuple[Kind, ...]] = ("mention", "reply", "repost")
SITE: Final = "//"
"""What the name of a site begins with, so that it is not taken for a handle."""

_REPOST: Final = "RT @"
_LONGEST_HANDLE: Final = 64
_COLUMNS: Final[dict[Kind, tuple[str, ...]]] = {
    "mention": ("mentions",),
    "reply": ("reply_to",),
    "repost": ("repost_of", "text"),
    "link": ("links",),
}


def ties(
    mentions: IntoFrame, *, kinds: Sequence[Kind] = PEOPLE, days_in: str | None = None
) -> pl.DataFrame:
    """Count how often each author names, answers and reposts each other, and links to each site.

    A mention counts once for each author it is addressed to: as a repost where it repeats them,
    else as a reply where it answers them, else as a mention. An answer or a repost is known by the
    id it points to, where that mention is given; a repost also by `RT @handle` at the head of its
    text. Nobody is tied to themselves. A link ties its author to the host it leads to, named with
    `//` before it; links to shorteners are left out, for they do not say where they lead.

    Arguments:
        mentions: with `id`, `author` and, for each kind, `mentions`, `reply_to`, `repost_of` and
            `text`, `links`; with `published_at` where they are counted by day.
        kinds: those to count.
        days_in: count each day of this time zone by itself.

    Returns: source, target (handles, lower case), kind, day where asked (null where undated),
        weight (mentions); most first, then by name.

    Raises:
        MissingColumnsError: a column is not there.
        InputError: no such time zone.

    Source: rows 24 and 27 of the capabilities.

    >>> mentions = pl.DataFrame(
    ...     {
    ...         "id": ["x:1", "x:2"],
    ...         "author": ["Ann", "Bo"],
    ...         "text": ["@Cy hello", "RT @Ann: @Cy hello"],
    ...         "mentions": [["cy"], ["ann", "cy"]],
    ...         "reply_to": pl.Series([None, None], dtype=pl.String),
    ...         "repost_of": [None, "x:1"],
    ...     }
    ... )
    >>> ties(mentions).rows()
    [('ann', 'cy', 'mention', 1), ('bo', 'ann', 'repost', 1), ('bo', 'cy', 'mention', 1)]
    """
    return fetched(counted(mentions, kinds=kinds, with_time=bool(days_in)), days_in=days_in)


def counted(mentions: IntoFrame, *, kinds: Sequence[Kind], with_time: bool) -> Frame:
    """Count the ties where the mentions are, as `ties` does; nothing of them comes here.

    Arguments:
        mentions: as of `ties`.
        kinds: those to count.
        with_time: count each quarter of an hour by itself.

    Returns: source, target, kind (its place among `KINDS`), hour and quarter where asked, weight.

    >>> said = pl.DataFrame({"id": ["x:1"], "author": ["Ann"], "mentions": [["bo"]]})
    >>> counted(said, kinds=["mention"], with_time=False).collect().rows()
    [('ann', 'bo', 0, 1)]
    """
    moment = ("hour", "quarter") if with_time else ()
    return _counted(_said(mentions, kinds, with_time=with_time), kinds, moment)


def fetched(counts: Frame, *, days_in: str | None = None) -> pl.DataFrame:
    """Bring counted ties to this process, as `ties` returns them.

    Arguments:
        counts: as `counted` returns them, or a part of them.
        days_in: time zone of the days, where they are counted with time.

    Raises:
        InputError: no such time zone.

    >>> said = pl.DataFrame({"id": ["x:1"], "author": ["Ann"], "mentions": [["bo"]]})
    >>> fetched(counted(said, kinds=["mention"], with_time=False)).rows()
    [('ann', 'bo', 'mention', 1)]
    """
    told = finish(counts)
    if days_in:
        dated = told.with_columns(day=local_day(days_in))
        told = dated.group_by("source", "target", "kind", "day").agg(pl.col("weight").sum())
    named = pl.col("kind").replace_strict(dict(enumerate(KINDS)), return_dtype=pl.String)
    keys = ("source", "target", "kind", *(("day",) if days_in else ()))
    found = told.with_columns(named).select(*keys, "weight")
    return found.sort("weight", *keys, descending=[True, *(False for _ in keys)])


def edges(mentions: IntoFrame, *, kinds: Sequence[Kind] = PEOPLE) -> pl.DataFrame:
    """Link each author to the authors they name, answer or repost, most often first.

    Arguments:
        mentions: as in `ties`.
        kinds: of the ties that make a link.

    Returns: source, target (handles, lower case), weight (mentions).

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 24 of the capabilities.

    >>> mentions = pl.DataFrame({"id": ["x:1"], "author": ["Ann"], "mentions": [["bo", "cy"]]})
    >>> edges(mentions, kinds=["mention"]).rows()
    [('ann', 'bo', 1), ('ann', 'cy', 1)]
    """
    return together(ties(mentions, kinds=kinds))


def together(ties: pl.DataFrame) -> pl.DataFrame:
    """Add up the ties of all kinds and days from one author to another.

    Arguments:
        ties: as `ties` returns them, or a part of them.

    Returns: source, target, weight; most first, then by name.

    >>> kinds = {"source": ["ann"] * 2, "target": ["bo"] * 2, "kind": ["mention", "reply"]}
    >>> together(pl.DataFrame({**kinds, "weight": [2, 1]})).rows()
    [('ann', 'bo', 3)]
    """
    added = ties.group_by("source", "target").agg(pl.col("weight").sum())
    return added.sort("weight", "source", "target", descending=[True, False, False])


def is_site(name: str) -> pl.Expr:
    """Tell the names of sites from handles, in a column.

    >>> pl.DataFrame({"author": ["ann", "//ann.fr"]}).select(
    ...     is_site("author")
    ... ).to_series().to_list()
    [False, True]
    """
    return pl.col(name).str.starts_with(SITE)


def _said(mentions: IntoFrame, kinds: Sequence[Kind], *, with_time: bool) -> Frame:
    """Who said what, and when where asked."""
    columns = [column for kind in kinds for column in _COLUMNS[kind]]
    said = begin(mentions, "id", "author", *columns, *(("published_at",) if with_time else ()))
    named = said.filter(~nw.col("author").is_null())
    named = named.with_columns(source=nw.col("author").str.to_lowercase())
    return by_quarter(named) if with_time else named


def _counted(said: Frame, kinds: Sequence[Kind], moment: Sequence[str]) -> Frame:
    """Count the mentions of each tie, each mention by the strongest kind of tie it makes."""
    ways = [
        way.select("id", "source", "target", *moment, kind=nw.lit(KINDS.index(kind)))
        for kind in kinds
        for way in _WAYS[kind](said)
    ]
    is_tie = ~nw.col("target").is_null() & (nw.col("target") != nw.col("source"))
    strongest = (
        nw.concat(ways)
        .filter(is_tie)
        .group_by("id", "source", "target", *moment)
        .agg(kind=nw.col("kind").max())
    )
    return strongest.group_by("source", "target", "kind", *moment).agg(weight=nw.len())


def _named(said: Frame) -> Iterator[Frame]:
    yield said.with_columns(target=nw.col("mentions")).explode("target")


def _answered(said: Frame) -> Iterator[Frame]:
    yield _pointed(said, "reply_to")


def _repeated(said: Frame) -> Iterator[Frame]:
    """Authors of the mentions repeated, and handles after RT @ at the head of a text."""
    yield _pointed(said, "repost_of")
    head = nw.col("text").str.slice(len(_REPOST), _LONGEST_HANDLE)
    handle = head.str.replace_all(r"(?s)[^A-Za-z0-9_].*", "").str.to_lowercase()
    reposts = said.filter(nw.col("text").str.starts_with(_REPOST)).with_columns(target=handle)
    yield reposts.filter(nw.col("target") != "")


def _pointed(said: Frame, column: str) -> Frame:
    """Authors of the mentions that this column of ids points to."""
    written = said.select(pointed="id", target="source")
    return said.with_columns(pointed=nw.col(column)).join(written, on="pointed")


def _linked(said: Frame) -> Iterator[Frame]:
    """Hosts of the links, without www. and the port, and without what follows them."""
    linked = said.explode("links").with_columns(host=host("links"))
    open_ = linked.filter(nw.col("host") != "", ~nw.col("host").is_in(SHORTENERS))
    yield open_.with_columns(target=nw.concat_str(nw.lit(SITE), nw.col("host")))


_WAYS: Final = {"mention": _named, "reply": _answered, "repost": _repeated, "link": _linked}
