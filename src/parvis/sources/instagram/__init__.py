"""Instagram: CrowdTangle's and Meta's exports, and posts as Zeeschuimer captures them."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.instagram.normalise import record, unfold
from parvis.sources.platform import Api, Platform, mark

PLATFORM = Platform(
    habits=Habits(source="instagram", medium="image", is_american=True, handles="dotted"),
    names={
        "id": ("Post Id", "shortcode", "id"),
        "url": ("URL", "permalink", "Link"),
        "published_at": ("Post Created", "timestamp", "taken_at"),
        "author": ("User Name", "ownerUsername", "username", "Account"),
        "author_followers": ("Followers at Posting",),
        "text": ("Description", "caption", "text"),
        "title": ("Title",),
        "likes": ("Likes", "likesCount", "like_count"),
        "replies": ("Comments", "commentsCount", "comments_count"),
        "views": ("Views", "videoViewCount"),
        "media": ("Photo", "displayUrl"),
    },
    marks=(
        mark("Photo", "Post Created", "Description"),
        mark("caption", "shortcode"),
        mark("ownerUsername", "caption"),
    ),
    api=Api(unfold=unfold, record=record),
)
