"""Recognised words set right by where they stand: what a line, a mark or a percent sign was misread as.

In: the words of a recognised page and its vertical lines; the words of all pages of a file. Out: words. A number is never
changed but for a nought or a one that was read as a letter, only what stands behind it; letters are changed where the
same file prints the word elsewhere, with its dots or often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import get_close_matches
from itertools import pairwise

from extract.page_content import Edge, Word
from extract.rows import row_to_segments, words_to_rows
from extract.scan.lexicon import is_known
from extract.tables.header_rows import HEADER_WORDS, is_known_word

BAR_LETTERS = frozenset("iIlj1!|[]")
"""What a piece of a vertical line is read as."""
ON_LINE = 2.0
"""Points: how near to a line the middle of such a letter lies."""
NEXT = 0.58
"""Share of the size: words further apart are not a number and its unit."""
PERCENT = frozenset(
    {
        "26",
        "96",
        "40",
        "90",
        "2%",
        "9%",
        "%6",
        "%o",
        "yo",
        "vo",
        "ya",
        "0/0",
        "o/o",
        "0/o",
        "o/0",
        "9/0",
        "9o",
        "/o",
        "kh",
        "vc)",
    }
)
"""What a percent sign behind a number is read as. A group of two digits there is no part of the number: thousands have three."""
NUMBER = re.compile(r"(?:\+/-|[-−–+±<>≤≥]{0,3}) ?\d[\d.,]*")
BROKEN_SIGN = re.compile(r"\+\W?[^\s\d]?[-−–](?=\d|$)")
"""What "+/-" before a number is read as."""
UNITS = frozenset(
    [
        "st",
        "kr",
        "g",
        "kg",
        "t",
        "h",
        "m",
        "mm",
        "cm",
        "km",
        "m2",
        "m3",
        "ha",
        "år",
        "l",
        "ml",
        "dl",
        "cl",
        "p",
        "pl",
        "kW",
        "MW",
    ]
)
"""Short units; any other one or two signs behind a number are a percent sign where the row's other cells have one."""
NO_PIECES = re.compile(r"[O0][Ss]t")
"""A nought and the word for pieces, read as one word."""
PIECES = re.compile(r"(\d+)\W?St")
ONE = frozenset({"I", "l", "|"})
"""What the figure of thousands is read as in a line of prose."""
FIRST_CODE = re.compile(r"^[Il|]\.(?=\d|$)")
"""The code of a first goal, its figure read as a letter."""
HUNDREDS = re.compile(r"\d{3}(?:,\d+)?")
MONEY = frozenset({"mnkr", "mkr", "tkr", "kr", "kronor", "miljoner", "miljarder", "tusen"})
ALIKE = (("m", "rn", 5), ("rn", "m", 5), ("l", "ll", 8), ("ll", "l", 8), ("ij", "j", 8))
"""What letters are read as, what they may be, and letters of the shortest word that is changed by it."""
OFTEN = 3
"""How often a file must print the word that another one is a misreading of."""
FEWEST_HEADERS, SHORTEST_HEADER, LIKE_HEADER = 3, 5, 0.8
"""Known words that make a row one of headers; letters of the shortest word that tells; how alike a misread one is."""
HEADER_PITCH, HEADER_WORDS_A_LINE = 1.6, 3
"""Share of the size: how far apart the lines of a header are at most; words of a header on one line at most."""
LONG_HEADERS = sorted(word for word in HEADER_WORDS if len(word) >= SHORTEST_HEADER)
SHORTEST_OFTEN = 6
"""Letters of the shortest word that any letter is changed in."""
DATE = re.compile(r"\d{4}-\d\d-\d\d")
TRAIL = 1.2
"""Share of the size: a dash this near behind a date is a speck or a piece of a line."""
DATED = re.compile(r"[-−–]?\d[\d.,-]*")
SPECKS = frozenset({"-", "–", "—", ".", ",", ":", "'", "i", "j", "l", "|"})
TICKS = frozenset({"v", "vv", "√", "y", "vy"})
"""What a tick in front of a name is read as."""
BESIDE_MARK = "'’´`.,"
"""What specks beside a mark are read as."""
RINGS = frozenset({"o", "O", "0"})
WHOLE = {"TI": "T1", "Tl": "T1", "T|": "T1", "TZ": "T2", "[0]": "o", "[o]": "o"}
"""What the names of the two reports of a year are read as, letters and no figures, and the last letter of a wrapped word."""
CLOSED = re.compile(r"([-−–]?\d[\d.,]*)\)")
"""A number and a piece of the line behind it."""
DOTTED = {"A": ("ä", "å"), "O": ("ö",)}
DOTTED_WORDS = frozenset(
    [
        "åka",
        "ålder",
        "åldrar",
        "år",
        "året",
        "årets",
        "åren",
        "årliga",
        "årlig",
        "årsmål",
        "åter",
        "återkommande",
        "åtgärd",
        "åtgärder",
        "äldre",
        "äldreomsorg",
        "ändrade",
        "ändring",
        "ännu",
        "är",
        "äta",
        "även",
        "öka",
        "ökad",
        "ökade",
        "ökat",
        "ökar",
        "ökning",
        "öppen",
        "öppet",
        "öppna",
        "öster",
        "över",
        "översyn",
        "övriga",
        "övrigt",
    ]
)
"""Common words that begin with a dotted letter, for files that print them with a capital only."""
LETTERS = re.compile(r"[^\W\d_]+")


def mend(words: Sequence[Word], down: Iterable[Edge]) -> tuple[Word, ...]:
    """Words of one page set right; `down` are its vertical lines."""
    done: list[Word] = []
    roman = any(word.text == "II." for word in words)
    heads, base = False, 0.0
    for row in words_to_rows(without_bars(words, down)):
        # the lines of a header that wraps have a few words each
        near = row.base - base < HEADER_PITCH * row.size
        short = all(len(segment.words) <= HEADER_WORDS_A_LINE for segment in row_to_segments(row, NEXT))
        heads = is_header_row(row.words) or (heads and near and short)
        base = row.base
        headed = [word._replace(text=nearest_header(word.text)) for word in row.words] if heads else row.words
        words_there = with_pieces(with_thousands(without_date_trails(headed)))
        words_there = [word._replace(text=WHOLE.get(word.text, word.text)) for word in words_there]
        if not roman:
            words_there[:1] = [word._replace(text=FIRST_CODE.sub("1.", word.text)) for word in words_there[:1]]
        segments = row_to_segments(row._replace(words=tuple(words_there)), NEXT)
        shares = any(is_share(segment.words) for segment in segments)
        for number, segment in enumerate(segments):
            follows = segments[number + 1 :][:1]
            cell = [*segment.words]
            if len(cell) == 1 and follows and follows[0].text[:1].isupper():
                cell = [cell[0]._replace(text=to_mark(cell[0].text))]
            elif len(cell) > 1 and cell[1].text[:1].isupper():
                cell[0] = cell[0]._replace(text=to_mark(cell[0].text))
            if number and len(segments) > 2 and len(cell) == 1 and "(" not in row.text:
                cell = [cell[0]._replace(text=CLOSED.sub(r"\1", cell[0].text))]
            cell = with_percent(without_trail(cell))
            done += with_row_percent(cell) if shares and number else cell
    return tuple(done)


def is_header_row(words: Sequence[Word]) -> bool:
    """Whether a row of words is one of headers: several of its words are long enough ones of known headers."""
    return sum(len(word.text) >= SHORTEST_HEADER and is_known_word(word.text) for word in words) >= FEWEST_HEADERS


def nearest_header(text: str) -> str:
    """The word of a known header that a text is misread from ("Ufall"); the text itself where it is known or like none.

    A part of such a word, which a narrow column broke, is itself.
    """
    low = text.lower()
    if len(text) < SHORTEST_HEADER or not text[-1:].isalpha() or is_known_word(text):
        return text
    if any(low in word for word in LONG_HEADERS):
        return text
    as_long = [word for word in LONG_HEADERS if abs(len(word) - len(text)) <= 1]
    found = get_close_matches(low, as_long, 1, LIKE_HEADER)
    return (found[0].capitalize() if text[:1].isupper() else found[0]) if found else text


def without_bars(words: Iterable[Word], down: Iterable[Edge]) -> list[Word]:
    """Words without the lone letters that vertical lines were read as."""
    lines = list(down)

    def is_bar(word: Word) -> bool:
        middle = (word.x0 + word.x1) / 2
        return any(abs(line.at - middle) <= ON_LINE and line.start <= word.base <= line.end for line in lines)

    return [word for word in words if word.text not in BAR_LETTERS or not is_bar(word)]


def without_trail(cell: Sequence[Word]) -> Sequence[Word]:
    """A cell of numbers or dates without the speck behind it that was read as a dash or a stop."""
    numbers = len(cell) > 1 and all(DATED.fullmatch(word.text) for word in cell[:-1])
    return cell[:-1] if numbers and cell[-1].text in SPECKS else cell


def without_date_trails(words: Sequence[Word]) -> list[Word]:
    """Words of a row without the lone specks just behind its dates; a dash between two dates stays."""
    kept: list[Word] = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else None
        after = words[place + 1].text if place + 1 < len(words) else ""
        dated = before is not None and DATE.fullmatch(before.text) and word.x0 - before.x1 < TRAIL * word.size
        if not (dated and word.text in SPECKS) or DATE.fullmatch(after):
            kept.append(word)
    return kept


def to_mark(text: str) -> str:
    """The mark that was read as a letter in front of a name, else the text."""
    if text.lower().rstrip(BESIDE_MARK) in TICKS:
        return "✓"
    return "○" if text in RINGS else text


def with_percent(cell: Sequence[Word]) -> list[Word]:
    """Words of one cell or line with the percent signs behind its numbers."""
    done = list(cell)
    for place in range(1, len(cell)):
        number, sign = cell[place - 1], cell[place]
        beside = [
            word
            for word in (*cell[max(place - 2, 0) : place - 1], *cell[place + 1 : place + 2])
            if word.text[-1:].isdigit()
        ]
        if sign.text.lower() in PERCENT and NUMBER.fullmatch(number.text) and not (sign.text.isdigit() and beside):
            done[place] = sign._replace(text="%")
    return done


def is_share(cell: Sequence[Word]) -> bool:
    """Whether a cell is a number and a percent sign."""
    text = "".join(word.text for word in cell)
    return text.endswith("%") and bool(NUMBER.fullmatch(text[:-1]))


def with_row_percent(cell: Sequence[Word]) -> list[Word]:
    """A cell of a row of shares with its percent sign, where two signs behind its number are no unit."""
    done = [word._replace(text=BROKEN_SIGN.sub("+/-", word.text)) for word in cell]
    if len(done) < 2:
        return done
    number, sign = "".join(word.text for word in done[:-1]), done[-1]
    if NUMBER.fullmatch(number) and len(sign.text) <= 2 and sign.text not in UNITS and sign.text != "%":
        done[-1] = sign._replace(text="%")
    return done


def with_thousands(words: Sequence[Word]) -> list[Word]:
    """Words of a line with the figure of thousands that was read as a letter ("I 225 mnkr")."""
    done = list(words)
    for place, (word, hundreds, unit) in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if word.text in ONE and HUNDREDS.fullmatch(hundreds.text) and unit.text.rstrip(".,;") in MONEY:
            done[place] = word._replace(text="1")
    return done


def with_pieces(words: Sequence[Word]) -> list[Word]:
    """Words of a row that counts pieces, with its noughts ("Ost" for "0 st") and its units ("25:St" for "25 st")."""
    counts = any(word.text == "st" and before.text.isdigit() for before, word in pairwise(words))
    if not counts:
        return list(words)
    done: list[Word] = []
    for word in words:
        found = PIECES.fullmatch(word.text)
        number = "0" if NO_PIECES.fullmatch(word.text) else found[1] if found else ""
        if not number:
            done.append(word)
            continue
        middle = word.x0 + (word.x1 - word.x0) * len(number) / (len(number) + len("st") + 1)
        done.append(word._replace(x1=middle, text=number))
        done.append(word._replace(x0=middle + 0.25 * word.size, text="st"))
    return done


def with_known(
    words: Sequence[Word], known: Mapping[str, int], language: AbstractSet[str] = frozenset()
) -> tuple[Word, ...]:
    """Words that the file prints once, as another one that it prints often and that looks like it ("extem" for "extern").

    A word that the `language` does not have may differ by any one letter.
    """
    often: dict[int, list[str]] = {}
    for text, count in known.items():
        if count >= OFTEN and len(text) >= SHORTEST_OFTEN:
            often.setdefault(len(text), []).append(text)

    def changed(match: re.Match[str]) -> str:
        text = match[0]
        if known.get(text, 0) > 1:
            return text
        others = [
            text[:place] + right + text[place + len(wrong) :]
            for wrong, right, shortest in ALIKE
            for place in range(len(text) if len(text) >= shortest else 0)
            if text.startswith(wrong, place)
        ]
        if language and len(text) >= SHORTEST_OFTEN and not is_known(text, language):
            others += [
                one
                for length in range(len(text) - 1, len(text) + 2)
                for one in often.get(length, ())
                if differ_by_one(one, text)
            ]
        usual = max(others, key=lambda word: known.get(word, 0), default=text)
        return usual if known.get(usual, 0) >= OFTEN else text

    return tuple(word._replace(text=LETTERS.sub(changed, word.text)) for word in words)


def differ_by_one(one: str, other: str) -> bool:
    """Whether two words differ by one letter that is another, missing or added, but not the last one: names have endings."""
    shorter, longer = sorted((one, other), key=len)
    place = next((n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    rest = shorter[place:] if len(shorter) < len(longer) else shorter[place + 1 :]
    return place < len(longer) - 1 and rest == longer[place + 1 :]


def count_words(pages: Iterable[Sequence[Word]]) -> Counter[str]:
    """How often each word stands on some pages, as printed, without its punctuation."""
    return Counter(match for words in pages for word in words for match in LETTERS.findall(word.text))


def with_dots(words: Sequence[Word], known: Mapping[str, int]) -> tuple[Word, ...]:
    """Words whose capital lost its dots or ring get them back where the file prints the word in small letters with them.

    Dots above capitals are what scanning at a low resolution loses first.
    """

    def seen(word: str) -> int:
        return known.get(word, 0) + known.get(word.capitalize(), 0) + (word in DOTTED_WORDS)

    def dotted(match: re.Match[str]) -> str:
        text, rest = match[0], match[0][1:]
        if text[0] not in DOTTED or not rest.islower() or known.get(text.lower(), 0):
            return text
        found = max((first + rest for first in DOTTED[text[0]]), key=seen)
        return found.capitalize() if seen(found) else text

    return tuple(word._replace(text=LETTERS.sub(dotted, word.text)) for word in words)
