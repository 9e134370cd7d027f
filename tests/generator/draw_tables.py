"""Draws indicator and activity tables, and the tables nobody understands.

In: `Dice` and a `Frame` (what kind of document, which year, how it prints numbers). Out: tables of the model. Each
indicator has a family of values, so that a row's cells agree in kind as they do in real tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from generator.dice import Dice
from generator.model import (
    Activity,
    ActivityTable,
    Generation,
    Indicator,
    IndicatorTable,
    Kind,
    Mark,
    OtherTable,
    Value,
    ValueColumn,
)
from generator.numbers import NumberStyle
from generator.sentences import COMPANY, OBJECTS, PURPOSES, paragraph

ICON = Mark("\uf0b7", "grey")
"""The mark before a name that comes from the level above; from a symbol font, so most conversions lose it."""

STATUS_WORDS = {"genomford": "Genomförd", "pagar": "Pågår", "ej_genomford": "Ej genomförd"}
STATUS_COLOURS = {"genomford": "green", "pagar": "orange", "ej_genomford": "red"}

PERIODICITIES = (("År", "ar"), ("Tertial", "tertial"), ("Halvår", "halvar"), ("Kvartal", "kvartal"), ("Månad", "manad"))


@dataclass(frozen=True, slots=True)
class Frame:
    """What all draws of one document share."""

    kind: Kind
    generation: Generation
    year: int
    style: NumberStyle
    unit: str
    status_column: bool
    flawed: bool
    glyphs: tuple[str, str, str] = ("✓", "►", "✗")
    """The marks for genomförd, pågår and ej genomförd."""


Maker = Callable[[Dice, NumberStyle], Value]


def _number(value: Decimal, places: int, unit: str, style: NumberStyle, *, kind: tuple[str, str] = ("", "eq")) -> Value:
    before, word = kind
    value = Decimal(f"{value:.{places}f}")
    text = f"{before}{style.decimal(value, places)}{' ' if unit else ''}{unit}"
    return Value(text, float(value), unit or None, word)


def percent(dice: Dice, style: NumberStyle) -> Value:
    places = dice.pick((0, 0, 0, 1, 2))
    return _number(Decimal(dice.number(0, 100 * 10**places)) / 10**places, places, "%", style)


def index(dice: Dice, style: NumberStyle) -> Value:
    places = dice.pick((0, 0, 1))
    return _number(Decimal(dice.number(1, 95 * 10**places)) / 10**places, places, "", style)


def pieces(dice: Dice, style: NumberStyle) -> Value:
    return _number(Decimal(dice.pick((0, 3, 25, 60, 450, 1200, 9000, dice.number(2, 2500)))), 0, "st", style)


def energy(dice: Dice, style: NumberStyle) -> Value:
    if dice.chance(0.3):
        return _number(Decimal(dice.number(1000, 2500)), 0, "GWh", NumberStyle(""))
    return _number(Decimal(dice.number(11, 99)) / 10, 1, "GWh", style)


def climate(dice: Dice, style: NumberStyle) -> Value:
    places = dice.pick((1, 2))
    return _number(Decimal(dice.number(110, 240)) / 100, places, "kg CO2 per kg livsmedel", style)


def persons(dice: Dice, style: NumberStyle) -> Value:
    number = Decimal(dice.number(4, 19))
    if dice.chance(0.5):
        return _number(number, 0, "personer", style, kind=("Max ", "max"))
    return _number(number, 0, dice.pick(("", "personer")), style)


def spread(dice: Dice, style: NumberStyle) -> Value:
    return _number(Decimal(dice.number(1, 3)), 0, "%", style, kind=(dice.pick(("+/-", "+/- ")), "plusminus"))


def floor(dice: Dice, style: NumberStyle) -> Value:
    if dice.chance(0.5):
        return percent(dice, style)
    return _number(Decimal(dice.number(50, 99)), 0, "%", style, kind=("Minst ", "min"))


FAMILIES: tuple[tuple[Maker, tuple[str, ...]], ...] = (
    (
        percent,
        (
            "Andel deltagare som är nöjda med sin dag",
            "Andel boende som upplever att maten smakar bra och att måltiden är en lugn stund på dagen",
            "Sjukfrånvaro",
            "Sjukfrånvaro dag 1-14",
            "Andel unga 16-24 år som vet vart de kan vända sig",
            "Andel digitala inköp",
            "Andel ekologiska livsmedel i kronor av totala värdet av inköpta måltider och livsmedel i verksamheten",
            "Andel hyresgäster som behåller sitt kontrakt efter 12 månader",
            "Andel medarbetare med heltid (tillsvidareanställda, grupp- och servicebostäder)",
            "Nämndens budgetföljsamhet före resultatöverföringar",
        ),
    ),
    (
        index,
        (
            "Aktivt medskapandeindex",
            "Antal barn per grupp",
            "Antal barn per anställd (årsarbetare)",
            "Självvärdering av lärmiljön, sammanvägt index",
            "Index för god arbetsplats",
        ),
    ),
    (
        pieces,
        (
            "Antal platser för feriejobb",
            "Antal praktikplatser för studerande samt platser för den som provar ett nytt yrke",
            "Antal utflykter",
            "Antal hushåll som fått råd om hyra, el och skulder",
        ),
    ),
    (energy, ("Köpt energi i nämndens verksamheter",)),
    (climate, ("Klimatavtryck från inköpta livsmedel",)),
    (persons, ("Antal personal som en omsorgstagare med två besök om dagen möter under en 14-dagarsperiod",)),
    (spread, ("Nämndens prognossäkerhet T2",)),
    (floor, ("Andel avtal som följs upp under året", "Andel upphandlingar där dialog med marknaden har förts")),
)

UNREADABLE = ("Mäts inte", "se bilaga 2")
"""Cells that say something and mean no value."""

DELEGATED = ("Tas fram av nämnd", "Tas fram av nämnd/styrelse")


def indicator_table(dice: Dice, frame: Frame, names: list[str], count: int) -> IndicatorTable | None:
    """A table of `count` indicators whose names are taken out of `names`; null where none is left."""
    report = frame.kind.is_report
    columns = _report_columns(dice, frame) if report else _plan_columns(dice, frame)
    rows = []
    for _ in range(min(count, len(names))):
        name = names.pop(0)
        maker = next(maker for maker, family in FAMILIES if name in family)
        rows.append(_indicator(dice, frame, name, maker, columns))
    last = "Period" if report else "Periodicitet"
    return IndicatorTable("Indikator", columns, last, tuple(rows)) if rows else None


def _plan_columns(dice: Dice, frame: Frame) -> tuple[ValueColumn, ...]:
    year = frame.year
    city = dice.pick(("KF:s årsmål", "KF:s årsmål", f"KF:s årsmål {year}", f"KF:s årsmål år {year}"))
    return ValueColumn("Årsmål", "arsmal", year), ValueColumn(city, "kf_arsmal", year)


def _report_columns(dice: Dice, frame: Frame) -> tuple[ValueColumn, ...]:
    year = frame.year
    columns = [ValueColumn("Periodens utfall", "utfall", year)]
    previous = ValueColumn(f"Utfall VB {year - 1}", "utfall_foregaende", year - 1)
    if year % 2:
        columns.append(previous)
    if dice.chance(0.6):
        columns.append(ValueColumn("Utfall män/pojkar", "utfall_man", year))
        columns.append(ValueColumn("Utfall kvinnor/flickor", "utfall_kvinnor", year))
    if not year % 2:
        columns.append(previous)
    if frame.kind.period.startswith("T"):
        columns.append(ValueColumn(dice.pick(("Prognos", "Prognos helår")), "prognos", year))
    columns.append(ValueColumn("Årsmål", "arsmal", year))
    columns.append(ValueColumn(dice.pick(("KF:s årsmål", f"KF:s årsmål {year}")), "kf_arsmal", year))
    return tuple(columns)


def _indicator(dice: Dice, frame: Frame, name: str, maker: Maker, columns: tuple[ValueColumn, ...]) -> Indicator:
    cells = tuple(_cell(dice, frame, maker, column.measure) for column in columns)
    if not any(cells):
        cells = (maker(dice, frame.style), *cells[1:])
    mark = ICON if dice.chance(0.7) else None
    if not frame.kind.is_report:
        text, periodicity = dice.pick(PERIODICITIES[:2]) if dice.chance(0.8) else dice.pick(PERIODICITIES)
        return Indicator(name, cells, text, periodicity, mark=mark)
    period = dice.pick((f"{frame.kind.period} {frame.year}", f"{frame.kind.period} {frame.year}", str(frame.year)))
    analysis = paragraph(dice, low=1, high=3).text if dice.chance(0.6) else None
    return Indicator(name, cells, None, None, period, analysis, mark)


def _cell(dice: Dice, frame: Frame, maker: Maker, measure: str) -> Value | None:
    if measure == "kf_arsmal":
        if dice.chance(0.35):
            return Value(dice.pick(DELEGATED), None, None, None, delegated=True)
        if dice.chance(0.1):
            word = dice.pick(("öka", "minska", "Öka", "Minska"))
            return Value(word, None, None, {"öka": "increase", "minska": "decrease"}[word.lower()])
    if frame.flawed and measure == "arsmal" and dice.chance(0.03):
        return Value(dice.pick(UNREADABLE), None, None, None)
    empty = {"utfall_man": 0.6, "utfall_kvinnor": 0.6, "arsmal": 0.2, "kf_arsmal": 0.15}.get(measure, 0.08)
    if dice.chance(empty):
        return None
    plain = measure.startswith("utfall") or measure == "prognos"
    value = maker(dice, frame.style)
    while plain and value.comparator != "eq":
        maker = percent if maker is spread else maker
        value = maker(dice, frame.style)
    return value


ACTORS = (
    "Nämnden",
    "Förvaltningen",
    "Enheten",
    "Förvaltningens alla enheter",
    "Medborgarkontoret",
    "Nämndens förskolor",
)
TASKS = (
    "ska pröva",
    "ska beskriva",
    "ska följa upp",
    "ska utbilda medarbetare i",
    "ska ta fram en plan för",
    "ska fortsätta utveckla",
    "ska säkerställa kunskap om",
)
SINGLE = (
    "Prognosuppföljning",
    "Förteckna avtal.",
    "Gemensam lunch på mötesplatserna.",
    "Rusta upp gården vid Älgkärret 1-3.",
)
TAILS = (
    "Arbetet redovisas för nämnden i samband med tertialrapport 2",
    "Detta för att ge en samlad bild av vad som gjorts och sprida det som fungerat bra till fler",
    "En pilot ska genomföras i två av verksamheterna",
)


def description(dice: Dice, frame: Frame, used: set[str]) -> str:
    """An activity's description that has not been used before in this document."""
    for _ in range(50):
        text = _description(dice, frame)
        if text not in used:
            break
    used.add(text)
    return text


def _description(dice: Dice, frame: Frame) -> str:
    if dice.chance(0.12):
        return dice.pick(SINGLE)
    text = f"{dice.pick(ACTORS)} {dice.pick(TASKS)} {dice.pick(OBJECTS)}"
    if dice.chance(0.5):
        text += f" {dice.pick(COMPANY)}"
    if dice.chance(0.3):
        text += f" {dice.pick(PURPOSES)}"
    if dice.chance(0.1):
        text += f" under {frame.year}"
    elif dice.chance(0.2):
        return f"{text}. {dice.pick(TAILS)}."
    return text + ("." if dice.chance(0.6) else "")


def activity_table(dice: Dice, frame: Frame, used: set[str], count: int, *, misdated: bool = False) -> ActivityTable:
    """A table of `count` activities; `misdated` gives the first one an end before its start."""
    report = frame.kind.is_report
    deviation = report and dice.chance(0.8)
    status = report and frame.status_column
    labels = ["Aktivitet", "Startdatum", "Slutdatum"]
    labels += ["Status"] if status else []
    labels += ["Avvikelse"] if deviation else []
    inherited = dice.chance(0.4)
    rows = []
    for place in range(count):
        start, end = _dates(dice, frame.year)
        if misdated and place == 0:
            start, end = f"{frame.year}-11-01", f"{frame.year}-02-28"
        mark = ICON if inherited and not report else None
        row = Activity(description(dice, frame, used), start, end, mark=mark)
        rows.append(_followed_up(dice, frame, row, status=status, deviation=deviation) if report else row)
    return ActivityTable(tuple(labels), tuple(rows), status, deviation)


def _dates(dice: Dice, year: int) -> tuple[str, str]:
    start = dice.pick((f"{year}-01-01",) * 5 + (f"{year}-01-27", f"{year - 1}-07-01", f"{year}-04-15"))
    end = dice.pick((f"{year}-12-31",) * 6 + (f"{year}-06-30", f"{year}-08-31", f"{year}-10-15"))
    return start, end


def _followed_up(dice: Dice, frame: Frame, row: Activity, *, status: bool, deviation: bool) -> Activity:
    name = dice.pick(("genomford", "genomford", "genomford", "pagar", "ej_genomford"))
    word = STATUS_WORDS[name]
    mark = Mark(frame.glyphs[tuple(STATUS_WORDS).index(name)], STATUS_COLOURS[name])
    why = "Startar först efter sommaren." if deviation and name != "genomford" and dice.chance(0.7) else None
    analysis = tuple(paragraph(dice, low=1, high=3).text for _ in range(dice.number(1, 3)) if dice.chance(0.6))
    text = word if status else mark.glyph
    unit = frame.unit if dice.chance(0.8) else None
    return Activity(
        row.description,
        row.start,
        row.end,
        name,
        text,
        None if status else mark,
        why,
        analysis,
        unit if analysis else None,
    )


def complaints_table(dice: Dice) -> OtherTable:
    """The table of complaints: a first column that is filled only where its group begins, counts, remarks."""
    header = (
        "Uppdelning",
        "Klagomål/synpunkter/kategorier",
        "Utfall T1",
        "Utfall T2",
        "Totalt ack. utfall",
        "Åtgärder",
    )
    groups = (
        ("Beröm", ("Antal beröm",)),
        ("Vem har lämnat synpunkten?", ("Anhörig eller god man", "Brukare", "Grannar", "Annan (okänd)")),
        ("Vad gällde den?", ("Bemötande", "Bemanning och tider", "Lokaler (städning, ljus, värme)", "Mat")),
        ("Återkoppling", ("Antal klagomål där återkoppling har lämnats",)),
    )
    rows = []
    for name, lines in groups:
        for place, line in enumerate(lines):
            first, second = (dice.pick(("", "", "1", "2", "5")) for _ in range(2))
            total = f"{int(first or 0) + int(second or 0)} st" if first or second else ""
            remark = paragraph(dice, low=1, high=2).text if total and dice.chance(0.3) else ""
            rows.append((name if place == 0 else "", line, first, second, total, remark))
    return OtherTable(header, tuple(rows))
