"""What each community says that the others do not."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.analyse.communities import own_words, words_said
from tests.analyse.building import mentions

FILLER = ("toujours", "encore", "depuis", "demain", "semaine")


def saying(*, words: dict[str, tuple[str, ...]], people: int = 40, language: str = "fr"):
    """Mentions in which the people of each community say its words, and all say the filler."""
    return mentions(
        *(
            {
                "author": f"{name}{n}",
                "language": language,
                "text": f"{' '.join(FILLER)} {own[n % len(own)]}",
            }
            for name, own in words.items()
            for n in range(people)
        )
    )


def members_of(*names, people=40):
    rows = [
        (f"{name}{n}", place) for place, name in enumerate(names, start=1) for n in range(people)
    ]
    return pl.DataFrame(rows, ["author", "community"], orient="row")


def test_words_are_letters_lower_case_without_handles_and_addresses(engine):
    text = "@Bo L'internet de FREE : https://t.co/Abc #Fibre_2, 42 Mo… ça été"
    said = words_said(engine(mentions({"author": "Ann", "language": "fr", "text": text})), ["ann"])
    assert said["word"].to_list() == ["fibre", "free", "internet", "été"]


def test_a_word_counts_once_for_an_author_and_others_are_not_heard(engine):
    twice = {"author": "ann", "language": "fr", "text": "fibre fibre"}
    frame = mentions(twice, twice, {"author": "bo", "language": "fr", "text": "fibre"})
    assert words_said(engine(frame), ["ann"]).rows() == [("ann", "fr", "fibre")]


def test_planted_words_are_found_and_the_filler_is_not():
    frame = saying(words={"a": ("fibre", "débit"), "b": ("facture", "prix")})
    members = members_of("a", "b")
    found = own_words(words_said(frame, members["author"].to_list()), members)
    assert set(found.filter(community=1)["word"]) == {"fibre", "débit"}
    assert set(found.filter(community=2)["word"]) == {"facture", "prix"}


def test_nobody_makes_the_words_of_a_community_alone():
    loud = mentions(*({"author": "a0", "language": "fr", "text": "licorne"} for _ in range(500)))
    frame = pl.concat([saying(words={"a": ("fibre",), "b": ("prix",)}), loud])
    members = members_of("a", "b")
    found = own_words(words_said(frame, members["author"].to_list()), members)
    assert "licorne" not in found["word"].to_list()


def test_a_language_is_not_the_word_of_those_who_speak_it():
    """English speakers all in one community: their words set them apart from nobody."""
    french = saying(words={"a": ("fibre",), "b": ("prix",)})
    english = saying(words={"c": ("always", "still")}, language="en")
    members = members_of("a", "b", "c")
    frame = pl.concat([french, english])
    found = own_words(words_said(frame, members["author"].to_list()), members)
    assert found.filter(community=3).is_empty()


@pytest.mark.parametrize("seed", range(3))
def test_communities_drawn_by_lot_have_next_to_no_words(seed):
    """Five hundred words said by lot: at three standard deviations one or two may slip through."""
    rows = [
        {"author": f"a{n}", "language": "fr", "text": f"mot{chr(97 + k % 26)}{chr(97 + k // 26)}"}
        for n in range(200)
        for k in range(n * 7 % 40, 500, 41 + seed)
    ]
    members = pl.DataFrame({"author": [f"a{n}" for n in range(200)]}).with_columns(
        community=1 + (pl.int_range(200) * 7919 // 13 + seed) % 4
    )
    found = own_words(words_said(mentions(*rows), members["author"].to_list()), members)
    assert found.height <= 3


def test_the_most_telling_come_first_and_no_more_than_asked_for():
    frame = saying(words={"a": ("fibre", "fibre", "fibre", "débit"), "b": ("prix",)}, people=80)
    members = members_of("a", "b", people=80)
    said = words_said(frame, members["author"].to_list())
    assert own_words(said, members).filter(community=1)["word"].to_list() == ["fibre", "débit"]
    assert own_words(said, members, top=1).filter(community=1)["word"].to_list() == ["fibre"]
