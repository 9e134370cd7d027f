"""The five real plans beside the repository: scored against the golds, and facts that were counted by hand.

Only numbers and single labels stand here, none of the plans' text.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from generator.check import read_rows
from reading import SHARED

from normalize.schema import TABLE_NAMES, rows_to_table
from parsers.plan import Level

PLANS = {path.name[:3]: path for path in sorted((SHARED / "plans").glob("*.txt"))}
GOLDS = sorted((SHARED / "gold").glob("*.json"))
SCORE = SHARED / "tools" / "score.py"

pytestmark = pytest.mark.skipif(
    len(PLANS) != 5 or len(GOLDS) != 2 or not SCORE.exists(), reason="the real plans are not beside this repository"
)

_READ: dict[str, Any] = {}


def rows_of(number: str) -> Any:
    """All rows of the plan whose file's name begins with a number."""
    if number not in _READ:
        _READ[number] = read_rows(PLANS[number].read_bytes(), PLANS[number].name)
    return _READ[number]


@pytest.fixture(scope="module")
def score() -> ModuleType:
    """The scorer, as it stands beside the golds."""
    spec = importlib.util.spec_from_file_location("score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Each list of each gold comes out: text as it reads, white space, hyphens and case aside.
@pytest.mark.parametrize("gold", GOLDS, ids=lambda path: path.stem[:3])
def test_golds(gold: Path, score: ModuleType, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    rows = rows_of(gold.stem[:3])
    for name in TABLE_NAMES:
        folder = tmp_path / name / f"year={rows.documents[0].year}"
        folder.mkdir(parents=True)
        pq.write_table(rows_to_table(rows, name), folder / "part.parquet")
    found = score.score(tmp_path, gold, PLANS[gold.stem[:3]].name, score.squash)
    assert len(found) >= 8
    for name, result in found.items():
        assert result["f1"] >= 0.99, f"{name}: {result['missed'][:2]} {result['extra'][:2]}"


# Goals, indicators, their values, activities, amounts in tables and in prose, tables.
COUNTS = [
    ("002", (19, 11, 16, 17, 0, 3)),
    ("003", (32, 73, 142, 173, 313, 72)),
    ("004", (18, 7, 7, 5, 0, 1)),
]


@pytest.mark.parametrize(("number", "expected"), COUNTS)
def test_counts(number: str, expected: tuple[int, ...]) -> None:
    rows = rows_of(number)
    tables = (rows.goals, rows.indicators, rows.indicator_values, rows.activities, rows.budget_lines)
    assert (*map(len, tables), len(rows.budget_statements)) == expected


# Kind, period, year and where it was read, level, of each.
COVERS = [
    ("000", ("verksamhetsplan", "VP", 2022, "title", "enhet")),
    ("001", ("verksamhetsberattelse", "VB", 2023, "title", "enhet")),
    ("002", ("verksamhetsplan", "VP", 2020, "heading", "enhet")),
    ("003", ("verksamhetsplan", "VP", 2022, "title", "namnd")),
    ("004", ("verksamhetsplan", "VP", 2023, "title", "enhet")),
]


@pytest.mark.parametrize(("number", "expected"), COVERS)
def test_covers(number: str, expected: tuple[object, ...]) -> None:
    cover = rows_of(number).documents[0]
    found = (cover.document_type, cover.period, cover.year, cover.year_source, cover.organisation_level)
    assert found == expected


# Goals of each level, highest first.
LEVELS = [
    ("002", (3, 6, 6, 4)),
    ("003", (3, 12, 17, 0)),
    ("004", (3, 5, 5, 5)),
]


@pytest.mark.parametrize(("number", "expected"), LEVELS)
def test_levels(number: str, expected: tuple[int, ...]) -> None:
    counted = Counter(goal.level for goal in rows_of(number).goals)
    assert tuple(counted[level] for level in Level) == expected


# One printed net of the committee's budget differs from its lines, and no other sum in the five plans does.
def test_the_sum_that_does_not_add_up() -> None:
    found = [row for number in PLANS for row in rows_of(number).findings if row.code == "budget_sum_mismatch"]
    (finding,) = found
    assert finding.document_id == rows_of("003").documents[0].document_id
    assert finding.severity == "error"
    assert "Bokslut 2020" in finding.message
    wrong = next(row for row in rows_of("003").budget_lines if row.budget_line_id == finding.row_id)
    assert (wrong.label, wrong.amount_sek, wrong.value_year) == ("Netto", Decimal("509300000.00"), 2020)


# Nothing in them is left without a class, and nothing is said to be unknown that a person would know.
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_what_is_left(number: str) -> None:
    rows = rows_of(number)
    assert dict(rows.characters)["unclassified"] == 0
    codes = Counter(row.code for row in rows.findings if row.severity != "info")
    allowed = {"002": {"ambiguous_column": 3}, "003": {"unparsed_value": 1, "budget_sum_mismatch": 1}}
    assert codes == allowed.get(number, {})


# Every activity of them has its dates, in order.
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_dates(number: str) -> None:
    for row in rows_of(number).activities:
        assert row.start_date is not None
        assert row.end_date is not None
        assert row.start_date <= row.end_date


# The committee's twelve areas and the unit's groups: each amount stands under a heading and names a year.
def test_budget_lines_have_years_and_measures() -> None:
    lines = rows_of("003").budget_lines
    assert all(line.measure and line.value_year and line.section for line in lines)
    assert {line.value_year for line in lines} == {2020, 2021, 2022}
    assert {line.unit_text for line in lines} == {"mnkr"}
    assert hashlib.sha256(PLANS["003"].read_bytes()).hexdigest().startswith(lines[0].document_id)
