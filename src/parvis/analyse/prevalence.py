"""True shares from read shares, when the reader's errors are known from labelled posts.

Where a person has coded a sample of these very mentions, `parvis.analyse.coded` says more.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

JEFFREYS = 0.5
BOUNDS = (2.5, 97.5)

WORTH = 20.0
"""Posts of a new subject that the known errors are worth: how far they carry from where they were
counted. Measured between English subjects, that predicted left out: `benchmarks/intervals.py`."""


def true_shares(read: Floats, confusion: Floats, *, draws: int = 2000, seed: int = 0) -> Floats:
    """Simulate the shares true readers would find, given what an imperfect reader read.

    Each draw takes the reader's errors from the labelled posts, the shares read from the mentions
    (both from the Dirichlet law of their counts, with Jeffreys' prior) and solves for the true
    shares, set within 0 and 1. Strata, such as languages, are solved apart and then joined.

    Arguments:
        read: mentions read as each class, by stratum and class.
        confusion: labelled posts, by stratum, true class and class read; all zeros where nothing is
            known of the reader's errors, so that the shares of that stratum are nearly free.
        draws: how many simulations.
        seed: of the random numbers.

    Returns: shares, by draw and class; each row adds to 1.

    Source: Rogan and Gladen, "Estimating prevalence from the results of a screening test" (Am. J.
        Epidemiology 107, 1978); Forman, "Quantifying counts and costs via classification" (Data
        Mining and Knowledge Discovery 17, 2008), adjusted count.

    >>> read, confusion = np.array([[900.0, 50, 50]]), np.array([np.diag([500.0, 500, 500])])
    >>> true_shares(read, confusion).mean(axis=0).round(1)
    array([0.9, 0. , 0. ])
    """
    random = np.random.default_rng(seed)
    errors = _dirichlet(random, confusion + JEFFREYS, draws)
    seen = _dirichlet(random, read + JEFFREYS, draws)
    solved = np.linalg.solve(errors.swapaxes(-1, -2), seen[..., np.newaxis])[..., 0]
    inside = solved.clip(0.0)
    shares = inside / inside.sum(axis=-1, keepdims=True)
    strata = _dirichlet(random, read.sum(axis=-1), draws)
    return np.einsum("dsc,ds->dc", shares, strata)


def carried(confusion: Floats, *, worth: float = WORTH) -> Floats:
    """Discount known errors for a subject on which they were not counted.

    A reader errs otherwise on another subject. Its errors there are like those of a small sample
    from where they were counted: the rates stay, the counts shrink, and intervals widen.

    Arguments:
        confusion: labelled posts, by stratum, true class and class read.
        worth: posts of each true class to keep at most; `math.inf` for the very subject on which
            the errors were counted.

    Returns: the counts, none larger than before.

    Source: power priors, Ibrahim and Chen, "Power prior distributions for regression models"
        (Statistical Science 15, 2000).

    >>> carried(np.array([[[80.0, 20], [5, 5]]])).tolist()
    [[[16.0, 4.0], [5.0, 5.0]]]
    """
    labelled = np.maximum(confusion.sum(axis=-1, keepdims=True), 1.0)
    return np.asarray(confusion * np.minimum(1.0, worth / labelled), np.float64)


def expected_shares(
    probabilities: Floats, *, prior: Floats | None = None, tolerance: float = 1e-6
) -> Floats:
    """Adjust calibrated probabilities to how common the classes are here, and give their shares.

    Right where a reader's probabilities are, on this subject, what they were when calibrated, but
    for how common the classes are. There is no interval for how far that is so: on posts to six
    airlines the fine reader's share of negatives came within 3 points, the fast one's was off by 8
    to 19 (decision 12).

    Arguments:
        probabilities: by mention and class.
        prior: how common the classes were when the probabilities were calibrated; equally by
            default, as `parvis.enrich` calibrates.
        tolerance: of the last step, in shares.

    Returns: the share of each class, adding to 1.

    Source: Saerens, Latinne and Decaestecker, "Adjusting the outputs of a classifier to new a
        priori probabilities" (Neural Computation 14, 2002).

    >>> read = np.array([[0.9, 0.1]] * 3 + [[0.1, 0.9]])
    >>> read.mean(axis=0).round(2), expected_shares(read).round(2)
    (array([0.7, 0.3]), array([0.81, 0.19]))
    """
    classes = probabilities.shape[1]
    given = np.full(classes, 1.0 / classes) if prior is None else prior
    shares, step = given, np.inf
    while step > tolerance:
        weighed = probabilities * (shares / given)
        found = np.asarray((weighed / weighed.sum(axis=1, keepdims=True)).mean(axis=0), np.float64)
        shares, step = found, float(np.abs(found - shares).max())
    return shares


def interval(read: Floats, confusion: Floats, *, draws: int = 2000, seed: int = 0) -> Floats:
    """Bound the true share of each class, 95 %, always around the share read.

    The bounds are percentiles 2.5 and 97.5 of `true_shares`, moved out to the share read where
    the correction leaves it outside.

    Arguments: those of `true_shares`.

    Returns: low and high as shares of 1, two rows by class.

    Source: that of `true_shares`; row 28 of the capabilities.

    >>> read, confusion = np.array([[900.0, 50, 50]]), np.array([np.diag([500.0, 500, 500])])
    >>> interval(read, confusion).round(2)[:, 0]
    array([0.88, 0.92])
    """
    low, high = np.percentile(true_shares(read, confusion, draws=draws, seed=seed), BOUNDS, axis=0)
    point = read.sum(axis=0) / read.sum()
    return np.stack([np.minimum(low, point), np.maximum(high, point)])


def _dirichlet(random: np.random.Generator, counts: Floats, draws: int) -> Floats:
    """Draw shares for every row of counts at once, as gammas over their sum."""
    gammas = random.standard_gamma(counts, size=(draws, *counts.shape))
    return gammas / gammas.sum(axis=-1, keepdims=True)
