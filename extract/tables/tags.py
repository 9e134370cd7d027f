"""The tag tree to tables and to the roles of words.

In: a page's tags and words. Out: grids of the Table elements, and for each marked content the structure type it stands
in (H1..H6, P, LI, TOCI). A tree is used only where it covers the page's words and its tables have rows of cells; an
empty or mislabelled tree is as good as none. It never looks at where words stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.cells import RawCell, RawGrid, count_paragraphs, extents_to_rooms, words_extent, words_to_text
from extract.document import ALT_OPEN, Evidence
from extract.marks import MARKS
from extract.page_content import PageContent, Tag, Word
from extract.rows import words_to_box
from extract.tables.header_rows import is_header_texts

COVERED = 0.9
"""Share of the page's words that a usable tree covers; artifacts (header, footer, page number) are not in it."""
ROLES = frozenset(
    {"H", "H1", "H2", "H3", "H4", "H5", "H6", "P", "LI", "LBody", "Lbl", "TOCI", "TOC", "Title", "Caption", "Note"}
)
NAMES = {"LBody": "LI", "Lbl": "LI", "TOC": "TOCI", "H": "H1"}
GROUPS = frozenset({"THead", "TBody", "TFoot"})
Placed = tuple[int, Tag, list[Word]]
MOST_COLUMNS = 40
"""Cells of the widest row that can be a table's."""


@dataclass(frozen=True, slots=True)
class TagTree:
    """The usable part of a tree: its tables, and the structure type of each marked content."""

    tables: tuple[Tag, ...]
    roles: dict[int, str]

    def grids_of(self, words: Sequence[Word], above: RawGrid | None = None) -> tuple[list[RawGrid], set[int]]:
        """Words to the grids of the tree's tables, and the marked contents in them.

        The first table may go on with the table `above`, on the page before.
        """
        by_mcid: dict[int, list[Word]] = {}
        for word in words:
            by_mcid.setdefault(word.mcid, []).append(word)
        columns = above.columns if above and self.tables and tops_page(self.tables[0], words) else ()
        grids: list[RawGrid] = []
        taken: set[int] = set()
        for number, table in enumerate(self.tables):
            grid = table_to_grid(table, by_mcid, columns if number == 0 else ())
            if grid:
                grids.append(grid)
                taken.update(all_mcids(table))
        return grids, taken


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


def collect_roles(tag: Tag, role: str | None, roles: dict[int, str], known: set[int], item: int = -1) -> None:
    """Marked contents to the nearest structure type above them that says something; of a list's item the first only.

    `item` is the marked content that the item begins with: the lines of its rest are no items of their own.
    """
    if tag.type in ROLES and not (tag.type == "P" and role):
        role = NAMES.get(tag.type, tag.type)
    if tag.type == "LI":
        item = next(all_mcids(tag), -1)
    for mcid in tag.mcids:
        known.add(mcid)
        if role:
            roles[mcid] = "P" if role == "LI" and mcid != item >= 0 else role
    for child in tag.children:
        collect_roles(child, role, roles, known, item)


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


def tops_page(table: Tag, words: Sequence[Word]) -> bool:
    """Whether nothing stands above a table's first words."""
    own = set(all_mcids(table))
    top = min((word.top for word in words if word.mcid in own), default=0.0)
    return all(word.mcid in own or word.top >= top for word in words)


def table_to_grid(
    table: Tag, by_mcid: dict[int, list[Word]], above: Sequence[tuple[float, float]] = ()
) -> RawGrid | None:
    """A Table element to a grid of what stands on this page; null where nothing does, or columns cannot be told.

    Readers leave out cells without content, so that a row with fewer cells than the widest is put in its columns by
    where its words stand below those of the whole rows, or in those of the table that goes on from the page before.
    """
    placed = [row for row in (place_cells(row, by_mcid) for row in table_rows(table)) if row]
    if above and goes_on(placed, above):
        return placed_to_grid([align_cells(row, above) for row in placed], len(above), tuple(above))
    # Where a page break leaves rows of one cell only, such as an analysis, their spans tell how wide the table is.
    several = [row for row in placed if len(row) > 1] or placed
    width = max((row_width([cell for _, cell, _ in row]) for row in several), default=0)
    if not 2 <= width <= MOST_COLUMNS:
        return None
    if lacks_corner(placed, width):
        width += 1
        placed = [with_corner(row) for row in placed]
    extents = column_extents(placed, width)
    extents = with_overlapping(extents, placed) if extents else cell_extents(placed, width)
    if extents is not None:
        width = len(extents)
        placed = [align_cells(row, extents) for row in placed]
    elif any(len(row) > 1 and sum(cell.column_span for _, cell, _ in row) != width for row in placed):
        return None
    return placed_to_grid(placed, width, ())


def goes_on(placed: Sequence[Sequence[Placed]], above: Sequence[tuple[float, float]]) -> bool:
    """Whether rows lie in the columns of the table on the page before, and print no header of their own."""
    if not placed or max(row_width([cell for _, cell, _ in row]) for row in placed) > len(above):
        return False
    if is_header_texts([words_to_text(words, 1e6) for _, _, words in placed[0]]):
        return False
    single = [words for row in placed if len(row) > 1 for _, cell, words in row if cell.column_span == 1 and words]
    inside = (any(meets(words_extent(words), extent) for extent in above) for words in single)
    return bool(single) and all(inside)


def meets(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two extents overlap."""
    return one[0] <= other[1] and one[1] >= other[0]


def placed_to_grid(
    placed: Sequence[Sequence[Placed]], width: int, columns: tuple[tuple[float, float], ...]
) -> RawGrid | None:
    """Rows of cells in known columns to a grid; its columns are those given, or where its words stand."""
    rooms = column_rooms(placed, width)
    rows = []
    for row in placed:
        cells = [RawCell("")] * width
        for column, cell, words in row:
            room = rooms[column] if cell.column_span == 1 and len(row) > 1 else 1e6
            text = words_to_text(words, room) or (actual_text(cell) or "")
            box = words_to_box(words) if words else None
            paragraphs = max(count_paragraphs(words), filled_parts(cell, words)) if len(placed) == 1 else 1
            cells[column] = RawCell(text, box, cell.type == "TH", paragraphs)
        rows.append(cells)
    used = [word for row in placed for _, _, words in row for word in words]
    if not used:
        return None
    return RawGrid(rows, Evidence.TAGS, words_to_box(used), columns or box_columns(rows), placed_size(placed))


def placed_size(placed: Sequence[Sequence[Placed]]) -> float:
    """The size of a table's type, by its last row."""
    return max((word.size for _, _, words in placed[-1] for word in words), default=0.0)


def box_columns(rows: Sequence[Sequence[RawCell]]) -> tuple[tuple[float, float], ...]:
    """Left and right end of what stands in each column, rows over the whole width apart; none where one is empty."""
    parted = [row for row in rows if sum(cell.box is not None for cell in row) > 1]
    extents = []
    for column in zip(*parted, strict=True):
        boxes = [cell.box for cell in column if cell.box]
        if not boxes:
            return ()
        extents.append((min(box.x0 for box in boxes), max(box.x1 for box in boxes)))
    return tuple(extents)


def filled_parts(cell: Tag, words: Sequence[Word]) -> int:
    """How many elements below a cell, paragraphs as a rule, hold words."""
    mcids = {word.mcid for word in words}
    return sum(not mcids.isdisjoint(all_mcids(child)) for child in cell.children)


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


def with_overlapping(
    extents: list[tuple[float, float]], placed: Sequence[Sequence[Placed]]
) -> list[tuple[float, float]]:
    """Extents of columns by whole rows, widened by the cells of other rows that surely stand in one of them."""
    wide = list(extents)
    for row in placed:
        for _, cell, words in row if len(row) > 1 else ():
            left, right = words_extent(words)
            met = [column for column, extent in enumerate(wide) if words and meets((left, right), extent)]
            if len(met) == 1 and cell.column_span == 1:
                wide[met[0]] = (min(left, wide[met[0]][0]), max(right, wide[met[0]][1]))
    return wide


def cell_extents(placed: Sequence[Sequence[Placed]], width: int) -> list[tuple[float, float]] | None:
    """Left and right end of each column, by where all cells lie, where there are more than the widest row has cells.

    So it is where no row is whole: the header has no cell above the marks, and the rows have no deviation. Null where no
    more columns show, or two cells of a row lie in one.
    """
    rows = [[words_extent(words) for _, cell, words in row if words and cell.column_span == 1] for row in placed]
    several = [row for row in rows if len(row) > 1]
    columns: list[tuple[float, float]] = []
    for left, right in sorted(extent for row in several for extent in row):
        if columns and left <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    alone = all(sum(meets(cell, column) for cell in row) <= 1 for row in several for column in columns)
    return columns if alone and width < len(columns) <= MOST_COLUMNS else None


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


def with_marks(grids: Sequence[RawGrid], words: Sequence[Word]) -> tuple[list[RawGrid], list[Word]]:
    """Grids with the marks that stand in cells which the tree has as empty; the words left over.

    LibreOffice leaves the content of an image out of the tree: its cell is known by where it stands.
    """
    left = list(words)
    whole = []
    for grid in grids:
        rows = [list(row) for row in grid.rows]
        for word in words:
            is_mark = word.mcid < 0 and word.text[:1] in (*MARKS, ALT_OPEN)
            place = cell_of_mark(word, rows, grid) if is_mark else None
            if place:
                row, column = place
                cell = rows[row][column]
                text = f"{word.text} {cell.text}" if cell.box else word.text
                rows[row][column] = cell._replace(text=text, box=cell.box or words_to_box([word]))
                left.remove(word)
        whole.append(grid._replace(rows=rows))
    return whole, left


def cell_of_mark(word: Word, rows: Sequence[Sequence[RawCell]], grid: RawGrid) -> tuple[int, int] | None:
    """Row and column of the empty cell that a mark stands in; where there is none, of the first cell behind it."""
    for number, row in enumerate(rows):
        boxes = [cell.box for cell in row if cell.box]
        if not any(box.top <= word.base - 0.2 * word.size <= box.bottom for box in boxes):
            continue
        for column, (left, right) in enumerate(grid.columns):
            if row[column].box is None and meets((word.x0, word.x1), (left, right)):
                return number, column
        behind = (column for column, cell in enumerate(row) if cell.box and word.x1 <= cell.box.x0 + 1)
        return next(((number, column) for column in behind), None)
    return None


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
