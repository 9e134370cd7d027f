"""PlanModel -> text or bytes, in one of three conversions, with page breaks, furniture, line ends and encodings.

In: a plan, a `Conversion` and, for bytes, an `Output`. Out: what a text file of the archive would hold. The same three
give the same bytes on every machine. Nothing is printed that the converted model does not hold, except furniture.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from generator.blocks import Block, to_blocks
from generator.convert import Conversion, Form, convert
from generator.dice import Dice
from generator.layout import LayoutOptions, ListPart, Page, ParagraphPart, TablePart, lay_out
from generator.model import Generation, PlanModel
from generator.print_tabs import TabPrinter, draw_tab_style
from generator.print_wrapped import WrappedPrinter


@dataclass(frozen=True, slots=True)
class Output:
    """How the text becomes bytes: `encoding` a codec's name, `line_end`, whether letters are decomposed (NFD)."""

    encoding: str = "utf-8"
    line_end: str = "\n"
    decomposed: bool = False


def print_blocks(plan: PlanModel, conversion: Conversion) -> tuple[Block, ...]:
    """The blocks that `print_text` prints: those of the converted model."""
    return to_blocks(convert(plan, conversion), cover=conversion.cover, toc=conversion.toc)


def print_text(plan: PlanModel, conversion: Conversion) -> str:
    """The plan as text, lines parted by `\\n`."""
    blocks = print_blocks(plan, conversion)
    pages = lay_out(blocks, LayoutOptions(conversion.seed, conversion.page_lines))
    dice = Dice("text", plan.seed, conversion.seed)
    printer = _printer(conversion, dice.fork("style"))
    furniture = Furniture.of(plan, conversion, len(pages))
    lines: list[str] = [""] * dice.pick((0, 0, 2, 4)) if conversion.cover else []
    for place, page in enumerate(pages):
        body = printer.page(page)
        if place:
            lines += _break(page, conversion, dice)
        top, bottom = furniture.around(page.number)
        part = [*top, *body, *bottom]
        if place and conversion.form_feeds:
            part[0] = f"\f{part[0]}"
        lines += part
    return "\n".join(lines) + "\n"


def print_bytes(plan: PlanModel, conversion: Conversion, output: Output | None = None) -> bytes:
    """The plan as a file's bytes. Raises UnicodeEncodeError where the encoding lacks a letter."""
    output = output or Output()
    return encode(print_text(plan, conversion), output)


def encode(text: str, output: Output) -> bytes:
    """A text as bytes. Raises UnicodeEncodeError where the encoding lacks a letter."""
    text = unicodedata.normalize("NFD" if output.decomposed else "NFC", text)
    return text.replace("\n", output.line_end).encode(output.encoding)


def _printer(conversion: Conversion, dice: Dice) -> TabPrinter | WrappedPrinter:
    if conversion.form is Form.WRAPPED:
        return WrappedPrinter(dice, conversion.compact, conversion.hyphenate)
    return TabPrinter(draw_tab_style(dice, vision=conversion.form is Form.VISION), dice)


def _break(page: Page, conversion: Conversion, dice: Dice) -> list[str]:
    """What stands between two pages: a blank line or several, or nothing where the next page's first blank tells."""
    if conversion.form_feeds:
        return []
    first = page.pieces[0]
    if conversion.form is Form.WRAPPED:
        cut = isinstance(first, ParagraphPart | ListPart) and not (isinstance(first, ParagraphPart) and first.begins)
        return [] if cut or dice.chance(0.5) else [""]
    if isinstance(first, TablePart) and not first.begins:
        return [""] * dice.pick((1, 1, 3))
    return [""] + [" "] * dice.pick((0, 0, 0, 0, 0, 1, 3))


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is printed on each page beside the plan: the page number's wording, and running lines above and below."""

    wording: str = ""
    total: int = 0
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @classmethod
    def of(cls, plan: PlanModel, conversion: Conversion, total: int) -> Furniture:
        """The furniture of a document of `total` pages; none where the conversion drops it."""
        if not conversion.furniture:
            return cls()
        dice = Dice("furniture", plan.seed, conversion.seed)
        wordings = {Generation.G2010: ("SID {} ({})",), Generation.G2015: ("Sid {} ({})",)}
        wording = dice.pick(wordings.get(plan.generation, ("Sid {} ({})", "Sida {} av {}")))
        if not conversion.form_feeds:
            return cls(wording, total)
        running = dice.pick(((), (), (f"{plan.cover.organisation}",), ("Exempelköpings stad", plan.cover.organisation)))
        below = dice.pick(((), ("www.example.se",), (f"Utskriven {plan.year}-01-09",)))
        return cls(wording, total, running, below)

    def around(self, number: int) -> tuple[list[str], list[str]]:
        """The lines above and below a page's own."""
        if not self.wording:
            return [], []
        return [*self.above, self.wording.format(number, self.total), ""], ["", *self.below] if self.below else []
