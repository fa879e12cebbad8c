"""The figure of hubs: where the talk passes, beside who is merely popular."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from parvis.present.charts.hubs import rankings
from parvis.present.desk import HUBS
from parvis.present.ledger import number_of
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.quotes import draw
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.desk import Desk

    Ranking = dict[str, tuple[int, float]]  # author: rank and value


def panel(desk: Desk) -> Panel:
    """Return the figure of hubs: PageRank rank with the popularity rank beside."""
    pagerank, popularity = _ranking(desk, "hubs.pagerank"), _ranking(desk, "hubs.popularity")
    if not pagerank:
        return unknown(desk, "hubs", "hubs.pagerank")
    first = next(iter(pagerank))
    said = _said(desk, first, pagerank, popularity)
    title = desk.words(f"hubs.title.{said['key']}", **said)
    return Panel(
        anchor="figure-hubs",
        name=desk.words("hubs.name"),
        title=title,
        subtitle=desk.words("hubs.subtitle"),
        drawings=(drawn(desk, partial(_chart, desk, pagerank, popularity), title),),
        table=_table(desk, pagerank, popularity),
        how=how(desk, "hubs.pagerank", "hubs.popularity"),
        quotes=desk.reader.quotes(_quoted(desk, first)),
        quotes_about=desk.words("hubs.quotes", author=said["author"]),
        finding=Finding(
            number=said["share"], sentence=desk.words(f"hubs.finding.{said['key']}", **said)
        ),
    )


def _ranking(desk: Desk, key: str) -> Ranking:
    found = {
        str(row.by["author"]): (int(row.by["rank"]), value)
        for row in desk.ledger.table(key, "rank", "author")
        if (value := number_of(row)) is not None
    }
    return dict(sorted(found.items(), key=lambda item: item[1][0]))


def _said(desk: Desk, first: str, pagerank: Ranking, popularity: Ranking) -> dict[str, str]:
    """The first hub in words, and where popularity alone would have put it."""
    rank = popularity.get(first, (0, 0.0))[0]
    key = "same" if rank == 1 else "hidden" if rank == 0 else "apart"
    return {
        "key": key,
        "author": "@" + desk.name(first),
        "share": desk.tongue.percent(100 * pagerank[first][1]),
        "rank": desk.tongue.number(rank),
        "ranks": desk.tongue.number(len(popularity)),
    }


def _chart(desk: Desk, pagerank: Ranking, popularity: Ranking, canvas: Canvas) -> LayerChart:
    heads = (desk.words("hubs.by_pagerank"), desk.words("hubs.by_popularity"))
    drawn_ranks = [
        {author: rank for author, (rank, _) in ranking.items() if rank <= HUBS}
        for ranking in (pagerank, popularity)
    ]
    columns = {"author": str, "pagerank": int, "popularity": int, "colour": str}
    rows = [
        (
            "@" + desk.name(author),
            *(ranks.get(author) for ranks in drawn_ranks),
            _colour(desk, author),
        )
        for author in dict.fromkeys([*drawn_ranks[0], *drawn_ranks[1]])
    ]
    return rankings(pl.DataFrame(rows, schema=columns, orient="row"), canvas, heads=heads)


def _colour(desk: Desk, author: str) -> str:
    """The brand's colour for its own accounts, the quiet one for everybody else."""
    for brand in desk.story.brands:
        if author.lower() in {account.removeprefix("@").lower() for account in brand.accounts}:
            return desk.colour(brand.name)
    return LIGHT["muted"]


def _table(desk: Desk, pagerank: Ranking, popularity: Ranking) -> Table:
    def row(author: str) -> tuple[str, ...]:
        rank, share = pagerank[author]
        popular, people = popularity.get(author, (None, None))
        return (
            "@" + desk.name(author),
            desk.tongue.number(rank),
            desk.tongue.percent(100 * share),
            "—" if popular is None else desk.tongue.number(popular),
            "—" if people is None else desk.tongue.number(people),
        )

    heads = ("author", "rank", "pagerank", "popularity_rank", "popularity")
    return Table(
        caption=desk.words("hubs.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(row(author) for author in list(pagerank)[:HUBS]),
    )


def _quoted(desk: Desk, author: str) -> pl.DataFrame:
    """What is said to or by the first hub."""
    name = author.lower()
    speaks = pl.col("author").str.to_lowercase() == name
    return draw(
        desk.kept.filter(pl.col("mentions").list.contains(name) | speaks.fill_null(value=False))
    )
