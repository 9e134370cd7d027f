"""A page of a PDF as a picture with boxes drawn on it, for the person who wants to see why a row came out as it did.

In: a PDF's bytes, a page number, boxes with a colour and a label each. Out: the bytes of a PNG with a legend of the
labels. It never decides what is worth a box.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from extract.document import BBox
from extract.errors import ReadError, Reason

SCALE = 1.5
"""Dots a point: an A4 page fills a screen's height."""
LARGEST = 4000
"""Dots on the longer side of the picture."""
LEGEND_ROW = 22
"""Dots of height for one label in the legend."""
TINT = 48
"""Opacity (0 to 255) of a box's inside."""

ColouredBox = tuple[BBox, str, str]


def page_png(data: bytes, page_number: int, boxes: Sequence[ColouredBox]) -> bytes:
    """Draw a page (1-based) with boxes (place, colour, label) to a PNG; raises ReadError."""
    from PIL import Image, ImageDraw

    picture, scale = render(data, page_number)
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    for box, colour, _ in boxes:
        corners = [box.x0 * scale, box.top * scale, max(box.x1, box.x0) * scale, max(box.bottom, box.top) * scale]
        draw.rectangle(corners, outline=colour, fill=(*to_rgb(colour), TINT), width=2)
    drawn = Image.alpha_composite(picture, layer)
    target = io.BytesIO()
    with_legend(drawn, boxes).convert("RGB").save(target, format="PNG")
    return target.getvalue()


def render(data: bytes, page_number: int) -> tuple[Any, float]:
    """A page to a picture and the dots a point that it has."""
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ReadError(Reason.DAMAGED, "The file is not a PDF that can be drawn.") from error
    try:
        if not 1 <= page_number <= len(pdf):
            raise ReadError(Reason.UNSUPPORTED, f"There is no page {page_number}; the file has {len(pdf)}.")
        page = pdf[page_number - 1]
        scale = min(SCALE, LARGEST / max(page.get_size()))
        picture = page.render(scale=scale).to_pil().convert("RGBA")
        page.close()
    finally:
        pdf.close()
    return picture, scale


def to_rgb(colour: str) -> tuple[int, int, int]:
    """A colour's name or #rrggbb to its parts."""
    from PIL import ImageColor

    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def with_legend(picture: Any, boxes: Sequence[ColouredBox]) -> Any:
    """A picture with a strip below it that says what each colour means."""
    from PIL import Image, ImageDraw

    labels = dict.fromkeys((label, colour) for _, colour, label in boxes)
    if not labels:
        return picture
    whole = Image.new("RGBA", (picture.width, picture.height + LEGEND_ROW * len(labels) + 8), "white")
    whole.paste(picture, (0, 0))
    draw = ImageDraw.Draw(whole)
    for number, (label, colour) in enumerate(labels):
        top = picture.height + 4 + number * LEGEND_ROW
        draw.rectangle([10, top + 3, 26, top + 17], outline="black", fill=colour)
        draw.text((34, top + 2), label, fill="black", font_size=14)
    return whole
