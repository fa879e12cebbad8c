"""Scores of the names found in posts, on a small set written for this project."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.enrich.entities import name_entities
from parvis.enrich.entities.known import KINDS, folded
from tools import measures
from tools.scoring import Score, accuracy, score_of

if TYPE_CHECKING:
    from collections.abc import Iterator


WRITTEN = Path(__file__).parents[1] / "quality" / "entities_fr_en.txt"
SIGNS = dict(zip("plod", KINDS, strict=True))
_MARKED = re.compile(r"\[([^|\]]+)\|(\w)\]")
Named = set[tuple[int, str, str]]


def scores() -> Iterator[Score]:
    """Yield F1 over all names, and over those of each kind: name and kind must both be right."""
    posts, true = written()
    found = named(posts)
    lists = {".all": (true, found)}
    lists |= {
        f".{kind}": tuple({one for one in names if one[2] == kind} for names in (true, found))
        for kind in KINDS
    }
    for kind, (wanted, said) in lists.items():
        right = len(wanted & said)
        table = np.array([[0, len(said) - right], [len(wanted) - right, right]])
        yield score_of(f"entities{kind}", "own set, names in posts", [table], measures.f1_of_last)
    right = len(true & found)
    table = np.array([[right, len(found) - right], [0, 0]])
    yield score_of("entities.precision", "own set, names in posts", [table], accuracy)


def written() -> tuple[pl.DataFrame, Named]:
    """Read the posts, and the names marked in them: post, folded name, kind."""
    lines = [
        line[3:] for line in WRITTEN.read_text("utf-8").splitlines() if not line.startswith("#")
    ]
    true = {
        (post, _plain(name), SIGNS[sign])
        for post, line in enumerate(lines)
        for name, sign in _MARKED.findall(line)
    }
    return pl.DataFrame({"text": [_MARKED.sub(r"\1", line) for line in lines]}), true


def named(posts: pl.DataFrame) -> Named:
    """Find names: post, folded name, kind."""
    found = name_entities(posts)["entities"].to_list()
    return {
        (post, _plain(one["text"]), one["kind"]) for post, row in enumerate(found) for one in row
    }


def _plain(name: str) -> str:
    """Without its title: Mme Garnier is the person Garnier."""
    return re.sub(r"^(?:mme|mrs?\.?|m\.|dr\.?|president) ", "", folded(name))
