"""The campaigns: those of the file, those of its table, and those that only the ledger names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import MeasureError

if TYPE_CHECKING:
    from parvis.measuring.work import Work

_SCHEMA: Final = {"campaign": pl.String, "objective": pl.String, "start": pl.Date}


def campaigns_of(work: Work, spent: pl.DataFrame, earned: pl.DataFrame) -> pl.DataFrame:
    """Return campaign, objective and start of all; what the ledger alone names has neither.

    Arguments:
        work: whose plan names campaigns.
        spent: entries of the ledger.
        earned: entries of the ledger.

    Raises:
        MeasureError: a campaign names an objective there is not.
    """
    listed = pl.concat([_of_plan(work), _of_table(work)])
    names = pl.concat([spent["campaign"], earned["campaign"]]).drop_nulls().unique().sort()
    unlisted = names.filter(~names.is_in(listed["campaign"].implode()))
    alone = pl.DataFrame({"campaign": unlisted}).with_columns(
        objective=pl.lit(None, pl.String), start=pl.lit(None, pl.Date)
    )
    return pl.concat([listed, alone])


def _of_plan(work: Work) -> pl.DataFrame:
    rows = [(one.name, one.objective, one.start) for one in work.plan.campaign]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _of_table(work: Work) -> pl.DataFrame:
    name = work.plan.campaigns
    if name is None:
        return pl.DataFrame(schema=_SCHEMA)
    table = work.tables.read(name, {"campaign": "text"}, {"objective": "text", "start": "day"})
    absent = {column: kind for column, kind in _SCHEMA.items() if column not in table.columns}
    table = table.with_columns(pl.lit(None, kind).alias(c) for c, kind in absent.items())
    known = [objective.name for objective in work.plan.objective]
    other = table.filter(pl.col("objective").is_not_null() & ~pl.col("objective").is_in(known))
    if other.height:
        fault = f"line {other['line'][0]} names the objective {other['objective'][0]!r}"
        raise MeasureError.of(name, fault, f"write one of {', '.join(known)}, or leave it blank")
    return table.select(*_SCHEMA)
