"""The query language again, slowly and obviously: character by character, word by word.

Nothing here is shared with the executors but the tree of the query. A mention is a dictionary.
"""

# ruff: noqa: RUF001

from __future__ import annotations

import datetime as dt
import itertools
import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from parvis.perimeter.language.tree import (
    And,
    AtLeast,
    Between,
    Exact,
    Field,
    Fuzzy,
    Glob,
    Is,
    Known,
    Like,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Regex,
    Scope,
    Tag,
    Weighted,
    Window,
    Word,
)

if TYPE_CHECKING:
    from parvis.perimeter.language.tree import Query

# ---------------------------------------------------------------- characters

# Pictures of the ranges where every sign is one, and a few of the others.
PICTURES = {
    chr(code)
    for first, last in (
        (0x1F300, 0x1F3FA),
        (0x1F400, 0x1F64F),
        (0x1F680, 0x1F6C5),
        (0x1F6CB, 0x1F6FF),
        (0x1F910, 0x1F93A),
        (0x1F947, 0x1F9FF),
        (0x1FA70, 0x1FAFF),
    )
    for code in range(first, last + 1)
} | set("↔⌚⏱⏳▶☀☎☕☠☹☺♀♂♥♻⚖⚠⚡⚽⛄⛓✂✅✈✋✌✔✨❄❌❓❗❤➕➡⤴⤵⬅⬇⭐🆖🆘‼⁉½¼¾℃")
PICTURES |= {
    character
    for character in map(chr, range(0x33480))
    if unicodedata.category(character) in ("No", "Nl", "So")
    for parts in [
        [unicodedata.category(part)[0] in "LN" for part in unicodedata.normalize("NFKD", character)]
    ]
    if any(parts) and not all(parts)
}  # signs such as a half that are more than letters
FLAG_LETTERS = {chr(code) for code in range(0x1F1E6, 0x1F200)}
SKIN_TONES = {chr(code) for code in range(0x1F3FB, 0x1F400)}
FLAG_TAGS = {chr(code) for code in range(0xE0020, 0xE0080)}
WITHOUT_SPACES = (
    "CJK UNIFIED", "CJK COMPATIBILITY IDEOGRAPH", "IDEOGRAPHIC ITERATION", "HIRAGANA LETTER",
    "THAI CHARACTER", "LAO LETTER", "LAO VOWEL SIGN", "KHMER LETTER", "KHMER INDEPENDENT VOWEL",
    "MYANMAR LETTER",
)  # fmt: skip
JOINER = "\u200d"
SIGNS = {"#": "#", "@": "@", "＃": "#", "＠": "@"}
APOSTROPHES = "\u02b9\u02bb\u02bc"
SPELT_OUT = {"æ": "ae", "œ": "oe", "ß": "ss", "Æ": "AE", "Œ": "OE", "ẞ": "SS"}
STROKES = {"đ": "d", "ł": "l", "ø": "o", "ı": "i"}
LONGEST = 255
BETWEEN_TEXTS = 1_100


def is_segment(character: str) -> bool:
    is_letter = unicodedata.category(character)[0] == "L"
    return is_letter and unicodedata.name(character, "").startswith(WITHOUT_SPACES)


def is_mark(character: str) -> bool:
    """What goes on with the word it follows."""
    if character in SKIN_TONES or character in "\u00ad\u0640":
        return True
    category = unicodedata.category(character)
    return category[0] == "M" or (category == "Cf" and character not in (JOINER, "\u200b"))


def is_letter(character: str) -> bool:
    if character in PICTURES or is_mark(character) or character in "™℠" + APOSTROPHES:
        return False
    category = unicodedata.category(character)
    if character in "_＿" or category == "Nd":
        return True
    if category[0] == "L":
        return not is_segment(character)
    parts = unicodedata.normalize("NFKD", character)
    is_sign_of_letters = category in ("No", "Nl", "So") and parts != character
    is_number = category in ("No", "Nl")
    return (is_sign_of_letters or is_number) and all(
        unicodedata.category(part)[0] in "LN" for part in parts
    )


# ---------------------------------------------------------------- words


class Token(NamedTuple):
    sign: str
    body: str
    place: int
    sentence: int
    paragraph: int
    start: int
    end: int
    text: str


@lru_cache(maxsize=50_000)
def cut(title: str, text: str) -> tuple[Token, ...]:
    """Read a title and a text from left to right."""
    words = read_text(title, "title", (0, 0, 0))
    if words:
        last = words[-1]
        begin = (last.place + 1 + BETWEEN_TEXTS, last.sentence + 1, last.paragraph + 1)
    else:
        begin = (0, 0, 0)
    return (*words, *read_text(text, "text", begin))


def read_text(text: str, name: str, begin: tuple[int, int, int]) -> list[Token]:
    words: list[Token] = []
    place, sentence, paragraph = begin
    at = 0
    while at < len(text):
        sign, body = next_word(text, at)
        end = at + len(sign) + len(body)
        if not body:
            at += 1
            continue
        if words:
            between = text[words[-1].end : at]
            sentence += ends_sentence(words[-1], between)
            paragraph += lines_in(between) > 1
        stretch = (sentence, paragraph)
        words.append(Token(SIGNS.get(sign, ""), body, place, *stretch, at, end, name))
        if sign and any(map(is_segment, body)):
            # A tag in a script without spaces stands where its first letter stands.
            for piece, start, stop in pieces(text, at + len(sign), end):
                words.append(Token("", piece, place, *stretch, start, stop, name))
                place += 1
        else:
            place += 1
        at = end
    return words


def pieces(text: str, begin: int, end: int):
    """The words of which a tag in a script without spaces is made."""
    while begin < end:
        _, body = next_word(text[:end], begin)
        if body:
            yield body, begin, begin + len(body)
        begin += max(len(body), 1)


def lines_in(between: str) -> int:
    return sum(character in "\n\u2028\u2029" for character in between)


def ends_sentence(last: Token, between: str) -> bool:
    """Whether what stands between two words ends the sentence of the first."""
    if lines_in(between):
        return True
    is_pending = False
    for place, character in enumerate(between):
        if character in "!?…؟।۔。！？｡":
            return True
        if character == ".":
            touches = all(is_mark(c) or c == JOINER for c in between[:place])
            is_initial = touches and len(last.body) == 1 and is_letter(last.body)
            is_pending = not is_initial
        is_space = unicodedata.category(character) == "Zs" or character in "\t\r"
        if is_space and is_pending:
            return True
    return False


def next_word(text: str, at: int) -> tuple[str, str]:
    """The sign and the word that begin right here, or nothing."""
    character = text[at]
    if character in SIGNS and not follows_a_letter(text, at):
        body = run(text, at + 1, lambda c: is_letter(c) or is_segment(c))
        return (character, body) if body else ("", "")
    if character in FLAG_LETTERS:
        end = at + 1
        end = after_marks(text, end)
        if end == at + 1 and text[end : end + 1] in FLAG_LETTERS and text[end : end + 1]:
            end = after_marks(text, end + 1)
        return "", text[at:end]
    if character in PICTURES:
        return "", picture(text, at)
    if is_segment(character):
        return "", text[at : after_marks(text, at + 1)]
    return "", run(text, at, is_letter)


def follows_a_letter(text: str, at: int) -> bool:
    before = text[:at].rstrip("".join({c for c in text[:at] if is_mark(c) or c == JOINER}))
    return bool(before) and (is_letter(before[-1]) or is_segment(before[-1]))


def after_marks(text: str, end: int) -> int:
    longest = end + LONGEST - 1
    while end < min(len(text), longest) and is_mark(text[end]):
        end += 1
    return end


def run(text: str, at: int, belongs) -> str:
    end = at
    while end < len(text) and end - at < LONGEST:
        inside = end > at and (is_mark(text[end]) or text[end] == JOINER)
        if not (belongs(text[end]) or inside):
            break
        end += 1
    return text[at:end]


def picture(text: str, at: int) -> str:
    """A picture, and what is tied to it by joiners and tags."""
    end = at + 1
    while end < min(len(text), at + LONGEST):
        is_tied = text[end] in PICTURES and text[end - 1] == JOINER
        if not (is_mark(text[end]) or text[end] == JOINER or is_tied):
            break
        end += 1
    return text[at:end]


# ---------------------------------------------------------------- spellings


def fold(word: str, form: str) -> str:
    """Spell a word as a form says, character by character."""
    is_picture = word[:1] in PICTURES or word[:1] in FLAG_LETTERS
    parts = word if is_picture else unicodedata.normalize("NFKD", word)
    kept = [SPELT_OUT.get(part, part) for part in parts if not unsaid(part, is_picture=is_picture)]
    text = unicodedata.normalize("NFC", "".join(kept))
    if form == "cased":
        return text
    text = unicodedata.normalize("NFC", text.lower().replace("ς", "σ"))
    if form == "accented":
        return text
    bare = []
    for character in text:
        if character in "йїўѓќ":
            bare.append(character)
        else:
            letters = unicodedata.normalize("NFD", character)
            bare += [STROKES.get(letter, letter) for letter in letters if not accent(letter)]
    return unicodedata.normalize("NFC", "".join(bare))


def unsaid(part: str, *, is_picture: bool) -> bool:
    if is_picture:
        if part == JOINER or part in FLAG_TAGS:
            return False
        return part in SKIN_TONES or unicodedata.category(part) in ("Mn", "Me", "Cf")
    points = ("ARABIC", "HEBREW", "VARIATION SELECTOR")
    if unicodedata.category(part) == "Mn":
        return unicodedata.name(part, "").startswith(points)
    return unicodedata.category(part) in ("Me", "Cf") or part == "\u0640"


def accent(part: str) -> bool:
    return (
        unicodedata.category(part) == "Mn"
        and unicodedata.name(part, "").startswith("COMBINING")
        and part not in "\u3099\u309a"
    )


# ---------------------------------------------------------------- one word


def is_the_word(term, word: Token) -> bool:
    if isinstance(term, Tag):
        return word.sign == "#" and holds(term.words, word.body)
    if term.sign and word.sign != term.sign:
        return False
    match term:
        case Word(text, form):
            return fold(word.body, form) == text
        case Glob(pattern, form):
            parts = {"*": ".*", "?": "."}
            expression = "".join(parts.get(sign, re.escape(sign)) for sign in pattern)
            return re.fullmatch(expression, fold(word.body, form), re.S) is not None
        case Fuzzy(text, edits):
            return distance(text, fold(word.body, "bare")) <= edits
    raise TypeError(term)


def distance(one: str, other: str) -> int:
    """Optimal string alignment, by its recurrence."""

    @cache
    def of(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        ways = [of(i - 1, j) + 1, of(i, j - 1) + 1, of(i - 1, j - 1) + (one[i - 1] != other[j - 1])]
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            ways.append(of(i - 2, j - 2) + 1)
        return min(ways)

    return of(len(one), len(other))


def holds(words: tuple[str, ...], tag: str) -> bool:
    found: list[str] = []
    for place, character in enumerate(tag):
        before, after = tag[place - 1] if place else "", tag[place + 1 : place + 2]
        is_new = (
            place == 0
            or kind(before) != kind(character)
            or (character.isupper() and (before.islower() or after.islower()))
        )
        if kind(character) == "other":
            continue
        if is_new:
            found.append("")
        found[-1] += character
    folded = [fold(word, "bare") for word in found]
    size = len(words)
    in_a_row = any(tuple(folded[i : i + size]) == words for i in range(len(folded)))
    return in_a_row or fold(tag, "bare") == "".join(words)


def kind(character: str) -> str:
    if re.fullmatch(r"\d", character):
        return "digit"
    return "letter" if re.fullmatch(r"[^\W\d_]", character) else "other"


# ---------------------------------------------------------------- places

Hit = tuple[int, int]


class Mention(NamedTuple):
    """A mention, its words, and where each text ends."""

    known: dict
    words: tuple[Token, ...]

    def at(self, place: int) -> list[Token]:
        return [word for word in self.words if word.place == place]

    def places(self) -> list[int]:
        return sorted({word.place for word in self.words})

    def of_text(self, name: str) -> list[int]:
        return sorted({word.place for word in self.words if name in (word.text, "both")})

    def stretch(self, hit: Hit, unit: str) -> int:
        number = 0
        for word in self.words:
            if word.place <= hit[0]:
                number = word.sentence if unit == "sentence" else word.paragraph
        return number


def read(mention: dict) -> Mention:
    return Mention(mention, cut(mention.get("title") or "", mention.get("text") or ""))


def stands_at(term, mention: Mention, place: int) -> bool:
    return any(is_the_word(term, word) for word in mention.at(place))


def hits(query, mention: Mention, text: str = "both") -> set[Hit]:
    """Where a part without AND and NOT stands."""
    match query:
        case Weighted(part) | Named(_, _, part):
            return hits(part, mention, text)
        case Scope(name, part):
            return hits(part, mention, name)
        case Or(parts):
            return set().union(*(hits(part, mention, text) for part in parts))
        case Near() if query.is_absent:
            return hits_away(query, mention, text)
        case Near() if query.is_ordered:
            return {hit for path in paths(query, mention, text) for hit in path}
        case Near(left, right):
            lefts, rights = hits(left, mention, text), hits(right, mention, text)
            pairs = [(a, b) for a in lefts for b in rights if are_near(a, b, query, mention)]
            return {hit for pair in pairs for hit in pair}
        case Phrase():
            return phrase_hits(query, mention, text)
        case Window():
            return window_hits(query, mention, text)
        case Exact() | Regex():
            return pattern_hits(query, mention, text)
    raise TypeError(query)


def phrase_hits(phrase: Phrase, mention: Mention, text: str) -> set[Hit]:
    found = set()
    size = len(phrase.terms)
    for place in mention.of_text(text):
        if not all(stands_at(t, mention, place + i) for i, t in enumerate(phrase.terms)):
            continue
        name = mention.at(place)[0].text
        own = mention.of_text(name)
        if phrase.is_first and place != own[0]:
            continue
        if phrase.is_last and place + size - 1 != own[-1]:
            continue
        found.add((place, place + size - 1))
    return found


def window_hits(window: Window, mention: Mention, text: str) -> set[Hit]:
    """From each place, the shortest run in which each term has a place of its own."""
    found = set()
    longest = len(window.terms) + window.others
    for first in mention.of_text(text):
        for last in range(first, first + longest):
            run = [place for place in range(first, last + 1) if mention.at(place)]
            if has_places(window.terms, run, first, mention):
                found.add((first, last))
                break
    return found


def has_places(terms, run: list[int], first: int, mention: Mention) -> bool:
    return any(
        first in places
        and max(places) == run[-1]
        and all(stands_at(term, mention, place) for term, place in zip(terms, places, strict=True))
        for places in itertools.permutations(run, len(terms))
    )


def pattern_runs(what: Exact | Regex, mention: Mention, text: str) -> list[tuple[str, int, int]]:
    """Where a pattern stands; an exact text begins and ends inside no word."""
    found = []
    for name in ("title", "text"):
        written = mention.known.get(name) or ""
        if text not in (name, "both"):
            continue
        if isinstance(what, Regex):
            is_cased = what.pattern.startswith("(?-i)")
            expression = re.compile(what.pattern.removeprefix("(?-i)"), 0 if is_cased else re.I)
            runs = [run.span() for run in expression.finditer(written)]
        else:
            size = len(what.text)
            starts = range(len(written) - size + 1)
            runs = [(i, i + size) for i in starts if same_text(what, written[i : i + size])]
            runs = [run for run in runs if not any(cuts_a_word(i, name, mention) for i in run)]
        found += [(name, *run) for run in runs]
    return found


def same_text(exact: Exact, written: str) -> bool:
    if exact.is_cased:
        return written == exact.text
    return re.fullmatch(re.escape(exact.text), written, re.I) is not None


def cuts_a_word(offset: int, name: str, mention: Mention) -> bool:
    """Whether a limit lies inside a word, letters of a script without spaces being words."""
    around = [w for w in mention.words if w.text == name and w.start < offset < w.end]
    return any(
        offset > word.start + (1 if word.sign else 0)
        and not (word.sign and any(map(is_segment, word.body)))
        for word in around
    )


def pattern_hits(what: Exact | Regex, mention: Mention, text: str) -> set[Hit]:
    found = set()
    for name, start, end in pattern_runs(what, mention, text):
        words = [
            word.place
            for word in mention.words
            if word.text == name and word.start < end and word.end > start
        ]
        if words and end > start:
            found.add((min(words), max(words)))
        elif end > start and mention.of_text(name):
            found.add(between_words(name, end, mention))
    return found


def between_words(name: str, offset: int, mention: Mention) -> Hit:
    """What holds no word stands right before the next one."""
    words = [word for word in mention.words if word.text == name]
    behind = [word.place for word in words if word.start >= offset]
    place = min(behind) if behind else max(word.place for word in words) + 1
    return place, place - 1


def overlap(a: Hit, b: Hit) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def gap(a: Hit, b: Hit) -> int:
    """Words between two hits that do not overlap."""
    return max(a[0], b[0]) - min(a[1], b[1]) - 1


def are_near(a: Hit, b: Hit, near: Near, mention: Mention) -> bool:
    if overlap(a, b):
        return False
    if near.unit == "word":
        return gap(a, b) <= near.distance
    return mention.stretch(a, near.unit) == mention.stretch(b, near.unit)


def hits_away(near: Near, mention: Mention, text: str) -> set[Hit]:
    to_each = pushed(near)
    if not (isinstance(to_each, Near) and to_each.is_absent):
        return hits(to_each, mention, text)
    others = hits(near.right, mention, text)
    return {
        hit
        for hit in hits(near.left, mention, text)
        if not any(is_around(hit, other, near, mention) for other in others)
    }


def pushed(near: Near):
    """What is away from a thing is away from it word by word."""
    match near.left:
        case Or(parts):
            return Or(tuple(pushed(with_left(near, part)) for part in parts))
        case Near(a, b) as joined if not joined.is_absent:
            away = [pushed(with_left(near, side)) for side in (a, b)]
            return Near(*away, joined.distance, joined.unit, joined.is_ordered)
    return near


def with_left(near: Near, left) -> Near:
    return Near(left, near.right, near.distance, near.unit, near.is_ordered, near.is_absent)


def is_around(hit: Hit, other: Hit, near: Near, mention: Mention) -> bool:
    if near.unit != "word":
        return mention.stretch(hit, near.unit) == mention.stretch(other, near.unit)
    return overlap(hit, other) or gap(hit, other) <= near.distance


def paths(query, mention: Mention, text: str) -> list[list[Hit]]:
    """Every way to go from word to word in the order asked for."""
    match query:
        case Weighted(part) | Named(_, _, part):
            return paths(part, mention, text)
        case Or(parts):
            return [path for part in parts for path in paths(part, mention, text)]
        case Near() if query.is_absent and pushed(query) != query:
            return paths(pushed(query), mention, text)
        case Near(left, right) if query.is_ordered:
            return [
                before + after
                for before in paths(left, mention, text)
                for after in paths(right, mention, text)
                if before[-1][1] < after[0][0] and are_near(before[-1], after[0], query, mention)
            ]
    return [[hit] for hit in hits(query, mention, text)]


# ---------------------------------------------------------------- groups inside proximity


def written_out(query):
    """Take AND and NOT out of what NEAR and ATLEAST join."""
    match query:
        case Weighted(part) | Named(_, _, part):
            return written_out(part)
        case Not(part):
            return Not(written_out(part))
        case And(parts):
            return And(tuple(map(written_out, parts)))
        case Or(parts):
            return Or(tuple(map(written_out, parts)))
        case Scope(name, part):
            return scoped(name, written_out(part))
        case AtLeast(times, part):
            return spread(written_out(part), lambda one: AtLeast(times, one))
        case Near(left, right):
            left, right = written_out(left), written_out(right)

            def near(a, b):
                return Near(a, b, query.distance, query.unit, query.is_ordered, query.is_absent)

            if not query.is_absent:
                return spread(left, lambda a: spread(right, lambda b: near(a, b)))
            clauses = conjuncts(right)
            ways = [spread(left, lambda a, c=clause: near(a, c)) for clause in clauses]
            return ways[0] if len(ways) == 1 else Or(tuple(ways))
    return query


def scoped(name: str, query):
    match query:
        case And(parts):
            return And(tuple(scoped(name, part) for part in parts))
        case Or(parts):
            return Or(tuple(scoped(name, part) for part in parts))
        case Not(part):
            return Not(scoped(name, part))
        case AtLeast(times, part):
            return AtLeast(times, scoped(name, part))
        case Near(left, right):
            return Near(
                scoped(name, left), scoped(name, right), query.distance, query.unit,
                query.is_ordered, query.is_absent,
            )  # fmt: skip
        case Scope() | Field():
            return query
    return Scope(name, query)


def has_group(query) -> bool:
    match query:
        case And() | Not():
            return True
        case Or(parts):
            return any(map(has_group, parts))
    return False


def spread(query, around):
    match query:
        case And(parts):
            return And(tuple(spread(part, around) for part in parts))
        case Not(part):
            return Not(spread(part, around))
        case Or(parts) if has_group(query):
            plain = tuple(part for part in parts if not has_group(part))
            groups = tuple(spread(part, around) for part in parts if has_group(part))
            return Or((*groups, around(Or(plain)))) if plain else Or(groups)
    return around(query)


def conjuncts(query) -> list:
    """What must all be near, for a thing to be near the group."""
    match query:
        case And(parts):
            return [clause for part in parts for clause in conjuncts(part)]
        case Or(parts):
            choices = itertools.product(*map(conjuncts, parts))
            return [Or(tuple(choice)) for choice in choices]
    return [query]


# ---------------------------------------------------------------- truth: True, False or None


def evaluate(query: Query, mention: dict):
    """Say whether a query matches a mention; None where that cannot be told yet."""
    return truth(written_out(query), read(mention))


def truth(query, mention: Mention):
    match query:
        case Not(part):
            found = truth(part, mention)
            return None if found is None else not found
        case And(parts):
            found = [truth(part, mention) for part in parts]
            return False if False in found else None if None in found else True
        case Or(parts):
            found = [truth(part, mention) for part in parts]
            return True if True in found else None if None in found else False
        case Field():
            return field_truth(query, mention.known)
        case AtLeast(times, part):
            return len({first for first, _ in hits(part, mention)}) >= times
        case Scope(name, Exact() | Regex() as what):
            return bool(pattern_runs(what, mention, name))
        case Exact() | Regex():
            return bool(pattern_runs(query, mention, "both"))
    return bool(hits(query, mention))


# ---------------------------------------------------------------- fields

LATER = {
    "lang": "language", "brand": "brands", "own": "brands", "repeats": "kept", "spam": "is_spam",
    "kept": "kept", "tonality": "tier", "unsure": "is_unsure", "interaction": "tier",
    "topic": "tier",
}  # fmt: skip
COLUMNS = {
    "followers": "author_followers", "verified": "author_verified", "site": "url", "link": "links",
    "lang": "language", "date": "published_at", "time": "published_at", "weekday": "published_at",
    "hashtag": "hashtags", "mention": "mentions", "answers": "reply_to", "quotes": "quote_of",
    "edits": "edit_of", "brand": "brands", "own": "own_brand", "repeats": "duplicate_of",
    "spam": "is_spam", "unsure": "is_unsure",
}  # fmt: skip


def field_truth(field: Field, known: dict):
    value = known.get(COLUMNS.get(field.name, field.name))
    if value is None or value == []:
        settled_by = LATER.get(field.name)
        is_read = settled_by is None or known.get(settled_by) is not None
        return False if is_read else None
    values = value if isinstance(value, list) else [value]
    return any(field_passes(field, one, known) for one in values)


def field_passes(field: Field, value, known: dict) -> bool:
    match field.test:
        case Known():
            return value is not None and value != ""
        case Between():
            return between(field, number_of(field, value, known))
        case Is(wanted):
            return same_value(field.name, wanted, value)
        case Like(wanted):
            return alike(field.name, wanted, value)
    raise TypeError(field)


def number_of(field: Field, value, known: dict):
    if field.name == "date":
        return (value - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) / dt.timedelta(microseconds=1)
    if field.name == "time":
        if known.get("time_confidence") in ("day", "none"):
            return None
        local = value.astimezone(ZoneInfo(field.test.zone))
        return local.hour * 60 + local.minute
    return value


def between(field: Field, number) -> bool:
    test = field.test
    if number is None:
        return False
    above = test.low is None or number > test.low or (test.has_low and number == test.low)
    below = test.high is None or number < test.high or (test.has_high and number == test.high)
    if test.low is not None and test.high is not None and test.low > test.high:
        return above or below
    return above and below


def same_value(name: str, wanted: str, value) -> bool:
    if name in ("verified", "spam", "kept", "unsure"):
        return str(value).lower() == wanted
    if name in ("medium", "kind", "tonality", "interaction"):
        return value == wanted
    if name == "weekday":
        return value.strftime("%A").lower() == wanted
    if name in ("site", "url", "link", "media"):
        host, path = address(value)
        wanted_host, wanted_path = address(wanted)
        wanted_path = wanted_path.rstrip("/")
        is_host = host == wanted_host or host.endswith("." + wanted_host)
        return is_host and re.match(re.escape(wanted_path) + r"($|[/?#])", path) is not None
    bare, accented = fold(wanted.lstrip("#@"), "bare"), fold(wanted.lstrip("#@"), "accented")
    form = "bare" if bare == accented else "accented"
    return fold(str(value).strip().lstrip("#@"), form) == fold(wanted.lstrip("#@"), form)


def alike(name: str, wanted: str, value) -> bool:
    if name == "site":
        wanted, value = address(wanted)[0], address(value)[0]
    elif name in ("url", "link", "media"):
        wanted, value = "".join(address(wanted)), "".join(address(value))
    else:
        bare, accented = fold(wanted, "bare"), fold(wanted, "accented")
        form = "bare" if bare == accented else "accented"
        wanted, value = fold(wanted, form), fold(str(value).strip().lstrip("#@"), form)
    expression = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in wanted)
    return re.fullmatch(expression, value, re.S) is not None


def address(url: str) -> tuple[str, str]:
    rest = re.sub(r"^\w+://", "", url.strip())
    found = re.match(r"(?:[^/?#]*@)?([^/?#:]*)[^/?#]*(.*)", rest, re.S)
    return re.sub(r"^www\.", "", found[1].lower()), found[2]
