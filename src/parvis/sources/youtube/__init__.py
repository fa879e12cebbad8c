"""YouTube comments: YouTube Data Tools and other exports, and the answers of the Data API 3."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.platform import Api, Platform, mark
from parvis.sources.youtube.normalise import record, unfold

PLATFORM = Platform(
    habits=Habits(source="youtube", medium="video", kind="comment", is_html=True, handles="dotted"),
    names={
        "id": ("id", "commentId", "cid"),
        "published_at": ("publishedAt", "created_at", "date", "time_parsed", "time"),
        "author_id": ("authorChannelId", "author_channel_id", "channel"),
        "author": ("authorName", "authorDisplayName", "author"),
        "title": ("videoTitle", "video title"),
        "text": ("textOriginal", "text", "textDisplay", "comment"),
        "reply_to": ("isReplyTo", "parentId", "parent_id"),
        "thread": ("videoId", "video"),
        "likes": ("likeCount", "likes", "votes"),
        "replies": ("replyCount", "replies"),
    },
    marks=(
        mark("isReplyTo", "authorName"),
        mark("authorChannelId", "text"),
        mark("authorDisplayName", "publishedAt"),
        mark("cid", "votes", "text"),
        mark("video", "video_title", "text"),
        mark("videoId", "commentId"),
    ),
    api=Api(unfold=unfold, record=record),
)
