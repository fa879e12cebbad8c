"""The desk a measure's report is written at, for figures made by hand."""

from __future__ import annotations

import datetime as dt

from parvis.figures import Figure
from parvis.present.measured import Aim, MeasureDesk, MeasureStory, Target


def figure(key, value, *, unit="contacts", low=None, high=None, reason=None, **by):
    return Figure(
        key=key,
        value=value,
        unit=unit,
        definition=f"What {key} is.",
        by=by,
        low=low,
        high=high,
        reason=reason,
    )


def story(*figures, language="en"):
    kpi = Target(
        name="Solved at once",
        unit="%",
        level="outcome",
        counter="",
        source="inbox",
        formula="solved / asked",
        baseline=50.0,
        target=70.0,
        since=dt.date(2027, 1, 1),
        due=dt.date(2027, 12, 31),
    )
    aim = Aim(
        name="care",
        statement="Answer the same day",
        family="care",
        stated=dt.date(2026, 12, 1),
        kpis=(kpi,),
    )
    return MeasureStory(
        title="Care",
        language=language,
        timezone="Europe/Paris",
        currency="EUR",
        objectives=(aim,),
        figures=figures,
        created_at=dt.datetime(2027, 6, 1, tzinfo=dt.UTC),
        version="1",
        source_hash="0" * 64,
    )


def desk(*figures, language="en"):
    return MeasureDesk.of(story(*figures, language=language))
