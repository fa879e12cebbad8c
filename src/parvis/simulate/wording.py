"""From what is planted to what is written: every post gets its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from parvis.simulate.grammar import LANGUAGES, Voice, grammar
from parvis.simulate.memory import Memory
from parvis.simulate.polish import Style, finish, misspell
from parvis.simulate.scene import NOBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from parvis.simulate.brands import SimulatedBrand
    from parvis.simulate.dice import Dice
    from parvis.simulate.people import People

NEAT_ROLES = ("answer", "marketing", "news", "hub", "ring")
TAGGING = ("micro-blog", "social network")
STYLES: tuple[Style, ...] = ("neat", "neat", "neat", "casual", "casual", "loud")
CURT, ATTEMPTS = "chat.short", 12
LINKING = ("marketing.post", "spam.post", "spam.brand")
EMOJI = {
    "negative": ("😡", "😤", "🙄", "😩", "🤬", "😒", "🤦", "😞", "👎", "🥲", "😠", "💀"),
    "positive": ("😊", "🙏", "👍", "😍", "🎉", "👏", "💪", "✨", "🥳", "😁", "💙", "👌"),
    "neutral": ("🤔", "👀", "📶", "📡", "🙂", "📱", "☕", "🧐", "🔎", "📺", "😅", "🤷"),
}
_ADDRESS = re.compile(r"https://\S+")
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_Row = dict[str, Any]


def word(
    rows: pl.DataFrame, people: People, brands: Sequence[SimulatedBrand], dice: Dice
) -> list[str]:
    """Write the text of every planted row, in order.

    Arguments:
        rows: as `scene.Scene.rows` returns them; parents come before what relates to them.
        people: of the market.
        brands: of the market.
        dice: where choices come from.
    """
    writer = Writer(people, brands, dice)
    texts: list[str] = []
    authors = rows["author"].to_list()
    for row in rows.iter_rows(named=True):
        if row["relation"] in {"", "reply", "quote"}:
            texts.append(writer.anew(row))
        else:
            parent = row["parent"]
            texts.append(writer.again(row, texts[parent], authors[parent]))
    return texts


@dataclass(slots=True)
class Writer:
    """Who turns planted rows into texts: each author in a style of their own.

    Arguments:
        people, brands: of the market.
        dice: where choices come from.
    """

    people: People
    brands: Sequence[SimulatedBrand]
    dice: Dice
    voices: list[Voice] = field(init=False)
    styles: list[Style] = field(init=False)
    handles: list[str] = field(init=False)
    names: frozenset[str] = field(init=False)
    memory: Memory = field(init=False, default_factory=Memory)

    def __post_init__(self) -> None:
        self.voices = [Voice(grammar(language), self.dice) for language in LANGUAGES]
        self.styles = [self.dice.pick(STYLES) for _ in self.people.handle]
        self.handles = [f"@{handle}" for handle in self.people.handle]
        self.names = frozenset(brand.name.lower() for brand in self.brands)

    def anew(self, row: _Row) -> str:
        """Return a text unlike those before it, unless it is curt or a brand's answer."""
        called = self._called(row["accounts"])
        for _ in range(ATTEMPTS):
            voice = self._voice(row, called)
            body = self._body(row, voice)
            if (
                row["rule"] == CURT
                or row["role"] == "answer"
                or self.memory.is_new(body, voice.told)
            ):
                break
        if row["relation"] == "reply" and row["person"] != NOBODY:
            called.insert(0, self.handles[row["person"]])
        addressed = [handle for handle in called if not _names(body, handle)]
        return " ".join([*addressed, body, *self._adornments(row, voice)])

    def again(self, row: _Row, text: str, author: int) -> str:
        """Return the text of a repost, a copy or an edit of what an author wrote."""
        if row["relation"] == "repost":
            return f"RT {self.handles[author]}: {text}"
        if row["role"] == "ring":
            return _ADDRESS.sub(self._link(), text) if self.dice.chance(0.4) else text
        if row["relation"] == "edit" or self.dice.chance(1 / 3):
            return misspell(text, self.dice, self.names)
        if self.dice.chance(0.5):
            return f"{text} {_tag(self._voice(row))}"
        return f"{_ADDRESS.sub('', text).rstrip()} {self._link()}"

    def _voice(self, row: _Row, called: Sequence[str] = ()) -> Voice:
        """The voice of a row's language, with its subject and the values it may name."""
        voice = self.voices[row["language"]]
        voice.subject = voice.grammar.subjects[row["subject"]]
        voice.speaker = row["author"] & 1
        voice.told = []
        voice.values = {
            "brand": called[0] if called else self._reference(row),
            "rival": self.brands[row["rival"]].name,
            "hub": self.people.handle[row["person"]],
            "link": self._link() if row["rule"] in LINKING else "",
        }
        return voice

    def _called(self, accounts: int) -> list[str]:
        """Handles of the accounts named."""
        if not accounts:
            return []
        handles = self.handles[: self._first]
        return [handle for place, handle in enumerate(handles) if accounts >> place & 1]

    def _reference(self, row: _Row) -> str:
        """How the author writes the brand's name."""
        name, style = self.brands[row["brand"]].name, self._style(row)
        if row["medium"] in TAGGING and self.dice.chance(0.13):
            return f"#{name}"
        if style == "casual" and self.dice.chance(0.5):
            return name.lower()
        return name.upper() if style == "loud" and self.dice.chance(0.25) else name

    def _style(self, row: _Row) -> Style:
        is_neat = row["role"] in NEAT_ROLES or row["rule"] == "crisis.news"
        return "neat" if is_neat else self.styles[row["author"]]

    def _body(self, row: _Row, voice: Voice) -> str:
        """What is said, with the clauses that name whom the plan says it names."""
        clauses = [voice.say(row["rule"])]
        if self._lacks_brand(row, clauses[0], voice):
            clauses.append(voice.say("anchor"))
        if row["rival"] != NOBODY:
            clauses.append(voice.say(f"rival.{row['tonality']}"))
        if row["relation"] == "" and row["person"] != NOBODY:
            clauses.append(voice.say(f"via.{row['tonality']}"))
        return finish(
            _joined(clauses),
            language=LANGUAGES[row["language"]],
            style=self._style(row),
            dice=self.dice,
            kept=self.names,
        )

    def _lacks_brand(self, row: _Row, said: str, voice: Voice) -> bool:
        is_due = row["brand"] != NOBODY and not row["accounts"] and row["author"] >= self._first
        return is_due and voice.values["brand"] not in said

    @property
    def _first(self) -> int:
        """The first number that is not an account's."""
        return 2 * len(self.brands)

    def _adornments(self, row: _Row, voice: Voice) -> list[str]:
        """Hashtags, emoji and links, each now and then."""
        if row["role"] == "ring":
            return [self._link()]
        chance, adorned = self.dice.chance, []
        if row["medium"] in TAGGING and row["role"] != "answer" and chance(0.15):
            adorned.append(_tag(voice))
        if row["medium"] != "news" and chance(0.2):
            adorned.append(self.dice.pick(EMOJI[row["tonality"]]))
        if chance(0.05) and row["rule"] != CURT:
            adorned.append(self._link())
        return adorned

    def _link(self) -> str:
        return "https://lien.example/" + "".join([self.dice.pick(_LETTERS) for _ in range(6)])


def _tag(voice: Voice) -> str:
    return voice.say(f"tags.{voice.subject}")


def _joined(clauses: Sequence[str]) -> str:
    """Put clauses after one another, each a sentence."""
    first, *rest = clauses
    ends = first if first[-1] in ".!?…" or not rest else f"{first}."
    return " ".join([ends, *(f"{clause}." for clause in rest)])


def _names(body: str, handle: str) -> bool:
    """Whether a text holds a handle, and not only a longer one."""
    _, found, rest = body.partition(handle)
    return bool(found) and not (rest[:1].isalnum() or rest[:1] == "_")
