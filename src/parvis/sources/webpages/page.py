"""What a web page says: its article, and the comments under it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["comment", "review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment, as the page shows it.

    Arguments:
        text: its words, without markup, buttons, dates and quotations of its neighbours.
        author: name shown.
        written: when, as the page writes it.
        id: the page's own id of it, else a hash of author and words.
        parent: id of the comment it answers; None at the top, or where no thread is shown.
        url: its address, with the fragment that leads to it where there is one.
        kind: a review where the page calls it one.

    >>> Comment(text="Merci !", author="Anna").parent is None
    True
    """

    text: str
    author: str | None = None
    written: str | None = None
    id: str | None = None
    parent: str | None = None
    url: str | None = None
    kind: Kind = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, read.

    Arguments:
        url: the address it says is its own, else the one it was fetched from.
        title: of the article.
        author: of the article.
        published: when, as the page writes it; `normalise` reads it and says how surely.
        text: the article, without what surrounds it.
        language: the one the page declares, ISO 639-1.
        site: name of the site.
        medium: blog, forum or news, where the page shows which; None where it does not.
        comments: in the order of the page.
        notes: what a person should know of the reading, in sentences.

    >>> Page(url="https://example.org/a", text="Bonjour").comments
    []
    """

    url: str
    text: str = ""
    title: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    site: str | None = None
    medium: str | None = None
    comments: list[Comment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether there are words on it: of its article, of a title, of a comment."""
        return bool(self.text or self.title or self.comments)
