"""Pictures as SVG, made here: bars that say their figures, coloured by class so that dark, light and print can differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WIDE, _ROW, _LABEL, _FIGURE, _GAP = 760, 18, 200, 130, 10


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is about, its series (a CSS class), its length, and its figure in words."""

    label: str
    series: str
    value: float
    figure: str


def bars(data: Sequence[Bar], title: str, most: int = 20) -> Markup:
    """Horizontal bars in groups of one label each, the `most` largest groups; each bar has its figure beside it."""
    groups: dict[str, list[Bar]] = {}
    for bar in data:
        groups.setdefault(bar.label, []).append(bar)
    kept = sorted(groups.items(), key=lambda group: -max(bar.value for bar in group[1]))[:most]
    if not kept:
        return Markup("")
    top = max(bar.value for _, group in kept for bar in group) or 1.0
    parts: list[str] = []
    y = _GAP // 2
    for label, group in kept:
        parts.append(_group(label, group, y, top))
        y += len(group) * _ROW + _GAP
    head = f'<svg class="chart" viewBox="0 0 {_WIDE} {y}" role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>'
    return Markup(head + "".join(parts) + "</svg>")


def _group(label: str, group: Sequence[Bar], y: int, top: float) -> str:
    middle = y + len(group) * _ROW / 2 + 4
    shown = label if len(label) < 30 else label[:28] + "…"
    place = f'x="{_LABEL - 10}" y="{middle:.0f}" text-anchor="end"'
    parts = [f'<text class="label" {place}>{escape(shown)}<title>{escape(label)}</title></text>']
    for k, bar in enumerate(group):
        length = max(1.5, bar.value / top * (_WIDE - _LABEL - _FIGURE))
        at = y + k * _ROW
        parts.append(
            f"<g><title>{escape(bar.label)}, {escape(bar.series)}: {escape(bar.figure)}</title>"
            f'<rect class="bar s-{escape(bar.series)}" x="{_LABEL}" y="{at + 2}" width="{length:.1f}" height="{_ROW - 4}"/>'
            f'<text class="figure" x="{_LABEL + length + 6:.1f}" y="{at + 13}">{escape(bar.figure)}</text></g>'
        )
    return "".join(parts)
