"""The words by which pages name what they hold: comments, and the parts of one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST: Final = 400

SINGULAR: Final = frozenset(
    ("comment", "commentaire", "kommentar", "comentario", "commento", "leserbrief")
)
PLURAL: Final = frozenset(
    ("antworten", "avis", "bewertungen", "comentarios", "commentaires", "commenti", "comments",
     "discussion", "disqus", "forum", "kommentare", "opinions", "reactions", "replies", "reponses",
     "responses", "reviews", "testimonials", "thread")
)  # fmt: skip
LIKE_COMMENT: Final = frozenset(
    ("answer", "avis", "cmt", "comm", "idc", "isso", "message", "msg", "opinion", "post",
     "reaction", "reply", "reponse", "response", "rev", "review", "testimonial", "votes")
)  # fmt: skip
REVIEW: Final = frozenset(("avis", "rev", "review", "reviews", "bewertungen", "testimonial"))
"""A comment by its name; many of them; what could be one where more speaks for it."""

GATHERING: Final = frozenset(
    ("area", "block", "box", "container", "feed", "holder", "list", "liste", "modul", "module",
     "panel", "section", "tab", "thread", "tree", "ul", "wrap", "wrapper", "zone")
)  # fmt: skip
PARTS: Final = frozenset(
    ("action", "actions", "anchor", "ancre", "auteur", "author", "autor", "avatar", "bar", "btn",
     "button", "closed", "content", "count", "counter", "date", "datum", "delete", "deleted",
     "edit", "empty", "excerpt", "field", "filter", "footer", "form", "formular", "guidelines",
     "head", "header", "heading", "icon", "image", "img", "info", "information", "infos", "inhalt",
     "input", "intro", "label", "lbl", "like", "likes", "link", "links", "login", "meta",
     "metadata", "name", "nav", "navigation", "nb", "no", "notice", "num", "number", "open",
     "order", "pager", "pagination", "permalink", "picture", "policy", "profile", "rating",
     "respond", "rss", "rules", "says", "share", "sort", "spinner", "status", "subject", "submit",
     "text", "texte", "time", "title", "titre", "toggle", "toolbar", "tools", "url", "user",
     "vote", "without", "yet")
)  # fmt: skip
ELSEWHERE: Final = frozenset(
    ("advert", "breadcrumb", "cookie", "dernieres", "derniers", "last", "latest", "letzte",
     "mostread", "neueste", "newest", "newsletter", "popular", "promo", "recent", "recentcomments",
     "recents", "related", "sidebar", "teaser", "ticker", "trending")
)  # fmt: skip
AUTHOR: Final = frozenset(
    ("auteur", "author", "autor", "autore", "benutzer", "benutzername", "byline", "cite",
     "commentator", "commenter", "creator", "displayname", "fn", "login", "member", "name", "nick",
     "nickname", "nom", "poster", "pseudo", "screenname", "sender", "user", "username",
     "utilisateur", "verfasser")
)  # fmt: skip
NO_AUTHOR: Final = frozenset(
    ("avatar", "badge", "body", "bypostauthor", "byuser", "content", "count", "date", "file",
     "icon", "image", "img", "level", "link", "links", "message", "photo", "picture", "posts",
     "rank", "rating", "register", "reply", "role", "says", "text", "time", "title", "titre")
)  # fmt: skip
DATED: Final = frozenset(
    ("created", "date", "dates", "datetime", "datum", "dtreviewed", "heure", "hour", "posted",
     "published", "time", "timeago", "timestamp", "uhrzeit", "when", "zeit")
)  # fmt: skip
BODY: Final = frozenset(
    ("bloctext", "body", "bodytext", "comment", "commentaire", "content", "contenu", "corps",
     "description", "entry", "inhalt", "kommentar", "message", "msg", "p", "postbody",
     "postcontent", "review", "story", "text", "texte", "words")
)  # fmt: skip
DROPPED: Final = frozenset(
    ("action", "actions", "avatar", "badge", "btn", "button", "buttons", "controls", "count",
     "counter", "edit", "flag", "footer", "form", "functions", "icon", "karma", "like", "likes",
     "login", "menu", "meta", "metadata", "metas", "moderate", "permalink", "rank", "rating",
     "ratings", "register", "reply", "repondre", "report", "respond", "says", "score",
     "screenreader", "share", "sharing", "signature", "sronly", "stars", "toolbar", "tools",
     "vote", "votes", "voting")
)  # fmt: skip
TITLES: Final = frozenset(("betreff", "subject", "sujet", "title", "titre", "titel"))
NESTS: Final = frozenset(
    ("answers", "child", "children", "enfants", "indent", "indented", "nested", "replies", "reply",
     "reponses", "responses", "sub", "subcomments", "subthread", "thread")
)  # fmt: skip

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PIECE: Final = re.compile(r"[a-z]+")
_COMMENT: Final = re.compile(
    r"(commentaires?|commentary|comment(?:er|ator)s?|comments?|kommentare?|comentarios?|commenti)"
)


@lru_cache(maxsize=8192)
def split(name: str) -> frozenset[str]:
    """Take the words out of a class or an id.

    >>> sorted(split("MtnCommentText")), sorted(split("commentlist-2")), sorted(split("ob-comment"))
    (['comment', 'mtn', 'text'], ['comment', 'list'], ['comment', 'ob'])
    """
    pieces = _PIECE.findall(_CAMEL.sub(" ", name[:LONGEST]).lower())
    return frozenset(part for piece in pieces for part in _COMMENT.split(piece) if part)


def classes(element: HtmlElement) -> list[str]:
    """The classes of an element, at most twelve.

    >>> from lxml import html
    >>> classes(html.fromstring("<p class='a b'>"))
    ['a', 'b']
    """
    return (element.get("class") or "")[:LONGEST].split()[:12]


def naming(element: HtmlElement) -> frozenset[str]:
    """All words by which an element is named: class, id, microdata.

    >>> from lxml import html
    >>> sorted(naming(html.fromstring("<p id='c1' class='comment' itemprop='text'>")))
    ['c', 'comment', 'text']
    """
    named = (element.get("class"), element.get("id"), element.get("itemprop"))
    return frozenset().union(*(split(one[:LONGEST]) for one in named if one))
