"""Sizes of recognised type made even: recognition measures the letters of each line, not the type that they are set in.

In: words with the sizes that were measured. Out: words whose size is one for all prose of a file, one for the tables of
a page and one for the lines of a heading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from extract.document import Line
from extract.page_content import Edge, Word
from extract.rows import Row, row_to_segments, words_to_rows

TABLE_GAP, TABLE_ALIKE = 1.6, 2.0
"""Share of the size: a wider gap makes a row one of a table; how much the measured sizes of such rows differ at most."""
TABLE_PITCH, LOOSE_PITCH, PITCH_ALIKE = (2.1, 3.2), 2.3, 1.1
"""Share of the size: how far apart a table's rows are surely allowed to be, and how far they never are; the former on
a page that surely has a table; how much rows differ."""
HIGHEST_ROW, SAME_SIDES = 60.0, 10.0
"""Points: how far a row's separators lie from its lines, and how much their sides differ on a skewed page."""
SMALLER = 1.15
"""How many times as large as the type of tables that of prose is where the two are told by what was measured."""
FEWEST_ROWS = 3
"""Rows with cells on a page that surely has a table; covers have fewer."""
CELL_START = 2.0
"""Points: how exactly the rows of a table begin below each other."""
HEADING_PITCH, ALIKE = 1.35, 1.22
"""Share of the size: the lines of one heading are this near, and their measured sizes this much alike."""
WIDEST_PITCH = 1.8
"""Share of the size: baselines further apart are not two lines of one paragraph."""
PROSE_PITCH, PROSE_LARGEST, FULL_LINE = 1.06, 1.3, 0.85
"""Shares of the page's pitch, of its size and of the place where its lines end: lines of prose keep to them."""
RISING, FALLING = frozenset("bdfhiklt0123456789åäöÅÄÖ"), frozenset("gjpqy,;()")
"""Letters that rise above the low ones, and that fall below the baseline."""
X_SHARE, FALL_SHARE = 0.21, 0.23
"""Shares of a font's reach, from its lowest point to its highest, that no low letter and no risen letter has."""
SMALL, LARGE = 0.55, 1.18
"""Shares of the page's usual size between which a recognised size is taken for the usual one: it follows the letters'
own height, so that "senare" comes out smaller than "kvalitet"."""


def with_usual(words: Sequence[Word], body: float) -> list[Word]:
    """Words with the page's usual size `body` where theirs is about that."""
    return [word._replace(size=body) if SMALL * body <= word.size <= LARGE * body else word for word in words]


def even_prose(words: Sequence[Word], body: float) -> list[Word]:
    """Words with lines of prose that were measured too large made as large as the page's `body`.

    Such a line fills the width, and the next one goes on in small letters right below it, nearer than under a heading.
    """
    rows = words_to_rows(words)
    plain = [row.size <= body for row in rows]
    gaps = [below.base - above.base for above, below in pairwise(rows)]
    pitch = median(
        (gap for gap, pair in zip(gaps, pairwise(plain), strict=True) if all(pair) and gap < WIDEST_PITCH * body), 0.0
    )
    right = max((row.x1 for row, is_plain in zip(rows, plain, strict=True) if is_plain), default=0.0)
    done: list[Word] = []
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else None
        goes_on = below is not None and plain[number + 1] and below.text[:1].islower()
        near = goes_on and gaps[number] <= PROSE_PITCH * pitch and row.x1 >= FULL_LINE * right
        is_prose = near and body < row.size <= PROSE_LARGEST * body
        done += [word._replace(size=body) for word in row.words] if is_prose else row.words
    return done


def even_tables(
    words: Sequence[Word], measured: Sequence[Word], body: float, separators: Sequence[Edge] = ()
) -> list[Word]:
    """Words with the rows of tables made of one size: on a row of digits it is measured on other parts of letters.

    That size is the one that most of these rows have as `measured`: tables are set smaller than the page's `body`, and
    never larger. `separators` are the lines and sides of shades that part rows, from the top down.
    """
    parted_sizes = [row.size for row in words_to_rows(measured) if len(row_to_segments(row, TABLE_GAP)) > 1]
    usual = min(median(parted_sizes, body), body)
    rows = words_to_rows(words)
    at = {(word.x0, word.base): word.size for word in measured}
    small = [
        is_nearer(row, [at.get((word.x0, word.base), body) for word in row.words], usual, body)
        or is_in_band(row, separators)
        for row in rows
    ]
    done: list[Word] = []
    for row, is_part in zip(rows, table_rows(rows, small, usual), strict=True):
        alike = is_part and 1 / TABLE_ALIKE < row.size / usual < TABLE_ALIKE
        done += [word._replace(size=usual) for word in row.words] if alike else row.words
    return done


def is_nearer(row: Row, measured: Sequence[float], table: float, body: float) -> bool:
    """Whether a row's words, as large as `measured`, are set in the type of the page's tables and not in that of its prose."""
    size = median((size for word, size in zip(row.words, measured, strict=True) for _ in word.text), body)
    return body > SMALLER * table and size / reach_share(row.text) < (table * body) ** 0.5


def is_in_band(row: Row, separators: Sequence[Edge]) -> bool:
    """Whether a row stands between two separators as wide as each other that are as near as those of a table's row."""
    above = [edge for edge in separators if row.base - HIGHEST_ROW <= edge.at < row.base]
    below = [edge for edge in separators if row.base < edge.at <= row.base + HIGHEST_ROW]
    return any(
        abs(one.start - other.start) <= SAME_SIDES
        and abs(one.end - other.end) <= SAME_SIDES
        and one.start < row.x0 < row.x1 < one.end
        for one in above[-2:]
        for other in below[:2]
    )


def table_rows(rows: Sequence[Row], small: Sequence[bool], size: float) -> list[bool]:
    """Whether each row is one of a table: it has cells, or stands right below such a row and begins where a cell of its table does.

    `size` is the type of tables; rows that are surely of one (`small`) may stand further apart.
    """
    cells = [row_to_segments(row, TABLE_GAP) for row in rows]
    has_cells = [len(each) > 1 for each in cells]
    gaps = [below.base - above.base for above, below in pairwise(rows)]
    even = [gap for gap, pair in zip(gaps, pairwise(has_cells), strict=True) if all(pair)]
    pitch = max((gap for gap in even if gap < TABLE_PITCH[1] * size), default=0.0)
    surely = LOOSE_PITCH if sum(has_cells) >= FEWEST_ROWS else TABLE_PITCH[0]
    pitch = PITCH_ALIKE * max(pitch, surely * size)
    found: list[bool] = []
    above: list[float] = []
    for number, row in enumerate(rows):
        nearest = max(pitch, TABLE_PITCH[1] * size) if small[number] else pitch
        follows = number > 0 and found[-1] and gaps[number - 1] <= nearest
        below = next((place for place in range(number, len(rows)) if has_cells[place]), None)
        starts = [*above, *(cell.x0 for cell in cells[below])] if below else above
        begins = any(abs(row.x0 - start) <= CELL_START for start in starts)
        found.append(has_cells[number] or (follows and begins))
        # a cell's lines begin below a mark or behind it, as those of any row of the table above may do
        if has_cells[number]:
            above = [*(above if follows else ()), *(cell.x0 for cell in cells[number])]
    return found


def even_headings(words: Sequence[Word], body: float) -> tuple[Word, ...]:
    """Words with the lines of one heading made of one size: it is measured on each line's own letters."""
    done: list[Word] = []
    last, reach, base = 0.0, 0.0, 0.0
    for row in words_to_rows(words):
        size, its_reach = row.size, row.size / reach_share(row.text)
        near = row.base - base < HEADING_PITCH * max(size, last)
        alike = min(size, last) > body and (is_alike(size, last) or is_alike(its_reach, reach))
        figures = last > body and row.text.rstrip(".").isdigit()  # no paragraph is a bare year
        if near and (alike or figures):
            size, its_reach = last, reach
        done += [word._replace(size=size) if word.size > body or figures else word for word in row.words]
        last, reach, base = size, its_reach, row.base
    return tuple(done)


def is_alike(size: float, other: float) -> bool:
    """Whether two sizes may be one, as recognition measures."""
    return 1 / ALIKE < size / other < ALIKE


def reach_share(text: str) -> float:
    """How high a line's letters reach from their lowest to their highest point, as a share of the font's whole reach."""
    rises = any(char.isupper() or char in RISING for char in text)
    falls = any(char in FALLING for char in text)
    return 1.0 - (0.0 if rises else X_SHARE) - (0.0 if falls else FALL_SHARE)


def median(values: Iterable[float], default: float) -> float:
    """The middle value, the upper one of two; the default where there is none."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else default


def even_lines(lines: Sequence[Line], scanned: Collection[int]) -> tuple[Line, ...]:
    """Lines of a document whose prose on `scanned` pages has one size: a page of few lines measures another one.

    A page set in surely another type stays as it is.
    """
    prose: dict[int, list[Line]] = {}
    for line in lines:
        if line.page is not None and line.page in scanned and line.size and line.grid is None and not line.furniture:
            prose.setdefault(line.page, []).append(line)
    body = line_size([line for page in prose.values() for line in page])
    own = {page: line_size(each) for page, each in prose.items()}
    return tuple(
        line._replace(size=file_size(line.size, own[line.page], body))
        if line.page in own and line.size and line.grid is None and is_alike(own[line.page], body)
        else line
        for line in lines
    )


def file_size(size: float, own: float, body: float) -> float:
    """A size on a page whose prose measures `own`, where the file's prose has the size `body`."""
    if size < SMALL * own:
        return size
    return body if size <= LARGE * own else max(size, LARGE * body)


def line_size(lines: Sequence[Line]) -> float:
    """The size that the middle letter of some lines has; 0 where there are none."""
    return median((line.size for line in lines for _ in line.text if line.size), 0.0)


def letters_size(words: Sequence[Word]) -> float:
    """The size that the middle letter of some words has; 0 where there are none."""
    return median((word.size for word in words for _ in word.text), 0.0)
