"""The bytes of a text file to its characters: byte order marks, UTF-8, UTF-16, and the Swedish eight-bit encodings.

In: bytes. Out: an NFC string and remarks on what was repaired. It never guesses silently: text that is not
decodable as a whole is said to be so, and a file of binary data is refused.
"""

from __future__ import annotations

import codecs
import unicodedata

from extract.document import Remark
from extract.errors import ReadError, Reason

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
EIGHT_BIT = ["cp1252", "latin_1", "mac_roman", "cp850"]
"""Encodings that Swedish offices have written in; the last resort is the first of them."""
SAMPLE = 65_536
"""Bytes looked at to tell an encoding or binary data."""
MAX_BAD_SHARE = 0.25
"""Undecodable places for each letter of several bytes up to which a file is damaged UTF-8 and no other encoding."""
SWEDISH = "åäöÅÄÖ"
"""Letters that tell the eight-bit encodings apart: they stand at other bytes in each."""
MAX_CONTROL_SHARE = 0.02
"""Share of control characters above which a file is binary data and not text."""
CONTROLS = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\r\f\v\x1b") | {"\x7f", "\ufffd"}


def decode(data: bytes, name: str) -> tuple[str, tuple[Remark, ...]]:
    """Decode a text file; raises ReadError(UNSUPPORTED) for binary data."""
    text, remarks = _decode(data)
    sample = text[:SAMPLE]
    controls = sum(character in CONTROLS for character in sample)
    if controls > max(1, MAX_CONTROL_SHARE * len(sample)):
        raise ReadError(Reason.UNSUPPORTED, f"{name} holds binary data, not text; check what kind of file it is.")
    if "\x00" in text:
        text = text.replace("\x00", "")
        remarks = (*remarks, Remark("repaired", "warning", "NUL characters were taken out of the text."))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text, remarks


def _decode(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _strict_or_damaged(data[len(mark) :], encoding)
    wide = _utf16_without_mark(data)
    if wide:
        return _strict_or_damaged(data, wide)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", errors="replace")
    multibyte = sum(ord(character) > 127 for character in text) - text.count("\ufffd")
    if text.count("\ufffd") <= MAX_BAD_SHARE * multibyte:
        return text, (_damaged("utf-8"),)
    return _eight_bit(data), ()


def _utf16_without_mark(data: bytes) -> str | None:
    """The byte order of UTF-16 text that has no mark: nearly every other byte of Swedish text is then zero."""
    sample = data[:SAMPLE]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * len(sample) and even < 0.05 * len(sample):
        return "utf-16-le"
    if even > 0.4 * len(sample) and odd < 0.05 * len(sample):
        return "utf-16-be"
    return None


def _strict_or_damaged(data: bytes, encoding: str) -> tuple[str, tuple[Remark, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        return data.decode(encoding, errors="replace"), (_damaged(encoding),)


def _damaged(encoding: str) -> Remark:
    message = f"Some bytes are not {encoding.upper()}; they stand as replacement characters (U+FFFD)."
    return Remark("repaired", "warning", message)


def _eight_bit(data: bytes) -> str:
    letters = {encoding: sum(map(data.count, _bytes_of(SWEDISH, encoding))) for encoding in EIGHT_BIT}
    encoding = max(EIGHT_BIT, key=lambda name: letters[name])
    if not letters[encoding]:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:SAMPLE], cp_isolation=EIGHT_BIT, preemptive_behaviour=False).best()
        encoding = best.encoding if best else EIGHT_BIT[0]
    # ISO 8859-1 has control characters where Windows-1252 has quotes and dashes; no office text means the former.
    encoding = "cp1252" if encoding in ("latin_1", "iso8859_1") else encoding
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("latin_1")


def _bytes_of(letters: str, encoding: str) -> list[bytes]:
    return [letter.encode(encoding) for letter in letters]
