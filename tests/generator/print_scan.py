"""PDF -> scanned PDF: each page as a picture, as a copier would give it.

In: the bytes of a PDF, and how bad the copier is. Out: the bytes of a PDF of pictures without any text.
"""

from __future__ import annotations

import io
import random

import pypdfium2 as pdfium
from PIL import Image, ImageFilter


def to_scan(
    data: bytes, *, seed: int = 0, skew: float = 0.0, noise: float = 0.0, dots: int = 200, pages: range | None = None
) -> bytes:
    """Print a PDF as pictures. `skew` in degrees, `noise` as share of specks, `dots` an inch, `pages` from 0."""
    source = pdfium.PdfDocument(data)
    dice = random.Random(seed)
    pictures = []
    for number in pages if pages is not None else range(len(source)):
        picture = source[number].render(scale=dots / 72, grayscale=True).to_pil().convert("L")
        if skew:
            angle = dice.uniform(-skew, skew)
            picture = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        if noise:
            specks = Image.effect_noise(picture.size, 60).point(
                lambda value: 255 if value > 128 - 110 * (1 - noise) else 0
            )
            picture = picture.filter(ImageFilter.GaussianBlur(0.4))
            picture = Image.composite(picture, Image.new("L", picture.size, 90), specks)
        pictures.append(picture)
    source.close()
    target = io.BytesIO()
    pictures[0].save(target, format="PDF", save_all=True, append_images=pictures[1:], resolution=dots)
    return target.getvalue()
