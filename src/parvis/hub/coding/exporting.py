"""A coded sample to take away: the codes, and the figures with how they were come by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from parvis.hub.coding.comparing import side_by_side
from parvis.hub.coding.frames import agreements
from parvis.hub.web.files import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.codebook import Agreement
    from parvis.hub.coding.models import Sample
    from parvis.hub.common.rights import Rights

Row = tuple[Any, ...]
FIGURES: Final = (
    "key", "criterion", "value", "perimeter", "figure", "low", "high", "unit", "class",
    "definition", "query",
)  # fmt: skip
ALPHA: Final = (
    "parvis.codebook.agreement(codes, codebook)  # Krippendorff 2004; 2000 bootstrap samples"
)


def codes(sample: Sample) -> Iterator[Row]:
    """Yield a row for each mention and criterion: who coded is a letter, never a name."""
    letters = list(sample.coders.values_list("letter", flat=True))
    known = {one.place: one for one in sample.drawn.all()}
    yield (
        "place", "mention", "text", "criterion", *(f"coder_{letter}" for letter in letters),
        "decided", "reason", "decided_by", "stratum", "inclusion",
    )  # fmt: skip
    for one in side_by_side(sample):
        drawn, decision = known[one.place], one.decision
        text = (one.row or {}).get("text") or ""
        decided: Row = ("", "", "")
        if decision:
            how = "the coders together" if decision.is_together else "a third person"
            decided = (harmless(decision.value), harmless(decision.reason), how)
        yield (
            one.place, harmless(drawn.mention), harmless(text), one.asked["name"],
            *(harmless(value) for value in one.said.values()), *decided,
            harmless(drawn.stratum), drawn.inclusion,
        )  # fmt: skip


def figures(sample: Sample, rights: Rights) -> Iterator[Row]:
    """Yield agreement on each criterion, then the shares of those that can be used."""
    from parvis.hub.coding.shares import figures as shares

    yield FIGURES
    yield from (_alpha(found) for found in agreements(sample))
    if sample.is_open:
        return
    for one in shares(sample, rights):
        yield (
            one.key, one.by["criterion"], harmless(str(one.by["value"])),
            harmless(str(one.by.get("brand", ""))), one.value, one.low, one.high, one.unit,
            one.kind, one.definition, one.query,
        )  # fmt: skip


def _alpha(found: Agreement) -> Row:
    text = _(
        "Krippendorff's alpha of the coders' first codes, over %(n)s mentions coded twice or more; "
        "1 is agreement, 0 is chance. The interval is a bootstrap over mentions."
    )
    told = found.alpha
    return (
        "coding.alpha", found.criterion, "", "", told.value, told.low, told.high, "1", "measured",
        text % {"n": told.units}, ALPHA,
    )  # fmt: skip
