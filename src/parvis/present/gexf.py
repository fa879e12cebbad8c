"""A network as GEXF, which Gephi opens with its places, colours and sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.markup import Network, attributes, escaped, lay_out, lines, values, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SPACE: Final = "http://www.gexf.net/1.2draft"
_VALUE: Final = '<attvalue for="{}" value="{}"/>'


def write_gexf(path: Path | str, edges: pl.DataFrame, nodes: pl.DataFrame) -> None:
    """Write a directed, weighted network as GEXF 1.2.

    A node's label is its author's name without the characters that XML forbids; its id is its
    place, so that two hostile names never become one node.

    Arguments:
        path: the file to write.
        edges: source, target (authors) and weight; each other column becomes an attribute, left out
            where null.
        nodes: author; x, y, size and colour (#rrggbb) place and paint it, y growing downwards as on
            a page; each other column (as brand, community, pagerank) becomes an attribute, left out
            where null. An author of an edge that is not among the nodes is added bare.

    Raises:
        OSError: the file cannot be written.

    Source: GEXF 1.2draft, with its module `viz` (gexf.net); row 27 of the capabilities.

    >>> import tempfile
    >>> from pathlib import Path
    >>> path = Path(tempfile.mkdtemp(), "network.gexf")
    >>> edges = pl.DataFrame({"source": ["lou"], "target": ["free"], "weight": [3]})
    >>> write_gexf(path, edges, pl.DataFrame({"author": ["free"], "is_own": [True]}))
    >>> path.read_text("utf-8").count("<node id=")
    2
    """
    write_whole(path, _lines(lay_out(edges, nodes)))


def _lines(network: Network) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>"
    yield f'<gexf xmlns="{_SPACE}" xmlns:viz="{_SPACE}/viz" version="1.2">'
    yield '<graph defaultedgetype="directed" mode="static">'
    yield from _declared("node", network.nodes)
    yield from _declared("edge", network.edges)
    yield "<nodes>"
    yield from _nodes(network.nodes)
    yield "</nodes>"
    yield "<edges>"
    yield from _edges(network.edges)
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _declared(name: str, table: pl.DataFrame) -> Iterator[str]:
    yield f'<attributes class="{name}" mode="static">'
    for place, (title, kind) in enumerate(attributes(table).items()):
        yield f'<attribute id="{place}" title="{escaped(title)}" type="{kind}"/>'
    yield "</attributes>"


def _nodes(nodes: pl.DataFrame) -> Iterator[str]:
    head = pl.format('<node id="{}" label="{}">', "id", "label")
    return lines(nodes, head, *_values(nodes), *_paint(nodes), pl.lit("</node>"))


def _edges(edges: pl.DataFrame) -> Iterator[str]:
    numbered = edges.with_row_index("place")
    weight = pl.col("weight").cast(pl.Float64)
    head = pl.format(
        '<edge id="{}" source="{}" target="{}" weight="{}">', "place", "source", "target", weight
    )
    return lines(numbered, head, *_values(edges), pl.lit("</edge>"))


def _values(table: pl.DataFrame) -> tuple[pl.Expr, ...]:
    return (pl.lit("<attvalues>"), values(table, _VALUE), pl.lit("</attvalues>"))


def _paint(nodes: pl.DataFrame) -> Iterator[pl.Expr]:
    """Colour, place and size, where known; Gephi's y grows upwards."""
    if "colour" in nodes.columns:
        red, green, blue = (
            pl.col("colour").str.slice(at, 2).str.to_integer(base=16) for at in (1, 3, 5)
        )
        yield pl.format('<viz:color r="{}" g="{}" b="{}"/>', red, green, blue)
    if {"x", "y"} <= set(nodes.columns):
        yield pl.format(
            '<viz:position x="{}" y="{}" z="0.0"/>', pl.col("x").round(2), -pl.col("y").round(2)
        )
    if "size" in nodes.columns:
        yield pl.format('<viz:size value="{}"/>', pl.col("size").round(2))
