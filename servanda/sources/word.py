"""A Word file (DOCX) as text: paragraphs, their numbers, tables; read part by part within limits, without unpacking it all."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from servanda.model import BadInput
from servanda.sources import limits
from servanda.sources.flattened import Flattened
from servanda.sources.plain import visible
from servanda.sources.safe_xml import Element, tree_of
from servanda.sources.word_numbers import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNREAD = {_W + name for name in ("del", "moveFrom", "instrText", "sectPr", "pPr", "rPr", "tblPr", "trPr", "tcPr", "delText")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-", _W + "ptab": "\t"}
_CORE = {"title": "{http://purl.org/dc/elements/1.1/}title", "author": "{http://purl.org/dc/elements/1.1/}creator"}
_OTHERS = (
    ("xl/", "is an Excel file: save the text as .docx or plain text"),
    ("ppt/", "is a PowerPoint file: save the text as .docx or plain text"),
    ("content.xml", "is an OpenDocument file: save it as .docx or plain text"),
    ("META-INF/container.xml", "is an e-book (EPUB): save it as plain text"),
)


def flatten(content: bytes, origin: str) -> Flattened:
    """The paragraphs, each a line with its number, title and author; BadInput for other archives, damaged ones, and bombs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse(archive, origin)
            body = _tree(archive, "word/document.xml", origin)
            numbering = Numbering(_optional(archive, "word/numbering.xml", origin), _optional(archive, "word/styles.xml", origin))
            core = _optional(archive, "docProps/core.xml", origin)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise BadInput(origin, f"is no Word file that can be opened: damaged or locked ({error})") from error
    assert body is not None
    lines = [visible(line) for line in _lines(body, numbering)]
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise BadInput(origin, "is a Word file without text")
    facts = {key: _words(core, tag) for key, tag in _CORE.items()}
    return Flattened(text + "\n", title=facts["title"], author=facts["author"])


def _refuse(archive: zipfile.ZipFile, origin: str) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "word/document.xml" not in names:
        for beginning, message in _OTHERS:
            if any(name.startswith(beginning) for name in names):
                raise BadInput(origin, message)
        raise BadInput(origin, "is a zip archive and no Word file: unpack it first")
    if sum(part.file_size for part in parts) > limits.UNPACKED_BYTES:
        raise BadInput(origin, f"unpacks to more than {limits.UNPACKED_BYTES // 1024**2} MB: refused as a likely zip bomb")


def _optional(archive: zipfile.ZipFile, name: str, origin: str) -> Element | None:
    try:
        return _tree(archive, name, origin)
    except (KeyError, BadInput):
        return None


def _tree(archive: zipfile.ZipFile, name: str, origin: str) -> Element:
    part = archive.getinfo(name)
    if part.file_size > limits.PART_BYTES or part.file_size > max(limits.LEAST_PACKED, limits.PACKING * part.compress_size):
        raise BadInput(origin, f"its part {name} unpacks to {part.file_size:,} bytes: refused as a likely zip bomb")
    with archive.open(part) as file:
        content = file.read(limits.PART_BYTES + 1)
    if len(content) > limits.PART_BYTES:
        raise BadInput(origin, f"its part {name} unpacks to more than it says: refused as a zip bomb")
    return tree_of(content, origin)


def _words(tree: Element | None, tag: str) -> str | None:
    found = tree.findtext(tag) if tree is not None else None
    return " ".join(found.split()) or None if found else None


def _lines(body: Element, numbering: Numbering) -> Iterator[str]:
    """A line a paragraph; a table's row is a line with tabs where its cells are single paragraphs."""
    walker = etree.iterwalk(body, events=("start", "end"))
    words: list[str] = []
    cells: list[list[str]] = []
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _UNREAD:
                walker.skip_subtree()
            elif tag == _W + "p":
                words = []
            elif tag == _W + "t":
                words.append(element.text or "")
            elif tag in _SIGNS:
                words.append(_SIGNS[str(tag)])
            elif tag == _W + "tc":
                cells.append([])
        elif tag == _W + "p":
            line = numbering.label(element) + "".join(words).strip()
            words = []
            if cells:
                cells[-1].append(line)
            else:
                yield line
        elif tag == _W + "tr":
            yield from _row(cells)
            cells = []


def _row(cells: list[list[str]]) -> Iterator[str]:
    filled = [[line for line in cell if line] for cell in cells]
    if all(len(cell) <= 1 for cell in filled):
        yield "\t".join(line for cell in filled for line in cell)
    else:
        for cell in filled:
            yield from cell
