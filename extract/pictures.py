"""Small images to marks.

In: the box and the bytes of a small image, or how a file describes it. Out: a Picture with the mark it stands for where
that is known, else with a name (a hash of its bytes) that a finding can give. It never decodes an image: the bytes name
it.
"""

from __future__ import annotations

import hashlib

from extract.page_content import Box, Picture

SMALL_IMAGE = 24.0
"""Points: an image up to this is an icon; larger ones are pictures and scans."""
SMALLEST_IMAGE = 2.0
"""Points: smaller ones are parts of lines."""
KNOWN_IMAGES: dict[str, str] = {}
"""First 12 hex digits of the SHA-256 of an icon's undecoded bytes, to its mark. Filled as archives show them."""

ALT_MARKS: dict[str, str] = {
    **dict.fromkeys(("genomförd", "genomfört", "genomförda", "klar", "slutförd", "avslutad"), "✓"),
    **dict.fromkeys(("pågår", "pågående", "påbörjad", "enligt plan", "delvis genomförd"), "►"),
    **dict.fromkeys(("ej genomförd", "inte genomförd", "ej genomfört", "ej påbörjad", "avbruten", "utgår"), "✗"),
}
"""How the planning system describes the icons of an activity's status, lower case, to the marks of the same meaning.

This is Stockholm's vocabulary; another city's words are added here. Other descriptions stand beside the words they
describe ("Uppfylls helt") or adorn a name.
"""


def alt_mark(description: str) -> str:
    """The mark that an image stands for by its description; "" where that says nothing."""
    return ALT_MARKS.get(" ".join(description.casefold().split()).rstrip("."), "")


def image_to_picture(box: Box, data: bytes, mcid: int) -> Picture:
    """A small image to a Picture; unknown ones are named by their hash."""
    digest = hashlib.sha256(data).hexdigest()[:12]
    return Picture(box, KNOWN_IMAGES.get(digest, ""), f"image {digest}", mcid)
