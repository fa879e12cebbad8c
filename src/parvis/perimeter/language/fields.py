"""The fields of the language: one table for reading, matching, explaining and the reference."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from parvis.schema import INTERACTIONS, KINDS, MEDIA, TONALITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

Shape = Literal["name", "choice", "site", "address", "number", "day", "clock", "flag", "text"]
"""What the values of a field are.

name: a name, whatever its capitals, with or without its # or @; accents as in a word.
choice: one of a few values.
site: the host of an address, with the hosts under it.
address: an address, from its host on, with what follows.
number, day, clock: a value, a comparison or a range.
flag: true or false.
text: a query of its own.
"""

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """A field: its names, the column it reads, what its values are.

    Arguments:
        name: as the tree has it.
        column: of the mention.
        shape: what its values are.
        meaning: for the reference, in a sentence.
        example: a clause that is read without fault.
        also: other names, French first.
        values: of a choice, each with other names for it.
        is_later: the column is filled by a stage that comes after matching.
        settled_by: a column that is not null once the mention was read; by default the field's own.
    """

    name: str
    column: str
    shape: Shape
    meaning: str
    example: str
    also: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_later: bool = False
    settled_by: str = ""


def _choices(*names: str, **also: str) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(also.get(name.replace("-", "_").replace(" ", "_"), name).split("|"))
        for name in names
    }


_FR_MEDIA = {
    "micro_blog": "microblog|micro-blogue",
    "social_network": "social-network|réseau-social",
    "forum": "forums",
    "news": "presse|actualités",
    "review": "avis",
    "video": "vidéo",
    "mail": "email|courriel",
    "survey": "enquête|sondage",
}
_FR_KINDS = {
    "post": "publication",
    "reply": "réponse",
    "repost": "retweet|partage",
    "comment": "commentaire",
    "review": "avis",
    "message": "privé",
}
_FR_TONALITIES = {
    "negative": "négatif|négative",
    "neutral": "neutre",
    "positive": "positif|positive",
}
_FR_INTERACTIONS = {
    "complaint": "plainte|réclamation",
    "praise": "éloge|compliment",
    "request": "demande",
    "between_fans": "between-fans|entre-fans",
    "other": "autre",
}
_FR_WEEKDAYS = dict(
    zip(
        WEEKDAYS,
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        strict=True,
    )
)

_DECLARED: Final = (
    FieldSpec(
        name="title", column="title", shape="text", also=("titre",),
        meaning="a query of the title alone", example="title:(free NEAR/3 panne)",
    ),
    FieldSpec(
        name="text", column="text", shape="text", also=("texte", "body", "content", "message"),
        meaning="a query of the text alone", example='text:"free mobile"',
    ),
    FieldSpec(
        name="author", column="author", shape="name", also=("auteur", "from"),
        meaning="the handle of who wrote it", example="author:free*",
    ),
    FieldSpec(
        name="author_id", column="author_id", shape="name",
        meaning="the source's own id of who wrote it", example="author_id:12345",
    ),
    FieldSpec(
        name="followers", column="author_followers", shape="number", also=("abonnés",),
        meaning="followers of who wrote it", example="followers:[500 TO 100000]",
    ),
    FieldSpec(
        name="verified", column="author_verified", shape="flag", also=("vérifié",),
        meaning="the source vouches for who wrote it", example="verified:true",
    ),
    FieldSpec(
        name="site", column="url", shape="site", also=("domain", "domaine"),
        meaning="where it stands: the host of its address, or one above it", example="site:lemonde.fr",
    ),
    FieldSpec(
        name="url", column="url", shape="address", also=("adresse",),
        meaning="its own address, from the host on", example="url:lemonde.fr/economie",
    ),
    FieldSpec(
        name="link", column="links", shape="address", also=("lien", "links"),
        meaning="an address in its text, from the host on", example="link:free.fr/assistance",
    ),
    FieldSpec(
        name="lang", column="language", shape="name", also=("langue", "language"), is_later=True,
        meaning="the language read in it, ISO 639-1", example="lang:fr",
    ),
    FieldSpec(
        name="country", column="country", shape="name", also=("pays",),
        meaning="the country or place the source states", example="country:France",
    ),
    FieldSpec(
        name="medium", column="medium", shape="choice", also=("support", "média"),
        values=_choices(*MEDIA, **_FR_MEDIA),
        meaning="what kind of place it stands in", example="medium:forum",
    ),
    FieldSpec(
        name="source", column="source", shape="name",
        meaning="the connector or platform it came from", example="source:mastodon",
    ),
    FieldSpec(
        name="kind", column="kind", shape="choice", also=("genre", "type"),
        values=_choices(*KINDS, **_FR_KINDS),
        meaning="what it is in its conversation", example="kind:review",
    ),
    FieldSpec(
        name="rating", column="rating", shape="number", also=("note",),
        meaning="the rating given, on the source's scale", example="rating:<3",
    ),
    FieldSpec(
        name="likes", column="likes", shape="number", also=("jaime",),
        meaning="likes when collected", example="likes:>=100",
    ),
    FieldSpec(
        name="reposts", column="reposts", shape="number", also=("partages",),
        meaning="reposts when collected", example="reposts:>10",
    ),
    FieldSpec(
        name="replies", column="replies", shape="number", also=("réponses",),
        meaning="replies when collected", example="replies:0",
    ),
    FieldSpec(
        name="views", column="views", shape="number", also=("vues",),
        meaning="views when collected", example="views:[1000 TO *]",
    ),
    FieldSpec(
        name="date", column="published_at", shape="day", also=("published",),
        meaning="when it was said: days and instants of UTC", example="date:[2026-01-01 TO 2026-01-31]",
    ),
    FieldSpec(
        name="time", column="published_at", shape="clock", also=("heure",),
        meaning="the time of day, in UTC or in the zone named", example="time:[18:30 TO 19:00 Europe/Paris]",
    ),
    FieldSpec(
        name="weekday", column="published_at", shape="choice", also=("jour",),
        values={day: (french,) for day, french in _FR_WEEKDAYS.items()},
        meaning="the day of the week, in UTC", example="weekday:saturday",
    ),
    FieldSpec(
        name="hashtag", column="hashtags", shape="name", also=("tag", "hashtags"),
        meaning="a tag it bears, as the source gives it", example="hashtag:free",
    ),
    FieldSpec(
        name="mention", column="mentions", shape="name", also=("cite", "mentions", "to"),
        meaning="a handle it names, as the source gives it", example="mention:free",
    ),
    FieldSpec(
        name="media", column="media", shape="address", also=("médias",),
        meaning="the address of a picture, video or sound", example="has:media",
    ),
    FieldSpec(
        name="thread", column="thread", shape="name", also=("fil",),
        meaning="the source's id of the conversation", example="thread:98765",
    ),
    FieldSpec(
        name="id", column="id", shape="name",
        meaning="the id of the mention", example='id:"x:1343458257915031553"',
    ),
    FieldSpec(
        name="answers", column="reply_to", shape="name", also=("répond",),
        meaning="the id of the mention it answers", example="has:answers",
    ),
    FieldSpec(
        name="quotes", column="quote_of", shape="name",
        meaning="the id of the mention it quotes", example="has:quotes",
    ),
    FieldSpec(
        name="edits", column="edit_of", shape="name",
        meaning="the id of the version it replaces", example="has:edits",
    ),
    FieldSpec(
        name="brand", column="brands", shape="name", also=("marque",), is_later=True,
        meaning="a brand whose query it matches", example="brand:Free",
    ),
    FieldSpec(
        name="own", column="own_brand", shape="name", is_later=True, settled_by="brands",
        meaning="the brand whose account wrote it", example="own:Free",
    ),
    FieldSpec(
        name="repeats", column="duplicate_of", shape="name", is_later=True, settled_by="kept",
        meaning="the earlier mention it repeats", example="has:repeats",
    ),
    FieldSpec(
        name="spam", column="is_spam", shape="flag", is_later=True,
        meaning="read as spam", example="spam:false",
    ),
    FieldSpec(
        name="kept", column="kept", shape="flag", is_later=True,
        meaning="counted in the figures", example="kept:true",
    ),
    FieldSpec(
        name="tonality", column="tonality", shape="choice", also=("tonalité", "sentiment"),
        values=_choices(*TONALITIES, **_FR_TONALITIES), is_later=True, settled_by="tier",
        meaning="the tonality read in it", example="tonality:negative",
    ),
    FieldSpec(
        name="unsure", column="is_unsure", shape="flag", also=("incertain",), is_later=True,
        meaning="the reader would not lean on its own tonality", example="unsure:false",
    ),
    FieldSpec(
        name="interaction", column="interaction", shape="choice",
        values=_choices(*INTERACTIONS, **_FR_INTERACTIONS), is_later=True, settled_by="tier",
        meaning="what it asks of whom it speaks to", example="interaction:complaint",
    ),
    FieldSpec(
        name="topic", column="topic", shape="name", also=("sujet",), is_later=True, settled_by="tier",
        meaning="the topic read in it", example="topic:facture",
    ),
)  # fmt: skip

FIELDS: Final[dict[str, FieldSpec]] = {spec.name: spec for spec in _DECLARED}

IS: Final[dict[str, tuple[str, str]]] = {
    **{kind: ("kind", kind) for kind in KINDS},
    **{name: ("interaction", name) for name in INTERACTIONS if name != "other"},
    **{name: ("tonality", name) for name in TONALITIES},
    **{name: (name, "true") for name in ("verified", "spam", "kept", "unsure")},
    **{
        name: (field, "")
        for name, field in (
            ("quote", "quotes"),
            ("edit", "edits"),
            ("repeat", "repeats"),
            ("own", "own"),
        )
    },
}
"""What `is:` may say, as the field and the value that say it; an empty value means: known."""


def plain(name: str) -> str:
    """Return a name without capitals and accents, as names are compared.

    >>> plain("Tonalité")
    'tonalite'
    """
    parts = unicodedata.normalize("NFKD", name.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


_BY_NAME: Final = {plain(name): spec for spec in _DECLARED for name in (spec.name, *spec.also)}


def field_named(name: str) -> FieldSpec | None:
    """Return the field of a name in any of its spellings, or None.

    >>> field_named("Auteur").column
    'author'
    """
    return _BY_NAME.get(plain(name))


def nearest(name: str, names: Mapping[str, object] | None = None) -> str:
    """Return the names most like one that is none, for a message.

    >>> nearest("folowers")
    'followers'
    """
    known = [plain(known) for known in names] if names is not None else list(_BY_NAME)
    near = difflib.get_close_matches(plain(name), known, n=3, cutoff=0.6)
    return ", ".join(near)


def value_named(spec: FieldSpec, name: str) -> str | None:
    """Return the value of a choice in any of its spellings, or None.

    >>> value_named(FIELDS["tonality"], "négatif")
    'negative'
    """
    wanted = plain(name).replace("_", "-").replace(" ", "-")
    for value, also in spec.values.items():
        if wanted in {plain(known).replace("_", "-").replace(" ", "-") for known in (value, *also)}:
            return value
    return None
