"""A Word file's bytes to a Document.

In: the bytes of a .docx. Out: a Document of lines and grids in the order of the body: headings by their styles and with
the numbers that Word prints, list items with "- " in front, contents entries with a tab before the page number, tables
as the file has them. Headers and footers are furniture, read once. A Word file has no pages. It never follows a link and
never runs a macro.
"""

from __future__ import annotations

import io
import re
from typing import Any

from extract.document import Cell, Document, Evidence, Grid, Line, MediaType, TextSource
from extract.errors import ReadError, Reason
from extract.marks import plain_text, symbol_text
from extract.word.numbers import Numbering, read_numbering
from extract.word.pictures import DRAWINGS, drawing_to_text
from extract.word.settle import WORD, settle

HEADING = re.compile(r"(?:heading|rubrik)\s*([1-9])", re.IGNORECASE)
CONTENTS = re.compile(r"(?:toc|innehåll)\s*\d", re.IGNORECASE)
LIST = re.compile(r"list|punkt", re.IGNORECASE)
BLANKS = re.compile(r"[^\S\t]+")
WIDEST = 60
"""Columns of the widest table; a larger span is a mistake in the file."""


def read_docx(data: bytes, name: str) -> Document:
    """Read a Word file; raises ReadError."""
    import docx

    try:
        file = docx.Document(io.BytesIO(data))
        settle(file.element.body)
        builder = _Builder()
        for part in furniture_texts(file):
            builder.add_line(part, furniture=True)
        builder.add_body(file)
        for text in note_texts(file):
            builder.add_line(text, furniture=True)
    except Exception as error:  # python-docx raises whatever a damaged archive happens to hit
        raise ReadError(Reason.DAMAGED, f"{name} is a damaged Word file and could not be read.") from error
    if not any(line.text for line in builder.lines):
        raise ReadError(Reason.EMPTY, f"{name} holds no text; nothing to import.")
    return Document(MediaType.DOCX, TextSource.NATIVE, tuple(builder.lines), tuple(builder.grids))


def furniture_texts(file: Any) -> list[str]:
    """The texts of headers and footers, each once."""
    from docx.text.paragraph import Paragraph

    texts: dict[str, None] = {}
    for section in file.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                settle(part._element)
                found = [Paragraph(element, part) for element in part._element.iter(f"{WORD}p")]
                texts.update((text, None) for paragraph in found if (text := paragraph_text(paragraph)))
    return list(texts)


def note_texts(file: Any) -> list[str]:
    """The texts of footnotes and endnotes, which stand in parts of their own."""
    from docx.oxml import parse_xml
    from docx.text.paragraph import Paragraph

    texts: list[str] = []
    for relation in file.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        root = parse_xml(relation.target_part.blob)
        settle(root)
        found = (paragraph_text(Paragraph(element, file)) for element in root.iter(f"{WORD}p"))
        texts += [text for text in found if text]
    return texts


class _Builder:
    """Numbers lines as the body is walked through."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.grids: list[Grid] = []
        self._numbering = Numbering()

    def add_body(self, file: Any) -> None:
        """All blocks of the body."""
        self._numbering = read_numbering(file)
        self._add_blocks(file.element.body, file)

    def _add_blocks(self, story: Any, parent: Any) -> None:
        """The paragraphs and tables of a body or of a cell that is used for layout, in order."""
        from docx.table import Table
        from docx.text.paragraph import Paragraph

        last_list = False
        for element in story:
            if element.tag == f"{WORD}tbl":
                self._blank()
                self._add_table(Table(element, parent))
                self._blank()
                last_list = False
            elif element.tag == f"{WORD}p":
                last_list = self._add_paragraph(Paragraph(element, parent), last_list)

    def _add_paragraph(self, paragraph: Any, after_item: bool) -> bool:
        style = paragraph.style.name if paragraph.style is not None else ""
        texts = [text for text in split_breaks(paragraph) if text]
        number, is_place = self._numbering.number_of(paragraph)
        heading, contents = HEADING.match(style), CONTENTS.match(style)
        item = is_item(paragraph, style) and not is_place
        if texts and number and (heading or is_place) and not texts[0].startswith(number):
            texts[0] = f"{number} {texts[0]}"
        if not texts or not (contents or (item and after_item)):
            self._blank()
        tag = f"H{heading[1]}" if heading else "TOCI" if contents else "LI" if item else "P"
        if style == "Title":
            tag = "Title"
        for place, text in enumerate(texts):
            mark = "- " if item and place == 0 and not text.startswith("- ") else ""
            self.add_line(mark + text, tag=tag, bold=is_bold(paragraph), size=font_size(paragraph))
        return bool(item and texts)

    def add_line(
        self,
        text: str,
        *,
        tag: str | None = None,
        bold: bool = False,
        size: float | None = None,
        furniture: bool = False,
    ) -> None:
        """One line."""
        self.lines.append(Line(len(self.lines) + 1, text, size=size, bold=bold, tag=tag, furniture=furniture))

    def _blank(self) -> None:
        if self.lines and self.lines[-1].text:
            self.lines.append(Line(len(self.lines) + 1, ""))

    def _add_layout(self, table: Any) -> None:
        """The cells of a table used for layout, one after the other."""
        for row in table.rows:
            for cell in dict.fromkeys(row._tr.tc_lst):
                self._add_blocks(cell, table)
                self._blank()

    def _add_table(self, table: Any) -> None:
        texts = table_texts(table)
        if not texts:
            return
        if len(texts[0][1]) < 2 or is_layout(table):
            self._add_layout(table)
            return
        rows = []
        for is_header, row in texts:
            number = len(self.lines) + 1
            rows.append(tuple(Cell(text, number, is_header=is_header) for text in row))
            self.lines.append(Line(number, "\t".join(row), grid=len(self.grids)))
        self.grids.append(Grid(tuple(rows), Evidence.TAGS))


def is_layout(table: Any) -> bool:
    """Whether a table is one row of texts set beside each other, as on a cover: several paragraphs in some, or a table."""
    if len(table.rows) != 1:
        return False
    if any(element is not table._tbl for element in table._tbl.iter(f"{WORD}tbl")):
        return True
    counts = [sum(bool(paragraph.text.strip()) for paragraph in cell.paragraphs) for cell in table.rows[0].cells]
    return sum(count > 1 for count in counts) > 1


def table_texts(table: Any) -> list[tuple[bool, list[str]]]:
    """A Word table to rows of texts, each with whether it is a repeated header; merged-away cells are empty."""
    rows: list[tuple[bool, list[str]]] = []
    for row in table.rows:
        properties = row._tr.trPr
        is_header = properties is not None and properties.find(f"{WORD}tblHeader") is not None
        texts = [""] * min(row.grid_cols_before, WIDEST)
        for cell in row._tr.tc_lst:
            text = "" if cell.vMerge == "continue" else cell_text(cell, table)
            texts += [text] + [""] * (min(cell.grid_span, WIDEST) - 1)
        rows.append((is_header, texts))
    width = max((len(texts) for _, texts in rows), default=0)
    return [(is_header, texts + [""] * (width - len(texts))) for is_header, texts in rows]


def cell_text(element: Any, table: Any) -> str:
    """A cell's text with blanks folded; a table inside it is read cell by cell."""
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    cell = _Cell(element, table)
    parts = [paragraph_text(Paragraph(part, cell)) for part in element.iter(f"{WORD}p")]
    return " ".join(BLANKS.sub(" ", part.replace("\t", " ")).strip() for part in parts if part.strip())


def split_breaks(paragraph: Any) -> list[str]:
    """A paragraph's lines: a line break ends one."""
    return [BLANKS.sub(" ", line).strip() for line in raw_text(paragraph).split("\n")]


def paragraph_text(paragraph: Any) -> str:
    """A paragraph's text on one line."""
    return BLANKS.sub(" ", raw_text(paragraph)).strip()


def raw_text(paragraph: Any) -> str:
    """All text of a paragraph, that of links, fields' results and insertions too, deletions not."""
    parts: list[str] = []
    for element in paragraph._p.iter():
        if element.tag == f"{WORD}t" and element.text:
            parts.append(element.text)
        elif element.tag == f"{WORD}tab" and element.getparent().tag == f"{WORD}r":
            parts.append("\t")
        elif element.tag in (f"{WORD}br", f"{WORD}cr"):
            parts.append("\n")
        elif element.tag == f"{WORD}noBreakHyphen":
            parts.append("-")
        elif element.tag == f"{WORD}sym":
            parts.append(symbol(element))
        elif element.tag in DRAWINGS:
            parts.append(drawing_to_text(element, paragraph.part))
    return plain_text("".join(parts)) if parts else ""


def symbol(element: Any) -> str:
    """A symbol element to its mark."""
    code, font = element.get(f"{WORD}char") or "", element.get(f"{WORD}font") or ""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    return symbol_text(chr(value & 0xFF if value >= 0xF000 and "wingdings" in font.lower() else value), font)


def is_item(paragraph: Any, style: str) -> bool:
    """Whether a paragraph is a list item: by its numbering or its style's name."""
    properties = paragraph._p.pPr
    numbered = properties is not None and properties.numPr is not None
    return (numbered or bool(LIST.search(style))) and not HEADING.match(style)


def is_bold(paragraph: Any) -> bool:
    """Whether all text of a paragraph is bold, by its runs or its style."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    style = bool(paragraph.style is not None and paragraph.style.font.bold)
    return bool(runs) and all(run.bold or (run.bold is None and style) for run in runs)


def font_size(paragraph: Any) -> float | None:
    """The size of a paragraph's text in points, where its runs or its style give one."""
    sizes = [run.font.size.pt for run in paragraph.runs if run.font.size is not None]
    if sizes:
        return float(max(sizes))
    style = paragraph.style
    return float(style.font.size.pt) if style is not None and style.font.size is not None else None
