"""Text from outside made safe to print: control characters are shown, never sent to a terminal.

In: any text, also with lone surrogates from a file's name. Out: text that a terminal shows as it is. It never changes
what is stored in the dataset.
"""

from __future__ import annotations

import unicodedata

_HIDDEN = frozenset({"Cc", "Cs", "Cf"})
_SOFT_HYPHEN = "\u00ad"


def printable(text: str, keep: str = "") -> str:
    r"""The text with control, format and undecodable characters written as `\x1b`; those in `keep` stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        letter
        if letter in keep or letter == _SOFT_HYPHEN or unicodedata.category(letter) not in _HIDDEN
        else _shown(letter)
        for letter in text
    )


def _shown(letter: str) -> str:
    code = ord(letter)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file's name that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
