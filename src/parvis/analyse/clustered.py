"""How far counts and shares would be off if other people had spoken: mentions come in clusters.

A person who speaks a hundred times is one person, and a post that is copied or answered draws
others of its kind. What chance draws is therefore the author and the conversation, not the mention;
counts vary more than a Poisson law says, and shares more than a binomial one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from parvis.analyse.prevalence import Floats

TAIL = 0.025
_LEAST = 1.0  # degrees of freedom


@dataclass(frozen=True, slots=True)
class Clusters:
    """How clusters of one kind speak of one thing; clusters that spoke alike stand together.

    Arguments:
        said: mentions of the thing, by way of speaking.
        of: mentions in all.
        clusters: how many spoke so.

    >>> Clusters(np.array([2.0, 0.0]), np.array([3.0, 1.0]), np.array([1.0, 4.0])).share
    0.2857142857142857
    """

    said: Floats
    of: Floats
    clusters: Floats

    @property
    def total(self) -> float:
        """Mentions of the thing."""
        return float(self.clusters @ self.said)

    @property
    def whole(self) -> float:
        """Mentions in all."""
        return float(self.clusters @ self.of)

    @property
    def share(self) -> float:
        """The one over the other."""
        return self.total / self.whole

    def squares(self, moved: Floats, power: int = 2) -> float:
        """Sum a power, the square, of what each cluster brings."""
        return float(self.clusters @ moved**power)

    @property
    def moved(self) -> Floats:
        """How far each way of speaking moves the share, in mentions."""
        return self.said - self.share * self.of


def two_ways(authors: float, conversations: float, both: float) -> float:
    """Add up variances by author and by conversation, what lies in both counted once.

    Arguments:
        authors: the variance with the mentions of one author as a cluster.
        conversations: with those of one conversation.
        both: with those of one author in one conversation.

    Returns: the variance, never less than with one kind of cluster alone.

    Source: Cameron, Gelbach and Miller, "Robust inference with multiway clustering" (Journal of
        Business & Economic Statistics 29, 2011).

    >>> two_ways(4.0, 3.0, 2.0)
    5.0
    """
    return max(authors + conversations - both, authors, conversations)


def count_interval(count: float, variance: float, freedom: float) -> tuple[float, float]:
    """Bound what a count would be on average if people came anew, 95 %.

    Arguments:
        count: mentions.
        variance: the sum of squares of what each cluster brings: people come by the law of Poisson,
            mentions in clusters with them.
        freedom: degrees of freedom of that variance, under which Student's law is wider.

    Returns: low and high.

    Source: gamma intervals of weighted sums of Poisson counts, Fay and Feuer (Statistics in
        Medicine 16, 1997), with the mean weight as Tiwari, Clegg and Zou (Statistical Methods in
        Medical Research 15, 2006) take it.

    >>> [round(bound, 1) for bound in count_interval(100, 100, 1e6)]  # each by another person
    [81.4, 121.6]
    >>> [round(bound, 1) for bound in count_interval(0, 0, 1e6)]
    [0.0, 3.7]
    """
    wider = (_student(freedom) / _student(np.inf)) ** 2
    weight = wider * variance / count if count else 1.0
    low = stats.gamma.ppf(TAIL, count / weight, scale=weight) if count else 0.0
    high = stats.gamma.ppf(1 - TAIL, count / weight + 1, scale=weight)
    return float(low), float(high)


def share_interval(share: float, effective: float, freedom: float) -> tuple[float, float]:
    """Bound the share that people drawn anew would give, 95 %.

    Arguments:
        share: 0 to 1.
        effective: how many independent mentions would tell as much.
        freedom: degrees of freedom of the variance, under which Student's law is wider.

    Returns: low and high, 0 to 1, always around the share.

    Source: Wilson (JASA 22, 1927) at the effective size, as Franco, Little, Louis and Slud compare
        ("Comparative study of confidence intervals for proportions in complex sample surveys",
        Journal of Survey Statistics and Methodology 7, 2019).

    >>> [round(bound, 3) for bound in share_interval(0.5, 100, 1e6)]
    [0.404, 0.596]
    """
    t = _student(freedom)
    shrunk = t**2 / effective
    centre = (share + shrunk / 2) / (1 + shrunk)
    half = np.sqrt(shrunk * share * (1 - share) + shrunk**2 / 4) / (1 + shrunk)
    return max(centre - float(half), 0.0), min(centre + float(half), 1.0)


def _student(freedom: float) -> float:
    return float(stats.t.ppf(1 - TAIL, max(freedom, _LEAST)))
