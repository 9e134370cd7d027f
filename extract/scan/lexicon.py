"""The words that Tesseract's own model of a language knows, to tell a misread word from a printed one.

In: the name of an installed language. Out: whether a word is one of the language, compounds included. It never says what
a word should be: a word that is not known may be a name, or misspelt as printed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path

FOLDER = re.compile(r'"(.+)"')
"""Where the list of installed languages says that they lie."""
SHORTEST_PART = 4
"""Letters of the shortest word that a compound is told by; shorter ones begin and end too many misread words."""
SECONDS = 30
"""Longest time the list of words may take; it takes half a second."""


@lru_cache(maxsize=2)
def known_words(language: str) -> frozenset[str]:
    """The words of an installed language in small letters; none where Tesseract came without the tools that list them."""
    tools = [shutil.which(name) for name in ("tesseract", "combine_tessdata", "dawg2wordlist")]
    if None in tools:
        return frozenset()
    tesseract, combine, to_list = (str(tool) for tool in tools)
    with tempfile.TemporaryDirectory(prefix="styrdata-words-") as folder:
        letters, dawg, words = (Path(folder) / f"of.{part}" for part in ("lstm-unicharset", "lstm-word-dawg", "words"))
        try:
            found = FOLDER.search(run(tesseract, "--list-langs"))
            if found is None:
                return frozenset()
            run(combine, "-e", str(Path(found[1]) / f"{language}.traineddata"), str(letters), str(dawg))
            run(to_list, str(letters), str(dawg), str(words))
            return frozenset(words.read_text("utf-8").lower().split())
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
            return frozenset()


def run(*command: str) -> str:
    """What a program writes."""
    done = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS)
    return done.stdout.decode("utf-8", "replace")


def is_known(word: str, words: AbstractSet[str]) -> bool:
    """Whether a word is one of `words`, or put together of two or three of them, with an s between or not."""
    word = word.lower()
    return word in words or any(is_known(part, words) for part in rests(word, words))


def rests(word: str, words: AbstractSet[str]) -> list[str]:
    """What follows each of the known words that a word begins with."""
    ends = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    return [word[end:] for end in ends if word[:end] in words or (word[end - 1] == "s" and word[: end - 1] in words)]
