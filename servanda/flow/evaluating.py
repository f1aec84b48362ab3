"""exchange and read -> compare: readings held against a researcher's own coded table."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from servanda.compare.coder import Pair, field_agreement
from servanda.exchange.rows import rows
from servanda.flow.coded_fields import FIELDS, Field
from servanda.flow.reading import read_all
from servanda.lexicon import Lexicon, load_lexicon
from servanda.model import BadInput, Evaluation, FieldAgreement, Reading, WrongCall

Row = Mapping[str, str]
_LARGEST_TABLE = 256 * 2**20
_ENDINGS = (".txt", ".text", ".md", ".pdf", ".htm", ".html", ".docx", ".xml", ".akn")


def evaluate(
    folder: str,
    table: str | None = None,
    *,
    names: str | None = None,
    columns: Mapping[str, str] | None = None,
    jobs: int = 1,
) -> Evaluation:
    """Reads the texts of a folder and holds them against a table with a row for each.

    `table`: the CSV file; without it the folder's table whose rows name the most of its texts. `names`: the column that names
    the texts (with or without their ending); without it the column that does so best. `columns`: which column holds which
    field; others are found by their names. WrongCall says what is missing.
    """
    texts = _texts(folder)
    source, coded = _table(folder, table, texts)
    key = names or _naming_column(coded, texts) or ""
    if key not in coded[0]:
        raise WrongCall(f"{source}: no column names the texts in {folder}; say which does with --names COLUMN")
    found = _columns(coded[0], key, columns or {})
    if not found:
        raise WrongCall(f"{source}: no column holds a field that is read; say which does with --map FIELD=COLUMN")
    named = {_stem(row[key]): row for row in coded if row[key].strip()}
    read, unreadable = _readings([texts[stem] for stem in named if stem in texts], jobs)
    lexicon = load_lexicon()
    return Evaluation(
        table=str(source),
        names=key,
        fields=tuple(_held(field, column, named, read, lexicon) for field, column in found),
        without_text=tuple(stem for stem in named if stem not in texts),
        unreadable=unreadable,
    )


def _texts(folder: str) -> dict[str, str]:
    """The files of a folder by their names without ending."""
    if not os.path.isdir(folder):
        raise WrongCall(f"{folder}: not a folder")
    return {_stem(str(path)): str(path) for path in sorted(Path(folder).rglob("*")) if path.suffix.lower() in _ENDINGS}


def _stem(name: str) -> str:
    path = Path(name.strip().replace("\\", "/"))
    return path.stem if path.suffix.lower() in _ENDINGS else path.name


def _table(folder: str, table: str | None, texts: Mapping[str, str]) -> tuple[Path, list[Row]]:
    if table:
        return Path(table), _rows(Path(table))
    best: tuple[int, Path, list[Row]] | None = None
    for path in sorted(Path(folder).glob("*.[ct]sv")):
        coded = _rows(path)
        hits = _hits(coded, _naming_column(coded, texts), texts)
        if hits and (best is None or hits > best[0]):
            best = (hits, path, coded)
    if best is None:
        raise WrongCall(f"{folder}: no table (.csv, .tsv) here names its texts; say which does with --table FILE")
    return best[1], best[2]


def _rows(path: Path) -> list[Row]:
    try:
        if path.stat().st_size > _LARGEST_TABLE:
            raise WrongCall(f"{path}: larger than {_LARGEST_TABLE // 2**20} MiB, which no coded table is")
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise WrongCall(f"{path}: cannot be opened ({error.strerror})") from error
    found = [row for row, _ in rows(text, str(path))]
    if not found:
        raise WrongCall(f"{path}: a table needs a header and at least one row")
    return found


def _hits(coded: Sequence[Row], column: str | None, texts: Mapping[str, str]) -> int:
    return sum(_stem(row.get(column, "")) in texts for row in coded) if column else 0


def _naming_column(coded: Sequence[Row], texts: Mapping[str, str]) -> str | None:
    best = max(coded[0], key=lambda column: _hits(coded, column, texts), default=None)
    return best if _hits(coded, best, texts) else None


def _columns(header: Row, key: str, given: Mapping[str, str]) -> list[tuple[Field, str]]:
    """The fields that the table holds, each with its column."""
    fields = {field.name for field in FIELDS}
    for name, column in given.items():
        if name not in fields:
            raise WrongCall(f"{name}: no such field; there are {', '.join(sorted(fields))}")
        if column not in header:
            raise WrongCall(f"{column}: no such column; there are {', '.join(header)[:300]}")
    plain = {" ".join(column.lower().replace("_", " ").split()): column for column in reversed(list(header)) if column != key}
    found = []
    for field in FIELDS:
        known = [plain[name.replace("_", " ")] for name in field.columns if name.replace("_", " ") in plain]
        column = given.get(field.name) or next((name for name in known if name not in given.values()), "")
        if column:
            found.append((field, column))
    return found


def _readings(paths: Iterable[str], jobs: int) -> tuple[dict[str, Reading], tuple[str, ...]]:
    read, unreadable = {}, []
    for found in read_all(paths, jobs=jobs):
        if isinstance(found, BadInput):
            unreadable.append(str(found))
        else:
            read[_stem(found.document.origin)] = found
    return read, tuple(unreadable)


def _held(field: Field, column: str, named: Mapping[str, Row], read: Mapping[str, Reading], lexicon: Lexicon) -> FieldAgreement:
    cells = {stem: field.coded(row[column], lexicon) for stem, row in named.items() if row.get(column, "").strip()}
    groups = {row["key"] for row in lexicon.rows("organisation")}
    alone = field.name == "parties" and not any(groups & set(cell.split(";")) for cell in cells.values() if cell)
    pairs = []
    for stem, cell in cells.items():
        if cell is None or stem not in read:
            continue
        said = field.read(read[stem])
        if alone and said:
            said = ";".join(key for key in said.split(";") if key not in groups) or None
        pairs.append(Pair(stem, cell, said, said is not None and field.same(cell, said)))
    return field_agreement(field.name, column, pairs)
