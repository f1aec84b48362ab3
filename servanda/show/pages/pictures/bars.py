"""Bars: horizontal in groups, or columns along time, one row of columns a series."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.show.pages.pictures.drawing import Picture, shortened, text, titled

_WIDE, _ROW, _LABEL, _FIGURE, _GAP = 760, 18, 200, 140, 10
_PANEL, _AXIS = 110, 26


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is about, its series (a CSS class), its length, its figure in words, and where it leads."""

    label: str
    series: str
    value: float
    figure: str
    address: str = ""


def bars(data: Sequence[Bar], title: str, most: int = 20) -> Picture | None:
    """Horizontal bars in groups of one label each, the `most` largest groups; each bar has its figure beside it."""
    groups: dict[str, list[Bar]] = {}
    for bar in data:
        groups.setdefault(bar.label, []).append(bar)
    kept = sorted(groups.items(), key=lambda group: -max(bar.value for bar in group[1]))[:most]
    if not kept:
        return None
    top = max(bar.value for _, group in kept for bar in group) or 1.0
    parts: list[str] = []
    y = _GAP // 2
    for label, group in kept:
        parts.append(text(_LABEL - 10, y + len(group) * _ROW // 2 + 4, shortened(label, 30), "label", "end"))
        parts += [_bar(bar, y + k * _ROW, top) for k, bar in enumerate(group)]
        y += len(group) * _ROW + _GAP
    return Picture(title, "".join(parts), _WIDE, y, _legend(data))


def _bar(bar: Bar, y: int, top: float) -> str:
    length = max(1.5, bar.value / top * (_WIDE - _LABEL - _FIGURE))
    shape = f'<rect class="bar s-{bar.series}" x="{_LABEL}" y="{y + 2}" width="{length:.1f}" height="{_ROW - 4}"/>'
    figure = text(round(_LABEL + length + 6, 1), y + 13, bar.figure, "figure")
    return titled(shape, f"{bar.label}, {bar.series}: {bar.figure}", bar.address) + figure


def columns(data: Sequence[Bar], title: str) -> Picture | None:
    """Columns along time: labels are ISO months or years; each series has a panel of its own, as stages never mix."""
    dated = [bar for bar in data if bar.label[:4].isdecimal()]
    if not dated:
        return None
    labels = _steps(min(bar.label for bar in dated), max(bar.label for bar in dated))
    place = {label: k for k, label in enumerate(labels)}
    top = max(bar.value for bar in dated) or 1.0
    step = (_WIDE - 90) / len(labels)
    series = list(dict.fromkeys(bar.series for bar in dated))
    parts: list[str] = []
    for row, name in enumerate(series):
        base = (row + 1) * _PANEL - 6
        parts.append(f'<line class="grid" x1="80" x2="{_WIDE - 10}" y1="{base}" y2="{base}"/>')
        parts.append(text(72, base - 6, name, "label", "end"))
        highest = max((bar for bar in dated if bar.series == name), key=lambda bar: bar.value)
        at = 80 + place.get(highest.label, 0) * step
        high = max(1.0, highest.value / top * (_PANEL - 22))
        parts.append(text(round(min(at, _WIDE - 110), 1), round(base - high - 4, 1), highest.figure, "figure"))
        for bar in dated:
            if bar.series == name and bar.label in place:
                high = max(1.0, bar.value / top * (_PANEL - 22))
                x = 80 + place[bar.label] * step
                wide = max(0.8, step * 0.82)
                shape = f'<rect class="bar s-{name}" x="{x:.1f}" y="{base - high:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'
                parts.append(titled(shape, f"{bar.label}, {name}: {bar.figure}", bar.address))
    bottom = len(series) * _PANEL
    every = max(1, round(len({label[:4] for label in labels}) / 12))
    for label in labels:
        if (len(label) == 4 or label.endswith("-01")) and int(label[:4]) % every == 0:
            parts.append(text(round(80 + place[label] * step, 1), bottom + 12, label[:4], "axis"))
    return Picture(title, "".join(parts), _WIDE, bottom + _AXIS, _legend(dated))


def _steps(first: str, last: str) -> list[str]:
    """All months, or all years, from the first label to the last; at most 100 years."""
    years = range(max(int(first[:4]), int(last[:4]) - 100), int(last[:4]) + 1)
    if len(first) == 4 and len(last) == 4:
        return [f"{year:04d}" for year in years]
    months = [f"{year:04d}-{month:02d}" for year in years for month in range(1, 13)]
    return [month for month in months if first[:7] <= month <= last[:7]] or months


def _legend(data: Sequence[Bar]) -> tuple[tuple[str, str], ...]:
    return tuple((f"s-{name}", name) for name in dict.fromkeys(bar.series for bar in data))
