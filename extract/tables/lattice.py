"""The words in a lattice to the cells of grids.

In: a lattice and the words of a page. Out: grids, and the words outside. Where a design draws only some of its lines,
the words part what the lines leave together: columns that the rows above have, rows that lines of text show. It never
moves a side that is drawn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extract.cells import RawCell, RawGrid, count_paragraphs, one_line, several_lines_to_text
from extract.document import Evidence, new_tuple
from extract.page_content import Box, Word
from extract.rows import Row, words_to_rows
from extract.tables.body import runs_over
from extract.tables.header_rows import is_first_header, is_header, is_header_texts
from extract.tables.rows import CLEARLY_APART, band_to_groups, closest_pitch, is_interleaved
from extract.tables.rules import Lattice

LONGEST_HEADER = 40
"""Letters of the longest header text that is not known."""
INSET = 1.0
"""Points: how far a letter may reach over the side of its cell."""
REACHED = 0.4
"""Share of a word that may lie left of its cell."""
CELL_GAP = 0.6
"""Share of the size: texts of two cells lie at least this far apart; a blank is half as wide."""
EMPTY = RawCell("")


def lattice_to_grids(lattice: Lattice, words: Sequence[Word]) -> tuple[list[RawGrid], list[Word]]:
    """The words in a lattice to grids (one, or more where tables touch), and the words outside it."""
    found: dict[tuple[int, int], list[Word]] = {}
    outside: list[Word] = []
    xs, ys, slots = lattice
    left, top, right, bottom = lattice.box
    furthest_left, last_row, last_column = left - 2 * INSET, len(ys) - 1, len(xs) - 1
    for word in words:
        x0, base, x1, size, _, _, _ = word
        middle_y = base - 0.25 * size
        if not top <= middle_y <= bottom or not furthest_left <= x0 <= right:
            outside.append(word)
            continue
        i = bisect_right(ys, middle_y, 1, last_row) - 1
        j = bisect_right(xs, x0 + INSET, 1, last_column) - 1
        if j < last_column - 1 and x1 > xs[j + 1] and xs[j + 1] - x0 < REACHED * (x1 - x0):
            j += 1  # set to the right in a cell too narrow for it
        first_row, first_column, _, _ = slots[i][j]
        found.setdefault((first_row, first_column), []).append(word)
    lattice = part_merged(lattice, found)
    rows = bands_to_rows(lattice, found)
    return [part_to_grid(lattice, part) for part in split_touching(rows)], outside


def part_merged(lattice: Lattice, found: dict[tuple[int, int], list[Word]]) -> Lattice:
    """A lattice without the merged cells that are none: no line is drawn, but what stands there keeps to the columns.

    `found` (words by the corner of their cell) follows. Designs that shade every other row draw lines in some only.
    """
    slots = None
    for (i, j), words in list(found.items()):
        i0, j0, i1, j1 = lattice.slots[i][j]
        if j1 == j0:
            continue
        limits = lattice.xs[j0 + 1 : j1 + 1]
        if max([word.x0 for word in words]) + INSET < limits[0]:
            continue  # all before the first limit
        rows = words_to_rows(words)
        if not any(
            is_clear(rows, limit) or heads_behind(words, rows, limit) or goes_on_behind(words, limit)
            for limit in limits
        ):
            continue
        cuts = [k for k in range(j0 + 1, j1 + 1) if not runs_over(words, lattice.xs[k : k + 1])]
        slots = slots or [list(row) for row in lattice.slots]
        sides = [j0, *cuts, j1 + 1]
        for left, right in pairwise(sides):
            for row in range(i0, i1 + 1):
                slots[row][left:right] = [(i0, left, i1, right - 1)] * (right - left)
        del found[i, j]
        for word in words:
            left = max(side for side in sides[:-1] if side == j0 or lattice.xs[side] <= word.x0 + INSET)
            found.setdefault((i0, left), []).append(word)
    return lattice._replace(slots=slots) if slots else lattice


def heads_behind(words: Sequence[Word], rows: Sequence[Row], limit: float) -> bool:
    """Whether words, and as rows, are the header of a column behind a limit, before which an empty corner lies."""
    if min(row.x0 for row in rows) + INSET < limit:
        return False
    text = " ".join(word.text for word in words)
    return is_header(text) and not is_first_header(text)


def goes_on_behind(words: Sequence[Word], limit: float) -> bool:
    """Whether words are the rest of a value behind a limit, which a page break cut: in small letters, all behind it."""
    return min(word.x0 for word in words) + INSET >= limit and min(words, key=place_of).text[0].islower()


def place_of(word: Word) -> tuple[float, float]:
    """Where a word comes in reading order."""
    return word.base, word.x0


def is_clear(rows: Sequence[Row], limit: float) -> bool:
    """Whether words of some rows stand on both sides of a limit and none runs over it, as a sentence does."""
    starts = [word.x0 + INSET for row in rows for word in row.words]
    if min(starts) >= limit or max(starts) < limit:
        return False
    left = right = False
    for row in rows:
        before = [word for word in row.words if word.x0 + INSET < limit]
        behind = [word for word in row.words if word.x0 + INSET >= limit]
        if before and before[-1].x1 > limit + INSET:
            return False
        if before and behind and behind[0].x0 - before[-1].x1 < CELL_GAP * row.size:
            return False
        left, right = left or bool(before), right or bool(behind)
    return left and right


def bands_to_rows(lattice: Lattice, found: dict[tuple[int, int], list[Word]]) -> list[list[RawCell | None]]:
    """What stands between each two horizontal lines to one row, or to several where only vertical lines are drawn."""
    lines = [band_lines(lattice, i, found) for i in range(len(lattice.ys) - 1)]
    parted = [band if len(band) > 1 and not is_interleaved(band) else [] for band in lines]
    pitches = [closest_pitch(band) for band in parted if band]
    alone = [band_to_groups(band, closest_pitch(band), CLEARLY_APART) for band in parted if band]
    several = any(sum(columns_begun(group, lattice) > 1 for group in band) > 1 for band in alone)
    rows: list[list[RawCell | None]] = []
    for i, band in enumerate(parted):
        groups = band_to_groups(band, min(pitches)) if several and band else []
        if len(groups) > 1:
            rows += [group_to_row(lattice, i, found, group) for group in groups]
        else:
            rows += slots_to_rows(lattice, i, found)
    return rows


def band_lines(lattice: Lattice, i: int, found: dict[tuple[int, int], list[Word]]) -> list[Row]:
    """The lines of text of one band; none where there is only one, a cell reaches over several bands or a cut header stands there."""
    if any(slot[0] != slot[2] for slot in lattice.slots[i]):
        return []
    words = [word for j in range(len(lattice.xs) - 1) for word in found.get((i, j), ())]
    if len({word.base for word in words}) < 2:
        return []  # nothing to part, as in most bands
    lines = words_to_rows(words)
    if len(lines) < 2 or not is_first_header(lines[0].words[0].text):
        return lines
    return lines if is_known_header(group_to_row(lattice, i, found, lines[:1])) else []


def group_to_row(
    lattice: Lattice, i: int, found: dict[tuple[int, int], list[Word]], group: Sequence[Row]
) -> list[RawCell | None]:
    """Some lines of a band to a row."""
    if not group:
        return slots_to_row(lattice, i, found)
    top, bottom = group[0].base - 0.8 * group[0].size, group[-1].base + 0.3 * group[-1].size
    part = {(i, j): [w for w in found.get((i, j), ()) if top < w.base < bottom] for j in range(len(lattice.xs) - 1)}
    cells = slots_to_row(lattice, i, part)
    return [
        cell._replace(box=cell.box._replace(top=top, bottom=bottom)) if cell and cell.box else cell for cell in cells
    ]


def columns_begun(group: Sequence[Row], lattice: Lattice) -> int:
    """How many columns have words on the first line of a group; none where it goes on with a name in small letters.

    A text over several columns begins one.
    """
    if not group or group[0].text[0].islower():
        return 0
    if runs_over(group[0].words, lattice.xs[1:-1]):
        return 1
    return len({bisect_right(lattice.xs, word.x0 + INSET) for word in group[0].words})


def slots_to_row(lattice: Lattice, i: int, found: dict[tuple[int, int], list[Word]]) -> list[RawCell | None]:
    """One row of a lattice to cells; null for a slot that is merged into another one."""
    cells: list[RawCell | None] = []
    for j, (i0, j0, i1, j1) in enumerate(lattice.slots[i]):
        if (i0, j0) != (i, j):
            cells.append(None)
            continue
        box: Box = new_tuple(Box, (lattice.xs[j0], lattice.ys[i0], lattice.xs[j1 + 1], lattice.ys[i1 + 1]))
        words = found.get((i, j), [])
        paragraphs = count_paragraphs(words) if len(lattice.ys) == 2 else 1
        text = one_line(words)
        if text is None:
            text = several_lines_to_text(words, inner_width(box, words))
        cells.append(new_tuple(RawCell, (text, box, False, paragraphs)))
    return cells


def slots_to_rows(lattice: Lattice, i: int, found: dict[tuple[int, int], list[Word]]) -> list[list[RawCell | None]]:
    """One row of a lattice to one row, or to two where no line parts a known header from what stands below it.

    A printer that cuts a row at a page's foot repeats the header above the rest and may draw no line between them.
    """
    row = slots_to_row(lattice, i, found)
    first = row[0].text.split(maxsplit=1) if row[0] else []
    if not first or not is_first_header(first[0]) or is_whole_header(row):
        return [row]
    mine = {(i, j): found.get((i, j), []) for j in range(len(row))}
    lines = words_to_rows([word for words in mine.values() for word in words])
    for is_header_part in (is_known_header, is_whole_header):
        for below in reversed(lines[1:]):
            limit = below.base - 0.5 * below.size
            header = slots_to_row(lattice, i, {s: [w for w in words if w.base < limit] for s, words in mine.items()})
            if is_header_part(header):
                rest = {s: [w for w in words if w.base >= limit] for s, words in mine.items()}
                return [header, slots_to_row(lattice, i, rest)]
    return [row]


def is_known_header(row: Sequence[RawCell | None]) -> bool:
    """Whether all texts of a row of cells are known headers."""
    texts = [cell.text for cell in row if cell and cell.text]
    return len(texts) > 1 and is_first_header(texts[0]) and all(is_header(text) for text in texts)


def is_whole_header(row: Sequence[RawCell | None]) -> bool:
    """Whether a row of cells is a header row and nothing else stands in it."""
    texts = [cell.text for cell in row if cell and cell.text]
    longest = max((len(text) for text in texts if not is_header(text)), default=0)
    return is_first_header(texts[0]) and is_header_texts(texts) and longest <= LONGEST_HEADER


def inner_width(box: Box, words: Sequence[Word]) -> float:
    """Room for text in a cell: its width without its padding, taken to be the same on both sides."""
    if not words:
        return box.x1 - box.x0
    padding = min(min([word.x0 for word in words]) - box.x0, box.x1 - max([word.x1 for word in words]))
    return box.x1 - box.x0 - 2 * max(padding, 0.0)


def split_touching(rows: list[list[RawCell | None]]) -> list[list[list[RawCell | None]]]:
    """Rows to runs: a row of known header texts begins another table."""
    starts = [0]
    for number, row in enumerate(rows[1:], 1):
        if is_header_texts([cell.text for cell in row if cell]):
            starts.append(number)
    return [rows[start:end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def part_to_grid(lattice: Lattice, rows: list[list[RawCell | None]]) -> RawGrid:
    """Rows of a lattice to a grid, without the rows and columns that hold no cell of their own."""
    columns = [j for j in range(len(rows[0])) if any(row[j] is not None for row in rows)]
    kept = [[row[j] or EMPTY for j in columns] for row in rows if any(cell is not None for cell in row)]
    boxes = [cell.box for row in rows for cell in row if cell and cell.box]
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    box = Box(lattice.xs[0], top, lattice.xs[-1], bottom)
    return RawGrid(kept, Evidence.RULES, box)
