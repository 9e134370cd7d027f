"""A small invented archive and the dataset that an import of it gives, written together line by line.

In: a folder. Out: the folder's `archive` (two texts and a PDF) and `out` (the Parquet tables and manifest.json), so that
each row's lines, pages and boxes are where it really stands.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from normalize.rows import (
    ActivityRow,
    BudgetLineRow,
    BudgetStatementRow,
    DocumentRow,
    FindingRow,
    GoalRow,
    IndicatorRow,
    IndicatorValueRow,
    Rows,
    SectionRow,
    TableCellRow,
    Where,
)
from normalize.schema import TABLE_NAMES, rows_to_table

COMMITTEE = "Ekbackens stadsdelsnämnd"
UNIT = "Ekbackens hemtjänst"
WRITTEN_BY = "=HYPERLINK(1)"
"""A case officer's name that a spreadsheet would take for a formula."""


@dataclass
class Draft:
    """A source that is being written: its lines, and the rows that stand on them."""

    path: str
    key: str
    pdf: bool = False
    lines: list[str] = field(default_factory=list)
    goals: list[GoalRow] = field(default_factory=list)
    sections: list[SectionRow] = field(default_factory=list)
    indicators: list[IndicatorRow] = field(default_factory=list)
    values: list[IndicatorValueRow] = field(default_factory=list)
    activities: list[ActivityRow] = field(default_factory=list)
    budget: list[BudgetLineRow] = field(default_factory=list)
    statements: list[BudgetStatementRow] = field(default_factory=list)
    cells: list[TableCellRow] = field(default_factory=list)
    findings: list[FindingRow] = field(default_factory=list)
    tables: int = 0

    def write(self, text: str) -> Where:
        """Write a line; where it stands."""
        self.lines.append(text)
        number = len(self.lines)
        if not self.pdf:
            return Where(None, None, number, number)
        top = 60.0 + 18 * (number - 1)
        return Where(1, 1, number, number, (56.0, top, 540.0, top + 16))

    def goal(
        self, level: str, code: str | None, title: str, parent: str | None = None, status: str | None = None
    ) -> str:
        """Write a goal's heading; its id."""
        label = {"kf_inriktningsmal": "KF:s inriktningsmål: ", "kf_mal": "KF:s mål för verksamhetsområdet: "}.get(level)
        label = label or {"namndmal": "Nämndmål: ", "enhetsmal": "Enhetsmål: "}[level]
        where = self.write(f"{label}{code + '. ' if code else ''}{title}")
        goal_id = f"{self.key}-g{len(self.goals)}"
        text = "Uppfylls helt" if status else None
        self.goals.append(GoalRow(goal_id, self.key, len(self.goals), level, code, title, parent, status, text, where))
        return goal_id

    def section(self, goal: str | None, heading: str, kind: str, text: str) -> None:
        """Write a heading and the prose under it."""
        where = self.write(heading)
        last = self.write(text)
        span = where._replace(line_last=last.line_last)
        number = len(self.sections)
        self.sections.append(SectionRow(f"{self.key}-s{number}", self.key, goal, number, heading, kind, text, span))

    def table(self, kind: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[Where]:
        """Write a table; where each row stands."""
        places = []
        for number, row in enumerate((header, *rows)):
            where = self.write("\t".join(row))
            places.append(where)
            self.cells += [
                TableCellRow(self.key, self.tables, kind, "tabs", number, column, text or None, number == 0, where)
                for column, text in enumerate(row)
            ]
        self.tables += 1
        return places[1:]

    def indicator(
        self,
        goal: str,
        name: str,
        cells: dict[tuple[str, str], tuple[str, float | None, str | None, str | None]],
        year: int,
    ) -> None:
        """Write an indicator table of one row; cells by (measure, header)."""
        header = ("Indikator", *(label for _, label in cells), "Periodicitet")
        [where] = self.table("indikator", header, [(name, *(cell[0] for cell in cells.values()), "År")])
        number = len(self.indicators)
        indicator_id = f"{self.key}-i{number}"
        self.indicators.append(IndicatorRow(indicator_id, self.key, goal, number, name, "ar", None, None, where))
        for (measure, label), (text, value, unit, comparator) in cells.items():
            year_of = year - 1 if measure == "utfall_foregaende" else year
            self.values.append(
                IndicatorValueRow(
                    indicator_id,
                    self.key,
                    measure,
                    label,
                    text,
                    value,
                    unit,
                    comparator,
                    comparator is None,
                    year_of,
                    where,
                )
            )

    def activity(self, goal: str, what: str, start: date | None, end: date | None, status: str | None = None) -> None:
        """Write an activity table of one row."""
        [where] = self.table(
            "aktivitet", ("Aktivitet", "Startdatum", "Slutdatum"), [(what, str(start or ""), str(end or ""))]
        )
        number = len(self.activities)
        self.activities.append(
            ActivityRow(
                f"{self.key}-a{number}", self.key, goal, number, what, start, end, status, None, None, None, where
            )
        )

    def money(
        self,
        section: str,
        columns: tuple[tuple[str, str, int], ...],
        rows: tuple[tuple[str, str, tuple[str, ...]], ...],
        unit: str,
    ) -> None:
        """Write a heading and a budget table; columns are (label, measure, year), rows (kind, label, amounts)."""
        self.write(section)
        table = self.tables
        places = self.table("budget", (unit, *(c[0] for c in columns)), [(r[1], *r[2]) for r in rows])
        factor = {"kr": 1, "tkr": 1000, "mnkr": 1_000_000}[unit]
        for number, ((kind, label, amounts), where) in enumerate(zip(rows, places, strict=True), start=1):
            for (column, measure, year), text in zip(columns, amounts, strict=True):
                amount = Decimal(text.replace(" ", "").replace(",", ".")) * factor
                self.budget.append(
                    BudgetLineRow(
                        f"{self.key}-b{len(self.budget)}", self.key, table, section, number, label,
                        rows[number - 2][1] if kind == "of_which" else None, kind, column, measure, year, text, unit,
                        amount, where,
                    )
                )  # fmt: skip

    def rows(self, document: DocumentRow) -> Rows:
        """All rows of the document."""
        return Rows(
            (document,), tuple(self.goals), tuple(self.sections), tuple(self.indicators), tuple(self.values),
            tuple(self.activities), tuple(self.budget), tuple(self.statements), tuple(self.cells), tuple(self.findings),
            (("section", 800), ("goal", 100), ("unclassified", 9)),
        )  # fmt: skip

    def data(self) -> bytes:
        """The source's bytes."""
        return _lines_to_pdf(self.lines) if self.pdf else ("\n".join(self.lines) + "\n").encode()


def _lines_to_pdf(lines: list[str]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=True)
    canvas.setFont("Helvetica", 8)
    for number, text in enumerate(lines):
        canvas.drawString(60, 842 - (60 + 18 * number + 12), text.replace("\t", "    "))
    canvas.save()
    return buffer.getvalue()


def _document(draft: Draft, data: bytes, **values: object) -> DocumentRow:
    known: dict[str, object] = {
        "source_path": draft.path, "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": "pdf" if draft.pdf else "text", "text_source": "native", "size_bytes": len(data),
        "page_count": 1 if draft.pdf else None, "year_source": "title", "organisation_level": "namnd",
        "committee": COMMITTEE, "diary_number": None, "document_date": None, "meeting_date": None,
        "case_officer": None, "where": Where(None, None, 1, 1),
    }  # fmt: skip
    return DocumentRow(document_id=draft.key, **{**known, **values})  # type: ignore[arg-type]


def _committee_plan() -> tuple[Draft, bytes, dict[str, object]]:
    draft = Draft("2022/nämndens plan.txt", "aa00000000000001")
    draft.write("Verksamhetsplan 2022 för Ekbackens stadsdelsnämnd")
    top = draft.goal("kf_inriktningsmal", "2", "En hållbart växande stad")
    area = draft.goal("kf_mal", "2.5", "Staden är hållbar med en god livsmiljö", top)
    climate = draft.goal("namndmal", None, "Nämnden minskar sin klimatpåverkan", area)
    draft.section(climate, "Beskrivning", "beskrivning", "Fossila bränslen fasas ut i all klimatpåverkande verksamhet.")
    draft.indicator(
        climate,
        "Andel elbilar",
        {
            ("arsmal", "Årsmål"): ("86 %", 86.0, "%", "eq"),
            ("kf_arsmal", "KF:s årsmål"): ("Tas fram av nämnd", None, None, None),
        },
        2022,
    )
    draft.activity(climate, "Byta ut bilarna", date(2022, 1, 10), date(2022, 5, 31))
    draft.activity(climate, "Samåka till möten", date(2022, 2, 1), date(2022, 12, 31))
    culture = draft.goal("namndmal", None, "Invånarna har nära till kultur", area)
    draft.activity(culture, "Öppna biblioteket på söndagar", None, None)
    columns = (("VP 2022", "budget", 2022), ("VP 2021", "budget", 2021), ("Bokslut 2020", "utfall", 2020))
    draft.money(
        "Nämndens ekonomiska förutsättningar", columns,
        (
            ("item", "Förskola", ("858,6", "876,0", "841,0")),
            ("item", "Individ- och familjeomsorg", ("261,3", "246,6", "257,2")),
            ("of_which", "varav vuxna", ("45,0", "39,6", "48,1")),
            ("total", "Totalt", ("1 119,9", "1 122,6", "1 098,2")),
        ), "mnkr",
    )  # fmt: skip
    draft.money(
        "Förskola",
        columns,
        (
            ("item", "Kostnader", ("942,9", "957,7", "954,4")),
            ("item", "Intäkter", ("-84,3", "-81,7", "-113,4")),
            ("total", "Netto", ("858,6", "876,0", "841,0")),
        ),
        "mnkr",
    )
    where = draft.write("Nettobudgeten uppgår till cirka 1 119,9 mnkr.")
    draft.statements.append(
        BudgetStatementRow(
            f"{draft.key}-m0",
            draft.key,
            None,
            "Redovisning av ekonomi",
            "Nettobudgeten uppgår till cirka 1 119,9 mnkr.",
            "1 119,9 mnkr",
            Decimal("1119900000.00"),
            True,
            where,
        )
    )
    return (
        draft,
        draft.data(),
        {
            "title": "Verksamhetsplan 2022 för Ekbackens stadsdelsnämnd",
            "document_type": "verksamhetsplan",
            "period": "VP",
            "year": 2022,
            "organisation": COMMITTEE,
            "case_officer": WRITTEN_BY,
            "meeting_date": date(2021, 12, 16),
        },
    )


def _unit(path: str, key: str, period: str, pdf: bool) -> tuple[Draft, bytes, dict[str, object]]:
    report = period == "VB"
    draft = Draft(path, key, pdf)
    title = f"{'Verksamhetsberättelse' if report else 'Verksamhetsplan'} 2022 {UNIT}"
    draft.write(title)
    top = draft.goal("kf_inriktningsmal", "2", "En hållbart växande stad")
    area = draft.goal("kf_mal", "2.5", "Staden är hållbar med en god livsmiljö", top)
    climate = draft.goal("namndmal", None, "Nämnden minskar sin klimatpåverkan", area)
    own = draft.goal("enhetsmal", None, "Vi kör fossilfritt", climate, "uppfylls_delvis" if report else None)
    for name, target, unit, comparator, outcome, previous in (
        ("Andel fossilfria resor", ("86 %", 86.0), "%", "eq", ("81 %", 81.0), ("79 %", 79.0)),
        ("Sjukfrånvaro", ("7,5 %", 7.5), "%", "eq", ("6,9 %", 6.9), ("8 %", 8.0)),
        ("Antal praktikplatser", ("10 st", 10.0), "st", "eq", ("12 st", 12.0), ("9 st", 9.0)),
        ("Matsvinn per portion", ("minska", None), None, "decrease", ("31 g", 31.0), ("28 g", 28.0)),
    ):
        cells = {("arsmal", "Årsmål"): (*target, unit, comparator)}
        if report:
            head = {("utfall", "Periodens utfall"): (*outcome, outcome[0].split()[-1], "eq")}
            cells = {
                **head,
                ("utfall_foregaende", "Utfall VB 2021"): (*previous, previous[0].split()[-1], "eq"),
                **cells,
            }
        draft.indicator(own, name, cells, 2022)
    draft.activity(own, "Planera rutterna bättre", date(2022, 1, 1), date(2022, 6, 15), "genomford" if report else None)
    draft.activity(own, "Erbjuda cyklar\x1b[31m", date(2022, 3, 1), date(2022, 12, 31), "pagar" if report else None)
    columns = (("Utfall 2022", "utfall", 2022), ("Budget", "budget", 2022)) if report else (("Budget", "budget", 2022),)
    amounts = (("113 900", "113 179"), ("-20 100", "-19 500"), ("93 800", "93 679"))
    rows = tuple(
        (kind, label, pair if report else pair[1:])
        for kind, label, pair in zip(
            ("item", "item", "total"), ("Personalkostnader", "Taxor och avgifter", "Summa netto"), amounts, strict=True
        )
    )
    draft.money("Budget 2022", columns, rows, "tkr")
    if report:
        draft.findings.append(
            FindingRow(
                key,
                "budget_sum_mismatch",
                "warning",
                "Raderna summerar inte till Summa netto.",
                "budget_lines",
                f"{key}-b4",
                Where(1, 1, len(draft.lines), len(draft.lines), draft.budget[-1].where.bbox),
            )
        )
    kind = "verksamhetsberattelse" if report else "verksamhetsplan"
    values = {
        "title": title,
        "document_type": kind,
        "period": period,
        "year": 2022,
        "organisation": UNIT,
        "organisation_level": "enhet",
    }
    return draft, draft.data(), values


def _undated() -> tuple[Draft, bytes, dict[str, object]]:
    draft = Draft("lösa blad.txt", "aa00000000000004")
    top = draft.goal("kf_inriktningsmal", None, "Ett Stockholm som håller samman")
    draft.section(top, "Beskrivning", "beskrivning", "Utan omslag och utan år.")
    draft.findings.append(
        FindingRow(
            draft.key, "unclassified_text", "info", "En rad kunde inte tolkas.", None, None, Where(None, None, 2, 2)
        )
    )
    return (
        draft,
        draft.data(),
        {
            "title": None,
            "document_type": "okand",
            "period": None,
            "year": None,
            "year_source": None,
            "organisation": None,
            "organisation_level": None,
            "committee": None,
        },
    )


def drafts() -> list[tuple[Draft, bytes, Rows]]:
    """The four documents: source, bytes, rows."""
    made = [
        _committee_plan(),
        _unit("2022/hemtjänst plan.txt", "aa00000000000002", "VP", False),
        _unit("2022/hemtjänst berättelse.pdf", "aa00000000000003", "VB", True),
        _undated(),
    ]
    return [(draft, data, draft.rows(_document(draft, data, **values))) for draft, data, values in made]


def write_dataset(folder: Path) -> tuple[Path, Path]:
    """Write archive and dataset below a folder; (OUT, archive)."""
    out, archive = folder / "out", folder / "archive"
    made = drafts()
    for draft, data, _ in made:
        (archive / draft.path).parent.mkdir(parents=True, exist_ok=True)
        (archive / draft.path).write_bytes(data)
    write_rows(out, [rows for _, _, rows in made])
    files = [
        {"path": draft.path, "sha256": rows.documents[0].sha256, "state": "imported", "reason": None, "message": None,
         "seconds": 0.01, "rows": {}, "characters": dict(rows.characters)}
        for draft, _, rows in made
    ]  # fmt: skip
    files.append(
        {
            "path": "låst.pdf",
            "sha256": "0" * 64,
            "state": "failed",
            "reason": "encrypted",
            "message": "Filen är låst med lösenord.",
            "seconds": 0.0,
            "rows": {},
            "characters": {},
        }
    )
    manifest = {"schema_version": 1, "parser_version": "test", "files": files}
    (out / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
    return out, archive


def write_rows(out: Path, documents: list[Rows]) -> None:
    """Write rows as Hive-partitioned Parquet files."""
    for table in TABLE_NAMES:
        (out / table).mkdir(parents=True, exist_ok=True)
        by_year: dict[int | None, list[pa.Table]] = {}
        for rows in documents:
            by_year.setdefault(rows.year, []).append(rows_to_table(rows, table))
        for year, parts in by_year.items():
            whole = pa.concat_tables(parts)
            if whole.num_rows:
                target = out / table / f"year={'__HIVE_DEFAULT_PARTITION__' if year is None else year}"
                target.mkdir(parents=True, exist_ok=True)
                pq.write_table(whole, target / "part-0.parquet")
