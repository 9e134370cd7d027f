"""Swedish words for tables, columns and closed values, for pages and reports.

In: a name of the dataset. Out: the word a reader knows; a name without a word is shown as it is.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

TABLES = {
    "documents": "Dokument",
    "goals": "Mål",
    "sections": "Texter",
    "indicators": "Indikatorer",
    "indicator_values": "Indikatorvärden",
    "activities": "Aktiviteter",
    "budget_lines": "Belopp i tabeller",
    "budget_statements": "Belopp i text",
    "table_cells": "Tabellceller",
    "findings": "Anmärkningar",
    "documents_overview": "Dokument med antal",
    "goal_paths": "Mål med målkedja",
    "indicators_wide": "Indikatorer med mål och utfall",
    "activities_wide": "Aktiviteter med målkedja",
    "budget_by_area": "Budget per område och år",
    "unit_budgets": "Enheternas budget per år",
    "target_outcome": "Mål mot utfall",
}
TABLE_DESCRIPTIONS = {
    "documents": "En rad per inläst fil.",
    "goals": "En rad per målrubrik i brödtexten, inte i innehållsförteckningen.",
    "sections": "Brödtexten, en rad per rubrik.",
    "indicators": "En rad per rad i en indikatortabell.",
    "indicator_values": "En rad per ifylld cell i en indikators rad.",
    "activities": "En rad per aktivitet.",
    "budget_lines": "En rad per belopp i en budget- eller utfallstabell. Kronor, med källans tecken.",
    "budget_statements": "Belopp som nämns i löpande text.",
    "table_cells": "Varje cell i varje tabell, tolkad eller ej.",
    "findings": "Vad inläsningen lade märke till.",
    "documents_overview": "En rad per dokument med antal mål, indikatorer, aktiviteter, belopp och anmärkningar.",
    "goal_paths": "Varje mål med hela målkedjan: inriktningsmål, KF:s mål, nämndmål, enhetsmål.",
    "indicators_wide": "En rad per indikator med årsmål, KF:s årsmål, utfall och enhet.",
    "activities_wide": "Aktiviteter med datum, status och målkedja.",
    "unit_budgets": "Summorna i varje enhets egen budgettabell. Enheternas tabeller nämner inget område. Kronor, med källans tecken.",
    "budget_by_area": "Nämndernas belopp per verksamhetsområde och år. Kronor, med källans tecken.",
    "target_outcome": "Planens mål ställt mot rapportens utfall för samma indikator, år och organisation.",
}
COLUMNS = {
    "activity_id": "Aktivitet (id)",
    "amount_ore": "Belopp (öre)",
    "amount_sek": "Belopp (kr)",
    "amount_text": "Belopp i texten",
    "analysis": "Analys",
    "approximate": "Ungefärligt",
    "area": "Område",
    "arsmal": "Årsmål",
    "arsmal_text": "Årsmål i tryck",
    "bbox": "Ruta på sidan",
    "budget_line_id": "Belopp (id)",
    "case_officer": "Handläggare",
    "city_target_text": "KF:s årsmål",
    "code": "Nummer",
    "column_label": "Kolumn",
    "committee": "Nämnd",
    "comparator": "Jämförelse",
    "delegated": "Tas fram av nämnd",
    "description": "Aktivitet",
    "deviation": "Avvikelse",
    "diary_number": "Diarienummer",
    "difference": "Skillnad",
    "direction": "Riktning",
    "direction_source": "Riktningen ur",
    "document_date": "Dokumentets datum",
    "document_id": "Dokument",
    "document_type": "Dokumenttyp",
    "end_date": "Slutdatum",
    "enhetsmal": "Enhetsmål",
    "errors": "Fel",
    "goal_id": "Mål",
    "goals": "Mål",
    "heading": "Rubrik",
    "indicator_id": "Indikator",
    "indicators": "Indikatorer",
    "activities": "Aktiviteter",
    "budget_lines": "Belopp",
    "infos": "Upplysningar",
    "inriktningsmal": "Inriktningsmål",
    "is_header": "Tabellhuvud",
    "kf_arsmal": "KF:s årsmål",
    "kf_arsmal_text": "KF:s årsmål i tryck",
    "kf_mal": "KF:s mål för verksamhetsområdet",
    "kind": "Slag",
    "label": "Rad",
    "level": "Målnivå",
    "line": "Slag av belopp",
    "line_first": "Från rad",
    "line_kind": "Radtyp",
    "line_last": "Till rad",
    "measure": "Mått",
    "media_type": "Filtyp",
    "meeting_date": "Sammanträde",
    "message": "Anmärkning",
    "name": "Indikator",
    "namndmal": "Nämndmål",
    "ordinal": "Ordning",
    "organisation": "Organisation",
    "organisation_level": "Nivå",
    "outcome": "Utfall",
    "outcome_text": "Utfall i tryck",
    "overview": "Översiktstabell",
    "page_count": "Sidor",
    "page_first": "Från sida",
    "page_last": "Till sida",
    "parent_goal_id": "Under målet",
    "parent_label": "Grupp",
    "part_of": "Del av",
    "path": "Målkedja",
    "period": "Period",
    "period_text": "Period i tryck",
    "periodicity": "Periodicitet",
    "prognos": "Prognos",
    "result": "Resultat",
    "row": "Rad",
    "row_id": "Rad (id)",
    "row_ordinal": "Rad i tabellen",
    "section": "Rubrik",
    "section_id": "Text (id)",
    "sentence": "Mening",
    "severity": "Allvar",
    "size_bytes": "Storlek (byte)",
    "source_path": "Fil",
    "start_date": "Startdatum",
    "statement_id": "Belopp (id)",
    "status": "Status",
    "status_text": "Status i tryck",
    "table_kind": "Slag av tabell",
    "table_name": "Tabell",
    "table_ordinal": "Tabell nr",
    "target": "Mål",
    "target_source": "Målet står i",
    "target_text": "Mål i tryck",
    "text": "Text",
    "text_source": "Textens källa",
    "title": "Titel",
    "unit": "Enhet",
    "unit_text": "Enhet",
    "utfall": "Utfall",
    "utfall_foregaende": "Föregående utfall",
    "utfall_kvinnor": "Utfall kvinnor",
    "utfall_man": "Utfall män",
    "utfall_text": "Utfall i tryck",
    "value": "Värde",
    "value_text": "I tryck",
    "value_year": "Avser år",
    "warnings": "Varningar",
    "year": "År",
    "year_source": "Årets källa",
}
VALUES = {
    "activities": "aktiviteter",
    "ar": "år",
    "arsmal": "årsmål",
    "arbetssatt": "arbetssätt",
    "assumed": "antagen",
    "avvikelse": "avvikelse",
    "city": "KF:s årsmål",
    "decrease": "minska",
    "ej_genomford": "ej genomförd",
    "ej_uppnatt": "ej uppnått",
    "enhet": "enhet",
    "enhetsmal": "enhetsmål",
    "eq": "lika med",
    "error": "fel",
    "forvantat_resultat": "förväntat resultat",
    "genomford": "genomförd",
    "halvar": "halvår",
    "higher": "högre är bättre",
    "lower": "lägre är bättre",
    "within": "inom målet",
    "increase": "öka",
    "info": "upplysning",
    "intakter": "intäkter",
    "item": "post",
    "kf_arsmal": "KF:s årsmål",
    "kf_inriktningsmal": "inriktningsmål",
    "kf_mal": "KF:s mål för verksamhetsområdet",
    "max": "högst",
    "name": "indikatorns namn",
    "report": "rapporten",
    "min": "minst",
    "manad": "månad",
    "namnd": "nämnd",
    "namndmal": "nämndmål",
    "of_which": "varav",
    "okand": "okänd",
    "ovrig": "övrig",
    "ovrigt": "övrigt",
    "pagar": "pågår",
    "plusminus": "plus/minus",
    "resursanvandning": "resursanvändning",
    "subtotal": "delsumma",
    "target": "målet",
    "total": "summa",
    "uppfoljning": "uppföljning",
    "uppfylls_delvis": "uppfylls delvis",
    "uppfylls_ej": "uppfylls ej",
    "uppfylls_helt": "uppfylls helt",
    "uppnatt": "uppnått",
    "utfall_foregaende": "föregående utfall",
    "utfall_kvinnor": "utfall kvinnor",
    "utfall_man": "utfall män",
    "verksamhetsberattelse": "verksamhetsberättelse",
    "warning": "varning",
}
FINDINGS = {
    "ambiguous_column": "Kolumnerna kan inte skiljas åt",
    "budget_sum_mismatch": "Raderna summerar inte till den tryckta summan",
    "dates_out_of_order": "Slutdatum före startdatum",
    "document_type_inferred": "Dokumenttypen är sluten ur innehållet",
    "duplicate_document": "Samma fil fanns två gånger",
    "evidence_disagrees": "Två sätt att läsa sidan gav olika svar",
    "organisation_inferred": "Organisationen är sluten ur innehållet",
    "repaired": "Filen var skadad och har lagats",
    "toc_goal_missing_in_body": "Mål i innehållsförteckningen saknas i texten",
    "unclassified_text": "Text som inte kunde placeras",
    "unknown_column": "Okänd kolumn i en tabell",
    "unit_missing": "Enheten framgår inte",
    "unknown_mark": "Okänt märke",
    "unparsed_date": "Datum som inte kunde tolkas",
    "unparsed_value": "Värde som inte kunde tolkas",
    "year_inferred": "Året är slutet ur innehållet",
    "year_unknown": "Året framgår inte",
}
REASONS = {
    "empty": "tom fil",
    "not_a_plan": "ingen plan eller rapport",
    "needs_ocr": "skannad, behöver textigenkänning",
    "encrypted": "låst med lösenord",
    "damaged": "skadad",
    "unsupported": "filtypen stöds inte",
    "unreadable": "kunde inte öppnas",
    "too_large": "för stor",
    "timeout": "tog för lång tid",
    "memory": "krävde för mycket minne",
    "crash": "avbröts av ett fel",
    "duplicate": "dubblett",
}
CODED = frozenset(
    (
        "comparator", "direction", "direction_source", "document_type", "kind", "level", "line", "line_kind", "measure",
        "media_type", "organisation_level", "periodicity", "result", "severity", "status", "table_kind", "target_source",
        "text_source",
    )
)  # fmt: skip
"""Columns whose values are codes that have a word."""
MINUS = "−"
SPACE = "\u00a0"


def column(name: str) -> str:
    """The word for a column."""
    return COLUMNS.get(name, name)


def table(name: str) -> str:
    """The word for a table or view."""
    return TABLES.get(name, name)


def word(value: object) -> str:
    """The word for a closed value; nothing for null."""
    return "" if value is None else VALUES.get(str(value), str(value))


def finding(code: str) -> str:
    """What a finding's code means."""
    return FINDINGS.get(code, code)


def kronor(amount: float | Decimal | None) -> str:
    """An amount in Swedish: `858 600 000`, `−12,50`; nothing for null."""
    if amount is None:
        return ""
    exact = Decimal(str(amount))
    whole = exact == exact.to_integral_value()
    text = f"{abs(exact):,.{0 if whole else 2}f}"
    text = text.replace(",", SPACE).replace(".", ",")
    return (MINUS if exact < 0 else "") + text


def number(value: float | None) -> str:
    """A number in Swedish, without an exponent and without trailing zeros."""
    return "" if value is None else f"{value:.10g}".replace(".", ",").replace("-", MINUS)


def count(value: int) -> str:
    """A count in Swedish: `12 345`."""
    return f"{value:,}".replace(",", SPACE)


def days(start: str | date | None, end: str | date | None) -> str:
    """A span of days: `2022-01-01–2022-12-31`, with what is missing left out."""
    return "–".join(str(day) for day in (start, end) if day) if start or end else "utan datum"
