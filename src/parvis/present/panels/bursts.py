"""The figure of bursts: what surpassed the usual, what it was, and what is no talk at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.bursts import against_usual
from parvis.present.charts.volume import Axes
from parvis.present.panels.burst import bursts_of, changes_of, days_of
from parvis.present.panels.bursts_table import table
from parvis.present.panels.days import ticks, window
from parvis.present.panels.panel import Finding, Panel, drawn, how, unknown

if TYPE_CHECKING:
    import datetime as dt

    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.desk import Desk
    from parvis.present.panels.burst import Burst, Change
    from parvis.present.panels.panel import Drawing

_KEYS = (
    *(
        f"bursts.{name}"
        for name in (
            *("count", "start", "end", "day", "mentions", "voices", "expected", "said", "usual"),
            *("level", "weeks", "word", "first", "hub", "negative", "shift", "coordinated"),
            *("delay", "alarms", "alarms_outside"),
        )
    ),
    *(f"collection.{name}" for name in ("before", "after", "until")),
)
_DRAWN: Final = 4  # brands
_TOLD: Final = 4  # changes of collection
_WORDS: Final = 3
_ROOM: Final = {False: (0.025, 0.12, 0.2), True: (0.06, 0.3, 0.5)}
"""Parts of the period that a number, a number with its day and the name of a change take, in a wide
and in a narrow picture."""


def panel(desk: Desk) -> Panel:
    """Return the figure of bursts, or why none can be told."""
    told = [row for row in desk.ledger.table("bursts.count", "brand") if row.value is not None]
    if not told:
        return unknown(desk, "bursts", "bursts.count")
    bursts, changes = bursts_of(desk.ledger), changes_of(desk.ledger)
    subject = _subject(desk, bursts)
    said = _sentences(desk, subject, bursts)
    return Panel(
        anchor="figure-bursts",
        name=desk.words("bursts.name"),
        title=said["title"],
        subtitle=desk.words("bursts.subtitle", timezone=desk.story.timezone),
        drawings=_drawings(desk, bursts, changes),
        note=" ".join([*_alarms(desk), *_changed(desk, changes), *_untold(desk)]) or None,
        table=table(desk, bursts) if bursts else None,
        how=how(desk, *_KEYS),
        quotes=desk.reader.quotes(_first_mentions(desk, bursts)),
        quotes_about=desk.words("bursts.quotes"),
        is_by_lot=False,
        finding=Finding(number=said["number"], sentence=said["finding"]),
    )


def _subject(desk: Desk, bursts: list[Burst]) -> Burst | None:
    """The strongest burst of the study's own brand, or else of any."""
    own = [burst for burst in bursts if burst.brand in desk.story.own]
    return next(iter([*own, *bursts]), None)


def _sentences(desk: Desk, burst: Burst | None, bursts: list[Burst]) -> dict[str, str]:
    """The finding as a title and as a sentence, and the number that carries it."""
    if burst is None:
        return {
            "title": desk.words("bursts.title.none"),
            "number": desk.tongue.number(0),
            "finding": desk.words("bursts.finding.none"),
        }
    number = desk.tongue.number
    fields = {
        "brand": desk.name(burst.brand),
        "day": desk.tongue.day(burst.day, style="d MMMM y"),
        "n": number(burst.number("mentions")),
        "usual": number(burst.number("expected")),
        "times": number(burst.times, digits=1 if burst.times < 10 else 0),
        "words": _in_words(desk, burst),
    }
    return {
        "title": desk.words("bursts.title.burst", **fields),
        "number": desk.words("volume.times", **fields),
        "finding": " ".join(
            [
                desk.words("bursts.finding.burst", **fields),
                desk.words.counted("bursts.in_all", len(bursts)),
            ]
        ),
    }


def _in_words(desk: Desk, burst: Burst) -> str:
    """Its words, after a colon; nothing where it has none."""
    if not burst.words:
        return ""
    quoted = [desk.words("quoted", text=desk.name(word)) for word in burst.words[:_WORDS]]
    return desk.words("bursts.words", words=desk.tongue.listing(quoted))


def _drawings(desk: Desk, bursts: list[Burst], changes: list[Change]) -> tuple[Drawing, ...]:
    """A picture for each brand with something to see, the study's own first."""
    frames = {brand: days_of(desk.ledger, brand) for brand in desk.brands}
    eventful = {burst.brand for burst in bursts} | {change.brand for change in changes}
    shown = [brand for brand, days in frames.items() if days.height and brand in eventful]
    shown = shown or [brand for brand, days in frames.items() if days.height][:1]
    return tuple(_drawing(desk, brand, frames[brand], bursts, changes) for brand in shown[:_DRAWN])


def _drawing(
    desk: Desk, brand: str, days: pl.DataFrame, bursts: list[Burst], changes: list[Change]
) -> Drawing:
    shown = window(days)
    first, last = shown.item(0, "day"), shown.item(-1, "day")
    own = [burst for burst in bursts if burst.brand == brand]
    marks = _marks(desk, own, shown)
    about = [change for change in changes if change.brand in (None, brand)]
    seen = [change for change in about if first <= change.day <= last]

    def chart(canvas: Canvas) -> LayerChart:
        top = max(1.0, *shown["mentions"].to_list(), *shown["high"].to_list())
        axes = Axes(first=first, last=last, top=top, ticks=ticks(shown, desk.tongue, canvas))
        names = _named(marks, (last - first).days, is_narrow=canvas.is_narrow)
        changed = _named_changes(desk, seen, (last - first).days, is_narrow=canvas.is_narrow)
        return against_usual(shown, names, changed, canvas, axes, colour=desk.colour(brand))

    words = desk.words("bursts.picture", brand=desk.name(brand), n=desk.tongue.number(len(own)))
    return drawn(desk, chart, words, name=desk.name(brand))


def _marks(desk: Desk, bursts: list[Burst], days: pl.DataFrame) -> pl.DataFrame:
    """The fullest day of each burst, its height, its number and its name."""
    said = dict(days.select("day", "mentions").iter_rows())
    rows = []
    for burst in bursts:
        if burst.day in said:
            number = desk.tongue.number(burst.rank)
            name = f"{number} · {desk.tongue.day(burst.day, style='d MMM')}"
            rows.append((burst.day, said[burst.day], number, name))
    columns = {"day": pl.Date, "mentions": pl.Float64, "number": pl.String, "name": pl.String}
    return pl.DataFrame(rows, columns, orient="row")


def _named(marks: pl.DataFrame, span: int, *, is_narrow: bool) -> pl.DataFrame:
    """Name the marks, the strongest first, by number alone or not at all where others are near."""
    days = marks["day"].to_list()
    texts: list[str | None] = []
    for place, day in enumerate(days):
        others = [abs((day - other).days) / max(1, span) for other in days]
        near_stronger = min(others[:place], default=1.0)
        is_free = min(others[:place] + others[place + 1 :], default=1.0) > _ROOM[is_narrow][1]
        is_seen = near_stronger > _ROOM[is_narrow][0]
        name = marks.item(place, "name" if is_free else "number")
        texts.append(name if is_seen else None)
    return marks.select("day", "mentions", text=pl.Series(texts, dtype=pl.String))


def _named_changes(
    desk: Desk, changes: list[Change], span: int, *, is_narrow: bool
) -> pl.DataFrame:
    """Name what changed, in the order of time, where there is room."""
    rows: list[tuple[dt.date, str | None]] = []
    named: dt.date | None = None
    for change in changes:
        has_room = named is None or (change.day - named).days > _ROOM[is_narrow][2] * span
        rows.append((change.day, desk.words(f"bursts.mark.{_kind(change)}") if has_room else None))
        named = change.day if has_room else named
    return pl.DataFrame(rows, {"day": pl.Date, "text": pl.String}, orient="row")


def _kind(change: Change) -> str:
    return change.kind.replace(" ", "_")


def _alarms(desk: Desk) -> list[str]:
    """What two common rules would have said."""
    counts = {
        (name, rule): sum(
            int(row.value or 0)
            for row in desk.ledger.table(f"bursts.{name}", "brand", "rule")
            if row.by["rule"] == rule
        )
        for name in ("alarms", "alarms_outside")
        for rule in ("z_score", "twelve")
    }
    fields = {
        f"{rule}_{short}": desk.tongue.number(counts[name, rule])
        for rule in ("z_score", "twelve")
        for name, short in (("alarms", "all"), ("alarms_outside", "outside"))
    }
    return [desk.words("bursts.rules", **fields)]


def _changed(desk: Desk, changes: list[Change]) -> list[str]:
    """What changed in the collection, in sentences; the rest by number."""
    if not changes:
        return []
    told = [
        desk.words(
            f"bursts.change.{_kind(change)}",
            whose=desk.name(change.brand) if change.brand else desk.words("bursts.everybody"),
            medium=desk.words.name("medium", change.medium),
            day=desk.tongue.day(change.day, style="d MMMM y"),
            until=desk.tongue.day(change.until, style="d MMMM y") if change.until else "",
            before=desk.tongue.number(change.before, digits=1 if change.before < 10 else 0),
            after=desk.tongue.number(change.after, digits=1 if change.after < 10 else 0),
        )
        for change in changes[:_TOLD]
    ]
    rest = len(changes) - len(told)
    more = [desk.words.counted("bursts.changes_more", rest)] if rest else []
    return [desk.words("bursts.changed"), *(each[0].upper() + each[1:] for each in told), *more]


def _untold(desk: Desk) -> list[str]:
    """Brands of which nothing can be told, and why."""
    return [
        desk.words("bursts.untold", brand=desk.name(str(row.by["brand"])), why=row.reason)
        for row in desk.ledger.table("bursts.count", "brand")
        if row.value is None and row.reason
    ]


def _first_mentions(desk: Desk, bursts: list[Burst]) -> pl.DataFrame:
    """The first mention of each burst, in the order of their numbers."""
    firsts = [first for burst in bursts if (first := burst.text("first"))]
    order = pl.DataFrame({"id": firsts}, {"id": pl.String}).unique(maintain_order=True).head(10)
    return order.join(desk.kept, on="id", how="inner", maintain_order="left").select(
        desk.kept.columns
    )
