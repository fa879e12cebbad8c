"""What the commands of `parvis lake` do and print."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from parvis import sources
from parvis.cli.ending import INPUT_FAULT
from parvis.store import Person, create_lake, open_lake, restore_lake

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from parvis.store import Admitted


class Reading(TypedDict):
    """What the user says of files."""

    platform: str | None
    medium: str | None
    timezone: str | None


class Whom(TypedDict):
    """A person, as the user names them."""

    source: str
    handle: str | None
    author_id: str | None


def run_add(folder: Path, files: Sequence[Path], **how: Unpack[Reading]) -> None:
    """Read files and add their mentions; say of each what became of its rows."""
    lake = create_lake(folder)
    with lake.writing("adding files") as writer:
        for path in files:
            harvest = sources.read(path, **how)
            done = writer.append("mentions", harvest.frame)
            click.echo(f"{path.name}: {_told(done, len(harvest.rejected))}")
        version = writer.flush()
    click.echo(f"version {version}")


def run_compact(folder: Path, *, grace: int) -> None:
    """Compact, and say from how many files to how many."""
    done = open_lake(folder).compact(grace=dt.timedelta(hours=grace))
    told = f"{done.before:,} files are {done.after:,} now; {done.removed:,} old ones are gone"
    click.echo(f"{told}; {done.days:,} days of the wide table were made anew")


def run_backup(folder: Path, target: Path) -> None:
    """Back up, and say how much was copied."""
    done = open_lake(folder).backup(target)
    click.echo(f"{len(done.files):,} files are kept in {target}; {done.copied:,} were copied")


def run_restore(source: Path, folder: Path) -> None:
    """Restore, and say up to which version."""
    click.echo(f"{folder}: version {restore_lake(source, folder).version()} is back")


def run_check(folder: Path, *, as_json: bool) -> None:
    """Check, and say what was seen; faults end with their exit code."""
    seen = open_lake(folder).check()
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(seen)))
    else:
        rows = ", ".join(f"{count:,} {name}" for name, count in reversed(seen.rows.items()))
        click.echo(f"{rows}; {seen.files:,} files, and {seen.unused:,} that no longer count")
        click.echo("\n".join(seen.faults) or "no fault was found")
    if seen.faults:
        raise SystemExit(INPUT_FAULT)


def run_export(folder: Path, out: Path, **whom: Unpack[Whom]) -> None:
    """Write what there is of a person; say how much."""
    out.mkdir(parents=True, exist_ok=True)
    for name, rows in open_lake(folder).export(Person(**whom)).items():
        rows.write_ndjson(out / f"{name}.jsonl")
        click.echo(f"{rows.height:,} {name}: {out / name}.jsonl")


def run_erase(folder: Path, **whom: Unpack[Whom]) -> None:
    """Erase a person; say how much went."""
    done = open_lake(folder).erase(Person(**whom))
    rows = ", ".join(f"{count:,} {name}" for name, count in done.rows.items() if count)
    click.echo(f"erased: {rows or 'nothing was there'}")
    click.echo(f"their name was struck out of {done.changed:,} mentions of others")
    click.echo("Backups made before still hold them. What to do: back up again.")


def run_retain(folder: Path, source: str, before: dt.date) -> None:
    """Take out what is past its time; say how much."""
    done = open_lake(folder).retain(source, before)
    mentions = done.rows["mentions"] if done else 0
    click.echo(f"{mentions:,} mentions of {source} from before {before} are gone")


def _told(done: Admitted, rejected: int) -> str:
    parts = [
        (done.new - done.edits, "new"),
        (done.edits, "edits"),
        (done.repeats, "held already"),
        (done.refused, "erased before"),
        (rejected, "could not be read"),
    ]
    return ", ".join(f"{count:,} {word}" for count, word in parts if count) or "no mentions"
