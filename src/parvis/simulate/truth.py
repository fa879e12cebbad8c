"""What is known of a market for certain, counted from what was planted, never from its words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from parvis.simulate.clock import TIMEZONE
from parvis.simulate.grammar import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.simulate.brands import SimulatedBrand
    from parvis.simulate.scene import Scene

SAME = ("repost", "copy", "edit")
NOT_A_CALL = ("repost", "edit")
A_DAY = 24 * 60


def truth_of(scene: Scene, rows: pl.DataFrame, ids: list[str], repeated: int) -> dict[str, Any]:
    """Count what a study of the market should find, by the definitions of its figures.

    Arguments:
        scene: the market.
        rows: all that was planted.
        ids: of each row.
        repeated: rows that stand twice in the export.
    """
    marked = _marked(rows, scene.brands).with_columns(id=pl.Series(ids))
    kept = marked.filter("kept")
    times = _dated(kept)["at"].sort()
    return {
        "rows": _rows(marked, kept, repeated),
        "authors": kept["author"].n_unique(),
        "first": _iso(times.item(0)),
        "last": _iso(times.item(-1)),
        "languages": {LANGUAGES[code]: count for code, count in _counts(kept, "language")},
        "media": dict(_counts(kept, "medium")),
        "interactions": dict(_counts(kept, "interaction")),
        "brands": [_brand(kept, marked, code, scene.brands) for code in range(len(scene.brands))],
        "volume_by_day": _by_day(kept, scene.brands),
        "crisis": _crisis(scene, kept),
        "hubs": _hubs(scene),
        "communities": _communities(scene),
        "answers": _answers(marked, scene),
        "duplicates": _duplicates(kept),
        "spam": marked.filter(pl.col("role") == "spam")["id"].to_list(),
        "rings": _rings(scene, marked),
    }


def _marked(rows: pl.DataFrame, brands: Sequence[SimulatedBrand]) -> pl.DataFrame:
    """Add the number, whether an account wrote it, a column for each brand it names, its root."""
    author, parent = pl.col("author"), pl.col("parent")
    is_same = pl.col("relation").is_in(SAME)
    named = [
        (pl.col("brand") == code)
        | (pl.col("rival") == code)
        | (pl.col("accounts") & (3 << 2 * code) > 0)
        for code in range(len(brands))
    ]
    return (
        rows.with_row_index("number")
        .with_columns(pl.col("number").cast(pl.Int64), is_own=author < 2 * len(brands))
        .with_columns(
            *(each.alias(f"brand{code}") for code, each in enumerate(named)),
            kept=~pl.col("is_own") & pl.any_horizontal(named),
            root=pl.when(is_same).then(parent).otherwise("number"),
            parent_author=author.gather(parent.clip(0)),
            parent_at=pl.col("at").gather(parent.clip(0)),
        )
    )


def _rows(marked: pl.DataFrame, kept: pl.DataFrame, repeated: int) -> dict[str, int]:
    own = int(marked["is_own"].sum())
    return {
        "read": marked.height + repeated,
        "rejected": 0,
        "repeated": repeated,
        "own_account": own,
        "off_perimeter": marked.height - own - kept.height,
        "kept": kept.height,
        "edits": int((kept["relation"] == "edit").sum()),
        "undated": int(kept["is_undated"].sum()),
    }


def _brand(
    kept: pl.DataFrame, marked: pl.DataFrame, code: int, brands: Sequence[SimulatedBrand]
) -> dict[str, Any]:
    """Volume and share of voice of a brand, raw and de-duplicated, and its planted tonality."""
    counts = [_raw_and_once(kept, each) for each in range(len(brands))]
    raw, once = counts[code]
    spoken = kept.filter(f"brand{code}")
    return {
        "name": brands[code].name,
        "own": brands[code].is_own,
        "accounts": list(brands[code].accounts),
        "raw": raw,
        "deduplicated": once,
        "share_raw": 100 * raw / sum(count[0] for count in counts),
        "share_deduplicated": 100 * once / sum(count[1] for count in counts),
        "said_itself": int((marked["author"] // 2 == code).sum()),
        "tonality_planted_in_invented_words": dict(_counts(spoken, "tonality")),
    }


def _raw_and_once(kept: pl.DataFrame, code: int) -> tuple[int, int]:
    roots = kept.filter(f"brand{code}")["root"]
    return len(roots), roots.n_unique()


def _by_day(kept: pl.DataFrame, brands: Sequence[SimulatedBrand]) -> dict[str, dict[str, int]]:
    """Mentions of each brand by day of the market's time zone; what has no date is left out."""
    dated = _dated(kept).with_columns(day=_local_day(pl.col("at")))
    return {
        brand.name: {str(day): count for day, count in _counts(dated.filter(f"brand{code}"), "day")}
        for code, brand in enumerate(brands)
    }


def _crisis(scene: Scene, kept: pl.DataFrame) -> dict[str, Any]:
    """The brand struck, when, and how many mentions the crisis added."""
    struck, code = scene.crisis, scene.struck()
    added = kept.filter("is_crisis", f"brand{code}").height
    return {
        "brand": scene.brands[code].name,
        "start": _iso(struck.start),
        "peak": _iso(struck.peak),
        "end": _iso(struck.end),
        "day": str(pl.select(_local_day(pl.lit(struck.peak))).item()),
        "mentions": added,
    }


def _hubs(scene: Scene) -> list[dict[str, Any]]:
    people = scene.people
    ranked = zip(people.hubs.tolist(), people.strength.tolist(), strict=True)
    return [{"author": people.handle[hub], "strength": round(force, 3)} for hub, force in ranked]


def _communities(scene: Scene) -> list[dict[str, Any]]:
    """Who gathers around each hub, whether they ever speak or not."""
    people = scene.people
    return [
        {
            "hub": people.handle[hub],
            "members": [people.handle[one] for one in np.flatnonzero(people.circle == place)],
        }
        for place, hub in enumerate(people.hubs.tolist())
    ]


def _answers(marked: pl.DataFrame, scene: Scene) -> list[dict[str, Any]]:
    """Customer posts, answers and delays of each brand and of each of its accounts."""
    public = marked.filter(~pl.col("is_own"), ~pl.col("relation").is_in(NOT_A_CALL))
    answers = marked.filter(pl.col("is_own"), pl.col("relation") == "reply")
    found = []
    for code, brand in enumerate(scene.brands):
        both = (2 * code, 2 * code + 1)
        found.append({"brand": brand.name, **_answered(public, answers, both)})
        for account, handle in zip(both, brand.accounts, strict=True):
            one = _answered(public, answers, (account,))
            found.append({"brand": brand.name, "account": handle.lower(), **one})
    return found


def _answered(
    public: pl.DataFrame, answers: pl.DataFrame, accounts: tuple[int, ...]
) -> dict[str, float | int | None]:
    """Delays are in minutes, from the post to the first answer by one of the accounts."""
    given = answers.filter(pl.col("author").is_in(accounts))
    minutes = (pl.col("at") - pl.col("parent_at")).min() / 60
    first = given.group_by("parent", maintain_order=True).agg(minutes=minutes)
    bits = sum(1 << account for account in accounts)
    replies = (pl.col("relation") == "reply") & pl.col("parent_author").is_in(accounts)
    is_answered = pl.col("number").is_in(first["parent"].implode())
    posts = public.filter((pl.col("accounts") & bits > 0) | replies | is_answered)
    delays = first["minutes"].to_numpy()
    quartiles = np.quantile(delays, [0.5, 0.75, 0.9]).tolist() if len(delays) else [None] * 3
    within = 100 * float((delays <= A_DAY).sum()) / posts.height if posts.height else None
    return {
        "customer_posts": posts.height,
        "answered": len(delays),
        **dict(zip(("median", "p75", "p90"), quartiles, strict=True)),
        "within_24h": within,
    }


def _duplicates(kept: pl.DataFrame) -> dict[str, int]:
    """Groups of mentions that repeat one another, two at least."""
    sizes = kept["root"].value_counts()["count"].to_list()
    grouped = [size for size in sizes if size > 1]
    return {
        "groups": len(grouped),
        "mentions": sum(grouped),
        "largest": max(grouped, default=0),
    }


def _rings(scene: Scene, marked: pl.DataFrame) -> list[dict[str, list[str]]]:
    said = marked.filter(pl.col("role") == "ring")
    return [
        {
            "accounts": [scene.people.handle[account] for account in ring.tolist()],
            "posts": said.filter(pl.col("author").is_in(ring.tolist()))["id"].to_list(),
        }
        for ring in scene.people.rings
    ]


def _counts(rows: pl.DataFrame, column: str) -> list[tuple[Any, int]]:
    """How often each value stands in a column, by value."""
    return rows.group_by(column).len().sort(column).rows()


def _dated(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(~pl.col("is_undated"))


def _local_day(at: pl.Expr) -> pl.Expr:
    return pl.from_epoch(at).dt.replace_time_zone("UTC").dt.convert_time_zone(TIMEZONE).dt.date()


def _iso(at: int) -> str:
    return dt.datetime.fromtimestamp(at, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
