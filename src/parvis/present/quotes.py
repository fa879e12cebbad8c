"""Mentions to read behind a figure: drawn by lot, private persons unnamed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from parvis.present.hygiene import clean, hide_handles

if TYPE_CHECKING:
    from parvis.present.story import Story
    from parvis.present.tongue import Tongue
    from parvis.present.wording import Words

TEN = 10
_LOT = 2010  # the lot is the same each time a report is written


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One mention as a report shows it.

    Arguments:
        text: cleaned, bounded, private handles hidden.
        language: ISO 639-1, None where unknown.
        tonality: as read; None where nobody read it.
        byline: medium, time, tonality in words, brands, author: what stands quietly beside.
        where: file and line, or id: what finds it again in mentions.parquet.
        url: its address, where its author may be named.
        answer: what a brand's account answered, with the delay.
    """

    text: str
    language: str | None
    tonality: str | None
    byline: tuple[str, ...]
    where: str
    url: str | None = None
    answer: str | None = None


def draw(mentions: pl.DataFrame, count: int = TEN, *, across: str | None = None) -> pl.DataFrame:
    """Draw mentions by lot, the same ones each time.

    Arguments:
        mentions: with an id.
        count: how many at most.
        across: a column whose values take turns, so that a rare one is heard too.

    >>> frame = pl.DataFrame({"id": [f"x:{n}" for n in range(99)], "brand": ["a"] * 98 + ["b"]})
    >>> draw(frame, 4, across="brand")["brand"].to_list()
    ['a', 'b', 'a', 'a']
    """
    lot = np.random.default_rng(_LOT).permutation(mentions.height)
    rows = mentions["id"].arg_sort().gather(np.argsort(lot))
    if across is None:
        return mentions[rows.head(count)]
    order = pl.DataFrame({"row": rows, "of": mentions[across].gather(rows)})
    turn = pl.int_range(pl.len()).over("of")
    turns = order.with_columns(turn=turn).sort("turn", maintain_order=True)
    return mentions[turns["row"].head(count)]


class Reader:
    """Turns mentions into quotes, in the words and the time zone of a report.

    Arguments:
        story: the study.
        words, tongue: of the report.
        shown: handles that may be read, lower case: brands' accounts and the hubs drawn.
    """

    def __init__(self, story: Story, words: Words, tongue: Tongue, shown: frozenset[str]) -> None:
        self._story, self._words, self._tongue, self._shown = story, words, tongue, shown

    def quotes(self, mentions: pl.DataFrame) -> tuple[Quote, ...]:
        """Return one quote a row; `answer` and `minutes` may be added columns."""
        return tuple(self._quote(row) for row in mentions.iter_rows(named=True))

    def text(self, text: str | None, *, limit: int = 600) -> str:
        """Return the words of a mention, fit to print."""
        return hide_handles(clean(text or "", limit=limit), self._shown)

    def _quote(self, row: dict[str, Any]) -> Quote:
        title = f"{row['title']} — " if row["title"] else ""
        return Quote(
            text=self.text(title + row["text"]),
            language=row["language"] if row["language"] != "und" else None,
            tonality=row["tonality"],
            byline=tuple(filter(None, self._byline(row))),
            where=self._where(row),
            url=row["url"] if self._may_name(row) and _is_web(row["url"]) else None,
            answer=self._answer(row),
        )

    def _byline(self, row: dict[str, Any]) -> tuple[str | None, ...]:
        moment = row["published_at"]
        return (
            self._words.name("medium", row["medium"]) if row["medium"] else None,
            self._tongue.moment(moment) if moment else self._words("quote.undated"),
            self._tonality(row),
            clean(self._tongue.listing(row["brands"]), limit=80),
            self._author(row),
        )

    def _tonality(self, row: dict[str, Any]) -> str | None:
        if row["tonality"] is None or not row["tonality_p"]:
            return None
        sure = self._tongue.percent(100 * max(row["tonality_p"]), digits=0)
        return self._words(f"quote.read.{row['tonality']}", sure=sure)

    def _author(self, row: dict[str, Any]) -> str:
        if self._may_name(row):
            return "@" + clean(row["author"], limit=40)
        followers = row["author_followers"]
        if followers is None:
            return self._words("quote.someone")
        return self._words.counted("quote.followed", followers)

    def _where(self, row: dict[str, Any]) -> str:
        if row["origin"] is None or row["line"] is None:
            return clean(str(row["id"]), limit=60)
        line = self._tongue.number(row["line"])
        return self._words("quote.where", file=clean(row["origin"], limit=60), line=line)

    def _answer(self, row: dict[str, Any]) -> str | None:
        if row.get("answer") is None:
            return None
        delay, answer = self._tongue.duration(row["minutes"]), self.text(row["answer"], limit=300)
        return self._words("quote.answer", delay=delay, answer=answer)

    def _may_name(self, row: dict[str, Any]) -> bool:
        return bool(row["author"]) and row["author"].lower() in self._shown


def _is_web(url: str | None) -> bool:
    return url is not None and url.startswith(("https://", "http://"))
