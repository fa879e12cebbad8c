"""How the products differ: one table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product's language, where it is not as ours.

    Arguments:
        name: of the product.
        source: where its language is described.
        fields: its name for a field to ours, or to what writes the clause for a value (empty where
            it cannot be said).
        near: the distance of a NEAR that names none.
        folds: an accented word finds plain spellings too.
        has_small: operators may be in small letters.
        has_phrases: words side by side are a phrase.
        widened: fields carried over as something wider, and what.
    """

    name: str
    source: str
    fields: Mapping[str, str | Callable[[str], str]] = field(default_factory=dict)
    near: int = 5
    folds: bool = False
    has_small: bool = False
    has_phrases: bool = False
    widened: Mapping[str, str] = field(default_factory=dict)


def _among(**values: str) -> Callable[[str], str]:
    return lambda value: values.get(value.strip('"').lower(), "")


def _clock(value: str) -> str:
    """Minutes of a day, as times of day."""
    ends = re.fullmatch(r"\[(\d+) TO (\d+)\]", value)
    if not ends:
        return ""
    low, high = (f"{int(end) // 60:02}:{int(end) % 60:02}" for end in ends.groups())
    return f"time:[{low} TO {high}]"


def _text(prefix: str) -> Callable[[str], str]:
    return lambda value: prefix + f'"{value.strip(chr(34))}"'


def _language(value: str) -> str:
    code = {"iw": "he", "in": "id"}.get(value, value)
    return f"lang:{code}" if re.fullmatch("[a-z]{2,3}", code) else ""


_SENTIMENTS: Final = _among(
    positive="tonality:positive", negative="tonality:negative", neutral="tonality:neutral"
)

PRODUCTS: Final[Mapping[str, Product]] = {
    "brandwatch": Product(
        name="Brandwatch",
        source="Brandwatch help, Boolean operators (July 2025)",
        fields={
            "title": "title", "author": "author", "authorFollowers": "followers",
            "authorVerified": "verified", "site": "site", "url": "url", "links": "link",
            "language": "lang", "country": "country", "rating": "rating", "guid": "id",
            "rootPostId": "thread", "parentPostId": "answers", "minuteOfDay": _clock,
            "engagementType": _among(
                comment="kind:comment", reply="kind:reply", retweet="kind:repost",
                quote="has:quotes",
            ),
            "raw": _text("++"), "subreddit": lambda value: f'url:"reddit.com/r/{value}"',
        },
    ),
    "talkwalker": Product(
        name="Talkwalker",
        source="Talkwalker API workshop and Alerts syntax",
        near=15,
        folds=True,
        fields={
            "title": "title", "content": "text", "author": "author", "authorshort": "author",
            "author_id": "author_id", "domainurl": "site", "host_url": "site", "root_url": "site",
            "site": "site", "sourcecountry": "country", "authorcountry": "country", "lang": "lang",
            "hashtag": "hashtag", "mention": "mention", "published": "date",
            "sentiment": _SENTIMENTS,
            "is": _among(
                retweet="kind:repost", comment="kind:comment", twitter_reply="kind:reply",
                author_verified="verified:true", question="interaction:question",
            ),
            "contains": _among(image="has:media", video="has:media", audio="has:media"),
        },
        widened={"contains": "any picture, video or sound"},
    ),
    "meltwater": Product(
        name="Meltwater",
        source="Meltwater help, Boolean searches",
        near=4,
        has_small=True,
        fields={"title": "title", "ingress": "text", "author": "author"},
        widened={"ingress": "the whole text"},
    ),
    "sprinklr": Product(
        name="Sprinklr",
        source="Sprinklr help, query operators",
        has_phrases=True,
        fields={
            "author": "author", "title": "title", "message": "text", "language": "lang",
            "followers": "followers", "country": "country", "url": "url", "site": "site",
            "authorContaining": lambda value: f"author:*{value.strip(chr(34))}*",
            "exactMessage": _text("text:++"), "exactTitle": _text("title:++"),
            "exactContent": _text("++"),
        },
    ),
    "x": Product(
        name="X API v2",
        source="docs.x.com, search operators",
        folds=True,
        fields={
            "from": "author", "to": "mention", "lang": _language, "conversation_id": "thread",
            "url": "link", "quotes_of_tweet_id": "quotes", "in_reply_to_tweet_id": "answers",
            "place_country": "country",
            "is": _among(
                retweet="kind:repost", reply="kind:reply", quote="has:quotes",
                verified="verified:true",
            ),
            "has": _among(
                links="has:link", hashtags="has:hashtag", mentions="has:mention",
                media="has:media", images="has:media", video_link="has:media",
            ),
        },
        widened={"to": "whoever names the account, not only who answers it"},
    ),
    "lucene": Product(
        name="Lucene",
        source="lucene.apache.org, classic query parser syntax",
        fields={
            name: name
            for name in (
                "title", "text", "author", "author_id", "followers", "site", "url", "lang",
                "country", "medium", "source", "kind", "rating", "likes", "reposts", "replies",
                "views", "date", "hashtag", "mention", "thread", "id", "tonality", "topic",
            )
        },
    ),
}  # fmt: skip
