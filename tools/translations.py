"""The words of the hub in French: gather what is said, keep what is translated, compile it.

    python tools/translations.py            gather and compile
    python tools/translations.py --check    fail where something is missing, left over or stale

Django's own tools need GNU gettext; Babel does the same from a wheel.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator

HUB: Final = Path(__file__).parent.parent / "src" / "parvis" / "hub"
PO: Final = HUB / "locale" / "fr" / "LC_MESSAGES" / "django.po"
MO: Final = PO.with_suffix(".mo")
KEYWORDS: Final = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


NO_DAY: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def said() -> Catalog:
    """Gather what Python files and templates of the hub say."""
    catalog = Catalog(locale="fr", project="Parvis", version="", fuzzy=False)
    for file, source in _sources():
        found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)
        for _line, message, _comments, context in found:
            catalog.add(message, locations=[(file.relative_to(HUB).as_posix(), 0)], context=context)
    return catalog


def merged() -> Catalog:
    """Give what is said the French that it has already; nothing is guessed from what is alike."""
    catalog = said()
    if PO.exists():
        held = read_po(io.BytesIO(PO.read_bytes()), locale="fr")
        for message in catalog:
            before = held.get(message.id, message.context) if message.id else None
            if before is not None and before.string:
                message.string = before.string
    return catalog


def faults(catalog: Catalog) -> Iterator[str]:
    """Yield what is not translated, or whose places for values are not the same."""
    for message in catalog:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        if not message.id:
            continue
        if not all(strings):
            yield f"not translated: {ids[0]!r}"
        elif any(_places(one) != _places(ids[-1]) for one in strings[-1:]):
            yield f"other places for values: {ids[0]!r}"


def _places(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]", text))


def _sources() -> Iterator[tuple[Path, str]]:
    for file in sorted(HUB.rglob("*.py")):
        if "migrations" not in file.parts:
            yield file, file.read_text("utf-8")
    for file in sorted(HUB.rglob("templates/**/*.*")):
        yield file, templatize(file.read_text("utf-8"), origin=str(file))


def _written(catalog: Catalog) -> bytes:
    body = io.BytesIO()
    write_po(body, catalog, sort_output=True, no_location=True, omit_header=True, width=100)
    head = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    return (head + '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n').encode() + body.getvalue()


def _compiled(po: bytes) -> bytes:
    body, catalog = io.BytesIO(), read_po(io.BytesIO(po), locale="fr")
    catalog.creation_date = catalog.revision_date = NO_DAY  # the same words give the same bytes
    write_mo(body, catalog)
    return body.getvalue()


def main(*, check: bool) -> int:
    """Gather and compile, or say what is wrong."""
    settings.configure()
    django.setup()
    catalog = merged()
    found, po = list(faults(catalog)), _written(catalog)
    if not check:
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(po)
        MO.write_bytes(_compiled(po))
    elif PO.read_bytes() != po or MO.read_bytes() != _compiled(po):
        found.append("what is said has changed: run python tools/translations.py")
    print("\n".join(found) or "every word has its French")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main(check="--check" in sys.argv))
