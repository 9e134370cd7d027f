"""The fast source gives the Documents that the pdfplumber source gives, on every drawn layout."""

import pytest
from generator.blocks import to_blocks
from generator.draw import draw_plan
from generator.print_pdf import Font, PdfStyle, Rules, draw_style, to_pdf

from extract.document import BBox, Document
from extract.reader import ReadOptions, read_document

NEAR = 0.11
"""Points: boxes are rounded to tenths, and pdfium counts in single precision."""
OVERHANG = 0.05
"""Share of the size: how far the ink of a line's last letter may reach beyond its width, which pdfium adds to the box."""


def both(data: bytes) -> tuple[Document, Document]:
    plain, fast = (read_document(data, "prov.pdf", ReadOptions(source)) for source in ("pdfplumber", "fast"))
    return plain, fast


def content(document: Document) -> object:
    lines = [
        (line.text, line.page, line.size, line.bold, line.tag, line.furniture, line.grid, line.coloured)
        for line in document.lines
    ]
    grids = [(grid.evidence, grid.page, [[cell.text for cell in row] for row in grid.rows]) for grid in document.grids]
    return lines, grids, document.pages, document.remarks


def near(one: BBox | None, other: BBox | None, size: float) -> bool:
    if one is None or other is None:
        return one is other
    pairs = (
        (one.x0, other.x0, NEAR),
        (one.top, other.top, NEAR),
        (one.x1, other.x1, NEAR + OVERHANG * size),
        (one.bottom, other.bottom, NEAR),
    )
    return all(abs(left - right) <= limit for left, right, limit in pairs)


def far_boxes(plain: Document, fast: Document) -> list[str]:
    """Texts of lines and cells whose boxes the two sources put at different places."""
    lines = [
        left.text
        for left, right in zip(plain.lines, fast.lines, strict=True)
        if not near(left.bbox, right.bbox, left.size or 0)
    ]
    cells = [
        left.text
        for one, other in zip(plain.grids, fast.grids, strict=True)
        for row, same in zip(one.rows, other.rows, strict=True)
        for left, right in zip(row, same, strict=True)
        if not near(left.bbox, right.bbox, 12.0)
    ]
    return lines + cells


@pytest.mark.parametrize("seed", range(12))
def test_both_sources_give_the_same_document_of_a_drawn_plan(seed: int) -> None:
    plain, fast = both(to_pdf(to_blocks(draw_plan(seed, size=1)), draw_style(seed)))
    assert content(plain) == content(fast)
    assert far_boxes(plain, fast) == []
    assert fast.slow_pages == 0


@pytest.mark.parametrize("rules", list(Rules))
@pytest.mark.parametrize("font", list(Font))
def test_both_sources_give_the_same_document_in_every_style(rules: Rules, font: Font) -> None:
    style = PdfStyle(rules=rules, font=font, justified=font is Font.SERIF, wide_tables=font is Font.EMBEDDED)
    plain, fast = both(to_pdf(to_blocks(draw_plan(7, size=1)), style))
    assert content(plain) == content(fast)
    assert far_boxes(plain, fast) == []
