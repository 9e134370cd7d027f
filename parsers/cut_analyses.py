"""Analyses that a page break cut out of their table.

In: the classified elements. Out: the same, with what stands at a page's foot put back into the table above it: an
"Analys" where the table goes on behind it with the rest of that analysis, and the text of an "Analys" that is the table's
last row. A chapter's "Analys" is left alone: no table with the same header and an undated first row follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.columns import Columns
from parsers.elements import Element, ElementKind, RawCell, RawRow, RawTable, join_spans
from parsers.matching import Matcher
from parsers.plan import SectionKind

MAX_CUT = 5
"""Elements of an analysis that may stand at a page's foot."""


def restore_cut_analyses(
    elements: Sequence[Element], matcher: Matcher, columns: Columns
) -> tuple[list[Element], list[Element]]:
    """The elements with cut analyses restored, and those that became rows."""
    kept: list[Element] = []
    moved: list[Element] = []
    index = 0
    while index < len(elements):
        element = elements[index]
        cut = _text_behind(elements, index, matcher, columns) or _cut_at(elements, index, columns)
        if cut:
            kept.append(_with_rows(element, cut))
            moved.extend(cut)
        else:
            kept.append(element)
        index += 1 + len(cut)
    return kept, moved


def _text_behind(elements: Sequence[Element], index: int, matcher: Matcher, columns: Columns) -> list[Element]:
    """The unit's name and the paragraphs behind a table whose last row is the word of an analysis alone."""
    table = elements[index].table
    if table is None or columns.read_header(table.rows[0].texts) is None:
        return []
    printed = [text for text in table.rows[-1].texts if text]
    if len(printed) != 1 or not matcher.analysis_words.find(printed[0], exact=True):
        return []
    found: list[Element] = []
    for element in elements[index + 1 : index + 1 + MAX_CUT]:
        is_name = element.kind is ElementKind.HEADING and not found and not element.section_kind
        if not is_name and element.kind is not ElementKind.PARAGRAPH:
            break
        found.append(element)
    return found


def _cut_at(elements: Sequence[Element], index: int, columns: Columns) -> list[Element]:
    """The elements behind a table that are the beginning of an analysis which the next piece of the table ends."""
    table = elements[index].table
    following = elements[index + 1] if index + 1 < len(elements) else None
    if table is None or following is None or following.section_kind != SectionKind.ANALYS:
        return []
    for position in range(index + 2, min(index + 2 + MAX_CUT, len(elements))):
        rest = elements[position]
        if rest.table is not None:
            return list(elements[index + 1 : position]) if _ends_analysis(table, rest.table, columns) else []
        if rest.kind not in (ElementKind.PARAGRAPH, ElementKind.HEADING) or rest.section_kind:
            return []
    return []


def _ends_analysis(table: RawTable, rest: RawTable, columns: Columns) -> bool:
    """Whether a piece repeats a table's header and goes on with text alone."""
    header, repeated = columns.read_header(table.rows[0].texts), columns.read_header(rest.rows[0].texts)
    if header is None or repeated is None or not repeated.same_as(header):
        return False
    body = next((row for row in rest.rows[1:] if any(row.texts)), None)
    return body is not None and sum(bool(text) for text in body.texts) == 1


def _with_rows(element: Element, cut: Sequence[Element]) -> Element:
    table = element.table
    if table is None:
        return element
    width = len(table.rows[0].cells)
    rows = tuple(
        RawRow((RawCell(part.text, part.span), *(RawCell("", part.span) for _ in range(width - 1))), part.span)
        for part in cut
    )
    span = join_spans(element.span, cut[-1].span)
    return replace(element, span=span, table=RawTable((*table.rows, *rows), table.evidence))
