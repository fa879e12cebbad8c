"""From a measure file to what friends brought: naively, like beside like, or refused."""

from __future__ import annotations

import re

import polars as pl
import pytest

from parvis import measuring
from parvis.errors import MeasureError
from parvis.measure.contagion import contagion, exposures
from parvis.simulate.contagion import infected
from tests.measuring.conftest import HEAD

ASKED = """
[contagion]
people = "people.csv"
ties = "ties.csv"
covariates = {known}
"""
KNOWN = '["age", "taste"]'
PEOPLE = "person,adopted,age\na,0,30\nb,1,31\nc,,32\nd,,33\n"
TIES = "person,friend\nb,a\nc,a\nd,b\n"


def plan(known=KNOWN, language="en"):
    return HEAD.format(language=language) + ASKED.format(known=known)


@pytest.fixture(scope="module")
def made():
    return infected(8000, seed=3)


def test_the_naive_estimate_stands_beside_the_matched_one_each_with_its_interval(folder, made):
    tables = {"people": made.people.write_csv(), "ties": made.ties.write_csv()}
    found = measuring.run(folder(plan(), **tables))
    told = {one.key: one for one in found.figures}
    direct = contagion(made.people, made.ties, covariates=["age", "taste"])
    assert told["contagion.matched"].value == pytest.approx(direct.matched)
    assert told["contagion.matched"].low < made.caused < told["contagion.matched"].high
    assert told["contagion.share"].value == pytest.approx(
        100 * told["contagion.matched"].value / told["contagion.adoptions"].value
    )
    naive = told["contagion.naive"]
    rows = exposures(made.people, made.ties)
    (ours, n), (theirs, m) = (
        rows.filter(pl.col("exposed") == is_ours).select(pl.col("adopts").sum(), pl.len()).row(0)
        for is_ours in (True, False)
    )
    assert naive.value == pytest.approx(ours - n * theirs / m)
    variance = n * (ours / n) * (1 - ours / n) + n**2 * (theirs / m) * (1 - theirs / m) / m
    assert naive.high - naive.value == pytest.approx(1.959964 * variance**0.5)
    assert naive.value > told["contagion.matched"].high


@pytest.mark.parametrize(
    ("known", "ties", "en", "fr"),
    [
        ("[]", TIES, "nothing is known of the people", "rien n'est connu des personnes"),
        (
            '["age"]',
            "person,friend\nc,d\n",
            "nobody has a friend who adopted",
            "personne n'a d'ami",
        ),
        ('["age"]', TIES, r"\d+ % of the exposed have nobody", r"\d+ % des personnes exposées"),
    ],
)
def test_what_cannot_be_told_is_refused_in_both_languages(folder, known, ties, en, fr):
    for language, reason in (("en", en), ("fr", fr)):
        found = measuring.run(folder(plan(known, language), people=PEOPLE, ties=ties))
        (refused,) = [one for one in found.figures if one.reason and "contagion" in one.key]
        assert refused.key == "contagion.matched"
        assert refused.value is None
        assert re.match(reason, refused.reason)


def test_a_likeness_that_is_not_known_is_refused(folder):
    made = infected(20_000, hidden=True, seed=1)
    tables = {"people": made.people.write_csv(), "ties": made.ties.write_csv()}
    found = measuring.run(folder(plan(language="fr"), **tables))
    (refused,) = [one for one in found.figures if one.key == "contagion.matched"]
    assert refused.reason.startswith("des amis adoptent ensemble")
    assert not [one for one in found.figures if one.key == "contagion.naive"]


def test_people_and_ties_that_tell_nothing_are_left_out_and_counted(folder):
    people = PEOPLE + "e,,\n,3,40\n"
    ties = TIES + "b,a\nb,unknown\ne,a\n"
    found = measuring.run(folder(plan('["age"]'), people=people, ties=ties))
    assert found.value("files.left_out", file="people.csv") == 2
    assert found.value("files.left_out", file="ties.csv") == 3
    assert found.value("contagion.people") == 4
    assert found.value("contagion.ties") == 3


@pytest.mark.parametrize(
    ("people", "ties", "fault"),
    [
        ("person,age\na,3\n", TIES, "people.csv: no column adopted"),
        (PEOPLE, "person,other\na,b\n", "ties.csv: no column friend"),
        (PEOPLE.replace("age", "years"), TIES, "people.csv: no column age"),
        (PEOPLE.replace("b,1", "b,May"), TIES, "people.csv: .*'May' as adopted"),
        (PEOPLE.replace("b,1", "b,-1"), TIES, "people.csv: line 3 adopted in period -1"),
        (PEOPLE.replace("b,1", "b,20270104"), TIES, "line 3 adopted in period 20270104"),
        (PEOPLE + "a,2,30\n", TIES, "people.csv: one is there twice"),
        ("person,adopted,age\na,,30\nb,,31\n", TIES, "people.csv: nobody adopted"),
    ],
)
def test_tables_that_cannot_be_are_refused(folder, people, ties, fault):
    with pytest.raises(MeasureError, match=fault):
        measuring.run(folder(plan('["age"]'), people=people, ties=ties))
