"""What the study cannot say: each limit that applies, in a sentence, with its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parvis.present.hygiene import clean
from parvis.present.ledger import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.present.desk import Desk
    from parvis.present.story import ReaderScore


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit: a word for it and the sentence."""

    name: str
    sentence: str


_COUNTED = {
    "undated": "mentions.undated",
    "rehashed": "mentions.rehashed",
    "rejected": "rows.rejected",
}
_NAMED = 4  # languages without a score, by name
_LANGUAGES = 3  # named with their score; all are in the method
_FEW = 0.005  # part of the mentions under which a language is not worth a limit
_TIMES = ("zone assumed", "order assumed", "day")


def limits(desk: Desk) -> tuple[Limit, ...]:
    """Return the limits that apply to this study, those of every study first."""
    groups = (
        _perimeter,
        _goals,
        _answers,
        _reader,
        _languages,
        _unsure,
        _counted,
        _times,
        _authors,
        _notes,
    )
    return tuple(limit for group in groups for limit in group(desk))


def _perimeter(desk: Desk) -> Iterator[Limit]:
    yield _limit(desk, "perimeter")


def _limit(desk: Desk, name: str, **fields: str) -> Limit:
    return Limit(desk.words(f"limit.{name}.name"), desk.words(f"limit.{name}.is", **fields))


def _counted_limit(desk: Desk, name: str, count: float, **fields: str) -> Limit:
    sentence = desk.words.counted(f"limit.{name}.is", count, **fields)
    return Limit(desk.words(f"limit.{name}.name"), sentence)


def _goals(desk: Desk) -> Iterator[Limit]:
    """KPIs that no figure of the study measures."""
    kpis = [kpi.name for kpi in desk.story.objective.kpis if not kpi.figure]
    if kpis:
        quoted = [desk.words("quoted", text=clean(name, limit=80)) for name in kpis]
        yield _counted_limit(desk, "goals", len(kpis), kpis=desk.tongue.listing(quoted))


def _answers(desk: Desk) -> Iterator[Limit]:
    rows = desk.ledger.table("answers.within_24h", "brand")
    reason = next((row.reason for row in rows if row.value is None and row.reason), None)
    if reason and all(row.value is None for row in rows):
        yield _limit(desk, "answers", reason=reason.rstrip("."))


def _reader(desk: Desk) -> Iterator[Limit]:
    """How often the reader of tonality is right, by language."""
    spoken = {code: count for code, count in _spoken(desk).items() if count >= _few(desk)}
    scores = [score for score in _tonality_scores(desk) if score.language in {*spoken, "all"}]
    if scores:
        scores = sorted(scores, key=lambda score: -spoken.get(score.language, 0))[:_LANGUAGES]
        said = [
            desk.words(
                "limit.reader.score",
                language=_language(desk, score.language),
                value=desk.tongue.score(score.value),
                posts=desk.tongue.number(score.posts),
            )
            for score in scores
        ]
        measure = clean(scores[0].measure, limit=30)
        yield _limit(desk, "reader", measure=measure, scores=desk.tongue.listing(said))


def _few(desk: Desk) -> float:
    return _FEW * (desk.ledger.number("mentions.kept") or 0)


def _spoken(desk: Desk) -> dict[str, float]:
    """Mentions by language, of the languages that have some."""
    rows = desk.ledger.table("mentions.volume", "language")
    return {str(row.by["language"]): count for row in rows if (count := number_of(row))}


def _tonality_scores(desk: Desk) -> list[ReaderScore]:
    card = desk.story.reader
    return [score for score in card.scores if score.task == "tonality"] if card else []


def _language(desk: Desk, code: str) -> str:
    return desk.words("spoken.all") if code == "all" else desk.tongue.language_name(code)


def _languages(desk: Desk) -> Iterator[Limit]:
    """Languages among the mentions in which nobody measured the reader."""
    known = {score.language for score in _tonality_scores(desk)}
    others = {code: count for code, count in _spoken(desk).items() if code not in known}
    count, whole = sum(others.values()), desk.ledger.number("mentions.kept")
    if known and whole and count and count >= _few(desk):
        share = desk.tongue.percent(100 * count / whole)
        names = [_named(desk, code) for code in list(others)[:_NAMED]]
        if len(others) > _NAMED:
            names.append(desk.words.counted("limit.languages.more", len(others) - _NAMED))
        named = desk.tongue.listing(names)
        yield _counted_limit(desk, "languages", count, share=share, languages=named)


def _named(desk: Desk, code: str) -> str:
    is_named = code not in {"und", "unknown"}
    return desk.tongue.language_name(code) if is_named else desk.words.name("spoken", code)


def _unsure(desk: Desk) -> Iterator[Limit]:
    shares = {
        brand: share
        for brand in desk.brands
        if (share := desk.ledger.number("tonality.unsure", brand=brand))
    }
    if shares:
        brand = next((own for own in desk.story.own if own in shares), next(iter(shares)))
        part = desk.tongue.percent(shares[brand])
        yield _limit(desk, "unsure", brand=desk.name(brand), share=part)


def _counted(desk: Desk) -> Iterator[Limit]:
    for name, key in _COUNTED.items():
        count = desk.ledger.number(key)
        if count:
            yield _counted_limit(desk, name, count)


def _times(desk: Desk) -> Iterator[Limit]:
    """Times that had to be completed by a guess."""
    counts = dict(desk.kept["time_confidence"].value_counts().iter_rows())
    for confidence in _TIMES:
        count = counts.get(confidence, 0)
        if count:
            zone = desk.story.timezone
            name = confidence.replace(" ", "_")
            yield _counted_limit(desk, name, count, timezone=zone)


def _authors(desk: Desk) -> Iterator[Limit]:
    figure = desk.ledger.find("mentions.authors")
    if figure and figure.value is None and figure.reason:
        yield _limit(desk, "authors", reason=figure.reason.rstrip("."))


def _notes(desk: Desk) -> Iterator[Limit]:
    """What the readers of files had to guess."""
    for source in desk.story.sources:
        for note in source.notes[:4]:
            yield Limit(desk.name(source.file), clean(note, limit=300))
