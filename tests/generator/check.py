"""`python -m generator.check` reads drawn plans with the product and counts what comes out otherwise than expected.

In: a range of seeds and the forms to print. Out: a table of differences by kind, with examples that a seed draws again.
The one module here that imports the product; run it with the repository and its tests on the path.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from typing import Any

from generator.compare import differences
from generator.convert import Conversion, Form
from generator.dice import Dice
from generator.draw import draw_plan
from generator.expected import expected
from generator.model import Kind
from generator.print_text import print_bytes


def read_rows(data: bytes, name: str = "plan.txt") -> Any:
    """A file's bytes to the rows of all tables, in this process."""
    from extract.reader import read_document
    from normalize.build import SourceFile, plan_to_rows
    from parsers.analyse import analyse

    document = read_document(data, name)
    source = SourceFile(name, hashlib.sha256(data).hexdigest(), len(data))
    return plan_to_rows(analyse(document), document, source)


def draw_conversion(seed: int, form: Form, kind: Kind) -> Conversion:
    """The conversion of a seed in one form; a plan (not a report) lacks its cover or its contents once in a while."""
    dice = Dice("conversion", seed, form.value)
    wrapped, vision = form is Form.WRAPPED, form is Form.VISION
    bare = not kind.is_report and dice.chance(0.4)
    return Conversion(
        form,
        seed,
        cover=not bare or dice.chance(0.3),
        toc=not bare or dice.chance(0.3),
        form_feeds=dice.chance(0.3),
        furniture=dice.chance(0.3),
        misreads=dice.number(0, 6) if vision else 0,
        keep_marks=dice.pick({Form.TABS: (0.0, 1.0), Form.WRAPPED: (0.0,), Form.VISION: (0.0, 0.8, 1.0)}[form]),
        hyphenate=wrapped and dice.chance(0.3),
        compact=wrapped and dice.chance(0.5),
        page_lines=dice.pick((30, 44, 44, 60)),
    )


def main() -> int:
    """Read the arguments, check, print."""
    parser = argparse.ArgumentParser(prog="generator.check", description="Read drawn plans and count the differences.")
    parser.add_argument("--seeds", type=int, nargs=2, default=(0, 100), metavar=("FROM", "TO"))
    parser.add_argument("--form", type=Form, choices=list(Form), action="append")
    parser.add_argument("--kind", type=Kind, choices=list(Kind), action="append")
    parser.add_argument("--examples", type=int, default=2, help="differences shown of each kind")
    parser.add_argument("--width", type=int, default=240, help="most characters of a shown difference")
    parser.add_argument("--text", action="store_true", help="print the text of each plan that differs")
    arguments = parser.parse_args()
    documents, same = 0, 0
    found: dict[str, list[str]] = defaultdict(list)
    counts: Counter[str] = Counter()
    for seed in range(*arguments.seeds):
        for form in arguments.form or list(Form):
            plan = draw_plan(seed)
            conversion = draw_conversion(seed, form, plan.kind)
            if arguments.kind and plan.kind not in arguments.kind:
                continue
            documents += 1
            data = print_bytes(plan, conversion)
            apart = differences(read_rows(data), expected(plan, conversion))
            same += not apart
            if apart and arguments.text:
                print(data.decode())
            for line in apart:
                name = f"{form.value} {line.split(':')[0]}"
                counts[name] += 1
                found[name].append(f"seed {seed} {plan.kind.value} {plan.generation.value}: {line}")
    print(f"{documents} documents read, {same} of them without a difference")
    for name, count in counts.most_common():
        print(f"== {name}: {count}")
        for line in found[name][: arguments.examples]:
            print(f"   {line[: arguments.width]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
