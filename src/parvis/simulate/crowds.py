"""What many say at once: a crisis, spam, and rings that post the same within seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.simulate.attention import draw_languages, hubs_named
from parvis.simulate.care import called_accounts
from parvis.simulate.people import RING_SIZE
from parvis.simulate.scene import NOBODY, SUBJECTS

if TYPE_CHECKING:
    from parvis.simulate.scene import Integers, Scene

KINDS = {"complaint": 0.79, "question": 0.16, "news": 0.05}
TONE = {"complaint": "negative", "question": "neutral", "news": "neutral"}
INTERACTION = {"complaint": "complaint", "question": "question", "news": "other"}
MEDIA = {"micro-blog": 0.82, "forum": 0.07, "video": 0.04, "social network": 0.07}
SPAM_MEDIA = {"micro-blog": 0.6, "video": 0.3, "forum": 0.1}
CALLING, SPAM_NAMING_A_BRAND = 0.22, 0.6
RING_WINDOW_SECONDS, LEAST_IN_A_BURST = 10, 6


def plant_crisis(scene: Scene, count: int) -> Integers:
    """Plant the talk of the crisis of one brand, in words of its own; return the numbers."""
    rng, people = scene.rng, scene.people
    kind = scene.choose(KINDS, count)
    is_news = (kind == "news").to_numpy()
    public = people.draw(draw_languages(scene, count), rng)
    author = np.where(is_news, rng.choice(people.press, count), public)
    brand = np.full(count, scene.struck())
    calls = (rng.random(count) < CALLING) & ~is_news
    said = pl.DataFrame(
        {
            "author": author,
            "language": people.language[author],
            "subject": rng.integers(0, SUBJECTS, count),
            "brand": brand,
            "at": scene.hours.moments(count, rng, scene.crisis.weight),
            "medium": scene.choose(MEDIA, count).zip_with(
                pl.Series(~calls & ~is_news), pl.Series(["micro-blog"]).new_from_index(0, count)
            ),
            "accounts": np.where(calls, called_accounts(scene, brand), 0),
            "rule": "crisis." + kind,
            "tonality": kind.replace_strict(TONE),
            "interaction": kind.replace_strict(INTERACTION),
        }
    )
    said = said.with_columns(person=pl.Series(np.where(is_news, NOBODY, hubs_named(scene, said))))
    return scene.plant(said, role="crisis", is_crisis=True)


def plant_spam(scene: Scene, count: int) -> Integers:
    """Plant promotion by accounts that do nothing else; return the numbers."""
    rng = scene.rng
    author = rng.choice(scene.people.spammers, count)
    names_one = rng.random(count) < SPAM_NAMING_A_BRAND
    brand = np.where(names_one, scene.people.draw_brands(count, rng), NOBODY)
    said = pl.DataFrame(
        {
            "author": author,
            "language": scene.people.language[author],
            "subject": rng.integers(0, SUBJECTS, count),
            "brand": brand,
            "at": scene.hours.moments(count, rng),
            "medium": scene.choose(SPAM_MEDIA, count),
        }
    ).with_columns(
        rule=pl.when(pl.Series(names_one)).then(pl.lit("spam.brand")).otherwise(pl.lit("spam.post"))
    )
    return scene.plant(said, role="spam", interaction="marketing", tonality="positive")


def plant_rings(scene: Scene, count: int) -> Integers:
    """Plant bursts of one text by the accounts of a ring within ten seconds; return the numbers.

    The first post of a burst is the original, the others copies of it. A ring speaks against one
    brand, or for one.
    """
    bursts = _burst_sizes(scene, count)
    ring = np.arange(len(bursts)) % len(scene.people.rings)
    brand = (scene.struck() + ring) % len(scene.brands)
    burst = pl.DataFrame(
        {
            "author": scene.people.rings[ring, 0],
            "language": scene.people.language[scene.people.rings[ring, 0]],
            "subject": scene.rng.integers(0, SUBJECTS, len(bursts)),
            "brand": brand,
            "at": scene.hours.moments(len(bursts), scene.rng),
            "against": ring % 2 == 0,
        }
    ).with_columns(
        rule=pl.when("against").then(pl.lit("ring.against")).otherwise(pl.lit("ring.for")),
        tonality=pl.when("against").then(pl.lit("negative")).otherwise(pl.lit("positive")),
    )
    first = scene.plant(burst, role="ring", interaction="other")
    place = np.concatenate([np.arange(1, size) for size in bursts])
    which = np.repeat(np.arange(len(bursts)), bursts - 1)
    member = burst[which].with_columns(
        author=pl.Series(scene.people.rings[ring[which], place]),
        at=pl.col("at") + pl.Series(scene.rng.integers(0, RING_WINDOW_SECONDS, len(which))),
        parent=pl.Series(first[which]),
    )
    rest = scene.plant(member, role="ring", relation="copy", interaction="other")
    return np.concatenate([first, rest])


def _burst_sizes(scene: Scene, count: int) -> Integers:
    """Sizes of bursts that add to about `count`."""
    mean = (LEAST_IN_A_BURST + RING_SIZE) / 2
    return scene.rng.integers(LEAST_IN_A_BURST, RING_SIZE + 1, max(3, int(count / mean)))
