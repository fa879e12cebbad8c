"""Acts, levels and targets of coding in words, and the criterion that codebooks begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ACTS: Final[dict[str, _StrPromise]] = {
    "coding.codebook.added": _("wrote the codebook %(name)s"),
    "coding.codebook.changed": _("changed the codebook %(name)s"),
    "coding.drawn": _("had %(n)s mentions drawn for coding: %(name)s"),
    "coding.done": _("finished coding a sample: %(name)s"),
    "coding.stopped": _("ended the coding of a sample: %(name)s"),
    "coding.decided": _("decided a disagreement between coders: %(name)s"),
    "coding.settled": _("had a coded sample put shares right: %(name)s"),
}
LEVELS: Final[dict[str, _StrPromise]] = {
    "nominal": _("Kinds, in no order"),
    "ordinal": _("Degrees, in an order"),
    "interval": _("Numbers, whose differences count"),
}
TARGETS: Final[dict[str, _StrPromise]] = {
    "": _("Nothing"),
    "tonality": _("Tonality"),
    "interaction": _("Interaction"),
    "relevance": _("Relevance"),
}
STARTER: Final[dict[str, Any]] = {
    "title": _("Tonality"),
    "question": _("In what tone does the author speak of the brand?"),
    "rules": (
        _("Code what is said, not what you think of it."),
        _("A question without a complaint is neutral."),
    ),
    "values": (
        (
            "negative", _("negative"),
            _("Blame, disappointment, a problem, irony at the brand's expense."),
            _("Three hours on hold, nobody answers"),
        ),
        (
            "neutral", _("neutral"), _("A fact, a question, or praise and blame in balance."),
            _("Does the app work abroad?"),
        ),
        (
            "positive", _("positive"), _("Praise, thanks, pleasure."),
            _("Thanks for the quick help!"),
        ),
    ),
}  # fmt: skip
