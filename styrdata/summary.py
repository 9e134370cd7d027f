"""What a person or a script reads at the end of an import.

In: a Summary. Out: some ten lines of text, or one JSON object, on standard output.
"""

from __future__ import annotations

import json

from styrdata.escape import printable
from styrdata.records import TABLES, State
from styrdata.run import Summary

SEVERITIES = ("error", "warning", "info")


def print_summary(summary: Summary, out: str) -> None:
    """Print the summary as text."""
    totals = summary.totals
    states = ", ".join(f"{totals.states[state.value]} {state.value}" for state in State if totals.states[state.value])
    reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(totals.reasons.items()))
    print(f"Files     {states or 'none'}" + (f" ({reasons})" if reasons else ""))
    print("Rows      " + ", ".join(f"{totals.rows[table]} {table}" for table in TABLES))
    print("Findings  " + ", ".join(f"{totals.findings[severity]} {severity}" for severity in SEVERITIES))
    print(f"Text      {totals.unclassified:.2%} unclassified")
    print(f"Time      {summary.seconds:.1f} s, {summary.read} files read")
    print(f"Dataset   {printable(out)}")
    if summary.interrupted:
        print("The import was stopped before its end. Run it again to go on where it stopped.")
    if totals.states[State.FAILED.value]:
        print(f"Some files failed: see `styrdata status {printable(out)}`.")


def print_json(summary: Summary, out: str) -> None:
    """Print the summary as one JSON object."""
    totals = summary.totals
    content = {
        "out": out,
        "files": {state.value: totals.states[state.value] for state in State},
        "reasons": dict(sorted(totals.reasons.items())),
        "rows": {table: totals.rows[table] for table in TABLES},
        "findings": {severity: totals.findings[severity] for severity in SEVERITIES},
        "unclassified_share": round(totals.unclassified, 6),
        "files_read": summary.read,
        "seconds": round(summary.seconds, 3),
        "interrupted": summary.interrupted,
    }
    print(json.dumps(content, ensure_ascii=False, indent=2))
