"""A study of a lake: as of a version, and honest about what is gone."""

from __future__ import annotations

import polars as pl
import pytest

from parvis import sources, study
from parvis.engines import Local
from parvis.engines.spark.engine import Spark
from parvis.errors import StudyError
from parvis.store import DeltaLake, Person
from parvis.study.plan import EXAMPLE, parse
from parvis.study.taking import take

LINES = "id,author,text,created_at\n" + "".join(
    f"{n},a{n},OurBrand works {n} times,2026-03-{n:02}T10:00:00Z\n" for n in range(1, 20)
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "export.csv").write_text(LINES, "utf-8")
    (tmp_path / "study.toml").write_text(EXAMPLE, "utf-8")
    rows = sources.read(tmp_path / "export.csv").frame
    with DeltaLake.create(tmp_path / "lake").writing() as writer:
        writer.append("mentions", rows.head(12))
        writer.flush()
        writer.append("mentions", rows)
    return tmp_path


def studied(folder, source):
    text = EXAMPLE.replace('file = "export.csv"', source)
    (folder / "lake.toml").write_text(text, "utf-8")
    return study.run(folder / "lake.toml")


def figures(found):
    return {(f.key, str(f.by)): f.value for f in found.figures if not f.key.startswith("rows")}


def test_a_lake_gives_the_figures_of_the_file_it_was_filled_from(folder):
    assert figures(studied(folder, 'file = "lake"')) == figures(study.run(folder / "study.toml"))


def test_a_pinned_study_stays_the_same_as_the_lake_grows(folder):
    assert studied(folder, 'file = "lake"\nversion = 12').value("mentions.kept") == 12
    assert studied(folder, 'file = "lake"').value("mentions.kept") == 19


def test_a_pinned_study_says_what_is_gone(folder):
    DeltaLake(folder / "lake").erase(Person(source="file", handle="a3"))
    found = studied(folder, 'file = "lake"\nversion = 12')
    assert found.value("mentions.kept") == 11
    (harvest,) = found.harvests.values()
    told = harvest.recognition.describe()
    assert "1 mentions of this version are gone since" in told
    assert "a person asked for it" in told


def test_days_outside_of_the_study_are_not_read_and_undated_mentions_are(folder):
    bound = EXAMPLE.replace('file = "export.csv"', 'file = "lake"')
    (folder / "lake.toml").write_text(f"since = 2026-03-05\nuntil = 2026-03-07\n{bound}", "utf-8")
    undated = (
        sources.read(folder / "export.csv")
        .frame.head(1)
        .with_columns(id=pl.lit("file:900"), published_at=pl.lit(None, pl.Datetime("us", "UTC")))
    )
    with DeltaLake(folder / "lake").writing() as writer:
        writer.append("mentions", undated)
    found = study.run(folder / "lake.toml")
    assert found.value("mentions.kept") == 4
    assert found.value("rows.read") == 4


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('file = "export.csv"\nversion = 3', "only a lake has versions"),
        ('file = "lake"\ntimezone = "Europe/Paris"', "timezone was given"),
    ],
)
def test_what_cannot_be_is_refused_with_the_way_out(folder, source, fault):
    with pytest.raises(StudyError, match=fault):
        studied(folder, source)


def test_a_cluster_reads_the_files_of_a_lake_as_of_a_version(folder, spark):
    """Edits among them: the last version counts, as in this process."""
    changed = (
        sources.read(folder / "export.csv")
        .frame.head(3)
        .with_columns(
            edit_of=pl.col("id"),
            id=pl.col("id") + "~1",
            text=pl.lit("OurBrand works no more"),
        )
    )
    with DeltaLake(folder / "lake").writing() as writer:
        writer.append("mentions", changed)
    (folder / "scratch").mkdir()
    engine = Spark(spark, str(folder / "scratch"), at_once=7)
    for version in (12, 19, 22):
        plan = plan_of(folder, f'file = "lake"\nversion = {version}')
        taken = [take(*one, plan.bounds(), by) for by in (engine, Local()) for one in of(plan)]
        told, known = (Local().settled(each.mentions).sort("id") for each in taken)
        assert told.drop("place").equals(known.drop("place"))
        assert taken[0].harvest == taken[1].harvest
        assert told.height == min(version, 19)


def of(plan):
    return zip(plan.paths().values(), plan.source, strict=True)


def plan_of(folder, source):
    return parse(EXAMPLE.replace('file = "export.csv"', source), folder=folder)
