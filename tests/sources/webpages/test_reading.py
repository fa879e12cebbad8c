"""What a page says of itself, and what is no comment though it looks like one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parvis.sources.webpages import dates
from parvis.sources.webpages.extracting import extract
from parvis.sources.webpages.normalise import rows
from parvis.sources.webpages.page import Comment, Page

URL = "https://example.org/colis?utm_source=x"
ARTICLE = (
    "<article><h1>Le colis</h1><p>Le colis est arrivé hier soir, trempé, après trois semaines de "
    "route et deux passages au mauvais dépôt.</p></article>"
)


def page(body: str, head: str = "") -> Page:
    return extract(f"<html lang=fr><head>{head}</head><body>{ARTICLE}{body}</body></html>", URL)


def comment(number: int, words: str, author: str = "Anna") -> str:
    return (
        f"<li class=comment id=comment-{number}><cite>{author}</cite> "
        f"<time datetime='2024-03-12T10:0{number}:00+01:00'>hier</time><p>{words}</p></li>"
    )


def test_article_says_title_language_site_and_time() -> None:
    head = (
        "<title>Le colis | Journal</title><link rel=canonical href='/colis'>"
        "<meta property=og:site_name content=Journal>"
        "<meta property=article:published_time content='2024-03-11T18:20:00+01:00'>"
        "<meta name=author content='Zoé Petit'>"
    )
    read = page("", head)
    assert (read.url, read.language, read.site) == ("https://example.org/colis", "fr", "Journal")
    assert read.author == "Zoé Petit"
    row = rows([read]).row(0, named=True)
    assert row["published_at"] == datetime(2024, 3, 11, 17, 20, tzinfo=UTC)
    assert (row["time_confidence"], row["kind"]) == ("exact", "article")
    assert row["text"].endswith("mauvais dépôt.")


def test_a_canonical_address_of_another_site_is_not_believed() -> None:
    assert page("", "<link rel=canonical href='https://elsewhere.example/x'>").url == URL


@pytest.mark.parametrize(
    ("address", "head", "medium"),
    [
        ("https://anna.over-blog.com/2010/a.html", "", "blog"),
        ("https://forum.example/viewtopic.php?t=3", "", "forum"),
        ("https://a.example/", "<meta name=generator content='Dotclear 2'>", "blog"),
        (
            "https://a.example/",
            '<script type="application/ld+json">{"@type":"NewsArticle"}</script>',
            "news",
        ),
        ("https://a.example/", "", None),
    ],
)
def test_medium_is_what_host_engine_and_markup_show(
    address: str, head: str, medium: str | None
) -> None:
    assert extract(f"<html><head>{head}</head><body>{ARTICLE}", address).medium == medium


def test_teasers_forms_and_lists_of_recent_comments_are_no_comments() -> None:
    body = (
        "<div class=widget_recent_comments><ul><li class=recentcomments>Bob sur <a href=/b>Un "
        "autre</a> 12/03/2024</li></ul></div>"
        "<ul><li class='comment teaser'><a href=/c>Opinion : tout va bien</a>"
        " <span class=author>Luc</span> <time datetime=2024-03-01>1 mars</time></li></ul>"
        "<div id=comments><h3>Laisser un commentaire</h3><form>Nom * 12/03/2024"
        "<textarea></textarea></form><p class=no-comments>Aucun commentaire</p></div>"
    )
    assert page(body).comments == []


def test_a_quotation_of_another_comment_is_left_out_and_any_other_is_kept() -> None:
    quoted = (
        "<blockquote>Anna a écrit : Il est revenu chez l'expéditeur.</blockquote>Le mien aussi."
    )
    other = "<blockquote>Nul n'est censé ignorer la poste.</blockquote>Disait ma tante."
    body = (
        "<ol id=comments>"
        + comment(1, "Il est revenu chez l'expéditeur.")
        + comment(2, quoted, "Bob")
        + comment(3, other, "Léa")
        + "</ol>"
    )
    texts = [one.text for one in page(body).comments]
    assert texts[1] == "Le mien aussi."
    assert texts[2] == "Nul n'est censé ignorer la poste.\nDisait ma tante."


def test_a_page_that_shows_its_comments_twice_is_read_once() -> None:
    body = f"<ol id=comments>{comment(1, 'Oui')}{comment(1, 'Oui')}{comment(2, 'Non')}</ol>"
    assert [one.text for one in page(body).comments] == ["Oui", "Non"]


def test_comments_without_an_id_keep_theirs_when_their_age_has_changed() -> None:
    def read(age: str) -> str | None:
        when = f"<i class=date>{age}</i>"
        body = (
            f"<div id=comments><div class=comment><cite>Anna</cite> {when}<p>Oui</p></div>"
            f"<div class=comment><cite>Bob</cite> {when}<p>Non</p></div></div>"
        )
        return page(body).comments[0].id

    assert read("il y a 2 heures") == read("il y a 3 jours")


def test_ages_are_counted_back_from_the_reading_and_mean_nothing_without_it() -> None:
    said = Page(url=URL, comments=[Comment(text="Oui", id="1", written="il y a 3 jours")])
    known = rows([said], collected=datetime(2024, 3, 12, 9, tzinfo=UTC)).row(0, named=True)
    assert (f"{known['published_at']:%Y-%m-%d}", known["time_confidence"]) == ("2024-03-09", "day")
    assert rows([said])["published_at"].to_list() == [None]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("vor 2 Wochen", "2024-02-27"),
        ("an hour ago", "2024-03-12"),
        ("18 septembre 08:37", "18 septembre 2023 08:37"),
        ("1 mars", "1 mars 2024"),
        ("2024-03-01", "2024-03-01"),
    ],
)
def test_days_without_a_year_are_the_last_such(written: str, day: str) -> None:
    assert dates.settled(written, datetime(2024, 3, 12, 9, tzinfo=UTC)) == day


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("le mercredi 15 mai 2019 à 08h07", "15 mai 2019 08:07"),
        ("Juli 30, 2013 um 2:33 pm", "Juli 30, 2013 2:33 pm"),
        ("Comment by X — 17.07, 2011 @ 19:23", "17.07.2011 19:23"),
        ("10:20 · 3 mars 2024", "3 mars 2024 10:20"),
        ("rien de daté ici", None),
        ("version 1.2.3.4", None),
    ],
)
def test_dates_are_found_in_short_texts(text: str, date: str | None) -> None:
    assert dates.found(text) == date


def test_american_pages_write_the_month_first() -> None:
    said = Page(
        url=URL, language="en-us", comments=[Comment(text="a", id="1", written="03/04/2024 10:00")]
    )
    assert rows([said])["published_at"][0].month == 3


def test_a_page_says_how_many_comments_it_keeps_to_itself() -> None:
    head = '<script type="application/ld+json">{"@type":"Article","commentCount":44}</script>'
    body = f"<ol id=comments>{comment(1, 'Oui')}</ol>"
    assert page(body, head).notes == [
        "The page says that it has 44 comments; 1 of them stand on it."
    ]


def test_latin_bytes_are_decoded_as_they_declare() -> None:
    html = f"<meta charset=iso-8859-1>{ARTICLE}".encode("latin-1")
    assert "trempé" in extract(html, URL).text


def test_joiners_of_letters_and_of_emoji_stay_in_an_article():
    said = "ش\u200cم क्\u200dष 👩\u200d👧"
    read = extract(f"<title>{said}</title><article><p>Le colis est là. {said}</p></article>", URL)
    assert (read.text, read.title) == (f"Le colis est là. {said}", said)
