"""`python -m generator.archive --out DIR --seeds 0 20 --print scan` draws an archive with what must come out beside it.

In: a range of seeds and how to print them. Out: one file a seed and its `.expected.json`, in the format of the gold
files, so that `styrdata import DIR --out DATASET` and the scorer measure lists over all of them. The same seed is the
same plan in every print, apart from where the pages break.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from generator.blocks import Block, to_blocks
from generator.convert import Conversion, Form
from generator.dice import Dice
from generator.draw import draw_plan
from generator.expected import expected
from generator.model import PlanModel
from generator.paper import page_to_pdf, word_to_pdf
from generator.print_docx import to_docx
from generator.print_pdf import draw_style, to_pdf
from generator.print_scan import to_scan
from generator.samples import record_lines

COPIERS = ((0.0, 0.0), (0.4, 0.0), (0.0, 0.001), (0.8, 0.001), (1.5, 0.002))
"""Skew in degrees and share of specks."""
RULES = ("ruled", "hairline", "zebra", "bare")
WORD_STYLES = ("Table Grid", "Light List", "Light Shading Accent 1", "Medium Grid 1", "Normal Table")


class Print(StrEnum):
    """What a plan is printed by."""

    PDF = "pdf"
    SCAN = "scan"
    DOCX = "docx"
    WORD = "word"
    """Through LibreOffice."""
    BROWSER = "browser"


def scanned(plan: PlanModel, seed: int) -> bytes:
    """A plan in the style of this seed, through a copier of this seed."""
    skew, noise = Dice("copier", seed).pick(COPIERS)
    dots = Dice("dots", seed).pick((150, 200, 300))
    return to_scan(printed(plan, seed), seed=seed, skew=skew, noise=noise, dots=dots)


def printed(plan: PlanModel, seed: int) -> bytes:
    """A plan in the style of this seed."""
    return to_pdf(to_blocks(plan), draw_style(seed), title=plan.cover.title)


def blocks_and_dice(plan: PlanModel, seed: int) -> tuple[tuple[Block, ...], Dice]:
    """What a plan prints, and the dice of its tables' look."""
    return to_blocks(plan), Dice("look", seed)


def worded(plan: PlanModel, seed: int) -> bytes | None:
    """A Word file in the style of this seed, through LibreOffice."""
    blocks, dice = blocks_and_dice(plan, seed)
    return word_to_pdf(blocks, style=dice.pick(WORD_STYLES))


def browsed(plan: PlanModel, seed: int) -> bytes | None:
    """A web page in the style of this seed, through Chromium."""
    blocks, dice = blocks_and_dice(plan, seed)
    return page_to_pdf(blocks, rules=dice.pick(RULES))


@dataclass(frozen=True, slots=True)
class Press:
    """How one print is made, and the ending of its files."""

    print: Callable[[PlanModel, int], bytes | None]
    ending: str = "pdf"


PRESSES = {
    Print.PDF: Press(printed),
    Print.SCAN: Press(scanned),
    Print.DOCX: Press(lambda plan, _: to_docx(to_blocks(plan)), "docx"),
    Print.WORD: Press(worded),
    Print.BROWSER: Press(browsed),
}


def write_archive(folder: Path, seeds: range, kind: Print) -> Iterator[Path]:
    """Write the plans of these seeds and what must come out of them; yields the paths of the plans."""
    folder.mkdir(parents=True, exist_ok=True)
    press = PRESSES[kind]
    for seed in seeds:
        plan = draw_plan(seed)
        data = press.print(plan, seed)
        if data is None:
            raise SystemExit(f"`{kind.value}` needs a program that is not installed: run `make office`")
        path = folder / f"{kind.value}-{seed}.{press.ending}"
        path.write_bytes(data)
        rows = expected(plan, Conversion(Form.TABS, seed, keep_marks=1.0), path.name)
        path.with_suffix(".expected.json").write_bytes(record_lines(rows).encode())
        yield path


def main() -> int:
    """Read the arguments and write the archive."""
    parser = argparse.ArgumentParser(prog="generator.archive", description="Draw an archive with its gold beside it.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seeds", type=int, nargs=2, default=(0, 10), metavar=("FROM", "TO"))
    parser.add_argument("--print", type=Print, choices=list(Print), default=Print.PDF)
    arguments = parser.parse_args()
    for path in write_archive(arguments.out, range(*arguments.seeds), arguments.print):
        sys.stderr.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
