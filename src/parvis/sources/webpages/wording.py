"""The words of a comment: without who, when, buttons, and what others said."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from parvis.sources.webpages import naming, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from parvis.sources.webpages.groups import Unit
    from parvis.sources.webpages.outline import Outline
    from parvis.sources.webpages.signs import Signs

_DROPPED_TAGS: Final = frozenset(("form", "nav", "time", "label", "fieldset"))
_TITLES: Final = frozenset(("h3", "h4", "h5", "h6"))
_LONGEST_DATE: Final = 60
_LONGEST_TITLE: Final = 200
_SLACK: Final = 12
_FIELDS: Final = frozenset(("field", "info", "label", "name"))
_SHORTEST_QUOTE: Final = 15


class Wording:
    """What one unit says, part by part.

    Arguments:
        page: the page.
        signs: its signs.
        unit: the comment's place.
        who: the element that names the author.

    >>> from parvis.sources.webpages import groups, outline, parsing, signs
    >>> html = (
    ...     b"<p id=comment-7><b class=author>Anna</b> 12/3/2024<br>Oui !<i class=reply>Reply</i>"
    ... )
    >>> page = outline.outline(parsing.parse(html)[0])
    >>> seen = signs.read(page)
    >>> Wording(page, seen, groups.find(page, seen)[0], None).text("Anna")
    'Oui !'
    """

    def __init__(self, page: Outline, signs: Signs, unit: Unit, who: int | None) -> None:
        self._page, self._signs, self._unit, self._who = page, signs, unit, who
        self.own = list(unit.elements())
        self._when = [
            one
            for one in self.own
            if one in signs.dates and page.size(page.span(one)) <= _LONGEST_DATE
        ]
        self._sums = self._running(self._gone(None))
        self.body = self._body()

    def text(self, author: str | None, *, without: Collection[int] = ()) -> str:
        """The words, the comment's title first; `without` are elements to leave out."""
        inside = self._said(self.body, without)
        title = self._title()
        text = "\n".join(_trimmed(inside.split("\n"), author))
        return text if not title or text.startswith(title) else f"{title}\n{text}".strip()

    def quotes(self) -> list[tuple[int, str]]:
        """Quotations within, each with its words."""
        page, found, end = self._page, [], 0
        for one in self.own:
            is_quote = page.tag(one) == "blockquote" or "quote" in self._signs.names[one]
            if one >= end and one != self._unit.span.start and is_quote:
                end = page.ends[one]
                if page.size(page.span(one)) >= _SHORTEST_QUOTE:
                    found.append((one, page.text(one)))
        return found

    def around(self) -> Iterator[int]:
        """The unit's elements outside its body."""
        body = self.body
        for one in self.own:
            if body is None or not (body <= one < self._page.ends[body]):
                yield one

    def _gone(self, body: int | None) -> set[int]:
        """Elements whose words are no part of the text."""
        gone: set[int] = set()
        for one in self.own:
            is_around = body is not None and one <= body < self._page.ends[one]
            if one not in gone and not is_around and self._is_dropped(one, body):
                gone.update(range(one, self._page.ends[one]))
        return gone

    def _is_dropped(self, one: int, body: int | None) -> bool:
        said, size = self._signs.names[one], self._page.size(self._page.span(one))
        if one == self._unit.span.start:
            return False
        if self._page.tag(one) in {"form", "nav"} or (said & words.DROPPED and size <= 200):
            return True
        is_inside = body is not None and body < one < self._page.ends[body]
        is_date = one in self._signs.dates and size <= _LONGEST_DATE
        is_part = one == self._who or is_date or self._page.tag(one) in _DROPPED_TAGS
        return is_part and not is_inside

    def _running(self, gone: set[int]) -> list[int]:
        """Running count of the page's characters that count, from the unit's first chunk on."""
        page, span = self._page, self._unit.span
        mine = set(self._unit.chunks())
        return list(
            accumulate(
                (
                    len(page.chunks[at]) if at in mine and page.owners[at] not in gone else 0
                    for at in range(span.first, span.last)
                ),
                initial=0,
            )
        )

    def _size(self, one: int) -> int:
        """Characters of an element that count."""
        first, last = self._page.first[one], self._page.last[one]
        return self._sums[last - self._unit.span.first] - self._sums[first - self._unit.span.first]

    def _body(self) -> int | None:
        """The element named after a text that holds most; None where most of it stands bare.

        One that also holds who and when frames the text: one within goes before it.
        """
        named = [one for one in self.own if self._could_hold(one)]
        frames = {one for one in named if self._frames(one)}
        frame = self._largest(one for one in named if one in frames)
        best = self._largest(one for one in named if one not in frames)
        if best is None or (frame is not None and 2 * self._size(best) < self._size(frame)):
            best = frame
        is_most = best is not None and 2 * self._size(best) + 60 >= self._sums[-1]
        return best if is_most else None

    def _could_hold(self, one: int) -> bool:
        starts = [span.start for span in self._unit.nested[:1]]
        holds = any(one <= start < self._page.ends[one] for start in starts)
        is_all = one == self._unit.span.start
        return not is_all and not holds and _names_text(self._signs.names[one])

    def _frames(self, one: int) -> bool:
        end = self._page.ends[one]
        has_who = self._who is not None and one < self._who < end
        return has_who or any(one < when < end for when in self._when)

    def _largest(self, named: Iterable[int]) -> int | None:
        best, most = None, 0
        for one in named:
            size = self._size(one)
            is_inner = best is not None and size + _SLACK >= most and one < self._page.ends[best]
            if size > most or is_inner:
                best, most = one, max(size, most)
        return best

    def _said(self, body: int | None, without: Collection[int]) -> str:
        """Join what counts, of the body or of all."""
        page = self._page
        gone = self._gone(body).union(*(range(one, page.ends[one]) for one in without))
        held = None if body is None else range(body, page.ends[body])
        kept = [
            at
            for at in self._unit.chunks()
            if (owner := page.owners[at]) not in gone and (held is None or owner in held)
        ]
        return page.join(kept)

    def _title(self) -> str | None:
        """The title of a comment, where it has one beside its text."""
        if self.body is None:
            return None
        for one in self.around():
            if self._is_title(one) and not naming.is_edge(text := self._page.text(one, most=20)):
                return None if naming.is_signature(text) else text
        return None

    def _is_title(self, one: int) -> bool:
        page, body, who = self._page, self.body, self._who
        is_titled = self._signs.names[one] & words.TITLES or page.tag(one) in _TITLES
        holds_body = body is not None and one <= body < page.ends[one]
        is_name = who is not None and (one <= who < page.ends[one] or who <= one < page.ends[who])
        size = page.size(page.span(one))
        return bool(is_titled and not holds_body and not is_name and 0 < size <= _LONGEST_TITLE)


def _names_text(said: frozenset[str]) -> bool:
    """Tell whether an element is named after a text, and not after another part."""
    others = (words.PARTS | words.DROPPED | words.TITLES) - words.BODY - _FIELDS
    return bool(said & words.BODY) and not said & others


def _trimmed(lines: list[str], author: str | None) -> list[str]:
    """Take lines of buttons, dates and signatures off both ends of a text."""
    lines = [line.strip() for line in lines]
    while lines and (naming.is_edge(lines[0], author) or _signs(lines[0], lines)):
        del lines[0]
    while lines and (naming.is_edge(lines[-1], author) or _signs(lines[-1], lines)):
        del lines[-1]
    return lines


def _signs(line: str, lines: list[str]) -> bool:
    return len(lines) > 1 and naming.is_signature(line)
