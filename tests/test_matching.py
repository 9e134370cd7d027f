"""Words and lines to names: labels, codes, bullets, columns, amounts and sentences, on bare strings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Line
from parsers.columns import Columns
from parsers.contents import find_contents
from parsers.matching import Matcher, fold, plain, split_bullet, split_code, squash
from parsers.prose import Prose, join_wrapped
from parsers.statements import AmountReader
from parsers.vocabularies.stockholm import STOCKHOLM

MATCHER = Matcher(STOCKHOLM)
COLUMNS = Columns(MATCHER)
PROSE = Prose(STOCKHOLM)
AMOUNTS = AmountReader(MATCHER, PROSE)

LABELS = [
    # The label and the title on one line, in the spelling of 2019 and later.
    ("KF:s inriktningsmål: 1. Ett Stockholm", ("kf_inriktningsmal", None, "1. Ett Stockholm")),
    ("KF:s mål för verksamhetsområdet: 1.1 Alla barn", ("kf_mal", None, "1.1 Alla barn")),
    ("Nämndmål: Trygga barn", ("namndmal", None, "Trygga barn")),
    ("Enhetsmål: Trygga barn", ("enhetsmal", None, "Trygga barn")),
    # Capitals, and a number before the colon, as about 2012.
    ("KF:s INRIKTNINGSMÅL 1:", ("kf_inriktningsmal", "1", "")),
    ("KF:s MÅL FÖR VERKSAMHETSOMRÅDET:", ("kf_mal", None, "")),
    ("ÅTAGANDE:", ("enhetsmal", None, "")),
    ("NÄMNDMÅL:", ("namndmal", None, "")),
    # A label alone on its line may lack its colon.
    ("Nämndmål", ("namndmal", None, "")),
    # A semicolon is a misread colon.
    ("Nämndmål; Trygga barn", ("namndmal", None, "Trygga barn")),
    # An icon may stand before the label.
    ("● Nämndmål: Trygga barn", ("namndmal", None, "Trygga barn")),
    # One misread letter in eight: diacritics, l for I, rn for m.
    ("Narnndmål: Trygga barn", ("namndmal", None, "Trygga barn")),
    ("Nämndmäl: Trygga barn", ("namndmal", None, "Trygga barn")),
    ("KF:s inrlktningsmål: 1. Ett", ("kf_inriktningsmal", None, "1. Ett")),
    ("KFs mål for verksamhetsomradet: 1.1 A", ("kf_mal", None, "1.1 A")),
    ("Ätagande: Vi lyssnar", ("enhetsmal", None, "Vi lyssnar")),
    # More errors than that is another word.
    ("Månadsmål: Trygga barn", None),
    ("Nämnden: Trygga barn", None),
    # A sentence that names a goal is no heading.
    ("Vårt nämndmål: trygga barn är viktigt", None),
    ("Nämndmålet om trygghet följs upp i tertialrapport 2.", None),
    ("Enhetsmål och nämndmål hänger ihop", None),
    ("nämndmål", None),
    ("", None),
    (":", None),
]


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_goal_labels(text: str, expected: tuple[str, str | None, str] | None) -> None:
    label = MATCHER.goal_label(text)
    assert (label and (label.level, label.number, label.rest)) == expected


CODES = [
    ("1. Ett Stockholm", ("1", "Ett Stockholm")),
    ("1.1 Alla barn", ("1.1", "Alla barn")),
    ("1.2. Stockholm", ("1.2", "Stockholm")),
    # A blank within the code comes of a conversion.
    ("1. 1 Alla barn", ("1.1", "Alla barn")),
    ("2 .3 Alla barn", ("2.3", "Alla barn")),
    # A title may be missing, and a title may begin with a number that is no code.
    ("1.1", ("1.1", "")),
    ("Alla 5 barn", (None, "Alla 5 barn")),
    ("100 procent", (None, "100 procent")),
]


@pytest.mark.parametrize(("text", "expected"), CODES)
def test_codes(text: str, expected: tuple[str | None, str]) -> None:
    assert split_code(text) == expected


BULLETS = [
    ("- Ett", (True, "Ett")),
    ("• Ett", (True, "Ett")),
    ("\uf0b7 Ett", (True, "Ett")),
    ("o Ett", (True, "Ett")),
    ("–Ett", (True, "Ett")),
    # A number with a sign is a number; with a blank between, an item that begins with one.
    ("-5", (False, "-5")),
    ("– 5 mnkr", (True, "5 mnkr")),
    # A numbered item keeps its number, a code and a year are none.
    ("1. Ett", (True, "1. Ett")),
    ("2) Två", (True, "2) Två")),
    ("1.1 Ett", (False, "1.1 Ett")),
    ("2022 var ett år", (False, "2022 var ett år")),
    ("ost och bröd", (False, "ost och bröd")),
    ("-", (False, "-")),
]


@pytest.mark.parametrize(("text", "expected"), BULLETS)
def test_bullets(text: str, expected: tuple[bool, str]) -> None:
    assert split_bullet(text) == expected


# Markup of vision models goes, a star that multiplies or an address with underscores stays.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Nämndmål:** Trygga *barn*", "Nämndmål: Trygga barn"),
        ("<i>Intäkter</i>", "Intäkter"),
        # A narrow column broke the line inside the markup.
        ("<i>Kostnader< /i>", "Kostnader"),
        ("## Rubrik", "Rubrik"),
        ("__Fet__ text", "Fet text"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("fil_namn_två.txt", "fil_namn_två.txt"),
        ("a\u00a0 b\u200b c\u00ad", "a b c"),
        ("ålder < 65 år, > 80 år", "ålder < 65 år, > 80 år"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


STATUSES = [
    ("Uppfylls helt", "uppfylls_helt"),
    ("● Uppfylls delvis", "uppfylls_delvis"),
    ("■ Uppfylls ej.", "uppfylls_ej"),
    ("  Uppfylls inte", "uppfylls_ej"),
    ("**Uppfylls helt**", "uppfylls_helt"),
    # One inside a sentence is none.
    ("Målet uppfylls helt", None),
    ("Uppfylls helt eftersom alla är nöjda", None),
    ("●", None),
]


@pytest.mark.parametrize(("text", "expected"), STATUSES)
def test_goal_status(text: str, expected: str | None) -> None:
    assert MATCHER.goal_status(text) == expected


# A sentence that says what marks stand for; one mark alone explains nothing.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("✓ = genomförd, ► = pågår, ✗ = ej genomförd", {"✓": "genomford", "►": "pagar", "✗": "ej_genomford"}),
        ("Symbolerna visar läget: ✔ betyder genomförd och ▶ betyder pågår.", {"✔": "genomford", "▶": "pagar"}),
        ("◆ Genomförd ◇ Ej genomförd", {"◆": "genomford", "◇": "ej_genomford"}),
        ("✓ Genomförd", {}),
        ("Aktiviteten är genomförd, en annan pågår.", {}),
    ],
)
def test_legends(text: str, expected: dict[str, str]) -> None:
    assert MATCHER.legend(text) == expected


HEADERS = [
    (("Indikator", "Årsmål", "KF:s årsmål", "Periodicitet"), ["name", "arsmal", "kf_arsmal", "periodicity"]),
    # A year in a header is the year of its values, not another column.
    (("Indikator", "Årsmål", "KF:s årsmål år 2023", "Periodicitet"), ["name", "arsmal", "kf_arsmal", "periodicity"]),
    (("lndikator", "Arsmal", "KF:s arsmal ar 2023", "Periodicitet"), ["name", "arsmal", "kf_arsmal", "periodicity"]),
    # A report's outcome of the year before is not this year's.
    (
        ("Indikator", "Periodens utfall", "Utfall män/pojkar", "Utfall kvinnor/flickor", "Utfall VB 2021", "Årsmål",
         "KF:s årsmål", "Period"),
        ["name", "utfall", "utfall_man", "utfall_kvinnor", "utfall_foregaende", "arsmal", "kf_arsmal", "period"],
    ),
    (("Indikator", "Prognos helår", "Årsmål"), ["name", "prognos", "arsmal"]),
    (("Aktivitet", "Startdatum", "Slutdatum"), ["description", "start", "end"]),
    (("", "Aktivitet", "Startdatum", "Slutdatum", "Awikelse"), [None, "description", "start", "end", "deviation"]),
    # Misread letters and lost diacritics.
    (("lndikator", "Arsmål", "KF:s arsmål", "Periodicltet"), ["name", "arsmal", "kf_arsmal", "periodicity"]),
    # An unknown column among known ones is kept without a role.
    (("Aktivitet", "Startdatum", "Slutdatum", "Ansvarig"), ["description", "start", "end", None]),
    # A row of cells that only begins like a header is a row.
    (("Indikator", "85 %", "86 %", "År"), None),
    (("Aktiviteter för äldre", "2022-01-01", "2022-12-31"), None),
    (("Aktivitet",), None),
    (("Förskola", "Årsmål"), None),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "roles"), HEADERS)
def test_headers(texts: tuple[str, ...], roles: list[str | None] | None) -> None:
    header = COLUMNS.read_header(texts)
    assert (header and [column.role for column in header.columns]) == roles


BUDGET_COLUMNS = [
    ("Budget", "budget", None),
    ("VP 2022", "budget", 2022),
    ("Beräknad slutlig budget 2021", "budget", 2021),
    ("Prognostiserat utfall 2021 (Okt)", "prognos", 2021),
    ("Bokslut 2020", "utfall", 2020),
    ("Utfall i bokslut 2023", "utfall", 2023),
    ("Awikelse", "avvikelse", None),
    ("Budgetavvikelse", "avvikelse", None),
    ("Kostnader", "kostnader", None),
    # What is measured goes before the side of the account; what a result is carried to says nothing.
    ("Avvikelse kostnader", "avvikelse", None),
    ("Prognos efter resultatdispositioner", "prognos", None),
    ("Budget inkl. resultatenheter 2019", "budget", 2019),
    ("Ansvarig", None, None),
]


@pytest.mark.parametrize(("label", "role", "year"), BUDGET_COLUMNS)
def test_budget_columns(label: str, role: str | None, year: int | None) -> None:
    column = COLUMNS.budget_column(label)
    assert (column.role, column.year) == (role, year)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Beloppen anges i tkr", "tkr"),
        ("Omslutningsförändring (mnkr)", "mnkr"),
        ("Mnkr", "mnkr"),
        ("Belopp i tusental kronor", "tkr"),
        ("Alla belopp i miljoner kronor", "mnkr"),
        ("Belopp i kr", "kr"),
        ("Antal platser", None),
    ],
)
def test_money_units(text: str, unit: str | None) -> None:
    assert COLUMNS.money_unit(text) == unit


JOINED = [
    ("Barn och", "unga", "Barn och unga"),
    # A word that the line's end broke, with a hyphen or a soft one.
    ("verksam-", "heten", "verksamheten"),
    ("verksam\u00ad", "heten", "verksamheten"),
    # A hyphen that stands for the other word's end stays.
    ("för-", "och grundskola", "för- och grundskola"),
    ("kvälls-", "eller nattarbete", "kvälls- eller nattarbete"),
    ("vård-", "samt omsorg", "vård- samt omsorg"),
    # A name's hyphen stays.
    ("Hässelby-", "Vällingby", "Hässelby-Vällingby"),
    ("2019-", "2021", "2019-2021"),
    # A dash parts, it joins nothing.
    ("Alla -", "även vi", "Alla - även vi"),
    ("", "text", "text"),
    ("text ", "", "text"),
]


@pytest.mark.parametrize(("before", "after", "expected"), JOINED)
def test_join_wrapped(before: str, after: str, expected: str) -> None:
    assert join_wrapped(before, after) == expected


# Wrapped at any blanks and joined again, a text is what it was.
@given(st.lists(st.text("abåÄö1.,)(", min_size=1, max_size=9), min_size=1, max_size=30), st.integers(3, 40))
def test_wrapping_is_undone(words: list[str], width: int) -> None:
    lines, text = [words[0]], " ".join(words)
    for word in words[1:]:
        if len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    joined = lines[0]
    for line in lines[1:]:
        joined = join_wrapped(joined, line)
    assert joined == text


SENTENCES = [
    ("Vi växer. Vi lär. Bra!", ["Vi växer.", "Vi lär.", "Bra!"]),
    # The dot of an abbreviation, an initial or a number ends no sentence.
    ("Vi har bl.a. Anna och t.ex. Eva med. Bra.", ["Vi har bl.a. Anna och t.ex. Eva med.", "Bra."]),
    ("Se t ex. Anna. Klart.", ["Se t ex. Anna.", "Klart."]),
    ("1. Alla får vara med.", ["1. Alla får vara med."]),
    ("Det kostar 2.5 mnkr. Det är mycket.", ["Det kostar 2.5 mnkr.", "Det är mycket."]),
    ("”Vad är viktigt?” Det frågar vi.", ["”Vad är viktigt?”", "Det frågar vi."]),
    ("utan punkt", ["utan punkt"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert list(PROSE.sentences(text)) == expected


# Sentences parted never lose a letter.
@given(st.text("abÅ. !?1)”", max_size=80))
def test_sentences_hold_all_letters(text: str) -> None:
    assert squash("".join(PROSE.sentences(text))) == squash(text)
    assert fold(" ".join(PROSE.sentences(text))) == fold(text)


AMOUNTS_IN_PROSE = [
    ("Budgeten är 2 838,2 mnkr.", [("2 838,2 mnkr", "2 838,2", "mnkr", False)]),
    # Every blank that parts thousands, folded as all text is; points as well.
    ("Vi har 40\u00a0000\u00a0000 kr.", [("40 000 000 kr", "40 000 000", "kr", False)]),
    ("Vi har 40.000.000 kronor.", [("40.000.000 kronor", "40000000", "kr", False)]),
    # Words before the amount say that it is not exact.
    ("Cirka 12 tkr återstår.", [("12 tkr", "12", "tkr", True)]),
    ("Närmare 40 miljoner kronor.", [("40 miljoner kronor", "40", "mnkr", True)]),
    # Two in one sentence; a range is two.
    ("Av 132,7 mnkr är 113,2 mnkr löner.", [("132,7 mnkr", "132,7", "mnkr", False), ("113,2 mnkr", "113,2", "mnkr", False)]),
    ("Mellan 5 och 7 mnkr.", [("5 och 7 mnkr", "5", "mnkr", False), ("5 och 7 mnkr", "7", "mnkr", False)]),
    ("Det blir 2-3 mnkr.", [("2-3 mnkr", "2", "mnkr", False), ("2-3 mnkr", "3", "mnkr", False)]),
    # A sign is the amount's; a hyphen in a word is not.
    ("Resultatet är -1,5 mnkr.", [("-1,5 mnkr", "-1,5", "mnkr", False)]),
    ("Resultatet är −1,5 mnkr.", [("−1,5 mnkr", "-1,5", "mnkr", False)]),
    # Numbers in words before millions.
    ("Det kostar två miljoner kronor.", [("två miljoner kronor", "2", "mnkr", False)]),
    # Other units, dates and laws are no amounts.
    ("År 2022 var 5 000 barn och 12 platser.", []),
    ("Den 12 december 2019 kl. 13.30.", []),
    ("Kr 12 000 barn", []),
    ("Vi har 5 krukor.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AMOUNTS_IN_PROSE)
def test_amounts_in_prose(text: str, expected: list[tuple[str, str, str, bool]]) -> None:
    found = [(each.amount_text, each.number_text, each.unit, each.approximate) for each in AMOUNTS.find(text)]
    assert found == expected


CONTENTS = [
    # Dots, tabs and blanks before the page.
    ("Innehållsförteckning\nInledning ..... 3\nKF:s inriktningsmål: 1. A\t4\nÖvrigt   9\n\nInledning\nText",
     [("Inledning", 3), ("KF:s inriktningsmål: 1. A", 4), ("Övrigt", 9)]),
    # A number parted from its title by a tab.
    ("Innehåll\n1\tInledning\t3\n1.1\tAlla barn i\nstaden\t5\nText", [("1 Inledning", 3), ("1.1 Alla barn i staden", 5)]),
    # An entry that wraps is one entry, also before its dots.
    ("Innehållsförteckning\nInledning 3\nEn lång rubrik som inte får rum på\nraden ........ 4\n\nText",
     [("Inledning", 3), ("En lång rubrik som inte får rum på raden", 4)]),
    # Browsers set the page to the top of a wrapped entry; a title that fills its line leaves no room before its page.
    ("Innehåll\nInledning\t3\nEn lång rubrik som inte får rum på\t4\nraden\nEn annan rubrik som fyller raden5\nÖvrigt\t6\n\nText",
     [("Inledning", 3), ("En lång rubrik som inte får rum på raden", 4), ("En annan rubrik som fyller raden", 5), ("Övrigt", 6)]),
    # Without a heading, entries with leaders are contents when there are enough of them.
    ("Plan\n\nA a\t3\nB b\t4\nC c\t5\nD d\t5\n\nText", [("A a", 3), ("B b", 4), ("C c", 5), ("D d", 5)]),
    # Two rows of numbers are no contents; nor is a budget, whose amounts fall, are negative, or nought.
    ("Plan\n\nA a\t3\nB b\t4\n\nText", []),
    ("Budget\nIntäkter\t0\nHyror\t346\nBidrag\t12\nLokaler\t672\nKöp\t715\nSumma\t3", []),
    # Pages are lost: the titles up to where the first comes back.
    ("Innehåll\nInledning\nA a\nB b\nÖvrigt\n\nInledning\nText", [("Inledning", 0), ("A a", 0), ("B b", 0), ("Övrigt", 0)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CONTENTS)
def test_contents(text: str, expected: list[tuple[str, int]]) -> None:
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    assert [(entry.title, entry.page) for entry in find_contents(lines, MATCHER).entries] == expected
