"""What the commands of `parvis query` print."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
import polars as pl

from parvis import schema, sources
from parvis.errors import InputError
from parvis.perimeter.change import compare
from parvis.perimeter.explain.explain import explain
from parvis.perimeter.explain.telling import told, verdict_of
from parvis.perimeter.language.parse import parse
from parvis.perimeter.learn.proposals import learn
from parvis.perimeter.lint.lint import lint
from parvis.perimeter.lint.telling import told as told_finding
from parvis.perimeter.versions import History, Perimeter
from parvis.sources.labels import read_labelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from parvis.perimeter.change import Change
    from parvis.perimeter.explain.explanation import Explanation
    from parvis.perimeter.explain.telling import Language
    from parvis.perimeter.language.shelf import Shelf
    from parvis.perimeter.language.tree import Query
    from parvis.perimeter.learn.measure import Measured, Share
    from parvis.perimeter.learn.proposals import Lesson, Proposal

SHOWN = 140  # characters of a mention on a line


def query_text(given: str) -> str:
    """Return the text of a query: what was given, what a file holds, or standard input.

    >>> query_text("free AND box")
    'free AND box'
    """
    if given == "-":
        return sys.stdin.read()
    path = Path(given)
    is_file = len(given) < 256 and path.suffix in {".txt", ".query"} and path.is_file()
    return path.read_text("utf-8-sig").strip() if is_file else given


def shelf_of(perimeter: Path | None) -> Shelf | None:
    """Return the lists and queries of a perimeter file, if one is named."""
    return Perimeter.load(perimeter).shelf if perimeter else None


def mentions_of(path: Path) -> pl.DataFrame:
    """Read mentions: those a study left, as they are, or any export."""
    if path.suffix == ".parquet":
        found = pl.read_parquet_schema(path)
        if {"id", "text", "origin"} <= set(found):
            return pl.read_parquet(path)
    return sources.read(path).frame


def run_explain(
    given: str,
    mention: Mapping[str, Any],
    perimeter: Path | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Print a query part by part, and the mention with what was found underlined."""
    query = parse(query_text(given), shelf_of(perimeter))
    found = explain(query, mention)
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
        return
    spoken = cast("Language", language)
    click.echo("\n".join(told(found, spoken)))
    click.echo()
    for name in ("title", "text"):
        if mention.get(name):
            click.echo(underlined(found, name, mention[name]))
    click.echo(verdict_of(found, spoken))


def known(pair: str) -> tuple[str, Any]:
    """Read a column and its value.

    >>> known("likes=3")
    ('likes', 3)
    """
    name, sign, value = pair.partition("=")
    column = schema.COLUMNS.get(name)
    if not sign or column is None:
        named = ", ".join(schema.COLUMNS)
        raise InputError(
            f"{pair!r} names no column. What to do: write COLUMN=VALUE, one of {named}."
        )
    if column.dtype == schema.WORDS:
        return name, value.split(",")
    text = pl.Series([value])
    read = (
        text.str.to_datetime(time_zone="UTC") if name.endswith("_at") else text.cast(column.dtype)
    )
    return name, read[0]


def underlined(found: Explanation, name: str, text: str) -> str:
    """Return a text with a line of ^ under what was found in it.

    >>> query = parse("free NEAR/2 panne")
    >>> print(underlined(explain(query, {"text": "Free en panne"}), "text", "Free en panne"))
    Free en panne
    ^^^^    ^^^^^
    """
    marks = [" "] * len(text)
    for place in (place for part in _wanted(found) for place in part.places):
        if place.text == name:
            marks[place.start : place.end] = "^" * (place.end - place.start)
    lines, start = [], 0
    for line in text.splitlines():
        under = "".join(marks[start : start + len(line)]).rstrip()
        lines += [line, under] if under else [line]
        start += len(line) + 1
    return "\n".join(lines)


def _wanted(found: Explanation) -> list[Explanation]:
    """Parts that hold and are asked for."""
    if type(found.query).__name__ == "Not":
        return []
    return [found, *(one for part in found.parts for one in _wanted(part))]


def run_lint(
    given: str, mentions: Path | None, perimeter: Path | None, language: str, *, as_json: bool
) -> None:
    """Print what was found, each thing under the part of the query it is about."""
    text = query_text(given)
    counted = mentions_of(mentions) if mentions else None
    found = lint(text, shelf_of(perimeter), counted)
    if as_json:
        rows = [
            {"rule": one.rule, "at": one.at, **one.facts, "write": one.write, "hint": one.is_hint}
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for one in found:
        start, end = one.at
        shown = text[start:end].replace("\n", " ")
        kind = "hint" if one.is_hint else "warning"
        click.echo(
            f"{kind} {start}-{end}  {shown}\n    {told_finding(one, cast('Language', language))}"
        )
    if not found:
        click.echo("nothing to say" if language == "en" else "rien à signaler")


def run_diff(
    old: str, new: str, mentions: Path, samples: int, perimeter: Path | None, *, as_json: bool
) -> None:
    """Print how many mentions come in and go out, and some of each."""
    shelf = shelf_of(perimeter)
    was, is_now = (parse(query_text(given), shelf) for given in (old, new))
    change = compare(was, is_now, mentions_of(mentions), samples=samples)
    click.echo(_change_json(change) if as_json else "\n".join(_change_lines(change)))


def _change_json(change: Change) -> str:
    counts = {
        name: getattr(change, name)
        for name in ("before", "after", "both", "come", "gone", "undecided")
    }
    columns = [name for name in ("id", "author", "text") if name in change.samples_come.columns]
    samples = {
        "samples_come": change.samples_come.select(columns).to_dicts(),
        "samples_gone": change.samples_gone.select(columns).to_dicts(),
    }
    return json.dumps({**counts, **samples}, ensure_ascii=False, indent=1)


def _change_lines(change: Change) -> list[str]:
    lines = [
        f"found before   {change.before:>12,}",
        f"found after    {change.after:>12,}",
        f"come in        {change.come:>+12,}",
        f"go out         {-change.gone:>+12,}",
    ]
    if change.undecided:
        lines.append(f"not read yet   {change.undecided:>12,}")
    for sign, sample in (("+", change.samples_come), ("-", change.samples_gone)):
        lines += [f"{sign} {_on_a_line(text)}" for text in sample["text"]]
    return lines


def _on_a_line(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"


def run_learn(
    given: str, labelled: Path, label: str, perimeter: Path | None, *, as_json: bool
) -> None:
    """Print precision and recall with their intervals, and what would better them."""
    query = parse(query_text(given), shelf_of(perimeter))
    lesson = learn(query, read_labelled(labelled, column=label))
    if as_json:
        click.echo(json.dumps(_lesson(lesson, query), ensure_ascii=False, indent=1))
        return
    click.echo(f"labelled       {lesson.labelled:>6,}")
    click.echo(f"precision      {_percent(lesson.measured.precision)}")
    click.echo(f"recall         {_percent(lesson.measured.recall)}")
    if lesson.measured.recall.value is None:
        click.echo("               label some posts the query does not find, and it can be told")
    if lesson.unread:
        click.echo(f"not read yet   {lesson.unread:>6,}   counted as not found")
    for proposal in lesson.proposals:
        click.echo(_proposal_line(proposal, lesson.measured))


def _percent(share: Share) -> str:
    if share.value is None or share.low is None or share.high is None:
        return " unknown"
    bounds = f"[{share.low:.1%}, {share.high:.1%}]"
    return f"{share.value:>7.1%}  {bounds}  {share.part:g} of {share.whole:g}"


def _proposal_line(proposal: Proposal, before: Measured) -> str:
    after, sign = proposal.predicted, "OR " if proposal.kind == "add" else "NOT"
    gains = [
        f"{name} {100 * ((new.value or 0) - (old.value or 0)):+.1f}"
        for name, new, old in (
            ("precision", after.precision, before.precision),
            ("recall", after.recall, before.recall),
        )
    ]
    predicted = f"{', '.join(gains)} points, predicted"
    return f"{sign} {proposal.term:<28} {proposal.authors:>3} authors  {predicted}"


def _lesson(lesson: Lesson, query: Query) -> dict[str, Any]:
    return {
        "labelled": lesson.labelled,
        "unread": lesson.unread,
        **_measured(lesson.measured),
        "proposals": [
            {
                "kind": one.kind,
                "term": one.term,
                "authors": one.authors,
                "score": round(one.score, 3),
                "query": one.applied(query),
                "predicted": _measured(one.predicted),
            }
            for one in lesson.proposals
        ],
    }


def _measured(measured: Measured) -> dict[str, Any]:
    return {
        name: {"value": share.value, "low": share.low, "high": share.high}
        for name, share in (("precision", measured.precision), ("recall", measured.recall))
    }


def run_match(perimeter: Path, mentions: Path, out: Path) -> None:
    """Write every match with the version that made it, and count them by query."""
    known = Perimeter.load(perimeter)
    found = known.match(mentions_of(mentions))
    found.write_parquet(out)
    click.echo(f"{known.name}, version {known.version[:12]}")
    counts = found.group_by("query").agg(
        yes=pl.col("matches").sum(), later=pl.col("matches").is_null().sum()
    )
    by_query = {name: (yes, later) for name, yes, later in counts.rows()}
    for name in known.queries:
        yes, later = by_query.get(name, (0, 0))
        undecided = f", {later:,} not read yet" if later else ""
        click.echo(f"{name:<24}{yes:>10,} mentions{undecided}")
    click.echo(f"matches: {out}")


def run_save(perimeter: Path, folder: Path, note: str) -> None:
    """Keep a version and say which."""
    known = Perimeter.load(perimeter)
    version = History(folder).save(known, note=note)
    click.echo(f"{known.id} version {version.number} ({version.version[:12]})")


def run_versions(identity: str, folder: Path, show: str | None) -> None:
    """List versions, or print one to the letter."""
    history = History(folder)
    if show is not None:
        click.echo(history.load(identity, show).text, nl=False)
        return
    known = history.versions(identity)
    for one in known:
        click.echo(
            f"{one.number:>4}  {one.version[:12]}  {one.saved_at:%Y-%m-%d %H:%M}  {one.note}"
        )
    if not known:
        history.load(identity)
