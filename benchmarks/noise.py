"""Posts per CPU-second of the marks of noise, beside datasketch in the same run, and their memory.

Run: python benchmarks/noise.py [--posts 200000] [--texts FILE]. The posts are made here, from a
Zipf vocabulary, one in five an edit of another (reposted, another link, a hashtag more, one or two
words changed); or they are the lines (or the `text` fields, for JSON lines, gzipped or not) of a
file of your own. Of posts made here it says how many edits were found, and how many claims are
right. The peer is MinHash LSH of datasketch (128 permutations, Jaccard .6) on a part of the posts,
where datasketch is installed. Then near-duplicates of the same posts in batches, as listening reads
them, by a memory of 1 250 000 texts that a first part fills: what a batch costs, how many marks
differ from those over one frame, and the bytes of a remembered text. Then the cases that are to
stay bounded: all texts equal, all texts of common bands, texts of 100 000 characters. Read the
ratios, not the single figures.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import resource
import time
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from parvis.filter import Recall, group_duplicates, mark_coordination, mark_templates
from parvis.filter.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Callable

EDITS = ("repost", "link", "hashtag", "one word", "two words")
PART = 5_000  # posts that the peer reads
VOCABULARY = 60_000


def words() -> np.ndarray:
    """Invented words of three to five syllables."""
    chance = np.random.default_rng(2010)
    heads = np.array([a + b for a in "bcdfghjklmnprstvz" for b in "aeiou"])
    parts = heads[chance.integers(0, len(heads), (VOCABULARY, 4))]
    return np.array(["".join(part[: 1 + at % 4]) for at, part in enumerate(parts)])


def edited(text: str, edit: int, chance: np.random.Generator, vocabulary: np.ndarray) -> str:
    """Return a text as others repeat it."""
    word = vocabulary[chance.integers(len(vocabulary))]
    if edit == 0:
        return f"RT @u{chance.integers(999)}: {text}"
    if edit == 1:
        return f"{text} https://t.co/{chance.integers(10**9)}"
    if edit == 2:
        return f"{text} #{word}"
    said = text.split(" ")
    for place in chance.choice(len(said), edit - 2, replace=False):
        said[place] = vocabulary[chance.integers(len(vocabulary))]
    return " ".join(said)


def made(posts: int) -> tuple[list[str], np.ndarray]:
    """Posts of eight to thirty words, one in five an edit; and the source of each, or its place."""
    chance, vocabulary = np.random.default_rng(2014), words()
    weights = 1 / (np.arange(VOCABULARY) + 8)
    originals = posts - posts // 5
    lengths = chance.integers(8, 31, originals)
    drawn = chance.choice(VOCABULARY, lengths.sum(), p=weights / weights.sum())
    pieces = np.split(vocabulary[drawn], np.cumsum(lengths)[:-1])
    texts = [" ".join(piece) for piece in pieces]
    sources = chance.choice(originals, posts - originals, replace=False)
    texts += [
        edited(texts[source], at % len(EDITS), chance, vocabulary)
        for at, source in enumerate(sources.tolist())
    ]
    return texts, np.concatenate([np.arange(originals), sources])


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


def megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def datasketch(texts: list[str]) -> int:
    """Peer: how many texts meet an earlier one."""
    peer, found = importlib.import_module("datasketch"), 0
    index = peer.MinHashLSH(threshold=0.6, num_perm=128)
    for place, text in enumerate(canonical(pl.Series(texts))):
        signature = peer.MinHash(num_perm=128)
        signature.update_batch([word.encode() for word in set(text.split(" "))])
        found += bool(index.query(signature))
        index.insert(place, signature)
    return found


def in_batches(posts: pl.DataFrame) -> None:
    """Time near-duplicates in batches, where half of the posts are remembered already."""
    over_all = group_duplicates(posts)["duplicate_of"]
    half = posts.height // 2
    for size in (1_000, 10_000):
        recall = Recall()
        found = [recall.group(posts.head(half))]
        batches = [posts.slice(at, size) for at in range(half, posts.height, size)]
        seconds = cpu_seconds(partial(found.extend, map(recall.group, batches)))
        told(posts.height - half, seconds, f"Recall.group, batches of {size:,}")
    differ = pl.concat(found)["duplicate_of"].ne_missing(over_all).sum()
    print(f"marks that differ from those over one frame: {differ:,} of {posts.height:,}")


def remembered(texts: list[str]) -> None:
    """Print what a remembered text takes once the memory is full."""
    room = 1_250_000 // 2 ** max(0, (1_250_000 // len(texts)).bit_length())
    recall, posts = Recall(mentions=room), named(texts)
    for at in range(0, room, 1_000):
        recall.group(posts.slice(at, min(1_000, room - at)))
    print(f"{recall.nbytes / len(recall):.0f} bytes a remembered text, of {len(recall):,}")


def named(texts: list[str]) -> pl.DataFrame:
    """Posts with the ids of a network."""
    numbers = pl.Series(np.arange(10**17, 10**17 + len(texts))).cast(pl.String)
    return pl.DataFrame({"id": "mastodon:" + numbers, "text": texts})


def told(posts: int, seconds: float, name: str) -> None:
    """Print one line."""
    print(f"{name:<44}{posts:>10,}{posts / seconds:>14,.0f}{megabytes():>12,.0f}")


def quality(texts: list[str], source: np.ndarray) -> None:
    """Print the share of edits found, by kind, and of claims that are right."""
    marked = group_duplicates(pl.DataFrame({"text": texts}))
    found = marked["duplicate_of"].cast(pl.Int64).fill_null(-1).to_numpy()
    edits = np.flatnonzero(source != np.arange(len(texts)))
    right = found[edits] == source[edits]
    kinds = np.arange(len(edits)) % len(EDITS)
    shares = [f"{name} {right[kinds == at].mean():.3f}" for at, name in enumerate(EDITS)]
    claims = np.flatnonzero(found >= 0)
    precision = (found[claims] == source[claims]).mean()
    print(f"recall {right.mean():.4f} ({', '.join(shares)}), precision {precision:.4f}")


def bounded() -> None:
    """Time what is to stay bounded."""
    said = "le réseau est coupé depuis ce matin dans tout le quartier"
    cases = {
        "all equal": [said] * 1_000_000,
        "all of common bands": [
            f"{said} {n} {n + 1} {n + 2} {n + 3} {n + 4}" for n in range(200_000)
        ],
        "100 000 characters": [f"mot{n} " * 15_000 for n in range(2_000)],
    }
    for name, texts in cases.items():
        posts = pl.DataFrame({"text": texts})
        told(len(texts), cpu_seconds(lambda posts=posts: group_duplicates(posts)), name)


def main() -> None:
    """Make or read the posts, run all, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=200_000)
    parser.add_argument("--texts", type=Path)
    asked = parser.parse_args()
    texts, source = (read(asked.texts), None) if asked.texts else made(asked.posts)
    texts = texts[: asked.posts]
    chance = np.random.default_rng(1)
    posts = pl.DataFrame({"text": texts}).with_columns(
        author=pl.Series(chance.integers(0, len(texts), len(texts))).cast(pl.String),
        published_at=pl.Series(chance.integers(0, 10**13, len(texts))).cast(
            pl.Datetime("us", "UTC")
        ),
    )
    group_duplicates(posts.head(1_000))
    print(f"{'':<44}{'posts':>10}{'a CPU-second':>14}{'most MB':>12}")
    told(posts.height, 1e9, "(before)")
    told(posts.height, cpu_seconds(lambda: group_duplicates(posts)), "group_duplicates")
    told(posts.height, cpu_seconds(lambda: mark_templates(posts)), "mark_templates")
    marked = group_duplicates(posts)
    told(posts.height, cpu_seconds(lambda: mark_coordination(marked)), "mark_coordination")
    if find_spec("datasketch"):
        part = texts[:PART]
        told(len(part), cpu_seconds(lambda: datasketch(part)), "datasketch MinHash LSH")
    in_batches(named(texts))
    remembered(texts)
    if source is not None:
        quality(texts, source)
    bounded()


if __name__ == "__main__":
    main()
