"""Where it was read: each row's words stand at the lines and pages that the row names, in the text as printed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from generator.check import draw_conversion, read_rows
from generator.convert import Form
from generator.draw import draw_plan
from generator.print_text import print_bytes
from reading import SAMPLES, SHARED, document

from extract.document import Document
from normalize.rows import Where

FILES = [
    pytest.param(path.read_bytes(), id=path.name)
    for path in sorted(SAMPLES.rglob("*.txt")) + sorted((SHARED / "plans").glob("*.txt"))
]
FIELDS = {
    "goals": ("title", "code", "status_text"),
    "sections": ("heading", "text"),
    "indicators": ("name", "period_text", "analysis"),
    "indicator_values": ("value_text",),
    "activities": ("description", "status_text", "deviation", "analysis"),
    "budget_lines": ("value_text",),
    "budget_statements": ("sentence", "amount_text"),
    "table_cells": ("text",),
}
"""Columns that are printed words, by table."""


def drawn() -> Iterator[Any]:
    for seed in range(20, 28):
        for form in Form:
            model = draw_plan(seed, size=1)
            yield pytest.param(print_bytes(model, draw_conversion(seed, form, model.kind)), id=f"{seed}-{form.value}")


def squash(text: str) -> str:
    """Letters and digits: what wrapping, hyphens, bullets and blanks leave."""
    return "".join(character for character in text if character.isalnum())


class Source:
    """A document's numbered lines, as `styrdata text` prints them."""

    def __init__(self, found: Document) -> None:
        printed = (line.lstrip().partition("  ") for line in found.numbered())
        self.lines = {int(number): squash(_bare(text)) for number, _, text in printed}
        self.furniture = {line.number for line in found.lines if line.furniture}
        self.pages = {line.number: line.page for line in found.lines}

    def between(self, where: Where) -> str:
        """The letters of the lines that a row names, page headers and footers left out."""
        assert where.line_first is not None
        assert where.line_last is not None
        numbers = range(where.line_first, where.line_last + 1)
        return "".join(self.lines[number] for number in numbers if number not in self.furniture)


def _bare(text: str) -> str:
    for tag in ("<i>", "</i>", "<b>", "</b>", "<br>"):
        text = text.replace(tag, " ")
    return text


@pytest.mark.parametrize("data", [*FILES, *drawn()])
def test_rows_are_found_where_they_say(data: bytes) -> None:
    source, rows = Source(document(data)), read_rows(data)
    checked = 0
    for table, fields in FIELDS.items():
        for row in getattr(rows, table):
            text = source.between(row.where)
            assert (row.where.page_first, row.where.page_last) == (
                source.pages[row.where.line_first],
                source.pages[row.where.line_last],
            )
            for field in fields:
                value = getattr(row, field)
                checked += value is not None
                parts = _parts(value) if row.where.line_first < row.where.line_last else [value or ""]
                missing = [part for part in parts if squash(part) not in text]
                assert not missing, f"{table} at {row.where.line_first}-{row.where.line_last}: {missing[0]!r}"
    assert checked > 100


def _parts(value: str | None) -> list[str]:
    """What stands together in the source: paragraphs and items; between words, the headers of a table's next page."""
    if value is None:
        return []
    parts = value.split("\n")
    return [word for part in parts for word in part.split()] if len(parts) == 1 else parts


# Spans of things that follow each other follow each other, and none is longer than it has to be.
@pytest.mark.parametrize("data", FILES)
def test_goals_and_sections_stand_in_order(data: bytes) -> None:
    rows = read_rows(data)
    for table in ("goals", "sections"):
        lasts = [0]
        for row in getattr(rows, table):
            assert row.where.line_first > lasts[-1], f"{table} {row.ordinal}"
            assert row.where.line_last >= row.where.line_first
            lasts.append(row.where.line_last)


# Every table names where its rows were read, and so does each finding but those on the whole file.
@pytest.mark.parametrize("data", FILES)
def test_all_rows_have_a_place(data: bytes) -> None:
    rows = read_rows(data)
    for field in dataclasses.fields(rows):
        table = getattr(rows, field.name)
        for row in table if field.name in (*FIELDS, "documents", "findings") else ():
            assert row.where.line_first is not None
            assert row.where.line_first <= row.where.line_last


# Form feeds give pages; without them a text has none.
def test_pages() -> None:
    text = "Nämndmål: Trygga barn\n\nBeskrivning\n\nVi arbetar nära varje barn och\n\fäven nära varje familj.\n"
    (section,) = read_rows(text.encode()).sections
    assert (section.where.page_first, section.where.page_last, section.where.line_last) == (1, 2, 6)
    assert section.text == "Vi arbetar nära varje barn och även nära varje familj."
    (section,) = read_rows(text.replace("\f", "").encode()).sections
    assert section.where.page_first is None
