"""A market with planted truth: brands, people, posts, and what is known of them for certain."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from parvis.errors import InputError
from parvis.simulate.brands import BRANDS
from parvis.simulate.care import plant_care
from parvis.simulate.clock import clock, crisis
from parvis.simulate.crowds import plant_crisis, plant_rings, plant_spam
from parvis.simulate.dice import Dice
from parvis.simulate.echoes import plant_copies, plant_edits, plant_reposts, undate
from parvis.simulate.export import broken_lines, export, lay_out
from parvis.simulate.people import settle
from parvis.simulate.public import plant_chat, plant_noise, plant_talk
from parvis.simulate.scene import Scene
from parvis.simulate.study_file import POSTS, study_file
from parvis.simulate.truth import truth_of
from parvis.simulate.voices import plant_hubs, plant_marketing, plant_news
from parvis.simulate.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import polars as pl

    from parvis.simulate.brands import SimulatedBrand

START = dt.date(2026, 3, 2)
FEWEST, SHORTEST = 500, 14
SHARES = {
    "care": 0.145,
    "crisis": 0.05,
    "marketing": 0.02,
    "news": 0.015,
    "spam": 0.014,
    "rings": 0.011,
    "noise": 0.035,
    "chat": 0.125,
    "reposts": 0.105,
    "copies": 0.024,
    "edits": 0.001,
    "undated": 0.0012,
    "repeated": 0.0015,
}


@dataclass(frozen=True, slots=True)
class Market:
    """A simulated market.

    Arguments:
        posts: one row a post, as an export would have them, oldest first.
        truth: what is known of them for certain, fit for JSON.
        study: the text of a study file for them.
        broken: lines that stand among the rows of posts.csv and cannot be read, each with the
            number of rows before it.
    """

    posts: pl.DataFrame
    truth: dict[str, Any]
    study: str
    broken: tuple[tuple[int, str], ...] = ()


def market(
    *,
    mentions: int = 50_000,
    days: int = 60,
    seed: int = 2010,
    brands: Sequence[SimulatedBrand] = BRANDS,
    start: dt.date = START,
    broken: int = 0,
) -> Market:
    """Make a market of invented brands and people, with everything planted written down.

    The same arguments give the same bytes. Its words are invented: what a reader scores on them
    says nothing of how it reads people, and no reader may be trained on them.

    Arguments:
        mentions: rows of the export, brands' own posts, noise and repeated rows included.
        days: how long it lasts.
        seed: of all draws.
        brands: who competes; names and handles of one word each.
        start: the first day, in Europe/Paris.
        broken: how many unreadable lines to put among the rows, on top of them.

    Raises:
        InputError: too few mentions or days to plant anything in, or no brand.

    Source: row 24 (planted hubs), 41 (rings), 43 (crises) and 49 (delays) of the capabilities.

    >>> simulated = market(mentions=600, days=20, seed=1)
    >>> simulated.posts.height, simulated.truth["rows"]["read"]
    (600, 600)
    """
    _check(mentions, days, brands)
    rng = np.random.default_rng(seed)
    dice = Dice(rng)
    hours = clock(start, days)
    people = settle(mentions, brands, rng, dice)
    scene = Scene(people, brands, hours, crisis(hours), rng)
    rows = _plant(scene, mentions)
    texts = word(rows, people, brands, dice)
    posts = export(rows, texts, people, rng)
    repeated = rng.choice(rows.height, mentions - rows.height, replace=False)
    known = truth_of(scene, rows, posts["Tweet Id"].to_list(), len(repeated))
    laid = lay_out(posts, rows["at"], repeated)
    places = np.sort(rng.integers(0, laid.height + 1, broken)).tolist()
    lines = tuple(zip(places, broken_lines(broken, rng), strict=True))
    known["rows"]["read"] += broken
    known["rows"]["rejected"] += broken
    study = study_file(brands, start + dt.timedelta(days=days + 270))
    return Market(laid, {"seed": seed, "days": days, "mentions": mentions} | known, study, lines)


def write(simulated: Market, directory: Path) -> None:
    """Write posts.csv, truth.json and study.toml into a folder, made if need be.

    Arguments:
        simulated: the market.
        directory: the folder; files of those names are replaced.

    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> write(market(mentions=600, days=20), folder)
    >>> sorted(file.name for file in folder.iterdir())
    ['posts.csv', 'study.toml', 'truth.json']
    """
    directory.mkdir(parents=True, exist_ok=True)
    truth = json.dumps(simulated.truth, ensure_ascii=False, indent=1)
    with (directory / POSTS).open("wb") as file:
        file.write(_csv(simulated).encode())
    (directory / "truth.json").write_text(truth + "\n", encoding="utf-8")
    (directory / "study.toml").write_text(simulated.study, encoding="utf-8")


def _check(mentions: int, days: int, brands: Sequence[SimulatedBrand]) -> None:
    if mentions < FEWEST or days < SHORTEST or not brands:
        fault = (
            f"a market of {mentions} mentions, {days} days and {len(brands)} brands is too small"
        )
        way_out = f"ask for {FEWEST} mentions, {SHORTEST} days and one brand at least"
        raise InputError(f"{fault}. What to do: {way_out}.")


def _plant(scene: Scene, mentions: int) -> pl.DataFrame:
    """Plant everything; the talk fills what is left, so that the rows add up."""
    share = {name: round(part * mentions) for name, part in SHARES.items()}
    plant_crisis(scene, share["crisis"])
    plant_care(scene, share["care"])
    plant_marketing(scene, share["marketing"])
    plant_news(scene, share["news"])
    plant_hubs(scene, max(2, mentions // 6000))
    plant_spam(scene, share["spam"])
    plant_rings(scene, share["rings"])
    plant_noise(scene, share["noise"])
    later = sum(share[name] for name in ("chat", "reposts", "copies", "edits", "repeated"))
    plant_talk(scene, mentions - scene.planted - later)
    plant_chat(scene, share["chat"])
    plant_reposts(scene, share["reposts"])
    plant_copies(scene, share["copies"])
    plant_edits(scene, share["edits"])
    return undate(scene, share["undated"])


def _csv(simulated: Market) -> str:
    """The rows as CSV, the broken lines in their places."""
    posts, pieces, done = simulated.posts, [simulated.posts.clear().write_csv()], 0
    for place, line in simulated.broken:
        pieces += [posts[done:place].write_csv(include_header=False), line + "\n"]
        done = place
    return "".join([*pieces, posts[done:].write_csv(include_header=False)])
