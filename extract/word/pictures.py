"""A Word file's small pictures to text: its icons stand where other files have a sign.

In: a drawing element and the part of the file that holds its image. Out: the mark that the image shows, what the file
says of it, or a name that a finding can give; "" for what is too large to be an icon. It decodes no other image.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from extract.document import ALT_CLOSE, ALT_OPEN
from extract.icons import LARGEST_ICON, SMALL_IMAGE, icon_text, image_name

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
IMAGE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
EMBEDDED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
DRAWINGS = (f"{DRAWING}inline", f"{DRAWING}anchor")
EMU_A_POINT = 12_700
"""Word's unit of length."""
KEPT_ICONS = 64
"""Icons whose marks are remembered; a planning system has a dozen."""


def drawing_to_text(drawing: Any, part: Any) -> str:
    """An inline or anchored drawing to its mark and what the file says of it; "" where it is no icon."""
    extent, image = drawing.find(f"{DRAWING}extent"), drawing.find(f".//{IMAGE}")
    if extent is None or image is None:
        return ""
    if max(int(extent.get("cx", 0)), int(extent.get("cy", 0))) > SMALL_IMAGE * EMU_A_POINT:
        return ""
    related = part.related_parts.get(image.get(EMBEDDED))
    properties = drawing.find(f"{DRAWING}docPr")
    said = properties.get("descr") if properties is not None else None
    if related is None:
        return icon_text(None, said)
    mark = image_to_mark(related.blob)
    return icon_text(mark, said) or f"{ALT_OPEN}{image_name(related.blob)}{ALT_CLOSE}"


@lru_cache(maxsize=KEPT_ICONS)
def image_to_mark(data: bytes) -> str | None:
    """An image file to the mark that it shows; null for other shapes, and for formats that are not read."""
    from PIL import Image

    from extract.icon_shapes import icon_to_mark

    try:
        with Image.open(io.BytesIO(data)) as image:
            return icon_to_mark(image.convert("RGBA")) if max(image.size) <= LARGEST_ICON else None
    except (OSError, Image.DecompressionBombError):
        return None
