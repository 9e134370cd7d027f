"""`python -m generator --out data/raw` writes the kept samples and the rows expected of them.

In: a folder's name, or the numbers of one plan to print. Out: files, or one plan on standard output.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.convert import Conversion, Form
from generator.draw import draw_plan
from generator.model import Generation, Kind
from generator.paper import write_paper
from generator.print_text import print_text
from generator.samples import write_samples


def main() -> int:
    """Read the arguments and write what they ask for."""
    parser = argparse.ArgumentParser(prog="generator", description="Write invented plans.")
    parser.add_argument("--out", type=Path, help="folder for the kept samples")
    parser.add_argument("--seed", type=int, help="print the plan of this seed instead")
    parser.add_argument("--kind", type=Kind, choices=list(Kind))
    parser.add_argument("--generation", type=Generation, choices=list(Generation))
    parser.add_argument("--form", type=Form, choices=list(Form), default=Form.TABS)
    arguments = parser.parse_args()
    if arguments.out is None and arguments.seed is None:
        parser.error("give --out or --seed")
    if arguments.seed is not None:
        plan = draw_plan(arguments.seed, arguments.kind, arguments.generation)
        sys.stdout.write(print_text(plan, Conversion(arguments.form, arguments.seed)))
    if arguments.out is not None:
        for path in (*write_samples(arguments.out), *write_paper(arguments.out)):
            sys.stderr.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
