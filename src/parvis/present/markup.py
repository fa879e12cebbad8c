"""What the files of a network share: numbered nodes, clean labels, lines of XML by columns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import polars as pl

from parvis.present.hygiene import clean

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_LABEL: Final = 200  # characters of a name
_AT_ONCE: Final = 100_000  # lines; bounds the memory
PAINT: Final = ("x", "y", "size", "colour")
_KINDS: Final = {pl.Boolean: "boolean", pl.Float64: "double", pl.Float32: "double"}
PLAIN: Final = frozenset({"id", "label", "source", "target", "weight", *PAINT})
"""Columns that are no attributes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A network ready to be written; every text in it is clean and escaped.

    Arguments:
        nodes: id (a number), label, then x, y, size and colour where known, and attributes.
        edges: source and target (ids), weight, and attributes.
    """

    nodes: pl.DataFrame
    edges: pl.DataFrame


def lay_out(edges: pl.DataFrame, nodes: pl.DataFrame) -> Network:
    """Number the authors and clean their names.

    Arguments:
        edges: source, target (authors), weight, and attributes.
        nodes: author, and attributes; authors of edges that are not among them are added.

    >>> edges = pl.DataFrame({"source": ["a<b"], "target": ["c"], "weight": [1]})
    >>> lay_out(edges, pl.DataFrame({"author": ["c"]})).nodes["label"].to_list()
    ['c', 'a&lt;b']
    """
    known = nodes.with_columns(pl.col("author").cast(pl.String)).unique(
        "author", keep="first", maintain_order=True
    )
    ends = pl.concat([edges["source"], edges["target"]]).cast(pl.String).unique(maintain_order=True)
    new = pl.DataFrame({"author": ends.filter(~ends.is_in(known["author"].implode()))})
    all_ = pl.concat([known, new], how="diagonal").with_row_index("id")
    numbers = all_.select("author", "id")
    placed = edges.select(
        *(_number(edges[end], numbers) for end in ("source", "target")),
        pl.all().exclude("source", "target"),
    )
    labelled = all_.select(
        "id", _cleaned(all_["author"]).alias("label"), pl.exclude("id", "author")
    )
    return Network(nodes=_escaped(labelled), edges=_escaped(placed))


def _number(ends: pl.Series, numbers: pl.DataFrame) -> pl.Series:
    found = (
        ends.cast(pl.String)
        .to_frame("author")
        .join(numbers, on="author", how="left", maintain_order="left")
    )
    return found["id"].alias(ends.name)


def _cleaned(names: pl.Series) -> pl.Series:
    return pl.Series([escaped(name) or "…" for name in names], dtype=pl.String)


def _escaped(table: pl.DataFrame) -> pl.DataFrame:
    """Clean the attributes that are text; the labels are clean already."""
    texts = [name for name, kind in table.schema.items() if kind == pl.String and name != "label"]
    return table.with_columns(
        pl.Series(
            name, [None if text is None else escaped(text) for text in table[name]], pl.String
        )
        for name in texts
    )


def escaped(text: str) -> str:
    """Return a text as an attribute of XML can hold it.

    >>> escaped('<b> & "c"')
    '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return escape(clean(text, limit=_LABEL), {'"': "&quot;", "\n": " ", "\t": " "})


def attributes(table: pl.DataFrame, *, plain: Container[str] = PLAIN) -> dict[str, str]:
    """Return the attributes of a table and their kinds: boolean, long, double or string.

    Arguments:
        table: of nodes or edges.
        plain: columns that are none.

    >>> attributes(pl.DataFrame({"id": [1], "core": [2], "pagerank": [0.5], "brand": ["Free"]}))
    {'core': 'long', 'pagerank': 'double', 'brand': 'string'}
    """
    return {name: _kind(dtype) for name, dtype in table.schema.items() if name not in plain}


def _kind(dtype: pl.DataType) -> str:
    return "long" if dtype.is_integer() else _KINDS.get(type(dtype), "string")


def values(table: pl.DataFrame, form: str) -> pl.Expr:
    """Write the attributes of each row that are known.

    Arguments:
        table: of nodes or edges.
        form: with a place for the number of the attribute, then one for its value.
    """
    parts = [
        pl.format(form.replace("{}", str(place), 1), pl.col(name).cast(pl.String)).fill_null("")
        for place, name in enumerate(attributes(table))
    ]
    return pl.concat_str(parts) if parts else pl.lit("")


def lines(table: pl.DataFrame, *parts: pl.Expr) -> Iterator[str]:
    """Yield the lines of a table, many at once.

    Arguments:
        table: one row a line.
        parts: of each line, one after another; where a part is null it is left out.
    """
    whole = pl.concat_str([part.fill_null("") for part in parts]).alias("line")
    for some in table.iter_slices(_AT_ONCE):
        yield "\n".join(some.select(whole)["line"])


def write_whole(path: Path | str, written: Iterable[str]) -> None:
    """Write lines, or many at once, to a file."""
    with Path(path).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{some}\n" for some in written)
