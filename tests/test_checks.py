"""Printed sums against their lines, on tables drawn as text."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from plan_parts import budget_lines

from normalize.checks import check_budget
from normalize.numbers import format_number
from parsers.plan import Severity

PLANS = Path(__file__).parent.parent.parent / "shared" / "plans"

RIGHT = {
    "income negative, so that the net is everything added up": """
        Mnkr      | VP 2022 | VP 2021
        Kostnader | 70,4    | 68,9
        Intäkter  | -0,2    | -0,9
        Netto     | 70,2    | 68,0
    """,
    "cost and income both positive, so that the net is the difference": """
        tkr             | Utfall  | Budget  | Avvikelse
        Intäkter        |         |         |
        Avgifter        | 21 410  | 0       | 21 410
        Bidrag          | 12 300  | 9 800   | 2 500
        Summa intäkter  | 33 710  | 9 800   | 23 910
        Kostnader       |         |         |
        Personal        | 512 640 | 498 200 | -14 440
        Lokaler         | 27 115  | 27 900  | 785
        Summa kostnader | 539 755 | 526 100 | -13 655
        Summa netto     | 506 045 | 516 300 | 10 255
    """,
    "income whose letters OCR has taken for others": """
        tkr             | Budget
        lntakter        |
        Hyror           | 62 480
        Summa intakter  | 62 480
        Kostnader       |
        Personal        | 62 480
        Summa kostnader | 62 480
        Summa netto     | 0
    """,
    "a result, which is income less cost": """
        tkr       | Budget
        Intäkter  | 120
        Kostnader | 100
        Resultat  | 20
    """,
    "costs negative, so that the net is everything added up": """
        tkr       | Budget
        Intäkter  | 120
        Kostnader | -100
        Netto     | 20
    """,
    "lines that are a part of another are not added": """
        Mnkr               | VP 2022
        Omsorg             | 261,3
        varav barn         | 145,3
        varav vuxna        | 45,0
        Administration     | 70,2
        Totalt             | 331,5
    """,
    "each figure rounded on its own": """
        Mnkr   | VP 2022
        Ett    | 1,4
        Två    | 1,4
        Tre    | 1,4
        Totalt | 4,3
    """,
    "a decimal that is left out": """
        Mnkr      | VP 2022
        Kostnader | 623
        Intäkter  | -97,2
        Netto     | 525,8
    """,
    "empty cells": """
        Mnkr      | VP 2022 | VP 2021
        Förskola  | 10,0    | 9,0
        Nytt      | 1,0     |
        Totalt    | 11,0    | 9,0
    """,
    "a dash for an empty cell": """
        Mnkr      | VP 2022
        Förskola  | 10,0
        Nytt      | -
        Totalt    | 10,0
    """,
    "cost and income as columns, each summed down": """
        Omslutning (mnkr) | Kostnader | Intäkter
        Förskola          |           |
        Hyresintäkter     | 2,0       | -2,0
        Statsbidrag       | 3,0       | -3,0
        Summa             | 5,0       | -5,0
    """,
    "several nets, and the total of them": """
        tkr       | Budget
        Enhet ett |
        Kostnader | 10
        Intäkter  | -2
        Netto     | 8
        Enhet två |
        Kostnader | 20
        Intäkter  | -5
        Netto     | 15
        Totalt    | 23
    """,
    "a net carried on": """
        tkr                | Budget
        Kostnader          | 10
        Intäkter           | -2
        Netto              | 8
        Resultatöverföring | 3
        Totalt             | 11
    """,
    "a group with its subtotal within a larger one": """
        tkr             | Budget
        Kostnader       |
        Lön             | 70
        Utbildning      | 5
        Summa personal  | 75
        Lokaler         | 20
        Summa kostnader | 95
    """,
    "shares, which do not add up": """
        tkr       | Budget | Utfall (andel %)
        Personal  | 75     | 96
        Lokaler   | 25     | 101
        Totalt    | 100    | 98
    """,
    "an amount that cannot be read, so that nothing can be said": """
        tkr       | Budget
        Personal  | 75
        Lokaler   | se bilaga
        Totalt    | 100
    """,
    "deviations of cost and of income, each with its own sign": """
        tkr       | Utfall | Budget | Avvikelse
        Intäkter  | 30     | 20     | 10
        Kostnader | 110    | 100    | -10
        Netto     | 80     | 80     | 0
    """,
    "deviations of a forecast": """
        tkr      | Budget | Prognos | Avvikelse
        Förskola | 100    | 110     | -10
        Skola    | 50     | 45      | 5
        Totalt   | 150    | 155     | -5
    """,
    "a deviation from something that is not printed": """
        tkr      | Budget | Utfall | Avvikelse VB 2021
        Förskola | 100    | 110    | 3
        Skola    | 50     | 45     | 7
        Totalt   | 150    | 155    | 10
    """,
    "a result under its two columns as rows": """
        tkr      | Budget
        Ram      | 100
        Använt   | 90
        Resultat | 10
    """,
}

WRONG = {
    "a sign that is lost in one of several columns": (
        """
        Mnkr      | VP 2022 | VP 2021 | Bokslut 2020
        Kostnader | 70,4    | 68,9    | 81,9
        Intäkter  | -0,2    | -0,9    | 5,4
        Netto     | 70,2    | 68,0    | 76,5
        """,
        [("Bokslut 2020", Severity.ERROR, "81,9 + 5,4 = 87,3 (the sum would be right if Intäkter were -5,4)")],
    ),
    "a subtotal, and the total that would be right with it": (
        """
        tkr             | Budget
        Kostnader       |
        Personal        | 75
        Lokaler         | 20
        Summa kostnader | 105
        Summa netto     | 105
        """,
        [("Budget", Severity.ERROR, "Summa kostnader in the column 'Budget' is 105, but its lines give 75 + 20 = 95")],
    ),
    "a total of many lines, which are not written out": (
        """
        Mnkr   | VP 2022
        Ett    | 1,0
        Två    | 1,0
        Tre    | 1,0
        Fyra   | 1,0
        Fem    | 1 000,0
        Totalt | 1 014,0
        """,
        [("VP 2022", Severity.ERROR, "is 1 014,0, but its lines give 1 004,0.")],
    ),
    "a net of a gross table": (
        """
        tkr       | Budget
        Kostnader | 100
        Intäkter  | 20
        Netto     | 120
        """,
        [("Budget", Severity.ERROR, "100 - 20 = 80")],
    ),
    "empty cells may be why a sum is wrong": (
        """
        Mnkr      | VP 2022 | VP 2021
        Förskola  | 10,0    | 9,0
        Nytt      | 1,0     |
        Totalt    | 11,0    | 12,0
        """,
        [("VP 2021", Severity.WARNING, "with 1 empty cells counted as nothing")],
    ),
    "no column adds up: perhaps a sum of something else": (
        """
        Mnkr      | VP 2022 | VP 2021
        Förskola  | 10,0    | 9,0
        Skola     | 1,0     | 2,0
        Totalt    | 21,0    | 32,0
        """,
        [("VP 2022", Severity.WARNING, "= 11,0"), ("VP 2021", Severity.WARNING, "= 11,0")],
    ),
    "parts that are more than the whole": (
        """
        Mnkr        | VP 2022
        Omsorg      | 50,0
        varav barn  | 60,0
        Totalt      | 50,0
        """,
        [("VP 2022", Severity.WARNING, "The varav lines of Omsorg in the column 'VP 2022' are together 60,0")],
    ),
    "parts that may overlap": (
        """
        Mnkr        | VP 2022
        Omsorg      | 50,0
        varav barn  | 40,0
        varav unga  | 30,0
        Totalt      | 50,0
        """,
        [("VP 2022", Severity.INFO, "together 70,0, more than its 50,0")],
    ),
    "a deviation that its columns do not give": (
        """
        tkr      | Utfall | Budget | Avvikelse
        Förskola | 110    | 100    | -10
        Skola    | 45     | 50     | 5
        Omsorg   | 30     | 40     | 20
        """,
        [("Avvikelse", Severity.WARNING, "The deviation of Omsorg in the column 'Avvikelse' is 20, but 30 and 40 differ by 10.")],
    ),
    "a deviation with the wrong sign": (
        """
        tkr             | Utfall | Budget | Avvikelse
        Kostnader       |        |        |
        Förskola        | 110    | 100    | -10
        Skola           | 45     | 50     | 5
        Omsorg          | 30     | 40     | -10
        """,
        [("Avvikelse", Severity.WARNING, "The deviation of Omsorg")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("table", RIGHT.values(), ids=RIGHT)
def test_a_table_that_adds_up_has_no_finding(table: str) -> None:
    assert check_budget(budget_lines(table)) == ()


@pytest.mark.parametrize(("table", "expected"), WRONG.values(), ids=WRONG)
def test_a_table_that_does_not_add_up_has_one_finding_a_mismatch(
    table: str, expected: list[tuple[str, Severity, str]]
) -> None:
    lines = {line.ordinal: line for line in budget_lines(table)}
    problems = check_budget(lines.values())
    assert len(problems) == len(expected)
    for problem, (column, severity, words) in zip(problems, expected, strict=True):
        line = lines[problem.ordinal]
        assert (problem.code, problem.table, problem.severity) == ("budget_sum_mismatch", "budget_lines", severity)
        assert (line.column_label, line.span) == (column, problem.span)
        assert words in problem.message


def test_a_finding_is_about_the_row_of_the_sum() -> None:
    lines = budget_lines("Mnkr | VP 2022\nEtt | 1,0\nTvå | 2,0\nTotalt | 4,0")
    (problem,) = check_budget(lines)
    assert problem.ordinal == lines[-1].ordinal
    assert problem.span == lines[-1].span


def test_tables_are_held_apart() -> None:
    right = "Mnkr | VP 2022\nEtt | 1,0\nTotalt | 1,0"
    lines = budget_lines(right) + budget_lines(right, table=1)
    assert check_budget(lines) == ()


def test_figures_in_two_units_are_not_added() -> None:
    thousands = budget_lines("tkr | Budget\nEtt | 1 000", unit="tkr")
    millions = budget_lines("tkr | Budget\nEtt | 1 000\nTotalt | 1", unit="mnkr")
    assert check_budget(thousands + millions[1:]) == ()


AMOUNTS = st.lists(st.decimals(0, 10**5, places=3), min_size=2, max_size=8)
GROUPS = st.tuples(AMOUNTS, AMOUNTS)


def rounded(amount: Decimal) -> Decimal:
    """To one decimal, as a table in mnkr prints it."""
    return amount.quantize(Decimal("0.1"), ROUND_HALF_UP)


def table_of(costs: list[Decimal], incomes: list[Decimal], income_sign: int, wrong: Decimal = Decimal(0)) -> str:
    """A table of exact amounts, each printed rounded on its own; `wrong` is added to what one cost prints."""
    rows = ["Mnkr | Budget", "Intäkter |"]
    rows += [f"Intäkt {n} | {format_number(rounded(income_sign * amount))}" for n, amount in enumerate(incomes)]
    rows += [f"Summa intäkter | {format_number(rounded(income_sign * sum(incomes)))}", "Kostnader |"]
    printed = [rounded(amount) for amount in costs]
    rows += [f"Kostnad {n} | {format_number(amount + (wrong if n == 0 else 0))}" for n, amount in enumerate(printed)]
    rows += [f"Summa kostnader | {format_number(rounded(sum(costs)))}"]
    rows += [f"Summa netto | {format_number(rounded(sum(costs) - sum(incomes)))}"]
    return "\n".join(rows)


@given(GROUPS, st.sampled_from([1, -1]))
def test_rounding_is_never_a_finding(groups: tuple[list[Decimal], list[Decimal]], income_sign: int) -> None:
    assert check_budget(budget_lines(table_of(*groups, income_sign))) == ()


@given(GROUPS, st.sampled_from([1, -1]), st.decimals(2, 10**4, places=1), st.sampled_from([1, -1]))
def test_an_error_larger_than_rounding_is_always_found(
    groups: tuple[list[Decimal], list[Decimal]], income_sign: int, error: Decimal, direction: int
) -> None:
    costs, incomes = groups
    assume(any(costs))
    problems = check_budget(budget_lines(table_of(costs, incomes, income_sign, error * direction)))
    assert [problem.message.split(" in the column")[0] for problem in problems] == ["Summa kostnader"]


def test_the_real_plans_hold_one_error() -> None:
    if not PLANS.is_dir():
        pytest.skip("../shared/plans is not there")
    from extract.reader import read_document
    from parsers.analyse import analyse

    found = {}
    for path in sorted(PLANS.glob("*.txt")):
        problems = check_budget(analyse(read_document(path.read_bytes(), path.name)).budget_lines)
        found[path.name[:3]] = [(problem.severity, problem.message.split(" is ")[0]) for problem in problems]
    wrong = (Severity.ERROR, "Netto in the column 'Bokslut 2020'")
    assert found == {"000": [], "001": [], "002": [], "003": [wrong], "004": []}
