"""Where a mention stands: the platform and the medium behind the names that sources give them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import polars as pl

# name or part of a name, letters and digits only → platform, medium
_SITES: dict[str, tuple[str | None, str | None]] = {
    "x": ("x", "micro-blog"),
    "twitter": ("x", "micro-blog"),
    "mastodon": ("mastodon", "micro-blog"),
    "bluesky": ("bluesky", "micro-blog"),
    "bsky": ("bluesky", "micro-blog"),
    "threads": ("threads", "micro-blog"),
    "weibo": ("weibo", "micro-blog"),
    "facebook": ("facebook", "social network"),
    "linkedin": ("linkedin", "social network"),
    "vkontakte": ("vk", "social network"),
    "telegram": ("telegram", "social network"),
    "instagram": ("instagram", "image"),
    "pinterest": ("pinterest", "image"),
    "flickr": ("flickr", "image"),
    "youtube": ("youtube", "video"),
    "tiktok": ("tiktok", "video"),
    "twitch": ("twitch", "video"),
    "dailymotion": ("dailymotion", "video"),
    "reddit": ("reddit", "forum"),
    "quora": ("quora", "forum"),
    "tumblr": ("tumblr", "blog"),
    "googleplay": ("google_play", "review"),
    "playstore": ("google_play", "review"),
    "appstore": ("app_store", "review"),
    "trustpilot": ("trustpilot", "review"),
    "tripadvisor": ("tripadvisor", "review"),
    "microblog": (None, "micro-blog"),
    "socialnetwork": (None, "social network"),
    "reseausocial": (None, "social network"),
    "blog": (None, "blog"),
    "forum": (None, "forum"),
    "messageboard": (None, "forum"),
    "news": (None, "news"),
    "presse": (None, "news"),
    "pressrelease": (None, "news"),
    "newspaper": (None, "news"),
    "magazine": (None, "news"),
    "review": (None, "review"),
    "avis": (None, "review"),
    "video": (None, "video"),
    "image": (None, "image"),
    "photo": (None, "image"),
    "mail": (None, "mail"),
    "courriel": (None, "mail"),
    "survey": (None, "survey"),
    "sondage": (None, "survey"),
    "enquete": (None, "survey"),
}
_SHORTEST_PART = 4
_HOST = r"(?i)^https?://(?:[\w-]+\.)*?([\w-]+)\.(?:com|net|org|app|social|fr)(?:[/:?#]|$)"
_KINDS = {
    "post": "post", "status": "post", "tweet": "post", "quote": "post", "original": "post",
    "reply": "reply", "reponse": "reply", "replies": "reply",
    "comment": "comment", "commentaire": "comment",
    "share": "repost", "repost": "repost", "retweet": "repost", "partage": "repost",
    "reshare": "repost", "reblog": "repost",
    "review": "review", "avis": "review",
    "article": "article",
    "message": "message", "mail": "message", "email": "message", "courriel": "message",
}  # fmt: skip
_KIND_BY_MEDIUM = {
    "news": "article",
    "blog": "article",
    "review": "review",
    "mail": "message",
    "survey": "message",
}


def named(name: str) -> str:
    """Return a platform's name as `source` holds it; one unknown in lower case, without spaces.

    Arguments:
        name: as a person writes it.

    >>> named("Twitter"), named("Google Play"), named("Mon Forum")
    ('x', 'google_play', 'mon_forum')
    """
    plain = unicodedata.normalize("NFKD", name.lower())
    letters = "".join(letter for letter in plain if letter.isascii() and letter.isalnum())
    return _site(letters)[0] or "_".join(name.lower().split())


def platforms(column: str) -> pl.Expr:
    """Read a column that names platforms: Twitter, "X (Twitter)", SOCIALMEDIA_TWITTER → x.

    Arguments:
        column: name of a column of strings; a name unknown gives null.

    >>> pl.DataFrame({"page": ["Twitter", "SOCIALMEDIA_YOUTUBE", "Le Monde"]}).select(
    ...     platforms("page")
    ... )["page"].to_list()
    ['x', 'youtube', None]
    """
    return _looked_up(column, 0)


def media(column: str) -> pl.Expr:
    """Read a column that names platforms or media as the schema's media.

    Arguments:
        column: name of a column of strings; a name unknown gives null.

    >>> pl.DataFrame({"page": ["Twitter", "ONLINENEWS,ONLINENEWS_MAGAZINE"]}).select(media("page"))[
    ...     "page"
    ... ].to_list()
    ['micro-blog', 'news']
    """
    return _looked_up(column, 1)


def hosts(column: str) -> pl.Expr:
    """Name the site of addresses, the name before the .com: a host that `platforms` may know.

    Arguments:
        column: name of a column of addresses.

    >>> pl.DataFrame({"url": ["https://m.facebook.com/1"]}).select(hosts("url"))["url"].to_list()
    ['facebook']
    """
    return pl.col(column).str.extract(_HOST).alias(column)


def kinds(column: str) -> pl.Expr:
    """Read a column that names what a row is: "retweet", "Commentaire" → the schema's kinds.

    Arguments:
        column: name of a column of strings; a name unknown gives null.

    >>> pl.DataFrame({"type": ["Retweet", "Réponse", "?"]}).select(kinds("type"))["type"].to_list()
    ['repost', 'reply', None]
    """
    return _letters(column).replace_strict(_KINDS, default=None, return_dtype=pl.String)


def kind_by_medium(column: str) -> pl.Expr:
    """Say what a medium holds when nothing else tells: news hold articles.

    Arguments:
        column: name of a column of media; the media that hold posts give null.

    >>> pl.DataFrame({"m": ["news", "forum"]}).select(kind_by_medium("m"))["m"].to_list()
    ['article', None]
    """
    return pl.col(column).replace_strict(_KIND_BY_MEDIUM, default=None, return_dtype=pl.String)


def _looked_up(column: str, place: int) -> pl.Expr:
    def look_up(names: pl.Series) -> pl.Series:
        found = {name: _site(name)[place] for name in names.unique().drop_nulls()}
        return names.replace_strict(found, default=None, return_dtype=pl.String)

    return _letters(column).map_batches(look_up, return_dtype=pl.String)


def _letters(column: str) -> pl.Expr:
    plain = pl.col(column).str.to_lowercase().str.normalize("NFKD")
    return plain.str.replace_all(r"[^a-z0-9]", "").alias(column)


@lru_cache(maxsize=4096)
def _site(name: str) -> tuple[str | None, str | None]:
    """The whole name, else the longest part that is known."""
    if name in _SITES:
        return _SITES[name]
    parts = [part for part in _SITES if len(part) >= _SHORTEST_PART and part in name]
    return _SITES[max(parts, key=_platform_first)] if parts else (None, None)


def _platform_first(part: str) -> tuple[bool, int]:
    return _SITES[part][0] is not None, len(part)
