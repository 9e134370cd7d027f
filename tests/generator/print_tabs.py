"""Pages -> lines, in the two forms that keep a row on a line: TABS, and VISION with its light markup.

In: a page's pieces. Out: its lines, without furniture. A paragraph is one line however long; the cells of a row are
parted by tabs; blocks are parted by a blank line.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.blocks import CoverBlock, HeadingBlock, Role, Row, RowKind, StatusBlock, TableBlock
from generator.dice import Dice
from generator.layout import ListPart, Page, ParagraphPart, Piece, TablePart, TocPart
from generator.model import Mark


@dataclass(frozen=True, slots=True)
class TabStyle:
    """Habits of one converter: what it writes before list items, how it marks bold and italics, how it sets the contents.

    `trailing_tabs` is false for one that strips white space from the ends of lines.
    """

    bullet: str = "- "
    bold_headings: bool = False
    markup: bool = False
    dot_leaders: bool = False
    trailing_tabs: bool = True
    address_on_one_line: bool = False


def draw_tab_style(dice: Dice, *, vision: bool) -> TabStyle:
    """A converter's habits."""
    return TabStyle(
        bullet=dice.pick(("- ", "- ", "-", "• ")),
        bold_headings=vision and dice.chance(0.25),
        markup=vision,
        dot_leaders=dice.chance(0.4),
        trailing_tabs=dice.chance(0.9),
        address_on_one_line=dice.chance(0.2),
    )


@dataclass(slots=True)
class TabPrinter:
    """Prints the pages of one document, one after the other."""

    style: TabStyle
    dice: Dice
    lines: list[str] = field(default_factory=list)

    def page(self, page: Page) -> list[str]:
        """The page's lines, beginning and ending with something printed."""
        self.lines = []
        for piece in page.pieces:
            tight = isinstance(piece, ParagraphPart) and piece.tight
            if self.lines and not tight:
                self.lines.append("")
            self._piece(piece)
        return self.lines

    def _piece(self, piece: Piece) -> None:
        if isinstance(piece, CoverBlock):
            self._cover(piece)
        elif isinstance(piece, TocPart):
            self._contents(piece)
        elif isinstance(piece, HeadingBlock):
            self._heading(piece)
        elif isinstance(piece, StatusBlock):
            self.lines.append(marked(piece.mark, piece.text))
        elif isinstance(piece, ParagraphPart):
            self.lines.append(piece.text)
        elif isinstance(piece, ListPart):
            self._list(piece)
        else:
            self._table(piece)

    def _cover(self, block: CoverBlock) -> None:
        for place, group in enumerate(block.groups):
            if place:
                self.lines.append("")
            texts = [line.text for line in group]
            if group[0].role is Role.BRAND:
                if self.style.markup:
                    self.lines += [f"**{texts[0]}", f"{texts[1]}**"]
                continue
            if self.style.address_on_one_line and group[-1].role is Role.MEETING:
                texts[-2:] = [" ".join(texts[-2:])]
            if group[0].role is Role.CONTACT:
                texts = [part for text in texts for part in (text, "")][:-1]
            self.lines += texts

    def _contents(self, part: TocPart) -> None:
        if part.heading:
            self.lines += [self._strong(part.heading), ""]
        for entry in part.entries:
            dots = "....." if entry.dots and self.style.dot_leaders else ""
            self.lines.append(f"{entry.text}{dots}\t{entry.page}")

    def _heading(self, block: HeadingBlock) -> None:
        title = block.title
        if block.italic:
            title = f"<i>{title}</i>" if self.style.markup else f"*{title}*"
        if not block.label:
            self.lines.append(self._strong(title))
        elif block.one_line:
            self.lines.append(self._strong(f"{block.label} {title}"))
        else:
            self.lines += [self._strong(block.label), self._strong(title)]

    def _strong(self, text: str) -> str:
        return f"**{text}**" if self.style.bold_headings else text

    def _list(self, part: ListPart) -> None:
        if part.rest:
            self.lines += [part.rest, *([""] if part.items else [])]
        for place, item in enumerate(part.items):
            self.lines.append(f"{part.start + place}. {item}" if part.ordered else f"{self.style.bullet}{item}")

    def _table(self, part: TablePart) -> None:
        table = part.table
        self.lines.append("\t".join(table.header))
        rows = [part.rest, *part.rows] if part.rest else part.rows
        self.lines += [self._row(table, row) for row in rows]

    def _row(self, table: TableBlock, row: Row) -> str:
        first, *others = row.cells
        if row.kind is RowKind.ANALYSIS:
            others = [""] * (len(table.header) - 1)
        if row.kind is RowKind.GROUP and self.style.markup:
            first = f"<i>{first}</i>"
        line = "\t".join((marked(row.mark, first), *others))
        return line if self.style.trailing_tabs else line.rstrip("\t")


def marked(mark: Mark | None, text: str) -> str:
    """The text behind its mark; a lost mark leaves a blank."""
    return text if mark is None else f"{mark.glyph} {text}"
