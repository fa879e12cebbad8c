"""Answers of APIs: every post one row, what is no post rejected, what is embedded not counted."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis import sources
from parvis.sources import PLATFORMS, Harvest


@pytest.fixture
def read(tmp_path):
    """Write a body as recorded, read it, and check that its items add up."""

    def read_of(body: object, name: str = "answer.json") -> Harvest:
        is_lines = name.endswith("jsonl")
        text = "\n".join(map(json.dumps, body)) if is_lines else json.dumps(body)
        (tmp_path / name).write_bytes(gzip.compress(text.encode()))
        found = sources.read(tmp_path / name)
        assert found.rows_read == found.frame.height + len(found.rejected)
        return found

    return read_of


def has(found: Harvest, place: int = 0, **expected: object) -> None:
    row = found.frame.row(place, named=True)
    assert {name: row[name] for name in expected} == expected


ACCOUNT = {
    "id": "1",
    "username": "anna",
    "acct": "anna@mamot.fr",
    "followers_count": 40,
    "note": "<p>",
}
STATUS = {
    "id": "114", "created_at": "2022-11-08T15:38:17.000Z", "in_reply_to_id": "113",
    "language": "fr",
    "spoiler_text": "Râlerie", "uri": "https://mamot.fr/users/anna/statuses/114",
    "url": "https://mamot.fr/@anna/114", "replies_count": 1, "reblogs_count": 2,
    "favourites_count": 3, "reblog": None, "account": ACCOUNT, "quote": None,
    "content": (
        '<p>Panne <a href="https://mamot.fr/@free">@<span>free</span></a> &amp; cie'
        '<br>#Brest</p>'
    ),
    "mentions": [{"acct": "free", "username": "free"}], "tags": [{"name": "Brest"}],
    "media_attachments": [{"url": "https://a.fr/1.png", "type": "image"}], "card": {"url": "https://b.fr"},
}  # fmt: skip


def test_a_status_of_mastodon(read):
    found = read([STATUS])
    assert (found.recognition.platform, found.recognition.format) == ("mastodon", "json")
    has(
        found, id="mastodon:114", text="Panne @free & cie\n#Brest", author="anna@mamot.fr",
        reply_to="mastodon:113", kind="reply", mentions=["free"], hashtags=["brest"],
        links=["https://b.fr"], media=["https://a.fr/1.png"], title="Râlerie", likes=3, reposts=2,
        replies=1, author_followers=40, declared_language="fr", time_confidence="exact", line=1,
        origin="answer.json", medium="micro-blog",
    )  # fmt: skip


def test_a_boost_carries_the_words_of_the_status_boosted_and_counts_once(read):
    boost = STATUS | {"id": "200", "content": "", "reblog": STATUS, "in_reply_to_id": None}
    found = read({"statuses": [boost], "accounts": [ACCOUNT], "hashtags": []})
    has(found, id="mastodon:200", kind="repost", repost_of="mastodon:114", hashtags=["brest"])
    assert found.frame["text"][0].startswith("Panne @free")
    assert [reject.reason for reject in found.rejected] == ["an account, not a post"]


@pytest.mark.parametrize("quote", [{"state": "accepted", "quoted_status": STATUS}, STATUS])
def test_a_quote_of_mastodon_points_to_what_it_quotes(read, quote):
    found = read([STATUS | {"id": "201", "quote": quote, "in_reply_to_id": None}])
    assert found.rows_read == 1
    has(found, quote_of="mastodon:114", kind="post")


DID = "at://did:plc:a/app.bsky.feed.post/"
POST = {
    "uri": DID + "1", "cid": "b", "author": {"did": "did:plc:a", "handle": "anna.bsky.social"},
    "record": {
        "$type": "app.bsky.feed.post", "createdAt": "2022-11-08T15:38:17.643828Z", "langs": ["fr"],
        "text": "Panne @free.bsky.social #Brest a.fr",
        "facets": [{"features": [{"uri": "https://a.fr"}, {"tag": "Brest"}]}],
        "reply": {"parent": {"uri": DID + "0"}, "root": {"uri": DID + "00"}},
    },
    "embed": {"$type": "app.bsky.embed.images#view", "images": [{"fullsize": "https://i.fr/1"}]},
    "replyCount": 1, "repostCount": 2, "likeCount": 3, "indexedAt": "2022-11-08T15:38:18Z",
}  # fmt: skip


def test_a_post_of_bluesky(read):
    found = read({"posts": [POST], "cursor": "x"})
    has(
        found, id=f"bluesky:{DID}1", author="anna.bsky.social", mentions=["free.bsky.social"],
        hashtags=["brest"], links=["https://a.fr"], reply_to=f"bluesky:{DID}0", thread=DID + "00",
        url="https://bsky.app/profile/anna.bsky.social/post/1", media=["https://i.fr/1"],
        likes=3, reposts=2, replies=1, declared_language="fr", kind="reply",
    )  # fmt: skip


def test_a_repost_in_a_feed_of_bluesky_is_the_reposter_s(read):
    reason = {
        "$type": "app.bsky.feed.defs#reasonRepost", "by": {"did": "did:plc:b", "handle": "b.fr"},
        "indexedAt": "2022-11-09T00:00:00Z",
    }  # fmt: skip
    context = {"root": POST, "parent": POST}
    found = read({"feed": [{"post": POST, "reply": context}, {"post": POST, "reason": reason}]})
    assert found.frame["kind"].to_list() == ["reply", "repost"]
    has(found, 1, author="b.fr", repost_of=f"bluesky:{DID}1", likes=None)
    assert found.frame["published_at"][1].day == 9


@pytest.mark.parametrize("has_media", [False, True])
def test_a_quote_of_bluesky_points_to_what_it_quotes_and_a_list_is_no_quote(read, has_media):
    record = {"record": {"uri": DID + "9"}}
    embed = {"$type": "app.bsky.embed.record", **({"record": record} if has_media else record)}
    quoting = POST | {"record": POST["record"] | {"embed": embed}}
    listed = {"record": {"uri": "at://did:plc:a/app.bsky.graph.list/7"}}
    other = POST | {"uri": DID + "2", "record": POST["record"] | {"embed": listed}}
    found = read({"posts": [quoting, other]})
    assert found.frame["quote_of"].to_list() == [f"bluesky:{DID}9", None]


def test_a_thread_of_bluesky_gives_all_its_posts_and_says_what_is_gone(read):
    answer = {"post": POST | {"uri": DID + "3"}, "replies": [{"post": POST | {"uri": DID + "4"}}]}
    gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": DID + "5", "notFound": True}
    parent = {"post": POST | {"uri": DID + "0"}, "parent": gone}
    found = read({"thread": {"post": POST, "parent": parent, "replies": [answer]}})
    assert set(found.frame["id"]) == {f"bluesky:{DID}{n}" for n in "0134"}
    assert [reject.reason for reject in found.rejected] == ["a post that was deleted or is hidden"]


USER = {
    "id_str": "5",
    "screen_name": "anna",
    "followers_count": 40,
    "verified": False,
    "location": "Brest",
}
TWEET = {
    "id": 12, "id_str": "12", "created_at": "Tue Nov 08 15:38:17 +0000 2022", "user": USER,
    "full_text": "Panne @free &amp; #Brest https://t.co/x", "lang": "fr",
    "entities": {
        "user_mentions": [{"screen_name": "Free"}], "hashtags": [{"text": "Brest"}],
        "urls": [{"url": "https://t.co/x", "expanded_url": "https://a.fr"}],
    },
    "extended_entities": {"media": [{"media_url_https": "https://i.fr/1.jpg"}]},
    "in_reply_to_status_id_str": "11", "retweet_count": 2, "favorite_count": 3,
}  # fmt: skip


def test_a_tweet_of_the_old_api(read):
    found = read([{"endpoint": "https://api.example/search", "body": {"statuses": [TWEET]}}])
    has(
        found, id="x:12", url="https://x.com/anna/status/12", author="anna", author_id="5",
        text="Panne @free & #Brest https://t.co/x", mentions=["free"], hashtags=["brest"],
        links=["https://a.fr"], media=["https://i.fr/1.jpg"], reply_to="x:11", likes=3, reposts=2,
        author_verified=False, country="Brest", kind="reply", time_confidence="exact",
    )  # fmt: skip


def test_a_retweet_has_the_whole_text_and_a_quote_points_on_and_neither_counts_twice(read):
    original = TWEET | {"id_str": "1", "full_text": "Un texte très long jusqu'au bout"}
    retweet = TWEET | {
        "id_str": "13",
        "full_text": "RT @anna: Un te…",
        "retweeted_status": original,
    }
    quote = TWEET | {"id_str": "14", "quoted_status": original, "in_reply_to_status_id_str": None}
    found = read([retweet, quote])
    assert found.rows_read == 2
    has(found, kind="repost", repost_of="x:1", text="RT @anna: Un texte très long jusqu'au bout")
    has(found, 1, quote_of="x:1", kind="post")


def test_accounts_and_places_of_x_are_no_posts(read):
    found = read(
        [USER | {"status": TWEET}, {"name": "Brest", "woeid": 1, "placeType": {"code": 7}}]
    )
    assert [reject.reason for reject in found.rejected] == [
        "an account, not a post", "a place with trends, not a post"
    ]  # fmt: skip
    assert found.recognition.notes == ["There is no post in the file."]


def test_a_tweet_of_the_new_api_finds_its_author(read):
    body = {
        "data": [{
            "id": "12", "text": "Oui", "author_id": "5", "created_at": "2022-11-08T15:38:17.000Z",
            "conversation_id": "11", "public_metrics": {"like_count": 3, "impression_count": 9},
            "referenced_tweets": [
                {"type": "replied_to", "id": "11"}, {"type": "quoted", "id": "3"},
            ],
        }],
        "includes": {"users": [{"id": "5", "username": "anna", "verified": True}], "tweets": []},
    }  # fmt: skip
    found = read(body)
    has(found, id="x:12", author="anna", reply_to="x:11", quote_of="x:3", likes=3, views=9)


def test_captures_of_a_browser_one_a_line(read):
    page = {
        "rest_id": "12",
        "core": {"user_results": {"result": {"rest_id": "5", "legacy": {"screen_name": "anna"}}}},
        "legacy": {"full_text": "Oui", "created_at": TWEET["created_at"], "favorite_count": 3},
        "views": {"count": "90"},
    }
    video = {
        "id": "7", "desc": "La danse #fyp", "createTime": 1667921897, "stats": {"playCount": 9},
        "author": {"uniqueId": "anna.b", "id": "1"}, "authorStats": {"followerCount": 4},
        "textExtra": [{"hashtagName": "fyp"}],
    }  # fmt: skip
    photo = {
        "code": "C7",
        "taken_at": 1667921897,
        "user": {"username": "anna"},
        "caption": {"text": "Été"},
    }
    lines = [
        {
            "nav_index": n,
            "source_platform": name,
            "timestamp_collected": 1667999999000,
            "data": data,
        }
        for n, (name, data) in enumerate([("x", page), ("tiktok", video), ("instagram", photo)])
    ]
    found = read(lines, "capture.jsonl")
    assert found.frame["id"].to_list() == ["x:12", "tiktok:7", "instagram:C7"]
    assert found.frame["line"].to_list() == [1, 2, 3]
    assert found.frame["views"].to_list() == [90, 9, None]
    assert found.frame["collected_at"].dt.day().to_list() == [9, 9, 9]


def thing(kind: str, **data: object) -> dict[str, object]:
    return {"kind": kind, "data": data}


def listing(*children: object) -> dict[str, object]:
    return thing("Listing", children=list(children))


def test_a_thread_of_reddit_with_its_nested_answers(read):
    answer = thing(
        "t1", id="c", name="t1_c", parent_id="t1_b", link_id="t3_a", body="Non", replies=""
    )
    stub = thing("more", count=12, children=["d"])
    comment = thing(
        "t1", id="b", name="t1_b", parent_id="t3_a", link_id="t3_a", body="Oui &amp; non", score=-4,
        author="anna", created_utc=1667921897.0, replies=listing(answer, stub),
    )  # fmt: skip
    post = thing(
        "t3", id="a", name="t3_a", title="Une panne", selftext="", url="https://a.fr",
        permalink="/r/brest/comments/a/une_panne/", author="bob", num_comments=14, is_self=False,
    )  # fmt: skip
    found = read([listing(post), listing(comment)])
    assert found.frame["id"].to_list() == ["reddit:t3_a", "reddit:t1_b", "reddit:t1_c"]
    has(found, kind="post", title="Une panne", links=["https://a.fr"], replies=14, thread="t3_a")
    has(
        found, 1, kind="comment", reply_to="reddit:t3_a", text="Oui & non", likes=-4, thread="t3_a",
        url="https://www.reddit.com/comments/a/_/b/", medium="forum", time_confidence="exact",
    )  # fmt: skip
    assert [reject.reason for reject in found.rejected] == [
        "a stub for 12 comments that were not loaded"
    ]


def test_more_comments_of_reddit_and_things_that_are_no_posts(read):
    more = {"json": {"errors": [], "data": {"things": [thing("t1", id="b", body="Oui")]}}}
    found = read(
        [
            {"endpoint": "a", "body": more},
            {"endpoint": "b", "body": listing(thing("t5"), thing("t2"))},
        ]
    )
    has(found, id="reddit:t1_b")
    assert [reject.line for reject in found.rejected] == [2, 3]


def test_comments_of_youtube_with_their_answers(read):
    def comment(key: str, **snippet: object) -> dict[str, object]:
        said = {"textOriginal": "Oui", "textDisplay": "<b>Oui</b>", "videoId": "v", "likeCount": 2}
        about = {"authorDisplayName": "@anna", "authorChannelId": {"value": "UC1"}}
        when = {"publishedAt": "2022-11-08T15:38:17Z"}
        return {"kind": "youtube#comment", "id": key, "snippet": said | about | when | snippet}

    item = {
        "kind": "youtube#commentThread", "id": "c", "snippet": {"topLevelComment": comment("c")},
        "replies": {"comments": [comment("c.d", parentId="c", textOriginal="Non")]},
    }  # fmt: skip
    channel = {"kind": "youtube#channel", "id": "UC1"}
    found = read({"kind": "youtube#commentThreadListResponse", "items": [item, channel]})
    assert found.frame["id"].to_list() == ["youtube:c", "youtube:c.d"]
    has(found, 1, reply_to="youtube:c", kind="comment", text="Non", thread="v", author="anna")
    assert [reject.reason for reject in found.rejected] == ["a channel, not a comment"]


@pytest.mark.parametrize("body", [{"statuses": []}, {"feed": [], "cursor": ""}, [], {"data": []}])
def test_an_answer_without_items_is_no_fault(read, body):
    found = read(body)
    assert (found.rows_read, found.frame.height) == (0, 0)


def test_an_object_that_holds_the_list_is_looked_into_and_one_post_alone_is_a_row(read):
    items = [{"message": "un", "created_time": "2022-11-08T15:38:17+0000"}, {"message": "deux"}]
    assert read({"paging": {"next": "x"}, "page": {"feed": {"data": items}}}).frame.height == 2
    assert read({"text": "seul", "media": [{"url": "https://a.fr"}]}).frame["text"].to_list() == [
        "seul"
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)
BODIES = [
    STATUS,
    {"posts": [POST]},
    {"post": POST},
    TWEET,
    thing("t1", id="b", body="x"),
    USER,
    ACCOUNT,
]


def paths(value: object) -> list[tuple[object, ...]]:
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else []
    )
    return [(key, *below) for key, part in pairs for below in [(), *paths(part)]]


def changed(value: object, path: tuple[object, ...], new: object) -> object:
    key, *rest = path
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = changed(copy[key], tuple(rest), new) if rest else new
    return copy


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), body=st.sampled_from(BODIES), new=JSON)
def test_any_part_of_a_payload_may_be_anything(data, body, new):
    body = changed(body, data.draw(st.sampled_from(paths(body))), new)
    for platform in PLATFORMS:
        for item in platform.api.unfold(body) or [] if platform.api else []:
            assert isinstance(platform.api.record(item), dict | str)


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), body=st.sampled_from(BODIES), new=JSON)
def test_a_misshapen_payload_adds_up_beside_a_good_one(read, data, body, new):
    body = changed(body, data.draw(st.sampled_from(paths(body))), new)
    assert read([STATUS, body]).rows_read >= 1
