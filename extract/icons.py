"""Small images to marks.

In: the boxes and the bytes of small images, later the file that they stand in. Out: Pictures named by a hash of their
bytes, and the marks that their shapes are, each image looked at once a file, with what the file says that they show. A
shape that is no known mark and that nothing is said of stays a name, which a finding can give. It never decides what a
mark means.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.document import ALT_CLOSE, ALT_OPEN
from extract.page_content import Box, PageContent, Picture, Tag
from extract.pdf.figures import Figures

SMALL_IMAGE = 24.0
"""Points: an image up to this is an icon; larger ones are pictures and scans."""
SMALLEST_IMAGE = 2.0
"""Points: smaller ones are parts of lines."""
DEEPEST_FORM = 5
"""Forms inside forms that are looked into for images."""
LONGEST_WORDS = 30
"""Letters of the words that stand for a mark, at most."""
LARGEST_ICON = 1024
"""Dots: images of more are not icons, however small they are printed."""


def image_to_picture(box: Box, data: bytes, mcid: int) -> Picture:
    """A small image to a Picture that is named by the hash of its undecoded bytes."""
    return Picture(box, "", image_name(data), mcid)


def image_name(data: bytes) -> str:
    """What to call an image, by its undecoded bytes."""
    return f"image {hashlib.sha256(data).hexdigest()[:12]}"


def icon_text(mark: str | None, said: str | None) -> str:
    """A small picture as text: its mark, and what the file says that it shows; "" where neither is known.

    A few plain words can be a status; more of them, or a file's name, describe a picture.
    """
    said = " ".join((said or "").split())
    plain = len(said) <= LONGEST_WORDS and said.replace(" ", "").isalpha()
    return (mark or "") + (f"{ALT_OPEN}{said}{ALT_CLOSE}" if plain else "")


def figure_texts(tags: Iterable[Tag]) -> Iterator[tuple[int, str]]:
    """What the tag tree says of its figures, by their marked contents."""
    for tag in tags:
        if tag.type == "Figure" and tag.text:
            yield from ((mcid, tag.text) for mcid in tag.mcids)
        yield from figure_texts(tag.children)


class Icons:
    """The small images of one file: which marks their shapes are."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._marks: dict[str, str] = {}
        self._figures = Figures(data)

    def marked(self, content: PageContent) -> PageContent:
        """A page with the marks of its small images in place; images of an unknown shape stay without one."""
        names = {picture.name for picture in content.pictures if not picture.text}
        if not names:
            return content
        if not names <= self._marks.keys():
            self._look(content.number, names)
        said = dict(figure_texts(content.tags))
        pictures = []
        for picture in content.pictures:
            text = said.get(picture.mcid)
            if text is None and content.tags:
                text = self._figures.said_at(content.number, picture.box, content.height)
            pictures.append(picture._replace(text=picture.text or icon_text(self._marks.get(picture.name), text)))
        return replace(content, pictures=tuple(pictures))

    def _look(self, number: int, names: set[str]) -> None:
        """Look at the images of a page that bear these names; none where the file's pages cannot be opened."""
        import pypdfium2 as pdfium
        from pypdfium2 import raw

        from extract.icon_shapes import icon_to_mark

        self._marks.update(dict.fromkeys(names - self._marks.keys(), ""))
        try:
            pdf = pdfium.PdfDocument(self._data)
        except pdfium.PdfiumError:
            return
        try:
            for item in pdf[number - 1].get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=DEEPEST_FORM):
                name = image_name(bytes(item.get_data()))
                if name in names and not self._marks[name] and max(item.get_px_size()) <= LARGEST_ICON:
                    self._marks[name] = icon_to_mark(item.get_bitmap(render=True).to_pil()) or ""
        except pdfium.PdfiumError:
            return
        finally:
            pdf.close()
