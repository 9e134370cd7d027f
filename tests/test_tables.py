"""Tables of indicators, activities and money: rows however they wrap or break, headers, groups, sums and units."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generator.check import draw_conversion, read_rows
from generator.compare import differences
from generator.convert import Form
from generator.draw import draw_plan
from generator.expected import expected
from generator.print_text import print_bytes
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import activities, amounts, codes, indicators, plan

GOAL = "Nämndmål: Trygga barn"
VP = "Indikator\tÅrsmål\tKF:s årsmål\tPeriodicitet"
VB = "Indikator\tPeriodens utfall\tUtfall män/pojkar\tUtfall kvinnor/flickor\tUtfall VB 2021\tÅrsmål\tKF:s årsmål\tPeriod"
DATES = "2022-01-01\t2022-12-31"
AKT = "Aktivitet\tStartdatum\tSlutdatum"
NOJDA = ("Andel nöjda", [("arsmal", "85 %"), ("kf_arsmal", "90 %")], "År")

INDICATORS = [
    # A row a line; an icon, or the blank where it was, is not the name's; an empty cell is no value.
    ((f"{VP}\n Andel nöjda\t85 %\t90 %\tÅr\n● Antal platser\t\t9 000 st\tTertial",),
     [NOJDA, ("Antal platser", [("kf_arsmal", "9 000 st")], "Tertial")]),
    # A name that wraps, a cell that wraps.
    ((f"{VP}\nAndel\t85 %\t90 %\tÅr\nnöjda\t\t\t",), [NOJDA]),
    ((f"{VP}\nAndel nöjda\t85 %\tTas fram av\tÅr\n\t\tnämnd/styrelse\t",),
     [("Andel nöjda", [("arsmal", "85 %"), ("kf_arsmal", "Tas fram av nämnd/styrelse")], "År")]),
    # A page break between rows prints the header again, which is no row.
    ((f"{VP}\nAndel nöjda\t85 %\t90 %\tÅr", f"\f{VP}\nAntal platser\t1\t2\tÅr"),
     [NOJDA, ("Antal platser", [("arsmal", "1"), ("kf_arsmal", "2")], "År")]),
    # A page break within a row: what follows the repeated header is the rest of the name.
    ((f"{VP}\nAndel\t85 %\t90 %\tÅr", f"\f{VP}\nnöjda\t\t\t\nAntal platser\t1\t2\tÅr"),
     [NOJDA, ("Antal platser", [("arsmal", "1"), ("kf_arsmal", "2")], "År")]),
    # And one without a repeated header.
    ((f"{VP}\nAndel nöjda\t85 %\t90 %\tÅr", "\fAntal platser\t1\t2\tÅr"),
     [NOJDA, ("Antal platser", [("arsmal", "1"), ("kf_arsmal", "2")], "År")]),
    # A heading parts tables, however alike they are.
    ((f"{VP}\nAndel nöjda\t85 %\t90 %\tÅr", "Nämndmål: Glada barn", f"{VP}\nAntal platser\t1\t2\tÅr"),
     [NOJDA, ("Antal platser", [("arsmal", "1"), ("kf_arsmal", "2")], "År")]),
    # A header with nothing below is no indicator.
    ((VP, "Beskrivning"), []),
    # A table that is cut off in the middle of a row keeps what was printed.
    ((f"{VP}\nAndel nöjda\t85 %",), [("Andel nöjda", [("arsmal", "85 %")], None)]),
    # A report: seven columns, some empty.
    ((f"{VB}\nAndel nöjda\t84 %\t82 %\t86 %\t80 %\t85 %\t90 %\tVB 2023",),
     [("Andel nöjda", [("utfall", "84 %"), ("utfall_man", "82 %"), ("utfall_kvinnor", "86 %"), ("utfall_foregaende", "80 %"),
                       ("arsmal", "85 %"), ("kf_arsmal", "90 %")], None)]),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "rows"), INDICATORS)
def test_indicators(blocks: tuple[str, ...], rows: list[tuple[str, list[tuple[str | None, str]], str | None]]) -> None:
    assert indicators(plan(GOAL, *blocks)) == rows


# The goal is the one opened last above the table; a repeated header under another goal is another table.
def test_goals_of_tables() -> None:
    found = plan(GOAL, f"{VP}\nA a\t1\t2\tÅr", "Enhetsmål: Vi leker", f"{VP}\nB b\t1\t2\tÅr", f"{AKT}\nVi gör\t{DATES}")
    assert [row.goal for row in found.indicators] == [0, 1]
    assert [row.goal for row in found.activities] == [1]
    assert [table.kind.value for table in found.tables] == ["indikator", "indikator", "aktivitet"]


ANALYSES = [
    # On the word's own line, below it, over paragraphs, and over a page break with its repeated header.
    ("Analys Fler är nöjda.\t\t\t\t\t\t\t", "Fler är nöjda."),
    ("Analys\t\t\t\t\t\t\t\nFler är nöjda.\t\t\t\t\t\t\t", "Fler är nöjda."),
    ("Analys\nFler är nöjda.\nDet gläder oss.", "Fler är nöjda. Det gläder oss."),
    (f"Analys\nFler är nöjda och\n\n\f{VB}\ndet gläder oss.", "Fler är nöjda och det gläder oss."),
]


@pytest.mark.parametrize(("text", "analysis"), ANALYSES)
def test_analysis_of_an_indicator(text: str, analysis: str) -> None:
    row = "Andel nöjda\t84 %\t82 %\t86 %\t80 %\t85 %\t90 %\tVB 2023"
    found = plan(GOAL, f"{VB}\n{row}\n{text}\nAntal platser\t5\t\t\t4\t5\t6\tVB 2023")
    assert [(each.name, each.period_text, each.analysis) for each in found.indicators] == [
        ("Andel nöjda", "VB 2023", analysis),
        ("Antal platser", "VB 2023", None),
    ]


A, B = ("Vi gör en plan", "2022-01-01", "2022-12-31"), ("Vi gör en till", "2022-01-01", "2022-12-31")
ROW_A, ROW_B = (f"{text}\t{start}\t{end}" for text, start, end in (A, B))

ACTIVITIES = [
    ((f"{AKT}\n{ROW_A}\n {ROW_B}",), [A, B]),
    # Rows over page breaks, with and without the header again.
    ((f"{AKT}\n{ROW_A}", f"\f{AKT}\n{ROW_B}"), [A, B]),
    ((f"{AKT}\n{ROW_A}", f"\f{ROW_B}"), [A, B]),
    ((AKT, f"\f{ROW_A}\n{ROW_B}"), [A, B]),
    # A description that a narrow column or a page break tore apart.
    ((f"{AKT}\nVi gör\t2022-01-01\t2022-12-31\nen plan\t\t\n{ROW_B}",), [A, B]),
    ((f"{AKT}\nVi gör\t2022-01-01\t2022-12-31", f"\f{AKT}\nen plan\t\t\n{ROW_B}"), [A, B]),
    # No dates printed, one lost.
    ((f"{AKT}\nVi gör en plan\t\t2022-12-31\n{ROW_B}",), [("Vi gör en plan", None, "2022-12-31"), B]),
    # Marks have a column of their own: a text over all columns, and the rest of a name, begin in it.
    ((f"\t{AKT}\n✓\tVi gör\t2022-01-01\t2022-12-31", f"\f\t{AKT}\nen plan\t\t\t\n✓\t{ROW_B}\nAnalys\t\t\t\nDet gick bra.\t\t\t"),
     [A, B]),
    # A goal's heading that stands directly below ends the table.
    ((f"{AKT}\n{ROW_A}\nEnhetsmål: Vi leker\nBeskrivning",), [A]),
    # Bars, as vision models print tables.
    ((f"|{AKT.replace(chr(9), '|')}|\n|---|---|---|\n|{ROW_A.replace(chr(9), '|')}|",), [A]),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "rows"), ACTIVITIES)
def test_activities(blocks: tuple[str, ...], rows: list[tuple[str, str | None, str | None]]) -> None:
    assert activities(plan(GOAL, *blocks)) == rows


MARKS = [
    ("✓ Vi gör en plan", "", "genomford", "✓"),
    ("► Vi gör en plan", "", "pagar", "►"),
    ("✗ Vi gör en plan", "", "ej_genomford", "✗"),
    # A mark of a symbol font that nothing explains stands for nothing; one that was lost is none.
    ("\uf0fc Vi gör en plan", "", None, "\uf0fc"),
    (" Vi gör en plan", "", None, None),
    # What a file says of a small picture decides; where that is no status, its shape does.
    ("⟦Genomförd⟧ Vi gör en plan", "", "genomford", "Genomförd"),
    ("●⟦Ej genomförd⟧ Vi gör en plan", "", "ej_genomford", "Ej genomförd"),
    ("►⟦Bild 3⟧ Vi gör en plan", "", "pagar", "►"),
    ("⟦Bild 3⟧ Vi gör en plan", "", None, "Bild 3"),
    # The legend of this document decides.
    ("◆ Vi gör en plan", "◆ = genomförd, ◇ = pågår", "genomford", "◆"),
    ("\uf0fc Vi gör en plan", "Symbolerna: \uf0fc genomförd, \uf0fb ej genomförd.", "genomford", "\uf0fc"),
]


@pytest.mark.parametrize(("cell", "legend", "status", "printed"), MARKS)
def test_marks(cell: str, legend: str, status: str | None, printed: str | None) -> None:
    found = plan(
        "Så läser du rapporten", f"{legend or 'Så här.'}", GOAL, f"{AKT}\tAvvikelse\n{cell}\t{DATES}\tSen start"
    )
    (row,) = found.activities
    assert (row.description, row.status, row.status_text, row.deviation) == (
        "Vi gör en plan",
        status,
        printed,
        "Sen start",
    )
    assert ("unknown_mark" in codes(found)) is (printed is not None and status is None)


# A column says it in words, and a word nobody knows is a finding and no status.
@pytest.mark.parametrize(
    ("word", "status"),
    [("Genomförd", "genomford"), ("Pågår", "pagar"), ("Ej genomförd", "ej_genomford"), ("", None), ("Vilande", None)],
)
@pytest.mark.parametrize("form", ["{}", "⟦{}⟧"])
def test_status_column(word: str, status: str | None, form: str) -> None:
    found = plan(GOAL, f"{AKT}\tStatus\nVi gör en plan\t{DATES}\t{form.format(word) if word else ''}")
    assert (found.activities[0].status, found.activities[0].status_text) == (status, word or None)
    assert ("unknown_mark" in codes(found)) is (word == "Vilande")


# Analysis, the unit's name and paragraphs belong to the activity above them; the name is not part of what it says.
def test_rows_parted_by_blank_lines() -> None:
    """A conversion may part all rows by blank lines; a row of one filled cell among empty ones is still the table's."""
    found = plan(
        "Nämndmål: Trygga barn", "Indikator\tPeriodens utfall\tÅrsmål\tPeriod", "Andel nöjda\t84 %\t85 %\tVB 2023",
        "Analys Det går bra.\t\t\t", "Andel trygga\t80 %\t81 %\tVB 2023",
    )  # fmt: skip
    assert [(row.name, row.analysis) for row in found.indicators] == [
        ("Andel nöjda", "Det går bra."),
        ("Andel trygga", None),
    ]


# One cell may hold the name and what follows it; a sentence about the unit keeps its subject.
@pytest.mark.parametrize(
    ("cell", "analysis"),
    [
        ("Analys Enheten Solen Vi gjorde planen.", "Vi gjorde planen."),
        ("Analys Enheten Solen har gjort planen.", "Enheten Solen har gjort planen."),
        ("Analys Enheten Solen", None),
    ],
)
def test_a_units_name_in_the_cell_of_an_analysis(cell: str, analysis: str | None) -> None:
    found = plan(
        "Verksamhetsberättelse 2022\n\nEnheten Solen", "Inledning", "Vi är en enhet som finns i hela staden.", GOAL,
        f"{AKT}\tAvvikelse\n{ROW_A}\t\n{cell}\t\t\t\n{ROW_B}\t",
    )  # fmt: skip
    assert [each.analysis for each in found.activities] == [analysis, None]


# The words of an icon tell the status as a mark does, before the description or in a column of their own.
@pytest.mark.parametrize("rows", [f"{AKT}\n[Ej genomförd] {ROW_A}", f"{AKT}\tStatus\n{ROW_A}\t[Ej genomförd]"])
def test_the_words_of_an_icon_are_a_status(rows: str) -> None:
    (activity,) = plan("Verksamhetsberättelse 2022", GOAL, rows).activities
    assert (activity.status, activity.status_text) == ("ej_genomford", "Ej genomförd")
    assert not activity.description.startswith("[")


# A page break may keep all lines of a name together and leave its row's other cells on either page.
def test_a_name_on_the_other_page_than_its_row() -> None:
    found = plan(GOAL, f"{VP}\nAndel nöjda\t85 %\t90 %\tÅr\n\t7 %\t\tTertial", f"\f{VP}\nAntal platser\t\t9 st\t")
    assert indicators(found) == [NOJDA, ("Antal platser", [("arsmal", "7 %"), ("kf_arsmal", "9 st")], "Tertial")]
    report = "Indikator\tPeriodens utfall\tÅrsmål\tPeriod"
    rows = f"{report}\nAndel nöjda\t85 %\t90 %\tVB 2022\n\t7 st\t\tVB 2022"
    found = plan("Verksamhetsberättelse 2022", GOAL, rows, f"\f{report}\nAntal platser\t\t9 st\t")
    assert [[value.text for value in each.values] for each in found.indicators] == [["85 %", "90 %"], ["7 st", "9 st"]]
    rows = f"{report}\nAndel nöjda\t85 %\t90 %\tVB 2022\n\t7 st\t95\t"
    found = plan("Verksamhetsberättelse 2022", GOAL, rows, f"\f{report}\nAntal platser\t\t\tVB 2022")
    assert [(each.name, len(each.values)) for each in found.indicators] == [("Andel nöjda", 2), ("Antal platser", 2)]
    found = plan(GOAL, f"{AKT}\n{ROW_A}\nVi ser över lokalerna\t\t", f"\f{AKT}\n\t{DATES}")
    assert [each.description for each in found.activities] == ["Vi gör en plan", "Vi ser över lokalerna"]
    # What stands in the column of marks may be an analysis.
    marked = f"\t{AKT}\n\t{ROW_A}"
    found = plan("Verksamhetsberättelse 2022", GOAL, marked, f"\f\t{AKT}\nAnalys Det går bra.\t\t\t\n\t{ROW_B}")
    assert next((each.description, each.analysis) for each in found.activities) == ("Vi gör en plan", "Det går bra.")


def test_analysis_of_an_activity() -> None:
    empty = "\t\t\t"
    found = plan(
        "Verksamhetsberättelse 2022\n\nEnheten Solen", "Inledning", "Vi är en enhet som finns i hela staden.", GOAL,
        f"{AKT}\tAvvikelse\n{ROW_A}\t\nAnalys{empty}\nEnheten Solen{empty}\nVi gjorde planen.{empty}\nDen blev bra.{empty}\n{ROW_B}\t",
    )  # fmt: skip
    assert [each.analysis for each in found.activities] == ["Vi gjorde planen. Den blev bra.", None]


# The unit's name is a cell's first paragraph; where the sentence goes on with it, it stays.
@pytest.mark.parametrize(
    ("printed", "analysis"),
    [
        ("Analys Enheten Solen Vi gjorde planen.", "Vi gjorde planen."),
        ("Analys Enheten Solen gjorde planen.", "Enheten Solen gjorde planen."),
    ],
)
def test_a_unit_name_in_the_cell_of_an_analysis(printed: str, analysis: str) -> None:
    found = plan(
        "Verksamhetsberättelse 2022\n\nEnheten Solen", "Inledning", "Vi är en enhet som finns i hela staden.", GOAL,
        f"{AKT}\tAvvikelse\n{ROW_A}\t\n{printed}\t\t\t",
    )  # fmt: skip
    assert [each.analysis for each in found.activities] == [analysis]


UNIT = (
    "Beloppen anges i tkr\tBudget\nIntäkter\t\nBidrag\t-100\nFörsäljning\t-50,5\nSumma intäkter\t-150,5\n"
    "Kostnader\t\nPersonalkostnader\t1 200\nSumma kostnader\t1 200\nSumma netto\t1 049,5"
)

BUDGETS = [
    # A unit's budget: groups, their sums, the net; the year is the document's.
    (("Budget 2022", UNIT), [
        ("Bidrag", "Intäkter", "item", "budget", 2022, "tkr", "-100"),
        ("Försäljning", "Intäkter", "item", "budget", 2022, "tkr", "-50,5"),
        ("Summa intäkter", "Intäkter", "subtotal", "budget", 2022, "tkr", "-150,5"),
        ("Personalkostnader", "Kostnader", "item", "budget", 2022, "tkr", "1 200"),
        ("Summa kostnader", "Kostnader", "subtotal", "budget", 2022, "tkr", "1 200"),
        ("Summa netto", None, "total", "budget", 2022, "tkr", "1 049,5"),
    ]),
    # The unit stands in a caption, or in the heading; a dash is no amount.
    (("Ekonomi", "Belopp i mnkr.", "Område\tVP 2022\tBokslut 2020\nSkola\t1,0\t–\nSumma\t1,0\t2,0"), [
        ("Skola", None, "item", "budget", 2022, "mnkr", "1,0"),
        ("Summa", None, "total", "budget", 2022, "mnkr", "1,0"),
        ("Summa", None, "total", "utfall", 2020, "mnkr", "2,0"),
    ]),
    # "varav" belongs to the line above it, and keeps its word.
    (("Budget", "Mnkr\tVP 2022\nÄldreomsorg\t9,0\nvarav hemtjänst\t4,0\nvarav boende\t5,0\nTotalt\t9,0"), [
        ("Äldreomsorg", None, "item", "budget", 2022, "mnkr", "9,0"),
        ("varav hemtjänst", "Äldreomsorg", "of_which", "budget", 2022, "mnkr", "4,0"),
        ("varav boende", "Äldreomsorg", "of_which", "budget", 2022, "mnkr", "5,0"),
        ("Totalt", None, "total", "budget", 2022, "mnkr", "9,0"),
    ]),
    # A report's three columns.
    (("Ekonomi", "Tkr\tUtfall i bokslut 2023\tBudget\tAwikelse\nNetto\t10\t12\t2"), [
        ("Netto", None, "total", "utfall", 2023, "tkr", "10"),
        ("Netto", None, "total", "budget", 2023, "tkr", "12"),
        ("Netto", None, "total", "avvikelse", 2023, "tkr", "2"),
    ]),
    # A column of amounts that does not say what they measure.
    (("Bidrag", "Ändamål\tBelopp, kr\nMusik\t31 750 000\nSumma\t31 750 000"), [
        ("Musik", None, "item", None, None, "kr", "31 750 000"),
        ("Summa", None, "total", None, None, "kr", "31 750 000"),
    ]),
    # A header of two rows, whose first labels span two columns each.
    (("Ekonomi", "Mnkr\tBudget 2014\t\tPrognos 2014\t\n\tKostnader\tIntäkter\tKostnader\tIntäkter\nSkola\t9,0\t1,0\t8,0\t1,5"), [
        ("Skola", None, "item", "budget", 2014, "mnkr", "9,0"),
        ("Skola", None, "item", "budget", 2014, "mnkr", "1,0"),
        ("Skola", None, "item", "prognos", 2014, "mnkr", "8,0"),
        ("Skola", None, "item", "prognos", 2014, "mnkr", "1,5"),
    ]),
    # A page break right below the header.
    (("Budget", "Mnkr\tVP 2022\tVP 2021", "Skola\t1,0\t0,9\nIdrott\t2,0\t2,1\nTotalt\t3,0\t3,0"), [
        ("Skola", None, "item", "budget", 2022, "mnkr", "1,0"),
        ("Skola", None, "item", "budget", 2021, "mnkr", "0,9"),
        ("Idrott", None, "item", "budget", 2022, "mnkr", "2,0"),
        ("Idrott", None, "item", "budget", 2021, "mnkr", "2,1"),
        ("Totalt", None, "total", "budget", 2022, "mnkr", "3,0"),
        ("Totalt", None, "total", "budget", 2021, "mnkr", "3,0"),
    ]),
    # A page break with the header again, and one without.
    (("Budget", "Mnkr\tVP 2022\nSkola\t1,0", "\fMnkr\tVP 2022\nIdrott\t2,0\nTotalt\t3,0"), [
        ("Skola", None, "item", "budget", 2022, "mnkr", "1,0"),
        ("Idrott", None, "item", "budget", 2022, "mnkr", "2,0"),
        ("Totalt", None, "total", "budget", 2022, "mnkr", "3,0"),
    ]),
    # Changes with costs and income side by side.
    (("Omslutning", "Omslutningsförändring (mnkr)\tKostnader\tIntäkter\nBidrag\t1,5\t-1,5\nSumma\t1,5\t-1,5"), [
        ("Bidrag", None, "item", "kostnader", None, "mnkr", "1,5"),
        ("Bidrag", None, "item", "intakter", None, "mnkr", "-1,5"),
        ("Summa", None, "total", "kostnader", None, "mnkr", "1,5"),
        ("Summa", None, "total", "intakter", None, "mnkr", "-1,5"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "expected"), BUDGETS)
def test_budgets(
    blocks: tuple[str, ...], expected: list[tuple[str, str | None, str, str | None, int | None, str | None, str]]
) -> None:
    assert amounts(plan(*blocks)) == expected


# The unit is named right above the table, whatever amounts the prose before it says.
def test_the_unit_above_a_budget() -> None:
    table = "\tBudget 2022\nPersonalkostnader\t5\nLokalkostnader\t2"
    found = plan("Budget", "Enhetens omslutning är 132,7 mnkr i år.", "Beloppen anges i tkr", table)
    assert {line.unit for line in found.budget_lines} == {"tkr"}


# A page break may fall below the header and a group's name.
def test_a_budget_whose_amounts_stand_on_the_next_page() -> None:
    found = plan("Budget", "Beloppen anges i tkr\tBudget 2022\nIntäkter\t", "\fBidrag\t5\nFörsäljning\t2")
    header = "\tUtfall i bokslut 2022\tBudget\tAvvikelse"
    bare = plan("Budget", "Beloppen anges i tkr", header, "\fIntäkter\t\t\t\nBidrag\t5\t6\t1\nHyror\t2\t3\t1")
    assert {(line.label, line.parent_label) for line in bare.budget_lines} == {
        ("Bidrag", "Intäkter"),
        ("Hyror", "Intäkter"),
    }
    assert [(line.label, line.parent_label) for line in found.budget_lines] == [
        ("Bidrag", "Intäkter"),
        ("Försäljning", "Intäkter"),
    ]


# The rest of an indicator's row may stand alone on the next page, its period on the page before.
def test_the_rest_of_an_indicator() -> None:
    found = plan(GOAL, f"{VP}\nAndel nöjda med\t80 %\tTas fram av\tÅr", "\fstadsmiljön\t\tnämnd/styrelse\t")
    assert [row[0] for row in indicators(found)] == ["Andel nöjda med stadsmiljön"]


# A line of a name that wrapped may begin with a bracket or a number; what begins with a capital is another indicator.
@pytest.mark.parametrize(
    ("rest", "names"),
    [
        ("(årsarbetare)", ["Antal barn per anställd (årsarbetare)"]),
        ("14 dagar", ["Antal barn per anställd 14 dagar"]),
        ("Sjukfrånvaro", ["Antal barn per anställd", "Sjukfrånvaro"]),
    ],
)
def test_a_line_of_a_name_that_wrapped(rest: str, names: list[str]) -> None:
    found = plan(GOAL, f"{VP}\nAntal barn per anställd\t4\t5\tÅr\n{rest}\t\t\t")
    assert [row[0] for row in indicators(found)] == names


# Small tables below each other, each under its area's heading, are so many tables, though their headers are the same.
def test_small_tables_of_areas() -> None:
    table = "Mnkr\tVP 2022\nKostnader\t3,0\nIntäkter\t1,0\nNetto\t2,0"
    found = plan("Ekonomi", "Skola", table, "Idrott", table)
    assert [(line.section, line.table) for line in found.budget_lines] == [("Skola", 0)] * 3 + [("Idrott", 1)] * 3
    assert [line.line_kind for line in found.budget_lines] == ["item", "item", "total"] * 2


# A generic heading directly below another says nothing of the table; the one above does.
def test_the_heading_that_a_table_is_about() -> None:
    found = plan("Äldreomsorg", "Budget", "Mnkr\tVP 2022\nNetto\t2,0")
    assert [line.section for line in found.budget_lines] == ["Äldreomsorg"]


# Amounts without a unit anywhere are kept and said to have none.
def test_a_budget_without_unit() -> None:
    found = plan("Budget", "\tBudget 2022\tUtfall 2021\nPersonalkostnader\t5\t4\nLokalkostnader\t2\t1")
    assert {line.unit for line in found.budget_lines} == {None}
    assert "unit_missing" in codes(found)


OTHERS = [
    # Complaints, and anything else in columns, are kept as cells.
    ("Synpunkter och klagomål", "Ärende\tÅtgärd\tKlart\nBuller\tNya dörrar\tja\nMat\tNy meny\tnej"),
    ("Personal", "Yrke\tAntal\nKock\t3\nLärare\t12"),
]


@pytest.mark.parametrize(("heading", "table"), OTHERS)
def test_other_tables_are_cells(heading: str, table: str) -> None:
    found = plan(heading, table)
    assert not found.budget_lines
    (kept,) = found.tables
    assert (kept.kind.value, kept.heading) == ("ovrig", heading)
    rows = [tuple(cell.text for cell in kept.cells if cell.row == row) for row in range(3)]
    assert rows == [tuple(line.split("\t")) for line in table.split("\n")]


# A column nobody knows is said once, and its cells are kept.
def test_unknown_columns() -> None:
    found = plan(GOAL, f"{AKT}\tAnsvarig\n{ROW_A}\tEva\n{ROW_B}\tBo")
    assert codes(found).count("unknown_column") == 1
    assert [cell.text for cell in found.tables[0].cells if cell.column == 3] == ["Ansvarig", "Eva", "Bo"]


# Wherever pages end, the rows are the same: drawn plans on pages of every length.
@settings(max_examples=12)
@given(st.integers(0, 10**6), st.sampled_from((Form.TABS, Form.VISION)), st.integers(18, 90))
def test_page_breaks_keep_the_rows(seed: int, form: Form, lines: int) -> None:
    drawn = draw_plan(seed, size=1)
    conversion = replace(draw_conversion(seed, form, drawn.kind), page_lines=lines)
    assert differences(read_rows(print_bytes(drawn, conversion)), expected(drawn, conversion)) == []
