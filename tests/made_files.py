"""PDF and DOCX files made for tests, byte by byte, so that nobody's file lies in the repository."""

import io
import zipfile
from collections.abc import Mapping, Sequence


def pdf(pages: Sequence[Sequence[tuple[float, str]]], *, trailer: str = "", info: str = "", extra: Sequence[str] = ()) -> bytes:
    """A PDF whose pages have lines of text, each with the height that it stands at."""
    kids = " ".join(f"{4 + 2 * k} 0 R" for k in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for k, lines in enumerate(pages):
        content = "".join(f"BT /F1 11 Tf 72 {height} Td ({_escaped(words)}) Tj ET\n" for height, words in lines)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * k} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}endstream")
    objects += extra
    if info:
        objects.append(f"<< {info} >>")
        trailer += f" /Info {len(objects)} 0 R"
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def column(*lines: str, top: float = 770, step: float = 14) -> list[tuple[float, str]]:
    """Lines one below the other; an empty one leaves room."""
    return [(top - k * step, words) for k, words in enumerate(lines) if words]


def locked_pdf() -> bytes:
    """A PDF that wants a password."""
    key = "<" + "41" * 32 + ">"
    lock = f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O {key} /U {key} >>"
    return pdf([column("Secret")], trailer=" /Encrypt 6 0 R /ID [<0123> <0123>]", extra=[lock])


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A DOCX with the paragraphs of `body` (WordprocessingML) and further parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return file.getvalue()
