"""Glyphs to text: ligatures, symbol-font code points, controls, and the marks that stand for a status.

In: the characters a source gives and the name of their font. Out: plain Unicode text. It never decides what a mark
means; an unknown mark stays as it is and is found by `UNKNOWN_MARK`.
"""

from __future__ import annotations

import re
import unicodedata

LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
CONTROLS = {
    "\x02": "-",
    "\ufffe": "-",
    "\xad": "-",
    "\u2010": "-",
    "\u2011": "-",
    "\u200b": "",
    "\ufeff": "",
    "\x00": "",
}
SYMBOLS = {
    "\uf0fc": "✓",
    "\uf0fe": "☑",
    "\uf0fb": "✗",
    "\uf0fd": "☒",
    "\uf0d8": "►",
    "\uf075": "◆",
    "\uf0f0": "►",
    "\uf0e0": "►",
    "\uf0e8": "►",
    "\uf06c": "●",
    "\uf09f": "•",
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf06e": "■",
    "\uf0a8": "□",
    "\uf06f": "□",
    "\uf02d": "-",
    "☑": "✓",
    "☒": "✗",
    "➢": "►",
    "➤": "►",
    "➔": "►",
    "⚫": "●",
    "⬤": "●",
}
"""Wingdings and Symbol as Word writes them (private use, F000 plus the font's own code), and their Unicode sisters."""
ZAPF = {
    "3": "✓",
    "4": "✔",
    "5": "✕",
    "6": "✖",
    "7": "✗",
    "8": "✘",
    "l": "●",
    "m": "○",
    "n": "■",
    "o": "□",
    "p": "□",
    "s": "▲",
    "t": "▼",
    "u": "◆",
    "ä": "►",
    "(cid:228)": "►",
    "\u27a4": "►",
    "➔": "►",
    "(cid:212)": "►",
    "(cid:216)": "►",
}
"""ZapfDingbats' own codes, as readers give them that do not know the font."""
UNUSED = (127, 129, 141, 143, 144, 157)
"""Codes that WinAnsi leaves unused mean the bullet (PDF 32000, annex D)."""
BULLETS = frozenset("•◦‣▪∙·◾")
MARKS = frozenset("✓✗►●■◆□○▲▼◐◑◔◕")

PLAIN_TABLE = {ord(key): value for key, value in (LIGATURES | CONTROLS | SYMBOLS).items()}
for _key, _value in list(PLAIN_TABLE.items()):
    if len(_value) == 1 and ord(_value) in PLAIN_TABLE:
        PLAIN_TABLE[_key] = PLAIN_TABLE[ord(_value)]
TABLE_KEYS = re.compile("[" + re.escape("".join(map(chr, PLAIN_TABLE))) + "]")
UNKNOWN_MARK = re.compile("[\ue000-\uf8ff\ufffd]")
"""Private-use code points, which mean nothing without their font."""
SYMBOL = {"-": "−", "\xb7": "•", "\uf0b7": "•"}
"""The Symbol font's own codes, as readers give them that do not know the font."""


def plain_text(text: str) -> str:
    """Characters of one word to NFC text with ligatures, soft hyphens and symbol-font code points resolved."""
    if text.isascii():
        return text if text.isprintable() else text.translate(PLAIN_TABLE)
    return unicodedata.normalize("NFC", text.translate(PLAIN_TABLE))


def is_plain(text: str) -> bool:
    """Whether `plain_text` leaves every word of a text as it is."""
    return unicodedata.is_normalized("NFC", text) and not TABLE_KEYS.search(text)


def symbol_text(text: str, font: str) -> str:
    """Characters of a symbol font that gives its glyphs as Latin letters to marks or to Word's private code points."""
    name = font.lower()
    if "zapfdingbats" in name or name.endswith("dingbats"):
        return ZAPF.get(text) or "".join(ZAPF.get(char, char) for char in text)
    if name.rpartition("+")[2] == "symbol":
        return "".join(SYMBOL.get(char, char) for char in text)
    if "wingdings" in name and not name.endswith(("2", "3")):
        return "".join(chr(0xF000 + ord(ch)) if 0x20 < ord(ch) < 0x100 else ch for ch in text)
    return text
