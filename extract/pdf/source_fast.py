"""The pypdfium2 source of characters: a tenth of the time, with gates.

In: a PDF's bytes. Out: one PageContent a page, the same as the pdfplumber source gives, each page closed as it is
read. A page where pdfium's answers cannot be trusted (turned pages or text, cropped pages, forms inside the page,
characters without a known meaning, fonts drawn in the page's own language, whose names pdfium does not give) is read
through pdfplumber instead and counted in `slow_pages`.

Only the first and the last character of a word are asked for their places: that is what makes it fast.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from extract.document import new_tuple
from extract.icons import SMALL_IMAGE, SMALLEST_IMAGE, image_to_picture
from extract.marks import is_plain, plain_text, symbol_text
from extract.page_content import SMALLEST_SIZE, Box, PageContent, Tag, Word
from extract.pdf.hues import Places, coloured_lines, has_hue
from extract.pdf.paths import WHITE, Drawing, is_dot
from extract.pdf.quick_calls import (
    CLOSES,
    DRAW_MODE_OF,
    FILL_OF,
    FONT_NAME_OF,
    FONT_OF,
    LOOSE_BOX_OF,
    MATRIX_OF,
    MCID_OF,
    OBJECT_AT,
    OBJECT_MATRIX_OF,
    OBJECT_OF,
    ORIGIN_OF,
    POINT_OF,
    SEGMENT_AT,
    SEGMENT_COUNT_OF,
    SEGMENT_TYPE_OF,
    SIZE_OF,
    STROKE_OF,
    TEXT_OF,
    TYPE_OF,
    UNMAPPED_AT,
    handle_of,
    place,
    place_of,
)
from extract.pdf.source_plain import PlainSource, is_bold
from extract.pdf.struct_tree import page_to_tags

WORD = re.compile("[^\\s\\x02\\ufffe]+[\\x02\\ufffe]?|[\\x02\\ufffe]")
"""A word in pdfium's text; U+0002 and U+FFFE are hyphens at a line's end, after which the next line may follow."""
LEAN = 0.01
"""Sine of the angle from which text is not upright."""
LONG_NAME = 128
"""Bytes of the longest name of a font that is read at the first try."""
SEGMENTS_MAX = 400
"""Segments of the longest path that can be a table's; longer ones are drawings."""

TEXT, PATH = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH
MOVE, CURVE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_BEZIERTO

Kind = tuple[float, bool, str, int]
"""Size, weight, font name (of a symbol font only) and marked content of a text object."""


class SlowPageError(Exception):
    """A page that pdfium cannot be trusted with."""


class UnmappedPageError(SlowPageError):
    """A page with characters that the file gives no meaning for."""


class FastSource:
    """Pages of a PDF through pdfium, and through pdfplumber where that is safer."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf = pdfium.PdfDocument(data)
        self.page_count = len(self._pdf)
        self.slow_pages = 0
        self.failed_pages: list[int] = []
        self._tagged = bool(raw.FPDFCatalog_IsTagged(self._pdf))
        self._plain: PlainSource | None = None

    def page(self, number: int) -> PageContent:
        """Read the page with this 1-based number and let go of it."""
        try:
            return self._fast_page(number)
        except UnmappedPageError:
            self.slow_pages += 1
            content = self._slow_page(number)
            return replace(content, unmapped=max(content.unmapped, self._unmapped_share(number)))
        except (SlowPageError, pdfium.PdfiumError):
            self.slow_pages += 1
            return self._slow_page(number)

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()
        if self._plain is not None:
            self._plain.close()

    def _unmapped_share(self, number: int) -> float:
        page = self._pdf[number - 1]
        text_page = page.get_textpage()
        try:
            count = max(raw.FPDFText_CountChars(text_page.raw), 1)
            errors = [raw.FPDFText_HasUnicodeMapError(text_page.raw, index) == 1 for index in range(count)]
            return float(sum(errors) / count)
        finally:
            text_page.close()
            page.close()

    def _slow_page(self, number: int) -> PageContent:
        if self._plain is None:
            try:
                self._plain = PlainSource(self._data)
            except Exception:  # what pdfium can open pdfminer may not
                self.failed_pages.append(number)
                return PageContent(number, 0.0, 0.0)
            self._plain.failed_pages = self.failed_pages
        if number > self._plain.page_count:
            self.failed_pages.append(number)
            return PageContent(number, 0.0, 0.0)
        return self._plain.page(number)

    def _fast_page(self, number: int) -> PageContent:
        page = self._pdf[number - 1]
        try:
            return page_to_content(page, number, tagged=self._tagged)
        finally:
            page.close()


def page_to_content(page: Any, number: int, *, tagged: bool) -> PageContent:
    """A pdfium page to a PageContent; raises SlowPageError."""
    left, bottom, width, height = sheet = page.get_mediabox()
    if left or bottom or page.get_rotation() or page.get_cropbox() != sheet:
        raise SlowPageError
    drawing = Drawing()
    covered = objects_to_drawing(page, height, drawing)
    words, coloured = page_to_words(page, height, tagged=tagged)
    tags: tuple[Tag, ...] = ()
    if tagged and any(word.mcid >= 0 for word in words):
        tags = page_to_tags(page)
    return PageContent(
        number,
        width,
        height,
        words,
        tuple(drawing.across),
        tuple(drawing.down),
        tuple(drawing.fills),
        tuple(drawing.pictures),
        tags,
        min(covered / max(width * height, 1.0), 1.0),
        coloured=coloured,
    )


def page_to_words(page: Any, height: float, *, tagged: bool) -> tuple[tuple[Word, ...], Places]:
    """The words of a page in the order of the file, and where its coloured lines begin."""
    text_page = raw.FPDFText_LoadPage(page.raw)
    if not text_page:
        raise pdfium.PdfiumError("Failed to load text page.")
    try:
        return text_to_words(text_page, height, tagged=tagged)
    finally:
        raw.FPDFText_ClosePage(text_page)


def text_to_words(text_page: Any, height: float, *, tagged: bool) -> tuple[tuple[Word, ...], Places]:
    """A pdfium text page to words and coloured lines; raises SlowPageError where a character has no known meaning."""
    text = text_of(text_page)
    if "\x00" in text or "\ufffd" in text:
        raise UnmappedPageError
    words: list[Word] = []
    kinds: dict[int, Kind] = {}
    opened: dict[int, int] = {}
    kind_reader = KindReader(text_page, tagged=tagged)
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    at_x, at_y, at_box = map(place_of, (x, y, box))
    handle = handle_of(text_page)
    object_of, origin_of, loose_box_of = OBJECT_OF, ORIGIN_OF, LOOSE_BOX_OF
    plain = is_plain(text)
    end = 0
    for run in WORD.findall(text) if "\x02" in text or "\ufffe" in text else text.split():
        first = text.index(run, end)
        end = first + len(run)
        item = object_of(handle, first)
        kind = kinds.get(item)
        if kind is None:
            kind = kinds[item] = kind_reader.read(item, first)
            opened[len(words)] = item
        origin_of(handle, first, at_x, at_y)
        loose_box_of(handle, end - 1, at_box)
        size, bold, font, mcid = kind
        word = run if plain else plain_text(run)
        if font:
            word = plain_text(symbol_text(run, font))
        elif not word:
            continue  # a blank of no width
        words.append(new_tuple(Word, (x.value, height - y.value, box.right, size, word, bold, mcid)))
    return tuple(words), coloured_lines(words, opened, HueReader().is_coloured)


def text_of(text_page: Any) -> str:
    """All characters of a page, one for each of pdfium's; raises SlowPageError where the two do not go together."""
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = bytearray(2 * (count + 1))
    written = TEXT_OF(handle_of(text_page), 0, count, place_of(ctypes.c_char.from_buffer(buffer)))
    if written - 1 != count:
        raise SlowPageError
    return buffer[: count * 2].decode("utf-16-le", "surrogatepass")


class KindReader:
    """Reads what the text objects of one page have in common for all their words."""

    def __init__(self, text_page: Any, *, tagged: bool) -> None:
        self._handle = handle_of(text_page)
        self._tagged = tagged
        self._fonts: dict[int, tuple[bool, str]] = {}
        self._matrix, self._size = raw.FS_MATRIX(), ctypes.c_float()
        self._at_matrix, self._at_size = place_of(self._matrix), place_of(self._size)

    def read(self, item: Any, index: int) -> Kind:
        """The kind of a text object, given one of its characters; raises SlowPageError."""
        if not item:
            raise SlowPageError
        if UNMAPPED_AT(self._handle, index) == 1:
            raise UnmappedPageError
        matrix = self._matrix
        told = MATRIX_OF(self._handle, index, self._at_matrix)
        along, up = matrix.a, matrix.d
        if not told or not (along > 0 and up > 0 and abs(matrix.b) <= LEAN * along):
            raise SlowPageError
        at_item = place(item)
        SIZE_OF(at_item, self._at_size)
        font = FONT_OF(at_item)
        look = self._fonts.get(font)
        if look is None:
            name = font_name(font)
            if not name:
                raise SlowPageError
            look = self._fonts[font] = (is_bold(name), name if "dings" in name.lower() else "")
        mcid = MCID_OF(at_item) if self._tagged else -1
        return max(round(self._size.value * up, 2), SMALLEST_SIZE), look[0], look[1], mcid


class HueReader:
    """Reads whether text objects, given as bare addresses, are set in a colour."""

    def __init__(self) -> None:
        self._red, self._green, self._blue, self._alpha = (ctypes.c_uint() for _ in range(4))
        parts = (self._red, self._green, self._blue, self._alpha)
        self._at_parts = tuple(map(place_of, parts))

    def is_coloured(self, item: int) -> bool:
        """Whether the letters of a text object are neither black nor grey nor white."""
        if not FILL_OF(place(item), *self._at_parts):
            return False
        red, green, blue = self._red.value, self._green.value, self._blue.value
        # Most text is black or grey, and a comparison is cheaper than a call.
        return not red == green == blue and has_hue(red / 255, green / 255, blue / 255)


def font_name(font: int) -> str:
    """The base name of a font, by its address."""
    handle = place(font)
    buffer = ctypes.create_string_buffer(LONG_NAME)
    length = FONT_NAME_OF(handle, place_of(buffer), LONG_NAME)
    if length > LONG_NAME:  # then nothing was written
        buffer = ctypes.create_string_buffer(length)
        FONT_NAME_OF(handle, place_of(buffer), length)
    return buffer.value.decode("utf-8", "replace")


def objects_to_drawing(page: Any, height: float, drawing: Drawing) -> float:
    """Paths and small images of a page into the drawing; the area that images cover. Raises SlowPageError on forms."""
    covered = 0.0
    handle = handle_of(page.raw)
    reader = PathReader(height, drawing)
    for index in range(raw.FPDFPage_CountObjects(page)):
        item = place(OBJECT_AT(handle, index))
        kind = TYPE_OF(item)
        if kind == TEXT:
            continue
        if kind == PATH:
            reader.read(item)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            covered += image_to_drawing(raw.FPDFPage_GetObject(page, index), height, drawing)
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            raise SlowPageError
    return covered


def object_box(item: Any, height: float) -> Box:
    """The box of an object, from the page's top left corner."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return Box(left.value, height - top.value, right.value, height - bottom.value)


def image_to_drawing(item: Any, height: float, drawing: Drawing) -> float:
    """An image to the area it covers; a small one goes to the pictures."""
    box = object_box(item, height)
    wide, high = box.x1 - box.x0, box.bottom - box.top
    if SMALLEST_IMAGE < wide <= SMALL_IMAGE and SMALLEST_IMAGE < high <= SMALL_IMAGE:
        length = raw.FPDFImageObj_GetImageDataRaw(item, None, 0)
        buffer = ctypes.create_string_buffer(max(length, 1))
        raw.FPDFImageObj_GetImageDataRaw(item, buffer, length)
        mcid = int(raw.FPDFPageObj_GetMarkedContentID(item))
        drawing.pictures.append(image_to_picture(box, buffer.raw[:length], mcid))
    return max(wide, 0) * max(high, 0)


class PathReader:
    """Reads the paths of one page, given as places, into its drawing."""

    def __init__(self, height: float, drawing: Drawing) -> None:
        self._height = height
        self._drawing = drawing
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._matrix = raw.FS_MATRIX()
        self._parts = [ctypes.c_uint() for _ in range(4)]
        self._modes = place_of(self._fill), place_of(self._stroke)
        self._point = place_of(self._x), place_of(self._y)
        self._at_matrix = place_of(self._matrix)
        self._at_parts = tuple(map(place_of, self._parts))

    def read(self, item: Any) -> None:
        """A path object to edges, fills and dots."""
        DRAW_MODE_OF(item, *self._modes)
        stroked = bool(self._stroke.value) and not self._is_white(item, STROKE_OF)
        filled = bool(self._fill.value) and not self._is_white(item, FILL_OF)
        if not (stroked or filled):
            return
        count = SEGMENT_COUNT_OF(item)
        if not 1 < count <= SEGMENTS_MAX:
            return
        for points, curved in self._subpaths(item, count):
            if len(points) > 1 and not (curved and not is_dot(points_box(points))):
                colour = self._colour(item) if curved else ""
                self._drawing.add_path(points, curved=curved, stroked=stroked, filled=filled, colour=colour)

    def _subpaths(self, item: Any, count: int) -> Iterator[tuple[list[tuple[float, float]], bool]]:
        """The subpaths as points from the page's top left corner, and whether a part of each is curved."""
        OBJECT_MATRIX_OF(item, self._at_matrix)
        matrix, height = self._matrix, self._height
        a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
        points: list[tuple[float, float]] = []
        curved = False
        for index in range(count):
            segment = place(SEGMENT_AT(item, index))
            kind = SEGMENT_TYPE_OF(segment)
            if kind == MOVE:
                if points:
                    yield points, curved
                points, curved = [], False
            POINT_OF(segment, *self._point)
            x, y = self._x.value, self._y.value
            curved = curved or kind == CURVE
            points.append((a * x + c * y + e, height - (b * x + d * y + f)))
            if CLOSES(segment):
                points.append(points[0])
        if points:
            yield points, curved

    def _colour(self, item: Any) -> str:
        """The fill's colour as text, for the name of a mark."""
        if not FILL_OF(item, *self._at_parts):
            return "#000000"
        red, green, blue, _ = self._parts
        return f"#{red.value:02x}{green.value:02x}{blue.value:02x}"

    def _is_white(self, item: Any, ask: Any) -> bool:
        """Whether an object's stroke or fill is too light or too thin to see."""
        if not ask(item, *self._at_parts):
            return False  # black, as it is drawn
        red, green, blue, alpha = self._parts
        return alpha.value == 0 or min(red.value, green.value, blue.value) >= WHITE * 255


def points_box(points: list[tuple[float, float]]) -> Box:
    """The box round some points."""
    xs, tops = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(tops), max(xs), max(tops))
