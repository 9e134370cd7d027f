"""pdfplumber's pages with marked content as the format has it: nested, and of elements that a page break parts.

In: a page as pdfplumber opens it. Out: the same page, whose characters keep the number of the marked content around
them where another one without a number stands inside it, as printers set round a ligature to say its letters, and whose
tag tree has the elements that began on the page before. It never changes a character.
"""

from __future__ import annotations

from typing import Any

from pdfminer.layout import LTPage
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.structure import PDFStructTree, StructTreeMissing


class NestedMarks(PDFPageAggregatorWithMarkedContent):
    """Characters of a page, each with the number of the innermost marked content that has one."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._outer: list[int | None] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """Open a marked content: without a number of its own it has that of the one around it."""
        outer = self.cur_mcid
        self._outer.append(outer)
        super().begin_tag(tag, props)
        if self.cur_mcid is None:
            self.cur_mcid = outer

    def end_tag(self) -> None:
        """Close the innermost marked content; a damaged file may close more than it opened."""
        super().end_tag()
        self.cur_mcid = self._outer.pop() if self._outer else None


class PageTree(PDFStructTree):
    """The tag tree of a page with the elements that only end there; such an element names the page it begins on."""

    def on_parsed_page(self, obj: dict[str, Any]) -> bool:
        """Whether an element or a content can be of this page."""
        return "S" in obj or super().on_parsed_page(obj)

    def _make_element(self, obj: Any) -> tuple[Any, list[Any]]:
        """An element and what is below it; the bare numbers below one that begins elsewhere are of that page."""
        element, children = super()._make_element(obj)
        if self.page and "Pg" in obj and obj["Pg"].objid != self.page.page_obj.pageid:
            children = [child for child in children if not isinstance(resolve1(child), int)]
        return element, children


class MarkedPage(Page):
    """A page of pdfplumber whose marked contents may be nested and may go on from the page before."""

    @property
    def layout(self) -> LTPage:
        """All that stands on the page, read once."""
        if not hasattr(self, "_layout"):
            device = NestedMarks(self.pdf.rsrcmgr, pageno=self.page_number, laparams=self.pdf.laparams)
            PDFPageInterpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._layout: LTPage = device.get_result()
        return self._layout

    @property
    def structure_tree(self) -> list[dict[str, Any]]:
        """The elements of the tag tree that have content on the page."""
        try:
            return [element.to_dict() for element in PageTree(self.pdf, self)]
        except StructTreeMissing:
            return []


def marked_page(page: Page) -> MarkedPage:
    """A page as pdfplumber opens it to one with nested marks."""
    return MarkedPage(page.pdf, page.page_obj, page.page_number, page.initial_doctop)
