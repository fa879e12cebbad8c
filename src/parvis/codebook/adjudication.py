"""From the codes of several people to one: what all say stands, the rest is decided together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.codebook.tables import rows_of
from parvis.collect.dead_letters import Rejected
from parvis.errors import CodebookError
from parvis.present.exports import write_csv

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.codebook.book import Codebook

FINAL: Final = "final"
DECIDED: Final = {"id": pl.String, "criterion": pl.String, "final": pl.String}
_KEYS = ["id", "criterion"]


def disagreements(codes: pl.DataFrame, drawn: pl.DataFrame) -> pl.DataFrame:
    """List what coders say otherwise of one mention, to be decided.

    Arguments:
        codes: id, coder, criterion, code, as `read_sheets` returns them.
        drawn: the mentions, with `id` and `text`.

    Returns: id, text, criterion, a column a coder with their code, and `final`, empty; by
        criterion and id.

    >>> codes = pl.DataFrame(
    ...     {"id": "x:1", "coder": ["ana", "bob"], "criterion": "irony", "code": ["yes", "no"]}
    ... )
    >>> disagreements(codes, pl.DataFrame({"id": ["x:1"], "text": ["Oh great"]})).row(0)
    ('x:1', 'Oh great', 'irony', 'yes', 'no', None)
    """
    coders = codes["coder"].unique().sort().to_list()
    if FINAL in coders or set(coders) & {"id", "text", "criterion"}:
        fault = f"a coder's name is a column's: {', '.join(coders)}"
        raise CodebookError(f"{fault}. What to do: call the sheet otherwise.")
    split = codes.filter(pl.col("code").n_unique().over(_KEYS) > 1)
    said = [pl.col("code").filter(pl.col("coder") == name).first().alias(name) for name in coders]
    listed = split.group_by(_KEYS).agg(said).join(drawn.select("id", "text"), on="id", how="left")
    return listed.select(
        "id", "text", "criterion", *coders, pl.lit(None, pl.String).alias(FINAL)
    ).sort("criterion", "id")


def write_disagreements(path: Path, listed: pl.DataFrame) -> None:
    """Write the sheet of disagreements, safe for spreadsheets.

    Raises:
        CodebookError: the sheet is there already; it may hold decisions.
        OSError: it cannot be written.
    """
    if path.exists():
        fault = f"{path} is there already and may hold decisions"
        raise CodebookError(f"{fault}. What to do: fill it in, or move it away for a new one.")
    write_csv(path, listed)


def read_decisions(path: Path, codebook: Codebook) -> tuple[pl.DataFrame, list[Rejected]]:
    r"""Read the sheet of disagreements back.

    Arguments:
        path: the sheet, CSV or XLSX.
        codebook: what may be decided.

    Returns: id, criterion, final; and the rows that could not be used, with line and reason. Rows
        without a decision are in neither.

    Raises:
        CodebookError: it lacks a column.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from parvis.codebook.book import EXAMPLE, parse
    >>> file = Path(tempfile.mkdtemp(), "disagreements.csv")
    >>> _ = file.write_text("id,criterion,final\nx:1,complaint,Yes\nx:2,complaint,perhaps\n")
    >>> decided, rejected = read_decisions(file, parse(EXAMPLE))
    >>> decided.rows(), rejected[0].line
    ([('x:1', 'complaint', 'yes')], 3)
    """
    frame, lines, rejected = rows_of(path, [*_KEYS, FINAL])
    rejected, decided = list(rejected), dict[tuple[str, str], str]()
    for line, (identity, name, written) in zip(lines, frame.iter_rows(), strict=True):
        code = codebook.of(name).understood(written) if name in codebook.names else None
        if code is not None and (identity, name) not in decided:
            decided[identity, name] = code
        elif written:
            reason = f"{written[:40]!r} is no value of {name!r}, or the row stands twice"
            content = {"id": identity, "criterion": name, FINAL: written}
            rejected.append(Rejected.of(path.name, line, reason, content))
    rows = [(*key, code) for key, code in decided.items()]
    return pl.DataFrame(rows, schema=DECIDED, orient="row"), rejected


def final_codes(codes: pl.DataFrame, decided: pl.DataFrame | None = None) -> pl.DataFrame:
    """Settle one code a mention and criterion.

    Arguments:
        codes: id, coder, criterion, code, as `read_sheets` returns them.
        decided: id, criterion, final, as `read_decisions` returns them; none by default.

    Returns: id, criterion, code (null where coders disagree and nothing is decided), settled: by
        "one coder", "agreement", "adjudication" or "open"; by criterion and id.

    >>> codes = pl.DataFrame(
    ...     {"id": "x:1", "coder": ["ana", "bob"], "criterion": "irony", "code": ["yes", "no"]}
    ... )
    >>> final_codes(codes).row(0)
    ('x:1', 'irony', None, 'open')
    >>> decided = pl.DataFrame({"id": ["x:1"], "criterion": ["irony"], "final": ["no"]})
    >>> final_codes(codes, decided).row(0)
    ('x:1', 'irony', 'no', 'adjudication')
    """
    decided = pl.DataFrame(schema=DECIDED) if decided is None else decided
    by_mention = codes.group_by(_KEYS).agg(
        said=pl.col("code").first(), kinds=pl.col("code").n_unique(), times=pl.len()
    )
    is_split = pl.col("kinds") > 1
    return (
        by_mention.join(decided, on=_KEYS, how="left")
        .select(
            *_KEYS,
            code=pl.when(is_split).then(pl.col(FINAL)).otherwise("said"),
            settled=pl.when(is_split & pl.col(FINAL).is_not_null())
            .then(pl.lit("adjudication"))
            .when(is_split)
            .then(pl.lit("open"))
            .when(pl.col("times") > 1)
            .then(pl.lit("agreement"))
            .otherwise(pl.lit("one coder")),
        )
        .sort("criterion", "id")
    )
