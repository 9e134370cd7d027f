"""Goal headings that print a number and no label, as the skeleton of about 2015-2018 does.

In: lines and the table of contents. Out: the lines that are such headings. An ordered list prints numbers, too: a title
counts only where the contents announce it, or where its number goes on the chain and the line stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.document import Line
from parsers.contents import Contents
from parsers.matching import Matcher, plain, squash
from parsers.plan import Level
from parsers.prose import is_finished

MAX_TITLE = 220
"""Characters of a numbered title's line, at most."""
MIN_ANNOUNCED = 12
"""Letters that a wrapped title's first line must share with the contents' entry."""

Numbered = tuple[Level, str, str]

_TITLE = regex.compile(r"^(?P<code>[1-9](?:\.(?:[1-9]\d?))?)(?P<dot>\.?)\s+(?P<title>\p{Lu}.{4,})$")


def find_numbered(
    lines: Sequence[Line], texts: Sequence[str], contents: Contents, matcher: Matcher
) -> dict[int, Numbered]:
    """Line number to level, code and title; empty where the document labels its goals."""
    levels = [Level(level) for level in matcher.vocabulary.numbered_levels]
    if any(_labels_numbered(text, matcher, levels) for text in texts if text):
        return {}
    announced = [squash(plain(entry.title)) for entry in contents.entries]
    candidates: list[tuple[int, Numbered]] = []
    for index, text in enumerate(texts):
        match = _TITLE.match(text) if text[:1].isdigit() and len(text) <= MAX_TITLE else None
        if match is None:
            continue
        depth = match["code"].count(".")
        if depth == 0 and not match["dot"]:
            continue
        if _is_announced(text, announced) or (not announced and _alone(lines, texts, index, match["code"])):
            candidates.append((lines[index].number, (levels[depth], match["code"], match["title"])))
    return dict(_chained(candidates))


def _labels_numbered(text: str, matcher: Matcher, levels: Sequence[Level]) -> bool:
    label = matcher.goal_label(text)
    return label is not None and label.level in levels


def _is_announced(text: str, announced: Sequence[str]) -> bool:
    word = squash(text)
    return any(title == word or (len(word) >= MIN_ANNOUNCED and title.startswith(word)) for title in announced)


def _alone(lines: Sequence[Line], texts: Sequence[str], index: int, code: str) -> bool:
    """Whether blank lines stand around a title, or only what ended before it and the title that it leads to."""
    before = texts[index - 1] if index and lines[index].page == lines[index - 1].page else ""
    after = texts[index + 1] if index + 1 < len(texts) else ""
    higher, lower = _TITLE.match(before), _TITLE.match(after)
    below = _TITLE.match(next((text for text in texts[index + 1 :] if text), ""))
    if below is not None and below["code"].startswith(f"{code}."):
        return True
    if before and not (higher is not None and code.startswith(f"{higher['code']}.")):
        ended = is_finished(before) or "\t" in lines[index - 1].text or len(before) > MAX_TITLE
        if "." not in code or higher is not None or not ended or after:
            return False
    return not after or lower is None or lower["code"].startswith(f"{code}.")


def _chained(candidates: Sequence[tuple[int, Numbered]]) -> list[tuple[int, Numbered]]:
    """Those whose numbers go on a chain: 1, then 1.x; a lone 1, 2, 3 is an ordered list."""
    kept: list[tuple[int, Numbered]] = []
    for index, (number, numbered) in enumerate(candidates):
        code = numbered[1]
        if "." in code:
            opened = any(other[1] == code.split(".")[0] for _, other in kept)
            if opened or not kept:
                kept.append((number, numbered))
        elif index + 1 < len(candidates) and candidates[index + 1][1][1].startswith(f"{code}."):
            kept.append((number, numbered))
    return kept
