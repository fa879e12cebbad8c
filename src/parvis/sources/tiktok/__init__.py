"""TikTok: videos as Zeeschuimer captures them and as the Research API exports them."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.platform import Api, Platform, mark
from parvis.sources.tiktok.normalise import record, unfold

PLATFORM = Platform(
    habits=Habits(source="tiktok", medium="video", handles="dotted"),
    names={
        "id": ("video_id", "id"),
        "url": ("video_url", "webVideoUrl", "url"),
        "published_at": ("create_time", "createTimeISO", "createTime"),
        "author": ("author_name", "username", "authorMeta.name"),
        "author_followers": ("authorMeta.fans",),
        "text": ("video_description", "desc", "text"),
        "hashtags": ("hashtag_names",),
        "likes": ("like_count", "diggCount"),
        "reposts": ("share_count", "shareCount"),
        "replies": ("comment_count", "commentCount"),
        "views": ("view_count", "playCount"),
        "country": ("region_code",),
    },
    marks=(mark("video_description", "create_time"), mark("diggCount", "playCount")),
    api=Api(unfold=unfold, record=record),
)
