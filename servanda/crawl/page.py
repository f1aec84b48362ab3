"""What comes out of an input: pages, and records that are none, each with the place where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: the file, and the byte at which it begins (of a packed archive its member, of a table the row)."""

    file: str
    offset: int

    def __str__(self) -> str:
        return f"{self.file}@{self.offset}"


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was fetched. `address` is where it was found on the web, if that is known; `date` when, in ISO 8601."""

    place: Place
    content: bytes
    address: str | None = None
    date: str | None = None
    charset: str | None = None
    is_html: bool = True


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that could not be read. `code` is one of docs/crawl.md."""

    place: Place
    code: str
    message: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """Records without a page for us: pictures, answers of servers that say no, pages that are older than wanted. Only counted."""

    place: Place
    reason: str


Record = Page | BadRecord | Passed

PAGE_BYTES = 8 * 1024 * 1024
"""The most that is read as one page: a thousand times a usual one's text. What is larger is listed and left."""
