"""`parvis lake`: keep mentions in a lake, keep the lake, and let people leave it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from parvis.cli.ending import endings

if TYPE_CHECKING:
    import datetime as dt

    from parvis.cli.keeping import Reading, Whom

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
LAKE = click.argument("lake", type=FOLDER)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, nothing else.")
SOURCE = click.option("--source", required=True, help="The connector or platform: x, mastodon, …")
HANDLE = click.option("--handle", help="Of the person, with or without @.")
AUTHOR_ID = click.option("--author-id", help="The source's own id of the person.")
GRACE = click.option(
    "--grace",
    default=1,
    show_default=True,
    type=click.IntRange(min=0),
    help="Hours for which files that no longer count stay for whoever reads them.",
)
DAY = click.DateTime(["%Y-%m-%d"])

EPILOG = """\b
For example:
  parvis lake add lake export.csv                  exports into a lake, each mention once
  parvis lake compact lake                         few files for many, while others read
  parvis lake backup lake /mnt/backup/lake         only what is new is copied
  parvis lake restore /mnt/backup/lake lake-again
  parvis lake check lake                           every byte read, every fault told
  parvis lake erase lake --source x --handle lea   a person leaves every table and version

Documentation: docs/how-to/keep-a-lake.md in the sources."""


@click.group(epilog=EPILOG)
def lake() -> None:
    """Keep mentions in a lake: add, compact, back up, restore, check, export, erase, retain."""


@lake.command()
@LAKE
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--platform", help="Whose export it is, where its columns do not show it.")
@click.option("--medium", help="Where neither row nor platform tells it.")
@click.option("--timezone", help="Of times without a zone, as Europe/Paris.")
@endings
def add(lake: Path, files: tuple[Path, ...], **how: Unpack[Reading]) -> None:
    """Add the mentions of FILES to a LAKE, which is made where there is none.

    A mention that the lake holds is not taken again; another text of it is kept as an edit.
    """
    from parvis.cli.keeping import run_add

    run_add(lake, files, **how)


@lake.command()
@LAKE
@GRACE
@endings
def compact(lake: Path, *, grace: int) -> None:
    """Merge small files, make the wide table, tidy the log, while others read."""
    from parvis.cli.keeping import run_compact

    run_compact(lake, grace=grace)


@lake.command()
@LAKE
@click.argument("folder", type=FOLDER)
@endings
def backup(lake: Path, folder: Path) -> None:
    """Copy a LAKE as it is now to a FOLDER, while it is written; only what is new is copied."""
    from parvis.cli.keeping import run_backup

    run_backup(lake, folder)


@lake.command()
@click.argument("folder", type=FOLDER)
@LAKE
@endings
def restore(folder: Path, lake: Path) -> None:
    """Bring a LAKE back from the FOLDER of its backup, every file held against its sum."""
    from parvis.cli.keeping import run_restore

    run_restore(folder, lake)


@lake.command()
@LAKE
@AS_JSON
@endings
def check(lake: Path, *, as_json: bool) -> None:
    """Read every byte of a LAKE or of a backup, and say what is wrong; nothing is changed.

    The exit code is 2 where something is.
    """
    from parvis.cli.keeping import run_check

    run_check(lake, as_json=as_json)


@lake.command()
@LAKE
@SOURCE
@HANDLE
@AUTHOR_ID
@click.option("--out", type=FOLDER, required=True, help="Folder for a JSONL file each table.")
@endings
def export(lake: Path, out: Path, **whom: Unpack[Whom]) -> None:
    """Write all that a LAKE holds of a person: what they wrote, and what was said of it."""
    from parvis.cli.keeping import run_export

    run_export(lake, out, **whom)


@lake.command()
@LAKE
@SOURCE
@HANDLE
@AUTHOR_ID
@click.option("--yes", is_flag=True, help="Do not ask: it cannot be undone.")
@endings
def erase(lake: Path, *, yes: bool, **whom: Unpack[Whom]) -> None:
    """Erase a person from a LAKE: every table, every version, every file; they stay away.

    Backups made before still hold them: back up again.
    """
    from parvis.cli.keeping import run_erase

    if not yes:
        click.confirm("This cannot be undone. Erase?", abort=True, err=True)
    run_erase(lake, **whom)


@lake.command()
@LAKE
@SOURCE
@click.option("--before", required=True, type=DAY, help="The first day that stays, in UTC.")
@endings
def retain(lake: Path, source: str, before: dt.datetime) -> None:
    """Take out of a LAKE what a source published before a day, and all that was said of it."""
    from parvis.cli.keeping import run_retain

    run_retain(lake, source, before.date())
