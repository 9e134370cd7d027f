"""Numbers within lines of prose, and words that are none of the language, read a second time by themselves.

In: a picture of a page and the words recognised on it. Out: the words with what the second reading says where that is
more likely: a number that two of three readings agree on, a word that the language has where the first one is none.
It never makes up a word: each was read off the picture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from extract.page_content import Box, Word
from extract.rows import row_to_segments, words_to_rows
from extract.scan.again import (
    LANGUAGES,
    LONGEST,
    NUMBER,
    WORD_GAP,
    SecondLook,
    Strip,
    choose,
    digits,
    fitness,
    line_text,
    page_text,
    read_sheets,
)
from extract.scan.lexicon import is_known

NUMERIC = re.compile(r"\(?[-−–+±<>≤≥]?\d[\w.,/:%\-]*\W{0,2}")
"""A word of prose that is a number or begins with one."""
TAIL = re.compile(r"[.,;:)]*$")
"""What a sentence puts behind a number."""
LETTERS = re.compile(r"[^\W\d_]+(?:\[\w+\]|[^\W\d_]|-)*")
"""A word of letters; what has no clear shape is recognised in square brackets."""
UNCLEAR = re.compile(r"\[(\w)\]")
SHORTEST = 4
"""Letters of the shortest word that is looked up: short ones are abbreviations and codes as often."""
ALIKE = 0.7
"""How much alike two readings of a word are at least, from 0 to 1: one letter of four differs at most."""


def look_at_prose(picture: Any, words: Sequence[Word], known: AbstractSet[str]) -> SecondLook:
    """Words of a page after a second look at its prose; `known` are the words of the language."""
    numbers, unknown = prose_numbers(words), unknown_words(words, known)
    if not numbers and not unknown:
        return SecondLook(tuple(words), ())
    english, swedish = LANGUAGES
    in_english = read_sheets(picture, numbers, english) if numbers else []
    in_swedish = read_sheets(picture, [*numbers, *unknown], swedish)
    done = list(words)
    doubtful = []
    for strip, one, other in zip(numbers, in_english, in_swedish, strict=False):
        text, sure = settled_number(page_text(words, strip), line_text(one), line_text(other))
        put(done, strip, text)
        if not sure:
            doubtful.append((strip.box, " / ".join((page_text(words, strip), line_text(one), line_text(other)))))
    for strip, line in zip(unknown, in_swedish[len(numbers) :], strict=True):
        put(done, strip, settled_word(page_text(words, strip), line_text(line), known))
    return SecondLook(tuple(word for word in done if word.text), tuple(doubtful))


def put(words: list[Word], strip: Strip, text: str) -> None:
    """Put a text in place of a strip's words, as one word, where it says something else."""
    if text == page_text(words, strip):
        return
    first, *rest = strip.places
    words[first] = words[first]._replace(x1=strip.box.x1, text=text)
    for place in rest:
        words[place] = words[place]._replace(text="")


def prose_numbers(words: Sequence[Word]) -> list[Strip]:
    """The numbers within lines that are too long to be one."""
    strips = []
    plain = [word._replace(mcid=place) for place, word in enumerate(words)]
    for row in words_to_rows(plain):
        for segment in row_to_segments(row, WORD_GAP):
            if len(segment.text) <= LONGEST:
                continue
            for numeric, group in groupby(segment.words, lambda word: bool(NUMERIC.fullmatch(word.text))):
                if numeric:
                    strips.append(to_strip(list(group)))
    return [strip for strip in strips if len(page_text(words, strip)) > 1]


def to_strip(group: Sequence[Word]) -> Strip:
    """Words side by side, whose `mcid` is their place, to a strip."""
    base, size = group[0].base, max(word.size for word in group)
    box = Box(group[0].x0, base - 0.8 * size, group[-1].x1, base + 0.27 * size)
    return Strip(box, tuple(word.mcid for word in group), base, size)


def unknown_words(words: Sequence[Word], known: AbstractSet[str]) -> list[Strip]:
    """The words that the language does not have; no names in capitals and no halves of words at a line's end."""
    if not known:
        return []
    plain = (word._replace(mcid=place) for place, word in enumerate(words))
    return [to_strip([word]) for word in plain if is_misfit(word.text, known)]


def is_misfit(text: str, known: AbstractSet[str]) -> bool:
    """Whether a text is a word in small letters that the language does not have."""
    found = core(text)
    if len(found) < SHORTEST or found.isupper() or found.endswith("-") or not LETTERS.fullmatch(found):
        return False
    return not all(is_known(part, known) for part in found.split("-"))


def core(text: str) -> str:
    """A word without its punctuation."""
    return text.strip(".,;:!?()\"'”“»«–*•")


def settled_number(page: str, english: str, swedish: str) -> tuple[str, bool]:
    """What three readings of a number in prose say, with the page's punctuation behind it, and whether two agree."""
    tail = TAIL.search(page)
    end = tail[0] if tail else ""
    texts = [TAIL.sub("", text).lstrip("(") for text in (page, english, swedish)]
    place, sure = choose(texts)
    head = "(" if page.startswith("(") else ""
    if place == 1 and sure and texts[1].endswith("%"):
        number = texts[1].rstrip("% ")
        return head + number + (" %" if " %" in texts[1] else "%") + end, True
    if not NUMBER.fullmatch(texts[0]) and not any(NUMBER.fullmatch(text) for text in texts):
        return page, True
    if digits(texts[1]) == digits(texts[2]) != digits(texts[0]) and NUMBER.fullmatch(texts[1]):
        return head + max(texts[1:], key=fitness) + end, True
    return page, any(digits(text) == digits(texts[0]) for text in texts[1:])


def settled_word(page: str, again: str, known: AbstractSet[str]) -> str:
    """A word as read again, where the language has that one; its punctuation is the page's."""
    old, new = core(page), core(again)
    unclear = UNCLEAR.sub(lambda found: {"0": "o"}.get(found[1], found[1]), old)
    if unclear != old and is_known(unclear, known):
        return page.replace(old, unclear)
    if " " in new or not new or not all(is_known(part, known) for part in new.split("-")):
        return page
    return page.replace(old, new) if SequenceMatcher(None, old, new).ratio() >= ALIKE else page
