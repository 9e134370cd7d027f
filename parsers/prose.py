"""Prose: where a line is only a page's width, where a paragraph or a sentence ends, what a heading looks like.

In: texts. Out: joined texts and judgements. It never drops a character but the hyphen of a word that a line's end broke.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from parsers.matching import fold
from parsers.vocabulary import Vocabulary

MAX_HEADING = 130
"""Characters: a line that is longer is no heading."""
MAX_HEADING_WORDS = 18
CLAUSE_WORDS = frozenset({"som", "vad", "hur", "vem", "där", "när", "att"})
"""Words that a clause begins with, whose verb makes no sentence."""
MIN_SENTENCE_WORDS = 6
"""Words from which a line with a finite verb is a sentence that lacks its dot."""

MIN_BROKEN = 60
"""Characters of a line, at least, whose sentence a page break may have broken before a capital or a digit."""

_LEAD_IN = regex.compile(
    r"^(?:Vi|De|Det|Den|Detta|Dessa|Här|Man|\p{Lu}[\p{L}-]+(?:en|et|an|na))\s(?!(?:och|eller)\b)(?:\p{Ll}+r|ska|kan|vill|bör|måste)\b.*:$"
)
"""A subject and its verb before a colon: what follows is what they say, and the line no heading."""
_LABELLED = regex.compile(r"\p{Lu}\p{L}{3,20}\s?:\s\S")
"""A label and its value: a line of a form and no heading."""
_TERMINALS = (".", "!", "?", "…", ":")
_CLOSERS = "\"”’')]»"
"""What may stand behind the sign that ends a sentence."""
_NOT_HEADING_END = regex.compile(r"[.,;!…&/]$|\d{4}-\d{2}-\d{2}$|\d\s\d+(?:\s(?:st|%))?$")
"""Ends that no heading has: a sentence's, a date, the numbers of a row whose tabs are lost."""
MAX_QUESTION_WORDS = 8
"""Words of a question that stands as a heading, at most."""
HYPHENS = "-–\u2010\u00ad"
"""Signs at the end of a line whose last word or number may go on in the next."""
_HYPHEN_END = regex.compile(r"[\p{L}][-\u2010\u00ad]$")
_NUMBER_HYPHEN_END = regex.compile(r"\d[-–]$")
_COORDINATED = regex.compile(r"^(?:och|eller|samt|respektive|resp\.?)\b")
_SENTENCE_END = regex.compile(r"[.!?…]+[\"”’')\]]*\s+(?=[\p{Lu}\d\"”'(–-])")
_LAST_WORD = regex.compile(r"([\p{L}.:]+)[.!?…]+[\"”’')\]]*$")


def join_wrapped(before: str, after: str) -> str:
    """Two lines of one paragraph as one text, the hyphen of a broken word undone."""
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return before or after
    if before.endswith("\u00ad"):
        return before[:-1] + after
    if before[-1] not in HYPHENS:
        return f"{before} {after}"
    if _HYPHEN_END.search(before):
        if after[0].islower() and not _COORDINATED.match(after):
            return before[:-1] + after
        if after[0].isupper():
            return before + after
    if _NUMBER_HYPHEN_END.search(before) and after[0].isdigit():
        return before + after
    return f"{before} {after}"


def is_finished(text: str) -> bool:
    """Whether a text ends as a sentence or a lead-in ends."""
    return text.rstrip().rstrip(_CLOSERS).endswith(_TERMINALS)


class Prose:
    """Judgements that need the vocabulary's words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._unfinished = frozenset(vocabulary.unfinished)
        self._verbs = frozenset(vocabulary.finite_verbs)
        self._abbreviations = frozenset(word.casefold() for word in vocabulary.abbreviations)

    def continues(self, before: str, after: str) -> bool:
        """Whether `after` goes on with the sentence that `before` broke off, a page break or line end between."""
        if is_finished(before) or not after:
            return False
        first = after.lstrip("\"”'(")[:1]
        if first.islower():
            return True
        if before.rstrip().endswith(("-", "\u00ad")) and first.isupper():
            return True
        if len(before) < MIN_BROKEN:
            return False
        last = before.rsplit(maxsplit=1)[-1].casefold().strip("\"”',")
        return last in self._unfinished or first.isdigit()

    def looks_like_heading(self, text: str) -> bool:
        """Whether a line that stands alone can be a heading by its own words."""
        if len(text) > MAX_HEADING or _NOT_HEADING_END.search(text):
            return False
        first = text.lstrip('–- "”(')[:1]
        if not first or not (first.isupper() or first.isdigit()):
            return False
        words = text.split()
        if len(words) > (MAX_QUESTION_WORDS if text.endswith("?") else MAX_HEADING_WORDS):
            return False
        if (text.endswith(":") and (len(words) > 3 or _LEAD_IN.match(text))) or _LABELLED.match(text):
            return False
        letters = sum(map(str.isalpha, text))
        if letters < 3 or (first.isdigit() and letters < len(text) / 2):
            return False
        return not (len(words) >= MIN_SENTENCE_WORDS and self.has_verb(words))

    def has_verb(self, words: list[str]) -> bool:
        """Whether one of the words, after the first, is the finite verb of a sentence and not of a clause."""
        bare = [word.strip("\"”',()?").casefold() for word in words]
        return any(word in self._verbs and before not in CLAUSE_WORDS for before, word in pairwise(bare))

    def sentences(self, text: str) -> Iterator[str]:
        """The sentences of a paragraph; the dot of an abbreviation ends none."""
        start = 0
        for match in _SENTENCE_END.finditer(text):
            ended = text[start : match.end()].rstrip()
            word = _LAST_WORD.search(ended.rsplit(maxsplit=1)[-1])  # it holds no blank
            if word and (word[1].casefold().rstrip(".") in self._abbreviations or len(word[1]) == 1):
                continue
            if match.end() - start < 6 and regex.search(r"(?:^|\s)\d{1,2}\.$", ended):
                continue
            yield fold(ended)
            start = match.end()
        if text[start:].strip():
            yield fold(text[start:])
