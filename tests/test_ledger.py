"""The ledger: each character of a document has one class, and what a class says of a line holds in the rows."""

from __future__ import annotations

import dataclasses
import random
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from generator.check import draw_conversion
from generator.convert import Form
from generator.draw import draw_plan
from generator.print_text import print_bytes
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import SAMPLES, SHARED, document, plan

from extract.document import Document
from extract.errors import ReadError
from extract.text import read_text
from normalize.build import SourceFile, plan_to_rows
from parsers.analyse import analyse
from parsers.plan import LedgerClass, Plan
from parsers.vocabularies.stockholm import STOCKHOLM

KEPT = sorted(SAMPLES.rglob("*.txt"))
REAL = sorted((SHARED / "plans").glob("*.txt"))
FILES = [pytest.param(path, id=path.name) for path in KEPT + REAL]
LONGEST_LABEL = max(len(spelling) for term in STOCKHOLM.goal_labels for spelling in term.spellings) + 3
"""Letters of a goal's label and of a code printed in it and again before the title."""
SOURCE = SourceFile("plan.txt", "0" * 64, 1)


def sheets() -> list[bytes]:
    """Drawn plans in every form."""
    found = []
    for seed in range(12):
        for form in Form:
            drawn = draw_plan(seed, size=1)
            found.append(print_bytes(drawn, draw_conversion(seed, form, drawn.kind)))
    return found


SHEETS = sheets()


def letters(text: str | None) -> Counter[str]:
    """Letters and digits; what marks, bullets, hyphens and markup add or take is left aside."""
    return Counter(character for character in text or "" if character.isalnum())


def of_class(found: Document, read: Plan, *wanted: LedgerClass) -> Counter[str]:
    lines = [line for line, ledger in zip(found.lines, read.classes, strict=True) if ledger in wanted]
    return sum((letters(_bare(line.text)) for line in lines), Counter())


def _bare(text: str) -> str:
    """A line without the tags that a vision model leaves."""
    for tag in ("<i>", "</i>", "<b>", "</b>", "<br>", "<sup>", "</sup>"):
        text = text.replace(tag, " ")
    return text


def check_sum(data: bytes, found: Document, read: Plan) -> None:
    """The classes' characters add up to the input's, and the rows carry just these sums."""
    text = "".join(line.text for line in found.lines)
    assert len(read.classes) == len(found.lines)
    counted = dict(plan_to_rows(read, found, SOURCE).characters)
    assert list(counted) == [ledger.value for ledger in LedgerClass]
    assert sum(counted.values()) == len("".join(text.split()))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            decoded = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        assert "".join(text.split()) == "".join(unicodedata.normalize("NFC", decoded).replace("\x00", "").split())
        return


def check_nothing_lost(found: Document, read: Plan) -> None:
    """The letters of each class's lines stand in the rows that the class speaks of."""
    prose = Counter[str]()
    for section in read.sections:
        prose += letters(section.heading) + letters(section.text)
    cells = sum((letters(cell.text) for table in read.tables for cell in table.cells), Counter[str]())
    assert of_class(found, read, LedgerClass.SECTION) - prose == Counter()
    assert of_class(found, read, LedgerClass.TABLE) == cells
    heads, labels = Counter[str](), Counter[str]()
    for goal in read.goals:
        head = letters(goal.title) + letters(goal.code) + letters(goal.status_text)
        lines = found.lines[goal.span.line_first - 1 : goal.span.line_last]
        own = [line.text for line in lines if read.classes[line.number - 1] is LedgerClass.GOAL]
        rest = sum((letters(_bare(text)) for text in own), Counter[str]()) - head
        assert rest.total() <= LONGEST_LABEL
        heads += head
        labels += rest
    assert of_class(found, read, LedgerClass.GOAL) == heads + labels


@pytest.mark.parametrize("path", FILES)
def test_kept_and_real_plans(path: Path) -> None:
    data = path.read_bytes()
    found = read_text(data, path.name)
    read = analyse(found)
    check_sum(data, found, read)
    check_nothing_lost(found, read)


@pytest.mark.skipif(not REAL, reason="the real plans are not beside this repository")
def test_real_plans_are_there() -> None:
    assert len(REAL) == 5


@pytest.mark.parametrize("data", SHEETS, ids=range(len(SHEETS)))
def test_drawn_plans(data: bytes) -> None:
    found = document(data)
    read = analyse(found)
    check_sum(data, found, read)
    check_nothing_lost(found, read)


# Nothing of a drawn plan is left unclassed: what it prints is what plans print.
def test_drawn_plans_are_understood() -> None:
    kinds = Counter[LedgerClass]()
    for data in SHEETS:
        kinds.update(analyse(document(data)).classes)
    assert kinds[LedgerClass.UNCLASSIFIED] == 0
    assert all(kinds[ledger] for ledger in LedgerClass if ledger is not LedgerClass.UNCLASSIFIED)


# Lines of real skeletons in any order, with any rubbish between: never an exception, and the sum holds.
LINES = sorted({line for data in SHEETS for line in data.decode("utf-8").splitlines() if len(line) < 90})


@settings(max_examples=60)
@given(
    st.integers(0, 2**32 - 1), st.integers(2, 60), st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=20)
)
def test_lines_in_any_order(seed: int, count: int, rubbish: str) -> None:
    dice = random.Random(seed)
    chosen = [dice.choice(LINES) for _ in range(count)]
    chosen.insert(dice.randrange(len(chosen) + 1), rubbish)
    data = "".join(line + dice.choice(("\n", "\n\n", "\n\f")) for line in chosen).encode()
    found = read_text(data, "plan.txt")
    read = analyse(found)
    check_sum(data, found, read)
    check_nothing_lost(found, read)


# Any text at all is read or refused.
@settings(max_examples=150)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    try:
        found = read_text(data, "plan.txt")
    except ReadError:
        return
    check_sum(data, found, analyse(found))


# What is not understood is a finding at its line, and the only thing of its class.
def test_unclassified_text_is_a_finding() -> None:
    found = document("Nämndmål: Trygghet\n\nBeskrivning\n\nVi arbetar.\n\n*** --- ***\n")
    read = analyse(found)
    assert [found.lines[n].text for n, ledger in enumerate(read.classes) if ledger is LedgerClass.UNCLASSIFIED] == [
        "*** --- ***"
    ]
    assert [(each.code, each.span.line_first) for each in read.problems if each.code == "unclassified_text"] == [
        ("unclassified_text", 7)
    ]


# A plan that does not class every line is refused: the ledger cannot lie.
def test_a_plan_that_lacks_a_line_is_refused() -> None:
    read = plan("Nämndmål: Trygghet", "Vi arbetar.")
    with pytest.raises(ValueError, match="zip"):
        plan_to_rows(dataclasses.replace(read, classes=read.classes[:-1]), document("Nämndmål: A\n\nVi.\n"), SOURCE)
