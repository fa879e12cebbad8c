"""Posts as vectors: each by itself, alike where they say the same in another language."""

from __future__ import annotations

import numpy as np
import polars as pl

from parvis.enrich.encoder import LONGEST, SIZE, states, vectors


def read(texts: pl.Series) -> np.ndarray:
    return vectors(states(texts))


POSTS = pl.Series(
    [
        "Ma box est en panne depuis ce matin",
        "My router has been down since this morning",
        "Quelle belle journée pour une balade en forêt",
        "What a lovely day for a walk in the woods",
    ]
)


def test_a_post_is_near_its_translation():
    near = read(POSTS) @ read(POSTS).T
    np.fill_diagonal(near, -1)
    assert near.argmax(axis=1).tolist() == [1, 0, 3, 2]


def test_a_vector_does_not_depend_on_the_posts_beside_it():
    together = read(pl.concat([POSTS] * 9))
    for row, text in enumerate(POSTS):
        alone = read(pl.Series([text]))[0]
        assert np.abs(together[row::4] - alone).max() < 1e-5


def test_text_that_breaks_others_has_a_vector_of_length_one():
    hostile = pl.Series(
        ["", None, "😀", "a" * 100_000, "ź̸̢͙" * 500, "\0\u202e", "1234 --- &amp;", "ⴰⵣⵓⵍ"]
    )
    found = read(hostile)
    assert found.shape == (len(hostile), SIZE)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_no_more_is_read_than_said():
    words = "panne " * LONGEST
    whole, more = read(pl.Series([words, words + "merci " * 50]))
    assert np.allclose(whole, more, atol=1e-6)
