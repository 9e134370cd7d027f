"""One page's content to drafts of lines and grids in reading order.

In: the words, edges, fills, pictures and tags of one page, its furniture already told. Out: blocks: drafts of lines and
raw grids, from the top of the page to its foot, and remarks. The order of evidence for tables is: ruling lines, the tag
tree, words. It never numbers lines and never looks at another page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.cells import RawGrid, words_extent
from extract.contents_rows import rows_to_entries
from extract.document import BBox, Remark
from extract.marks import UNKNOWN_MARK
from extract.notes import part_notes
from extract.page_content import Box, Edge, PageContent, Picture, Word
from extract.pdf.hues import Places
from extract.prose import Draft, rows_to_drafts
from extract.rows import Row, pictures_to_words, words_to_rows
from extract.tables.agreement import compare_grids
from extract.tables.header_rows import is_header_texts
from extract.tables.lattice import lattice_to_grids
from extract.tables.open_analyses import take_analyses
from extract.tables.rests import rest_of_table
from extract.tables.rules import Lattice, edges_to_lattices
from extract.tables.separators import row_separators, shade_edges
from extract.tables.tag_headers import with_headers
from extract.tables.tags import TagTree, read_tags, with_marks
from extract.tables.words import known_header, rows_to_grids

Block = Draft | RawGrid

FEWEST_COLUMNS = 2
"""Columns of the narrowest table; a box of one column is a frame round text."""
HEADER_ABOVE = 4.0
"""Share of the size: how far above the lines of its table the first line of a header stands."""


class PageBlocks(NamedTuple):
    """A page laid out."""

    blocks: list[Block]
    remarks: list[Remark]


def lay_out(
    content: PageContent,
    rows: Sequence[Row],
    is_furniture: Callable[[Row, float], bool],
    above: RawGrid | None = None,
) -> PageBlocks:
    """A page's content, and its words as rows, to blocks in reading order; `above` is the table the page before ends with."""
    marks, unknown = pictures_to_words(content.pictures, content.words) if content.pictures else ([], [])
    if marks:
        rows = words_to_rows((*content.words, *marks))
    tree = read_tags(content) if content.tags else TagTree((), {})
    head, foot, body = part_furniture(rows, content.height, is_furniture)
    body, notes, line = part_notes(body, content.across, content.height, tree.roles, foot)
    if line:
        content = replace(content, across=tuple(edge for edge in content.across if edge != line))
    grids, rest, remarks = find_grids(body, content, tree, above)
    drafts = rows_to_drafts(rest, content.width, tree.roles)
    if content.coloured:
        drafts = [in_colour(draft, content.coloured) for draft in drafts]
    blocks = merge_blocks(drafts, grids)
    before = [draft._replace(furniture=True) for draft in rows_to_drafts(head, content.width, tree.roles)]
    behind = [draft._replace(furniture=True) for draft in rows_to_drafts([*notes, *foot], content.width, tree.roles)]
    remarks += mark_remarks(body, unknown, content.number)
    return PageBlocks([*before, *blocks, *behind], remarks)


def in_colour(draft: Draft, places: Places) -> Draft:
    """A line with what it is set in; `places` are those of the coloured lines."""
    return draft._replace(coloured=True) if (draft.box.x0, draft.first_base) in places else draft


def last_table(laid: PageBlocks) -> RawGrid | None:
    """The table that a page ends with, footers apart."""
    blocks = [block for block in laid.blocks if isinstance(block, RawGrid) or not block.furniture]
    return blocks[-1] if blocks and isinstance(blocks[-1], RawGrid) else None


def part_furniture(
    rows: Sequence[Row], height: float, is_furniture: Callable[[Row, float], bool]
) -> tuple[list[Row], list[Row], list[Row]]:
    """Rows to header, footer and body."""
    head: list[Row] = []
    foot: list[Row] = []
    body: list[Row] = []
    for row in rows:
        if not is_furniture(row, height):
            body.append(row)
        elif row.base < height / 2:
            head.append(row)
        else:
            foot.append(row)
    return head, foot, body


def find_grids(
    body: Sequence[Row], content: PageContent, tree: TagTree, above: RawGrid | None
) -> tuple[list[RawGrid], list[Row], list[Remark]]:
    """Tables by rules, by tags and by words, the rows outside them, and what the kinds of evidence disagree about."""
    words: list[Word] = [word for row in body for word in row.words]
    ruled, outside, sides = ruled_grids(content, words, body)
    separators = row_separators((*content.across, *sides), content.fills)
    ruled, outside = take_analyses(ruled, outside, words, separators, above)
    tagged, outside, remarks = tagged_grids(tree, words, outside, ruled, content, above)
    laid = [grid for grid in (*tagged, *ruled) if is_layout(grid)]
    if laid:
        tagged, ruled = ([grid for grid in grids if grid not in laid] for grids in (tagged, ruled))
        outside = [*outside, *(word for word in words if any(lies_in(word, grid.box) for grid in laid))]
    rows = list(body) if len(outside) == len(words) else words_to_rows(outside)
    contents = {number for entry in rows_to_entries(rows) for number in range(entry.first, entry.last + 1)}
    worded: list[RawGrid] = []
    rest: list[Row] = []
    for run in runs_between(rows, contents, [grid.box for grid in (*tagged, *ruled)]):
        if above and run[0] is rows[0] and not any(grid.box.top < run[0].base for grid in (*tagged, *ruled)):
            part, below = rest_of_table(run, above, separators)
            worded += [part] if part else []
        else:
            below = run
        found, remaining = rows_to_grids(below, separators)
        worded += found
        rest += remaining
    rest += [rows[number] for number in contents]
    rest.sort(key=lambda row: row.base)
    return [*tagged, *ruled, *worded], rest, remarks


def is_layout(grid: RawGrid) -> bool:
    """Whether a grid is one row of texts set beside each other, as on a cover: several hold more than one paragraph."""
    if len(grid.rows) > 1 or is_header_texts([cell.text for cell in grid.rows[0]]):
        return False
    return sum(cell.paragraphs > 1 for cell in grid.rows[0]) > 1


def lies_in(word: Word, box: Box) -> bool:
    """Whether a word lies in a box."""
    return box.x0 - 1 <= word.x0 <= box.x1 and box.top - 1 <= word.base - 0.25 * word.size <= box.bottom + 1


def tagged_grids(
    tree: TagTree,
    words: Sequence[Word],
    outside: list[Word],
    ruled: Sequence[RawGrid],
    content: PageContent,
    above: RawGrid | None,
) -> tuple[list[RawGrid], list[Word], list[Remark]]:
    """Tables by tags where no ruling lines show them, the words outside them, and what the evidence disagrees about.

    Ruling lines go first: a header that a printer repeats on the next page is inside them and not in the tags.
    """
    if not tree.tables:
        return [], outside, []
    remarks = compare_grids(tree.grids_of(words)[0], ruled, content.number)
    tagged, taken = tree.grids_of(outside, above)
    if not tagged:
        return [], outside, remarks
    left = [word for word in outside if word.mcid not in taken]
    tagged, left = with_headers(tagged, left)
    tagged, left = with_marks(tagged, left)
    worded, _ = rows_to_grids(words_to_rows(outside), row_separators(content.across, content.fills))
    return tagged, left, remarks + compare_grids(tagged, worded, content.number)


def ruled_grids(
    content: PageContent, words: Sequence[Word], body: Sequence[Row]
) -> tuple[list[RawGrid], list[Word], list[Edge]]:
    """Tables of at least two columns inside ruling lines, the words outside them, and the sides of frames' rows.

    A frame round a table is drawn row by row where a browser prints it: its pieces show rows that no line parts. Designs
    that part only the first column are such frames, too: a header with more columns stands on them.
    """
    grids: list[RawGrid] = []
    sides: list[Edge] = []
    left = list(words)
    shades = shade_edges(content.fills, content.down) if content.down else []
    for lattice in edges_to_lattices([*content.across, *shades], content.down):
        framed = len(lattice.xs) <= FEWEST_COLUMNS or not lattice_is_table(lattice.slots)
        if framed or (len(lattice.xs) == FEWEST_COLUMNS + 1 and is_under_header(lattice, body)):
            sides += [Edge(at, lattice.xs[0], lattice.xs[-1]) for at in lattice.ys]
            continue
        found, outside = lattice_to_grids(lattice, left)
        if len(outside) < len(left):
            grids += found
            left = outside
    if grids:
        last = max(range(len(grids)), key=lambda number: grids[number].box.bottom)
        # Only a table with nothing below it can go on over the page.
        if not any(word.top > grids[last].box.bottom for word in reversed(left)):
            grids[last] = with_columns(grids[last], words)
    return grids, left, sides


def is_under_header(lattice: Lattice, body: Sequence[Row]) -> bool:
    """Whether a known header with more columns than a lattice stands right above it or in its first row."""
    box = lattice.box
    for number, row in enumerate(body):
        if box.top - HEADER_ABOVE * row.size < row.base < min(box.top + row.size * 2, lattice.ys[1]):
            header = known_header(body, number)
            if header and len(header.columns) >= len(lattice.xs):
                return header.columns[-1].x0 < box.x1 and body[header.end - 1].base < box.bottom
    return False


def with_columns(grid: RawGrid, words: Sequence[Word]) -> RawGrid:
    """A ruled table with where the texts of its columns stand, for its rest on the next page, which may lack lines."""
    x0, top, x1, bottom = grid.box
    inside = [word for word in words if top <= word.base <= bottom and x0 <= word.x0 and word.x1 <= x1]
    parted = [row for row in grid.rows if sum(bool(cell.text) for cell in row) > 1]
    bands = sorted((box.top, box.bottom) for row in parted for cell in row[:1] if (box := cell.box))
    tops = [top for top, _ in bands]
    placed = [(word.x0 + word.x1, word) for word in inside if bands and lies_in_band(word.base, bands, tops)]
    extents = []
    for column in zip(*parted, strict=True):
        boxes = [cell.box for cell in column if cell.box]
        if not boxes:
            return grid
        left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
        found = [word for middle, word in placed if 2 * left <= middle <= 2 * right]
        extents.append(words_extent(found) if found else (boxes[0].x0, boxes[0].x1))
    return grid._replace(columns=tuple(extents), size=max((word.size for word in inside), default=0.0))


def lies_in_band(base: float, bands: Sequence[tuple[float, float]], tops: Sequence[float]) -> bool:
    """Whether a baseline lies in one of some bands, sorted by their `tops`."""
    return base <= bands[bisect_right(tops, base) - 1][1]


def lattice_is_table(slots: Sequence[Sequence[tuple[int, int, int, int]]]) -> bool:
    """Whether any row of a lattice has two cells of its own."""
    return any(len({slot[:2] for slot in row}) >= FEWEST_COLUMNS for row in slots)


def runs_between(rows: Sequence[Row], contents: set[int], boxes: Sequence[Box]) -> list[list[Row]]:
    """Rows to runs that no contents entry and no table found already parts."""
    runs: list[list[Row]] = [[]]
    for number, row in enumerate(rows):
        if number in contents:
            runs.append([])
            continue
        if boxes and runs[-1] and any(runs[-1][-1].base < box.bottom <= row.base + 2 for box in boxes):
            runs.append([])
        runs[-1].append(row)
    return [run for run in runs if run]


def merge_blocks(drafts: Sequence[Draft], grids: Sequence[RawGrid]) -> list[Block]:
    """Lines in reading order and grids to blocks: a grid stands before the first line that begins below it."""
    blocks: list[Block] = []
    waiting = sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0))
    for draft in drafts:
        while waiting and waiting[0].box.top < draft.box.top:
            blocks.append(waiting.pop(0))
        blocks.append(draft)
    return [*blocks, *waiting]


def mark_remarks(body: Sequence[Row], pictures: Sequence[Picture], page: int) -> list[Remark]:
    """What stands in a row and has no known meaning: code points of symbol fonts and small images."""
    remarks = []
    if UNKNOWN_MARK.search(" ".join([word.text for row in body for word in row.words])):
        for word in (word for row in body for word in row.words):
            unknown = UNKNOWN_MARK.search(word.text)
            if unknown:
                code = f"U+{ord(unknown[0]):04X}"
                message = f"The mark {code} from a symbol font is not known; what it says is not in the rows."
                remarks.append(
                    Remark("unknown_mark", "info", message, page, None, BBox(word.x0, word.top, word.x1, word.bottom))
                )
    for picture in pictures:
        message = f"A small picture ({picture.name}) stands where a mark may stand; what it says is not in the rows."
        remarks.append(Remark("unknown_mark", "info", message, page, None, BBox(*picture.box)))
    return remarks
