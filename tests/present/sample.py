"""The invented mentions of the sample study: three train companies, a strike, answers."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from parvis.schema import INTERACTIONS, TONALITIES, empty
from tests.present.words_of_sample import ANSWERS, COPIED, HOSTILE, PLACES, POSTS

BRANDS = ("Cévenol", "Rapido", "Val-Express")
MEDIA = ("micro-blog", "social network", "forum", "review", "news")
OWN_ACCOUNT = "cevenol_trains"
START = dt.datetime(2024, 10, 1, tzinfo=ZoneInfo("Europe/Paris"))
CRISIS, HOLE = 21, (12, 13)  # days from the start: a strike, and two days no file holds
TONE = {
    "Cévenol": (0.44, 0.30, 0.26),
    "Rapido": (0.33, 0.37, 0.30),
    "Val-Express": (0.42, 0.31, 0.27),
}


@cache
def mentions(count: int = 1500, *, is_hostile: bool = False) -> pl.DataFrame:
    """Every mention of the sample: the public's, copies, and the answers of the own account."""
    rng = np.random.default_rng(2010)
    rows = [_post(rng, number) for number in range(count)]
    rows += [_copy(rng, count + number) for number in range(count // 12)]
    rows += [_answer(rng, row) for row in rows[:count] if _is_answered(rng, row)]
    if is_hostile:
        rows += [_hostile(rng, number, text) for number, text in enumerate(HOSTILE)]
    blank = dict.fromkeys(empty().columns)
    lists = {name: [] for name in ("mentions", "hashtags", "links", "media", "brands", "themes")}
    frame = pl.DataFrame([{**blank, **lists, **row} for row in rows], schema=empty().schema)
    return frame.with_columns(
        line=pl.int_range(1, pl.len() + 1), origin=pl.lit("export_octobre.csv")
    )


def _post(rng: np.random.Generator, number: int) -> dict[str, Any]:
    brand = str(rng.choice(BRANDS, p=(0.41, 0.35, 0.24)))
    language = "fr" if rng.random() < 0.78 else "en"
    day = _day(rng, brand)
    tone = (0.72, 0.2, 0.08) if day == CRISIS and brand == "Cévenol" else TONE[brand]
    tonality = str(rng.choice(TONALITIES, p=tone))
    text = str(rng.choice(POSTS[language, tonality]))
    names = [OWN_ACCOUNT] if brand == "Cévenol" and rng.random() < 0.4 else []
    names += [_hub(rng)] if rng.random() < 0.3 else []
    brands = [brand] if rng.random() > 0.03 else list(BRANDS[:2])
    return {
        **_said(rng, number, day),
        "text": " ".join(f"@{name}" for name in names) + " " + _filled(rng, text, brand),
        "mentions": names,
        "brands": brands,
        "language": language,
        **_read(rng, tonality, is_question="?" in text),
    }


def _said(rng: np.random.Generator, number: int, day: int) -> dict[str, Any]:
    minute = int(np.clip(rng.normal(14 * 60, 240), 0, 1439))
    moment = START + dt.timedelta(days=day, minutes=minute)
    author = f"voyageur{int(rng.zipf(1.6)) % 4000}"
    return {
        "id": f"x:{1_840_000_000_000 + number}",
        "source": "x",
        "medium": str(rng.choice(MEDIA, p=(0.62, 0.2, 0.09, 0.06, 0.03))),
        "kind": "post",
        "url": f"https://social.example/{author}/{number}",
        "published_at": None if rng.random() < 0.004 else moment.astimezone(dt.UTC),
        "time_confidence": "exact",
        "author": author,
        "author_followers": int(rng.lognormal(5, 2)),
        "country": ("Nîmes", "Mende", "Alès", None)[number % 4],
        "hashtags": ["vélo", "randonnée"][: number % 3],
        "kept": True,
        "tier": "fast",
        "model_version": "fast-1",
    }


def _day(rng: np.random.Generator, brand: str) -> int:
    while True:
        day = CRISIS if brand == "Cévenol" and rng.random() < 0.14 else int(rng.integers(0, 31))
        if day not in HOLE:
            return day


def _hub(rng: np.random.Generator) -> str:
    return f"gare{min(int(rng.zipf(1.5)), 60)}" if rng.random() < 0.8 else "prefecture_lozere"


def _filled(rng: np.random.Generator, text: str, brand: str) -> str:
    return text.format(
        brand=brand,
        n=int(rng.integers(8, 95)),
        h=int(rng.integers(6, 21)),
        place=rng.choice(PLACES),
    )


def _read(rng: np.random.Generator, tonality: str, *, is_question: bool) -> dict[str, Any]:
    sure = float(rng.uniform(0.45, 0.97))
    probabilities = [sure if name == tonality else (1 - sure) / 2 for name in TONALITIES]
    likely = {"negative": "complaint", "neutral": "between_fans", "positive": "praise"}[tonality]
    interaction = "question" if is_question else likely if rng.random() < 0.8 else "other"
    return {
        "tonality": tonality,
        "tonality_p": probabilities,
        "is_unsure": sure < 0.55,
        "interaction": interaction,
        "interaction_p": [0.7 if name == interaction else 0.05 for name in INTERACTIONS],
        "language_p": 0.98,
    }


def _copy(rng: np.random.Generator, number: int) -> dict[str, Any]:
    which = min(int(rng.zipf(1.9)), 24)
    text = COPIED[which % len(COPIED)]
    row = _post(rng, number)
    first = f"x:{1_840_000_000_000 + which}"
    filled = text.format(brand=BRANDS[which % 3], n=which, place=PLACES[which % len(PLACES)])
    return row | {"text": filled, "duplicate_group": first, "duplicate_of": first, "language": "fr"}


def _is_answered(rng: np.random.Generator, row: dict[str, Any]) -> bool:
    return OWN_ACCOUNT in row["mentions"] and row["published_at"] and rng.random() < 0.71


def _answer(rng: np.random.Generator, row: dict[str, Any]) -> dict[str, Any]:
    delay = dt.timedelta(minutes=float(rng.lognormal(4.6, 1.4)))
    return {
        "id": row["id"] + "1",
        "source": "x",
        "kind": "reply",
        "medium": row["medium"],
        "author": OWN_ACCOUNT,
        "text": str(rng.choice(ANSWERS)),
        "published_at": row["published_at"] + delay,
        "reply_to": row["id"],
        "own_brand": "Cévenol",
        "kept": False,
        "filter_reason": "own_account",
        "language": "fr",
    }


def _hostile(rng: np.random.Generator, number: int, text: str) -> dict[str, Any]:
    row = _post(rng, 9_000_000 + number)
    return row | {"text": text.replace("{brand}", "Cévenol"), "url": "javascript:alert(1)"}
