"""XML that strangers wrote: a tree without entities, network or endless depth, or BadInput."""

from typing import Any

from lxml import etree

from servanda.model import BadInput
from servanda.sources import limits

Element = etree._Element


def tree_of(content: bytes, origin: str) -> Element:
    """The root element. Entities that the file itself declares are not expanded; nothing is fetched."""
    if len(content) > limits.PAGE_BYTES:
        raise BadInput(origin, f"is larger than {limits.PAGE_BYTES // 1024**2} MB, the most that is read as one XML document")
    try:
        etree.fromstring(content, _parser(target=_Depth()))
        root = etree.fromstring(content, _parser(remove_comments=True, remove_pis=True))
    except _TooDeep as error:
        raise BadInput(origin, f"has elements nested deeper than {limits.DEPTH}: no document that people wrote") from error
    except (etree.LxmlError, ValueError) as error:
        raise BadInput(origin, f"is no well-formed XML ({error})") from error
    return root


def _parser(**more: Any) -> etree.XMLParser:
    """`huge_tree` lifts the parser's own limits, of which one is on a text of 10 MB; depth and size are limited here."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, **more)


class _TooDeep(Exception):
    pass


class _Depth:
    """Receives tags and gives up where they stand too deep: before a tree is built, which would be freed recursively."""

    def __init__(self) -> None:
        self._depth = 0

    def start(self, tag: str, attributes: object) -> None:
        self._depth += 1
        if self._depth > limits.DEPTH:
            raise _TooDeep

    def end(self, tag: str) -> None:
        self._depth -= 1

    def data(self, data: str) -> None:
        pass

    def close(self) -> None:
        pass
