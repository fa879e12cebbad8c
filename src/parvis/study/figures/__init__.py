"""From the counted mentions to figures: what analyse returns, defined and opened.

One module a chapter: it takes a `Read` and yields figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parvis.study.figures.answering import answering
from parvis.study.figures.answers import answer_times
from parvis.study.figures.audience import (
    interests_of_audience,
    places_of_audience,
    times_of_audience,
)
from parvis.study.figures.bursts import bursts_of_talk
from parvis.study.figures.crossing import crossings_of_talk
from parvis.study.figures.demand import demands_of_talk
from parvis.study.figures.duplicates import near_duplicates
from parvis.study.figures.hubs import hubs_beside, hubs_of_talk
from parvis.study.figures.matrix import matrix_of_talk
from parvis.study.figures.network import communities_of_talk, network_of_talk
from parvis.study.figures.positions import positions_of_talk
from parvis.study.figures.presence import presence, what_works_here
from parvis.study.figures.read import Read, talk
from parvis.study.figures.rows import mentions, rows
from parvis.study.figures.tonality import tonalities
from parvis.study.figures.vocabulary import vocabulary_gaps
from parvis.study.figures.voice import query_breadths, share_of_voice
from parvis.study.figures.volume import volumes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from parvis.figures import Figure

__all__ = ["CHAPTERS", "Read", "figures_of", "talk"]

CHAPTERS: tuple[Callable[[Read], Iterator[Figure]], ...] = (
    rows,
    mentions,
    volumes,
    bursts_of_talk,
    share_of_voice,
    query_breadths,
    tonalities,
    answer_times,
    answering,
    near_duplicates,
    hubs_of_talk,
    hubs_beside,
    network_of_talk,
    communities_of_talk,
    matrix_of_talk,
    crossings_of_talk,
    positions_of_talk,
    vocabulary_gaps,
    times_of_audience,
    places_of_audience,
    interests_of_audience,
    presence,
    what_works_here,
    demands_of_talk,
)


def figures_of(read: Read) -> Iterator[Figure]:
    """Yield every figure of a study, in the order of docs/reference/summary.md."""
    for chapter in CHAPTERS:
        yield from chapter(read)
