"""Small images to marks.

In: the box and the bytes of a small image, the page's tags. Out: a Picture with the mark it stands for where that is known,
or the words its author put in its place, else with a name (a hash of its bytes) that a finding can give. It never
decodes an image: the bytes name it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from extract.page_content import Box, Picture, Tag

SMALL_IMAGE = 24.0
"""Points: an image up to this is an icon; larger ones are pictures and scans."""
SMALLEST_IMAGE = 2.0
"""Points: smaller ones are parts of lines."""
LONGEST_WORDS = 30
"""Letters of the words that stand for a mark, at most; longer ones describe a picture."""
KNOWN_IMAGES: dict[str, str] = {}
"""First 12 hex digits of the SHA-256 of an icon's undecoded bytes, to its mark. Filled as archives show them."""


def image_to_picture(box: Box, data: bytes, mcid: int) -> Picture:
    """A small image to a Picture; unknown ones are named by their hash."""
    digest = hashlib.sha256(data).hexdigest()[:12]
    return Picture(box, KNOWN_IMAGES.get(digest, ""), f"image {digest}", mcid)


def with_words(pictures: Sequence[Picture], tags: Sequence[Tag]) -> list[Picture]:
    """Pictures without a known mark with the words that stand for them in brackets: a Figure's replacement text."""
    words = dict(figure_words(tags))
    return [
        picture._replace(text=f"[{words[picture.mcid]}]") if not picture.text and picture.mcid in words else picture
        for picture in pictures
    ]


def figure_words(tags: Iterable[Tag]) -> Iterator[tuple[int, str]]:
    """Marked contents of figures and the words that stand for them, where these are a few plain ones."""
    for tag in tags:
        text = " ".join((tag.text or "").split())
        if tag.type == "Figure" and 0 < len(text) <= LONGEST_WORDS and text.replace(" ", "").isalpha():
            yield from ((mcid, text) for mcid in tag.mcids)
        yield from figure_words(tag.children)
