"""The table of contents: which lines are its, and which titles it announces.

In: the document's lines. Out: the lines' numbers and the entries in order. Its entries repeat every goal heading, so
that it has to be known before any heading is looked for; an entry that wraps is one entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from extract.document import Line
from parsers.matching import Matcher, plain, squash
from parsers.prose import join_wrapped

MAX_PENDING = 4
"""Lines without a page number that one entry may wrap over."""
MIN_ENTRIES = 4
"""Entries in a row that make a table of contents where no heading says so."""
MAX_BEFORE = 120
"""Printed lines before a table of contents that no heading announces, at most."""
MAX_FRONT = 400
"""Printed lines before a table of contents with a heading, at most."""
MIN_REPEATED = 24
"""Characters of a goal's label and code that come back in the body."""
MAX_PAGE = 999
MAX_STEP = 40
"""Pages between two entries, at most, where only a blank parts the title from its page."""
MAX_REST = 100
"""Characters of the rest of an entry that stands below its page number, at most."""
MAX_ENTRY = 300
"""Characters of an entry's line, at most."""

_LEADER = regex.compile(
    r"^(?P<title>(?:\s*\d[\d.]*\t)?[^\t]*?\S)(?:\s*(?:[.…·_]\s?){3,}[\s.]*|\s*\t[\s.…]*|\s{3,})(?P<page>[1-9]\d{0,2})\s*$"
)
_BARE = regex.compile(r"^(?P<title>.*\p{L}.*?)\s(?P<page>[1-9]\d{0,2})\s*$")
_GLUED = regex.compile(r"^(?P<title>.*\p{Ll}{3})(?P<page>[1-9]\d{0,2})\s*$")
_ALONE = regex.compile(r"^(?P<title>)\s*(?P<page>[1-9]\d{0,2})\s*$")
_ROW = regex.compile(r"\s*(?!\d[\d.]*\t)\S[^\t]*\t\s*\S")
_DOTS = regex.compile(r"[\s.…·_]{3,}$")
_RULER = regex.compile(r"[\s|:-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its title as printed, unwrapped, and the page it points to."""

    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The numbers of all lines of the table of contents, and its entries in order."""

    lines: frozenset[int]
    entries: tuple[Entry, ...]

    @property
    def line_last(self) -> int:
        """The last line of it; 0 where there is none."""
        return max(self.lines, default=0)


def find_contents(lines: Sequence[Line], matcher: Matcher) -> Contents:
    """The table of contents of a document, empty where it has none."""
    printed = [_unpiped(line) for line in lines if line.text.strip() and not line.furniture]
    for index, line in enumerate(printed[:MAX_FRONT]):
        if len(line.text) < MAX_ENTRY and matcher.contents_headings.find(plain(line.text).rstrip(":")):
            numbers, entries = _read_entries(printed[index + 1 :])
            if not entries:
                numbers, entries = _read_bare(printed[index + 1 :])
            if not entries:
                numbers = _rest_of_page(printed, index, matcher)
            if entries or numbers:
                numbers += _unread_rest(printed, numbers, entries, matcher)
                return Contents(frozenset({line.number, *numbers}), tuple(entries))
    return _find_unannounced(printed)


def _unpiped(line: Line) -> Line:
    """A row that a vision model prints between pipes, its cells parted by tabs as everywhere else."""
    text = line.text.strip()
    if len(text) < 2 or text[0] != "|" or text[-1] != "|":
        return line
    return line._replace(text="\t".join(cell.strip() for cell in text[1:-1].split("|")))


def _find_unannounced(printed: Sequence[Line]) -> Contents:
    for index, line in enumerate(printed[:MAX_BEFORE]):
        if _entry(line.text, previous=0, leader_only=True):
            numbers, entries = _read_entries(printed[index:], leader_only=True)
            if len(entries) >= MIN_ENTRIES and len({entry.page for entry in entries}) > 1:
                return Contents(frozenset(numbers), tuple(entries))
    return Contents(frozenset(), ())


def _read_entries(lines: Iterable[Line], *, leader_only: bool = False) -> tuple[list[int], list[Entry]]:
    numbers: list[int] = []
    entries: list[Entry] = []
    pending: list[Line] = []
    for line in lines:
        if len(line.text) > MAX_ENTRY:
            break
        if not pending and _RULER.fullmatch(line.text):
            numbers.append(line.number)
            continue
        previous = entries[-1].page if entries else 0
        entry = _entry(line.text, previous, leader_only=leader_only, begun=bool(pending), later=bool(entries))
        if entry is None and entries and not pending and _goes_on(line.text):
            entries[-1] = Entry(join_wrapped(entries[-1].title, plain(line.text)), previous)
            numbers.append(line.number)
            continue
        if entry is None:
            pending.append(line)
            if len(pending) > MAX_PENDING or _ROW.match(line.text) or _begins_body(line.text, entries):
                break
            continue
        parts = [_DOTS.sub("", plain(part.text)) for part in pending]
        entries.append(Entry(" ".join((*parts, plain(entry.title))).strip(), entry.page))
        numbers.extend(part.number for part in (*pending, line))
        pending = []
    return numbers, entries


def _goes_on(text: str) -> bool:
    """Whether a line is the rest of the entry above, whose page number stands at its first line: a table's top, as a rule."""
    return plain(text)[:1].islower() and len(text) < MAX_REST and not text.rstrip().endswith((".", ","))


def _read_bare(lines: Sequence[Line]) -> tuple[list[int], list[Entry]]:
    """Entries whose page numbers are lost: short lines up to where the first of them comes back as a heading."""
    first = squash(plain(lines[0].text)) if lines else ""
    if not first:
        return [], []
    for count, line in enumerate(lines[1:], start=1):
        if len(line.text) > MAX_ENTRY:
            break
        if count >= MIN_ENTRIES and squash(plain(line.text)) == first:
            numbers = [entry.number for entry in lines[:count]]
            return numbers, [Entry(plain(entry.text), 0) for entry in lines[:count]]
    return [], []


def _rest_of_page(printed: Sequence[Line], index: int, matcher: Matcher) -> list[int]:
    """The lines below the heading of a contents page whose page numbers OCR lost: its goals come back behind it.

    They are no entries: what OCR made of them may lack words.
    """
    page = printed[index].page
    own = [line for line in printed[index + 1 :] if line.page == page] if page is not None else []
    labels = [plain(line.text)[:MIN_REPEATED] for line in own if matcher.goal_label(plain(line.text))]
    behind = [plain(line.text) for line in printed[index + 1 + len(own) :]]
    repeated = any(len(label) == MIN_REPEATED and text.startswith(label) for label in labels for text in behind)
    return [line.number for line in own] if repeated else []


def _unread_rest(
    printed: Sequence[Line], numbers: Sequence[int], entries: Sequence[Entry], matcher: Matcher
) -> list[int]:
    """Lines below the entries that are of the contents, too, though their page numbers are not where they should be.

    They end where a title that was announced stands by itself; a goal among them comes back behind it.
    """
    titles = {squash(entry.title) for entry in entries}
    below = [line for line in printed if line.number > max(numbers)]
    body = next((n for n, line in enumerate(below[:MAX_FRONT]) if squash(plain(line.text)) in titles), None)
    if not body or not titles:
        return []
    starts = [plain(line.text)[:MIN_REPEATED] for line in below[body:]]
    last = 0
    for count, line in enumerate(below[:body], start=1):
        start = plain(line.text)[:MIN_REPEATED]
        if matcher.goal_label(plain(line.text)) and start in starts:
            last = count
    return [line.number for line in below[:last]]


def _begins_body(text: str, entries: Sequence[Entry]) -> bool:
    """Whether a line without a page number is a title that the contents announced: the body has begun."""
    word = squash(plain(text))
    return any(squash(entry.title) == word for entry in entries)


def _entry(text: str, previous: int, *, leader_only: bool, begun: bool = False, later: bool = False) -> Entry | None:
    """The entry that a line is or ends; `begun` says that lines before it wait for their page number, `later` that entries
    stand above."""
    if not text.rstrip()[-1:].isdigit():
        return None  # as most lines behind the contents
    match = _LEADER.match(text)
    if match and previous <= int(match["page"]) <= MAX_PAGE:
        return Entry(match["title"], int(match["page"]))
    if leader_only or "\t" in text:
        return None
    match = _BARE.match(text) or (begun and _ALONE.match(text)) or ((begun or later) and _GLUED.match(text)) or None
    if match and previous <= int(match["page"]) <= previous + MAX_STEP:
        return Entry(match["title"], int(match["page"]))
    return None
