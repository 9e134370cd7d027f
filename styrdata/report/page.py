"""The report as one HTML file that needs nothing else.

In: a dataset's layout. Out: the file's text, with every picture drawn into it. The same dataset gives the same text.
"""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from styrdata import charts, words
from styrdata.connection import layout_to_connection
from styrdata.layout import Layout
from styrdata.report.contents import Picture, gather


def layout_to_html(layout: Layout) -> str:
    """Gather what the report says, draw its pictures, fill in its template."""
    contents = gather(layout_to_connection(layout), layout.records())
    environment = Environment(
        loader=PackageLoader("styrdata.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters.update(
        kronor=words.kronor, tal=words.number, antal=words.count, ord=words.word, mnkr=millions, inled=sentence_case
    )
    pictures = {name: Markup(draw(picture)) for name, picture in contents.pictures.items()}
    style = files("styrdata.report").joinpath("report.css").read_text("utf-8")
    template = environment.get_template("report.html")
    return template.render(contents=contents, pictures=pictures, style=Markup(style), reasons=words.REASONS)


def draw(picture: Picture) -> str:
    """A picture as SVG."""
    svg: str = getattr(charts, picture.draw)(picture.rows)
    return svg


def millions(amount: float) -> str:
    """An amount in millions of kronor with one decimal: `858,6`."""
    return f"{float(amount) / 1e6:,.1f}".replace(",", words.SPACE).replace(".", ",").replace("-", words.MINUS)


def sentence_case(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]
