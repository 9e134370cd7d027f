"""The sample plans that are kept in data/raw: which plan, in which conversion, under which name.

In: nothing. Out: `SAMPLES`, and `write_samples`, which writes each sample beside the rows that must come out of it
(`<name>.expected.json`, in the format of the gold files). Small ones, one for each thing the archive does to a plan.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.convert import Conversion, Form
from generator.draw import draw_plan, slug
from generator.expected import Record, expected
from generator.model import Generation, Kind, PlanModel
from generator.print_text import Output, print_bytes

PLAIN = Output()


@dataclass(frozen=True, slots=True)
class Sample:
    """One kept plan: what is drawn and how it is printed."""

    seed: int
    kind: Kind
    generation: Generation
    year: int
    owner: str
    conversion: Conversion
    output: Output = PLAIN
    flawed: bool = False

    @property
    def plan(self) -> PlanModel:
        """The plan, drawn."""
        return draw_plan(
            self.seed, self.kind, self.generation, year=self.year, owner=self.owner, size=1, flawed=self.flawed
        )

    @property
    def name(self) -> str:
        """The file's name, by what it is and how it was converted."""
        return f"{slug(self.plan)}-{self.conversion.form.value}.txt"


TABS, WRAPPED, VISION = Form.TABS, Form.WRAPPED, Form.VISION

SAMPLES = (
    Sample(21, Kind.UNIT_VB, Generation.G2019, 2022, "Björkdalens hemtjänst", Conversion(TABS, 9, keep_marks=1.0)),
    Sample(11, Kind.UNIT_VP, Generation.G2019, 2022, "Björkdalens hemtjänst", Conversion(TABS, 1)),
    Sample(
        12,
        Kind.UNIT_VP,
        Generation.G2019,
        2020,
        "Solhöjdens dagliga verksamhet",
        Conversion(WRAPPED, 2, cover=False, toc=False, compact=True),
    ),
    Sample(
        13,
        Kind.COMMITTEE_VP,
        Generation.G2019,
        2023,
        "Ekbacken-Åsbrinkens stadsdelsnämnd",
        Conversion(TABS, 3, form_feeds=True, furniture=True),
        flawed=True,
    ),
    Sample(
        14,
        Kind.UNIT_VB,
        Generation.G2019,
        2023,
        "Beställarenheten vuxna",
        Conversion(VISION, 4, misreads=5, keep_marks=0.8),
    ),
    Sample(
        15, Kind.COMMITTEE_T2, Generation.G2019, 2021, "Älgkärrets stadsdelsnämnd", Conversion(TABS, 5, keep_marks=1.0)
    ),
    Sample(
        16,
        Kind.UNIT_VP,
        Generation.G2010,
        2012,
        "Lillsjöns förskolor",
        Conversion(TABS, 6, form_feeds=True, furniture=True),
        Output("cp1252", "\r\n"),
    ),
    Sample(
        17,
        Kind.UNIT_VP,
        Generation.G2015,
        2017,
        "Kvarnängens vård- och omsorgsboende",
        Conversion(WRAPPED, 7, form_feeds=True, furniture=True, hyphenate=True),
    ),
    Sample(
        18,
        Kind.COMMITTEE_VB,
        Generation.G2015,
        2018,
        "Solhöjdens stadsdelsnämnd",
        Conversion(VISION, 8, keep_marks=1.0),
    ),
)


def write_samples(folder: Path) -> Iterator[Path]:
    """Write all samples below the folder; yields the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES:
        plan, path = sample.plan, folder / sample.name
        path.write_bytes(print_bytes(plan, sample.conversion, sample.output))
        yield path
        rows = expected(plan, sample.conversion, sample.name)
        beside = path.with_name(f"{path.stem}.expected.json")
        beside.write_bytes(record_lines(rows).encode())
        yield beside


def record_lines(rows: Record) -> str:
    """The rows as JSON with a line for each record, so that a change shows as the lines it changed."""
    parts = []
    for name, value in rows.items():
        if isinstance(value, list) and value:
            lines = ",\n  ".join(json.dumps(record, ensure_ascii=False) for record in value)
            parts.append(f" {json.dumps(name)}: [\n  {lines}\n ]")
        else:
            parts.append(f" {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
