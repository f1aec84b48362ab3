"""XML as text: Akoma Ntoso and its kin by their elements, any other XML by where text and elements stand.

The number of a provision stands before its first words, on the line of a heading where it has one, as an agreement is
printed.
"""

from collections.abc import Iterator

from lxml import etree

from servanda.lexicon import lazy_re as re
from servanda.model import BadInput
from servanda.sources.decoding import decode
from servanda.sources.flattened import Flattened
from servanda.sources.plain import plain
from servanda.sources.safe_xml import Element, tree_of

_AKOMA_NTOSO = "akomaNtoso"
_UNREAD = frozenset(("meta", "authorialNote", "components", "attachmentOf"))
_LINES = frozenset(
    ("article", "chapter", "section", "part", "title", "book", "annex", "division", "tome", "subpart", "subchapter")
)
"""Elements whose number is a line of its own ("Article 3"); that of others stands before their text ("3. ")."""
_INLINE = frozenset(
    (
        *("a", "abbr", "affectedDocument", "b", "concept", "date", "def", "del", "docAuthority", "docDate", "docNumber"),
        *(
            "docProponent",
            "docStage",
            "docStatus",
            "docTitle",
            "docType",
            "embeddedText",
            "entity",
            "event",
            "i",
            "inline",
            "ins",
        ),
        *(
            "legislature",
            "location",
            "mref",
            "noteRef",
            "object",
            "opinion",
            "organization",
            "outcome",
            "party",
            "person",
            "process",
        ),
        *(
            "quantity",
            "ref",
            "remark",
            "rmod",
            "role",
            "rref",
            "session",
            "shortTitle",
            "signature",
            "span",
            "sub",
            "sup",
            "term",
        ),
        *("time", "u", "vote", "lawyer", "judge", "neutralCitation", "argument", "relatedDocument", "change", "placeholder"),
    )
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def flatten(content: bytes, origin: str) -> Flattened:
    """The text of an XML document in lines, with title and date where Akoma Ntoso's metadata give them."""
    decoded = decode(content, origin)
    source = _DECLARATION.sub("", plain(decoded.text, origin))
    root = tree_of(source.encode("utf-8"), origin)
    akoma = _name(root) == _AKOMA_NTOSO
    lines = _provisions(root) if akoma else _any(root)
    text = "\n".join(line for line in (" ".join(words.split()) for words in lines) if line)
    if not text:
        raise BadInput(origin, "is an XML document without text")
    title, published = _facts(root) if akoma else (None, None)
    return Flattened(text + "\n", title=title, published=published, problems=decoded.problems)


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _all_words(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _facts(root: Element) -> tuple[str | None, str | None]:
    title = published = None
    for element in root.iter("{*}docTitle", "{*}FRBRdate"):
        if _name(element) == "docTitle" and title is None:
            title = _all_words(element) or None
        elif _name(element) == "FRBRdate" and published is None and _DAY.fullmatch(element.get("date", "")):
            published = element.get("date")
    return title, published


def _provisions(root: Element) -> Iterator[str]:
    """The lines of an Akoma Ntoso document. `waiting` is a number that goes before the next words."""
    waiting: list[str] = []
    words: list[str] = []
    for event, element in _walk(root):
        name = _name(element)
        if name not in _INLINE and name not in _UNREAD:
            yield from _flush(waiting, words)
        if name == "num" and event == "start":
            _number(element, waiting)
            continue
        words.append((element.text if event == "start" else element.tail) or "")
    yield from _flush(waiting, words)
    yield from waiting


def _number(element: Element, waiting: list[str]) -> None:
    number = _all_words(element)
    parent = element.getparent()
    alone = parent is not None and _name(parent) in _LINES
    waiting.append(number + ("\n" if alone else " "))


def _flush(waiting: list[str], words: list[str]) -> Iterator[str]:
    line = "".join(words)
    words.clear()
    if not line.strip():
        return
    before = "".join(waiting)
    waiting.clear()
    *alone, number = before.split("\n")
    yield from alone
    yield number + line


def _walk(root: Element) -> Iterator[tuple[str, Element]]:
    """Starts and ends of the elements that are read; of the others, and inside a number, only the ends."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        unread = _name(element) in _UNREAD
        if event == "start" and (unread or _name(element) == "num"):
            walker.skip_subtree()
        if event == "end" or not unread:
            yield event, element


def _any(root: Element) -> Iterator[str]:
    """The lines of any XML: an element among words is part of them, an element beside elements is a line or more."""
    words: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        parent = element.getparent()
        inline = parent is not None and _mixed(parent)
        if event == "start":
            if not inline:
                yield "".join(words)
                words.clear()
            words.append(element.text or "")
        else:
            if not inline:
                yield "".join(words)
                words.clear()
            words.append(element.tail or "")
    yield "".join(words)


def _mixed(element: Element) -> bool:
    """Whether words stand directly in it beside its elements; looked at once an element, not once a child."""
    known = element.get(_SEEN)
    if known is None:
        mixed = bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)
        known = "1" if mixed else "0"
        element.set(_SEEN, known)
    return known == "1"


_SEEN = "servanda-mixed"
