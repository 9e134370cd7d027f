"""The stock of invented names and titles: committees, units, persons, goals.

In: nothing. Out: tuples of texts. No committee, unit, person, street or number here exists; goal titles are written for
this project, with the traps real ones have (a full stop or none, hyphens, dashes, numbers, an "I" after the code).
"""

from __future__ import annotations

COMMITTEES = (
    "Björkdalens stadsdelsnämnd",
    "Norrvik-Lillsjöns stadsdelsnämnd",
    "Ekbacken-Åsbrinkens stadsdelsnämnd",
    "Älgkärrets stadsdelsnämnd",
    "Solhöjdens stadsdelsnämnd",
    "Västerskogens stadsdelsnämnd",
)

UNITS = (
    ("Björkdalens hemtjänst", "hemtjanst-bjorkdalen"),
    ("Norrvik-Lillsjöns hemtjänst", "hemtjanst-norrvik"),
    ("Lillsjöns förskolor", "forskolor-lillsjon"),
    ("Solhöjdens dagliga verksamhet", "daglig-verksamhet-solhojden"),
    ("Kvarnängens vård- och omsorgsboende", "vardboende-kvarnangen"),
    ("Beställarenheten vuxna", "bestallarenheten-vuxna"),
    ("Enheten för ungdomsstöd", "enheten-ungdomsstod"),
    ("Åsbrinkens grupp- och servicebostäder", "gruppbostader-asbrinken"),
    ("Ekbackens öppna förskola", "oppna-forskolan-ekbacken"),
    ("Medborgarkontoret Ömossen", "medborgarkontoret-omossen"),
)

OFFICERS = (
    "Asta Kvarnlund",
    "Birger Sandelöv",
    "Cecilia Åhmossa",
    "Dag Ripvinge",
    "Ester-Marie Tallöga",
    "Folke Österbackman",
    "Gunvor Lindskär",
    "IngaBritt Stensprång",
)

DEPARTMENTS = ("Avdelningen för äldre", "Avdelningen för förskola", "Social omsorg", "Staben för verksamhetsstöd")

STREETS = ("Exempelgatan 31", "Provvägen 4 B", "Mallstigen 250", "Påhittade torget 1-3")

INRIKTNINGSMAL = (
    "En nära stad där alla kan växa och höra till",
    "Ett Exempelköping som delar lika och håller ihop genom hela livet",
    "En grön och stillsam stad som hushåller med vatten, mark och energi",
    "En klok stad med ordning på pengarna och öppna dörrar",
    "Staden mellan sjöarna – en plats att stanna på",
    "En levande stad med plats för idéer, arbete och företag",
)

KF_MAL = (
    "Barn och unga får lära, leka och vila i trygga sammanhang",
    "I Exempelköping har alla nära till grönska, torg och mötesplatser",
    "Vägen från förskola till första jobbet är kort och utan onödiga trösklar",
    "Äldre bestämmer själva över sin vardag - med stöd när det behövs och lugn när det inte gör det",
    "Staden släpper ut hälften så mycket år 2030 som år 2015",
    "Inköp, lokaler och personal används så att varje krona gör nytta där den behövs som mest",
    "Den som arbetar i staden har goda villkor och en chef som är nära",
    "I Exempelköping är det lätt att cykla, gå och åka tillsammans",
    "Kultur- och fritidsutbudet når alla delar av staden, även på kvällar och helger",
    "Stöd till personer med funktionsnedsättning ges tidigt, samlat och med respekt för den enskildes egna val i stort och smått",
    "Beredskapen är god inför det som är svårt att förutse",
    "Besökare, föreningar och företag möter en stad som svarar snabbt och begripligt på frågor, ansökningar och förslag",
)

NAMNDMAL = (
    "Invånarna i stadsdelen har nära till stöd, råd och sällskap",
    "Barnen i nämndens förskolor möter vuxna som har tid att lyssna",
    "Äldre känner igen dem som kommer hem till dem",
    "Nämndens verksamheter köper, lagar och slänger mindre än förut",
    "Nämnden håller sin budget och vet varför",
    "Medarbetarna stannar, trivs och lär av varandra",
    "Parker, lekplatser och gångvägar är hela, ljusa och tillgängliga för alla, oavsett ålder, årstid och rörelseförmåga",
    "Unga har någonstans att vara efter skolan och någon att vända sig till",
    "Nämndens för- och grundskolenära stöd når familjer innan problemen blir stora",
    "Klimatavtrycket halveras i allt som köps, körs och kastas, utan att någon får det sämre",
    "Nämnden är redo när något oväntat händer.",
)

ENHETSMAL = (
    "Vi ger varje person en kontakt som känner till hans eller hennes vanor och önskemål.",
    "Enheten bedriver sin verksamhet inom beslutad ram",
    "Hos oss är det gott att arbeta och lätt att säga till när något brister.",
    "Måltiderna är dagens höjdpunkt, för både öga, mage och samtal",
    "Vi sorterar, lagar och delar så att inget kastas i onödan",
    "Deltagarna planerar sin vecka själva med stöd av bilder, samtal och en fast punkt att utgå från varje morgon.",
    "Närstående får svar inom två dagar.",
    "Barnens tankar syns i hur vi ordnar rum, tid och material",
    "Enheten har övat på strömavbrott, vattenbrist och snöstorm",
)

AREAS = (
    ("Nämnd och administration", ()),
    ("Individ- och familjestöd", ("varav barn och unga", "varav vuxna", "varav stöd i boendet")),
    ("Mottagande av nyanlända", ()),
    ("Parker och gatuträd", ("varav avskrivningar", "varav internränta")),
    ("Förskola", ()),
    ("Äldreomsorg", ()),
    ("Stöd och service vid funktionsnedsättning", ("varav barn 0-12 år",)),
    ("Barn, kultur och fritid", ()),
    ("Arbetsmarknadsinsatser", ()),
    ("Ekonomiskt stöd", ("varav handläggning",)),
    ("Övrig verksamhet", ()),
)

INTRO_HEADINGS = (
    "Vårt uppdrag",
    "Verksamhetsidé och värdegrund",
    "Verksamhetsbeskrivning",
    "Så är vi organiserade",
    "Kvalitets- och utvecklingsarbete",
    "Kompetensutveckling",
    "Medarbetarnas delaktighet",
    "Lokaler och utemiljö",
    "Agenda 2030",
)

SUB_HEADINGS = (
    "Mötet med den enskilde",
    "Mat, dryck och sällskap",
    "Barn 1-3 år",
    "Uppsökande och förebyggande arbete",
    "Rum, ljus och ljud",
    "Samverkan med vårdgrannar",
    "Ledarskap och medarbetarskap",
    "Välfärdsteknik",
)

ANNEXES = (
    "Bilaga 1: Risker och kontroller under året",
    "Bilaga 2 Plan för inköp",
    "Bilaga 3. Kompetensplan för enhetens yrkesgrupper",
    "Bilaga 4 Ersättningsnivåer för intäktsfinansierade verksamheter samt förteckning över resultatenheter och deras fonder",
)
