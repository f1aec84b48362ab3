"""The genealogy of a clause as a picture: line by line in order of date, where each wording comes from, changes marked."""

import textwrap
from collections.abc import Sequence
from xml.sax.saxutils import escape

from servanda.flow.holding import Variant, lines

_WIDE, _LEFT, _LINE, _PAD, _STEP = 1080, 150, 17, 12, 22
_COLUMNS = 118
_MOST = 3
"""Lines of a clause's text, and of changed words, that are drawn; the table shows all."""
_STYLE = """
text { font: 13px system-ui, 'Segoe UI', sans-serif; fill: #1b1f23 }
.date { font-weight: 600 } .name { fill: #24527a; font-weight: 600 } .text { fill: #33383d }
.added { fill: #005a9c; text-decoration: underline } .dropped { fill: #9a3b00; text-decoration: line-through }
.box { fill: #f6f7f8; stroke: #c4c9ce } .line { fill: none; stroke: #5b6770; stroke-width: 1.5 }
.title { font-size: 17px; font-weight: 600 } .heading { font-size: 14px; font-weight: 600 }
"""


def family_tree(found: Sequence[Variant], title: str) -> str:
    """An SVG document of its own (no script, no outside reference). Blue and underlined is new, brown and struck out is gone.

    One line of descent after the other, the one that most agreements share first; clauses of one agreement alone come last.
    """
    parts: list[str] = []
    y = 52.0
    together = [line for line in lines(found) if len(line) > 1]
    alone = [line[0] for line in lines(found) if len(line) == 1]
    for line in together:
        parts.append(_heading(f"In {len({v.agreement for v in line})} agreements, since {line[0].date or 'no date'}", y))
        y = _line_of_descent(line, y + 12, parts) + 16
    if alone:
        parts.append(_heading(f"Clauses of one agreement alone: {len(alone)}", y))
        y += 8
        for variant in alone:
            y += _LINE + 4
            parts.append(_listed(variant, y))
    head = f'<text class="title" x="20" y="30">{escape(title)}</text>'
    about = f"{title}: {len(found)} clauses, {len(together)} lines of descent, {len(alone)} clauses alone"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{y + 20:.0f}" '
        f'viewBox="0 0 {_WIDE} {y + 20:.0f}" role="img">'
        f"<title>{escape(about)}</title><style>{_STYLE}</style>"
        f'<rect width="100%" height="100%" fill="#ffffff"/>{head}{"".join(parts)}</svg>\n'
    )


def _line_of_descent(line: Sequence[Variant], y: float, parts: list[str]) -> float:
    """Draws the boxes of a line and what they come from; the height at which they end."""
    depth: dict[int, int] = {}
    middles: dict[int, float] = {}
    for variant in line:
        depth[variant.number] = 0 if variant.parent is None else depth[variant.parent] + 1
        told = _lines(variant)
        height = _PAD * 2 + _LINE * len(told)
        middles[variant.number] = y + height / 2
        indent = _LEFT + min(depth[variant.number], 8) * _STEP
        parts.append(_box(variant, told, indent, y, height))
        if variant.parent is not None:
            x = _LEFT + min(depth[variant.parent], 8) * _STEP + 8
            parts.append(f'<path class="line" d="M {x} {middles[variant.parent] + 14:.0f} V {y + height / 2:.0f} H {indent}"/>')
        y += height + 10
    return y


def _heading(words: str, y: float) -> str:
    return f'<text class="heading" x="20" y="{y:.0f}">{escape(words)}</text>'


def _listed(variant: Variant, y: float) -> str:
    words = textwrap.shorten(variant.text, _COLUMNS - 12, placeholder=" …")
    return (
        f'<text class="date" x="20" y="{y:.0f}">{escape(variant.date or "no date")}</text>'
        f'<text class="name" x="{_LEFT}" y="{y:.0f}">{escape(_printable(variant.agreement))}</text>'
        f'<text class="text" x="{_LEFT + 120}" y="{y:.0f}">{escape(_printable(words))}</text>'
    )


def _lines(variant: Variant) -> list[tuple[str, str]]:
    """(CSS class, words) for each line of a box."""
    lines = [("text", words) for words in textwrap.wrap(variant.text, _COLUMNS)[:_MOST]]
    if len(textwrap.wrap(variant.text, _COLUMNS)) > _MOST:
        lines[-1] = ("text", lines[-1][1] + " …")
    for kind, runs in (("added", variant.added), ("dropped", variant.dropped)):
        told = textwrap.wrap(" · ".join(runs), _COLUMNS)
        lines += [(kind, words) for words in told[:_MOST]]
    return [("name", f"{variant.agreement}, {variant.commitment.force} (wording {variant.variant})"), *lines]


def _box(variant: Variant, lines: Sequence[tuple[str, str]], x: int, y: float, height: int) -> str:
    rows = "".join(
        f'<text class="{kind}" x="{x + _PAD}" y="{y + _PAD + _LINE * (k + 0.75):.0f}">{escape(_printable(words))}</text>'
        for k, (kind, words) in enumerate(lines)
    )
    date = f'<text class="date" x="20" y="{y + _PAD + _LINE * 0.75:.0f}">{escape(variant.date or "no date")}</text>'
    return f'{date}<rect class="box" x="{x}" y="{y:.0f}" width="{_WIDE - x - 20}" height="{height}" rx="4"/>{rows}'


def _printable(words: str) -> str:
    return "".join(c for c in words if c.isprintable())
