"""Parts of a sum in whole cents, which add up to it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def reconcile(parts: ArrayLike, total: int) -> NDArray[np.int64]:
    """Round parts to whole cents so that they add up to a total, those cut most rounded up.

    Arguments:
        parts: none negative; their proportions are kept, whatever they add to.
        total: cents; all of it goes to the first part where all parts are zero.

    Source: Hamilton's method of largest remainders (1792).

    >>> reconcile([1, 1, 1], 100).tolist()
    [34, 33, 33]
    """
    weights = np.asarray(parts, np.float64)
    if weights.sum() <= 0:
        weights = np.eye(1, len(weights))[0]
    exact = weights / weights.sum() * total
    whole = np.floor(exact).astype(np.int64)
    short = int(total - whole.sum())
    first = np.argsort(-(exact - whole), kind="stable")[: max(short, 0)]
    whole[first] += 1
    if short < 0:  # a float above a whole number that it should have been under
        whole[np.argsort(exact - whole, kind="stable")[:-short]] -= 1
    return whole
