"""What an objective needs before anything may rest on it, and what is doubtful about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.hub.common.errors import RefusedError
from parvis.hub.objectives.models import Kpi, Objective

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST: Final = 7
NEEDED: Final = {
    "formula": gettext_lazy("Formula"),
    "measured_in": gettext_lazy("Unit"),
    "level": gettext_lazy("What it tells of"),
    "baseline": gettext_lazy("Baseline"),
    "since": gettext_lazy("Day of the baseline"),
    "target": gettext_lazy("Target"),
    "due": gettext_lazy("Due by"),
}


def check(objective: Objective, kpis: Sequence[Kpi]) -> None:
    """Refuse an objective by which nobody could tell whether it is met.

    Raises:
        RefusedError: `no_kpi`, `incomplete`, `too_many`.
    """
    if not kpis:
        text = _("It has no KPI, so that nobody could tell whether it is met. Add one first.")
        raise RefusedError(text, code="no_kpi")
    for kpi in kpis:
        lacking = missing(kpi)
        if lacking:
            told = {"name": kpi.name, "missing": ", ".join(lacking)}
            text = _("The KPI “%(name)s” lacks: %(missing)s.") % told
            raise RefusedError(text, code="incomplete")
    if len(kpis) > MOST and not objective.waiver.strip():
        told_n = {"n": len(kpis), "most": MOST}
        text = _(
            "It has %(n)d KPIs, and people look at %(most)d at most. Remove some, or write down why"
            " it needs them all."
        )
        raise RefusedError(text % told_n, code="too_many", field="waiver")


def gate(objective: Objective | None, *, at: str = "") -> list[str]:
    """Refuse the activation of something that rests on no live objective (row 1).

    Arguments:
        objective: that it would serve.
        at: path of the unit of what is to be activated; the objective is its own or from above.

    Returns: what is doubtful about the objective, in words.

    Raises:
        RefusedError: `no_objective`, `elsewhere`, `closed`, `draft`, `past`, or as `check`.
    """
    if objective is None:
        text = _("It serves no objective. Choose the one that it is to serve.")
        raise RefusedError(text, code="no_objective", field="objective")
    for is_so, code, text in _unfit(objective, at):
        if is_so:
            raise RefusedError(text, code=code, field="objective")
    kpis = list(objective.kpis.all())
    check(objective, kpis)
    if all(kpi.due is not None and kpi.due < timezone.localdate() for kpi in kpis):
        text = _("All its KPIs were due already. Set later days, or choose another objective.")
        raise RefusedError(text, code="past", field="objective")
    return list(doubts(objective, kpis))


def doubts(objective: Objective, kpis: Sequence[Kpi]) -> Iterator[str]:
    """Yield what is doubtful about an objective, in words.

    Source: Barcelona Principles (AMEC): measure outcomes, not only outputs.
    """
    if kpis and all(kpi.level == Kpi.Level.OUTPUT for kpi in kpis):
        yield _(
            "All its KPIs tell what we did, none what came of it: it can be met while nothing"
            " changes. Add one that tells what people did, or what changed for us."
        )
    late = [
        kpi
        for kpi in kpis
        if kpi.due and kpi.due < timezone.localdate() and objective.state != "closed"
    ]
    if late:
        n = len(late)
        yield (
            ngettext(
                "%(n)d KPI was due already: set a later day, or close the objective.",
                "%(n)d KPIs were due already: set later days, or close the objective.",
                n,
            )
            % {"n": n}
        )
    if len(kpis) > MOST:
        yield _("It has %(n)d KPIs; the reason: %(why)s") % {
            "n": len(kpis),
            "why": objective.waiver,
        }


def missing(kpi: Kpi) -> list[str]:
    """Return what a KPI lacks, in words."""
    return [str(words) for name, words in NEEDED.items() if getattr(kpi, name) in {None, ""}]


def _unfit(objective: Objective, at: str) -> Iterator[tuple[bool, str, str]]:
    yield (
        bool(at) and not at.startswith(objective.unit.path),
        "elsewhere",
        _("This objective is of another unit. Choose one of this unit, or of one above it."),
    )
    yield (
        objective.state == "closed",
        "closed",
        _("This objective is closed. Choose one that is live."),
    )
    yield (
        objective.state == "draft",
        "draft",
        _("This objective is a draft. Activate it first: that asks for its KPIs."),
    )
