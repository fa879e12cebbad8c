"""What a report is told from: the study, what was asked, its sources, its figures, its mentions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import polars as pl

    from parvis.figures import Figure

Language = Literal["en", "fr"]
Level = Literal["output", "out-take", "outcome", "impact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """What tells whether the objective is met.

    Arguments:
        name: in words.
        baseline, target: in `unit`.
        date: the day by which the target is due.
        level: what it tells of (AMEC framework): an output says what was done, an out-take what
            people took from it, an outcome what they did, an impact what changed; None when unsaid.
        figure, by: key and dimensions of the study's figure that measures it, if one does.

    >>> import datetime as dt
    >>> Kpi(name="Answered in a day", baseline=60, target=85, date=dt.date(2027, 6, 30)).unit
    ''
    """

    name: str
    baseline: float
    target: float
    date: dt.date
    unit: str = ""
    level: Level | None = None
    figure: str | None = None
    by: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """Why anyone listened: a statement, its family and its KPIs.

    >>> Objective(statement="Answer the same day", family="care", kpis=()).family
    'care'
    """

    statement: str
    family: str
    kpis: tuple[Kpi, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandCard:
    """A brand of the perimeter: its name, its query as written, its accounts without @.

    >>> BrandCard(name="Free", query="free OR freebox", accounts=("free",), is_own=True).is_own
    True
    """

    name: str
    query: str
    accounts: tuple[str, ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """A file: what it was taken for, what it gave, and what had to be guessed.

    Arguments:
        file: its name.
        platform, encoding: as recognised; None when unknown.
        rows_read, rejected: rows.
        recognised: which column was taken for what, in words.
        notes: what was guessed or damaged, a sentence each.

    >>> SourceCard(file="posts.csv", rows_read=12, rejected=0).platform is None
    True
    """

    file: str
    rows_read: int
    rejected: int
    platform: str | None = None
    encoding: str | None = None
    recognised: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderScore:
    """How well the reader did on labelled posts it had not seen.

    Arguments:
        task: tonality or interaction.
        language: ISO 639-1, or `all`.
        measure: name of the score, as "macro-F1" or "accuracy".
        value: 0 to 1.
        posts: how many labelled posts.
        low, high: bounds of its 95 % interval, where known.
    """

    task: str
    language: str
    measure: str
    value: float
    posts: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderCard:
    """The reader of tonality and interaction: its version and its scores.

    >>> ReaderCard(version="fast-1").scores
    ()
    """

    version: str
    scores: tuple[ReaderScore, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkCard:
    """The map of who speaks to whom.

    Arguments:
        authors: author, community (number), pagerank, popularity (people), x, y and radius, in a
            frame of 800 by 560; highest PageRank first.
        ties: source, target and weight of the ties to draw.
    """

    authors: pl.DataFrame
    ties: pl.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something that could be done, and the figures that speak for it.

    Arguments:
        name: as in the words, under `brief`.
        question: act, tone or position.
        support: told (beyond chance), counted, or hinted (chance may explain it).
        is_recommended: whether it comes first of its question, and stands.
        evidence: figures by the field of the sentence that each fills.
        about: names by the field of the sentence that each fills.
    """

    name: str
    question: Literal["act", "tone", "position"]
    support: Literal["told", "counted", "hinted"]
    is_recommended: bool
    evidence: Mapping[str, Figure]
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All that a report tells; it holds figures and words, and computes nothing.

    Arguments:
        title: of the report.
        language: of the report, "en" or "fr".
        timezone: IANA name of the zone in which days begin.
        objective, brands, sources: as the study file says.
        figures: every figure of the study; keys as in docs/reference/summary.md.
        mentions: every mention with the schema's columns, kept or not.
        reader: the reader's card; None where nothing was read.
        since, until: the period asked for; None where open.
        created_at: when the study ran, aware.
        version: of Parvis.
        source_hash: SHA-256 of the study file, hexadecimal.
        command: the line that runs the study again.
        network: the map of who speaks to whom; None where there is none.
        choices: the options of the decision brief, the strongest of each question first.
    """

    title: str
    language: Language
    timezone: str
    objective: Objective
    brands: tuple[BrandCard, ...]
    sources: tuple[SourceCard, ...]
    figures: tuple[Figure, ...]
    mentions: pl.DataFrame
    created_at: dt.datetime
    version: str
    source_hash: str
    reader: ReaderCard | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    command: str = "parvis study study.toml --out report"
    network: NetworkCard | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """Names of the brands the study is made for."""
        return tuple(brand.name for brand in self.brands if brand.is_own)
