"""Pages -> lines, in the form that loses tabs: lines end where the page's width ends, cells run together.

In: a page's pieces. Out: its lines, without furniture. The rules are a converter's that writes a cell at a time: cells
of one line follow each other on it with a blank between; a cell of several lines ends its own line and is followed by a
blank line; a row is followed by a blank line; empty cells leave nothing. A line that goes on ends in a blank. The first
line of a page begins with one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.blocks import CoverBlock, HeadingBlock, Role, Row, RowKind, StatusBlock
from generator.dice import Dice
from generator.layout import ListPart, Page, ParagraphPart, Piece, TablePart, TocPart, cell_lines, cell_width
from generator.print_tabs import marked
from generator.wrap import HEADING_WIDTH, PAGE_WIDTH, flow, wrap

VOWELS = frozenset("aeiouyåäöAEIOUYÅÄÖ")


@dataclass(slots=True)
class WrappedPrinter:
    """Prints the pages of one document; `compact` holds until the first goal heading."""

    dice: Dice
    compact: bool = False
    hyphenate: bool = False
    lines: list[str] = field(default_factory=list)
    in_toc: bool = False

    def page(self, page: Page) -> list[str]:
        """The page's lines; the first one begins with a blank, except on the first page."""
        self.lines = []
        for piece in page.pieces:
            if isinstance(piece, HeadingBlock) and piece.goal:
                self.compact = False
            tight = isinstance(piece, ParagraphPart) and piece.tight
            if self.lines and self.lines[-1] and not tight and not self.compact:
                self.lines.append("")
            self._piece(piece)
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        if self.lines and page.number > 1:
            self.lines[0] = f" {self.lines[0]}"
        return self.lines

    def _piece(self, piece: Piece) -> None:
        if isinstance(piece, CoverBlock):
            self._cover(piece)
        elif isinstance(piece, TocPart):
            self._contents(piece)
        elif isinstance(piece, HeadingBlock):
            for line in piece.lines:
                self.lines += flow(line, HEADING_WIDTH)
        elif isinstance(piece, StatusBlock):
            self.lines.append(marked(piece.mark, piece.text))
        elif isinstance(piece, ParagraphPart):
            self._paragraph(piece)
        elif isinstance(piece, ListPart):
            self._list(piece)
        else:
            self._table(piece)

    def _paragraph(self, part: ParagraphPart) -> None:
        self.lines += flow(part.text, PAGE_WIDTH, self._syllable if self.hyphenate else None)
        if not part.ends:
            self.lines[-1] += " "
        elif self.dice.chance(0.06):
            self.lines[-1] += " " * self.dice.pick((1, 2, 14))

    def _syllable(self, word: str) -> int:
        """How many letters of a word stay before a hyphen: at least four, cut between two consonants after a vowel."""
        if not word.rstrip(".,").isalpha() or not self.dice.chance(0.5):
            return 0
        fits = [
            at
            for at in range(4, min(len(word) - 4, 7))
            if word[at - 2] in VOWELS and word[at - 1] not in VOWELS and word[at] not in VOWELS and word[at].islower()
        ]
        return fits[0] if fits else 0

    def _cover(self, block: CoverBlock) -> None:
        for group in block.groups:
            if group[0].role is Role.BRAND:
                continue
            if self.lines:
                self.lines.append("")
            for line in group:
                self.lines += flow(line.text, HEADING_WIDTH)

    def _contents(self, part: TocPart) -> None:
        if part.heading:
            self.lines += [part.heading, ""]
        for entry in part.entries:
            lines = flow(entry.text, PAGE_WIDTH - 8)
            leader = " " + "." * max(3, int(PAGE_WIDTH - 6 - len(lines[-1]))) if entry.dots else ""
            lines[-1] += f"{leader} {entry.page}"
            self.lines += lines

    def _list(self, part: ListPart) -> None:
        if part.rest:
            self.lines += flow(part.rest, PAGE_WIDTH - 3)
        for place, item in enumerate(part.items):
            lines = wrap(item, PAGE_WIDTH - 3)
            self.lines.append(f"{part.start + place}. {lines[0]}" if part.ordered else f"• {lines[0]}")
            self.lines += [f"  {line}" for line in lines[1:]]

    def _table(self, part: TablePart) -> None:
        table = part.table
        head = [flow(text, cell_width(table, column)) for column, text in enumerate(table.header)]
        if table.kind != "budget" or self.dice.chance(0.5):
            head = [[text] for text in table.header] if sum(map(len, table.header)) < 70 else head
        start = len(self.lines)
        self._cells(head)
        self.lines[start] = f" {self.lines[start]}"
        rows = [part.rest, *part.rows] if part.rest else list(part.rows)
        dense = table.kind == "budget" and self.dice.chance(0.4)
        for place, row in enumerate(rows):
            self._row(part, row, rest=place == 0 and part.rest is not None)
            if dense and self.lines[-1] == "" and place + 1 < len(rows):
                self.lines.pop()
        if self.lines[-1]:
            self.lines.append("")

    def _row(self, part: TablePart, row: Row, *, rest: bool) -> None:
        if row.kind is RowKind.ANALYSIS:
            self.lines += flow(row.cells[0], PAGE_WIDTH)
            self.lines.append("")
            return
        cells = cell_lines(part.table, row)
        if row.mark is not None and not rest:
            cells[0] = [marked(row.mark, cells[0][0]), *cells[0][1:]]
        self._cells(cells)

    def _cells(self, cells: list[list[str]]) -> None:
        line = ""
        for cell in cells:
            if cell == [""]:
                continue
            line = f"{line} {cell[0]}" if line else cell[0]
            if len(cell) > 1:
                self.lines += [line, *cell[1:], ""]
                line = ""
        if line:
            self.lines += [line, ""]
