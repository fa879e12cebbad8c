"""Sheets that people fill in: dealt to coders, written so that they are safe, and read back."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.codebook.tables import rows_of
from parvis.collect.dead_letters import Rejected
from parvis.errors import CodebookError
from parvis.present.exports import write_csv

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set
    from pathlib import Path

    from parvis.codebook.book import Codebook

CODES = {"id": pl.String, "coder": pl.String, "criterion": pl.String, "code": pl.String}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What stands in sheets that were filled in.

    Arguments:
        codes: id, coder, criterion, code; one row a code given.
        rows: rows read, by sheet: those with a code, the blank ones and the rejected.
        blank: rows without any code yet.
        rejected: rows that could not be used, with their sheet, line and reason.

    >>> Filled(codes=pl.DataFrame(schema=CODES), rows={"ana": 2}, blank=2).used
    0
    """

    codes: pl.DataFrame
    rows: Mapping[str, int]
    blank: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def used(self) -> int:
        """Rows that gave a code."""
        return sum(self.rows.values()) - self.blank - len(self.rejected)


def deal(
    drawn: pl.DataFrame, coders: Sequence[str], *, double: int | None = None, seed: int = 0
) -> dict[str, pl.DataFrame]:
    """Share mentions between coders; some go to all of them, so that agreement can be measured.

    Arguments:
        drawn: the mentions to code, as `sample` drew them.
        coders: their names.
        double: how many mentions every coder gets; all by default.
        seed: another number deals otherwise.

    Returns: the mentions of each coder, in an order of their own, so that who tires late tires
        over other mentions than the next.

    Raises:
        CodebookError: no coder, or two of one name.

    >>> hands = deal(pl.DataFrame({"id": ["a", "b", "c", "d"]}), ["ana", "bob"], double=2)
    >>> [hand.height for hand in hands.values()]
    [3, 3]
    """
    if not coders or len(set(coders)) < len(coders):
        fault = f"coders: {', '.join(coders) or 'none'}"
        raise CodebookError(f"{fault}. What to do: name at least one, each once.")
    random = np.random.default_rng(seed)
    mixed = drawn[random.permutation(drawn.height)]
    shared, rest = mixed[:double], mixed[double:] if double is not None else mixed.clear()
    hands = {}
    for place, coder in enumerate(coders):
        hand = pl.concat([shared, rest.gather_every(len(coders), place)])
        hands[coder] = hand[random.permutation(hand.height)]
    return hands


def write_sheet(path: Path | str, mentions: pl.DataFrame, codebook: Codebook) -> None:
    """Write one coder's sheet: id, text, and an empty column a criterion.

    A text that a spreadsheet would run as a formula has an apostrophe before it. How a mention was
    drawn is not told: it would sway the coder.

    Arguments:
        path: the CSV file to write.
        mentions: with `id` and `text`.
        codebook: whose criteria are asked.

    Raises:
        OSError: it cannot be written.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from parvis.codebook.book import EXAMPLE, parse
    >>> file = Path(tempfile.mkdtemp(), "ana.csv")
    >>> write_sheet(file, pl.DataFrame({"id": ["x:1"], "text": ["=1+1"]}), parse(EXAMPLE))
    >>> file.read_text("utf-8-sig").splitlines()
    ['id,text,tonality,complaint', "x:1,'=1+1,,"]
    """
    empty = [pl.lit(None, pl.String).alias(name) for name in codebook.names]
    write_csv(path, mentions.select("id", "text", *empty))


def read_sheets(paths: Iterable[Path], codebook: Codebook, ids: Iterable[str]) -> Filled:
    r"""Read filled sheets back, each named by its coder: CSV with any delimiter, or XLSX.

    A row that cannot be used whole is rejected whole, with its line and the reason. Blank cells
    are codes not given.

    Arguments:
        paths: the sheets; the name of the file without its ending is the coder's.
        codebook: what its columns mean.
        ids: of the mentions that were drawn.

    Raises:
        CodebookError: a sheet lacks a column, or two sheets are of one coder.
        SourceError: it is no table.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from parvis.codebook.book import EXAMPLE, parse
    >>> file = Path(tempfile.mkdtemp(), "ana.csv")
    >>> lines = ["id;text;tonality;complaint", "x:1;…;negative;yes", "x:2;…;angry;", "x:3;…;;"]
    >>> _ = file.write_text("\n".join(lines))
    >>> filled = read_sheets([file], parse(EXAMPLE), ["x:1", "x:2", "x:3"])
    >>> filled.used, filled.blank, filled.rejected[0].line
    (1, 1, 3)
    """
    sheets = sorted(paths)
    coders = [path.stem for path in sheets]
    if len(set(coders)) < len(coders):
        raise CodebookError(f"two sheets of one coder in {', '.join(map(str, sheets))}.")
    known = set(ids)
    read = [_read_sheet(path, codebook, known) for path in sheets]
    codes = [one.codes for one in read]
    return Filled(
        codes=pl.concat(codes) if codes else pl.DataFrame(schema=CODES),
        rows={coder: count for one in read for coder, count in one.rows.items()},
        blank=sum(one.blank for one in read),
        rejected=list(itertools.chain.from_iterable(one.rejected for one in read)),
    )


def _read_sheet(path: Path, codebook: Codebook, known: Set[str]) -> Filled:
    frame, lines, rejected = rows_of(path, ["id", *codebook.names])
    rejected = list(rejected)
    rows = len(lines) + len(rejected)
    codes: list[tuple[str, str, str, str]] = []
    seen: set[str] = set()
    blank = 0
    for line, row in zip(lines, frame.iter_rows(named=True), strict=True):
        given, faults = _understood(row, codebook)
        faults = [*_faults_of_id(row["id"], known, seen), *faults]
        seen.add(row["id"])
        if faults:
            rejected.append(Rejected.of(path.name, line, "; ".join(faults), row))
        codes += [(row["id"], path.stem, *code) for code in given if not faults]
        blank += not given and not faults
    table = pl.DataFrame(codes, schema=CODES, orient="row")
    return Filled(codes=table, rows={path.stem: rows}, blank=blank, rejected=rejected)


def _understood(
    row: Mapping[str, str], codebook: Codebook
) -> tuple[list[tuple[str, str]], list[str]]:
    """The codes a row gives, by criterion, and what in it is no code."""
    given, faults = [], []
    for criterion in codebook.criterion:
        written = row[criterion.name]
        code = criterion.understood(written)
        if code is not None:
            given.append((criterion.name, code))
        elif written:
            values = ", ".join(criterion.codes) or "a number"
            faults.append(f"{criterion.name}: {written[:40]!r} is not one of {values}")
    return given, faults


def _faults_of_id(identity: str, known: Set[str], seen: Set[str]) -> list[str]:
    if identity in seen:
        return [f"the mention {identity!r} stands twice in the sheet"]
    if identity not in known:
        return [f"no mention {identity[:40]!r} was drawn"]
    return []
