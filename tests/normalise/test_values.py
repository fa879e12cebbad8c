"""Numbers, languages, names and places as sources write them."""

from __future__ import annotations

import polars as pl
import pytest

from parvis.normalise import extract, languages, numbers, sites


def value(expression: pl.Expr, column: str, written: str | None):
    return pl.DataFrame({column: [written]}, schema={column: pl.String}).select(expression).item()


@pytest.mark.parametrize(
    ("written", "expected"),
    [("12", 12), ("0", 0), ("1,234", 1234), ("1.234", 1234), ("1 234", 1234), ("1\u202f234", 1234),
     ("1\u00a0234\u00a0567", 1234567), ("1.2K", 1200), ("1,2 k", 1200), ("3M", 3_000_000),
     ("2,5 Mio", 2_500_000), ("1,234.5", 1234), ("12.0", 12), ("-142", -142), ("10,000+", 10000),
     ("", None), (None, None), ("N/A", None), ("beaucoup", None), ("1e400", None),
     ("99999999999999999999", None)],
)  # fmt: skip
def test_a_count_is_read(written, expected):
    assert value(numbers.counts("likes"), "likes", written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("4", 4.0), ("4,5", 4.5), ("4.5/5", 4.5), ("★★★☆☆", 3.0), ("5 étoiles", 5.0), ("", None),
     ("aucune", None)],
)  # fmt: skip
def test_a_rating_is_read(written, expected):
    assert value(numbers.ratings("rating"), "rating", written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("True", True), ("oui", True), ("1", True), ("blue", True), ("FAUX", False), ("0", False),
     ("", None), ("?", None)],
)  # fmt: skip
def test_a_truth_is_read(written, expected):
    assert value(numbers.truths("verified"), "verified", written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("fr", "fr"), ("FR", "fr"), ("fr-FR", "fr"), ("fr_CA", "fr"), ("zh-Hans-CN", "zh"),
     ("French", "fr"), ("français", "fr"), ("Französisch", "fr"), ("fra", "fr"), ("fre", "fr"),
     ("eng", "en"), ("anglais", "en"), ("Wolof", "wo"), ("in", "id"), ("iw", "he"), ("und", None),
     ("qme", None), ("klingon!", None), ("", None), (None, None)],
)  # fmt: skip
def test_a_language_becomes_its_code(written, expected):
    assert value(languages.codes("lang"), "lang", written) == expected


def listed(expression: pl.Expr, text: str, **declared: str | None) -> list[str]:
    columns = {"text": text, "mentions": None, "hashtags": None, "links": None} | declared
    return (
        pl.DataFrame([columns], schema=dict.fromkeys(columns, pl.String))
        .select(expression)
        .item()
        .to_list()
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Free et @free !", ["free"]),
        (".@SNCF: merci (@RATP)", ["sncf", "ratp"]),
        ("ecrire a jean@free.fr", []),
        ("https://medium.com/@auteur", []),
        ("@JetBlue's crew", ["jetblue"]),
        ("RT @ENGIEpartFR: @u_1 @u_2", ["engiepartfr", "u_1", "u_2"]),
        ("@@double", []),
        ("@Été", ["été"]),
    ],
)
def test_handles_are_found_in_the_words(text, expected):
    assert listed(extract.handles(), text) == expected


def test_dotted_handles_keep_their_hosts():
    found = listed(extract.handles(rule="dotted"), "@anna.bsky.social. @b@mamot.fr, @c")
    assert found == ["anna.bsky.social", "b@mamot.fr", "c"]


def test_declared_handles_come_first_and_alone_where_they_are_complete():
    assert listed(extract.handles(), "@Free", mentions="['@EDF', 'SFR']") == ["edf", "sfr", "free"]
    assert listed(extract.handles(rule="declared"), "@Free", mentions="a@b.fr") == ["a@b.fr"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#Fibre #fibre, #été2024!", ["fibre", "été2024"]),
        ("le #1 et #2024", []),
        ("C#sharp a#b", []),
        ("https://a.fr/#ancre &#39;", []),
        ("#mot_composé-suite", ["mot_composé"]),
        ("#日本語", ["日本語"]),
    ],
)
def test_hashtags_are_found_in_the_words(text, expected):
    assert listed(extract.hashtags(), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("voir https://a.fr/x. Ou (http://b.fr)!", ["https://a.fr/x", "http://b.fr"]),
        ("ftp://a.fr javascript:alert(1)", []),
        ("HTTPS://A.FR", ["HTTPS://A.FR"]),
        ("« https://a.fr »", ["https://a.fr"]),
    ],
)
def test_links_are_found_in_the_words(text, expected):
    assert listed(extract.links(), text) == expected


def test_declared_links_stand_for_their_shortened_forms():
    found = listed(extract.links(), "lire https://t.co/x https://c.fr", links="https://a.fr/?q=1,2")
    assert found == ["https://a.fr/?q=1,2", "https://c.fr"]


@pytest.mark.parametrize(
    ("written", "platform", "medium"),
    [("Twitter", "x", "micro-blog"), ("X", "x", "micro-blog"), ("x (Twitter)", "x", "micro-blog"),
     ("facebook_public", "facebook", "social network"), ("Reddit", "reddit", "forum"),
     ("SOCIALMEDIA,SOCIALMEDIA_INSTAGRAM", "instagram", "image"),
     ("ONLINENEWS,ONLINENEWS_NEWSPAPER", None, "news"), ("MESSAGEBOARD", None, "forum"),
     ("Blogs", None, "blog"), ("Réseau social", None, "social network"), ("Le Monde", None, None),
     ("", None, None)],
)  # fmt: skip
def test_a_place_tells_platform_and_medium(written, platform, medium):
    assert value(sites.platforms("page"), "page", written) == platform
    assert value(sites.media("page"), "page", written) == medium
