"""Two kinds of evidence for one table held against each other.

In: the grids that one kind of evidence found and those that another found on the same page. Out: remarks about the
cells they read differently. It never decides who is right.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.cells import RawCell, RawGrid
from extract.document import BBox, Remark
from extract.page_content import Box

SAME_PLACE = 0.5
"""Share of the smaller box that two grids share when they are of the same table."""
MOST = 20
"""Remarks about one table at most; a table read wholly differently needs no more."""


def compare_grids(chosen: Sequence[RawGrid], others: Sequence[RawGrid], page: int) -> list[Remark]:
    """Remarks about cells whose texts differ between two readings."""
    remarks: list[Remark] = []
    for grid in chosen:
        twins = [other for other in others if overlap(grid.box, other.box) >= SAME_PLACE]
        if len(twins) == 1:
            remarks += compare_pair(grid, twins[0], page)
    return remarks


def compare_pair(one: RawGrid, other: RawGrid, page: int) -> list[Remark]:
    """Remarks about two readings of one table; readings of different shape are of different tables."""
    if len(one.rows) != len(other.rows) or len(one.rows[0]) != len(other.rows[0]):
        return []
    left, right = filled(one), filled(other)
    if [text for text, _ in left] == [text for text, _ in right]:
        return []
    texts = {text.replace(" ", "") for text, _ in right}
    remarks: list[Remark] = []
    for text, cell in left:
        if text.replace(" ", "") not in texts and len(remarks) < MOST:
            message = (
                f"The {one.evidence} and the {other.evidence} of a table give different cells here: “{text[:60]}”."
            )
            box = BBox(*cell.box) if cell.box else None
            remarks.append(Remark("evidence_disagrees", "warning", message, page, None, box))
    return remarks


def filled(grid: RawGrid) -> list[tuple[str, RawCell]]:
    """Texts of the cells that have one, row by row."""
    return [(cell.text, cell) for row in grid.rows for cell in row if cell.text]


def overlap(one: Box, other: Box) -> float:
    """Share of the smaller box that lies in the other one."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    if wide <= 0 or high <= 0:
        return 0.0
    area = min((box.x1 - box.x0) * (box.bottom - box.top) for box in (one, other))
    return wide * high / max(area, 1.0)
