"""How much Servanda takes in. Beyond these a file is refused with a message, so that a hostile one costs bounded memory.

All are far above what real agreements and pages need: the longest treaty texts have about two million characters, the
deepest web pages about a hundred levels.
"""

FILE_BYTES = 128 * 1024 * 1024
"""Of a file as it lies on disk, and of standard input."""

TEXT_CHARACTERS = 16_000_000
"""Of one document's text."""

LINE_CHARACTERS = 4_000_000
"""Of one line. Texts without line breaks exist; a whole treaty of this size on one line does not."""

PAGE_BYTES = 32 * 1024 * 1024
"""Of an HTML or XML file: its tree of elements takes many times the memory of its text."""

DEPTH = 500
"""Of elements inside one another, in HTML and XML."""

PDF_PAGES = 5_000

UNPACKED_BYTES = 256 * 1024 * 1024
"""Of all parts of a DOCX file together, unpacked."""

PART_BYTES = 64 * 1024 * 1024
"""Of one part of a DOCX file, unpacked."""

PACKING = 500
"""How many times a part of a DOCX file may be larger than it is packed; text packs about 5 to 30 times."""

LEAST_PACKED = 8 * 1024 * 1024
"""Unpacked size of a part, below which it does not matter how well it is packed."""
