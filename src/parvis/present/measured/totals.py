"""Why totals of one measure differ: each counts something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.measured.desk import MeasureDesk

_TOTALS: Final = ("ledger.value", "roe.value", "attribution.sales")
_FEWEST: Final = 2  # to be compared


def totals(desk: MeasureDesk) -> Iterator[str]:
    """Yield what each grand total counts and why they differ; nothing where there is only one.

    Arguments:
        desk: of the report.
    """
    found = {key: desk.ledger.number(key) for key in _TOTALS}
    parts = [
        desk.words(f"totals.{key}", amount=desk.money(amount))
        for key, amount in found.items()
        if amount is not None
    ]
    if len(parts) >= _FEWEST:
        yield desk.words("totals.all", parts=desk.tongue.listing(parts))
