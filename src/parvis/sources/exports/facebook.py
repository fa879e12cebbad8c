"""Facebook: CrowdTangle, Meta Content Library, the Graph API's fields, exports of page comments."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.platform import Platform, mark

POSTS = Platform(
    habits=Habits(source="facebook", medium="social network", is_american=True),
    names={
        "id": ("Post Id", "platformId", "id"),
        "url": ("URL", "Post Url", "permalink_url", "mcl_url", "Permalink"),
        "published_at": ("Post Created", "creation_time", "created_time", "Publish Time", "Date"),
        "author_id": ("Facebook Id", "post_owner.id", "from.id", "Page Id"),
        "author": (
            "User Name", "post_owner.username", "post_owner.name", "Page Name", "Group Name",
            "from.name", "surface.name", "Author",
        ),
        "author_followers": ("Followers at Posting", "Subscriber Count"),
        "text": ("Message", "text", "Description", "Link Text"),
        "title": ("Title", "Link Text", "link_attachment.name"),
        "declared_language": ("lang",),
        "links": ("Final Link", "Link", "link_attachment.link"),
        "likes": ("Likes", "statistics.like_count", "Reactions", "reactions.summary.total_count"),
        "reposts": ("Shares", "statistics.share_count", "shares.count"),
        "replies": ("Comments", "statistics.comment_count", "comments.summary.total_count"),
        "views": ("Post Views", "Total Views", "statistics.views", "Views"),
        "country": ("Page Admin Top Country",),
    },
    marks=(
        mark("Post Created", "Total Interactions"),
        mark("Likes at Posting", "Message"),
        mark("Page Name", "Message"),
        mark("post_owner.name", "creation_time"),
        mark("mcl_url", "text"),
        mark("message", "created_time"),
    ),
)  # fmt: skip

COMMENTS = Platform(
    habits=Habits(
        source="facebook", medium="social network", kind="comment", is_american=True
    ),
    names={
        "id": ("Comment Id", "id"),
        "url": ("Comment Url", "Comment Permalink", "(view source)", "permalink_url"),
        "published_at": ("Comment Created", "created_time", "Comment Date", "Date"),
        "author_id": ("Profile Id", "from.id", "Commenter Id"),
        "author": (
            "Name (click to view profile)", "Commenter", "Commenter Name", "from.name", "Author",
            "Profile Name", "Name",
        ),
        "text": ("Comment", "Comment Message", "Comment Text", "message", "text"),
        "reply_to": ("Parent Comment Id", "parent.id", "Parent Id"),
        "thread": ("Post Id", "object_id"),
        "likes": ("Likes", "like_count", "Comment Likes", "Reactions"),
        "replies": ("Replies", "comment_count", "Reply Count"),
    },
    marks=(
        mark("Name (click to view profile)", "Comment"),
        mark("Comment Id", "Post Id"),
        mark("Commenter", "Comment"),
        mark("message", "created_time", "parent.id"),
    ),
)  # fmt: skip
