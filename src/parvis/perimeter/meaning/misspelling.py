"""How many letters apart two words are."""

from __future__ import annotations


def edits_between(one: str, other: str, most: int) -> int:
    """Count letters added, left out, changed or exchanged with their neighbour, up to a bound.

    Optimal string alignment: no part of a word is changed twice (Damerau 1964, Boytsov 2011).

    Arguments:
        one: a word.
        other: another.
        most: where counting stops; more is returned as `most + 1`.

    >>> edits_between("bouygues", "bouyuges", 2), edits_between("free", "freak", 2)
    (1, 2)
    >>> edits_between("free", "libre", 2)
    3
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, row, last = row, [place, *[0] * len(other)], before
        for column, wanted in enumerate(other, start=1):
            row[column] = min(
                before[column] + 1,
                row[column - 1] + 1,
                before[column - 1] + (letter != wanted),
            )
            if _are_exchanged(one, other, place, column):
                row[column] = min(row[column], last[column - 2] + 1)
        if min(row) > most and min(before) >= most:
            return most + 1
    return min(row[-1], most + 1)


def _are_exchanged(one: str, other: str, place: int, column: int) -> bool:
    return (
        place > 1
        and column > 1
        and one[place - 1] == other[column - 2]
        and one[place - 2] == other[column - 1]
    )
