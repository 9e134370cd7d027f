"""The lines of a document's body with what can be measured of them: texts, width, style, room, rows of tables.

In: the document without its cover, contents and furniture. Out: judgements about single lines and their neighbours. It
knows no heading and no goal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extract.document import Document, Line
from parsers.matching import as_printed, plain

SHORT_LINE = 0.8
"""Share of the page's width: a line that had room for the next word within it was ended on purpose."""
SHORT_SENTENCE = 0.92
"""The same for a line that ends a sentence."""
HEADING_SIZE = 1.08
"""Times the body's font size from which a line is set as a heading."""
SAME_SIZE = 0.6
"""Points that the font sizes of two lines of one heading may differ by."""
EDGE = 0.9
"""Share of a page's lines that end before its right edge."""


class Body:
    """The body's lines in reading order; positions count from 0."""

    def __init__(self, document: Document, lines: Sequence[Line]) -> None:
        self.document = document
        self.lines = list(lines)
        self.texts = [as_printed(plain(line.text)) for line in lines]
        self.width = _page_width(self.texts) if document.wrapped else 0
        self._body_size, self.styled = _body_style(lines)
        self._edges = _right_edges(lines)
        self.rows: list[bool] = [line.grid is not None for line in lines]
        """Whether a line is a row of a table; the classifier takes rows back that are none."""

    def __len__(self) -> int:
        return len(self.lines)

    def next_printed(self, position: int) -> int | None:
        """The first line from a position on that is not blank."""
        for index in range(position, len(self.texts)):
            if self.texts[index]:
                return index
        return None

    def parted(self, position: int) -> bool:
        """Whether a blank line or a page's edge stands above a line."""
        if position == 0 or not self.texts[position - 1]:
            return True
        return self.lines[position].page != self.lines[position - 1].page

    def room(self, position: int, share: float = SHORT_LINE) -> bool:
        """Whether the next line's first word would have had room on this line: it was ended on purpose."""
        if position + 1 >= len(self.lines) or not self.texts[position + 1]:
            return True
        line, text = self.lines[position], self.texts[position]
        word = self.texts[position + 1].split(maxsplit=1)[0]
        right = self._edges.get(line.page or 0)
        if line.bbox is not None and right is not None and text:
            pitch = (line.bbox.x1 - line.bbox.x0) / len(text)
            return line.bbox.x1 + (len(word) + 1) * pitch < right
        return len(text) + 1 + len(word) < share * self.width

    def same_style(self, first: int, second: int) -> bool:
        """Whether two lines are set alike; True where the source has no styles."""
        a, b = self.lines[first], self.lines[second]
        if not self.styled or a.size is None or b.size is None:
            return True
        return abs(a.size - b.size) < SAME_SIZE and a.bold == b.bold

    def set_as_heading(self, position: int) -> bool:
        """Whether a line is larger than the body's text, or bold; False where the source has no styles."""
        line = self.lines[position]
        return self.styled and (line.bold or (line.size is not None and line.size > self._body_size * HEADING_SIZE))


def _page_width(texts: Sequence[str]) -> int:
    lengths = sorted(len(text) for text in texts if text)
    return lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0


def _body_style(lines: Sequence[Line]) -> tuple[float, bool]:
    """The font size of most characters, and whether the lines' styles differ at all."""
    sizes: Counter[float] = Counter()
    bold = 0
    for line in lines:
        if line.size is not None and line.grid is None:
            sizes[round(line.size, 1)] += len(line.text)
            bold += len(line.text) if line.bold else 0
    total = sizes.total()
    if not total:
        return 0.0, False
    body = sizes.most_common(1)[0][0]
    larger = sum(count for size, count in sizes.items() if size > body * HEADING_SIZE)
    return body, 0 < larger + bold < total / 2


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    """Page to where its lines end on the right."""
    ends: dict[int, list[float]] = {}
    for line in lines:
        if line.bbox is not None and line.page is not None and line.grid is None and line.text.strip():
            ends.setdefault(line.page, []).append(line.bbox.x1)
    return {page: sorted(edges)[int(EDGE * (len(edges) - 1))] for page, edges in ends.items()}
