"""Numbers, dates and durations, as French and English write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.present.tongue import HARD, NARROW, Tongue


def plain(text: str) -> str:
    return text.replace(NARROW, "_").replace(HARD, "~")


@pytest.mark.parametrize(
    ("language", "value", "digits", "expected"),
    [
        ("en", 1234.5, 1, "1,234.5"),
        ("fr", 1234.5, 1, "1_234,5"),
        ("en", 1234567, 0, "1,234,567"),
        ("fr", -12, 0, "-12"),
        ("en", 3.0, 1, "3"),
    ],
)
def test_numbers(language, value, digits, expected):
    assert plain(Tongue(language).number(value, digits=digits)) == expected


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("en", 0, "0%"),
        ("en", 0.02, "under~0.1%"),
        ("fr", 0.02, "moins de~0,1_%"),
        ("en", 4.26, "4.3%"),
        ("en", 41.26, "41%"),
        ("fr", 41.26, "41_%"),
        ("en", 99.7, "99.7%"),
        ("en", 99.99, "99.9%"),
        ("en", 100, "100%"),
    ],
)
def test_percentages_show_decimals_where_they_tell_something(language, value, expected):
    assert plain(Tongue(language).percent(value)) == expected


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (47.3, 38.1, 56.4, "47%"),
        (47.31, 47.0, 47.6, "47.3%"),
        (47.3, None, None, "47%"),
        (3.4, 1.0, 6.0, "3%"),
    ],
)
def test_an_estimate_is_rounded_to_what_its_interval_allows(value, low, high, expected):
    assert Tongue("en").estimate(value, low, high) == expected


@pytest.mark.parametrize(
    ("language", "minutes", "expected"),
    [
        ("en", 0, "under~1~min"),
        ("fr", 0.4, "moins de~1~min"),
        ("en", 1, "1~min"),
        ("en", 59.4, "59~min"),
        ("en", 59.6, "1~h"),
        ("fr", 65, "1~h~05"),
        ("en", 65, "1~h~5~min"),
        ("fr", 1440, "24~h"),
        ("fr", 3120, "2~j 4~h"),
        ("en", 2880, "2~d"),
        ("en", 60 * 24 * 30, "30~d"),
    ],
)
def test_durations_keep_their_two_largest_units(language, minutes, expected):
    assert plain(Tongue(language).duration(minutes)) == expected


@pytest.mark.parametrize(
    ("language", "day", "expected"),
    [
        ("fr", dt.date(2024, 10, 1), "mardi 1ᵉʳ octobre 2024"),
        ("fr", dt.date(2024, 10, 11), "vendredi 11 octobre 2024"),
        ("fr", dt.date(2021, 1, 21), "jeudi 21 janvier 2021"),
        ("en", dt.date(2024, 10, 1), "Tuesday 1 October 2024"),
    ],
)
def test_days(language, day, expected):
    assert Tongue(language).day(day) == expected


def test_a_moment_is_told_in_the_zone_of_the_study():
    moment = dt.datetime(2024, 7, 1, 22, 30, tzinfo=dt.UTC)
    assert plain(Tongue("fr", "Europe/Paris").moment(moment)) == "2~juillet~2024, 0~h~30"
    assert plain(Tongue("en", "Europe/Paris").moment(moment)) == "2~July~2024, 00:30"


@given(st.floats(min_value=0, max_value=100), st.sampled_from(["en", "fr"]))
def test_a_percentage_never_reaches_a_whole_it_is_not(value, language):
    written = Tongue(language).percent(value)
    assert (written.startswith("100")) == (value == 100)
    assert (written.startswith("0") and "0," not in written and "0." not in written) == (value == 0)


@given(st.floats(min_value=0, max_value=1e6))
def test_a_duration_is_never_sixty_minutes_or_twenty_four_rests(minutes):
    written = plain(Tongue("en").duration(minutes))
    assert "60~min" not in written
    assert " 24~h" not in written
