"""Lines of text set in a colour, as headings of a low level are where neither size nor weight tells them.

In: the words of a page and whether the text that some of them begin is coloured. Out: where the coloured lines begin.
A page that is coloured throughout has none: its colour says nothing. It never looks at what a line says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from extract.page_content import Word

HUE = 0.125
"""Least difference between red, green and blue (0 to 1) of a colour; below it lie the greys and the blacks of printers."""
SAME_PARAGRAPH = 1.35
"""Share of the size: lines nearer than this are of one paragraph, which is in a colour as a whole."""
FEW_LINES = 8
"""Lines of a page from which most of them being coloured says that its text simply has that colour."""


Places = frozenset[tuple[float, float]]
"""Left ends and baselines of lines."""


def has_hue(red: float, green: float, blue: float) -> bool:
    """Whether a colour (each part 0 to 1) is neither black nor grey nor white."""
    return max(red, green, blue) - min(red, green, blue) >= HUE


def coloured_lines(words: Sequence[Word], opened: Mapping[int, Any], is_coloured: Callable[[Any], bool]) -> Places:
    """Left end and baseline of the lines that are coloured from their first word, a word with letters, to their last.

    `opened` holds, by the number of its first word, each text object. Asking for a colour costs as much as reading a
    word: only objects that begin a paragraph or go on with what is coloured are asked.
    """
    found: set[tuple[float, float]] = set()
    lines = 0
    key: tuple[float, float] | None = None
    last = 0.0
    count = len(words)
    for index, item in opened.items():
        if index >= count:
            break
        x0, base, _, size, text, _, _ = words[index]
        if base != last:
            lines += 1
            asked = key is not None or not 0 < base - last < SAME_PARAGRAPH * size
            key = (x0, base) if asked and text[:1].isalpha() and is_coloured(item) else None
            if key:
                found.add(key)
            last = base
        elif key and not is_coloured(item):
            found.discard(key)
            key = None
    return frozenset() if lines >= FEW_LINES and len(found) > lines / 2 else frozenset(found)
