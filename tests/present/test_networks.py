"""Networks for Gephi and others: all that was given comes back, and hostile names do no harm."""

from __future__ import annotations

import networkx as nx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.present.gexf import write_gexf
from parvis.present.graphml import write_graphml

EVIL = ("<b>&\"'</b>", "bell\x07\x00", "]]>", "\u202eright", "", "same", "same\x00", "a\nb")
EDGES = pl.DataFrame(
    {
        "source": ["lou", "max"],
        "target": ["free", "lou"],
        "weight": [3, 1],
        "kind": ["reply", None],
        "replies": [2, 0],
    }
)
NODES = pl.DataFrame(
    {
        "author": ["free", "max"],
        "brand": ["Free", None],
        "is_own": [True, False],
        "followers": [1200, None],
        "pagerank": [0.25, 1e-7],
        "x": [10.0, -2.5],
        "y": [4.0, None],
        "size": [8.0, 1.0],
        "colour": ["#1F4E8C", "#C08A1E"],
    }
)


def back_from_gexf(path, edges, nodes):
    write_gexf(path / "n.gexf", edges, nodes)
    return nx.read_gexf(path / "n.gexf", version="1.2draft")


def back_from_graphml(path, edges, nodes):
    write_graphml(path / "n.graphml", edges, nodes)
    return nx.read_graphml(path / "n.graphml")


BACK = [back_from_gexf, back_from_graphml]


def by_label(network):
    return {data["label"]: data for _, data in network.nodes(data=True)}


@pytest.mark.parametrize("back", BACK)
def test_labels_weights_and_attributes_come_back(back, tmp_path):
    read = back(tmp_path, EDGES, NODES)
    nodes = by_label(read)
    assert read.is_directed()
    assert set(nodes) == {"lou", "free", "max"}
    assert nodes["free"]["brand"] == "Free"
    assert nodes["free"]["is_own"] is True
    assert nodes["max"]["pagerank"] == 1e-7
    assert "followers" not in nodes["max"]
    assert "brand" not in nodes["lou"]
    place = {data["label"]: node for node, data in read.nodes(data=True)}
    edge = read.edges[place["lou"], place["free"]]
    assert (edge["weight"], edge["kind"], edge["replies"]) == (3.0, "reply", 2)
    assert "kind" not in read.edges[place["max"], place["lou"]]


def test_gexf_has_places_colours_and_sizes_that_gephi_shows(tmp_path):
    nodes = by_label(back_from_gexf(tmp_path, EDGES, NODES))
    shown = nodes["free"]["viz"]
    assert shown["position"] == {"x": 10.0, "y": -4.0, "z": 0.0}
    assert {name: shown["color"][name] for name in "rgb"} == {"r": 0x1F, "g": 0x4E, "b": 0x8C}
    assert shown["size"] == 8.0
    assert "position" not in nodes["max"]["viz"]


def test_graphml_has_them_under_the_names_that_gephi_knows(tmp_path):
    nodes = by_label(back_from_graphml(tmp_path, EDGES, NODES))
    names = ("x", "y", "r", "g", "b", "size")
    assert [nodes["free"][name] for name in names] == [10.0, -4.0, 0x1F, 0x4E, 0x8C, 8.0]
    assert "y" not in nodes["max"]


@pytest.mark.parametrize("back", BACK)
def test_hostile_names_make_valid_xml_and_stay_apart(back, tmp_path):
    edges = pl.DataFrame(
        {"source": EVIL, "target": ["hub"] * len(EVIL), "weight": range(1, len(EVIL) + 1)}
    )
    read = back(tmp_path, edges, pl.DataFrame({"author": ["hub"], "brand": ["<i> & \x00"]}))
    assert read.number_of_nodes() == len(EVIL) + 1
    assert sorted(weight for _, _, weight in read.edges(data="weight")) == list(range(1, 9))
    assert by_label(read)["hub"]["brand"] == "<i> &"


TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)


@pytest.mark.parametrize("back", BACK)
@settings(deadline=None, max_examples=40)
@given(names=st.lists(TEXT, min_size=2, max_size=8, unique=True))
def test_whatever_people_are_called_the_file_opens(back, tmp_path_factory, names):
    edges = pl.DataFrame(
        {"source": names[1:], "target": names[:-1], "weight": [1] * (len(names) - 1)}
    )
    read = back(
        tmp_path_factory.mktemp("net"), edges, pl.DataFrame({"author": names, "said": names})
    )
    assert read.number_of_nodes() == len(names)
    assert read.number_of_edges() == len(names) - 1


def test_it_is_gexf_of_the_version_gephi_reads(tmp_path):
    write_gexf(tmp_path / "n.gexf", EDGES, NODES)
    head = (tmp_path / "n.gexf").read_text("utf-8")[:400]
    assert 'xmlns="http://www.gexf.net/1.2draft"' in head
    assert 'xmlns:viz="http://www.gexf.net/1.2draft/viz"' in head
    assert 'version="1.2"' in head


@pytest.mark.parametrize("back", BACK)
def test_an_empty_network_is_a_file_all_the_same(back, tmp_path):
    schema = {"source": pl.String, "target": pl.String, "weight": pl.Int64}
    read = back(tmp_path, pl.DataFrame(schema=schema), pl.DataFrame({"author": []}))
    assert read.number_of_nodes() == 0


@pytest.mark.parametrize("back", BACK)
def test_more_lines_than_are_written_at_once(back, tmp_path):
    count = 100_050
    edges = pl.DataFrame(
        {"source": pl.int_range(count, eager=True).cast(pl.String), "target": ["hub"] * count}
    ).with_columns(weight=1)
    read = back(tmp_path, edges, pl.DataFrame({"author": ["hub"]}))
    assert read.number_of_edges() == count
