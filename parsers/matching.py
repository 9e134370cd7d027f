"""Texts to the vocabulary's names: folding, bounded tolerance for OCR noise, and what marks and markup hide.

In: a line's or a cell's text. Out: a name of the vocabulary and the rest of the text, or nothing. Tolerance is counted
here and nowhere else: a label may differ in one letter in eight, after letters have lost their diacritics.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extract.document import ALT_CLOSE, ALT_OPEN
from parsers.vocabulary import Term, Vocabulary

LETTERS_PER_ERROR = 8
"""Letters of a label that one misread letter is allowed for."""
MAX_LABEL = 60
"""Characters: no label, heading word or column header of the vocabulary is longer."""
RECENT = 512
"""Lines that answers are kept for: each is asked several questions while the parser stands at it, few later."""

_MARKUP = regex.compile(
    r"\*{2,3}|<(?:\s?/)?(?:i|b|u|em|strong|br|sup|sub|span|p)\s*/?>|^#{1,6}\s+|(?<!\w)_{1,2}|_{1,2}(?!\w)"
)
_ITALICS = regex.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+)(?<=[^\s*])\*(?![\w*])")
_IGNORED = regex.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u0002\ufffe\x00-\x08\x0e-\x1f]")
_COMMON_DIACRITICS = ("\u0308", "\u030a", "\u0301")
"""Those of ä and ö, å, and é: without them a Swedish text is ASCII, and its letters need not be looked at one by one."""
_NOT_WORD = regex.compile(r"[\W_]+")
_SAID = regex.compile(rf"{ALT_OPEN}([^{ALT_CLOSE}]*){ALT_CLOSE}")
_LETTER = regex.compile(r"[\p{L}\d]")


def fold(text: str) -> str:
    """White space folded to single spaces, invisible characters gone."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text  # a blank other than a space is not printable: nothing to do for most texts
    text = " ".join(text.split())
    return text if text.isascii() or text.isprintable() else _IGNORED.sub("", text)


@lru_cache(maxsize=RECENT)
def plain(text: str) -> str:
    """Folded, and without the markup that a vision model leaves (`**bold**`, `<i>italics</i>`)."""
    text = fold(text)
    if "*" in text or "<" in text or "#" in text or "_" in text:
        return fold(_ITALICS.sub(r"\1", _MARKUP.sub("", text)))
    return text


def as_printed(text: str) -> str:
    """A text without what the file says of its pictures; with that where no word is printed beside them."""
    if ALT_OPEN not in text:
        return text
    printed = fold(_SAID.sub(" ", text))
    return printed if _LETTER.search(printed) else fold(_SAID.sub(r" \1 ", text))


@lru_cache(maxsize=65536)
def squash(text: str) -> str:
    """Letters and digits only, lower case, without diacritics: what stays of a label however it is printed."""
    letters = unicodedata.normalize("NFD", text.casefold())
    for mark in _COMMON_DIACRITICS:
        letters = letters.replace(mark, "")
    if letters.isascii():
        return "".join(filter(str.isalnum, letters))
    letters = "".join(character for character in letters if not unicodedata.combining(character))
    return _NOT_WORD.sub("", letters)


@lru_cache(maxsize=RECENT)
def unconfused(word: str) -> str:
    """A squashed word with the letters that OCR takes for each other as one: rn and m, vv and w, I, l and 1, O and 0."""
    return word.replace("rn", "m").replace("vv", "w").replace("1", "l").replace("i", "l").replace("0", "o")


def tolerance(word: str) -> int:
    """Number of misread letters allowed in a squashed label."""
    return len(word) // LETTERS_PER_ERROR


@cache
def misreadings(word: str, errors: int) -> regex.Pattern[str]:
    """What a word may be misread as; made when it is first asked for, since most are never."""
    return regex.compile(f"(?b)(?:{regex.escape(word)}){{e<={errors}}}")


class Lexicon:
    """Spellings to names: exact after squashing, else the one with fewest errors within its tolerance."""

    def __init__(self, terms: Iterable[tuple[str, str]]) -> None:
        self._exact: dict[str, str] = {}
        for name, spelling in terms:
            self._exact.setdefault(squash(spelling), name)
        self._misread = {unconfused(word): name for word, name in reversed(self._exact.items())}
        self._fuzzy = [(name, word, tolerance(word)) for word, name in self._misread.items() if tolerance(word)]
        self._longest = max(map(len, self._exact), default=0)
        self._cached = lru_cache(maxsize=65536)(self._find)

    @classmethod
    def of(cls, terms: Iterable[Term]) -> Lexicon:
        """A lexicon of all spellings of some terms."""
        return cls((term.name, spelling) for term in terms for spelling in term.spellings)

    @classmethod
    def of_words(cls, words: Iterable[str]) -> Lexicon:
        """A lexicon of words that are their own names."""
        return cls((word, word) for word in words)

    def find(self, text: str, *, exact: bool = False) -> str | None:
        """The name whose spelling the whole text is, or None."""
        if len(text) > 2 * MAX_LABEL:
            return None
        word = squash(text)
        if not word or len(word) > self._longest + 4:
            return None
        if exact:
            return self._exact.get(word) or self._misread.get(unconfused(word))
        return self._cached(word)

    def _find(self, word: str) -> str | None:
        name = self._exact.get(word)
        if name is not None:
            return name
        word = unconfused(word)
        name = self._misread.get(word)
        if name is not None:
            return name
        best: tuple[int, str] | None = None
        for candidate, spelling, errors in self._fuzzy:
            if abs(len(word) - len(spelling)) > errors:
                continue
            match = misreadings(spelling, errors).fullmatch(word)
            if match and (best is None or sum(match.fuzzy_counts) < best[0]):
                best = (sum(match.fuzzy_counts), candidate)
        return best[1] if best else None


@dataclass(frozen=True, slots=True)
class Label:
    """A goal label found at a line's start: its level, a number printed in it, and what follows it.

    `is_phrase` says that the label is words that prose uses, too; `named` that it names the council whose goal it is.
    """

    level: str
    number: str | None
    rest: str
    is_phrase: bool = False
    named: bool = False


_LABEL = regex.compile(
    r"^[^\w\(]{0,6}((?:[Kk][Ff]?\W?\s?[sS]\s|[Kk]ommun\w+\s)?[^:;|]{3,48}?)\s*(\d{1,2}(?:\.\d{1,2})?)?\s*(?:[:;]|\.(?=\s+\d))\s*(.*)$"
)
_CODED_LABEL = regex.compile(
    r"^((?:[Kk][Ff]\W?\s?[sS]\s)?[^\d:;|]{4,48}?)\s(\d{1,2}(?:\.\d{1,2})?)\.?(?:\s+(\p{Lu}.*))?$"
)
"""A label that has lost its colon, before the goal's code."""
_DOT_LABEL = regex.compile(r"\.\s+\d")
_PICTURE = regex.compile(
    rf"(?P<shape>\S?)(?:(?P<own>{ALT_OPEN})|\[)(?P<said>[^{ALT_CLOSE}\]]*)(?(own){ALT_CLOSE}|\])\s*"
)
"""A small picture, as the readers here give it, or in the brackets that converters write; theirs may be anything else, too."""
_LEGEND = regex.compile(r"(?P<mark>[^\w\s.,;:()\"'/–-])\s*(?:[=:–-]\s*|betyder\s+)?(?P<words>\p{L}+(?:\s\p{L}+)?)")
_CODE = regex.compile(r"^(\d{1,2}(?:\s?\.\s?\d{1,2})?)(?:\s*[.:]\s*|\s+|$)(.*)$")
_BULLET = regex.compile(r"^(?:[-–—•·▪‣◦∙*●○■□➢❖\uf0b7\uf0a7\uf02d]|o(?=\s))\s*(?=\S)")
_NUMBERED = regex.compile(r"^\(?\d{1,3}[.)]\s+\S")


class DocumentType(NamedTuple):
    """A spelling of a kind of document: the kind's name, the spelling's words, and its letters as `unconfused` has them."""

    name: str
    words: int
    letters: str


class Matcher:
    """All lexicons of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.goal_labels = Lexicon.of(vocabulary.goal_labels)
        self.section_kinds = Lexicon.of(vocabulary.section_kinds)
        self.contents_headings = Lexicon.of_words(vocabulary.contents_headings)
        self.front_headings = Lexicon.of_words(vocabulary.front_headings)
        self.opening_headings = Lexicon.of_words(vocabulary.opening_headings)
        self.closing_chapters = Lexicon.of_words(vocabulary.closing_chapters)
        self.tail_chapters = Lexicon.of_words(vocabulary.tail_chapters)
        self.generic_headings = Lexicon.of_words(vocabulary.generic_headings)
        headings = (
            *vocabulary.front_headings,
            *vocabulary.opening_headings,
            *vocabulary.closing_chapters,
            *vocabulary.tail_chapters,
            *vocabulary.generic_headings,
        )
        kinds = (spelling for term in vocabulary.section_kinds for spelling in term.spellings)
        self.known_headings = Lexicon.of_words([*headings, *kinds])
        self.goal_statuses = Lexicon.of(vocabulary.goal_statuses)
        self.status_labels = Lexicon.of_words(vocabulary.status_labels)
        self.activity_statuses = Lexicon.of(vocabulary.activity_statuses)
        self.indicator_columns = Lexicon.of(vocabulary.indicator_columns)
        self.activity_columns = Lexicon.of(vocabulary.activity_columns)
        self.analysis_words = Lexicon.of_words(vocabulary.analysis_words)
        self.periodicities = Lexicon.of_words(vocabulary.periodicities)
        self.delegations = Lexicon.of_words(vocabulary.delegations)
        self.budget_groups = Lexicon.of_words(vocabulary.budget_groups)
        self.budget_labels = Lexicon.of_words(vocabulary.budget_labels)
        self.totals = Lexicon.of_words(vocabulary.totals)
        self.money_units = Lexicon.of(vocabulary.money_units)
        self.cover_labels = Lexicon.of(vocabulary.cover_labels)
        self.cover_words = Lexicon.of_words(vocabulary.cover_words)
        self.document_types = [
            DocumentType(term.name, len(spelling.split()), unconfused(squash(spelling)))
            for term in vocabulary.document_types
            for spelling in term.spellings
        ]
        self.mark_status = {mark.symbol: mark.status for mark in vocabulary.marks}
        self._marks = "".join(self.mark_status)
        self._before_status = f"{self._marks} \t\u00a0*_•-–"
        coded = (term for term in vocabulary.goal_labels if term.name in vocabulary.numbered_levels)
        self._coded_initials = frozenset(spelling[0] for term in coded for spelling in term.spellings)
        self._recent_goal_label = lru_cache(maxsize=RECENT)(self._goal_label)

    def goal_label(self, text: str) -> Label | None:
        """The goal label that a line begins with, or that it is; prose that merely mentions one is none."""
        return self._recent_goal_label(text)

    def _goal_label(self, text: str) -> Label | None:
        head = text[: 2 * MAX_LABEL]
        if ":" in head or ";" in head or ("." in head and _DOT_LABEL.search(text[: len(head) + 2])):
            match = _LABEL.match(text[:400])
            if match:
                level = self.goal_labels.find(match[1])
                if level:
                    return _label(level, match[2], match[3] + text[400:], match[1])
        if text[:1] in self._coded_initials:
            match = _CODED_LABEL.match(text)
            level = self.goal_labels.find(match[1]) if match else None
            if match and level in self.vocabulary.numbered_levels:
                return _label(level, match[2], match[3] or "", match[1])
        if len(text) > MAX_LABEL:
            return None
        level = self.goal_labels.find(text, exact=True)
        return _label(level, None, "", text) if level and text.strip()[0].isupper() else None

    def is_committee(self, name: str) -> bool:
        """Whether a name ends as a committee's does."""
        return name.casefold().endswith(self.vocabulary.committee_endings)

    def is_appendix(self, text: str) -> bool:
        """Whether a line begins with the word for an appendix, and its number or name."""
        first, _, rest = text.partition(" ")
        return first.rstrip(".:") in self.vocabulary.appendix_words and (rest[:1].isdigit() or rest[:1].isupper())

    def strip_mark(self, text: str) -> tuple[str | None, str]:
        """A leading mark and the text behind it; private-use code points are marks, too, and so are small pictures.

        Of a picture it is the status that the file says it shows, else its shape, else whatever the file says of it.
        """
        stripped = text.lstrip()
        picture = _PICTURE.match(stripped)
        if picture:
            shape, said = picture["shape"], picture["said"]
            known = self.activity_statuses.find(said) or self.goal_statuses.find(said)
            if known or picture["own"]:
                return (said if known or not shape else shape), stripped[picture.end() :]
        if stripped and (stripped[0] in self._marks or is_symbol(stripped[0])):
            return stripped[0], stripped[1:].lstrip("\ufe0f\ufe0e \t\u00a0")
        return None, stripped

    def legend(self, text: str) -> dict[str, str]:
        """What a sentence says its marks stand for; empty where it explains fewer than two."""
        found: dict[str, str] = {}
        for match in _LEGEND.finditer(text):
            words = match["words"]
            name = self.activity_statuses.find(words, exact=True) or self.activity_statuses.find(
                words.split()[0], exact=True
            )
            if name:
                found.setdefault(match["mark"], name)
        return found if len(found) > 1 else {}

    def goal_status(self, text: str) -> str | None:
        """The goal status that a whole line prints, marks before it left aside."""
        if len(text) > MAX_LABEL:
            return None
        label, colon, behind = text.partition(":")
        if colon and self.status_labels.find(label, exact=True):
            text = behind
        bare = text.lstrip(self._before_status).rstrip(" .*_")
        return self.goal_statuses.find(bare, exact=True) if bare else None


def _label(level: str, number: str | None, rest: str, words: str) -> Label:
    return Label(level, number, rest, " " in words.strip(), words.strip()[:1] in "Kk")


def is_symbol(character: str) -> bool:
    """Whether a text is one symbol (So) or a private-use code point (Co), as symbol fonts leave them."""
    return len(character) == 1 and character > "\u00ff" and unicodedata.category(character) in ("So", "Co")


def split_code(text: str) -> tuple[str | None, str]:
    """A goal's code (`1`, `1.5`; its dots and blanks normalised) and the title behind it."""
    match = _CODE.match(text)
    if not match:
        return None, text
    return match[1].replace(" ", ""), match[2].strip()


def split_bullet(text: str) -> tuple[bool, str]:
    """Whether a line is a list item, and its text without the bullet; a numbered item keeps its number."""
    if text[:1].isalpha() and text[0] != "o":
        return False, text  # as most lines are
    match = _BULLET.match(text)
    if match:
        rest = text[match.end() :]
        # "– 5 mnkr" is an item; "-5" is a number.
        if not (text[0] in "-–" and rest[:1].isdigit() and match.end() == 1):
            return True, rest
    return bool(_NUMBERED.match(text)), text


def analysis_of(text: str, matcher: Matcher) -> str | None:
    """The text behind the word that begins a row of analysis; "" where the word stands alone; None for other rows."""
    word, _, rest = text.partition(" ")
    if matcher.analysis_words.find(word.rstrip(":"), exact=True) and (word[:1].isupper()):
        return fold(rest)
    return None
