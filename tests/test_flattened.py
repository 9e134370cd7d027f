"""Tables whose tabs a conversion lost, read from their lines: (text, expected rows) with a sentence above each."""

from __future__ import annotations

import pytest

from extract.reader import read_document
from parsers.analyse import analyse
from parsers.flattened.amounts import readings
from parsers.plan import Plan, TableKind

PLAN_HEADER = " Indikator Årsmål KF:s årsmål Periodicitet\n\n"
REPORT_HEADER = (
    " Indikator Periodens \nutfall\n\nUtfall män/\npojkar\n\nUtfall \nkvinnor/\nflickor\n\nUtfall VB \n2022\n\n"
    "Årsmål KF:s årsmål Period\n\n"
)
FILLER = "Vi fortsätter med det arbete som har påbörjats under året och som alla i gruppen \nkänner till.\n\n" * 3


def read(table: str, heading: str = "Nämndmål:\nAlla trivs\n\n") -> Plan:
    """The plan of a wrapped text that holds one table under a goal."""
    return analyse(read_document(f"Verksamhetsplan 2023\n\n{heading}{FILLER}{table}\n".encode(), "plan.txt"))


def indicators(table: str) -> list[tuple[object, ...]]:
    return [
        (row.name, [(cell.measure and cell.measure.value, cell.text) for cell in row.values], row.periodicity)
        for row in read(table).indicators
    ]


def problems(table: str) -> set[str]:
    return {problem.code for problem in read(table).problems}


PLAN_ROWS = [
    # Two values for two columns: both are known.
    ("Andel nöjda 86 % 85 % År", ("Andel nöjda", [("arsmal", "86 %"), ("kf_arsmal", "85 %")], "År")),
    # One value for two columns may stand under either.
    ("Andel nöjda 86 % År", ("Andel nöjda", [(None, "86 %")], "År")),
    # What another body decides stands in the city's column, however its column broke it; the other value is then known.
    (
        "Antal platser 360 st Tas fram av \nnämnd/styrel\nse\n\nTertial",
        ("Antal platser", [("arsmal", "360 st"), ("kf_arsmal", "Tas fram av nämnd/styrelse")], "Tertial"),
    ),
    # A name of several lines, a unit of several lines.
    (
        "Klimatavtryck från \nlivsmedel\n\n1,9 1,9 kg CO2 \nper kg \nlivsmedel\n\nÅr",
        ("Klimatavtryck från livsmedel", [("arsmal", "1,9"), ("kf_arsmal", "1,9 kg CO2 per kg livsmedel")], "År"),
    ),
    # More values than columns: the first ones are the name's last words.
    (
        "Andel barn i grupp om högst 14 85 % 86 % År",
        ("Andel barn i grupp om högst 14", [("arsmal", "85 %"), ("kf_arsmal", "86 %")], "År"),
    ),
    (
        "Antal förskolor med nivå 2 12 st 14 st Tertial",
        ("Antal förskolor med nivå 2", [("arsmal", "12 st"), ("kf_arsmal", "14 st")], "Tertial"),
    ),
    # A number behind "om" is no value.
    ("Andel barn i grupp om 14 85 % År", ("Andel barn i grupp om 14", [(None, "85 %")], "År")),
    # A bare number before values with a unit: the name keeps it, and no column is called known.
    ("Andel elever i årskurs 9 90 % År", ("Andel elever i årskurs 9", [(None, "90 %")], "År")),
    # A unit that no vocabulary knows stands behind both values.
    (
        "Betyg på maten 7 poäng/gäst 8 poäng/gäst År",
        ("Betyg på maten", [("arsmal", "7 poäng/gäst"), ("kf_arsmal", "8 poäng/gäst")], "År"),
    ),
    ("Nöjdhet 7 av 10 8 av 10 År", ("Nöjdhet", [("arsmal", "7 av 10"), ("kf_arsmal", "8 av 10")], "År")),
    # A range is a value by its unit; a name's is none.
    ("Andel nöjda 82 % 85-90 % År", ("Andel nöjda", [("arsmal", "82 %"), ("kf_arsmal", "85-90 %")], "År")),
    (
        "Sjukfrånvaro dag 1-14 3 % 4 % År",
        ("Sjukfrånvaro dag 1-14", [("arsmal", "3 %"), ("kf_arsmal", "4 %")], "År"),
    ),
    # Letters that have lost their dots and rings.
    (
        "Andel nojda oka Tas fram av namnd Ar",
        ("Andel nojda", [("arsmal", "oka"), ("kf_arsmal", "Tas fram av namnd")], "Ar"),
    ),
    # A periodicity that is not known ends the row all the same.
    (
        "Andel nöjda 86 % 85 % Vartannat år",
        ("Andel nöjda", [("arsmal", "86 %"), ("kf_arsmal", "85 %")], "Vartannat år"),
    ),
]


@pytest.mark.parametrize(("row", "expected"), PLAN_ROWS)
def test_an_indicator_of_a_plan(row: str, expected: tuple[object, ...]) -> None:
    assert indicators(f"{PLAN_HEADER}{row}\n\nSjukfrånvaro 5 % 6 % År\n")[0] == expected
    assert len(indicators(f"{PLAN_HEADER}{row}\n\nSjukfrånvaro 5 % 6 % År\n")) == 2


def test_a_value_whose_column_is_lost_is_told() -> None:
    assert "ambiguous_column" in problems(f"{PLAN_HEADER}Andel nöjda 86 % År\n")
    assert "ambiguous_column" in problems(f"{PLAN_HEADER}Andel elever i årskurs 9 90 % År\n")
    assert "ambiguous_column" not in problems(f"{PLAN_HEADER}Andel nöjda 86 % 85 % År\n")


# A unit's name on the line above an analysis is no part of it, nor of the deviation that the row before ends with.
def test_an_analysis_right_behind_its_row() -> None:
    table = (
        "Aktivitet Startdatum Slutdatum Avvikelse\nStarta en öppen grupp 2020-03-01 2020-12-31 Skjuts till 2021.\n"
        "Analys\nEnheten Solen\nLokalen blev klar först i november.\n"
    )
    row = read(table).activities[0]
    assert (row.deviation, row.analysis) == ("Skjuts till 2021.", "Lokalen blev klar först i november.")


# Rows right behind an analysis, without a blank line: a sentence ends, a capital begins what has values or dates.
def test_rows_right_behind_an_analysis() -> None:
    table = (
        "Indikator Periodens utfall Årsmål KF:s årsmål Period\nAndel nöjda 81 % 86 % 85 % VB 2021\n"
        "Analys Ökningen beror på att ett hus \nhar öppnat.\nAndel trygga 13 % 14 % 14 % 2021\nAntal platser 25 30 30 2021\n"
    )
    assert [(row.name, row.analysis) for row in read(table).indicators] == [
        ("Andel nöjda", "Ökningen beror på att ett hus har öppnat."),
        ("Andel trygga", None),
        ("Antal platser", None),
    ]
    table = (
        "Aktivitet Startdatum Slutdatum Avvikelse\nPröva en pool 2021-02-15 2021-12-31 Försenad\nAnalys\n"
        "Det drog ut på tiden.\nTa fram en plan för arbetet \nmed mat 1 januari 2021 30 juni 2021\n"
    )
    assert [(row.description, row.end, row.deviation, row.analysis) for row in read(table).activities] == [
        ("Pröva en pool", "2021-12-31", "Försenad", "Det drog ut på tiden."),
        ("Ta fram en plan för arbetet med mat", "30 juni 2021", None, None),
    ]


# Cells that begin on a row's first line: what goes on below in small letters is the rest of its first cell.
def test_rests_below_a_row() -> None:
    table = (
        "Indikator Årsmål KF:s årsmål Periodicitet\nAndel barn som lämnar förskolan med god 86 % öka År\nspråklig förmåga\n"
        "Antal barn per grupp 15,8 15,6 Tertial\nAndel nöjda med mat och 80 % 81 % År\nmåltider\n"
    )
    assert [row.name for row in read(table).indicators] == [
        "Andel barn som lämnar förskolan med god språklig förmåga",
        "Antal barn per grupp",
        "Andel nöjda med mat och måltider",
    ]
    table = (
        "Aktivitet Startdatum Slutdatum\nInföra hembesök till alla 2017-01-01 2017-12-31\nförstagångsföräldrar\n"
        "Utvärdera fältarbetet 2017-03-01 2017-06-30\n"
    )
    assert [row.description for row in read(table).activities] == [
        "Införa hembesök till alla förstagångsföräldrar",
        "Utvärdera fältarbetet",
    ]
    table = "Mnkr VP 2022 VP 2021\n\nStöd till personer med 1,5 1,4\nfunktionsnedsättning\nÄldreomsorg 2,0 2,0\nTotalt 3,5 3,4\n"
    labels = [(line.label, line.parent_label) for line in read(table).budget_lines[::2]]
    assert labels == [("Stöd till personer med funktionsnedsättning", None), ("Äldreomsorg", None), ("Totalt", None)]


# A heading with the unit repeats a column's label right above the header.
def test_a_heading_that_repeats_a_column() -> None:
    table = "Budget 2016 (tkr)\nBudget 2016 Bokslut 2015\nPersonal -16 200 -15 990\nLokaler -1 500 -1 490\nSumma -17 700 -17 480\n"
    lines = read(table).budget_lines
    assert [(line.year, line.unit, line.text) for line in lines[:2]] == [
        (2016, "tkr", "-16 200"),
        (2015, "tkr", "-15 990"),
    ]


# Columns of a part of the year; negative amounts in brackets.
def test_a_budget_of_a_part_of_the_year() -> None:
    table = (
        "Tkr Budget 2023 Utfall jan-apr 2023 Prognos 2023 Avvikelse\n\nHyror 12 500 4 100 10 877 (1 623)\n"
        "Avgifter 100 20 100 0\nSumma 12 600 4 120 10 977 (1 623)\n"
    )
    lines = read(table).budget_lines
    assert [(line.measure and line.measure.value, line.text) for line in lines[:4]] == [
        ("budget", "12 500"),
        ("utfall", "4 100"),
        ("prognos", "10 877"),
        ("avvikelse", "(1 623)"),
    ]
    assert len(lines) == 12


# A heading that is a column's word, too, is no column of the header below it.
def test_a_heading_right_above_a_budget() -> None:
    table = (
        "Budget\nTkr Budget 2015 Bokslut 2014\n\nKostnader 54 120 53 877\nIntäkter -2 120 -2 340\nNetto 52 000 51 537\n"
    )
    lines = read(table).budget_lines
    assert [(line.measure and line.measure.value, line.year, line.text) for line in lines[:2]] == [
        ("budget", 2015, "54 120"),
        ("utfall", 2014, "53 877"),
    ]
    assert len(lines) == 6


def test_a_header_of_many_lines_and_analysis_over_a_page() -> None:
    table = (
        f"{REPORT_HEADER} Andel nöjda 86 % 84 % 88 % 80 % 90 % 85 % VB 2023\n\n"
        f"Analys Utfallet är bättre \nän i fjol.\n\nFler har svarat.\n\n \f{REPORT_HEADER}"
        "Gruppen är dock liten.\n\n Antal platser 25 st 450 st 9 000 st VB 2023\n"
    )
    first, second = read(table).indicators
    measures = ("utfall", "utfall_man", "utfall_kvinnor", "utfall_foregaende", "arsmal", "kf_arsmal")
    assert [(cell.measure, cell.text) for cell in first.values] == list(
        zip(measures, ("86 %", "84 %", "88 %", "80 %", "90 %", "85 %"), strict=True)
    )
    assert first.analysis == "Utfallet är bättre än i fjol. Fler har svarat. Gruppen är dock liten."
    assert [(cell.measure, cell.text) for cell in second.values] == [
        (None, "25 st"),
        (None, "450 st"),
        (None, "9 000 st"),
    ]
    headers = {cell.row for table in read(table).tables for cell in table.cells if cell.is_header}
    assert len(headers) == 2


def test_the_rest_of_a_row_behind_a_repeated_header() -> None:
    """The rest of a name, and the rest of a value at its end."""
    table = (
        f"{PLAN_HEADER}Antal hushåll som fått råd om hyra, el 25 st Tas fram av År\n\n{PLAN_HEADER}"
        "och skulder nämnd\n\nSjukfrånvaro 5 % 6 % År\n"
    )
    assert indicators(table)[0] == (
        "Antal hushåll som fått råd om hyra, el och skulder",
        [("arsmal", "25 st"), ("kf_arsmal", "Tas fram av nämnd")],
        "År",
    )


def activities(table: str) -> list[tuple[object, ...]]:
    return [
        (row.description, row.start, row.end, row.status and row.status.value, row.deviation, row.analysis)
        for row in read(table).activities
    ]


def test_activities_of_a_report() -> None:
    """Status and deviation behind the dates, wrapped; analysis with the unit's name; a row cut by a page break."""
    table = (
        " Aktivitet Startdatum Slutdatum Status Avvikelse\n\n"
        "Enheten ska pröva de \nnya tiderna.\n\n2023-01-01 2023-12-31 Ej genomförd Startar först \nefter \nsommaren.\n\n"
        "Analys\n\nSolgläntans hemtjänst\n\nTiderna passar de flesta.\n\nEn är kvar.\n\n"
        "Förteckna avtal. 2023-01-01 2023-06-30 Genomförd\n\n"
        "Enheten ska följa upp hur 2023-02-01 2023-12-31 Pågår\n\n"
        "  Aktivitet Startdatum Slutdatum Status Avvikelse\n\nuppgifterna fördelas.\n\n"
        "Rusta gården. 2023-01-01 2023-12-31 Pågår\n"
    )
    analysis = "Tiderna passar de flesta. En är kvar."
    assert activities(table) == [
        (
            "Enheten ska pröva de nya tiderna.",
            "2023-01-01",
            "2023-12-31",
            "ej_genomford",
            "Startar först efter sommaren.",
            analysis,
        ),
        ("Förteckna avtal.", "2023-01-01", "2023-06-30", "genomford", None, None),
        ("Enheten ska följa upp hur uppgifterna fördelas.", "2023-02-01", "2023-12-31", "pagar", None, None),
        ("Rusta gården.", "2023-01-01", "2023-12-31", "pagar", None, None),
    ]


def amounts(table: str) -> list[tuple[object, ...]]:
    found: dict[tuple[int, str], list[str]] = {}
    for line in read(table, "Nämndmål:\nAlla trivs\n\nUppföljning av ekonomi\n\n").budget_lines:
        found.setdefault((line.row, line.label), []).append(line.text)
    return [(label, *texts) for (_, label), texts in found.items()]


BUDGETS = [
    # One column: groups, sums, a label over two lines.
    (
        " Beloppen anges i tkr Budget\n\nIntäkter\nBidrag -1 200\nSumma intäkter -1 200\nKostnader\n"
        "Entreprenader och \nköp av verksamhet\n\n1 200\nSumma kostnader 1 200\nSumma netto 0\n",
        [
            ("Bidrag", "-1 200"),
            ("Summa intäkter", "-1 200"),
            ("Entreprenader och köp av verksamhet", "1 200"),
            ("Summa kostnader", "1 200"),
            ("Summa netto", "0"),
        ],
    ),
    # Five columns under a header of many lines; numbers with decimals part in one way only.
    (
        " Mnkr VP 2023 VP 2022 Beräknad \nslutlig budget \n2022\n\nPrognostiserat \nutfall 2022 \n(Okt)\n\nBokslut 2021\n\n"
        "Förskola 754,9 672,7 565,6 571,1 587,3\nvarav barn 1-3 år 1 054,9 72,7 65,6 71,1 87,3\n",
        [
            ("Förskola", "754,9", "672,7", "565,6", "571,1", "587,3"),
            ("varav barn 1-3 år", "1 054,9", "72,7", "65,6", "71,1", "87,3"),
        ],
    ),
    # Several ways to part the numbers: the deviation is the difference.
    (
        "Beloppen anges i tkr\n\n Utfall i bokslut 2023 Budget Avvikelse\n\nKostnader\n"
        "Personalkostnader 173 722 180 670 6 948\nSumma kostnader 173 722 180 670 6 948\n",
        [("Personalkostnader", "173 722", "180 670", "6 948"), ("Summa kostnader", "173 722", "180 670", "6 948")],
    ),
    # Several ways, and only the sum tells.
    (
        " Mnkr VP 2023 VP 2022\n\nFörskola 100 200 300\nSkola 5 7\nSumma 105 200 307\n",
        [("Förskola", "100", "200 300"), ("Skola", "5", "7"), ("Summa", "105", "200 307")],
    ),
    # Groups and two columns; the corner names what the table is about.
    (
        " Omslutningsförändring (mnkr) Kostnader Intäkter\n\nFörskola\nStatsbidrag 1,5 -1,5\nSumma 1,5 -1,5\n",
        [("Statsbidrag", "1,5", "-1,5"), ("Summa", "1,5", "-1,5")],
    ),
]


@pytest.mark.parametrize(("table", "expected"), BUDGETS)
def test_a_budget(table: str, expected: list[tuple[str, ...]]) -> None:
    assert amounts(table) == expected


def test_a_table_over_a_page_whose_caption_ends_the_page_before() -> None:
    """The unit stands in the caption, not in the header that the next page prints again."""
    header = "  Utfall 2023 Budget 2023 Avvikelse\n\n"
    table = (
        f"Beloppen anges i tkr\n\f{header}Kostnader\nPersonalkostnader 10 12 2\n\f{header}"
        "Lokalkostnader 5 5 0\nSumma kostnader 15 17 2\n"
    )
    plan = read(table, "Nämndmål:\nAlla trivs\n\nUppföljning av ekonomi\n\n")
    assert len(plan.tables) == 1
    assert {line.unit for line in plan.budget_lines} == {"tkr"}
    assert {line.parent_label for line in plan.budget_lines} == {"Kostnader"}


def test_numbers_that_nothing_parts_are_no_amount() -> None:
    """They stay a cell of the table, and a finding says so."""
    table = " Mnkr VP 2023 VP 2022\n\nFörskola 100 200 300\nSkola 5 7\n"
    assert amounts(table) == [("Skola", "5", "7")]
    assert "ambiguous_column" in problems(table)
    (read_table,) = read(table).tables
    assert "100 200 300" in {cell.text for cell in read_table.cells}


READINGS = [
    ("1 2 3", 3, [("1", "2", "3")]),
    ("1 200 300", 2, [("1", "200 300"), ("1 200", "300")]),
    ("1 200 300", 1, [("1 200 300",)]),
    ("12 345,6 7,0", 2, [("12 345,6", "7,0")]),
    ("1 2", 3, []),
    ("5 - 7", 3, [("5", "-", "7")]),
]


@pytest.mark.parametrize(("text", "count", "expected"), READINGS)
def test_the_ways_to_read_numbers(text: str, count: int, expected: list[tuple[str, ...]]) -> None:
    assert readings(text.split(" "), count) == expected


NO_TABLES = [
    # Prose that begins with a column's word.
    "Indikatorn följs upp varje månad av chefen och tas upp på arbetsplatsträffen. 2023 \nblev det bättre.\n",
    "Budget och utfall följs upp varje månad. Kostnaderna blev 12 345 tkr, \nvilket är 100 tkr mer.\n",
    # Half of a header: each row has a number too many, and none of them is told which.
    " Budget Avvikelse\n\nPersonalkostnader 10 12 2\nLokalkostnader 20 25 5\nSumma kostnader 30 37 7\n",
    # The table of complaints has a column of outcomes, and is none of money.
    " Uppdelning Utfall T1 Utfall T2 Totalt ack. \nutfall\n\nÅtgärder\n\nBeröm 1 2 3 st\n",
]


@pytest.mark.parametrize("text", NO_TABLES)
def test_no_table(text: str) -> None:
    plan = read(text)
    kinds = {table.kind for table in plan.tables}
    assert not kinds & {TableKind.BUDGET, TableKind.INDIKATOR, TableKind.AKTIVITET}


def test_rows_without_blank_lines_between_them() -> None:
    table = f"{PLAN_HEADER}Andel nöjda 86 % 85 % År\nAndel trygga i \nhemmet 5 % 6 % Tertial\nSjukfrånvaro 7 % 8 % År\n"
    assert [name for name, *_ in indicators(table)] == ["Andel nöjda", "Andel trygga i hemmet", "Sjukfrånvaro"]
    table = (
        " Aktivitet Startdatum Slutdatum\nRusta gården. 2023-01-01 2023-12-31\n"
        "Enheten prövar de \nnya tiderna. 2023-02-01 2023-12-31\n"
    )
    assert [row[0] for row in activities(table)] == ["Rusta gården.", "Enheten prövar de nya tiderna."]
