"""Chance that is the same on every machine: a seed in, choices out.

In: a text that names what is drawn. Out: draws made only of `random.Random.random`, the one method whose sequence for a
seed the standard library promises to keep. There is no global state, so that one draw never moves another.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of draws named by its parts: `Dice(7, "cover")`."""

    __slots__ = ("_name", "_next")

    def __init__(self, *name: object) -> None:
        self._name = "/".join(str(part) for part in name)
        self._next = random.Random(self._name).random

    def fork(self, *name: object) -> Dice:
        """An own stream that does not depend on what has been drawn from this one."""
        return Dice(self._name, *name)

    def chance(self, share: float) -> bool:
        """True with this probability."""
        return self._next() < share

    def number(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[int(self._next() * len(choices))]

    def some(self, choices: Sequence[T], count: int) -> tuple[T, ...]:
        """`count` different choices (all of them where there are fewer), in drawn order."""
        left = list(choices)
        drawn = []
        while left and len(drawn) < count:
            drawn.append(left.pop(int(self._next() * len(left))))
        return tuple(drawn)

    def ordered(self, choices: Sequence[T], count: int) -> tuple[T, ...]:
        """`count` different choices in the order they are given."""
        places = self.some(range(len(choices)), count)
        return tuple(choices[place] for place in sorted(places))
