"""Blocks -> Word file through python-docx, in the way the planning system exports one.

In: the blocks of a plan. Out: the bytes of a .docx with heading styles, a contents list, tables with a repeated header
row, marks as characters, a header with a page field. LibreOffice makes a PDF of it in `make samples`.
"""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from generator.blocks import (
    Block,
    CoverBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    Role,
    Row,
    RowKind,
    StatusBlock,
    TableBlock,
    TocBlock,
)
from generator.print_html import plain_glyph

COLOURS = {"green": "2E8B57", "yellow": "E0B000", "red": "C03030", "black": "000000"}
TEXT_WIDTH = 16.0
"""Centimetres between the margins."""


def to_docx(blocks: tuple[Block, ...], *, title: str = "Verksamhetsplan", style: str = "Table Grid") -> bytes:
    """Print blocks; `style` is the tables' style."""
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    file.styles["Normal"].font.name = "Liberation Serif"
    file.styles["Normal"].font.size = Pt(11)
    header = section.header.paragraphs[0]
    header.text = f"{title}\tSid "
    _field(header, "PAGE")
    header.add_run(" (")
    _field(header, "NUMPAGES")
    header.add_run(")")
    for block in blocks:
        _print(file, block, style)
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def _field(paragraph: Any, code: str) -> None:
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    element.append(run)
    paragraph._p.append(element)


def _print(file: Any, block: Block, style: str) -> None:  # noqa: C901 - one branch a kind of block
    if isinstance(block, HeadingBlock):
        _heading(file, block)
    elif isinstance(block, ParagraphBlock):
        paragraph = file.add_paragraph(block.text)
        if block.tight:
            paragraph.paragraph_format.space_before = Pt(0)
    elif isinstance(block, ListBlock):
        for item in block.items:
            file.add_paragraph(item, style="List Number" if block.ordered else "List Bullet")
    elif isinstance(block, StatusBlock):
        paragraph = file.add_paragraph()
        if block.mark:
            _mark(paragraph, block.mark)
        paragraph.add_run(block.text)
    elif isinstance(block, TocBlock):
        _contents(file, block)
    elif isinstance(block, TableBlock):
        _table(file, block, style)
    elif isinstance(block, CoverBlock):
        _cover(file, block)


def _heading(file: Any, block: HeadingBlock) -> None:
    if block.label and not block.one_line:
        file.add_heading(block.label, level=block.level)
        file.add_heading(block.title, level=block.level)
    else:
        file.add_heading(block.text, level=block.level)


def _mark(paragraph: Any, mark: Any) -> None:
    run = paragraph.add_run(f"{plain_glyph(mark)} ")
    run.font.name = "DejaVu Sans"
    run.font.color.rgb = RGBColor.from_string(COLOURS.get(mark.colour, "000000"))


def _contents(file: Any, block: TocBlock) -> None:
    file.add_paragraph(block.heading, style="TOC Heading" if "TOC Heading" in file.styles else "Title")
    for entry in block.entries:
        paragraph = file.add_paragraph()
        leader = WD_TAB_LEADER.DOTS if entry.dots else WD_TAB_LEADER.SPACES
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, leader)
        paragraph.paragraph_format.left_indent = Cm(0.4 * (entry.level - 1))
        paragraph.paragraph_format.right_indent = Cm(1)
        paragraph.paragraph_format.space_after = Pt(3)
        paragraph.add_run(f"{entry.text}\t{entry.page}")
    file.add_page_break()


def _cover(file: Any, block: CoverBlock) -> None:
    for group in block.groups:
        for line in group:
            if line.role is Role.TITLE:
                file.add_paragraph(line.text, style="Title")
            else:
                file.add_paragraph(line.text).paragraph_format.space_after = Pt(0)
        file.add_paragraph()
    file.add_page_break()


def _table(file: Any, block: TableBlock, style: str) -> None:
    table = file.add_table(rows=0, cols=len(block.header), style=style)
    table.autofit = False
    _cells(table, block, block.header, header=True)
    for row in block.rows:
        if row.kind is RowKind.ANALYSIS:
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = row.cells[0]
        else:
            _cells(table, block, row.cells, row=row)
    file.add_paragraph().paragraph_format.space_after = Pt(4)


def _cells(
    table: Any, block: TableBlock, texts: tuple[str, ...], *, header: bool = False, row: Row | None = None
) -> None:
    added = table.add_row()
    if header:
        added._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for number, (cell, text) in enumerate(zip(added.cells, texts, strict=True)):
        cell.width = Cm(block.columns[number].share * TEXT_WIDTH)
        paragraph = cell.paragraphs[0]
        if block.columns[number].align == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if row and row.mark and number == 0:
            _mark(paragraph, row.mark)
        run = paragraph.add_run(text)
        run.font.size = Pt(9)
        run.bold = header or (row is not None and row.kind is RowKind.TOTAL)
