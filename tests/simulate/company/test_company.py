"""A company is the same for one seed, names things in its language, and plants what it says."""

from __future__ import annotations

import json

import polars as pl
import pytest

from parvis.measure.objectives import families
from parvis.measuring.plan import parse
from parvis.simulate.company import company, write


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(made, tmp_path):
    for folder, built in (("one", made), ("two", company(seed=7)), ("other", company(seed=8))):
        write(built, tmp_path / folder)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name
    touches = [(tmp_path / name / "touches.csv").read_bytes() for name in ("one", "other")]
    assert touches[0] != touches[1]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_file_that_it_names_is_there_and_the_file_is_a_plan(language):
    built = company(seed=7, language=language)
    plan = parse(built.measure)
    named = {word.strip('"') for word in built.measure.split() if word.endswith('.csv"')}
    assert named == built.tables.keys()
    assert plan.language == language
    assert {one.family for one in plan.objective} <= families().keys()


def test_it_names_things_in_its_language_and_numbers_stay_the_same(made):
    french = company(seed=7, language="fr")
    assert "Vidéos d'aide" in french.measure
    assert "Help videos" not in french.measure
    numbers = [[fact["value"] for fact in built.truth["planted"]] for built in (made, french)]
    assert numbers[0] == numbers[1]
    assert list(made.truth["attribution"].values()) == list(french.truth["attribution"].values())


def test_the_truth_is_json_and_sales_have_their_cause(made):
    assert json.loads(json.dumps(made.truth)) == made.truth
    orders = made.tables["orders.csv"]["amount"].sum()
    assert sum(made.truth["attribution"].values()) == pytest.approx(orders, abs=0.01)


def test_the_ledger_holds_to_the_cent_what_the_truth_says(made):
    costs, values = made.tables["costs.csv"], made.tables["values.csv"]
    planted = {fact["key"]: fact["value"] for fact in made.truth["planted"]}
    paid = costs.select(pl.coalesce("amount", pl.col("hours") * 45)).to_series().sum()
    assert paid == pytest.approx(planted["ledger.cost"], abs=1e-6)
    assert values["amount"].sum() == pytest.approx(planted["ledger.value"], abs=1e-6)


def test_who_leaves_came_first_and_who_took_part_was_there(made):
    table = made.tables["customers.csv"]
    assert table.filter(pl.col("left") < pl.col("since")).is_empty()
    assert table.filter(pl.col("engaged") < pl.col("since")).is_empty()
    assert table.filter(pl.col("engaged") > pl.col("left")).is_empty()
    assert 0.1 < 1 - table["engaged"].null_count() / table.height < 0.4


def test_whoever_brought_another_was_there_before(made):
    people = made.tables["referrals.csv"]
    brought = people.join(people.select(by="person", before="at"), on="by")
    assert brought.height == people["by"].count() > 100
    assert brought.filter(pl.col("before") > pl.col("at")).is_empty()


def test_each_step_of_an_answer_comes_after_the_one_before(made):
    table = made.tables["questions.csv"]
    for one, other in (("asked", "sent"), ("sent", "approved"), ("approved", "answered")):
        assert table.filter(pl.col(other) < pl.col(one)).is_empty()
    assert 0.2 < table["sent"].null_count() / table.height < 0.4
