"""What `parvis questions` does: a file of posts in, the questions asked again and again out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from parvis.cli.writing import check_form, write
from parvis.enrich.topics import KnownTopics, asks, faq
from parvis.filter import detect_language
from parvis.sources.posts import read_posts

if TYPE_CHECKING:
    from pathlib import Path


class HowToAsk(TypedDict):
    """The options of `parvis questions`."""

    smallest: int
    top: int
    topics: Path | None
    text: str | None


def run_questions(path: Path, out: Path, **how: Unpack[HowToAsk]) -> None:
    """Read a file of posts, find the frequent questions, write them; print the first."""
    check_form(out)
    known = KnownTopics.load(how["topics"]) if how["topics"] else KnownTopics()
    read = read_posts(path, text=how["text"])
    posts = read.heard if "language" in read.heard.columns else detect_language(read.heard)
    if "interaction" in read.given.columns:
        posts = posts.with_columns(read.given["interaction"])
    found = faq(posts, smallest=how["smallest"], known=known.table)
    known.learn(found)
    write(found.drop("centre"), out)
    if how["topics"]:
        known.save(how["topics"])
    click.echo(read.recognition.describe(), err=True)
    click.echo(
        f"{posts.height:,} posts, {asks(posts).sum():,} ask; {found.height:,} questions: {out}"
    )
    for row in found.head(how["top"]).iter_rows(named=True):
        click.echo(f"{row['posts']:5,}  {','.join(row['languages']):6} {_one_line(row['example'])}")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:100]
