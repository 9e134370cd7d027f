"""The numbers that Word prints in front of paragraphs and keeps nowhere in their text.

In: the numbering part of a Word file, its paragraphs in order. Out: the number printed in front of a heading, or of a
paragraph whose number names its place among headings ("1.2"). Bullets and the numbers of plain lists are none of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extract.word.settle import WORD

LEVELS = 9
"""Levels of a list in Word."""
MOST_STYLES = 20
"""Styles based on each other that are followed; a damaged file may have a ring of them."""
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
LETTERS = 26
HIGHEST = 3999
"""The last number that letters or Roman numerals are written for; a damaged file may start anywhere."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its numbers are written, the text round them, whose style it is."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str = ""
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of one file and how far each has counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    instances: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    def number_of(self, paragraph: Any) -> tuple[str, bool]:
        """What is printed in front of a paragraph, counted on, and whether it names a place ("1.2"); "" where nothing is."""
        place = self._place(paragraph)
        if place is None:
            return "", False
        instance, depth = place
        name, starts = self.instances[instance]
        levels = self.lists[name]
        counts = self.counts.setdefault(name, [None] * LEVELS)
        for upper in range(depth + 1):
            first = starts.get(upper, levels.get(upper, Level()).start)
            before = counts[upper]
            if upper == depth:
                counts[upper] = first if before is None else before + 1
            elif before is None:
                counts[upper] = first
        counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        level = levels.get(depth, Level())
        return written(level, levels, counts), level.text.count("%") > 1

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list that a paragraph is numbered in, and its level there."""
        for element, style in (paragraph._p, ""), *styles_of(paragraph):
            found = element.find(f"{WORD}pPr/{WORD}numPr")
            if found is None:
                continue
            instance = value_of(found.find(f"{WORD}numId"))
            if instance not in self.instances:
                return None
            levels = self.lists[self.instances[instance][0]]
            depth = value_of(found.find(f"{WORD}ilvl"))
            own = next((number for number, level in levels.items() if style and level.style == style), 0)
            depth_number = int(depth) if depth.isdecimal() else own
            return (instance, depth_number) if depth_number < LEVELS else None
        return None


def read_numbering(file: Any) -> Numbering:
    """The lists of a file; none where it has no numbering part."""
    from docx.oxml import parse_xml

    numbering = Numbering()
    for relation in file.part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/numbering"):
            root = parse_xml(relation.target_part.blob)
            for element in root.iter(f"{WORD}abstractNum"):
                found = ((level.get(f"{WORD}ilvl", ""), to_level(level)) for level in element.iter(f"{WORD}lvl"))
                levels = {int(depth): level for depth, level in found if depth.isdecimal()}
                numbering.lists[element.get(f"{WORD}abstractNumId", "")] = levels
            for element in root.iter(f"{WORD}num"):
                name = value_of(element.find(f"{WORD}abstractNumId"))
                if name in numbering.lists:
                    numbering.instances[element.get(f"{WORD}numId", "")] = (name, dict(overrides(element)))
    return numbering


def overrides(element: Any) -> Iterator[tuple[int, int]]:
    """The levels that one use of a list starts elsewhere, and where."""
    for override in element.iter(f"{WORD}lvlOverride"):
        start, level = value_of(override.find(f"{WORD}startOverride")), override.get(f"{WORD}ilvl", "")
        if start.isdecimal() and level.isdecimal():
            yield int(level), int(start)


def to_level(element: Any) -> Level:
    """A level's element to what it says."""
    start = value_of(element.find(f"{WORD}start"))
    return Level(
        int(start) if start.isdecimal() else 1,
        value_of(element.find(f"{WORD}numFmt")) or "decimal",
        value_of(element.find(f"{WORD}lvlText")),
        value_of(element.find(f"{WORD}pStyle")),
        element.find(f"{WORD}isLgl") is not None,
    )


def value_of(element: Any) -> str:
    """The value of an element; "" where there is none."""
    return (element.get(f"{WORD}val") or "") if element is not None else ""


def styles_of(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """The elements and names of a paragraph's style and of those it is based on."""
    style = paragraph.style
    for _ in range(MOST_STYLES):
        if style is None:
            return
        yield style.element, style.style_id
        style = style.base_style


def written(level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    """A number as it is printed: the level's text with the counts of it and of those above in place."""
    if level.form in ("bullet", "none"):
        return ""
    text = level.text
    for depth in range(LEVELS):
        form = "decimal" if level.legal else levels.get(depth, Level()).form
        text = text.replace(f"%{depth + 1}", digits(counts[depth] or 0, form))
    return text.strip()


def digits(number: int, form: str) -> str:
    """A count in letters, Roman numerals or digits."""
    text = ""
    if number > HIGHEST:
        return str(number)
    if form.endswith("Letter") and number:
        text = chr(ord("a") + (number - 1) % LETTERS) * ((number - 1) // LETTERS + 1)
    elif form.endswith("Roman"):
        rest = number
        for value, letters in ROMAN:
            text += letters * (rest // value)
            rest %= value
    return (text.upper() if form.startswith("upper") else text) or str(number)
