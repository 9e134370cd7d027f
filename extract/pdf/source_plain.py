"""The pdfplumber source of characters: slow, sound, the measure for the other one.

In: a PDF's bytes. Out: one PageContent a page, each page closed as it is read. It never joins words to lines.
"""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

from extract.icons import SMALL_IMAGE, SMALLEST_IMAGE, image_to_picture
from extract.marks import UNUSED, ZAPF, plain_text, symbol_text
from extract.page_content import SMALLEST_SIZE, Box, PageContent, Picture, Tag, Word
from extract.pdf.hues import coloured_lines, has_hue
from extract.pdf.paths import WHITE, Drawing

WORD_GAP = 0.18
"""Share of the size: a wider gap between two characters parts words; the narrowest justified blank is about 0.2."""
OVERLAP = 0.6
"""Share of the size that a character may lie back over the last one (kerning, accents) and still go on the word."""
BASE_SHIFT = 0.1
"""Share of the size that a baseline may move inside one word."""

BOLD_NAMES = ("bold", "black", "heavy", "demi")

UNUSED_CODES = {f"(cid:{code})": "•" for code in UNUSED}
"""Unused codes as pdfminer gives them: unknown."""

Dict = Mapping[str, Any]
Run = list[tuple[float, float, float, Any]]
"""Characters of one word: each with its start, baseline and end, and as pdfplumber gives it."""


class PlainSource:
    """Pages of a PDF through pdfplumber."""

    slow_pages = 0

    def __init__(self, data: bytes) -> None:
        import pdfplumber

        from extract.pdf.widths import WholeWidths

        self._pdf = pdfplumber.open(io.BytesIO(data))
        self._pdf.rsrcmgr = WholeWidths()
        self.page_count = len(self._pdf.pages)
        self.failed_pages: list[int] = []

    def page(self, number: int) -> PageContent:
        """Read the page with this 1-based number and let go of it."""
        from extract.pdf.marked_content import marked_page

        page = marked_page(self._pdf.pages[number - 1])
        try:
            return page_to_content(page, number)
        except Exception:  # pdfminer raises whatever a broken page happens to hit, RecursionError included
            self.failed_pages.append(number)
            return PageContent(number, float(page.width), float(page.height))
        finally:
            page.close()

    def close(self) -> None:
        """Let go of the file."""
        self._pdf.close()


def page_to_content(page: Any, number: int) -> PageContent:
    """A pdfplumber page to a PageContent, turned so that most of its text stands upright."""
    chars = page.chars
    turn = dominant_turn(chars)
    x0, top, x1, bottom = page.bbox
    width, height = float(x1 - x0), float(bottom - top)
    drawing = page_to_drawing(page, float(x0), float(top))
    runs = chars_to_runs(chars, turn, (float(x0), float(top), width, height))
    words = [run_to_word(run, turn) for run in runs]
    coloured = coloured_lines(words, dict(enumerate(runs)), is_coloured)
    words = [word for word in words if word.text]
    tags = tuple(element_to_tag(element) for element in page_tags(page, words))
    share, icons = page_to_images(page, width * height, float(x0), float(top))
    drawing.pictures.extend(icons)
    if turn:
        drawing = turn_drawing(drawing, turn, width, height)
    if turn in (90, 270):
        width, height = height, width
    return PageContent(
        number,
        width,
        height,
        tuple(words),
        tuple(drawing.across),
        tuple(drawing.down),
        tuple(drawing.fills),
        tuple(drawing.pictures),
        tags,
        share,
        unmapped_share(chars),
        coloured=coloured,
    )


def dominant_turn(chars: list[Any]) -> int:
    """The direction most characters run in: 0, or 90, 180, 270 degrees counter-clockwise."""
    turns = Counter(char_turn(char["matrix"]) for char in chars)
    return int(turns.most_common(1)[0][0]) if turns else 0


def char_turn(matrix: tuple[float, ...]) -> int:
    """Direction of one character, to the nearest quarter turn."""
    return round(math.degrees(math.atan2(matrix[1], matrix[0])) / 90) % 4 * 90


def chars_to_runs(chars: list[Any], turn: int, frame: tuple[float, float, float, float]) -> list[Run]:
    """Characters in the order of the file to runs with no gap; those of another direction than `turn` are left out."""
    runs: list[Run] = []
    run: Run = []
    end = base = size = 0.0
    for char in chars:
        if char_turn(char["matrix"]) != turn:
            continue
        start, this_base, advance = char_place(char, turn, frame)
        blank = char["text"].isspace() or char["text"] == ""
        if run:
            apart = not -OVERLAP * size <= start - end <= WORD_GAP * size
            if blank or apart or abs(this_base - base) > BASE_SHIFT * size:
                runs.append(run)
                run = []
        if not blank:
            run.append((start, this_base, start + advance, char))
            end, base, size = start + advance, this_base, char_size(char, turn)
    if run:
        runs.append(run)
    return runs


def is_coloured(run: Run) -> bool:
    """Whether the first letter of a run is neither black nor grey nor white."""
    return has_hue(*rgb(run[0][3]["non_stroking_color"]))


def rgb(colour: Any) -> tuple[float, float, float]:
    """A colour of the file (grey, RGB or CMYK) to red, green and blue; what is none of them counts as black."""
    values = colour if isinstance(colour, tuple | list) else (colour,)
    if not all(isinstance(value, int | float) for value in values):
        return 0.0, 0.0, 0.0
    if len(values) == 3:
        return float(values[0]), float(values[1]), float(values[2])
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return 0.0, 0.0, 0.0


def char_size(char: Dict, turn: int) -> float:
    """Font size in points: the extent of a character's box across the direction it runs in."""
    return float(char["x1"] - char["x0"]) if turn in (90, 270) else float(char["size"])


def char_place(char: Dict, turn: int, frame: tuple[float, float, float, float]) -> tuple[float, float, float]:
    """Start, baseline (from the top) and advance of a character in the turned page."""
    _, _, width, height = frame
    left, top = frame[0], frame[1]
    origin_x = char["matrix"][4] - left
    origin_top = char["top"] - top + (char["y1"] - char["matrix"][5])
    across, along = char["x1"] - char["x0"], char["bottom"] - char["top"]
    if turn == 0:
        return char["x0"] - left, origin_top, across
    if turn == 90:
        return height - origin_top, origin_x, along
    if turn == 180:
        return width - origin_x, height - origin_top, across
    return origin_top, width - origin_x, along


def run_to_word(run: Run, turn: int) -> Word:
    """Characters with no gap between them to a word; its first character gives font and marked content."""
    first = run[0][3]
    font = str(first["fontname"])
    text = "".join(known_text(item[3]["text"]) for item in run)
    mcid = first.get("mcid")
    return Word(
        run[0][0],
        run[0][1],
        run[-1][2],
        max(round(char_size(first, turn), 2), SMALLEST_SIZE),
        plain_text(symbol_text(text, font)),
        is_bold(font),
        -1 if mcid is None else int(mcid),
    )


def known_text(text: str) -> str:
    """A character's text; U+FFFD where the file gives none."""
    if text.startswith("(cid:"):
        return UNUSED_CODES.get(text) or (text if text in ZAPF else "\ufffd")
    return text


def is_bold(font: str) -> bool:
    """Whether a font's name says that it is bold; "Demi" is what some families call the weight they use as bold."""
    name = font.lower()
    return any(weight in name for weight in BOLD_NAMES) or name.endswith(("-bd", ",bd"))


def unmapped_share(chars: list[Any]) -> float:
    """Share of the characters that the file gives no Unicode meaning for."""
    if not chars:
        return 0.0
    texts = [str(char["text"]) for char in chars]
    unmapped = [text == "\ufffd" or (text.startswith("(cid:") and text not in UNUSED_CODES) for text in texts]
    return sum(unmapped) / len(unmapped)


def page_to_drawing(page: Any, left: float, top: float) -> Drawing:
    """Lines, rectangles and curves of a page to edges, fills and dots."""
    drawing = Drawing()
    for item in (*page.lines, *page.rects, *page.curves):
        stroked = bool(item["stroke"]) and not is_white(item["stroking_color"])
        filled = bool(item["fill"]) and not is_white(item["non_stroking_color"])
        if not (stroked or filled):
            continue
        path = item.get("path") or [("m", item["pts"][0]), *(("l", point) for point in item["pts"][1:])]
        curved = any(step[0] in "cvy" for step in path)
        points = [(x - left, y - top) for step in path for x, y in step[1:]]
        if path[-1][0] == "h" and points:
            points.append(points[0])
        if len(points) > 1:
            colour = str(item["non_stroking_color"])
            drawing.add_path(points, curved=curved, stroked=stroked, filled=filled, colour=colour)
    return drawing


def is_white(colour: Any) -> bool:
    """Whether a colour (grey, RGB or CMYK; null is black) is too light to see."""
    if colour is None:
        return False
    values = colour if isinstance(colour, tuple | list) else (colour,)
    if not values or not all(isinstance(value, int | float) for value in values):
        return False
    return all(value <= 1 - WHITE for value in values) if len(values) == 4 else all(value >= WHITE for value in values)


def page_to_images(page: Any, area: float, left: float, top: float) -> tuple[float, list[Picture]]:
    """Images of a page to the share they cover and the icons among them."""
    covered = 0.0
    icons: list[Picture] = []
    for image in page.images:
        box = Box(image["x0"] - left, image["top"] - top, image["x1"] - left, image["bottom"] - top)
        wide, high = box.x1 - box.x0, box.bottom - box.top
        covered += max(wide, 0) * max(high, 0)
        if SMALLEST_IMAGE < wide <= SMALL_IMAGE and SMALLEST_IMAGE < high <= SMALL_IMAGE:
            mcid = image.get("mcid")
            icons.append(image_to_picture(box, stream_bytes(image["stream"]), -1 if mcid is None else int(mcid)))
    return min(covered / max(area, 1.0), 1.0), icons


def stream_bytes(stream: Any) -> bytes:
    """The undecoded bytes of an image, which name it well enough."""
    raw = stream.get_rawdata()
    return bytes(raw) if raw is not None else bytes(stream.get_data())


def page_tags(page: Any, words: list[Word]) -> list[Dict]:
    """The page's tag tree; none where no word carries a marked content or the tree cannot be read."""
    if not any(word.mcid >= 0 for word in words):
        return []
    try:
        return list(page.structure_tree)
    except Exception:  # a broken tree is no tree: pdfminer raises whatever its bytes happen to hit
        return []


def element_to_tag(element: Dict) -> Tag:
    """One element of pdfplumber's structure tree to a Tag."""
    attributes = element.get("attributes") or {}
    return Tag(
        str(element.get("type", "")),
        tuple(element.get("mcids") or ()),
        tuple(element_to_tag(child) for child in element.get("children") or ()),
        element.get("actual_text") or element.get("alt_text"),
        int(attributes.get("ColSpan", 1) or 1),
        int(attributes.get("RowSpan", 1) or 1),
    )


def turn_drawing(drawing: Drawing, turn: int, width: float, height: float) -> Drawing:
    """Edges, fills and dots of a page whose text runs in another direction, turned with it."""
    turned = Drawing()
    for edge in drawing.across:
        (x0, y0), (x1, y1) = (turn_point(x, edge.at, turn, width, height) for x in (edge.start, edge.end))
        turned.add_line(x0, y0, x1, y1)
    for edge in drawing.down:
        (x0, y0), (x1, y1) = (turn_point(edge.at, y, turn, width, height) for y in (edge.start, edge.end))
        turned.add_line(x0, y0, x1, y1)
    turned.fills.extend(turn_box(box, turn, width, height) for box in drawing.fills)
    for picture in drawing.pictures:
        turned.pictures.append(picture._replace(box=turn_box(picture.box, turn, width, height)))
    return turned


def turn_point(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """A point of the page as printed to its place on the turned page."""
    if turn == 90:
        return height - y, x
    if turn == 180:
        return width - x, height - y
    return y, width - x


def turn_box(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of the page as printed to its place on the turned page."""
    ax, ay = turn_point(box.x0, box.top, turn, width, height)
    bx, by = turn_point(box.x1, box.bottom, turn, width, height)
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
