"""The figure of the vocabulary gap: what a brand says that its public does not, and the reverse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl

from parvis.present.charts.facing import facing
from parvis.present.hygiene import clean
from parvis.present.panels.panel import Finding, Panel, Table, drawn, how, unknown
from parvis.present.theme import LIGHT

if TYPE_CHECKING:
    from altair import LayerChart

    from parvis.present.charts.canvas import Canvas
    from parvis.present.desk import Desk

LEVEL: Final = 0.05
_MEASURES: Final = ("lean", "z", "p", "texts_share", "people_share")
_KEYS = tuple(
    f"vocabulary.{name}" for name in (*_MEASURES, "texts", "people", "language", "example")
)
_DRAWN = 8
_TOLD = 3
_QUOTED = 5  # words of each side with a mention
_RARELY = 0.001
_AROUND = 90  # characters of an example in the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term, whose it is, and who says it."""

    name: str
    lean: float
    low: float
    high: float
    z: float
    p: float
    texts_share: float
    people_share: float

    @property
    def stands_out(self) -> bool:
        """Whether chance does not explain it."""
        return self.p < LEVEL and not self.low <= 0 <= self.high

    @property
    def is_public(self) -> bool:
        """Whether it is the public's word, not the brand's."""
        return self.lean > 0

    @property
    def shares(self) -> tuple[float, float]:
        """The part of its own side that says it, and of the other's."""
        both = (self.people_share, self.texts_share)
        return both if self.is_public else (both[1], both[0])


def panel(desk: Desk) -> Panel:
    """Return the figure of the words that part a brand from its public."""
    brand = next((b for b in (*desk.story.own, *desk.brands) if _terms(desk, b)), None)
    if brand is None:
        return unknown(desk, "vocabulary", *_KEYS)
    terms = _terms(desk, brand)
    public = [term for term in terms if term.stands_out and term.is_public]
    own = [term for term in reversed(terms) if term.stands_out and not term.is_public]
    title = _title(desk, brand, own, public)
    chart = partial(_chart, desk, brand, own[:_DRAWN], public[:_DRAWN])
    return Panel(
        anchor="figure-vocabulary",
        name=desk.words("vocabulary.name"),
        title=title,
        subtitle=_subtitle(desk, brand),
        drawings=(drawn(desk, chart, title),) if own or public else (),
        note=desk.words("vocabulary.note"),
        table=_table(desk, brand, terms),
        how=how(desk, *_KEYS),
        quotes=desk.reader.quotes(_quoted(desk, brand, public, own)),
        quotes_about=desk.words("vocabulary.quotes"),
        finding=_finding(desk, brand, own, public),
    )


def _terms(desk: Desk, brand: str) -> list[Term]:
    """The terms of a brand, the public's surest first; none where a figure is missing."""
    found = []
    for figure in desk.ledger.table("vocabulary.lean", "brand", "term"):
        name = str(figure.by["term"])
        numbers = [desk.ledger.number(f"vocabulary.{key}", **figure.by) for key in _MEASURES]
        known = [number for number in (*numbers, figure.low, figure.high) if number is not None]
        if figure.by["brand"] == brand and len(known) == len(_MEASURES) + 2:
            found.append(
                Term(name=name, **dict(zip((*_MEASURES, "low", "high"), known, strict=True)))
            )
    return found


def _in_quotes(desk: Desk, terms: list[Term]) -> str:
    said = [desk.words("quoted", text=desk.name(term.name)) for term in terms[:_TOLD]]
    return desk.tongue.listing(said)


def _title(desk: Desk, brand: str, own: list[Term], public: list[Term]) -> str:
    key = {(True, True): "both", (True, False): "own", (False, True): "public"}
    said = key.get((bool(own), bool(public)), "none")
    return desk.words(
        f"vocabulary.title.{said}",
        brand=desk.name(brand),
        own=_in_quotes(desk, own),
        public=_in_quotes(desk, public),
    )


def _subtitle(desk: Desk, brand: str) -> str:
    language = desk.ledger.find("vocabulary.language", brand=brand)
    counts = {
        name: desk.tongue.number(desk.ledger.number(f"vocabulary.{name}", brand=brand) or 0)
        for name in ("texts", "people")
    }
    named = desk.tongue.language_name(str(language.value)) if language else "—"
    return desk.words("vocabulary.subtitle", brand=desk.name(brand), language=named, **counts)


def _finding(desk: Desk, brand: str, own: list[Term], public: list[Term]) -> Finding | None:
    if not own and not public:
        return None
    first = (public or own)[0]
    share, other = (_percent(desk, share) for share in first.shares)
    sentence = desk.words(
        f"vocabulary.finding.{'alone' if not own else 'public' if public else 'own'}",
        brand=desk.name(brand),
        word=_in_quotes(desk, [first]),
        other=other,
        own=_in_quotes(desk, own),
    )
    return Finding(number=share, sentence=sentence)


def _percent(desk: Desk, share: float) -> str:
    return desk.tongue.percent(share, digits=0)


def _chart(
    desk: Desk, brand: str, own: list[Term], public: list[Term], canvas: Canvas
) -> LayerChart:
    sides = (
        ("left", own, desk.colour(brand)),
        ("right", public, LIGHT["muted"]),
    )
    rows = [
        {
            "side": side,
            "name": desk.name(term.name),
            "value": term.shares[0],
            "text": _against(desk, term),
            "colour": colour,
        }
        for side, terms, colour in sides
        for term in terms
    ]
    heads = {
        "left": desk.words("vocabulary.head_brand", brand=desk.name(brand)),
        "right": desk.words("vocabulary.head_public"),
    }
    return facing(pl.DataFrame(rows), canvas, heads=heads)


def _against(desk: Desk, term: Term) -> str:
    share, other = (_percent(desk, share) for share in term.shares)
    return desk.words("vocabulary.against", share=share, other=other)


def _table(desk: Desk, brand: str, terms: list[Term]) -> Table:
    said = _examples(desk, brand)
    heads = ("term", "says", "said_as", "people_share", "texts_share", "lean", "z", "chance")
    return Table(
        caption=desk.words("vocabulary.caption"),
        heads=tuple(desk.words(f"head.{head}") for head in heads),
        rows=tuple(_row(desk, term, said) for term in terms),
        texts=3,
    )


def _row(desk: Desk, term: Term, said: dict[tuple[str, str], str]) -> tuple[str, ...]:
    who = "public" if term.is_public else "brand"
    chance = (
        desk.words("vocabulary.rarely")
        if term.p < _RARELY
        else desk.tongue.number(term.p, digits=3)
    )
    bounds = desk.tongue.bounds(term.low, term.high, digits=1)
    lean = f"{desk.tongue.signed(term.lean, digits=1)} ({bounds})"
    shares = (_percent(desk, share) for share in (term.people_share, term.texts_share))
    return (
        desk.name(term.name),
        desk.words(f"vocabulary.{who}"),
        said.get((term.name, who), "—"),
        *shares,
        lean,
        desk.tongue.signed(term.z, digits=1),
        chance,
    )


def _ids(desk: Desk, brand: str) -> dict[tuple[str, str], str]:
    """By term and who says it, a mention in which it is said."""
    return {
        (str(figure.by["term"]), str(figure.by["who"])): str(figure.value)
        for figure in desk.ledger.table("vocabulary.example", "brand", "term", "who")
        if figure.by["brand"] == brand
    }


def _examples(desk: Desk, brand: str) -> dict[tuple[str, str], str]:
    """The words around each term in its example."""
    ids = _ids(desk, brand)
    held = desk.story.mentions.filter(pl.col("id").is_in(list(ids.values()))).select("id", "text")
    texts = dict(held.iter_rows())
    return {
        key: _around(desk.reader.text(texts[name]), key[0])
        for key, name in ids.items()
        if name in texts
    }


def _around(text: str, term: str) -> str:
    """So much of a text as shows a term in use."""
    at = max(0, text.lower().find(term.split(" ", maxsplit=1)[0]))
    begin = max(0, min(at - _AROUND // 3, len(text) - _AROUND))
    cut = " ".join(text[begin:].split())
    return ("…" if begin else "") + clean(cut, limit=_AROUND)


def _quoted(desk: Desk, brand: str, public: list[Term], own: list[Term]) -> pl.DataFrame:
    """A mention for each of the first words of each side, in their order."""
    ids = _ids(desk, brand)
    asked = [("public", term) for term in public[:_QUOTED]] + [
        ("brand", term) for term in own[:_QUOTED]
    ]
    wanted = [ids[term.name, who] for who, term in asked if (term.name, who) in ids]
    order = pl.DataFrame({"id": list(dict.fromkeys(wanted))}, schema={"id": pl.String})
    return order.join(desk.story.mentions, on="id", how="inner", maintain_order="left")
