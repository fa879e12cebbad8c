"""Whether friends carry one another along or were alike before; and who brought whom."""

from __future__ import annotations

from parvis.measure.contagion.estimate import Contagion, contagion
from parvis.measure.contagion.exposure import exposures
from parvis.measure.contagion.referrals import Referrals, referrals

__all__ = ["Contagion", "Referrals", "contagion", "exposures", "referrals"]
