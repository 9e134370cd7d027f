"""Pictures of a dataset as SVG, drawn on this machine.

In: rows of plain values, in the order they are to be shown. Out: SVG text with a title and a description for a screen
reader. It never fetches anything, and the same rows give the same picture.
"""

from __future__ import annotations

import json
import re
import textwrap
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import escape

from styrdata.analysis_errors import require

Row = Mapping[str, Any]

INK = "#1f2933"
FAINT = "#52606d"
GRID = "#e4e7eb"
BLUE = "#0b5cab"
SERIES = ("#0b5cab", "#e08a00", "#2a7f62", "#8e3b8c", "#6b7280", "#b3261e", "#3aa6b9", "#b0a030")
"""Told apart also by the commonest kinds of colour blindness, and against white."""
MEASURES = {"budget": SERIES[0], "prognos": SERIES[1], "utfall": SERIES[2]}
LEVELS = ("#16355b", "#0b5cab", "#2a7f62", "#6b4a8a")
"""Dark enough for white text."""
GOOD, BAD, UNKNOWN = "#2a7f62", "#b3261e", "#9aa5b1"
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
WIDTH = 760
LEAF, LINE, CHARACTER = 34, 14, 5.9
"""Height of a goal's box, of a line of its text, and width of a letter in it, in pixels."""
TALL_LEAF, FEW = 62, 24
"""Height of a box where there are few of them below each other, for titles of four lines."""
BOX_TEXT = {
    "type": "text", "align": "left", "dx": 7, "color": "white", "fontSize": 11.5, "lineBreak": "\n",
    "lineHeight": LINE, "baseline": "middle",
}  # fmt: skip
LETTERS = 54
"""Letters of a label beside a picture that fit its width."""
LABELS = {
    "labelLimit": 330, "domain": False, "ticks": False, "labelExpr": "split(datum.value, '\\n')", "labelLineHeight": 14,
    "labelPadding": 12,
}  # fmt: skip
"""Labels of one or two lines beside bars."""
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
NUMBERS = {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", "\u00a0kr"]}
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
          "december")  # fmt: skip
DAYS = ("söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag")
TIMES = {
    "dateTime": "%Y-%m-%d %H:%M", "date": "%Y-%m-%d", "time": "%H:%M", "periods": ["", ""], "days": DAYS,
    "shortDays": [day[:3] for day in DAYS], "months": MONTHS, "shortMonths": [month[:3] for month in MONTHS],
}  # fmt: skip


def documents_by_year(rows: Sequence[Row]) -> str:
    """Documents by year and kind: stacked bars. Rows: year, kind, count."""
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    spec = {
        "mark": {"type": "bar", "size": 34},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}},
            "y": _count_axis("count", "Antal dokument"),
            "color": _color("kind", kinds, "Dokumenttyp"),
            "order": {"field": "kind", "sort": "descending"},
        },
    }
    return _draw(spec, rows, "Dokument per år och dokumenttyp", height=240)


def goal_icicle(rows: Sequence[Row]) -> str:
    """How goals nest: one column a level, the height of a box by what hangs under it. Rows: x, y0, y1, level, title."""
    levels = list(dict.fromkeys(row["level"] for row in rows))
    tallest = max((row["y1"] for row in rows), default=1)
    leaf = TALL_LEAF if tallest <= FEW else LEAF
    height = leaf * tallest
    rows = [{**row, **_wrapped(row, WIDTH // max(len(levels), 1), leaf)} for row in rows]
    place = {
        "x": _number("x", None, axis=None, scale={"domain": [0, len(levels)], "nice": False}),
        "y": _number("y0", None, axis=None, scale={"reverse": True, "domain": [0, tallest], "nice": False}),
    }
    fill = _name("level", legend={"orient": "top", "labelLimit": 380},
                 scale={"domain": levels, "range": LEVELS[: len(levels)]})  # fmt: skip
    box = {
        "mark": {"type": "rect", "stroke": "white", "strokeWidth": 1.5, "cornerRadius": 2},
        "encoding": {
            **place,
            "x2": {"field": "x1"},
            "y2": {"field": "y1"},
            "color": fill,
            "tooltip": {"field": "title"},
        },
    }
    middle = f"(datum.y0 + datum.y1) / 2 - (datum.lines - 1) * {LINE / leaf / 2}"
    text = {
        "transform": [{"calculate": middle, "as": "from"}],
        "mark": BOX_TEXT,
        "encoding": {**place, "y": {**place["y"], "field": "from"}, "text": {"field": "shown"}},
    }
    return _draw({"layer": [box, text]}, rows, "Målkedjan: hur målen hänger under varandra", height=height)


def _wrapped(row: Row, width: int, leaf: int) -> Row:
    """A box's title in as many lines as it has room for, and their number."""
    room = int((row["y1"] - row["y0"]) * leaf / LINE)
    lines = textwrap.wrap(row["title"], int((width - 14) / CHARACTER), max_lines=max(room, 1), placeholder=" …")
    return {"shown": "\n".join(lines), "lines": len(lines)}


def targets_and_outcomes(rows: Sequence[Row]) -> str:
    """Outcome in per cent of the target, an indicator a line. Rows: name, under, share, result, label."""
    results = ["uppnått", "ej uppnått"]
    color = _name("result", legend={"orient": "top"}, scale={"domain": results, "range": [GOOD, BAD]})
    shape = _name("result", legend=None, scale={"domain": results, "range": ["circle", "diamond"]})
    rows = [{**row, "name": two_lines(row["name"], row.get("under", ""))} for row in rows]
    y = _name("name", sort=[row["name"] for row in rows], axis=LABELS)
    x = _number("share", "Utfall i procent av målet", scale={"zero": True, "nice": True})
    from_target = {
        "transform": [{"calculate": "100", "as": "goal"}],
        "mark": {"type": "rule", "color": "#9aa5b1", "strokeWidth": 2},
        "encoding": {"y": y, "x": x, "x2": {"field": "goal"}},
    }
    target = {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]},
        "encoding": {"x": {"datum": 100}},
    }
    outcome = {
        "mark": {"type": "point", "filled": True, "size": 120, "opacity": 1},
        "encoding": {"y": y, "x": x, "color": color, "shape": shape},
    }
    figures = {
        "mark": {"type": "text", "align": "left", "dx": 12, "color": INK},
        "encoding": {"y": y, "x": {"value": "width"}, "text": {"field": "label"}},
    }
    layers = {"layer": [from_target, target, outcome, figures]}
    return _draw(layers, rows, "Utfall mot mål", height={"step": 36}, width=WIDTH - 360)


def two_lines(name: str, under: str = "") -> str:
    """A label of two lines: the name and what tells it from its likes, or the name alone wrapped."""
    room = 1 if under else 2
    lines = textwrap.wrap(name, LETTERS, max_lines=room, placeholder=" …")
    return "\n".join([*lines, *([textwrap.shorten(under, LETTERS, placeholder=" …")] if under else [])])


def budget_by_area(rows: Sequence[Row]) -> str:
    """Budget and outcome by area over the years, a small picture an area. Rows: area, year, measure, mnkr, organisation."""
    areas = list(dict.fromkeys(row["area"] for row in rows))
    measures = [name for name in ("budget", "prognos", "utfall") if any(row["measure"] == name for row in rows)]
    spec = {
        "facet": {"field": "area", "type": "nominal", "sort": areas, "title": None, "header": {"labelFontWeight": "bold", "labelLimit": 225, "labelAnchor": "start"}},
        "columns": 3,
        "spec": {
            "width": 205,
            "height": 110,
            "mark": {"type": "bar", "cornerRadiusEnd": 1},
            "encoding": {
                "x": {"field": "year", "type": "ordinal", "title": None, "axis": {"labelAngle": 0}},
                "xOffset": {"field": "measure", "sort": measures},
                "y": {"field": "mnkr", "type": "quantitative", "title": "mnkr", "axis": {"tickCount": 4, "format": ",~f"}},
                "color": {**_color("measure", measures, None), "scale": {"domain": measures, "range": [MEASURES[name] for name in measures]}},
            },
        },
        "resolve": {"scale": {"y": "independent"}, "axis": {"x": "independent"}},
    }  # fmt: skip
    whose = next((f", {row['organisation']}" for row in rows if row.get("organisation")), "")
    return _draw(spec, rows, f"Budget och utfall per område och år, miljoner kronor{whose}", height=None)


def open_activities(rows: Sequence[Row]) -> str:
    """How many activities are open each month. Rows: month (ISO day), count."""
    spec = {
        "mark": {"type": "area", "interpolate": "step-after", "color": BLUE, "opacity": 0.85},
        "encoding": {
            "x": {"field": "month", "type": "temporal", "title": None, "axis": {"format": "%b %Y", "tickCount": 8}},
            "y": _count_axis("count", "Pågående aktiviteter"),
        },
    }
    return _draw(spec, rows, "Pågående aktiviteter månad för månad", height=180)


def activity_timeline(rows: Sequence[Row]) -> str:
    """Activities as bars on a time line. Rows: name, start, end, status."""
    rows = [{**row, "name": two_lines(row["name"])} for row in rows]
    names = [row["name"] for row in rows]
    statuses = list(dict.fromkeys(row["status"] for row in rows))
    spec = {
        "mark": {"type": "bar", "height": 11, "cornerRadius": 3},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": names, "title": None, "axis": LABELS},
            "x": {"field": "start", "type": "temporal", "title": None, "axis": {"format": "%b %Y", "orient": "top", "tickCount": 5, "labelOverlap": "greedy", "labelSeparation": 10}},
            "x2": {"field": "end"},
            "color": _color("status", statuses, None, top=True),
        },
    }  # fmt: skip
    return _draw(spec, rows, "Aktiviteter på en tidslinje", height={"step": 34}, width=WIDTH - 360)


def findings_by_kind(rows: Sequence[Row]) -> str:
    """How many findings of each kind, by severity. Rows: kind, severity, count."""
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    severities = ["fel", "varning", "upplysning"]
    spec = {
        "mark": {"type": "bar", "height": 14},
        "encoding": {
            "y": {"field": "kind", "type": "nominal", "sort": kinds, "title": None, "axis": {"labelLimit": 330}},
            "x": _count_axis("count", "Antal"),
            "color": {
                "field": "severity", "type": "nominal", "title": None, "legend": {"orient": "top"},
                "scale": {"domain": severities, "range": [BAD, SERIES[1], UNKNOWN]},
            },
        },
    }  # fmt: skip
    return _draw(spec, rows, "Anmärkningar efter slag", height={"step": 26}, width=WIDTH - 360)


def _number(field: str, title: str | None, **options: Any) -> dict[str, Any]:
    """A channel for a number."""
    return {"field": field, "type": "quantitative", "title": title, **options}


def _name(field: str, **options: Any) -> dict[str, Any]:
    """A channel for a name, without a title."""
    return {"field": field, "type": "nominal", "title": None, **options}


def _count_axis(field: str, title: str) -> dict[str, Any]:
    """A scale of whole numbers from zero."""
    axis = {"labelExpr": "datum.value % 1 ? '' : format(datum.value, ',d')", "tickCount": 5}
    return {"field": field, "type": "quantitative", "aggregate": "sum", "title": title, "axis": axis}


def _color(field: str, domain: Sequence[str], title: str | None, top: bool = False) -> dict[str, Any]:
    """Colours by a closed list of names, in its order."""
    colors = [SERIES[number % len(SERIES)] for number in range(len(domain))]
    legend: dict[str, Any] = (
        {"orient": "top", "labelLimit": 380, "columns": 1 if max(map(len, domain), default=0) > 30 else 0}
        if top or title is None
        else {"orient": "right"}
    )
    return {
        "field": field, "type": "nominal", "title": title, "legend": legend,
        "scale": {"domain": list(domain), "range": colors},
    }  # fmt: skip


def _draw(
    spec: dict[str, Any], rows: Sequence[Row], title: str, height: int | dict[str, int] | None, width: int = WIDTH
) -> str:
    """Fill a Vega-Lite specification with rows and draw it."""
    vl_convert = require("vl_convert")
    size = {} if height is None else {"width": width, "height": height}
    whole = {
        "$schema": SCHEMA,
        "description": title,
        "data": {"values": [dict(row) for row in rows]},
        **size,
        **spec,
        "config": _config(),
    }
    svg: str = vl_convert.vegalite_to_svg(json.dumps(whole), format_locale=NUMBERS, time_format_locale=TIMES)
    return _accessible(svg, title)


def _config() -> dict[str, Any]:
    """The house's look: quiet lines, dark text."""
    return {
        "font": FONT,
        "background": None,
        "view": {"stroke": None},
        "axis": {
            "labelColor": INK, "titleColor": FAINT, "gridColor": GRID, "domainColor": "#9aa5b1", "tickColor": "#9aa5b1",
            "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelPadding": 5,
        },
        "legend": {"labelColor": INK, "titleColor": FAINT, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"},
        "header": {"labelColor": INK, "labelFontSize": 12.5},
        "text": {"fontSize": 12},
    }  # fmt: skip


def _own_ids(svg: str, title: str) -> str:
    """The picture with ids that no other picture on a page has, and that do not count what was drawn before it."""
    mark = f"p{zlib.crc32(title.encode()):08x}"
    names = dict.fromkeys(re.findall(r' id="([^"]+)"', svg))
    for number, name in enumerate(names):
        svg = re.sub(rf'(id="|#){re.escape(name)}(?=["\)])', rf"\g<1>{mark}-{number}", svg)
    return svg


def _accessible(svg: str, title: str) -> str:
    """The picture as one image with a title; the marks' own (English) descriptions are left out."""
    svg = _own_ids(re.sub(r' (aria-[a-z]+|role)="[^"]*"', "", svg), title)
    name = escape(title)
    head = re.compile(r"<svg ([^>]*)>", re.DOTALL)
    return head.sub(lambda found: f'<svg {found[1]} role="img" aria-label="{name}"><title>{name}</title>', svg, count=1)
