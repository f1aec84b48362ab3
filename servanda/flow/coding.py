"""People code texts without seeing each other: sheets, what they handed in, how far they agree, what they resolved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path

from servanda.compare.coders import agreements, parts
from servanda.exchange import coding_sheet
from servanda.exchange.coding_sheet import LISTS, OF_AGREEMENT, OF_PASSAGE
from servanda.flow.address import Address, at
from servanda.flow.keeping import now
from servanda.flow.whole_files import whole_file
from servanda.model import (
    LEGAL_STATUSES,
    BadInput,
    CodersAgreement,
    CodersDifference,
    Force,
    PartialDate,
    Reading,
    Span,
    WrongCall,
    as_json,
)
from servanda.read.sentences import pieces
from servanda.register import Register, coding, viewing
from servanda.register.coding import Coded

MACHINE = "machine"
"""The name under which the program's own findings are held against people's."""
KINDS: Mapping[str, Sequence[str]] = {"agreement": OF_AGREEMENT, "passages": OF_PASSAGE}
"""What can be coded, with its fields: the agreement as a whole, or each sentence of its text."""
_FEWEST_WORDS = 3


def sheet(address: Address, documents: Sequence[str], kind: str, target: str, *, overwrite: bool = False) -> int:
    """Writes an empty sheet for coders; gives the number of its rows."""
    with at(address) as register:
        readings = [viewing.stored_reading(register, name) for name in documents]
    units = [unit for reading in readings for unit in _units(reading, kind)]
    with whole_file(target, overwrite=overwrite) as path:
        path.write_text(coding_sheet.sheet(units, KINDS[kind]), encoding="utf-8")
    return len(units)


def _units(reading: Reading, kind: str) -> Iterator[tuple[str, str, str]]:
    """(document, unit, words) of what is to be coded."""
    document = reading.document
    if kind == "agreement":
        title = next((a.title for a in reading.agreements if a.title), None) or document.title or document.origin
        yield document.id, coding.OF_AGREEMENT, title
        return
    for span in sentences(reading):
        yield document.id, f"{span.start}-{span.end}", " ".join(document.text[span.start : span.end].split())


def sentences(reading: Reading) -> list[Span]:
    """The sentences of a text, within the units of its outline; headings and labels of a word or two are none."""
    text = reading.document.text
    cuts = sorted({0, len(text), *(p.start for p in reading.outline), *(p.end for p in reading.outline)})
    found = []
    for start, end in pairwise(cuts):
        for piece in pieces(text, "", start, end):
            if len(text[piece.start : piece.end].split()) >= _FEWEST_WORDS:
                found.append(Span(piece.start, piece.end))
    return found


def hand_in(address: Address, path: str, *, coder: str, note: str | None = None) -> dict[str, int]:
    """Enters a sheet that was filled in; gives the number of codes of each document. All of the sheet is entered, or nothing."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(path, f"cannot be read as a sheet in UTF-8 ({error})") from error
    found = coding_sheet.codes(text, path)
    with at(address) as register:
        for name, codes in found.items():
            _check_units(register, name, codes)
            for (unit, field), code in codes.items():
                _check_code(f"{path}: {name} {unit}", field, code)
        return coding.hand_in(register, found, coder=coder, at=now(), note=note)


def _check_units(register: Register, document: str, codes: Iterable[tuple[str, str]]) -> None:
    length = len(viewing.texts(register, [document]).get(document, ""))
    for unit, _ in codes:
        start, dash, end = unit.partition("-")
        fits = dash and start.isdecimal() and end.isdecimal() and int(start) < int(end) <= length
        if unit != coding.OF_AGREEMENT and not fits:
            raise WrongCall(f"{document}: {unit!r} is no unit of this document; keep the columns document and unit as they are")


_KNOWN: Mapping[str, frozenset[str]] = {
    "force": frozenset(force.value for force in Force),
    "status": frozenset(LEGAL_STATUSES),
}
_DATES, _COUNTS = ("signed_date", "in_force_date"), ("term_months", "notice_months")


def _check_code(where: str, field: str, code: str) -> None:
    """WrongCall for a code that its field cannot have; areas and names are the coders' own."""
    for part in parts(code):
        plain = part.lower().replace(" ", "_").replace("-", "_")
        if field in _KNOWN and plain not in _KNOWN[field]:
            near = get_close_matches(plain, sorted(_KNOWN[field]), 3) or sorted(_KNOWN[field])
            raise WrongCall(f"{where}: {part!r} is no {field}; did you mean {', '.join(near)}?")
        if field in _DATES:
            try:
                PartialDate.parse(part)
            except ValueError as error:
                raise WrongCall(f"{where}: {part!r} is no {field}; write 2024-06-13, 2024-06 or 2024") from error
        if field in _COUNTS and not part.isdecimal():
            raise WrongCall(f"{where}: {part!r} is no {field}; write a number of months")


def rounds(address: Address, *, as_of: str | None = None) -> list[dict[str, object]]:
    """Each document that was coded: what was coded, by whom, whether the codes may be seen, in how many units they differ."""
    with at(address) as register:
        titles = {entry.id: entry.title or entry.origin for entry in viewing.documents(register)}
        told = []
        for entry in coding.coded(register, as_of=as_of):
            for kind, coders in sorted(entry.coders.items()):
                row: dict[str, object] = {"document": entry.document, "title": titles[entry.document], "kind": kind}
                differ = _differing(entry, kind) if entry.is_open(kind) else []
                row |= {"coders": list(coders), "open": entry.is_open(kind), "differ": len(differ)}
                told.append(row | {"resolved": sum((unit, name) in entry.resolved for unit, name in differ)})
        return told


def agreement(address: Address, documents: Sequence[str] = (), *, as_of: str | None = None) -> list[CodersAgreement]:
    """How far the coders agree with each other and with the program, field by field, over all documents whose codes are open."""
    with at(address) as register:
        opened = _open(register, documents, as_of)
        units: dict[str, dict[str, dict[str, str]]] = {}
        coders: list[str] = []
        for entry in opened:
            machine = _machine(register, entry, as_of)
            coders = list(dict.fromkeys((*coders, *(name for names in entry.coders.values() for name in names))))
            for (unit, name), codes in entry.codes.items():
                if entry.is_open(coding.kind_of(unit)):
                    units.setdefault(name, {})[f"{entry.document} {unit}"] = {**codes, MACHINE: machine.get((unit, name), "")}
    ordered = [name for name in (*OF_AGREEMENT, *OF_PASSAGE) if name in units]
    told = []
    for name in ordered:
        who = {coder for codes in units[name].values() for coder in codes}
        told += agreements(name, units[name], [c for c in coders if c in who], MACHINE, is_list=name in LISTS)
    return told


def differences(
    address: Address, documents: Sequence[str] = (), *, all_of_them: bool = False, as_of: str | None = None
) -> list[CodersDifference]:
    """What coders coded differently and have not resolved yet (`all_of_them`: also what they have), in the order of the texts."""
    found = []
    with at(address) as register:
        for entry in _open(register, documents, as_of):
            text = viewing.texts(register, [entry.document])[entry.document]
            for unit, name in (key for kind in entry.coders if entry.is_open(kind) for key in _differing(entry, kind)):
                resolved = entry.resolved.get((unit, name))
                if resolved is None or all_of_them:
                    start, dash, end = unit.partition("-")
                    words = " ".join(text[int(start) : int(end)].split()) if dash else ""
                    codes = dict(entry.codes[unit, name])
                    value, by = resolved or (None, None)
                    found.append(CodersDifference(entry.document, unit, name, codes, words, value, by))
    return found


def resolve(address: Address, document: str, unit: str, field: str, value: str, *, by: str, note: str | None = None) -> None:
    """Enters what coders agreed on."""
    with at(address) as register:
        whole = viewing.stored_frame(register, document).document.id
        _check_code(f"{whole} {unit}", field, value)
        coding.resolve(register, whole, unit, field, value, by=by, at=now(), note=note)


def export(
    address: Address,
    kind: str,
    target: str,
    *,
    documents: Sequence[str] = (),
    overwrite: bool = False,
    as_of: str | None = None,
) -> int:
    """Writes a row for each unit and coder, and one with what holds (`final`: agreed, or resolved; empty where it is open).

    The usual form of coding projects: a row an agreement, or a row a passage. Only documents whose codes may be seen.
    """
    fields = KINDS[kind]
    with at(address) as register:
        lines = [
            line for entry in _open(register, documents, as_of) if entry.is_open(kind) for line in _lines(entry, kind, fields)
        ]
    with whole_file(target, overwrite=overwrite) as path:
        path.write_text(coding_sheet.table(("document", "unit", "coder", *fields), lines), encoding="utf-8")
    return len(lines)


def _lines(entry: Coded, kind: str, fields: Sequence[str]) -> Iterator[list[str]]:
    units = dict.fromkeys(unit for unit, _ in entry.codes if coding.kind_of(unit) == kind)
    for unit in sorted(units, key=_place):
        for coder in entry.coders[kind]:
            yield [entry.document, unit, coder, *(entry.codes.get((unit, name), {}).get(coder, "") for name in fields)]
        yield [entry.document, unit, "final", *(_final(entry, unit, name) for name in fields)]


def _final(entry: Coded, unit: str, name: str) -> str:
    if (unit, name) in entry.resolved:
        return entry.resolved[unit, name][0]
    codes = list(entry.codes.get((unit, name), {}).values())
    return codes[0] if codes and all(_same(codes[0], code) for code in codes) else ""


def _open(register: Register, documents: Sequence[str], as_of: str | None) -> list[Coded]:
    whole = [viewing.stored_frame(register, name).document.id for name in documents] or None
    found = [entry for entry in coding.coded(register, whole, as_of=as_of) if any(entry.is_open(kind) for kind in entry.coders)]
    if not found:
        raise WrongCall(f"no codes may be seen yet: {coding.NEEDED} people must hand in theirs for the same document first")
    return found


def _differing(entry: Coded, kind: str) -> list[tuple[str, str]]:
    keys = [
        (unit, name)
        for (unit, name), codes in entry.codes.items()
        if coding.kind_of(unit) == kind and len({_plain(code) for code in codes.values()}) > 1
    ]
    return sorted(keys, key=lambda key: (*_place(key[0]), key[1]))


def _place(unit: str) -> tuple[int, ...]:
    return tuple(int(part) for part in unit.split("-")) if unit != coding.OF_AGREEMENT else (-1,)


def _plain(code: str) -> frozenset[str]:
    return frozenset(part.casefold() for part in parts(code))


def _same(a: str, b: str) -> bool:
    return _plain(a) == _plain(b)


def _machine(register: Register, entry: Coded, as_of: str | None) -> dict[tuple[str, str], str]:
    """What the program itself found in the units that people coded, whatever reviewers said of it since."""
    reading = viewing.stored_reading(register, entry.document, as_of=as_of, judged=False)
    codes: dict[tuple[str, str], str] = {}
    if "agreement" in entry.coders and reading.agreements:
        codes |= {(coding.OF_AGREEMENT, name): value for name, value in _of_agreement(reading).items()}
    spans = {unit: _place(unit) for unit, _ in entry.codes if unit != coding.OF_AGREEMENT}
    for unit, (start, end) in spans.items():
        inside = [c for c in reading.commitments if start <= c.evidence[-1].start < end]
        for name in OF_PASSAGE:
            values = [getattr(promise, name) for promise in inside]
            plain = dict.fromkeys(str(v) for value in values for v in (value if isinstance(value, tuple) else (value,)) if v)
            codes[unit, name] = "; ".join(plain)
    return codes


def _of_agreement(reading: Reading) -> dict[str, str]:
    plain = as_json(reading.agreements[0])
    flat = {
        **{name: plain[name] for name in ("title", "parties", "organisations", "status", "legal_form", "binding", "languages")},
        "signed_date": plain["signed"]["date"],
        "signed_place": plain["signed"]["place"],
        "in_force_date": plain["in_force"]["date"],
        "term_months": plain["term"]["months"],
        "notice_months": plain["termination_notice_months"],
    }
    words = {True: "yes", False: "no", None: ""}
    return {
        name: "; ".join(value)
        if isinstance(value, list)
        else words[value]
        if isinstance(value, bool) or value is None
        else str(value)
        for name, value in flat.items()
    }
