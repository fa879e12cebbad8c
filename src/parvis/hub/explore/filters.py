"""What of a scope is looked at: the filters of a view, as they stand in its address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.schema import INTERACTIONS, MEDIA, TONALITIES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.http import QueryDict

    from parvis.hub.explore.scopes import Scope

USUAL: Final = 30
"""Days that are shown where nobody asked for others."""
LONGEST: Final = 1_100
"""Days that are shown at most."""
WORDS: Final = 200
TAGS, TAG = 20, 40
"""Tags that are asked for at most, and the characters of one."""
_LISTED: Final = ("medium", "tonality", "interaction", "language")
_KNOWN: Final = {"medium": MEDIA, "tonality": TONALITIES, "interaction": INTERACTIONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is looked at.

    Arguments:
        since, until: the first and the last day, in the zone of whoever looks.
        zone: of those days.
        beside: perimeters of elsewhere that are compared, by id.
        brands: keys of perimeters; all of the scope where none is named.
        medium, tonality, interaction, language: any of these values; all where none is named.
        once: near-duplicates are counted once.
        words: that stand in title or text, whatever their case.
        tags: any of these words was given to it; whatever its tags where none is named.
        version: of the lake, which makes a figure found again the same one; the newest where None.
        faults: what the address asked for that cannot be had, in words.
    """

    since: dt.date
    until: dt.date
    zone: str
    beside: tuple[int, ...] = ()
    brands: tuple[str, ...] = ()
    medium: tuple[str, ...] = ()
    tonality: tuple[str, ...] = ()
    interaction: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    once: bool = False
    words: str = ""
    tags: tuple[str, ...] = ()
    version: int | None = field(default=None, compare=False)
    faults: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def read(
        cls, asked: QueryDict, scope: Scope, today: dt.date, beside: Iterable[int] = ()
    ) -> Self:
        """Read an address; what it asks for in vain is left out, and told.

        Arguments:
            asked: the query of the address.
            scope: whose perimeters may be named.
            today: where whoever looks is.
            beside: perimeters of elsewhere that it compares with, by id.
        """
        faults: list[str] = []
        since, until = _days(asked, today, faults)
        known = {**_KNOWN, "brands": tuple(scope.names)}
        listed = {name: _named(asked, name, known.get(name), faults) for name in _LISTED}
        return cls(
            since=since,
            until=until,
            zone=timezone.get_current_timezone_name(),
            beside=tuple(beside),
            brands=_named(asked, "brands", known["brands"], faults),
            once=asked.get("copies") == "once",
            words=asked.get("q", "").strip()[:WORDS],
            tags=tuple(dict.fromkeys(filter(None, (w[:TAG] for w in asked.getlist("tag")[:TAGS])))),
            version=_number(asked.get("version", "")),
            faults=tuple(faults),
            **listed,
        )

    @property
    def address(self) -> str:
        """The query of an address that shows the same."""
        told = [("since", self.since.isoformat()), ("until", self.until.isoformat())]
        told += [("beside", str(key)) for key in self.beside]
        told += [(name, value) for name in ("brands", *_LISTED) for value in getattr(self, name)]
        told += [("tag", word) for word in self.tags]
        told += [("copies", "once")] * self.once + [("q", self.words)] * bool(self.words)
        return urlencode(told)

    @property
    def is_narrowed(self) -> bool:
        """Whether less is looked at than could be, whatever the days."""
        return any(getattr(self, one) for one in ("once", "words", "tags", "brands", *_LISTED))

    @property
    def days(self) -> int:
        """How many days are shown."""
        return (self.until - self.since).days + 1

    def before(self) -> Filters:
        """Return the same for as many days right before."""
        span = dt.timedelta(days=self.days)
        return replace(self, since=self.since - span, until=self.until - span)

    def having(self, changes: Mapping[str, str]) -> Filters:
        """Return these filters with one value each of some, as a cell of a table opens."""
        told: dict[str, Any] = {
            name: (value,) for name, value in changes.items() if name in ("brands", *_LISTED)
        }
        return replace(self, **told)

    def on(self, day: dt.date) -> Filters:
        """Return these filters for one day."""
        return replace(self, since=day, until=day)

    def within(self, moments: pl.Series) -> Filters:
        """Return these filters for no more days than some moments lie in; the same for none."""
        days = moments.dt.convert_time_zone(self.zone).dt.date()
        since, until = days.min(), days.max()
        if not (isinstance(since, dt.date) and isinstance(until, dt.date)):
            return self
        return replace(self, since=since, until=until)

    def utc_days(self) -> tuple[dt.date, dt.date]:
        """The days, as UTC has them, within which all of it lies: a day on either side."""
        return self.since - dt.timedelta(days=1), self.until + dt.timedelta(days=1)

    def holds(self) -> pl.Expr:
        """What a mention fulfils that is looked at; its brand is another matter."""
        wanted = [self.is_then()]
        listed = {name: getattr(self, name) for name in _LISTED}
        wanted += [pl.col(name).is_in(values) for name, values in listed.items() if values]
        if self.once:
            wanted.append(pl.col("duplicate_of").is_null())
        if self.words:
            wanted += [_says(word) for word in self.words.split()]
        return pl.all_horizontal(wanted)

    def is_then(self) -> pl.Expr:
        """Whether something was published on the days that are looked at."""
        zone, after = ZoneInfo(self.zone), self.until + dt.timedelta(days=1)
        begins, ends = (
            dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)
            for day in (self.since, after)
        )
        return pl.col("published_at").is_between(begins, ends, closed="left")

    @property
    def columns(self) -> set[str]:
        """The columns that `holds` looks at."""
        looked = {name for name in _LISTED if getattr(self, name)}
        said = {"title", "text"} if self.words else set()
        return {"published_at", *looked, *said, *({"duplicate_of"} if self.once else ())}


def _number(written: str) -> int | None:
    is_one = written.isascii() and written.isdigit() and len(written) < 12
    return int(written) if is_one else None


def _says(word: str) -> pl.Expr:
    """Title or text have a word in them, in small letters or capitals."""
    sought = word.lower()
    parts = [pl.col(name).str.to_lowercase() for name in ("title", "text")]
    return pl.any_horizontal(
        part.str.contains(sought, literal=True).fill_null(value=False) for part in parts
    )


def _days(asked: QueryDict, today: dt.date, faults: list[str]) -> tuple[dt.date, dt.date]:
    until = _day(asked.get("until", ""), faults) or today
    since = _day(asked.get("since", ""), faults) or until - dt.timedelta(days=USUAL - 1)
    if since > until:
        faults.append(_("The first day is after the last one: they were exchanged."))
        since, until = until, since
    if (until - since).days >= LONGEST:
        faults.append(
            _("At most %(n)s days are shown at once: the last ones are.") % {"n": LONGEST}
        )
        since = until - dt.timedelta(days=LONGEST - 1)
    return since, until


def _day(written: str, faults: list[str]) -> dt.date | None:
    if not written:
        return None
    try:
        day = dt.date.fromisoformat(written[:10])
    except ValueError:
        day = None
    if day is None or not dt.date(1990, 1, 1) <= day <= dt.date(2100, 1, 1):
        faults.append(_("“%(written)s” is no day that can be shown.") % {"written": written[:20]})
        return None
    return day


def _named(
    asked: QueryDict, name: str, known: Collection[str] | None, faults: list[str]
) -> tuple[str, ...]:
    said = dict.fromkeys(value for value in asked.getlist(name)[:50] if value)
    if known is None:  # a language: two or three letters
        return tuple(value for value in said if value.isalpha() and len(value) <= 3)
    strange = [value for value in said if value not in known]
    if strange:
        faults.append(
            _("Nothing here is called “%(value)s”: it was left out.") % {"value": strange[0][:40]}
        )
    return tuple(value for value in said if value in known)
