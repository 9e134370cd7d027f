"""Blocks -> HTML that a browser prints to a tagged PDF.

In: the blocks of a plan. Out: one HTML page, with `thead` rows that are printed again on each page.
"""

from __future__ import annotations

from html import escape

from generator.blocks import (
    Block,
    CoverBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    Role,
    Row,
    RowKind,
    StatusBlock,
    TableBlock,
    TocBlock,
)
from generator.model import Mark

STYLE = """
@page { size: A4; margin: 22mm 20mm; }
body { font: 11pt/1.35 "Liberation Serif", serif; } h1 { font-size: 16pt; } h2 { font-size: 14pt; } h3 { font-size: 13pt; }
h4 { font-size: 12pt; } h5 { font-size: 11pt; } h6 { font-size: 10.5pt; }
table { border-collapse: collapse; width: 100%; margin: 4pt 0 10pt; font-size: 9pt; table-layout: fixed; }
td, th { padding: 3pt 4pt; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
table.ruled td, table.ruled th { border: 0.5pt solid black; }
table.hairline td, table.hairline th { border-bottom: 0.25pt solid #888; }
table.zebra tr:nth-child(even) td { background: #eee; } table.zebra th { background: #c8d8e8; }
.right { text-align: right; } .total { font-weight: bold; } .cover, .toc { break-after: page; }
.entry { display: flex; } .entry b { margin-left: auto; font-weight: normal; }
.mark { font-family: "DejaVu Sans"; }
"""


def to_html(blocks: tuple[Block, ...], *, rules: str = "ruled") -> str:
    """Print blocks; `rules` is ruled, hairline, zebra or bare."""
    body = "\n".join(_block(block, rules) for block in blocks)
    return (
        f'<!DOCTYPE html><html lang="sv"><meta charset="utf-8"><title>Plan</title><style>{STYLE}</style>{body}</html>'
    )


def _block(block: Block, rules: str) -> str:
    if isinstance(block, HeadingBlock):
        lines = block.lines
        return "".join(f"<h{block.level}>{escape(line)}</h{block.level}>" for line in lines)
    if isinstance(block, ParagraphBlock):
        return f"<p>{escape(block.text)}</p>"
    if isinstance(block, ListBlock):
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</{tag}>"
    if isinstance(block, StatusBlock):
        return f"<p>{_mark(block.mark)}{escape(block.text)}</p>"
    if isinstance(block, TocBlock):
        entries = (f'<div class="entry">{escape(entry.text)}<b>{entry.page}</b></div>' for entry in block.entries)
        return f'<div class="toc"><h1>{escape(block.heading)}</h1>{"".join(entries)}</div>'
    if isinstance(block, TableBlock):
        return _table(block, rules)
    assert isinstance(block, CoverBlock)
    return f'<div class="cover">{"".join(_group(group) for group in block.groups)}</div>'


def _group(group: tuple) -> str:  # type: ignore[type-arg]
    lines = (
        f"<h1>{escape(line.text)}</h1>" if line.role is Role.TITLE else f"<div>{escape(line.text)}</div>"
        for line in group
    )
    return f"<div>{''.join(lines)}</div><br>"


def plain_glyph(mark: Mark) -> str:
    """A mark's glyph; code points of symbol fonts as the bullet they stand for."""
    return "•" if "\ue000" <= mark.glyph <= "\uf8ff" else mark.glyph


def _mark(mark: Mark | None) -> str:
    return f'<span class="mark" style="color: {mark.colour}">{plain_glyph(mark)}</span> ' if mark else ""


def _table(block: TableBlock, rules: str) -> str:
    columns = "".join(f'<col style="width: {hint.share:.1%}">' for hint in block.columns)
    header = "".join(f"<th>{escape(text)}</th>" for text in block.header)
    rows = "".join(_row(row, block) for row in block.rows)
    return f'<table class="{rules}"><colgroup>{columns}</colgroup><thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>'


def _row(row: Row, block: TableBlock) -> str:
    if row.kind is RowKind.ANALYSIS:
        return f'<tr><td colspan="{len(block.header)}">{escape(row.cells[0])}</td></tr>'
    cells = []
    for number, text in enumerate(row.cells):
        kind = f"{block.columns[number].align} {row.kind}"
        cells.append(f'<td class="{kind}">{_mark(row.mark) if number == 0 else ""}{escape(text)}</td>')
    return f"<tr>{''.join(cells)}</tr>"
