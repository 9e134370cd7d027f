"""Which lines are headings.

In: a position in the body, the element before it. Out: whether the line is a heading, and of which kind.

Order of evidence: a word of the vocabulary; the source's tag; the line's style, where the source has styles; the line's
looks and what stands around it. A line of prose that lacks its dot is told from a heading by what follows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from parsers.body import SHORT_LINE, Body
from parsers.columns import Columns
from parsers.elements import Element, ElementKind
from parsers.matching import Matcher, split_bullet
from parsers.plan import SectionKind
from parsers.prose import MAX_HEADING, Prose, is_finished

LONG_PROSE = 150
"""Characters of a line that is surely prose."""
MAX_KNOWN = 70
"""Characters of the longest heading of a vocabulary, its year counted."""
MIN_PROSE = 50
"""Characters of a paragraph's first line that a heading stands on."""
MIN_SENTENCE = 6
"""Words of a finished line that is surely a sentence."""

_WORD = regex.compile(r"\p{L}{2}")
_TRAILING_YEAR = regex.compile(r"\s(?:år\s)?(?:19|20)\d{2}$")
_BOLD_LINE = regex.compile(r"^\s*(?:\*\*.+\*\*|#{1,6}\s.+|<b>.+</b>)\s*$")
_NUMBERED = regex.compile(r"^\d{1,2}[.)]\s+\p{Lu}")
_DASHED = ("–", "—")


class Headings:
    """Finds the headings of one body; `elements` is the list that the classifier fills."""

    def __init__(
        self,
        body: Body,
        matcher: Matcher,
        columns: Columns,
        prose: Prose,
        numbered: Mapping[int, object],
        elements: Sequence[Element],
    ) -> None:
        self._body = body
        self._matcher = matcher
        self._columns = columns
        self._prose = prose
        self._numbered = numbered
        self._elements = elements

    def is_goal(self, position: int) -> bool:
        """Whether a line begins with a goal's label or is a numbered goal heading."""
        return (
            self._body.lines[position].number in self._numbered
            or self._matcher.goal_label(self._body.texts[position]) is not None
        )

    def known_word(self, position: int, *, exact: bool = True) -> str | None:
        """The kind of a heading of the vocabulary; "" for one without a kind; None where the line is none."""
        text = self._body.texts[position]
        if len(text) > MAX_KNOWN or not text[:1].isupper() or text[-1:] in ".,;":
            return None
        bare = _TRAILING_YEAR.sub("", text) if text[-1].isdigit() else text
        matcher = self._matcher
        if exact and matcher.known_headings.find(bare, exact=True) is None:
            return None
        kind = matcher.section_kinds.find(bare, exact=exact)
        if kind:
            return kind
        for lexicon in (
            matcher.closing_chapters,
            matcher.tail_chapters,
            matcher.opening_headings,
            matcher.front_headings,
        ):
            if lexicon.find(bare, exact=exact):
                return ""
        return "" if matcher.generic_headings.find(bare, exact=True) else None

    def known(self, position: int) -> str | None:
        """As known_word, where the line is no part of a wrapped paragraph; a misread word has to stand alone."""
        kind = self.known_word(position)
        if kind:
            return kind
        if not self._stands_alone(position):
            return None
        return kind if kind is not None else self.known_word(position, exact=False)

    def begins_other(self, position: int) -> bool:
        """Whether a line begins something that is neither prose nor a heading of the author's own."""
        return (
            self._body.rows[position]
            or self.is_goal(position)
            or self.known_word(position) is not None
            or self._columns.begins_header(self._body.texts[position])
        )

    def is_heading(self, position: int) -> bool:
        """Whether a line that the vocabulary does not know is a heading."""
        text, line = self._body.texts[position], self._body.lines[position]
        if self._body.rows[position]:
            return False
        if line.tag and line.tag[:1] == "H" and line.tag[1:].isdigit():
            return len(text) <= 2 * MAX_HEADING
        if self.is_appendix(text):
            return self._opens_appendix(position)
        return not self._is_caption(text) and self._looks_set_apart(position)

    def _looks_set_apart(self, position: int) -> bool:
        """Whether a line is a heading by its markup, its style or its neighbours."""
        text, line = self._body.texts[position], self._body.lines[position]
        if split_bullet(text)[0] and not self._is_item_like_heading(position):
            return False
        if _BOLD_LINE.match(line.text) and len(text) <= MAX_HEADING and not text.endswith("."):
            return not text[:1].islower()
        if self._body.styled:
            if self._body.set_as_heading(position):
                return len(text) <= MAX_HEADING and bool(_WORD.search(text))
            return self._tops_paragraph(position) or self._names_unit(position) or self._set_in_colour(position)
        if not self._prose.looks_like_heading(text):
            return False
        return self._parts_lines(position) if self._body.document.wrapped else self._isolated(position)

    def wraps(self, last: int, following: int) -> bool:
        """Whether a heading goes on in the next line; only styles can tell."""
        if following >= len(self._body) or not self._body.texts[following] or not self._body.styled:
            return False
        if self.begins_other(following) or not self._body.set_as_heading(following):
            return False
        goes_on = self._body.texts[following][:1].islower() or not self._body.room(last)
        return goes_on and self._body.same_style(last, following)

    def _is_item_like_heading(self, position: int) -> bool:
        """Whether a line with a dash or a number in front is a heading: it is no list, and what it heads follows."""
        text = self._body.texts[position]
        following = self._body.next_printed(position + 1)
        if following is None or not (text.startswith(_DASHED) or _NUMBERED.match(text)):
            return False
        after = self._body.texts[following]
        if split_bullet(after)[0] or self._is_item(position):
            return False
        return self._heads(following) and not (self._elements and self._elements[-1].kind is ElementKind.ITEM)

    def _is_item(self, position: int) -> bool:
        """Whether a line stands in a list: the line directly before or after it is an item."""
        texts = self._body.texts
        return (position > 0 and bool(texts[position - 1])) or (position + 1 < len(texts) and bool(texts[position + 1]))

    def _heads(self, following: int) -> bool:
        """Whether what follows can stand under a heading: a sentence, a list, a table or another heading."""
        after = self._body.texts[following]
        sentence = len(after) > LONG_PROSE or (is_finished(after) and len(after.split()) >= MIN_SENTENCE)
        return sentence or self.begins_other(following) or split_bullet(after)[0]

    def _tops_paragraph(self, position: int) -> bool:
        """Whether a line of the body's own style stands directly on a paragraph as a heading of a low level does."""
        body, following = self._body, position + 1
        if following >= len(body) or not body.texts[following] or not body.parted(position):
            return False
        return (
            self._prose.looks_like_heading(body.texts[position])
            and not self.begins_other(following)
            and len(body.texts[following]) > MIN_PROSE
            and self._parts_lines(position)
        )

    def _set_in_colour(self, position: int) -> bool:
        """Whether a line of the body's size and weight is set in a colour below a blank line, and the next one is not."""
        body = self._body
        return (
            body.lines[position].coloured
            and body.parted(position)
            and (position + 1 >= len(body) or not body.lines[position + 1].coloured)
            and self._prose.looks_like_heading(body.texts[position])
            and self._parts_lines(position)
        )

    def _names_unit(self, position: int) -> bool:
        """Whether a line is the unit's name under "Analys", where that heading, too, is set in the body's own style."""
        before = self._elements[-1] if self._elements else None
        if before is None or before.kind is not ElementKind.HEADING or before.section_kind != SectionKind.ANALYS:
            return False
        above = next((index for index in range(position - 1, -1, -1) if self._body.texts[index]), None)
        if above is None or self._body.set_as_heading(above) or not self._body.parted(position):
            return False
        following = self._body.next_printed(position + 1)
        apart = following is not None and following > position + 1 and self.known_word(following) is not None
        return apart and self._prose.looks_like_heading(self._body.texts[position])

    def _isolated(self, position: int) -> bool:
        """A paragraph a line: a heading has blank lines around it and does not go on a list or a lead-in."""
        body = self._body
        if not body.parted(position) and not body.rows[position - 1]:
            return False
        following = body.next_printed(position + 1)
        if following is None:
            return not self._is_only_text(position, following)
        after = body.texts[following]
        if after[:1].islower() and not body.rows[following]:
            return False
        if following == position + 1 and len(after) < LONG_PROSE and not self.begins_other(following):
            return False
        return self._parts(position, following)

    def _parts_lines(self, position: int) -> bool:
        """Wrapped text: a line that was ended on purpose, after one that ended, before one that begins."""
        body = self._body
        if len(body.texts[position]) > SHORT_LINE * body.width and not body.room(position):
            return False
        if not self._stands_alone(position):
            return False
        following = body.next_printed(position + 1)
        if following == position + 1 and (body.texts[following][:1].islower() or not body.room(position)):
            return False
        return self._parts(position, following)

    def _parts(self, position: int, following: int | None) -> bool:
        """Whether a line that looks like a heading parts what stands before it from what follows."""
        if self._elements and following is not None:
            before = self._elements[-1]
            if before.kind in (ElementKind.PARAGRAPH, ElementKind.ITEM):
                lead_in = before.text.endswith((":", ","))
                if self._is_loose_item() or (lead_in and not self._heads(following)):
                    return False
                if before.text.endswith(","):
                    return False
        return not self._is_only_text(position, following)

    def _is_loose_item(self) -> bool:
        """Whether the element before is a line of a list without bullets, under its lead-in or a known heading."""
        for loose, element in enumerate(reversed(self._elements)):
            if element.kind is ElementKind.HEADING:
                return loose > 0 and bool(element.section_kind)
            if element.kind is not ElementKind.PARAGRAPH:
                return False
            if element.text.endswith(":"):
                return loose > 0
            if is_finished(element.text) or len(element.text) > MAX_HEADING:
                return False
        return False

    def _is_only_text(self, position: int, following: int | None) -> bool:
        """Whether headings here would leave the heading above them without any text: they are its text."""
        before = self._elements[-1] if self._elements else None
        if before is None or before.kind is not ElementKind.HEADING or not before.section_kind:
            return False
        if before.section_kind == SectionKind.ANALYS:
            return False
        while following is not None and not self.begins_other(following):
            text = self._body.texts[following]
            if len(text) > MAX_HEADING or is_finished(text) or split_bullet(text)[0]:
                return False
            following = self._body.next_printed(following + 1)
        return True

    def _stands_alone(self, position: int) -> bool:
        """Whether a line is no part of a wrapped paragraph around it."""
        body = self._body
        if not body.document.wrapped or position == 0 or not body.texts[position - 1]:
            return True
        return is_finished(body.texts[position - 1]) or body.room(position - 1) or body.rows[position - 1]

    def _is_caption(self, text: str) -> bool:
        word = text.split(maxsplit=1)[0].casefold()
        captions = self._matcher.vocabulary.caption_words
        return len(text) < MAX_KNOWN and word in captions and self._columns.money_unit(text) is not None

    def is_appendix(self, text: str) -> bool:
        """Whether a line names an appendix: in a list of them, or at its head."""
        return self._matcher.is_appendix(text)

    def _opens_appendix(self, position: int) -> bool:
        """Whether a line that names an appendix stands at its head: alone, and in no list of appendices."""
        body, text = self._body, self._body.texts[position]
        following = body.next_printed(position + 1)
        before = next((body.texts[index] for index in range(position - 1, -1, -1) if body.texts[index]), "")
        if following is None or not body.parted(position) or len(text) > MAX_HEADING:
            return False
        if following == position + 1 and len(text.split()) > 2:
            return False
        listed = self.is_appendix(before) or self.is_appendix(body.texts[following])
        return not listed and self._matcher.tail_chapters.find(before, exact=True) is None
