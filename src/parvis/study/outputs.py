"""What a study leaves in its folder: mentions, summary, report and the files others open."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any, Final

import polars as pl

import parvis
from parvis.analyse import matrix
from parvis.collect import dead_letters
from parvis.measuring.outputs import measured_of
from parvis.measuring.telling import tell as tell_measure
from parvis.present import document, exports
from parvis.present import folder as folders
from parvis.present.gexf import write_gexf
from parvis.present.graphml import write_graphml
from parvis.present.measured.chapter import with_measure
from parvis.study.figures.crossing import crossings
from parvis.study.network import MEMORY, edges_of, nodes_of
from parvis.study.telling import fingerprint, tell

if TYPE_CHECKING:
    from pathlib import Path

    from parvis.present.document import Document
    from parvis.present.folder import Writers
    from parvis.sources import Harvest
    from parvis.study.found import Study


HUBS: Final = (
    *("author", "brand", "community", "community_name", "pagerank", "authority", "hub"),
    *("betweenness", "core", "cut", "popularity", "is_coordinated"),
)


def write(found: Study, folder: Path) -> None:
    """Write every file of a study; a file stands under its name only when it is whole.

    Arguments:
        found: what `parvis.study.run` returned.
        folder: made if need be; files of an earlier run are replaced.
    """
    reports = folders.reports(_told(found), found.plan.formats)
    folders.fill(folder, {**_writers(found), **reports})


def _told(found: Study) -> Document:
    """What the report says, with what came of it where the study names a measure."""
    report = document.of_study(tell(found))
    if found.measured is None:
        return report
    return with_measure(report, tell_measure(found.measured))


def _writers(found: Study) -> Writers:
    """Each file of the folder, and what writes it."""
    edges, nodes = edges_of(found.network), nodes_of(found.network, found.plan.accounts())
    people = nodes.filter(pl.col("kind") != "site")
    return {
        **_held(found),
        "summary.json": lambda path: path.write_text(summary_json(found), encoding="utf-8"),
        "rejected.jsonl": lambda path: dead_letters.write(path, _rejected(found)),
        "matrix.csv": lambda path: exports.write_csv(path, matrix.matrix(found.kept)),
        "crossings.csv": lambda path: exports.write_csv(path, crossings(found.kept)),
        "hubs.csv": lambda path: exports.write_csv(path, people.select(HUBS)),
        MEMORY: nodes.write_parquet,
        "network.gexf": lambda path: write_gexf(path, edges, nodes),
        "network.graphml": lambda path: write_graphml(path, edges, nodes),
    }


def _held(found: Study) -> Writers:
    """The mentions with all marks; those of a cluster stay where it keeps them."""
    if isinstance(found.mentions, pl.DataFrame):
        return {"mentions.parquet": found.mentions.write_parquet}
    return {}


def summary(found: Study) -> dict[str, Any]:
    """Return what stands in summary.json: the study and every figure of its report."""
    plan = found.plan
    return {
        "study": {
            "title": plan.title or plan.objective.statement,
            "objective": plan.objective.statement,
            "family": plan.objective.family,
            "language": plan.language,
            "timezone": plan.timezone,
            "brands": [entry.name for entry in plan.brand],
            "sources": [_source(*named) for named in found.harvests.items()],
            "plan_sha256": fingerprint(plan),
            "parvis": parvis.__version__,
        },
        **({"measure": measured_of(found.measured)} if found.measured else {}),
        "options": [option.as_dict() for option in found.options],
        "figures": [figure.as_dict() for figure in found.figures],
    }


def summary_json(found: Study) -> str:
    """Return summary.json as text."""
    return json.dumps(summary(found), ensure_ascii=False, indent=1)


def _source(name: str, harvest: Harvest) -> dict[str, Any]:
    """What a source gave and was taken for."""
    taken = harvest.recognition
    counts = {"rows_read": harvest.rows_read, "rejected": len(harvest.rejected)}
    return {"name": name, "platform": taken.platform, **counts, "notes": taken.notes}


def _rejected(found: Study) -> list[dead_letters.Rejected]:
    return list(itertools.chain.from_iterable(h.rejected for h in found.harvests.values()))
