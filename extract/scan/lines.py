"""The picture of a scanned page, set straight, and the ruling lines and shades in it.

In: a page that is a scan. Out: a grey picture with level lines; its horizontal and vertical edges and its shaded boxes,
in points, as a drawn page gives them; the picture without them, for recognition. It never looks for letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from extract.page_content import Box, Edge

SCAN_DOTS = 300
"""Dots an inch of the picture that is recognised; Tesseract is made for this."""
DOTS_A_POINT = SCAN_DOTS / 72
LEVEL = 0.1
"""Degrees: a smaller skew moves a line by less than a point over its length."""
MOST_SKEW = 4.0
"""Degrees: feeders skew pages by less."""
SKEW_STEP, FINE_STEP = 4, 2
"""Dots that are made one to measure the skew, first about and then exactly."""
LINE_EDGE = 3
"""Steps of SKEW_STEP dots between the middle of a line of letters and the white below it."""
LONG_RUN = 12
"""Steps of SKEW_STEP dots: longer runs of ink are of lines; letters of 24 points have strokes as long."""
SURE = 2.0
"""How many times as sharp as the columns the rows are of a page that surely stands upright."""
FEWEST_DOTS = 200
"""Dots of ink that show a direction."""
DARK = 160
"""Grey (0 to 255) below which a dot is ink."""
SHORTEST = 36.0
"""Points: shorter strokes are letters and their underlines."""
ALONE = 100.0
"""Points: a shorter line that meets no other is part of a letter or an underline."""
LOWEST_CELL = 10.0
"""Points: the sides of lower cells are not told from letters."""
TOUCHES = 1.8
"""Points: how near the ends of a short line lie to the ones that it reaches; letters stand further from a cell's lines."""
MEETS = 4.0
"""Points: how near the end of a line lies to the one it meets."""
ALONG, ACROSS = 5, 2
"""Dots taken together along a line, by their middle value so that specks do not count, and across it, by the darkest."""
NEAR, FAR = 3, 7
"""Steps across a line, of ACROSS dots, between which the page shows again on both sides."""
CONTRAST = 14
"""Grey by which a line is darker than both its sides: a quarter point of grey, scanned at 200 dots an inch."""
LITTLE = 0.25
"""Share of ink beside a line that letters touching it make at most."""
LINE_REACH, GROUND_REACH = 4, 14
"""Dots on both sides of a line's middle within which it drifts, and within which most of what is seen is paper."""
MOST_GAPS = 0.14
"""Share of a line that is as light as its ground: a drawn one has 0.03, a dashed one 0.12, rows of letters 0.16 and more."""
HOLE = 1
"""Steps along a line that it may be broken for; the blanks between words are wider."""
SHADE_STEP = 16
"""Dots a side of the squares that shades are looked for in: four points."""
PAPER_SHARE = 0.7
"""Where in the order of a square's dots its ground lies: letters are darker, bright specks fewer."""
LIGHTEST, DARKEST = 7, 90
"""Grey by which a shade is darker than paper."""
SAME_SHADE = 5
"""Grey by which the squares of one shade differ at most; a header and the row below it differ by more."""
OVERLAP, SIDES = 2.0, 8.0
"""Points: how far two pieces of one shade overlap at least, and how much their sides differ at most."""
SHADE_LEAST = (40.0, 8.0)
"""Points: width and height of the smallest shade; a row of text is as high."""


def page_picture(page: Any) -> Any:
    """A pdfium page to a grey picture as it lies."""
    return page.render(scale=DOTS_A_POINT, grayscale=True).to_pil().convert("L")


def straightened(picture: Any) -> tuple[Any, float]:
    """A picture with its lines of text level, and the angle (degrees counter-clockwise) it was turned by."""
    from PIL import Image

    angle = skew_of(picture)
    if abs(angle) < LEVEL:
        return picture, 0.0
    return picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255), angle


def skew_of(picture: Any) -> float:
    """The angle, in degrees counter-clockwise, that makes the lines of a picture level.

    The right angle is the one that gathers the ink on the fewest rows.
    """
    import numpy as np

    rows, columns = ink_dots(picture, SKEW_STEP)
    if len(rows) < FEWEST_DOTS:
        return 0.0
    steps = np.arange(-MOST_SKEW, MOST_SKEW + 0.01, 0.25)
    coarse = max(steps, key=lambda angle: (gathered(rows, columns, angle), -abs(angle)))
    rows, columns = ink_dots(picture, FINE_STEP)
    steps = np.arange(coarse - 0.25, coarse + 0.26, 0.025)
    return float(max(steps, key=lambda angle: (gathered(rows, columns, angle), -abs(angle))))


def lies_on_its_side(picture: Any) -> bool:
    """Whether the lines of text of a picture run up or down: columns of ink begin and end more sharply than rows do.

    How much ink gathers does not tell: the beginnings of short lines stand below each other.
    """
    level, upright = sharp_ways(picture)
    return upright > level


def may_lie_either_way(picture: Any) -> bool:
    """Whether the sharpness of rows and columns does not tell for sure how a picture lies: one of a table of figures."""
    level, upright = sharp_ways(picture)
    return max(level, upright) < SURE * min(level, upright)


def sharp_ways(picture: Any) -> tuple[float, float]:
    """How sharply the ink of a picture but for its ruling lines is parted in rows, and in columns."""
    import numpy as np

    ink = np.asarray(picture.reduce(SKEW_STEP)) < DARK
    rows, columns = np.nonzero(ink & ~(long_runs(ink) | long_runs(ink.T).T))
    if len(rows) < FEWEST_DOTS:
        return 0.0, 0.0
    steps = np.arange(-2.0, 2.01, 0.5)
    level = max(sharpness(dots_a_row(rows, columns, angle)) for angle in steps)
    upright = max(sharpness(dots_a_row(columns, rows, angle)) for angle in steps)
    return level, upright


def long_runs(ink: Any) -> Any:
    """The ink of a bitmap that is part of a run along its row too long for a letter: of a ruling line."""
    import numpy as np

    found = np.zeros_like(ink)
    for number in np.flatnonzero(ink.sum(axis=1) >= LONG_RUN):
        for start, end in row_to_runs(ink[number], 0):
            if end - start >= LONG_RUN:
                found[number, start:end] = True
    return found


def sharpness(counts: Any) -> float:
    """How sharply rows of ink are told from the white between them."""
    return float(((counts[LINE_EDGE:] - counts[:-LINE_EDGE]) ** 2).sum())


def ink_dots(picture: Any, step: int) -> tuple[Any, Any]:
    """The rows and columns of a picture's ink, in steps of `step` dots."""
    import numpy as np

    small = picture.reduce(step)
    rows, columns = np.nonzero(np.asarray(small) < DARK)
    return rows, columns


def gathered(rows: Any, columns: Any, angle: float) -> float:
    """How much ink lies on few rows once a picture is turned by an angle."""
    return float((dots_a_row(rows, columns, angle) ** 2).sum())


def dots_a_row(rows: Any, columns: Any, angle: float) -> Any:
    """How many dots of ink lie on each row once a picture is turned by an angle."""
    import numpy as np

    level = np.rint(rows - columns * np.tan(np.radians(angle))).astype(int)
    return np.bincount(level - level.min()).astype(float)


def picture_to_edges(picture: Any) -> tuple[list[Edge], list[Edge]]:
    """A straight picture to its horizontal and vertical ruling lines."""
    import numpy as np

    grey = np.asarray(picture)
    across, down = contrast_to_edges(grey, SHORTEST), contrast_to_edges(np.ascontiguousarray(grey.T), LOWEST_CELL)
    long_across = [edge for edge in across if edge.end - edge.start >= ALONE]
    down = [edge for edge in down if is_side(edge, long_across)]
    return [edge for edge in across if edge.end - edge.start >= ALONE or meets_two(edge, down, MEETS)], down


def is_side(edge: Edge, across: Iterable[Edge]) -> bool:
    """Whether a vertical line is one of a table's: it meets a horizontal one, and reaches from one to another if it is short."""
    return meets_any(edge, across) if edge.end - edge.start >= SHORTEST else meets_two(edge, across, TOUCHES)


def meets_any(edge: Edge, others: Iterable[Edge]) -> bool:
    """Whether a line begins or ends at one of some lines across its direction."""
    return any(
        min(abs(other.at - edge.start), abs(other.at - edge.end)) <= MEETS
        and other.start - MEETS <= edge.at <= other.end + MEETS
        for other in others
    )


def meets_two(edge: Edge, others: Iterable[Edge], near: float) -> bool:
    """Whether a line begins at one line across its direction and ends at another: a cell's side, no row of letters."""
    meeting = [other for other in others if other.start - MEETS <= edge.at <= other.end + MEETS]
    return all(any(abs(other.at - end) <= near for other in meeting) for end in (edge.start, edge.end))


def contrast_to_edges(grey: Any, shortest: float) -> list[Edge]:
    """Thin lines of `shortest` points or more along the rows of a bitmap that are darker than both their sides."""
    import numpy as np

    height, width = grey.shape[0] // ACROSS * ACROSS, grey.shape[1] // ALONG * ALONG
    steps = grey[:height, :width].reshape(height, width // ALONG, ALONG)
    steps = np.partition(steps, ALONG // 2, axis=2)[:, :, ALONG // 2].astype(np.int16)
    steps = steps.reshape(height // ACROSS, ACROSS, -1).min(axis=1)
    count = len(steps)
    padded = np.pad(steps, ((FAR, FAR), (0, 0)), constant_values=255)
    above = np.max([padded[FAR - away : FAR - away + count] for away in range(NEAR, FAR + 1)], axis=0)
    below = np.max([padded[FAR + away : FAR + away + count] for away in range(NEAR, FAR + 1)], axis=0)
    edges = runs_to_edges(np.minimum(above, below) - steps >= CONTRAST, shortest)
    return [edge for edge in edges if is_solid(grey, edge)]


def is_solid(grey: Any, edge: Edge) -> bool:
    """Whether a horizontal line has next to no gaps: the tops of a line of letters have one behind each of them."""
    import numpy as np

    at, start, end = (round(side * DOTS_A_POINT) for side in edge)
    near, far = (grey[max(at - reach, 0) : at + reach + 1, start:end] for reach in (LINE_REACH, GROUND_REACH))
    darkest = near.min(axis=0)
    limit = (float(np.median(darkest)) + float(np.median(far))) / 2
    return bool((darkest > limit).mean() <= MOST_GAPS)


def runs_to_edges(ink: Any, shortest: float) -> list[Edge]:
    """Runs of ink, `shortest` points or longer, along the rows of a bitmap of steps to edges."""
    least = int(shortest * DOTS_A_POINT / ALONG)
    # a step belongs to a line where its row, or one beside it, has ink: a tenth of a degree of skew breaks rows
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    edges: list[Edge] = []
    for number in (thick.sum(axis=1) >= least).nonzero()[0]:
        for start, end in row_to_runs(thick[number], HOLE):
            if end - start >= least and is_thin(ink, int(number), start, end):
                at = (number + 0.5) * ACROSS / DOTS_A_POINT
                edges.append(Edge(float(at), start * ALONG / DOTS_A_POINT, end * ALONG / DOTS_A_POINT))
    return edges


def row_to_runs(row: Any, hole: int) -> list[tuple[int, int]]:
    """Runs of true values in a row, holes of at most `hole` values closed."""
    import numpy as np

    change = np.flatnonzero(np.diff(row.astype(np.int8), prepend=0, append=0))
    starts, ends = change[::2], change[1::2]
    if len(starts) == 0:
        return []
    keep = np.concatenate(([True], starts[1:] - ends[:-1] > hole))
    first = starts[keep]
    last = ends[np.concatenate((np.flatnonzero(keep)[1:] - 1, [len(ends) - 1]))]
    return list(zip(first.tolist(), last.tolist(), strict=True))


def is_thin(ink: Any, number: int, start: int, end: int) -> bool:
    """Whether there is little ink on both sides of a run: beside a line of letters there is more of the letters."""
    places = (number - NEAR - 1, number + NEAR + 1)
    sides = [ink[place, start:end].mean() for place in places if 0 <= place < len(ink)]
    return bool(max(sides, default=0.0) <= LITTLE)


def picture_to_shades(picture: Any) -> list[Box]:
    """A straight picture to the boxes that are a little darker than its paper."""
    import numpy as np

    grey = np.asarray(picture)
    height, width = grey.shape[0] // SHADE_STEP, grey.shape[1] // SHADE_STEP
    squares = grey[: height * SHADE_STEP, : width * SHADE_STEP].reshape(height, SHADE_STEP, width, SHADE_STEP)
    flat = squares.transpose(0, 2, 1, 3).reshape(height, width, SHADE_STEP * SHADE_STEP)
    place = int(PAPER_SHARE * SHADE_STEP * SHADE_STEP)
    ground = np.partition(flat, place, axis=2)[:, :, place].astype(np.int16)
    paper = int(np.bincount(ground.ravel(), minlength=256)[128:].argmax()) + 128
    shaded = (paper - ground >= LIGHTEST) & (paper - ground <= DARKEST)
    return put_together([refined(grey, box, level) for box, level in squares_to_boxes(ground, shaded)])


def put_together(boxes: Sequence[Box]) -> list[Box]:
    """Boxes with those that overlap and are as wide made one: squares full of bold letters part a shade in two."""
    done: list[Box] = []
    for box in sorted(boxes, key=lambda each: (each.top, each.x0)):
        part = next(
            (
                place
                for place, above in enumerate(done)
                if above.bottom - box.top >= OVERLAP
                and abs(above.x0 - box.x0) <= SIDES
                and abs(above.x1 - box.x1) <= SIDES
            ),
            None,
        )
        if part is None:
            done.append(box)
        else:
            above = done[part]
            done[part] = Box(min(above.x0, box.x0), above.top, max(above.x1, box.x1), max(above.bottom, box.bottom))
    return done


def squares_to_boxes(ground: Any, shaded: Any) -> list[tuple[tuple[int, int, int, int], int]]:
    """Shaded squares to rectangles with their grey: runs of one width and grey on adjoining rows, sides in squares."""
    import numpy as np

    step = SHADE_STEP / DOTS_A_POINT
    open_boxes: list[list[int]] = []
    done: list[list[int]] = []
    for number, row in enumerate(shaded):
        going: list[list[int]] = []
        for start, end in row_to_runs(row, 1):
            if (end - start) * step < SHADE_LEAST[0]:
                continue
            level = int(np.median(ground[number, start:end]))
            new = [start, number, end, number + 1, level]
            same = next((box for box in open_boxes if goes_on(box, new)), None)
            if same is not None:
                open_boxes.remove(same)
                same[3] = number + 1
            going.append(same or new)
        done += open_boxes
        open_boxes = going
    boxes = [*done, *open_boxes]
    return [((b[0], b[1], b[2], b[3]), b[4]) for b in boxes if (b[3] - b[1] + 1) * step >= SHADE_LEAST[1]]


def goes_on(box: list[int], new: list[int]) -> bool:
    """Whether a run of squares is as wide and as grey as the rectangle above it."""
    return abs(box[0] - new[0]) <= 1 and abs(box[2] - new[2]) <= 1 and abs(box[4] - new[4]) <= SAME_SHADE


def refined(grey: Any, box: tuple[int, int, int, int], level: int) -> Box:
    """A rectangle of squares to a box whose upper and lower sides are where its grey begins and ends."""
    import numpy as np

    left, top, right, bottom = (side * SHADE_STEP for side in box)
    low, high = max(top - SHADE_STEP, 0), min(bottom + SHADE_STEP, len(grey))
    place = (right - left) * 2 // 3
    rows = np.partition(grey[low:high, left:right], place, axis=1)[:, place].astype(np.int16)
    inside = np.flatnonzero(np.abs(rows - level) <= SAME_SHADE)
    first, last = (low + int(inside[0]), low + int(inside[-1]) + 1) if len(inside) else (top, bottom)
    return Box(left / DOTS_A_POINT, first / DOTS_A_POINT, right / DOTS_A_POINT, last / DOTS_A_POINT)
