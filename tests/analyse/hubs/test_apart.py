"""Sites that are linked to, and accounts that post together."""

from __future__ import annotations

from parvis.analyse.hubs import coordinated, sites
from parvis.analyse.network import KINDS, ties
from tests.analyse.building import mentions


def linking(**links):
    return [
        {"author": author, "links": [f"https://{site}/{author}"]} for author, site in links.items()
    ]


def test_a_site_linked_by_a_hub_comes_before_one_linked_by_nobodies(engine):
    fans = [{"author": f"fan{n}", "mentions": ["hub"]} for n in range(12)]
    frame = mentions(*fans, *linking(hub="good.example", bo="poor.example", cy="poor.example"))
    found = sites(ties(engine(frame), kinds=KINDS))
    assert found.select("rank", "site", "popularity").rows() == [
        (1, "good.example", 1),
        (2, "poor.example", 2),
    ]


def test_shares_are_among_the_sites():
    frame = mentions({"author": "ann", "mentions": ["bo"]}, *linking(a="a.fr", b="b.fr"))
    found = sites(ties(frame, kinds=KINDS))
    assert found["pagerank"].to_list() == [0.5, 0.5]


def test_without_links_there_are_no_sites():
    assert sites(ties(mentions({"author": "ann", "mentions": ["bo"]}), kinds=KINDS)).is_empty()


def test_accounts_that_post_together_are_counted(engine):
    frame = mentions(
        {"author": "Ann", "coordinated_group": "x:1"},
        {"author": "ann", "coordinated_group": "x:1"},
        {"author": "bo", "coordinated_group": "x:1"},
        {"author": "cy"},
        {"author": None, "coordinated_group": "x:1"},
    )
    assert coordinated(engine(frame)).rows() == [("ann", 2), ("bo", 1)]
