"""Draws the steering chain: goals of four levels, and under each its prose and tables.

In: `Dice` and the document's `Frame`. Out: items of the model in the document's order. The labels follow the generation
of the planning system's template.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.dice import Dice
from generator.draw_tables import FAMILIES, Frame, activity_table, indicator_table
from generator.model import Generation, Goal, Item, Level, Mark, Paragraph, Prose, Section
from generator.sentences import paragraph, points, short_lines, steps
from generator.words import ENHETSMAL, INRIKTNINGSMAL, KF_MAL, NAMNDMAL, SUB_HEADINGS

LABELS = {
    Generation.G2010: ("KF:s INRIKTNINGSMÅL {}:", "KF:s MÅL FÖR VERKSAMHETSOMRÅDET:", "NÄMNDMÅL:", "ÅTAGANDE:"),
    Generation.G2015: ("", "", "Nämndmål:", "Enhetsmål:"),
    Generation.G2019: ("KF:s inriktningsmål:", "KF:s mål för verksamhetsområdet:", "Nämndmål:", "Enhetsmål:"),
}

STATUSES = (
    ("uppfylls_helt", "Uppfylls helt", Mark("●", "green")),
    ("uppfylls_helt", "Uppfylls helt", Mark("●", "green")),
    ("uppfylls_delvis", "Uppfylls delvis", Mark("●", "yellow")),
    ("uppfylls_ej", "Uppfylls inte", Mark("●", "red")),
    ("uppfylls_ej", "Uppfylls ej", Mark("●", "red")),
)

CHAPTER_TRAPS = ("Systematiskt kvalitetsarbete", "Agenda 2030")
"""Headings that are chapters elsewhere and stand, once in a while, under a goal too."""

UNIT_SECTIONS = (
    ("Förväntat resultat", "forvantat_resultat"),
    ("Arbetssätt", "arbetssatt"),
    ("Resursanvändning", "resursanvandning"),
    ("Uppföljning", "uppfoljning"),
    ("Utveckling", "utveckling"),
)


@dataclass(slots=True)
class Stock:
    """What is left to draw from in one document, and what it may hold."""

    dice: Dice
    frame: Frame
    indicators: list[str]
    labels: tuple[str, str, str, str]
    one_line: bool
    misspelt: bool
    dotted: bool
    titles: dict[Level, list[str]]
    described: set[str] = field(default_factory=set)
    misdated: bool = False
    chapter_trap: bool = False


def stock(dice: Dice, frame: Frame, *, misdated: bool) -> Stock:
    """The stock of one document: titles and indicators in drawn order, and its habits."""
    names = tuple(name for _, family in FAMILIES for name in family)
    labels = LABELS[frame.generation]
    if frame.generation is Generation.G2015 and dice.chance(0.4):
        labels = (*labels[:3], "Åtagande:")
    one_line = {Generation.G2010: 0.0, Generation.G2015: 0.7, Generation.G2019: 0.85}[frame.generation]
    pools = zip(Level, (INRIKTNINGSMAL, KF_MAL, NAMNDMAL, ENHETSMAL), strict=True)
    return Stock(
        dice=dice,
        frame=frame,
        indicators=list(dice.some(names, len(names))),
        labels=labels,
        one_line=dice.chance(one_line),
        misspelt=dice.chance(0.5),
        dotted=dice.chance(0.5),
        titles={level: list(dice.some(pool, len(pool))) for level, pool in pools},
        misdated=misdated,
        chapter_trap=dice.chance(0.3),
    )


def chain(left: Stock, size: int) -> list[Item]:
    """The whole chain: up to `size` goals of the highest level with what stands under them."""
    dice, items = left.dice, []
    for number in dice.ordered((1, 2, 3), max(1, min(3, size))):
        items.append(_goal(left, Level.KF_INRIKTNINGSMAL, str(number)))
        if not left.frame.kind.is_unit and dice.chance(0.4):
            items.append(Section(None, "ovrigt", (paragraph(dice),)))
        for part in dice.ordered((1, 2, 3, 4, 5), dice.number(1, 2 if size < 3 else 3)):
            if left.titles[Level.KF_MAL]:
                items += _area_goal(left, f"{number}.{part}")
    return items


def _goal(left: Stock, level: Level, code: str | None, *, status: bool = False) -> Goal:
    dice = left.dice
    label = left.labels[level.depth].format(code)
    text = f"{code}." if code and (level is Level.KF_INRIKTNINGSMAL or left.dotted) else code
    title = left.titles[level].pop(0)
    italic = level is Level.ENHETSMAL and left.frame.generation is Generation.G2019 and dice.chance(0.08)
    name, words, mark = dice.pick(STATUSES) if status else (None, None, None)
    one_line = left.one_line or not label
    return Goal(level, label, code, text, title, one_line, italic, name, words, mark)


def _area_goal(left: Stock, code: str) -> list[Item]:
    dice, frame = left.dice, left.frame
    items: list[Item] = [_goal(left, Level.KF_MAL, code, status=_has_status(left, 0.4) and not frame.kind.is_unit)]
    if not frame.kind.is_unit:
        items.append(Section(None, "ovrigt", (paragraph(dice, amount=dice.chance(0.1)),)))
        for heading in dice.some(SUB_HEADINGS, dice.pick((0, 0, 1, 2))):
            items.append(Section(heading, "ovrigt", (paragraph(dice),)))
    items += _tables(left, indicators=0.7, activities=0.3)
    for _ in range(dice.pick((0, 1, 1, 2))):
        if left.titles[Level.NAMNDMAL]:
            items += _committee_goal(left)
    return items


def _has_status(left: Stock, share: float) -> bool:
    return left.frame.kind.is_report and left.dice.chance(share)


def _committee_goal(left: Stock) -> list[Item]:
    dice, frame = left.dice, left.frame
    items: list[Item] = [_goal(left, Level.NAMNDMAL, None, status=not frame.kind.is_unit and _has_status(left, 0.9))]
    body: tuple[Prose, ...] = tuple(paragraph(dice, amount=dice.chance(0.12)) for _ in range(dice.number(1, 3)))
    items.append(Section("Beskrivning", "beskrivning", body))
    for heading in dice.some(SUB_HEADINGS, dice.pick((0, 0, 1, 2))):
        items.append(Section(heading, "ovrigt", (paragraph(dice),), depth=3))
    if left.chapter_trap:
        left.chapter_trap = False
        items.append(Section(dice.pick(CHAPTER_TRAPS), "ovrigt", (paragraph(dice),), depth=3))
    items.append(Section("Förväntat resultat", "forvantat_resultat", _results(dice)))
    if frame.kind.is_report and not frame.kind.is_unit:
        items.append(Section("Analys", "analys", (paragraph(dice), paragraph(dice, amount=dice.chance(0.2)))))
    items += _tables(left, indicators=0.2, activities=0.75)
    if frame.kind.is_unit:
        for _ in range(dice.pick((0, 1, 1, 2))):
            if left.titles[Level.ENHETSMAL]:
                items += _unit_goal(left)
    return items


def _results(dice: Dice) -> tuple[Prose, ...]:
    return (points(dice),) if dice.chance(0.5) else (paragraph(dice, low=1, high=3),)


def _unit_goal(left: Stock) -> list[Item]:
    dice, frame = left.dice, left.frame
    items: list[Item] = [_goal(left, Level.ENHETSMAL, None, status=_has_status(left, 0.9))]
    if frame.kind.is_report and dice.chance(0.7):
        items.append(Section("Förväntat resultat", "forvantat_resultat", (paragraph(dice, low=1, high=2),)))
        items.append(Section("Analys", "analys"))
        items.append(Section(frame.unit, "ovrigt"))
    for heading, kind in UNIT_SECTIONS:
        if kind == "forvantat_resultat" or dice.chance(0.75):
            shown = "Arbetsätt" if left.misspelt and kind == "arbetssatt" else heading
            items.append(Section(shown, kind, _unit_body(dice, kind)))
    items += _tables(left, indicators=0.15, activities=0.3)
    return items


def _unit_body(dice: Dice, kind: str) -> tuple[Prose, ...]:
    if kind == "forvantat_resultat":
        return _results(dice)
    if kind in ("resursanvandning", "uppfoljning") and dice.chance(0.4):
        return short_lines(dice)
    if kind == "arbetssatt" and dice.chance(0.25):
        return Paragraph("Arbetet görs i steg:"), steps(dice)
    count = dice.number(1, 2)
    return tuple(paragraph(dice, tight=place > 0 and dice.chance(0.3)) for place in range(count))


def _tables(left: Stock, *, indicators: float, activities: float) -> list[Item]:
    dice, items = left.dice, []
    if dice.chance(indicators):
        table = indicator_table(dice, left.frame, left.indicators, dice.number(1, 5))
        items += [table] if table else []
    if dice.chance(activities):
        wrong, left.misdated = left.misdated, False
        items.append(activity_table(dice, left.frame, left.described, dice.number(1, 6), misdated=wrong))
    return items
