"""The report as a page: self-contained, complete, honest about what it cannot know, safe."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import hashlib
import re
import time
from functools import cache
from html.parser import HTMLParser
from importlib import resources

import polars as pl
import pytest

from parvis.present.desk import Desk
from parvis.present.method import period
from parvis.schema import empty
from tests.present.sample import mentions
from tests.present.told import page_of, story

EVIL = "<img src=x onerror=alert(1)> \u202e" + "W" * 10_000


class Page(HTMLParser):
    """Every tag with its attributes, and the words between."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@cache
def html_of(language: str = "en") -> str:
    return page_of(story(language, is_hostile=True))


@cache
def page(language: str = "en") -> Page:
    return Page(html_of(language))


def without(told, *keys, reason="nobody said"):
    """The story, the values of some figures unknown."""
    figures = tuple(
        dataclasses.replace(figure, value=None, reason=reason)
        if figure.key.startswith(keys)
        else figure
        for figure in told.figures
    )
    return dataclasses.replace(told, figures=figures)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_loads_nothing_from_anywhere(language):
    loading = [
        (tag, name, value)
        for tag, attributes in page(language).tags
        for name, value in attributes.items()
        if name in {"src", "srcset", "data", "poster", "action", "background"}
        or (name in {"href", "xlink:href"} and tag != "a" and value != "data:,")
    ]
    assert loading == []
    tags = {tag for tag, _ in page(language).tags}
    assert not tags & {"iframe", "object", "embed", "img", "form", "base", "audio"}


def test_its_style_loads_nothing_either():
    style = "".join(word for word in page().words if "--paper" in word)
    assert style
    assert "url(" not in style
    assert "@import" not in style


def test_its_policy_forbids_everything_but_its_own_style():
    policy = next(
        attributes["content"]
        for tag, attributes in page().tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    (script,) = re.findall(r"<script>(.*?)</script>", html_of(), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    style = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert policy == f"{style}; script-src 'sha256-{digest}'"


def test_its_one_script_is_the_one_that_ships_and_sends_nothing_anywhere():
    (script,) = re.findall(r"<script>(.*?)</script>", html_of(), re.DOTALL)
    shipped = resources.files("parvis.present.html").joinpath("map.js").read_text("utf-8")
    assert script == shipped
    assert len(script) < 8_000
    for way in ("fetch", "XMLHttp", "import", "eval", "innerHTML", "http", "storage", "cookie"):
        assert way not in script


def test_without_a_map_there_is_no_script_and_the_policy_allows_none():
    written = page_of(dataclasses.replace(story("en"), network=None))
    assert "<script" not in written
    assert "script-src" not in written


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_says_its_language_and_has_one_title(language):
    html = next(attributes for tag, attributes in page(language).tags if tag == "html")
    assert html["lang"] == language
    assert [tag for tag, _ in page(language).tags].count("h1") == 1


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_id_is_unique_and_every_inner_link_leads_somewhere(language):
    tags = page(language).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    links = [attributes["href"][1:] for tag, attributes in tags if tag == "a"]
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_figure_says_how_it_was_computed(language):
    shown = {figure.key for figure in story(language).figures}
    opened = {key for key in shown if key in page(language).text}
    apart = {key for key in shown if key.startswith(("rows.", "mentions."))} - {"mentions.volume"}
    assert opened >= shown - apart


def test_a_query_is_shown_with_its_figure():
    assert "SELECT count(*) FROM 'mentions.parquet' WHERE kept -- share_of_voice" in page().text


def test_each_figure_shows_ten_mentions_and_that_of_bursts_the_first_of_each():
    behind = html_of().split('<ol class="quotes">')[1:]
    shown = [part.split("</ol>")[0].count("<blockquote") for part in behind]
    assert shown == [10, 1, *[10] * 19]


def test_the_account_of_the_rows_adds_up_before_the_eye():
    told = story("en", is_hostile=True)
    read = next(row.value for row in told.figures if row.key == "rows.read" and not row.by)
    sum_ = re.search(r"It adds up: ([\d, =+]+)", page().text)[1]
    left, right = sum_.replace(",", "").split("=")
    assert int(left) == read == sum(int(part) for part in right.split("+"))


def test_an_account_that_does_not_add_up_says_so():
    told = story("en")
    figures = tuple(
        dataclasses.replace(row, value=row.value + 5) if row.key == "rows.read" else row
        for row in told.figures
    )
    assert "5 rows are unaccounted for" in page_of(dataclasses.replace(told, figures=figures))


def test_what_cannot_be_known_is_said_with_its_reason():
    keys = (
        "answers.",
        "presence.",
        "tonality.share",
        "hubs.",
        "mentions.volume",
        "positions.",
        "matrix",
        "duplicates.",
        "audience.",
    )
    text = Page(page_of(without(story("en"), *keys))).text
    for said in (
        "How many are answered cannot be known from these files",
        "Answer times cannot be known from these files",
        "No answer of a brand\u2019s accounts was collected",
        "Where to be cannot be told",
        "What tone works cannot be told",
        "No tonality was read",
        "No hub can be found",
        "No mention has a usable date",
        "No mention was read",
        "There is nothing to cross",
        "No map can be drawn",
        "Near-duplicates were not looked for",
        "No language was told",
        "No medium was told",
        "No mention states a time of day",
        "Where people are is not known",
        "On which sites people speak is not known",
        "What else people speak of is not known",
    ):
        assert said in text
    assert text.count("Nobody said.") == 18
    assert "None" not in text
    assert "nan" not in text.split()


def test_a_study_of_one_brand_has_no_share_of_voice():
    told = story("en")
    figures = tuple(
        row for row in told.figures if row.key != "share_of_voice" or row.by["brand"] == "Cévenol"
    )
    alone = dataclasses.replace(told, brands=told.brands[:1], figures=figures)
    assert "A share of voice compares brands" in page_of(alone)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_empty_study_still_has_a_report(language):
    told = dataclasses.replace(story(language), figures=(), mentions=empty(), reader=None)
    text = Page(page_of(told)).text
    assert {"fr": "rien à constater", "en": "nothing to find"}[language] in text


def test_hostile_posts_are_shown_as_words():
    shown = [attributes for _, attributes in page().tags]
    assert not any(name.startswith("on") for attributes in shown for name in attributes)
    assert "position:fixed" not in " ".join(a.get("style", "") for a in shown)
    assert "javascript:" not in " ".join(a.get("href", "") for a in shown)


def test_hostile_names_are_escaped_and_bounded_everywhere():
    told = story("en")
    swap = {"Rapido": EVIL, "gare1": EVIL, "export_octobre.csv": EVIL}
    figures = tuple(
        dataclasses.replace(row, by={k: swap.get(v, v) for k, v in row.by.items()})
        for row in told.figures
    )
    brands = tuple(
        dataclasses.replace(brand, name=swap.get(brand.name, brand.name), query=EVIL)
        for brand in told.brands
    )
    kpi = dataclasses.replace(told.objective.kpis[0], name=EVIL, unit=EVIL)
    asked = dataclasses.replace(told.objective, statement=EVIL, family=EVIL, kpis=(kpi,))
    source = dataclasses.replace(told.sources[0], file=EVIL, recognised=EVIL, notes=(EVIL,))
    evil = dataclasses.replace(
        told, title=EVIL, figures=figures, brands=brands, objective=asked, sources=(source,)
    )
    html = page_of(evil)
    assert "<img" not in html
    assert "\u202e" not in html
    assert max(len(run) for run in re.findall("W+", html.partition("perimeter")[0])) <= 600


def test_private_persons_are_not_named():
    frame = mentions(1500, is_hostile=True)
    private = frame.filter(pl.col("author").str.starts_with("voyageur"))["author"].unique()
    html = html_of()
    assert [name for name in private if f"@{name}" in html or f"/{name}/" in html] == []
    assert "@cevenol_trains" in html


def test_a_link_leads_only_to_those_who_may_be_named():
    links = [a for tag, a in page().tags if tag == "a" and not a["href"].startswith("#")]
    assert all(link["rel"] == "noreferrer nofollow external" for link in links)
    assert all(link["href"].startswith(("http://", "https://")) for link in links)


def test_a_kpi_that_is_only_an_output_says_so():
    assert "An output: it says what was done, not what came of it." in page().text


def test_a_kpi_is_shown_with_what_the_study_measures():
    within = next(row.value for row in story("en").figures if row.key == "answers.within_24h")
    assert f"This study measures {within:.0f}%." in page().text


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ({}, "No period was named"),
        ({"since": dt.date(2024, 10, 1)}, "Period asked for: from 1 October 2024 on."),
        (
            {"since": dt.date(2024, 10, 1), "until": dt.date(2024, 10, 31)},
            "Period asked for: from 1 October 2024 to 31 October 2024.",
        ),
    ],
)
def test_the_period_asked_for_is_told(ends, said):
    assert period(Desk.of(story("en", **ends))).startswith(said)


def test_the_same_study_gives_the_same_page():
    assert page_of(story("fr", is_hostile=True)) == html_of("fr")


def test_fifty_thousand_mentions_fit_a_page_that_is_quickly_written():
    few = mentions(1500)
    copies = [few.with_columns(id=pl.col("id") + f"-{n}") for n in range(50_000 // few.height + 1)]
    told = story("fr", mentions=pl.concat(copies))
    html_of("fr")  # the drawing engine starts once
    before = time.process_time()
    html = page_of(told)
    assert time.process_time() - before < 5
    assert len(html.encode()) < 3_000_000
