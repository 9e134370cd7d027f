"""The tag tree to tables and to the roles of words.

In: a page's tags and words. Out: grids of the Table elements, and for each marked content the structure type it stands
in (H1..H6, P, LI, TOCI). A tree is used only where it covers the page's words and its tables have rows of cells; an
empty or mislabelled tree is as good as none. It never looks at where words stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.cells import RawCell, RawGrid, words_to_text
from extract.document import Evidence
from extract.page_content import PageContent, Tag, Word
from extract.rows import words_to_box

COVERED = 0.9
"""Share of the page's words that a usable tree covers; artifacts (header, footer, page number) are not in it."""
ROLES = frozenset(
    {"H", "H1", "H2", "H3", "H4", "H5", "H6", "P", "LI", "LBody", "Lbl", "TOCI", "TOC", "Title", "Caption"}
)
NAMES = {"LBody": "LI", "Lbl": "LI", "TOC": "TOCI", "H": "H1"}
GROUPS = frozenset({"THead", "TBody", "TFoot"})
MOST_COLUMNS = 40
"""Cells of the widest row that can be a table's."""


@dataclass(frozen=True, slots=True)
class TagTree:
    """The usable part of a tree: its tables, and the structure type of each marked content."""

    tables: tuple[Tag, ...]
    roles: dict[int, str]

    def grids_of(self, words: Sequence[Word]) -> tuple[list[RawGrid], list[Word]]:
        """Words to the grids of the tree's tables, and the words outside them."""
        if not self.tables:
            return [], list(words)
        by_mcid: dict[int, list[Word]] = {}
        for word in words:
            by_mcid.setdefault(word.mcid, []).append(word)
        grids = []
        used: set[int] = set()
        for table in self.tables:
            grid = table_to_grid(table, by_mcid)
            if grid:
                grids.append(grid)
                used.update(all_mcids(table))
        return grids, [word for word in words if word.mcid not in used]


def read_tags(content: PageContent) -> TagTree:
    """A page's tags to the usable tree; an empty one where the tags do not cover the page's words."""
    roles: dict[int, str] = {}
    known: set[int] = set()
    for tag in content.tags:
        collect_roles(tag, None, roles, known)
    covered = sum(word.mcid in known for word in content.words)
    marked = sum(word.mcid >= 0 for word in content.words)
    if not content.words or covered < COVERED * marked or marked < 0.5 * len(content.words):
        return TagTree((), {})
    return TagTree(tuple(table for tag in content.tags for table in find_tables(tag)), roles)


def collect_roles(tag: Tag, role: str | None, roles: dict[int, str], known: set[int]) -> None:
    """Marked contents to the nearest structure type above them that says something."""
    if tag.type in ROLES and not (tag.type == "P" and role):
        role = NAMES.get(tag.type, tag.type)
    for mcid in tag.mcids:
        known.add(mcid)
        if role:
            roles[mcid] = role
    for child in tag.children:
        collect_roles(child, role, roles, known)


def find_tables(tag: Tag) -> Iterator[Tag]:
    """Table elements with at least one row of two cells, outermost first; tables used for layout are looked into."""
    if tag.type == "Table" and any(len(row_cells(row)) > 1 for row in table_rows(tag)):
        yield tag
        return
    for child in tag.children:
        yield from find_tables(child)


def table_rows(tag: Tag) -> list[Tag]:
    """The TR elements of a table."""
    rows = []
    for child in tag.children:
        if child.type == "TR":
            rows.append(child)
        elif child.type in GROUPS:
            rows += [row for row in child.children if row.type == "TR"]
    return rows


def row_cells(row: Tag) -> list[Tag]:
    """The TH and TD elements of a row."""
    return [cell for cell in row.children if cell.type in ("TH", "TD")]


def all_mcids(tag: Tag) -> Iterator[int]:
    """Marked contents of an element and all below it."""
    yield from tag.mcids
    for child in tag.children:
        yield from all_mcids(child)


def table_to_grid(table: Tag, by_mcid: dict[int, list[Word]]) -> RawGrid | None:
    """A Table element to a grid of what stands on this page; null where nothing does."""
    placed = [place_cells(row) for row in table_rows(table)]
    width = max((column + cell.column_span for row in placed for column, cell in row), default=0)
    if not 2 <= width <= MOST_COLUMNS:
        return None
    rooms = column_rooms(placed, by_mcid, width)
    rows = []
    used: list[Word] = []
    for row in placed:
        cells = [RawCell("")] * width
        words_in_row: list[Word] = []
        for column, cell in row:
            words = [word for mcid in all_mcids(cell) for word in by_mcid.get(mcid, ())]
            words_in_row += words
            text = words_to_text(words, rooms[column] if cell.column_span == 1 else 1e6) or (actual_text(cell) or "")
            cells[column] = RawCell(text, words_to_box(words) if words else None, cell.type == "TH")
        if words_in_row:
            rows.append(cells)
            used += words_in_row
    return RawGrid(rows, Evidence.TAGS, words_to_box(used)) if rows else None


def place_cells(row: Tag) -> list[tuple[int, Tag]]:
    """A row's cells with the column each begins in."""
    placed = []
    column = 0
    for cell in row_cells(row):
        placed.append((column, cell))
        column += max(cell.column_span, 1)
    return placed


def column_rooms(
    placed: Sequence[Sequence[tuple[int, Tag]]], by_mcid: dict[int, list[Word]], width: int
) -> list[float]:
    """The room for text in each column: from its leftmost word to its rightmost one."""
    left, right = [1e9] * width, [0.0] * width
    for row in placed:
        for column, cell in row:
            if cell.column_span != 1:
                continue
            for mcid in all_mcids(cell):
                for word in by_mcid.get(mcid, ()):
                    left[column] = min(left[column], word.x0)
                    right[column] = max(right[column], word.x1)
    return [max(end - start, 0.0) for start, end in zip(left, right, strict=True)]


def actual_text(tag: Tag) -> str | None:
    """The replacement text of an element or of the first below it that has one."""
    if tag.text:
        return tag.text
    return next((text for child in tag.children if (text := actual_text(child))), None)
