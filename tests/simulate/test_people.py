"""The public: who follows whom, who speaks how much, under what names."""

from __future__ import annotations

import re

import numpy as np
import pytest

from parvis.simulate import BRANDS
from parvis.simulate.dice import Dice
from parvis.simulate.people import attach, settle


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(5)
    return settle(20_000, BRANDS, rng, Dice(rng))


def test_people_follow_those_who_came_before_and_nobody_twice():
    follower, followed = attach(2000, np.random.default_rng(1))
    assert (followed < follower).all()
    assert len(np.unique(follower * 2000 + followed)) == len(follower)


def test_followers_are_heavy_tailed():
    _, followed = attach(20_000, np.random.default_rng(1))
    counts = np.sort(np.bincount(followed, minlength=20_000))
    tail = counts[-2000:].astype(float)
    exponent = 1 + len(tail) / np.log(tail / tail[0]).sum()  # Hill's estimate
    assert 1.9 < exponent < 3.2
    assert counts[-1] > 50 * np.median(counts)


def test_few_say_much(people):
    activity = np.sort(people.activity[people.public :])
    top = activity[-len(activity) // 10 :].sum() / activity.sum()
    assert 0.3 < top < 0.8


def test_listeners_follow_and_speak_the_language(people):
    author = np.repeat(np.arange(people.public, people.public + 300), 5)
    anyone = people.draw(people.language[author], np.random.default_rng(2))
    listening = people.listeners(author, anyone, np.random.default_rng(3))
    assert (people.language[listening] == people.language[author]).all()
    for whom, who, stranger in zip(author, listening, anyone, strict=True):
        followers = people.follower[people.offset[whom] : people.offset[whom + 1]]
        assert who in followers or (len(followers) == 0 and who == stranger)


def test_handles_are_valid_and_no_two_are_alike(people):
    assert len({handle.lower() for handle in people.handle}) == len(people.handle)
    assert all(re.fullmatch(r"\w{2,50}", handle) for handle in people.handle)


def test_accounts_come_first(people):
    assert people.handle[:8] == [handle for brand in BRANDS for handle in brand.accounts]
