"""How sure a ranking of places is, and the smallest change that would turn it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from parvis.analyse.presence.scoring import PARTS, Places, Scored, known_weights, parts_of
from parvis.analyse.voices import ROOM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.analyse.presence.scoring import Part
    from parvis.analyse.prevalence import Floats

DRAWS: Final = 300
FIRST: Final = 3
BOUNDS: Final = (2.5, 97.5)
HALF_TO_DOUBLE: Final = 1.0  # powers of two


def stability(
    places: Places, weights: Mapping[Part, float], *, draws: int = DRAWS, seed: int = 0
) -> pl.DataFrame:
    """Say between which ranks each place lies when the people, or the weights, are other ones.

    The people are drawn again with replacement (a Poisson bootstrap, a whole voice at a time, since
    one who speaks in two places is one person). The weights are each multiplied by between a half
    and two, all powers of two in between being as likely.

    Arguments:
        places: where the audience is.
        weights: as they were declared.
        draws: how many times.
        seed: of the random numbers.

    Returns: in the order of the places: people_low, people_high, weights_low, weights_high (ranks
        from 1 between which it lies 95 times in 100), first (% of both kinds of draws in which it
        is among the first three).

    Source: Chamandy et al., "Estimating uncertainty for massive data streams" (2012), the Poisson
        bootstrap; Saltelli et al., "Global sensitivity analysis: the primer" (2008).

    >>> held = {"kind": ["site"] * 2, "place": ["a", "b"], "voice": ["ann", "bo"]}
    >>> held |= {"read": [1, 1], "negative": [1, 0]}
    >>> known = {"voice": ["ann", "bo"], "pagerank": [0.9, 0.1], "own": [False, True]}
    >>> people = pl.DataFrame(known | {"rivals": [True, False]})
    >>> places = Places.of(pl.DataFrame(held), people, knows=frozenset(PARTS))
    >>> stability(places, dict.fromkeys(PARTS, 1.0))["weights_high"].to_list()
    [1, 2]
    """
    random = np.random.default_rng(seed)
    given = known_weights(places, weights)
    by_people = _ranks(_drawn(places, given, draws, random))
    turned = given * 2.0 ** random.uniform(-HALF_TO_DOUBLE, HALF_TO_DOUBLE, (draws, len(PARTS)))
    by_weights = _ranks(parts_of(places.totals()) @ turned.T)
    people, other = (
        np.percentile(r, BOUNDS, axis=1, method="nearest") for r in (by_people, by_weights)
    )
    first = 100.0 * (np.concatenate([by_people, by_weights], axis=1) <= FIRST).mean(axis=1)
    columns = {
        "people_low": people[0],
        "people_high": people[1],
        "weights_low": other[0],
        "weights_high": other[1],
    }
    ranks = {name: values.astype(np.int64) for name, values in columns.items()}
    return pl.DataFrame({**ranks, "first": first})


def flips(found: Scored) -> pl.DataFrame:
    """Find the smallest change of one weight, and of one value, that moves each place a rank.

    A place but the first is to rise over the one before it; the first is to fall behind the second.
    A weight changes alone, the others keep their proportions to each other; a value stays between 0
    and 1.

    Arguments:
        found: the places, weighed.

    Returns: place (its number in `found.places`), against (of the other), what (weight or value),
        part, now, then (weights as shares of 1 before and after; values likewise); no row where no
        such change turns them.

    Source: Triantaphyllou and Sánchez, "A sensitivity analysis approach for some deterministic
        multi-criteria decision-making methods" (Decision Sciences 28, 1997).

    >>> names = pl.DataFrame({"kind": ["site"] * 2, "place": ["a", "b"]})
    >>> parts = np.array([[1.0, 0.0, 0, 0, 0], [0.0, 0.8, 0, 0, 0]])
    >>> weights = np.array([0.5, 0.5, 0, 0, 0])
    >>> found = flips(Scored(names, parts, weights, {}))
    >>> found.filter(place=1, what="value").select("part", "now", pl.col("then").round(6)).row(0)
    ('audience', 0.0, 0.2)
    """
    order = found.order
    rows = []
    for rank, place in enumerate(order.tolist()):
        if order.size > 1:
            against = int(order[rank - 1] if rank else order[1])
            rows += [_weight(found, place, against), _value(found, place, against)]
    schema = {
        **dict.fromkeys(("place", "against"), pl.Int64),
        **dict.fromkeys(("what", "part"), pl.String),
        **dict.fromkeys(("now", "then"), pl.Float64),
    }
    return pl.DataFrame([row for row in rows if row], schema=schema, orient="row")


Row = tuple[int, int, str, str, float, float]


def _weight(found: Scored, place: int, against: int) -> Row | None:
    """The weight whose smallest change makes the two equal."""
    apart = found.parts[against] - found.parts[place]
    gap = float(apart @ found.weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = found.weights - gap / apart
        then = raw / (1.0 - found.weights + raw)
    is_possible = np.isfinite(then) & (raw >= 0) & (np.abs(apart) > 1e-9) & (found.weights > 0)
    if not is_possible.any():
        return None
    change = np.where(is_possible, np.abs(then - found.weights), np.inf)
    part = int(change.argmin())
    return place, against, "weight", PARTS[part], float(found.weights[part]), float(then[part])


def _value(found: Scored, place: int, against: int) -> Row | None:
    """The value of the place whose smallest change makes the two equal."""
    gap = float((found.parts[against] - found.parts[place]) @ found.weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        then = found.parts[place] + gap / found.weights
    is_possible = np.isfinite(then) & (then >= -1e-9) & (then <= 1 + 1e-9)
    if not is_possible.any():
        return None
    change = np.where(is_possible, np.abs(then - found.parts[place]), np.inf)
    part = int(change.argmin())
    now, after = found.parts[place, part], min(max(then[part], 0.0), 1.0)
    return place, against, "value", PARTS[part], float(now), float(after)


def _drawn(places: Places, weights: Floats, draws: int, random: np.random.Generator) -> Floats:
    """Scores by place and draw, the people drawn again, as many draws at a time as fit."""
    step = max(1, ROOM // max(1, len(places.voices)))
    done = []
    for start in range(0, draws, step):
        size = (len(places.voices), min(step, draws - start))
        times = random.poisson(1.0, size).astype(np.float64)
        done.append(parts_of(places.totals(times)) @ weights)
    return np.concatenate(done, axis=1)


def _ranks(scores: Floats) -> Floats:
    """Ranks from 1 by place and draw, the best first."""
    order = np.argsort(-scores.round(9), axis=0, kind="stable")
    ranks = np.empty(scores.shape)
    np.put_along_axis(ranks, order, np.arange(1.0, len(scores) + 1)[:, np.newaxis], axis=0)
    return ranks
