"""`parvis`: the commands, and how they end.

Exit codes: 0 done · 1 a fault of Parvis itself · 2 what was given cannot be used · 130 interrupted.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from parvis import __version__
from parvis.cli.codebook import codebook
from parvis.cli.doctor import doctor
from parvis.cli.ending import endings
from parvis.cli.engines import engine_options
from parvis.cli.hub import hub
from parvis.cli.keys import keys
from parvis.cli.lake import lake
from parvis.cli.query import query
from parvis.cli.serving import audit, serve

if TYPE_CHECKING:
    from parvis.cli.asking import HowToAsk
    from parvis.cli.engines import Where
    from parvis.cli.enriching import How, HowAgain, HowToLearn
    from parvis.cli.listening import HowToListen
    from parvis.enrich.reading import Tier
    from parvis.simulate.company.part import Language

FILE = click.Path(exists=False, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)

EPILOG = """\b
To begin:
  parvis study --example > study.toml     a study file to fill in
  parvis study study.toml --out report    from the export to report/report.html
  parvis measure --example > measure.toml a measure file: whether it came to anything
  parvis listen --example > listen.toml   a listen file: the same, day and night
  parvis simulate --out market            a market whose truth is known, to try it on

Documentation: docs/tutorials/first-study.md in the sources."""

STUDY_EPILOG = """\b
Examples:
  parvis study study.toml --out report
  parvis study study.toml --out report --formats pdf,pptx,xlsx,pictures
  parvis study study.toml --out report --engine spark
  parvis study study.toml --json | jq '.figures[] | select(.key == "share_of_voice")'"""
MEASURE_EPILOG = """\b
Examples:
  parvis measure --example > measure.toml
  parvis measure measure.toml --out report
  parvis measure measure.toml --out report --formats pdf,pptx"""
LISTEN_EPILOG = """\b
Examples:
  parvis listen --example > listen.toml
  parvis listen listen.toml               until Ctrl-C; begun again, it goes on where it was
  parvis listen listen.toml --once        each source once, as for cron
  parvis listen --kind feed               what may be said of a kind of source
  parvis listen listen.toml --preview     what edited queries would change in the lake
  parvis listen listen.toml --coverage    what came each day, and what was to be expected"""
SIMULATE_EPILOG = """\b
Examples:
  parvis simulate --out market && parvis study market/study.toml --out report
  parvis simulate --company --out company && parvis measure company/measure.toml --out report"""
ENRICH_EPILOG = """\b
Examples:
  parvis enrich export.csv --out read.parquet
  parvis enrich posts.jsonl --out read.jsonl --budget 60 --columns tonality,interaction"""
QUESTIONS_EPILOG = """\b
Example:
  parvis questions export.csv --out questions.jsonl --topics names.jsonl"""
TRAIN_EPILOG = """\b
Example:
  parvis train labelled.csv --label tone --out own.npz
  parvis enrich posts.csv --own own.npz --out read.parquet"""
WORDS_EPILOG = """\b
Example:
  parvis words labelled.csv --words words.toml --label tone"""
TIERS = ("fast", "fine", "cascade")
OWN_HEADS = ("tonality", "interaction")
ENRICHED = (
    "language", "duplicates", "templates", "coordination", "spam", "tonality", "interaction",
    "offence", "irony", "towards", "entities", "topic",
)  # fmt: skip
COMPARE_EPILOG = """\b
Example:
  parvis compare market/truth.json report/summary.json"""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="parvis")
def main() -> None:
    """Parvis: social listening in which every figure opens.

    A study goes from an export of posts to a report one can defend: mentions cleaned, read and
    counted, each figure with its class, its interval and the query that reproduces it.
    """


FORMATS = click.option(
    "--formats", help="What else to write the report to: pdf, pptx, xlsx, pictures."
)


@main.command(epilog=STUDY_EPILOG)
@click.argument("study", type=FILE, required=False)
@click.option("--out", type=FOLDER, help="Folder for the report, the mentions and the figures.")
@FORMATS
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON, nothing else.")
@click.option("--example", is_flag=True, help="Print a study file to start from.")
@engine_options
@endings
def study(
    study: Path | None,
    out: Path | None,
    *,
    formats: str | None,
    as_json: bool,
    example: bool,
    where: Where,
) -> None:
    """Run a STUDY file: from its exports to a report.

    The folder receives report.html, mentions.parquet, summary.json, rejected.jsonl,
    network.gexf and network.graphml (for Gephi), network.parquet, matrix.csv, crossings.csv and
    hubs.csv. A second run in the folder keeps the numbers, names and places of the communities.

    With --engine spark the mentions are read by a cluster and stay in its scratch folder, as
    mentions.parquet; the figures are the same. See docs/how-to/spark.md.
    """
    from parvis.cli.studying import run_study
    from parvis.study.plan import EXAMPLE

    if example:
        click.echo(EXAMPLE, nl=False)
        return
    if study is None:
        raise click.UsageError("name a study file; `parvis study --example` prints one")
    if out is None and not as_json:
        raise click.UsageError("say where the report goes, for example --out report")
    run_study(study, out, formats=formats, as_json=as_json, where=where)


@main.command(epilog=MEASURE_EPILOG)
@click.argument("measure", type=FILE, required=False)
@click.option("--out", type=FOLDER, help="Folder for the report and the figures.")
@FORMATS
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON, nothing else.")
@click.option("--example", is_flag=True, help="Print a measure file to start from.")
@endings
def measure(
    measure: Path | None, out: Path | None, *, formats: str | None, as_json: bool, example: bool
) -> None:
    """Run a MEASURE file: whether objectives were met, what it cost, what came back.

    The folder receives report.html and summary.json.
    """
    from parvis.cli.measuring import run_measure
    from parvis.measuring import plan

    if example:
        click.echo(plan.example(), nl=False)
        return
    if measure is None:
        raise click.UsageError("name a measure file; `parvis measure --example` prints one")
    if out is None and not as_json:
        raise click.UsageError("say where the report goes, for example --out report")
    run_measure(measure, out, formats=formats, as_json=as_json)


def _known(_context: click.Context, _option: click.Parameter, kind: str | None) -> str | None:
    """A kind of source; the kinds are looked up when one is asked for."""
    from parvis.sources.connectors import CONNECTORS

    if kind is not None and kind not in CONNECTORS:
        raise click.BadParameter(f"{kind!r} is none; write one of {', '.join(sorted(CONNECTORS))}")
    return kind


@main.command(epilog=LISTEN_EPILOG)
@click.argument("listen", type=FILE, required=False)
@click.option("--once", is_flag=True, help="Visit each source once, and end.")
@click.option("--coverage", is_flag=True, help="Print what came of each source each day.")
@click.option("--preview", is_flag=True, help="Print what edited queries would change; no more.")
@click.option("--kind", callback=_known, help="Print what may be said of a kind of source.")
@click.option("--samples", default=10, show_default=True, type=click.IntRange(min=0))
@click.option("--days", default=14, show_default=True, type=click.IntRange(1, 366))
@click.option("--json", "as_json", is_flag=True, help="Print coverage or preview as JSON.")
@click.option("--example", is_flag=True, help="Print a listen file to start from.")
@endings
def listen(
    listen: Path | None, *, example: bool, kind: str | None, **how: Unpack[HowToListen]
) -> None:
    """Listen to the sources of a LISTEN file, into its lake, until stopped.

    Nothing is lost and nothing is kept twice: stopped or killed at any moment, it goes on where it
    was. What could not be read is in listening/dead-letters.jsonl in the folder of the lake.
    """
    from parvis.cli.kinds import told
    from parvis.cli.listening import run
    from parvis.live.plan import EXAMPLE

    if example:
        click.echo(EXAMPLE, nl=False)
        return
    if kind is not None:
        click.echo(told(kind))
        return
    if listen is None:
        raise click.UsageError("name a listen file; `parvis listen --example` prints one")
    run(listen, **how)


@main.command(epilog=SIMULATE_EPILOG)
@click.option("--out", type=FOLDER, required=True, help="Folder for what is made and its truth.")
@click.option("--company", is_flag=True, help="A company to measure, in place of a market.")
@click.option("--mentions", default=50_000, show_default=True, type=click.IntRange(min=500))
@click.option("--days", default=60, show_default=True, type=click.IntRange(14, 730))
@click.option(
    "--language", type=click.Choice(("en", "fr")), help="Of a company; English if unsaid."
)
@click.option("--seed", default=2010, show_default=True, help="The same seed, the same bytes.")
@endings
def simulate(
    out: Path, *, company: bool, mentions: int, days: int, language: Language | None, seed: int
) -> None:
    """Make a market or a company whose truth is known, to try Parvis on.

    The folder receives posts.csv, study.toml and truth.json of a market; with --company,
    measure.toml, the tables it names and truth.json.
    """
    from parvis.cli.simulating import run_company, run_simulation

    if company:
        run_company(out, language=language or "en", seed=seed)
        return
    if language is not None:
        raise click.UsageError("--language is of a company; a market speaks both")
    run_simulation(out, mentions=mentions, days=days, seed=seed)


@main.command(epilog=COMPARE_EPILOG)
@click.argument("truth", type=FILE)
@click.argument("summary", type=FILE)
@endings
def compare(truth: Path, summary: Path) -> None:
    """Say how far a SUMMARY is from the TRUTH of a simulated market or company."""
    from parvis.cli.simulating import run_comparison

    run_comparison(truth, summary)


TIER = click.option("--tier", default="cascade", show_default=True, type=click.Choice(TIERS))
BUDGET = click.option(
    "--budget", type=click.FloatRange(min=0), help="Seconds a cascade may spend on fine reading."
)
MODEL = click.option("--model", type=FILE, help="A model of your own: the TOML file that tells it.")
OWN = click.option("--own", type=FILE, help="A head that `parvis train` wrote.")
TEXT = click.option("--text", help="The column of texts, where its name does not show it.")
TOPICS = click.option(
    "--topics",
    type=FILE,
    help="Parquet or JSONL file of topics whose names are kept; written anew at the end.",
)
RESULT = click.option("--out", type=FILE, required=True, help="Parquet or JSONL file to write.")


@main.command(name="enrich", epilog=ENRICH_EPILOG)
@click.argument("posts", type=FILE)
@RESULT
@TIER
@BUDGET
@click.option("--columns", default="", help=f"What to add, with commas: {', '.join(ENRICHED)}.")
@click.option("--languages", default="", help="Read posts in these alone, as fr,en.")
@TOPICS
@TEXT
@OWN
@MODEL
@click.option("--words", type=FILE, help="What words mean in a brand's world: a TOML file.")
@click.option(
    "--towards", default="", help="Brands to be judged apart, as Apple=apple,iphone;Google=google."
)
@endings
def enrich_posts(posts: Path, out: Path, **how: Unpack[How]) -> None:
    """Add what a machine can read of POSTS: language, noise, tonality, what they are for.

    No column is removed and no row moves. The cascade reads all posts fast, then finely those it
    is unsure of, the least sure first. Topics are told from all posts together, by the encoder of
    the fine reader; a fast reading tells none.
    """
    from parvis.features import langid

    langid.begin()
    from parvis.cli.enriching import run_enrich

    run_enrich(posts, out, **how)


@main.command()
@click.argument("enriched", type=FILE)
@RESULT
@TIER
@BUDGET
@OWN
@MODEL
@endings
def reread(enriched: Path, out: Path, **how: Unpack[HowAgain]) -> None:
    """Read again, of a file that `parvis enrich` wrote, what other versions read."""
    from parvis.cli.enriching import run_reread

    run_reread(enriched, out, **how)


@main.command(epilog=QUESTIONS_EPILOG)
@click.argument("posts", type=FILE)
@RESULT
@click.option("--smallest", default=3, show_default=True, type=click.IntRange(min=1), help="Posts.")
@click.option("--top", default=10, show_default=True, type=click.IntRange(min=0), help="Printed.")
@TOPICS
@TEXT
@endings
def questions(posts: Path, out: Path, **how: Unpack[HowToAsk]) -> None:
    """Find the questions that people ask again and again in POSTS, across languages.

    A row each: the plainest wording, in French and in English, examples, how many posts and
    people. Read the interactions first (`parvis enrich`), and complaints and requests without a
    question mark are heard too.
    """
    from parvis.cli.asking import run_questions

    run_questions(posts, out, **how)


@main.command(epilog=TRAIN_EPILOG)
@click.argument("labelled", type=FILE)
@click.option("--out", type=FILE, required=True, help="File for the head, .npz.")
@click.option("--head", default="tonality", show_default=True, type=click.Choice(OWN_HEADS))
@click.option("--label", default="label", show_default=True, help="The column of labels.")
@TEXT
@MODEL
@endings
def train(labelled: Path, out: Path, **how: Unpack[HowToLearn]) -> None:
    """Learn a reader from one's own LABELLED posts, and say whether it is better.

    Forty posts are the least; each is read by what was learnt from the others.
    """
    from parvis.cli.enriching import run_train

    run_train(labelled, out, **how)


@main.command(epilog=WORDS_EPILOG)
@click.argument("labelled", type=FILE)
@click.option("--words", type=FILE, required=True, help="The TOML file of words.")
@click.option("--tier", default="cascade", show_default=True, type=click.Choice(TIERS))
@click.option("--label", default="label", show_default=True, help="The column of tonalities.")
@TEXT
@endings
def words(labelled: Path, words: Path, *, tier: Tier, label: str, text: str | None) -> None:
    """Say how often LABELLED posts are read rightly, without and with a brand's words.

    A column named brand tells whose post it is, several with commas; each brand and each word has
    a line of its own.
    """
    from parvis.cli.enriching import run_words

    run_words(labelled, words, tier=tier, label=label, text=text)


main.add_command(audit)
main.add_command(codebook)
main.add_command(doctor)
main.add_command(hub)
main.add_command(keys)
main.add_command(lake)
main.add_command(query)
main.add_command(serve)
