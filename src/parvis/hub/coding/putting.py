"""How coded samples put the figures of dashboards right; what they say is in `shares`.

Figures are far heavier than this file: what needs them is read when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from parvis.hub.coding.models import Sample

if TYPE_CHECKING:
    from parvis.figures import Figure
    from parvis.hub.explore.public import Filters, Reweighed, Scope


def stamp() -> str:
    """Return what changes as soon as another sample is put to use."""
    newest = Sample.objects.aggregate(newest=Max("settled_at"))["newest"]
    return newest.isoformat() if newest else ""


def put(scope: Scope, wanted: Filters, name: str, figures: tuple[Figure, ...]) -> Reweighed | None:
    """Put the shares of a figure right, where a coded sample speaks of its mentions."""
    from parvis.hub.coding import shares

    return shares.put(scope, wanted, name, figures)
