"""Word files: the body in order, tables with their merged cells, what a Word file hides."""

import io

import docx
import pytest
from generator.blocks import HeadingBlock, ParagraphBlock, Row, RowKind, TableBlock, to_blocks
from generator.draw import draw_plan
from generator.print_docx import to_docx
from generator.print_html import plain_glyph

from extract.document import Document, Evidence, MediaType
from extract.errors import ReadError, Reason
from extract.reader import read_document


def saved(file: object) -> bytes:
    target = io.BytesIO()
    file.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def read(file: object) -> Document:
    return read_document(saved(file), "plan.docx")


def expected_row(row: Row, width: int) -> list[str]:
    if row.kind is RowKind.ANALYSIS:
        return [row.cells[0], *[""] * (width - 1)]
    mark = f"{plain_glyph(row.mark)} " if row.mark else ""
    return [mark + row.cells[0], *row.cells[1:]]


def folded(text: str) -> str:
    marks = str.maketrans({"\u2010": "-", "\u2011": "-"})
    return " ".join(text.translate(marks).split())


@pytest.mark.parametrize("seed", range(8))
def test_a_drawn_plan_comes_back_whole(seed: int) -> None:
    blocks = to_blocks(draw_plan(seed))
    document = read_document(to_docx(blocks), "plan.docx")
    assert document.media_type is MediaType.DOCX
    assert document.page_count is None
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    assert len(document.grids) == len(tables)
    for grid, table in zip(document.grids, tables, strict=True):
        rows = [list(table.header), *(expected_row(row, len(table.header)) for row in table.rows)]
        assert [[cell.text for cell in row] for row in grid.rows] == [[folded(text) for text in row] for row in rows]
        assert grid.evidence is Evidence.TAGS
        assert all(cell.is_header for cell in grid.rows[0])
    lines = {(line.text, line.tag) for line in document.lines}
    for block in blocks:
        if isinstance(block, HeadingBlock):
            assert all((folded(text), f"H{block.level}") in lines for text in block.lines)
        elif isinstance(block, ParagraphBlock):
            assert (folded(block.text), "P") in lines


def test_merged_cells_keep_the_columns() -> None:
    file = docx.Document()
    table = file.add_table(rows=3, cols=3)
    for number, text in enumerate(("A", "B", "C")):
        table.cell(0, number).text = text
    table.cell(1, 0).merge(table.cell(2, 0)).text = "två rader"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "två kolumner"
    table.cell(2, 2).text = "sist"
    rows = [[cell.text for cell in row] for row in read(file).grids[0].rows]
    assert rows == [["A", "B", "C"], ["två rader", "två kolumner", ""], ["", "", "sist"]]


def test_lists_headers_and_order() -> None:
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "Verksamhetsplan 2022"
    file.add_heading("Förväntat resultat", level=5)
    file.add_paragraph("Maten är god", style="List Bullet")
    file.add_paragraph("Alla trivs", style="List Bullet")
    file.add_table(rows=1, cols=2)
    file.add_paragraph("Efter tabellen")
    document = read(file)
    assert [line.text for line in document.lines if line.furniture] == ["Verksamhetsplan 2022"]
    texts = [line.text for line in document.lines if line.text.strip() and not line.furniture]
    assert texts == ["Förväntat resultat", "- Maten är god", "- Alla trivs", "Efter tabellen"]


def test_a_damaged_word_file_says_so() -> None:
    data = saved(docx.Document())
    with pytest.raises(ReadError) as caught:
        read_document(data[: len(data) // 2] + b"word/document.xml", "plan.docx")
    assert caught.value.reason is Reason.DAMAGED


def test_another_zip_archive_is_unsupported() -> None:
    with pytest.raises(ReadError) as caught:
        read_document(b"PK\x03\x04" + bytes(100), "plan.docx")
    assert caught.value.reason is Reason.UNSUPPORTED
