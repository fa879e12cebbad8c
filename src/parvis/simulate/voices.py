"""What brands advertise, what the press reports and what hubs publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.simulate.attention import draw_languages
from parvis.simulate.scene import SUBJECTS

if TYPE_CHECKING:
    from parvis.simulate.scene import Integers, Scene

MARKETING_MEDIA = {"micro-blog": 0.85, "social network": 0.15}
PRESS_MEDIA = {"news": 0.62, "micro-blog": 0.38}


def plant_marketing(scene: Scene, count: int) -> Integers:
    """Plant what the main accounts advertise, in office hours; return the numbers."""
    brand = scene.people.draw_brands(count, scene.rng)
    said = _posts(scene, count, brand).with_columns(
        author=pl.Series(2 * brand),
        language=pl.Series(draw_languages(scene, count)),
        at=pl.Series(scene.hours.moments(count, scene.rng, scene.hours.office())),
        medium=scene.choose(MARKETING_MEDIA, count),
    )
    return scene.plant(
        said, role="marketing", rule="marketing.post", interaction="marketing", tonality="positive"
    )


def plant_news(scene: Scene, count: int) -> Integers:
    """Plant what the press reports of the brands; return the numbers."""
    author = scene.rng.choice(scene.people.press, count)
    said = _posts(scene, count, scene.people.draw_brands(count, scene.rng)).with_columns(
        author=pl.Series(author),
        language=pl.Series(scene.people.language[author]),
        at=pl.Series(scene.hours.moments(count, scene.rng, scene.hours.office() + 0.1)),
        medium=scene.choose(PRESS_MEDIA, count),
    )
    return scene.plant(said, role="news", rule="news.post")


def plant_hubs(scene: Scene, posts_each: int) -> Integers:
    """Plant the few posts of each hub; return the numbers."""
    author = np.repeat(scene.people.hubs, posts_each)
    brand = scene.people.draw_brands(len(author), scene.rng)
    said = _posts(scene, len(author), brand).with_columns(
        author=pl.Series(author),
        language=pl.Series(scene.people.language[author]),
        at=pl.Series(scene.hours.moments(len(author), scene.rng)),
    )
    return scene.plant(said, role="hub", rule="hub.post")


def _posts(scene: Scene, count: int, brand: Integers) -> pl.DataFrame:
    return pl.DataFrame({"brand": brand, "subject": scene.rng.integers(0, SUBJECTS, count)})
