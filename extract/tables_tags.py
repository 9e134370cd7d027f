"""The tag tree to tables and to the roles of words.

In: a page's tags and words. Out: grids of the Table elements, and for each marked content the structure type it stands
in (H1..H6, P, LI, TOCI). A tree is used only where it covers the page's words and its tables have rows of cells; an
empty or mislabelled tree is as good as none. It never looks at where words stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.cells import RawCell, RawGrid, count_paragraphs, extents_to_rooms, words_extent, words_to_text
from extract.document import Evidence
from extract.header_rows import is_header_texts
from extract.page_content import PageContent, Tag, Word
from extract.rows import Row, words_to_box, words_to_rows
from extract.table_body import Column
from extract.tables_words import Header, known_header

COVERED = 0.9
"""Share of the page's words that a usable tree covers; artifacts (header, footer, page number) are not in it."""
ROLES = frozenset(
    {"H", "H1", "H2", "H3", "H4", "H5", "H6", "P", "LI", "LBody", "Lbl", "TOCI", "TOC", "Title", "Caption"}
)
NAMES = {"LBody": "LI", "Lbl": "LI", "TOC": "TOCI", "H": "H1"}
GROUPS = frozenset({"THead", "TBody", "TFoot"})
ABOVE = 80.0
"""Points: how far above a table the header that a printer repeats may begin."""
Placed = tuple[int, Tag, list[Word]]
MOST_COLUMNS = 40
"""Cells of the widest row that can be a table's."""


@dataclass(frozen=True, slots=True)
class TagTree:
    """The usable part of a tree: its tables, and the structure type of each marked content."""

    tables: tuple[Tag, ...]
    roles: dict[int, str]

    def grids_of(self, words: Sequence[Word]) -> list[RawGrid]:
        """Words to the grids of the tree's tables."""
        by_mcid: dict[int, list[Word]] = {}
        for word in words:
            by_mcid.setdefault(word.mcid, []).append(word)
        grids = (table_to_grid(table, by_mcid) for table in self.tables)
        return [grid for grid in grids if grid]

    def mcids_of(self, words: Sequence[Word]) -> set[int]:
        """The marked contents of the tables that can be read from these words."""
        by_mcid: dict[int, list[Word]] = {}
        for word in words:
            by_mcid.setdefault(word.mcid, []).append(word)
        return {mcid for table in self.tables if table_to_grid(table, by_mcid) for mcid in all_mcids(table)}


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
    """Table elements with at least one row of two columns, outermost first; tables used for layout are looked into."""
    if tag.type == "Table" and any(row_width(row_cells(row)) > 1 for row in table_rows(tag)):
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


def row_width(cells: Sequence[Tag]) -> int:
    """How many columns some cells take."""
    return sum(cell.column_span for cell in cells)


def all_mcids(tag: Tag) -> Iterator[int]:
    """Marked contents of an element and all below it."""
    yield from tag.mcids
    for child in tag.children:
        yield from all_mcids(child)


def table_to_grid(table: Tag, by_mcid: dict[int, list[Word]]) -> RawGrid | None:
    """A Table element to a grid of what stands on this page; null where nothing does, or columns cannot be told.

    Readers leave out cells without content, so that a row with fewer cells than the widest is put in its columns by
    where its words stand below those of the whole rows.
    """
    placed = [row for row in (place_cells(row, by_mcid) for row in table_rows(table)) if row]
    # Where a page break leaves rows of one cell only, such as an analysis, their spans tell how wide the table is.
    several = [row for row in placed if len(row) > 1] or placed
    width = max((row_width([cell for _, cell, _ in row]) for row in several), default=0)
    if not 2 <= width <= MOST_COLUMNS:
        return None
    if lacks_corner(placed, width):
        width += 1
        placed = [with_corner(row) for row in placed]
    extents = column_extents(placed, width)
    if extents is not None:
        placed = [align_cells(row, extents) for row in placed]
    elif any(len(row) > 1 and sum(cell.column_span for _, cell, _ in row) != width for row in placed):
        return None
    rooms = column_rooms(placed, width)
    rows = []
    for row in placed:
        cells = [RawCell("")] * width
        for column, cell, words in row:
            room = rooms[column] if cell.column_span == 1 and len(row) > 1 else 1e6
            text = words_to_text(words, room) or (actual_text(cell) or "")
            box = words_to_box(words) if words else None
            paragraphs = count_paragraphs(words) if len(placed) == 1 else 1
            cells[column] = RawCell(text, box, cell.type == "TH", paragraphs)
        rows.append(cells)
    used = [word for row in placed for _, _, words in row for word in words]
    return RawGrid(rows, Evidence.TAGS, words_to_box(used), cell_columns(rows)) if used else None


def cell_columns(rows: Sequence[Sequence[RawCell]]) -> tuple[tuple[float, float], ...]:
    """Left and right end of what stands in each column; an empty tuple where a column is empty. Texts over all are none's."""
    several = [row for row in rows if sum(bool(cell.box) for cell in row) > 1]
    columns = [[cell.box for cell in column if cell.box] for column in zip(*several, strict=True)]
    if not all(columns):
        return ()
    return tuple((min(box.x0 for box in boxes), max(box.x1 for box in boxes)) for boxes in columns)


def place_cells(row: Tag, by_mcid: dict[int, list[Word]]) -> list[Placed]:
    """A row's cells, each with the column it begins in and its words; empty where none stands on this page."""
    placed: list[Placed] = []
    column = 0
    for cell in row_cells(row):
        words = [word for mcid in all_mcids(cell) for word in by_mcid.get(mcid, ())]
        placed.append((column, cell, words))
        column += max(cell.column_span, 1)
    return placed if any(words for _, _, words in placed) else []


def lacks_corner(placed: Sequence[Sequence[Placed]], width: int) -> bool:
    """Whether the first cell of the whole rows is left out as empty: a cell that stands alone ends left of all theirs."""
    whole = [word.x0 for row in placed if len(row) == width for _, _, words in row for word in words]
    alone = [row[0] for row in placed if len(row) == 1]
    ends = [words_extent(words)[1] for _, cell, words in alone if cell.column_span == 1 and words]
    return bool(whole) and any(end < min(whole) for end in ends)


def with_corner(row: list[Placed]) -> list[Placed]:
    """A row of several cells with an empty one in front; what stands alone is the first."""
    if len(row) == 1:
        return row
    return [(0, Tag("TD"), []), *((column + 1, cell, words) for column, cell, words in row)]


def column_extents(placed: Sequence[Sequence[Placed]], width: int) -> list[tuple[float, float]] | None:
    """Left and right end of each column, by the words of the whole rows; null where columns lie over each other."""
    left, right = [1e9] * width, [0.0] * width
    for row in placed:
        if len(row) == width:
            for column, _, words in row:
                for word in words:
                    left[column] = min(left[column], word.x0)
                    right[column] = max(right[column], word.x1)
    if any(end <= start for start, end in zip(left, right, strict=True)):
        return None
    if any(one > other for one, other in zip(right, left[1:], strict=False)):
        return None
    return list(zip(left, right, strict=True))


def align_cells(row: list[Placed], extents: Sequence[tuple[float, float]]) -> list[Placed]:
    """A row that lacks cells with each put in the column that its words line up with best, their order kept.

    A cell that stands alone where the first column does is that column's, or a text over all of them.
    """
    width = len(extents)
    alone = len(row) == 1 and words_extent(row[0][2])[0] <= extents[0][1]
    if alone or sum(cell.column_span for _, cell, _ in row) >= width:
        return row
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    best += [(1e9, ())] * width
    for _, cell, words in row:
        apart = [off_column(words, extent) for extent in extents]
        reached: list[tuple[float, tuple[int, ...]]] = [(1e9, ())] * (width + 1)
        for end, (cost, chosen) in enumerate(best):
            for column in range(end, width - cell.column_span + 1) if cost < 1e9 else ():
                after = column + cell.column_span
                reached[after] = min(reached[after], (cost + apart[column], (*chosen, column)))
        best = reached
    columns = min(best)[1]
    return [(column, cell, words) for column, (_, cell, words) in zip(columns, row, strict=False)]


def off_column(words: Sequence[Word], extent: tuple[float, float]) -> float:
    """How far words are from lining up with a column at its left end, its right end or its middle."""
    if not words:
        return 0.0
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    left, right = extent
    return min(abs(x0 - left), abs(x1 - right), abs(x0 + x1 - left - right) / 2)


def column_rooms(placed: Sequence[Sequence[Placed]], width: int) -> list[float]:
    """The room for text in each column."""
    columns: list[list[Word]] = [[] for _ in range(width)]
    for row in placed:
        for column, cell, words in row if len(row) > 1 else ():
            if cell.column_span == 1:
                columns[column] += words
    return extents_to_rooms([words_extent(words) for words in columns])


def actual_text(tag: Tag) -> str | None:
    """The replacement text of an element or of the first below it that has one."""
    if tag.text:
        return tag.text
    return next((text for child in tag.children if (text := actual_text(child))), None)


def with_headers(grids: Sequence[RawGrid], words: Sequence[Word]) -> tuple[list[RawGrid], list[Word]]:
    """Grids with the known header that is printed right above them again and not tagged; the words left over."""
    rows = words_to_rows(words)
    used: set[Word] = set()
    whole = []
    for grid in grids:
        header = None if is_header_texts([cell.text for cell in grid.rows[0]]) else header_above(grid, rows)
        if header is None:
            whole.append(grid)
            continue
        cells = [
            RawCell(column.text, words_to_box(column.words) if column.words else None) for column in header.columns
        ]
        used.update(word for column in header.columns for word in column.words)
        top = rows[header.first].base - rows[header.first].size
        body = [under_columns(row, header.columns) for row in grid.rows]
        whole.append(RawGrid([cells, *body], grid.evidence, grid.box._replace(top=top)))
    return whole, [word for word in words if word not in used]


def header_above(grid: RawGrid, rows: Sequence[Row]) -> Header | None:
    """The known header with as many columns, or more, that stands right above a grid."""
    for number, row in enumerate(rows):
        if 0 < grid.box.top - row.base < ABOVE:
            header = known_header(rows, number)
            if header and len(header.columns) >= len(grid.rows[0]) and rows[header.end - 1].base < grid.box.top:
                return header
    return None


def rest_of_tagged(grids: Sequence[RawGrid], above: RawGrid, words: Sequence[Word]) -> list[RawGrid]:
    """Grids, the first of them under the columns of the table that the page before ends with, where it goes on with it.

    Readers leave out the columns that are empty on a page. No header is printed again and nothing stands above the grid;
    `words` are those outside the grids.
    """
    if not grids or not above.columns:
        return list(grids)
    top, *others = sorted(grids, key=lambda grid: grid.box.top)
    fewer = len(top.rows[0]) < len(above.columns)
    headed = is_header_texts([cell.text for cell in top.rows[0]]) or any(cell.is_header for cell in top.rows[0])
    if headed or len(top.rows[0]) > len(above.columns) or any(word.base < top.box.top for word in words):
        return list(grids)
    columns = [Column(x0, x1, ()) for x0, x1 in above.columns]
    rows = [under_columns(row, columns) for row in top.rows] if fewer else top.rows
    return [top._replace(rows=rows, columns=above.columns), *others]


def under_columns(row: Sequence[RawCell], columns: Sequence[Column]) -> list[RawCell]:
    """A row's cells under columns of which there are more: a tree leaves out what is empty all through."""
    if len(row) == len(columns):
        return list(row)
    cells = [RawCell("")] * len(columns)
    place = 0
    for number, cell in enumerate(row):
        last = len(cells) - len(row) + number
        if number and cell.box:
            x0, x1 = cell.box.x0, cell.box.x1
            place = min(range(place, last + 1), key=lambda at: off_header(x0, x1, columns[at]))
        cells[min(place, last)] = cell
        place += 1
    return cells


def off_header(x0: float, x1: float, column: Column) -> float:
    """How far a cell is from lining up with a header text at its left or right end."""
    return min(abs(x0 - column.x0), abs(x1 - column.x1))
