"""The method: sources, perimeter, reader and how to do the study again, as rows to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.present.hygiene import clean
from parvis.present.panels.panel import Table
from parvis.present.tongue import DASH

if TYPE_CHECKING:
    from parvis.present.desk import Desk
    from parvis.present.story import BrandCard, ReaderScore, SourceCard

_WORDS = ("mention", "voice", "interval", "measured", "hub", "copy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Perimeter:
    """A brand's query as written, whose brand it is, and its accounts in words."""

    brand: str
    role: str
    query: str
    accounts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """What the last part of the report says."""

    sources: Table
    recognised: tuple[tuple[str, str, tuple[str, ...]], ...]
    perimeter: tuple[Perimeter, ...]
    period: str
    reader: str
    scores: Table | None
    command: str
    versions: str
    glossary: tuple[tuple[str, str], ...]


def method(desk: Desk) -> Method:
    """Return the method of a study."""
    story, words, card = desk.story, desk.words, desk.story.reader
    return Method(
        sources=_sources(desk),
        recognised=tuple(_recognised(desk, source) for source in story.sources),
        perimeter=tuple(_perimeter(desk, brand) for brand in story.brands),
        period=_period(desk),
        reader=words("method.reader_lead", version=clean(card.version, limit=60))
        if card
        else words("method.reader_none"),
        scores=_scores(desk) if card and card.scores else None,
        command=clean(story.command, limit=300),
        versions=words(
            "method.versions",
            version=story.version,
            hash=story.source_hash[:12],
            moment=desk.tongue.moment(story.created_at),
            timezone=story.timezone,
        ),
        glossary=tuple(
            (words(f"method.glossary.{word}"), words(f"method.glossary.{word}_is"))
            for word in _WORDS
        ),
    )


def _sources(desk: Desk) -> Table:
    heads = ("file", "platform", "encoding", "rows_read", "rejected")
    return Table(
        caption=desk.words("method.sources_caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(
            (
                desk.name(source.file),
                desk.name(source.platform or "—"),
                desk.name(source.encoding or "—"),
                desk.tongue.number(source.rows_read),
                desk.tongue.number(source.rejected),
            )
            for source in desk.story.sources
        ),
        texts=3,
    )


def _recognised(desk: Desk, source: SourceCard) -> tuple[str, str, tuple[str, ...]]:
    notes = tuple(clean(note, limit=400) for note in source.notes)
    return desk.name(source.file), clean(source.recognised, limit=2000), notes


def _perimeter(desk: Desk, brand: BrandCard) -> Perimeter:
    named = [f"@{desk.name(account.removeprefix('@'))}" for account in brand.accounts]
    accounts = desk.words("method.accounts", accounts=desk.tongue.listing(named))
    return Perimeter(
        brand=desk.name(brand.name),
        role=desk.words("method.own" if brand.is_own else "method.competitor"),
        query=clean(brand.query, limit=20_000),
        accounts=accounts if named else desk.words("method.no_accounts"),
    )


def _period(desk: Desk) -> str:
    """The period asked for, open where an end was not named."""
    ends = {"since": desk.story.since, "until": desk.story.until}
    named = {end: desk.tongue.day(day, style="d MMMM y") for end, day in ends.items() if day}
    return desk.words(f"method.period.{'_'.join(named) or 'open'}", **named)


def _scores(desk: Desk) -> Table:
    def row(score: ReaderScore) -> tuple[str, ...]:
        is_all = score.language == "all"
        bounds = (score.low, score.high)
        low, high = ("—" if end is None else desk.tongue.score(end) for end in bounds)
        return (
            desk.words.name("task", score.task),
            desk.words("spoken.all") if is_all else desk.tongue.language_name(score.language),
            clean(score.measure, limit=30),
            desk.tongue.score(score.value),
            "—" if score.low is None else f"{low}{DASH}{high}",
            desk.tongue.number(score.posts),
        )

    heads = ("task", "language", "measure", "value", "interval", "labelled")
    card = desk.story.reader
    return Table(
        caption=desk.words("method.reader_caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(row(score) for score in (card.scores if card else ())),
        texts=3,
    )
