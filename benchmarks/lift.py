"""How often intervals of trials hold the truth, and whether a pilot's power is what it says.

Run: python benchmarks/lift.py [--simulations 1000] [part ...], the parts being differences, series
and pilot; all by default. Each cell is 1 000 simulations of its own, of series 4 000, of pilots
500; 93 to 97 % is what 95 % should be. A cell errs by chance by 0.7 points, of series by half of
that, of found power by 2.
"""

from __future__ import annotations

import argparse
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.measure.lift import design
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
MARKETS = (6, 12)
PASTS = ((24, 4), (52, 8))
SPREADS = (0.0, 0.6)
EFFECTS = (1.0, 1.7)


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


def pilot(simulations: int) -> Iterator[str]:
    """Yield what a pilot's first market was told to show, and what trials there then showed."""
    yield "pilot: percent of trials in the market named first that show the effect, told and found;"
    yield "the last column without any effect: 5 % is what the test is to err by"
    head = f"{'markets past trial kept spread':<32}"
    yield head + "".join(f"{f'effect {effect:g}':>16}" for effect in EFFECTS) + f"{'none':>7}"
    off, simulations = [], simulations // 2
    for markets, (past, periods), rho, spread in product(MARKETS, PASTS, KEPT, SPREADS):
        random = np.random.default_rng([markets, past, round(10 * rho), round(10 * spread)])
        size = (markets, past, periods, rho, spread)
        rows = np.array([_trial(random, *size) for _ in range(simulations)])
        told, found = (100 * rows[:, at : at + 2].mean(axis=0) for at in (0, 2))
        off += list(np.abs(told - found))
        head = f"{markets:>7}{past:>5}{periods:>6}{rho:>5g}{spread:>7g}"
        pairs = (
            f"{f'{one:.0f} / {other:.0f}':>16}" for one, other in zip(told, found, strict=True)
        )
        yield f"{head:<32}" + "".join(pairs) + f"{100 * rows[:, 4].mean():>7.1f}"
    yield f"told and found are {np.mean(off):.1f} points apart on average, {max(off):.1f} at most\n"


def _trial(
    random: np.random.Generator, markets: int, past: int, periods: int, rho: float, spread: float
) -> tuple[float, ...]:
    """Plan a trial from a past; tell its power by effect, and make it with each and with none."""
    noise = np.exp(spread * random.normal(size=markets))[:, np.newaxis]
    values = 100 + noise * dependent(random, (markets, past + periods), rho)
    values += 2 * dependent(random, (past + periods,), 0.7)
    panel = _panel(values[:, :past])
    usual = EFFECTS[0] / values[:, :past].mean(axis=1)
    first = design(panel, periods=periods, effect=1.0)[0]
    place = int(first.market)
    told = []
    for effect in EFFECTS:
        hoped = 100 * usual[place] * effect / EFFECTS[0]
        again = design(panel, periods=periods, effect=hoped, candidates=[first.market])[0]
        told.append(again.power)
    rows = values[[place, *map(int, first.controls)], past - first.before :]
    weights = np.append(np.full(first.before, -1 / first.before), np.full(periods, 1 / periods))
    found = compared(rows, weights, first.before, is_treated=np.arange(len(rows)) == 0)
    shown = (float(found.p(-effect) < 0.05) for effect in (*EFFECTS, 0.0))
    return (*told, *shown)


def _panel(values: Floats) -> pl.DataFrame:
    markets, periods = values.shape
    units = np.repeat([f"{n:02}" for n in range(markets)], periods)
    days = np.tile(np.arange(periods), markets)
    return pl.DataFrame({"unit": units, "period": days, "value": values.ravel()})


def _summary(shares: Sequence[float]) -> str:
    within = sum(93 <= share <= 97 for share in shares)
    return (
        f"{within} of {len(shares)} cells within 93 to 97 %; "
        f"{min(shares):.1f} to {max(shares):.1f}, mean {np.mean(shares):.1f}\n"
    )


PARTS: dict[str, Callable[[int], Iterable[str]]] = {
    "differences": differences,
    "series": series,
    "pilot": pilot,
}


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
