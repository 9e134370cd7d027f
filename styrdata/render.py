"""A result as a person reads it on a terminal or in a Markdown file.

In: a Result. Out: text, with amounts to the right and every control character spelled out, so that nothing in a plan can
steer the terminal. It never cuts a value off.
"""

from __future__ import annotations

import json
import re
import textwrap
from decimal import Decimal
from functools import lru_cache
from itertools import chain, zip_longest
from typing import Any

from styrdata.escape import printable
from styrdata.result import Result

DEFAULT_WIDTH = 120
"""Columns of a table that is not written to a terminal."""
SHORT, LONG_WORD = 12, 26
"""A column this narrow never wraps; a word this long is only folded where there is no other room."""
GAP = "   "
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
GROUP = "\u00a0"
"""A space between thousands that a line never breaks at."""


def value_to_text(value: Any, swedish: bool = True) -> str:
    """A value as it is shown: nothing for null, money in groups of three, dates as ISO."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number_to_text(value, swedish)
    if isinstance(value, float):
        text = f"{value:.10g}"
        return text.replace(".", ",") if swedish else text
    if isinstance(value, bool | list | tuple | dict):
        value = json.dumps(value, ensure_ascii=False, default=str)
    return printable(str(value).replace("\t", " "), keep="\n")


def number_to_text(value: Decimal, swedish: bool = True) -> str:
    """An amount: `858 600 000` or `12,50` in Swedish, `858600000` or `12.50` plain; whole amounts without decimals."""
    whole = value == value.to_integral_value()
    text = f"{value:,.0f}" if whole else f"{value:,.{max(0, -int(value.as_tuple().exponent))}f}"
    if not swedish:
        return text.replace(",", "")
    return text.replace(",", GROUP).replace(".", ",").replace("-", "−")


def result_to_table(result: Result, width: int | None = None, swedish: bool = True, color: bool = False) -> str:
    """A table for a terminal of this width; long texts wrap, numbers stand to the right, no value is cut."""
    shown = [[value_to_text(value, swedish) for value in row] for row in result.rows]
    names = [printable(column.name) for column in result.columns]
    widths = column_widths(names, shown, [column.numeric for column in result.columns], width or DEFAULT_WIDTH)
    numeric = [column.numeric for column in result.columns]
    head = _row_to_lines(names, widths, numeric)
    lines = [f"{BOLD}{line}{PLAIN}" if color else line for line in head]
    lines.append("─" * (sum(widths) + len(GAP) * max(len(widths) - 1, 0)))
    for row in shown:
        lines.extend(_row_to_lines(row, widths, numeric))
    return "\n".join(lines) + "\n"


def column_widths(names: list[str], rows: list[list[str]], numeric: list[bool], width: int) -> list[int]:
    """The width of each column: as wide as its widest value, the widest texts narrowed until all fit.

    Numbers and texts of at most SHORT letters are never narrowed, so a table can be wider than asked for.
    """
    widest = [
        max(len(name), *(len(line) for row in rows for line in row[number].split("\n"))) if rows else len(name)
        for number, name in enumerate(names)
    ]
    room = width - len(GAP) * max(len(names) - 1, 0)
    soft = [number for number in range(len(names)) if not numeric[number] and widest[number] > SHORT]
    words = {number: max((len(word) for row in rows for word in row[number].split()), default=0) for number in soft}
    for floors in ({number: max(SHORT, min(words[number], LONG_WORD)) for number in soft}, dict.fromkeys(soft, SHORT)):
        _narrow(widest, floors, room)
    return widest


def _narrow(widths: list[int], floors: dict[int, int], room: int) -> None:
    """Narrow the widest column, then the two widest, and so on, until all fit or each stands on its floor."""
    while sum(widths) > room:
        above = [number for number in floors if widths[number] > floors[number]]
        if not above:
            return
        largest = max(above, key=lambda number: widths[number])
        second = max((widths[number] for number in above if widths[number] < widths[largest]), default=0)
        widths[largest] = max(second - 1, widths[largest] - (sum(widths) - room), floors[largest])


def _row_to_lines(cells: list[str], widths: list[int], numeric: list[bool]) -> list[str]:
    """One row as as many lines as its longest cell needs."""
    wrapped = [
        _wrapped(cell, width) if len(cell) > width or "\n" in cell else (cell,)
        for cell, width in zip(cells, widths, strict=True)
    ]
    lines = []
    for parts in zip_longest(*wrapped, fillvalue=""):
        aligned = (
            part.rjust(width) if right else part.ljust(width)
            for part, width, right in zip(parts, widths, numeric, strict=True)
        )
        lines.append(GAP.join(aligned).rstrip())
    return lines


@lru_cache(maxsize=4096)
def _wrapped(text: str, width: int) -> tuple[str, ...]:
    """A text in lines of at most this width, a word longer than a line folded."""
    lines = (textwrap.wrap(line, width, break_on_hyphens=False) or [""] for line in text.split("\n"))
    return tuple(chain.from_iterable(lines))


def result_to_markdown(result: Result, swedish: bool = True) -> str:
    """A Markdown table, numbers to the right, pipes and backslashes escaped."""
    head = [_markdown_cell(column.name) for column in result.columns]
    rule = ["---:" if column.numeric else "---" for column in result.columns]
    body = [[_markdown_cell(value_to_text(value, swedish)) for value in row] for row in result.rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *body))


def _markdown_cell(text: str) -> str:
    """Text that stays in its cell and is no markup."""
    return re.sub(r"([\\|`*_<\[])", r"\\\1", printable(" ".join(text.split("\n"))))
