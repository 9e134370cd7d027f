"""The steering chain: which lines are goal headings, their titles and parents, and what closes a goal."""

from __future__ import annotations

import pytest
from reading import codes, goals, headings, plan, sections, titles

KF, OMR, NAMND, ENHET = "kf_inriktningsmal", "kf_mal", "namndmal", "enhetsmal"
PROSE = "Vi arbetar tillsammans för att alla ska trivas."

CHAINS = [
    # 2019 and later: label, code and title on one line.
    (
        ("KF:s inriktningsmål: 1. Ett Stockholm", "KF:s mål för verksamhetsområdet: 1.2. Alla barn", "Nämndmål: Trygga barn",
         "Enhetsmål: Vi leker", "Enhetsmål: Vi lär"),
        [(KF, "1", "Ett Stockholm", None), (OMR, "1.2", "Alla barn", 0), (NAMND, None, "Trygga barn", 1),
         (ENHET, None, "Vi leker", 2), (ENHET, None, "Vi lär", 2)],
    ),
    # About 2012: labels in capitals, a number in the first, titles on the lines below; an åtagande is a unit's goal.
    (
        ("KF:s INRIKTNINGSMÅL 1:\n1. Ett Stockholm", "KF:s MÅL FÖR VERKSAMHETSOMRÅDET:\n1.1 Alla barn", "NÄMNDMÅL:\nTrygga barn",
         "ÅTAGANDE:\nVi leker."),
        [(KF, "1", "Ett Stockholm", None), (OMR, "1.1", "Alla barn", 0), (NAMND, None, "Trygga barn", 1),
         (ENHET, None, "Vi leker.", 2)],
    ),
    # About 2017: numbers and no labels, then labelled goals.
    (
        ("1. Ett Stockholm som håller samman", "1.1 Alla barn i Stockholm har goda villkor", "Nämndmål:\nTrygga barn", PROSE,
         "2. Ett klimatsmart Stockholm", "2.1 Energin används väl"),
        [(KF, "1", "Ett Stockholm som håller samman", None), (OMR, "1.1", "Alla barn i Stockholm har goda villkor", 0),
         (NAMND, None, "Trygga barn", 1), (KF, "2", "Ett klimatsmart Stockholm", None), (OMR, "2.1", "Energin används väl", 3)],
    ),
    # Word may count the headings: the number stands in front of the label.
    (
        ("1. KF:s inriktningsmål: Ett Stockholm", "1.1 KF:s mål för verksamhetsområdet: Alla barn i Stockholm", "Nämndmål: Trygga barn", PROSE),
        [(KF, "1", "Ett Stockholm", None), (OMR, "1.1", "Alla barn i Stockholm", 0), (NAMND, None, "Trygga barn", 1)],
    ),
    # A blank line may part a label from its title; the code may stand only in the label.
    (
        ("KF:s inriktningsmål 1:", "1. Ett Stockholm", "KF:s mål för verksamhetsområdet 1.1:", "Alla barn"),
        [(KF, "1", "Ett Stockholm", None), (OMR, "1.1", "Alla barn", 0)],
    ),
    # A label whose colon is lost: its code is on its line, or the skeleton goes on below its title.
    (("KF:s inriktningsmål 1. Ett Stockholm", "KF:s mål för verksamhetsområdet 1.1 Alla barn", "Nämndmål", "Trygga barn",
      "Förväntat resultat", "Alla barn är trygga."),
     [("kf_inriktningsmal", "1", "Ett Stockholm", None), ("kf_mal", "1.1", "Alla barn", 0), ("namndmal", None, "Trygga barn", 1)]),
    # A level may be left out: the parent is the nearest goal above of a higher level.
    (
        ("KF:s inriktningsmål: 1. Ett", "Enhetsmål: Vi leker", "Nämndmål: Trygga barn"),
        [(KF, "1", "Ett", None), (ENHET, None, "Vi leker", 0), (NAMND, None, "Trygga barn", 0)],
    ),
    # A new goal of the first level closes everything before it.
    (
        ("KF:s inriktningsmål: 1. Ett", "Nämndmål: A är bra", "KF:s inriktningsmål: 2. Två", "Enhetsmål: B är bra"),
        [(KF, "1", "Ett", None), (NAMND, None, "A är bra", 0), (KF, "2", "Två", None), (ENHET, None, "B är bra", 2)],
    ),
    # Markup, icons and misread letters are not the title's.
    (
        ("**KF:s inriktningsmäl: 1. Ett Stockholm**", "● Nämndmål: *Trygga barn*", "Enhetsmàl: Vi leker"),
        [(KF, "1", "Ett Stockholm", None), (NAMND, None, "Trygga barn", 0), (ENHET, None, "Vi leker", 1)],
    ),
    # A tab between a label and its title is no table.
    (("Nämndmål:\tTrygga barn", PROSE), [(NAMND, None, "Trygga barn", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "expected"), CHAINS)
def test_chains(blocks: tuple[str, ...], expected: list[tuple[str, str | None, str | None, int | None]]) -> None:
    assert goals(plan(*blocks)) == expected


WRAPPED = (
    "Enheten arbetar för att alla barn och unga ska ha det bra under hela sin uppväxt och att de\n"
    "får stöd i tid när det behövs som mest. Det gäller var de än bor och vilka de än bor med.\n"
)

TITLES = [
    # A long title goes on in the next line when it had no more room, or when that begins in lower case.
    (("Nämndmål:\nBarn och unga i stadsdelsområdet växer upp under trygga och goda förhållanden som\n"
      "ger dem möjligheter\nBeskrivning\n" + WRAPPED * 3,),
     ["Barn och unga i stadsdelsområdet växer upp under trygga och goda förhållanden som ger dem möjligheter"]),
    # A title that was ended on purpose ends, though no blank line follows.
    (("Nämndmål:\nTrygga barn\n" + WRAPPED * 3,), ["Trygga barn"]),
    # A page break within a title.
    (("Nämndmål: Barn och unga växer upp under\n\ftrygga förhållanden", PROSE),
     ["Barn och unga växer upp under trygga förhållanden"]),
    # A sub-heading or a table ends a title even where it stands on the next line.
    (("Nämndmål: Trygga barn\nBeskrivning\n" + PROSE,), ["Trygga barn"]),
    (("Nämndmål: Trygga barn\nAktivitet\tStartdatum\tSlutdatum\nVi gör\t2022-01-01\t2022-12-31",), ["Trygga barn"]),
    # Hyphens: a broken word is put together, a hyphen that stands for a word's rest stays.
    (("Nämndmål:\nBarn och elever i för- och grundskola har en mycket god och trygg verk-\nsamhet\n\n" + WRAPPED * 3,),
     ["Barn och elever i för- och grundskola har en mycket god och trygg verksamhet"]),
    # A label with no title: a goal without one, and no title stolen from what follows.
    (("Nämndmål:", "Beskrivning", PROSE), [None]),
    (("Nämndmål:", "Enhetsmål: Vi leker"), [None, "Vi leker"]),
]  # fmt: skip


@pytest.mark.parametrize(("blocks", "expected"), TITLES)
def test_titles(blocks: tuple[str, ...], expected: list[str | None]) -> None:
    assert titles(plan(*blocks)) == expected


def test_a_goal_without_title_is_a_finding() -> None:
    assert "goal_without_title" in codes(plan("Nämndmål:", "Beskrivning", PROSE))


NO_GOALS = [
    # Sentences that name goals.
    ("Nämndmålet om trygghet följs upp i tertialrapport 2.",),
    ("Enhetens mål: att alla barn ska trivas i vår verksamhet.",),
    ("Våra enhetsmål: se nedan.",),
    ("Mål för verksamhetsområdet: här skriver enheten sitt.",),
    ("Vi följer kommunfullmäktiges inriktningsmål: 1. Ett Stockholm är ett av dem.",),
    # Ordered lists, also of titles.
    ("Så gör vi:", "1. Vi planerar dagen.", "2. Vi genomför den.", "3. Vi följer upp den."),
    ("1. Förskola", PROSE, "2. Skola", PROSE),
    # A year or an amount that begins a line.
    ("2. 500 kr per barn", "10.5 Procent av alla"),
]


@pytest.mark.parametrize("blocks", NO_GOALS)
def test_prose_is_no_goal(blocks: tuple[str, ...]) -> None:
    found = plan("Enhetsmål: Vi leker", PROSE, *blocks, PROSE)
    assert titles(found) == ["Vi leker"]


FRONT = "Verksamhetsplan 2022\n\nEnheten Solen"
CONTENTS = (
    "Innehållsförteckning\n"
    "Inledning\t3\n"
    "KF:s inriktningsmål: 1. Ett Stockholm\t4\n"
    "KF:s mål för verksamhetsområdet: 1.1 Alla barn i hela staden ska ha\n"
    "lika goda villkor\t5\n"
    "Övrigt\t9\n"
    "Systematiskt kvalitetsarbete\t9"
)


# Headings of the contents are no goals; what they announce and the body lacks is a finding.
def test_contents_are_no_goals() -> None:
    body = ("Inledning", PROSE, "KF:s inriktningsmål: 1. Ett Stockholm")
    found = plan(
        FRONT, CONTENTS, *body, "KF:s mål för verksamhetsområdet: 1.1 Alla barn i hela staden ska ha lika goda villkor"
    )
    assert [code for _, code, _, _ in goals(found)] == ["1", "1.1"]
    assert "toc_goal_missing_in_body" not in codes(found)
    found = plan(FRONT, CONTENTS, *body)
    assert [code for _, code, _, _ in goals(found)] == ["1"]
    assert codes(found).count("toc_goal_missing_in_body") == 1


# The contents know a title that the body wraps, whether its entry has a label or, as about 2017, only a number.
def test_titles_that_end_in_a_year() -> None:
    entries = (
        "Innehållsförteckning\nSammanfattning\t2\n1. Ett Stockholm som håller samman\t3\n"
        "1.1 Staden ger av sig lika lite växthusgaser som år 2015\t4\nNämndmål: Trygga barn\t4\nÖvrigt\t5"
    )
    body = (
        "Sammanfattning",
        PROSE,
        "1. Ett Stockholm som håller samman",
        "1.1 Staden ger av sig lika lite växthusgaser som år\n2015",
        "Nämndmål: Trygga barn",
        PROSE,
        "Övrigt",
    )
    assert titles(plan(entries, *body))[1] == "Staden ger av sig lika lite växthusgaser som år 2015"


# Contents that a vision model prints as a table announce the same, and end where the table does.
def test_contents_between_bars() -> None:
    contents = "## Innehåll\n\n| | |\n|---|---|\n" + "\n".join(
        f"| {title} | {page} |"
        for page, title in enumerate(("Inledning", "KF:s inriktningsmål: 1. Ett Stockholm", "Övrigt", "Bilagor"), 3)
    )
    table = "| Indikator | Årsmål | Periodicitet |\n|---|---|---|\n| Andel nöjda | 84 % | År |"
    found = plan(FRONT, contents, "## Inledning", PROSE, "## KF:s inriktningsmål: 1. Ett Stockholm", table)
    assert (goals(found), len(found.indicators)) == ([("kf_inriktningsmal", "1", "Ett Stockholm", None)], 1)
    assert "toc_goal_missing_in_body" not in codes(found)


# A chapter of the contents' tail closes the chain; the same words under a goal that others follow do not.
def test_a_chapter_closes_the_chain() -> None:
    found = plan(
        FRONT, CONTENTS, "Inledning", PROSE, "KF:s inriktningsmål: 1. Ett Stockholm",
        "KF:s mål för verksamhetsområdet: 1.1 Alla barn i hela staden ska ha lika goda villkor",
        "Nämndmål: Trygga barn", "Systematiskt kvalitetsarbete", PROSE, "Enhetsmål: Vi leker", PROSE,
        "Övrigt", "Systematiskt kvalitetsarbete", PROSE,
    )  # fmt: skip
    places = [(heading, goal) for goal, _, heading, _ in sections(found)]
    assert places == [
        ("Inledning", None), ("Systematiskt kvalitetsarbete", 2), (None, 3), ("Övrigt", None),
        ("Systematiskt kvalitetsarbete", None),
    ]  # fmt: skip


# Without contents, a closing chapter closes at once, and a tail chapter behind the last goal.
@pytest.mark.parametrize(
    ("blocks", "goal"),
    [
        (("Redovisning av ekonomi", PROSE), None),
        (("Uppföljning av ekonomi", PROSE), None),
        (("Övrigt", PROSE), None),
        (("Särskilda redovisningar", PROSE), None),
        (("Lokaler och utemiljö", PROSE), 0),
        (("Övrigt", PROSE, "Enhetsmål: Vi lär"), 0),
    ],
)
def test_chapters_without_contents(blocks: tuple[str, ...], goal: int | None) -> None:
    found = plan("Enhetsmål: Vi leker", "Beskrivning", PROSE, *blocks)
    assert sections(found)[1][:1] == (goal,)


STATUSES = [
    # Under its heading, with or without the mark that stood before it.
    (("Nämndmål: A är bra", "● Uppfylls helt", PROSE), ("uppfylls_helt", "● Uppfylls helt")),
    (("Nämndmål: A är bra", "●⟦Grön⟧ Uppfylls helt", PROSE), ("uppfylls_helt", "● Uppfylls helt")),
    (("⟦Bild⟧ Nämndmål: A är bra", "●⟦Uppfylls delvis⟧", PROSE), ("uppfylls_delvis", "● Uppfylls delvis")),
    (("Nämndmål: A är bra\n Uppfylls delvis", PROSE), ("uppfylls_delvis", "Uppfylls delvis")),
    (("Nämndmål: A är bra", "Uppfylls inte", "Analys", PROSE), ("uppfylls_ej", "Uppfylls inte")),
    (("Nämndmål: A är bra", "Uppfylls ej"), ("uppfylls_ej", "Uppfylls ej")),
    # Behind a label; in the words of a forecast.
    (("Nämndmål: A är bra", "Måluppfyllelse: Uppnås delvis"), ("uppfylls_delvis", "Måluppfyllelse: Uppnås delvis")),
    (("Nämndmål: A är bra", "Kommer att uppfyllas helt"), ("uppfylls_helt", "Kommer att uppfyllas helt")),
    # A sentence is none.
    (("Nämndmål: A är bra", "Målet uppfylls helt i år."), (None, None)),
    # The first one counts; another belongs to the prose.
    (("Nämndmål: A är bra", "Uppfylls helt", PROSE, "Uppfylls delvis", PROSE), ("uppfylls_helt", "Uppfylls helt")),
]


@pytest.mark.parametrize(("blocks", "expected"), STATUSES)
def test_statuses(blocks: tuple[str, ...], expected: tuple[str | None, str | None]) -> None:
    (goal,) = plan(*blocks).goals
    assert (goal.status, goal.status_text) == expected


# A status is its own goal's: the one opened last.
def test_each_goal_has_its_own_status() -> None:
    found = plan(
        "KF:s inriktningsmål: 1. Ett",
        "Uppfylls helt",
        "Nämndmål: A är bra",
        PROSE,
        "Enhetsmål: B är bra",
        "Uppfylls ej",
    )
    assert [goal.status for goal in found.goals] == ["uppfylls_helt", None, "uppfylls_ej"]
    assert headings(found) == [None]
