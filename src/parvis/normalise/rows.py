"""A raw record becomes a row of the schema: the order of the steps, and what each may rely on."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from parvis.normalise import extract, identity, languages, numbers, sites, text, times
from parvis.schema import UTC_TIME, columns_of

COUNTS = ("author_followers", "likes", "reposts", "replies", "views")
# What a source may say of a mention, beyond the schema: the time apart from its date.
RAW = (*(name for name in columns_of("normalise") if name != "line"), "time_of_day")
_WRITTEN = ("author", "title", "text", "country", "thread", "author_id")
_ABSENT = ("", "nan", "none", "null", "n/a", "na", "-", "<na>")
_LONGEST_ABSENT = max(map(len, _ABSENT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How one platform speaks: what holds for its rows when they do not say otherwise.

    Arguments:
        source: the platform, as it stands before the colon of an id.
        medium: the medium of all its rows; None where it differs or is not known.
        kind: what its rows are.
        is_html: its texts are HTML.
        is_american: it writes the month before the day.
        handles: how handles are written there.
        is_gatherer: it gathers other platforms; each row says, or its address shows, which.

    >>> Habits(source="x", medium="micro-blog").kind
    'post'
    """

    source: str
    medium: str | None = None
    kind: str = "post"
    is_html: bool = False
    is_american: bool = False
    handles: extract.Handles = "plain"
    is_gatherer: bool = False


@dataclass(frozen=True, slots=True)
class Normalised:
    """Rows of the schema, row for row those given.

    Arguments:
        frame: exactly the schema's "normalise" columns.
        is_blank: no author, text, title, id or address, row by row.
        notes: what a person should know of the reading, in sentences.

    >>> complete(pl.DataFrame({"text": [""]}), Habits(source="x")).is_blank.to_list()
    [True]
    """

    frame: pl.DataFrame
    is_blank: pl.Series
    notes: list[str]


def complete(
    raw: pl.DataFrame,
    habits: Habits,
    *,
    medium: str | None = None,
    timezone: str | None = None,
    day_first: bool | None = None,
) -> Normalised:
    """Turn raw records into rows of the schema.

    Arguments:
        raw: strings under the schema's names (and `time_of_day`), `line` an integer; what a source
            does not say may be missing.
        habits: how the source speaks.
        medium: the medium, where neither row nor platform tells.
        timezone: zone of the times that name none; UTC if None.
        day_first: order of day and month where the column does not settle it.

    Raises:
        InputError: no such time zone.

    >>> raw = pl.DataFrame({"id": ["7"], "text": ["Merci @Free"], "published_at": ["1667921897"]})
    >>> row = complete(raw, Habits(source="x", medium="micro-blog")).frame.row(0, named=True)
    >>> row["id"], row["mentions"], row["medium"], row["time_confidence"]
    ('x:7', ['free'], 'micro-blog', 'exact')
    """
    rows = _with_all_columns(raw)
    rows = _cleaned(rows, habits)
    rows = _placed(rows, habits, medium)
    dated = times.read(
        _dates(rows), timezone=timezone, day_first=day_first, is_american=habits.is_american
    )
    rows = rows.with_columns(
        dated.published_at.alias("published_at"),
        dated.confidence.alias("time_confidence"),
        _collected(rows["collected_at"]),
    )
    rows = _valued(rows).with_columns(
        extract.handles(rule=habits.handles), extract.hashtags(), extract.links()
    )
    identified = identity.identify(rows, prefers_address=habits.is_gatherer)
    frame = _kinds(identified.frame, habits)
    frame = frame.select(pl.col(name).cast(kind) for name, kind in columns_of("normalise").items())
    return Normalised(frame, _is_blank(frame) & ~identified.is_own, dated.notes + identified.notes)


def _with_all_columns(raw: pl.DataFrame) -> pl.DataFrame:
    missing = [name for name in RAW if name not in raw.columns]
    rows = raw.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
    return rows if "line" in raw.columns else rows.with_columns(line=pl.lit(None, pl.Int64))


def _cleaned(rows: pl.DataFrame, habits: Habits) -> pl.DataFrame:
    """Words as characters, handles without @, and null for what is there but says nothing."""
    is_html = habits.is_html or text.looks_like_html(rows["text"])
    rows = rows.with_columns(
        text.clean(rows[name], is_html=is_html and name == "text").alias(name) for name in _WRITTEN
    )
    dull = [name for name in RAW if name not in _WRITTEN]
    bare = pl.col(dull).str.strip_chars()
    short = pl.when(bare.str.len_bytes() <= _LONGEST_ABSENT).then(bare).str.to_lowercase()
    named = pl.col("author", "title", "country", "thread", "author_id")
    return rows.with_columns(
        pl.when(~short.is_in(_ABSENT).fill_null(value=False)).then(bare).name.keep(),
        pl.when(named != "").then(named).name.keep(),
        pl.col("text").fill_null(""),
    ).with_columns(pl.col("author").str.replace(r"^@([\w.-]+(?:@[\w.-]+)?)$", "${1}"))


def _placed(rows: pl.DataFrame, habits: Habits, medium: str | None) -> pl.DataFrame:
    """Platform and medium of each row: what it says, what its address shows, what holds for all."""
    named = pl.col("source").str.to_lowercase().str.replace_all(r"[^\w.-]+", "_")
    named = named.str.strip_chars("_")
    told = [sites.platforms("source"), pl.when(named != "").then(named)]
    if habits.is_gatherer:
        rows = rows.with_columns(sites.hosts("url").alias("host"))
        told += [sites.platforms("medium"), sites.platforms("host")]
    placed = rows.with_columns(pl.coalesce(*told, pl.lit(habits.source)).alias("source"))
    return placed.with_columns(
        pl.coalesce(
            sites.media("medium"), sites.media("source"), pl.lit(habits.medium), pl.lit(medium)
        )
        .cast(pl.String)
        .alias("medium")
    )


def _dates(rows: pl.DataFrame) -> pl.Series:
    """Dates with the time that stands in a column of its own, where they have none."""
    apart = pl.format("{} {}", "published_at", "time_of_day")
    has_time = pl.col("published_at").str.contains(":", literal=True)
    return rows.select(pl.when(has_time).then("published_at").otherwise(
        pl.coalesce(apart, "published_at")
    )).to_series()  # fmt: skip


def _collected(said: pl.Series) -> pl.Series:
    """Few sources say when they were read; most columns are empty."""
    if said.null_count() == said.len():
        return said.cast(UTC_TIME)
    return times.read(said).published_at.alias(said.name)


def _valued(rows: pl.DataFrame) -> pl.DataFrame:
    """Numbers, languages and addresses in their types."""
    return rows.with_columns(
        *(numbers.counts(name) for name in COUNTS),
        numbers.ratings("rating"),
        numbers.truths("author_verified"),
        languages.codes("declared_language"),
        extract.addresses("media"),
        pl.when(pl.col("url").str.contains(r"(?i)^https?://\S+$")).then("url").alias("url"),
    )


def _kinds(rows: pl.DataFrame, habits: Habits) -> pl.DataFrame:
    """What the row says it is, else what its references show, else what the platform holds."""
    is_old_repost = (pl.col("source") == "x") & pl.col("text").str.starts_with("RT @")
    is_repost = pl.col("repost_of").is_not_null() | is_old_repost
    ordinary = pl.lit(habits.kind if habits.kind != "post" else None, pl.String)
    return rows.with_columns(
        pl.coalesce(
            sites.kinds("kind"),
            pl.when(is_repost).then(pl.lit("repost")),
            ordinary,
            pl.when(pl.col("reply_to").is_not_null()).then(pl.lit("reply")),
            sites.kind_by_medium("medium"),
            pl.lit("post"),
        ).alias("kind")
    )


def _is_blank(frame: pl.DataFrame) -> pl.Series:
    words = pl.all_horizontal(pl.col("author", "title", "url").is_null())
    return frame.select(words & (pl.col("text") == "")).to_series()
