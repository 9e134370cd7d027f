"""Functions for children of test_workers; a child imports them by this module's name."""

from __future__ import annotations

import os
import time
from typing import Any

from styrdata import workers


def double(number: int) -> int:
    return number * 2


def take_steps(number: int) -> int:
    for _ in range(number):
        time.sleep(0.3)
        workers.come_further()
    time.sleep(0 if number else 600)
    return number


def misbehave(kind: Any) -> Any:
    if kind == "loop":
        while True:
            pass
    if kind == "hang":
        time.sleep(600)
    if kind == "abort":
        os.abort()
    if kind == "exit":
        os._exit(7)
    if kind == "eat":
        hoard = []
        while True:
            hoard.append(bytearray(b"x" * (8 << 20)))
    if kind == "pid":
        return os.getpid()
    if kind == "large":
        return b"x" * (32 << 20)
    return kind
