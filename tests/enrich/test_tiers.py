"""The cascade: what is doubtful is read finely, the least sure first, within the time given."""

from __future__ import annotations

import polars as pl
import pytest

from parvis import enrich
from parvis.enriching import COLUMNS, reread
from parvis.enriching import enrich as enrich_all
from parvis.errors import InputError

POSTS = pl.DataFrame(
    {
        "text": [
            "Un grand merci, service impeccable !",
            "Honteux, trois semaines sans réponse, je résilie",
            "Cette série est une tuerie",
            "Livré en deux jours, emballage soigné",
            "12345",
        ],
        "language": ["fr"] * 5,
    }
)


def test_a_cascade_reads_finely_what_the_fast_reader_is_unsure_of():
    quick, both = enrich.read(POSTS, tier="fast"), enrich.read(POSTS)
    legible = quick["tonality"].is_not_null()
    assert ((both["tier"] == "fine") == (quick["is_unsure"] & legible)).all()
    sure = ~quick["is_unsure"]
    assert both.filter(sure).equals(quick.filter(sure))


def test_the_fine_reader_reads_all_that_can_be_read():
    assert enrich.read(POSTS, tier="fine")["tier"].to_list() == ["fine"] * 4 + ["fast"]


def test_no_time_leaves_everything_to_the_fast_reader():
    assert enrich.read(POSTS, budget=0).equals(enrich.read(POSTS, tier="fast"))


def test_a_post_is_read_finely_alike_whatever_stands_beside_it():
    together = enrich.read(POSTS, tier="fine")["tonality_p"].to_list()[:4]
    alone = [enrich.read(POSTS[row], tier="fine")["tonality_p"][0].to_list() for row in range(4)]
    for one, other in zip(together, alone, strict=True):
        assert one == pytest.approx(other, abs=1e-4)


@pytest.mark.parametrize("options", [{"tier": "best"}, {"budget": -1}])
def test_an_option_that_is_none_is_refused(options):
    with pytest.raises(InputError, match="What to do"):
        enrich.read(POSTS, **options)


def test_the_room_is_called_like_a_function_and_adds_what_is_asked():
    read = enrich(POSTS, tier="fast", columns=["tonality", "spam"])
    added = [*COLUMNS["spam"], *COLUMNS["tonality"], "tier", "model_version"]
    assert read.columns == [*POSTS.columns, *added]
    with pytest.raises(InputError, match="choose among"):
        enrich(POSTS, columns=["mood"])


def test_columns_that_are_there_stay_and_rows_keep_their_order():
    posts = POSTS.select("text", ref=pl.Series(["e", "d", "c", "b", "a"]))
    read = enrich_all(posts, tier="fast", towards={"Orvelle": ["orvelle"]})
    assert read.select("text", "ref").equals(posts)
    assert set(read.columns) >= {name for names in COLUMNS.values() for name in names}


def test_only_what_other_versions_read_is_read_again():
    read = enrich_all(POSTS, tier="fast")
    old = read.with_columns(
        model_version=pl.Series(["fast-0", *read["model_version"][1:]]),
        tonality=pl.lit("neutral"),
    )
    again = reread(old, tier="fast")
    assert again["tonality"].to_list() == ["positive", *["neutral"] * 4]
    assert again.columns == old.columns


def test_no_post_gives_no_row():
    assert enrich_all(POSTS.clear(), tier="fast").height == 0


HOSTILE = [
    "",
    "😀",
    "a" * 100_000,
    "AAAA " * 50,
    "ź̸̢͙a̶" * 200,
    "def f(x): return x",
    "3 14",
    "&amp;&lt;",
    "مرحبا hello привет",
    "ⴰⵣⵓⵍ ⴼⵍⵍⴰⵡⵏ",
    "\0\u202e",
]


@pytest.mark.parametrize("tier", ["fast", "cascade"])
def test_text_that_breaks_others_has_an_honest_answer(tier):
    read = enrich_all(pl.DataFrame({"text": HOSTILE}), tier=tier)
    nothing = read.filter(pl.col("tonality").is_null())
    assert nothing["is_unsure"].all()
    assert "" in nothing["text"].to_list()
    assert read["language"].null_count() == 0
