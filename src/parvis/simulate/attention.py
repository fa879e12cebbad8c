"""Where attention goes: who is named, which posts are answered and repeated, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from parvis.simulate.people import STAYING
from parvis.simulate.scene import NOBODY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from parvis.simulate.people import Floats
    from parvis.simulate.scene import Integers, Scene

OPEN = ("micro-blog", "forum", "video", "social network")
NAMING_A_HUB, BY_FOLLOWERS = 0.12, 0.3


def draw_languages(scene: Scene, count: int) -> Integers:
    """Draw languages, 0 French, 1 English, in the proportion of the people."""
    return scene.rng.choice(scene.people.language[scene.people.public :], count)


def hubs_named(scene: Scene, said: pl.DataFrame) -> Integers:
    """Draw the hub that each post names, a stronger one more often; NOBODY for most.

    Arguments:
        scene: the market.
        said: `author`, `language` and `medium` of each post; only micro-blogs name people.
    """
    hub = draw_hubs(scene, said["author"].to_numpy(), said["language"].to_numpy())
    names_one = scene.rng.random(said.height) < NAMING_A_HUB
    return np.where(names_one & (said["medium"] == "micro-blog").to_numpy(), hub, NOBODY)


def draw_hubs(scene: Scene, author: Integers, language: Integers) -> Integers:
    """Draw a hub for each author: that of their circle mostly, else one of their language.

    Circles are as large as their hubs are strong, so that hubs are named by their strength.
    """
    circle = scene.people.circle[author]
    stays = (circle >= 0) & (scene.rng.random(len(author)) < STAYING)
    own = scene.people.hubs[np.maximum(circle, 0)]
    return np.where(stays, own, _hubs_of(scene, language))


def _hubs_of(scene: Scene, language: Integers) -> Integers:
    """Draw a hub of each language, in proportion to their planted strength."""
    people, drawn = scene.people, np.empty(len(language), dtype=np.int64)
    for code in (0, 1):
        asked = np.flatnonzero(language == code)
        speaks_it = people.language[people.hubs] == code
        weight = people.strength[speaks_it]
        chosen = scene.rng.choice(weight.size, len(asked), p=weight / weight.sum())
        drawn[asked] = people.hubs[speaks_it][chosen]
    return drawn


def draw_parents(
    scene: Scene, shares: Mapping[str, float], count: int, *, media: Sequence[str] = OPEN
) -> pl.DataFrame:
    """Draw posts to answer or repeat, as rows with their `number`.

    Arguments:
        scene: the market so far.
        shares: the part of the draws that goes to each role; within a role a post draws attention
            by a root of its author's followers, a hub's by the hub's planted strength.
        count: how many to draw.
        media: those where they stand.
    """
    rows = scene.rows().with_row_index("number")
    is_open = rows["medium"].is_in(media)
    places = {name: (is_open & (rows["role"] == name)).arg_true().to_numpy() for name in shares}
    role = scene.choose({name: shares[name] for name, of in places.items() if len(of)}, count)
    pull = _pull(scene)[rows["author"].to_numpy()]
    chosen = np.empty(count, dtype=np.int64)
    for name, of in places.items():
        asked = (role == name).arg_true().to_numpy()
        if len(asked):
            chosen[asked] = scene.rng.choice(of, len(asked), p=pull[of] / pull[of].sum())
    return rows[chosen]


def listeners(scene: Scene, posts: pl.DataFrame) -> Integers:
    """Draw who reacts to each post: a follower, or somebody of the author's circle or language."""
    author, language = posts["author"].to_numpy(), posts["language"].to_numpy()
    anyone = scene.people.draw(language, scene.rng)
    near = np.flatnonzero(scene.people.circle[author] >= 0)
    anyone[near] = scene.people.draw_near(author[near], scene.rng)
    return scene.people.listeners(author, anyone, scene.rng)


def _pull(scene: Scene) -> Floats:
    """How much attention a post of each person draws."""
    people = scene.people
    pull: Floats = np.power(people.followers + 1.0, BY_FOLLOWERS)
    pull[people.hubs] = people.strength
    return pull
