"""Texts of Trade Agreements (ToTA): the XML of an agreement, its text as chapters and articles, and its coded metadata.

The metadata become a document of their own, so that a coded date opens where it is coded; what the text itself says is for
the reader. Layout of version 0.5.0: `<treaty><meta>...</meta><body><chapter name><article>`.
"""

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from servanda.exchange.record import Record
from servanda.model import Agreement, BadInput, EntryIntoForce, PartialDate, Problem, Reading, Signature, Span, finding_id

_FIELDS = ("name", "type", "status", "date_signed", "date_into_force", "date_inactive", "composition", "region", "language")
_STATUSES = {"in force": "in_force", "inactive": "terminated", "signed": "signed"}


@dataclass(frozen=True, slots=True)
class Treaty:
    """The coded metadata as a reading of their own, and the text."""

    coded: Reading
    text: str


def tota(path: Path) -> Treaty:
    """One treaty; BadInput where the file is no ToTA treaty."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.parse(str(path), parser).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        raise BadInput(str(path), f"not well-formed XML: {error}") from error
    meta = root.find("meta")
    if root.tag != "treaty" or meta is None:
        raise BadInput(str(path), "no treaty of ToTA: <treaty> with <meta> was expected")
    return Treaty(_coded(meta, str(path)), _text(root))


def _coded(meta: etree._Element, origin: str) -> Reading:
    record = Record()
    values = {name: " ".join((meta.findtext(name) or "").split()) for name in _FIELDS}
    spans = {name: record.line(name, told) for name, told in values.items() if told}
    codes = tuple(
        dict.fromkeys((cell.text or "").strip() for cell in meta.iterfind("parties_original/partyisocode") if cell.text)
    )
    if not codes:
        codes = tuple(dict.fromkeys((cell.text or "").strip() for cell in meta.iterfind("parties/partyisocode") if cell.text))
    if codes:
        spans["parties"] = record.line("parties", " ".join(codes))
    document = record.document(f"{origin}#meta", values["name"] or None)
    problems: list[Problem] = []

    def date(name: str) -> PartialDate | None:
        try:
            return PartialDate.parse(values[name]) if values[name] else None
        except ValueError as error:
            problems.append(Problem("date_not_read", str(error), spans[name].start, spans[name].end))
            return None

    signed, in_force = date("date_signed"), date("date_into_force")
    status = _STATUSES.get(values["status"].casefold()) or ("terminated" if values["date_inactive"] else None)
    proof = {
        "title": "name",
        "parties": "parties",
        "status": "status" if values["status"] else "date_inactive",
        "legal_form": "type",
        "signed.date": "date_signed",
        "in_force.date": "date_into_force",
    }
    evidence: dict[str, tuple[Span, ...]] = {field: (spans[line],) for field, line in proof.items() if line in spans}
    agreement = Agreement(
        id=finding_id("agreement", document.id),
        title=values["name"] or None,
        parties=codes,
        status=status,
        legal_form="agreement" if values["type"] else None,
        signed=Signature(signed),
        in_force=EntryIntoForce(in_force),
        evidence=evidence,
    )
    return Reading(document, agreements=(agreement,), problems=tuple(problems))


def _text(root: etree._Element) -> str:
    pieces = []
    for chapter in root.iterfind("body/chapter"):
        name = " ".join((chapter.get("name") or "").split())
        if name and name not in ("Preamble", "Conclusion"):
            pieces.append(name)
        pieces += ["".join(str(piece) for piece in article.itertext()).strip() for article in chapter.iterfind("article")]
    return "\n\n".join(filter(None, pieces)) + "\n"
