"""Numbers as plans print them: decimal commas, thousands parted by blanks of several kinds, signs of two kinds.

In: exact numbers. Out: their printed text. Never a float: amounts are whole thousandths of their unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.dice import Dice

UNITS = {"kr": Decimal(1), "kronor": Decimal(1), "tkr": Decimal(1000), "mnkr": Decimal(10**6)}
UNITS |= {"miljoner kronor": Decimal(10**6), "mdkr": Decimal(10**9)}

NO_BREAK, THIN, MINUS = "\u00a0", "\u2009", "\u2212"


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How one document prints its numbers: what parts thousands ("" for nothing), what the minus sign is."""

    thousands: str = " "
    minus: str = "-"

    def whole(self, number: int) -> str:
        """-132656 as "-132 656"."""
        return self.decimal(Decimal(number), 0)

    def decimal(self, number: Decimal, places: int) -> str:
        """Decimal("-2838.2") with one place as "-2 838,2"."""
        text = f"{abs(number):,.{places}f}".replace(",", "|").replace(".", ",").replace("|", self.thousands)
        sign = self.minus if round(number, places) < 0 else ""
        return sign + text


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount for prose: `text` is number and unit, `printed` has the word before it ("cirka 40 000 000 kr")."""

    text: str
    printed: str
    sek: Decimal
    approximate: bool


def draw_style(dice: Dice) -> NumberStyle:
    """A document's way of printing numbers; plain blanks are the most common."""
    thousands = dice.pick((" ", " ", " ", " ", "", NO_BREAK, THIN))
    return NumberStyle(thousands, MINUS if dice.chance(0.1) else "-")


def draw_amount(dice: Dice, units: tuple[str, ...], *, approximate: bool | None = None) -> Amount:
    """An amount in one of the units, about as large as such amounts are."""
    unit = dice.pick(units)
    about = dice.chance(0.3) if approximate is None else approximate
    if unit in ("mnkr", "miljoner kronor"):
        number, places = Decimal(dice.number(3, 29999)) / 10, 1
        if dice.chance(0.25):
            number, places = number.quantize(Decimal(1)) + 1, 0
    elif unit == "tkr":
        number, places = Decimal(dice.number(15, 99999)), 0
    else:
        number, places = Decimal(dice.number(12, 4000) * 100 * dice.pick((1, 1, 100))), 0
    text = f"{NumberStyle(dice.pick((' ', ' ', ' ', NO_BREAK))).decimal(number, places)} {unit}"
    word = dice.pick(("cirka", "ca", "närmare", "drygt", "knappt")) if about else ""
    return Amount(text, f"{word} {text}".strip(), number * UNITS[unit], about)
