"""Bytes to characters: every encoding the archive has been saved in gives the same letters, and what is no text is refused."""

from __future__ import annotations

import codecs
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.decoding import decode
from extract.errors import ReadError, Reason
from extract.text import read_text

SWEDISH = (
    "Verksamhetsplan 2022 för Ängsbackens äldreboende\n\n"
    "Nämndmål: Äldre får omsorg av god kvalitet\n\n"
    "Andelen nöjda ska öka från 85 till 90 %. Vi möter var och en på hens egna villkor, året om – även på natten.\n"
) * 3


# The same text comes out of each of them, with nothing said of a repair.
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("UTF-8", SWEDISH.encode()),
        ("UTF-8 with a mark", codecs.BOM_UTF8 + SWEDISH.encode()),
        ("UTF-16 LE with a mark", codecs.BOM_UTF16_LE + SWEDISH.encode("utf-16-le")),
        ("UTF-16 BE with a mark", codecs.BOM_UTF16_BE + SWEDISH.encode("utf-16-be")),
        ("UTF-16 LE", SWEDISH.encode("utf-16-le")),
        ("UTF-16 BE", SWEDISH.encode("utf-16-be")),
        ("UTF-32 LE with a mark", codecs.BOM_UTF32_LE + SWEDISH.encode("utf-32-le")),
        ("UTF-32 BE with a mark", codecs.BOM_UTF32_BE + SWEDISH.encode("utf-32-be")),
        ("Windows-1252", SWEDISH.encode("cp1252")),
        ("decomposed letters", unicodedata.normalize("NFD", SWEDISH).encode()),
        ("old Macintosh", SWEDISH.encode("mac_roman")),
        ("old DOS", SWEDISH.replace("–", "-").encode("cp850")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_encodings(name: str, data: bytes) -> None:
    text, remarks = decode(data, "plan.txt")
    assert text == (SWEDISH.replace("–", "-") if name == "old DOS" else SWEDISH)
    assert remarks == ()


# ISO 8859-1 is a part of Windows-1252 for all that an office writes; a file too short to count letters in is read, too.
@pytest.mark.parametrize("text", ["Nämndmål: Fåglarna är här", "År 2012\nÅTAGANDE:\nVi når målen", "Ö", "då\xa0går"])
def test_latin1(text: str) -> None:
    assert decode(text.encode("latin-1"), "plan.txt") == (text, ())


# A few broken bytes in a UTF-8 file are a damaged file, not another encoding: its other letters stay right.
def test_a_damaged_byte_is_said() -> None:
    data = SWEDISH.encode()
    text, (remark,) = decode(data[:20] + b"\xff" + data[20:], "plan.txt")
    assert text.replace("\ufffd", "") == SWEDISH
    assert (remark.code, remark.severity) == ("repaired", "warning")


# A UTF-16 file cut in the middle of a letter keeps all letters before.
def test_half_a_letter_at_the_end() -> None:
    text, (remark,) = decode("Nämndmål".encode("utf-16")[:-1], "plan.txt")
    assert text.startswith("Nämndmå")
    assert remark.code == "repaired"


# NUL characters are taken out, which is said; blanks and tabs are not touched.
def test_nul_characters() -> None:
    text, (remark,) = decode(SWEDISH.replace("2022", "20\x0022").encode() + b"a\t b", "plan.txt")
    assert text == SWEDISH + "a\t b"
    assert "NUL" in remark.message


# NFC and never NFKC: a square stays a square, a soft hyphen stays.
def test_compatibility_characters_stay() -> None:
    assert decode("10² kWh/m² ½ ﬁ e\u00ad".encode(), "plan.txt")[0] == "10² kWh/m² ½ ﬁ e\u00ad"


# A picture, an archive or a PDF under a text file's name is refused, with the name in the sentence.
@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"PK\x03\x04" + bytes(200) + bytes(range(256)) * 4,
        bytes(4000),
        b"\x7fELF" + bytes(range(32)) * 100,
    ],
)
def test_binary_data(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"bild\.txt") as caught:
        read_text(data, "bild.txt")
    assert caught.value.reason in (Reason.UNSUPPORTED, Reason.EMPTY)


# Nothing printed is nothing to import: no byte, a lone mark, blanks of any kind, page breaks.
@pytest.mark.parametrize(
    "data", [b"", codecs.BOM_UTF8, b" \t\r\n \n", "\u00a0\u2003\n".encode(), b"\f\n\f", b"\n" * 99]
)
def test_empty(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_text(data, "plan.txt")
    assert caught.value.reason is Reason.EMPTY


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.text.MAX_BYTES", 2 * 2**20)
    with pytest.raises(ReadError, match="2 MiB") as caught:
        read_text(b"a" * (2 * 2**20 + 1), "plan.txt")
    assert caught.value.reason is Reason.TOO_LARGE


# Whatever bytes there are, what comes out is NFC without NULs, or the file is refused.
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    with suppress(ReadError):
        text, _ = decode(data, "plan.txt")
        assert "\x00" not in text
        assert unicodedata.is_normalized("NFC", text)


# Any Swedish text comes back from UTF-8 as it was.
@given(st.text(alphabet="abcåäöÅÄÖéü –”%§½\n\t0123456789.,:", max_size=200))
def test_utf8_is_never_taken_for_another(text: str) -> None:
    assert decode(text.encode(), "plan.txt") == (text, ())
