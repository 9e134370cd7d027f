"""Which lines stand before the body, and which of them are the cover.

In: the document's lines and its table of contents. Out: a Front. Prose that stands between the cover and the table of
contents (a proposal for decision, a summary) is not the cover's; an address printed among it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from extract.document import Document, Line
from parsers.columns import year_in
from parsers.contents import Contents
from parsers.matching import RECENT, Matcher, misreadings, plain, squash, tolerance, unconfused
from parsers.prose import is_finished

MAX_FRONT = 80
"""Printed lines that a cover without a table of contents behind it may take."""
LONG_LINE = 150
"""Characters from which a line is prose and not a cover's."""
MIN_SENTENCE = 7
"""Words from which a finished line is a sentence and not a cover's."""
MAX_NAME = 110
"""Characters of an organisation's name, at most."""
MIN_NAME = 8
"""Letters from which a line that the title ends with is the organisation's name."""
MAX_ADDRESS = 48
"""Characters of a line of an address, at most."""
SAME_COLUMN = 25.0
"""Points that lines of one column of a cover may begin apart."""
PARTED = 0.8
"""Heights of a line between two that are not together."""
RUNNING = 60
"""Characters of the lines of a wrapped paragraph, at least."""

ADDRESS = regex.compile(r"^\p{Lu}[\p{L}. -]+\s\d{1,3}\s?\p{L}?(?:,(?!\d).*)?$")
CONTACT = regex.compile(
    r"\S+@\S+|^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:se|stockholm)$|^Box\s\d+|^\d{3}\s?\d{2}\s\p{Lu}|^0\d{1,3}[\s-]*\d[\d\s-]{5,}$",
    regex.IGNORECASE,
)
DIARY = regex.compile(
    r"\b(?:dnr|diarienummer|diarienr)\b\.?\s*:?\s*(?P<number>[^\s|][^|]{2,60})(?:\|.*)?$", regex.IGNORECASE
)
_PERIOD_TITLE = regex.compile(r"^(?P<period>VP|VB|T[12])\s(?:19|20)\d{2}\b")


@dataclass(frozen=True, slots=True)
class Front:
    """The lines before the body: all printed ones with their plain texts, and which of them are the cover's."""

    lines: tuple[Line, ...]
    texts: tuple[str, ...]
    cover: frozenset[int]

    def text_at(self, index: int) -> str:
        """The text of a line, "" behind the last."""
        return self.texts[index] if index < len(self.texts) else ""

    def below(self, index: int) -> list[int]:
        """The lines below one, from the top: those of its column, where the source has positions."""
        box, page = self.lines[index].bbox, self.lines[index].page
        if box is None:
            return list(range(index + 1, len(self.lines)))
        column = [
            (other.bbox.top, number)
            for number, other in enumerate(self.lines)
            if other.bbox is not None
            and other.page == page
            and other.bbox.top > box.top + 1
            and abs(other.bbox.x0 - box.x0) < SAME_COLUMN
        ]
        return [number for _, number in sorted(column)]

    def parted(self, above: int, below: int) -> bool:
        """Whether room or a blank line stands between two lines."""
        first, second = self.lines[above].bbox, self.lines[below].bbox
        if first is not None and second is not None:
            return second.top - first.bottom > PARTED * (first.bottom - first.top)
        return self.lines[below].number > self.lines[above].number + 1


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The kind of document that a line names, and what stands before and behind the words that do."""

    kind: str
    before: str
    behind: str


def find_front(document: Document, contents: Contents, matcher: Matcher) -> Front:
    """The lines before the table of contents, or before the body where there is none."""
    stop = min(contents.lines) if contents.lines else None
    printed = [
        line for line in document.lines[: stop - 1 if stop else None] if line.text.strip() and not _is_page_number(line)
    ]
    if stop is None:
        printed = _until_body(printed[:MAX_FRONT], document, matcher)
    texts = [plain(line.text) for line in printed]
    prose = next((i for i, text in enumerate(texts) if _opens_prose(text, matcher)), len(texts))
    titles = [index for index, text in enumerate(texts) if title_words(text, matcher)]
    names = [squash(texts[index]) for index in titles if index < prose or titles[0] > prose]
    cover: set[int] = set()
    in_prose = False
    printed_before: set[str] = set()
    for line, text in zip(printed, texts, strict=True):
        heading = matcher.front_headings.find(text) or matcher.opening_headings.find(text)
        in_prose = (in_prose and not _opens_cover(text, matcher)) or heading is not None or _is_sentence(text)
        if not in_prose or (heading is None and (_is_contact(text, names, matcher) or squash(text) in printed_before)):
            cover.add(line.number)
            printed_before.add(squash(text))
    return Front(tuple(printed), tuple(texts), frozenset(cover))


def _opens_cover(text: str, matcher: Matcher) -> bool:
    """Whether a line behind prose begins a cover: minutes may stand before the report that they are about."""
    return matcher.cover_labels.find(text.rstrip(":"), exact=True) == "case_officer"


def _opens_prose(text: str, matcher: Matcher) -> bool:
    """Whether a line is the first of the prose behind the cover: its heading, or a sentence."""
    heading = matcher.front_headings.find(text) or matcher.opening_headings.find(text)
    return heading is not None or _is_sentence(text)


@lru_cache(maxsize=RECENT)
def title_words(text: str, matcher: Matcher) -> TitleWords | None:
    """What a line says of the kind of document, where it can be a title: it begins with the words, or names a year."""
    if len(text) > LONG_LINE or is_finished(text) or text[:1].islower():
        return None
    words = text.split()
    starts = len(words) if year_in(text) else 1
    for count in (3, 2, 1):
        for start in range(min(len(words) - count + 1, starts)):
            name = _kind_of(words[start : start + count], matcher)
            if name:
                return TitleWords(name, " ".join(words[:start]), " ".join(words[start + count :]))
    match = _PERIOD_TITLE.match(text)
    kinds = {"VP": "verksamhetsplan", "VB": "verksamhetsberattelse"}
    return TitleWords(kinds.get(match["period"], "tertialrapport"), "", text[2:].strip()) if match else None


def _kind_of(words: Sequence[str], matcher: Matcher) -> str | None:
    """The kind of document whose spelling these words are, a few misread letters allowed."""
    word = unconfused(squash("".join(words)))
    for name, count, wanted in matcher.document_types:
        if count == len(words) and (word == wanted or _is_misread(word, wanted)):
            return name
    return None


def _is_misread(word: str, wanted: str) -> bool:
    errors = tolerance(wanted)
    return abs(len(word) - len(wanted)) <= errors and bool(misreadings(wanted, errors).fullmatch(word))


def _is_sentence(text: str) -> bool:
    return len(text) > LONG_LINE or (is_finished(text) and not text.endswith(":") and len(text.split()) >= MIN_SENTENCE)


def _is_page_number(line: Line) -> bool:
    """Furniture that is no name: a running title may be the only place where a cover prints the organisation."""
    return line.furniture and (line.page not in (None, 1) or not regex.search(r"\p{L}{5}", line.text))


def _until_body(printed: Sequence[Line], document: Document, matcher: Matcher) -> list[Line]:
    """The lines before the first that is surely the body's, and before the heading that it stands under."""
    front: list[Line] = []
    for line in printed:
        text = plain(line.text)
        known = matcher.goal_label(text) or matcher.opening_headings.find(text) or matcher.section_kinds.find(text)
        if line.grid is not None or known:
            break
        if _is_sentence(text) or _is_running(line, document):
            front = _without_heading(front, matcher)
            break
        front.append(line)
    evident = any(_says_something(plain(line.text), matcher) for line in front)
    return front if evident else []


def _says_something(text: str, matcher: Matcher) -> bool:
    """Whether a line is one that only a cover prints: a title, a label, a diary number."""
    label = matcher.cover_labels.find(text.split(":", maxsplit=1)[0].strip(), exact=True)
    return bool(title_words(text, matcher) or label or DIARY.search(text))


def _without_heading(front: list[Line], matcher: Matcher) -> list[Line]:
    """The front without the heading that its last line is: not the title, nor the line behind it, nor an address."""
    if len(front) < 3:
        return front
    text = plain(front[-1].text)
    titled = any(title_words(plain(line.text), matcher) for line in front[-2:])
    plain_line = not _says_something(text, matcher) and not _is_contact(text, [], matcher)
    return front[:-1] if plain_line and not titled and regex.match(r"\p{Lu}[\p{L} ,-]+$", text) else front


def _is_running(line: Line, document: Document) -> bool:
    """Whether a line and the two after it are one paragraph of wrapped text."""
    following = document.lines[line.number - 1 : line.number + 2]
    return document.wrapped and len(following) == 3 and all(len(other.text.strip()) > RUNNING for other in following)


def _is_contact(text: str, names: Sequence[str], matcher: Matcher) -> bool:
    """Whether a line is part of an address, or the organisation's name that stands with it."""
    if len(text) > MAX_NAME:
        return False
    word = squash(text)
    if matcher.cover_words.find(text) or (len(word) > MIN_NAME and any(name.endswith(word) for name in names)):
        return True
    if len(text) > MAX_ADDRESS:
        return False
    label, _, number = text.partition(" ")
    if matcher.cover_labels.find(label.rstrip(":"), exact=True) == "phone" and number[:1].isdigit():
        return True
    return bool(CONTACT.search(text) or (ADDRESS.match(text) and not year_in(text)))
