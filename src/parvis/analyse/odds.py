"""How far two groups are from each other in what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from parvis.analyse.prevalence import Floats

PRIOR = 500.0  # uses that are supposed before any is counted, or a tenth of all where that is less


def log_odds(here: Floats, there: Floats, elsewhere: Floats | None = None) -> tuple[Floats, Floats]:
    """Compare how often two groups use each term, given how often all do.

    What all say together is the prior, so that a rare term does not tell them apart by chance.

    Arguments:
        here: uses of each term by the one group.
        there: by the other.
        elsewhere: by everybody else, if there is anybody.

    Returns: log-odds ratios, above 0 where the one group uses a term more, and their standard
        errors.

    Source: Monroe, Colaresi and Quinn, "Fightin' words: lexical feature selection and evaluation
        for identifying the content of political conflict" (Political Analysis 16, 2008), equations
        16 and 18 to 20.

    >>> lean, spread = log_odds(np.array([20, 20]), np.array([0, 20]), np.array([10, 10]))
    >>> bool(lean[0] / spread[0] > 2), bool(lean[1] < 0)
    (True, True)
    """
    uses = np.asarray(here + there + (0 if elsewhere is None else elsewhere), float)
    whole = max(1.0, uses.sum())
    prior = min(PRIOR, whole / 10) * uses / whole

    def odds(counts: Floats) -> Floats:
        with_prior = counts + prior
        return np.log(with_prior / np.maximum(with_prior.sum() - with_prior, 1e-12))

    spread = np.sqrt(1.0 / (here + prior) + 1.0 / (there + prior))
    return odds(here) - odds(there), spread
