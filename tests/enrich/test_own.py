"""A head of one's own: better where there is something to learn, no better where there is not."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from parvis import enrich
from parvis.enrich.own import LEAST, Own, load, train_own
from parvis.errors import InputError, MissingColumnsError
from parvis.schema import TONALITIES

POSTS = 240


@pytest.fixture
def world():
    """Posts of a world in which the shipped reader is wrong about half of them."""
    chance = np.random.default_rng(1)
    true = chance.integers(0, 3, POSTS)
    states = chance.normal(size=(POSTS, 1_200)).astype(np.float32)
    states[:, :600] += 2 * np.eye(3)[true].repeat(200, axis=1).astype(np.float32)
    said = np.where(chance.random(POSTS) < 0.5, true, chance.integers(0, 3, POSTS))
    shipped = np.eye(3, dtype=np.float32)[said]
    return shipped, states, [TONALITIES[number] for number in true]


def test_it_learns_what_the_states_tell(world):
    _, compared = train_own("tonality", *world)
    assert compared.is_better
    assert compared.own > compared.shipped + 20
    assert compared.low <= compared.better <= compared.high


def test_it_is_no_better_where_there_is_nothing_to_learn(world):
    shipped, states, labels = world
    noise = np.random.default_rng(2).normal(size=states.shape).astype(np.float32)
    _, compared = train_own("tonality", shipped, noise, labels)
    assert not compared.is_better


def test_the_same_labels_give_the_same_head(world):
    assert train_own("tonality", *world)[0].version == train_own("tonality", *world)[0].version


def test_it_is_kept_and_read_again(world, tmp_path):
    own, _ = train_own("tonality", *world)
    own.save(tmp_path / "own.npz")
    again = load(tmp_path / "own.npz")
    assert again.version == own.version
    assert (again.scores(*world[:2]) == own.scores(*world[:2])).all()


def test_a_file_that_is_none_is_refused(tmp_path):
    (tmp_path / "own.npz").write_bytes(b"nothing")
    with pytest.raises(InputError, match="parvis train"):
        load(tmp_path / "own.npz")
    with pytest.raises(InputError, match="parvis train"):
        load(tmp_path / "missing.npz")


@pytest.mark.parametrize(
    ("labels", "fault"),
    [
        (["negative", "good"] * LEAST, "'good' is no tonality"),
        (["negative", "positive"], "2 labelled posts"),
        (["negative"] * LEAST, "all posts are negative"),
    ],
)
def test_labels_that_teach_nothing_are_refused(labels, fault):
    nothing = np.zeros((len(labels), 3), np.float32)
    with pytest.raises(InputError, match=fault):
        train_own("tonality", nothing, nothing, labels)


def test_a_frame_without_labels_is_refused():
    with pytest.raises(MissingColumnsError, match="label"):
        enrich.train(pl.DataFrame({"text": ["a"]}))


def test_posts_are_read_by_it_and_say_so():
    certain = Own("tonality", 0.0, np.zeros((1536, 3), np.float32), np.float32([9, 0, 0]))
    read = enrich.read(pl.DataFrame({"text": ["Merci !", "123"]}), tier="fast", own=certain)
    assert read["tonality"].to_list() == ["negative", None]
    assert read["model_version"][0] == f"fine-2+{certain.version}"
