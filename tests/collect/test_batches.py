"""What a stream tells one by one, taken together."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.collect.batches import batches


async def told(numbers, *, pause=0.0, fault=None, closed=None):
    try:
        for number in numbers:
            await asyncio.sleep(pause)
            yield number
        if fault is not None:
            raise fault
    finally:
        if closed is not None:
            closed.append(True)


def listen(stream, **how):
    async def all_of_it():
        return [batch async for batch in batches(stream, **how)]

    return asyncio.run(all_of_it())


def flat(batches_):
    return [number for batch in batches_ for number in batch]


@given(st.lists(st.integers(), max_size=40), st.integers(1, 10))
def test_all_is_given_once_in_its_order_in_batches_of_bounded_size(numbers, most):
    given_ = listen(told(numbers), most=most)
    assert flat(given_) == numbers
    assert all(1 <= len(batch) <= most for batch in given_)


def test_the_first_of_a_batch_does_not_wait_longer_than_is_said():
    given_ = listen(told(range(6), pause=0.05), within=0.12)
    assert len(given_) > 1
    assert flat(given_) == list(range(6))


def test_a_stream_that_tells_nothing_is_said_to_live_and_loses_nothing():
    given_ = listen(told([7], pause=0.25), alive=0.05)
    assert [] in given_
    assert flat(given_) == [7]


def test_what_came_before_a_fault_is_given_before_it_is_raised():
    came = []

    async def listening():
        async for batch in batches(told([1, 2], fault=OSError("gone")), most=10):
            came.extend(batch)

    with pytest.raises(OSError, match="gone"):
        asyncio.run(listening())
    assert came == [1, 2]


def test_whoever_stops_listening_leaves_no_one_waiting():
    closed = []

    async def listening():
        given_ = batches(told(range(9), pause=0.2, closed=closed), alive=0.01)
        assert await anext(given_) == []
        await given_.aclose()
        await asyncio.sleep(0.01)

    asyncio.run(listening())
    assert closed == [True]
