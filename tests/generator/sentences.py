"""Invented prose: sentences, paragraphs and lists put together from parts, so that texts vary without end.

In: `Dice`. Out: texts and paragraphs, with the amounts said in them. Every part is written for this project. Traps are
drawn in on purpose: prose that begins like a goal's label, numbers that are no amounts, abbreviations with full stops,
compounds with a hyphen before och.
"""

from __future__ import annotations

from generator.dice import Dice
from generator.model import ItemList, Paragraph, Statement
from generator.numbers import Amount, draw_amount

SUBJECTS = (
    "Enheten",
    "Arbetsgruppen",
    "Varje arbetslag",
    "Ledningsgruppen",
    "Ombuden för måltid och hygien",
    "Planerarna",
    "Vi",
    "Förvaltningen",
    "Hela verksamheten",
    "Den nya samordnaren",
)
VERBS = (
    ("prövar", ""),
    ("skriver", " om"),
    ("bygger", " vidare på"),
    ("följer", " noga"),
    ("kartlägger", ""),
    ("förenklar", ""),
    ("delar", " med sig av"),
    ("ser", " över"),
    ("stärker", ""),
    ("fördjupar", ""),
)
"""Verb and particle, which part where the subject follows the verb."""
OBJECTS = (
    "rutinerna för överlämning mellan dag och kväll",
    "det gemensamma årshjulet",
    "sina samtal med närstående",
    "för- och eftermiddagens aktiviteter",
    "mat- och måltidsarbetet",
    "hur uppgifter fördelas i gruppen",
    "stödet till den som är ny på jobbet",
    "syn- och hörselronderna",
    "de digitala låsen och larmen",
    "lokalernas ljus, ljud och luft",
    "egenkontrollerna av brandskydd och livsmedel",
    "introduktionen av vikarier",
)
COMPANY = (
    "tillsammans med de boende",
    "i dialog med föreningslivet",
    "med stöd av en extern handledare",
    "ihop med grannenheterna",
    "i nära samarbete med vårdcentralen",
    "genom korta möten varje måndag",
    "utan att det tar tid från brukarna",
    "enligt den modell som togs fram i fjol",
)
PURPOSES = (
    "så att vardagen blir mer förutsägbar",
    "för att fler ska våga fråga",
    "vilket gör det lättare att jämföra månad för månad",
    "med målet att ingen ska behöva vänta längre än två dagar",
    "så att resurserna räcker året ut",
    "för att barn och vuxna ska känna igen sig",
    "och redovisar resultatet på arbetsplatsträffen",
    "för att minska både spill och stress",
)
WHENS = ("Under våren", "Efter sommaren", "I början av året", "Från och med mars", "Varje kvartal", "Vid årets slut")
PLAIN = (
    "Det finns 14 platser, varav tre är för korttidsvistelse.",
    "Öppettiderna är kl. 07.30-16.15 på vardagar.",
    "Andelen nöjda var 81 % i fjol, en ökning med 2,5 procentenheter.",
    "Omkring 4 000 invånare berörs, bl.a. i kvarteren närmast sjön.",
    "Gruppen träffas 2 ggr/månad, t.ex. för genomgång av avvikelser.",
    "Personalen består av 48 medarbetare, en samordnare och två biträdande chefer.",
    "Inspektionen den 12 mars gav inga anmärkningar.",
    "Metoden är hämtad från ett projekt som pågick 2007-2009 och har anpassats sedan dess.",
    "Frågan ”vad är viktigt för dig?” ställs vid varje planering.",
    "Läs mer i bilaga 2 (sidan 14).",
)
TRAPS = (
    "Nämndmålet om sällskap och stöd följs upp i samband med T2.",
    "Enhetsmålen har tagits fram av medarbetarna själva under två eftermiddagar i oktober.",
    "KF:s mål för verksamhetsområdet är utgångspunkt för hur vi lägger upp året.",
    "Åtagandet gäller alla grupper, även natt.",
    "Indikatorn följs månadsvis av chefen och tas upp på arbetsplatsträffen.",
    "Analysen bygger på intervjuer med tolv deltagare.",
    "Aktiviteten startade redan i januari men blev klar först senare.",
    "Uppföljningen visar att de nya tiderna passar de flesta.",
)
POINTS = (
    "De boende känner igen den som kommer",
    "Ingen väntar mer än två dagar på svar",
    "Maten är god, varm och serveras i lugn och ro",
    "Sjukfrånvaron är lägre än året innan",
    "Alla nyanställda har en fadder under de första sex veckorna",
    "Sopor sorteras i samtliga lokaler där det är möjligt, och matavfall vägs en vecka i månaden",
    "Kvinnor och män får likvärdigt stöd",
    "Avvikelser följs upp inom 14 dagar",
    "Unga vet vart de kan vända sig",
    "Utemiljön används varje dag",
)
SHORT = (
    "Samtal varje vecka.",
    "Medarbetarna.",
    "Genom stickprov.",
    "Enkät till närstående.",
    "Cyklar och en elbil.",
    "Månadsvis avstämning med controller.",
    "Egenkontroll enligt årshjulet.",
)
STEPS = (
    "Arbetsgruppen utser en ansvarig för varje steg",
    "Underlaget skickas ut senast en vecka före mötet",
    "Chefen sammanställer svaren och återkopplar",
    "Planen ses över efter sex månader",
)
DECISIONS = (
    "{who} godkänner förslaget till {what} och överlämnar det till kommunstyrelsen.",
    "{who} godkänner plan för inköp, bilaga 2.",
    "{who} ansöker om budgetjustering med {amount} för nya armaturer, bilaga 3.",
    "{who} begär {amount} för mötesplatser, se bilaga 4.",
)
LARGE = ("mnkr", "mnkr", "mnkr", "miljoner kronor", "tkr")
SMALL = ("kr", "kronor")
AMOUNT_SENTENCES = (
    ("Enhetens omslutning beräknas till {0} varav {1} avser löner.", LARGE),
    ("Omslutningen för året är {0}.", (*LARGE, "kr")),
    ("Budgeten uppgår till {0}, vilket är {1} mer än i fjol.", LARGE),
    ("Till upprustning av gårdar har {0} avsatts.", (*LARGE, *SMALL)),
    ("Var och en kan få högst {0} per år i bidrag till friskvård.", SMALL),
    ("Kostnaden för tomma platser blev {0} under årets första månader.", (*LARGE, *SMALL)),
    ("Av de {0} som nämnden fick ansöka om återstår {1}.", LARGE),
    ("Ett tillskott på {0} gör det möjligt att anställa två samordnare.", LARGE),
)


def sentence(dice: Dice) -> str:
    """One sentence without any amount."""
    roll = dice.number(1, 20)
    if roll <= 3:
        return dice.pick(PLAIN)
    if roll == 4:
        return dice.pick(TRAPS)
    who, (verb, particle), what = dice.pick(SUBJECTS), dice.pick(VERBS), dice.pick(OBJECTS)
    if roll <= 9:
        return f"{dice.pick(WHENS)} {verb} {who[0].lower()}{who[1:]}{particle} {what} {dice.pick(COMPANY)}."
    start = f"{who} {verb}{particle} {what}"
    if roll <= 14:
        return f"{start} {dice.pick(COMPANY)}, {dice.pick(PURPOSES)}."
    return f"{start} {dice.pick(PURPOSES)}." if roll <= 17 else f"{start}."


def amount_sentence(dice: Dice) -> tuple[str, tuple[Statement, ...]]:
    """A sentence that says one or two amounts, and what it says."""
    pattern, units = dice.pick(AMOUNT_SENTENCES)
    amounts: list[Amount] = []
    for place in range(2):
        if f"{{{place}}}" in pattern:
            amounts.append(draw_amount(dice, units))
    text = pattern.format(*(amount.printed for amount in amounts))
    said = tuple(Statement(amount.text, amount.sek, amount.approximate, text) for amount in amounts)
    return text, said


def paragraph(dice: Dice, *, low: int = 2, high: int = 5, amount: bool = False, tight: bool = False) -> Paragraph:
    """A paragraph of `low` to `high` different sentences; with `amount` one of them says an amount."""
    texts: list[str] = []
    said: tuple[Statement, ...] = ()
    for _ in range(dice.number(low, high)):
        text = sentence(dice)
        if text not in texts:
            texts.append(text)
    if amount:
        text, said = amount_sentence(dice)
        texts.insert(dice.number(0, len(texts)), text)
    return Paragraph(" ".join(texts), tight, said)


def points(dice: Dice) -> ItemList:
    """A list of two to five results; full stops after all items or after none."""
    stop = "." if dice.chance(0.6) else ""
    return ItemList(tuple(point + stop for point in dice.some(POINTS, dice.number(2, 5))))


def steps(dice: Dice) -> ItemList:
    """An ordered list of steps."""
    return ItemList(tuple(f"{step}." for step in dice.ordered(STEPS, dice.number(2, 4))), ordered=True)


def short_lines(dice: Dice) -> tuple[Paragraph, ...]:
    """Two to four very short paragraphs without space between them."""
    lines = dice.some(SHORT, dice.number(2, 4))
    return tuple(Paragraph(line, tight=place > 0) for place, line in enumerate(lines))


def decisions(dice: Dice, who: str, what: str) -> ItemList:
    """The numbered decisions before a plan's contents, with the amounts applied for."""
    items: list[str] = []
    said: list[Statement] = []
    for pattern in dice.ordered(DECISIONS, dice.number(2, 4)):
        amount = draw_amount(dice, units=("mnkr",), approximate=False)
        text = pattern.format(who=who, what=what, amount=amount.text)
        if "{amount}" in pattern:
            said.append(Statement(amount.text, amount.sek, False, text))
        items.append(text)
    return ItemList(tuple(items), ordered=True, statements=tuple(said))
