"""Score the shipped reader on posts it has not seen; fail below a floor of quality/floors.json.

    python tools/quality.py --data PATH

PATH is a folder of labelled sets, one folder a set, as `umsab/val.parquet`.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tools import one another by full name

from parvis import enrich
from parvis.enrich.tiers import version
from parvis.schema import INTERACTIONS, TONALITIES
from tools import (
    measures,
    quality_bursts,
    quality_entities,
    quality_noise,
    quality_pages,
    quality_topics,
    quality_towards,
)
from tools.scoring import HEADER, Score, accuracy, is_kept, line, score_of
from tools.train import corpora, yes_no

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from parvis.enrich.reading import Tier
    from tools.measures import Counts

    Read = Callable[[pl.DataFrame], pl.DataFrame]

FLOORS = Path(__file__).parents[1] / "quality" / "floors.json"
HEADLINES = (
    *(f"tonality.{code}" for code in ("fr", "en", "es", "de", "it", "pt", "ar", "hi")),
    *(f"interaction.{code}" for code in ("fr", "en")),
)
"""The scores that reports show."""
LATIN = ("en", "fr", "es", "de", "it", "pt")
COMPLAINT_OR_NOT = ("complaint", "not_complaint")


def scores(data: Path, tier: Tier) -> Iterator[Score]:
    """Yield every score of a tier, from labelled posts in a folder."""
    read = _once(partial(enrich.read, tier=tier))
    tweets = {code: corpora.umsab(data, "val", code) for code in (*LATIN, "ar", "hi")}
    english = corpora.tweeteval(data, "val")
    yield from _tonality(read, "fr", "UMSAB, climate", tweets["fr"])
    yield from _tonality(read, "en", "TweetEval", english)
    yield score_of(
        "tonality.en.recall", "TweetEval", [_counts(read, english)], measures.macro_recall
    )
    for code in ("es", "de", "it", "pt", "ar", "hi"):
        yield from _tonality(read, code, "UMSAB", tweets[code])
    yield score_of("tonality.six", "UMSAB, mean", [_counts(read, tweets[code]) for code in LATIN])
    yield from _elsewhere(read, data)
    yield from _sureness(read, {"fr": tweets["fr"], "en": english})
    yield from _interaction(read, data)
    yield from _answers(read, data)


def _once(read: Read) -> Read:
    """Read each set once: several scores are of the same posts."""
    kept: dict[bytes, pl.DataFrame] = {}

    def read_or_known(posts: pl.DataFrame) -> pl.DataFrame:
        key = posts.hash_rows().to_numpy().tobytes()
        if key not in kept:
            kept[key] = read(posts)
        return kept[key]

    return read_or_known


def headlines(further: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the scores that reports show, 0 to 1."""
    return [
        {
            "task": score["key"].split(".")[0],
            **{name: score[name] for name in ("language", "measure", "posts")},
            **{name: round(score[name] / 100, 3) for name in ("value", "low", "high")},
        }
        for score in further
        if score["key"] in HEADLINES
    ]


def _tonality(read: Read, code: str, name: str, posts: pl.DataFrame) -> Iterator[Score]:
    yield score_of(f"tonality.{code}", name, [_counts(read, posts)])


def _elsewhere(read: Read, data: Path) -> Iterator[Score]:
    """Tonality on topics and years the reader learnt nothing of."""
    brands = {"airlines": corpora.airlines(data), "apple": corpora.apple(data)}
    for name, posts in brands.items():
        yield score_of(f"tonality.en.{name}", f"brand posts, {name}", [_counts(read, posts)])
    for code in ("fr", "en"):
        posts = corpora.reviews(data, code, held=True)
        yield score_of(f"tonality.{code}.reviews", "app reviews, by stars", [_counts(read, posts)])


def _sureness(read: Read, sets: dict[str, pl.DataFrame]) -> Iterator[Score]:
    """Whether the reader knows when it is right."""
    for code, posts in sets.items():
        found = read(posts)
        is_right = (found["tonality"] == found["label"]).fill_null(value=False).to_numpy()
        sure = found["tonality_p"].list.max().fill_null(0).to_numpy()
        fair = (1 / pl.len().over("label")).alias("fair")
        weight = found.select(fair).to_series().to_numpy()
        error = measures.calibration_error(sure, is_right, weight)
        yield Score(
            key=f"calibration.{code}",
            language=code,
            data="UMSAB" if code == "fr" else "TweetEval",
            measure="calibration error",
            value=error,
            posts=len(found),
        )
        for part in (0.3, 0.5):
            right = measures.among_surest(sure, is_right, part)
            yield _part(f"surest{round(100 * part)}.{code}", right)


def _part(key: str, right: np.ndarray) -> Score:
    counts = np.array([[right.sum(), len(right) - right.sum()], [0, 0]])
    return score_of(key, "its surest posts", [counts], accuracy)


def _interaction(read: Read, data: Path) -> Iterator[Score]:
    """Types of interaction, on the project's own small set; complaints, on real posts."""
    own = corpora.own_set()
    words = own.select("text", "language", "label")
    for code in ("fr", "en"):
        one = [_purposes(read, words.filter(language=code))]
        yield score_of(f"interaction.{code}", "own set, words alone", one)
    yield score_of("interaction.all", "own set, words alone", [_purposes(read, words)])
    yield score_of("interaction.columns", "own set, with whom it speaks to", [_purposes(read, own)])
    held = corpora.complaints(data, held=True)
    named = pl.when(read(held)["interaction"] == "complaint").then(pl.lit("complaint"))
    said = pl.select(named.otherwise(pl.lit("not_complaint"))).to_series()
    counts = measures.count(held["label"], said, COMPLAINT_OR_NOT)
    yield score_of("interaction.complaints", "tweets to support accounts", [counts])
    yield from _asked_of_apps(read, data)


def _asked_of_apps(read: Read, data: Path) -> Iterator[Score]:
    """Problem, request or other in reviews of an app whose posts taught nothing."""
    tables = []
    for code in ("fr", "en"):
        posts = corpora.reviews(data, code, held=True)
        told = _named(posts, pl.col("kind"), ("problem", "feature"))
        said = _named(read(posts), pl.col("interaction"), ("complaint", "request"))
        tables.append(measures.count(told, said, ("problem", "request", "other")))
        yield score_of(f"interaction.{code}.reviews", "app reviews", tables[-1:])
    yield score_of("interaction.reviews", "app reviews, mean", tables)


def _named(posts: pl.DataFrame, column: pl.Expr, names: tuple[str, str]) -> pl.Series:
    problem, request = (column.str.contains(name) for name in names)
    named = pl.when(problem).then(pl.lit("problem")).when(request).then(pl.lit("request"))
    return posts.select(named.otherwise(pl.lit("other"))).to_series()


def coverage(data: Path, tier: Tier) -> dict[str, list[float]]:
    """Return the risk-coverage curve of French and of English tonality.

    Source: El-Yaniv and Wiener, "On the foundations of noise-free selective classification"
        (JMLR 2010).
    """
    sets = {"fr": corpora.umsab(data, "val", "fr"), "en": corpora.tweeteval(data, "val")}
    curves = {}
    for code, posts in sets.items():
        found = enrich.read(posts, tier=tier)
        is_right = (found["tonality"] == found["label"]).fill_null(value=False).to_numpy()
        sure = found["tonality_p"].list.max().fill_null(0).to_numpy()
        curves[code] = measures.risk_by_coverage(sure, is_right)
    return curves


def _answers(read: Read, data: Path) -> Iterator[Score]:
    """Offence and irony, on English tweets."""
    for name in yes_no.MARKS:
        posts = yes_no.held(data, name)
        said = read(posts)[f"is_{name}"].fill_null(value=False)
        answer = pl.select(pl.when(said).then(pl.lit("yes")).otherwise(pl.lit("no"))).to_series()
        counts = measures.count(posts["label"], answer, yes_no.ANSWERS)
        measure = measures.f1_of_last if name == "ironic" else measures.macro_f1
        yield score_of(f"{name}.en", "TweetEval", [counts], measure)


def _counts(read: Read, posts: pl.DataFrame) -> Counts:
    found = read(posts)["tonality"].fill_null("neutral")
    return measures.count(posts["label"], found, TONALITIES)


def _purposes(read: Read, posts: pl.DataFrame) -> Counts:
    return measures.count(posts["label"], read(posts)["interaction"], INTERACTIONS)


def tables(data: Path) -> Iterator[tuple[str, str, Iterator[Score]]]:
    """Yield each table: the name of its floors, its heading, its scores."""
    for tier in ("fast", "fine"):
        yield tier, f"Reader {version(tier)}, on posts it has not seen", scores(data, tier)
    yield (
        "towards",
        "Tonality towards a brand, where posts name several",
        quality_towards.scores(data),
    )
    yield "names", "Names found in posts", quality_entities.scores()
    yield "noise", "Language, spam and same content", quality_noise.scores(data)
    yield "pages", "Comments and articles of web pages", quality_pages.scores(data)
    yield "topics", "Topics, how many untold", quality_topics.scores(data)
    yield "bursts", "Alarms and bursts, beside two common rules", quality_bursts.scores(data)


def run(data: Path, left_out: Collection[str] = ()) -> int:
    """Print the tables that are wanted; return how many scores fail their floor, or vanished."""
    floors = json.loads(FLOORS.read_text("utf-8"))
    failed = 0
    for name, heading, found in tables(data):
        if name in left_out:
            continue
        print(f"\n{heading}\n{HEADER}")
        bars, kept = floors.get(name, {}), set()
        for score in found:
            print(line(score, bars.get(score.key, {})), flush=True)
            if is_kept(score, bars.get(score.key, {})):
                kept.add(score.key)
        failed += len(bars.keys() - kept)
    return failed


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--without", nargs="*", default=[], help="tables to leave out")
    asked = parser.parse_args()
    sys.exit(1 if run(asked.data, asked.without) else 0)
