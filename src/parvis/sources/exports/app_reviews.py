"""Reviews of applications: Google Play (scrapers and Play Console) and Apple's App Store."""

from __future__ import annotations

from parvis.normalise.rows import Habits
from parvis.sources.platform import Platform, mark

GOOGLE_PLAY = Platform(
    habits=Habits(source="google_play", medium="review", kind="review", is_american=True),
    names={
        "id": ("reviewId", "Review Id"),
        "url": ("Review Link", "url"),
        "published_at": ("at", "Review Submit Millis Since Epoch", "Review Submit Date and Time"),
        "author": ("userName", "author"),
        "title": ("Review Title", "title"),
        "text": ("content", "Review Text"),
        "declared_language": ("Reviewer Language", "lang"),
        "likes": ("thumbsUpCount", "thumbsUp"),
        "rating": ("score", "Star Rating"),
    },
    marks=(
        mark("reviewId", "content", "score"),
        mark("content", "score", "thumbsUpCount"),
        mark("Star Rating", "Review Text"),
    ),
)

APP_STORE = Platform(
    habits=Habits(source="app_store", medium="review", kind="review", is_american=True),
    names={
        "id": ("id", "review_id"),
        "url": ("link", "url"),
        "published_at": ("updated", "date"),
        "author": ("author", "userName", "author.name", "user_name"),
        "title": ("title",),
        "text": ("review", "content", "body"),
        "likes": ("voteSum", "vote_sum"),
        "rating": ("rating", "im:rating", "score"),
        "country": ("country",),
    },
    marks=(
        mark("rating", "review", "isEdited"),
        mark("rating", "review", "developerResponse"),
        mark("rating", "review", "title", "author"),
        mark("rating", "review", "title", "userName"),
        mark("rating", "title", "author", "updated"),
        mark("rating", "voteSum"),
        mark("im:rating", "content"),
    ),
)
