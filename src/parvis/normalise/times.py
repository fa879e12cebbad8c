"""When a mention was said: any common way of writing a time becomes UTC, with a confidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from parvis.errors import InputError
from parvis.normalise.stamps import stamps
from parvis.normalise.time_patterns import DATES, PARTS, SHOWN_FIRST, ZONES, months
from parvis.schema import UTC_TIME

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
DECIDE = " (day_first, in the study file, decides)"
MANY_DAYS = 4  # different values that make a number look like days
_NAIVE = "%Y-%m-%d %H:%M:%S"
_EXCEL_EPOCH = pl.lit("1899-12-30 00:00:00").str.to_datetime(_NAIVE, time_unit="us")
# A whole number of so many digits counts in units of so many microseconds since 1970.
_EPOCHS = {r"\d{9,11}": 1e6, r"\d{12,13}": 1e3, r"\d{15,17}": 1.0, r"\d{18,20}": 1e-3}


@dataclass(frozen=True, slots=True)
class Times:
    """Times read from one column.

    Arguments:
        published_at: when, in UTC; null where it is not known.
        confidence: the schema's `time_confidence`, never null.
        notes: what a person should know of the reading, in sentences.

    >>> read(pl.Series(["2022-11-08"])).confidence.to_list()
    ['day']
    """

    published_at: pl.Series
    confidence: pl.Series
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Order:
    """Which of the two numbers of 03/04/2022 is the day, and whether the column settled it."""

    is_day_first: bool
    is_settled: bool


def read(
    values: pl.Series,
    *,
    timezone: str | None = None,
    day_first: bool | None = None,
    is_american: bool = False,
    collected: datetime | None = None,
) -> Times:
    """Read a column of times: ISO 8601, Twitter's, epochs, Excel's, in words, by slashes.

    Whether 03/04/2022 is in March or April is decided over the whole column: one 13/04 settles it.
    A time before 1990, or more than a day after the collection, is taken as no time at all.

    Arguments:
        values: strings; several ways of writing may stand in one column.
        timezone: zone of the times that name none, as Europe/Paris; UTC if None.
        day_first: order of day and month where the column does not settle it; if None, the number
            that varies by far the most is the day, and then what `is_american` says.
        is_american: the month comes first where nothing tells.
        collected: when the column was collected; now if None.

    Raises:
        InputError: no such time zone.

    >>> read(pl.Series(["mardi 8 novembre 2022 à 16h38"]), timezone="Europe/Paris").published_at[0]
    datetime.datetime(2022, 11, 8, 15, 38, tzinfo=zoneinfo.ZoneInfo(key='UTC'))
    """
    zone = checked_zone(timezone)
    latest = (collected or datetime.now(UTC)) + timedelta(days=1)
    shown = values.cast(pl.String).str.strip_chars()
    exact = stamps(shown)
    if exact is not None:
        return _judged(_stated(shown, exact), _Order(is_day_first=False, is_settled=True), latest)
    parts = _parts(shown)
    order = _order(parts, day_first=day_first, is_american=is_american)
    clocks = parts.with_columns(_ordered(order)).with_columns(
        calendar=_calendar(), serial=_serial(), minutes_east=_minutes_east()
    )
    found = clocks.with_columns(
        _in_utc("calendar", zone), _in_utc("serial", zone), _epoch().alias("epoch")
    )
    return _judged(found, order, latest)


def checked_zone(name: str | None) -> str:
    """Return the name of a time zone, UTC for None.

    Raises:
        InputError: no such time zone.

    >>> checked_zone(None)
    'UTC'
    """
    try:
        return ZoneInfo(name or "UTC").key
    except (ValueError, OSError, KeyError) as error:
        message = f'there is no time zone "{name}". What to do: name one such as Europe/Paris.'
        raise InputError(message) from error


def _stated(values: pl.Series, exact: pl.Series) -> pl.DataFrame:
    """Times that leave nothing open, as they are judged."""
    none = pl.lit(None, pl.Int32)
    return pl.DataFrame({"value": values, "calendar": exact}).with_columns(
        one=none, two=none, hour=0, minute=0, second=0, minutes_east=0,
        epoch=pl.lit(None, UTC_TIME), serial=pl.lit(None, UTC_TIME),
    )  # fmt: skip


def _parts(shown: pl.Series) -> pl.DataFrame:
    """One column for each part of a date; a pattern sees only what none before it could read."""
    ordered = shown.str.replace(SHOWN_FIRST, "${2} ${1}")
    rest = pl.DataFrame({"value": ordered}).with_row_index("row")
    read_so_far = [rest.clear().with_columns(pl.lit(None, pl.String).alias(name) for name in PARTS)]
    for pattern in DATES:
        tried = rest.with_columns(pl.col("value").str.extract_groups(pattern).alias("parts"))
        is_read = pl.col("parts").struct.field("year").is_not_null()
        read_so_far.append(tried.filter(is_read).unnest("parts"))
        rest = tried.filter(~is_read).drop("parts")
    parts = pl.concat([*read_so_far, rest], how="diagonal").sort("row")
    numbers = ("year", "month", "day", "one", "two", "hour", "minute", "second")
    return parts.with_columns(pl.col(numbers).cast(pl.Int32))


def _order(parts: pl.DataFrame, *, day_first: bool | None, is_american: bool) -> _Order:
    has_day_first = bool((parts["one"] > 12).any())
    has_month_first = bool((parts["two"] > 12).any())
    if has_day_first != has_month_first:
        return _Order(has_day_first, is_settled=True)
    if day_first is None:
        day_first = _varying(parts, default="two" if is_american else "one") == "one"
    return _Order(day_first, is_settled=False)


def _varying(parts: pl.DataFrame, *, default: str) -> str:
    """The number that varies by far the most: within an export, days do and months do not."""
    different = {name: parts[name].drop_nulls().n_unique() for name in ("one", "two")}
    most = max(different, key=different.__getitem__)
    is_clear = different[most] >= MANY_DAYS and different[most] >= 3 * min(different.values())
    return most if is_clear else default


def _ordered(order: _Order) -> list[pl.Expr]:
    """Day, month and year; a number above 12 is a day whatever the column's order."""
    one, two = pl.col("one"), pl.col("two")
    is_day_first = (one > 12) | (two <= 12) & order.is_day_first
    named = pl.col("name").str.to_lowercase().replace_strict(months(), default=None)
    return [
        pl.coalesce("day", pl.when(is_day_first).then(one).otherwise(two)).alias("day"),
        pl.coalesce("month", named, pl.when(is_day_first).then(two).otherwise(one)).alias("month"),
        (pl.col("year") + pl.when(pl.col("year") < 100).then(2000).otherwise(0)).alias("year"),
    ]


def _calendar() -> pl.Expr:
    """The clock of the place as a naive time; null where the calendar has no such day."""
    half = pl.col("half").str.to_lowercase().str.slice(0, 1)
    afternoon = pl.when(half == "p").then(12).otherwise(0)
    hour = pl.when(half.is_null()).then("hour").otherwise(pl.col("hour") % 12 + afternoon)
    day = [pl.col(name).cast(pl.String).str.zfill(2) for name in ("month", "day")]
    clock = [
        part.fill_null(0).cast(pl.String).str.zfill(2)
        for part in (hour, pl.col("minute"), pl.col("second"))
    ]
    written = pl.format("{}-{}-{} {}:{}:{}", "year", *day, *clock)
    fraction = pl.col("fraction").fill_null("0").str.pad_end(6, "0").str.slice(0, 6).cast(pl.Int64)
    naive = written.str.to_datetime(_NAIVE, time_unit="us", strict=False)
    return naive + pl.duration(microseconds=fraction)


def _minutes_east() -> pl.Expr:
    """What the named zone adds to UTC, in minutes; null where none is named."""
    zone = pl.col("zone").str.to_uppercase()
    sign = pl.when(zone.str.contains("-")).then(-1).otherwise(1)
    hours = zone.str.extract(r"[+-](\d{2})").cast(pl.Int32)
    minutes = zone.str.extract(r"[+-]\d{2}:?(\d{2})").cast(pl.Int32).fill_null(0)
    return pl.coalesce(
        sign * (hours * 60 + minutes),
        zone.replace_strict(ZONES, default=None, return_dtype=pl.Int32),
    )


def _in_utc(column: str, zone: str) -> pl.Expr:
    """Take off the zone named, else the zone given; an hour that a clock skips is moved on."""
    naive = pl.col(column)
    stated = (naive - pl.duration(minutes="minutes_east")).dt.replace_time_zone("UTC")
    local, later = (
        moment.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
        for moment in (naive, naive + pl.duration(hours=1))
    )
    return pl.coalesce(stated, local.dt.convert_time_zone("UTC"), later.dt.convert_time_zone("UTC"))


def _epoch() -> pl.Expr:
    """Seconds, milliseconds, micro- or nanoseconds since 1970, told apart by their digits."""
    value = pl.col("value")
    counted = [
        pl.when(value.str.contains(rf"^{digits}(?:\.\d+)?$")).then(
            (value.cast(pl.Float64, strict=False) * unit).round().cast(pl.Int64, strict=False)
        )
        for digits, unit in _EPOCHS.items()
    ]
    return pl.coalesce(counted).cast(pl.Datetime("us")).dt.replace_time_zone("UTC")


def _serial() -> pl.Expr:
    """Days since the end of 1899, as Excel counts them; to the second, as it keeps them."""
    value = pl.when(pl.col("value").str.contains(r"^\d{5}(?:[.,]\d+)?$")).then("value")
    days = value.str.replace(",", ".", literal=True).cast(pl.Float64)
    return _EXCEL_EPOCH + pl.duration(seconds=(days * 86_400).round().cast(pl.Int64))


def _judged(found: pl.DataFrame, order: _Order, latest: datetime) -> Times:
    when = pl.coalesce("calendar", "epoch", "serial").alias("when")
    read_all = found.with_columns(when)
    is_plausible = pl.col("when").is_between(EARLIEST, latest)
    judged = read_all.with_columns(pl.when(is_plausible).then("when").alias("published_at"))
    judged = judged.with_columns(_confidence(order).alias("confidence"))
    return Times(judged["published_at"], judged["confidence"], _notes(judged, order))


def _is_open(order: _Order) -> pl.Expr:
    """Day and month could be exchanged."""
    one, two = pl.col("one"), pl.col("two")
    is_readable_both_ways = (one <= 12) & (two <= 12) & (one != two)
    return is_readable_both_ways.fill_null(value=False) & pl.lit(not order.is_settled)


def _confidence(order: _Order) -> pl.Expr:
    is_day = (pl.col("hour").is_null() | _is_always_midnight()) & pl.col("calendar").is_not_null()
    is_whole_serial = pl.col("serial").is_not_null() & pl.col("value").str.contains(r"^\d+$")
    is_exact = pl.col("epoch").is_not_null() | pl.col("minutes_east").is_not_null()
    return (
        pl.when(pl.col("published_at").is_null())
        .then(pl.lit("none"))
        .when(_is_open(order))
        .then(pl.lit("order assumed"))
        .when(is_day | is_whole_serial)
        .then(pl.lit("day"))
        .when(is_exact)
        .then(pl.lit("exact"))
        .otherwise(pl.lit("zone assumed"))
    )


def _is_always_midnight() -> pl.Expr:
    """A column of midnights without zone holds days, as spreadsheets and databases write them."""
    clock = pl.sum_horizontal("hour", "minute", "second")
    return (clock.max() == 0) & (pl.col("hour").count() > 1) & pl.col("minutes_east").is_null()


def _notes(judged: pl.DataFrame, order: _Order) -> list[str]:
    said = judged.filter(pl.col("value").str.len_chars() > 0)
    unread = said.filter(pl.col("when").is_null())["value"]
    absurd = said.filter(pl.col("when").is_not_null() & pl.col("published_at").is_null())["value"]
    exchanged = said.select(_is_open(order).sum()).item()
    sequence = "day first" if order.is_day_first else "month first"
    told = (
        (unread.len(), f'times could not be read, as "{_first(unread)}"; they are undated'),
        (absurd.len(), f'times lie before 1990 or in the future, as "{_first(absurd)}"; undated'),
        (exchanged, f"dates can be read day first or month first; {sequence} was assumed{DECIDE}"),
    )
    return [f"{count} {sentence}." for count, sentence in told if count]


def _first(values: pl.Series) -> str:
    return values[0][:40] if values.len() else ""
