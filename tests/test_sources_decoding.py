"""Text in any common encoding; what was guessed or lost is told."""

import codecs

import pytest

from servanda.lexicon import load_lexicon
from servanda.sources import open_text
from servanda.sources.decoding import decode

FRENCH = (
    "Accord entre la République française et l’Ukraine. Les Parties s’engagent à coopérer « sans délai » ; la France fournira "
    "une aide supplémentaire évaluée à trois millions d’euros, après l’entrée en vigueur.\n"
)
RUSSIAN = (
    "Соглашение о сотрудничестве между двумя государствами. Стороны обязуются оказывать друг другу помощь и проводить "
    "консультации не реже одного раза в год. Настоящее Соглашение вступает в силу со дня подписания.\n"
)
IVORIAN = "Accord entre la France et la Côte d’Ivoire, signé à Nîmes. Déjà vu.\n"
POLISH = "Umowa między Rzecząpospolitą Polską a Ukrainą. Strony zobowiązują się do współpracy, także w dziedzinie łączności.\n"


@pytest.mark.parametrize(
    ("text", "encoding", "mark"),
    [
        (FRENCH, "utf-8", codecs.BOM_UTF8),
        (FRENCH, "utf-16-le", codecs.BOM_UTF16_LE),
        (RUSSIAN, "utf-16-be", codecs.BOM_UTF16_BE),
        (RUSSIAN, "utf-32-le", codecs.BOM_UTF32_LE),
        (FRENCH, "utf-8", b""),
        (FRENCH, "utf-16-le", b""),
        (FRENCH, "utf-16-be", b""),
    ],
)
def test_a_certain_encoding_is_no_problem(text: str, encoding: str, mark: bytes) -> None:
    assert decode(mark + text.encode(encoding), "x") == (text, ())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        (IVORIAN, "cp1252"),
        (FRENCH, "mac_roman"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp1251"),
        (POLISH, "cp1250"),
    ],
)
def test_a_guessed_encoding_is_told(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding) * 3, "x")
    assert decoded.text == text * 3
    assert decoded.problems[0].code == "source_encoding"
    assert "not UTF-8" in decoded.problems[0].message


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    page = f'<html><head><meta charset="koi8-r"></head><body>{RUSSIAN}</body></html>'
    assert decode(page.encode("koi8-r"), "x").text == page
    japanese = '<?xml version="1.0" encoding="iso-2022-jp"?><a>条約</a>'
    assert decode(japanese.encode("iso-2022-jp"), "x").text == japanese
    lying = '<meta charset="windows-1252"><p>Łódź and more of it</p>'
    assert decode(lying.encode(), "x").text == lying


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + "café".encode("latin-1"),
        ("naïve café " * 100).encode() + b"\xff",
        codecs.BOM_UTF16_LE + "abc".encode("utf-16-le") + b"x",
        b'<meta charset="utf-8">caf\xe9',
    ],
)
def test_bytes_that_do_not_fit_are_counted_and_placed(content: bytes) -> None:
    (problem,) = decode(content, "x").problems
    assert "1 characters are lost" in problem.message


def test_characters_that_are_none() -> None:
    lexicon = load_lexicon()
    raw = open_text("\ufeffco\xadoperate\r\nnow\rlater\u2028end \x93quoted\x94\x07\u200b", "x", lexicon)
    assert raw.raw == "cooperate\nnow\nlater\nend “quoted” "
