"""How often 95 % intervals of shares and of agreement hold the truth, and how far shares are off.

Run: python benchmarks/intervals.py [--studies 1000] [--data FOLDER] [--coded 200] [--tier fast]
[--only designs agreement home airlines carrying]. First, made populations whose truth is known:
every design of sampling, beside readers from good to misleading. Then alpha's bootstrap interval.
With a folder of labelled sets (airline_sentiment, apple_dfe, sxsw_brands_products,
tweeteval_sentiment): shares of negatives by airline, from the reading alone by four methods, and
from samples of its posts coded by people; and how far the reader's known errors carry to a subject
on which they were not counted. 93 to 97 % is what 95 % should be.
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from scipy.optimize import minimize_scalar
from scipy.special import gammaln

from parvis.analyse.coded import Reader, coded_shares
from parvis.analyse.prevalence import BOUNDS, carried, expected_shares, true_shares
from parvis.analyse.tonality import tonality_counts, tonality_shares
from parvis.codebook import Codebook, alpha, parse, sample
from parvis.codebook.book import EXAMPLE
from parvis.enrich import confusion, read
from parvis.schema import TONALITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.enrich.reading import Tier

BOOK = Codebook([parse(EXAMPLE).of("tonality")])
READER = Reader("tonality")
TRUTHS = {"even": (0.4, 0.35, 0.25), "rare": (0.08, 0.8, 0.12)}
SURENESS = {"good": 2.5, "poor": 0.8, "misleading": -1.0}
"""How far a made reader's scores lean to the true tonality; below 0, away from it."""
DESIGNS = ("random", "stratified", "informative")
SXSW = {
    "No emotion toward brand or product": "neutral",
    "Positive emotion": "positive",
    "Negative emotion": "negative",
}


class Held(NamedTuple):
    """Shares of a coded sample against the truth: by study and share."""

    error: np.ndarray
    held: np.ndarray
    width: np.ndarray

    def line(self) -> str:
        """Coverage, the root of the mean square error and the half width, in points."""
        off = np.sqrt(np.mean(self.error**2))
        return f"{100 * self.held.mean():7.1f}{off:9.2f}{self.width.mean() / 2:9.2f}"


def population(truth: tuple[float, ...], lean: float, *, size: int, seed: int) -> pl.DataFrame:
    """Make mentions of two brands, one three times the other, with their labels and a reading.

    The reader errs in a way of its own for the smaller brand.
    """
    random = np.random.default_rng(seed)
    true = random.choice(3, size, p=truth)
    small = random.random(size) < 0.25
    scores = random.normal(size=(size, 3)) + lean * np.eye(3)[true]
    scores[small, 0] += 0.7
    read = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    return pl.DataFrame(
        {
            "id": [f"m:{number}" for number in range(size)],
            "text": "",
            "brands": [["Bel"] if is_small else ["Ada"] for is_small in small],
            "label": np.array(TONALITIES)[true],
            "tonality_p": read,
        },
        schema_overrides={"tonality_p": pl.Array(pl.Float64, 3)},
    ).with_columns(pl.col("tonality_p").arr.to_list())


def coded_again(
    mentions: pl.DataFrame, how: str, n: int, studies: int, *, reader: Reader | None = READER
) -> Held:
    """Draw and code a population many times, and hold each brand's shares against its labels."""
    true = truth_of(mentions)
    values = list(TONALITIES)
    found = []
    for seed in range(studies):
        drawn = sample(mentions, BOOK, n, how=how, seed=seed)
        codes = drawn.join(mentions.select("id", code="label"), on="id", how="left")
        shares = coded_shares(mentions, codes, values=values, reader=reader)
        found.append(shares.join(true, on=["brand", "value"], nulls_equal=True))
    every = pl.concat(found).drop_nulls("share")
    inside = pl.col("true").is_between(pl.col("low") - 1e-9, pl.col("high") + 1e-9)
    return Held(
        error=every.select(pl.col("share") - pl.col("true")).to_series().to_numpy(),
        held=every.select(inside).to_series().to_numpy(),
        width=every.select(pl.col("high") - pl.col("low")).to_series().to_numpy(),
    )


def truth_of(mentions: pl.DataFrame) -> pl.DataFrame:
    """The share of each label, %, in all mentions and in each brand's."""
    shares = [(100.0 * (pl.col("label") == name).mean()).alias(name) for name in TONALITIES]
    whole = mentions.select(pl.lit(None, pl.String).alias("brand"), *shares)
    each = mentions.explode("brands").group_by(brand="brands").agg(shares)
    return pl.concat([whole, each]).unpivot(index="brand", variable_name="value", value_name="true")


def designs(studies: int) -> Iterator[str]:
    """Yield a line a made population, reader, design and size of sample."""
    yield f"{'truth':8}{'reader':12}{'design':14}{'n':>5}{'held %':>8}{'off':>9}{'half':>9}"
    for name, reader in itertools.product(TRUTHS, SURENESS):
        mentions = population(TRUTHS[name], SURENESS[reader], size=4000, seed=2010)
        for how, n in itertools.product(DESIGNS, (100, 300)):
            held = coded_again(mentions, how, n, studies)
            yield f"{name:8}{reader:12}{how:14}{n:5}{held.line()}"
        if reader == "good":
            held = coded_again(mentions, "random", 100, studies, reader=None)
            yield f"{name:8}{'none':12}{'random':14}{100:5}{held.line()}"


def same_subject(studies: int) -> Iterator[str]:
    """Yield how often the adjusted count holds, where the errors were counted at home."""
    random, truth = np.random.default_rng(2010), np.array(TRUTHS["even"])
    errors = np.array([[0.80, 0.15, 0.05], [0.15, 0.70, 0.15], [0.05, 0.20, 0.75]])
    held = []
    for seed in range(studies):
        labelled = np.stack([random.multinomial(300, row) for row in errors])[np.newaxis]
        said = random.multinomial(3000, truth)
        read = sum(random.multinomial(n, row) for n, row in zip(said, errors, strict=True))
        shares = true_shares(read[np.newaxis] * 1.0, labelled * 1.0, draws=400, seed=seed)
        low, high = np.percentile(shares, BOUNDS, axis=0)
        held.append((low <= truth) & (truth <= high))
    yield f"adjusted count, errors counted at home: held {100 * np.mean(held):.1f} %"


def agreements(studies: int) -> Iterator[str]:
    """Yield how often alpha's interval holds the alpha of endless coding, by mentions coded."""
    yield f"{'right':8}{'mentions':>9}{'alpha':>8}{'held %':>8}"
    for right in (0.75, 0.9):
        endless = alpha(_coded_twice(right, 200_000, seed=0), draws=2).value
        for mentions in (50, 100, 200):
            found = [
                alpha(_coded_twice(right, mentions, seed=1 + seed), draws=500)
                for seed in range(studies)
            ]
            held = np.mean([one.low <= endless <= one.high for one in found])
            yield f"{right:<8}{mentions:9}{endless:8.3f}{100 * held:8.1f}"


def _coded_twice(right: float, mentions: int, *, seed: int) -> np.ndarray:
    """Two coders, each right so often and else at random."""
    random = np.random.default_rng(seed)
    true = random.choice(3, mentions, p=TRUTHS["even"])
    counts = np.zeros((mentions, 3), np.int64)
    for _ in range(2):
        slips = random.random(mentions) > right
        said = np.where(slips, random.integers(0, 3, mentions), true)
        np.add.at(counts, (np.arange(mentions), said), 1)
    return counts


def labelled(data: Path, name: str, *, tier: Tier = "fast") -> pl.DataFrame:
    """Read a labelled English set with a shipped reader."""
    part = "val" if name == "tweeteval_sentiment" else "train"
    posts = pl.read_parquet(data / name / f"{part}.parquet")
    posts = posts.with_columns(pl.col("label").cast(pl.String).replace(SXSW))
    posts = posts.filter(pl.col("label").is_in(TONALITIES))
    brand = pl.col("brand") if "brand" in posts.columns else pl.lit(name)
    named = posts.select(
        pl.col("id").cast(pl.String), "text", "label", language=pl.lit("en"),
        brands=pl.concat_list(brand),
    )  # fmt: skip
    return read(named, tier=tier).drop_nulls("tonality")


def counts(posts: pl.DataFrame) -> np.ndarray:
    """Posts by true tonality and tonality read."""
    return np.array(
        [
            [posts.filter(label=true, tonality=seen).height for seen in TONALITIES]
            for true in TONALITIES
        ],
        float,
    )


def by_airline(data: Path, coded: int, studies: int, tier: Tier) -> Iterator[str]:
    """Yield, for each airline, the share of negatives and how far each method is from it."""
    posts = labelled(data, "airline_sentiment", tier=tier)
    errors = confusion("en").astype(float)
    studied = tonality_shares(tonality_counts(posts), {"en": errors}).filter(tonality="negative")
    bounds = {row["brand"]: (row["low"], row["high"]) for row in studied.iter_rows(named=True)}
    yield (
        f"{'negatives':16}{'posts':>6}{'true':>7}{'read':>7}{'mean p':>7}{'EM':>7}{'adj.':>7}"
        f"  {'reading alone':18}{'coded: within 5':>16}{'off':>9}{'half':>9}{'held %':>8}"
    )
    for (brand,), own in posts.explode("brands").group_by("brands", maintain_order=True):
        true = 100 * (own["label"] == "negative").mean()
        seen = np.array([[float((own["tonality"] == name).sum()) for name in TONALITIES]])
        p = np.stack(own["tonality_p"].to_list())
        adjusted = true_shares(seen, errors[np.newaxis]).mean(axis=0)
        off = [
            100 * share - true
            for share in (
                seen[0, 0] / seen.sum(),
                p[:, 0].mean(),
                expected_shares(p)[0],
                adjusted[0],
            )
        ]
        low, high = bounds[str(brand)]
        again = own.with_columns(brands=pl.lit([], pl.List(pl.String)))
        held = coded_again(again, "random", coded, studies)
        first = np.arange(0, len(held.error), len(TONALITIES))
        near = 100 * np.mean(np.abs(held.error[first]) < 5)
        yield (
            f"{brand!s:16}{own.height:6}{true:7.1f}{''.join(f'{one:+7.1f}' for one in off)}"
            f"  {f'[{low:.1f}, {high:.1f}]':14}{'yes' if low <= true <= high else 'no':4}"
            f"{near:14.1f} %"
            f"{np.sqrt(np.mean(held.error[first] ** 2)):9.2f}{held.width[first].mean() / 2:9.2f}"
            f"{100 * held.held[first].mean():8.1f}"
        )


def carrying(data: Path) -> Iterator[str]:
    """Yield how much the known errors are worth on subjects not counted, each left out in turn."""
    names = ("airline_sentiment", "apple_dfe", "sxsw_brands_products", "tweeteval_sentiment")
    subjects = {name: counts(labelled(data, name)) for name in names}
    known = confusion("en").astype(float)
    yield f"{'left out':24}{'worth':>7}  holds negative, neutral, positive"
    for name, own in subjects.items():
        worth = likeliest_worth([one for other, one in subjects.items() if other != name], known)
        shares = true_shares(own.sum(axis=0)[np.newaxis], carried(known, worth=worth)[np.newaxis])
        low, high = np.percentile(shares, BOUNDS, axis=0)
        true = own.sum(axis=1) / own.sum()
        yield f"{name:24}{worth:7.1f}  {((low <= true) & (true <= high)).tolist()}"


def likeliest_worth(subjects: list[np.ndarray], known: np.ndarray) -> float:
    """Fit how alike the errors of subjects are: the concentration of a Dirichlet law of rates."""
    rates = known / known.sum(axis=1, keepdims=True)

    def unlikelihood(logarithm: float) -> float:
        law = np.exp(logarithm) * rates
        return -sum(
            (gammaln(law.sum(1)) - gammaln(law.sum(1) + one.sum(1))).sum()
            + (gammaln(law + one) - gammaln(law)).sum()
            for one in subjects
        )

    return float(np.exp(minimize_scalar(unlikelihood, bounds=(0, 8), method="bounded").x))


def main() -> None:
    """Print every table."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--studies", type=int, default=1000)
    asked.add_argument("--coded", type=int, default=200)
    asked.add_argument("--data", type=Path)
    asked.add_argument("--tier", default="fast", choices=("fast", "fine", "cascade"))
    asked.add_argument("--only", nargs="+")
    options = asked.parse_args()
    tables = {
        "designs": designs(options.studies),
        "agreement": agreements(options.studies),
        "home": same_subject(options.studies),
    }
    if options.data:
        tables["airlines"] = by_airline(options.data, options.coded, options.studies, options.tier)
        tables["carrying"] = carrying(options.data)
    for name in options.only or tables:
        for line in tables[name]:
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
