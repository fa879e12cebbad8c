"""Figures of the map of positions: brands, themes, where each lies and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw
import polars as pl

from parvis.analyse import themes
from parvis.analyse.crossing import judged
from parvis.analyse.leaning import leanings, negativity
from parvis.analyse.positions import Positions, positions
from parvis.analyse.voices import Voices
from parvis.features.usual import COURTESY, GRAMMAR
from parvis.frames import where
from parvis.study.figures.lot import by_lot
from parvis.study.figures.read import or_why

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narwhals.stable.v2.typing import IntoFrame

    from parvis.analyse.prevalence import Floats
    from parvis.figures import Figure
    from parvis.study.figures.read import Read

LEAST_BRAND: Final = 30
LEAST_THEME: Final = 10
MOST_THEMES: Final = 24
EACH: Final = 6
FURTHER: Final = ("tonality", "medium", "interaction")
_TOLD: Final = {"declared": "themes", "topics": "topic"}
_HEARD: Final = (
    *("id", "author", "brands", "text", "language", "duplicate_of", "repost_of"),
    *_TOLD.values(),
)
KINDS: Final = {"row": "brand", "column": "theme", "extra row": "own words"}
_LINE, _PLANE = 1.959964, 2.447747  # standard errors that hold 95 in 100, on a line, on a plane


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who speaks of which theme of which brand, and how themes were told.

    Arguments:
        how: declared (by the study), topics (as read) or words (found).
        said: voice, row (brand), column (theme), mentions.
        own: the same, said by the brands of themselves.
    """

    how: str
    said: pl.DataFrame
    own: pl.DataFrame


def positions_of_talk(read: Read) -> Iterator[Figure]:
    """Yield the map of positions, or why it cannot be drawn."""
    spoken = spoken_of(read)
    voices = table_of(spoken.said)
    if len(voices.rows) < 2 or len(voices.columns) < 3:
        yield read.define("positions.share", None, by={"axis": 1}, why="too little for a map")
        return
    found = map_of(read, spoken, voices)
    yield read.define("positions.themes", spoken.how)
    for axis, inertia, share in found.axes.iter_rows():
        yield read.define("positions.inertia", inertia, by={"axis": axis})
        yield read.define("positions.share", share, by={"axis": axis})
    for row in found.points.iter_rows(named=True):
        yield from _point(read, row, min(2, found.axes.height))
    for kind, side in (("brand", "row"), ("theme", "column")):
        for name, people in _people(spoken.said, voices, side):
            yield read.define("positions.people", people, by={"kind": kind, "point": name})
    yield from _tied(read, spoken, voices)
    for brand, other, p in found.apart.iter_rows():
        yield read.define("positions.apart", p, by={"brand": brand, "other": other})


def spoken_of(read: Read) -> Spoken:
    """List who speaks of what: themes of the study, topics as read, or telling words."""
    kept = by_lot(read.kept, *_HEARD)
    own = _by_themselves(read.mentions)
    for how, column in _TOLD.items():
        if column in kept.columns and kept[column].explode().drop_nulls().n_unique() > 2:
            return Spoken(how, themes.by_column(kept, column), themes.by_column(own, column))
    return _in_words(read, kept, own)


def _by_themselves(mentions: IntoFrame) -> pl.DataFrame:
    """What the brands' accounts say, each text once, as voices of their own."""
    said = where(mentions, ~nw.col("own_brand").is_null(), nw.col("duplicate_of").is_null())
    return by_lot(said, *_HEARD, "own_brand").with_columns(
        brands=pl.concat_list("own_brand"), author=pl.lit(None, pl.String)
    )


def _in_words(read: Read, kept: pl.DataFrame, own: pl.DataFrame) -> Spoken:
    """By the words that tell brands apart, in the language most spoken, copies left out."""
    own_words = kept.filter(pl.col("duplicate_of").is_null(), pl.col("repost_of").is_null())
    language = own_words["language"].drop_nulls().mode().sort()
    spoken, heard = (
        frame.filter(pl.col("language").is_in(language.head(1).implode()))
        for frame in (own_words, own)
    )
    without = GRAMMAR | COURTESY | read.names
    least = max(LEAST_THEME, spoken.height // 500)
    terms = themes.telling_terms(spoken, each=EACH, least=least, without=without)
    return Spoken(
        "words",
        themes.by_terms(spoken, terms, without=without),
        themes.by_terms(heard, terms, without=without),
    )


def table_of(said: pl.DataFrame) -> Voices:
    """Lay out the brands and themes that enough voices speak of, the most spoken of first."""
    voices = pl.col("voice").n_unique()
    themes_ = said.filter(voices.over("column") >= LEAST_THEME)
    leading = Voices.of(themes_, most=MOST_THEMES).columns
    spoken = themes_.filter(pl.col("column").is_in(list(leading)))
    brands = spoken.filter(voices.over("row") >= LEAST_BRAND)
    return Voices.of(brands.filter(pl.len().over("column") > 0))


def map_of(read: Read, spoken: Spoken, voices: Voices) -> Positions:
    """Draw the map: brands by themes, their own words, tonality and media beside."""
    rows, columns = list(voices.rows), list(voices.columns)
    own = Voices.of(spoken.own, rows, columns).table
    further = {
        f"{criterion}\t{name}": counts
        for criterion in FURTHER
        for name, counts in _by_brand(themes.by_column(read.kept, criterion), rows)
    }
    return positions(voices, extra_rows=dict(zip(rows, own, strict=True)), extra_columns=further)


def _people(said: pl.DataFrame, voices: Voices, side: str) -> Iterator[tuple[str, int]]:
    """How many authors speak of each brand, or of each theme, of the map."""
    drawn = said.filter(
        pl.col("row").is_in(list(voices.rows)), pl.col("column").is_in(list(voices.columns))
    )
    yield from drawn.group_by(side).agg(pl.col("voice").n_unique()).sort(side).iter_rows()


def _ties(voices: Voices) -> pl.DataFrame:
    """The brands and themes that go together more or less than chance allows, surest first."""
    sure = judged(voices).filter("stands_out")
    return sure.sort(pl.col("by_voice").abs(), "row", "column", descending=[True, False, False])


def _tied(read: Read, spoken: Spoken, voices: Voices) -> Iterator[Figure]:
    """What goes with which brand, and how negative of it those are who speak of it."""
    leaning = leanings(
        spoken.said, negativity(by_lot(read.kept, "id", "author", "brands", "tonality"))
    )
    sides = leaning.rows_by_key(["row", "column"], named=True, unique=True)
    for tie in _ties(voices).iter_rows(named=True):
        by = {"brand": tie["row"], "theme": tie["column"]}
        yield read.define("positions.tie", tie["mentions"] / tie["expected"], by=by)
        if lean := sides.get((tie["row"], tie["column"])):
            bounds = (lean["low"], lean["high"])
            yield read.define("positions.negative", lean["negative"], by=by, interval=bounds)
            yield or_why(read.define, "positions.lean", lean["z"], "few people", by=by)


def _by_brand(said: pl.DataFrame, brands: list[str]) -> Iterator[tuple[str, Floats]]:
    """Each value with its voices by brand; none where there is one value only."""
    table = Voices.of(said, brands)
    if len(table.columns) > 1:
        yield from zip(table.columns, table.table.T, strict=True)


def _point(read: Read, row: dict[str, Any], axes: int) -> Iterator[Figure]:
    """The figures of one point of the map."""
    kind, _, name = row["point"].rpartition("\t")
    by = {"kind": kind or KINDS[row["kind"]], "point": name}
    is_active = row["major"] is not None
    yield read.define("positions.quality", row["quality"], by=by)
    for number, axis in enumerate(("x", "y")[:axes], start=1):
        on_axis = {**by, "axis": number}
        place, half = row[axis], _half(row, axis, axes) if is_active else None
        bounds = (None, None) if half is None else (place - half, place + half)
        yield read.define("positions.place", place, by=on_axis, interval=bounds)
        if is_active:
            made = row[f"{axis}_contribution"]
            yield read.define("positions.contribution", made, by=on_axis)
    for part in ("major", "minor", "angle") if is_active else ():
        yield read.define("positions.ellipse", row[part], by={**by, "part": part})


def _half(row: dict[str, Any], axis: str, axes: int) -> float:
    """Half the interval of a place on one axis, from the ellipse on the plane."""
    angle = math.radians(row["angle"])
    along, across = (math.cos, math.sin) if axis == "x" else (math.sin, math.cos)
    reach = math.hypot(row["major"] * along(angle), row["minor"] * across(angle))
    return reach * _LINE / (_PLANE if axes > 1 else _LINE)
