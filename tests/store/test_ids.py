"""The account of ids: what it says, how it grows, and what a kill leaves of it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.store import slots
from parvis.store.admission import Waiting
from parvis.store.ids import Ids

IDS = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 3)), max_size=120)


def arrays(pairs):
    keys = np.array([key for key, _ in pairs], np.uint64)
    contents = np.array([content for _, content in pairs], np.int64)
    return keys, contents, np.full(len(pairs), 20_000, np.int64)


def verdicts_of(ids, pairs):
    waiting = Waiting()
    waiting.room_for(len(pairs))
    found = np.zeros(len(pairs), np.int8)
    slots.admit(ids.table, waiting.table, *arrays(pairs), found)
    return found.tolist()


@settings(deadline=None)
@given(held=IDS, offered=IDS)
def test_every_id_and_content_is_judged_as_a_dictionary_would(held, offered, tmp_path_factory):
    ids = Ids(tmp_path_factory.mktemp("ids"), "mentions", seed=7)
    ids.note(*arrays(held))
    known, expected = {}, []
    for key, content in held:
        known.setdefault(key, set()).add(content)
    for key, content in offered:
        there = known.setdefault(key, set())
        verdict = slots.REPEAT if content in there else slots.OTHER if there else slots.NEW
        expected.append(verdict)
        there.add(content)
    assert verdicts_of(ids, offered) == expected
    assert ids.used == len(set(held))


def test_a_writer_killed_before_it_could_say_leaves_a_table_that_still_grows(tmp_path):
    """Rows noted and not accounted for filled the table, and looking for room never ended."""
    Ids(tmp_path, "mentions", seed=7).save()
    for round_ in range(40):
        ids = Ids(tmp_path, "mentions", seed=7)
        ids.note(*arrays([(round_ * 60 + place + 1, 0) for place in range(60)]))
        ids.table.flush()
    assert Ids(tmp_path, "mentions", seed=7).used == 40 * 60
    assert ids.table.shape[0] * slots.FULLEST >= ids.used


def test_ids_of_another_lake_are_of_no_use(tmp_path):
    ids = Ids(tmp_path, "mentions", seed=7)
    ids.note(*arrays([(5, 1)]))
    ids.through = 1
    ids.save()
    assert Ids(tmp_path, "mentions", seed=7).through == 1
    other = Ids(tmp_path, "mentions", seed=8)
    assert (other.through, other.used) == (0, 0)


def test_what_was_erased_may_not_come_back_whatever_it_says(tmp_path):
    ids = Ids(tmp_path, "mentions", seed=7)
    ids.note(*arrays([(5, 1), (5, slots.ERASED)]))
    assert verdicts_of(ids, [(5, 1), (5, 2), (6, 1)]) == [slots.GONE, slots.GONE, slots.NEW]
