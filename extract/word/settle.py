"""A Word file's body settled to what it prints: blocks, runs and table rows only, each of them once.

In: the XML of a body, a header or a footer. Out: the same tree, changed in place: proposed changes taken as accepted,
content controls and other wrappers opened, the drawing of a text box before its fallback, text boxes standing in front
of the paragraph that anchors them, hidden text gone. It never changes a text that is printed.
"""

from __future__ import annotations

from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WITHDRAWN = ("del", "moveFrom")
"""Wrappers of what a tracked change takes away."""
WRAPPERS = ("ins", "moveTo", "smartTag", "customXml", "sdt")
"""Elements round blocks, rows, cells or runs that print nothing of their own."""
CONTROL_PARTS = ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr")


def settle(root: Any) -> None:
    """Settle all below an element; the order matters: a mark of deletion is found before its wrapper is opened."""
    choose_drawings(root)
    remove_deleted_rows(root)
    join_deleted_breaks(root)
    for name in WITHDRAWN:
        for element in list(root.iter(f"{WORD}{name}")):
            remove(element)
    for mark in list(root.iter(f"{WORD}vanish")):
        hide(mark)
    for name in CONTROL_PARTS:
        for element in list(root.iter(f"{WORD}{name}")):
            remove(element)
    for name in (*WRAPPERS, "sdtContent"):
        for element in list(root.iter(f"{WORD}{name}")):
            unwrap(element)
    for box in list(root.iter(f"{WORD}txbxContent")):
        stand_before_anchor(box)


def remove(element: Any) -> None:
    """Take an element out; text between elements means nothing in this format."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Any) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in list(element):
        parent.insert(place, child)
        place += 1
    parent.remove(element)


def choose_drawings(root: Any) -> None:
    """Of the ways in which a drawing is written keep the first; the others are for programs that do not know it."""
    for element in list(root.iter(f"{COMPATIBILITY}AlternateContent")):
        choice = element.find(f"{COMPATIBILITY}Choice")
        kept = choice if choice is not None else element.find(f"{COMPATIBILITY}Fallback")
        for child in list(element):
            if child is not kept:
                element.remove(child)
        if kept is not None:
            unwrap(kept)
        unwrap(element)


def remove_deleted_rows(root: Any) -> None:
    """Take out rows of tables that a tracked change deletes, and tables of which none is left."""
    for name, properties in (("tr", "trPr"), ("tc", "tcPr")):
        for element in list(root.iter(f"{WORD}{name}")):
            holder = element.find(f"{WORD}{properties}")
            if holder is not None and any(holder.find(f"{WORD}{mark}") is not None for mark in ("del", "cellDel")):
                remove(element)
    for table in list(root.iter(f"{WORD}tbl")):
        if next(table.iter(f"{WORD}tr"), None) is None:
            remove(table)


def join_deleted_breaks(root: Any) -> None:
    """A paragraph whose end a tracked change deletes goes on in the next one."""
    for paragraph in list(root.iter(f"{WORD}p")):
        mark = paragraph.find(f"{WORD}pPr/{WORD}rPr/{WORD}del")
        following = paragraph.getnext()
        if mark is None or following is None or following.tag != f"{WORD}p":
            continue
        properties = following.find(f"{WORD}pPr")
        place = 0 if properties is None else following.index(properties) + 1
        for child in [child for child in paragraph if child.tag != f"{WORD}pPr"]:
            following.insert(place, child)
            place += 1
        remove(paragraph)


def hide(mark: Any) -> None:
    """Take out the run that is hidden; a style's or a paragraph mark's being hidden says nothing of the text."""
    value = mark.get(f"{WORD}val")
    run = mark.getparent().getparent() if mark.getparent() is not None else None
    if value not in ("0", "false", "off") and run is not None and run.tag == f"{WORD}r":
        remove(run)


def stand_before_anchor(box: Any) -> None:
    """The blocks of a text box put in front of the outermost paragraph of its story or cell that holds it."""
    anchor = box.getparent()
    while anchor is not None and anchor.tag != f"{WORD}p":
        anchor = anchor.getparent()
    if anchor is None or anchor.getparent() is None:
        return
    for block in list(box):
        anchor.addprevious(block)
    remove(box)
