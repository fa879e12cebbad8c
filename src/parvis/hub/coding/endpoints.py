"""Coded samples by the API: how far people agree, what they said, the shares that follow."""

import datetime as dt
from typing import Any

from ninja import Schema
from pydantic import Field

from parvis.hub.coding import selectors
from parvis.hub.coding.comparing import Compared, Told, side_by_side, summary
from parvis.hub.coding.models import Sample
from parvis.hub.common.acts import Act
from parvis.hub.common.asking import Asked
from parvis.hub.explore.endpoints import FigureOut, figure_told
from parvis.hub.interface.answers import AskedPage, Page, paged
from parvis.hub.interface.figures import Interval
from parvis.hub.interface.rules import Endpoints

endpoints = Endpoints("coding")


class SampleOut(Schema):
    """Mentions drawn by lot for people to code."""

    id: int
    name: str
    unit: int = Field(alias="unit_id")
    codebook: str
    since: dt.date
    until: dt.date
    how: str = Field(description="random, stratified or informative")
    population: int = Field(description="How many mentions there were to draw from")
    stopped_at: dt.datetime | None = Field(description="Coders see one another's codes from then")
    settled_at: dt.datetime | None = Field(description="It puts shares right from then")

    @staticmethod
    def resolve_name(sample: Sample) -> str:
        return str(sample)

    @staticmethod
    def resolve_codebook(sample: Sample) -> str:
        return str(sample.codebook)


class AgreementOut(Schema):
    """Krippendorff's alpha of a criterion, before anything is decided."""

    criterion: str
    level: str
    alpha: float | None = Field(description="1 is agreement, 0 chance; null where it is not known")
    interval: Interval | None
    mentions: int = Field(description="Coded twice or more")
    is_usable: bool = Field(description="Alpha is 0.667 or more")
    words: str = Field(description="What it means")
    shares: list[FigureOut] = Field(description="Of all mentions, once the coding has ended")


class CodeOut(Schema):
    """What coders, by their letters, said of a mention, and what was decided."""

    place: int
    criterion: str
    codes: dict[str, str]
    decided: str | None
    reason: str | None


@endpoints.get("/samples", Act.SEE, Page[SampleOut])
def samples(request: Asked, asked: AskedPage) -> dict[str, Any]:
    """List the samples, by id."""
    return paged(selectors.visible(request.rights), asked)


@endpoints.get("/samples/{int:sample}/agreement", Act.SEE, list[AgreementOut])
def agreement(request: Asked, sample: Sample) -> list[dict[str, Any]]:
    """Say how far coders agree on each criterion, and the shares that follow."""
    selectors.require_sight(sample, request.user)
    return [_agreement(one) for one in summary(sample, request.rights)["told"]]


@endpoints.get("/samples/{int:sample}/codes", Act.SEE, list[CodeOut])
def codes(request: Asked, sample: Sample) -> list[dict[str, Any]]:
    """List what coders said of each mention, what is undecided first."""
    selectors.require_sight(sample, request.user)
    return [_code(one) for one in side_by_side(sample)]


def _agreement(told: Told) -> dict[str, Any]:
    alpha = told.found.alpha
    interval = None if alpha.low is None else {"low": alpha.low, "high": alpha.high}
    return {
        "criterion": told.found.criterion, "level": told.found.level, "alpha": alpha.value,
        "interval": interval, "mentions": alpha.units, "is_usable": told.found.is_usable,
        "words": told.words, "shares": [figure_told(one) for one in told.shares],
    }  # fmt: skip


def _code(one: Compared) -> dict[str, Any]:
    decision = one.decision
    return {
        "place": one.place, "criterion": one.asked["name"], "codes": one.said,
        "decided": decision.value if decision else None,
        "reason": decision.reason if decision else None,
    }  # fmt: skip
