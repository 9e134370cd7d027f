"""pdfium's structure tree of a page to Tags.

In: an open pdfium page. Out: the tags that have content on the page, in order, as the pdfplumber source gives them.
It never checks whether the tree is any good.
"""

from __future__ import annotations

import ctypes
from typing import Any

from pypdfium2 import raw

from extract.page_content import Tag

DEEPEST = 60
"""Levels of the deepest tree that is read; a deeper one is a loop."""


def page_to_tags(page: Any) -> tuple[Tag, ...]:
    """The tag tree of a page; empty where there is none."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return ()
    try:
        roots = range(raw.FPDF_StructTree_CountChildren(tree))
        elements = [raw.FPDF_StructTree_GetChildAtIndex(tree, index) for index in roots]
        return tuple(element_to_tag(element, 0) for element in elements if element)
    finally:
        raw.FPDF_StructTree_Close(tree)


def element_to_tag(element: Any, depth: int) -> Tag:
    """One element and what is below it."""
    mcids: list[int] = []
    children: list[Tag] = []
    count = raw.FPDF_StructElement_CountChildren(element) if depth < DEEPEST else 0
    for index in range(max(count, 0)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            children.append(element_to_tag(child, depth + 1))
            continue
        mcid = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if mcid >= 0:
            mcids.append(int(mcid))
    kind = element_text(element, raw.FPDF_StructElement_GetType)
    text = element_text(element, raw.FPDF_StructElement_GetActualText) or element_text(
        element, raw.FPDF_StructElement_GetAltText
    )
    cell = kind in ("TD", "TH")
    return Tag(
        kind,
        tuple(mcids),
        tuple(children),
        text or None,
        span(element, "ColSpan") if cell else 1,
        span(element, "RowSpan") if cell else 1,
    )


def element_text(element: Any, ask: Any) -> str:
    """One of an element's texts."""
    length = ask(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def span(element: Any, name: str) -> int:
    """A cell's ColSpan or RowSpan; 1 where it has none."""
    value = ctypes.c_float()
    for index in range(raw.FPDF_StructElement_GetAttributeCount(element)):
        attribute = raw.FPDF_StructElement_GetAttributeAtIndex(element, index)
        entry = raw.FPDF_StructElement_Attr_GetValue(attribute, name.encode())
        if entry and raw.FPDF_StructElement_Attr_GetNumberValue(entry, value):
            return max(int(value.value), 1)
    return 1
