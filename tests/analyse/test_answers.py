"""Customer posts, their first answers, and why they sometimes cannot be known."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.analyse.answers import answer_times, can_pair, pair_answers
from tests.analyse.building import NOON, at, mentions, talk

ACCOUNTS = {"@AdaCare": "Ada", "ada": "Ada", "Bel": "Bel"}
PAIR = ("account", "post", "answer", "minutes")


def customer(minutes: float = 0, **others) -> dict:
    return {"author": "ann", "published_at": at(minutes), **others}


def account(minutes: float = 5, author: str = "AdaCare", **others) -> dict:
    return {"author": author, "published_at": at(minutes), **others}


ANSWERED = [customer(mentions=["bel"]), account(5, "Bel", reply_to="x:1")]


def test_a_post_that_names_the_account_is_paired_with_its_answer(engine):
    frame = mentions(customer(mentions=["adacare"]), account(7.5, reply_to="x:1"))
    pairs = pair_answers(engine(frame), ACCOUNTS)
    assert pairs.row(0, named=True) == {
        "account": "adacare",
        "brand": "Ada",
        "post": "x:1",
        "posted_at": NOON,
        "answer": "x:2",
        "answered_at": at(7.5),
        "minutes": 7.5,
        "impossible": 0,
    }


@pytest.mark.parametrize(
    ("rows", "posts"),
    [
        ([customer(mentions=["adacare"])], ["x:1"]),
        ([customer(mentions=["adacare", "adacare"])], ["x:1"]),
        ([account(), customer(9, reply_to="x:1")], ["x:2"]),
        ([customer(), account(reply_to="x:1")], ["x:1"]),
        ([customer(mentions=["other"]), customer(reply_to="x:1"), account()], []),
        ([customer(mentions=["adacare"], kind="repost"), account()], []),
        ([customer(mentions=["adacare"], repost_of="x:9"), account()], []),
        ([customer(mentions=["adacare"], edit_of="x:9"), account()], []),
        ([account(author="Bel", mentions=["adacare"])], []),
        ([customer(mentions=["adacare"], own_brand="Bel")], []),
        ([{"author": None, "mentions": ["adacare"]}], ["x:1"]),
    ],
)
def test_a_customer_post_is_the_publics_and_names_answers_or_was_answered(engine, rows, posts):
    assert pair_answers(engine(mentions(*rows)), ACCOUNTS)["post"].to_list() == posts


def test_a_post_to_two_accounts_is_a_row_for_each_and_each_has_its_own_answer(engine):
    frame = mentions(
        customer(mentions=["ada", "adacare", "bel"]),
        account(30, reply_to="x:1"),
        account(10, author="ADA", reply_to="x:1"),
    )
    pairs = pair_answers(engine(frame), ACCOUNTS)
    assert pairs.select(PAIR).rows() == [
        ("ada", "x:1", "x:3", 10.0),
        ("adacare", "x:1", "x:2", 30.0),
        ("bel", "x:1", None, None),
    ]


def test_the_first_answer_is_the_earliest(engine):
    frame = mentions(
        customer(mentions=["bel"]),
        account(50, "Bel", reply_to="x:1"),
        account(20, "bel", reply_to="x:1"),
    )
    assert pair_answers(engine(frame), ACCOUNTS).select(PAIR).rows() == [
        ("bel", "x:1", "x:3", 20.0)
    ]


def test_an_answer_dated_before_its_post_is_counted_and_pairs_nothing(engine):
    frame = mentions(
        customer(10, mentions=["bel"]),
        account(2, "Bel", reply_to="x:1"),
        customer(10, mentions=["bel"]),
        account(3, "Bel", reply_to="x:3"),
        account(14, "Bel", reply_to="x:3"),
    )
    pairs = pair_answers(engine(frame), ACCOUNTS)
    assert pairs.select(*PAIR, "impossible").rows() == [
        ("bel", "x:1", None, None, 1),
        ("bel", "x:3", "x:5", 4.0, 1),
    ]


@pytest.mark.parametrize("confidence", ["day", "none"])
@pytest.mark.parametrize("which", [0, 1])
def test_without_the_time_of_day_an_answer_has_no_delay_but_is_an_answer(engine, confidence, which):
    rows = [customer(mentions=["bel"]), account(5, "Bel", reply_to="x:1")]
    rows[which] |= {"time_confidence": confidence}
    pairs = pair_answers(engine(mentions(*rows)), ACCOUNTS)
    assert pairs.select(*PAIR, "impossible").rows() == [("bel", "x:1", "x:2", None, 0)]


def test_an_answer_at_the_same_moment_takes_no_time(engine):
    frame = mentions(customer(mentions=["bel"]), account(0, "Bel", reply_to="x:1"))
    assert pair_answers(engine(frame), ACCOUNTS)["minutes"].to_list() == [0.0]


def test_no_account_has_no_customer_post(engine):
    assert pair_answers(engine(mentions(*ANSWERED)), {}).is_empty()


def test_the_handles_of_the_study_may_be_written_in_any_way(engine):
    frame = mentions(customer(mentions=["bel"]), account(5, "BEL", reply_to="x:1"))
    for handle in ("bel", "@BEL", "Bel"):
        assert pair_answers(engine(frame), {handle: "Bel"})["minutes"].to_list() == [5.0]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 5000), min_size=1, max_size=25))
def test_planted_delays_are_found_exactly(delays):
    rows = []
    for number, delay in enumerate(delays):
        rows.append(customer(number, mentions=["bel"]))
        rows.append(account(number + delay, "Bel", reply_to=f"x:{2 * number + 1}"))
    found = answer_times(pair_answers(mentions(*rows), ACCOUNTS)).row(0, named=True)
    quartile = np.quantile(delays, [0.5, 0.75, 0.9])
    assert (found["customer_posts"], found["answered"]) == (len(delays), len(delays))
    assert [found["median"], found["p75"], found["p90"]] == pytest.approx(list(quartile))
    assert found["within_24h"] == pytest.approx(100 * np.mean(np.array(delays) <= 1440))


def test_a_brand_counts_a_post_once_with_the_earliest_answer_of_its_accounts():
    frame = mentions(
        customer(mentions=["ada", "adacare"]),
        account(30, reply_to="x:1"),
        account(10, author="ada", reply_to="x:1"),
        customer(mentions=["ada"]),
    )
    pairs = pair_answers(frame, ACCOUNTS)
    columns = ("customer_posts", "answered", "median", "within_24h")
    assert answer_times(pairs).select("brand", *columns).rows() == [("Ada", 2, 1, 10.0, 50.0)]
    assert answer_times(pairs, by=("brand", "account")).select("account", *columns).rows() == [
        ("ada", 2, 1, 10.0, 50.0),
        ("adacare", 1, 1, 30.0, 100.0),
    ]


def test_within_a_day_includes_its_last_minute_and_counts_the_unanswered():
    delays = (1440.0, 1440.5, None, None)
    rows = [customer(mentions=["bel"]) for _ in delays]
    rows += [
        account(delay, "Bel", reply_to=f"x:{number}")
        for number, delay in enumerate(delays, start=1)
        if delay is not None
    ]
    times = answer_times(pair_answers(mentions(*rows), ACCOUNTS)).row(0, named=True)
    assert (times["customer_posts"], times["answered"], times["within_24h"]) == (4, 2, 25.0)


def test_answers_at_an_unknown_time_leave_the_percentage_unknown_not_low():
    frame = mentions(
        customer(mentions=["bel"]), account(5, "Bel", reply_to="x:1", time_confidence="day")
    )
    times = answer_times(pair_answers(frame, ACCOUNTS)).row(0, named=True)
    assert (times["answered"], times["median"], times["within_24h"]) == (1, None, None)


def test_no_answer_at_all_leaves_the_delays_unknown():
    frame = mentions(customer(mentions=["bel"]), account(5, "Bel", reply_to="x:9"))
    times = answer_times(pair_answers(frame, ACCOUNTS)).row(0, named=True)
    assert (times["answered"], times["median"], times["p90"]) == (0, None, None)
    assert times["within_24h"] == 0.0


@pytest.mark.parametrize(
    ("rows", "accounts", "reason"),
    [
        (ANSWERED, ACCOUNTS, None),
        (ANSWERED, {"@BEL": "Bel"}, None),
        (ANSWERED, {}, "no accounts were named"),
        (ANSWERED, {"ada": "Ada"}, "no post by the accounts in the data"),
        ([], ACCOUNTS, "no post by the accounts in the data"),
        ([customer(mentions=["bel"]), account()], ACCOUNTS, "the export has no reply ids"),
        (
            [customer(mentions=["bel"]), account(reply_to="x:gone")],
            ACCOUNTS,
            "the reply ids never point into the export",
        ),
        (
            [account(), customer(9, reply_to="x:1"), account(10, reply_to="x:gone")],
            ACCOUNTS,
            "the reply ids never point into the export",
        ),
        (
            [account(), customer(9, reply_to="x:gone")],
            ACCOUNTS,
            "the reply ids never point into the export",
        ),
        ([account(), customer(9, reply_to="x:1")], ACCOUNTS, None),
    ],
)
def test_it_says_why_answers_cannot_be_known(rows, accounts, reason):
    assert can_pair(mentions(*rows), accounts) == reason


def test_every_engine_says_whether_answers_can_be_known(engine):
    pointing, elsewhere = (
        mentions(*ANSWERED),
        mentions(*ANSWERED).with_columns(reply_to=pl.lit("?")),
    )
    assert can_pair(engine(pointing), ACCOUNTS) is None
    assert can_pair(engine(elsewhere), ACCOUNTS) == "the reply ids never point into the export"


def test_it_agrees_with_a_plain_reading_of_the_rows():
    """The same definition, row by row in plain Python."""
    frame, accounts = talk(1000, seed=11), {"User1": "Ada", "user2": "Bel", "user3": "Bel"}
    handles = {handle.lower() for handle in accounts}
    rows = frame.to_dicts()
    for row in rows:
        row["by"] = (row["author"] or "").lower()
        clock = row["time_confidence"] not in ("day", "none")
        row["at"] = row["published_at"] if clock else None
    by_id = {row["id"]: row for row in rows}
    own = [row for row in rows if row["by"] in handles]
    expected = {}
    for post in rows:
        if post["by"] in handles or post["repost_of"]:
            continue
        answers = [reply for reply in own if reply["reply_to"] == post["id"]]
        parent = by_id.get(post["reply_to"], {"by": None})["by"]
        asked = {*post["mentions"], parent, *(reply["by"] for reply in answers)} & handles
        for handle in asked:
            delays = [
                (reply["at"] - post["at"]) / timedelta(minutes=1)
                for reply in answers
                if reply["by"] == handle and reply["at"] and post["at"]
            ]
            possible = [delay for delay in delays if delay >= 0]
            impossible = len(delays) - len(possible)
            expected[handle, post["id"]] = (min(possible, default=None), impossible)
    pairs = pair_answers(frame, accounts).select("account", "post", "minutes", "impossible")
    found = {(handle, post): tuple(rest) for handle, post, *rest in pairs.rows()}
    assert found == expected
    assert sum(minutes is not None for minutes, _ in found.values()) > 3
    assert pl.Series([count for _, count in found.values()]).sum() > 0
