"""Forums where their interfaces are awkward."""

from __future__ import annotations

from dataclasses import replace

from tests.sources.contract.peers.forums import HackerNews, Lemmy
from tests.sources.contract.test_contract import everything, posts, run


def test_all_of_one_second_of_hacker_news_is_read_and_what_lies_below_it():
    at = posts(1, first=100)[0].at
    many = [replace(post, at=at) for post in posts(900, first=100)]
    peer = HackerNews([*posts(5), *many])
    assert run(peer, everything).ids == {peer.id_of(post) for post in peer.posts}


def test_a_page_of_which_all_was_deleted_does_not_end_a_walk():
    peer = Lemmy(posts(30))
    peer.gone = posts(120, first=100)
    heard = run(peer, everything)
    assert heard.ids == {peer.id_of(post) for post in peer.posts}
    assert heard.removed == {f"https://a.example/{post.number}" for post in peer.gone}
