"""Posts that somebody labelled: read like any others, with what was said of each."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl

from parvis.errors import SourceError
from parvis.sources import PLATFORMS
from parvis.sources.files.opening import load
from parvis.sources.reading import Wish, harvest, parse

YES: Final = ("1", "true", "yes", "y", "oui", "o", "vrai", "relevant", "pertinent")
NO: Final = ("0", "false", "no", "n", "non", "faux", "irrelevant", "non pertinent", "hors sujet")


def read_labelled(path: Path | str, *, column: str = "relevant") -> pl.DataFrame:
    r"""Read posts and whether somebody said that each belongs.

    Arguments:
        path: a file that `sources.read` reads, as a table.
        column: of the labels: yes or no, 1 or 0, true or false, oui or non.

    Returns:
        Schema rows with `relevant`; rows without a label are left out.

    Raises:
        SourceError: there is no such column, or a label that is neither.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "sample.csv")
    >>> _ = file.write_text("text,relevant\nFree mobile,yes\nSugar free,no\n")
    >>> read_labelled(file)["relevant"].to_list()
    [True, False]
    """
    content = load(Path(path))
    table = parse(content, Wish(), PLATFORMS).table
    if table is None or column not in table.frame.columns:
        named = ", ".join(table.frame.columns) if table is not None else "none"
        fault = f"no column {column!r} of labels; its columns: {named}"
        raise SourceError.at(path, fault, "name the column that says yes or no")
    said = table.frame[column].str.strip_chars().str.to_lowercase()
    unclear = said.filter(~said.is_in([*YES, *NO, ""]) & said.is_not_null())
    if unclear.len():
        raise SourceError.at(
            path, f"the label {unclear[0]!r} is neither yes nor no", "write yes or no"
        )
    labels = pl.DataFrame({"line": table.lines, "said": said}).select(
        "line",
        relevant=pl.when(pl.col("said").is_in(YES))
        .then(pl.lit(value=True))
        .when(pl.col("said").is_in(NO))
        .then(pl.lit(value=False)),
    )
    posts = harvest(content, Wish(), PLATFORMS).frame
    return posts.join(labels, on="line", how="left").drop_nulls("relevant")
