"""Seed -> plan: everything that is in one invented document, drawn from one number.

In: a seed, and where wanted the kind, the generation and the year. Out: a `PlanModel`; the same seed gives the same plan
on every machine. Nothing here knows how a plan is printed.
"""

from __future__ import annotations

from generator.dice import Dice
from generator.draw_budget import (
    area_budget,
    areas,
    committee_budget,
    committee_columns,
    turnover_changes,
    unit_budget,
    unit_report,
)
from generator.draw_goals import chain, stock
from generator.draw_tables import Frame, complaints_table
from generator.model import (
    ActivityTable,
    BudgetTable,
    Cover,
    Finding,
    Generation,
    IndicatorTable,
    Item,
    Kind,
    OtherTable,
    Paragraph,
    PlanModel,
    Section,
)
from generator.numbers import draw_style
from generator.sentences import decisions, paragraph
from generator.words import ANNEXES, COMMITTEES, DEPARTMENTS, INTRO_HEADINGS, KF_MAL, OFFICERS, STREETS, UNITS

YEARS = {Generation.G2010: (2010, 2014), Generation.G2015: (2015, 2018), Generation.G2019: (2019, 2025)}
LEGENDS = (
    "Teckenförklaring: {} genomförd, {} pågår, {} ej genomförd.",
    "I tabellerna betyder {} genomförd, {} pågår och {} ej genomförd.",
)
COMMON_GLYPHS = ("✓", "►", "✗")
RARE_GLYPHS = (("✔", "▶", "✘"), ("●", "◐", "○"))
"""Marks that other years used; a report that has them explains them."""
TITLE_WORDS = {
    "VP": "Verksamhetsplan",
    "VB": "Verksamhetsberättelse",
    "T1": "Tertialrapport 1",
    "T2": "Tertialrapport 2",
}


def draw_plan(
    seed: int,
    kind: Kind | None = None,
    generation: Generation | None = None,
    *,
    year: int | None = None,
    owner: str | None = None,
    size: int | None = None,
    flawed: bool | None = None,
) -> PlanModel:
    """The plan of this seed; what is given is not drawn.

    `owner` is a unit or committee of `words`, `size` the number of city goals (1 to 3); `flawed` asks for, or forbids,
    planted errors. Giving one of them changes nothing else that is drawn.
    """
    dice = Dice("plan", seed)
    kind = kind or dice.pick(tuple(Kind))
    generation = generation or dice.pick((*Generation, Generation.G2019))
    drawn_year = dice.number(*YEARS[generation])
    drawn_owner = dice.pick(UNITS)[0] if kind.is_unit else dice.pick(COMMITTEES)
    year, owner = year or drawn_year, owner or drawn_owner
    column, glyphs = dice.chance(0.35), dice.pick(RARE_GLYPHS) if dice.chance(0.2) else COMMON_GLYPHS
    flawed = dice.chance(0.3) if flawed is None else flawed
    frame = Frame(kind, generation, year, draw_style(dice.fork("style")), owner, column, flawed, glyphs)
    cover = _cover(dice.fork("cover"), frame)
    goals = chain(stock(dice.fork("goals"), frame, misdated=flawed), size or dice.number(1, 3))
    items = (*_intro(dice.fork("intro"), frame), *goals, *_economy(dice.fork("economy"), frame, cover, wrong=flawed))
    items += tuple(_closing(dice.fork("closing"), frame))
    extra = _toc_extra(dice.fork("toc"), frame, items) if flawed else ()
    front = dice.fork("front")
    return PlanModel(
        seed,
        kind,
        generation,
        year,
        cover,
        items,
        _front(front, frame),
        front.ordered(ANNEXES, front.number(1, 3)) if front.chance(0.4) else (),
        extra,
        _findings(items, extra),
    )


def _title_words(dice: Dice, frame: Frame) -> str:
    words = TITLE_WORDS[frame.kind.period]
    return words.upper() if frame.generation is Generation.G2010 and dice.chance(0.5) else words


def _cover(dice: Dice, frame: Frame) -> Cover:
    unit, committee, year = frame.kind.is_unit, dice.pick(COMMITTEES), frame.year
    words = _title_words(dice, frame)
    lines: tuple[str, ...] = (f"{words} {year} för {frame.unit}",)
    shape = dice.number(1, 3)
    if unit and shape == 2:
        lines = (f"{words} {year} {frame.unit}",)
    elif unit and shape == 3:
        lines = (f"{words} {year}", "", frame.unit)
    to_committee = not unit or dice.chance(0.6)
    when = year if frame.kind.period.startswith("T") else year + (1 if frame.kind.is_report else -1)
    dated = dice.chance(0.7)
    month = {"VP": 12, "VB": 2, "T1": 5, "T2": 9}[frame.kind.period]
    number = f"{dice.pick(('EX', 'HÄ', 'BJÖ'))} {when}/{dice.number(2, 980)}"
    if frame.generation is Generation.G2010:
        number = f"1.2.1-{dice.number(2, 980)}/{when}"
    contact = [
        f"Telefon: 08-000 00 {dice.number(10, 99)}",
        dice.pick(STREETS),
        "08-000 00 00",
        "namn.efternamn@example.se",
        "www.example.se",
    ]
    return Cover(
        title=lines[0],
        title_lines=lines,
        organisation=frame.unit,
        organisation_level="enhet" if unit else "namnd",
        committee=committee if unit and to_committee else None,
        addressee=(committee if unit else frame.unit) if to_committee else frame.unit,
        department=frame.unit if unit and dice.chance(0.3) else dice.pick((None, *DEPARTMENTS)),
        paper_kind="Tjänsteutlåtande" if to_committee and dice.chance(0.6) else None,
        diary_number=number if dice.chance(0.6) else None,
        document_date=f"{when}-{month:02}-{dice.number(1, 14):02}" if dated else None,
        meeting_date=f"{when}-{month:02}-{dice.number(15, 28):02}" if to_committee and dice.chance(0.7) else None,
        case_officer=dice.pick(OFFICERS) if dice.chance(0.85) else None,
        contact=tuple(contact[: dice.number(1, 5)]),
    )


def _front(dice: Dice, frame: Frame) -> tuple[Section, ...]:
    if not dice.chance(0.5):
        return ()
    if frame.kind.is_unit:
        return (Section("Förslag till beslut", "ovrigt", depth=0),)
    who = frame.unit if dice.chance(0.5) else "Nämnden"
    what = f"{TITLE_WORDS[frame.kind.period].lower()} {frame.year}"
    front = [Section("Förslag till beslut", "ovrigt", (decisions(dice, who, what),), depth=0)]
    if dice.chance(0.5):
        front.append(Section("Sammanfattning", "ovrigt", (paragraph(dice, amount=True),), depth=0))
    return tuple(front)


def _intro(dice: Dice, frame: Frame) -> tuple[Item, ...]:
    report = frame.kind.is_report
    items: list[Item] = [Section("Sammanfattande analys" if report else "Inledning", "ovrigt", depth=0)]
    for place, heading in enumerate(dice.some(INTRO_HEADINGS, dice.number(1, 4))):
        body = [paragraph(dice, amount=place == 0 and dice.chance(0.6)) for _ in range(dice.number(1, 2))]
        items.append(Section(heading, "ovrigt", tuple(body)))
    if report and not frame.status_column and (frame.glyphs != COMMON_GLYPHS or dice.chance(0.5)):
        legend = Paragraph(dice.pick(LEGENDS).format(*frame.glyphs))
        items.append(Section("Så läser du tabellerna", "ovrigt", (legend,)))
    if report and frame.generation is Generation.G2019 and dice.chance(0.5):
        items.append(Section("Uppföljning av kommunfullmäktiges inriktningsmål", "ovrigt", depth=0))
    return tuple(items)


def _economy(dice: Dice, frame: Frame, cover: Cover, *, wrong: bool) -> list[Item]:
    head = "Uppföljning av ekonomi" if frame.kind.is_report else "Redovisning av ekonomi"
    items: list[Item] = [Section(head, "ovrigt", closes_chain=True, depth=0)]
    if not frame.kind.is_unit:
        return items + _committee_economy(dice, frame, wrong=wrong)
    if not frame.kind.is_report:
        items.append(
            Section("Resursanvändning", "resursanvandning", (paragraph(dice, amount=dice.chance(0.3)),), depth=1)
        )
        heading = f"Budget {frame.year}"
        items.append(Section(heading, "ovrigt", depth=1))
        items.append(unit_budget(dice, frame, heading, wrong=wrong))
        if dice.chance(0.4):
            items.append(Section(None, "ovrigt", (paragraph(dice, amount=True),), continues=True))
        return items
    heading = "Analys av resultaträkning - uppföljning av driftbudget"
    items.append(Section(heading, "ovrigt", depth=1))
    items.append(unit_report(dice, frame, heading, cover.case_officer or OFFICERS[0]))
    items.append(Section("Investeringar", "ovrigt", (Paragraph("Inga investeringar har gjorts."),), depth=1))
    return items


def _committee_economy(dice: Dice, frame: Frame, *, wrong: bool) -> list[Item]:
    columns = committee_columns(dice, frame)
    parts = areas(dice, columns, dice.number(2, 7))
    heading = "Nämndens ekonomiska förutsättningar" if frame.kind.period == "VP" else "Nämndens ekonomi"
    items: list[Item] = [Section(heading, "ovrigt", depth=1), committee_budget(dice, frame, heading, columns, parts)]
    items.append(Section(None, "ovrigt", (paragraph(dice, amount=True),), continues=True))
    spoiled = dice.number(0, min(2, len(parts) - 1)) if wrong and frame.kind.period == "VP" else -1
    for place, part in enumerate(parts[:3]):
        items.append(Section(part.name, "ovrigt"))
        sub = "Ekonomiska förutsättningar"
        items.append(Section(sub, "ovrigt", depth=3))
        items.append(area_budget(dice, frame, part.name, columns, part, wrong=place == spoiled))
        items.append(Section(None, "ovrigt", (paragraph(dice, amount=dice.chance(0.4)),), continues=True, depth=3))
    if frame.kind.period == "VP":
        heading = "Omslutningsförändringar"
        items.append(Section(heading, "ovrigt", (paragraph(dice, amount=dice.chance(0.3)),), depth=1))
        items.append(turnover_changes(dice, frame, heading))
    items.append(
        Section("Försäljning av anläggningstillgångar", "ovrigt", (Paragraph("Inte aktuellt för nämnden."),), depth=1)
    )
    return items


def _closing(dice: Dice, frame: Frame) -> list[Item]:
    items: list[Item] = [
        Section("Övrigt" if frame.kind.is_unit else "Särskilda redovisningar", "ovrigt", closes_chain=True, depth=0)
    ]
    if frame.kind.period == "VB" and dice.chance(0.7):
        items.append(Section("Redovisning av årets synpunkter", "ovrigt", depth=1))
        items.append(complaints_table(dice))
    if dice.chance(0.6):
        items.append(Section("Systematiskt kvalitetsarbete", "ovrigt", (paragraph(dice), paragraph(dice)), depth=1))
    items.append(Section("Synpunkter och klagomål", "ovrigt", (paragraph(dice),)))
    if not frame.kind.is_unit and dice.chance(0.5):
        items.append(Section("Attesterat av", "ovrigt", (Paragraph("Dokumentet har godkänts digitalt av:"),)))
        names = dice.some(OFFICERS, 2)
        rows = tuple(
            (f"{name}, {role}", f"{frame.year}-02-1{place}")
            for place, (name, role) in enumerate(zip(names, ("direktör", "avdelningschef"), strict=True))
        )
        items.append(OtherTable(("Namn", "Datum"), rows))
    return items


def _toc_extra(dice: Dice, frame: Frame, items: tuple[Item, ...]) -> tuple[str, ...]:
    if not dice.chance(0.4) or frame.generation is not Generation.G2019:
        return ()
    used = {getattr(item, "title", None) for item in items}
    left = [title for title in KF_MAL if title not in used]
    return (f"KF:s mål för verksamhetsområdet: 9.9 {dice.pick(left)}",) if left else ()


def _findings(items: tuple[Item, ...], extra: tuple[str, ...]) -> tuple[Finding, ...]:
    found = [Finding("toc_goal_missing_in_body", text) for text in extra]
    for item in items:
        if isinstance(item, ActivityTable):
            found += [
                Finding("dates_out_of_order", row.description)
                for row in item.rows
                if row.start and row.end and row.end < row.start
            ]
        elif isinstance(item, IndicatorTable):
            cells = (cell for row in item.rows for cell in row.cells if cell is not None)
            found += [Finding("unparsed_value", cell.text) for cell in cells if not cell.meant]
        elif isinstance(item, BudgetTable):
            found += [Finding("budget_sum_mismatch", item.section)] * item.sum_errors
    return tuple(found)


def slug(plan: PlanModel) -> str:
    """A file name for the plan without its ending: `verksamhetsplan-2022-hemtjanst-bjorkdalen`."""
    names = dict(UNITS)
    place = names.get(plan.cover.organisation)
    if place is None:
        place = plan.cover.organisation.split()[0].lower().translate(str.maketrans("åäö", "aao")).removesuffix("s")
    words = {"VP": "verksamhetsplan", "VB": "verksamhetsberattelse", "T1": "tertialrapport-1", "T2": "tertialrapport-2"}
    return f"{words[plan.kind.period]}-{plan.year}-{place}"
