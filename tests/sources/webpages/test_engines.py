"""Comments are read from pages of every common engine, and from pages of none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parvis.sources.webpages.extracting import extract
from parvis.sources.webpages.normalise import rows
from tests.sources.webpages.engines import PAGES, Told

URL = "https://example.org/a"
COLLECTED = datetime(2024, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize("engine", PAGES)
def test_words_authors_days_and_threads_are_those_shown(engine: str) -> None:
    html, told = PAGES[engine]
    page = extract(html, URL)
    frame = rows([page], collected=COLLECTED, day_first=engine != "drupal")
    said = frame.filter(frame["kind"] != "article")
    ids = said["id"].to_list()
    found = [
        Told(
            row["author"],
            f"{row['published_at']:%Y-%m-%d}" if row["published_at"] else "",
            row["text"],
            ids.index(row["reply_to"]) if row["reply_to"] in ids else None,
        )
        for row in said.iter_rows(named=True)
    ]
    assert found == told


@pytest.mark.parametrize("engine", PAGES)
def test_comments_answer_the_article_of_their_thread(engine: str) -> None:
    frame = rows([extract(PAGES[engine][0], URL)], collected=COLLECTED)
    first = frame.filter(frame["kind"] != "article").row(0, named=True)
    assert first["reply_to"] == f"web:{first['thread']}"
    assert frame["id"].is_unique().all()


@pytest.mark.parametrize("engine", [name for name in PAGES if name not in {"phpbb", "disqus"}])
def test_the_article_holds_no_comment(engine: str) -> None:
    html, told = PAGES[engine]
    page = extract(html, URL)
    assert not [one.text for one in told if one.text in page.text]
