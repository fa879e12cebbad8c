"""Which candidates are names, and of what kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.enrich.entities.candidates import AT, TITLES, runs, sure_names
from parvis.enrich.entities.known import KINDS, Kind, first_names, folded, names, opening_words
from parvis.errors import MissingColumnsError
from parvis.schema import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_AT_ONCE: Final = 1 << 16
_TITLE: Final = re.compile(rf"(?:{TITLES})\s+")
_AT: Final = re.compile(AT)
_LEGAL: Final = re.compile(
    r"\b(?:Inc|Ltd|LLC|PLC|GmbH|SARL|SAS|SA|AG|Corp|Group|Groupe|Holding)\.?$"
)
_BODY: Final = re.compile(
    r"^(?:Minist[èe]re|Ministry|Universit[éy]|University|Banque|Bank|Mairie|Préfecture|Hôpital|"
    r"Hospital|Institut|Institute|Fondation|Foundation|Association|Assemblée|Sénat|Commission|"
    r"Conseil|Council|École|Groupe|Compagnie|Société|Syndicat|Fédération|Federation)\b|"
    r"\w (?:University|Airlines?|Airways|Bank|Hospital|Télécom|Telecom|Mutuelle)$"
)
_PLACE: Final = re.compile(
    r"^(?:Rue|Avenue|Boulevard|Place|Gare|Aéroport|Lac|Mont|Mount|Lake|Port|Saint|Sainte|St)\b|"
    r"\b(?:Street|Avenue|Square|Airport|Station|Road|County|Island|Bridge|River)$"
)
_PARTED: Final = re.compile(
    r"\s(?:et|and|&)\s|\s(?:du|de|de la|des|of|of the)\s(?=(?:Minist|Universit|Banque|Bank|Mairie|"
    r"Conseil|Council|Commission|Institut|Groupe|Hôpital|Hospital))"
)
_MODEL: Final = re.compile(
    r"^(?:[ie][A-Z]\w+|[A-Z][\w-]*)(?: [A-Z][\w-]*)* [A-Z]{0,2}\d{1,4}\w{0,2}$|"
    r"^[A-Z]{1,3}\d{1,3}\w?$"
)
_PARTS: Final = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W\d_]+)*")


def name_entities(mentions: pl.DataFrame, own: Mapping[str, Kind] | None = None) -> pl.DataFrame:
    """Add the people, places, products and organisations that each mention names.

    Rules first: titles, first names, legal forms, numbers of models; then lists of names. A name
    is given once a mention, as it is written there the first time (those found in any case: in
    lower case). What no rule and no list knows is left out, so that what is there can be leant on.

    Arguments:
        mentions: with `text`.
        own: names of one's own, in any case, and their kinds; heard before all else.

    Returns: the mentions with `entities`: a list of `text` and `kind` (person, place,
        organisation, product), empty where none is named.

    Raises:
        MissingColumnsError: there is no `text`.

    Source: capitals, titles and lists as in Nadeau and Sekine, "A survey of named entity
        recognition" (2007); countries of CLDR through Babel; row 57 of the capabilities.

    >>> posts = pl.DataFrame({"text": ["Marie Dupont quitte Renault pour Bruxelles"]})
    >>> [tuple(one.values()) for one in name_entities(posts)["entities"][0].to_list()]
    [('Marie Dupont', 'person'), ('Renault', 'organisation'), ('Bruxelles', 'place')]
    """
    if "text" not in mentions.columns:
        raise MissingColumnsError.among(["text"], mentions.columns)
    mine = {folded(name): kind for name, kind in (own or {}).items()}
    texts = mentions["text"].cast(pl.String)
    parts = [_named(texts.slice(at, _AT_ONCE), mine) for at in range(0, len(texts), _AT_ONCE)]
    found = pl.concat(parts) if parts else pl.Series("entities", [], dtype=NAMED)
    return mentions.with_columns(found.alias("entities"))


def _named(texts: pl.Series, own: dict[str, Kind]) -> pl.Series:
    posts = pl.DataFrame({"run": runs(texts), "sure": sure_names(texts)}).with_row_index("post")
    written = _judged(posts.select("post", "run").explode("run").drop_nulls(), own)
    known = posts.select("post", said="sure").explode("said").drop_nulls()
    kinds = {name: kind for kind in KINDS for name in names(kind).sure} | own
    known = known.with_columns(
        kind=pl.col("said").replace_strict(kinds, default=None, return_dtype=pl.String),
        key="said",
    )
    both = pl.concat([written, known.select("post", "said", "kind", "key")])
    return _listed(both, len(texts))


def _listed(found: pl.DataFrame, posts: int) -> pl.Series:
    """One list a post; a name that stands inside another of its post is no name of its own."""
    once = found.drop_nulls("kind").unique(["post", "key"], keep="first", maintain_order=True)
    others = once.group_by("post").agg(pl.col("key").alias("others"))
    spaced = pl.format(" {} ", "key")
    inside = (
        once.with_row_index("name")
        .join(others, on="post")
        .explode("others")
        .filter(pl.col("others") != pl.col("key"))
        .filter(pl.format(" {} ", "others").str.contains(spaced, literal=True))
    )
    kept = once.with_row_index("name").join(inside.select("name").unique(), on="name", how="anti")
    by_post = kept.group_by("post", maintain_order=True).agg(
        pl.struct(text="said", kind="kind").alias("entities")
    )
    every = pl.DataFrame({"post": pl.arange(posts, dtype=pl.UInt32, eager=True)})
    listed = every.join(by_post, on="post", how="left", maintain_order="left")["entities"]
    return listed.fill_null(pl.lit([], dtype=NAMED))


def _judged(candidates: pl.DataFrame, own: dict[str, Kind]) -> pl.DataFrame:
    """Judge each distinct run once, and give the verdict to every post that holds it."""
    distinct = candidates["run"].unique()
    verdicts = [(run, *verdict) for run in distinct for verdict in _verdicts(run, own)]
    names = ("run", "said", "kind", "key")
    table = pl.DataFrame(verdicts, schema=dict.fromkeys(names, pl.String), orient="row")
    joined = candidates.join(table, on="run", maintain_order="left_right")
    return joined.select("post", "said", "kind", "key")


def _verdicts(run: str, own: dict[str, Kind]) -> list[tuple[str, Kind, str]]:
    """The names of a run: it may be one, hold several, or begin with words of the sentence."""
    return [
        (name, kind, folded(name))
        for part in _PARTED.split(run)
        for name, kind in _names_of(part, own)
    ]


def _names_of(part: str, own: dict[str, Kind]) -> Iterator[tuple[str, Kind]]:
    title, at = _TITLE.match(part), _AT.match(part)
    if title and part[title.end() :]:
        yield part[title.end() :], "person"
    elif at:
        name = part[at.end() :]
        yield name, _kind(name, own) or "organisation"
    else:
        yield from _names_among(part.split(" "), own)


def _names_among(words: list[str], own: dict[str, Kind]) -> Iterator[tuple[str, Kind]]:
    """The longest names among words, from the first on; opening words are none."""
    words = words if _listed_kind(" ".join(words), own) else _without_opening(words)
    while words:
        ends = range(len(words), 0, -1)
        spans = ((end, _kind(" ".join(words[:end]), own)) for end in ends)
        end, kind = next(((end, kind) for end, kind in spans if kind), (1, None))
        if kind:
            yield " ".join(words[:end]), kind
        words = words[end:]


def _without_opening(words: list[str]) -> list[str]:
    while words and folded(words[0]).strip("'") in opening_words():
        words = words[1:]
    return words


def _kind(name: str, own: dict[str, Kind]) -> Kind | None:
    return _listed_kind(name, own) or _by_shape(name)


def _listed_kind(name: str, own: dict[str, Kind]) -> Kind | None:
    plain = folded(name)
    if plain in own:
        return own[plain]
    for kind in _LISTED:
        if plain in names(kind).sure or name in names(kind).written:
            return kind
    return None


def _by_shape(name: str) -> Kind | None:
    shapes: tuple[tuple[re.Pattern[str], Kind], ...] = (
        (_LEGAL, "organisation"), (_BODY, "organisation"), (_PLACE, "place"), (_MODEL, "product"),
    )  # fmt: skip
    for pattern, kind in shapes:
        if pattern.search(name) and len(name) > 1:
            return kind
    parts = _PARTS.findall(name)
    first = folded(parts[0]) if parts else ""
    is_first_name = first in first_names() or first.split("-")[0] in first_names()
    return "person" if is_first_name and len(parts) <= _LONGEST_NAME else None


_LONGEST_NAME: Final = 4
_LISTED: Final[tuple[Kind, ...]] = ("organisation", "place", "product")
