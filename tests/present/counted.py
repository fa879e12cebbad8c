"""The figures of the sample study, counted plainly from its mentions."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from parvis.figures import Figure
from parvis.schema import FILTER_REASONS
from tests.present.atlas import positions
from tests.present.spoken import MORE, demands, vocabulary
from tests.present.tied import network_figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

REPEATED = 37
QUERY = "SELECT count(*) FROM 'mentions.parquet' WHERE kept"
UNKNOWN = {
    "en": "no reply of a brand's account points to a post of these files",
    "fr": "aucune réponse d'un compte de marque ne renvoie à un message de ces fichiers",
}


def figures_of(
    frame: pl.DataFrame, brands: Sequence[str], language: str, accounts: Mapping[str, str]
) -> Iterator[Figure]:
    """Every figure that docs/reference/summary.md names."""
    kept = frame.filter("kept")
    yield from _rows(frame, kept)
    yield from _volumes(kept, brands)
    yield from _bursts(brands, kept)
    yield from _shares(kept, brands)
    yield from _tonalities(kept, brands)
    yield from _answers(frame, language, accounts)
    yield from _answering(frame, accounts)
    yield from _presence()
    yield from _copies(kept)
    yield from _hubs(kept)
    for key, value, unit, by in network_figures(frame, accounts):
        yield _figure(key, value, unit, **by)
    cells = kept.group_by("medium", "tonality", "interaction").len().sort("len", descending=True)
    for row in cells.iter_rows(named=True):
        yield _figure("matrix", row.pop("len"), "mentions", kind="estimated", **row)
    yield from _crossed(kept)
    yield from positions()
    yield from demands(*kept["id"].head(10))
    yield from vocabulary(*kept["id"].head(len(MORE)), terms=MORE)
    yield from _audience(kept)


def _figure(
    key: str, value: object, unit: str, *, kind: str = "measured", bounds=(None, None), **by
) -> Figure:
    return Figure(
        key=key,
        value=value,
        unit=unit,
        kind=kind,
        by=by,
        low=bounds[0],
        high=bounds[1],
        definition=f"Definition of {key}.",
        query=f"{QUERY} -- {key}",
    )


def _rows(frame: pl.DataFrame, kept: pl.DataFrame) -> Iterator[Figure]:
    for by in ({}, {"source": "export_octobre.csv"}):
        yield _figure("rows.read", frame.height + REPEATED + 12, "rows", **by)
        yield _figure("rows.rejected", 12, "rows", **by)
    yield _figure("mentions.kept", kept.height, "mentions")
    reasons = dict(frame["filter_reason"].drop_nulls().value_counts().iter_rows())
    for reason in FILTER_REASONS:
        count = REPEATED if reason == "repeated" else reasons.get(reason, 0)
        yield _figure("mentions.filtered", count, "mentions", reason=reason)
    yield _figure("mentions.edits", 0, "mentions")
    yield _figure("mentions.undated", kept["published_at"].null_count(), "mentions")
    yield _figure("mentions.rehashed", 3, "mentions")
    yield _figure("mentions.authors", kept["author"].n_unique(), "people")
    for name, moment in (
        ("first", kept["published_at"].min()),
        ("last", kept["published_at"].max()),
    ):
        yield _figure(f"mentions.{name}", moment and moment.isoformat(), "time")


def _volumes(kept: pl.DataFrame, brands: Sequence[str]) -> Iterator[Figure]:
    day = pl.col("published_at").dt.convert_time_zone("Europe/Paris").dt.date().alias("day")
    dated = kept.with_columns(day).drop_nulls("day")
    for name, count in dated.group_by("day").len().sort("day").iter_rows():
        yield _figure("mentions.volume", count, "mentions", day=str(name))
    by_brand = dated.explode("brands").group_by("brands", "day").len().sort("brands", "day")
    for brand, name, count in by_brand.iter_rows():
        yield _figure("mentions.volume", count, "mentions", brand=brand, day=str(name))
    counts = dict(kept["brands"].explode().value_counts().iter_rows())
    for brand in brands:
        yield _figure("mentions.volume", counts.get(brand, 0), "mentions", brand=brand)
    for column in ("language", "medium"):
        for name, count in kept[column].value_counts(sort=True).iter_rows():
            yield _figure("mentions.volume", count, "mentions", **{column: name})


def _bursts(brands: Sequence[str], kept: pl.DataFrame) -> Iterator[Figure]:
    """One burst of the own brand, a gap before it, and a rival of which nothing can be told."""
    brand, by = brands[0], {"brand": brands[0], "burst": 1}
    yield _figure("bursts.count", 1, "bursts", brand=brand)
    first = kept.filter(pl.col("published_at").is_not_null()).sort("published_at", "id")
    for name, value in {
        "start": "2024-10-22T08:00:00Z",
        "end": "2024-10-22T20:00:00Z",
        "day": "2024-10-22",
        "level": "rare",
        "mentions": 41,
        "voices": 39,
        "first": first["id"].item(0),
        "negative": 64.0,
        "coordinated": 0.0,
    }.items():
        yield _figure(f"bursts.{name}", value, "mentions", **by)
    yield _figure("bursts.expected", 9.0, "mentions", kind="estimated", bounds=(3.0, 17.0), **by)
    yield _figure("bursts.shift", 21.0, "points", kind="estimated", bounds=(6.0, 34.0), **by)
    yield _figure("bursts.word", "fuite", "term", **by, rank=1)
    for rule, delay in (("usual", 120.0), ("z_score", 60.0), ("twelve", None)):
        yield _figure("bursts.delay", delay, "minutes", **by, rule=rule)
    for rule in ("z_score", "twelve"):
        for key, count in (("alarms", 9), ("alarms_outside", 8)):
            yield _figure(f"bursts.{key}", count, "alarms", brand=brand, rule=rule)
    for day in pl.date_range(pl.date(2024, 10, 1), pl.date(2024, 10, 31), eager=True).to_list():
        said = 44 if day.day == 22 else 8 + day.day % 5
        yield _figure("bursts.said", said, "mentions", brand=brand, day=str(day))
        yield _figure("bursts.usual", 10.0, "mentions", bounds=(4, 18), brand=brand, day=str(day))
    gap = {"source": "x", "medium": "micro-blog", "kind": "gap", "day": "2024-10-12"}
    for name, value in (("before", 10.0), ("after", 0.0), ("until", "2024-10-14")):
        yield replace(_figure(f"collection.{name}", value, "mentions a day"), by=gap)


def _shares(kept: pl.DataFrame, brands: Sequence[str]) -> Iterator[Figure]:
    said = kept.select("brands", one=pl.coalesce("duplicate_group", "id")).explode("brands")
    for count, rows in (("raw", said), ("deduplicated", said.unique())):
        counts = dict(rows["brands"].value_counts().iter_rows())
        for brand in brands:
            share = 100 * counts.get(brand, 0) / max(1, sum(counts.values()))
            by = {"brand": brand, "count": count}
            bounds = (max(share - 3, 0), share + 3)
            yield _figure("share_of_voice", share, "%", bounds=bounds, **by)
            said = counts.get(brand, 0)
            yield _figure("voice.mentions", said, "mentions", bounds=(0.9 * said, 1.1 * said), **by)
    yield from _breadths(brands)


def _breadths(brands: Sequence[str]) -> Iterator[Figure]:
    """The own query finds less of what is addressed to its brand than the first rival's does."""
    for brand, found in zip(brands, (71.0, 94.0, 90.0), strict=True):
        by = {"brand": brand, "sample": "addressed"}
        yield _figure(
            "voice.breadth", found, "%", kind="estimated", bounds=(found - 3, found + 3), **by
        )
        yield _figure("voice.sample.mentions", 200, "mentions", **by)
        yield _figure("voice.sample.precision", 100.0, "%", kind="estimated", **by)
        yield _figure("voice.sample.recall", found, "%", kind="estimated", **by)
    pair = {"brand": brands[1], "against": brands[0], "sample": "addressed"}
    yield _figure("voice.ratio", 94 / 71, "times", kind="estimated", bounds=(1.25, 1.4), **pair)
    yield _figure("voice.unequal", 0.001, "probability", kind="estimated", **pair)


def _audience(kept: pl.DataFrame) -> Iterator[Figure]:
    """Everybody by hour of the week; evenings, sites, places and interests that were made up."""
    at = pl.col("published_at").dt.convert_time_zone("Europe/Paris")
    hours = kept.drop_nulls("published_at").group_by(
        weekday=at.dt.weekday().cast(pl.Int64), hour=at.dt.hour().cast(pl.Int64)
    )
    yield _figure("audience.people", 700, "people")
    yield _figure("audience.untimed", 6, "mentions")
    for row in hours.len("people").sort("weekday", "hour").iter_rows(named=True):
        yield _figure("audience.when", row.pop("people"), "people", **row)
    yield _figure("audience.weeks", 3, "weeks")
    for first in range(0, 24, 3):
        by = {"hours": f"{first}\u2013{first + 3}"}
        times = 2.2 if first == 12 else 0.8
        bounds = (times - 0.3, times + 0.4)
        yield _figure("audience.window", times, "times", kind="estimated", bounds=bounds, **by)
        for weekday in range(1, 8):
            more = times + (1.5 if (weekday, first) == (2, 18) else 0.0)
            bounds = (more - 0.6, more + 0.7)
            yield _figure(
                "audience.window",
                more,
                "times",
                kind="estimated",
                bounds=bounds,
                weekday=weekday,
                **by,
            )
    yield _figure("audience.placeless", 520, "people")
    for place, count in (("Nîmes", 60), ("Mende", 31), ("Alès", 20)):
        yield from _people("audience.place", count, 180, place=place)
    yield from _people("audience.site", 640, 700, medium="micro-blog")
    yield from _people("audience.site", 640, 700, medium="micro-blog", site="social.example")
    for kind, name, count in (
        ("hashtag", "vélo", 90),
        ("hashtag", "randonnée", 51),
        ("topic", "billets", 33),
        ("site", "meteo.example", 24),
    ):
        yield from _people("audience.interest", count, 700, kind_=kind, interest=name)


def _people(key: str, count: int, whole: int, **by: str) -> Iterator[Figure]:
    named = {name.rstrip("_"): value for name, value in by.items()}
    share = 100 * count / whole
    for name, value, unit, low_high in (
        (key, count, "people", (None, None)),
        (f"{key}_share", share, "%", (0.8 * share, min(1.2 * share, 100.0))),
    ):
        figure = _figure(name, value, unit, bounds=low_high)
        yield dataclasses.replace(figure, by=named)


def _tonalities(kept: pl.DataFrame, brands: Sequence[str]) -> Iterator[Figure]:
    for brand in brands:
        said = kept.filter(pl.col("brands").list.contains(brand))
        for tonality in ("negative", "neutral", "positive"):
            share = 100 * said.filter(pl.col("tonality") == tonality).height / max(1, said.height)
            bounds = (max(0, share - 3.4), min(100, share + 3.1))
            by = {"brand": brand, "tonality": tonality}
            yield _figure("tonality.share", share, "%", kind="estimated", bounds=bounds, **by)
        unsure = 100 * said.filter("is_unsure").height / max(1, said.height)
        yield _figure("tonality.unsure", unsure, "%", brand=brand)


def _answers(frame: pl.DataFrame, language: str, accounts: Mapping[str, str]) -> Iterator[Figure]:
    answers = frame.filter(pl.col("own_brand").is_not_null() & pl.col("reply_to").is_not_null())
    posts = frame.filter(
        pl.col("mentions").list.eval(pl.element().is_in(list(accounts))).list.any()
    )
    first = answers.group_by("reply_to").agg(answered_at=pl.col("published_at").min())
    minutes = (
        posts.join(first, left_on="id", right_on="reply_to")
        .select((pl.col("answered_at") - pl.col("published_at")).dt.total_seconds() / 60)
        .to_series()
    )
    values = {
        "customer_posts": (posts.height, "mentions"),
        "answered": (minutes.len(), "mentions"),
        "first_minutes.median": (minutes.median(), "minutes"),
        "first_minutes.p75": (minutes.quantile(0.75), "minutes"),
        "first_minutes.p90": (minutes.quantile(0.9), "minutes"),
        "within_24h": (100 * minutes.filter(minutes <= 1440).len() / max(1, posts.height), "%"),
    }
    for account, brand in accounts.items():
        for by in ({"brand": brand}, {"brand": brand, "account": account}):
            for key, (value, unit) in values.items():
                yield Figure(
                    key=f"answers.{key}",
                    value=value if answers.height else None,
                    unit=unit,
                    by=by,
                    definition=f"Definition of answers.{key}.",
                    reason=None if answers.height else UNKNOWN[language],
                )


def _answering(frame: pl.DataFrame, accounts: Mapping[str, str]) -> Iterator[Figure]:
    """A curve that rises, the answers nearly all macros, and the two most repeated of them."""
    if frame["reply_to"].null_count() == frame.height:
        return
    grid = (1, 10, 60, 360, 1440, 2880, 10080, 43200)
    for place, brand in enumerate(accounts.values()):
        by = {"brand": brand}
        yield _figure("answers.openings", 412 - 90 * place, "conversations", **by)
        half = (190.0 * (1 + place), (150.0, 900.0))
        yield _figure("answers.half", half[0], "minutes", kind="estimated", bounds=half[1], **by)
        for step, minutes in enumerate(grid):
            share = min(2.0 + 11.5 * step - 3 * place, 76.0)
            at, bounds = {**by, "minutes": minutes}, (max(share - 4, 0.0), share + 4)
            yield _figure("answers.share", share, "%", kind="estimated", bounds=bounds, **at)
            yield _figure("answers.at_risk", 400 - 48 * step, "conversations", **at)
    first, *others = accounts.values()
    for other in others:
        pair = {"brand": first, "other": other}
        yield _figure("answers.apart", 0.004, "probability", kind="estimated", **pair)
    yield from _macros(frame, first)


PLACES = (
    ("site", "forum.example", 71.0, 320, 12.0, (1, 1)),
    ("community", "@gare1 · grève, quai", 55.0, 140, 3.0, (2, 4)),
    ("link", "lemonde.fr", 40.0, 60, None, (2, 4)),
)


def _presence() -> Iterator[Figure]:
    """Three places: a sure first, two that may change, and signs of which one is beyond chance."""
    for part, weight in zip(("audience", "absence", "tonality"), (40.0, 40.0, 20.0), strict=True):
        yield _figure("presence.weight", weight, "%", kind="judged", part=part)
    yield _figure("presence.weight", 0.0, "%", kind="judged", part="rivals")
    for rank, (kind_, place, score, people, reached, bounds) in enumerate(PLACES, start=1):
        by = {"kind": kind_, "place": place}
        yield _of_place("presence.score", score, rank=rank, **by)
        yield _of_place("presence.people", people, **by)
        yield _of_place("presence.first", 90.0, **by)
        yield _of_place("presence.fact", reached, part="absence", **by)
        yield _of_place("presence.part", 0.5, part="absence", **by)
        for what in ("people", "weights"):
            yield _of_place("presence.rank", rank, bounds=bounds, drawn=what, **by)
        change = {"what": "weight", "part": "absence", "against": PLACES[rank % 3][1]}
        yield _of_place("presence.flip", 62.0, **change, **by)
    yield _figure("presence.followed", 212, "mentions")
    yield _figure("presence.received", 38.0, "%", kind="estimated")
    for sign, points, p in (("is_warm", 17.0, 0.01), ("is_macro", -9.0, 0.4)):
        bounds = (points - 12, points + 12)
        by_sign = {"sign": sign}
        yield _figure("presence.works", points, "points", bounds=bounds, **by_sign)
        yield _figure("presence.works_p", p, "probability", **by_sign)
        yield _figure("presence.works_with", 60, "mentions", **by_sign)
        yield _figure("presence.works_without", 152, "mentions", **by_sign)


def _of_place(key: str, value: float | None, *, bounds=(None, None), **by) -> Figure:
    return Figure(
        key=key,
        value=value,
        unit="points",
        kind="estimated",
        by=by,
        low=bounds[0],
        high=bounds[1],
        definition=f"Definition of {key}.",
        query=f"{QUERY} -- {key}",
        reason=None if value is not None else UNKNOWN["en"],
    )


def _macros(frame: pl.DataFrame, brand: str) -> Iterator[Figure]:
    answers = frame.filter(pl.col("own_brand") == brand, pl.col("reply_to").is_not_null())
    yield _figure("answers.written", answers.height, "mentions", brand=brand)
    yield _figure("answers.macros", 62.0, "%", brand=brand)
    for tonality, share in (("negative", 3.0), ("neutral", 80.0), ("positive", 17.0)):
        by = {"brand": brand, "tonality": tonality}
        yield _figure("answers.tone", share, "%", kind="estimated", **by)
    groups = answers["duplicate_group"].drop_nulls().value_counts(sort=True).head(2)
    for rank, (group, count) in enumerate(groups.iter_rows(), start=1):
        by = {"brand": brand, "rank": rank, "macro": group}
        yield _figure("answers.macro", count, "mentions", **by)


def _crossed(kept: pl.DataFrame) -> Iterator[Figure]:
    said = kept.select("tonality", brand="brands").explode("brand").drop_nulls()
    for brand in said["brand"].unique(maintain_order=True):
        for tonality in said["tonality"].unique(maintain_order=True):
            here, there = pl.col("brand") == brand, pl.col("tonality") == tonality
            p, q = said.filter(here).height / said.height, said.filter(there).height / said.height
            count, expected = said.filter(here, there).height, said.height * p * q
            residual = (count - expected) / (expected * (1 - p) * (1 - q)) ** 0.5
            values = {"cell": count, "expected": expected, "residual": residual}
            values["p"] = min(1.0, 18 * math.erfc(abs(residual) / 2**0.5))
            for name, value in values.items():
                by = {"brand": brand, "tonality": tonality}
                yield _figure(f"matrix.{name}", value, "mentions", kind="estimated", **by)


def _copies(kept: pl.DataFrame) -> Iterator[Figure]:
    sizes = kept["duplicate_group"].drop_nulls().value_counts(sort=True)["count"]
    yield _figure("duplicates.groups", sizes.len(), "groups")
    yield _figure("duplicates.mentions", int(sizes.sum()), "mentions")
    yield _figure("duplicates.largest", int(sizes.max() or 0), "mentions")


def _hubs(kept: pl.DataFrame) -> Iterator[Figure]:
    named = kept.select("author", "mentions").explode("mentions").drop_nulls()
    popular = named.group_by("mentions").agg(pl.col("author").n_unique(), pl.len())
    ranked = popular.with_columns(rank=pl.col("len") / pl.col("len").sum())
    orders = (("rank", "hubs.pagerank", "share"), ("author", "hubs.popularity", "people"))
    for order, key, unit in orders:
        rows = ranked.sort(order, "mentions", descending=True).head(20)
        for rank, row in enumerate(rows.iter_rows(named=True), start=1):
            yield _figure(key, row[order], unit, rank=rank, author=row["mentions"])
