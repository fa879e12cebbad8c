"""Groups of vectors: the tree of average linkage, whatever the order, in bounded memory."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage

from parvis.enrich.topics.grouping import group_vectors, least_likeness, means_of, numbered
from parvis.enrich.topics.likeness import nearest_of, smoothed, unit
from parvis.enrich.topics.linkage import average_linkage
from parvis.enrich.topics.space import learnt, space

SIZE = 384


def points(count, topics, *, seed=0, noise=0.5):
    """Vectors around as many directions, with the topic of each."""
    random = np.random.default_rng(seed)
    centres = unit(random.normal(size=(topics, SIZE)).astype(np.float32))
    of = np.arange(count) % topics
    around = random.normal(size=(count, SIZE)) * noise / np.sqrt(SIZE)
    return unit((centres[of] + around).astype(np.float32)), of


def is_same_grouping(one, other):
    return (numbered(np.asarray(one)) == numbered(np.asarray(other))).all()


@given(st.integers(2, 60), st.integers(0, 10_000), st.floats(-0.5, 0.9))
@settings(max_examples=60, deadline=None)
def test_the_groups_are_those_of_scipys_average_linkage(count, seed, least):
    random = np.random.default_rng(seed)
    vectors = unit(random.normal(size=(count, 5)).astype(np.float32))
    tree = linkage((1 - vectors @ vectors.T)[np.triu_indices(count, 1)].clip(0), "average")
    cut = 1 - least
    if np.abs(tree[:, 2] - cut).min() < 1e-4:
        return  # a roundings' breadth from the cut
    assert is_same_grouping(average_linkage(vectors, least), fcluster(tree, cut, "distance"))


def test_planted_topics_are_found_and_their_number_too():
    vectors, of = points(600, 12)
    assert is_same_grouping(group_vectors(learnt().mean + vectors), of)


def test_a_sample_finds_the_same_topics_as_all_of_them():
    vectors, of = points(600, 12)
    assert is_same_grouping(group_vectors(learnt().mean + vectors, at_once=150), of)


def test_what_a_sample_holds_nothing_of_is_grouped_after_it():
    common, _ = points(400, 4)
    rare, _ = points(3, 1, seed=7)
    groups = group_vectors(learnt().mean + np.concatenate([common, rare]), at_once=40)
    assert len(set(groups[400:])) == 1
    assert not set(groups[400:]) & set(groups[:400])


@given(st.integers(0, 50), st.integers(1, 8), st.integers(3, 60))
@settings(max_examples=30, deadline=None)
def test_every_text_is_in_one_group_and_numbers_follow_first_rows(count, topics, at_once):
    groups = group_vectors(learnt().mean + points(count, topics)[0], at_once=at_once)
    assert len(groups) == count
    assert (numbered(groups) == groups).all()
    assert (groups >= 0).all()


def test_vectors_all_alike_are_one_group():
    vectors = learnt().mean + np.tile(points(1, 1)[0], (50, 1))
    assert set(group_vectors(vectors)) == {0}


def test_no_matrix_of_all_with_all_is_kept():
    vectors, _ = points(8_000, 40)
    given_vectors = learnt().mean + vectors
    group_vectors(given_vectors[:200])
    tracemalloc.start()
    group_vectors(given_vectors, at_once=2_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000 * 8_000 * 4 / 2


def test_how_like_groups_must_be_follows_how_like_neighbours_are():
    near, far = (least_likeness(points(200, 10, noise=noise)[0]) for noise in (0.3, 1.0))
    assert near > far
    assert least_likeness(unit(np.eye(1, SIZE, dtype=np.float32))) <= 0.55


def test_smoothing_draws_points_of_one_topic_together():
    vectors, of = points(200, 4, noise=1.5)
    moved = smoothed(vectors, vectors, 5, 0.5)
    same = of[:, None] == of

    def contrast(at):
        likeness = at @ at.T
        return likeness[same].mean() - likeness[~same].mean()

    assert contrast(moved) > 1.1 * contrast(vectors)


def test_neighbours_are_the_likest_others_in_order():
    vectors, _ = points(700, 9)
    others, _ = points(5, 5, seed=3)
    found, likeness = nearest_of(vectors, others)
    assert (found == (vectors @ others.T).argmax(axis=1)).all()
    assert likeness == pytest.approx((vectors @ others.T).max(axis=1), abs=1e-6)


@given(st.lists(st.integers(-1, 6), max_size=40))
def test_means_are_of_groups_that_have_points(groups):
    numbers = np.array(groups, dtype=np.int64)
    vectors, _ = points(len(groups), 3)
    means = means_of(vectors, numbers)
    wanted = [vectors[numbers == g].mean(axis=0) for g in sorted(set(groups) - {-1})]
    assert means == pytest.approx(np.array(wanted).reshape(-1, SIZE), abs=1e-5)


def test_what_french_does_to_a_vector_is_taken_off():
    vectors, _ = points(40, 4)
    french = vectors + 2 * learnt().common[:, 0]
    here = space(vectors)
    assert here.place(french) == pytest.approx(here.place(vectors), abs=1e-4)


def test_directions_are_at_right_angles_and_none_grows():
    common, kept = learnt().common, learnt().kept
    assert common.T @ common == pytest.approx(np.eye(len(kept)), abs=2e-3)
    assert ((kept >= 0) & (kept <= 1)).all()
