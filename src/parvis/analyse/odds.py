"""How far two groups are from each other in what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

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


def surprise(here: Floats, there: Floats) -> Floats:
    """Tell how far chance is from parting two groups' use of each term so.

    Arguments:
        here: uses of each term by the one group.
        there: by the other.

    Returns: signed roots of the likelihood ratio, which chance spreads as a normal variable; above
        0 where the one group uses a term more.

    Source: Dunning, "Accurate methods for the statistics of surprise and coincidence"
        (Computational Linguistics 19, 1993), which holds where one group never uses a term.

    >>> surprise(np.array([40, 60]), np.array([0, 20])).round(1).tolist()
    [4.3, -4.3]
    """
    counts = np.array([here, there], float)
    wholes = counts.sum(axis=1, keepdims=True)
    expected = counts.sum(axis=0) * wholes / max(1.0, counts.sum())
    ratio = 2.0 * (_told(counts, expected) + _told(wholes - counts, wholes - expected)).sum(axis=0)
    return np.asarray(np.sign(counts[0] - expected[0]) * np.sqrt(np.maximum(ratio, 0.0)))


def _told(counts: Floats, expected: Floats) -> Floats:
    """Return counts times the logarithm of how many times the expected they are; 0 for none."""
    return np.asarray(special.xlogy(counts, counts / np.maximum(expected, 1e-300)))
