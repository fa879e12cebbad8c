"""py3langid's model, unpacked in the background: half a second in which others can load."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier


def begin() -> None:
    """Begin to unpack the model, and return at once; a command that needs it calls this first."""
    _unpacking()


def identifier() -> LanguageIdentifier:
    """Return the model, once it is unpacked.

    >>> "fr" in identifier().nb_classes
    True
    """
    return _unpacking().result()


@cache
def _unpacking() -> Future[LanguageIdentifier]:
    worker = ThreadPoolExecutor(1, thread_name_prefix="langid")
    try:
        return worker.submit(_unpack)
    finally:
        worker.shutdown(wait=False)


def _unpack() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
