"""Near-duplicates: what is a copy, what is a variant, what only sounds alike."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import MissingColumnsError
from parvis.filter import group_duplicates
from parvis.filter.canonical import canonical
from parvis.schema import UTC_TIME

SAID = "Le réseau est coupé dans tout le quartier depuis ce matin"
START = datetime(2024, 10, 22, tzinfo=UTC)


def mentions(*texts: str, hours: list[int | None] | None = None) -> pl.DataFrame:
    given_hours = list(range(len(texts))) if hours is None else hours
    times = [None if hour is None else START + timedelta(hours=hour) for hour in given_hours]
    return pl.DataFrame(
        {"id": [f"m{place}" for place in range(len(texts))], "text": texts, "published_at": times},
        schema={"id": pl.String, "text": pl.String, "published_at": UTC_TIME},
    )


def groups(*texts: str, hours: list[int | None] | None = None) -> list[str | None]:
    return group_duplicates(mentions(*texts, hours=hours))["duplicate_group"].to_list()


def are_grouped(one: str, other: str) -> bool:
    return groups(one, other) == ["m0", "m0"]


@pytest.mark.parametrize(
    "copy",
    [
        SAID,
        f"RT @voisin: {SAID}",
        f"{SAID} https://t.co/a1b2c3",
        f"@free @freebox {SAID} !!!",
        SAID.upper(),
        SAID.replace("é", "e"),
        f"  {SAID}\n",
        f"😡 {SAID} 😡",
        SAID.replace("matin", "soir"),
        f"{SAID} #panne",
        f"{SAID} #panne #internet",
        "Encore une fois : " + SAID,
        SAID.replace("Le réseau", "La fibre"),
    ],
)
def test_a_copy_or_variant_is_grouped_with_what_it_repeats(copy):
    assert are_grouped(SAID, copy)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        ("😂😂", "😂😂"),
        ("merci", "merci"),
        ("@free bonjour", "@free bonjour"),
        ("merci beaucoup", "merci beaucoup"),
        ("non non non non", "non non non non"),
        ("https://t.co/a1", "https://t.co/a1"),
        ("merci pour votre aide", "merci pour votre retour"),
        ("Thanks for the quick reply!", "Thank you for the reply"),
        ("your customer service is awful", "your customer service is lovely"),
        (SAID, "Le service client ne répond pas depuis ce matin"),
        (SAID, "Rien à voir : le concert de ce soir est annulé à cause de la pluie"),
        ("昨天没有网络", "今天天气很好"),
    ],
)
def test_what_only_sounds_alike_is_not_grouped(one, other):
    assert groups(one, other) == [None, None]


@pytest.mark.parametrize(
    "text", ["merci à tous", "Bonne année 2025", "#JusticePourTous #LiberteEgalite", "昨天没网"]
)
def test_a_short_text_of_three_words_is_grouped_with_its_exact_copies_alone(text):
    assert are_grouped(text, f"@free {text}!")
    assert groups(text, f"{text} vraiment") == [None, None]


def test_scripts_without_spaces_are_grouped():
    said = "我们的网络从昨天晚上开始就完全不能使用了请尽快修复"
    assert are_grouped(said, said.replace("昨天", "今天"))


def test_the_group_is_named_after_the_earliest_mention():
    marked = group_duplicates(mentions(SAID, SAID, SAID, "autre chose", hours=[5, 2, 9, 1]))
    assert marked["duplicate_group"].to_list() == ["m1", "m1", "m1", None]
    assert marked["duplicate_of"].to_list() == ["m1", None, "m1", None]


def test_undated_mentions_come_last_and_ties_in_the_order_of_their_rows():
    assert groups(SAID, SAID, hours=[None, 3]) == ["m1", "m1"]
    assert groups(SAID, SAID, hours=[3, 3]) == ["m0", "m0"]
    assert groups(SAID, SAID, hours=[None, None]) == ["m0", "m0"]


def test_without_times_the_order_is_that_of_the_rows():
    marked = group_duplicates(mentions(SAID, SAID).drop("published_at"))
    assert marked["duplicate_of"].to_list() == [None, "m0"]


def test_a_chain_of_small_changes_does_not_tie_strangers_together():
    words = [f"mot{place}" for place in range(40)]
    chain = [" ".join(words[start : start + 12]) for start in range(28)]
    marked = group_duplicates(mentions(*chain))
    said = dict(zip(marked["id"], chain, strict=True))
    grouped = marked.drop_nulls("duplicate_group")
    assert grouped.height > 0
    for text, first in grouped.select("text", "duplicate_group").iter_rows():
        assert overlap(text, said[first]) >= 0.6


def test_a_frame_without_text_is_refused_by_name():
    with pytest.raises(MissingColumnsError, match="missing columns: text;"):
        group_duplicates(pl.DataFrame({"id": ["a"]}))


def test_the_text_alone_is_enough_and_rows_name_the_groups():
    marked = group_duplicates(pl.DataFrame({"text": ["merci", SAID, f"RT @x: {SAID}"]}))
    assert marked["duplicate_group"].to_list() == [None, "1", "1"]
    assert marked["duplicate_of"].to_list() == [None, None, "1"]


@pytest.mark.parametrize(
    ("copy", "reason"),
    [
        (SAID.upper() + " !", "exact"),
        (f"@voisin {SAID}", "exact"),
        (f"RT @voisin: {SAID}", "reposted"),
        (f"rt @voisin {SAID} https://t.co/a1", "reposted"),
        (f"{SAID} https://t.co/a1b2c3", "link changed"),
        (f"{SAID} #panne #Lyon", "hashtags changed"),
        (SAID.replace("matin", "#matin soir"), "near"),
        (SAID.replace("matin", "soir"), "near"),
    ],
)
def test_each_mark_has_its_reason(copy, reason):
    marked = group_duplicates(mentions(SAID, copy))
    assert marked["duplicate_reason"].to_list() == [None, reason]


@pytest.mark.parametrize(
    ("one", "other"), [("merci à tous", "merci à tous #panne"), (SAID, "#a " + SAID)]
)
def test_hashtags_alone_make_no_difference(one, other):
    assert are_grouped(one, other)
    assert are_grouped(other, one)


def test_what_hashtags_alone_say_is_compared_with_them():
    assert groups("#a #b merci", "#c #d merci") == [None, None]


def test_no_mention_at_all_is_no_fault():
    nothing = group_duplicates(mentions())
    assert nothing.height == 0
    assert nothing.schema["duplicate_group"] == pl.String
    assert nothing.schema["duplicate_of"] == pl.String


def test_a_text_said_by_thousands_is_one_group():
    marked = group_duplicates(mentions(*[SAID] * 5_000))
    assert marked["duplicate_group"].unique().to_list() == ["m0"]
    assert marked["duplicate_of"].null_count() == 1


def test_a_form_letter_with_changing_names_is_one_group():
    letters = [
        f"Bonjour client{place}, {SAID.lower()} et nous y travaillons" for place in range(3_000)
    ]
    largest = Counter(groups(*letters)).most_common(1)[0][1]
    assert largest > 2_950


def overlap(one: str, other: str) -> float:
    some, others = (set(text.split()) for text in canonical(pl.Series([one, other])))
    return len(some & others) / len(some | others)


VOCABULARY = [
    f"{head}{tail}" for head in "abcdefghijklmnopqrstuvwxyz" for tail in ("rabi", "nol", "ste")
]
EDITS = ("repost", "link", "word", "hashtag", "two words")


def edited(text: str, edit: str, chance: np.random.Generator) -> str:
    words = text.split(" ")
    if edit == "repost":
        return f"RT @voisin{chance.integers(99)}: {text}"
    if edit == "link":
        return f"{text} https://t.co/{chance.integers(10**9)}"
    if edit == "hashtag":
        return f"{text} #{chance.choice(VOCABULARY)}"
    changed = 2 if edit == "two words" else 1
    for place in chance.choice(len(words), changed, replace=False):
        words[place] = str(chance.choice(VOCABULARY))
    return " ".join(words)


def planted(
    count: int, chance: np.random.Generator
) -> tuple[list[str], list[tuple[int, int, str]]]:
    """Texts of a Zipf vocabulary, edits of some of them after, and which was made of which."""
    words = [f"{word}{number}" for number in range(30) for word in VOCABULARY]
    weights = 1 / (np.arange(len(words)) + 5)
    lengths = chance.integers(8, 26, count)
    drawn = chance.choice(words, lengths.sum(), p=weights / weights.sum())
    texts = [" ".join(part) for part in np.split(drawn, np.cumsum(lengths)[:-1])]
    sources = chance.choice(count, count // 4, replace=False).tolist()
    truth = [
        (count + place, source, EDITS[place % len(EDITS)]) for place, source in enumerate(sources)
    ]
    return texts + [edited(texts[source], edit, chance) for _, source, edit in truth], truth


def test_planted_edits_are_found_and_nothing_else():
    texts, truth = planted(4_000, np.random.default_rng(2010))
    found = dict(enumerate(groups(*texts)))
    right = Counter(edit for copy, source, edit in truth if found[copy] == f"m{source}")
    made = Counter(edit for _, _, edit in truth)
    assert right["repost"] == made["repost"]
    assert right["link"] == made["link"]
    assert right["word"] / made["word"] >= 0.95
    assert right["hashtag"] == made["hashtag"]
    assert sum(right.values()) / len(truth) >= 0.96
    source_of = {copy: f"m{source}" for copy, source, _ in truth}
    claimed = {place: group for place, group in found.items() if group not in (None, f"m{place}")}
    correct = [source_of.get(place) == group for place, group in claimed.items()]
    assert sum(correct) / len(correct) >= 0.99


WORDS = ["réseau", "panne", "facture", "box", "merci", "le", "de", "matin", "service", "client"]
TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=20), max_size=14
)


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_it_adds_columns_and_changes_nothing_else(texts):
    given_mentions = mentions(*texts)
    marked = group_duplicates(given_mentions)
    added = ["duplicate_group", "duplicate_of", "duplicate_reason"]
    assert marked.drop(added).equals(given_mentions)
    assert (marked["duplicate_of"].is_null() == marked["duplicate_reason"].is_null()).all()
    assert group_duplicates(marked).equals(marked)


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_each_group_has_one_first_which_all_others_repeat(texts):
    marked = group_duplicates(mentions(*texts))
    for (first,), members in marked.drop_nulls("duplicate_group").group_by("duplicate_group"):
        assert members.height > 1
        assert members["id"].item(0) == first
        assert members["duplicate_of"].to_list() == [None, *[first] * (members.height - 1)]
        earliest = members["text"].item(0)
        near = members.filter(pl.col("duplicate_reason") == "near")
        assert all(overlap(earliest, text) >= 0.6 for text in near["text"])
    alone = marked.filter(pl.col("duplicate_group").is_null())
    assert alone["duplicate_of"].null_count() == alone.height


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(texts, chance):
    given_mentions = mentions(*texts)
    places = list(range(len(texts)))
    chance.shuffle(places)
    marked = group_duplicates(given_mentions)
    assert group_duplicates(given_mentions[places]).equals(marked[places])
