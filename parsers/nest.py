"""Elements to a nested plan: goals with parents, sections under goals and headings, tables where they stand.

In: the flat elements of a document and its table of contents. Out: goals, sections and whole tables, linked by ordinals.
It classifies nothing: an element is what its kind says. Adding a goal closes every goal at its level and below; a chapter
outside the chain closes them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from parsers.contents import Contents
from parsers.elements import Element, ElementKind, join_spans
from parsers.matching import Matcher, squash
from parsers.plan import Goal, GoalStatus, Level, Section, SectionKind, Span
from parsers.tables import TableJoiner, WholeTable

MAX_CAPTION = 3
"""Paragraphs above a table that its unit may stand in."""

_AMOUNT = regex.compile(r"(?<![\d.,])(?!(?:19|20)\d{2}\s)\d[\d\s.,]*+\p{L}+")
"""An amount with its unit; a year before a unit is none."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or list item of a section, where it was read."""

    text: str
    is_item: bool
    section: int
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Nested:
    """A document's things in order; `subjects` holds, for each table, the heading that says what it is about."""

    goals: tuple[Goal, ...]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    tables: tuple[WholeTable, ...]
    subjects: tuple[str | None, ...]


@dataclass(slots=True)
class _Draft:
    """A section being read; `above` is the heading it stands directly under."""

    goal: int | None
    heading: str | None
    kind: SectionKind
    span: Span
    above: str | None = None
    parts: list[tuple[str, bool]] = field(default_factory=list)
    has_table: bool = False


class Nester:
    """Nests the elements of one document."""

    def __init__(self, contents: Contents, goal_entries: Sequence[int], matcher: Matcher) -> None:
        self._matcher = matcher
        last = max(goal_entries, default=-1)
        tail = [squash(entry.title) for entry in contents.entries[last + 1 :]] if last >= 0 else []
        self._tail = frozenset(tail)
        self._first_tail = tail[0] if tail else None
        self._goals: list[Goal] = []
        self._open: list[Goal] = []
        self._sections: list[Section] = []
        self._passages: list[Passage] = []
        self._draft: _Draft | None = None
        self._joiner = TableJoiner(matcher)
        self._subjects: list[str | None] = []

    def run(self, elements: Sequence[Element]) -> Nested:
        """Nest all elements."""
        last_goal = max((i for i, element in enumerate(elements) if element.kind is ElementKind.GOAL), default=-1)
        last_word = max((i for i, element in enumerate(elements) if _belongs_to_goal(element)), default=-1)
        next_goal = _next_levels(elements)
        for index, element in enumerate(elements):
            before = elements[index - 1] if index else None
            match element.kind:
                case ElementKind.GOAL:
                    self._goal(element)
                case ElementKind.STATUS:
                    self._status(element)
                case ElementKind.HEADING:
                    self._heading(
                        element, before, ended=index > last_goal, tail=index > last_word, next_goal=next_goal[index]
                    )
                case ElementKind.TABLE:
                    self._table(element, before)
                case _:
                    self._passage(element)
        self._flush()
        return Nested(
            tuple(self._goals),
            tuple(self._sections),
            tuple(self._passages),
            tuple(self._joiner.tables),
            tuple(self._subjects),
        )

    @property
    def _current(self) -> int | None:
        return self._open[-1].ordinal if self._open else None

    def _goal(self, element: Element) -> None:
        self._flush()
        heading = element.goal
        if heading is None:
            return
        while self._open and self._open[-1].level.depth >= heading.level.depth:
            self._open.pop()
        goal = Goal(len(self._goals), heading.level, heading.code, heading.title, self._current, element.span)
        self._goals.append(goal)
        self._open.append(goal)

    def _status(self, element: Element) -> None:
        if not self._open:
            self._passage(element)
            return
        name = self._matcher.goal_status(element.text)
        goal = replace(self._open[-1], status=GoalStatus(name) if name else None, status_text=element.text)
        goal = replace(goal, span=join_spans(goal.span, element.span))
        self._goals[goal.ordinal] = goal
        self._open[-1] = goal

    def _heading(
        self, element: Element, before: Element | None, *, ended: bool, tail: bool, next_goal: Level | None
    ) -> None:
        above = None
        if before is not None and before.kind is ElementKind.HEADING and self._draft is not None:
            above = self._draft.heading
        self._flush()
        if self._closes(element.text, ended=ended, tail=tail, next_goal=next_goal):
            self._open.clear()
        kind = SectionKind(element.section_kind) if element.section_kind else SectionKind.OVRIGT
        self._draft = _Draft(self._current, element.text, kind, element.span, above)

    def _closes(self, heading: str, *, ended: bool, tail: bool, next_goal: Level | None) -> bool:
        """Whether a chapter heading closes the steering chain: none but a goal of the first level may follow."""
        if self._matcher.closing_chapters.find(heading):
            return next_goal is None or next_goal.depth == 0
        if not ended or not tail:
            return False
        if self._matcher.is_appendix(heading):
            return True
        word = squash(heading)
        if self._tail:
            return word == self._first_tail or (word in self._tail and bool(self._matcher.tail_chapters.find(heading)))
        return bool(self._matcher.tail_chapters.find(heading))

    def _table(self, element: Element, before: Element | None) -> None:
        if element.table is None:
            return
        draft = self._draft
        follows = before is not None and before.kind is ElementKind.TABLE
        caption = _caption([text for text, _ in draft.parts]) if draft else ""
        count = len(self._joiner.tables)
        self._joiner.add(element.table, self._current, draft.heading if draft else None, caption, follows=follows)
        if len(self._joiner.tables) > count:
            self._subjects.append(self._subject())
        if draft:
            draft.has_table = True

    def _subject(self) -> str | None:
        draft = self._draft
        if draft is None or draft.heading is None:
            return None
        if draft.above and self._matcher.generic_headings.find(draft.heading):
            return draft.above
        return draft.heading

    def _passage(self, element: Element) -> None:
        if self._draft is None:
            self._draft = _Draft(self._current, None, SectionKind.OVRIGT, element.span)
        is_item = element.kind is ElementKind.ITEM
        self._draft.parts.append((element.text, is_item))
        self._draft.span = join_spans(self._draft.span, element.span)
        self._passages.append(Passage(element.text, is_item, len(self._sections), element.span))

    def _flush(self) -> None:
        draft, self._draft = self._draft, None
        if draft is None:
            return
        text = _join_parts(draft.parts)
        self._sections.append(
            Section(len(self._sections), draft.goal, draft.heading, draft.kind, text or None, draft.span)
        )


def _belongs_to_goal(element: Element) -> bool:
    """Whether an element is one that the skeleton prints under goals only."""
    return element.kind is ElementKind.STATUS or (
        element.kind is ElementKind.HEADING
        and element.section_kind in (SectionKind.BESKRIVNING, SectionKind.FORVANTAT_RESULTAT, SectionKind.ARBETSSATT)
    )


def _next_levels(elements: Sequence[Element]) -> list[Level | None]:
    """For each element the level of the next goal heading behind it."""
    levels: list[Level | None] = []
    level: Level | None = None
    for element in reversed(elements):
        levels.append(level)
        if element.goal is not None:
            level = element.goal.level
    return levels[::-1]


def _caption(texts: Sequence[str]) -> str:
    """The paragraphs right above a table, the nearest first, without amounts: their unit is not the table's."""
    return " ".join(_AMOUNT.sub(" ", text) for text in reversed(texts[-MAX_CAPTION:]))


def _join_parts(parts: Sequence[tuple[str, bool]]) -> str:
    """Paragraphs parted by a blank line, list items one a line beginning with "- "."""
    text = ""
    in_list = False
    for part, is_item in parts:
        gap = "" if not text else "\n" if is_item and in_list else "\n\n"
        text += f"{gap}{'- ' if is_item else ''}{part}"
        in_list = is_item
    return text
