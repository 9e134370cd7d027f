"""Draws budget and outcome tables that add up, except where an error is asked for.

In: `Dice` and the document's `Frame`. Out: budget tables of the model. All sums are made of whole numbers in the unit's
last printed place, so that what is printed adds up exactly. An error changes one amount after the sums were made: just
one printed sum, in one column, then disagrees with its lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.dice import Dice
from generator.draw_tables import Frame
from generator.model import BudgetColumn, BudgetRow, BudgetTable, Money
from generator.numbers import UNITS, NumberStyle
from generator.words import AREAS

INCOME = ("Taxor och avgifter", "Hyresintäkter", "Bidrag", "Försäljning av verksamhet", "Övriga intäkter")
COSTS = (
    "Personalkostnader",
    "Övriga personalkostnader",
    "Lokalkostnader",
    "Entreprenader och köp av verksamhet",
    "Övriga kostnader",
)


@dataclass(frozen=True, slots=True)
class Scale:
    """How whole numbers become cells: unit, printed decimals, number style."""

    unit: str
    places: int
    style: NumberStyle

    def money(self, number: int) -> Money:
        """A whole number of the last printed place as a cell."""
        exact = Decimal(number).scaleb(-self.places)
        return Money(self.style.decimal(exact, self.places), exact * UNITS[self.unit])

    def cells(self, numbers: tuple[int | None, ...]) -> tuple[Money | None, ...]:
        return tuple(None if number is None else self.money(number) for number in numbers)


def unit_budget(dice: Dice, frame: Frame, section: str, *, wrong: bool = False) -> BudgetTable:
    """A unit's budget: income negative, costs positive, one column (or two, last year's beside)."""
    unit = dice.pick(("tkr", "tkr", "tkr", "kr"))
    scale = Scale(unit, 0, frame.style)
    columns = [BudgetColumn("Budget", "budget", frame.year)]
    if dice.chance(0.3):
        years = (frame.year, frame.year - 1)
        columns = [BudgetColumn(f"Budget {year}", "budget", year) for year in years]
    factor = 1000 if unit == "kr" else 1
    costs = _columns(dice, _column(dice, len(COSTS), factor), len(columns))
    covered = dice.pick((100, 100, 100, 97, 4))
    income = [_split(dice, -sum(column) * covered // 100, len(INCOME)) for column in costs]
    rows = _grouped(income, costs)
    rows.append(("Summa netto", "total", None, tuple(sum(i) + sum(c) for i, c in zip(income, costs, strict=True))))
    corner = f"Beloppen anges i {dice.pick(('tkr', 'TKr', 'Tkr') if unit == 'tkr' else ('kr',))}"
    return _table(dice, (corner, section), columns, scale, rows, wrong=wrong)


RawRow = tuple[str, str, str | None, tuple[int | None, ...]]


def _grouped(income: list[tuple[int, ...]], costs: list[tuple[int, ...]]) -> list[RawRow]:
    rows: list[RawRow] = []
    for name, labels, columns in (("Intäkter", INCOME, income), ("Kostnader", COSTS, costs)):
        rows.append((name, "group", None, ()))
        for place, label in enumerate(labels):
            rows.append((label, "item", name, tuple(column[place] for column in columns)))
        rows.append((f"Summa {name.lower()}", "subtotal", name, tuple(sum(column) for column in columns)))
    return rows


def unit_report(dice: Dice, frame: Frame, section: str, chief: str) -> BudgetTable:
    """A unit's outcome: income and costs both positive; the deviation is good where it is positive, in both kinds."""
    scale = Scale("tkr", 0, frame.style)
    outcome = "Utfall i bokslut" if frame.kind.period == "VB" else f"Utfall {frame.kind.period}"
    columns = [
        BudgetColumn(f"{outcome} {frame.year}", "utfall", frame.year),
        BudgetColumn("Budget", "budget", frame.year),
    ]
    if frame.kind.period != "VB":
        columns.insert(1, BudgetColumn(dice.pick(("Prognos", f"Prognos {frame.year}")), "prognos", frame.year))
    columns.append(BudgetColumn("Avvikelse", "avvikelse", frame.year))
    counts = len(columns) - 1
    income = _columns(dice, _column(dice, len(INCOME), 1, empty=0.4), counts)
    costs = _columns(dice, _column(dice, len(COSTS), 1), counts)
    # Held against the budget is the outcome, or the forecast where there is one: the column before Budget.
    income.append(tuple(seen - plan for seen, plan in zip(income[-2], income[-1], strict=True)))
    costs.append(tuple(plan - seen for seen, plan in zip(costs[-2], costs[-1], strict=True)))
    rows = _grouped(income, costs)
    netto = [sum(c) - sum(i) for i, c in zip(income[:-1], costs[:-1], strict=True)]
    rows.append(("Summa netto", "total", None, (*netto, netto[-1] - netto[-2])))
    caption = (f"Enhet: {frame.unit}", f"Enhetschef: {chief}", "Beloppen anges i tkr")
    return _table(dice, ("", section), columns, scale, rows, caption=caption)


@dataclass(frozen=True, slots=True)
class AreaNumbers:
    """Costs and income (negative) of one area, one number a column, in tenths of mnkr; varav lines' nets."""

    name: str
    costs: tuple[int, ...]
    income: tuple[int, ...]
    of_which: tuple[tuple[str, tuple[int, ...]], ...] = ()

    @property
    def net(self) -> tuple[int, ...]:
        return tuple(cost + gain for cost, gain in zip(self.costs, self.income, strict=True))


def committee_columns(dice: Dice, frame: Frame) -> tuple[BudgetColumn, ...]:
    """The columns of a committee's tables, by kind of document; a deviation stands last where there is one."""
    year = frame.year
    if frame.kind.period == "VP":
        settled = dice.pick(("Beräknad slutlig budget", "Beräknadslutlig budget"))
        return (
            BudgetColumn(f"VP {year}", "budget", year),
            BudgetColumn(f"VP {year - 1}", "budget", year - 1),
            BudgetColumn(f"{settled} {year - 1}", "budget", year - 1),
            BudgetColumn(f"Prognostiserat utfall {year - 1} (Okt)", "prognos", year - 1),
            BudgetColumn(f"Bokslut {year - 2}", "utfall", year - 2),
        )
    seen = ("Utfall", "utfall") if frame.kind.period == "VB" else ("Prognos", "prognos")
    return (
        BudgetColumn(f"Budget {year}", "budget", year),
        BudgetColumn(f"{seen[0]} {year}", seen[1], year),
        BudgetColumn("Avvikelse", "avvikelse", year),
    )


def areas(dice: Dice, columns: tuple[BudgetColumn, ...], count: int) -> tuple[AreaNumbers, ...]:
    """Numbers of `count` areas; the last column is the deviation where the columns say so."""
    drawn = []
    for name, parts in dice.ordered(AREAS, count):
        size = dice.number(40, 9000)
        costs = _near(dice, size, columns)
        income = _deviating(tuple(-(cost * dice.number(0, 30) // 100) for cost in _plain(costs, columns)), columns)
        net = AreaNumbers(name, costs, income).net
        shares = [dice.number(1, 30) for _ in parts]
        whole = len(parts) == 3
        lines: list[tuple[str, tuple[int, ...]]] = []
        for place, part in enumerate(parts):
            if whole and place == len(parts) - 1:
                rest = [number - sum(line[1][at] for line in lines) for at, number in enumerate(net)]
                lines.append((part, tuple(rest)))
            else:
                piece = tuple(number * shares[place] // 100 for number in _plain(net, columns))
                lines.append((part, _deviating(piece, columns)))
        drawn.append(AreaNumbers(name, costs, income, tuple(lines)))
    return tuple(drawn)


def committee_budget(
    dice: Dice, frame: Frame, section: str, columns: tuple[BudgetColumn, ...], parts: tuple[AreaNumbers, ...]
) -> BudgetTable:
    """The table of all areas, with varav lines and the total."""
    rows: list[RawRow] = []
    for part in parts:
        rows.append((part.name, "item", None, part.net))
        rows += [(label, "of_which", part.name, numbers) for label, numbers in part.of_which]
    total = tuple(sum(part.net[place] for part in parts) for place in range(len(columns)))
    rows.append((dice.pick(("Totalt", "Totalt", "Summa")), "total", None, total))
    return _table(dice, (dice.pick(("Mnkr", "mnkr")), section), list(columns), Scale("mnkr", 1, frame.style), rows)


def area_budget(
    dice: Dice, frame: Frame, section: str, columns: tuple[BudgetColumn, ...], part: AreaNumbers, *, wrong: bool = False
) -> BudgetTable:
    """The small table of one area: costs, income, net."""
    rows: list[RawRow] = [
        ("Kostnader", "item", None, part.costs),
        ("Intäkter", "item", None, part.income),
        ("Netto", "total", None, part.net),
    ]
    scale = Scale("mnkr", 1, frame.style if dice.chance(0.7) else NumberStyle("", frame.style.minus))
    return _table(dice, ("Mnkr", section), list(columns), scale, rows, wrong=wrong)


TURNOVER = (
    "Hyresintäkter kontor",
    "Avser försäljning till andra nämnder och kommuner samt boendehyror och egenavgifter",
    "Statsbidrag, språk",
    "Vikarieersättning",
    "Kolloverksamhet",
    "Avser lönestöd",
)


def turnover_changes(dice: Dice, frame: Frame, section: str) -> BudgetTable:
    """Omslutningsförändringar: groups of lines, each line's income the negative of its costs, and the sum."""
    rows: list[RawRow] = []
    total = 0
    for name, _ in dice.ordered(AREAS, dice.number(2, 5)):
        rows.append((name, "group", None, ()))
        for label in dice.ordered(TURNOVER, dice.number(1, 3)):
            number = dice.number(1, 1400)
            total += number
            rows.append((label, "item", name, (number, -number)))
    rows.append(("Summa", "total", None, (total, -total)))
    columns = [BudgetColumn("Kostnader", "kostnader", frame.year), BudgetColumn("Intäkter", "intakter", frame.year)]
    return _table(dice, ("Omslutningsförändring (mnkr)", section), columns, Scale("mnkr", 1, frame.style), rows)


def _table(
    dice: Dice,
    head: tuple[str, str],
    columns: list[BudgetColumn],
    scale: Scale,
    rows: list[RawRow],
    *,
    caption: tuple[str, ...] = (),
    wrong: bool = False,
) -> BudgetTable:
    if wrong:
        rows = _spoiled(dice, rows)
    made = tuple(BudgetRow(label, kind, scale.cells(numbers), parent) for label, kind, parent, numbers in rows)
    corner, section = head
    return BudgetTable(corner, tuple(columns), scale.unit, made, section, caption, int(wrong))


def _spoiled(dice: Dice, rows: list[RawRow]) -> list[RawRow]:
    """The rows with one item's amount in one column changed by more than any rounding."""
    items = [place for place, row in enumerate(rows) if row[1] == "item" and any(row[3])]
    place = dice.pick(items)
    label, kind, parent, numbers = rows[place]
    column = dice.pick([at for at, number in enumerate(numbers) if number])
    changed = tuple(
        number and number * 2 + (570 if number > 0 else -570) if at == column else number
        for at, number in enumerate(numbers)
    )
    return [*rows[:place], (label, kind, parent, changed), *rows[place + 1 :]]


def _column(dice: Dice, count: int, factor: int, empty: float = 0.05) -> tuple[int, ...]:
    numbers = (0 if dice.chance(empty) else dice.number(40, dice.pick((900, 9000, 190000))) for _ in range(count))
    return tuple(number * factor for number in numbers)


def _columns(dice: Dice, first: tuple[int, ...], count: int) -> list[tuple[int, ...]]:
    """The first column and `count - 1` like it: most numbers within a tenth, some of them gone to 0."""
    others = [
        tuple(0 if dice.chance(0.1) else number * dice.number(90, 110) // 100 for number in first)
        for _ in range(count - 1)
    ]
    return [first, *others]


def _split(dice: Dice, total: int, count: int) -> tuple[int, ...]:
    """`total` as `count` numbers of its sign, most of it in one of them."""
    sign = -1 if total < 0 else 1
    parts = [sign * (abs(total) * dice.pick((0, 0, 1, 2, 5)) // 100) for _ in range(count)]
    big = dice.number(0, count - 1)
    parts[big] = 0
    parts[big] = total - sum(parts)
    return tuple(parts)


def _plain(numbers: tuple[int, ...], columns: tuple[BudgetColumn, ...]) -> tuple[int, ...]:
    return numbers[:-1] if columns[-1].measure == "avvikelse" else numbers


def _deviating(numbers: tuple[int, ...], columns: tuple[BudgetColumn, ...]) -> tuple[int, ...]:
    return (*numbers, numbers[0] - numbers[1]) if columns[-1].measure == "avvikelse" else numbers


def _near(dice: Dice, size: int, columns: tuple[BudgetColumn, ...]) -> tuple[int, ...]:
    count = len(columns) - (columns[-1].measure == "avvikelse")
    return _deviating(tuple(size * dice.number(92, 108) // 100 for _ in range(count)), columns)
