"""What the public says of the brands unprompted, to one another, and of other things."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.simulate.attention import draw_languages, draw_parents, hubs_named, listeners
from parvis.simulate.scene import INTERACTION, NOBODY, SUBJECTS, TONE, bit

if TYPE_CHECKING:
    from parvis.simulate.scene import Integers, Scene

MEDIA = {
    "micro-blog": 0.62,
    "forum": 0.14,
    "review": 0.09,
    "video": 0.08,
    "social network": 0.05,
    "blog": 0.02,
}
KINDS = ("complaint", "praise", "question", "request", "remark")
ASKED_OR_TOLD = (0.17, 0.07, 0.20)  # questions, requests, remarks; opinions are the rest
LOYAL, KEEN, NAMING_A_RIVAL = 0.72, 0.55, 0.09
ANSWERED = {"hub": 0.2, "marketing": 0.04, "news": 0.03, "crisis": 0.1, "talk": 0.63}
OF_ONE_MIND, NAMING_THE_BRAND, CURT, QUOTING = 0.55, 0.5, 0.06, 0.09
WRITING_AT = ("micro-blog", "social network")  # where people write @ before a name
CHAT_TONES = {"negative": 0.36, "positive": 0.20, "neutral": 0.44}


def plant_talk(scene: Scene, count: int) -> Integers:
    """Plant posts about the brands that nobody asked for, and return their numbers."""
    said = draw_speakers(scene, count).with_columns(
        scene.choose(MEDIA, count).alias("medium"),
        at=pl.Series(scene.hours.moments(count, scene.rng)),
    )
    kind, is_review = pl.col("kind"), pl.col("medium") == "review"
    asked = is_review & ~kind.is_in(["complaint", "praise"])
    said = said.with_columns(kind=pl.when(asked).then(pl.lit("remark")).otherwise(kind))
    shape = pl.when(is_review).then(pl.lit("shape.review_")).otherwise(pl.lit("shape."))
    said = said.with_columns(
        rule=shape + kind,
        tonality=kind.replace_strict(TONE),
        interaction=kind.replace_strict(INTERACTION),
        rival=pl.Series(_rivals(scene, said["brand"].to_numpy())),
        person=pl.Series(hubs_named(scene, said)),
    )
    return scene.plant(said, role="talk")


def plant_noise(scene: Scene, count: int) -> Integers:
    """Plant posts of other things, outside of any perimeter, and return their numbers."""
    said = draw_speakers(scene, count).with_columns(
        scene.choose(MEDIA, count).replace("review", "forum").alias("medium"),
        at=pl.Series(scene.hours.moments(count, scene.rng)),
        brand=pl.lit(NOBODY),
    )
    return scene.plant(said, role="noise", rule="noise.post")


def plant_chat(scene: Scene, count: int) -> Integers:
    """Plant what people answer one another, hubs and advertising; return the numbers.

    Half of it names the brand again; the rest is said without, as people do, and no query finds it.
    """
    rng, parent = scene.rng, draw_parents(scene, ANSWERED, count)
    to_brand = (parent["role"] == "marketing").to_numpy()
    writes_at = parent["medium"].is_in(WRITING_AT).to_numpy()
    names_it = ~to_brand & (rng.random(count) < NAMING_THE_BRAND)
    quotes = ~to_brand & writes_at & (rng.random(count) < QUOTING)
    curt = ~to_brand & ~names_it & (rng.random(count) < CURT)
    alike = pl.Series(rng.random(count) < OF_ONE_MIND)
    tone = parent["tonality"].zip_with(alike, scene.choose(CHAT_TONES, count))
    brand, author = parent["brand"].to_numpy(), parent["author"].to_numpy()
    said = parent.select(
        "subject",
        "language",
        "medium",
        parent="number",
        relation=pl.Series(np.where(quotes, "quote", "reply")),
        author=pl.Series(listeners(scene, parent)),
        at=pl.Series(scene.soon(parent["at"].to_numpy(), median_minutes=26, spread=1.3)),
        brand=pl.Series(np.where(names_it, brand, NOBODY)),
        accounts=pl.Series(np.where(to_brand, bit(brand, 0), 0)),
        person=pl.Series(np.where(writes_at & ~to_brand & ~quotes, author, NOBODY)),
        tonality=tone,
        rule="chat." + pl.when(pl.Series(curt)).then(pl.lit("short")).otherwise(tone),
        is_crisis=parent["is_crisis"] & pl.Series(names_it),
    )
    return scene.plant(said, role="chat", interaction="between_fans")


def draw_speakers(scene: Scene, count: int) -> pl.DataFrame:
    """Draw who speaks, of what and how: author, language, subject, brand and kind.

    Most speak of their own brand and subject; the warmth of the brand says how much is praise.
    """
    rng, people = scene.rng, scene.people
    author = people.draw(draw_languages(scene, count), rng)
    brand = np.where(
        rng.random(count) < LOYAL, people.brand[author], rng.permutation(people.brand[author])
    )
    keen = rng.random(count) < KEEN
    warmth = np.array([each.warmth for each in scene.brands])[brand]
    opinion = np.where(rng.random(count) < warmth, "praise", "complaint")
    rest = scene.choose(dict(zip(KINDS[2:], ASKED_OR_TOLD, strict=True)), count)
    is_opinion = rng.random(count) >= sum(ASKED_OR_TOLD)
    return pl.DataFrame(
        {
            "author": author,
            "language": people.language[author],
            "subject": np.where(keen, people.subject[author], rng.integers(0, SUBJECTS, count)),
            "brand": brand,
            "kind": pl.Series(opinion).zip_with(pl.Series(is_opinion), rest),
        }
    )


def _rivals(scene: Scene, brand: Integers) -> Integers:
    """Draw a second brand for some posts."""
    others = len(scene.brands) - 1
    if not others:
        return np.full(len(brand), NOBODY)
    rival = (brand + scene.rng.integers(1, others + 1, len(brand))) % len(scene.brands)
    return np.where(scene.rng.random(len(brand)) < NAMING_A_RIVAL, rival, NOBODY)
