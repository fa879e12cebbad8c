"""The loop in its order: read, match, filter, enrich, count, show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from parvis import perimeter
from parvis.analyse.network.capacity import Capacity
from parvis.analyse.threads import threads
from parvis.engines import Local
from parvis.sources.labels import read_named
from parvis.study.figures import Read, figures_of
from parvis.study.found import Study
from parvis.study.marking import Marks, mark
from parvis.study.measure import came_of_it, measure_of
from parvis.study.network import network_of_study, remember
from parvis.study.plan import Plan, load
from parvis.study.taking import Taken, take, taken_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl
    from narwhals.stable.v2.typing import IntoFrame

    from parvis.analyse.talk import Before
    from parvis.engines import Engine
    from parvis.sources import Harvest

Progress = Callable[[str], None]
STEPS = ("read", "match", "language", "duplicates", "tonality", "count", "write")


def run(
    study: Plan | Path | str,
    out: Path | str | None = None,
    *,
    progress: Progress | None = None,
    engine: Engine | None = None,
    given: Mapping[str, IntoFrame] | None = None,
) -> Study:
    r"""Run a study from its file to its figures, and write the report where asked.

    Arguments:
        study: a study file, or a plan already read.
        out: the folder for mentions.parquet, summary.json, report.html and the rest;
            nothing is written when it is None.
        progress: called with the name of each of STEPS as it begins.
        engine: where it runs; in this process where None.
        given: mentions that are there already, by the name of their source, in place of the
            sources of the file; frames of the engine.

    Raises:
        StudyError: no objective, or nothing to read in it.
        SourceError, QueryError: a source or a query that cannot be used.
        MeasureError: a measure file, or a table of it, that cannot be used.

    >>> import tempfile
    >>> from parvis.study.plan import EXAMPLE
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "export.csv").write_text("id,text\n1,OurBrand works\n2,hello\n")
    >>> _ = (folder / "study.toml").write_text(EXAMPLE)
    >>> run(folder / "study.toml").value("mentions.kept")
    1
    """
    plan = study if isinstance(study, Plan) else load(study)
    measure_of(plan)
    step = progress or (lambda _: None)
    step("read")
    where = engine or Local()
    taken = _taken(plan, where) if given is None else _named(given)
    harvests = {name: source.harvest for name, source in taken.items()}
    parts = [source.mentions for source in taken.values()]
    marked = mark(parts, Marks.of(plan), where, step)
    return report(plan, harvests, marked, out, progress=step, engine=where)


def _taken(plan: Plan, engine: Engine) -> dict[str, Taken]:
    """What each source of the study file gave, by its name."""
    named = zip(plan.paths().items(), plan.source, strict=True)
    return {name: take(path, source, plan.bounds(), engine) for (name, path), source in named}


def _named(given: Mapping[str, IntoFrame]) -> dict[str, Taken]:
    return {name: taken_as(mentions) for name, mentions in given.items()}


def report(
    plan: Plan,
    harvests: Mapping[str, Harvest],
    marked: tuple[IntoFrame, int],
    out: Path | str | None = None,
    *,
    progress: Progress | None = None,
    engine: Engine | None = None,
) -> Study:
    """Count mentions that bear every mark already, and write the report where asked.

    Arguments:
        plan: the study file.
        harvests: name of each source to what it gave.
        marked: the mentions with all marks, as `run` leaves them in mentions.parquet, and how many
            rows were dropped because they repeat another.
        out: the folder, as for `run`.
        progress: called with "count" and "write" as each begins.
        engine: where the mentions are; in this process where None.
    """
    step = progress or (lambda _: None)
    step("count")
    capacity = Capacity(engine=engine or Local())
    read = _counting(plan, harvests, marked, remember(Path(out)) if out else None, capacity)
    figures = list(figures_of(read))
    measured = came_of_it(plan, figures)
    found = Study(
        plan=plan,
        harvests=harvests,
        mentions=read.mentions,
        figures=[*figures, *(measured.figures if measured else ())],
        network=read.network,
        measured=measured,
    )
    if out is not None:
        step("write")
        from parvis.study.outputs import write

        write(found, Path(out))
    return found


def _counting(
    plan: Plan,
    harvests: Mapping[str, Harvest],
    marked: tuple[IntoFrame, int],
    before: Before | None,
    capacity: Capacity,
) -> Read:
    """What the figures are drawn from, the network measured once for all of them."""
    mentions, repeated = marked
    return Read(
        mentions=mentions,
        harvests=harvests,
        repeated=repeated,
        brands=[entry.name for entry in plan.brand],
        own=[entry.name for entry in plan.brand if entry.own],
        accounts=plan.accounts(),
        language=plan.language,
        timezone=plan.timezone,
        names=plan.names(),
        tier=plan.tier,
        labelled=_labelled(plan),
        threads=threads(mentions, plan.accounts()),
        presence=msgspec.structs.asdict(plan.presence),
        network=network_of_study(mentions, plan, before, capacity),
    )


def _labelled(plan: Plan) -> pl.DataFrame | None:
    """The labelled sample of the study, marked by the queries of its brands."""
    if not plan.labels:
        return None
    names = [entry.name for entry in plan.brand]
    return perimeter.mark(read_named(Path(plan.folder, plan.labels), names), plan.brands())
