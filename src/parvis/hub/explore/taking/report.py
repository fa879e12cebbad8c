"""A dashboard as a short report: its figures, what was looked at, and what it cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

import parvis
from parvis.hub.explore.taking import taken as told_of
from parvis.hub.explore.words import language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parvis.hub.explore.taking.taken import Taken
    from parvis.present.document import Document
    from parvis.present.head import Found
    from parvis.present.limits import Limit
    from parvis.present.panels.panel import Panel
    from parvis.present.section import Section
    from parvis.present.wording import Words

Numbered = list[tuple[int, "Panel"]]


def report(taken: Taken) -> Document:
    """Return what the formats of a report are written from: the panels of the screen, unchanged."""
    from parvis.present.document import Document
    from parvis.present.hygiene import clean
    from parvis.present.panels import Chapter

    words = _words(taken)
    found = [shown.panel for shown in taken.shown if shown.panel]
    figures: Numbered = list(enumerate(found, start=1))
    return Document(
        words=words,
        language=language(),
        kind=_("Dashboard"),
        title=clean(taken.scope.title, limit=160),
        objective=clean(taken.scope.title, limit=400),
        family=words.name("family", taken.scope.family),
        goals=(),
        found=tuple(_found(figures, words)),
        brief=None,
        limits=tuple(_limits(taken)),
        chapters=(Chapter(title=_("Figures"), panels=tuple(figures)),) if figures else (),
        account=None,
        method=tuple(_method(taken)),
        figures=tuple(figure for shown in taken.shown for figure in shown.figures),
        at=taken.at,
        **_dated(taken),
    )


def _dated(taken: Taken) -> dict[str, Any]:
    """When: of the file, of what is counted, and of the counting."""
    tongue = told_of.tongue(taken)
    as_of = {"days": told_of.period(taken), "moment": tongue.moment(taken.as_of)}
    made = {"moment": tongue.moment(taken.at), "who": taken.by, "version": parvis.__version__}
    return {
        "date": tongue.day(taken.at.astimezone(tongue.zone).date(), style="d MMMM y"),
        "period": _("%(days)s, as of %(moment)s") % as_of,
        "standfirst": tuple(
            _("%(term)s: %(said)s") % {"term": term, "said": said}
            for term, said in told_of.filters(taken)
        ),
        "made": _("Taken away on %(moment)s by %(who)s, Parvis %(version)s") % made,
    }


def _words(taken: Taken) -> Words:
    from parvis.present.wording import Words

    return Words(told_of.tongue(taken), kind="dashboard")


def _found(figures: Numbered, words: Words) -> Iterator[Found]:
    from parvis.present.head import Found

    for place, panel in figures:
        if panel.finding:
            yield Found(
                number=panel.finding.number,
                sentence=panel.finding.sentence,
                anchor=panel.anchor,
                link=words("page.figure", n=str(place)),
            )


def _limits(taken: Taken) -> Iterator[Limit]:
    from parvis.present.limits import Limit

    yield Limit(
        _("Perimeter"),
        _("Only what the queries find, at the sources that are listened to, is counted."),
    )
    for term, said in told_of.filters(taken):
        yield Limit(
            _("Filter"),
            _("%(term)s: %(said)s. All else is left out.") % {"term": term, "said": said},
        )


def _method(taken: Taken) -> Iterator[Section]:
    from parvis.present.section import Section, Term

    notes = tuple(Term(name=term, lines=(said,)) for term, said in told_of.notes(taken))
    yield Section(title=_("What was looked at"), terms=notes)
    queries = tuple(
        Term(name=name, code=taken.scope.queries[key]) for key, name in taken.scope.names.items()
    )
    yield Section(title=_("Queries"), terms=queries)
