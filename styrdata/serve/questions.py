"""The usual questions, each as one SELECT that can be run from the browser.

In: nothing. Out: QUESTIONS, for Datasette's canned queries: Swedish titles, SQL over the SQLite database with named
parameters. An empty parameter means all.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its SQL; `parameters` are named as the page labels them."""

    name: str
    title: str
    description: str
    sql: str
    defaults: tuple[tuple[str, str], ...] = ()


YEAR = "(:ar = '' OR year = CAST(:ar AS INTEGER))"
ORGANISATION = "(:organisation = '' OR organisation LIKE '%' || :organisation || '%')"

QUESTIONS = (
    Question(
        "namndmal-om",
        "Vilka nämndmål nämner ett ord, och vilka enhetsmål hänger under dem?",
        "Ordet söks i nämndmålets titel. Enhetsmål under målet står i egna rader.",
        f"""SELECT year, organisation, namndmal, enhetsmal, goal_id, document_id, page_first, line_first
FROM goal_paths
WHERE level IN ('namndmal', 'enhetsmal') AND namndmal LIKE '%' || :ord || '%' AND {YEAR}
ORDER BY namndmal, level DESC, organisation, year LIMIT 1000""",
        (("ord", "klimat"), ("ar", "")),
    ),
    Question(
        "missade-mal",
        "Vilka indikatorer nådde inte sitt mål?",
        "Planens mål, eller rapportens där planen saknas, mot utfallet. Om lägre är bättre står i Riktning.",
        f"""SELECT year, period, organisation, name, target_text, outcome_text, difference, direction, direction_source,
    document_id, indicator_id, page_first, line_first
FROM target_outcome
WHERE result = 'ej_uppnatt' AND {YEAR} AND {ORGANISATION}
ORDER BY year, organisation, name LIMIT 1000""",
        (("ar", ""), ("organisation", "")),
    ),
    Question(
        "omrade-over-aren",
        "Hur har ett områdes budget ändrats över åren?",
        "Nettobelopp ur nämndernas översiktstabeller, med sidan där varje belopp står.",
        f"""SELECT value_year, organisation, area, column_label, measure, amount_sek, document_id, budget_line_id,
    page_first, line_first
FROM budget_by_area
WHERE overview AND line = 'netto' AND area LIKE '%' || :omrade || '%' AND {ORGANISATION}
ORDER BY organisation, area, value_year, column_label LIMIT 1000""",
        (("omrade", "Förskola"), ("organisation", "")),
    ),
    Question(
        "slutar-fore",
        "Vilka aktiviteter slutar före ett datum?",
        "Datum skrivs 2022-06-21.",
        f"""SELECT year, organisation, description, start_date, end_date, status, document_id, activity_id, page_first,
    line_first
FROM activities_wide
WHERE end_date < :datum AND {YEAR} AND {ORGANISATION}
ORDER BY end_date, organisation LIMIT 1000""",
        (("datum", "2022-06-21"), ("ar", ""), ("organisation", "")),
    ),
    Question(
        "pagar-den",
        "Vilka aktiviteter pågår en viss dag?",
        "Datum skrivs 2022-06-21.",
        f"""SELECT year, organisation, description, start_date, end_date, status, document_id, activity_id, page_first,
    line_first
FROM activities_wide
WHERE coalesce(start_date, end_date) IS NOT NULL AND coalesce(start_date <= :datum, 1) AND coalesce(end_date >= :datum, 1)
    AND {ORGANISATION}
ORDER BY end_date, organisation LIMIT 1000""",
        (("datum", "2022-06-21"), ("organisation", "")),
    ),
    Question(
        "att-kontrollera",
        "Vilka dokument har anmärkningar?",
        "Vad inläsningen lade märke till, allvarligast först.",
        """SELECT d.organisation, d.year, f.severity, f.code, f.message, f.document_id, f.page_first, f.line_first
FROM findings AS f JOIN documents AS d ON d.document_id = f.document_id
WHERE (:ar = '' OR d.year = CAST(:ar AS INTEGER)) AND (:organisation = '' OR d.organisation LIKE '%' || :organisation || '%')
ORDER BY f.severity = 'info', f.severity, d.organisation, d.year LIMIT 1000""",
        (("ar", ""), ("organisation", "")),
    ),
)
