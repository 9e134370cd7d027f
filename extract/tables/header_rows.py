"""Whether texts are the header of one of the planning system's tables.

In: the texts of a row, as cells or as words. Out: yes or no, or the headers with their words. It never looks at
places on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extract.tables.header_words import FIRST_HEADERS, OTHER_HEADERS, TRAILERS

_YEAR = re.compile(r"(?:19|20)\d\d:?|\d|t[12]|vb|vp|år|helår")
SMALL_TEXTS = 1
"""Texts of a header row that begin with a small letter, at most: a unit of money. The words of a sentence all do."""
SHORTEST_WORD = 5
"""Letters of the shortest header word that is put together again."""
HEADER_WORDS = frozenset(word for text in FIRST_HEADERS | OTHER_HEADERS for word in text.split())
BEGINNINGS = frozenset(word[:end] for word in HEADER_WORDS for end in range(SHORTEST_WORD, len(word) + 1))


@lru_cache(maxsize=4096)
def is_first_header(text: str) -> bool:
    """Whether a cell's text is the header of a table's first column."""
    return stem(text) in FIRST_HEADERS


@lru_cache(maxsize=4096)
def is_header(text: str) -> bool:
    """Whether a cell's text is a known header, of any column."""
    return stem(text) in FIRST_HEADERS or stem(text) in OTHER_HEADERS


def stem(text: str) -> str:
    """A header's text to lower case without the year, month or round it names at its end."""
    words = text.lower().replace("årsmål:", "årsmål").split()
    while len(words) > 1 and (words[-1] in TRAILERS or _YEAR.fullmatch(words[-1])):
        if " ".join(words) in OTHER_HEADERS:
            break
        words.pop()
    return " ".join(words)


def is_header_texts(texts: Sequence[str]) -> bool:
    """Whether a row of cells is a header row: a known first header and at least one other, or mostly known ones."""
    filled = [text for text in texts if text]
    if len(filled) < 2 or len(filled[0]) > 60:
        return False
    known = sum(is_header(text) for text in filled)
    # a scan's capitals may be read as small letters, but not so that every text is a known one by chance
    if sum(text[0].islower() for text in filled) > SMALL_TEXTS and known < len(filled):
        return False
    if is_first_header(filled[0]):
        return known >= 2
    return known >= 2 and known >= 0.75 * len(filled)


@lru_cache(maxsize=4096)
def is_broken_word(before: str, after: str) -> bool:
    """Whether two words on two lines are one word of a header that a narrow column broke."""
    if len(before) + len(after) < SHORTEST_WORD or is_known_word(after) or is_known_word(before):
        return False
    return begins_known_word(before + after)


def begins_known_word(text: str) -> bool:
    """Whether a text is the beginning of a word of a header, or such a word."""
    return text.lower() in BEGINNINGS


@lru_cache(maxsize=4096)
def may_be_known(word: str) -> bool:
    """Whether a word is part of a known header text, or begins such a word that the column's width broke."""
    return is_known_word(word) or begins_known_word(word.rstrip("-"))


def is_known_word(word: str) -> bool:
    """Whether a word is part of a known header text, and so whole."""
    return word.lower().strip(".,:()") in HEADER_WORDS
