"""Meltwater: articles and posts, usually in UTF-16 and separated by tabs."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.platform import Platform, mark

PLATFORM = Platform(
    habits=Habits(source="meltwater", is_gatherer=True),
    names={
        "id": ("Document ID",),
        "medium": ("Source Type", "Information Type", "Source Name", "Source"),
        "kind": ("Content Type",),
        "url": ("URL",),
        "published_at": ("Date", "Alternate Date Format"),
        "time_of_day": ("Time",),
        "author": ("Author Handle", "Influencer", "Author Name", "Source Name", "Source"),
        "title": ("Headline", "Title"),
        "text": ("Hit Sentence", "Opening Text"),
        "declared_language": ("Language",),
        "reply_to": ("Parent URL",),
        "hashtags": ("Hashtags",),
        "links": ("Links",),
        "likes": ("Likes", "Reactions"),
        "reposts": ("Reposts", "Shares"),
        "replies": ("Replies", "Comments"),
        "views": ("Views",),
        "country": ("Country",),
        "media": ("Image",),
    },
    marks=(
        mark("Hit Sentence"),
        mark("Opening Text"),
        mark("Document ID", "Input Name"),
        mark("Headline", "AVE"),
    ),
)
