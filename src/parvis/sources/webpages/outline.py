"""A page as a flat outline: its elements and pieces of text in order, within bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from parvis.sources.webpages import bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_UNSEEN: Final = frozenset(
    ("button", "canvas", "datalist", "head", "iframe", "input", "math", "object", "option",
     "script", "select", "style", "svg", "template", "textarea", "title")
)  # fmt: skip
_BLOCKS: Final = frozenset(
    ("address", "article", "aside", "blockquote", "br", "center", "dd", "details", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
     "td", "th", "tr", "ul")
)  # fmt: skip
_SPACE: Final = re.compile(r"[\s\u200b\ufeff]+")


class Span(NamedTuple):
    """A run of siblings: elements `start` to `stop - 1`, chunks `first` to `last - 1`.

    >>> Span(2, 5, 0, 3).stop
    5
    """

    start: int
    stop: int
    first: int
    last: int


@dataclass(slots=True)
class Outline:
    r"""Elements in the order of the page, and the text between their tags.

    The descendants of element `i` are `i + 1` to `ends[i] - 1`; its text is chunks `first[i]` to
    `last[i] - 1`; `before[i]` is the sibling ahead of it, -1 where there is none.

    >>> from parvis.sources.webpages.parsing import parse
    >>> page = outline(parse(b"<p>un <b>deux</b><p>trois")[0])
    >>> page.chunks, page.gaps
    (['un', 'deux', 'trois'], ['\n', ' ', '\n'])
    """

    elements: list[HtmlElement] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    chunks: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    is_whole: bool = True
    beyond: list[HtmlElement] = field(default_factory=list)
    _sums: list[int] = field(default_factory=list)

    def tag(self, one: int) -> str:
        """Name of an element."""
        return str(self.elements[one].tag)

    def inner(self, one: int) -> range:
        """The descendants of an element."""
        return range(one + 1, self.ends[one])

    def children(self, one: int) -> Iterator[int]:
        """The children of an element, in order."""
        child = one + 1
        while child < self.ends[one]:
            yield child
            child = self.ends[child]

    def run(self, span: Span) -> Iterator[int]:
        """The siblings that a span covers."""
        one = span.start
        while one < span.stop:
            yield one
            one = self.ends[one]

    def above(self, one: int) -> Iterator[int]:
        """The ancestors of an element, nearest first."""
        while (one := self.parents[one]) >= 0:
            yield one

    def span(self, start: int, final: int | None = None) -> Span:
        """An element, or a run of siblings from one to another, with all they hold."""
        final = start if final is None else final
        return Span(start, self.ends[final], self.first[start], self.last[final])

    def size(self, span: Span) -> int:
        """Characters of text of a span."""
        if len(self._sums) <= len(self.chunks):
            self._sums = list(accumulate(map(len, self.chunks), initial=0))
        return self._sums[span.last] - self._sums[span.first]

    def text(self, one: int, *, most: int = 100_000) -> str:
        """The words of an element on one line."""
        held = range(self.first[one], min(self.last[one], self.first[one] + most))
        return self.join(held).replace("\n", " ").strip()

    def join(self, chunks: range | list[int]) -> str:
        """Put pieces of text together as the page parts them."""
        return "".join(self.gaps[at] + self.chunks[at] for at in chunks).strip()


def outline(root: HtmlElement) -> Outline:
    """Walk a tree once, without recursion, as far as the bounds allow.

    >>> from parvis.sources.webpages.parsing import parse
    >>> outline(parse(b"<div><script>x</script><p>oui</div>")[0]).chunks
    ['oui']
    """
    walker = _Walker()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            walker.leave(element)
        elif not walker.enter(element):
            walk.skip_subtree()
        if len(walker.page.elements) > bounds.MOST_ELEMENTS:
            walker.stop(element)
            break
    return walker.finish()


@dataclass(slots=True)
class _Walker:
    page: Outline = field(default_factory=Outline)
    open: list[int] = field(default_factory=list)
    newest: list[int] = field(default_factory=lambda: [-1])
    skipped: list[HtmlElement] = field(default_factory=list)
    gap: str = ""

    def enter(self, element: HtmlElement) -> bool:
        """Take an element in; tell whether its content is to be read."""
        is_deep = len(self.open) >= bounds.DEEPEST
        if is_deep or element.tag in _UNSEEN or not isinstance(element.tag, str):
            if is_deep:
                self.page.beyond.append(element)
                self.page.is_whole = False
            self.skipped.append(element)
            return False
        page = self.page
        page.parents.append(self.open[-1] if self.open else -1)
        page.before.append(self.newest.pop())
        self.newest += [len(page.elements), -1]
        self.open.append(len(page.elements))
        page.elements.append(element)
        page.ends.append(0)
        page.last.append(0)
        self._part(element)
        page.first.append(len(page.chunks))
        self._say(element.text)
        return True

    def leave(self, element: HtmlElement) -> None:
        """Close an element, and take the words behind it."""
        if self.skipped and self.skipped[-1] is element:
            self.skipped.pop()
        elif self.open:
            self._close()
            self._part(element)
        if self.open:
            self._say(element.tail)

    def stop(self, element: HtmlElement) -> None:
        """Give up here; all that follows lies beyond the bounds."""
        self.page.is_whole = False
        self.page.beyond += bounds.behind(element)

    def finish(self) -> Outline:
        """Close whatever a bound left open."""
        while self.open:
            self._close()
        return self.page

    def _close(self) -> None:
        done = self.open.pop()
        self.newest.pop()
        self.page.ends[done] = len(self.page.elements)
        self.page.last[done] = len(self.page.chunks)

    def _part(self, element: HtmlElement) -> None:
        if element.tag in _BLOCKS:
            self.gap = "\n"

    def _say(self, text: str | None) -> None:
        """Keep a piece of text; spaces around it belong to the gaps."""
        if not text:
            return
        plain = _SPACE.sub(" ", text)
        said = plain.strip(" ")
        if plain.startswith(" ") or not said:
            self.gap = self.gap or " "
        if said:
            page = self.page
            page.chunks.append(said)
            page.owners.append(self.open[-1])
            page.gaps.append(self.gap)
            self.gap = " " if plain.endswith(" ") else ""
