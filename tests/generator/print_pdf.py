"""Blocks -> PDF through reportlab: the many small files that tests draw.

In: the blocks of a plan and a `PdfStyle`. Out: the bytes of a PDF, the same for the same input. Every table style of the
archive that carries its cells in another way is here: ruled, shaded, hairlines, nothing at all.
"""

from __future__ import annotations

import importlib.util
import io
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

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
    TocEntry,
)
from generator.dice import Dice
from generator.model import Mark


class Rules(StrEnum):
    """What shows a table's cells."""

    RULED = "ruled"
    BOXED = "boxed"
    """Every cell printed as a rectangle of its own, as word processors do."""
    HAIRLINE = "hairline"
    ZEBRA = "zebra"
    BARE = "bare"


class Font(StrEnum):
    """Type face: a standard one that readers know, or one that is embedded in part."""

    STANDARD = "Helvetica"
    SERIF = "Times-Roman"
    EMBEDDED = "Vera"


BOLD = {Font.STANDARD: "Helvetica-Bold", Font.SERIF: "Times-Bold", Font.EMBEDDED: "VeraBd"}
ITALIC = {Font.STANDARD: "Helvetica-Oblique", Font.SERIF: "Times-Italic", Font.EMBEDDED: "VeraIt"}
DINGBATS = {"✓": "✓", "✔": "✔", "✗": "✗", "✘": "✘", "●": "●", "■": "■"}
COLOURS = {"green": "#2e8b57", "yellow": "#e0b000", "red": "#c03030", "black": "#000000"}
SIGNS = "►▶◐○◑□"
"""Marks that only a font with many signs has; matplotlib brings one along."""
SIGN_FONT = "DejaVuSans"
SIZES = {1: 16, 2: 14, 3: 13, 4: 12, 5: 11, 6: 10.5}


@dataclass(frozen=True, slots=True)
class PdfStyle:
    """How a plan is printed."""

    rules: Rules = Rules.RULED
    font: Font = Font.STANDARD
    wide: bool = False
    wide_tables: bool = False
    justified: bool = False
    padding: float = 4
    table_size: float = 9
    body_size: float = 11
    header: bool = True
    two_columns: bool = True
    split_rows: bool = True
    page_number: str = "Sid {page} ({pages})"
    spacing: float = 8


def draw_style(seed: int) -> PdfStyle:
    """The style of this seed."""
    dice = Dice("pdf style", seed)
    return PdfStyle(
        rules=dice.pick(tuple(Rules)),
        font=dice.pick(tuple(Font)),
        wide=dice.chance(0.15),
        wide_tables=dice.chance(0.2),
        justified=dice.chance(0.3),
        padding=dice.pick((3, 4, 5, 6)),
        table_size=dice.pick((8, 9, 10, 11)),
        body_size=dice.pick((10, 11, 12)),
        header=dice.chance(0.8),
        two_columns=dice.chance(0.6),
        page_number=dice.pick(
            ("Sid {page} ({pages})", "SID {page} ({pages})", "Sida {page} av {pages}", "{page} ({pages})")
        ),
        spacing=dice.pick((6, 8, 10)),
    )


def to_pdf(blocks: tuple[Block, ...], style: PdfStyle = PdfStyle(), *, title: str = "Verksamhetsplan") -> bytes:
    """Print blocks; pages are counted in a first pass so that "Sid 3 (22)" is true."""
    pages = _build(blocks, style, title, 99)[1]
    return _build(blocks, style, title, pages)[0]


def _build(blocks: tuple[Block, ...], style: PdfStyle, title: str, pages: int) -> tuple[bytes, int]:
    _register()
    target = io.BytesIO()
    document = BaseDocTemplate(target, pagesize=A4, invariant=1, title=title, author="styrdata")
    printer = _Printer(style, title, pages)
    size = landscape(A4) if style.wide else A4
    document.addPageTemplates([printer.template("body", size), printer.template("wide", landscape(A4))])
    document.build(printer.flow(blocks))
    return target.getvalue(), document.page


def _register() -> None:
    if importlib.util.find_spec("matplotlib") and SIGN_FONT not in pdfmetrics.getRegisteredFontNames():
        import matplotlib

        path = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
        pdfmetrics.registerFont(TTFont(SIGN_FONT, str(path)))
    if "Vera" in pdfmetrics.getRegisteredFontNames():
        return
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd", "VeraIt"):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))


class _Dot(Flowable):
    """A coloured dot that stands in a cell or before a text."""

    def __init__(self, colour: str, size: float) -> None:
        super().__init__()
        self._colour, self._size = colour, size

    def wrap(self, *_: Any) -> tuple[float, float]:
        return self._size, self._size

    def draw(self) -> None:
        self.canv.setFillColor(colors.HexColor(self._colour))
        self.canv.circle(self._size / 2, self._size / 2, self._size / 2, stroke=0, fill=1)


class _TocLine(Flowable):
    """A contents entry: wrapped title, leader or gap, page number at the right edge."""

    def __init__(self, entry: TocEntry, font: str, size: float) -> None:
        super().__init__()
        self._entry, self._font, self._size = entry, font, size

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        self._width = width
        self._indent = 10.0 * (self._entry.level - 1)
        self._lines = simpleSplit(self._entry.text, self._font, self._size, width - self._indent - 45)
        return width, len(self._lines) * self._size * 1.25 + 4

    def draw(self) -> None:
        lead = self._size * 1.25
        self.canv.setFont(self._font, self._size)
        for number, line in enumerate(self._lines):
            self.canv.drawString(self._indent, (len(self._lines) - number - 1) * lead + 4, line)
        page = str(self._entry.page)
        self.canv.drawRightString(self._width, 4, page)
        if self._entry.dots:
            start = self._indent + pdfmetrics.stringWidth(self._lines[-1], self._font, self._size) + 3
            end = self._width - pdfmetrics.stringWidth(page, self._font, self._size) - 3
            dot = pdfmetrics.stringWidth(".", self._font, self._size)
            self.canv.drawString(start, 4, "." * max(int((end - start) / dot), 0))


class _Printer:
    def __init__(self, style: PdfStyle, title: str, pages: int) -> None:
        self._style, self._title, self._pages = style, title, pages
        body, face = style.body_size, style.font
        self._body = ParagraphStyle(
            "body",
            fontName=face,
            fontSize=body,
            leading=body * 1.28,
            spaceAfter=style.spacing,
            alignment=4 if style.justified else 0,
        )
        self._tight = ParagraphStyle("tight", parent=self._body, spaceBefore=-style.spacing)
        self._item = ParagraphStyle(
            "item", parent=self._body, leftIndent=18, bulletIndent=4, alignment=0, spaceAfter=style.spacing * 0.6
        )
        self._size_cells(1)

    def template(self, name: str, size: tuple[float, float]) -> PageTemplate:
        width, height = size
        frame = Frame(60, 60, width - 120, height - 130, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        return PageTemplate(name, [frame], onPage=self._furniture, pagesize=size)

    def _furniture(self, canvas: Any, document: Any) -> None:
        width, height = canvas._pagesize
        number = self._style.page_number.format(page=document.page, pages=self._pages)
        canvas.setFont(self._style.font, 9)
        if self._style.header:
            canvas.drawString(60, height - 40, self._title)
            canvas.drawRightString(width - 60, height - 40, number)
            canvas.drawString(60, 30, "Exempelköpings stad")
        else:
            canvas.drawCentredString(width / 2, 30, number)

    def flow(self, blocks: tuple[Block, ...]) -> list[Any]:
        flow: list[Any] = []
        for block in blocks:
            if isinstance(block, TableBlock):
                wide = self._style.wide_tables and len(block.header) > 4 and not self._style.wide
                flow += [NextPageTemplate("wide"), PageBreak()] if wide else []
                flow += [Spacer(1, 4), self._table(block), Spacer(1, 10)]
                flow += [NextPageTemplate("body"), PageBreak()] if wide else []
            else:
                flow += self._block(block)
        return flow

    def _block(self, block: Block) -> list[Any]:
        if isinstance(block, HeadingBlock):
            return self._heading(block)
        if isinstance(block, ParagraphBlock):
            return [Paragraph(_plain(block.text), self._tight if block.tight else self._body)]
        if isinstance(block, ListBlock):
            return [
                Paragraph(_plain(item), self._item, bulletText=f"{number}." if block.ordered else "•")
                for number, item in enumerate(block.items, 1)
            ]
        if isinstance(block, StatusBlock):
            return [self._status(block)]
        if isinstance(block, TocBlock):
            title = Paragraph(_plain(block.heading), self._heading_style(1))
            face = self._style.font
            return [title, *(_TocLine(entry, face, self._style.body_size) for entry in block.entries), PageBreak()]
        assert isinstance(block, CoverBlock)
        return self._cover(block)

    def _heading_style(self, level: int) -> ParagraphStyle:
        size = SIZES[level]
        return ParagraphStyle(
            f"h{level}",
            fontName=BOLD[self._style.font],
            fontSize=size,
            leading=size * 1.2,
            spaceBefore=10,
            spaceAfter=6,
            keepWithNext=1,
        )

    def _heading(self, block: HeadingBlock) -> list[Any]:
        title = _plain(block.title)
        if block.italic:
            title = f'<font name="{ITALIC[self._style.font]}">{title}</font>'
        style = self._heading_style(block.level)
        if block.label and not block.one_line:
            above = ParagraphStyle("label", parent=style, spaceAfter=0)
            below = ParagraphStyle("title", parent=style, spaceBefore=0)
            return [Paragraph(_plain(block.label), above), Paragraph(title, below)]
        return [Paragraph(f"{_plain(block.label)} {title}" if block.label else title, style)]

    def _status(self, block: StatusBlock) -> Any:
        if block.mark is None:
            return Paragraph(_plain(block.text), self._body)
        if block.mark.glyph == "●":
            size = self._style.body_size * 0.7
            cells = [[_Dot(COLOURS.get(block.mark.colour, "#000000"), size), Paragraph(_plain(block.text), self._body)]]
            style = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            return Table(cells, colWidths=[16, 300], hAlign="LEFT", style=style)
        return Paragraph(_marked(block.mark, block.text), self._body)

    def _cover(self, block: CoverBlock) -> list[Any]:
        def paragraphs(groups: Any) -> list[Any]:
            flow: list[Any] = []
            for group in groups:
                for line in group:
                    style = (
                        self._heading_style(1)
                        if line.role is Role.TITLE
                        else ParagraphStyle("c", parent=self._body, spaceAfter=0, alignment=0)
                    )
                    flow.append(Paragraph(_plain(line.text), style))
                flow.append(Spacer(1, 14))
            return flow

        if not self._style.two_columns:
            return [*paragraphs(block.groups), PageBreak()]
        titles = [group for group in block.groups if any(line.role is Role.TITLE for line in group)]
        others = [group for group in block.groups if group not in titles]
        pair = [[paragraphs(others[0::2]), paragraphs(others[1::2])]]
        table = Table(pair, colWidths=[260, 200], hAlign="LEFT", style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
        return [table, Spacer(1, 30), *paragraphs(titles), PageBreak()]

    def _size_cells(self, columns: int) -> None:
        face = self._style.font
        size = self._style.table_size - (1.5 if face is Font.EMBEDDED else 0)
        size = size if columns <= 5 else min(size, 8 if columns <= 7 else 6.5)
        self._cell = ParagraphStyle("cell", fontName=face, fontSize=size, leading=size * 1.2)
        self._right = ParagraphStyle("right", parent=self._cell, alignment=2)
        self._strong = ParagraphStyle("strong", parent=self._cell, fontName=BOLD[face])
        self._strong_right = ParagraphStyle("strong right", parent=self._strong, alignment=2)

    def _table(self, block: TableBlock) -> Any:
        self._size_cells(len(block.header))
        wide = self._style.wide or (self._style.wide_tables and len(block.header) > 4)
        total = (landscape(A4)[0] if wide else A4[0]) - 120
        widths = [hint.share * total for hint in block.columns]
        rows = [[self._text(text, column, block, strong=True) for column, text in enumerate(block.header)]]
        spans: list[Any] = []
        for number, row in enumerate(block.rows, 1):
            cells = [self._row_cell(row, column, text, block) for column, text in enumerate(row.cells)]
            if row.kind is RowKind.ANALYSIS:
                spans.append(("SPAN", (0, number), (-1, number)))
                cells += [""] * (len(block.header) - len(cells))
            rows.append(cells)
        return Table(
            rows,
            colWidths=widths,
            repeatRows=1,
            hAlign="LEFT",
            splitInRow=1 if self._style.split_rows else 0,
            style=[*self._table_style(len(rows)), *spans],
        )

    def _row_cell(self, row: Row, column: int, text: str, block: TableBlock) -> Any:
        if column == 0 and row.mark:
            return Paragraph(_marked(row.mark, text), self._cell)
        indent = "&nbsp;&nbsp;" * row.indent if column == 0 else ""
        return self._text(text, column, block, strong=row.kind is RowKind.TOTAL, indent=indent)

    def _text(self, text: str, column: int, block: TableBlock, *, strong: bool = False, indent: str = "") -> Paragraph:
        right = block.columns[column].align == "right"
        style = (self._strong_right if right else self._strong) if strong else self._right if right else self._cell
        return Paragraph(indent + _plain(text), style)

    def _table_style(self, count: int) -> list[Any]:
        pad = self._style.padding
        style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        style += [
            (name, (0, 0), (-1, -1), pad) for name in ("TOPPADDING", "BOTTOMPADDING", "LEFTPADDING", "RIGHTPADDING")
        ]
        rules = self._style.rules
        if rules is Rules.RULED:
            style += [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#dddddd")),
            ]
        elif rules is Rules.BOXED:
            style += [("INNERGRID", (0, 0), (-1, -1), 0.25, colors.grey), ("BOX", (0, 0), (-1, -1), 1, colors.grey)]
        elif rules is Rules.HAIRLINE:
            style.append(("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.HexColor("#888888")))
        elif rules is Rules.ZEBRA:
            shades = [colors.HexColor("#eeeeee"), colors.white]
            style += [
                ("ROWBACKGROUNDS", (0, 1), (-1, -1), shades),
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#c8d8e8")),
            ]
        return style


def _plain(text: str) -> str:
    return "".join(_glyph(char) if char in DINGBATS or char in SIGNS else escape(char) for char in text)


def _glyph(char: str) -> str:
    if char in DINGBATS:
        return f'<font name="ZapfDingbats">{DINGBATS[char]}</font>'
    return f'<font name="{SIGN_FONT}">{char}</font>'


def _marked(mark: Mark, text: str) -> str:
    if mark.glyph not in DINGBATS and mark.glyph not in SIGNS:
        return f"• {_plain(text)}"
    colour = COLOURS.get(mark.colour, "#000000")
    return f'<font color="{colour}">{_glyph(mark.glyph)}</font> {_plain(text)}'


__all__ = ["Font", "PdfStyle", "Rules", "draw_style", "to_pdf"]
