"""The network of who names, answers and reposts whom, as a file that Gephi opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from parvis.present.hygiene import clean

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

_LABEL = 200  # characters of a name


def write_gexf(path: Path | str, edges: pl.DataFrame, nodes: pl.DataFrame) -> None:
    """Write a directed, weighted network as GEXF 1.2.

    A node's label is its author's name without the characters that XML forbids; its id is its
    place, so that two hostile names never become one node.

    Arguments:
        path: the file to write.
        edges: columns source, target (authors) and weight.
        nodes: column author; each other column (as brand, is_own, followers) becomes an attribute,
            left out where null. An author of an edge that is not among the nodes is added bare.

    Raises:
        OSError: the file cannot be written.

    >>> import tempfile, polars as pl
    >>> path = tempfile.mkdtemp() + "/network.gexf"
    >>> edges = pl.DataFrame({"source": ["lou"], "target": ["free"], "weight": [3]})
    >>> write_gexf(path, edges, pl.DataFrame({"author": ["free"], "is_own": [True]}))
    >>> nx.read_gexf(path).number_of_edges()
    1
    """
    nx.write_gexf(_network(edges, nodes), str(path), encoding="utf-8", version="1.2draft")


def _network(edges: pl.DataFrame, nodes: pl.DataFrame) -> nx.DiGraph:
    """The network with places for names."""
    network = nx.DiGraph()
    places: dict[str, str] = {}
    for row in nodes.iter_rows(named=True):
        author = row.pop("author")
        network.add_node(_place(places, author), label=_label(author), **_attributes(row))
    for source, target, weight in edges.select("source", "target", "weight").iter_rows():
        ends = [_place(places, author) for author in (source, target)]
        network.add_edge(*ends, weight=float(weight))
    for author, place in places.items():
        network.nodes[place].setdefault("label", _label(author))
    return network


def _place(places: dict[str, str], author: str) -> str:
    return places.setdefault(author, str(len(places)))


def _label(author: str) -> str:
    return clean(author, limit=_LABEL) or "…"


def _attributes(row: dict[str, Any]) -> dict[str, Any]:
    """What is known of a node; a text is cleaned as a label is."""
    return {
        name: clean(value, limit=_LABEL) if isinstance(value, str) else value
        for name, value in row.items()
        if value is not None
    }
