"""The functions that child processes are asked to run, under names that cost the parent no import.

In: a Task. Out: its Outcome. Nothing else: what a function does stands in the module it comes from.
"""

from __future__ import annotations

from styrdata.records import Outcome, Task


def read_task(task: Task) -> Outcome:
    """`styrdata.pipeline.read_task`, imported where it is run."""
    from styrdata import pipeline

    return pipeline.read_task(task)
