"""The language of a mention: what is told, what is not, and on whose word."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.errors import MissingColumnsError
from parvis.filter import detect_language


def read(*texts: str, declared: list[str | None] | None = None) -> list[tuple[str, float | None]]:
    mentions = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    if declared is not None:
        mentions = mentions.with_columns(
            declared_language=pl.Series(declared, dtype=pl.String),
        )
    return detect_language(mentions).select("language", "language_p").rows()


def language_of(text: str) -> str:
    return read(text)[0][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ma box ne marche plus depuis hier, merci de me rappeler", "fr"),
        ("my box has been down since yesterday, please call me back", "en"),
        ("Llevo tres días sin conexión y nadie me contesta", "es"),
        ("Seit gestern habe ich kein Internet mehr, bitte melden", "de"),
        ("Da ieri non ho più la linea, qualcuno mi può aiutare?", "it"),
        ("Estou sem internet desde ontem, alguém me ajuda?", "pt"),
        ("Sinds gisteren heb ik geen internet meer", "nl"),
        ("Od wczoraj nie mam internetu, proszę o pomoc", "pl"),
        ("Jag har inget internet sedan igår kväll", "sv"),
        ("Nu am internet de ieri, vă rog să mă ajutați", "ro"),
        ("Вчера весь день не было связи", "ru"),
        ("Учора цілий день не було зв'язку", "uk"),
        ("الشبكة مقطوعة منذ الصباح", "ar"),
        ("昨日からインターネットが使えません", "ja"),
        ("어제부터 인터넷이 안 됩니다", "ko"),
        ("昨天开始就没有网络了", "zh"),
        ("अभी तक कोई जवाब नहीं मिला", "hi"),
    ],
)
def test_it_tells_the_languages_of_the_mission_and_others(text, expected):
    assert language_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@free bonjour", "fr"),
        ("Merci", "fr"),
        ("oui", "fr"),
        ("hello", "en"),
        ("Thanks!", "en"),
        ("c\N{RIGHT SINGLE QUOTATION MARK}est nul", "fr"),
        ("SCANDALEUX, TROIS SEMAINES QUE J'ATTENDS", "fr"),
        ("géniaaaaaaaal", "fr"),
        (
            "RT @someone: on attend toujours une réponse https://example.org/what-is-the-answer",
            "fr",
        ),
        ("#onattend toujours une réponse du #servicclient", "fr"),
    ],
)
def test_it_reads_short_posts_by_their_words_alone(text, expected):
    assert language_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "@free @freebox",
        "https://example.org/tres-bon-article-a-lire",
        "www.example.org",
        "😂😂😂",
        "1234 5678",
        "06/12/2024 18:30",
        "!!! ??? …",
        "a",
        "RT @someone:",
        "😂 @free https://example.org 42 !",
    ],
)
def test_it_says_und_where_nothing_can_be_told(text):
    assert read(text) == [("und", None)]


def test_it_gives_no_probability_where_the_bulk_engine_alone_judged():
    assert read("Je n'ai pas de réseau et vous ne répondez pas") == [("fr", None)]


def test_it_gives_a_probability_where_it_asked_for_a_second_opinion():
    [(language, p)] = read("Dziękuję bardzo")
    assert language == "pl"
    assert p is not None
    assert 0.5 < p <= 1


def test_a_declaration_that_agrees_settles_the_matter():
    [(_, p)] = read("Panne générale")
    assert p is not None
    assert read("Panne générale", declared=["fr"]) == [("fr", None)]


def test_a_declaration_that_disagrees_is_weighed_and_does_not_decide():
    assert read("Ma box ne marche plus, que faire ?", declared=["en"])[0][0] == "fr"
    undeclared, declared = read("Notre service", "Notre service", declared=[None, "en"])
    assert declared[0] == "fr"
    assert declared[1] < undeclared[1]


@pytest.mark.parametrize("declared", ["fr-FR", "FR", "fr_CA"])
def test_a_declaration_may_name_its_region(declared):
    assert read("Panne générale", declared=[declared]) == [("fr", None)]


@pytest.mark.parametrize("declared", [None, "", "und", "zxx", "klingon", "fil", "??"])
def test_a_declaration_of_no_language_changes_nothing(declared):
    assert read("Panne générale", declared=[declared]) == read("Panne générale")


def test_a_declaration_alone_does_not_make_a_language():
    assert read("😂 https://example.org", declared=["fr"]) == [("und", None)]


@pytest.mark.parametrize(
    "text",
    [
        "je suis toujours sans connexion et personne ne répond " * 2_000,
        "je " * 50_000,
        "a" * 100_000,
        "e" + "\u0301" * 100_000,
        "\u202eje suis sans connexion",
        "nous \u0000 avons \ufffd perdu la connexion",
        "@" * 100_000,
        "http" * 30_000,
        "#" + "x_" * 50_000,
    ],
)
def test_hostile_texts_are_read_like_any_other(text):
    [(language, p)] = read(text)
    assert language
    assert p is None or 0 <= p <= 1


def test_heaped_up_marks_do_not_hide_the_language():
    zalgo = "".join(letter + "\u0336\u0489\u035c" for letter in "nous avons perdu la connexion")
    assert language_of(zalgo) == "fr"


def test_composed_and_decomposed_accents_are_one():
    assert read("Reponse tre\u0300s de\u0301cevante") == read("Reponse très décevante")


def test_mixed_scripts_are_read():
    assert language_of("Bonjour, je ne comprends pas ce message : الشبكة") == "fr"


def test_the_second_opinion_is_loaded_only_when_it_is_needed():
    said = "Je n'ai pas de réseau et vous ne répondez pas"
    script = (
        "import sys, polars as pl\n"
        "from parvis.filter import detect_language\n"
        f"assert detect_language(pl.DataFrame({{'text': [{said!r}]}}))['language'].item() == 'fr'\n"
        "assert 'py3langid' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_frame_without_text_is_refused_by_name():
    with pytest.raises(MissingColumnsError, match="text"):
        detect_language(pl.DataFrame({"id": ["a"]}))


def test_no_mention_at_all_is_no_fault():
    nothing = detect_language(pl.DataFrame(schema={"text": pl.String}))
    assert nothing.schema == {"text": pl.String, "language": pl.String, "language_p": pl.Float64}
    assert nothing.height == 0


TEXTS = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            ["merci beaucoup", "no luck", "RT @x: hello", "què fem?", "ok", "Ça va 😂"]
        ),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_it_adds_columns_and_changes_nothing_else(texts):
    mentions = pl.DataFrame({"text": texts}, schema={"text": pl.String}).with_row_index("id")
    marked = detect_language(mentions)
    assert marked.drop("language", "language_p").equals(mentions)
    assert marked["language"].null_count() == 0
    assert marked["language"].str.contains("^([a-z]{2}|und)$").all()
    assert detect_language(marked).equals(marked)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_a_mention_is_read_alike_whatever_stands_around_it(texts):
    together = read(*texts)
    alone = [read(text)[0] for text in texts]
    assert [language for language, _ in together] == [language for language, _ in alone]
    p, p_alone = (np.array([p for _, p in read_so], dtype=float) for read_so in (together, alone))
    np.testing.assert_allclose(p, p_alone, rtol=1e-4)
