"""Activity tables to activities.

In: a whole table with its header understood. Out: one activity a printed row, with its mark, its deviation, and the
analysis under it over any number of paragraphs and pages. Dates stay texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parsers.columns import Header
from parsers.elements import RawCell, RawRow, join_spans
from parsers.indicators import analysis_of, merge_rows, unknown_columns
from parsers.matching import Matcher, fold, is_symbol, squash
from parsers.plan import Activity, ActivityStatus, Problem, Severity, Span
from parsers.prose import is_finished
from parsers.tables import WholeTable

MAX_NAME_WORDS = 9
"""Words of a unit's name that heads an analysis, at most."""


@dataclass(slots=True)
class _Draft:
    row: RawRow
    span: Span
    analysis: list[str] = field(default_factory=list)
    analysed: bool = False


def read_activities(
    table: WholeTable,
    first_ordinal: int,
    organisation: str | None,
    matcher: Matcher,
    legend: Mapping[str, str],
) -> tuple[list[Activity], list[Problem]]:
    """The activities of one table, and the marks that are not known."""
    header = table.header
    if header is None:
        return [], []
    column = header.index("description") or 0
    drafts = _drafts(table, column, header, matcher)
    problems: list[Problem] = []
    activities = [
        _activity(draft, first_ordinal + number, column, header, table, organisation, matcher, legend, problems)
        for number, draft in enumerate(drafts)
    ]
    problems.extend(unknown_columns(table, header))
    return activities, problems


def _drafts(table: WholeTable, column: int, header: Header, matcher: Matcher) -> list[_Draft]:
    drafts: list[_Draft] = []
    for number, row in table.body:
        texts = row.texts
        if not any(texts):
            continue
        text = texts[column] or next(text for text in texts if text)
        alone = sum(bool(t) for t in texts) == 1 and bool(texts[column])
        dated = any(_text(row.cells, header.index(role)) for role in ("start", "end"))
        analysis = analysis_of(text, matcher) if alone else None
        if drafts and analysis is not None:
            drafts[-1].analysed = True
            drafts[-1].analysis.extend([analysis] if analysis else [])
        elif drafts and drafts[-1].analysed and not dated:
            drafts[-1].analysis.extend(t for t in texts if t)
        elif drafts and not dated and _is_rest(row, column, at_break=number in table.breaks):
            drafts[-1].row = merge_rows(drafts[-1].row, row)
        else:
            drafts.append(_Draft(row, row.span))
            continue
        drafts[-1].span = join_spans(drafts[-1].span, row.span)
    return drafts


def _is_rest(row: RawRow, column: int, *, at_break: bool) -> bool:
    text = row.texts[column]
    return not text or at_break or text[:1].islower()


def _activity(
    draft: _Draft,
    ordinal: int,
    column: int,
    header: Header,
    table: WholeTable,
    organisation: str | None,
    matcher: Matcher,
    legend: Mapping[str, str],
    problems: list[Problem],
) -> Activity:
    cells = draft.row.cells
    mark, description = matcher.strip_mark(cells[column].text)
    for cell in cells[:column]:
        mark = mark or matcher.strip_mark(cell.text)[0]
    status_text = _text(cells, header.index("status")) or mark
    status = _status(status_text, matcher, legend)
    if status_text and status is None and (mark is None or is_symbol(mark)):
        code = f"U+{ord(status_text[0]):04X}"
        message = f"The mark or status {status_text!r} ({code}) is not known; the activity has no status."
        problems.append(Problem("unknown_mark", Severity.WARNING, message, draft.span, "activities", ordinal))
    return Activity(
        ordinal=ordinal,
        goal=table.goal,
        table=table.ordinal,
        description=description,
        start=_text(cells, header.index("start")),
        end=_text(cells, header.index("end")),
        status=status,
        status_text=status_text,
        deviation=_text(cells, header.index("deviation")),
        analysis=_analysis(draft.analysis, organisation),
        span=draft.span,
    )


def _status(text: str | None, matcher: Matcher, legend: Mapping[str, str]) -> ActivityStatus | None:
    if not text:
        return None
    mark, word = matcher.strip_mark(text)
    name = matcher.activity_statuses.find(word) if word else None
    name = name or (legend.get(mark) or matcher.mark_status.get(mark) if mark else None)
    return ActivityStatus(name) if name else None


def _text(cells: Sequence[RawCell], index: int | None) -> str | None:
    return (cells[index].text or None) if index is not None and index < len(cells) else None


def _analysis(parts: Sequence[str], organisation: str | None) -> str | None:
    """The paragraphs of an analysis; the unit's name that heads them is not part of what it says."""
    kept = [part for part in parts if part]
    if kept and _is_unit_name(kept, organisation):
        kept = kept[1:]
    return fold(" ".join(kept)) or None


def _is_unit_name(parts: Sequence[str], organisation: str | None) -> bool:
    first = parts[0]
    if organisation and squash(first) == squash(organisation):
        return True
    return (
        len(parts) > 1 and not is_finished(first) and len(first.split()) <= MAX_NAME_WORDS and not first[:1].islower()
    )
