"""The pages of a PDF whose drawing is damaged.

In: the bytes of a PDF. Out: the numbers of the pages whose content does not decode to its end. Readers take what stands
before the damage and pass over the rest without a word, so that it has to be looked for. It repairs nothing.
"""

from __future__ import annotations

import io
import re
from typing import Any

LAST = 40
"""Bytes at the end of content that are looked at."""
OPERATOR = re.compile(rb"[A-Za-z*'\"]\s*$")
"""How whole content ends; some printers leave out the checksum behind it."""


def damaged_pages(data: bytes) -> frozenset[int]:
    """Numbers, from 1, of the pages with damaged content; none where the file cannot be opened to look."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return frozenset(number for number, page in enumerate(pdf.pages, 1) if is_damaged(pdf, page.obj))
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        return frozenset()


def is_damaged(pdf: Any, page: Any) -> bool:
    """Whether a part of a page's content cannot be decoded, or the page has lost what says where that is."""
    import pikepdf

    if "/Contents" not in page:
        return "/Parent" not in page
    content = page.Contents
    try:
        for stream in content.as_list() if isinstance(content, pikepdf.Array) else [content]:
            pdf.get_warnings()
            decoded = stream.read_bytes()
            if pdf.get_warnings() and not OPERATOR.search(decoded[-LAST:]):
                return True
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        return True
    return False
