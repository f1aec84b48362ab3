"""Loads the tables of words; with a codebook they make the lexicon."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from servanda.lexicon.codebook import SHIPPED, Codebook, load_codebook, packed, unpacked
from servanda.lexicon.compiled import compiled
from servanda.lexicon.inflection import forms
from servanda.lexicon.marks import Automaton, Marks, Plan, plan

_DATA = Path(__file__).parent / "data"
_Rows = tuple[Mapping[str, str], ...]
_GROUP = re.compile(r"^# scanned with: (\w+)$", re.MULTILINE)
_ALL, _AREA, _COMMITMENTS = "all", "area", "commitments"


@cache
def _shipped() -> tuple[dict[str, _Rows], tuple[Any, ...], dict[str, Plan], dict[str, str]]:
    """The tables, the codebook, packed, a plan for each group of tables, and the group of each kind."""
    sources = [*sorted(_DATA.glob("*.tsv")), SHIPPED]
    tables, codebook, plans, groups = compiled("words", sources, _make)
    return tables, codebook, {group: Plan(*planned) for group, planned in plans.items()}, groups


def _make() -> tuple[dict[str, _Rows], tuple[Any, ...], dict[str, tuple[Any, ...]], dict[str, str]]:
    tables: dict[str, _Rows] = {}
    groups = {_AREA: _COMMITMENTS}
    for path in sorted(_DATA.glob("*.tsv")):
        content = path.read_text(encoding="utf-8")
        tables[path.stem] = read_table(content)
        group = _GROUP.search(content)
        groups[path.stem] = group[1] if group else _ALL
    codebook = load_codebook()
    words = _grouped(tables, groups, codebook)
    return tables, packed(codebook), {group: tuple(plan(rows)) for group, rows in words.items()}, groups


def _grouped(tables: Mapping[str, _Rows], groups: Mapping[str, str], codebook: Codebook) -> dict[str, list[tuple[str, str, str]]]:
    irregular = {row["key"]: row["forms"] for row in tables["irregular"]}
    words: dict[str, list[tuple[str, str, str]]] = {}
    for kind, rows in tables.items():
        words.setdefault(groups[kind], []).extend(_words(kind, rows, irregular))
    words[groups[_AREA]] += codebook.words(irregular)
    return words


class Lexicon:
    """Every table, the codebook, and the automata that find their words in a text."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._tables, _, self._plans, self._group = _shipped()
        if codebook.origin != "shipped":
            words = _grouped(self._tables, self._group, codebook)
            self._plans = {**self._plans, _COMMITMENTS: plan(words[_COMMITMENTS])}
        self._automata: dict[str, Automaton] = {}
        self._last: Marks | None = None

    def rows(self, kind: str) -> _Rows:
        """The rows of a table, each a mapping from column to text; empty for a table that does not exist."""
        return self._tables.get(kind, ())

    def automaton_of(self, kind: str) -> Automaton | None:
        """The automaton of the kind's group of tables, built on first use; None for a kind that no table has."""
        group = self._group.get(kind)
        if group is None or kind not in self._plans[group].entries:
            return None
        if group not in self._automata:
            self._automata[group] = Automaton(self._plans[group])
        return self._automata[group]

    def scan(self, text: str) -> Marks:
        """Every word of the lexicon in the text. The very same text twice in a row is scanned once."""
        last = self._last
        if last is None or last.text is not text:
            last = self._last = Marks(text, {}, self.automaton_of)
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


def load_lexicon(codebook: str | None = None) -> Lexicon:
    """The lexicon with the shipped codebook, or with the one of a TOML file. Loaded once in a process."""
    return _loaded(codebook)


@cache
def _loaded(codebook: str | None) -> Lexicon:
    return Lexicon(load_codebook(codebook) if codebook else unpacked(_shipped()[1]))
