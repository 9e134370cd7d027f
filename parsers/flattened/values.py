"""Values of an indicator that stand in one line with its name and with each other.

In: the text of a row or a part of one. Out: where the run of values at its end begins, and the values one by one. What
a value is follows from the vocabulary: a number with a bound and a unit, a trend, a word that another body decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from parsers.matching import fold
from parsers.vocabulary import Vocabulary

MIN_BROKEN = 6
"""Letters of a unit that a narrow column may have broken within."""
MAX_UNIT_WORDS = 4
"""Words of a unit that no vocabulary knows, where it stands behind each value of a row."""

_NUMBER = r"(?>[-−+]?(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d+)(?:[,.]\d+)?)(?![\d\p{L}])"
_DOTTED = {"å": "[åäa]", "ä": "[äåa]", "ö": "[öo]", "Å": "[ÅÄA]", "Ä": "[ÄÅA]", "Ö": "[ÖO]"}
_RANGE = r"\d{1,3}(?:,\d+)?\s?[-–]\s?\d{1,3}(?:,\d+)?\s?%"
"""A range is a value where its unit stands behind it; without one it is a name's ("dag 1-14")."""
_YEAR = regex.compile(r"(?:19|20)\d{2}")
_BARE = regex.compile(r"\d{1,3}")
_GROUPED = regex.compile(r"\d{1,3}(?: \d{3})+")
_SAME_UNIT = regex.compile(
    rf"(?:^|(?<=\s)){_NUMBER}\s(?P<unit>[^\d\s]\S*(?:\s\S+){{0,{MAX_UNIT_WORDS - 1}}}?)(?:\s{_NUMBER}\s(?P=unit))+$"
)
_RATIO_UNIT = regex.compile(rf"(?:^|(?<=\s)){_NUMBER}\s\p{{L}}[^\d\s/]*/\S+$")


@dataclass(frozen=True, slots=True)
class Printed:
    """A value as printed, and its unit where the vocabulary knows it."""

    text: str
    unit: str | None = None

    @property
    def is_bare(self) -> bool:
        """Whether it is a small whole number without a unit, as names end in."""
        return bool(_BARE.fullmatch(self.text))


class Values:
    """Tells values from names with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        delegated = _either([_breakable(phrase) for phrase in _longest_first(vocabulary.delegations)])
        stems = _either([misread(stem) for stem in _longest_first(_stems(vocabulary.delegations))])
        bounds = _either([misread(word) for word in _longest_first(vocabulary.comparators)])
        trends = _either([misread(word) for word in _longest_first(vocabulary.trends)])
        units = _either([_unit(unit) for unit in _longest_first(vocabulary.value_units)])
        number = rf"(?:(?:{bounds})\s?)?{_NUMBER}(?:\s?(?P<unit>{units})(?![\p{{L}}\d/])|\sav\s\d+)?"
        value = rf"(?>{delegated}|(?-i:{stems})(?=\s|$)|{_RANGE}|{number}|(?:{trends})(?=\s|$)|[-–—](?=\s|$))"
        self._run = regex.compile(rf"(?:(?<=\s)|^){value}(?:\s+{value})*+\s*$", regex.IGNORECASE)
        self._value = regex.compile(rf"(?:(?<=\s)|^){value}", regex.IGNORECASE)
        self._delegated = regex.compile(f"{delegated}|(?-i:{stems})", regex.IGNORECASE)
        self._unfinished = frozenset(vocabulary.unfinished)

    def is_delegated(self, text: str) -> bool:
        """Whether a value, or what a page's end left of it, says that another body decides."""
        return bool(self._delegated.fullmatch(text))

    def run(self, text: str) -> int | None:
        """Where the values at a text's end begin; None where it ends in none."""
        for pattern in (self._run, _SAME_UNIT, _RATIO_UNIT):
            match = pattern.search(text)
            if match is not None:
                alone = _YEAR.fullmatch(match[0].strip()) and match.start() > 0
                return None if alone else match.start()
        return None

    def entirely(self, text: str) -> bool:
        """Whether a text is values and nothing else."""
        return bool(text) and self.run(text) == 0

    def split(self, text: str) -> list[Printed]:
        """A run of values parted; words between two of them belong to the first, and so does a year among them."""
        same = _SAME_UNIT.fullmatch(text)
        if same is not None and not self._run.fullmatch(text):
            return _split_at_unit(text, same["unit"])
        starts: list[tuple[int, str | None]] = []
        end = 0
        for found in self._value.finditer(text):
            gap = text[end : found.start()].strip()
            if not starts or not (gap and _YEAR.fullmatch(found[0].strip())):
                starts.append((found.start(), found["unit"]))
            end = found.end()
        if not starts:
            return [Printed(fold(text))] if text.strip() else []
        ends = [start for start, _ in starts[1:]] + [len(text)]
        return [Printed(fold(text[start:end]), unit) for (start, unit), end in zip(starts, ends, strict=True)]

    def name_takes(self, name: str, values: Sequence[Printed], wanted: int) -> int:
        """How many of the values behind a name are its last words: it cannot have so many, nor of two kinds."""
        taken = max(0, len(values) - wanted)
        while taken < len(values) - 1:
            rest = {value.unit for value in values[taken + 1 :] if value.unit}
            before = " ".join([name, *(value.text for value in values[:taken])]).split()
            other = values[taken].unit is not None and bool(rest) and values[taken].unit not in rest
            leads_in = bool(before) and before[-1].casefold() in self._unfinished and values[taken].is_bare
            if not other and not leads_in:
                break
            taken += 1
        return taken

    def remainders(self, text: str) -> list[str]:
        """What may be missing of a value that a page's end cut, the longest first."""
        rests = [phrase[len(text) :].strip() for phrase in self._vocabulary.delegations if phrase.startswith(text)]
        match = self._value.fullmatch(text)
        unit = match["unit"] if match else None
        if unit:
            rests += [u[len(unit) :].strip() for u in self._vocabulary.value_units if u.startswith(f"{unit} ")]
        elif match and text[:1].isalpha() and text[-1:].isdigit():
            rests += [unit for unit in self._vocabulary.value_units if len(unit) >= MIN_BROKEN]
        return sorted((rest for rest in rests if rest), key=len, reverse=True)


def regroup(value: Printed, count: int) -> list[Printed] | None:
    """A grouped number read as several; None where it does not hold just so many."""
    parts = value.text.split(" ")
    if value.unit is None and len(parts) == count and _GROUPED.fullmatch(value.text):
        return [Printed(part) for part in parts]
    return None


def _split_at_unit(text: str, unit: str) -> list[Printed]:
    parts = text.split(f" {unit}")
    return [Printed(f"{part.strip()} {unit}", unit) for part in parts if part.strip()]


def misread(word: str) -> str:
    """A pattern of a word whose letters may have lost their dots and rings, or have got others."""
    return "".join(_DOTTED.get(letter, regex.escape(letter)) for letter in word)


def _longest_first(words: Sequence[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _either(patterns: Sequence[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


def _breakable(phrase: str) -> str:
    """A pattern of a phrase that a narrow column may have broken anywhere."""
    return r"\s?".join(misread(character) for character in "".join(phrase.split()))


def _unit(unit: str) -> str:
    if len(unit) < MIN_BROKEN:
        return r"\s".join(regex.escape(word) for word in unit.split())
    return _breakable(unit)


def _stems(phrases: Sequence[str]) -> list[str]:
    """The beginnings of phrases, of two words or more, that a page's end may have left."""
    stems = {" ".join(phrase.split()[:count]) for phrase in phrases for count in range(2, len(phrase.split()))}
    return sorted(stems | {phrase[: phrase.index("/") + 1] for phrase in phrases if "/" in phrase})
