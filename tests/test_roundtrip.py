"""What is read equals what was written: drawn plans, printed in each conversion, read by the product in this process.

A difference names the seed that draws its plan again; `python -m generator.check` counts them over as many plans as wanted.
"""

from __future__ import annotations

import os

import pytest
from generator.check import read_rows
from generator.compare import differences
from generator.convert import Conversion, Form
from generator.draw import draw_plan
from generator.expected import expected
from generator.model import PlanModel
from generator.print_text import Output, encode, print_bytes, print_text
from generator.samples import SAMPLES, Sample
from generator.strategies import documents, plans
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("STYRDATA_EXAMPLES", "60"))
"""Plans drawn for each test; the same ones in every run."""

DRAWN = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
)


def apart(plan: PlanModel, conversion: Conversion, data: bytes, *, without: str | None = None) -> str:
    """The differences between a file's rows and those expected, as one message; empty where there are none.

    Those that begin with `without` are left aside.
    """
    lines = differences(read_rows(data), expected(plan, conversion))
    lines = [line for line in lines if without is None or not line.startswith(without)]
    where = f"{plan} as {conversion}"
    return "\n".join([where, *lines]) if lines else ""


# The kept samples come out exactly, each in its own conversion and encoding.
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_samples(sample: Sample) -> None:
    data = print_bytes(sample.plan, sample.conversion, sample.output)
    assert apart(sample.plan, sample.conversion, data) == ""


# Tabs kept: every row of every list, each section's whole text.
@DRAWN
@given(documents((Form.TABS,)))
def test_tabs(document: tuple[PlanModel, Conversion]) -> None:
    plan, conversion = document
    assert apart(plan, conversion, print_bytes(plan, conversion)) == ""


# Tabs lost: the same, but for what the conversion truly lost. Sections are left aside: among signatures and forms
# without fonts, a short line and a heading look alike. One plan in thirty may differ: where a page cuts a row, the rest
# of a description and of a deviation can come to stand on one line, and nothing tells them apart.
def test_wrapped() -> None:
    found = []
    for seed in range(EXAMPLES):
        plan = draw_plan(seed, size=1 + seed % 3)
        conversion = Conversion(
            Form.WRAPPED, seed, form_feeds=bool(seed % 2), furniture=bool(seed % 3), toc=bool(seed % 5)
        )
        found.append(apart(plan, conversion, print_bytes(plan, conversion), without="section"))
    different = [text for text in found if text]
    assert len(different) <= EXAMPLES // 30, "\n".join(different)


# A vision model's text: up to six misread letters in labels, headings and titles.
@DRAWN
@given(documents((Form.VISION,)))
def test_vision(document: tuple[PlanModel, Conversion]) -> None:
    plan, conversion = document
    assert apart(plan, conversion, print_bytes(plan, conversion)) == ""


# The bytes' encoding and line ends change no row.
@settings(DRAWN, max_examples=20)
@given(plans(), st.sampled_from(("utf-8-sig", "utf-16", "cp1252")), st.sampled_from(("\n", "\r\n")))
def test_encodings_change_no_row(plan: PlanModel, encoding: str, line_end: str) -> None:
    text = print_text(plan, Conversion())
    plain, other = read_rows(encode(text, Output())), read_rows(_encoded(text, Output(encoding, line_end)))
    assert _content(plain) == _content(other)


def _encoded(text: str, output: Output) -> bytes:
    """The text's bytes, in UTF-8 where the encoding lacks one of its letters."""
    try:
        return encode(text, output)
    except UnicodeEncodeError:
        return encode(text, Output(line_end=output.line_end))


def _content(rows: object) -> list[tuple[object, ...]]:
    """What the rows say, without the identifiers that follow from the bytes."""
    names = {"goals": ("title", "code", "status"), "sections": ("heading", "text"), "indicators": ("name", "analysis")}
    names |= {"activities": ("description", "start_date"), "budget_lines": ("label", "amount_sek")}
    return [
        (table, *(getattr(row, field) for field in fields))
        for table, fields in names.items()
        for row in getattr(rows, table)
    ]
