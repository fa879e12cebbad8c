"""The folder of one round of coding: plain files, each written once and read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from parvis.codebook.adjudication import (
    disagreements,
    final_codes,
    read_decisions,
    write_disagreements,
)
from parvis.codebook.agreement import Agreement, agreement
from parvis.codebook.book import Codebook, load
from parvis.codebook.sheets import Filled, read_sheets, write_sheet
from parvis.errors import CodebookError
from parvis.present.exports import write_csv

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from parvis.collect.dead_letters import Rejected

_SHEETS = (".csv", ".tsv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Settled:
    """What adjudication gave.

    Arguments:
        codes: id, criterion, code, settled.
        rejected: rows of the sheet of disagreements that could not be used.
        is_new: the sheet was written now, and waits for decisions.

    >>> Settled(pl.DataFrame({"settled": ["open", "agreement"]}), [], is_new=True).open
    1
    """

    codes: pl.DataFrame
    rejected: list[Rejected]
    is_new: bool

    @property
    def open(self) -> int:
        """Codes that wait for a decision."""
        return self.codes.filter(settled="open").height


@dataclass(frozen=True, slots=True)
class Folder:
    """One round of coding: codebook.toml, sample.parquet, sheets, disagreements.csv, codes.csv.

    Arguments:
        path: of the folder.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from parvis.codebook.book import EXAMPLE
    >>> drawn = pl.DataFrame({"id": ["x:1"], "text": ["…"], "stratum": "", "inclusion": 1.0})
    >>> folder = Folder(Path(tempfile.mkdtemp(), "coding"))
    >>> folder.begin(EXAMPLE, drawn, {"ana": drawn})
    >>> folder.filled().blank
    1
    """

    path: Path

    def begin(self, codebook: str, drawn: pl.DataFrame, hands: Mapping[str, pl.DataFrame]) -> None:
        """Write the codebook, the sample and a sheet for each coder.

        Arguments:
            codebook: its text.
            drawn: what `sample` returned.
            hands: what `deal` returned.

        Raises:
            CodebookError: a round of coding is in the folder already.
            OSError: it cannot be written.
        """
        if self._sample.exists():
            fault = f"{self.path} holds a round of coding already"
            raise CodebookError(f"{fault}. What to do: name another folder; codes are work.")
        self._sheets.mkdir(parents=True, exist_ok=True)
        (self.path / "codebook.toml").write_text(codebook, "utf-8")
        for coder, mentions in hands.items():
            write_sheet(self._sheets / f"{coder}.csv", mentions, self.codebook)
        drawn.write_parquet(self._sample)

    @property
    def codebook(self) -> Codebook:
        """The codebook of this round."""
        return load(self.path / "codebook.toml")

    @property
    def drawn(self) -> pl.DataFrame:
        """The mentions drawn, each with its probability."""
        if not self._sample.exists():
            fault = f"{self.path} holds no round of coding"
            raise CodebookError(f"{fault}. What to do: begin one with `parvis codebook sample`.")
        return pl.read_parquet(self._sample)

    def filled(self) -> Filled:
        """Read what the coders wrote so far."""
        drawn = self.drawn
        sheets = [path for path in self._sheets.iterdir() if path.suffix.lower() in _SHEETS]
        return read_sheets(sheets, self.codebook, drawn["id"])

    def agreement(self, *, seed: int = 0) -> list[Agreement]:
        """Measure how far the coders agree, before anything is decided together."""
        return agreement(self.filled().codes, self.codebook, seed=seed)

    def adjudicate(self) -> Settled:
        """Settle the codes, with what was decided so far, and write them to codes.csv.

        Where coders disagree and there is no sheet of disagreements yet, it is written.
        """
        codes, sheet = self.filled().codes, self.path / "disagreements.csv"
        listed, is_new = disagreements(codes, self.drawn), False
        if not sheet.exists() and not listed.is_empty():
            write_disagreements(sheet, listed)
            is_new = True
        decided, rejected = read_decisions(sheet, self.codebook) if sheet.exists() else (None, [])
        settled = final_codes(codes, decided)
        write_csv(self.path / "codes.csv", settled)
        return Settled(settled, rejected, is_new=is_new)

    def codes_of(self, criterion: str) -> pl.DataFrame:
        """Return the settled codes of a criterion for every mention drawn, null where none.

        Arguments:
            criterion: its name.

        Returns: id, code, inclusion, stratum, as `parvis.analyse.coded.coded_shares` takes them.

        Raises:
            CodebookError: there is no such criterion, or its agreement is too low for use.
        """
        of = self.codebook.of(criterion)
        for found in self.agreement():
            if found.criterion == of.name:
                found.demand_usable()
        settled = self.adjudicate().codes.filter(criterion=of.name).select("id", "code")
        return self.drawn.select("id", "inclusion", "stratum").join(
            settled, on="id", how="left", maintain_order="left"
        )

    @property
    def _sample(self) -> Path:
        return self.path / "sample.parquet"

    @property
    def _sheets(self) -> Path:
        return self.path / "sheets"
