"""Whether the queries behind a share of voice are equally broad, in a sentence with its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from parvis.present.ledger import number_of

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.present.desk import Desk

LEVEL: Final = 0.05
TENTH: Final = 1.1  # times as broad, under which a difference is not worth a warning
FINE: Final = 1.5  # times as broad, under which two decimals are told
_CROSSED: Final = "addressed"
SAMPLES: Final = ("labelled", _CROSSED)
"""What tells of the queries, the surer first."""


def equal_or_not(desk: Desk) -> str:
    """Return the warning, or that there is nothing to warn of, or that nothing tells."""
    sample = _sample(desk)
    if sample is None:
        return desk.words("voice.breadth.unmeasured")
    sentences = [_compared(desk, sample)]
    if sample == _CROSSED:
        sentences.append(desk.words("voice.breadth.misses"))
    known = breadths(desk)
    silent = [brand for brand in desk.brands if brand not in known]
    if silent:
        sentences.append(desk.words("voice.breadth.unknown", brands=desk.names(silent)))
    return " ".join(sentences)


def _compared(desk: Desk, sample: str) -> str:
    """The warning on one sample, or that there is nothing to warn of."""
    said = desk.words(f"voice.breadth.{sample}")
    worst = _worst(desk, sample)
    if worst is None:
        return desk.words("voice.breadth.equal", sample=said)
    sides = {"broad": worst.by["brand"], "narrow": worst.by["against"]}
    found = {side: breadths(desk)[str(brand)] for side, brand in sides.items()}
    fields = {side: desk.tongue.number(number_of(one) or 0.0) for side, one in found.items()}
    bounds = {
        f"{side}_bounds": desk.tongue.bounds(one.low, one.high) for side, one in found.items()
    }
    return desk.words(
        "voice.breadth.unequal", sample=said, **fields, **bounds, **_times(desk, worst)
    )


def beware(desk: Desk, brand: str) -> list[str]:
    """Return the warning in short, where the query of this brand is broader than another's.

    Arguments:
        desk: of the report.
        brand: the one that leads.
    """
    sample = _sample(desk)
    worst = _worst(desk, sample) if sample else None
    if worst is None or worst.by["brand"] != brand:
        return []
    return [desk.words("voice.breadth.finding", **_times(desk, worst))]


def breadths(desk: Desk) -> dict[str, Figure]:
    """Return the breadth of each query that the surest sample tells.

    Arguments:
        desk: of the report.
    """
    sample = _sample(desk)
    return {
        str(row.by["brand"]): row
        for row in desk.ledger.table("voice.breadth", "brand", "sample")
        if row.by["sample"] == sample and number_of(row) is not None
    }


def _sample(desk: Desk) -> str | None:
    """The surest sample on which two brands can be compared."""
    compared = {str(row.by["sample"]) for row in desk.ledger.table("voice.ratio", *_PAIR)}
    return next((sample for sample in SAMPLES if sample in compared), None)


def _worst(desk: Desk, sample: str) -> Figure | None:
    """The pair whose queries differ most, beyond chance and beyond a tenth."""
    apart = [
        row
        for row in desk.ledger.table("voice.ratio", *_PAIR)
        if row.by["sample"] == sample
        and (number_of(row) or 0.0) >= TENTH
        and (desk.ledger.number("voice.unequal", **row.by) or 0.0) < LEVEL
    ]
    return max(apart, key=lambda row: number_of(row) or 0.0, default=None)


def _times(desk: Desk, pair: Figure) -> dict[str, str]:
    times = number_of(pair) or 0.0
    digits = 1 if times >= FINE else 2
    return {
        "brand": desk.name(str(pair.by["brand"])),
        "against": desk.name(str(pair.by["against"])),
        "times": desk.tongue.number(times, digits=digits),
        "times_bounds": desk.tongue.bounds(pair.low, pair.high, digits=digits),
    }


_PAIR: Final = ("brand", "against", "sample")
