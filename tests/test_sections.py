"""Prose: what is a heading and what is a sentence, where a paragraph ends, and what a page break tears apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import codes, headings, plan, sections

PROSE = "Vi arbetar tillsammans för att alla ska trivas."
MORE = "Det gör vi varje dag i alla grupper."

KINDS = [
    ("Beskrivning", "beskrivning"),
    ("Förväntat resultat", "forvantat_resultat"),
    ("Arbetssätt", "arbetssatt"),
    # The archive's own spelling.
    ("Arbetsätt", "arbetssatt"),
    ("Resursanvändning", "resursanvandning"),
    ("Uppföljning", "uppfoljning"),
    ("Utveckling", "utveckling"),
    ("Analys", "analys"),
    # Misread letters; bold.
    ("Forväntat resuItat", "forvantat_resultat"),
    ("**Arbetssätt**", "arbetssatt"),
    ("## Uppföljning", "uppfoljning"),
    # The author's own.
    ("Mat, dryck och sällskap", "ovrigt"),
    ("Så är vi organiserade", "ovrigt"),
    ("Vad gör vi?", "ovrigt"),
]


@pytest.mark.parametrize(("heading", "kind"), KINDS)
def test_kinds(heading: str, kind: str) -> None:
    found = plan("Nämndmål: Trygga barn", heading, PROSE, "Utveckling", MORE)
    assert [(goal, each) for goal, each, _, _ in sections(found)] == [(0, kind), (0, "utveckling")]
    assert sections(found)[0][3] == PROSE


# Lines that stand alone between paragraphs and are no headings, by their words or by what stands around them.
NOT_HEADINGS = [
    # A sentence, with or without its dot.
    (PROSE,),
    ("Alla barn har rätt till en god och trygg förskola",),
    ("Verksamheten bedrivs i nya lokaler sedan i våras",),
    # It goes on: in lower case, after a comma, after a word that no sentence ends with.
    ("Enheten samarbetar med Farsta, Hökarängen", "och Fagersjö under året."),
    ("Vi samverkar med Skarpnäck,", "Bagarmossen och Kärrtorp."),
    # Items of a list without bullets under a lead-in.
    ("Detta vill vi nå under året:", "Fler trygga barn", "Fler nöjda föräldrar"),
    # A subject and its verb before a colon lead in what they say.
    ("Vi gör detta:", "Grupperna möts varje vecka och planerar det som ska göras."),
    ("Verksamheten omfattar:", "Grupperna möts varje vecka och planerar det som ska göras."),
    # A caption of a table.
    ("Belopp i tkr",),
]


@pytest.mark.parametrize("blocks", NOT_HEADINGS)
def test_prose_is_no_heading(blocks: tuple[str, ...]) -> None:
    assert headings(plan("Nämndmål: Trygga barn", "Beskrivning", PROSE, *blocks, MORE)) == ["Beskrivning"]


# Short lines under a known heading that no sentence follows are its text and no headings of nothing.
@pytest.mark.parametrize("bullet", ["", "– ", "- ", "• "])
def test_expected_results_are_no_headings(bullet: str) -> None:
    found = plan(
        "Nämndmål: A", "Förväntat resultat", f"{bullet}Barnen trivs", f"{bullet}Barnen lär sig", "Arbetssätt", PROSE
    )
    assert headings(found) == ["Förväntat resultat", "Arbetssätt"]
    glue = "\n- " if bullet else "\n\n"
    assert sections(found)[0][3] == f"{'- ' if bullet else ''}Barnen trivs{glue}Barnen lär sig"


# An appendix begins with its name alone, and is no goal's; a list of appendices is none.
def test_appendices() -> None:
    found = plan("Enhetsmål: Vi leker", "Beskrivning", PROSE, "Bilaga 1", "Statistik", MORE)
    assert [(goal, heading) for goal, _, heading, _ in sections(found)] == [
        (0, "Beskrivning"), (None, "Bilaga 1"), (None, "Statistik"),
    ]  # fmt: skip
    listed = plan("Enhetsmål: Vi leker", "Bilagor", "Bilaga 1 Plan för kontroll\nBilaga 2 Plan för inköp")
    assert headings(listed) == ["Bilagor"]


# Lines across the page are no text.
def test_rules_are_furniture() -> None:
    found = plan("Nämndmål: Trygga barn", "---", PROSE, "* * *", "___", MORE)
    assert ([text for *_, text in sections(found)], "unclassified_text" in codes(found)) == (
        [f"{PROSE}\n\n{MORE}"], False,
    )  # fmt: skip


# Headings directly above each other: the upper one has no text, and is a section all the same.
def test_headings_above_headings() -> None:
    found = plan("Övrigt", "Lokaler och utemiljö", PROSE)
    assert sections(found) == [(None, "ovrigt", "Övrigt", None), (None, "ovrigt", "Lokaler och utemiljö", PROSE)]


# Text directly under a goal has no heading of its own.
def test_text_without_heading() -> None:
    assert sections(plan("Nämndmål: A är bra", PROSE, MORE)) == [(0, "ovrigt", None, f"{PROSE}\n\n{MORE}")]


LISTS = [
    (("Under året gör vi detta:", "- läser\n- leker\n- lär"), "Under året gör vi detta:\n\n- läser\n- leker\n- lär"),
    (
        ("Under året gör vi detta:", "• läser", "• leker", MORE),
        f"Under året gör vi detta:\n\n- läser\n- leker\n\n{MORE}",
    ),
    # A bullet from a symbol font, parted by a tab.
    (("Under året gör vi detta:", "\uf0b7\tläser\n\uf0b7\tleker"), "Under året gör vi detta:\n\n- läser\n- leker"),
    # An item that a page break tears apart.
    (
        ("Under året gör vi detta:", "- läser böcker för\n\n\fbarnen\n- leker"),
        "Under året gör vi detta:\n\n- läser böcker för barnen\n- leker",
    ),
]


@pytest.mark.parametrize(("blocks", "text"), LISTS)
def test_lists(blocks: tuple[str, ...], text: str) -> None:
    assert sections(plan("Nämndmål: A är bra", "Arbetssätt", *blocks))[0][3] == text


JOINED = [
    # A page break within a sentence: lower case goes on.
    ("Vi möter varje barn med respekt och\n\när lyhörda för vad det säger.", 1),
    # A hyphenated word over the break.
    ("Vi möter varje barn i verk-\n\nsamheten med respekt.", 1),
    # So does a capital behind a word that no sentence ends with, when the line was a long one.
    ("Enheten har under hela det gångna året haft ett nära och gott samarbete med\n\nFarsta och Hökarängen.", 1),
    # After a sentence's end begins a paragraph.
    ("Vi möter varje barn med respekt.\n\nVi är lyhörda för vad det säger.", 2),
]


@pytest.mark.parametrize(("text", "paragraphs"), JOINED)
@pytest.mark.parametrize("gap", ["\n\n", "\n\f", "\n\n\f\n", "\n \n \n"])
def test_page_breaks(text: str, paragraphs: int, gap: str) -> None:
    found = plan("Nämndmål: A är bra", "Beskrivning", text.replace("\n\n", gap))
    ((*_, read),) = sections(found)
    whole = text.replace("verk-\n\nsam", "verksam")
    assert read == (whole.replace("\n\n", " ") if paragraphs == 1 else whole)


# Page numbers and running titles in the middle of a sentence are not part of it.
def test_furniture_within_a_sentence() -> None:
    pages = [f"Solens förskola\nSid {n} (4)\n\nPå {word} möter vi varje barn med respekt och\n" for n, word in
             enumerate(("sidan", "golvet", "gården"), 1)]  # fmt: skip
    text = "\f".join([*pages, "Solens förskola\nSid 4 (4)\n\när lyhörda."])
    ((*_, read),) = sections(plan(f"Nämndmål: A är bra\n\n{text}"))
    assert read is not None
    assert read.endswith("På gården möter vi varje barn med respekt och är lyhörda.")
    assert "Sid" not in read


WRAPPED = (
    "Enheten arbetar för att alla barn och unga ska ha det bra under hela sin uppväxt och att de",
    "får stöd i tid när det behövs som mest. Det gäller var de än bor och vilka de än bor med, i",
    "för- och grundskola såväl som på fritiden.",
)


# Lines that end at the page's width are one paragraph; one that ended early ends it; a heading may follow directly.
def test_wrapped_paragraphs() -> None:
    body = "\n".join((*WRAPPED, *WRAPPED, "Arbetssätt", *WRAPPED, "Vi lär", *WRAPPED))
    found = plan(f"Nämndmål:\nA är bra\nBeskrivning\n{body}")
    paragraph = " ".join(WRAPPED)
    assert sections(found) == [
        (0, "beskrivning", "Beskrivning", f"{paragraph}\n\n{paragraph}"),
        (0, "arbetssatt", "Arbetssätt", paragraph),
        (0, "ovrigt", "Vi lär", paragraph),
    ]


WORDS = st.lists(
    st.sampled_from(
        ["vi", "möter", "barn", "unga", "med", "omsorg", "glädje", "tid", "stöd", "lek", "samtal", "hjälp", "hopp"]
    ),
    min_size=8,
    max_size=60,
)


# Wherever a sentence is broken over lines or pages, it is read as one paragraph with its words in order.
@given(WORDS, st.integers(66, 90), st.integers(0, 50))
def test_any_break_is_undone(words: list[str], width: int, page: int) -> None:
    text = f"Varje dag {' '.join(words)} hela året."
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if page % len(lines):
        lines[page % len(lines)] = f"\f{lines[page % len(lines)]}"
    found = plan("Nämndmål:\nTrygga barn\n\nBeskrivning\n\n" + "\n".join((*WRAPPED, *WRAPPED, "", *lines)))
    read = sections(found)[0][3]
    assert read is not None
    assert read.split("\n\n")[-1] == text
