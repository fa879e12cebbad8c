"""`parvis query`: write a query, understand it, mend it."""

from __future__ import annotations

from pathlib import Path

import click

from parvis.cli.ending import endings

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
DIALECTS = click.Choice(["brandwatch", "talkwalker", "meltwater", "sprinklr", "lucene", "x"])
NETWORKS = click.Choice(["x", "bluesky", "mastodon", "youtube", "reddit", "lucene"])
LANGUAGES = click.Choice(["en", "fr"])

PERIMETER = click.option(
    "--perimeter", type=FILE, help="A perimeter file, whose lists and queries may be named."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, nothing else.")
IN_FRENCH = click.option(
    "--language", type=LANGUAGES, default="en", show_default=True, help="Of what is printed."
)

EPILOG = """\b
A QUERY is its text, a file that holds it, or - for standard input. For example:
  parvis query explain 'free AND panne' --text 'Ma box Free : des pannes'
  parvis query lint 'free panne OR coupure'
  parvis query diff 'free' 'free NOT wifi' export.csv
  parvis query learn 'free' labelled.csv

Documentation: docs/reference/query.md in the sources."""


@click.group(epilog=EPILOG)
def query() -> None:
    """Write queries: explain, check, compare, learn, match, import, export, keep versions."""


@query.command()
@click.argument("text", metavar="QUERY")
@click.option("--text", "said", required=True, help="The text of a mention.")
@click.option(
    "--known",
    multiple=True,
    metavar="COLUMN=VALUE",
    help="What else is known of it: title=…, likes=3.",
)
@PERIMETER
@IN_FRENCH
@AS_JSON
@endings
def explain(
    text: str,
    said: str,
    known: tuple[str, ...],
    perimeter: Path | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Say which parts of a QUERY a mention matches, where, and what came near the others."""
    from parvis.cli.querying import known as read_known
    from parvis.cli.querying import run_explain

    mention = {"text": said, **dict(map(read_known, known))}
    run_explain(text, mention, perimeter, language, as_json=as_json)


@query.command()
@click.argument("text", metavar="QUERY")
@click.option("--mentions", type=FILE, help="Posts in which common words are counted.")
@PERIMETER
@IN_FRENCH
@AS_JSON
@endings
def lint(
    text: str, mentions: Path | None, perimeter: Path | None, language: str, *, as_json: bool
) -> None:
    """Say what a QUERY says that its author may not have meant."""
    from parvis.cli.querying import run_lint

    run_lint(text, mentions, perimeter, language, as_json=as_json)


@query.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.argument("mentions", type=FILE)
@click.option("--samples", default=5, show_default=True, type=click.IntRange(min=0))
@PERIMETER
@AS_JSON
@endings
def diff(
    old: str, new: str, mentions: Path, samples: int, perimeter: Path | None, *, as_json: bool
) -> None:
    """Say which MENTIONS come in and which go out when a query NEW takes the place of OLD."""
    from parvis.cli.querying import run_diff

    run_diff(old, new, mentions, samples, perimeter, as_json=as_json)


@query.command()
@click.argument("text", metavar="QUERY")
@click.argument("labelled", type=FILE)
@click.option(
    "--label", default="relevant", show_default=True, help="The column that says yes or no."
)
@PERIMETER
@AS_JSON
@endings
def learn(text: str, labelled: Path, label: str, perimeter: Path | None, *, as_json: bool) -> None:
    """Measure a QUERY on LABELLED posts, and propose terms to add or to leave out.

    Labelled posts say of each whether it belongs; some should be posts the query does not find.
    """
    from parvis.cli.querying import run_learn

    run_learn(text, labelled, label, perimeter, as_json=as_json)


@query.command()
@click.argument("perimeter", type=FILE)
@click.argument("mentions", type=FILE)
@click.option("--out", type=FILE, required=True, help="A Parquet file for the matches.")
@endings
def match(perimeter: Path, mentions: Path, out: Path) -> None:
    """Match every query of a PERIMETER to MENTIONS; each match records the version."""
    from parvis.cli.querying import run_match

    run_match(perimeter, mentions, out)


@query.command()
@click.argument("perimeter", type=FILE)
@click.option("--in", "folder", type=FOLDER, required=True, help="Where versions are kept.")
@click.option("--note", default="", help="Why.")
@endings
def save(perimeter: Path, folder: Path, note: str) -> None:
    """Keep the PERIMETER as it stands as a version."""
    from parvis.cli.querying import run_save

    run_save(perimeter, folder, note)


@query.command()
@click.argument("identity", metavar="ID")
@click.option("--in", "folder", type=FOLDER, required=True, help="Where versions are kept.")
@click.option("--show", metavar="VERSION", help="Print the text of a version: its number or hash.")
@endings
def versions(identity: str, folder: Path, show: str | None) -> None:
    """List the versions of the perimeter ID, or print one."""
    from parvis.cli.querying import run_versions

    run_versions(identity, folder, show)


@query.command("import")
@click.argument("text", metavar="QUERY")
@click.option("--from", "dialect", type=DIALECTS, required=True, help="Whose language it is in.")
@AS_JSON
@endings
def import_(text: str, dialect: str, *, as_json: bool) -> None:
    """Translate a QUERY of another product into ours, and say what is lost."""
    from parvis.cli.exchanging import run_import

    run_import(text, dialect, as_json=as_json)


@query.command()
@click.argument("text", metavar="QUERY")
@click.option("--to", "network", type=NETWORKS, required=True, help="Who should search.")
@PERIMETER
@AS_JSON
@endings
def export(text: str, network: str, perimeter: Path | None, *, as_json: bool) -> None:
    """Translate a QUERY for a network's own search, and say what is left to match here."""
    from parvis.cli.exchanging import run_export

    run_export(text, network, perimeter, as_json=as_json)
