"""When a server wants to be asked again."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.collect.web.retrying import LONGEST_PAUSE, pause
from parvis.collect.web.waits import LONGEST, retry_after, spent

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC).timestamp()


def date(seconds):
    return format_datetime(datetime.fromtimestamp(NOW + seconds, UTC), usegmt=True)


@pytest.mark.parametrize(
    ("value", "wait"),
    [("5", 5.0), ("0", 0.0), ("1.5", 1.5), ("-9", 0.0), ("99999999", LONGEST), ("soon", None),
     ("", None),
     ("nan", None), ("inf", None), ("Sun, 99 Foo", None)],
)  # fmt: skip
def test_seconds_are_taken_as_they_are_within_a_day(value, wait):
    assert retry_after({"Retry-After": value}, NOW) == wait


@given(st.integers(-(10**7), 10**7), st.integers(0, 3_000))
def test_a_date_counts_from_the_servers_own_clock(skew, seconds):
    headers = {"Date": date(skew), "Retry-After": date(skew + seconds)}
    assert retry_after(headers, NOW) == seconds


def test_a_date_without_a_clock_beside_it_counts_from_ours():
    assert retry_after({"Retry-After": date(90)}, NOW) == 90


@pytest.mark.parametrize(
    "headers",
    [
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-03-01T09:05:00.000Z"},
        {"RateLimit-Remaining": "0", "RateLimit-Reset": str(int(NOW) + 300)},
        {"X-Rate-Limit-Remaining": "0", "X-Rate-Limit-Reset": str(int(NOW + 300) * 1_000)},
        {"X-RateLimit-Remaining": "0.0", "X-RateLimit-Reset": "300"},
    ],
    ids=["Mastodon", "Bluesky", "X, in milliseconds", "Reddit"],
)
def test_the_moment_is_read_in_the_forms_of_each_network(headers):
    assert spent(headers, NOW) == 300


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-RateLimit-Remaining": "1", "X-RateLimit-Reset": "9"},
        {"X-RateLimit-Reset": "9"},
        {"X-RateLimit-Remaining": "few", "X-RateLimit-Reset": "9"},
        {"X-RateLimit-Remaining": "0"},
    ],
)
def test_while_something_remains_or_nothing_is_said_there_is_no_wait(headers):
    assert spent(headers, NOW) is None


@given(
    st.dictionaries(
        st.sampled_from(["Retry-After", "Date", "RateLimit-Remaining", "RateLimit-Reset"]),
        st.text(max_size=30),
    )
)
def test_no_header_breaks_it_and_no_wait_is_beyond_a_day(headers):
    for wait in (retry_after(headers, NOW), spent(headers, NOW)):
        assert wait is None or 0 <= wait <= LONGEST


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True), st.none() | st.floats(0, 1e5))
def test_a_pause_is_bounded_and_never_shorter_than_asked(tried, chance, wait):
    assert (wait or 0) <= pause(tried, chance, wait) <= max(LONGEST_PAUSE, (wait or 0) + 1)


@given(st.integers(1, 50), st.floats(0, 1, exclude_max=True))
def test_pauses_grow(tried, chance):
    assert pause(tried, chance) <= pause(tried + 1, chance)
