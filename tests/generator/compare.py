"""Rows that were read -> what differs from the rows that were expected.

In: a document's rows (any object with the dataset's tables as attributes) and the expected record. Out: differences, one
sentence each, none where all that the expected record is sure of came out. Text is compared without white space and
hyphens where the conversion lost them, else with white space folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from generator.expected import Record, fold

Text = Callable[[str | None], str | None]

CHECKS = ("budget_sum_mismatch", "unparsed_value", "dates_out_of_order", "toc_goal_missing_in_body", "year_inferred")
"""Findings that must be reported exactly as often as expected."""

COVER = (
    "document_type",
    "year",
    "period",
    "organisation",
    "organisation_level",
    "committee",
    "diary_number",
    "case_officer",
)


def squash(text: str | None) -> str | None:
    """A text without white space, hyphens and quotes, and without a full stop at its end."""
    if text is None:
        return None
    text = re.sub(r"[”“\"’'´`]", "", unicodedata.normalize("NFC", text).casefold().replace("\u2212", "-"))
    return re.sub(r"[\s\-–—]+", "", text).rstrip(".")


def folded(text: str | None) -> str | None:
    """A text with its white space folded."""
    return None if text is None else fold(unicodedata.normalize("NFC", text))


def differences(rows: Any, gold: Record, *, strict: bool = False) -> list[str]:
    """What is missing from the rows and what is too much in them; empty where they agree."""
    text = folded if strict else squash
    goals = {row.goal_id: row for row in rows.goals}
    title = _titles(gold, text)

    def of(row: Any) -> str | None:
        return text(goals[row.goal_id].title) if row.goal_id else None

    found = _document(rows.documents[0], gold["document"], text)
    found += _apart(
        "goal",
        [(g["level"], g["code"], text(g["title"]), title(g["parent"]), g["status"]) for g in gold["goals"]],
        [
            (
                r.level,
                r.code,
                text(r.title),
                text(goals[r.parent_goal_id].title) if r.parent_goal_id else None,
                r.status,
            )
            for r in rows.goals
        ],
    )
    found += _sections(rows, gold, text, title, of)
    found += _indicators(rows, gold, text, title, of)
    found += _apart(
        "activity",
        [
            (
                text(a["description"]),
                a["start"],
                a["end"],
                title(a["goal"]),
                a["status"],
                text(a["deviation"]),
                squash(a["analysis"]),
            )
            for a in gold["activities"]
        ],
        [
            (
                text(r.description),
                _day(r.start_date),
                _day(r.end_date),
                of(r),
                r.status,
                text(r.deviation),
                squash(r.analysis),
            )
            for r in rows.activities
        ],
    )
    found += _budgets(rows, gold, text)
    found += _apart(
        "statement",
        [
            (text(s["sentence"]), squash(s["amount_text"]), s["amount_sek"], s["approximate"])
            for s in gold["budget_statements"]
        ],
        [
            (text(re.sub(r"^\d+\. ", "", r.sentence)), squash(r.amount_text), _money(r.amount_sek), r.approximate)
            for r in rows.budget_statements
        ],
    )
    found += _tables(rows, gold)
    wanted = Counter(f["code"] for f in gold["findings_expected"])
    counted = Counter(r.code for r in rows.findings)
    found += [
        f"finding {code}: {wanted[code]} expected, {counted[code]} found"
        for code in CHECKS
        if wanted[code] != counted[code]
    ]
    return found


def _titles(gold: Record, text: Text) -> Callable[[int | None], str | None]:
    return lambda index: None if index is None else text(gold["goals"][index]["title"])


def _document(row: Any, wanted: Record, text: Text) -> list[str]:
    unsure = wanted.get("ambiguous_fields", ())
    found = []
    for name in COVER:
        seen, want = getattr(row, name), wanted[name]
        if isinstance(want, str):
            seen, want = text(seen), text(want)
        if name not in unsure and seen != want and not (want is None and name == "organisation"):
            found.append(f"document {name}: {want!r} expected, {seen!r} found")
    for name in ("document_date", "meeting_date"):
        if _day(getattr(row, name)) != wanted[name]:
            found.append(f"document {name}: {wanted[name]!r} expected, {getattr(row, name)} found")
    return found


def _sections(
    rows: Any, gold: Record, text: Text, title: Callable[[int | None], str | None], of: Callable[[Any], str | None]
) -> list[str]:
    unsure = {text(s["heading"]) for s in gold["sections"] if s.get("ambiguous")}
    wanted = [
        (title(s["goal"]), s["kind"], text(s["heading"]), _prose(s["text"]))
        for s in gold["sections"]
        if text(s["heading"]) not in unsure
    ]
    seen = [(of(r), r.kind, text(r.heading), _prose(r.text)) for r in rows.sections if text(r.heading) not in unsure]
    return _apart("section", wanted, seen)


def _prose(text: str | None) -> str | None:
    """Prose without list marks and numbers of list items."""
    return squash(re.sub(r"^(?:[-•]\s*)?(?:\d\.\s+)?", "", text, flags=re.MULTILINE)) if text else None


def _indicators(
    rows: Any, gold: Record, text: Text, title: Callable[[int | None], str | None], of: Callable[[Any], str | None]
) -> list[str]:
    names = {row.indicator_id: text(row.name) for row in rows.indicators}
    found = _apart(
        "indicator",
        [
            (text(i["name"]), title(i["goal"]), i["periodicity"], text(i["period_text"]), squash(i["analysis"]))
            for i in gold["indicators"]
        ],
        [(text(r.name), of(r), r.periodicity, text(r.period_text), squash(r.analysis)) for r in rows.indicators],
    )
    values = [(i, value) for i in gold["indicators"] for value in i["values"]]
    loose = {(text(i["name"]), squash(v["value_text"])) for i, v in values if v.get("measure_ambiguous")}

    def key(name: str | None, measure: str | None, year: int | None, value: str, *rest: object) -> tuple[object, ...]:
        unsure = (name, squash(value)) in loose
        return (name, "*" if unsure else measure, "*" if unsure else year, squash(value), *rest)

    return found + _apart(
        "value",
        [
            key(
                text(i["name"]),
                v["measure"],
                v["year"],
                v["value_text"],
                v["value"],
                squash(v["unit"]),
                v["comparator"],
                v["delegated"],
            )
            for i, v in values
        ],
        [
            key(
                names[r.indicator_id],
                r.measure,
                r.value_year,
                r.value_text,
                r.value,
                squash(r.unit),
                r.comparator,
                r.delegated,
            )
            for r in rows.indicator_values
        ],
    )


def _budgets(rows: Any, gold: Record, text: Text) -> list[str]:
    unsure = {text(b["label"]) for b in gold["budget_lines"] if b.get("ambiguous")}
    summed = ("subtotal", "total")

    def line(label: str | None, parent: str | None, kind: str, *rest: object) -> tuple[object, ...]:
        return (label, None if kind in summed else parent, kind, *rest)

    return _apart(
        "budget line",
        [
            line(
                text(b["label"]),
                text(b["parent_label"]),
                b["line_kind"],
                squash(b["section"]),
                b["measure"],
                b["year"],
                b["amount_sek"],
            )
            for b in gold["budget_lines"]
            if text(b["label"]) not in unsure
        ],
        [
            line(
                text(r.label),
                text(r.parent_label),
                r.line_kind,
                squash(r.section),
                r.measure,
                r.value_year,
                _money(r.amount_sek),
            )
            for r in rows.budget_lines
            if text(r.label) not in unsure
        ],
    )


def _tables(rows: Any, gold: Record) -> list[str]:
    """Kinds of all tables in order, and the text of those that are kept as cells; nothing where none are expected."""
    if not gold["tables"]:
        return []
    texts: dict[int, tuple[str, list[str]]] = {}
    for cell in sorted(rows.table_cells, key=lambda cell: (cell.table_ordinal, cell.row, cell.column)):
        kind, parts = texts.setdefault(cell.table_ordinal, (str(cell.table_kind), []))
        if cell.text and not cell.is_header and kind == "ovrig":
            parts.append(cell.text)
    seen = [(kind, squash(" ".join(parts)) or None) for kind, parts in texts.values()]
    wanted = [(table["kind"], squash(table.get("text"))) for table in gold["tables"]]
    found = _apart("table", wanted, seen)
    if not found and wanted != seen:
        found.append("table order: the tables do not stand in the document's order")
    return found


def _apart(name: str, wanted: Iterable[tuple[object, ...]], seen: Iterable[tuple[object, ...]]) -> list[str]:
    want, have = Counter(wanted), Counter(seen)
    missed = [f"{name} missed: {entry}" for entry in (want - have).elements()]
    return missed + [f"{name} extra: {entry}" for entry in (have - want).elements()]


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def _money(amount: Any) -> str | None:
    return None if amount is None else f"{amount:.2f}"
