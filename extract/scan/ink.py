"""The ink of a scanned page: specks, leaders and lines taken out, what recognition passed over, drawn marks.

In: a straight grey picture, its lines and shades, the words recognised on it. Out: a picture that is easier to read;
boxes of ink that no word covers; the marks that are drawn and not written. It never reads a letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from extract.page_content import Box, Edge, Word
from extract.scan.lines import DARK, DOTS_A_POINT, row_to_runs

LINE_HALF = 5
"""Dots on each side of a line's middle that the line may cover: borders are up to two points wide."""
LINE_PIECE = 60
"""Dots of a line that are rubbed out together; over more of them a little skew would smear it."""
STROKE = 4
"""Dots of ink above or below a line that are a letter's stroke which reaches into it."""
DRIFT = 1
"""Dots that a line moves up or down within a piece."""
FAINT = 3
"""Grey by which a row of a line is darker than what lies beside it."""
FADE = 10
"""Grey between a shade and the lightest letter on it."""
NOISY = 0.01
"""Share of the empty squares of SPECK_STEP dots from which a page is noisy; a clean one has next to none."""
SPECK_STEP = 16
SPECK = 60
"""Grey by which a speck is darker than its ground."""
LEADER_REDUCE = 2
"""Dots that are made one to look for leaders."""
LEADER_LENGTH = 40.0
"""Points: leaders are longer; nothing else has so many gaps on one line and nothing above or below."""
LEADER_DOTS = 8
"""Dots of the shortest leader."""
LEADER_HALF, LEADER_CLEAR = 2, 8
"""Steps of LEADER_REDUCE dots: half the height of a leader's dots, and to where it is clear above and below them."""
INK_STEP = 4
"""Dots a side of the squares that ink is gathered in: a point."""
INK_GAP = 4
"""Squares between two letters of one text."""
ROUND_MARKS = frozenset("●○◐◑")
"""Marks that no letter of a short word looks like."""
MARK_GAP = 5
"""Dots: a mark stands further from the word behind it."""
SMALLEST_INK = (2.0, 2.0)
"""Points: width and height of the smallest ink that is looked at: a list's bullet."""
LARGEST_INK = 40.0
"""Points: higher ink is a picture."""
PALE, FILLED = 225, frozenset("●■")
"""Grey below which a mark in a light colour, as yellow is, differs from paper; the marks that are told by their fill."""
ROUND = (0.72, 0.86)
"""Share of its box that a dot fills; a disc fills pi/4."""
RING = 0.28
"""Share of its box that a drawn ring fills at most; the letter O is thicker."""
EMPTY, FULL = 0.1, 0.9
"""Shares of the inside of a half of a disc below which it is empty and above which it is full."""
SQUARE = 0.93
"""Share of its box that a square fills."""
TRIANGLE = (0.42, 0.66)
"""Share of its box that a triangle fills."""


def easier_picture(picture: Any, across: Iterable[Edge], down: Iterable[Edge], shades: Iterable[Box]) -> Any:
    """A straight picture without its ruling lines, shades, leaders, and, where it is noisy, its specks."""
    import numpy as np
    from PIL import Image, ImageFilter

    smooth = picture.filter(ImageFilter.MedianFilter(3))
    if is_noisy(picture, smooth):
        picture = smooth
    grey = np.array(picture)
    for shade in shades:
        left, top, right, bottom = (round(side * DOTS_A_POINT) for side in shade)
        area = grey[top:bottom, max(left - 6, 0) : right + 6]
        if area.size:
            area[area >= int(np.median(area)) - FADE] = 255
    for edge in across:
        rub_out(grey, edge)
    for edge in down:
        rub_out(grey.T, edge)
    rub_out_leaders(grey)
    return Image.fromarray(grey)


def is_noisy(picture: Any, smooth: Any) -> bool:
    """Whether the empty places of a picture are strewn with specks that are gone from it once it is smoothed."""
    import numpy as np

    height, width = picture.height // SPECK_STEP, picture.width // SPECK_STEP

    def darkest(each: Any) -> Any:
        grey = np.asarray(each)[: height * SPECK_STEP, : width * SPECK_STEP]
        return grey.reshape(height, SPECK_STEP, width, SPECK_STEP).min(axis=(1, 3)).astype(np.int16)

    ground, dots = darkest(smooth), darkest(picture)
    empty = ground > DARK + SPECK / 2
    return bool(empty.any() and (ground - dots >= SPECK)[empty].mean() > NOISY)


def rub_out(grey: Any, edge: Edge) -> None:
    """White along a horizontal line, piece by piece the rows that are dark along most of it; letters that touch it stay."""
    import numpy as np

    middle, start, end = (round(side * DOTS_A_POINT) for side in edge)
    low, high = max(middle - LINE_HALF, 0), min(middle + LINE_HALF + 1, len(grey))
    for left in range(max(start - LINE_HALF, 0), end + LINE_HALF, LINE_PIECE):
        piece = grey[:, left : min(left + LINE_PIECE, end + LINE_HALF)]
        if not piece[low:high].size:
            continue
        dark = np.median(piece[low:high], axis=1)
        rows = low + np.flatnonzero(dark < dark.max() - FAINT)
        if not len(rows):
            continue
        core = low + np.flatnonzero(dark <= max(dark.min(), DARK))
        first, last = int(core[0]) - DRIFT, int(core[-1]) + DRIFT
        gone = piece[rows] >= DARK
        gone[(rows >= first) & (rows <= last)] = ~strokes_into(piece, first, last + 1)
        piece[rows] = np.where(gone, 255, piece[rows])


def strokes_into(grey: Any, first: int, end: int) -> Any:
    """The columns where ink above or below the rows `first` to `end` of a picture reaches into them."""
    above, below = grey[max(first - STROKE, 0) : first], grey[end : end + STROKE]
    return ((above < DARK).all(axis=0) & (len(above) == STROKE)) | ((below < DARK).all(axis=0) & (len(below) == STROKE))


def rub_out_leaders(grey: Any) -> None:
    """White over the dots between a contents entry and its page number."""
    import numpy as np

    height, width = grey.shape[0] // LEADER_REDUCE, grey.shape[1] // LEADER_REDUCE
    squares = grey[: height * LEADER_REDUCE, : width * LEADER_REDUCE].reshape(
        height, LEADER_REDUCE, width, LEADER_REDUCE
    )
    ink = squares.min(axis=(1, 3)) < DARK
    sums = np.cumsum(np.pad(ink.astype(np.int32), ((LEADER_CLEAR + 1, LEADER_CLEAR), (0, 0))), axis=0)
    near, far, reach = LEADER_HALF, LEADER_CLEAR, LEADER_CLEAR + 1

    def between(first: int, last: int) -> Any:
        return sums[reach + last : reach + last + height] - sums[reach + first - 1 : reach + first - 1 + height]

    inside = between(-near, near) > 0
    clear = (between(-far, -near - 1) == 0) & (between(near + 1, far) == 0)
    shortest = int(LEADER_LENGTH * DOTS_A_POINT / LEADER_REDUCE)
    for row in ((clear & inside).sum(axis=1) >= LEADER_DOTS).nonzero()[0]:
        for start, end in row_to_runs(clear[row], 0):
            if end - start < shortest:
                continue
            dots = row_to_runs(inside[row, start:end], 0)
            if len(dots) < LEADER_DOTS or max(last - first for first, last in dots) > 2 * LEADER_CLEAR:
                continue
            left, right = (start + dots[0][0]) * LEADER_REDUCE, (start + dots[-1][1]) * LEADER_REDUCE
            low = max((row - near) * LEADER_REDUCE, 0)
            grey[low : (row + near + 1) * LEADER_REDUCE, left:right] = 255


def with_ink(picture: Any, words: Iterable[Word]) -> list[Word]:
    """The words without the signs that no ink is under: recognition sees dashes where a scanner's packing leaves an edge."""
    import numpy as np

    ink = np.asarray(picture) < DARK
    kept = []
    for word in words:
        left, top, right, bottom = (round(side * DOTS_A_POINT) for side in (word.x0, word.top, word.x1, word.bottom))
        # letters are as often put beside their ink
        if any(map(str.isalnum, word.text)) or ink[max(top, 0) : bottom, max(left, 0) : right + 1].any():
            kept.append(word)
    return kept


def unread_ink(picture: Any, words: Iterable[Word], limit: int = DARK) -> list[Box]:
    """Boxes of texts and marks that no word covers, of ink darker than `limit`."""
    import numpy as np

    grey = np.array(picture)
    for word in words:
        left, right = round((word.x0 - 1) * DOTS_A_POINT), round((word.x1 + 1) * DOTS_A_POINT)
        top, bottom = round((word.top - 1) * DOTS_A_POINT), round((word.bottom + 1) * DOTS_A_POINT)
        grey[max(top, 0) : bottom, max(left, 0) : right] = 255
    height, width = grey.shape[0] // INK_STEP, grey.shape[1] // INK_STEP
    squares = grey[: height * INK_STEP, : width * INK_STEP].reshape(height, INK_STEP, width, INK_STEP)
    ink = (squares < limit).sum(axis=(1, 3)) >= 3
    found = []
    for left, top, right, bottom in bitmap_to_boxes(ink):
        box = Box(*(side * INK_STEP / DOTS_A_POINT for side in (left, top, right, bottom)))
        high = box.bottom - box.top
        if box.x1 - box.x0 >= SMALLEST_INK[0] and SMALLEST_INK[1] <= high <= LARGEST_INK:
            found.append(box)
    return found


def part_marks(picture: Any, boxes: Iterable[Box]) -> list[Box]:
    """Boxes of ink, a round mark that stands close before a short word ("○ ej") in a box of its own."""
    parted: list[Box] = []
    for box in boxes:
        close = tight(picture, box)
        gap = first_gap(close[0]) if close else None
        if close and gap and mark_of(close_ink(close[0][:, : gap[0]])) in ROUND_MARKS:
            left, right = (close[1].x0 + side / DOTS_A_POINT for side in gap)
            parted += [box._replace(x1=left), box._replace(x0=right)]
        else:
            parted.append(box)
    return parted


def first_gap(ink: Any) -> tuple[int, int] | None:
    """Where the first wide enough gap between the columns of a bitmap begins and ends; null where there is none."""
    runs = row_to_runs(ink.any(axis=0), MARK_GAP)
    return (int(runs[0][1]), int(runs[1][0])) if len(runs) > 1 else None


def bitmap_to_boxes(ink: Any) -> list[tuple[int, int, int, int]]:
    """The boxes (left, top, right, bottom) of parts of a bitmap that hang together, gaps along a row closed."""
    boxes: list[list[int]] = []
    parent: list[int] = []

    def find(item: int) -> int:
        while parent[item] != item:
            item = parent[item] = parent[parent[item]]
        return item

    above: list[tuple[int, int, int]] = []
    for number in range(len(ink)):
        row: list[tuple[int, int, int]] = []
        for start, end in row_to_runs(ink[number], INK_GAP) if ink[number].any() else []:
            mine = len(boxes)
            boxes.append([start, number, end, number + 1])
            parent.append(mine)
            for first, last, other in above:
                if first <= end and last >= start:
                    root = find(other)
                    if root != mine:
                        parent[root] = mine
                        old = boxes[root]
                        box = boxes[mine]
                        box[:] = [min(box[0], old[0]), min(box[1], old[1]), max(box[2], old[2]), max(box[3], old[3])]
            row.append((start, end, mine))
        above = row
    return [(b[0], b[1], b[2], b[3]) for item, b in enumerate(boxes) if parent[item] == item]


def tight(picture: Any, box: Box, limit: int = DARK) -> tuple[Any, Box] | None:
    """The ink inside a box, darker than `limit`, as a bitmap, and the box drawn close round it; null where there is none."""
    import numpy as np

    left, top, right, bottom = (max(round(side * DOTS_A_POINT), 0) for side in box)
    ink = np.asarray(picture)[top:bottom, left:right] < limit
    sides = close_sides(ink)
    if sides is None:
        return None
    x0, y0, x1, y1 = sides
    return ink[y0:y1, x0:x1], Box(*(float(side) / DOTS_A_POINT for side in (left + x0, top + y0, left + x1, top + y1)))


def close_sides(ink: Any) -> tuple[int, int, int, int] | None:
    """Left, top, right and bottom of a bitmap's ink; null where it has none."""
    import numpy as np

    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) == 0:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def close_ink(ink: Any) -> Any:
    """A bitmap cut close round its ink; null where it has none."""
    sides = close_sides(ink)
    return None if sides is None else ink[sides[1] : sides[3], sides[0] : sides[2]]


def mark_of(ink: Any) -> str | None:
    """The mark that a bitmap of ink is a picture of; null where it is none that is known."""
    height, width = ink.shape
    if min(height, width) < 8 or not 0.6 <= width / height <= 1.6:
        return None
    share = float(ink.mean())
    square = 0.85 <= width / height <= 1.18
    if square and share >= SQUARE:
        return "■"
    if square and is_round(ink):
        return round_mark(ink, share)
    if TRIANGLE[0] <= share <= TRIANGLE[1] and is_triangle(ink):
        return "►"
    if is_tick(ink):
        return "✓"
    return "✗" if is_cross(ink) else None


def is_round(ink: Any) -> bool:
    """Whether the outline of a bitmap is a circle, whatever it holds."""
    import numpy as np

    across = np.maximum.accumulate(ink, axis=1) & np.maximum.accumulate(ink[:, ::-1], axis=1)[:, ::-1]
    down = np.maximum.accumulate(ink, axis=0) & np.maximum.accumulate(ink[::-1], axis=0)[::-1]
    corners = [ink[0, 0], ink[0, -1], ink[-1, 0], ink[-1, -1]]
    return all(ROUND[0] <= float(filled.mean()) <= ROUND[1] for filled in (across, down)) and not any(corners)


def round_mark(ink: Any, share: float) -> str | None:
    """A disc, one of its halves or a thin ring; null for letters and figures that are as round."""
    if share >= ROUND[0] and is_filled(ink):
        return "●"
    height, width = ink.shape
    inner = ink[height // 4 : height - height // 4]
    left = float(inner[:, width // 6 : width * 5 // 12].mean())
    right = float(inner[:, width * 7 // 12 : width * 5 // 6].mean())
    if left >= FULL and right <= EMPTY:
        return "◐"
    if right >= FULL and left <= EMPTY:
        return "◑"
    return "○" if share <= RING and max(left, right) <= EMPTY else None


def is_filled(ink: Any) -> bool:
    """Whether no row of a bitmap has a hole: letters have some."""
    return all(len(row_to_runs(row, 0)) <= 1 for row in ink)


def is_triangle(ink: Any) -> bool:
    """Whether a bitmap is a triangle that points to the right: its columns grow shorter, its rows have no hole."""
    lengths = ink.sum(axis=0).astype(int)
    if not is_filled(ink) or lengths[: max(len(lengths) // 8, 1)].max() < 0.85 * len(ink):
        return False
    quarters = [lengths[len(lengths) * part // 4 : len(lengths) * (part + 1) // 4].mean() for part in range(4)]
    return all(before > after + 0.08 * len(ink) for before, after in pairwise(quarters))


def is_tick(ink: Any) -> bool:
    """Whether a bitmap is a tick: a short stroke down to the foot at its left, a long one up to its right corner."""
    height, width = ink.shape
    top = ink[: height // 4].any(axis=0).nonzero()[0]
    foot = ink[height - height // 5 :].any(axis=0).nonzero()[0]
    left = ink[:, : width // 5].any(axis=1).nonzero()[0]
    if not (len(top) and len(foot) and len(left)):
        return False
    return bool(top[0] >= 0.5 * width and foot[-1] <= 0.62 * width and left[0] >= 0.4 * height and ink.mean() <= 0.35)


def is_cross(ink: Any) -> bool:
    """Whether a bitmap is two strokes that cross in the middle; so is the letter x, but it stands in words."""
    height, width = ink.shape
    middle = ink[height * 2 // 5 : height * 3 // 5]
    if middle[:, : width // 6].any() or middle[:, -(width // 6) :].any() or not middle[:, width // 2].any():
        return False
    corners = (ink[: height // 5, -(width // 5) :], ink[-(height // 5) :, : width // 5])
    arms = (ink[: height * 2 // 5], ink[height // 2 : height * 9 // 10])
    return all(corner.any() for corner in corners) and all(
        sum(len(row_to_runs(row, 0)) == 2 for row in arm) >= max(3, height // 8) for arm in arms
    )


def pale_marks(picture: Any, words: Sequence[Word]) -> list[tuple[str, Box]]:
    """Filled marks in colours that a copier makes light grey, lighter than letters are, and the boxes close round them."""
    boxes = unread_ink(picture, words, PALE)
    return [found for found in drawn_marks(picture, boxes, PALE).values() if found[0] in FILLED]


def drawn_marks(picture: Any, boxes: Sequence[Box], limit: int = DARK) -> dict[int, tuple[str, Box]]:
    """The boxes, by their place, that hold a mark darker than `limit`: the mark and the box close round it."""
    found = {}
    for place, box in enumerate(boxes):
        close = tight(picture, box, limit)
        mark = mark_of(close[0]) if close else None
        if close and mark:
            found[place] = (mark, close[1])
    return found
