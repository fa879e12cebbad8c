"""Shares of what people coded, as figures that open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.analyse.coded import coded_shares
from parvis.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from parvis.codebook.book import Criterion

DEFINITION = (
    "Part of the mentions that coders would give this value of {criterion}, estimated from {coded} "
    "coded mentions of {mentions}{helped}. The interval holds the chance of the sample, not "
    "disagreement between coders."
)
HELPED = " and from what the machine read of all of them"
ALONE = "; the machine's reading is not used"


def share_figures(
    mentions: pl.DataFrame, codes: pl.DataFrame, criterion: Criterion
) -> Iterator[Figure]:
    """Yield the share of each value, of all mentions and of each brand's.

    Arguments:
        mentions: all those the sample was drawn from, with `id` and `brands`; what the machine read
            is used where its probabilities are there.
        codes: id, code, inclusion, stratum, as `Folder.codes_of` returns them.
        criterion: whose values they are.

    Raises:
        InputError: as `parvis.analyse.coded.coded_shares`.

    Source: as `parvis.analyse.powered`.

    >>> import polars as pl
    >>> from parvis.codebook.book import EXAMPLE, parse
    >>> mentions = pl.DataFrame({"id": ["a", "b", "c", "d"], "brands": [["Free"]] * 4})
    >>> drawn = {"id": ["a", "b"], "code": ["yes", "no"], "inclusion": 0.5, "stratum": ""}
    >>> figures = share_figures(mentions, pl.DataFrame(drawn), parse(EXAMPLE).of("complaint"))
    >>> [(figure.by["value"], figure.value, figure.kind) for figure in figures][:2]
    [('yes', 50.0, 'estimated'), ('no', 50.0, 'estimated')]
    """
    reader = criterion.reader
    if reader and f"{reader.column}_p" not in mentions.columns:
        reader = None
    values = criterion.codes or codes["code"].drop_nulls().unique().sort().to_list()
    table = coded_shares(mentions, codes, values=values, reader=reader)
    query = (
        f"parvis.analyse.coded.coded_shares(mentions, codes, values={values!r}, reader={reader!r})"
    )
    for row in table.iter_rows(named=True):
        by = {"criterion": criterion.name, "value": row["value"]}
        known = row["share"] is not None
        yield Figure(
            key="coded.share",
            value=row["share"],
            unit="%",
            kind="estimated",
            by={**by, "brand": row["brand"]} if row["brand"] else by,
            low=row["low"] if known else None,
            high=row["high"] if known else None,
            definition=DEFINITION.format(
                criterion=criterion.name,
                coded=row["coded"],
                mentions=row["mentions"],
                helped=HELPED if reader else ALONE,
            ),
            query=query,
            reason=None if known else "fewer than two of these mentions are coded",
        )
