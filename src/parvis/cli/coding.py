"""What the commands of `parvis codebook` do and print."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypedDict

import click
import polars as pl

from parvis.cli.querying import mentions_of
from parvis.codebook import deal, load, sample
from parvis.codebook.book import EXAMPLE
from parvis.codebook.figures import share_figures
from parvis.codebook.folder import Folder
from parvis.collect import dead_letters
from parvis.errors import CodebookError

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.codebook import Agreement, Filled
    from parvis.codebook.sampling import How
    from parvis.figures import Figure

REJECTED = "rejected.jsonl"


class Draw(TypedDict):
    """How a sample is drawn and dealt, as the options of the command say."""

    coders: tuple[str, ...]
    n: int
    how: How
    by: str | None
    double: int | None
    seed: int


def run_new(file: Path) -> None:
    """Write the example, never over a codebook."""
    if file.exists():
        raise CodebookError(f"{file} is there already. What to do: name another file.")
    file.write_text(EXAMPLE, "utf-8")
    click.echo(f"a codebook to make your own: {file}")


def run_sample(codebook: Path, mentions: Path, out: Path, draw: Draw) -> None:
    """Draw, deal and write, and say what was drawn."""
    book, frame = load(codebook), counted(mentions)
    drawn = sample(frame, book, draw["n"], how=draw["how"], by=draw["by"], seed=draw["seed"])
    hands = deal(drawn, draw["coders"], double=draw["double"], seed=draw["seed"])
    Folder(out).begin(codebook.read_text("utf-8-sig"), drawn, hands)
    click.echo(f"{drawn.height:,} of {frame.height:,} mentions drawn, {draw['how']}")
    for stratum, size in drawn["stratum"].value_counts().sort("stratum").rows():
        click.echo(f"  {stratum or 'all':<24}{size:>8,}")
    for coder, hand in hands.items():
        click.echo(f"{out / 'sheets' / f'{coder}.csv'}: {hand.height:,} mentions")


def counted(path: Path) -> pl.DataFrame:
    """Read mentions of which shares are asked: of a study those that count, of an export all."""
    frame = mentions_of(path)
    if "kept" in frame.columns:
        frame = frame.filter("kept")
    if "brands" not in frame.columns:
        frame = frame.with_columns(brands=pl.lit([], pl.List(pl.String)))
    return frame


def run_agree(path: Path, *, as_json: bool) -> None:
    """Print alpha and percent agreement by criterion, and what follows."""
    folder = Folder(path)
    filled, found = folder.filled(), folder.agreement()
    dead_letters.write(path / REJECTED, filled.rejected)
    if as_json:
        click.echo(json.dumps({**_rows(filled), "criteria": [_agreement(one) for one in found]}))
        return
    for name, count in _rows(filled).items():
        click.echo(f"{name:<16}{count:>6,}")
    for reject in filled.rejected[:5]:
        click.echo(f"  {reject.origin}, line {reject.line}: {reject.reason}")
    if filled.rejected:
        click.echo(f"  all of them: {path / REJECTED}")
    click.echo(f"{'criterion':<16}{'alpha':>6}  {'95 %':<16}{'agree':>7}{'mentions':>9}  verdict")
    for one in found:
        click.echo(_agreement_line(one))


def _rows(filled: Filled) -> dict[str, int]:
    read, rejected = sum(filled.rows.values()), len(filled.rejected)
    return {"rows": read, "coded": filled.used, "blank": filled.blank, "rejected": rejected}


def _agreement(one: Agreement) -> dict[str, Any]:
    table = asdict(one)
    return {**table, "is_usable": one.is_usable, "verdict": one.verdict}


def _agreement_line(one: Agreement) -> str:
    known = one.alpha
    bounds = f"[{known.low:.2f}, {known.high:.2f}]" if known.low is not None else ""
    value = f"{known.value:.2f}" if known.value is not None else "-"
    percent = f"{one.percent:.1f} %" if one.percent is not None else "-"
    head = f"{one.criterion:<16}{value:>6}  {bounds:<16}{percent:>7}{known.units:>9}"
    return f"{head}  {one.verdict}"


def run_adjudicate(path: Path) -> None:
    """Settle codes, and say what is left to decide."""
    settled = Folder(path).adjudicate()
    for how, count in settled.codes["settled"].value_counts().sort("settled").rows():
        click.echo(f"{how:<16}{count:>6,}")
    for reject in settled.rejected:
        click.echo(f"  {reject.origin}, line {reject.line}: {reject.reason}")
    if settled.open:
        written = "written" if settled.is_new else "not all decided"
        sheet = path / "disagreements.csv"
        click.echo(f"{sheet}: {written}; fill in the column final, and run this again")
    click.echo(f"codes: {path / 'codes.csv'}")


def run_shares(path: Path, mentions: Path, criterion: str, *, as_json: bool) -> None:
    """Print the share of each value with its interval, or the figures."""
    folder = Folder(path)
    of = folder.codebook.of(criterion)
    figures = list(share_figures(counted(mentions), folder.codes_of(criterion), of))
    if as_json:
        told = [figure.as_dict() for figure in figures]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for figure in figures:
        click.echo(_share_line(figure))
    click.echo(figures[0].definition)


def _share_line(figure: Figure) -> str:
    head = f"{figure.by.get('brand', 'all mentions'):<24}{figure.by['value']:<16}"
    if figure.low is None or figure.high is None or figure.value is None:
        return f"{head}unknown: {figure.reason}"
    return f"{head}{figure.value:>6.1f} %  [{figure.low:.1f}, {figure.high:.1f}]"
