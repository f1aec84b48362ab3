"""Pictures as SVG, made here: bars that say their figures, coloured by class so that dark, light and print can differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WIDE, _ROW, _LABEL, _GAP = 720, 26, 190, 10


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is about, its series (a CSS class), its length, and its figure in words."""

    label: str
    series: str
    value: float
    figure: str


def bars(data: Sequence[Bar], title: str, most: int = 30) -> Markup:
    """Horizontal bars, the first `most` of them by size; each has its figure beside it."""
    kept = sorted(data, key=lambda bar: -bar.value)[:most]
    if not kept:
        return Markup("")
    chosen = {id(bar) for bar in kept}
    shown = [bar for bar in data if id(bar) in chosen]
    top = max(bar.value for bar in shown) or 1.0
    room = _WIDE - _LABEL - 150
    height = len(shown) * _ROW + _GAP
    parts = [
        f'<svg class="chart" viewBox="0 0 {_WIDE} {height}" role="img" aria-label="{escape(title)}">',
        f"<title>{escape(title)}</title>",
    ]
    for k, bar in enumerate(shown):
        y = k * _ROW + _GAP // 2
        length = max(1.0, bar.value / top * room)
        label = bar.label if len(bar.label) < 28 else bar.label[:26] + "…"
        parts.append(
            f"<g><title>{escape(bar.label)}, {escape(bar.series)}: {escape(bar.figure)}</title>"
            f'<text class="label" x="{_LABEL - 8}" y="{y + 16}" text-anchor="end">{escape(label)}</text>'
            f'<rect class="bar s-{escape(bar.series)}" x="{_LABEL}" y="{y + 3}" width="{length:.1f}" height="{_ROW - 8}" rx="2"/>'
            f'<text class="figure" x="{_LABEL + length + 6:.1f}" y="{y + 16}">{escape(bar.figure)}</text></g>'
        )
    parts.append("</svg>")
    return Markup("".join(parts))
