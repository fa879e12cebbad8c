"""Samples drawn from what was heard of Volcan, and people who code them."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from parvis.hub.coding import services
from parvis.hub.coding.drawing import Ground
from tests.hub.explore.conftest import _nothing_is_remembered, heard, ours, theirs

__all__ = ["_nothing_is_remembered", "heard", "ours", "theirs"]


@pytest.fixture
def book(org):
    analyst = org.actor("analyst", "volcan")
    return services.add_codebook(analyst, org.volcan, name="How they speak", begins=True)


@pytest.fixture
def drawn(org, ours, book, heard):
    """Forty mentions, of which so many are drawn for two readers of Volcan."""

    def draw(size=20, said=None, how="random", address=""):
        words = ("Merci volcan, service impeccable", "Panne chez volcan, honteux", "Volcan ouvre")
        heard(said or [(f"{words[n % 3]} {n}", (ours,)) for n in range(40)])
        by = org.actor("analyst", "volcan")
        ground = Ground.of(ours, by.rights, QueryDict(address))
        coders = [org.person("reader", "volcan"), org.person("agent", "volcan")]
        return services.draw(by, ground, codebook=book, coders=coders, how=how, size=size)

    return draw


@pytest.fixture
def code(org):
    """Both coders code all of a sample, as two functions of the place say."""

    def give(sample, first, second):
        for role, says in (("reader", first), ("agent", second)):
            for one in sample.drawn.all():
                said = {"tonality": says(one.place)}
                services.save(org.actor(role, "volcan"), sample, one.place, said)
        sample.refresh_from_db()

    return give
