"""Hashed features of posts, against a slow and obvious way to find them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.features.ngrams import BITS, BUCKETS, PIECES, gathered, spell, summed

MODULUS = 1 << 32
BASE, WORD, PAIR, SCATTER = 0x01000193, 0x27D4EB2F, 0x85EBCA6B, 0x9E3779B1
POSTS = st.lists(st.text(max_size=40), min_size=1, max_size=6)


def bucket(hashed):
    spread = (hashed ^ (hashed >> 15)) * SCATTER % MODULUS
    return max(spread >> (32 - BITS), 1)


def piece_hash(piece):
    hashed = 0
    for character in piece:
        hashed = (hashed * BASE + ord(character)) % MODULUS
    return hashed


def word_hash(word):
    return sum(ord(character) * pow(BASE, place, MODULUS) for place, character in enumerate(word))


def slowly(post):
    """Every feature of one post, one after the other."""
    words = spell(post).split(" ")[:-1]
    found = []
    for word in words[1:-1]:
        padded = f" {word} "
        for size in PIECES:
            starts = range(len(padded) - size + 1)
            found += [piece_hash(padded[at : at + size]) for at in starts]
        found.append(word_hash(word) * WORD % MODULUS)
    found += [(word_hash(a) * PAIR + word_hash(b)) % MODULUS for a, b in pairwise(words)]
    return Counter(map(bucket, found))


def quickly(posts):
    """The same, from the batch."""
    buckets, starts = gathered(pl.Series(posts))
    return [Counter(buckets[start:end].tolist()) for start, end in pairwise(starts)]


def test_features_of_a_known_post():
    assert quickly(["pas bon 😡"]) == [slowly("pas bon 😡")]
    assert slowly("ab").total() == 2 + 1 + 0 + 1 + 2


@settings(deadline=None)
@given(POSTS)
def test_a_batch_has_the_features_found_slowly(posts):
    assert quickly(posts) == [slowly(post) for post in posts]


@settings(deadline=None)
@given(POSTS)
def test_weights_are_summed_over_the_features_found(posts):
    weights = np.arange(BUCKETS * 2).astype(np.int8).reshape(BUCKETS, 2)
    for post, sums in zip(posts, summed(pl.Series(posts), weights), strict=True):
        found = slowly(post)
        by_hand = sum(weights[bucket].astype(int) * times for bucket, times in found.items())
        assert sums.tolist() == [*(by_hand + np.zeros(2, int)), found.total()]
