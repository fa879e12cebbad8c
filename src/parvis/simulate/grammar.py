"""The grammar that posts are written with: rules as text files, expanded with agreement.

A rule is a list of ways to say something, one a line, in `words/<language>/*.toml`. In a line:

    {effort}          another rule                  {trouble.*}   the rule of the subject at hand
    {@brand}          a value of the moment         {mon:fibre}   a determiner and a noun
    {n:2-9}           a whole number in that range
    {saute/sautent}   agrees with the last noun     lent(e)       agrees with the last noun
    {ms/fs/mp/fp}     in gender and number          déçu[e]       agrees with who speaks
    ¶                 a new line

Nouns stand in the table `noun`, each after its gender and number: m, f, mp or fp.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import count
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from parvis.simulate.dice import Dice

Language = Literal["fr", "en"]
Forms: TypeAlias = tuple[str, str, str, str]
Part: TypeAlias = "str | Callable[[Voice], str]"
Line: TypeAlias = tuple[int, tuple[Part, ...]]

MANY = 10_000  # more lines than a language has
LANGUAGES: tuple[Language, ...] = ("fr", "en")
FEATURES = ("m", "f", "mp", "fp")
TELLING = 9  # letters of its own by which one knows a clause when it comes again
DETERMINERS: dict[str, Forms] = {
    "le": ("le ", "la ", "les ", "les "),
    "un": ("un ", "une ", "des ", "des "),
    "mon": ("mon ", "ma ", "mes ", "mes "),
    "ce": ("ce ", "cette ", "ces ", "ces "),
    "votre": ("votre ", "votre ", "vos ", "vos "),
    "leur": ("leur ", "leur ", "leurs ", "leurs "),
    "the": ("the ", "the ", "the ", "the "),
    "my": ("my ", "my ", "my ", "my "),
    "this": ("this ", "this ", "these ", "these "),
    "your": ("your ", "your ", "your ", "your "),
    "their": ("their ", "their ", "their ", "their "),
    "": ("", "", "", ""),
}

_SLOT = re.compile(r"\{([^{}]+)\}|([^\W\d_]+)\((\w*)\)|([^\W\d_]+)\[(\w+)\]")


@dataclass(frozen=True, slots=True)
class Grammar:
    """The rules and nouns of one language, ready to be spoken.

    A line is its parts, and before them its number where it is telling, otherwise 0; the longer a
    telling line, the higher its number.

    >>> grammar("fr").subjects[:3]
    ('fibre', 'mobile', 'facture')
    """

    rules: Mapping[str, tuple[Line, ...]]
    nouns: Mapping[str, tuple[tuple[int, str], ...]]
    subjects: tuple[str, ...]


@dataclass(slots=True)
class Voice:
    """Who speaks, of what, and what the words have to agree with so far.

    Arguments:
        grammar: the rules of the language spoken.
        dice: where the choices come from.
        subject: what `*` stands for.
        values: what `{@brand}` and the other values of the moment stand for.
        speaker: 0 for a man, 1 for a woman.
        told: the telling lines spoken since it was last emptied.

    >>> import numpy as np
    >>> from parvis.simulate.dice import Dice
    >>> voice = Voice(grammar("en"), Dice(np.random.default_rng(1)))
    >>> len(voice.say("trouble.fibre").split()) > 2
    True
    """

    grammar: Grammar
    dice: Dice
    subject: str = "fibre"
    values: Mapping[str, str] = field(default_factory=dict)
    speaker: int = 0
    agreement: int = 0
    told: list[int] = field(default_factory=list)

    def say(self, rule: str) -> str:
        """Return one way to say a rule."""
        lines = self.grammar.rules[rule]
        number, parts = self.dice.pick(lines)
        if number in self.told:  # nobody says the same twice in one breath
            number, parts = self.dice.pick(lines)
        if number:
            self.told.append(number)
        return "".join([part if isinstance(part, str) else part(self) for part in parts])

    def name(self, group: str, determiner: Forms) -> str:
        """Return a noun of a group with its determiner; what follows agrees with it."""
        self.agreement, word = self.dice.pick(self.grammar.nouns[group])
        return determiner[self.agreement] + word


@cache
def grammar(language: Language) -> Grammar:
    """Return the grammar of a language, read from its word files once.

    >>> "verdict" in grammar("en").rules
    True
    """
    rules: dict[str, tuple[Line, ...]] = {}
    nouns: dict[str, tuple[tuple[int, str], ...]] = {}
    numbers = count(1)
    for name, text in _word_files(language).items():
        table, _, group = name.partition(".")
        if table == "noun":
            nouns[group] = tuple(_noun(line) for line in _lines(text))
        else:
            rules[name] = tuple(_line(line, numbers) for line in _lines(text))
    subjects = (name.partition(".")[2] for name in rules if name.startswith("trouble."))
    return Grammar(rules, nouns, tuple(subjects))


def _word_files(language: Language) -> dict[str, str]:
    """Every rule of every file, named `rule` or `table.rule`."""
    found: dict[str, str] = {}
    folder = files("parvis.simulate") / "words" / language
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        for name, value in tomllib.loads(file.read_text(encoding="utf-8")).items():
            inner = {"": value} if isinstance(value, str) else value
            found |= {f"{name}.{rule}".rstrip("."): text for rule, text in inner.items()}
    return found


def _lines(text: str) -> list[str]:
    return [line for line in text.strip().split("\n") if line]


def _noun(line: str) -> tuple[int, str]:
    feature, _, word = line.partition(" ")
    return FEATURES.index(feature), word


def _line(line: str, numbers: Iterator[int]) -> Line:
    """Cut a line into words and slots, and number it if it is telling."""
    parts: list[Part] = []
    end = 0
    for slot in _SLOT.finditer(line):
        parts += [line[end : slot.start()], _part(slot)]
        end = slot.end()
    parts.append(line[end:])
    letters = sum(map(str.isalpha, _SLOT.sub("", line)))
    number = letters * MANY + next(numbers) if letters >= TELLING else 0
    return number, tuple(part for part in parts if part != "")


def _part(slot: re.Match[str]) -> Part:
    braced, agreeing, feminine, spoken, spoken_feminine = slot.groups()
    if braced:
        return _braced(braced)
    if agreeing:
        endings = ("", feminine, "s", f"{feminine}s")
        return _agreed(tuple(agreeing + ending for ending in endings))
    pair = (spoken, spoken + spoken_feminine)
    return lambda voice: pair[voice.speaker]


def _braced(content: str) -> Part:
    kind, colon, rest = content.partition(":")
    if "/" in content:
        return _agreed(tuple(content.split("/")))
    if kind == "n":
        return _number(*map(int, rest.split("-")))
    if colon:
        determiner = DETERMINERS[kind]
        return lambda voice: voice.name(rest, determiner)
    if content[0] == "@":
        return lambda voice: voice.values[content[1:]]
    return _said(content)


def _agreed(forms: tuple[str, ...]) -> Part:
    """Two forms are singular and plural; four are m, f, mp, fp."""
    by_feature = forms if len(forms) == 4 else (forms[0], forms[0], forms[1], forms[1])
    return lambda voice: by_feature[voice.agreement]


def _number(low: int, high: int) -> Part:
    numbers = range(low, high + 1)
    return lambda voice: str(voice.dice.pick(numbers))


def _said(rule: str) -> Part:
    if rule[-1] != "*":
        return lambda voice: voice.say(rule)
    table = rule[:-1]
    return lambda voice: voice.say(table + voice.subject)
