"""What `parvis enrich` does: a file in, the same rows with what was read of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypedDict, Unpack

import click
import polars as pl

from parvis import enrich
from parvis.cli.writing import check_form, write
from parvis.collect import dead_letters
from parvis.enrich.outside.network import Encoder
from parvis.enrich.topics import KnownTopics
from parvis.enriching import enrich as enrich_posts
from parvis.enriching import reread
from parvis.errors import InputError
from parvis.filter import detect_language
from parvis.sources.posts import read_posts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from parvis.enrich.outside import Outside
    from parvis.enrich.own import HeadKind, Own
    from parvis.enrich.reading import Tier

LABEL: Final = "label of the head"


class How(TypedDict):
    """The options of `parvis enrich`."""

    tier: Tier
    budget: float | None
    columns: str
    languages: str
    topics: Path | None
    text: str | None
    own: Path | None
    model: Path | None
    words: Path | None
    towards: str


def run_enrich(path: Path, out: Path, **how: Unpack[How]) -> None:
    """Read a file of posts, add what is asked for, write them; say what was read."""
    check_form(out)
    topics = KnownTopics.load(how["topics"]) if how["topics"] else None
    posts, asked = read_posts(path, text=how["text"]), _names(how["columns"])
    of_brands = how["words"] or "towards" in (asked or ())
    added = enrich_posts(
        _with_brands(posts.heard, posts.given) if of_brands else posts.heard,
        tier=how["tier"],
        budget=how["budget"],
        columns=asked,
        languages=_names(how["languages"]),
        topics=topics,
        own=_own(how["own"]),
        model=_model(how["model"]),
        words=enrich.load_words(how["words"]) if how["words"] else None,
        towards=_towards(how["towards"]),
    )
    new = [name for name in added.columns if name not in (*posts.heard.columns, "brands")]
    found = posts.given.with_columns(added.select(new))
    write(found, out)
    click.echo(posts.recognition.describe(), err=True)
    click.echo(f"{found.height:,} posts: {out}")
    _say_what_was_read(found, new, how["tier"])
    if topics is not None and how["topics"]:
        topics.save(how["topics"])
    _set_apart(posts.rejected, out)


def _say_what_was_read(found: pl.DataFrame, new: list[str], tier: Tier) -> None:
    if "tier" in new:
        click.echo(_share(found))
    if "topic" in new:
        click.echo(_topics(found, tier))


def _set_apart(rejected: Sequence[dead_letters.Rejected], out: Path) -> None:
    """Write the rows that could not be read beside the others, and say so."""
    if rejected:
        beside = out.with_name(out.stem + ".rejected.jsonl")
        dead_letters.write(beside, rejected)
        click.echo(f"{len(rejected):,} rows could not be read: {beside}")


class HowAgain(TypedDict):
    """The options of `parvis reread`."""

    tier: Tier
    budget: float | None
    own: Path | None
    model: Path | None


def run_reread(path: Path, out: Path, **how: Unpack[HowAgain]) -> None:
    """Read again what was read by other versions; say how many posts those were."""
    check_form(out)
    read = read_posts(path)
    posts, heard = read.given, read.heard.select(text="text")
    found = reread(
        posts.with_columns(heard),
        tier=how["tier"],
        budget=how["budget"],
        own=_own(how["own"]),
        model=_model(how["model"]),
    ).select(posts.columns)
    write(found, out)
    changed = posts["model_version"].ne_missing(found["model_version"]).sum()
    click.echo(f"{found.height:,} posts, {changed:,} of them read again: {out}")


class HowToLearn(TypedDict):
    """The options of `parvis train`."""

    head: HeadKind
    label: str
    text: str | None
    model: Path | None


def run_train(path: Path, out: Path, **how: Unpack[HowToLearn]) -> None:
    """Learn a head from labels, keep it, and say whether to use it."""
    posts, label = read_posts(path, text=how["text"]), how["label"]
    if label not in posts.given.columns:
        named = ", ".join(posts.given.columns)
        raise InputError(f"{path}: no column {label!r}; it has {named}. What to do: --label one.")
    said = posts.given[label].cast(pl.String).str.strip_chars().replace("", None)
    labelled = detect_language(posts.heard).with_columns(said.alias(LABEL))
    found, compared = enrich.train(
        labelled, how["head"], label=LABEL, encoder=_encoder(how["model"])
    )
    found.save(out)
    click.echo(f"{compared.posts:,} labelled posts; macro-F1 on those held back")
    click.echo(f"shipped  {compared.shipped:5.1f}")
    click.echo(f"own      {compared.own:5.1f}")
    gain = f"{compared.better:+.1f} [{compared.low:+.1f}, {compared.high:+.1f}]"
    told = "better" if compared.is_better else "no better than chance would have it"
    click.echo(f"{gain}: {told}")
    click.echo(f"{out}: parvis enrich POSTS --own {out} --out FILE")


def run_words(path: Path, words: Path, *, tier: Tier, label: str, text: str | None) -> None:
    """Say how often labelled posts are read rightly, without and with a brand's words."""
    posts = read_posts(path, text=text)
    if label not in posts.given.columns:
        named = ", ".join(posts.given.columns)
        raise InputError(f"{path}: no column {label!r}; it has {named}. What to do: --label one.")
    said = posts.given[label].cast(pl.String).str.strip_chars().replace("", None)
    labelled = detect_language(posts.heard).with_columns(said.alias(LABEL))
    labelled = _with_brands(labelled, posts.given)
    found = enrich.weigh_words(labelled, enrich.load_words(words), label=LABEL, tier=tier)
    click.echo(f"{'':32}{'posts':>7}{'touched':>9}{'without':>9}{'with':>7}  difference, 95 %")
    for row in found.iter_rows(named=True):
        gain = f"[{row['low']:+.1f}, {row['high']:+.1f}]"
        told = " hurts" if row["high"] < 0 else " helps" if row["low"] > 0 else ""
        right = f"{row['without']:>8.0f}%{row['with']:>6.0f}%"
        click.echo(
            f"{row['of'][:31]:32}{row['posts']:>7,}{row['touched']:>9,}{right}  {gain}{told}"
        )


def _with_brands(heard: pl.DataFrame, given: pl.DataFrame) -> pl.DataFrame:
    """Hear whose posts they are, where a column named brand tells."""
    if "brand" not in given.columns:
        return heard
    name = pl.element().str.strip_chars()
    names = given["brand"].cast(pl.String).str.split(",").list.eval(name.filter(name != ""))
    return heard.with_columns(brands=names)


def _towards(told: str) -> dict[str, list[str]] | None:
    """Hear `Apple=apple,iphone;Google`: brands, and what names each; its own name where unsaid."""
    entries = [entry.partition("=") for entry in told.split(";") if entry.strip()]
    if unnamed := [entry for entry in entries if not entry[0].strip()]:
        raise InputError(
            f"--towards {told!r}: {''.join(unnamed[0])!r} names no brand. "
            "What to do: write as Apple=apple,iphone;Google=google,android."
        )
    named = {brand.strip(): _names(words) or [brand.strip()] for brand, _, words in entries}
    return named or None


def _names(listed: str) -> list[str] | None:
    return [name.strip() for name in listed.split(",") if name.strip()] or None


def _own(path: Path | None) -> Own | None:
    return enrich.load(path) if path else None


def _model(path: Path | None) -> Outside | Encoder | None:
    return enrich.load_model(path) if path else None


def _encoder(path: Path | None) -> Encoder | None:
    found = _model(path)
    if found is not None and not isinstance(found, Encoder):
        raise InputError(f"{path}: no encoder. What to do: `parvis train` learns over encoders.")
    return found


def _share(found: pl.DataFrame) -> str:
    """How many posts each tier read, and how many it is better not to lean on."""
    said = {"outside": "by your model", "fine": "finely", "fast": "fast"}
    counts = {name: found.filter(tier=tier).height for tier, name in said.items()}
    told = ", ".join(f"{name} {n:,}" for name, n in counts.items() if n or name != said["outside"])
    unsure = f", {found['is_unsure'].sum():,} unsure" if "is_unsure" in found.columns else ""
    return f"read {told}{unsure}"


def _topics(found: pl.DataFrame, tier: Tier) -> str:
    """How many topics there are, and how many posts are of one; or why there are none."""
    count = found["topic"].drop_nulls().n_unique()
    if not count and tier == "fast":
        return "topics: not told by a fast reading; --tier cascade tells them"
    return f"topics: {count:,}, of {found['topic'].count():,} posts"
