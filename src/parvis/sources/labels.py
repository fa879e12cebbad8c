"""Posts that somebody labelled: read like any others, with what was said of each."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.errors import SourceError
from parvis.sources import PLATFORMS
from parvis.sources.files.opening import load
from parvis.sources.reading import harvest, parse
from parvis.sources.rows import Wish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.sources.files.opening import Content

YES: Final = ("1", "true", "yes", "y", "oui", "o", "vrai", "relevant", "pertinent")
NO: Final = ("0", "false", "no", "n", "non", "faux", "irrelevant", "non pertinent", "hors sujet")
NOBODY: Final = ("none", "aucune", "aucun", "-")


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
    way_out = "name the column that says yes or no"
    labels = _labels(content, column, way_out)
    said = labels["said"].str.to_lowercase()
    unclear = said.filter(~said.is_in([*YES, *NO, ""]) & said.is_not_null())
    if unclear.len():
        raise SourceError.at(
            path, f"the label {unclear[0]!r} is neither yes nor no", "write yes or no"
        )
    relevant = labels.select(
        "line",
        relevant=pl.when(said.is_in(YES))
        .then(pl.lit(value=True))
        .when(said.is_in(NO))
        .then(pl.lit(value=False)),
    )
    return _posts(content).join(relevant, on="line", how="left").drop_nulls("relevant")


def read_named(path: Path | str, brands: Sequence[str], *, column: str = "named") -> pl.DataFrame:
    r"""Read posts of which somebody said what brands each speaks of.

    Arguments:
        path: a file that `sources.read` reads, as a table.
        brands: the names that may stand there.
        column: of the names, a semicolon between two; "none" (or "aucune") says that the post
            speaks of none of them.

    Returns:
        Schema rows with the list `named`; rows without a label are left out.

    Raises:
        SourceError: there is no such column, or a name that is no brand.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp(), "sample.csv")
    >>> _ = file.write_text("text,named\nFree ou SFR ?,Free;SFR\nSugar free,none\n?,\n")
    >>> read_named(file, ["Free", "SFR"])["named"].to_list()
    [['Free', 'SFR'], []]
    """
    content = load(Path(path))
    way_out = "add it: the brands each post speaks of, a semicolon between two, or none"
    labels = _labels(content, column, way_out).filter(pl.col("said") != "")
    names = labels["said"].str.split(";").list.eval(pl.element().str.strip_chars())
    known = {brand.lower(): brand for brand in brands} | dict.fromkeys(NOBODY, "")
    for name in names.explode().drop_nulls().unique(maintain_order=True):
        if name.lower() not in known:
            near = difflib.get_close_matches(name, brands, n=3, cutoff=0.4) or list(brands)
            way_out = f"write one of {', '.join(near)}, or none"
            raise SourceError.at(path, f"the label {name!r} is no brand of the study", way_out)
    brand = pl.element().str.to_lowercase().replace_strict(known, return_dtype=pl.String)
    meant = names.list.eval(brand.filter(brand != ""))
    named = labels.select("line", named=meant)
    return _posts(content).join(named, on="line", how="left").drop_nulls("named")


def _labels(content: Content, column: str, way_out: str) -> pl.DataFrame:
    """The labels as they are written, without the spaces around, and their lines."""
    table = parse(content, Wish(), PLATFORMS).table
    if table is None or column not in table.frame.columns:
        named = ", ".join(table.frame.columns) if table is not None else "none"
        fault = f"no column {column!r} of labels; its columns: {named}"
        raise SourceError.at(content.path, fault, way_out)
    said = table.frame[column].str.strip_chars()
    return pl.DataFrame({"line": table.lines, "said": said})


def _posts(content: Content) -> pl.DataFrame:
    return harvest(content, Wish(), PLATFORMS).frame
