"""What a field says of a mention: its values, as text or numbers, and whether they pass a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.perimeter.language.fields import FIELDS, WEEKDAYS, FieldSpec, Shape
from parvis.perimeter.language.tree import Between, Field, Is, Known, Like
from parvis.perimeter.meaning.patterns import matches_glob
from parvis.perimeter.words.folding import Spellings, spellings
from parvis.perimeter.words.signs import parted

if TYPE_CHECKING:
    from collections.abc import Callable

_SHARP_EDGES: Final = "/?#"
_SHAPES_OF_NUMBERS: Final = frozenset({"number", "day", "clock"})


def is_number(spec: FieldSpec) -> bool:
    """Whether the values of a field are compared as numbers.

    >>> is_number(FIELDS["likes"])
    True
    """
    return spec.shape in _SHAPES_OF_NUMBERS


def texts_of_field(spec: FieldSpec, mentions: pl.DataFrame) -> pl.Series:
    """Return the values of a field as texts, or lists of texts; null where it is not known.

    >>> frame = pl.DataFrame({"author_verified": [True, None]})
    >>> texts_of_field(FIELDS["verified"], frame).to_list()
    ['true', None]
    """
    if spec.column not in mentions.columns:
        return pl.Series(spec.name, [None] * mentions.height, pl.String)
    column = mentions[spec.column]
    if spec.name == "weekday":
        names = dict(enumerate(WEEKDAYS, start=1))
        return column.dt.weekday().replace_strict(names, return_dtype=pl.String)
    if column.dtype == pl.List:
        return column.cast(pl.List(pl.String))
    return column.cast(pl.String)


def numbers_of_field(spec: FieldSpec, mentions: pl.DataFrame, zone: str = "UTC") -> pl.Series:
    """Return the values of a field as numbers; null where it is not known.

    Times are microseconds of UTC, times of day minutes of the zone. A mention of which only the
    day is known has no time of day.

    >>> numbers_of_field(FIELDS["likes"], pl.DataFrame({"likes": [3, None]})).to_list()
    [3.0, None]
    """
    if spec.column not in mentions.columns:
        return pl.Series(spec.name, [None] * mentions.height, pl.Float64)
    column = mentions[spec.column]
    if spec.shape == "day":
        return _in_utc(column).dt.epoch("us").cast(pl.Float64)
    if spec.shape == "clock":
        return _minutes(mentions, _in_utc(column).dt.convert_time_zone(zone))
    return column.cast(pl.Float64)


def _in_utc(times: pl.Series) -> pl.Series:
    zoned = getattr(times.dtype, "time_zone", None)
    return times if zoned else times.dt.replace_time_zone("UTC")


def _minutes(mentions: pl.DataFrame, times: pl.Series) -> pl.Series:
    minutes = times.dt.hour().cast(pl.Float64) * 60 + times.dt.minute()
    if "time_confidence" not in mentions.columns:
        return minutes
    is_told = ~mentions["time_confidence"].is_in(["day", "none"])
    return minutes.set(~is_told.fill_null(value=True), None)


def is_settled(spec: FieldSpec, mentions: pl.DataFrame) -> pl.Series:
    """Say of each mention whether a field that is null will stay so.

    What a source does not state stays unknown, and a clause on it does not hold. What is read later
    is settled once the mention was read.

    >>> is_settled(FIELDS["lang"], pl.DataFrame({"text": ["bonjour"]})).to_list()
    [False]
    """
    column = (spec.settled_by or spec.column) if spec.is_later else ""
    if column and column not in mentions.columns:
        return pl.Series([False] * mentions.height, dtype=pl.Boolean)
    if not column:
        return pl.Series([True] * mentions.height, dtype=pl.Boolean)
    return mentions[column].is_not_null()


def passes(field: Field) -> Callable[[str], bool]:
    """Return the test of one value of a field whose values are texts.

    >>> is_there = passes(Field("site", Is("lemonde.fr")))
    >>> is_there("https://www.lemonde.fr/x"), is_there("https://pasdelemonde.fr")
    (True, False)
    """
    match field.test:
        case Known():
            return bool
        case Is(wanted):
            return _is_test(FIELDS[field.name].shape, wanted)
        case Like(wanted):
            return _like_test(FIELDS[field.name].shape, wanted)
        case Between():
            raise TypeError(f"{field.name} is no number")


def _is_test(shape: Shape, wanted: str) -> Callable[[str], bool]:
    if shape in {"choice", "flag"}:
        return wanted.__eq__
    if shape in {"site", "address"}:
        return _at_address(wanted)
    form, key = key_of(wanted)
    return lambda value: getattr(spelt(value), form) == key


def _like_test(shape: Shape, wanted: str) -> Callable[[str], bool]:
    if shape == "site":
        host, _ = address_of(wanted)
        return lambda value: matches_glob(host, address_of(value)[0])
    if shape == "address":
        pattern = "".join(address_of(wanted))
        return lambda value: matches_glob(pattern, "".join(address_of(value)))
    form, key = key_of(wanted)
    return lambda value: matches_glob(key, getattr(spelt(value), form))


def spelt(name: str) -> Spellings:
    """Spell a name as words are spelt, without the sign of a tag or a handle."""
    return spellings(parted(name.strip())[1] or "-")


def key_of(wanted: str) -> tuple[str, str]:
    """Return the spelling by which a name is compared, and the name in it.

    >>> key_of("Léa"), key_of("Lea")
    (('accented', 'léa'), ('bare', 'lea'))
    """
    _, accented, bare = spelt(wanted)
    return ("bare", bare) if accented == bare else ("accented", accented)


def address_of(url: str) -> tuple[str, str]:
    """Part an address into its host, without www, and what follows.

    >>> address_of("https://www.Free.fr/Aide?x=1")
    ('free.fr', '/Aide?x=1')
    """
    rest = url.strip().partition("://")[2] or url.strip()
    ends = [place for place in map(rest.find, _SHARP_EDGES) if place >= 0]
    end = min(ends, default=len(rest))
    host = rest[:end].rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")
    return host, rest[end:]


def _at_address(wanted: str) -> Callable[[str], bool]:
    """The host or one under it, and the path or one that goes on from it."""
    host, path = address_of(wanted)
    path = path.rstrip("/")

    def is_there(value: str) -> bool:
        found, rest = address_of(value)
        is_host = found == host or found.endswith(f".{host}")
        goes_on = rest.startswith(path) and (
            len(rest) == len(path) or rest[len(path)] in _SHARP_EDGES
        )
        return is_host and goes_on

    return is_there
