"""The truth agrees with what plain Python counts over the posts, by the figures' definitions."""

from __future__ import annotations

import datetime as dt
import re
import statistics
from collections import Counter, defaultdict
from zoneinfo import ZoneInfo

import pytest

from parvis.simulate import BRANDS
from tests.simulate.alike import leaders_of

NAMES = {brand.name: (brand.name, *brand.accounts) for brand in BRANDS}
ACCOUNTS = {handle: brand.name for brand in BRANDS for handle in brand.accounts}


def _brands(text: str) -> list[str]:
    words = {word.lower() for word in re.findall(r"\w+", text)}
    return [name for name, forms in NAMES.items() if words & {form.lower() for form in forms}]


def _named(text: str) -> set[str]:
    return {handle.lower() for handle in re.findall(r"(?<![\w@/])@(\w+)", text)}


def _time(post: dict) -> dt.datetime | None:
    moment = post["Created At"]
    return moment and dt.datetime.strptime(moment, "%Y-%m-%d %H:%M:%S %z")


@pytest.fixture(scope="module")
def said(posts):
    """Each post once, with its brands and whether it is an edit."""
    seen, ids, once = set(), set(), []
    for post in posts:
        content = (post["Tweet Id"], post["Full Text"])
        if content in seen:
            continue
        seen.add(content)
        once.append(post | {"edit": post["Tweet Id"] in ids, "brands": _brands(post["Full Text"])})
        ids.add(post["Tweet Id"])
    return once


@pytest.fixture(scope="module")
def kept(said):
    return [post for post in said if post["brands"] and post["Screen Name"] not in ACCOUNTS]


def test_rows_and_mentions_are_those_counted(simulated, posts, said, kept):
    own = sum(post["Screen Name"] in ACCOUNTS for post in said)
    assert simulated.truth["rows"] == {
        "read": len(posts),
        "rejected": 0,
        "repeated": len(posts) - len(said),
        "own_account": own,
        "off_perimeter": len(said) - own - len(kept),
        "kept": len(kept),
        "edits": sum(post["edit"] for post in kept),
        "undated": sum(post["Created At"] is None for post in kept),
    }


def test_nothing_of_what_is_to_be_planted_is_missing(simulated):
    rows = simulated.truth["rows"]
    assert min(rows[name] for name in rows if name != "rejected") > 0
    assert min(len(simulated.truth["spam"]), len(simulated.truth["rings"])) > 0


def test_authors_first_and_last_are_those_counted(simulated, kept):
    assert simulated.truth["authors"] == len({post["Screen Name"] for post in kept})
    times = sorted(time for post in kept if (time := _time(post)))
    assert simulated.truth["first"] == times[0].strftime("%Y-%m-%dT%H:%M:%SZ")
    assert simulated.truth["last"] == times[-1].strftime("%Y-%m-%dT%H:%M:%SZ")


def test_volume_and_share_of_voice_are_those_counted(simulated, kept):
    counts = Counter(brand for post in kept for brand in post["brands"])
    for brand in simulated.truth["brands"]:
        assert brand["raw"] == counts[brand["name"]]
        assert brand["share_raw"] == pytest.approx(100 * brand["raw"] / counts.total())
    for kind in ("raw", "deduplicated"):
        assert sum(brand[f"share_{kind}"] for brand in simulated.truth["brands"]) == pytest.approx(
            100
        )


def test_planted_tonalities_add_up_to_the_volume(simulated):
    for brand in simulated.truth["brands"]:
        assert sum(brand["tonality_planted_in_invented_words"].values()) == brand["raw"]


def test_volume_by_day_is_that_counted_in_the_markets_time_zone(simulated, kept):
    days = defaultdict(Counter)
    for post in kept:
        for brand in post["brands"] if _time(post) else []:
            days[brand][str(_time(post).astimezone(ZoneInfo("Europe/Paris")).date())] += 1
    assert simulated.truth["volume_by_day"] == {name: dict(days[name]) for name in NAMES}


def test_media_and_languages_are_those_counted(simulated, kept):
    assert simulated.truth["media"] == Counter(post["Medium"] for post in kept)
    declared = Counter(post["Language"] for post in kept if post["Medium"] == "micro-blog")
    languages = simulated.truth["languages"]
    assert sum(languages.values()) == len(kept)
    assert all(languages[name] >= declared[name] > 0 for name in ("fr", "en"))


def test_customer_posts_answers_and_delays_are_exactly_those_counted(simulated, said):
    by_id = {post["Tweet Id"]: post for post in reversed(said)}
    for truth in simulated.truth["answers"]:
        accounts = {a.lower() for a, brand in ACCOUNTS.items() if brand == truth["brand"]}
        accounts = {truth["account"]} if "account" in truth else accounts
        first = {}
        for post in said:
            if post["Screen Name"].lower() in accounts and post["In Reply To"]:
                first.setdefault(post["In Reply To"], _time(post))
        customers = [
            post["Tweet Id"]
            for post in said
            if post["Screen Name"] not in ACCOUNTS
            and not post["Retweet Of"]
            and not post["edit"]
            and (
                _named(post["Full Text"]) & accounts
                or post["Tweet Id"] in first
                or by_id.get(post["In Reply To"], post)["Screen Name"].lower() in accounts
            )
        ]
        delays = [
            (first[id_] - _time(by_id[id_])).total_seconds() / 60
            for id_ in customers
            if id_ in first
        ]
        assert truth["customer_posts"] == len(customers)
        assert truth["answered"] == len(delays)
        assert truth["median"] == pytest.approx(statistics.median(delays), abs=1e-9)
        quartiles = statistics.quantiles(delays, n=20, method="inclusive")
        assert truth["p75"] == pytest.approx(quartiles[14], abs=1e-9)
        assert truth["p90"] == pytest.approx(quartiles[17], abs=1e-9)
        within = sum(delay <= 24 * 60 for delay in delays)
        assert truth["within_24h"] == pytest.approx(100 * within / len(customers))


def test_a_brand_that_is_to_answer_faster_does(simulated):
    medians = {
        row["brand"]: row["median"] for row in simulated.truth["answers"] if "account" not in row
    }
    planned = sorted(BRANDS, key=lambda brand: brand.median_minutes)
    assert sorted(medians, key=medians.get) == [brand.name for brand in planned]


def test_the_busiest_day_of_the_brand_struck_is_that_of_its_crisis(simulated):
    crisis = simulated.truth["crisis"]
    days = simulated.truth["volume_by_day"][crisis["brand"]]
    assert max(days, key=days.get) == crisis["day"]
    assert days[crisis["day"]] > 3 * statistics.median(days.values())
    assert crisis["start"] < crisis["peak"] < crisis["end"]


def test_hubs_are_named_answered_and_reposted_more_than_anyone_with_few_posts(
    simulated, said, kept
):
    authors = {post["Tweet Id"]: post["Screen Name"].lower() for post in said}
    pointing = defaultdict(set)
    for post in kept:
        parent = authors.get(post["In Reply To"] or post["Retweet Of"])
        for whom in _named(post["Full Text"]) | ({parent} if parent else set()):
            pointing[whom].add(post["Screen Name"])
    public = [name for name in pointing if name not in {a.lower() for a in ACCOUNTS}]
    first = sorted(public, key=lambda name: -len(pointing[name]))[:10]
    hubs = [hub["author"].lower() for hub in simulated.truth["hubs"]]
    assert len(set(first) & set(hubs)) >= 9
    written = Counter(post["Screen Name"].lower() for post in said)
    assert max(written[hub] for hub in hubs) < 10


def test_hubs_stand_in_the_order_of_their_strength(simulated):
    strengths = [hub["strength"] for hub in simulated.truth["hubs"]]
    assert strengths == sorted(strengths, reverse=True)


def test_everybody_of_the_public_gathers_around_one_hub_of_their_language(simulated, said):
    circles = simulated.truth["communities"]
    members = [author for circle in circles for author in circle["members"]]
    assert len(members) == len(set(members))
    assert [circle["hub"] for circle in circles] == [h["author"] for h in simulated.truth["hubs"]]
    assert all(circle["hub"] in circle["members"] for circle in circles)
    spoken = defaultdict(Counter)
    of = {author: place for place, circle in enumerate(circles) for author in circle["members"]}
    for post in said:
        if post["Screen Name"] in of and post["Language"] and not post["Retweet Of"]:
            spoken[of[post["Screen Name"]]][post["Language"]] += 1
    assert all(counts.most_common(1)[0][1] > 0.9 * counts.total() for counts in spoken.values())


def test_people_answer_and_repost_those_around_their_own_hub(simulated, said):
    circles = simulated.truth["communities"]
    of = {author: place for place, circle in enumerate(circles) for author in circle["members"]}
    author = {post["Tweet Id"]: post["Screen Name"] for post in said}
    pairs = [
        (of.get(post["Screen Name"]), of.get(author.get(post["In Reply To"] or post["Retweet Of"])))
        for post in said
    ]
    known = [(one, other) for one, other in pairs if one is not None and other is not None]
    assert len(known) > 300
    assert sum(one == other for one, other in known) > 0.8 * len(known)


def test_rings_post_one_text_within_ten_seconds_several_times(simulated, said):
    by_id = {post["Tweet Id"]: post for post in said}
    for ring in simulated.truth["rings"]:
        bursts = defaultdict(list)
        for id_ in ring["posts"]:
            post = by_id[id_]
            bursts[re.sub(r"https://\S+", "", post["Full Text"])].append(post)
            assert post["Screen Name"] in ring["accounts"]
        assert len(bursts) >= 2
        for burst in bursts.values():
            times = [_time(post) for post in burst]
            assert max(times) - min(times) < dt.timedelta(seconds=10)
            assert len({post["Screen Name"] for post in burst}) == len(burst) >= 6


def test_reposts_repeat_what_they_point_to(said):
    by_id = {post["Tweet Id"]: post for post in reversed(said)}
    reposts = [post for post in said if post["Retweet Of"]]
    assert len(reposts) > 500
    for post in reposts:
        original = by_id[post["Retweet Of"]]
        assert post["Full Text"] == f"RT @{original['Screen Name']}: {original['Full Text']}"
        assert _time(original) < _time(post)


def test_near_duplicates_are_those_that_comparing_all_pairs_finds(simulated, kept):
    leaders = leaders_of([post["Full Text"] for post in kept])
    sizes = [size for size in Counter(leaders).values() if size > 1]
    planted = simulated.truth["duplicates"]
    assert planted["groups"] == pytest.approx(len(sizes), rel=0.01)
    assert planted["mentions"] == pytest.approx(sum(sizes), rel=0.01)
    assert planted["largest"] == max(sizes)
