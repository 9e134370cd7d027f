"""A result as a person reads it on a terminal or in a Markdown file.

In: a Result. Out: text, with amounts to the right and every control character spelled out, so that nothing in a plan can
steer the terminal. It never cuts a value off.
"""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from styrdata.escape import printable
from styrdata.result import Result

DEFAULT_WIDTH = 120
"""Columns of a table that is not written to a terminal."""
SHORT = 12
"""A column this narrow never wraps."""
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
    """A table for a terminal of this width; long texts wrap, numbers stand to the right."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold" if color else "")
    shown = [[value_to_text(value, swedish) for value in row] for row in result.rows]
    for number, column in enumerate(result.columns):
        widest = max((len(row[number]) for row in shown), default=0)
        short = column.numeric or widest <= SHORT
        table.add_column(
            Text(printable(column.name)), justify="right" if column.numeric else "left", no_wrap=short, overflow="fold",
        )  # fmt: skip
    for row in shown:
        table.add_row(*(Text(text) for text in row))
    out = io.StringIO()
    console = Console(file=out, width=width or DEFAULT_WIDTH, force_terminal=color, highlight=False, soft_wrap=False)
    console.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def result_to_markdown(result: Result, swedish: bool = True) -> str:
    """A Markdown table, numbers to the right, pipes and backslashes escaped."""
    head = [_markdown_cell(column.name) for column in result.columns]
    rule = ["---:" if column.numeric else "---" for column in result.columns]
    body = [[_markdown_cell(value_to_text(value, swedish)) for value in row] for row in result.rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *body))


def _markdown_cell(text: str) -> str:
    """Text that stays in its cell and is no markup."""
    return re.sub(r"([\\|`*_<\[])", r"\\\1", printable(" ".join(text.split("\n"))))
