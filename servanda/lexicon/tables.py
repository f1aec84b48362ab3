"""Loads the tables of words; with a codebook they make the lexicon."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from servanda.lexicon.codebook import Codebook, load_codebook
from servanda.lexicon.inflection import forms
from servanda.lexicon.marks import Automaton, Marks

_DATA = Path(__file__).parent / "data"


_Rows = tuple[Mapping[str, str], ...]
_GROUP = re.compile(r"^# scanned with: (\w+)$", re.MULTILINE)


class Lexicon:
    """Every table, the codebook, and the automata that find their words in a text."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._tables: dict[str, _Rows] = {}
        self._group: dict[str, str] = {}
        for path in sorted(_DATA.glob("*.tsv")):
            content = path.read_text(encoding="utf-8")
            self._tables[path.stem] = read_table(content)
            group = _GROUP.search(content)
            self._group[path.stem] = group[1] if group else "all"
        self._last: Marks | None = None

    def rows(self, kind: str) -> _Rows:
        """The rows of a table, each a mapping from column to text; empty for a table that does not exist."""
        return self._tables.get(kind, ())

    @cached_property
    def automata(self) -> tuple[Automaton, ...]:
        """All words, an automaton for each group of tables, built on first use."""
        irregular = {row["key"]: row["forms"] for row in self.rows("irregular")}
        words: dict[str, list[tuple[str, str, str]]] = {"all": []}
        for kind, rows in self._tables.items():
            words.setdefault(self._group[kind], []).extend(_words(kind, rows, irregular))
        words["all"] += self.codebook.words(irregular)
        return tuple(Automaton(rows) for rows in words.values() if rows)

    def scan(self, text: str) -> Marks:
        """Every word of the lexicon in the text. The very same text twice in a row is scanned once."""
        last = self._last
        if last is None or last.text is not text:
            last = self._last = Marks(text, {}, self.automata)
        return last


def _words(kind: str, rows: _Rows, irregular: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for row in rows:
        for cell in row.get("words", "").split("|"):
            if cell:
                yield from ((kind, row["key"], word) for word in forms(cell, irregular))


def read_table(content: str) -> _Rows:
    """The rows of a tab-separated table with a header line; `#` begins a comment line; missing cells are empty."""
    lines = [line for line in content.split("\n") if line and not line.startswith("#")]
    header = lines[0].split("\t")
    blank = [""] * len(header)
    return tuple(dict(zip(header, line.split("\t") + blank, strict=False)) for line in lines[1:])


@cache
def load_lexicon(codebook: str | None = None) -> Lexicon:
    """The lexicon with the shipped codebook, or with the one of a TOML file. Loaded once in a process."""
    return Lexicon(load_codebook(codebook))
