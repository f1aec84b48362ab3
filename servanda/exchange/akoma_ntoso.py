"""A reading as Akoma Ntoso 3.0 (OASIS LegalDocML), and back: every character and every provision survives.

The agreement is an `act`, its annexes are attachments. What the standard has no place for (a provision's path, its number in
figures) stands in attributes of our own namespace, which the standard permits. Text stands only in elements that hold text;
there is no white space between elements that is not the agreement's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from servanda.model import BadInput, Document, Provision, Reading

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OURS = "urn:servanda:akn"
"""The namespace of what the standard has no place for."""
_PATH, _KIND, _NUMBER, _HEADING, _DOCUMENT = (f"{{{OURS}}}{name}" for name in ("path", "kind", "number", "heading", "document"))
_ELEMENTS = {"part": "part", "chapter": "chapter", "section": "section", "article": "article", "paragraph": "paragraph"}
_NAMESPACES: Any = {None: AKN, "servanda": OURS}
_COMPONENTS = ("annex", "protocol")
_NO_DATE = "0001-01-01"
"""Where the standard demands a date and none is known; its name says `unknown`."""
_LANGUAGES = {"en": "eng", "fr": "fra", "es": "spa", "de": "deu", "ru": "rus", "uk": "ukr", "ar": "ara", "zh": "zho", "nl": "nld"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BEHIND_NUMBER = re.compile(r"[.:)\]]{0,2}\s*")
_BETWEEN = re.compile(r"[\s.:*_–—-]*")
_LINES = re.compile(r"[^\n]*\n\s*|[^\n]+\Z")


@dataclass(slots=True)
class _Part:
    """A provision with what lies in it."""

    provision: Provision
    children: list["_Part"] = field(default_factory=list)


def to_akoma_ntoso(reading: Reading) -> bytes:
    """The document as Akoma Ntoso in UTF-8. A character that XML cannot hold becomes U+FFFD, the only loss there is."""
    return _Writer(reading).written()


class _Writer:
    """Writes one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = _NOT_XML.sub("\ufffd", reading.document.text)

    def written(self) -> bytes:
        root = etree.Element(_akn("akomaNtoso"), nsmap=_NAMESPACES)
        parts = _tree(self.reading.outline)
        main = [part for part in parts if not _is_component(part.provision)]
        components = [part for part in parts if _is_component(part.provision)]
        end = components[0].provision.start if components else len(self.text)
        act = self._instrument(root, "act", "agreement", "main")
        at = self._preamble(act, main.pop(0)) if main and main[0].provision.kind == "preamble" else 0
        self._body(act, main, at, end, "main")
        if components:
            attachments = etree.SubElement(act, _akn("attachments"))
            for part in components:
                self._attachment(attachments, part)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    # ---------------------------------------------------------------- the big pieces
    def _instrument(self, parent: etree._Element, element: str, name: str, component: str) -> etree._Element:
        act = etree.SubElement(parent, _akn(element), name=name, contains="originalVersion")
        self._meta(act, component)
        return act

    def _attachment(self, attachments: etree._Element, part: _Part) -> None:
        provision = part.provision
        attachment = self._marked(etree.SubElement(attachments, _akn("attachment"), eId=_eid(provision)), provision)
        name = "doc" if provision.kind == "annex" else "act"
        act = self._instrument(attachment, name, provision.kind, _eid(provision))
        first = part.children[0].provision.start if part.children else provision.end
        head = min(first, self._line_end(provision))
        self._blocks(etree.SubElement(act, _akn("preface")), self.text[provision.start : head])
        self._body(act, part.children, head, provision.end, _eid(provision))

    def _body(self, act: etree._Element, parts: list[_Part], start: int, end: int, name: str) -> None:
        """Body and conclusions of an instrument."""
        last = parts.pop() if parts and parts[-1].provision.kind == "signature" else None
        body = etree.SubElement(act, _akn("mainBody" if act.tag == _akn("doc") else "body"))
        self._inside(body, parts, start, last.provision.start if last else end, name)
        if not len(body):
            self._container(body, "", f"{name}__empty")
        if last:
            conclusions = self._marked(etree.SubElement(act, _akn("conclusions")), last.provision)
            self._blocks(conclusions, self.text[last.provision.start : last.provision.end])

    def _preamble(self, act: etree._Element, part: _Part) -> int:
        """Writes preface (the title) and preamble; returns where they end."""
        provision, at = part.provision, part.provision.start
        titles = [agreement.title for agreement in self.reading.agreements[:1] if agreement.title]
        lead = at + len(self.text[at : provision.end]) - len(self.text[at : provision.end].lstrip())
        if titles and self.text.startswith(titles[0], lead) and lead + len(titles[0]) < provision.end:
            preface = self._marked(etree.SubElement(act, _akn("preface")), provision)
            paragraph = etree.SubElement(etree.SubElement(preface, _akn("longTitle")), _akn("p"))
            paragraph.text = self.text[at:lead]
            title = etree.SubElement(paragraph, _akn("docTitle"))
            at = lead + len(titles[0])
            title.text = self.text[lead:at]
        preamble = self._marked(etree.SubElement(act, _akn("preamble")), provision)
        for child in part.children:
            self._blocks(preamble, self.text[at : child.provision.start])
            self._item(etree.SubElement(preamble, _akn("blockList"), eId=f"{_eid(child.provision)}__list"), child)
            at = child.provision.end
        self._blocks(preamble, self.text[at : provision.end])
        if not len(preamble):
            etree.SubElement(preamble, _akn("p"))
        return provision.end

    # ---------------------------------------------------------------- provisions
    def _inside(self, parent: etree._Element, parts: list[_Part], start: int, end: int, name: str) -> None:
        """The provisions of [start, end), and what stands between them, as children of a body."""
        at = start
        for k, part in enumerate(parts):
            if part.provision.start > at:
                self._container(parent, self.text[at : part.provision.start], f"{name}__text_{k + 1}")
            self._provision(parent, part)
            at = part.provision.end
        if end > at:
            self._container(parent, self.text[at:end], f"{name}__text_{len(parts) + 1}")

    def _container(self, parent: etree._Element, text: str, name: str) -> None:
        """Text that belongs to no provision."""
        container = etree.SubElement(parent, _akn("hcontainer"), name="text", eId=name)
        self._blocks(etree.SubElement(container, _akn("content")), text)

    def _provision(self, parent: etree._Element, part: _Part) -> None:
        provision = part.provision
        name = _ELEMENTS.get(provision.kind) or ("point" if provision.number else "indent")
        element = self._marked(etree.SubElement(parent, _akn(name), eId=_eid(provision)), provision)
        first = part.children[0].provision.start if part.children else provision.end
        at = self._head(element, provision, first)
        own = self.text[at:first]
        if not part.children:
            self._blocks(etree.SubElement(element, _akn("content")), own)
            return
        if own:
            self._blocks(etree.SubElement(element, _akn("intro")), own)
        after = part.children[-1].provision.end
        self._inside(element, part.children, first, after, _eid(provision))
        if provision.end > after:
            self._blocks(etree.SubElement(element, _akn("wrapUp")), self.text[after : provision.end])

    def _head(self, element: etree._Element, provision: Provision, limit: int) -> int:
        """Writes number and heading; returns where the provision's own text begins."""
        at = self._number_end(provision, limit)
        if at > provision.start:
            etree.SubElement(element, _akn("num")).text = self.text[provision.start : at]
        if provision.heading:
            found = self.text.find(provision.heading, at, min(at + 300, limit))
            gap = _BETWEEN.match(self.text, at)
            if found >= 0 and gap and gap.end() >= found:
                end = found + len(provision.heading)
                blank = _BEHIND_NUMBER.match(self.text, end, limit)
                end = blank.end() if blank else end
                etree.SubElement(element, _akn("heading")).text = self.text[at:end]
                return end
        return at

    def _number_end(self, provision: Provision, limit: int) -> int:
        """Where the number ends, with its word before it and white space behind it; the provision's start if it is not told."""
        start = provision.start
        if provision.number is None:
            match = re.compile(r"\W\s*").match(self.text, start, limit)
            return match.end() if match and provision.kind == "item" else start
        found = self.text[start : min(start + 40, limit)].lower().find(provision.number.lower())
        if found >= 0:
            end = start + found + len(provision.number)
        else:
            end = self._line_end(provision) if self._line_end(provision) - start <= 40 else start
        match = _BEHIND_NUMBER.match(self.text, end, limit)
        return match.end() if match and end > start else end

    def _item(self, parent: etree._Element, part: _Part) -> None:
        """A provision among blocks: numbered recitals."""
        provision = part.provision
        element = self._marked(etree.SubElement(parent, _akn("item"), eId=_eid(provision)), provision)
        at = self._number_end(provision, part.children[0].provision.start if part.children else provision.end)
        if at > provision.start:
            etree.SubElement(element, _akn("num")).text = self.text[provision.start : at]
        for child in part.children:
            self._blocks(element, self.text[at : child.provision.start])
            self._item(etree.SubElement(element, _akn("blockList"), eId=f"{_eid(child.provision)}__list"), child)
            at = child.provision.end
        self._blocks(element, self.text[at : provision.end])
        if len(element) == 0 or etree.QName(element[-1]).localname == "num":
            etree.SubElement(element, _akn("p"))

    def _blocks(self, parent: etree._Element, text: str) -> None:
        """Lines as paragraphs, each with the white space behind it."""
        for line in _LINES.findall(text) or [""]:
            if line or not len(parent):
                etree.SubElement(parent, _akn("p")).text = line

    def _line_end(self, provision: Provision) -> int:
        end = self.text.find("\n", provision.start, provision.end)
        return provision.end if end < 0 else end

    def _marked(self, element: etree._Element, provision: Provision) -> etree._Element:
        element.set(_PATH, provision.path)
        element.set(_KIND, provision.kind)
        if provision.number is not None:
            element.set(_NUMBER, provision.number)
        if provision.heading is not None:
            element.set(_HEADING, _NOT_XML.sub("\ufffd", provision.heading))
        return element

    # ---------------------------------------------------------------- metadata
    def _meta(self, act: etree._Element, component: str) -> None:
        document = self.reading.document
        agreement = self.reading.agreements[0] if self.reading.agreements else None
        signed = str(agreement.signed.date) if agreement and agreement.signed and agreement.signed.date else None
        day = signed if signed and len(signed) == 10 else None
        parties = (*agreement.parties, *agreement.organisations) if agreement else ()
        work = f"/akn/int/act/{signed or 'unknown'}/{document.id}"
        language = _LANGUAGES.get(document.language or "", document.language or "und")
        meta = etree.SubElement(act, _akn("meta"))
        identification = etree.SubElement(meta, _akn("identification"), source="#servanda")
        levels = (("FRBRWork", work), ("FRBRExpression", f"{work}/{language}"), ("FRBRManifestation", f"{work}/{language}.xml"))
        for level, uri in levels:
            about = etree.SubElement(identification, _akn(level))
            etree.SubElement(about, _akn("FRBRthis"), value=f"{uri}/!{component}")
            etree.SubElement(about, _akn("FRBRuri"), value=uri)
            etree.SubElement(about, _akn("FRBRdate"), date=day or _NO_DATE, name="signature" if day else "unknown")
            etree.SubElement(about, _akn("FRBRauthor"), href=f"#{_who(parties[0])}" if parties else "#unknown")
            if level == "FRBRWork":
                etree.SubElement(about, _akn("FRBRcountry"), value="int")
            if level == "FRBRExpression":
                etree.SubElement(about, _akn("FRBRlanguage"), language=language)
        references = etree.SubElement(meta, _akn("references"), source="#servanda")
        named = [("servanda", "Servanda"), *((_who(party), party) for party in parties)]
        for name, shown in named if parties else [*named, ("unknown", "unknown")]:
            eid = name if component == "main" else f"{component}__{name}"
            href = f"/akn/ontology/organization/{name}"
            etree.SubElement(references, _akn("TLCOrganization"), eId=eid, href=href, showAs=shown)
        if component == "main":
            proprietary = etree.SubElement(meta, _akn("proprietary"), source="#servanda")
            etree.SubElement(proprietary, _DOCUMENT, origin=_NOT_XML.sub("\ufffd", document.origin), kind=document.kind)


def _akn(name: str) -> str:
    return f"{{{AKN}}}{name}"


def _tree(outline: tuple[Provision, ...]) -> list[_Part]:
    roots: list[_Part] = []
    open_: list[_Part] = []
    for provision in outline:
        while open_ and open_[-1].provision.end <= provision.start:
            open_.pop()
        part = _Part(provision)
        (open_[-1].children if open_ else roots).append(part)
        open_.append(part)
    return roots


def _is_component(provision: Provision) -> bool:
    return provision.kind in _COMPONENTS or (provision.kind == "part" and provision.path.startswith("note"))


def _eid(provision: Provision) -> str:
    """The path as the standard writes it: steps joined by two underscores."""
    return re.sub(r"\s", "", provision.path.replace("/", "__").replace("~", "_v"))


def _who(party: str) -> str:
    return "party_" + re.sub(r"\W+", "_", party)


def from_akoma_ntoso(xml: bytes, origin: str) -> tuple[Document, tuple[Provision, ...]]:
    """The document and outline that `to_akoma_ntoso` wrote; BadInput for other XML, which `sources` reads as text."""
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise BadInput(origin, f"is no well-formed XML: {error}") from error
    about = root.find(f".//{_DOCUMENT}")
    if root.tag != _akn("akomaNtoso") or about is None:
        raise BadInput(origin, "is no Akoma Ntoso that was written here; read it like any other file")
    pieces: list[str] = []
    spans: dict[str, list[int]] = {}
    marked: dict[str, etree._Element] = {}
    at = 0
    for event, element in _walk(root):
        path = element.get(_PATH)
        if path and event == "start":
            spans.setdefault(path, [at, at])
            marked.setdefault(path, element)
        elif path:
            spans[path][1] = at
        words = (element.text if event == "start" else element.tail) or ""
        pieces.append(words)
        at += len(words)
    text = "".join(pieces)
    outline = tuple(
        Provision(path, str(marked[path].get(_KIND)), marked[path].get(_NUMBER), marked[path].get(_HEADING), start, end)
        for path, (start, end) in spans.items()
    )
    name, kind = str(about.get("origin")), str(about.get("kind"))
    return Document(Document.id_of(text), kind, None, None, None, None, text, name), outline


def _walk(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Start and end of every element but those of the metadata."""
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if etree.QName(element).localname == "meta":
            skipped += 1 if event == "start" else -1
            continue
        if not skipped:
            yield event, element
