"""A picture, in a page and as a file of its own: SVG or PNG, with title, source and date in it."""

from dataclasses import dataclass

import resvg_py
from markupsafe import Markup, escape

_LEGEND = 16
_STYLE = """
text{font-family:system-ui,"Segoe UI",Roboto,"Liberation Sans",Arial,"DejaVu Sans",sans-serif;fill:#1d2327;font-size:12px}
.figure,.axis,.source{fill:#586069;font-size:11px}.head{font-size:15px;font-weight:600}
.grid{stroke:#dcd8cf}.land{fill:#e9e5dc;stroke:#fff;stroke-width:.5}.bar,.dot,.flow{fill:#0b5a72}.flow{opacity:.35}
.s-intended{fill:#8a8f98}.s-pledged{fill:#b8860b}.s-allocated{fill:#2b7bb9}.s-disbursed{fill:#0d7a5f}.s-delivered{fill:#7a3b8f}
.h1{fill:#c9dee5}.h2{fill:#94bfcd}.h3{fill:#5a9bb0}.h4{fill:#2a7690}.h5{fill:#0b4a5e}
.obligation{fill:#0b4f8a}.prohibition{fill:#a6341b}.commitment{fill:#00705a}.intention{fill:#7a5c00}.permission{fill:#5b4b9a}
.denial{fill:#56595e}.declaration{fill:#93326b}
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """`body` is SVG of the size given; `title` says what it shows; `legend` are (class, word) pairs."""

    title: str
    body: str
    wide: int
    high: int
    legend: tuple[tuple[str, str], ...] = ()


def inline(picture: Picture | None) -> Markup:
    """The picture for a page, whose style sheet colours it; nothing for no picture."""
    if picture is None:
        return Markup("")
    head = f'<svg class="chart" viewBox="0 0 {picture.wide} {picture.high}" role="group" aria-label="{escape(picture.title)}">'
    return Markup(f"{head}<title>{escape(picture.title)}</title>{picture.body}</svg>")


def svg_file(picture: Picture, source: str) -> str:
    """The picture as a file that needs no other: with its title above, and legend and `source` below."""
    top, bottom = 30, 26 + (_LEGEND + 6 if picture.legend else 0)
    high = picture.high + top + bottom
    legend, x = "", 10
    for name, word in picture.legend:
        legend += f'<rect class="{escape(name)}" x="{x}" y="{picture.high + top + 4}" width="10" height="10"/>'
        legend += f'<text class="axis" x="{x + 14}" y="{picture.high + top + 13}">{escape(word)}</text>'
        x += 34 + 7 * len(word)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.wide} {high}" width="{picture.wide}" height="{high}">'
        f'<title>{escape(picture.title)}</title><style>{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>'
        f'<text class="head" x="10" y="20">{escape(picture.title)}</text>'
        f'<g transform="translate(0 {top})">{picture.body}</g>{legend}'
        f'<text class="source" x="10" y="{high - 9}">{escape(source)}</text></svg>'
    )


def png_file(picture: Picture, source: str) -> bytes:
    """The same as PNG, in double size."""
    # Plain text only: what is said on hover has no place in pixels.
    return png_of(svg_file(picture, source))


def png_of(svg: str) -> bytes:
    """An SVG file as PNG, in double size."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=2))


def text(x: float, y: float, words: str, name: str = "", anchor: str = "start") -> str:
    """A piece of text."""
    kind = f' class="{name}"' if name else ""
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text{kind} x="{x:g}" y="{y:g}"{where}>{escape(words)}</text>'


def titled(shape: str, words: str, address: str = "") -> str:
    """A shape that says something on hover, and leads somewhere if an address is given."""
    inside = f"<title>{escape(words)}</title>{shape}"
    if address:
        return f'<a href="{escape(address)}" aria-label="{escape(words)}">{inside}</a>'
    return f"<g>{inside}</g>"


def shortened(words: str, most: int) -> str:
    """Words that fit a place of so many letters."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
