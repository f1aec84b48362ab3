"""The codebook: the areas that a commitment may be about, as a file that anyone may replace."""

import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servanda.lexicon.folding import fold
from servanda.lexicon.inflection import forms, plural
from servanda.lexicon.marks import HIDES
from servanda.model import WrongCall

SHIPPED = Path(__file__).parent / "data" / "codebook.toml"
_WORD = re.compile(rb"[a-z0-9]+")
_LISTS = ("cues", "hints", "headings", "adjectives", "outranks")


@dataclass(frozen=True, slots=True)
class Area:
    """What a commitment is about: a key of the codebook, its definition, its cues and its names in other codebooks.

    `cues` decide, `hints` only support, `headings` decide in a heading only, `adjectives` where support or aid follows;
    `outranks` names areas (`*`: all) that this one's cues push back.
    """

    key: str
    definition: str
    cues: tuple[str, ...]
    crosswalk: Mapping[str, tuple[str, ...]]
    hints: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    outranks: tuple[str, ...] = ()


_TABLES = ("areas", "not_cues")


@dataclass(frozen=True, slots=True)
class Codebook:
    """The areas, in the order of their file, and longer phrases in which no cue counts. `origin` says where it came from.

    `heading_cues`: the areas that words of a heading name, by these words, folded and parted by one blank.
    """

    areas: tuple[Area, ...]
    origin: str
    not_cues: tuple[str, ...]
    heading_cues: Mapping[bytes, tuple[str, ...]]

    def keys(self) -> tuple[str, ...]:
        """The keys of all areas."""
        return tuple(area.key for area in self.areas)

    def words(self, irregular: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
        """(kind, key, word) rows for the scan.

        A cue of several areas has their keys in one, parted by blanks; `?` behind a key marks a hint, `~` an adjective.
        """
        meant: dict[str, list[str]] = {}
        for area in self.areas:
            for mark, cues in (("", area.cues), ("?", area.hints), ("~", area.adjectives)):
                for cue in cues:
                    for word in _variants(cue, irregular):
                        meant.setdefault(word, []).append(area.key + mark)
        for word, keys in meant.items():
            yield "area", " ".join(dict.fromkeys(keys)), word
        for cue in self.not_cues:
            yield "area", HIDES, cue


def _variants(cue: str, irregular: Mapping[str, str]) -> Iterator[str]:
    return iter((cue[:-1], plural(cue[:-1]))) if cue.endswith("+") else forms(cue, irregular)


def load_codebook(path: str | Path | None = None) -> Codebook:
    """The codebook of a TOML file, or the shipped one. WrongCall says what is wrong with a file that is none."""
    source = Path(path) if path else SHIPPED
    return codebook_of(parse_codebook(source), source, str(path) if path else "shipped")


def parse_codebook(source: Path) -> dict[str, Any]:
    """The content of a TOML file."""
    parsed: dict[str, Any] = importlib.import_module("servanda.lexicon.codebook_file").parse(source)
    return parsed


def codebook_of(table: Mapping[str, Any], source: Path, origin: str) -> Codebook:
    """The codebook in the content of a file; WrongCall says what is wrong with it."""
    entries = table.get("areas", {})
    if not isinstance(entries, dict) or not entries:
        raise WrongCall(f"{source}: a codebook needs at least one table [areas.KEY] with `definition` and `cues`")
    _only(source, "the file", table, _TABLES)
    areas = tuple(_area(source, key, entry) for key, entry in entries.items())
    known = {area.key for area in areas} | {"*"}
    for area in areas:
        for other in area.outranks:
            if other not in known:
                raise WrongCall(f"{source}: `outranks` of [areas.{area.key}] names {other!r}, which is no area of this file")
    words = table.get("not_cues", {}).get("words", []) if isinstance(table.get("not_cues", {}), dict) else None
    return Codebook(areas, origin, _texts(source, "`words` of [not_cues]", words), _heading_cues(areas))


def packed(codebook: Codebook) -> tuple[Any, ...]:
    """A codebook as plain values, which can be kept on disk; `unpacked` makes it of them again without looking for mistakes."""
    areas = [tuple(getattr(area, name) for name in Area.__slots__) for area in codebook.areas]
    return areas, codebook.origin, codebook.not_cues, codebook.heading_cues


def unpacked(values: tuple[Any, ...]) -> Codebook:
    """The codebook that was packed."""
    areas, origin, not_cues, heading_cues = values
    return Codebook(tuple([Area(*fields) for fields in areas]), origin, not_cues, heading_cues)


def heading_words(folded: bytes) -> list[bytes]:
    """The words of a folded heading."""
    return _WORD.findall(folded)


def _heading_cues(areas: tuple[Area, ...]) -> dict[bytes, tuple[str, ...]]:
    found: dict[bytes, dict[str, None]] = {}
    for area in areas:
        for cue in (*area.headings, *area.cues):
            found.setdefault(b" ".join(heading_words(fold(cue))), {})[area.key] = None
    return {cue: tuple(keys) for cue, keys in found.items()}


def _area(source: Path, key: str, entry: Any) -> Area:
    if not key or set(" ?~") & set(key):
        raise WrongCall(f"{source}: {key!r} cannot be the key of an area (no blanks, no ? or ~)")
    if not isinstance(entry, dict) or not isinstance(entry.get("definition"), str):
        raise WrongCall(f"{source}: [areas.{key}] needs a text `definition`")
    _only(source, f"[areas.{key}]", entry, ("definition", *_LISTS, "crosswalk"))
    lists = {name: _texts(source, f"`{name}` of [areas.{key}]", entry.get(name, [])) for name in _LISTS}
    if not isinstance(entry.get("crosswalk", {}), dict):
        raise WrongCall(f"{source}: `crosswalk` of [areas.{key}] must be a table of lists")
    crosswalk = {
        name: _texts(source, f"`{name}` of [areas.{key}.crosswalk]", codes) for name, codes in entry.get("crosswalk", {}).items()
    }
    return Area(
        key,
        entry["definition"],
        lists["cues"],
        crosswalk,
        lists["hints"],
        lists["headings"],
        lists["adjectives"],
        lists["outranks"],
    )


def _texts(source: Path, what: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise WrongCall(f"{source}: {what} must be a list of texts")
    for entry in value:
        if not any(letter.isalnum() for letter in entry) and not (entry == "*" and "`outranks`" in what):
            raise WrongCall(f"{source}: {what} holds {entry!r}, which has no letter and would never be found")
    return tuple(value)


def _only(source: Path, where: str, table: Mapping[str, Any], known: tuple[str, ...]) -> None:
    """WrongCall for a key that means nothing: a misspelt one would be passed over in silence."""
    for key in table:
        if key not in known:
            meant = importlib.import_module("difflib").get_close_matches(key, known, 1)
            hint = f"; did you mean {meant[0]!r}?" if meant else ""
            raise WrongCall(f"{source}: {where} has the key {key!r}, which is none of {', '.join(known)}{hint}")
