"""To which channels sales are credited: five models side by side, each to the cent."""

from __future__ import annotations

from parvis.measure.attribution.cents import reconcile
from parvis.measure.attribution.codes import linked
from parvis.measure.attribution.credits import MODELS, NONE, attribute
from parvis.measure.attribution.journeys import journeys
from parvis.measure.attribution.markov import removal_effects

__all__ = ["MODELS", "NONE", "attribute", "journeys", "linked", "reconcile", "removal_effects"]
