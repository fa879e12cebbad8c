"""Customers who call on a brand's accounts, and when and whether the accounts answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.simulate.public import draw_speakers
from parvis.simulate.scene import INTERACTION, NOBODY, TONE, bit

if TYPE_CHECKING:
    from parvis.simulate.scene import Integers, Scene

MEDIA = {"micro-blog": 0.92, "social network": 0.08}
KINDS = {"complaint": 0.50, "question": 0.34, "request": 0.10, "praise": 0.06}
CALLED = {"care": 0.62, "main": 0.26, "both": 0.12}
HANDLE_FIRST, MAIN_ANSWERS = 0.6, 0.25
SPREAD, IN_CRISIS_SLOWER, IN_CRISIS_ANSWERED = 0.85, 4.0, 0.5
SECOND_MESSAGE, FOLLOWED_UP = 0.05, 0.22
FOLLOW_UPS = {"thanks": 0.45, "still": 0.33, "given": 0.22}
FOLLOW_TONE = {"thanks": "positive", "still": "negative", "given": "neutral"}
FOLLOW_INTERACTION = {"thanks": "praise", "still": "complaint", "given": "other"}


def plant_care(scene: Scene, count: int) -> None:
    """Plant customers' posts, the accounts' answers, and what customers say to those.

    Arguments:
        scene: the market; posts of its crisis that name an account are answered too.
        count: how many customers call, follow-ups not counted.
    """
    plant_calls(scene, count)
    rows = scene.rows().with_row_index("number")
    called = rows.filter((pl.col("accounts") > 0) & pl.col("role").is_in(["care", "crisis"]))
    answers = plant_answers(scene, called)
    follow_ups = plant_follow_ups(scene, answers)
    plant_answers(scene, scene.rows().with_row_index("number")[follow_ups])


def plant_calls(scene: Scene, count: int) -> Integers:
    """Plant posts that name an account, and return their numbers."""
    first = scene.rng.random(count) < HANDLE_FIRST
    kind = pl.col("kind")
    said = draw_speakers(scene, count).with_columns(
        scene.choose(KINDS, count).alias("kind"),
        scene.choose(MEDIA, count).alias("medium"),
        at=pl.Series(scene.hours.moments(count, scene.rng)),
    )
    said = said.with_columns(
        rule=pl.when(pl.Series(first)).then(pl.lit("care.")).otherwise(pl.lit("shape.")) + kind,
        tonality=kind.replace_strict(TONE),
        interaction=kind.replace_strict(INTERACTION),
        accounts=pl.Series(called_accounts(scene, said["brand"].to_numpy())),
    )
    return scene.plant(said, role="care")


def called_accounts(scene: Scene, brand: Integers) -> Integers:
    """Draw which accounts of its brand each post names: the care one, the main one or both."""
    called = scene.choose(CALLED, len(brand))
    care = bit(brand, 1) * (called != "main").to_numpy()
    return care + bit(brand, 0) * (called != "care").to_numpy()


def plant_answers(scene: Scene, posts: pl.DataFrame) -> Integers:
    """Plant the answers to some of these posts, at delays drawn for each brand.

    Delays are log-normal about the brand's median, longer at night, at the weekend and in the
    crisis. An answer that would come after the end of the market is never seen.

    Arguments:
        scene: the market.
        posts: rows with their `number`, each naming an account of its `brand`.

    Returns: the numbers of the first answers.
    """
    rng, brand = scene.rng, posts["brand"].to_numpy()
    in_crisis = posts["is_crisis"].to_numpy()
    willing = np.array([each.answered for each in scene.brands])[brand]
    willing = np.where(in_crisis, willing * IN_CRISIS_ANSWERED, willing)
    at = posts["at"].to_numpy() + _delays(scene, posts)
    answered = (rng.random(posts.height) < willing) & (at < scene.hours.end)
    names_main = (posts["accounts"].to_numpy() & bit(brand, 0)) > 0
    by_main = names_main & (rng.random(posts.height) < MAIN_ANSWERS)
    answer = posts.select(
        "language",
        "subject",
        "medium",
        "brand",
        "is_crisis",
        parent="number",
        person="author",
        author=pl.Series(2 * brand + ~by_main),
        at=pl.Series(at),
        rule=pl.lit("answer.") + pl.col("tonality"),
    ).filter(pl.Series(answered))
    numbers = scene.plant(answer, role="answer", relation="reply")
    again = answer.filter(pl.Series(rng.random(answer.height) < SECOND_MESSAGE))
    later = again.with_columns(pl.col("at") + pl.Series(rng.integers(20, 400, again.height)))
    scene.plant(
        later.filter(pl.col("at") < scene.hours.end).with_columns(rule=pl.lit("answer.second")),
        role="answer",
        relation="reply",
    )
    return numbers


def plant_follow_ups(scene: Scene, answers: Integers) -> Integers:
    """Plant what some customers say to an answer, and return the numbers."""
    rows = scene.rows().with_row_index("number")[answers]
    followed = rows.filter(pl.Series(scene.rng.random(rows.height) < FOLLOWED_UP))
    kind = scene.choose(FOLLOW_UPS, followed.height)
    at = scene.soon(followed["at"].to_numpy(), median_minutes=35, spread=1.2)
    author = followed["author"].to_numpy()
    said = followed.select(
        "language",
        "subject",
        "medium",
        "brand",
        "is_crisis",
        parent="number",
        author="person",
        person=pl.lit(NOBODY),
        at=pl.Series(at),
        accounts=pl.Series(bit(author // 2, author % 2)),
        rule=pl.lit("follow.") + kind,
        tonality=kind.replace_strict(FOLLOW_TONE),
        interaction=kind.replace_strict(FOLLOW_INTERACTION),
    )
    return scene.plant(said, role="follow", relation="reply")


def _delays(scene: Scene, posts: pl.DataFrame) -> Integers:
    """Seconds each answer takes."""
    rng, brand = scene.rng, posts["brand"].to_numpy()
    median = np.array([each.median_minutes for each in scene.brands])[brand]
    slow = scene.hours.slowness(posts["at"].to_numpy())
    slow = np.where(posts["is_crisis"].to_numpy(), slow * IN_CRISIS_SLOWER, slow)
    minutes = median * slow * np.exp(SPREAD * rng.standard_normal(posts.height))
    return 20 + (60 * minutes).astype(np.int64)
