"""Goal headings: their labels, codes and titles, on one line or on several.

In: a position in the body. Out: the goal heading that begins there and the position behind it. A title ends at a blank
line, at anything that begins something else, or where a line was ended on purpose; the contents know it whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from parsers.body import Body
from parsers.columns import Columns
from parsers.elements import GoalHeading
from parsers.headings import LONG_PROSE, Headings
from parsers.matching import Label, Matcher, split_bullet, split_code, squash
from parsers.numbered import Numbered
from parsers.plan import Level
from parsers.prose import is_finished, join_wrapped

MAX_TITLE_LINES = 6
"""Lines that a goal's title may wrap over."""
NARROW_LINE = 0.5
"""Share of the page's lines below whose length a line of a title ends it when a capital follows."""

_COLON = regex.compile(r"\w[:;](?!s\b)|\.\s+\d")

_YEAR = regex.compile(r"(?:19|20)\d\d\.?")


class Titles:
    """Reads the goal headings of one body."""

    def __init__(
        self,
        body: Body,
        matcher: Matcher,
        columns: Columns,
        headings: Headings,
        numbered: Mapping[int, Numbered],
        announced: Sequence[GoalHeading],
    ) -> None:
        self._body = body
        self._matcher = matcher
        self._columns = columns
        self._headings = headings
        self._numbered = numbered
        self._announced = {
            (goal.level, goal.code): squash(goal.title) for goal in announced if goal.code and goal.title
        }

    def read(self, position: int) -> tuple[GoalHeading, int] | None:
        """The goal heading that begins at a position and the position behind it; None where none does."""
        numbered = self._numbered.get(self._body.lines[position].number)
        if numbered is not None:
            return self._title(position, *self._without_label(*numbered))
        label = self._matcher.goal_label(self._body.texts[position])
        if label is None or not self._is_goal(position, label):
            return None
        level = Level(label.level)
        code, title = None, label.rest
        if self._is_numbered(level):
            code, title = split_code(label.rest)
            code = code or label.number
        return self._title(position, level, code, title)

    def _without_label(self, level: Level, code: str, title: str) -> tuple[Level, str, str]:
        """A numbered title without the label of its level: a number that Word counts stands in front of the label."""
        label = self._matcher.goal_label(title)
        return level, code, label.rest if label is not None and Level(label.level) is level else title

    def ends_title(self, position: int) -> bool:
        """Whether a line cannot go on with a title or a paragraph: it begins something else."""
        text = self._body.texts[position]
        return (
            self._body.rows[position]
            or self._headings.is_goal(position)
            or self._headings.known_word(position) is not None
            or self._matcher.goal_status(text) is not None
            or (self._columns.begins_header(text) and self._columns.opens_header(text))
            or (split_bullet(text)[0] and not split_code(text)[0] and not self._body.set_as_heading(position))
        )

    def _is_numbered(self, level: Level) -> bool:
        return level in self._matcher.vocabulary.numbered_levels

    def _is_goal(self, position: int, label: Label) -> bool:
        """Whether a label is a goal's and not a word of prose: the label's looks, its code and its title's capital."""
        text = self._body.texts[position]
        following = self._body.next_printed(position + 1)
        coded_below = following is not None and split_code(self._body.texts[following])[0] is not None
        level = Level(label.level)
        if not label.rest and not _COLON.search(text):
            return coded_below if self._is_numbered(level) else self._leads_to_skeleton(position)
        if self._is_numbered(level) and not label.named:
            return label.number is not None or split_code(label.rest)[0] is not None or (not label.rest and coded_below)
        return not (label.rest[:1].islower() and label.is_phrase)

    def _leads_to_skeleton(self, position: int) -> bool:
        """Whether a bare label has a title below it, and behind that what the skeleton prints under goals."""
        body = self._body
        following = body.next_printed(position + 1)
        if following is None or not body.parted(position) or self.ends_title(following):
            return False
        for _ in range(MAX_TITLE_LINES):
            if following is None or len(body.texts[following]) > LONG_PROSE:
                return False
            if self._headings.known_word(following) or self._matcher.goal_status(body.texts[following]):
                return True
            if body.rows[following] or self._headings.is_goal(following):
                return True
            following = body.next_printed(following + 1)
        return False

    def _title(self, position: int, level: Level, code: str | None, title: str) -> tuple[GoalHeading, int]:
        last = position
        if not title:
            first = self._body.next_printed(position + 1)
            if first is not None and not self.ends_title(first):
                title, last = self._body.texts[first], first
                if self._is_numbered(level):
                    own, title = split_code(title)
                    code = own or code
        for _ in range(MAX_TITLE_LINES):
            following = self._goes_on(last, title, level, code)
            if following is None:
                break
            title, last = join_wrapped(title, self._body.texts[following]), following
        return GoalHeading(level, code, title or None), last + 1

    def _goes_on(self, last: int, title: str, level: Level, code: str | None) -> int | None:
        """The position of the line that goes on with a title, or None."""
        body = self._body
        following = body.next_printed(last + 1)
        if not title or following is None:
            return None
        text = body.texts[following]
        announced = self._announced.get((level, code)) if code else None
        if announced == squash(title):
            return None
        if announced and announced.startswith(squash(join_wrapped(title, text))):
            return following
        return following if not self.ends_title(following) and self._is_rest(last, following, title) else None

    def _is_rest(self, last: int, following: int, title: str) -> bool:
        """Whether a line that begins nothing else goes on with a title that the contents do not know."""
        body, text = self._body, self._body.texts[following]
        lower = text[:1].islower() and not is_finished(title)
        if following > last + 1:
            return lower and len(text) < LONG_PROSE
        if lower or not body.same_style(last, following):
            return lower and body.same_style(last, following)
        if not body.document.wrapped or is_finished(title):
            return False
        if _YEAR.fullmatch(text):
            return True
        return body.reaches(last, NARROW_LINE) and not body.room(last)
