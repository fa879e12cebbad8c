"""What is said again: reposts, copies with a small change, and edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.simulate.attention import draw_parents, listeners
from parvis.simulate.scene import NOBODY, bit

if TYPE_CHECKING:
    from parvis.simulate.scene import Integers, Scene

REPOSTED = {"hub": 0.18, "marketing": 0.07, "news": 0.05, "crisis": 0.17, "care": 0.03, "talk": 0.5}
COPIED = {"talk": 1.0}
QUIET = ("forum", "review", "blog")
INHERITED = (
    "language",
    "subject",
    "brand",
    "rival",
    "accounts",
    "person",
    "tonality",
    "interaction",
    "medium",
    "is_crisis",
)


def plant_reposts(scene: Scene, count: int) -> Integers:
    """Plant reposts, most by followers of the author; return the numbers."""
    parent = draw_parents(scene, REPOSTED, count, media=("micro-blog",))
    by_brand = pl.col("role") == "marketing"
    named = pl.Series(bit(parent["brand"].to_numpy(), 0))
    said = parent.select(
        *(name for name in INHERITED if name not in {"brand", "accounts"}),
        brand=pl.when(by_brand).then(NOBODY).otherwise("brand"),
        accounts=pl.when(by_brand).then(named).otherwise("accounts"),
        parent="number",
        author=pl.Series(listeners(scene, parent)),
        at=pl.Series(scene.soon(parent["at"].to_numpy(), median_minutes=75, spread=1.5)),
    )
    return scene.plant(said, role="repost", relation="repost")


def plant_copies(scene: Scene, count: int) -> Integers:
    """Plant near-duplicates by others: another link, one word changed or a hashtag more."""
    parent = draw_parents(scene, COPIED, count)
    said = parent.select(
        *INHERITED,
        parent="number",
        author=pl.Series(scene.people.draw(parent["language"].to_numpy(), scene.rng)),
        at=pl.Series(scene.soon(parent["at"].to_numpy(), median_minutes=400, spread=1.2)),
    )
    return scene.plant(said, role="copy", relation="copy")


def plant_edits(scene: Scene, count: int) -> Integers:
    """Plant second versions of quiet posts, by their authors; return the numbers."""
    quiet = _quiet(scene)
    parent = quiet[scene.rng.choice(quiet.height, min(count, quiet.height), replace=False)]
    said = parent.select(*INHERITED, "author", "at", parent="number")
    return scene.plant(said, role="edit", relation="edit")


def undate(scene: Scene, count: int) -> pl.DataFrame:
    """Take the time off a few quiet posts and return all rows."""
    quiet = _quiet(scene)["number"].to_numpy()
    undated = scene.rng.choice(quiet, min(count, len(quiet)), replace=False)
    rows = scene.rows()
    lost = np.zeros(rows.height, dtype=bool)
    lost[undated] = True
    return rows.with_columns(is_undated=pl.Series(lost))


def _quiet(scene: Scene) -> pl.DataFrame:
    """Posts to which no other relates, in media where nobody is called."""
    rows = scene.rows().with_row_index("number")
    return rows.filter(
        pl.col("role") == "talk",
        pl.col("medium").is_in(QUIET),
        ~pl.col("number").cast(pl.Int64).is_in(rows["parent"].unique().implode()),
    )
