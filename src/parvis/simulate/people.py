"""Who talks: brands, hubs, press, rings, spammers and a public with interests and followers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from parvis.simulate.handles import HUBS, PRESS, invent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from parvis.simulate.brands import SimulatedBrand
    from parvis.simulate.dice import Dice

    Integers: TypeAlias = npt.NDArray[np.int64]
    Floats: TypeAlias = npt.NDArray[np.float64]

FRENCH = 0.58
POSTS_PER_PERSON = 4.0
FOLLOWED_EACH, COPYING = 9, 0.72
RINGS, RING_SIZE, SPAMMERS = 3, 14, 40
STRONGEST, WEAKEST = 1.0, 0.7
BRANDS_FOLLOWED = 0.75
STAYING = 0.92  # of what people follow, name and answer: the part within their circle


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everybody who posts, by number: accounts first, then hubs, press, rings, spammers, public.

    Arguments:
        handle: of each.
        language: of each, 0 French, 1 English; meaningless for the accounts.
        followers: of each, in people.
        subject, brand: what each speaks of most, and whose customer each is.
        brand_share: of each brand in the talk.
        activity: how much each of the public says, relative to the others.
        circle: of each, around which hub they gather: its place among the hubs; -1 for none.
        hubs: their numbers, strongest first; strength: of each, 1 for the strongest.
        press, spammers: their numbers. rings: the numbers of each ring.
        public: the first number of the public.
        follower, offset: those who follow person p are follower[offset[p]:offset[p + 1]].
    """

    handle: list[str]
    language: Integers
    followers: Integers
    subject: Integers
    brand: Integers
    circle: Integers
    activity: Floats
    brand_share: Floats
    hubs: Integers
    strength: Floats
    press: Integers
    rings: Integers
    spammers: Integers
    public: int
    follower: Integers
    offset: Integers

    def draw(self, language: Integers, rng: np.random.Generator) -> Integers:
        """Draw one of the public for each language asked for, the active more often."""
        return self._draw_of(self.language, language, rng)

    def draw_near(self, author: Integers, rng: np.random.Generator) -> Integers:
        """Draw one of the public near each author: of their circle mostly, or of their language."""
        anyone = self.draw(self.language[author], rng)
        stays = (self.circle[author] >= 0) & (rng.random(len(author)) < STAYING)
        near = np.flatnonzero(stays)
        anyone[near] = self._draw_of(self.circle, self.circle[author[near]], rng)
        return anyone

    def _draw_of(self, kind: Integers, wanted: Integers, rng: np.random.Generator) -> Integers:
        """Draw one of the public of each kind wanted."""
        drawn = np.empty(len(wanted), dtype=np.int64)
        for code in np.unique(wanted):
            asked = np.flatnonzero(wanted == code)
            of = self.public + np.flatnonzero(kind[self.public :] == code)
            weight = self.activity[of]
            drawn[asked] = rng.choice(of, len(asked), p=weight / weight.sum())
        return drawn

    def draw_brands(self, count: int, rng: np.random.Generator) -> Integers:
        """Draw brands in proportion to their part of the talk."""
        return rng.choice(len(self.brand_share), count, p=self.brand_share)

    def listeners(self, author: Integers, anyone: Integers, rng: np.random.Generator) -> Integers:
        """Draw a follower of each author; take the one of `anyone` where they have none."""
        count = self.offset[author + 1] - self.offset[author]
        picked = self.offset[author] + (rng.random(len(author)) * count).astype(np.int64)
        inside = np.minimum(picked, len(self.follower) - 1)
        return np.where(count > 0, self.follower[inside], anyone)


def settle(
    mentions: int, brands: Sequence[SimulatedBrand], rng: np.random.Generator, dice: Dice
) -> People:
    """Settle a market with enough people for that many mentions.

    Arguments:
        mentions: of the whole market.
        brands: whose accounts come first, two for each.
        rng: where draws come from.
        dice: where the draws of single handles come from.

    >>> from parvis.simulate.brands import BRANDS
    >>> from parvis.simulate.dice import Dice
    >>> rng = np.random.default_rng(1)
    >>> settle(1000, BRANDS, rng, Dice(rng)).handle[:2]
    ['Orvelle', 'OrvelleAide']
    """
    named = [handle for brand in brands for handle in brand.accounts] + [*HUBS, *PRESS]
    crowd = max(120, round(mentions / POSTS_PER_PERSON))
    sizes = np.cumsum([2 * len(brands), len(HUBS), len(PRESS), RINGS * RING_SIZE, SPAMMERS, crowd])
    accounts, hubs, press, rings, spam, total = map(int, sizes)
    language = (rng.random(total) >= FRENCH).astype(np.int64)
    language[accounts:press] = [*(HUBS.values()), *(PRESS.values())]
    language[press:rings] = np.repeat(np.arange(RINGS) % 2, RING_SIZE)
    strength = np.linspace(STRONGEST, WEAKEST, len(HUBS))
    circle = _circles(language, strength, (accounts, spam), rng)
    follower, offset = _network(language, circle, spam, rng)
    return People(
        handle=[*named, *invent(total - len(named), dice, taken=named)],
        language=language,
        followers=_displayed(np.diff(offset), hubs=range(accounts, press), rng=rng),
        subject=rng.integers(0, 8, total),
        brand=rng.choice(len(brands), total, p=_shares(brands)),
        circle=circle,
        brand_share=_shares(brands),
        activity=np.minimum(rng.pareto(1.35, total) + 0.3, 60.0),
        hubs=np.arange(accounts, hubs),
        strength=strength,
        press=np.arange(hubs, press),
        rings=np.arange(press, rings).reshape(RINGS, RING_SIZE),
        spammers=np.arange(rings, spam),
        public=spam,
        follower=follower,
        offset=offset,
    )


def attach(people: int, rng: np.random.Generator) -> tuple[Integers, Integers]:
    """Grow a follower network by preferential attachment, all people at once.

    Everyone follows some of those who came before: with probability COPYING whom a follow chosen
    at random points to, otherwise anyone. To copy a follow is to choose in proportion to the
    followers one has, so that their number is heavy-tailed (exponent 1 + 1 / COPYING).

    Arguments:
        people: how many, in the order they came.
        rng: where draws come from.

    Returns: who follows, and whom, one follow each, in the order of whom.

    Source: Kumar et al., "Stochastic models for the Web graph" (FOCS 2000), the copying model.

    >>> follower, followed = attach(100, np.random.default_rng(1))
    >>> bool((followed < follower).all())
    True
    """
    follower = np.repeat(np.arange(1, people), FOLLOWED_EACH)
    own_choice = (rng.random(len(follower)) * follower).astype(np.int64)
    earlier = FOLLOWED_EACH * (follower - 1)
    copied = (rng.random(len(follower)) * earlier).astype(np.int64)
    copies = (rng.random(len(follower)) < COPYING) & (earlier > 0)
    pointer = np.where(copies, copied, np.arange(len(follower)))
    while not np.array_equal(further := pointer[pointer], pointer):
        pointer = further
    follow = np.unique(own_choice[pointer] * people + follower)
    return follow % people, follow // people


def _circles(
    language: Integers, strength: Floats, first: tuple[int, int], rng: np.random.Generator
) -> Integers:
    """Gather the public around the hubs of its language, around a stronger one the more.

    Arguments:
        language: of everybody.
        strength: of the hubs.
        first: numbers of the first hub and of the first of the public.
        rng: where draws come from.
    """
    hub, public = first
    circle = np.full(len(language), -1)
    circle[hub : hub + len(strength)] = np.arange(len(strength))
    for code in (0, 1):
        of = public + np.flatnonzero(language[public:] == code)
        around = np.flatnonzero(language[hub : hub + len(strength)] == code)
        weight = strength[around] / strength[around].sum()
        circle[of] = rng.choice(around, len(of), p=weight)
    return circle


def _network(
    language: Integers, circle: Integers, public: int, rng: np.random.Generator
) -> tuple[Integers, Integers]:
    """Follows among the public: followers in a row, and where each begins.

    They are grown within each circle; then some follow somebody of another of their language.
    """
    follower, followed = [], []
    for code in np.unique(circle[public:]):
        of = public + np.flatnonzero(circle[public:] == code)
        ends = attach(len(of), rng)
        follower.append(of[ends[0]])
        followed.append(of[ends[1]])
    who, whom = np.concatenate(follower), np.concatenate(followed)
    for code in (0, 1):
        strays = np.flatnonzero((language[who] == code) & (rng.random(len(who)) > STAYING))
        whom[strays] = rng.permutation(whom[strays])
    order = np.argsort(whom, kind="stable")
    offset = np.concatenate([[0], np.cumsum(np.bincount(whom, minlength=len(language)))])
    return who[order], offset


def _displayed(inside: Integers, hubs: range, rng: np.random.Generator) -> Integers:
    """Followers as a profile shows them: those of the market and many who never speak of it."""
    outside = rng.lognormal(4.2, 1.1, len(inside))
    shown = (outside + inside * rng.lognormal(1.3, 0.4, len(inside))).astype(np.int64)
    shown[hubs.start : hubs.stop] = rng.integers(4_000, 60_000, len(hubs))
    shown[: hubs.start] = rng.integers(20_000, 400_000, hubs.start)
    return shown


def _shares(brands: Sequence[SimulatedBrand]) -> Floats:
    weight = np.array([brand.weight for brand in brands])
    return weight / weight.sum()
