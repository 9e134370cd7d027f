"""Header texts of the planning system's tables: what leads the word finder to a table's columns.

Frozen data, one string a header as printed, lower case. Texts that a year or a month follows are listed without it.
This is Stockholm's vocabulary; another city's headers are added here.
"""

from __future__ import annotations

FIRST_HEADERS: frozenset[str] = frozenset(
    {
        "indikator",
        "indikatorer",
        "aktivitet",
        "aktiviteter",
        "nämndens aktiviteter",
        "enhetens aktiviteter",
        "uppdrag",
        "direktiv",
        "åtgärd",
        "beloppen anges i kr",
        "beloppen anges i mnkr",
        "beloppen anges i tkr",
        "belopp i kr",
        "belopp i tkr",
        "belopp i mnkr",
        "mnkr",
        "tkr",
        "kr",
        "omslutningsförändring",
        "omslutningsförändring (mnkr)",
        "omslutningsförändringar",
        "omslutningsförändringar (mnkr)",
        "budgetpost",
        "verksamhetsområde",
        "verksamhet",
        "process",
        "synpunkter och klagomål",
        "synpunkter",
        "mått",
        "nyckeltal",
        "post",
        "projekt",
        "uppdelning",
        "namn",
        "målgrupp",
        "risk",
    }
)
"""Headers of a table's first column."""

OTHER_HEADERS: frozenset[str] = frozenset(
    {
        "årsmål",
        "kf:s årsmål",
        "kf:s årsmål år",
        "periodicitet",
        "period",
        "periodens utfall",
        "utfall",
        "utfall män/pojkar",
        "utfall kvinnor/flickor",
        "utfall män",
        "utfall kvinnor",
        "utfall helår",
        "utfall vb",
        "utfall vp",
        "prognos",
        "prognos helår",
        "prognos vb",
        "måluppfyllelse",
        "startdatum",
        "slutdatum",
        "start",
        "slut",
        "avvikelse",
        "awikelse",
        "status",
        "ansvarig",
        "kommentar",
        "analys",
        "budget",
        "utfall i bokslut",
        "bokslut",
        "vp",
        "beräknad slutlig budget",
        "prognostiserat utfall",
        "slutlig budget",
        "kostnader",
        "intäkter",
        "netto",
        "antal",
        "andel",
        "förändring",
        "differens",
        "typ",
        "kategori",
        "inkomna",
        "besvarade",
        "målvärde",
        "måltal",
        "sannolikhet",
        "konsekvens",
        "riskvärde",
        "klagomål/synpunkter/kategorier",
        "totalt ack. utfall",
        "ack. utfall",
        "åtgärder",
        "datum",
        "beräknadslutlig budget",
    }
)
"""Headers of the columns behind the first."""

TRAILERS: frozenset[str] = frozenset(
    {"jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec", "(okt)", "(aug)", "(apr)"}
)
"""What may follow a header besides a year."""
