"""A study file: refused without an objective, explained where it is wrong."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from parvis.enrich import fine_card
from parvis.errors import QueryError, StudyError
from parvis.perimeter import matches
from parvis.schema import TONALITIES
from parvis.study.loop import run
from parvis.study.plan import EXAMPLE, load, parse

KPI = EXAMPLE[EXAMPLE.index("[[objective.kpi]]") : EXAMPLE.index("[[source]]")]
OBJECTIVE = EXAMPLE[: EXAMPLE.index("[[source]]")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (EXAMPLE.replace(OBJECTIVE, ""), "no objective is stated"),
        (EXAMPLE.replace(KPI, ""), "the objective has no KPI"),
        (EXAMPLE.replace("Customers who ask us for help get an answer the same day", " "), "state"),
        (EXAMPLE.replace("baseline = 60\n", ""), "`baseline`"),
        (EXAMPLE.replace("target = 85\n", ""), "`target`"),
        (EXAMPLE.replace("date = 2027-06-30\n", ""), "`date`"),
        (EXAMPLE.replace('family = "care"\n', ""), "`family`"),
        (EXAMPLE.replace('family = "care"', 'family = "fame"'), "fame"),
        (EXAMPLE.replace("[[source]]", "[[sauce]]"), "source"),
        (EXAMPLE.replace('file = "export.csv"', 'fiel = "export.csv"'), "fiel"),
        ("objective = [", "not TOML"),
    ],
)
def test_a_study_without_its_parts_is_refused_with_an_example_to_copy(text, fault):
    with pytest.raises(StudyError) as refused:
        parse(text)
    assert fault in str(refused.value)
    assert EXAMPLE in str(refused.value)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (EXAMPLE + EXAMPLE[EXAMPLE.index("[[brand]]") :], "two brands have one name"),
        ('timezone = "Europe/Pari"\n' + EXAMPLE, "Europe/Paris"),
        (EXAMPLE.replace('"export.csv"', '"export.csv"\ntimezone = "Paris"'), "'Paris'"),
        (EXAMPLE.replace('"export.csv"', '"export.csv"\nmedium = "telly"'), "micro-blog"),
        (EXAMPLE.replace('file = "export.csv"', ""), "names no file"),
        (EXAMPLE.replace('"export.csv"', '"export.csv"\ntable = "ours"'), "make them two"),
        (EXAMPLE.replace("file = ", 'medium = "blog"\ntable = '), "nothing but table"),
        ("since = 2024-02-01\nuntil = 2024-01-01\n" + EXAMPLE, "comes after until"),
        ('languages = ["french"]\n' + EXAMPLE, "as fr or en"),
        (EXAMPLE.replace("baseline", 'figure = "share_of_voise"\nbaseline'), "share_of_voice"),
        (EXAMPLE.replace("baseline", 'by = { brand = "Our brnd" }\nbaseline'), "Our brand"),
    ],
)
def test_a_study_that_contradicts_itself_is_refused_with_the_way_out(text, fault):
    with pytest.raises(StudyError, match="What to do") as refused:
        parse(text)
    assert fault in str(refused.value)


def test_a_faulty_query_is_shown_with_the_brand_it_belongs_to():
    with pytest.raises(QueryError) as refused:
        parse(EXAMPLE.replace('ourbrand OR "our brand"', "ourbrand OR ("))
    assert "^" in str(refused.value)
    assert any("Our brand" in note for note in refused.value.__notes__)


THEME = """
[[theme]]
name = "Breakdowns"
query = "panne* OR @query:outage"

[queries]
outage = "coupure*"
"""


def test_a_study_may_name_themes_whose_queries_may_name_others():
    (theme,) = parse(EXAMPLE + THEME).themes()
    assert theme.name == "Breakdowns"
    posts = pl.DataFrame({"text": ["une coupure", "pannes", "bonjour"], "author": ["a", "b", "c"]})
    assert matches(theme.tree, posts).to_list() == [True, True, False]
    assert parse(EXAMPLE).themes() == []


def test_a_faulty_theme_is_shown_by_its_name():
    with pytest.raises(QueryError) as refused:
        parse(EXAMPLE + THEME.replace("panne* OR", "panne* OR ("))
    assert any("Breakdowns" in note for note in refused.value.__notes__)


def test_two_themes_of_one_name_are_refused():
    twice = THEME[: THEME.index("[queries]")].replace("@query:outage", "coupure*")
    with pytest.raises(StudyError, match="two themes have one name"):
        parse(EXAMPLE + twice + twice)


def test_queries_of_brands_may_name_lists_and_queries():
    named = (
        EXAMPLE + '[lists]\nrivals = ["Orange", "SFR"]\n[queries]\noutage = "panne OR coupure"\n'
    )
    first, *_ = parse(named).brand
    text = named.replace(f'"{first.query}"', '"@query:outage NOT @list:rivals"', 1)
    text = text.replace(f"'{first.query}'", "'@query:outage NOT @list:rivals'", 1)
    brand, *_ = parse(text).brands()
    assert matches(brand.tree, pl.DataFrame({"text": ["panne", "panne SFR"]})).to_list() == [
        True,
        False,
    ]


def test_a_missing_study_file_is_named(tmp_path):
    with pytest.raises(StudyError, match=r"nowhere\.toml"):
        load(tmp_path / "nowhere.toml")


def test_sources_are_found_from_the_folder_of_the_study_file(tmp_path):
    (tmp_path / "study.toml").write_text(EXAMPLE)
    assert load(tmp_path / "study.toml").paths() == {"export.csv": tmp_path / "export.csv"}


def test_a_period_begins_and_ends_with_the_days_of_the_time_zone():
    head = 'timezone = "Europe/Paris"\nsince = 2024-01-01\nuntil = 2024-01-31\n'
    since, until = parse(head + EXAMPLE).bounds()
    assert since == dt.datetime(2024, 1, 1, tzinfo=ZoneInfo("Europe/Paris"))
    assert until > dt.datetime(2024, 1, 31, 23, 59, tzinfo=ZoneInfo("Europe/Paris"))


def test_accounts_are_known_without_their_at_sign_and_case():
    assert parse(EXAMPLE.replace('"ourbrand"]', '"@OurBrand"]')).accounts() == {
        "ourbrand": "Our brand"
    }


def test_the_fine_reader_is_used_where_the_study_asks_for_it(tmp_path):
    (tmp_path / "export.csv").write_text(
        "id,text\n1,OurBrand has been down for three days again\n", encoding="utf-8"
    )
    text = EXAMPLE.replace("[objective]", 'tier = "fine"\n\n[objective]', 1)
    found = run(parse(text, folder=tmp_path), tmp_path / "out")
    assert found.mentions["tier"].to_list() == ["fine"]
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert fine_card()["version"] in page
    (share,) = (
        figure
        for figure in found.figures
        if figure.key == "tonality.share" and figure.by["tonality"] == "negative"
    )
    assert share.low < share.value == 100


def test_a_share_of_tonality_is_of_what_is_said_of_the_brand(tmp_path):
    (tmp_path / "export.csv").write_text(
        "id,text\n1,OurBrand est génial mais Rival est nul\n2,OurBrand et Rival sont nuls\n",
        encoding="utf-8",
    )
    rival = '\n[[brand]]\nname = "Rival"\nquery = "rival AND est OR rival AND sont"\n'
    found = run(parse(EXAMPLE + rival, folder=tmp_path))
    shares = {
        (brand, tonality): found.value("tonality.share", brand=brand, tonality=tonality)
        for brand in ("Our brand", "Rival")
        for tonality in TONALITIES
    }
    assert shares["Rival", "negative"] == 100
    assert shares["Our brand", "positive"] == shares["Our brand", "negative"] == 50
    words = found.mentions["towards"][0].struct.field("words").to_list()
    assert words == ["OurBrand est génial", "Rival est nul"]


def test_a_brand_is_known_by_the_names_the_study_gives(tmp_path):
    (tmp_path / "export.csv").write_text(
        "id,text\n1,OurBrand est génial mais Talmyo est nul\n", encoding="utf-8"
    )
    rival = '\n[[brand]]\nname = "Talmio"\nquery = "nul AND est"\n'
    unnamed, named = (
        run(parse(EXAMPLE + rival + more, folder=tmp_path)).mentions["towards"][0]
        for more in ("", 'names = ["talmyo"]\n')
    )
    assert unnamed.struct.field("words").to_list() == [None, None]
    assert named.struct.field("words").to_list() == ["OurBrand est génial", "Talmyo est nul"]


def test_the_words_of_the_study_are_heard(tmp_path):
    (tmp_path / "export.csv").write_text("id,text\n1,OurBrand est malade\n", encoding="utf-8")
    (tmp_path / "words.toml").write_text('[[word]]\nsays = "malade"\nmeans = "praise"\n')
    text = EXAMPLE.replace("[objective]", 'words = "words.toml"\n\n[objective]', 1)
    found = run(parse(text, folder=tmp_path))
    row = found.mentions.select("tonality", "override").row(0)
    assert row == ("positive", "malade → praise")


def test_a_reader_that_is_none_is_refused():
    with pytest.raises(StudyError, match="tier"):
        parse(EXAMPLE.replace("[objective]", 'tier = "best"\n\n[objective]', 1))
