"""How far the findings of a study are from what was planted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from parvis.analyse.network import adjusted_rand
from parvis.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Value: TypeAlias = float | int | str | None
    Figures: TypeAlias = Mapping[tuple[str, frozenset[tuple[str, str | int]]], Any]
    Truth: TypeAlias = Mapping[str, Any]

HUBS_SOUGHT = 10
LEAST_MEMBERS = 5
FEW = 2  # facts of a group that are all written
NEGLIGIBLE = 1e-6
CAVEAT = (
    "Tonality and interaction are not compared: they are planted in invented words,\n"
    "and a score on them would say nothing of how well Parvis reads people."
)
_ANSWERS = {
    "customer_posts": ("answers.customer_posts", "mentions"),
    "answered": ("answers.answered", "mentions"),
    "median": ("answers.first_minutes.median", "minutes"),
    "p75": ("answers.first_minutes.p75", "minutes"),
    "p90": ("answers.first_minutes.p90", "minutes"),
    "within_24h": ("answers.within_24h", "points"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One planted fact and what a study found of it.

    Arguments:
        group: rows, volumes, share of voice, crisis, bursts, hubs, answers, near-duplicates or
            communities.
        fact: what it is, in words.
        planted, found: the two values; None where there is none.
        unit: of the error.
        error: found less planted; None where they cannot be subtracted.

    >>> Comparison("rows", "mentions kept", 100, 98, "mentions", -2).is_exact
    False
    """

    group: str
    fact: str
    planted: Value
    found: Value
    unit: str
    error: float | None

    @property
    def is_exact(self) -> bool:
        """Whether what was found is what was planted."""
        is_near = self.error is not None and abs(self.error) < NEGLIGIBLE
        return is_near or self.found == self.planted


def compare(
    truth: Truth, figures: Sequence[Mapping[str, Any]], members: Mapping[str, int] | None = None
) -> list[Comparison]:
    """Set what a study found beside what was planted.

    What is read in words, tonality and interaction, is left out: see CAVEAT.

    Arguments:
        truth: of the market, as `market` gave it or as read from truth.json.
        figures: of a study of its posts, as the list in summary.json.
        members: author, lower case, to community, as in the study's network.parquet; communities
            are left out where it is None.

    Raises:
        InputError: these are not a truth and the figures of a study.

    >>> from parvis.simulate.making import market
    >>> figures = [{"key": "rows.read", "by": {}, "value": 600}]
    >>> compare(market(mentions=600, days=20).truth, figures)[0].is_exact
    True
    """
    parts = (_rows, _volumes, _shares, _crisis, _bursts, _hubs, _answers, _duplicates)
    try:
        found = {(each["key"], frozenset(each["by"].items())): each["value"] for each in figures}
        compared = [comparison for part in parts for comparison in part(truth, found)]
        return [*compared, *_communities(truth, members)] if members is not None else compared
    except (KeyError, TypeError, AttributeError) as error:
        fault = f"these are not a truth and the figures of a study ({error!r})"
        way_out = "give truth.json and the list `figures` of summary.json"
        raise InputError(f"{fault}. What to do: {way_out}.") from error


def describe(comparisons: Sequence[Comparison]) -> str:
    r"""Write how many facts were found exactly, group by group, then each that was not.

    Arguments:
        comparisons: of `compare`.

    >>> print(
    ...     describe([Comparison("rows", "mentions kept", 100, 98, "mentions", -2)]).split("\n")[1]
    ... )
    rows                       0 of 1   mentions kept: 100 planted, 98 found
    """
    lines = [f"{'planted and found':<24}{'exactly':>9}   for example"]
    for group, members in groupby(comparisons, key=attrgetter("group")):
        facts = list(members)
        exact = sum(fact.is_exact for fact in facts)
        lines.append(f"{group:<24}{exact:>4} of {len(facts):<4}{_sentence(facts[0])}")
        lines += [f"{'':<36}{_sentence(fact)}" for fact in facts[1:FEW] if len(facts) <= FEW]
    differing = [fact for fact in comparisons if not fact.is_exact]
    lines += ["", "what differs:" if differing else "nothing differs."]
    lines += [f"  {_sentence(fact)}{_error(fact)}" for fact in differing]
    return "\n".join([*lines, "", CAVEAT])


def _sentence(fact: Comparison) -> str:
    return f"{fact.fact}: {_written(fact.planted)} planted, {_written(fact.found)} found"


def _error(fact: Comparison) -> str:
    return "" if fact.error is None else f" ({fact.error:+.3g} {fact.unit})"


def _written(value: Value) -> str:
    if value is None:
        return "none"
    if isinstance(value, float):
        return f"{value + NEGLIGIBLE:.2f}"
    return value if isinstance(value, str) else f"{value:,}"


def _value(figures: Figures, key: str, **by: str | int) -> float | int | None:
    return figures.get((key, frozenset(by.items())))


def _number(
    group: str, fact: str, planted: float | None, found: float | None, unit: str
) -> Comparison:
    error = None if planted is None or found is None else found - planted
    return Comparison(group, fact, planted, found, unit, error)


def _by(figures: Figures, key: str) -> list[tuple[dict[str, str | int], Any]]:
    """The dimensions and values of all figures of a key."""
    return [(dict(by), value) for (name, by), value in figures.items() if name == key]


def _rows(truth: Truth, figures: Figures) -> Iterator[Comparison]:
    """Rows and mentions by what became of them, and whether they add up."""
    rows, group = truth["rows"], "rows"
    filtered = {by["reason"]: value for by, value in _by(figures, "mentions.filtered")}
    for name in ("read", "rejected"):
        yield _number(group, f"rows {name}", rows[name], _value(figures, f"rows.{name}"), "rows")
    for name in ("kept", "edits", "undated"):
        found = _value(figures, f"mentions.{name}")
        yield _number(group, f"mentions {name}", rows[name], found, "mentions")
    for reason in ("repeated", "own_account", "off_perimeter"):
        yield _number(
            group, f"filtered: {reason}", rows[reason], filtered.get(reason, 0), "mentions"
        )
    parts = [_value(figures, "mentions.kept"), _value(figures, "rows.rejected"), *filtered.values()]
    added = None if None in parts else sum(part for part in parts if part is not None)
    yield _number(group, "kept + filtered + rejected", rows["read"], added, "rows")
    authors = _value(figures, "mentions.authors")
    yield _number(group, "authors", truth["authors"], authors, "people")
    for end in ("first", "last"):
        moment = figures.get((f"mentions.{end}", frozenset()))
        off = moment and _minutes(truth[end], moment)
        yield Comparison(group, f"{end} mention", truth[end], moment, "minutes", off)


def _minutes(planted: str, found: str) -> float:
    off = dt.datetime.fromisoformat(found) - dt.datetime.fromisoformat(planted)
    return off.total_seconds() / 60


def _volumes(truth: Truth, figures: Figures) -> Iterator[Comparison]:
    brands = {brand["name"]: brand["raw"] for brand in truth["brands"]}
    dimensions = {"brand": brands, "language": truth["languages"], "medium": truth["media"]}
    for dimension, counts in dimensions.items():
        for name, planted in counts.items():
            found = _value(figures, "mentions.volume", **{dimension: name})
            yield _number("volumes", f"mentions, {dimension} {name}", planted, found, "mentions")


def _shares(truth: Truth, figures: Figures) -> Iterator[Comparison]:
    for count in ("raw", "deduplicated"):
        for brand in truth["brands"]:
            found = _value(figures, "share_of_voice", brand=brand["name"], count=count)
            fact = f"share of voice of {brand['name']}, {count}, %"
            yield _number("share of voice", fact, brand[f"share_{count}"], found, "points")


def _crisis(truth: Truth, figures: Figures) -> Iterator[Comparison]:
    """Is the busiest day of the brand struck the day of the crisis?"""
    crisis = truth["crisis"]
    volumes = _by(figures, "mentions.volume")
    days = {
        str(by["day"]): value
        for by, value in volumes
        if by.keys() == {"brand", "day"} and by["brand"] == crisis["brand"]
    }
    busiest = max(days, key=lambda day: (days[day], day), default=None)
    off = _days(crisis["day"], busiest) if busiest else None
    fact = f"busiest day of {crisis['brand']}"
    yield Comparison("crisis", fact, crisis["day"], busiest, "days", off)


def _bursts(truth: Truth, figures: Figures) -> Iterator[Comparison]:
    """Is the crisis a burst, how late does the alarm sound, and what else is told as a burst?"""
    crisis = truth["crisis"]
    starts, ends, levels = (
        {(by["brand"], by["burst"]): value for by, value in _by(figures, f"bursts.{key}")}
        for key in ("start", "end", "level")
    )
    held = {
        burst
        for burst, at in starts.items()
        if burst[0] == crisis["brand"] and at < crisis["end"] and ends[burst] > crisis["start"]
    }
    first = min(held, default=None)
    yield from _alarm(crisis, figures, first, starts[first] if first else None)
    others = [level for burst, level in levels.items() if burst not in held]
    extreme = others.count("extreme")
    for kind, count in (("extreme", extreme), ("lesser", len(others) - extreme)):
        told = count if _by(figures, "bursts.count") else None
        yield _number("bursts", f"{kind} bursts beside the crisis", 0, told, "bursts")


def _alarm(
    crisis: Truth, figures: Figures, burst: tuple[str | int, str | int] | None, start: str | None
) -> Iterator[Comparison]:
    """When the crisis was found to begin, and when the alarm sounded."""
    off = None if start is None else _minutes(crisis["start"], start)
    fact = "start of the crisis"
    yield Comparison("bursts", fact, crisis["start"], start, "minutes", off)
    brand, number = burst or ("", 0)
    late = _value(figures, "bursts.delay", brand=brand, burst=number, rule="usual")
    delay = None if off is None or late is None else off + late
    yield _number("bursts", "minutes from the crisis to the alarm", 0, delay, "minutes")


def _days(planted: str, found: str) -> int:
    return (dt.date.fromisoformat(found) - dt.date.fromisoformat(planted)).days


def _hubs(truth: Truth, figures: Figures) -> Iterator[Comparison]:
    """Planted hubs among the first ten authors found, the brands' accounts left out."""
    planted = {hub["author"].lower() for hub in truth["hubs"]}
    accounts = {handle.lower() for brand in truth["brands"] for handle in brand["accounts"]}
    for key, way in (("hubs.pagerank", "PageRank"), ("hubs.popularity", "popularity alone")):
        ranked = sorted((by["rank"], str(by["author"]).lower()) for by, _ in _by(figures, key))
        first = [author for _, author in ranked if author not in accounts][:HUBS_SOUGHT]
        found = sum(author in planted for author in first) if ranked else None
        yield _number(
            "hubs", f"among the first {HUBS_SOUGHT} by {way}", len(planted), found, "hubs"
        )


def _communities(truth: Truth, members: Mapping[str, int]) -> Iterator[Comparison]:
    """How far the communities of five or more that were found are those planted."""
    planted = {
        author.lower(): place
        for place, circle in enumerate(truth["communities"])
        for author in circle["members"]
    }
    sizes = Counter(members.values())
    both = [name for name in planted if sizes[members.get(name, -1)] >= LEAST_MEMBERS]
    one, other = (np.array([of[name] for name in both], np.int64) for of in (planted, members))
    rand = adjusted_rand(one, other) if both else None
    fact = f"adjusted Rand over {len(both):,} people in communities of {LEAST_MEMBERS} or more"
    yield _number("communities", fact, 1.0, rand, "of 1")
    count = len(set(other.tolist()))
    yield _number("communities", "communities", len(truth["communities"]), count, "communities")


def _answers(truth: Truth, figures: Figures) -> Iterator[Comparison]:
    for answers in truth["answers"]:
        by = {name: answers[name] for name in ("brand", "account") if name in answers}
        whom = f"@{answers['account']}" if "account" in answers else answers["brand"]
        for name, (key, unit) in _ANSWERS.items():
            fact = f"{whom}, {key.removeprefix('answers.').replace('_', ' ')}"
            yield _number("answers", fact, answers[name], _value(figures, key, **by), unit)


def _duplicates(truth: Truth, figures: Figures) -> Iterator[Comparison]:
    for name, unit in (("groups", "groups"), ("mentions", "mentions"), ("largest", "mentions")):
        found = _value(figures, f"duplicates.{name}")
        yield _number("near-duplicates", name, truth["duplicates"][name], found, unit)
