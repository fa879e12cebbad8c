"""Towards whom a mention is positive or negative, where it names several brands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

import polars as pl

from parvis.enrich.clauses import judged
from parvis.enrich.names import Names, folded_text
from parvis.enrich.reading import read
from parvis.errors import MissingColumnsError
from parvis.features.text import LONGEST
from parvis.frames import composed
from parvis.schema import TONALITIES, TOWARDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from parvis.enrich.reading import How

TONALITY: Final = ("tonality", "tonality_p", "is_unsure")
_PARTS: Final = {
    "mention": pl.Int64,
    "brand": pl.String,
    "words": pl.String,
    "stance": pl.String,
}


def read_towards(
    mentions: pl.DataFrame,
    names: Mapping[str, Sequence[str]],
    *,
    about: str | None = None,
    **how: Unpack[How],
) -> pl.DataFrame:
    """Read the tonality of each mention towards each brand it names, clause by clause.

    Names are whole words, whatever their case and accents; `orange` is found in `@Orange` and
    `#orange`, not in `@orange_conseil` nor `oranges`. A mention that names one brand is read whole,
    unless a comparison speaks of it (`mieux qu'Orange`, `unlike Orange`). How a text is parted, and
    when the tonality of a clause is turned, is written in `parvis.enrich.clauses` and
    `parvis.enrich.comparisons`. Only the first 2 000 characters are read. Where a mention leaves A
    for B, its clause is taken to be no worse towards B than it is good, and the contrary of that
    towards A.

    Arguments:
        mentions: with `text`; `language` chooses the reader where it is there. The tonality of a
            mention read whole is not read again where it is there.
        names: for each brand, the words, phrases or handles that name it.
        about: a column that lists, of the brands, those the mention is about: none of the others
            is looked for in it, and one whose name is not found is judged by the whole mention.
        how: as in `parvis.enrich.read`. A budget is for the clauses alone where the mentions are
            read already; words of a brand are heard in the clauses that speak of it.

    Returns: the mentions, with `towards`: for each brand, in the order of `names` or of the list,
        `brand`, `tonality`, `p` (negative, neutral, positive), `is_unsure`, `words` (those judged,
        a line a run of clauses; null where it is all of them) and `is_turned` (the contrary of what
        the words say). Null where no brand is named.

    Raises:
        MissingColumnsError: there is no `text`, or no such list.
        InputError: a name with no letter or digit in it, and what `read` raises.

    Source: targets and clauses as in Ding, Liu and Yu, "A holistic lexicon-based approach to
        opinion mining" (WSDM 2008); comparisons as in Jindal and Liu, "Mining comparative
        sentences and relations" (AAAI 2006); row 28 of the capabilities; scores in
        docs/explanation/how-well-it-reads.md.

    >>> posts = pl.DataFrame({"text": ["Orange est génial mais SFR est nul"], "language": "fr"})
    >>> found = read_towards(posts, {"Orange": ["orange"], "SFR": ["sfr"]}, tier="fast")
    >>> [(one["brand"], one["tonality"], one["words"]) for one in found["towards"][0]]
    [('Orange', 'positive', 'Orange est génial'), ('SFR', 'negative', 'SFR est nul')]
    """
    needed = ("text",) if about is None else ("text", about)
    if missing := [name for name in needed if name not in mentions.columns]:
        raise MissingColumnsError.among(missing, mentions.columns)
    known = Names(names)
    whole = mentions if set(TONALITY) <= set(mentions.columns) else read(mentions, **how)
    named = _named(mentions, known, about)
    parts = _read_parts(named, known, whole, how)
    entries = _entries(named, whole).join(
        parts, on=("mention", "brand"), how="left", maintain_order="left"
    )
    listed = _listed(entries, mentions.height)
    return mentions.with_columns(listed)


def _named(mentions: pl.DataFrame, names: Names, about: str | None) -> pl.DataFrame:
    """The mentions that name a brand: their text, whom they name, whether they must be parted."""
    text = pl.col("text").cast(pl.String).str.slice(0, LONGEST)
    number = pl.int_range(pl.len(), dtype=pl.Int64)
    given = () if about is None else (pl.col(about).alias("brands"),)
    speaks, is_one = pl.col("brands").list.len() > 0, pl.col("brands").list.len() == 1
    numbered = mentions.select(text, *given, mention=number)
    some = numbered if about is None else numbered.filter(speaks)
    some = some.with_columns(composed(some["text"])).with_columns(
        folded=folded_text(pl.col("text"))
    )
    if about is None:
        some = some.with_columns(brands=names.named(pl.col("folded"))).filter(speaks)
    return some.with_columns(is_parted=~is_one | names.compared(pl.col("folded")))


def _parts(named: pl.DataFrame, names: Names) -> Iterator[tuple[int, str, str, str]]:
    """The words to judge of the mentions that must be parted."""
    asked = named.filter("is_parted").select("mention", "text", "brands")
    for mention, text, brands in asked.iter_rows():
        found = [
            name._replace(owners=owners)
            for name in names.within(text)
            if (owners := tuple(owner for owner in name.owners if owner in brands))
        ]
        for part in judged(text, found):
            if part.stance != "plain" or part.words != text.strip():
                yield mention, part.owner, part.words, part.stance


def _read_parts(
    named: pl.DataFrame, names: Names, mentions: pl.DataFrame, how: How
) -> pl.DataFrame:
    """Read each part, and hold its probabilities towards its brand."""
    parts = pl.DataFrame(list(_parts(named, names)), schema=_PARTS, orient="row")
    unknown = pl.lit(None, dtype=pl.String).alias("language")
    language = pl.col("language") if "language" in mentions.columns else unknown
    spoken = mentions.select(language, mention=pl.int_range(pl.len(), dtype=pl.Int64))
    to_read = parts.join(spoken, on="mention", how="left", maintain_order="left")
    to_read = to_read.with_columns(brands=pl.concat_list("brand"))
    found = read(to_read.rename({"words": "text"}), **how).rename({"text": "words"})
    p = _held(pl.col("tonality_p"), pl.col("stance"))
    return found.select(
        "mention",
        "brand",
        "words",
        part_tonality=_likeliest(p),
        part_p=p,
        part_is_unsure=pl.col("is_unsure"),
        is_turned=pl.col("stance").is_in(["turned", "left"]),
    )


def _held(read_p: pl.Expr, stance: pl.Expr) -> pl.Expr:
    """The probabilities of a clause, as they hold towards its brand."""
    best_last = pl.max_horizontal(read_p.list.first(), read_p.list.last())
    worst_first = pl.min_horizontal(read_p.list.first(), read_p.list.last())
    chosen = pl.concat_list(worst_first, read_p.list.get(1, null_on_oob=True), best_last)
    held = (
        pl.when(stance == "turned")
        .then(read_p.list.reverse())
        .when(stance == "chosen")
        .then(chosen)
        .when(stance == "left")
        .then(chosen.list.reverse())
        .otherwise(read_p)
    )
    return pl.when(read_p.is_not_null()).then(held).cast(pl.List(pl.Float64))


def _likeliest(p: pl.Expr) -> pl.Expr:
    places = range(len(TONALITIES))
    return p.list.arg_max().replace_strict(places, TONALITIES, return_dtype=pl.String)


def _entries(named: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    """A row for each mention and brand, with the tonality of the whole mention."""
    said = whole.select(*TONALITY, mention=pl.int_range(pl.len(), dtype=pl.Int64))
    brands = named.select("mention", "brands").explode("brands").rename({"brands": "brand"})
    return brands.join(said, on="mention", how="left", maintain_order="left")


def _listed(entries: pl.DataFrame, mentions: int) -> pl.Series:
    """The entries of each mention as a list, null where there is none."""
    is_part = pl.col("words").is_not_null()
    entry = pl.struct(
        pl.col("brand"),
        pl.when(is_part).then("part_tonality").otherwise("tonality").alias("tonality"),
        pl.when(is_part).then("part_p").otherwise("tonality_p").alias("p"),
        pl.when(is_part).then("part_is_unsure").otherwise("is_unsure").alias("is_unsure"),
        pl.col("words"),
        pl.col("is_turned").fill_null(value=False),
    )
    grouped = entries.group_by("mention", maintain_order=True).agg(towards=entry)
    rows = pl.select(mention=pl.int_range(mentions, dtype=pl.Int64))
    listed = rows.join(grouped, on="mention", how="left", maintain_order="left")["towards"]
    return listed.cast(TOWARDS)
