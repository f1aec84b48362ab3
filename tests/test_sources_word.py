"""Word files: paragraphs, the numbers that Word counts, tables; other archives and bombs."""

import io
import zipfile

import pytest

from servanda.model import BadInput
from servanda.sources import limits
from servanda.sources.word import flatten
from tests.made_files import W, docx


def paragraph(words: str, level: int | None = None, number: int = 1, style: str = "") -> str:
    place = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{place}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def level(place: int, style: str, text: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">'
    + level(0, "decimal", "Article %1")
    + level(1, "decimal", "%1.%2.")
    + level(2, "lowerLetter", "(%3)")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="8">'
    + level(0, "upperRoman", "%1.", 4)
    + level(1, "bullet", "o")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
)
STYLES = (
    f'<w:styles {W}><w:style w:styleId="Head"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="Sub"><w:basedOn w:val="Head"/></w:style><w:style w:styleId="Loop">'
    '<w:basedOn w:val="Loop"/></w:style></w:styles>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="urn:x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> Made  accord</dc:title>'
    "<dc:creator>A. Clerk</dc:creator></cp:coreProperties>"
)


def text_of(body: str) -> str:
    return flatten(docx(body, {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES}), "made.docx").text


def test_numbers_are_counted_as_word_does() -> None:
    body = "".join(
        (
            paragraph("Aim", 0),
            paragraph("The Parties shall:", 1),
            paragraph("meet;", 2),
            paragraph("talk.", 2),
            paragraph("They may stop.", 1),
            paragraph("Scope", 0),
            paragraph("All of it.", 1),
            paragraph("first", 2),
            paragraph("plain"),
            paragraph("Fourth part", style="Head"),
            paragraph("Fifth part", style="Sub"),
            paragraph("round", style="Loop"),
            paragraph("a dot", 1, number=2),
            paragraph("unknown list", 0, number=99),
        )
    )
    assert text_of(body).splitlines() == [
        "Article 1 Aim",
        "1.1. The Parties shall:",
        "(a) meet;",
        "(b) talk.",
        "1.2. They may stop.",
        "Article 2 Scope",
        "2.1. All of it.",
        "(a) first",
        "plain",
        "IV. Fourth part",
        "V. Fifth part",
        "round",
        "a dot",
        "unknown list",
    ]


def test_tables_breaks_deletions() -> None:
    cell = "<w:tc>{}</w:tc>"
    body = (
        "<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r>"
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t> new</w:t></w:r></w:ins></w:p>"
        f"<w:tbl><w:tr>{cell.format(paragraph('left'))}{cell.format(paragraph('right'))}</w:tr>"
        f"<w:tr>{cell.format(paragraph('a') + paragraph('b'))}{cell.format(paragraph('c'))}</w:tr></w:tbl>{paragraph('end')}"
    )
    assert text_of(body) == "one\ntwo\tthree new\nleft\tright\na\nb\nc\nend\n"


def test_title_and_author() -> None:
    flat = flatten(docx(paragraph("Text"), {"docProps/core.xml": CORE}), "made.docx")
    assert (flat.title, flat.author) == ("Made accord", "A. Clerk")


def archive(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return file.getvalue()


BOMB = docx(paragraph("x") + "<!--" + " " * 60_000_000 + "-->")
LYING = bytearray(docx(paragraph("y" * 100_000)))
LYING[LYING.rindex(b"PK\x01\x02") + 24 : LYING.rindex(b"PK\x01\x02") + 28] = (10).to_bytes(4, "little")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (BOMB, "zip bomb"),
        (archive(word__document=b"x", xl__workbook=b"y"), "Excel"),
        (archive(**{"content.xml": b"x"}), "OpenDocument"),
        (archive(picture=b"x"), "zip archive and no Word file"),
        (docx(paragraph("whole"))[:-30], "damaged or locked"),
        (b"PK\x03\x04" + bytes(200), "damaged or locked"),
        (bytes(LYING), r"damaged or locked|zip bomb|well-formed"),
        (docx(paragraph(" ")), "without text"),
        (docx("<w:p>"), "well-formed"),
        (docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000), "nested deeper"),
    ],
)
def test_a_word_file_that_cannot_be_read_says_why(content: bytes, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        flatten(content, "bad.docx")


def test_a_bomb_of_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 50_000)
    parts = {f"word/media/{n}": "a" * 10_000 for n in range(8)}
    with pytest.raises(BadInput, match="zip bomb"):
        flatten(docx(paragraph("x"), parts), "bomb.docx")
