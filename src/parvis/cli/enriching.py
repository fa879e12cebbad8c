"""What `parvis enrich` does: a file in, the same rows with what was read of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
import polars as pl

from parvis.collect import dead_letters
from parvis.enriching import enrich
from parvis.errors import InputError
from parvis.sources.posts import read_posts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from parvis.enrich.reading import Tier

FORMS: Final = (".parquet", ".jsonl")


def run_enrich(
    path: Path,
    out: Path,
    *,
    tier: Tier,
    budget: float | None,
    columns: Sequence[str],
    text: str | None,
) -> None:
    """Read a file of posts, add what is asked for, write them; say what was read."""
    if out.suffix not in FORMS:
        raise InputError(f"{out}: results are .parquet or .jsonl. What to do: name it so.")
    posts = read_posts(path, text=text)
    added = enrich(posts.heard, tier=tier, budget=budget, columns=columns or None)
    new = [name for name in added.columns if name not in posts.heard.columns]
    found = posts.given.with_columns(added.select(new))
    _write(found, out)
    click.echo(posts.recognition.describe(), err=True)
    click.echo(f"{found.height:,} posts: {out}")
    if "tier" in new:
        click.echo(_share(found))
    if posts.rejected:
        beside = out.with_name(out.stem + ".rejected.jsonl")
        dead_letters.write(beside, posts.rejected)
        click.echo(f"{len(posts.rejected):,} rows could not be read: {beside}")


def _write(found: pl.DataFrame, out: Path) -> None:
    if out.suffix == ".parquet":
        found.write_parquet(out)
    else:
        found.write_ndjson(out)


def _share(found: pl.DataFrame) -> str:
    """How many posts each tier read, and how many it is better not to lean on."""
    finely = found.filter(pl.col("tier") == "fine").height
    unsure = f", {found['is_unsure'].sum():,} unsure" if "is_unsure" in found.columns else ""
    return f"read finely {finely:,}, fast {found.height - finely:,}{unsure}"
