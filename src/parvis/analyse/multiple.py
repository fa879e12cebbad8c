"""Many tests at once: what still stands when each had its chance to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from parvis.analyse.prevalence import Floats


def holm(p: Floats) -> Floats:
    """Adjust p-values so that one false finding among them all is as rare as one test promises.

    Arguments:
        p: p-values of one family of tests, 0 to 1, however they depend on one another.

    Returns: adjusted p-values, in the same order.

    Source: Holm, "A simple sequentially rejective multiple test procedure" (Scandinavian Journal of
        Statistics 6, 1979).

    >>> holm(np.array([0.01, 0.04, 0.03])).round(2)
    array([0.03, 0.06, 0.06])
    """
    order = np.argsort(p)
    stepped = p[order] * np.arange(p.size, 0, -1)
    adjusted = np.empty_like(stepped)
    adjusted[order] = np.maximum.accumulate(stepped).clip(max=1.0)
    return adjusted
