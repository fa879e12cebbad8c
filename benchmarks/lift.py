"""How often intervals of trials hold the truth, and whether a pilot's power is what it says.

Run: python benchmarks/lift.py [--simulations 1000] [part ...], the parts being differences, series
and pilot; all by default. Each cell is 1 000 simulations of its own, of series 4 000; 93 to 97 % is
what 95 % should be, and a cell errs by 0.7 points by chance, of series by half of that.
"""

from __future__ import annotations

import argparse
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from parvis.measure.lift.believed import believed
from parvis.measure.lift.interrupted import effect_of, laid
from parvis.measure.lift.yardstick import compared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NOISIER = (1, 2, 3)
UNITS = tuple(product((1, 3), (4, 8, 12, 20)))
KEPT = (0.0, 0.5)
LENGTHS = ((3, 12), (4, 4), (8, 8), (8, 24), (24, 8), (52, 12))
SERIES = (
    (24, 12, None, 0),
    (24, 12, None, 3),
    (24, 12, None, 8),
    (24, 12, None, 12),
    (28, 14, 7, 4),
    (30, 15, 7, 0),
    (36, 24, 12, 0),
    (36, 18, None, 0),
    (48, 12, None, 0),
    (52, 26, 4, 2),
    (104, 52, 4, 0),
)
SERIES_KEPT = (0.0, 0.2, 0.4, 0.6)


def dependent(random: np.random.Generator, shape: tuple[int, ...], rho: float) -> Floats:
    """Departures of variance 1, each of which keeps a part of the one before, by the last axis."""
    found = random.normal(size=shape) * np.sqrt(1 - rho**2)
    found[..., 0] /= np.sqrt(1 - rho**2)
    for place in range(1, shape[-1]):
        found[..., place] += rho * found[..., place - 1]
    return found


def differences(simulations: int) -> Iterator[str]:
    """Yield coverage of differences, a line for each number of units and lengths."""
    cells = list(product(NOISIER, KEPT))
    yield "differences: treated units 1, 2, 3 times as noisy, at a dependence of 0 and of 0.5"
    yield f"{'treated controls before after':<32}" + "".join(
        f"{f'{times} / {rho:g}':>9}" for times, rho in cells
    )
    every = []
    for (treated, controls), (before, after) in product(UNITS, LENGTHS):
        found = [
            _differences(simulations, (treated, controls), (before, after), times, rho)
            for times, rho in cells
        ]
        every += found
        head = f"{treated:>7}{controls:>9}{before:>7}{after:>6}"
        yield f"{head:<32}" + "".join(f"{share:>9.1f}" for share in found)
    yield _summary(every)


def _differences(
    simulations: int, units: tuple[int, int], lengths: tuple[int, int], times: int, rho: float
) -> float:
    """Percent of intervals that hold an effect of zero; none is otherwise, since it only adds."""
    random = np.random.default_rng([*units, *lengths, times, round(10 * rho)])
    treated, before, after = units[0], *lengths
    values = dependent(random, (simulations, sum(units), before + after), rho)
    values[:, :treated] *= times
    weights = np.append(np.full(before, -1 / before), np.full(after, 1 / after))
    is_treated = np.arange(sum(units)) < treated
    found = compared(values, weights, before, is_treated=is_treated)
    return 100 * float(np.mean(found.p() >= 0.05))


def series(simulations: int) -> Iterator[str]:
    """Yield coverage of interrupted series, a line for each length, season and controls."""
    yield "series: by what departures keep of the one before; controls keep 0.5"
    yield f"{'periods after season controls':<32}" + "".join(f"{rho:>9g}" for rho in SERIES_KEPT)
    every, simulations = [], 4 * simulations
    for periods, start, season, controls in SERIES:
        found = [_series(simulations, periods, start, season, controls, rho) for rho in SERIES_KEPT]
        every += found
        head = f"{periods:>7}{periods - start:>6}{season or '-':>7}{controls:>9}"
        yield f"{head:<32}" + "".join(f"{share:>9.1f}" for share in found)
    yield _summary(every)


def _series(
    simulations: int, periods: int, start: int, season: int | None, controls: int, rho: float
) -> float:
    """Percent of intervals that hold an effect of zero; twenty sets of controls, if any."""
    random = np.random.default_rng([periods, start, season or 0, controls, round(10 * rho)])
    inside = []
    for _ in range(20):
        others = dependent(random, (controls, periods), 0.5).T if controls else None
        design = laid(periods, start, season=season, controls=others)
        values = dependent(random, (simulations // 20, periods), rho).T
        below = believed(values, design, effect_of(design, start)).below(0.0)
        inside.append(np.mean(np.abs(below - 0.5) <= 0.475))
    return 100 * float(np.mean(inside))


def _summary(shares: Sequence[float]) -> str:
    within = sum(93 <= share <= 97 for share in shares)
    return (
        f"{within} of {len(shares)} cells within 93 to 97 %; "
        f"{min(shares):.1f} to {max(shares):.1f}, mean {np.mean(shares):.1f}\n"
    )


PARTS: dict[str, Callable[[int], Iterable[str]]] = {"differences": differences, "series": series}


def main() -> None:
    """Print every part, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []])
    parser.add_argument("--simulations", type=int, default=1000)
    asked = parser.parse_args()
    for name in asked.parts or PARTS:
        for line in PARTS[name](asked.simulations):
            print(line, flush=True)


if __name__ == "__main__":
    main()
