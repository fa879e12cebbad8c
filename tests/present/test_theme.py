"""Colours of communities: apart for every kind of eye, and to be seen on their ground."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from parvis.present.theme import COMMUNITIES, DARK, LIGHT, community_slots

# What eyes that lack one kind of cone see of linear RGB (Machado, Oliveira and Fernandes,
# "A physiologically-based model for simulation of color vision deficiency", TVCG 15, 2009).
EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0521]]
    ),
    "deuteranopia": np.array(
        [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]]
    ),
    "tritanopia": np.array(
        [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]]
    ),
}
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def colours(palette: dict[str, str]) -> list[str]:
    return [palette[f"community-{slot}"] for slot in range(1, COMMUNITIES + 1)]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("eye", EYES)
def test_no_two_communities_look_alike(palette, eye):
    seen = [lab(EYES[eye] @ linear(colour)) for colour in colours(palette)]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 20


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_each_stands_out_from_the_ground(palette):
    ground = LUMINANCE @ linear(palette["paper"])
    for colour in colours(palette):
        own = LUMINANCE @ linear(colour)
        assert (max(own, ground) + 0.05) / (min(own, ground) + 0.05) >= 3


def test_two_roles_of_one_light_colour_are_of_one_colour_in_the_dark():
    same = [(a, b) for a, b in combinations(LIGHT, 2) if LIGHT[a].lower() == LIGHT[b].lower()]
    assert [(a, b) for a, b in same if DARK[a] != DARK[b]] == []


def test_a_community_keeps_its_slot_when_another_goes():
    assert community_slots([1, 2, 3])[3] == community_slots([1, 3])[3] == 3
    assert len(set(community_slots([1, 7, 13, 19, 25, 31]).values())) == COMMUNITIES
