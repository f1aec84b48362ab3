"""A table's row as a document: one line a field, so that every value taken from a row opens the line it stands in."""

from servanda.model import Document, Span


class Record:
    """Writes the lines and remembers where each stands."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0

    def line(self, label: str, value: str) -> Span:
        """Adds `label: value` and gives the span of the whole line; line breaks in the value become blanks."""
        text = f"{label}: {' '.join(value.split())}"
        start = self._length
        self._lines.append(text)
        self._length += len(text) + 1
        return Span(start, start + len(text))

    def document(self, origin: str, title: str | None) -> Document:
        """The document of all lines so far."""
        text = "\n".join(self._lines)
        return Document(Document.id_of(text), "report", title, None, None, "en", text, origin)
