"""Covers: what a document says of itself, in the forms covers print it, and what the text says where they are silent."""

from __future__ import annotations

import pytest
from reading import codes, plan
from test_pdf_lines import Paper, read

from parsers.analyse import analyse
from parsers.plan import Cover

BODY = ("Inledning", "Vi är en enhet som finns i hela staden och arbetar för alla.")

TITLES = [
    # A title with the year; the organisation before, behind or below it.
    ("Verksamhetsplan 2022\n\nEnheten Solen", ("verksamhetsplan", "VP", 2022, "Enheten Solen", "enhet")),
    ("Verksamhetsplan 2022 för Norrmalms stadsdelsnämnd", ("verksamhetsplan", "VP", 2022, "Norrmalms stadsdelsnämnd", "namnd")),
    ("Förskolan Solens verksamhetsplan för 2019", ("verksamhetsplan", "VP", 2019, "Förskolan Solen", "enhet")),
    ("Verksamhetsplan för år 2014 Farsta stadsdelsnämnd", ("verksamhetsplan", "VP", 2014, "Farsta stadsdelsnämnd", "namnd")),
    ("Förslag till verksamhetsplan 2015 för Kulturnämnden", ("verksamhetsplan", "VP", 2015, "Kulturnämnden", "namnd")),
    # Capitals, markup, a misread letter.
    ("VERKSAMHETSBERÄTTELSE 2012\n\nEnheten Solen", ("verksamhetsberattelse", "VB", 2012, "Enheten Solen", "enhet")),
    ("**Verksamhetsberattelse 2023**\n\nEnheten Solen", ("verksamhetsberattelse", "VB", 2023, "Enheten Solen", "enhet")),
    ("Verksarnhetsplan 2022\n\nEnheten Solen", ("verksamhetsplan", "VP", 2022, "Enheten Solen", "enhet")),
    # Which part of the year.
    ("Tertialrapport 2 2021 för Norrmalms stadsdelsnämnd", ("tertialrapport", "T2", 2021, "Norrmalms stadsdelsnämnd", "namnd")),
    ("Tertialrapport 1 2018\n\nEnheten Solen", ("tertialrapport", "T1", 2018, "Enheten Solen", "enhet")),
    ("Tertialrapport I 2013\n\nEnheten Solen", ("tertialrapport", "T1", 2013, "Enheten Solen", "enhet")),
    # Periods for words.
    ("VP 2020 Äldreboendet Tallen", ("verksamhetsplan", "VP", 2020, "Äldreboendet Tallen", "enhet")),
    ("VB 2020 Äldreboendet Tallen", ("verksamhetsberattelse", "VB", 2020, "Äldreboendet Tallen", "enhet")),
    # A name whose hyphen a line's end parted from the rest.
    ("Verksamhetsplan 2022 för Ekbacken-\nÅsbrinkens stadsdelsnämnd",
     ("verksamhetsplan", "VP", 2022, "Ekbacken-Åsbrinkens stadsdelsnämnd", "namnd")),
    # What a title goes on with behind a committee's name is not the name's; capitals wrap as small letters do.
    ("Verksamhetsplan 2025 för hamnnämnden med treårsplan 2025–2027", ("verksamhetsplan", "VP", 2025, "hamnnämnden", "namnd")),
    ("VERKSAMHETSPLAN 2012\nFÖR TALLENS SERVICEHUS", ("verksamhetsplan", "VP", 2012, "TALLENS SERVICEHUS", "enhet")),
    # Words of the title that are no name; a word before the name that says what it names; a name with a number.
    ("Verksamhetsberättelse med bokslut 2015\nSolhöjdens stadsdelsnämnd",
     ("verksamhetsberattelse", "VB", 2015, "Solhöjdens stadsdelsnämnd", "namnd")),
    ("Tertialrapport tertial 2 2019, Äldreenheten", ("tertialrapport", "T2", 2019, "Äldreenheten", "enhet")),
    ("Verksamhetsplan 2021\n\nEnhet: Gruppbostäder Norr\n\nEnhetschef: Eva Ek", ("verksamhetsplan", "VP", 2021, "Gruppbostäder Norr", "enhet")),
    ("Verksamhetsplan 2023\n\nFörskoleområde 3\n\nMallvägen 3", ("verksamhetsplan", "VP", 2023, "Förskoleområde 3", "enhet")),
    # Nobody is named but the committee it is written to.
    ("Till Solhöjdens stadsdelsnämnd\n\nVerksamhetsplan 2022", ("verksamhetsplan", "VP", 2022, "Solhöjdens stadsdelsnämnd", "namnd")),
    # A department that writes to the committee is not whose report it is.
    ("Solhöjdens stadsdelsförvaltning\nEkonomiavdelningen\n\nTill\nSolhöjdens stadsdelsnämnd\n2014-09-25\n\n"
     "Tertialrapport 2 för 2014",
     ("tertialrapport", "T2", 2014, "Solhöjdens stadsdelsnämnd", "namnd")),
    # Minutes of the meeting stand before the report they are about.
    ("Hamnnämnden\nProtokollsutdrag\n§ 7\nVerksamhetsberättelse 2019\n\nBeslut\n\n1. Nämnden godkänner förslaget.\n\n"
     "Handläggare\nEva Ek\n\nVerksamhetsberättelse 2019 för hamnnämnden",
     ("verksamhetsberattelse", "VB", 2019, "hamnnämnden", "namnd")),
]  # fmt: skip


SET_NAMES = [
    # A title that fills its line, and one that had room for the next word.
    (("Verksamhetsplan 2022 för Medborgarkontoret", "Tallen"), ("Medborgarkontoret Tallen", "Verksamhetsplan 2022 för Medborgarkontoret Tallen")),
    (("Verksamhetsplan 2022", "Solhöjdens dagliga", "verksamhet"), ("Solhöjdens dagliga verksamhet", "Verksamhetsplan 2022")),
    # The name stands below the title and wraps.
    (("Verksamhetsplan 2022", "", "Ekbackens vård- och", "omsorgsboende"), ("Ekbackens vård- och omsorgsboende", "Verksamhetsplan 2022")),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), SET_NAMES)
def test_names_that_wrap_on_a_set_cover(lines: tuple[str, ...], expected: tuple[str, str]) -> None:
    paper = Paper()
    for number, text in enumerate(lines):
        paper.text(60, 200 + 24 * number, text, 20, "Helvetica-Bold")
    paper.next()
    for number, text in enumerate(BODY):
        paper.text(60, 100 + 30 * number, text, 11)
    cover = analyse(read(paper.bytes())).cover
    assert (cover.organisation, cover.title) == expected


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_titles(title: str, expected: tuple[str, str, int, str, str]) -> None:
    cover = plan(title, *BODY).cover
    found = (cover.document_type, cover.period, cover.year, cover.organisation, cover.organisation_level)
    assert found == expected


FULL = (
    "Exempelköpings stad\n\nAvdelningen för äldre\n\nDnr: EX 2021/911\n\n2021-12-11\n\nHandläggare\nBirger Sandelöv\n"
    "Telefon: 08-000 00 26\n\nTill\nSolhöjdens stadsdelsnämnd\nden 20 januari 2022\n\nVerksamhetsplan 2022\n\nEnheten Solen\n\n"
    "Mallstigen 250\n\n08-000 00 00\n\nnamn.efternamn@example.se\n\nwww.example.se"
)


# Every field a cover labels, and none of the phone numbers and addresses that stand among them.
def test_fields() -> None:
    cover = plan(FULL, "Innehållsförteckning\nInledning\t3\nBudget 2022\t4", *BODY, "Budget 2022", "Den är god.").cover
    assert cover == Cover(
        span=cover.span,
        title="Verksamhetsplan 2022",
        document_type="verksamhetsplan",
        period="VP",
        year=2022,
        year_source="title",
        organisation="Enheten Solen",
        organisation_level="enhet",
        committee="Solhöjdens stadsdelsnämnd",
        diary_number="EX 2021/911",
        document_date="2021-12-11",
        meeting_date="20 januari 2022",
        case_officer="Birger Sandelöv",
    )


LABELLED = [
    ("Dnr HÄ 2016/76", "diary_number", "HÄ 2016/76"),
    ("Dnr\nHÄ 2016/76", "diary_number", "HÄ 2016/76"),
    ("Diarienummer: 1.2.1-24/2022", "diary_number", "1.2.1-24/2022"),
    ("Dnr: 1.2.1-24/2022 Tjänsteutlåtande Sida 1 (40)", "diary_number", "1.2.1-24/2022"),
    ("Dnr HÄ 2016/76 | 2016-02-01", "diary_number", "HÄ 2016/76"),
    ("Handläggare: Eva Ek", "case_officer", "Eva Ek"),
    # A phone number behind the name is not the name's.
    ("Handläggare: Eva Ek, telefon 08-508 00 000", "case_officer", "Eva Ek"),
    ("Handläggare\nEva Ek\nTelefon: 08-000 00 26", "case_officer", "Eva Ek"),
    # A committee's name over two lines, with a date or without.
    ("Till\nÄlvsjö stadsdelsnämnd\nden 12 december 2019", "committee", "Älvsjö stadsdelsnämnd"),
    ("Till\nEkbacken-\nÅsbrinkens stadsdelsnämnd", "committee", "Ekbacken-Åsbrinkens stadsdelsnämnd"),
    # All on one line; the date is the meeting's.
    ("Till Älvsjö stadsdelsnämnd 2019-12-12", "committee", "Älvsjö stadsdelsnämnd"),
    ("Till Älvsjö stadsdelsnämnd 2019-12-12", "meeting_date", "2019-12-12"),
    ("**Till** Älvsjö stadsdelsnämnd", "committee", "Älvsjö stadsdelsnämnd"),
    ("Till: Älvsjö stadsdelsnämnd 2019-12-12", "committee", "Älvsjö stadsdelsnämnd"),
    # Words that go on a sentence are no addressee.
    ("Till sommaren öppnar vi", "committee", None),
    # Two columns that a conversion ran together.
    ("Handläggare Till\nEva Ek Älvsjö stadsdelsnämnd", "committee", "Älvsjö stadsdelsnämnd"),
    ("Handläggare Till\nEva Ek Älvsjö stadsdelsnämnd 2019-12-12", "case_officer", "Eva Ek"),
]


@pytest.mark.parametrize(("lines", "field", "value"), LABELLED)
def test_labelled_fields(lines: str, field: str, value: str | None) -> None:
    assert getattr(plan(lines, "Verksamhetsplan 2022\n\nEnheten Solen", *BODY).cover, field) == value


# No title: the year is read off headings, then tables; the kind off the tables; both are said.
def test_without_cover() -> None:
    found = plan("KF:s inriktningsmål: 1. Ett", "Enhetsmål: Vi leker", "Budget 2020", "Den är god.")
    assert (found.cover.year, found.cover.year_source, found.cover.organisation_level) == (2020, "heading", "enhet")
    assert (found.cover.document_type, found.cover.title) == ("verksamhetsplan", None)
    assert "document_type_inferred" in codes(found)


# The text names its organisation where no cover does: a genitive and its noun, or a noun and a name.
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tallbackens hemtjänst består av tre grupper i väster.", "Tallbackens hemtjänst"),
        ("Förskolorna Solstrålen består av fem hus i väster.", "Förskolorna Solstrålen"),
        ("Enheten består av fem hus i väster.", None),
    ],
)
def test_organisation_in_prose(text: str, name: str | None) -> None:
    assert plan("Inledning", text, "Enhetsmål: Vi leker", "Budget 2020", "Den är god.").cover.organisation == name


# So does the unit's name between "Analys" and what it says.
def test_organisation_above_analyses() -> None:
    found = plan("Enhetsmål: Vi leker", "Analys", "Solens förskolor", "Vi har lekt hela året ute i skogen.", "Enhetsmål: Vi lär",
                 "Analys", "Solens förskolor", "Vi har lärt oss mer om skogen i år.")  # fmt: skip
    assert found.cover.organisation == "Solens förskolor"


# A sentence with an amount between the cover and the contents is no address.
def test_an_amount_is_no_address() -> None:
    found = plan(FULL, "Sammanfattning", "Prognosen visar ett underskott om 6,5 mnkr.",
                 "Innehållsförteckning\nInledning\t3\nÖvrigt\t4", *BODY, "Övrigt", "Det är allt.")  # fmt: skip
    assert [statement.amount_text for statement in found.statements] == ["6,5 mnkr"]


REPORTS = [
    ("Indikator\tPeriodens utfall\tÅrsmål\tPeriod\nAndel nöjda\t84 %\t85 %\tVB 2023", ("verksamhetsberattelse", 2023)),
    ("Indikator\tPrognos helår\tÅrsmål\tPeriod\nAndel nöjda\t84 %\t85 %\t2021", ("tertialrapport", 2021)),
    ("Indikator\tÅrsmål\tKF:s årsmål\tPeriodicitet\nAndel nöjda\t84 %\t85 %\tÅr", ("verksamhetsplan", None)),
]


@pytest.mark.parametrize(("table", "expected"), REPORTS)
def test_kind_by_tables(table: str, expected: tuple[str, int | None]) -> None:
    cover = plan("Nämndmål: Trygga barn", table).cover
    assert (cover.document_type, cover.year) == expected


# Prose that mentions a plan of some year is no title.
@pytest.mark.parametrize(
    "text",
    ["I verksamhetsplan 2019 skrev vi om detta.", "Detta följs upp i verksamhetsberättelsen för 2023 som vanligt."],
)
def test_prose_is_no_title(text: str) -> None:
    cover = plan("Nämndmål: Trygga barn", text, "Beskrivning", "Vi arbetar.").cover
    assert (cover.title, cover.year) == (None, None)


# A proposal for decision between the cover and the contents is prose, also where it names the plan.
def test_a_proposal_is_prose() -> None:
    proposal = (
        "Förslag till beslut\n1. Solhöjdens stadsdelsnämnd godkänner förslaget till verksamhetsplan 2022 och lämnar det till\n"
        "kommunstyrelsen.\n2. Solhöjdens stadsdelsnämnd godkänner bilagorna."
    )
    found = plan(FULL, proposal, "Innehållsförteckning\nInledning\t3\nÖvrigt\t4", *BODY, "Övrigt", "Det är allt.")
    assert found.cover.title == "Verksamhetsplan 2022"
    text = found.sections[0].text or ""
    assert (found.sections[0].heading, "lämnar det till kommunstyrelsen." in text) == ("Förslag till beslut", True)
