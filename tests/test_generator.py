"""The generator itself: the same seed gives the same bytes, budgets add up, what is expected is what was printed."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from generator.convert import Conversion, Form
from generator.draw import draw_plan
from generator.expected import expected, fold, splits
from generator.layout import LayoutOptions, ListPart, ParagraphPart, TablePart, TocPart, lay_out
from generator.model import BudgetTable, Goal, Kind, PlanModel, Section
from generator.print_text import Output, encode, print_blocks, print_bytes, print_text
from generator.samples import SAMPLES, write_samples
from generator.strategies import conversions, plans
from generator.wrap import flow, join, measure
from hypothesis import assume, given, settings
from hypothesis import strategies as st

TESTS = Path(__file__).parent
REAL_PLANS = TESTS.parents[1] / "shared" / "plans"
SAMPLE_PLANS = TESTS.parent / "data" / "raw"
SHARED_WORDS = 12
"""A phrase of so many words in a row is no coincidence."""


def squash(text: str) -> str:
    """Letters and digits only: what wrapping, hyphens and marks leave."""
    return "".join(letter for letter in text if letter.isalnum())


# Two processes with other hash seeds, and this one, print the same bytes.
def test_same_seed_same_bytes() -> None:
    code = (
        "import hashlib\n"
        "from generator.samples import SAMPLES\n"
        "from generator.print_text import print_bytes\n"
        "digest = hashlib.sha256()\n"
        "for sample in SAMPLES:\n"
        "    digest.update(print_bytes(sample.plan, sample.conversion, sample.output))\n"
        "print(digest.hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(TESTS), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    here = hashlib.sha256()
    for sample in SAMPLES:
        here.update(print_bytes(sample.plan, sample.conversion, sample.output))
    assert digests == {here.hexdigest()}


# A plan of each kind, drawn twice, is the same plan; another seed gives another.
@pytest.mark.parametrize("kind", list(Kind))
def test_draw_is_a_function_of_the_seed(kind: Kind) -> None:
    assert draw_plan(5, kind) == draw_plan(5, kind)
    assert draw_plan(5, kind) != draw_plan(6, kind)


def amounts(table: BudgetTable, kinds: tuple[str, ...], column: int, parent: str | None = None) -> Decimal:
    """The sum of one column over rows of these kinds, under one parent where one is given."""
    rows = [row for row in table.rows if row.kind in kinds and (parent is None or row.parent == parent)]
    cells = [row.cells[column] for row in rows]
    return sum((cell.sek for cell in cells if cell), Decimal(0))


def disagreements(table: BudgetTable) -> int:
    """How many printed sums of a table differ from their lines."""
    wrong = 0
    for column, head in enumerate(table.columns):
        for row in table.rows:
            cell = row.cells[column] if row.cells else None
            if row.kind not in ("subtotal", "total") or cell is None:
                continue
            if row.kind == "subtotal":
                wanted = amounts(table, ("item",), column, row.parent)
            elif any(other.kind == "subtotal" for other in table.rows):
                income, costs = (other.cells[column] for other in table.rows if other.kind == "subtotal")
                assert income is not None
                assert costs is not None
                opposed = "Utfall" in table.columns[0].label and head.measure != "avvikelse"
                wanted = costs.sek - income.sek if opposed else costs.sek + income.sek
            else:
                wanted = amounts(table, ("item",), column)
            wrong += wanted != cell.sek
    return wrong


# Every printed sum is the sum of its lines, in each column, except for just the errors that were planted.
@settings(max_examples=120, deadline=None)
@given(plans())
def test_budgets_add_up(plan: PlanModel) -> None:
    tables = [item for item in plan.items if isinstance(item, BudgetTable)]
    assert tables
    for table in tables:
        assert disagreements(table) == table.sum_errors
    planted = sum(finding.code == "budget_sum_mismatch" for finding in plan.findings)
    assert planted == sum(table.sum_errors for table in tables)


def printed_goal(goal: dict[str, object]) -> str:
    return f"{goal['code'] or ''}{goal['title']}"


# Whatever the conversion, every expected text stands in the file, up to wrapping.
@settings(max_examples=150, deadline=None)
@given(plans(), conversions(coverless=True))
def test_expected_is_what_was_printed(plan: PlanModel, conversion: Conversion) -> None:
    printed = print_text(plan, replace(conversion, furniture=False, page_lines=100_000))
    text = squash(printed)
    unnumbered = squash(re.sub(r"^\d\. ", "", printed, flags=re.MULTILINE))
    rows = expected(plan, conversion)
    for goal in rows["goals"]:
        assert squash(printed_goal(goal)) in text
    for row in rows["indicators"]:
        assert squash(row["name"] + "".join(value["value_text"] for value in row["values"])) in text
    for row in rows["activities"]:
        assert squash(f"{row['description']}{row['start']}{row['end']}") in text
        assert squash(row["analysis"] or "") in text
    for line in rows["budget_lines"]:
        assert squash(line["label"]) in text
        assert squash(line["value_text"]) in text
    for said in rows["budget_statements"]:
        assert squash(said["sentence"]) in text
        assert said["amount_text"] in said["sentence"]
    for section in rows["sections"]:
        for part in (section["heading"], section["first_words"], section["last_words"]):
            assert squash(part or "") in text or squash(part or "") in unnumbered


# Parents of goals come before them and are of a higher level; indices point into the list.
@settings(max_examples=100, deadline=None)
@given(plans())
def test_expected_refers_to_goals_that_are_there(plan: PlanModel) -> None:
    rows = expected(plan, Conversion())
    order = ["kf_inriktningsmal", "kf_mal", "namndmal", "enhetsmal"]
    for index, goal in enumerate(rows["goals"]):
        parent = goal["parent"]
        assert parent is None or parent < index
        assert parent is None or order.index(rows["goals"][parent]["level"]) < order.index(goal["level"])
    for name in ("indicators", "activities", "sections"):
        assert all(row["goal"] is None or row["goal"] < len(rows["goals"]) for row in rows[name])


# Page breaks lose nothing: the pieces of all pages hold the letters of the blocks, and repeat only table headers.
@settings(max_examples=100, deadline=None)
@given(plans(), st.integers(12, 70), st.integers(0, 10**6))
def test_layout_loses_nothing(plan: PlanModel, lines: int, seed: int) -> None:
    blocks = print_blocks(plan, Conversion())
    pages = lay_out(blocks, LayoutOptions(seed, lines))
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    prose = [piece.text for page in pages for piece in page.pieces if isinstance(piece, ParagraphPart)]
    rows = [
        cell
        for page in pages
        for piece in page.pieces
        if isinstance(piece, TablePart)
        for row in ([piece.rest] if piece.rest else []) + list(piece.rows)
        for cell in row.cells
    ]
    items = [
        text
        for page in pages
        for piece in page.pieces
        if isinstance(piece, ListPart)
        for text in (piece.rest, *piece.items)
    ]
    entries = [
        entry.text for page in pages for piece in page.pieces if isinstance(piece, TocPart) for entry in piece.entries
    ]
    whole: dict[str, list[str]] = {"p": [], "r": [], "l": [], "t": []}
    for block in blocks:
        name = type(block).__name__
        if name == "ParagraphBlock":
            whole["p"].append(block.text)
        elif name == "TableBlock":
            whole["r"] += [cell for row in block.rows for cell in row.cells]
        elif name == "ListBlock":
            whole["l"] += block.items
        elif name == "TocBlock":
            whole["t"] += [entry.text for entry in block.entries]
    for parts, texts in ((prose, whole["p"]), (items, whole["l"]), (entries, whole["t"])):
        assert squash("".join(parts)) == squash("".join(texts))
    assert sorted(squash("".join(rows))) == sorted(squash("".join(whole["r"])))


# Wrapped lines hold the text's letters in order and are no wider than the page.
@given(st.text(alphabet="abcåmw -/1", min_size=1, max_size=200), st.integers(6, 60))
def test_wrapped_lines_hold_the_text(text: str, width: int) -> None:
    text = fold(text)
    lines = flow(text, width)
    assert join(lines) == text
    assert all(measure(line.rstrip(" ")) <= width for line in lines)


# The number of ways to read a line of numbers: thousands parted by blanks may join or not.
@pytest.mark.parametrize(
    ("text", "count", "ways"),
    [
        ("36 771 26 500 10 271", 3, 1),
        ("443 0 443", 3, 1),
        ("4 669 500 -2 669", 3, 3),
        ("-132 656", 1, 1),
        ("2 838,2 2 773,4", 2, 1),
    ],
)
def test_ways_to_read_a_line_of_numbers(text: str, count: int, ways: int) -> None:
    assert splits(text, count) == ways


# Line ends, encodings and decomposed letters change bytes, never letters.
@settings(max_examples=40, deadline=None)
@given(
    plans(),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")),
    st.sampled_from(("\n", "\r\n")),
    st.booleans(),
)
def test_encodings(plan: PlanModel, encoding: str, line_end: str, decomposed: bool) -> None:
    assume(not decomposed or encoding.startswith("utf"))
    conversion = Conversion(Form.WRAPPED)
    try:
        data = print_bytes(plan, conversion, Output(encoding, line_end, decomposed))
    except UnicodeEncodeError:
        assume(False)
    text = data.decode(encoding).replace("\r\n", "\n")
    assert encode(text, Output()) == print_bytes(plan, conversion)


# The kept samples are what the generator writes today, byte for byte, at least one of each conversion, each small.
def test_kept_samples(tmp_path: Path) -> None:
    written = list(write_samples(tmp_path))
    assert len(written) == 2 * len(SAMPLES) == len({path.name for path in written})
    assert {sample.conversion.form for sample in SAMPLES} == set(Form)
    for path in written:
        assert path.stat().st_size < 60_000
        assert path.read_bytes() == (SAMPLE_PLANS / path.name).read_bytes(), "make samples writes them anew"
        if path.suffix == ".json":
            assert json.loads(path.read_text("utf-8"))["source"] == path.name.replace(".expected.json", ".txt")


# The traps are drawn: over some seeds every one of them occurs.
def test_traps_occur() -> None:
    drawn = [draw_plan(seed) for seed in range(120)]
    headings = [
        (item.heading, goal)
        for plan in drawn
        for item, goal in plan.with_goal()
        if isinstance(item, Section) and item.heading
    ]
    assert any(heading == "Systematiskt kvalitetsarbete" and goal is not None for heading, goal in headings)
    titles = [item.title for plan in drawn for item in plan.items if isinstance(item, Goal)]
    assert any(title.endswith(".") for title in titles)
    assert any(re.search(r"\w- och", title) for title in titles)
    codes = {finding.code for plan in drawn for finding in plan.findings}
    assert codes == {"budget_sum_mismatch", "dates_out_of_order", "toc_goal_missing_in_body", "unparsed_value"}


def phrases(text: str) -> set[tuple[str, ...]]:
    """All runs of SHARED_WORDS words."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + SHARED_WORDS]) for at in range(len(words) - SHARED_WORDS + 1)}


# Nothing is copied: no long phrase of the drawn plans stands in a real one (a table's header is the template's).
def test_no_phrase_of_a_real_plan() -> None:
    if not REAL_PLANS.is_dir():
        pytest.skip("the real plans are not here")
    real = set().union(*(phrases(path.read_text("utf-8")) for path in REAL_PLANS.glob("*.txt")))
    for seed in range(60):
        model = draw_plan(seed)
        for item in model.items:
            for text in prose_of(item):
                assert not phrases(text) & real


def prose_of(item: object) -> list[str]:
    if isinstance(item, Goal):
        return [item.title]
    if isinstance(item, Section):
        return [text for part in item.body for text in getattr(part, "items", None) or (part.text,)]
    rows = getattr(item, "rows", ())
    names = ("name", "description", "label", "analysis")
    return [str(getattr(row, name)) for row in rows for name in names if getattr(row, name, None)]
