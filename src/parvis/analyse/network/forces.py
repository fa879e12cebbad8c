"""The inner loop of a layout: everybody pushes everybody away, ties draw together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.compiled import compiled, step

if TYPE_CHECKING:
    from parvis.analyse.network.graph import Rows
    from parvis.analyse.prevalence import Floats
    from parvis.compiled import Whole


@compiled
def settle(
    around: Rows,
    pull: Floats,
    mass: Floats,
    places: tuple[Floats, Floats],
    steps: Whole,
    reach: float,
) -> None:
    """Let forces move the places, by steps that grow shorter.

    Arguments:
        around: who is tied to whom.
        pull: strength of each tie.
        mass: of each node, by which it pushes and is drawn to the middle.
        places: x and y of each node, and room for as many forces; the places are changed.
        steps: how many.
        reach: length of the first step; the last is a hundredth of it.
    """
    place, force = places
    for at in range(steps):
        _push(mass, place, force)
        _draw(around, pull, place, force)
        _go(place, force, reach * (1.0 - 0.99 * at / steps))


@step
def _push(mass: Floats, place: Floats, force: Floats) -> None:
    """Push any two apart, by their masses and the closer the more; draw all to the middle."""
    for one in range(mass.size):
        force[one, 0] = -0.5 * mass[one] * place[one, 0]
        force[one, 1] = -0.5 * mass[one] * place[one, 1]
        for other in range(mass.size):
            across, along = place[one, 0] - place[other, 0], place[one, 1] - place[other, 1]
            apart = across * across + along * along + 1e-6
            push = mass[one] * mass[other] / apart
            force[one, 0] += push * across
            force[one, 1] += push * along


@step
def _draw(around: Rows, pull: Floats, place: Floats, force: Floats) -> None:
    """Draw together those that are tied, the farther the more."""
    for one in range(force.shape[0]):
        for tie in range(around.start[one], around.start[one + 1]):
            other = around.end[tie]
            force[one, 0] -= pull[tie] * (place[one, 0] - place[other, 0])
            force[one, 1] -= pull[tie] * (place[one, 1] - place[other, 1])


@step
def _go(place: Floats, force: Floats, reach: float) -> None:
    """Go where the force points to, no farther than `reach`."""
    for one in range(force.shape[0]):
        far = (force[one, 0] ** 2 + force[one, 1] ** 2) ** 0.5
        if far > 0.0:
            way = min(far, reach) / far
            place[one, 0] += way * force[one, 0]
            place[one, 1] += way * force[one, 1]


@compiled
def part(place: Floats, radius: Floats, rounds: Whole) -> Whole:
    """Push discs that overlap apart, until none does; return after how many rounds.

    Arguments:
        place: x and y of each middle; changed.
        radius: of each disc, with the room it needs around it.
        rounds: at most.
    """
    for done in range(rounds):
        moved = False
        for one in range(radius.size):
            for other in range(one):
                moved = _part_two(place, radius, one, other) or moved
        if not moved:
            return done
    return rounds


@step
def _part_two(place: Floats, radius: Floats, one: Whole, other: Whole) -> Whole:
    """Push two discs apart where they overlap, each the half; tell whether they did."""
    across, along = place[one, 0] - place[other, 0], place[one, 1] - place[other, 1]
    apart, needed = (across * across + along * along) ** 0.5, radius[one] + radius[other]
    if apart >= needed - 1e-9:
        return False
    if apart < 1e-9:  # on top of each other: beside each other
        across, along, apart = 1e-9, 0.0, 1e-9
    push = (needed - apart) / (2.0 * apart)
    place[one, 0] += push * across
    place[one, 1] += push * along
    place[other, 0] -= push * across
    place[other, 1] -= push * along
    return True
