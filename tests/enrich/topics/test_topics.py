"""Topics of posts: any order, one topic a post at most, names of their own words that stay."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis import enrich
from parvis.enrich.topics import KnownTopics, faq, group_topics, said_in, topics, unread
from parvis.enrich.topics.naming import LONGEST_NAME, name_groups, terms_of
from parvis.enrich.topics.space import learnt
from parvis.errors import InputError, MissingColumnsError
from tools.quality_topics import MATTERS

WORDS = ("facture", "réseau", "livraison", "remboursement", "abonnement", "screen", "battery")


def planted(count, *, seed=0):
    """Posts about a word each, and vectors that say so."""
    random = np.random.default_rng(seed)
    directions = random.normal(size=(len(WORDS), 384))
    of = random.integers(0, len(WORDS), count)
    texts = [f"{WORDS[topic]} {number:03}" for number, topic in enumerate(of)]
    noise = random.normal(size=(count, 384)) * 0.4
    return pl.DataFrame({"text": texts}), (learnt().mean + directions[of] + noise).astype("f4")


def grouped(posts, vectors, **options):
    return group_topics(posts, said=said_in(posts["text"], vectors), **options)


@given(st.integers(0, 80), st.integers(0, 1_000), st.integers(1, 6))
@settings(max_examples=40, deadline=None)
def test_the_order_of_posts_changes_nothing(count, seed, smallest):
    posts, vectors = planted(count, seed=seed)
    order = np.random.default_rng(seed).permutation(count)
    found = grouped(posts, vectors, smallest=smallest)
    other = grouped(posts[order.tolist()], vectors[order], smallest=smallest)
    assert other["topic"].to_list() == found["topic"].gather(order).to_list()


@given(st.integers(0, 80), st.integers(1, 30))
@settings(max_examples=30, deadline=None)
def test_a_post_has_one_topic_at_most_and_a_topic_enough_posts(count, smallest):
    posts, vectors = planted(count)
    found = grouped(posts, vectors, smallest=smallest)
    assert found["text"].equals(posts["text"])
    assert found["topic"].dtype == pl.String
    assert (found["topic"].drop_nulls().value_counts()["count"] >= smallest).all()


def test_topics_are_called_by_their_own_words():
    posts, vectors = planted(70)
    found = grouped(posts, vectors)
    assert set(found["topic"]) == set(WORDS)
    assert found["text"].str.starts_with(pl.Series(found["topic"])).all()


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 100))
@settings(max_examples=30, deadline=None)
def test_names_stay_when_posts_are_added(first, added, seed):
    posts, vectors = planted(first + added, seed=seed)
    early, later = posts.head(first), posts
    before = grouped(early, vectors[:first])
    known = topics(before, said=said_in(early["text"], vectors[:first]))
    renamed = known.with_columns(topic=pl.lit("of old: ") + pl.col("topic"))
    after = grouped(later, vectors, known=renamed).head(first)
    old = before["topic"].is_not_null()
    assert after.filter(old)["topic"].to_list() == [
        f"of old: {name}" for name in before.filter(old)["topic"]
    ]


def test_a_topic_of_its_own_takes_no_name_that_is_known():
    posts, vectors = planted(70)
    far = topics(grouped(posts, vectors), said=said_in(posts["text"], vectors))
    known = far.with_columns(centre=pl.Series([[1.0] * 384] * 7, dtype=far["centre"].dtype))
    names = set(grouped(posts, vectors, known=known)["topic"])
    assert names == {f"{word} (2)" for word in WORDS}


def test_two_topics_given_one_name_are_one():
    posts, vectors = planted(70)
    table = topics(grouped(posts, vectors), said=said_in(posts["text"], vectors))
    both = table.with_columns(
        topic=pl.col("topic").replace({"screen": "phone", "battery": "phone"})
    )
    after = grouped(posts, vectors, known=both)
    assert set(after["topic"]) == {*WORDS, "phone"} - {"screen", "battery"}


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        [None, "", "12:40", "https://a.io"],
        ["😀"] * 6,
        ["a" * 100_000] * 5,
        ["Merci !"] * 300,
        ["\0\u202e", "ⴰⵣⵓⵍ", "مرحبا", "def f(x): return x", "ź̸̢͙a̶" * 50],
    ],
)
def test_text_that_breaks_others_gets_a_topic_or_none(texts):
    posts = pl.DataFrame({"text": pl.Series(texts, dtype=pl.String)})
    found = group_topics(posts)
    assert found.height == len(texts)
    assert found["topic"].dtype == pl.String
    for name in found["topic"].drop_nulls():
        assert 0 < len(name) <= 3 * 24 + 6


def test_posts_that_only_repeat_are_one_topic():
    found = group_topics(pl.DataFrame({"text": ["Rendez-nous le bus 42 !", "  Merci"] * 20}))
    assert found["topic"].n_unique() == 2
    assert found["topic"].null_count() == 0


def test_french_and_english_posts_on_one_matter_are_one_topic():
    texts = ["Comment réinitialiser mon mot de passe ?", "How do I reset my password?"]
    found = group_topics(pl.DataFrame({"text": [*texts, "Livrez-vous en Suisse ?"]}), smallest=2)
    assert found["topic"][0] == found["topic"][1] is not None
    assert found["topic"][2] is None


def test_names_of_real_questions_mostly_stay_when_as_many_are_added():
    posts = pl.read_ndjson(MATTERS)
    said = said_in(posts["text"])
    some = np.random.default_rng(0).random(posts.height) < 0.6
    early = group_topics(posts.filter(some), said=said.of(some), smallest=3)
    known = topics(early, said=said.of(some)).with_columns(topic=pl.lit("old ") + pl.col("topic"))
    later = group_topics(posts, said=said, smallest=3, known=known).filter(some)
    both = pl.DataFrame({"before": "old " + early["topic"], "after": later["topic"]}).drop_nulls()
    assert len(both) > 80
    assert (both["before"] == both["after"]).mean() > 0.8


def test_the_table_counts_posts_people_and_languages():
    posts, vectors = planted(70)
    more = posts.with_columns(
        language=pl.Series(["fr", "en", "fr"] * 23 + ["fr"]), author=pl.lit("ana")
    )
    table = topics(grouped(more, vectors), said=said_in(posts["text"], vectors))
    assert table["posts"].sum() == 70
    assert table["posts"].is_sorted(descending=True)
    assert table["people"].to_list() == [1] * 7
    assert table["share"].sum() == pytest.approx(1)
    assert all(row["topic"] == row["terms"][0] for row in table.iter_rows(named=True))
    assert set(table["languages"].explode()) == {"fr", "en"}
    assert topics(grouped(posts, vectors))["people"].null_count() == 7


def test_a_topic_of_which_nothing_can_be_read_has_no_centre():
    posts = pl.DataFrame({"text": ["12", "Merci"], "topic": ["a", "b"]})
    table = topics(posts).sort("topic")
    assert table["centre"].is_null().to_list() == [True, False]
    assert table["example"].to_list() == ["12", "Merci"]


def test_posts_that_were_not_read_have_no_topic():
    posts, vectors = planted(60)
    vectors[:20] = np.nan
    said = said_in(posts["text"], vectors, until=0)
    found = group_topics(posts, said=said, smallest=3)
    assert found["topic"].head(20).null_count() == 20
    assert found["topic"].tail(40).null_count() < 10


def test_a_vector_that_is_known_is_not_read_again(monkeypatch):
    posts, vectors = planted(60)
    monkeypatch.setattr("parvis.enrich.topics.said.states", None)
    assert said_in(posts["text"], vectors).vectors.shape == (60, 384)


@pytest.mark.parametrize("spoil", [lambda v: v[:-1], lambda v: v * np.inf, lambda v: v[:, :5]])
def test_vectors_that_are_none_are_refused(spoil):
    posts, vectors = planted(20)
    with pytest.raises(InputError, match="What to do"):
        said_in(posts["text"], spoil(vectors))


def test_faults_are_named():
    posts, _ = planted(3)
    with pytest.raises(MissingColumnsError):
        group_topics(posts.rename({"text": "body"}))
    with pytest.raises(MissingColumnsError):
        topics(posts)
    with pytest.raises(MissingColumnsError):
        group_topics(posts, known=posts)
    with pytest.raises(InputError, match="groups of 0 posts"):
        group_topics(posts, smallest=0)


def test_a_name_is_short_and_none_is_given_twice():
    names = name_groups([["carte"], ["carte"], []], ["", "", "x" * 90], set())
    assert names[:2] == ["carte", "carte (2)"]
    assert len(names[2]) == LONGEST_NAME


def test_an_inverted_pronoun_is_no_part_of_a_word():
    said = pl.Series(["Livrez-vous ?", "Où se trouve-t-elle ?"])
    assert terms_of(said, np.array([0, 1])) == {0: ["livrez"], 1: ["trouve"]}


def test_words_that_all_groups_use_name_none():
    said = pl.Series(["orvelle facture", "orvelle facture élevée", "orvelle réseau coupé"])
    terms = terms_of(said, np.array([0, 0, 1]))
    assert terms[0][0] == "facture"
    assert terms[1].index("orvelle") == 2


def test_known_topics_outlive_a_day_without_them(tmp_path):
    posts, vectors = planted(70)
    known = KnownTopics()
    known.learn(topics(grouped(posts, vectors), said=said_in(posts["text"], vectors)))
    for name in ("names.parquet", "names.jsonl"):
        known.save(tmp_path / name)
        quiet = KnownTopics.load(tmp_path / name)
        quiet.learn(known.table.filter(topic="facture"))
        assert set(quiet.table["topic"]) == set(WORDS)
        assert quiet.table.filter(pl.col("topic") != "facture")["posts"].to_list() == [0] * 6
        assert quiet.table.schema == known.table.schema


def test_a_file_that_holds_no_topics_is_named(tmp_path):
    assert KnownTopics.load(tmp_path / "new.jsonl").table.height == 0
    bad = tmp_path / "bad.jsonl"
    for text in ('{"a": 1}', '{"topic": "a", "centre": [1, 2]}', "no json"):
        bad.write_text(text)
        with pytest.raises(InputError, match=r"bad\.jsonl.*What to do"):
            KnownTopics.load(bad)
    with pytest.raises(InputError, match=r"\.parquet or \.jsonl"):
        KnownTopics().save(tmp_path / "names.csv")


def test_the_encoder_reads_each_post_once_for_tonality_and_topic(monkeypatch):
    counted = []
    from parvis.enrich import encoder, reading
    from parvis.enrich.topics import said

    def counting(texts):
        counted.extend(texts)
        return encoder.states(texts)

    for module in (reading, said):
        monkeypatch.setattr(module, "states", counting)
    texts = [f"{word} en panne depuis lundi" for word in WORDS]
    enrich(pl.DataFrame({"text": texts}), tier="fine", columns=["tonality", "topic"])
    assert sorted(counted) == sorted(texts)
    counted.clear()
    enrich(pl.DataFrame({"text": texts}), columns=["tonality", "topic"])
    assert sorted(counted) == sorted(texts)


def test_topics_stay_null_when_the_time_is_spent_and_when_reading_fast():
    posts = pl.DataFrame({"text": ["Le réseau est en panne"] * 6})
    assert enrich(posts, budget=0)["topic"].null_count() == 6
    assert enrich(posts, tier="fast")["topic"].null_count() == 6
    assert enrich(posts)["topic"].null_count() == 0
    with pytest.raises(InputError, match="tells no topics"):
        enrich(posts, tier="fast", columns=["topic"])


def test_a_run_keeps_the_names_of_the_run_before():
    posts = pl.DataFrame({"text": ["Le réseau est en panne", "Panne de réseau à Lyon"] * 3})
    known = KnownTopics()
    enrich(posts, columns=["topic"], topics=known)
    known.table = known.table.with_columns(topic=pl.lit("pannes"))
    added = pl.concat([posts, pl.DataFrame({"text": ["Toujours pas de réseau"] * 3})])
    assert set(enrich(added, columns=["topic"], topics=known)["topic"].drop_nulls()) == {"pannes"}
    assert known.table["posts"].to_list() == [9]


def test_posts_of_other_languages_have_no_topic_when_languages_are_named():
    posts = pl.DataFrame({"text": ["Le réseau est en panne"] * 6, "language": ["fr", "en"] * 3})
    found = enrich(posts, columns=["topic"], languages=["fr"])
    assert found.filter(language="en")["topic"].null_count() == 3


def test_frequent_questions_are_worded_in_each_language():
    posts = pl.read_ndjson(MATTERS).filter(
        pl.col("label").is_in(["password.reset", "solar", "recycle"])
    )
    found = faq(posts.with_columns(author=pl.int_range(pl.len()).cast(pl.String)))
    assert found.height >= 2
    assert found["posts"].min() >= 3
    assert {tuple(sorted(one)) for one in found["languages"]} == {("en", "fr")}
    assert found.select("text_fr", "text_en").null_count().row(0) == (0, 0)
    for row in found.iter_rows(named=True):
        assert row["people"] == row["posts"] >= 3
        assert 1 <= len(row["examples"]) <= 3
        assert row["examples"][0] == row["example"]


def test_what_asks_nothing_is_no_question():
    thanks = pl.DataFrame({"text": ["Merci beaucoup !"] * 9})
    assert faq(thanks).height == 0
    heard = thanks.with_columns(interaction=pl.lit("request"))
    assert faq(heard)["posts"].to_list() == [9]


def test_nothing_known_is_a_row_a_post():
    assert np.isnan(unread(3)).all()
