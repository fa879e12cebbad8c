"""The method of a study: sources, perimeter, reader and how to do it again, as parts to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from parvis.present.hygiene import clean
from parvis.present.panels.panel import Table
from parvis.present.section import Section, Term
from parvis.present.tongue import DASH

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from parvis.present.desk import Desk, Pen
    from parvis.present.story import BrandCard, ReaderScore, SourceCard

_WORDS = ("mention", "voice", "interval", "measured", "hub", "copy")


def method(desk: Desk) -> tuple[Section, ...]:
    """Return the method of a study: what it read, counted and rests on."""
    return tuple(
        part(desk)
        for part in (sources, perimeter, reader, _glossary, lambda desk: again(desk, desk.story))
    )


def sources(desk: Desk) -> Section:
    """Return the files, what was recognised in them and what was guessed."""
    return Section(
        title=desk.words("method.sources"),
        table=_sources(desk),
        terms=tuple(term for source in desk.story.sources for term in _recognised(desk, source)),
    )


def perimeter(desk: Desk) -> Section:
    """Return the brands' queries as they were written, and the period asked for."""
    return Section(
        title=desk.words("method.perimeter"),
        lead=desk.words("method.perimeter_lead"),
        terms=tuple(_query(desk, brand) for brand in desk.story.brands),
        foot=period(desk),
    )


def reader(desk: Desk) -> Section:
    """Return the model that read the mentions and its scores."""
    card = desk.story.reader
    version = clean(card.version, limit=60) if card else ""
    return Section(
        title=desk.words("method.reader"),
        lead=desk.words("method.reader_lead", version=version)
        if card
        else desk.words("method.reader_none"),
        table=_scores(desk) if card and card.scores else None,
    )


def _glossary(desk: Desk) -> Section:
    return glossary(desk, (f"method.glossary.{name}" for name in _WORDS))


def glossary(desk: Pen, names: Iterable[str]) -> Section:
    """Return words explained.

    Arguments:
        desk: of the report.
        names: keys of the words; what each is stands under the same key with `_is`.
    """
    terms = (Term(name=desk.words(name), lines=(desk.words(f"{name}_is"),)) for name in names)
    return Section(title=desk.words("method.words"), terms=tuple(terms), is_glossary=True)


class Made(Protocol):
    """What made a report, and when."""

    @property
    def command(self) -> str:
        """The line that does it again."""

    @property
    def version(self) -> str:
        """Of Parvis."""

    @property
    def source_hash(self) -> str:
        """SHA-256 of its file, hexadecimal."""

    @property
    def created_at(self) -> dt.datetime:
        """When it was made."""

    @property
    def timezone(self) -> str:
        """Of its days."""


def again(desk: Pen, story: Made) -> Section:
    """Return the line that does the work again, and what it was done with.

    Arguments:
        desk: of the report.
        story: of a study or a measure.
    """
    return Section(
        title=desk.words("method.reproduce"),
        lead=desk.words("method.reproduce_lead"),
        code=clean(story.command, limit=300),
        foot=desk.words(
            "method.versions",
            version=story.version,
            hash=story.source_hash[:12],
            moment=desk.tongue.moment(story.created_at),
            timezone=story.timezone,
        ),
    )


def period(desk: Desk) -> str:
    """Return the period asked for in words, open where an end was not named."""
    ends = {"since": desk.story.since, "until": desk.story.until}
    named = {end: desk.tongue.day(day, style="d MMMM y") for end, day in ends.items() if day}
    return desk.words(f"method.period.{'_'.join(named) or 'open'}", **named)


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


def _recognised(desk: Desk, source: SourceCard) -> Iterator[Term]:
    recognised, file = clean(source.recognised, limit=2000), desk.name(source.file)
    notes = tuple(clean(note, limit=400) for note in source.notes)
    if recognised or notes:
        name = f"{desk.words('method.recognised')} · {file}"
        yield Term(name=name, lines=tuple((recognised or "—").splitlines()))
    if notes:
        yield Term(name=desk.words("method.notes"), lines=notes)


def _query(desk: Desk, brand: BrandCard) -> Term:
    named = [f"@{desk.name(account.removeprefix('@'))}" for account in brand.accounts]
    accounts = desk.words("method.accounts", accounts=desk.tongue.listing(named))
    return Term(
        name=desk.name(brand.name),
        mark=desk.words("method.own" if brand.is_own else "method.competitor"),
        code=clean(brand.query, limit=20_000),
        lines=(accounts if named else desk.words("method.no_accounts"),),
    )


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
