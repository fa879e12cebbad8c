"""Posts per CPU-second of language and near-duplicates, each beside peers in the same run.

Run: python benchmarks/filter.py [--posts 50000] [--texts FILE]. The posts are made here, from a
small French and English grammar with one post in five an edit of another; or they are the lines
(or the `text` fields, for JSON lines, gzipped or not) of a file of your own. The peer of language
is py3langid alone, one text at a time. Those of near-duplicates are a dictionary of canonical
texts, which finds exact copies only, and MinHash with bands in plain Python. Slow peers read a
part. Read the ratios, not the single figures.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
import polars as pl

from parvis.filter import detect_language, group_duplicates

if TYPE_CHECKING:
    from collections.abc import Callable

GRAMMAR = (
    (
        ("ma box", "la fibre", "mon forfait", "votre application", "le décodeur", "la facture"),
        ("ne marche plus", "est en panne", "a encore augmenté", "plante sans arrêt", "me rend fou"),
        ("depuis ce matin", "depuis trois jours", "à Lyon", "dans tout l'immeuble", "sans raison"),
        ("et personne ne répond", "merci de me rappeler", "c'est vraiment pénible", "que faire ?"),
    ),
    (
        ("my router", "the fibre", "my plan", "your app", "the set-top box", "this month's bill"),
        ("stopped working", "has been down", "went up again", "keeps crashing", "drives me mad"),
        ("since this morning", "for three days", "in Leeds", "in the whole building", "again"),
        ("and nobody answers", "please call me back", "so disappointing", "any idea why?"),
    ),
)
ENDINGS = ("dier", "mont", "val", "ques", "zac", "lin", "tier")
PART = 2_000  # posts that slow peers read


def made(posts: int) -> list[str]:
    """Posts of the grammar with names and a number, one in five an edit of one of the others."""
    chance = np.random.default_rng(2010)
    names = [a + b + c for a in "BCDFGJLMNPRSTV" for b in ("an", "el", "ou", "ri") for c in ENDINGS]
    originals: list[str] = []
    while len(originals) < 0.8 * posts:
        parts = [str(chance.choice(choices)) for choices in GRAMMAR[chance.integers(2)]]
        signed = [str(name) for name in chance.choice(names, 6)]
        originals.append(" ".join(["@operator", *parts, *signed, str(chance.integers(10_000))]))
    sources = chance.choice(originals, posts - len(originals))
    return originals + [f"RT @voisin: {text} #{chance.choice(names)}" for text in sources]


def read(path: Path) -> list[str]:
    """The lines of a text file, or the texts of a JSON lines file."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        lines = file.read().splitlines()
    return [json.loads(line)["text"] if line.startswith("{") else line for line in lines]


def cpu_seconds(act: Callable[[], object]) -> float:
    """CPU seconds of all threads of this process during the act."""
    start = time.process_time()
    act()
    return time.process_time() - start


def words_of(text: str) -> tuple[str, ...]:
    """Canonical words in plain Python."""
    text = re.sub(r"(?:\brt\s+)?@\w+:?|https?://\S+", " ", text.lower())
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(re.findall(r"\w+", plain))


def exact_copies(texts: list[str]) -> int:
    """Peer: the same canonical words, by a dictionary. How many texts repeat an earlier one."""
    seen: dict[tuple[str, ...], int] = {}
    return sum(seen.setdefault(words_of(text), place) != place for place, text in enumerate(texts))


def plain_minhash(texts: list[str], *, bands: int = 8, rows: int = 4) -> int:
    """Peer: MinHash, bands and Jaccard in plain Python. How many texts repeat an earlier one."""
    buckets: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    sets, found = [set(words_of(text)) for text in texts], 0
    for place, words in enumerate(sets):
        hashes = [crc32(word.encode()) for word in words] or [0]
        least = [
            min((h * (2 * p + 1) + p * 7919) & 0xFFFFFFFF for h in hashes)
            for p in range(bands * rows)
        ]
        keys = [(band, *least[band * rows : (band + 1) * rows]) for band in range(bands)]
        near = {other for key in keys for other in buckets[key][:1]}
        found += any(len(words & sets[n]) >= 0.6 * len(words | sets[n]) for n in near)
        for key in keys:
            buckets[key].append(place)
    return found


def language_peers(mentions: pl.DataFrame) -> dict[str, tuple[int, float]]:
    """Posts and CPU seconds of language: the first call loads the model, the second does not."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    first = cpu_seconds(lambda: detect_language(mentions))
    again = cpu_seconds(lambda: detect_language(mentions))
    alone = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    texts = mentions["text"].head(PART).to_list()
    return {
        "detect_language, model loaded": (mentions.height, again),
        "detect_language, first call": (mentions.height, first),
        "py3langid alone": (len(texts), cpu_seconds(lambda: [alone.classify(t) for t in texts])),
    }


def duplicate_peers(mentions: pl.DataFrame) -> dict[str, tuple[int, float]]:
    """Posts and CPU seconds of near-duplicates."""
    texts = mentions["text"].to_list()
    part = texts[:PART]
    group_duplicates(mentions.head(100))  # what compiling takes is paid once for a machine
    return {
        "group_duplicates": (len(texts), cpu_seconds(lambda: group_duplicates(mentions))),
        "exact copies by dictionary": (len(texts), cpu_seconds(lambda: exact_copies(texts))),
        "MinHash in plain Python": (len(part), cpu_seconds(lambda: plain_minhash(part))),
    }


def main() -> None:
    """Make or read the posts, run all, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=50_000)
    parser.add_argument("--texts", type=Path)
    arguments = parser.parse_args()
    texts = (read(arguments.texts) if arguments.texts else made(arguments.posts))[: arguments.posts]
    mentions = pl.DataFrame({"text": texts}).with_row_index("id").cast({"id": pl.String})
    print(f"{mentions.height} posts{'posts per CPU-second':>46}{'times the peer':>18}")
    for runs in (language_peers(mentions), duplicate_peers(mentions)):
        speeds = {name: posts / seconds for name, (posts, seconds) in runs.items()}
        ours = next(iter(speeds.values()))
        for name, speed in speeds.items():
            print(f"{name:<34}{speed:>20,.0f}{ours / speed:>18.1f}")


if __name__ == "__main__":
    main()
