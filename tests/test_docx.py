"""Word files: the body in order, tables with their merged cells, what a Word file hides."""

import io

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
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


NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
RUN = "<w:r><w:t>{}</w:t></w:r>"
BOX = (
    "<w:txbxContent><w:p>"
    + RUN.format("Handläggare")
    + "</w:p><w:p>"
    + RUN.format("Asta Lind")
    + "</w:p></w:txbxContent>"
)


# What Word wraps round a text, withdraws, moves or hides, and what it prints of it.
@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        # Proposed changes: what is put in stands, what is taken out or moved from here does not.
        (f"<w:ins>{RUN.format('Maten ')}</w:ins><w:del><w:r><w:delText>ej </w:delText></w:r></w:del>{RUN.format('är god')}",
         ["Maten är god"]),
        (f"{RUN.format('Maten ')}<w:moveFrom>{RUN.format('alltid ')}</w:moveFrom><w:moveTo>{RUN.format('är god')}</w:moveTo>",
         ["Maten är god"]),
        # A content control and a smart tag print nothing of their own.
        (f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{RUN.format('Maten ')}</w:sdtContent></w:sdt>"
         f"<w:smartTag>{RUN.format('är god')}</w:smartTag>", ["Maten är god"]),
        # Hidden text is not printed.
        (f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>Dolt </w:t></w:r>{RUN.format('Maten är god')}", ["Maten är god"]),
        # A text box is written twice, for new programs and for old ones; its paragraphs stand before its anchor's.
        (f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict>"
         f"</mc:Fallback></mc:AlternateContent></w:r>{RUN.format('Till nämnden')}", ["Handläggare", "Asta Lind", "Till nämnden"]),
    ],
)  # fmt: skip
def test_a_paragraph_is_what_word_prints_of_it(inside: str, lines: list[str]) -> None:
    file = docx.Document()
    file.add_paragraph()._p.addnext(parse_xml(f"<w:p {NAMES}>{inside}</w:p>"))
    assert [line.text for line in read(file).lines if line.text] == lines


# Rows and cells inside content controls belong to the table; a row that a tracked change deletes does not.
@pytest.mark.parametrize(
    ("third", "rows"),
    [
        ("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", [["A", "B"], ["1", "2"], ["3", "4"]]),
        ("{}", [["A", "B"], ["1", "2"], ["3", "4"]]),
        ("", [["A", "B"], ["1", "2"]]),
    ],
)
def test_rows_in_content_controls(third: str, rows: list[list[str]]) -> None:
    file = docx.Document()
    table = file.add_table(rows=2, cols=2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), "AB12", strict=True):
        cell.text = text
    cells = "".join(f"<w:tc><w:p>{RUN.format(text)}</w:p></w:tc>" for text in "34")
    holder = parse_xml(f"<w:tbl {NAMES}>{third.format(f'<w:tr>{cells}</w:tr>')}</w:tbl>")
    deleted = parse_xml(f"<w:tr {NAMES}><w:trPr><w:del/></w:trPr>{cells}</w:tr>")
    for element in (*holder, deleted):
        table._tbl.append(element)
    assert [[cell.text for cell in row] for row in read(file).grids[0].rows] == rows


def test_a_table_of_one_cell_is_layout() -> None:
    file = docx.Document()
    cell = file.add_table(rows=1, cols=1).cell(0, 0)
    cell.paragraphs[0].style = file.styles["Heading 5"]
    cell.paragraphs[0].text = "Beskrivning"
    cell.add_paragraph("Maten är god.")
    inner = cell.add_table(rows=2, cols=2)
    for place, text in zip((cell for row in inner.rows for cell in row.cells), "AB12", strict=True):
        place.text = text
    document = read(file)
    assert [(line.text, line.tag) for line in document.lines if line.text][:2] == [
        ("Beskrivning", "H5"),
        ("Maten är god.", "P"),
    ]
    assert [[cell.text for cell in row] for row in document.grids[0].rows] == [["A", "B"], ["1", "2"]]


def test_a_paragraph_whose_end_is_deleted_goes_on() -> None:
    file = docx.Document()
    first = file.add_paragraph("Maten ")
    first._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {NAMES}><w:del/></w:rPr>"))
    file.add_paragraph("är god")
    assert [line.text for line in read(file).lines if line.text] == ["Maten är god"]


def test_notes_are_read_and_stand_in_no_paragraph() -> None:
    file = docx.Document()
    file.add_paragraph("Maten är god.")
    notes = f"<w:footnotes {NAMES}><w:footnote><w:p>{RUN.format('Enligt enkäten.')}</w:p></w:footnote></w:footnotes>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), file.part.package)
    file.part.relate_to(part, kind)
    lines = [(line.text, line.furniture) for line in read(file).lines if line.text]
    assert lines == [("Maten är god.", False), ("Enligt enkäten.", True)]


LEVELS = (("decimal", "%1.", "Heading1"), ("decimal", "%1.%2", "Heading2"), ("lowerLetter", "%3)", ""))


def with_numbers(file: object, styled: bool) -> None:
    """Give a file a list of three levels, numId 77, and its headings' styles a place in it."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{2 if level == 0 else 1}"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text, style) in enumerate(LEVELS)
    )
    numbering = file.part.numbering_part.element  # type: ignore[attr-defined]
    numbering.append(parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {space} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for name in ("Heading 1", "Heading 2") if styled else ():
        properties = file.styles[name].element.get_or_add_pPr()  # type: ignore[attr-defined]
        properties.append(parse_xml(f'<w:numPr {space}><w:numId w:val="77"/></w:numPr>'))


# The numbers of headings are in no text: Word counts them by their styles' places in a list.
def test_headings_that_word_numbers() -> None:
    file = docx.Document()
    with_numbers(file, styled=True)
    for level, text in (
        (1, "En trygg stad"),
        (2, "Alla är med"),
        (2, "Alla mår bra"),
        (1, "En grön stad"),
        (2, "Luft"),
    ):
        file.add_heading(text, level)
    assert [line.text for line in read(file).lines if line.text] == [
        "2. En trygg stad", "2.1 Alla är med", "2.2 Alla mår bra", "3. En grön stad", "3.1 Luft",
    ]  # fmt: skip


# A paragraph may stand in the list itself: with the numbers of several levels it is no item, with one it is.
def test_paragraphs_that_word_numbers() -> None:
    file = docx.Document()
    with_numbers(file, styled=False)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for level, text in ((0, "En trygg stad"), (1, "Alla är med"), (2, "Vi följer upp"), (1, "2.2 Alla mår bra")):
        paragraph = file.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {space}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    assert [line.text for line in read(file).lines if line.text] == [
        "- En trygg stad", "2.1 Alla är med", "- Vi följer upp", "2.2 Alla mår bra",
    ]  # fmt: skip
