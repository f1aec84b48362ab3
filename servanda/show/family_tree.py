"""The genealogy of a clause as a picture: rows in order of date, lines to where each wording comes from, changes marked."""

import textwrap
from collections.abc import Sequence
from xml.sax.saxutils import escape

from servanda.flow.holding import Variant

_WIDE, _LEFT, _LINE, _PAD, _STEP = 1080, 150, 17, 12, 22
_COLUMNS = 118
_MOST = 3
"""Lines of a clause's text, and runs of changed words, that are drawn; the table shows all."""
_STYLE = """
text { font: 13px system-ui, 'Segoe UI', sans-serif; fill: #1b1f23 }
.date { font-weight: 600 } .name { fill: #24527a; font-weight: 600 } .text { fill: #33383d }
.added { fill: #005a9c; text-decoration: underline } .dropped { fill: #9a3b00; text-decoration: line-through }
.box { fill: #f6f7f8; stroke: #c4c9ce } .line { fill: none; stroke: #5b6770; stroke-width: 1.5 }
.title { font-size: 17px; font-weight: 600 }
"""


def family_tree(found: Sequence[Variant], title: str) -> str:
    """An SVG document of its own (no script, no outside reference). Blue and underlined is new, brown and struck out is gone."""
    boxes: list[str] = []
    middles: dict[int, float] = {}
    y = 52.0
    for variant in found:
        lines = _lines(variant)
        height = _PAD * 2 + _LINE * len(lines)
        middles[variant.number] = y + height / 2
        indent = _LEFT + min(_depth(variant, found), 8) * _STEP
        boxes.append(_box(variant, lines, indent, y, height))
        if variant.parent is not None and variant.parent in middles:
            start, end = middles[variant.parent], y + height / 2
            x = _LEFT + min(_depth(found[variant.parent], found), 8) * _STEP + 8
            boxes.append(f'<path class="line" d="M {x} {start + 14:.0f} V {end:.0f} H {indent}"/>')
        y += height + 10
    head = f'<text class="title" x="20" y="30">{escape(title)}</text>'
    about = f"{title}: {len(found)} clauses in order of date"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{y + 10:.0f}" '
        f'viewBox="0 0 {_WIDE} {y + 10:.0f}" role="img">'
        f"<title>{escape(about)}</title><style>{_STYLE}</style>"
        f'<rect width="100%" height="100%" fill="#ffffff"/>{head}{"".join(boxes)}</svg>\n'
    )


def _depth(variant: Variant, found: Sequence[Variant]) -> int:
    depth, at = 0, variant
    while at.parent is not None:
        depth, at = depth + 1, found[at.parent]
    return depth


def _lines(variant: Variant) -> list[tuple[str, str]]:
    """(CSS class, words) for each line of a box."""
    lines = [("text", words) for words in textwrap.wrap(variant.text, _COLUMNS)[:_MOST]]
    if len(textwrap.wrap(variant.text, _COLUMNS)) > _MOST:
        lines[-1] = ("text", lines[-1][1] + " …")
    for kind, runs in (("added", variant.added), ("dropped", variant.dropped)):
        lines += [(kind, textwrap.shorten(run, _COLUMNS, placeholder=" …")) for run in runs[:_MOST]]
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
