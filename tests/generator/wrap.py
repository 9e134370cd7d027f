"""Text -> lines, as a word processor breaks them: by the letters' widths, at blanks, after hyphens, and within words.

In: a text and a width in average letters. Out: lines that, put together, hold the same letters. Never looks at a font:
the widths are three classes, which is enough for line lengths to vary as they do on paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

NARROW = frozenset("iljtfrI.,:;!|'()[]-/ ")
WIDE = frozenset("mwMWÅÄÖOQGDHNU%")
PAGE_WIDTH = 88.0
"""Width of a page's text, in average letters; about 85 to 100 characters a line."""
HEADING_WIDTH = 72.0
"""Headings are set larger."""

Hyphenate = Callable[[str], int]
"""Gives, for a word that does not fit, how many of its letters stay on the line before a hyphen; 0 for none."""

PIECE = re.compile(r"[^ ]+?(?<=\w)[-/](?=[^\W\d])|[^ ]+?(?<=\w)-(?=\w)|[^ ]+| ")
"""What is never broken where it fits: a word up to and with its hyphen or stroke, or a blank."""


@lru_cache(maxsize=4096)
def measure(text: str) -> float:
    """The width of a text in average letters."""
    return sum(0.62 if letter in NARROW else 1.45 if letter in WIDE else 1.0 for letter in text)


def flow(text: str, width: float, hyphenate: Hyphenate | None = None) -> list[str]:
    """The text as lines of at most `width`; a line that was broken at a blank ends in that blank.

    A word that is wider than the line is broken where it hits the edge, with nothing to show for it. `hyphenate` is
    asked only where there is room for at least eight letters.
    """
    lines: list[str] = []
    line, used = "", 0.0
    for piece in PIECE.findall(text):
        wide = measure(piece)
        if piece == " " or used + wide <= width:
            line, used = line + piece, used + wide
            continue
        kept = hyphenate(piece) if hyphenate and width - used > 8 else 0
        if kept:
            lines.append(f"{line}{piece[:kept]}-")
            line = piece[kept:]
        else:
            lines += [line] if line else []
            line = _break_word(piece, width, lines)
        used = measure(line)
    return [*lines, line]


def wrap(text: str, width: float) -> list[str]:
    """As `flow`, without the blanks at the lines' ends."""
    return [line.rstrip(" ") for line in flow(text, width)]


def join(lines: list[str]) -> str:
    """Lines of `flow` put together again."""
    return "".join(lines).rstrip(" ")


def _break_word(word: str, width: float, lines: list[str]) -> str:
    while measure(word) > width:
        count = 1
        while measure(word[: count + 1]) <= width:
            count += 1
        lines.append(word[:count])
        word = word[count:]
    return word
