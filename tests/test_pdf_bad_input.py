"""Damaged, locked, empty and hostile PDFs: each a ReadError with a reason, or a Document with remarks."""

import hashlib
import io
import zlib
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import reportlab
from test_pdf_lines import Paper, read

from extract.errors import ReadError, Reason
from extract.reader import ReadOptions, read_document
from styrdata.pipeline import read_task
from styrdata.records import Task


def plan() -> bytes:
    paper = Paper()
    for page in range(3):
        paper.text(60, 100, f"Nämndmål {page}").text(60, 130, "Brödtext om verksamheten.").next()
    return paper.bytes()


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    target = io.BytesIO()
    pdf.save(target, **options)  # type: ignore[arg-type]
    return target.getvalue()


def reason(data: bytes, name: str = "prov.pdf") -> Reason:
    with pytest.raises(ReadError) as caught:
        read_document(data, name, ReadOptions(ocr=False))
    assert name in str(caught.value)
    return caught.value.reason


def outcome(data: bytes) -> Reason | str:
    try:
        read_document(data, "prov.pdf", ReadOptions(ocr=False))
    except ReadError as error:
        return error.reason
    return "read"


def codes(data: bytes) -> set[str]:
    return {remark.code for remark in read(data).remarks}


def test_a_whole_file_has_no_remarks() -> None:
    assert codes(plan()) == set()


def test_zero_bytes_are_empty() -> None:
    assert reason(b"") is Reason.EMPTY


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(50), b"GIF89a" + bytes(50), b"{\\rtf1 hej}"])
def test_another_format_named_pdf_is_unsupported(data: bytes) -> None:
    assert reason(data) is Reason.UNSUPPORTED


def test_a_truncated_file_is_repaired_or_damaged() -> None:
    whole = plan()
    assert codes(whole[: len(whole) - 200]) == {"repaired"}
    assert reason(whole[:120]) is Reason.DAMAGED


def test_a_garbage_cross_reference_table_is_repaired() -> None:
    whole = plan()
    start = whole.rindex(b"startxref")
    garbage = whole[:start] + b"startxref\n99999999\n%%EOF\n"
    document = read(garbage)
    assert {remark.code for remark in document.remarks} == {"repaired"}
    assert "Nämndmål 2" in [line.text for line in document.lines]


def with_bad_content(pages: tuple[int, ...]) -> bytes:
    """A plan of which some pages' compressed content breaks off in rubbish."""
    with pikepdf.open(io.BytesIO(plan())) as pdf:
        for number in pages:
            whole = zlib.compress(pdf.pages[number - 1].Contents.read_bytes())
            content = pdf.make_stream(b"")
            content.write(whole[: len(whole) // 2] + bytes(20), filter=pikepdf.Name.FlateDecode)
            pdf.pages[number - 1].Contents = content
        return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


# A reader takes what stands before the damage and says nothing of the rest.
def test_a_page_whose_content_is_damaged_is_told() -> None:
    remarks = read(with_bad_content((2,))).remarks
    assert [(remark.code, remark.severity, remark.page) for remark in remarks] == [("page_unreadable", "error", 2)]


def test_a_file_of_damaged_pages_is_damaged_and_no_letter() -> None:
    data = with_bad_content((1, 2, 3))
    task = Task("plan.pdf", "plan.pdf", hashlib.sha256(data).hexdigest(), "", data=data)
    assert read_task(task).record.reason is Reason.DAMAGED


def test_random_bytes_after_the_magic_are_damaged() -> None:
    assert reason(b"%PDF-1.7\n" + bytes(range(256)) * 20) is Reason.DAMAGED


def test_a_file_locked_with_an_empty_password_is_read() -> None:
    with pikepdf.open(io.BytesIO(plan())) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="hemlig", user=""))
    assert "Nämndmål 0" in [line.text for line in read(locked).lines]


@pytest.mark.parametrize("source", ["fast", "pdfplumber"])
def test_a_file_locked_with_a_password_is_encrypted(source: str) -> None:
    with pikepdf.open(io.BytesIO(plan())) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="hemlig", user="hemlig"))
    with pytest.raises(ReadError) as caught:
        read_document(locked, "prov.pdf", ReadOptions(source=source))
    assert caught.value.reason is Reason.ENCRYPTED


def test_a_file_without_pages_is_empty_or_damaged() -> None:
    with pikepdf.new() as pdf:
        assert reason(saved(pdf)) in (Reason.EMPTY, Reason.DAMAGED)


def test_a_thousand_blank_pages_are_empty() -> None:
    with pikepdf.new() as pdf:
        for _ in range(1000):
            pdf.add_blank_page()
        assert reason(saved(pdf)) is Reason.EMPTY


def test_a_giant_page_is_read_like_any_other() -> None:
    document = read(Paper((20_000, 20_000)).text(600, 1000, "Jätteark").bytes())
    assert [line.text for line in document.lines] == ["Jätteark"]


def with_forms(depth: int, *, loop: bool) -> bytes:
    """A page whose text stands in forms inside forms; the innermost one may name the outermost."""
    with pikepdf.open(io.BytesIO(plan())) as pdf:
        forms = [
            pdf.make_stream(b"/F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 600, 900])
            for _ in range(depth)
        ]
        for outer, inner in pairwise(forms):
            outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        if loop:
            forms[-1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=forms[0]))
        page = pdf.pages[0]
        page.Resources.XObject = pikepdf.Dictionary(F=forms[0])
        page.contents_add(b"/F Do")
        return saved(pdf)


@pytest.mark.parametrize("loop", [False, True])
def test_forms_inside_forms_end(loop: bool) -> None:
    document = read(with_forms(200, loop=loop))
    assert "Nämndmål 1" in [line.text for line in document.lines]


def test_pages_that_name_each_other_end() -> None:
    with pikepdf.open(io.BytesIO(plan())) as pdf:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        data = saved(pdf)
    assert outcome(data) in (Reason.DAMAGED, Reason.EMPTY, "read")


def test_attachments_and_scripts_are_ignored() -> None:
    with pikepdf.open(io.BytesIO(plan())) as pdf:
        pdf.attachments["virus.exe"] = b"MZ"
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        document = read(saved(pdf))
    assert not any("alert" in line.text or "MZ" in line.text for line in document.lines)


def unreadable() -> bytes:
    """A file whose embedded font has lost what its glyphs mean."""
    fpdf = pytest.importorskip("fpdf", reason="fpdf2 comes with the OCR tools")
    pdf = fpdf.FPDF()
    pdf.add_font("Vera", fname=str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    pdf.set_font("Vera", size=11)
    pdf.add_page()
    pdf.cell(text="Text vars teckensnitt inte säger vad bokstäverna betyder")
    with pikepdf.open(io.BytesIO(bytes(pdf.output()))) as file:
        for item in file.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                del item["/ToUnicode"]
        return saved(file)


def test_fonts_without_meaning_are_not_read_as_text() -> None:
    assert outcome(unreadable()) in (Reason.NEEDS_OCR, Reason.UNREADABLE)


@pytest.mark.parametrize("source", ["fast", "pdfplumber"])
def test_text_set_in_no_size_at_all_does_no_harm(source: str) -> None:
    paper = Paper()
    for line in range(4):
        paper.text(60, 100 + 12 * line, f"Rad {line} utan storlek", size=0)
    paper.text(60, 200, "Nämndmål: Parken är grön").next()
    lines = read_document(paper.bytes(), "prov.pdf", ReadOptions(source=source)).lines
    assert "Nämndmål: Parken är grön" in [line.text for line in lines]
