"""The network a study leaves: files that open, communities that keep their numbers and places."""

from __future__ import annotations

import json
from collections import Counter

import networkx as nx
import polars as pl
import pytest

from parvis import simulate, study
from parvis.analyse.network.capacity import Capacity
from parvis.analyse.talk import network_of
from parvis.errors import InputError
from parvis.study.figures.network import network_of_talk
from parvis.study.figures.read import Read
from parvis.study.network import edges_of, nodes_of, remember
from tests.analyse.building import talk


@pytest.fixture(scope="module")
def studied(tmp_path_factory):
    folder = tmp_path_factory.mktemp("network")
    simulate.write(simulate.market(mentions=5_000, days=30, seed=4), folder)
    return study.run(folder / "study.toml", folder / "report"), folder


def table(found, key, **by):
    """The figures of a key whose dimensions hold these values, in order."""
    return [
        (figure.by, figure.value)
        for figure in found.figures
        if figure.key == key and by.items() <= figure.by.items()
    ]


def test_every_figure_of_hubs_is_ranked_from_one(studied):
    found, _ = studied
    ranks = Counter()
    for figure in found.figures:
        if figure.key.startswith("hubs.") and "rank" in figure.by:
            where = (figure.key, figure.by.get("network"), figure.by.get("window"))
            ranks[where] += 1
            assert figure.by["rank"] == ranks[where]
    assert {network for _, network, _ in ranks} == {None, "mention", "reply", "repost"}
    assert len({window for _, _, window in ranks}) > 3


def test_no_coordinated_account_is_among_the_hubs(studied):
    found, _ = studied
    apart = {by["author"] for by, _ in table(found, "hubs.coordinated")}
    assert len(apart) > 5
    ranked = {
        f.by["author"]
        for f in found.figures
        if f.key.startswith("hubs.") and "rank" in f.by and "author" in f.by
    }
    assert not apart & ranked


def test_communities_are_told_apart_and_brands_are_in_none(studied):
    found, _ = studied
    assert found.value("communities.count") == len(found.network.cards)
    assert found.value("communities.modularity") > 0.3
    assert sum(value for _, value in table(found, "communities.authors")) > 100
    members = set(found.network.members.authors["author"])
    assert not members & found.plan.accounts().keys()


def test_gexf_and_graphml_hold_the_network_with_all_that_gephi_shows(studied):
    found, folder = studied
    gexf = nx.read_gexf(folder / "report" / "network.gexf")
    graphml = nx.read_graphml(folder / "report" / "network.graphml")
    edges = edges_of(found.network)
    for network in (gexf, graphml):
        assert network.number_of_edges() == edges.height
        assert {kind for _, _, kind in network.edges(data="kind")} == {
            "mention",
            "reply",
            "repost",
            "link",
        }
        assert sum(weight for _, _, weight in network.edges(data="weight")) == edges["weight"].sum()
    nodes = {data["label"]: data for _, data in gexf.nodes(data=True)}
    hub = found.network.cards["hubs"][0][0]
    assert nodes[hub]["community"] == found.network.cards["community"][0]
    assert nodes[hub]["community_name"] == found.network.cards["name"][0]
    assert nodes[hub]["pagerank"] > 0
    assert all({"position", "color", "size"} <= data["viz"].keys() for data in nodes.values())
    assert {data["kind"] for data in nodes.values()} == {"person", "brand", "site"}


def test_edges_add_up_to_their_kinds(studied):
    edges = edges_of(studied[0].network)
    kinds = edges.select(pl.sum_horizontal("mentions", "replies", "reposts", "links"))
    assert kinds.to_series().to_list() == edges["weight"].to_list()


def test_everybody_has_a_place_and_nobody_shares_it(studied):
    found, _ = studied
    nodes = nodes_of(found.network, found.plan.accounts())
    assert nodes.select("x", "y").null_count().row(0) == (0, 0)
    assert nodes.filter("is_on_map").height == found.network.map.authors.height
    places = nodes.select(pl.col("x", "y").round(3)).unique().height
    assert places > 0.99 * nodes.height


def test_a_second_run_in_the_folder_keeps_numbers_names_and_places(studied, tmp_path):
    """The second month: a part of the posts is gone, and everything is found in another order."""
    found, folder = studied
    posts = pl.read_csv(folder / "posts.csv", infer_schema=False)
    (tmp_path / "study.toml").write_text((folder / "study.toml").read_text("utf-8"))
    for kept in (posts, posts.slice(200).reverse()):
        kept.write_csv(tmp_path / "posts.csv")
        later = study.run(tmp_path / "study.toml", tmp_path / "report")
    before, now = (each.network.members.authors for each in (found, later))
    both = before.join(now, on="author", suffix="_now")
    shown = found.network.cards["community"].head(6).to_list()
    stayed = both.filter(pl.col("community").is_in(shown))
    assert (stayed["community"] == stayed["community_now"]).mean() > 0.8
    names = dict(found.network.cards.select("community", "name").iter_rows())
    kept = {
        number: name
        for number, name in later.network.cards.select("community", "name").iter_rows()
        if number in names
    }
    assert len(kept) >= 4
    assert all(names[number] == name for number, name in kept.items())


def test_a_run_without_a_folder_remembers_nothing(studied):
    assert remember(studied[1]) is None


def test_a_file_that_no_study_wrote_is_refused(studied, tmp_path):
    (tmp_path / "network.parquet").write_bytes(b"not a table")
    with pytest.raises(InputError, match="delete it"):
        study.run(studied[1] / "study.toml", tmp_path)
    pl.DataFrame({"author": ["ann"]}).write_parquet(tmp_path / "network.parquet")
    with pytest.raises(InputError, match="delete it"):
        remember(tmp_path)


def test_a_talk_without_ties_says_so(tmp_path):
    (tmp_path / "export.csv").write_text("id,text\n1,OurBrand works\n2,OurBrand again\n")
    (tmp_path / "study.toml").write_text(study.plan.EXAMPLE)
    found = study.run(tmp_path / "study.toml", tmp_path / "report")
    modularity = next(f for f in found.figures if f.key == "communities.modularity")
    assert modularity.value is None
    assert "nobody" in modularity.reason
    assert nx.read_gexf(tmp_path / "report" / "network.gexf").number_of_nodes() == 0
    assert json.loads((tmp_path / "report" / "summary.json").read_text())["figures"]


@pytest.mark.parametrize("capacity", [None, Capacity(ties=150, leaders=20)])
def test_a_network_measured_by_those_who_lead_it_is_counted_whole(capacity):
    network = network_of(talk(), capacity=capacity)
    facts = {"harvests": {}, "repeated": 0, "accounts": {}, "language": "en", "timezone": "UTC"}
    found = list(network_of_talk(Read(mentions=talk(), brands=[], network=network, **facts)))
    counts = {figure.key: figure.value for figure in found if not figure.by}
    assert counts["network.authors"] == 24
    assert counts.get("network.leaders") == (capacity and 20)
    assert sum(figure.value for figure in found if figure.by) == sum(
        network_of(talk()).size.ties.values()
    )
