"""The room where pages wait for the lake."""

from __future__ import annotations

import asyncio

from parvis.collect.page import Page
from parvis.live.keeping import Arrived
from parvis.live.waiting import Waiting


def page(items: int) -> Arrived:
    return Arrived(heard=None, page=Page(items=[{}] * items), walk="source")


def test_pages_are_taken_in_their_order_until_they_are_enough():
    async def taken():
        waiting = Waiting(100)
        for items in (3, 4, 5):
            await waiting.put(page(items))
        first = await waiting.some(7, within=1.0)
        return [[each.size for each in pages] for pages in (first, await waiting.some(7, within=1))]

    assert asyncio.run(taken()) == [[3, 4], [5]]


def test_nothing_comes_of_an_empty_room():
    assert asyncio.run(Waiting().some(7, within=0.01)) == []


def test_who_brings_a_page_to_a_full_room_waits_until_something_is_taken():
    async def held_up():
        waiting = Waiting(5)
        await waiting.put(page(6))
        late = asyncio.create_task(waiting.put(page(1)))
        await asyncio.sleep(0.01)
        before = late.done()
        await waiting.some(1, within=1.0)
        await asyncio.wait_for(late, 1.0)
        return before, waiting.is_empty

    assert asyncio.run(held_up()) == (False, False)


def test_pages_of_nothing_take_room_too():
    async def brought():
        waiting = Waiting(3)
        tasks = [asyncio.create_task(waiting.put(page(0))) for _ in range(5)]
        await asyncio.sleep(0.01)
        done = sum(task.done() for task in tasks)
        for task in tasks:
            task.cancel()
        return done

    assert asyncio.run(brought()) == 3
