"""What each burst was: its words, how it began, through whom it passed, in what tone."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from parvis.analyse.hubs import popular
from parvis.analyse.network import edges
from parvis.analyse.odds import log_odds
from parvis.analyse.reduction import begin, finish
from parvis.analyse.telling import without_parts
from parvis.analyse.terms import voices_by_term
from parvis.analyse.voices import voice
from parvis.features.usual import COURTESY, GRAMMAR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.frames import Frame

USUAL = "usual"
WORDS, LEAST_VOICES, TELLING = 6, 3, 2.5
"""Words of a burst at most; voices that a word needs; deviations from which it is the burst's."""
HUBS = 3
ENOUGH = 20_000
"""Mentions of the usual talk that are read, from those of seconds at equal distance."""

PORTRAITS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "brand": pl.String,
    "start": pl.Datetime("us", "UTC"),
    "all": pl.Int64,
    "voices": pl.Int64,
    "words": pl.List(pl.String),
    "first": pl.String,
    "hubs": pl.List(pl.String),
    "negative": pl.Float64,
    "shift": pl.Float64,
    "shift_low": pl.Float64,
    "shift_high": pl.Float64,
    "coordinated": pl.Float64,
    "copies": pl.Float64,
}
_COLUMNS = (
    *("id", "author", "text", "published_at", "brands", "mentions", "reply_to", "repost_of"),
    *("duplicate_of", "coordinated_group", "tonality"),
)


def portraits(
    mentions: IntoFrame,
    bursts: pl.DataFrame,
    *,
    without: Collection[str] = (),
    accounts: Collection[str] = (),
) -> pl.DataFrame:
    """Describe bursts by the mentions in them, beside those of the brand outside all its bursts.

    Words count once for each author and leave copies out; what is not said more than chance allows
    is no word of the burst, and a burst may have none. The first mention is the earliest in the
    burst that has one of its words. Hubs are those whom most authors name, answer or repost, three
    authors at least.

    Arguments:
        mentions: the mentions to read, with `id`, `author`, `text`, `published_at`, `brands`,
            `mentions`, `reply_to`, `repost_of`, `duplicate_of`, `coordinated_group`, `tonality`.
        bursts: with `brand`, `start` and `end`, as `find` returns them.
        without: words that name no subject here, as the brands' names; those of grammar and of
            courtesy never do.
        accounts: of the brands, lower case: everybody names them, and they are no hubs of a burst.

    Returns: brand, start, all (mentions, copies too), voices (authors), words (most telling first),
        first (id), hubs (handles), negative (% of those read), shift (points more than outside
        bursts) with shift_low and shift_high (95 %, the chance of the sample), coordinated and
        copies (% of all); in the order of the bursts.

    Raises:
        MissingColumnsError: a column is not there.

    Source: row 43 of the capabilities; words by `odds.log_odds`; shift as in Newcombe, "Interval
        estimation for the difference between independent proportions" (Statistics in Medicine 17,
        1998), on as many as there are voices.
    """
    usual_words = {*GRAMMAR, *COURTESY, *without}
    said = begin(mentions, *_COLUMNS)
    rows = [
        row
        for (brand,), own in bursts.group_by("brand", maintain_order=True)
        for row in _of_brand(said, str(brand), own, usual_words, accounts)
    ]
    found = pl.DataFrame(rows, PORTRAITS, orient="row")
    return bursts.select("brand", "start").join(found, on=["brand", "start"], how="left")


def _of_brand(
    said: Frame,
    brand: str,
    bursts: pl.DataFrame,
    without: Collection[str],
    accounts: Collection[str],
) -> Iterator[dict[str, object]]:
    """Describe each burst of one brand."""
    grouped = _grouped(said, brand, bursts)
    counts = {row["group"]: row for row in _counts(grouped).iter_rows(named=True)}
    usual = counts.get(USUAL)
    words = _words(_thinned(grouped, usual["all"] if usual else 0), without)
    for number, start in enumerate(bursts["start"]):
        group = str(number)
        here = grouped.filter(nw.col("group") == group)
        own = words.get(group, [])
        row = counts.get(group) or dict.fromkeys(_COUNTED, 0)
        yield {
            "brand": brand,
            "start": start,
            "all": row["all"],
            "voices": row["voices"],
            "words": own,
            "first": _first(here, own),
            "hubs": _hubs(here, accounts),
            **_tone(row, usual),
            **{name: 100 * row[name] / max(1, row["all"]) for name in ("coordinated", "copies")},
        }


def _grouped(said: Frame, brand: str, bursts: pl.DataFrame) -> Frame:
    """The dated mentions of a brand, each with the number of its burst, or as usual."""
    at = nw.col("published_at")
    spans = bursts.select("start", "end").rows()
    group = reduce(
        lambda rest, span: (
            nw.when(at >= span[1][0], at < span[1][1]).then(nw.lit(str(span[0]))).otherwise(rest)
        ),
        enumerate(spans),
        nw.lit(USUAL),
    )
    of_brand = said.explode("brands").filter(nw.col("brands") == brand, ~at.is_null())
    return of_brand.with_columns(group=group, voice=voice())


_COUNTED = ("all", "voices", "negative", "read", "coordinated", "copies")


def _counts(grouped: Frame) -> pl.DataFrame:
    """Mentions, voices and marks of each burst, and of the usual talk."""
    marks = {
        "negative": nw.col("tonality") == "negative",
        "read": ~nw.col("tonality").is_null(),
        "coordinated": ~nw.col("coordinated_group").is_null(),
        "copies": ~nw.col("duplicate_of").is_null(),
    }
    counted = grouped.with_columns(
        **{name: mark.fill_null(value=False).cast(nw.Int64) for name, mark in marks.items()}
    )
    sums = {name: nw.col(name).sum() for name in marks}
    return finish(
        counted.group_by("group").agg(
            nw.len().alias("all"), voices=nw.col("voice").n_unique(), **sums
        )
    )


def _thinned(grouped: Frame, usual: int) -> Frame:
    """All mentions of the bursts, and of the usual ones those of every so many seconds."""
    every = -(-usual // ENOUGH) or 1
    at = nw.col("published_at")
    second = 60 * at.dt.minute().cast(nw.Int64) + at.dt.second().cast(nw.Int64)
    return grouped.filter((nw.col("group") != USUAL) | (second % every == 0))


def _hubs(here: Frame, accounts: Collection[str]) -> list[str]:
    """Those whom most authors name, answer or repost, the brands' accounts left out."""
    ties = edges(here.to_native()).filter(~pl.col("target").is_in(list(accounts)))
    named = popular(ties, top=HUBS).filter(pl.col("popularity") >= LEAST_VOICES)
    return named["author"].to_list()


def _words(grouped: Frame, without: Collection[str]) -> dict[str, list[str]]:
    """The words of each burst that set it apart from the usual talk."""
    own = grouped.filter(nw.col("duplicate_of").is_null()).select("text", "voice", "group")
    terms, _ = voices_by_term(own, least=LEAST_VOICES, without=without)
    wide = without_parts(terms).pivot("group", index="term", values="voices").fill_null(0)
    there = wide.get_column(USUAL, default=pl.zeros(wide.height, dtype=pl.Int64, eager=True))
    return {
        group: _most_telling(wide.select("term", here=group, there=there))
        for group in wide.columns
        if group not in ("term", USUAL)
    }


def _most_telling(counts: pl.DataFrame) -> list[str]:
    """The words of one burst, those that tell it most surely from the usual talk first."""
    said = counts.filter(pl.col("here") + pl.col("there") > 0)
    lean, spread = log_odds(said["here"].to_numpy(), said["there"].to_numpy())
    chosen = said.with_columns(telling=pl.Series(lean / spread)).filter(
        pl.col("here") >= LEAST_VOICES, pl.col("telling") >= TELLING
    )
    return chosen.sort("telling", "term", descending=[True, False])["term"].head(WORDS).to_list()


def _first(here: Frame, words: list[str]) -> str | None:
    """The id of the earliest mention that has one of the words, or of the earliest of all."""
    text = nw.col("text").str.to_lowercase().str.replace_all("\u2019", "'")
    has = [text.str.contains(word, literal=True).cast(nw.Int64) for word in words]
    telling = nw.max_horizontal(nw.lit(0), nw.lit(0), *has)
    order = here.select("published_at", "id", telling=telling)
    first = finish(
        order.sort("telling", "published_at", "id", descending=[True, False, False]).head(1)
    )
    return first["id"].item() if first.height else None


def _tone(row: dict[str, int], usual: dict[str, int] | None) -> dict[str, float | None]:
    """Share of negatives among those read, and how far it is from the usual one."""
    if not row["read"]:
        return dict.fromkeys(("negative", "shift", "shift_low", "shift_high"))
    here = row["negative"] / row["read"]
    if not usual or not usual["read"]:
        return {"negative": 100 * here, **dict.fromkeys(("shift", "shift_low", "shift_high"))}
    there = usual["negative"] / usual["read"]
    (low, high), (low_there, high_there) = (
        _wilson(share, min(each["read"], each["voices"]))
        for share, each in ((here, row), (there, usual))
    )
    down = np.hypot(here - low, high_there - there)
    up = np.hypot(high - here, there - low_there)
    shift = here - there
    bounds = {"shift": shift, "shift_low": shift - down, "shift_high": shift + up}
    return {"negative": 100 * here, **{name: 100 * float(each) for name, each in bounds.items()}}


def _wilson(share: float, count: int) -> tuple[float, float]:
    """Wilson's interval of a share, 95 %."""
    z = 1.959964
    centre, spread = share + z * z / (2 * count), share * (1 - share) + z * z / (4 * count)
    half, whole = z * np.sqrt(spread / count), 1 + z * z / count
    return float((centre - half) / whole), float((centre + half) / whole)
