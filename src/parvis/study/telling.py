"""From a study to the story its report tells: the plan and the findings in the report's words."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING

import parvis
from parvis import enrich
from parvis.present import story
from parvis.study.brief import recommended

if TYPE_CHECKING:
    from parvis.analyse.talk import Talk
    from parvis.declared import Objective
    from parvis.sources import Harvest, Recognition
    from parvis.study.found import Study
    from parvis.study.plan import Plan


def tell(found: Study) -> story.Story:
    """Return all that the report tells of a study."""
    plan = found.plan
    return story.Story(
        title=plan.title or plan.objective.statement,
        language=plan.language,
        timezone=plan.timezone,
        objective=_objective(plan.objective),
        brands=_brands(plan),
        sources=tuple(_source(*named) for named in found.harvests.items()),
        figures=tuple(found.figures),
        mentions=found.quoted,
        reader=_reader(found.plan.tier),
        since=plan.since,
        until=plan.until,
        created_at=dt.datetime.now(dt.UTC),
        version=parvis.__version__,
        source_hash=fingerprint(plan),
        network=card_of(found.network),
        choices=_choices(found),
    )


def _choices(found: Study) -> tuple[story.Choice, ...]:
    """The options of the decision brief, and which of them are recommended."""
    options = found.options
    chosen = recommended(options)
    return tuple(
        story.Choice(
            name=option.name,
            question=option.question,
            support=option.support,
            is_recommended=option in chosen,
            evidence=option.evidence,
            about=option.about,
        )
        for option in options
    )


def card_of(network: Talk) -> story.NetworkCard:
    """Return the map, with what is told of each author on it.

    Arguments:
        network: of who speaks to whom.
    """
    popularity = network.measured.authors.select("author", "popularity")
    drawn = network.map
    authors = drawn.authors.join(popularity, on="author", how="left", maintain_order="left")
    return story.NetworkCard(authors=authors, ties=drawn.ties)


def fingerprint(plan: Plan) -> str:
    """Return the SHA-256 of the study file, hexadecimal."""
    return hashlib.sha256(plan.text.encode()).hexdigest()


def _objective(objective: Objective) -> story.Objective:
    return story.Objective(
        statement=objective.statement,
        family=objective.family,
        kpis=tuple(
            story.Kpi(**{name: getattr(kpi, name) for name in kpi.__struct_fields__})
            for kpi in objective.kpi
        ),
    )


def _brands(plan: Plan) -> tuple[story.BrandCard, ...]:
    return tuple(
        story.BrandCard(
            name=entry.name, query=entry.query, accounts=tuple(entry.accounts), is_own=entry.own
        )
        for entry in plan.brand
    )


def _source(name: str, harvest: Harvest) -> story.SourceCard:
    recognition = harvest.recognition
    return story.SourceCard(
        file=name,
        rows_read=harvest.rows_read,
        rejected=len(harvest.rejected),
        platform=recognition.platform,
        encoding=recognition.encoding,
        recognised=_columns(recognition),
        notes=tuple(recognition.notes),
    )


def _columns(recognition: Recognition) -> str:
    """Which column was taken for what, in signs that need no language; a dash is for nothing."""
    taken = [f'{name} ← "{column}"' for name, column in recognition.columns.items()]
    return "\n".join([*taken, *(f'— ← "{column}"' for column in recognition.unused)])


def _reader(tier: str) -> story.ReaderCard:
    """What is known of the reader that read the mentions."""
    card = enrich.fine_card() if tier == "fine" else enrich.card()
    return story.ReaderCard(
        version=card["version"], scores=tuple(story.ReaderScore(**s) for s in card["scores"])
    )
