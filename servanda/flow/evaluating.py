"""exchange and read -> compare: readings held against a researcher's own coded table."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from servanda.compare.coder import Pair, field_agreement
from servanda.exchange.rows import rows
from servanda.flow.coded_columns import Row, cell, columns_of, days_first
from servanda.flow.coded_fields import Field
from servanda.flow.reading import read_all
from servanda.lexicon import Lexicon, load_lexicon
from servanda.model import BadInput, Evaluation, FieldAgreement, Reading, WrongCall
from servanda.sources.decoding import decode

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
    found = columns_of(coded[0], key, columns or {})
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
        text = decode(path.read_bytes(), str(path)).text
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


def _readings(paths: Iterable[str], jobs: int) -> tuple[dict[str, Reading], tuple[str, ...]]:
    read, unreadable = {}, []
    for found in read_all(paths, jobs=jobs):
        foreign = [] if isinstance(found, BadInput) else [problem for problem in found.problems if problem.code == "language"]
        if isinstance(found, BadInput):
            unreadable.append(str(found))
        elif foreign:
            unreadable.append(f"{found.document.origin}: {foreign[0].message}")
        else:
            read[_stem(found.document.origin)] = found
    return read, tuple(unreadable)


def _held(field: Field, column: str, named: Mapping[str, Row], read: Mapping[str, Reading], lexicon: Lexicon) -> FieldAgreement:
    written = {stem: text for stem, row in named.items() if (text := cell(row, column)).strip()}
    if field.name.endswith(".date"):
        written = dict(zip(written, days_first(list(written.values())), strict=True))
    cells = {stem: field.coded(text, lexicon) for stem, text in written.items()}
    groups = {row["key"] for row in lexicon.rows("organisation")}
    alone = field.name == "parties" and not any(groups & set(codes.split(";")) for codes in cells.values() if codes)
    pairs = []
    for stem, coded in cells.items():
        if coded is None or stem not in read:
            continue
        said = field.read(read[stem])
        if alone and said:
            said = ";".join(key for key in said.split(";") if key not in groups) or None
        pairs.append(Pair(stem, coded, said, said is not None and field.same(coded, said)))
    return field_agreement(field.name, column, pairs)
