"""What every part of a report is written with: the story, its figures, its words, its quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from parvis.present.hygiene import clean
from parvis.present.ledger import Ledger
from parvis.present.quotes import Reader
from parvis.present.theme import LIGHT, brand_colours
from parvis.present.tongue import Tongue
from parvis.present.wording import Words

if TYPE_CHECKING:
    from parvis.present.story import Story

HUBS = 10  # drawn, and named
ON_THE_MAP = 25  # named on the map of the network,
NAMED_BY = 3  # where so many others name, answer or repost them
NAME = 40  # longest name of a brand, author or file, in characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What any report is written with, of a study or of a measure.

    Arguments:
        ledger: the figures it tells.
        words, tongue: its language.
    """

    ledger: Ledger
    words: Words
    tongue: Tongue

    def name(self, name: str) -> str:
        """Return a name that came from outside, fit to print."""
        return clean(name, limit=NAME)

    def names(self, names: list[str]) -> str:
        """Return names as a list in words."""
        return self.tongue.listing([self.name(name) for name in names])


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk(Pen):
    """The desk the report of a study is written at.

    Arguments:
        story: what is told.
        ledger, words, tongue: as of every pen.
        colours: of its brands.
        reader: turns mentions into quotes.
        kept: the mentions that the figures count.
    """

    story: Story
    colours: dict[str, str]
    reader: Reader
    kept: pl.DataFrame

    @classmethod
    def of(cls, story: Story) -> Desk:
        """Lay out the desk for a story."""
        tongue = Tongue(story.language, story.timezone)
        words, ledger = Words(tongue), Ledger(story.figures)
        return cls(
            story=story,
            ledger=ledger,
            words=words,
            tongue=tongue,
            colours=brand_colours(tuple(brand.name for brand in story.brands), story.own),
            reader=Reader(story, words, tongue, _public_handles(story, ledger)),
            kept=story.mentions.filter("kept"),
        )

    @property
    def brands(self) -> tuple[str, ...]:
        """Names of the brands, own first, as their colours are."""
        return tuple(self.colours)

    def colour(self, brand: str) -> str:
        """Return the colour of a brand."""
        return self.colours.get(brand, LIGHT["muted"])


def _public_handles(story: Story, ledger: Ledger) -> frozenset[str]:
    """Handles that may be read: those of the brands, and of the hubs the report names."""
    accounts = {
        account.removeprefix("@").lower() for brand in story.brands for account in brand.accounts
    }
    hubs = {
        str(row.by["author"]).lower()
        for key in ("hubs.pagerank", "hubs.popularity")
        for row in ledger.table(key, "rank", "author")
        if int(row.by["rank"]) <= HUBS
    }
    of_bursts = {
        str(row.value).lower() for row in ledger.table("bursts.hub", "brand", "burst", "rank")
    }
    return frozenset(accounts | hubs | of_bursts | on_the_map(story))


def on_the_map(story: Story) -> set[str]:
    """Return the handles that the map names, lower case: its first, and each community's first.

    Arguments:
        story: what is told.
    """
    if story.network is None:
        return set()
    ranked = story.network.authors.sort("pagerank", "author", descending=[True, False])
    public = ranked.filter(pl.col("popularity") >= NAMED_BY)["author"].head(ON_THE_MAP)
    first = ranked.unique("community", keep="first", maintain_order=True)["author"]
    return {*public, *first}
