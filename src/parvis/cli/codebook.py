"""`parvis codebook`: let people code a sample, see whether they agree, and use what they say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from parvis.cli.ending import endings

if TYPE_CHECKING:
    from parvis.cli.coding import Draw

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
HOW = click.Choice(["random", "stratified", "informative"])
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, nothing else.")

EPILOG = """\b
One round, from the mentions of a study:
  parvis codebook new codebook.toml
  parvis codebook sample codebook.toml report/mentions.parquet --out coding --coder ana --coder bob
  (ana and bob fill in coding/sheets/ana.csv and bob.csv, each alone)
  parvis codebook agree coding
  parvis codebook adjudicate coding
  parvis codebook shares coding report/mentions.parquet --criterion tonality

Documentation: docs/how-to/code-a-sample.md in the sources."""


@click.group(epilog=EPILOG)
def codebook() -> None:
    """Code a sample by people: draw it, measure agreement, decide, estimate shares."""


@codebook.command()
@click.argument("file", type=FILE)
@endings
def new(file: Path) -> None:
    """Write a codebook to start from to FILE."""
    from parvis.cli.coding import run_new

    run_new(file)


@codebook.command()
@click.argument("codebook", type=FILE)
@click.argument("mentions", type=FILE)
@click.option("--out", type=FOLDER, required=True, help="Folder for the sample and the sheets.")
@click.option("--n", default=200, show_default=True, type=click.IntRange(min=1), help="Mentions.")
@click.option("--how", type=HOW, default="random", show_default=True, help="The design.")
@click.option("--by", help="Column of the strata; brands where they are not named.")
@click.option("--coder", "coders", multiple=True, required=True, help="A name; more than one.")
@click.option(
    "--double", type=click.IntRange(min=0), help="Mentions that all code; all of them by default."
)
@click.option("--seed", default=0, show_default=True, help="The same seed, the same sample.")
@endings
def sample(codebook: Path, mentions: Path, out: Path, **draw: Unpack[Draw]) -> None:
    """Draw MENTIONS to code by a CODEBOOK, and write a sheet for each coder.

    MENTIONS are mentions.parquet of a study, of which those that count are taken, or any export.
    """
    from parvis.cli.coding import run_sample

    run_sample(codebook, mentions, out, draw)


@codebook.command()
@click.argument("folder", type=FOLDER)
@AS_JSON
@endings
def agree(folder: Path, *, as_json: bool) -> None:
    """Say how far the coders of a FOLDER agree, and which criteria may be used.

    Rows that cannot be used go to rejected.jsonl, with their line and the reason.
    """
    from parvis.cli.coding import run_agree

    run_agree(folder, as_json=as_json)


@codebook.command()
@click.argument("folder", type=FOLDER)
@endings
def adjudicate(folder: Path) -> None:
    """Write the disagreements of a FOLDER to decide together, then the final codes.

    Fill in the column `final` of disagreements.csv and run it again; codes.csv holds one code a
    mention and criterion.
    """
    from parvis.cli.coding import run_adjudicate

    run_adjudicate(folder)


@codebook.command()
@click.argument("folder", type=FOLDER)
@click.argument("mentions", type=FILE)
@click.option("--criterion", required=True, help="Whose values.")
@AS_JSON
@endings
def shares(folder: Path, mentions: Path, criterion: str, *, as_json: bool) -> None:
    """Estimate the share of each value in all MENTIONS, from those coded in a FOLDER.

    What the machine read of every mention makes the estimate surer. A criterion on which the
    coders do not agree is refused.
    """
    from parvis.cli.coding import run_shares

    run_shares(folder, mentions, criterion, as_json=as_json)
