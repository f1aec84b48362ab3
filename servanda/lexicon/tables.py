"""Loads the tables of words and the codebook."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from servanda.lexicon.inflection import forms
from servanda.lexicon.marks import Automaton, Marks
from servanda.model import WrongCall

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Area:
    """What a commitment is about: a key of the codebook, its definition, its cues and its names in other codebooks."""

    key: str
    definition: str
    cues: tuple[str, ...]
    crosswalk: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Codebook:
    """The areas, in the order of their file. `origin` says where the codebook came from."""

    areas: tuple[Area, ...]
    origin: str

    def keys(self) -> tuple[str, ...]:
        """The keys of all areas."""
        return tuple(area.key for area in self.areas)


def load_codebook(path: str | Path | None = None) -> Codebook:
    """The codebook of a TOML file, or the shipped one. WrongCall says what is wrong with a file that is none."""
    source = Path(path) if path else _DATA / "codebook.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongCall(f"{source}: cannot open this codebook ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongCall(f"{source}: not a codebook in TOML: {error}") from error
    areas = tuple(_area(source, key, entry) for key, entry in table.get("areas", {}).items())
    if not areas:
        raise WrongCall(f"{source}: a codebook needs at least one table [areas.KEY] with `definition` and `cues`")
    return Codebook(areas, str(path) if path else "shipped")


def _area(source: Path, key: str, entry: Any) -> Area:
    if not isinstance(entry, dict) or not isinstance(entry.get("definition"), str):
        raise WrongCall(f"{source}: [areas.{key}] needs a text `definition`")
    cues = entry.get("cues", [])
    if not isinstance(cues, list) or not all(isinstance(cue, str) for cue in cues):
        raise WrongCall(f"{source}: `cues` of [areas.{key}] must be a list of texts")
    crosswalk = {name: tuple(map(str, codes)) for name, codes in entry.get("crosswalk", {}).items()}
    return Area(key, entry["definition"], tuple(cues), crosswalk)


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
        words["all"] += [("area", area.key, cue) for area in self.codebook.areas for cue in area.cues]
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
