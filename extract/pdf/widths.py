"""The widths of characters for pdfplumber, as pdfium has them, so that both sources put a word at the same place.

In: the fonts of a file, as pdfminer makes them. Out: the same fonts with whole widths. pdfium cuts the fractions off the
widths that a file gives, which adds up over a long line; pdfminer has the widths of ZapfDingbats by the numbers of its
glyphs and looks them up by letters, and knows no bullet in the codes that WinAnsi leaves unused. It never touches what a
character means.
"""

from __future__ import annotations

from typing import Any

from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFType3Font
from pdfminer.pdfinterp import PDFResourceManager

from extract.marks import SYMBOL, UNUSED

ZAPF_GLYPHS = {
    **{0x33: 19, 0x34: 20, 0x35: 21, 0x36: 22, 0x37: 23, 0x38: 24, 0x6C: 71, 0x6D: 72, 0x6E: 73, 0x6F: 74},
    **{0x70: 203, 0x73: 76, 0x74: 77, 0x75: 78, 0xD4: 160, 0xD8: 196, 0xE4: 174},
}
"""Codes of the ZapfDingbats that serve as marks, and the numbers of their glyphs: 0x33 is the glyph a19 (PDF 32000, annex D)."""


class WholeWidths(PDFResourceManager):
    """pdfminer's fonts of one file, each with whole widths."""

    def get_font(self, objid: object, spec: Any) -> PDFFont:
        """The font with this number in the file."""
        font = super().get_font(objid, spec)
        if not isinstance(font, PDFType3Font):
            font.widths = {key: whole(width) for key, width in font.widths.items()}
            font.default_width = whole(font.default_width)
        if isinstance(font, PDFSimpleFont) and "•" in font.widths:
            font.widths.update({code: font.widths["•"] for code in UNUSED if code not in font.cid2unicode})
        if getattr(font, "basefont", "") == "ZapfDingbats":
            glyphs = {code: font.widths.get(chr(glyph)) for code, glyph in ZAPF_GLYPHS.items()}
            font.widths.update({code: width for code, width in glyphs.items() if width is not None})
        if getattr(font, "basefont", "") == "Symbol":
            signs = {ord(code): font.widths.get(sign) for code, sign in SYMBOL.items()}
            font.widths.update({code: width for code, width in signs.items() if width is not None})
        return font


def whole(width: Any) -> Any:
    """A width without its fraction; whatever else a damaged file gives stays for pdfminer to judge."""
    return int(width) if isinstance(width, float) else width
