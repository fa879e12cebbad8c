"""The sample study as a story: what was asked, its brands, sources and reader, its figures."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from parvis.present import html
from parvis.present.document import of_study
from parvis.present.story import (
    BrandCard,
    Kpi,
    Objective,
    ReaderCard,
    ReaderScore,
    SourceCard,
    Story,
)
from tests.present.counted import figures_of
from tests.present.sample import BRANDS, OWN_ACCOUNT, mentions
from tests.present.tied import network_card

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.story import Language

ACCOUNTS = {OWN_ACCOUNT: "Cévenol"}
TITLES = {
    "fr": "Ce que les voyageurs disent des trains Cévenol",
    "en": "What travellers say of Cévenol trains",
}
STATEMENTS = {
    "fr": "Un voyageur qui demande de l'aide reçoit une réponse utile le jour même",
    "en": "A traveller who asks for help gets a useful answer the same day",
}
KPIS = {
    "fr": ("Messages de voyageurs répondus en 24 heures", "Abonnés du compte", "abonnés"),
    "en": ("Posts answered within 24 hours", "Followers of the account", "followers"),
}


def story(
    language: Language = "fr", *, count: int = 1500, is_hostile: bool = False, **changes: Any
) -> Story:
    """The sample study, told; `changes` replace its fields."""
    frame = changes.pop("mentions", None)
    if frame is None:
        frame, figures = _counted(language, count, is_hostile)
    else:
        figures = tuple(figures_of(frame, BRANDS, language, ACCOUNTS))
    told = {
        "title": TITLES[language],
        "language": language,
        "timezone": "Europe/Paris",
        "objective": _objective(language),
        "brands": _brands(),
        "sources": _sources(frame.height + 37 + 12, 12),
        "figures": figures,
        "mentions": frame,
        "reader": _reader(),
        "created_at": dt.datetime(2024, 11, 4, 9, 30, tzinfo=dt.UTC),
        "version": "0.1.0",
        "source_hash": "5f2d9a" + "0" * 58,
        "network": network_card(frame, ACCOUNTS),
    }
    return Story(**(told | changes))


@cache
def _counted(
    language: Language, count: int, is_hostile: Literal[True, False]
) -> tuple[Any, tuple[Figure, ...]]:
    frame = mentions(count, is_hostile=is_hostile)
    return frame, tuple(figures_of(frame, BRANDS, language, ACCOUNTS))


def _objective(language: Language) -> Objective:
    answered, followers, unit = KPIS[language]
    due = dt.date(2025, 6, 30)
    kpis = (
        Kpi(
            name=answered,
            baseline=62,
            target=85,
            date=due,
            unit="%",
            level="outcome",
            figure="answers.within_24h",
            by={"brand": "Cévenol"},
        ),
        Kpi(name=followers, baseline=18_400, target=25_000, date=due, unit=unit, level="output"),
    )
    return Objective(statement=STATEMENTS[language], family="care", kpis=kpis)


def _brands() -> tuple[BrandCard, ...]:
    return (
        BrandCard(
            name="Cévenol",
            query='cévenol OR #cevenol OR "trains cévenols"',
            accounts=(OWN_ACCOUNT,),
            is_own=True,
        ),
        BrandCard(name="Rapido", query="rapido NOT (pizza OR grattage)", accounts=("rapido_fr",)),
        BrandCard(name="Val-Express", query='"val-express" OR valexpress'),
    )


def _sources(rows_read: int, rejected: int) -> tuple[SourceCard, ...]:
    return (
        SourceCard(
            file="export_octobre.csv",
            platform="x",
            encoding="UTF-8",
            rows_read=rows_read,
            rejected=rejected,
            recognised="id ← tweet_id · author ← screen_name · text ← full_text",
            notes=("Times carry no zone: Europe/Paris was assumed.",),
        ),
    )


def _reader() -> ReaderCard:
    names = ("task", "language", "measure", "value", "posts", "low", "high")
    scores = (
        ("tonality", "fr", "macro-F1", 0.61, 870, 0.58, 0.64),
        ("tonality", "en", "macro-F1", 0.63, 12_284, 0.62, 0.64),
        ("interaction", "fr", "macro-F1", 0.55, 168, 0.48, 0.62),
    )
    scored = (ReaderScore(**dict(zip(names, row, strict=True))) for row in scores)
    return ReaderCard(version="fast-1", scores=tuple(scored))


def page_of(told: Story) -> str:
    """The page of a study's story, as text."""
    return html.render(of_study(told))
