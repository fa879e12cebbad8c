"""A network as GraphML, which Gephi, yEd, Cytoscape and igraph open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.markup import Network, attributes, escaped, lay_out, lines, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SPACE: Final = "http://graphml.graphdrawing.org/xmlns"


def write_graphml(path: Path | str, edges: pl.DataFrame, nodes: pl.DataFrame) -> None:
    """Write a directed, weighted network as GraphML.

    Labels, places, colours and sizes are attributes under the names that Gephi knows: label, x, y,
    r, g, b, size; the weight of an edge is its attribute weight.

    Arguments:
        path: the file to write.
        edges: as in `gexf.write_gexf`.
        nodes: as in `gexf.write_gexf`.

    Raises:
        OSError: the file cannot be written.

    Source: GraphML 1.0 (graphml.graphdrawing.org); row 27 of the capabilities.

    >>> import tempfile
    >>> from pathlib import Path
    >>> path = Path(tempfile.mkdtemp(), "network.graphml")
    >>> edges = pl.DataFrame({"source": ["lou"], "target": ["free"], "weight": [3]})
    >>> write_graphml(path, edges, pl.DataFrame({"author": ["free"], "brand": ["Free"]}))
    >>> '<data key="n_label">free</data>' in path.read_text("utf-8")
    True
    """
    network = lay_out(edges, nodes)
    write_whole(path, _lines(Network(nodes=_painted(network.nodes), edges=_weighed(network.edges))))


def _painted(nodes: pl.DataFrame) -> pl.DataFrame:
    """Give places, colours and labels the names that Gephi knows."""
    colours = {
        name: pl.col("colour").str.slice(at, 2).str.to_integer(base=16)
        for name, at in (("r", 1), ("g", 3), ("b", 5))
        if "colour" in nodes.columns
    }
    turned = [-pl.col("y")] if "y" in nodes.columns else []
    return nodes.with_columns(*turned, **colours).select(pl.exclude("colour"))


def _weighed(edges: pl.DataFrame) -> pl.DataFrame:
    return edges.with_columns(pl.col("weight").cast(pl.Float64))


def _lines(network: Network) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>"
    yield f'<graphml xmlns="{_SPACE}">'
    yield from _declared("node", network.nodes, ("id",))
    yield from _declared("edge", network.edges, ("source", "target"))
    yield '<graph edgedefault="directed">'
    head = pl.format('<node id="n{}">', "id")
    yield from lines(network.nodes, head, *_data("node", network.nodes, ("id",)), pl.lit("</node>"))
    head = pl.format('<edge source="n{}" target="n{}">', "source", "target")
    ends = ("source", "target")
    yield from lines(network.edges, head, *_data("edge", network.edges, ends), pl.lit("</edge>"))
    yield "</graph>"
    yield "</graphml>"


def _declared(name: str, table: pl.DataFrame, plain: tuple[str, ...]) -> Iterator[str]:
    for title, kind in attributes(table, plain=plain).items():
        key, of = f"{name[0]}_{escaped(title)}", f'for="{name}" attr.name="{escaped(title)}"'
        yield f'<key id="{key}" {of} attr.type="{kind}"/>'


def _data(name: str, table: pl.DataFrame, plain: tuple[str, ...]) -> Iterator[pl.Expr]:
    for title in attributes(table, plain=plain):
        key = f"{name[0]}_{escaped(title)}"
        yield pl.format(f'<data key="{key}">{{}}</data>', pl.col(title).cast(pl.String))
